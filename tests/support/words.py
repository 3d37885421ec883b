"""What the tests of views read: phrases as plain text, and all that a record holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate
from briefings.model.facts import Source
from briefings.model.phrases import Citation, Foreign, Phrase, Term, Wording

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def said(phrase: Phrase | None) -> str | None:
    """A phrase as text: names in full with their short form, wording as `<key name=words ...>`, a foreign language behind."""
    return None if phrase is None else "".join(_part(part) for part in phrase.parts)


def _part(part: object) -> str:
    if isinstance(part, Term):
        return f"{part.full} ({part.short})"
    if isinstance(part, Foreign):
        return f"{said(part.words)} [{part.language}]" if part.marked else f"{said(part.words)}"
    if isinstance(part, Wording):
        values = "".join(f" {name}={said(value)}" for name, value in part.values)
        return f"<{part.key}{values}>"
    return str(part)


@cache
def field_names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    """The fields of a kind of record."""
    return tuple(field.name for field in dataclasses.fields(kind))


def walk(thing: object, path: str = "view") -> list[tuple[str, object]]:
    """Everything within a record, however deep, each with the way to it; dates, sources and citations stay whole."""
    found: list[tuple[str, object]] = []
    _walk(thing, path, found)
    return found


def _walk(thing: object, path: str, found: list[tuple[str, object]]) -> None:
    found.append((path, thing))
    if isinstance(thing, str | PartialDate | Source | Citation):
        return
    if isinstance(thing, tuple):
        for index, value in enumerate(thing):
            _walk(value, f"{path}[{index}]", found)
    elif isinstance(thing, Wording):
        for name, value in thing.values:
            _walk(value, f"{path}<{thing.key} {name}>", found)
    elif dataclasses.is_dataclass(thing):
        for name in field_names(thing.__class__):
            _walk(getattr(thing, name), f"{path}.{name}", found)
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            _walk(value, f"{path}[{key}]", found)
