"""Why something is made again, in words: what a note is made from, by names that a person knows, then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.load import SHARED
from briefings.workshop import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.inputs import Group
    from briefings.ledger import Ledger, Record
    from briefings.workshop import Order, Workshop

__all__ = ["MANIFEST", "Parts", "differences"]

MANIFEST = "manifest"
"""Stands for the manifest where others name a format."""

_HOUSE = "house facts/house.yaml"
_KINDS = {".j2": "template", ".css": "style", ".ttf": "font", ".svg": "picture", ".png": "picture"}


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
        partner: str,
        workshop: Workshop,
        ledger: Ledger,
        record: Record | None,
        inputs: Mapping[str, str],
    ) -> dict[str, Mapping[str, str]]:
        """The parts of a partner's note, by name of their group.

        Args:
            partner: whose note it is.
            workshop: has read the project.
            ledger: what was on record before; what is known from there is not worked out again.
            record: of the set.
            inputs: digest of each group of inputs now, by name.
        """
        if "shared" not in self._common:
            shared = fingerprint.facts_of(workshop.facts(partner), SHARED)
            self._common["shared"] = shared | fingerprint.house_of(workshop.base)
            self._common["look"] = self._look("look", workshop, None)
        own = self._known_own(ledger, record, inputs) or fingerprint.facts_of(
            workshop.facts(partner), partner
        )
        return {**self._common, "own": own, "special": self._look(f"look/{partner}", workshop, partner)}

    def _known_own(
        self, ledger: Ledger, record: Record | None, inputs: Mapping[str, str]
    ) -> Mapping[str, str] | None:
        """The digests of a partner's own facts, where those files, the house and the tools are as they were."""
        if record is None or any(record.inputs.get(group) != inputs[group] for group in ("own", "tools")):
            return None
        before = ledger.parts.get(record.inputs.get("shared", ""), {})
        same = before.get(_HOUSE) == self._common["shared"].get(_HOUSE)
        return ledger.parts.get(inputs["own"]) if same else None

    def _look(self, group: str, workshop: Workshop, partner: str | None) -> dict[str, str]:
        """Templates, styles and fonts of a group of files, and its wording."""
        files = self.groups[group].files
        named = {
            f"{kind} {path}": seen.digest
            for path, seen in files.items()
            if (kind := next((kind for suffix, kind in _KINDS.items() if path.endswith(suffix)), None))
        }
        if not any(path.endswith(".yaml") for path in files):
            return named
        labels = workshop.labels(partner)
        # Of a partner's wording only what its own file brings: the rest is among what all notes are made from.
        return named | fingerprint.wording_of(labels, labels.path if partner else "")


def differences(
    record: Record, inputs: Mapping[str, str], before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]], form: str,
) -> Iterator[str]:  # fmt: skip
    """A sentence for each part that is not what it was and plays a part in a format.

    Args:
        record: of the set, when it was made.
        inputs: digest of each group of inputs now, by name.
        before: parts by digest of their group, as they were.
        after: parts by name of their group, as they are.
        form: the format.
    """
    for group, digest in inputs.items():
        if record.inputs.get(group) != digest:
            old, new = before.get(record.inputs.get(group, ""), {}), after.get(group, {})
            for part in sorted({*old, *new}):
                if old.get(part) != new.get(part) and _concerns(part, form):
                    yield f"{part} {_change(part, old.get(part), new.get(part))}"


def _change(part: str, old: str | None, new: str | None) -> str:
    if old is None:
        return "was added"
    if new is None:
        return "was removed"
    return f"changed from {old} to {new}" if part.startswith("library ") else "changed"


def _concerns(part: str, form: str) -> bool:
    """Whether a thing plays a part in a format."""
    if part.startswith("style "):
        return form in STYLES and part.endswith(STYLES[form])
    if part.startswith("picture "):
        return form in STYLES
    return form == "pdf" if part.startswith("font ") else True
