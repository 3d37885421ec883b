"""Digests of what a person would call one thing: a fact, an entity, a label, a tool.

Two things with one digest say the same; where they stand in a file plays no part.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.compose.brief import Figure, Words
from briefings.model.facts import Fact
from briefings.model.hashing import of
from briefings.model.house import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.compose.brief import Brief, Slot
    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactBase
    from briefings.model.facts import Entity

__all__ = ["content_of", "facts_of", "house_of", "look_of", "of", "paper_of", "tools", "wording_of"]

LIBRARIES = (
    "babel", "cssselect2", "fonttools", "jinja2", "markdown", "pillow", "pydyf", "pyphen", "pyyaml", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


def facts_of(entries: Iterable[Entity | Fact]) -> dict[str, str]:
    """Each fact and entity, by a name that a person knows it by."""
    named: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Fact):
            named[f"fact {entry.key}"] = of(entry)
        else:
            named[f"{type(entry).__name__.lower()} {entry.id}"] = of(entry)
    return named


def house_of(base: FactBase) -> dict[str, str]:
    """The house and its marking scheme."""
    return {"house facts/house.yaml": of(base.house), "marking scheme": of(base.scheme)}


def wording_of(labels: Labels, language: str, file: str = "") -> dict[str, str]:
    """Each label of a language, or each of those that a file brings."""
    return {
        f"label {key} in {language}": of(words)
        for key, words in labels.entries.items()
        if not file or labels.location(key).path == file
    }


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
    slots = [slot for slot in _said(brief) if not (isinstance(slot, Words) and slot.key == "as-at")]
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
    """All of a note that can be on paper, the day it bears too, but for how it looks."""
    return of(replace(brief, sentences=(), slots=_said(brief), look=Look(), logo=None))


def look_of(brief: Brief) -> str:
    """How a note looks: what the house chooses, and how its pictures are drawn."""
    drawn = [slot.svg for slot in brief.slots if isinstance(slot, Figure)]
    return of((brief.look, brief.logo, drawn))


def _said(brief: Brief) -> tuple[Slot, ...]:
    """What fills the slots, without the drawing of pictures: they say what stands beside them in words."""
    return tuple(replace(slot, svg="") if isinstance(slot, Figure) else slot for slot in brief.slots)
