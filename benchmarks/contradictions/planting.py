"""Planting of contradictions, one by one, and the findings that each adds.

Lookalikes are planted as well: texts that only look wrong and must not be reported.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from briefings.checks import CHECKS
from briefings.checks.engine import run_checks
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.loading.fact_folders import FolderReadings
from briefings.model.diagnostics import BriefingsError, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic

__all__ = [
    "DAY",
    "FICTIONAL",
    "PARTNERS",
    "REAL",
    "Plant",
    "PlantingProject",
    "Trial",
    "load_lookalikes",
    "load_plants",
]

DAY = date(2026, 6, 1)
"""Day of the checks; it decides which facts are stale and which are still to come."""

REAL = ("moldova", "tajikistan")
FICTIONAL = ("grand-fenwick", "ruritania")
PARTNERS = (*FICTIONAL, *REAL)

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent.parent / "facts"
_ADDED = "planted.yaml"
_STALE = "stale-translation"
"""The finding that each change of a translated text adds, whatever the change is."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A contradiction with the finding it must produce; or a lookalike, which must produce none.

    Attributes:
        name: a description in plain words.
        partner: the partner whose facts it is planted in.
        file: the file that it changes or adds, within `facts/`.
        old_text: the text that it changes, which occurs once in the file; empty if it adds a file.
        replacement: the new text, or the whole file.
        expected_code: the check that has to find it; empty for a lookalike.
        expected_text: part of the line where the finding has to be; it occurs once in its file.
        expected_file: the file of that line, within `facts/`.
    """

    name: str
    partner: str
    file: str
    old_text: str
    replacement: str
    expected_code: str
    expected_text: str
    expected_file: str

    @classmethod
    def from_data(cls, partner: str, data: dict[str, Any]) -> Plant:
        """Read an entry of a file of plants.

        It has `plant`; `in`, `replace` and `by`, or `add`; and `expect`, `at` and maybe `where`, which lookalikes lack.
        """
        file = data.get("in", f"{partner}/{_ADDED}")
        by = data["by"] if "replace" in data else f"marking: PUBLIC\n{data['add']}"
        where = data.get("where", file)
        return cls(
            data["plant"],
            partner,
            file,
            data.get("replace", ""),
            by,
            data.get("expect", ""),
            data.get("at", ""),
            where,
        )

    @property
    def severities(self) -> frozenset[Severity]:
        """Return the severities that the finding may have: an info only if the check reports nothing else."""
        check = CHECKS.get(self.expected_code)
        notes = check is not None and check.SEVERITY is Severity.INFO
        return frozenset({Severity.INFO} if notes else {Severity.ERROR, Severity.WARNING})


@dataclass(frozen=True, slots=True)
class Trial:
    """Result of planting one contradiction.

    Attributes:
        plant: the plant.
        hits: the expected finding, at the expected line; exactly one if all is well.
        unexpected: other findings that the clean facts do not have, infos left out.
    """

    plant: Plant
    hits: tuple[Diagnostic, ...]
    unexpected: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Return whether the plant was found once, and nothing else; for a lookalike, whether nothing was found."""
        return len(self.hits) == bool(self.plant.expected_code) and not self.unexpected


def load_plants() -> list[Plant]:
    """Return all contradictions, by partner, in the order of their files."""
    return _load("plants")


def load_lookalikes() -> list[Plant]:
    """Return all lookalikes, by partner, in the order of their files."""
    return _load("lookalikes")


def _load(folder: str) -> list[Plant]:
    """Return the plants in a folder."""
    return [
        Plant.from_data(partner, data)
        for partner in PARTNERS
        if (path := _HERE / folder / f"{partner}.yaml").exists()
        for data in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


class PlantingProject:
    """A project with the clean facts of four partners, in which one contradiction at a time is planted."""

    def __init__(self, root: Path) -> None:
        """Create the project.

        Args:
            root: a folder that does not exist yet; the shipped facts are copied to it and stay as they are.
        """
        self.root = root
        self.facts = root / "facts"
        shutil.copytree(_SHIPPED, self.facts)
        shutil.copytree(_HERE / "facts", self.facts, dirs_exist_ok=True)
        shutil.copytree(_HERE / "captures", self.facts.parent / "captures")
        self._clean_findings: dict[str, list[Diagnostic]] = {}
        # Each plant is a draft, so the files stay as they are, and are read once.
        self._readings = FolderReadings({folder.name: "clean" for folder in self.facts.iterdir()})

    def clean_findings(self, partner: str) -> list[Diagnostic]:
        """Return the findings in the clean facts of a partner, and in the shared ones.

        Raises:
            BriefingsError: if the facts are refused, since then they are not clean.
        """
        if partner not in self._clean_findings:
            store = load(self.root, [partner], readings=self._readings)
            self._clean_findings[partner] = run_checks(store, DAY, Captures(self.root))
        return list(self._clean_findings[partner])

    def load_shipped(self) -> FactStore:
        """Return all clean facts."""
        return load(self.root)

    def run_trial(self, plant: Plant) -> Trial:
        """Return the findings in the facts with a contradiction in them; the files stay as they are.

        Raises:
            ValueError: if the text to change, or that of the expected line, does not occur once in its file.
        """
        known = Counter(_finding_key(finding) for finding in self.clean_findings(plant.partner))
        drafts = {self.facts / plant.file: self._planted_text(plant)}
        expected = (
            (f"facts/{plant.expected_file}", self._expected_line(plant, drafts))
            if plant.expected_code
            else None
        )
        hits, unexpected = [], []
        for finding in self._current_findings(plant.partner, drafts):
            if known[_finding_key(finding)] > 0:
                known[_finding_key(finding)] -= 1
            elif (
                finding.code == plant.expected_code
                and finding.location
                and finding.location[:2] == expected
                and finding.severity in plant.severities
            ):
                hits.append(finding)
            elif finding.severity is not Severity.INFO and finding.code != _STALE:
                unexpected.append(finding)
        return Trial(plant, tuple(hits), tuple(unexpected))

    def _planted_text(self, plant: Plant) -> bytes:
        """Return the text of the file of a plant, with the plant."""
        if not plant.old_text:
            return plant.replacement.encode()
        before = (self.facts / plant.file).read_text(encoding="utf-8")
        if before.count(plant.old_text) != 1:
            message = f"{plant.name}: {plant.old_text!r} occurs {before.count(plant.old_text)} times in {plant.file}"
            raise ValueError(message)
        return before.replace(plant.old_text, plant.replacement).encode()

    def _expected_line(self, plant: Plant, drafts: Mapping[Path, bytes]) -> int:
        """Return the number of the line where the finding has to be."""
        path = self.facts / plant.expected_file
        text = (drafts.get(path) or path.read_bytes()).decode()
        if text.count(plant.expected_text) != 1:
            message = f"{plant.name}: {plant.expected_text!r} occurs {text.count(plant.expected_text)} times in {plant.expected_file}"
            raise ValueError(message)
        return text[: text.index(plant.expected_text)].count("\n") + 1

    def _current_findings(self, partner: str, drafts: Mapping[Path, bytes]) -> list[Diagnostic]:
        """Return the problems for which the facts are refused, or else the findings of the checks."""
        try:
            store = load(self.root, [partner], drafts, self._readings)
            return run_checks(store, DAY, Captures(self.root))
        except BriefingsError as error:
            return list(error.diagnostics)


def _finding_key(finding: Diagnostic) -> tuple[str, str, str]:
    """Return what identifies a finding although lines were moved."""
    return (finding.code, finding.location.path if finding.location else "", finding.message)
