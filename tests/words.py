"""What the tests of views read: phrases as plain text, and all that a record holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefings.model import Source
from briefings.period import PartialDate
from briefings.phrase import Citation, Phrase, Term, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator


def said(phrase: Phrase | None) -> str | None:
    """A phrase as text: names in full with their short form, wording as `<key name=words ...>`."""
    return None if phrase is None else "".join(_part(part) for part in phrase.parts)


def _part(part: object) -> str:
    if isinstance(part, Term):
        return f"{part.full} ({part.short})"
    if isinstance(part, Wording):
        values = "".join(f" {name}={said(value)}" for name, value in part.values)
        return f"<{part.key}{values}>"
    return str(part)


def walk(thing: object, path: str = "view") -> Iterator[tuple[str, object]]:
    """Everything within a record, however deep, each with the way to it; dates, sources and citations stay whole."""
    yield path, thing
    if isinstance(thing, PartialDate | Source | Citation):
        return
    if isinstance(thing, Wording):
        for name, value in thing.values:
            yield from walk(value, f"{path}<{thing.key} {name}>")
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from walk(getattr(thing, field.name), f"{path}.{field.name}")
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from walk(value, f"{path}[{key}]")
    elif isinstance(thing, tuple):
        for index, value in enumerate(thing):
            yield from walk(value, f"{path}[{index}]")
