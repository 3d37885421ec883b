"""Hashes of the things a note depends on, by the names users know: facts, entities, labels, tools; and of a note itself.

Two things with the same hash say the same; their position in a file does not count.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.compose.brief import Figure, SlotText
from briefings.model.facts import Fact
from briefings.model.hashing import content_hash
from briefings.model.house import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.compose.brief import Brief, Slot
    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity

__all__ = [
    "brief_content_hash",
    "content_hash",
    "fact_hashes",
    "house_hashes",
    "label_hashes",
    "look_hash",
    "paper_hash",
    "tool_versions",
]

LIBRARIES = (
    "babel", "cssselect2", "fonttools", "jinja2", "markdown", "pillow", "pydyf", "pyphen", "pyyaml", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


def fact_hashes(entries: Iterable[Entity | Fact]) -> dict[str, str]:
    """Return the hash of each fact and entity, by kind and id."""
    hashes: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Fact):
            hashes[f"fact {entry.key}"] = content_hash(entry)
        else:
            hashes[f"{type(entry).__name__.lower()} {entry.id}"] = content_hash(entry)
    return hashes


def house_hashes(store: FactStore) -> dict[str, str]:
    """Return the hashes of the house and its marking scheme."""
    return {"house facts/house.yaml": content_hash(store.house), "marking scheme": content_hash(store.scheme)}


def label_hashes(labels: Labels, language: str, path: str = "") -> dict[str, str]:
    """Return the hash of each label of a language; with a path, only of the labels from that file."""
    return {
        f"label {key} in {language}": content_hash(label)
        for key, label in labels.texts.items()
        if not path or labels.location(key).path == path
    }


def tool_versions() -> dict[str, str]:
    """Return the versions of Briefings and its libraries: all that a note depends on besides project files."""
    versions = {"briefings": __version__}
    for name in LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "none"
    return {f"library {name}": version for name, version in versions.items()}


def brief_content_hash(brief: Brief) -> str:
    """Return the hash of what a note says, without its date."""
    slots = [
        slot
        for slot in _slots_without_drawings(brief)
        if not (isinstance(slot, SlotText) and slot.contains_day)
    ]
    return content_hash(
        (
            brief.language,
            brief.title,
            brief.author,
            brief.marking,
            brief.page_label,
            brief.skeleton,
            slots,
            brief.sources,
        )
    )


def paper_hash(brief: Brief) -> str:
    """Return the hash of everything that a note prints, with its date but without its look."""
    return content_hash(
        replace(brief, sentences=(), slots=_slots_without_drawings(brief), look=Look(), logo=None)
    )


def look_hash(brief: Brief) -> str:
    """Return the hash of how a note looks: the choices of the house, and the drawings of its figures."""
    drawn = [slot.svg for slot in brief.slots if isinstance(slot, Figure)]
    return content_hash((brief.look, brief.logo, drawn))


def _slots_without_drawings(brief: Brief) -> tuple[Slot, ...]:
    """Return what fills the slots, without the drawings of figures, whose content is also there in words."""
    return tuple(replace(slot, svg="") if isinstance(slot, Figure) else slot for slot in brief.slots)
