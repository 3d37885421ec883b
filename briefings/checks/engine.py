"""The engine that runs the checks.

It applies severities, resolutions and waivers, and reports one finding per cause.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks import CHECKS, LONG_CHECKS, RESOLVABLE
from briefings.checks.context import CheckContext, Finding
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.facts import Fact
from briefings.model.memory import pause_collector
from briefings.model.resolutions import Resolution
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from briefings.checks.causes import Cause
    from briefings.checks.context import Entry
    from briefings.factbase.store import FactStore
    from briefings.loading.captures import Captures
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Waiver

__all__ = ["find_clashes", "find_differing_proposals", "find_impossible_dates", "run_checks"]

_OUTDATED_RESOLUTION = "outdated-resolution"
_DIFFERING_PROPOSAL = "proposal-differs"
_UNUSED_WAIVER = "unused-waiver"
_DATES = ("impossible-life", "impossible-stage", "impossible-evidence-date")
"""The checks of dates, which are quick enough to run while someone types."""

_MANY_FACTS = 5_000
"""From so many facts on, the checks take longer than to start and hear a copy of the process: those of 30 partners or so."""

_CodedFinding: TypeAlias = "tuple[str, Finding]"
_Sent: TypeAlias = (
    "tuple[tuple[str, ...], tuple[str, Location, str, tuple[Location, ...], Cause | None, Severity | None]]"
)


@pause_collector()
def run_checks(
    store: FactStore, day: date, captures: Captures, known_by: date | None = None
) -> list[Diagnostic]:
    """Run all checks and return their findings, sorted by location, one per cause.

    Args:
        store: all facts; they must be free of errors of form.
        day: the day for which to judge what is stale, overdue or planned.
        captures: the captured texts of the sources.
        known_by: the last day from which sources may be, if the check is of a past day; that day itself if None.
    """
    return _CheckRun(CheckContext(store, day, captures, known_by or day)).report()


def find_differing_proposals(store: FactStore, day: date) -> list[Diagnostic]:
    """Return an info for each proposal that contradicts accepted facts, with their places as related ones."""
    return list(_CheckRun(CheckContext(store, day)).report_differing_proposals())


def find_clashes(store: FactStore, day: date) -> list[Diagnostic]:
    """Return the disagreements between facts, except where more exact dates may settle it."""
    return list(_CheckRun(CheckContext(store, day)).report_clashes())


def find_impossible_dates(store: FactStore, day: date) -> list[Diagnostic]:
    """Return what the checks of dates find, which compare a fact with its own sources."""
    return list(_CheckRun(CheckContext(store, day)).report_dates())


class _CheckRun:
    """One run of all checks; it keeps track of the waivers that were used."""

    def __init__(self, context: CheckContext) -> None:
        self.context = context
        self.house = context.store.house
        standing = set(context.store.current_resolutions().values())
        self.settled_keys = [frozenset(resolution.settled_keys) for resolution in standing]
        self.outdated_resolutions = [
            resolution for resolution in context.store.entities_of(Resolution) if resolution not in standing
        ]
        self.used_waivers: set[Waiver] = set()

    def report(self) -> list[Diagnostic]:
        codes = [code for code in CHECKS if code not in self.house.disabled_checks]
        findings = [
            (code, finding)
            for code, found in zip(codes, self._run_all(codes), strict=True)
            for finding in found
            if self._is_open(code, finding)
        ]
        diagnostics = [self._to_diagnostic(code, finding) for code, finding in _merge_by_cause(findings)]
        diagnostics += [
            *self.report_differing_proposals(),
            *self._report_outdated_resolutions(),
            *self._report_unused_waivers(),
            *self._report_unknown_checks(),
        ]
        return sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key)

    def _run_all(self, codes: Sequence[str]) -> Iterator[Iterable[Finding]]:
        """Yield the findings of each check; if there are many facts, the processor cores share the checks."""
        context = self.context
        if len(context.store.facts) < _MANY_FACTS:
            yield from (CHECKS[code].check(context) for code in codes)
            return
        from briefings.model.processes import share_tasks, start_tasks  # noqa: PLC0415 - few projects have so many

        # Most checks need these, so that no process repeats it.
        _ = context.passages, context.names, context.countries
        short = [code for code in codes if code not in LONG_CHECKS]
        with start_tasks(
            [partial(_find_and_send, partial(CHECKS[code].check, context)) for code in short]
        ) as finish:
            # Meanwhile this process prepares the long checks.
            parts = [
                (code, part)
                for code in codes
                if code in LONG_CHECKS
                for part in LONG_CHECKS[code].parts(context)
            ]
            sent_by_part = share_tasks([partial(_find_and_send, part) for _, part in parts])
            found = dict(zip(short, finish(), strict=True))
        for (code, _part), sent in zip(parts, sent_by_part, strict=True):
            found.setdefault(code, []).extend(sent)
        yield from ([_receive(context.store, sent) for sent in found.get(code, [])] for code in codes)

    def _is_open(self, code: str, finding: Finding) -> bool:
        """Return whether a finding is neither settled by a resolution nor accepted by a waiver."""
        if code in RESOLVABLE:
            keys = {entry.key for entry in finding.entries if isinstance(entry, Fact)}
            if keys and any(keys <= settled for settled in self.settled_keys):
                return False
        waivers = [
            waiver
            for entry in finding.entries
            for waiver in entry.waivers
            if waiver.code == code and self.context.day <= waiver.until.last_day
        ]
        self.used_waivers.update(waivers)
        return not waivers

    def _to_diagnostic(self, code: str, finding: Finding) -> Diagnostic:
        default = finding.severity or CHECKS[code].SEVERITY
        severity = self.house.check_severities.get(code, default)
        return Diagnostic(code, finding.message, finding.location, severity, finding.hint, finding.related)

    def report_clashes(self) -> Iterator[Diagnostic]:
        """Report what the checks of disagreements find, without infos."""
        for code in sorted(RESOLVABLE - {*self.house.disabled_checks, "sources-disagree"}):
            for finding in CHECKS[code].check(self.context):
                problem = self._to_diagnostic(code, finding)
                if problem.severity is not Severity.INFO:
                    yield problem

    def report_dates(self) -> Iterator[Diagnostic]:
        """Report what the checks of dates find, one finding a cause."""
        codes = [code for code in CHECKS if code in _DATES and code not in self.house.disabled_checks]
        found = [(code, finding) for code in codes for finding in CHECKS[code].check(self.context)]
        open_ = [(code, finding) for code, finding in found if self._is_open(code, finding)]
        yield from (self._to_diagnostic(code, finding) for code, finding in _merge_by_cause(open_))

    def report_differing_proposals(self) -> Iterator[Diagnostic]:
        """Report what the checks of disagreements would find between proposals and accepted facts."""
        store = self.context.store
        if not store.proposals:
            return
        accepted = (replace(fact, is_proposed=False) for fact in store.proposals.values())
        context = replace(
            self.context, store=store.with_entries(store.entities.values(), (*store.facts, *accepted))
        )
        for code in sorted(RESOLVABLE - {*self.house.disabled_checks, "sources-disagree"}):
            for finding in CHECKS[code].check(context):
                keys = [entry.key for entry in finding.entries if isinstance(entry, Fact)]
                proposed = [key for key in keys if key in store.proposals]
                corrected = {store.proposals[key].corrected_key for key in proposed}
                if proposed and not corrected.issuperset({*keys} - {*proposed}):
                    known = [store.facts_by_key[key].location for key in keys if key in store.facts_by_key]
                    hint = f"compare them, then `briefings review --accept {proposed[0]}`, or --reject"
                    yield Diagnostic(
                        _DIFFERING_PROPOSAL,
                        f"the proposal {proposed[0]} differs from what is accepted: {finding.message}",
                        store.proposals[proposed[0]].location,
                        Severity.INFO,
                        hint,
                        tuple(known),
                    )

    def _report_outdated_resolutions(self) -> Iterator[Diagnostic]:
        for resolution in self.outdated_resolutions:
            current_hash = self.context.store.settled_facts_hash(resolution)
            message = f"the facts that {resolution.id!r} settles have changed since {resolution.settled_on}"
            hint = f"read the facts again; if the resolution still fits, write `of: {current_hash}`"
            places = tuple(self.context.facts_by_key[key].location for key in resolution.settled_keys)
            yield Diagnostic(
                _OUTDATED_RESOLUTION, message, resolution.location, Severity.WARNING, hint, places
            )

    def _report_unused_waivers(self) -> Iterator[Diagnostic]:
        """Report waivers without a finding, waivers that have expired, and waivers of unknown checks."""
        entries: Iterable[Entry] = (*self.context.store.entities.values(), *self.context.store.facts)
        for waiver in (waiver for entry in entries for waiver in entry.waivers):
            if waiver.code not in CHECKS:
                yield unknown("check", waiver.code, CHECKS, waiver.location)
            elif waiver.until.last_day < self.context.day:
                message = f"this waiver of {waiver.code!r} expired on {waiver.until}"
                hint = "fix the problem, or give the waiver a new date and reason"
                yield Diagnostic(_UNUSED_WAIVER, message, waiver.location, Severity.WARNING, hint)
            elif waiver not in self.used_waivers and waiver.code not in self.house.disabled_checks:
                message = f"this waiver of {waiver.code!r} accepts no finding"
                yield Diagnostic(_UNUSED_WAIVER, message, waiver.location, Severity.WARNING, "delete it")

    def _report_unknown_checks(self) -> Iterator[Diagnostic]:
        place = self.house.location_of("checks")
        for code in (*self.house.check_severities, *self.house.disabled_checks):
            if code not in CHECKS:
                yield unknown("check", code, CHECKS, place)


def _find_and_send(find: Callable[[], Iterable[Finding]]) -> list[_Sent]:
    """Return the findings of a check, or of a part of one, with keys and ids in place of facts and entities, which every process has."""
    return [
        (
            tuple([entry.key if isinstance(entry, Fact) else entry.id for entry in finding.entries]),
            (
                finding.message,
                finding.location,
                finding.hint,
                finding.related,
                finding.cause,
                finding.severity,
            ),
        )
        for finding in find()
    ]


def _receive(store: FactStore, sent: _Sent) -> Finding:
    """Return a finding that `_find_and_send` has sent."""
    keys, (message, location, hint, related, cause, severity) = sent
    return Finding(
        message=message,
        location=location,
        entries=tuple([store.facts_by_key.get(key) or store.entities[key] for key in keys]),
        hint=hint,
        related=related,
        cause=cause,
        severity=severity,
    )


def _merge_by_cause(findings: Iterable[_CodedFinding]) -> Iterator[_CodedFinding]:
    """Merge findings with one cause into one: that of the check listed first, with the locations of the others."""
    kept_by_cause: dict[Cause | int, _CodedFinding] = {}
    related_by_cause: dict[Cause | int, dict[Location, None]] = {}
    for number, (code, finding) in enumerate(findings):
        cause = finding.cause or number
        kept = kept_by_cause.setdefault(cause, (code, finding))[1]
        places = related_by_cause.setdefault(cause, dict.fromkeys(kept.related))
        if kept is not finding:
            places |= dict.fromkeys((finding.location, *finding.related))
    for cause, (code, finding) in kept_by_cause.items():
        related = tuple(sorted(place for place in related_by_cause[cause] if place != finding.location))
        yield code, finding if related == finding.related else replace(finding, related=related)
