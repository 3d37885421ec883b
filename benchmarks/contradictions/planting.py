"""Planting contradictions one by one, and seeing what the checks find that they did not find before.

Lookalikes are planted as well: what only looks wrong, of which nothing is to be said.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from briefings.checks import CHECKS
from briefings.checks.engine import judge
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.model.diagnostics import BriefingsError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Diagnostic

__all__ = ["DAY", "FICTIONAL", "PARTNERS", "REAL", "Field", "Plant", "Trial", "lookalikes", "plants"]

DAY = date(2026, 6, 1)
"""The day of the check: what is stale or to come depends on it."""

REAL = ("moldova", "tajikistan")
FICTIONAL = ("grand-fenwick", "ruritania")
PARTNERS = (*FICTIONAL, *REAL)

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent.parent / "facts"
_ADDED = "planted.yaml"


@dataclass(frozen=True, slots=True)
class Plant:
    """A contradiction, and what is to be found of it; or a lookalike, of which nothing is.

    Attributes:
        name: what it is, as a person would tell it.
        partner: in whose facts it is planted.
        file: the file that it changes or adds, within `facts/`.
        replace: the words that it changes, which stand once in the file; empty where it adds a file.
        by: what stands there then, or the whole file.
        code: of the check that has to find it; empty for a lookalike.
        at: words of the line where that has to be, which stand once in its file.
        where: the file of that line, within `facts/`.
    """

    name: str
    partner: str
    file: str
    replace: str
    by: str
    code: str
    at: str
    where: str

    @classmethod
    def of(cls, partner: str, data: dict[str, Any]) -> Plant:
        """From an entry of a file of plants: `in`, `replace` and `by`, or `add`; `expect`, `at`, maybe `where`.

        A lookalike has neither of these three.
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
        """What the finding may be: a note only where the check knows nothing else."""
        check = CHECKS.get(self.code)
        notes = check is not None and check.SEVERITY is Severity.NOTE
        return frozenset({Severity.NOTE} if notes else {Severity.ERROR, Severity.WARNING})


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a plant.

    Attributes:
        plant: what was planted.
        found: what was expected, found where it was expected; one, if all is well.
        others: whatever else was found that is not found in the clean facts, notes apart.
    """

    plant: Plant
    found: tuple[Diagnostic, ...]
    others: tuple[Diagnostic, ...]

    @property
    def right(self) -> bool:
        """Whether it was found, once, and nothing else; of a lookalike nothing at all."""
        return len(self.found) == bool(self.plant.code) and not self.others


def plants() -> list[Plant]:
    """All contradictions, by partner, in the order of their files."""
    return _read("plants")


def lookalikes() -> list[Plant]:
    """All that only looks wrong, by partner, in the order of their files."""
    return _read("lookalikes")


def _read(folder: str) -> list[Plant]:
    return [
        Plant.of(partner, data)
        for partner in PARTNERS
        if (path := _HERE / folder / f"{partner}.yaml").exists()
        for data in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


class Field:
    """Clean facts of four partners in a folder, in which one contradiction at a time is planted."""

    def __init__(self, root: Path) -> None:
        """Lay it out.

        Args:
            root: a folder that does not exist yet; shipped facts are copied to it and stay as they are.
        """
        self.root = root
        self.facts = root / "facts"
        shutil.copytree(_SHIPPED, self.facts)
        shutil.copytree(_HERE / "facts", self.facts, dirs_exist_ok=True)
        shutil.copytree(_HERE / "captures", self.facts.parent / "captures")
        # Facts that are refused are not clean: that is raised.
        self.clean = {partner: judge(load(root, [partner]), DAY, Captures(root)) for partner in PARTNERS}

    def judged(self, partner: str) -> list[Diagnostic]:
        """What is found in the clean facts of a partner, and in what is shared."""
        return list(self.clean[partner])

    def trial(self, plant: Plant) -> Trial:
        """Plant a contradiction, see what is found, and take it out again.

        Raises:
            ValueError: if the words to be changed, or those of the place, do not stand once in their file.
        """
        with self._planted(plant):
            place = (f"facts/{plant.where}", self._line(plant)) if plant.code else None
            known = Counter(_same(each) for each in self.clean[plant.partner])
            found, others = [], []
            for each in self._judged(plant.partner):
                if known[_same(each)] > 0:
                    known[_same(each)] -= 1
                elif (
                    each.code == plant.code
                    and each.location
                    and each.location[:2] == place
                    and each.severity in plant.severities
                ):
                    found.append(each)
                elif each.severity is not Severity.NOTE:
                    others.append(each)
        return Trial(plant, tuple(found), tuple(others))

    @contextlib.contextmanager
    def _planted(self, plant: Plant) -> Iterator[None]:
        path = self.facts / plant.file
        before = path.read_text(encoding="utf-8") if plant.replace else None
        if before is not None and before.count(plant.replace) != 1:
            message = (
                f"{plant.name}: {plant.replace!r} stands {before.count(plant.replace)} times in {plant.file}"
            )
            raise ValueError(message)
        path.write_text(plant.by if before is None else before.replace(plant.replace, plant.by), "utf-8")
        try:
            yield
        finally:
            path.unlink() if before is None else path.write_text(before, "utf-8")

    def _line(self, plant: Plant) -> int:
        text = (self.facts / plant.where).read_text(encoding="utf-8")
        if text.count(plant.at) != 1:
            message = f"{plant.name}: {plant.at!r} stands {text.count(plant.at)} times in {plant.where}"
            raise ValueError(message)
        return text[: text.index(plant.at)].count("\n") + 1

    def _judged(self, partner: str) -> list[Diagnostic]:
        """What the reader refuses, or what the checks say."""
        try:
            return judge(load(self.root, [partner]), DAY, Captures(self.root))
        except BriefingsError as error:
            return list(error.diagnostics)


def _same(found: Diagnostic) -> tuple[str, str, str]:
    """What makes two findings the same although lines were moved."""
    return (found.code, found.location.path if found.location else "", found.message)
