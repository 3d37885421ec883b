"""The extension of a record to a kind that adds fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

__all__ = ["extend_record"]

_RecordType = TypeVar("_RecordType")


def extend_record(kind: type[_RecordType], record: Any, **own_values: Any) -> _RecordType:  # noqa: ANN401 - any dataclass
    """Return a record of a kind that adds fields to those of a more general record, which are copied by name.

    Args:
        kind: the dataclass to make; it inherits from that of the record.
        record: the more general record.
        own_values: the fields that the kind adds, and any that differ.
    """
    inherited = {field.name: getattr(record, field.name) for field in fields(record)}
    return kind(**(inherited | own_values))
