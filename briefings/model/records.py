"""The fields of records, for code that walks through records of any kind."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache

__all__ = ["field_names"]


def field_names(record: object) -> tuple[str, ...]:
    """Return the names of the fields of a record, in order; none for any other value.

    >>> from briefings.model.dates import Period
    >>> field_names(Period())
    ('start', 'end', 'open_start', 'open_end', 'text')
    """
    kind: type = type(record)
    return _names_of(kind)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a type: `dataclasses.fields` finds them anew in each call."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
