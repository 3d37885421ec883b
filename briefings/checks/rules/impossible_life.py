"""A life that cannot be: an office or a meeting after death, or before birth.

Finds:
    A tenure, a contact or a part of a life after the day on which the person certainly had died, or before the day of
    birth; an honour may come after death. A tenure without an end whose holder has died. Two births or two deaths of one
    person.

Why it matters:
    A note that has a minister receive a guest after his funeral is remembered for years.

Example:
    lives: [{id: stern-died, person: ada-stern, what: died, on: 2026-05-01, evidence: [gazette]}]
    tenures: [{id: minister-stern, post: minister, holder: ada-stern, valid: 2024-01-01/, evidence: [gazette]}]

Write instead:
    The end of the tenure, on that day at the latest; or the correct date of the death, the birth or the meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import known_span
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.facts import Tenure
from briefings.model.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_BOUNDS = ("born", "died")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check every fact with a person whose birth or death is on file."""
    bounds: dict[tuple[str, str], Life] = {}
    for fact in context.store.facts:
        if isinstance(fact, Life) and fact.part in _BOUNDS:
            first = bounds.setdefault((fact.person, fact.part), fact)
            if first is not fact:
                part = "is born" if fact.part == "born" else "dies"
                yield _finding(context, fact, first, f"{part} twice, on {first.period} and on {fact.period}")
    for fact in context.store.facts if bounds else ():
        for person in fact.actor_ids:
            if isinstance(fact, Contact | Life | Tenure):
                yield from _check(context, fact, bounds.get((person, "born")), bounds.get((person, "died")))


def _check(context: CheckContext, fact: Fact, born: Life | None, died: Life | None) -> Iterator[Finding]:
    """Report a fact outside the life of a person in it."""
    span = known_span(fact)
    if isinstance(fact, Life) and fact.part in _BOUNDS:
        if fact is died and born and span and born.period.start and span.last < born.period.start.first_day:
            yield _finding(context, fact, born, f"dies on {fact.period}, before the birth on {born.period}")
        return
    if born and born.period.start and span and span.last < born.period.start.first_day:
        yield _finding(context, fact, born, f"is in {fact.key}, before the birth on {born.period}")
    if not died or not died.period.end:
        return
    death = died.period.end.last_day
    is_honour = isinstance(fact, Life) and fact.part == "honour"
    if span and (span.last if isinstance(fact, Tenure) else span.first) > death and not is_honour:
        yield _finding(
            context, fact, died, f"is in {fact.key} ({fact.period}), after the death on {died.period}"
        )
    elif isinstance(fact, Tenure) and fact.period.end is None:
        finding = f"died on {died.period}, but {fact.key} has no end"
        yield _finding(context, fact, died, finding, Severity.WARNING)


def _finding(
    context: CheckContext, fact: Fact, bound: Life, what: str, severity: Severity | None = None
) -> Finding:
    return Finding(
        message=f"{context.display_name(bound.person)} {what}",
        location=fact.location,
        entries=(fact, bound),
        hint="correct one of the dates; end a tenure on the day of the death at the latest",
        related=(bound.location,),
        severity=severity,
    )
