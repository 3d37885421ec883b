"""Digests of values made of dataclasses, collections and plain values.

Fields that take no part in comparing (where something was read, who reviewed it) take none in a digest: two things
with one digest say the same.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Mapping
from datetime import date

__all__ = ["short_hash", "of"]


def of(thing: object) -> str:
    """The digest of a value: 32 hexadecimal digits."""
    parts: list[str] = []
    _gather(thing, parts, blanks=True)
    parts.append("")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def short_hash(thing: object) -> str:
    """A short digest that people write into fact files to bind one thing to another: 8 hexadecimal digits.

    Fields that are empty do not count, so that a field that a later version brings changes no mark.
    """
    parts: list[str] = []
    _gather(thing, parts, blanks=False)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _gather(thing: object, parts: list[str], *, blanks: bool) -> None:
    """Add to a list what a value consists of; a plain loop, since a build does this some thousand times a note."""
    kind = type(thing)
    if kind in _PLAIN:
        parts.append(f"{kind.__name__}:{thing}")
    elif kind is tuple:
        parts.append(f"[{len(thing)}")  # type: ignore[arg-type] # a tuple, as has just been asked
        for item in thing:  # type: ignore[attr-defined] # the same
            _gather(item, parts, blanks=blanks)
    elif (names := _fields_of(kind)) is not None:
        parts.append(kind.__name__)
        for name in names:
            value = getattr(thing, name)
            if blanks or value:
                parts.append(name)
                _gather(value, parts, blanks=blanks)
    elif isinstance(thing, enum.Enum):
        parts.append(thing.name)
    elif isinstance(thing, list | tuple):
        parts.append(f"[{len(thing)}")
        for item in thing:
            _gather(item, parts, blanks=blanks)
    elif isinstance(thing, Mapping):
        parts.append(f"{{{len(thing)}")
        for key, value in thing.items():
            parts.append(str(key))
            _gather(value, parts, blanks=blanks)
    else:
        parts.append(f"{kind.__name__}:{thing}")


# Most values are one of these, and to ask what else they might be takes longer than all the rest.
_PLAIN = frozenset({str, int, bool, date, type(None)})

_FIELDS: dict[type, tuple[str, ...] | None] = {}


def _fields_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that take part in comparing; None for what is no dataclass."""
    if kind not in _FIELDS:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else None
        _FIELDS[kind] = None if fields is None else tuple(field.name for field in fields if field.compare)
    return _FIELDS[kind]
