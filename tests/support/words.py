"""Helpers for tests of views: phrases as plain text, and everything that a record holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.entities import Source
from briefings.model.phrases import Citation, ForeignText, LabelRef, Noun, Number, Phrase, ShortDate, Term

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def phrase_text(phrase: Phrase | None) -> str | None:
    """Return a phrase as text.

    Names are in full with their short form and without article, label references are `<key name=words ...>`, and words of a foreign language
    are followed by its tag.
    """
    return None if phrase is None else "".join(_part_text(part) for part in phrase.parts)


def _part_text(part: object) -> str:
    """Return a part of a phrase as text."""
    if isinstance(part, Noun):
        return _part_text(part.name)
    if isinstance(part, Term):
        return f"{part.full} ({part.short})"
    if isinstance(part, ForeignText):
        return (
            f"{phrase_text(part.phrase)} [{part.language}]"
            if part.show_language
            else f"{phrase_text(part.phrase)}"
        )
    if isinstance(part, LabelRef):
        values = "".join(f" {name}={phrase_text(value)}" for name, value in part.values)
        return f"<{part.key}{values}>"
    if isinstance(part, Number):
        sign = "%" if part.is_percent else ""
        return f"{part.value}e{part.exponent}{sign}" if part.exponent else f"{part.value}{sign}"
    return str(part.date.day if isinstance(part, ShortDate) and part.is_day_only else part)


@cache
def field_names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    """Return the names of the fields of a record class."""
    return tuple(field.name for field in dataclasses.fields(kind))


def walk(part: object, path: str = "view") -> list[tuple[str, object]]:
    """Return everything within a record, at any depth, with its path; do not enter dates, sources and citations."""
    found: list[tuple[str, object]] = []
    _walk(part, path, found)
    return found


def _walk(part: object, path: str, found: list[tuple[str, object]]) -> None:
    """Append a part and everything within it."""
    found.append((path, part))
    if isinstance(part, str | PartialDate | Source | Citation):
        return
    if isinstance(part, tuple):
        for index, value in enumerate(part):
            _walk(value, f"{path}[{index}]", found)
    elif isinstance(part, LabelRef):
        for name, value in part.values:
            _walk(value, f"{path}<{part.key} {name}>", found)
    elif dataclasses.is_dataclass(part):
        for name in field_names(part.__class__):
            _walk(getattr(part, name), f"{path}.{name}", found)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            _walk(value, f"{path}[{key}]", found)
