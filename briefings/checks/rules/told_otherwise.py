"""A text that contradicts another fact about the same matter, or itself.

Finds:
    A sentence that shares nearly all its words with another fact of the partner, but gives another number, rank, day or
    place; a length of time that is not that between the two days of its sentence.

Why it matters:
    The note prints both, and one of them is wrong.

Example:
    - {id: mines, on: 2004-03, text: "In March 2004 the last 1,250 mines were destroyed.", evidence: [herald]}
    - {id: mines-again, on: 2004-03, text: "In March 2004 it destroyed its last 1,520 mines.", evidence: [page]}

Write instead:
    One fact, with the other source's version as its `says`; or a resolution, if they are two things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import BodyInFact, NameInFact, SameMatter
from briefings.checks.claims.reader import ClaimReader
from briefings.checks.context import Finding
from briefings.checks.periods import event_span
from briefings.factbase.spans import certain_span
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Agreement, Membership, Tenure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.causes import Cause
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each sentence of each fact against the other facts of its partner."""
    reader = ClaimReader(context)
    seen: set[frozenset[str]] = set()
    known: Fact | None = None
    for passage in context.passages:
        fact = passage.fact
        if passage.is_translation or fact.is_judgement or passage.is_disagreement:
            continue
        if fact is not known:
            known, span = fact, event_span(fact.period) if fact.is_event else certain_span(fact)
            folders = frozenset({fact.folder, SHARED_FOLDER})
        for sentence in context.sentences_in(passage.text):
            for found in reader.read(sentence, span, folders, fact):
                pair = frozenset({fact.key, found.fact.key if found.fact else found.message})
                if pair in seen:
                    continue
                seen.add(pair)
                yield Finding(
                    message=f"{fact.key}: {found.message}",
                    # As the other check has it, so that both are one finding.
                    location=passage.location if isinstance(found.fact, Agreement) else fact.location,
                    entries=(fact, found.fact) if found.fact else (fact,),
                    hint="correct one of them, write the other version as a source's `says`, or record a resolution",
                    related=(found.fact.location,) if found.fact else (),
                    cause=_cause_of(fact, found.fact) if found.fact else None,
                )


def _cause_of(fact: Fact, other: Fact) -> Cause:
    """Return the cause of what a fact says against another, as the checks of memberships and tenures name it."""
    if isinstance(other, Membership):
        return BodyInFact(fact.key, other.framework)
    if isinstance(other, Tenure) and other.holder:
        return NameInFact(fact.key, other.holder)
    return SameMatter(frozenset({fact.key, other.key}))
