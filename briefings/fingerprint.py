"""Digests of what a person would call one thing: a fact, an entity, a label, a tool.

Two things with one digest say the same; where they stand in a file plays no part.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.brief import Words

if TYPE_CHECKING:
    from briefings.brief import Brief
    from briefings.factbase import FactBase
    from briefings.labels import Labels

__all__ = ["content_of", "facts_of", "house_of", "of", "paper_of", "tools", "wording_of"]

LIBRARIES = (
    "cssselect2", "fonttools", "jinja2", "markdown", "pydyf", "pyphen", "pyyaml", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


def of(thing: object) -> str:
    """The digest of a value made of dataclasses, collections and plain values."""
    parts: list[str] = []
    _gather(thing, parts)
    parts.append("")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def facts_of(base: FactBase, folder: str) -> dict[str, str]:
    """Each fact and entity of a folder of facts, by a name that a person knows it by."""
    named: dict[str, str] = {}
    for fact in base.facts:
        if fact.folder == folder:
            named[f"fact {fact.key}"] = of(fact)
    for entity in base.entities.values():
        if entity.location.path.split("/")[1] == folder:
            named[f"{type(entity).__name__.lower()} {entity.id}"] = of(entity)
    return named


def house_of(base: FactBase) -> dict[str, str]:
    """The house and its marking scheme."""
    return {"house facts/house.yaml": of(base.house), "marking scheme": of(base.scheme)}


def wording_of(labels: Labels) -> dict[str, str]:
    """Each label."""
    return {f"label {key}": of(words) for key, words in labels.entries.items()}


def tools() -> dict[str, str]:
    """Everything besides the files of a project that a note depends on."""
    versions = {"briefings": __version__}
    for name in LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "none"
    return {f"library {name}": version for name, version in versions.items()}


def content_of(brief: Brief) -> str:
    """What a note says, whatever day it bears."""
    slots = [slot for slot in brief.slots if not (isinstance(slot, Words) and slot.key == "as-at")]
    return of(
        (
            brief.language,
            brief.title,
            brief.author,
            brief.marking,
            brief.page,
            brief.skeleton,
            slots,
            brief.sources,
        )
    )


def paper_of(brief: Brief) -> str:
    """All of a note that can be on paper, the day it bears too."""
    return of(replace(brief, sentences=()))


def _gather(thing: object, parts: list[str]) -> None:
    """Add to a list what a value consists of; a plain loop, since a build does this some thousand times a note."""
    kind = type(thing)
    if kind is str:
        parts.append(f"str:{thing}")
    elif (names := _fields_of(kind)) is not None:
        parts.append(kind.__name__)
        for name in names:
            parts.append(name)
            _gather(getattr(thing, name), parts)
    elif isinstance(thing, enum.Enum):
        parts.append(thing.name)
    elif isinstance(thing, Mapping):
        parts.append(f"{{{len(thing)}")
        for key, value in thing.items():
            parts.append(str(key))
            _gather(value, parts)
    elif isinstance(thing, tuple | list):
        parts.append(f"[{len(thing)}")
        for item in thing:
            _gather(item, parts)
    else:
        parts.append(f"{kind.__name__}:{thing}")


_FIELDS: dict[type, tuple[str, ...] | None] = {}


def _fields_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that take part in comparing; None for what is no dataclass."""
    if kind not in _FIELDS:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else None
        _FIELDS[kind] = None if fields is None else tuple(field.name for field in fields if field.compare)
    return _FIELDS[kind]
