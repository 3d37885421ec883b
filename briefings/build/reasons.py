"""Why something is made again, in words: what a note is made from, by names that a person knows, then and now."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.request import STYLES
from briefings.model.diagnostics import BriefingsError
from briefings.model.facts import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.build.catalog import Subject
    from briefings.build.inputs import Group
    from briefings.build.plan import Task
    from briefings.build.request import Note, Order
    from briefings.build.state import Ledger, Record
    from briefings.build.workspace import Workshop

__all__ = ["MANIFEST", "Parts", "differences"]

MANIFEST = "manifest"
"""Stands for the manifest where others name a format."""

_HOUSE = "house facts/house.yaml"
_KINDS = {
    ".j2": "template",
    ".css": "style",
    ".ttf": "font",
    ".svg": "picture",
    ".png": "picture",
    "/products/": "product",
}


class Parts:
    """The parts that each group of inputs consists of, as they are now: a digest by name, by group."""

    def __init__(self, order: Order, groups: Mapping[str, Group], tools: Mapping[str, str]) -> None:
        self.groups = groups
        self._common: dict[str, dict[str, str]] = {
            "tools": dict(tools),
            "order": {
                "option --occasion": order.occasion,
                "option --number": order.number,
                "option --contacts": order.contacts,
            },
        }

    def of(
        self,
        subject: Subject,
        workshop: Workshop,
        ledger: Ledger,
        record: Record | None,
        inputs: Mapping[str, str],
    ) -> dict[str, Mapping[str, str]]:
        """The parts of a subject's set, by name of their group.

        Args:
            subject: whose set it is.
            workshop: has read the project.
            ledger: what was on record before; what is known from there is not worked out again.
            record: of the set.
            inputs: digest of each group of inputs now, by name.
        """
        if "shared" not in self._common:
            shared = fingerprints.facts_of(workshop.entries(SHARED))
            self._common["shared"] = shared | fingerprints.house_of(workshop.base)
            self._common["look"] = self._look("look", workshop, None)
        own = {
            f"facts/{folder}": self._known(f"facts/{folder}", ledger, record, inputs)
            or fingerprints.facts_of(workshop.entries(folder))
            for folder in subject.folders
        }
        special = f"look/{subject.id}"
        return {**self._common, **own, special: self._look(special, workshop, subject)}

    def _known(
        self, group: str, ledger: Ledger, record: Record | None, inputs: Mapping[str, str]
    ) -> Mapping[str, str] | None:
        """The digests of the facts of a folder, where its files, the house and the tools are as they were."""
        if record is None or any(record.inputs.get(name) != inputs[name] for name in (group, "tools")):
            return None
        before = ledger.parts.get(record.inputs.get("shared", ""), {})
        same = before.get(_HOUSE) == self._common["shared"].get(_HOUSE)
        return ledger.parts.get(inputs[group]) if same else None

    def _look(self, group: str, workshop: Workshop, subject: Subject | None) -> dict[str, str]:
        """Templates, products, styles and fonts of a group of files, and its wording."""
        files = self.groups[group].files
        named = {
            f"{kind} {path}": seen.digest
            for path, seen in files.items()
            if (kind := next((kind for part, kind in _KINDS.items() if part in path), None))
        }
        if any("/labels/" in path for path in files):
            for language in workshop.base.house.languages:
                # A language whose file is missing, or at fault, has no wording to tell of.
                with contextlib.suppress(BriefingsError):
                    labels = workshop.labels(subject, language)
                    # Of a partner's wording only what its own file brings: the rest is among what all notes are made from.
                    named |= fingerprints.wording_of(labels, language, labels.path if subject else "")
        return named


def differences(
    record: Record, task: Task, before: Mapping[str, Mapping[str, str]], form: str, note: Note | None = None
) -> Iterator[str]:
    """A sentence for each part that is not what it was and plays a part in a format.

    Args:
        record: of the set, when it was made.
        task: the set as it is to be.
        before: parts by digest of their group, as they were.
        form: the format.
        note: of which note; None for the manifest, which speaks of them all.
    """
    for group, digest in task.inputs.items():
        if record.inputs.get(group) != digest:
            old, new = before.get(record.inputs.get(group, ""), {}), task.parts.get(group, {})
            for part in sorted({*old, *new}):
                if old.get(part) != new.get(part) and _concerns(part, form, note):
                    yield f"{part} {_change(part, old.get(part), new.get(part))}"


def _change(part: str, old: str | None, new: str | None) -> str:
    if old is None:
        return "was added"
    if new is None:
        return "was removed"
    return f"changed from {old} to {new}" if part.startswith("library ") else "changed"


def _concerns(part: str, form: str, note: Note | None) -> bool:
    """Whether a thing plays a part in a format of a note."""
    kind, _, name = part.partition(" ")
    if kind == "style":
        return form in STYLES and name.endswith(STYLES[form])
    if kind == "label":
        return note is None or name.endswith(f" in {note.language}")
    if kind == "product":
        return note is None or name.endswith(f"/{note.product}.yaml")
    if kind == "picture":
        return form in STYLES
    return form == "pdf" if kind == "font" else True
