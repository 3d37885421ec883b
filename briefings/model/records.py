"""The fields of records, for code that walks through records of any kind."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["field_names", "field_values"]


def field_names(record: object) -> tuple[str, ...]:
    """Return the names of the fields of a record, in order; none for any other value.

    >>> from briefings.model.dates import Period
    >>> field_names(Period())
    ('start', 'end', 'open_start', 'open_end', 'text')
    """
    kind: type = type(record)
    return _names_of(kind)


def field_values(record: object) -> tuple[Any, ...]:
    """Return the values of the fields of a record, in order; none for any other value.

    >>> from briefings.model.dates import Period
    >>> field_values(Period())
    (None, None, False, False, '/')
    """
    kind: type = type(record)
    return _getter_of(kind)(record)


@cache
def _getter_of(kind: type) -> Callable[[object], tuple[Any, ...]]:
    """Return what gets the values of all fields of a type at once, for code that asks thousands of records."""
    names = _names_of(kind)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a type: `dataclasses.fields` finds them anew in each call."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
