"""From what the checks find to what is reported: severities, resolutions, waivers, and one finding a cause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks import CHECKS, RESOLVABLE
from briefings.checks.context import Case, Finding
from briefings.model.diagnostics import Diagnostic, Severity, did_you_mean
from briefings.model.facts import Fact, Resolution

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from datetime import date

    from briefings.checks.context import Entry
    from briefings.factbase.store import FactBase
    from briefings.loading.captures import Captures
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Waiver

__all__ = ["judge"]

OFF = "off"
FALLEN = "fallen-resolution"
UNNEEDED = "unneeded-waiver"
UNKNOWN = "unknown-check"

Found: TypeAlias = "tuple[str, Finding]"


def judge(base: FactBase, day: date, captures: Captures) -> list[Diagnostic]:
    """What a careful colleague would say of the facts on a day, sorted by place, each cause once.

    Args:
        base: all that was read; the facts must be without fault of form.
        day: what is stale, overdue or planned depends on it.
        captures: the texts of its sources.
    """
    return _Judge(Case(base, day, captures)).all()


class _Judge:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.house = case.base.house
        standing = set(case.base.standing_resolutions().values())
        self.settled = [frozenset(each.settles) for each in standing]
        self.fallen = [each for each in case.base.all(Resolution) if each not in standing]
        self.used: set[Waiver] = set()

    def all(self) -> list[Diagnostic]:
        found: list[Found] = []
        for code, check in CHECKS.items():
            if self.house.checks.get(code) == OFF:
                continue
            found += [(code, finding) for finding in check.check(self.case) if self._stands(code, finding)]
        told = [self._diagnostic(code, finding) for code, finding in _one_a_cause(found)]
        told += [*self._fallen(), *self._unneeded(), *self._unknown()]
        return sorted(dict.fromkeys(told), key=lambda each: each.sort_key)

    def _stands(self, code: str, finding: Finding) -> bool:
        """Whether nobody has settled or accepted a finding."""
        if code in RESOLVABLE:
            keys = {entry.key for entry in finding.about if isinstance(entry, Fact)}
            if keys and any(keys <= settled for settled in self.settled):
                return False
        waivers = [
            waiver
            for entry in finding.about
            for waiver in entry.waivers
            if waiver.code == code and self.case.day <= waiver.until.last
        ]
        self.used.update(waivers)
        return not waivers

    def _diagnostic(self, code: str, finding: Finding) -> Diagnostic:
        own = finding.severity or CHECKS[code].SEVERITY
        severity = Severity(self.house.checks[code]) if code in self.house.checks else own
        return Diagnostic(code, finding.message, finding.location, severity, finding.hint, finding.related)

    def _fallen(self) -> Iterator[Diagnostic]:
        for each in self.fallen:
            now = self.case.base.mark_of(each)
            message = f"what {each.id!r} settled has changed since {each.on}"
            hint = f"look at the facts again; if it still holds, write `of: {now}`"
            places = tuple(self.case.facts[key].location for key in each.settles)
            yield Diagnostic(FALLEN, message, each.location, Severity.WARNING, hint, places)

    def _unneeded(self) -> Iterator[Diagnostic]:
        """Waivers for what is not found (any more), and those whose time is over."""
        entries: Iterable[Entry] = (*self.case.base.entities.values(), *self.case.base.facts)
        for waiver in (waiver for entry in entries for waiver in entry.waivers):
            if waiver.code not in CHECKS:
                message = f"there is no check {waiver.code!r}"
                hint = did_you_mean(waiver.code, CHECKS)
                yield Diagnostic(UNKNOWN, message, waiver.location, Severity.ERROR, hint)
            elif waiver.until.last < self.case.day:
                message = f"this waiver of {waiver.code!r} ended on {waiver.until}"
                hint = "mend what it was for, or give it a new date and reason"
                yield Diagnostic(UNNEEDED, message, waiver.location, Severity.WARNING, hint)
            elif waiver not in self.used and self.house.checks.get(waiver.code) != OFF:
                message = f"nothing here needs this waiver of {waiver.code!r}"
                yield Diagnostic(UNNEEDED, message, waiver.location, Severity.WARNING, "take it out")

    def _unknown(self) -> Iterator[Diagnostic]:
        place = self.house.places.get("checks", self.house.location)
        for code in self.house.checks:
            if code not in CHECKS:
                hint = did_you_mean(code, CHECKS)
                yield Diagnostic(UNKNOWN, f"there is no check {code!r}", place, Severity.ERROR, hint)


def _one_a_cause(found: Iterable[Found]) -> Iterator[Found]:
    """Findings with one cause as one: that of the check that is listed first, with the places of the others."""
    first: dict[Hashable, Found] = {}
    places: dict[Hashable, dict[Location, None]] = {}
    for number, (code, finding) in enumerate(found):
        cause = (number,) if finding.cause is None else finding.cause
        kept = first.setdefault(cause, (code, finding))[1]
        more = places.setdefault(cause, dict.fromkeys(kept.related))
        if kept is not finding:
            more |= dict.fromkeys((finding.location, *finding.related))
    for cause, (code, finding) in first.items():
        related = tuple(sorted(place for place in places[cause] if place != finding.location))
        yield code, finding if related == finding.related else replace(finding, related=related)
