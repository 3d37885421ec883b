"""One membership, with two beginnings.

What it finds:
    Two memberships of a partner in one framework that both surely held on one day; and an event that is told, in its
    headline or its text, as joining a framework, on a day on which the membership on record did not begin.

Why it matters:
    Two pages of one ministry give two years, each finds its way into the facts, and the note tells both.

Example:
    memberships:
    - {id: forum, framework: lamp-forum, valid: 1994-03/, evidence: [charter]}
    - {id: forum-by-the-page, framework: lamp-forum, valid: 1995/, evidence: [page]}

Write instead:
    One membership, with what the other source tells as its `says`: `{source: page, says: {valid: 1995/}}`.
    Who left and came back has two memberships that do not overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.case import Finding, surely_held
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import Framework, Membership
from briefings.vocabulary.period import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case, Passage
    from briefings.vocabulary.period import PartialDate

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# The words that tell of joining, and the body behind them: by reference, as house style has it.
_JOINED = re.compile(
    r"(?:joins?|joined|accedes? to|acceded to|became a member of|signed the framework document of"
    r"|adhésion à|adhère à|a adhéré à|est devenue? membre de|присоединил\w* к|вступил\w* в)"
    r"(?: the| la| l[’']|u)?\s*\{body:([a-z0-9-]+)\}",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """Look at the memberships of each partner, and at the events that tell of them."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for fact in case.base.facts:
        if isinstance(fact, Membership):
            groups[fact.folder, fact.framework].append(fact)
    for terms in groups.values():
        for one, other in combinations(terms, 2):
            spans = surely_held(one), surely_held(other)
            both = spans[0].overlap(spans[1]) if spans[0] and spans[1] else None
            # One may end on the day on which the next begins.
            if both and both.first < both.last:
                yield Finding(
                    message=f"{one.key} and {other.key} both held on {both.last}: {one.period} and {other.period}",
                    location=other.location,
                    about=(other, one),
                    hint="make them one membership, with what a source tells otherwise as its `says`",
                    related=(one.location,),
                    cause=("membership", one.folder, one.framework),
                )
    for passage in case.passages:
        if passage.fact.event and not isinstance(passage.fact, Membership):
            for framework in dict.fromkeys(_JOINED.findall(passage.words)):
                terms = groups.get((passage.fact.folder, framework), [])
                yield from _joined(case.base.get(Framework, framework), passage, terms) if terms else ()


def _joined(framework: Framework, passage: Passage, terms: list[Membership]) -> Iterator[Finding]:
    """An event of joining that is no beginning on record; where either is not dated nothing is to be said."""
    fact = passage.fact
    first, last = fact.period.start, fact.period.end
    starts = [term.period.start for term in terms]
    if (
        first is None
        or last is None
        or any(start is None or _unfounded(framework, start) for start in starts)
    ):
        return
    if all(start and (start.last < first.first or last.last < start.first) for start in starts):
        yield Finding(
            message=f"{fact.key} tells of joining on {fact.period}, and {terms[0].key} is of {terms[0].period}",
            location=fact.location,
            about=(fact, *terms),
            hint="correct one of the dates, or record a resolution",
            related=tuple(term.location for term in terms),
            cause=("body", fact.key, terms[0].framework),
        )


def _unfounded(framework: Framework, start: PartialDate) -> bool:
    """Whether it began when there was no such framework, which is found by another check."""
    return framework.valid.on(start.last) is Truth.NO
