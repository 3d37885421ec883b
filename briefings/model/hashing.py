"""Hashes of values and of files; the only module that computes any.

A value is made of dataclasses, collections and simple types.

Fields excluded from comparison (where an entry was read, who reviewed it) are excluded from hashes as well: values
with equal hashes state the same.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.markings import Marking

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["chunks_hash", "content_hash", "file_hash", "short_hash"]

_CONTENT_DIGITS = 32
_SHORT_DIGITS = 8


def content_hash(value: object) -> str:
    """Return the hash of a value: 32 hexadecimal digits."""
    parts: list[str] = []
    _collect_parts(value, parts, include_empty=True)
    parts.append("")
    return _hash_parts(parts)[:_CONTENT_DIGITS]


def short_hash(value: object) -> str:
    """Return the short hash that fact files contain to bind one entry to another: 8 hexadecimal digits.

    Empty fields do not count, so a field that a later version adds does not change the hash.
    """
    parts: list[str] = []
    _collect_parts(value, parts, include_empty=False)
    return _hash_parts(parts)[:_SHORT_DIGITS]


def file_hash(data: bytes) -> str:
    """Return the hash of the content of a file: SHA-256, 64 hexadecimal digits.

    >>> file_hash(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()


def chunks_hash(chunks: Iterable[bytes]) -> str:
    """Return the hash of bytes given in chunks: the first 32 hexadecimal digits of SHA-256.

    How the bytes are divided does not count; where it matters, the caller puts separators between them.

    >>> chunks_hash([b"la", b"mp"]) == chunks_hash([b"lamp"])
    True
    """
    sha256 = hashlib.sha256()
    for chunk in chunks:
        sha256.update(chunk)
    return sha256.hexdigest()[:_CONTENT_DIGITS]


def _hash_parts(parts: Iterable[str]) -> str:
    """Return the SHA-256 of strings joined by null characters."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _collect_parts(thing: object, parts: list[str], *, include_empty: bool) -> None:
    """Append the parts of a value to a list.

    It is one loop over types because a build calls it some thousand times per note.
    """
    kind = type(thing)
    if kind in _SIMPLE_TYPES:
        parts.append(f"{kind.__name__}:{thing}")
    elif isinstance(thing, list | tuple):
        parts.append(f"[{len(thing)}")
        for item in thing:
            _collect_parts(item, parts, include_empty=include_empty)
    elif isinstance(thing, Marking) and thing.is_plain:
        parts.append(f"str:{thing.level}")  # as when facts had a level and no more
    elif (names := _compared_fields(kind)) is not None:
        parts.append(_HASHED_CLASS_NAMES.get(kind.__name__, kind.__name__))
        _collect_fields(thing, names, parts, include_empty=include_empty)
    elif isinstance(thing, enum.Enum):
        parts.append(thing.name)
    elif isinstance(thing, Mapping):
        parts.append(f"{{{len(thing)}")
        for key, value in thing.items():
            parts.append(str(key))
            _collect_parts(value, parts, include_empty=include_empty)
    else:
        parts.append(f"{kind.__name__}:{thing}")


def _collect_fields(
    record: object, names: Iterable[tuple[str, str]], parts: list[str], *, include_empty: bool
) -> None:
    """Append the names and the parts of the fields of a record to a list.

    Args:
        record: the record.
        names: each field with its name in hashes.
        parts: the list.
        include_empty: whether empty fields count.
    """
    for name, hashed_name in names:
        value = getattr(record, name)
        if value or (include_empty and name not in _LATER_FIELDS):
            parts.append(hashed_name)
            if (kind := type(value)) in _SIMPLE_TYPES:  # most have, and a call takes longer than this
                parts.append(f"{kind.__name__}:{value}")
            else:
                _collect_parts(value, parts, include_empty=include_empty)


# Most values have one of these types, and testing for the others takes longer than everything else.
_SIMPLE_TYPES = frozenset({str, int, bool, date, type(None)})

# Class and field names are part of a hash, and people keep short hashes in fact files. So whatever is renamed in the
# code is still hashed under its first name.
_HASHED_CLASS_NAMES = {"TalkingPoint": "Line", "Disagreement": "Saying"}
_LATER_FIELDS = frozenset(
    {
        "about",
        "archived",
        "authors",
        "body",
        "capacity",
        "doi",
        "gender",
        "grade",
        "host",
        "is_undisclosed",
        "level",
        "not_before",
        "number",
        "outcome",
        "photo",
        "published_from",
        "replaced_ids",
        "resident",
        "sort_name",
        "stages",
        "successor_name",
        "successors",
        "third_parties",
        "withheld_ground",
        "zone",
    }
    | {
        "author",
        "bound",
        "half",
        "is_estimate",
        "is_yearly",
        "main_id",
        "margins",
        "session",
        "is_revised",
        "measure",
        "party",
        "reference",
        "series",
        "number_sort",
        "unit_text",
        "withdrawn_on",
    }
)
"""The fields that facts have got since manifests record their hashes; they count only when they are not empty."""
_HASHED_FIELD_NAMES = {
    "Contact": {"our_side": "ours", "their_side": "theirs"},
    "Evidence": {
        "asserted_on": "asserted",
        "attested_on": "attests",
        "via_source": "via",
        "disagreement": "says",
    },
    "Fact": {"is_event": "event", "review_due": "review", "earlier_id": "after", "is_telling": "telling"},
    "PartialDate": {"qualifier": "mark"},
    "Participant": {"description": "described"},
    "ProgrammeItem": {"activity": "what", "place": "where", "counterparts": "met"},
    "TalkingPoint": {"addressee": "to", "likelihood": "raised", "basis_keys": "rests"},
    "Text": {"original_hashes": "bound"},
}

_FIELDS: dict[type, tuple[tuple[str, str], ...] | None] = {}


def _compared_fields(kind: type) -> tuple[tuple[str, str], ...] | None:
    """Return the compared fields of a dataclass, each with its name in hashes; None for other types."""
    if kind not in _FIELDS:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else None
        hashed_names: dict[str, str] = {}
        for ancestor in kind.__mro__:
            hashed_names |= _HASHED_FIELD_NAMES.get(ancestor.__name__, {})
        _FIELDS[kind] = (
            None
            if fields is None
            else tuple(
                (field.name, hashed_names.get(field.name, field.name)) for field in fields if field.compare
            )
        )
    return _FIELDS[kind]
