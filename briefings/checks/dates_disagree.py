"""A text or a quotation that gives another date than its fact, or a day that there never was.

What it finds:
    A text of an event that begins with a day or month ("On 20 February 2003, …") that is not that of the event, where
    it names no date that is; a `quote` of an event that names years, and not the one of the event; and days such as
    31 November. A date further on in a text may be that of something else,
    and is let pass.

Why it matters:
    The note sorts by the date of the fact and prints that of the text: one of the two is wrong.

Example:
    - {id: joined, on: 2002-02-20, text: On 20 February 2003 it joined., evidence: [herald]}

Write instead:
    The same date in both. What another source tells is its `says`: `{source: gazette, says: {on: 2003-02-20}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.checks.wording import bare, dates, years
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import Cooperation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case, Passage
    from briefings.checks.wording import WrittenDate
    from briefings.vocabulary.model import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_OPENING = frozenset({"", "on", "in", "le", "en", "au mois de", "в", "во", "في", "дар"})


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts, and at quotations."""
    for fact in case.base.facts:
        yield from _quoted(fact)
    for passage in case.passages:
        words = bare(passage.words)
        if not years(words):
            continue  # no date; the pattern is slow to find that out
        found = dates(words, passage.language)
        for each in found:
            if each.when is None:
                yield Finding(
                    message=f"{passage.fact.key} says {each.words!r}, a day that there never was",
                    location=passage.location,
                    about=(passage.fact,),
                    hint="look the date up",
                    cause=("date", passage.fact.key, each.words),
                )
        if found and _other(passage, words, found):
            yield Finding(
                message=f"{passage.fact.key} says {found[0].words!r}, and is of {passage.fact.period}",
                location=passage.location,
                about=(passage.fact,),
                hint="correct one of the dates",
                cause=("date", passage.fact.key),
            )


def _quoted(fact: Fact) -> Iterator[Finding]:
    """Quotations from sources that name another year than that of the event for which they stand."""
    start, end = fact.period.start, fact.period.end
    if not fact.event or not start or not end:
        return
    own = set(range(start.first.year, end.last.year + 1))
    for item in fact.evidence:
        named = years(item.quote or "")
        if named and not named & own and item.says is None:
            yield Finding(
                message=f"{item.source} is quoted with {min(named)}, and {fact.key} is of {fact.period}",
                location=item.location,
                about=(fact,),
                hint="quote the words that bear the fact out, or write what it tells otherwise as its `says`",
            )


def _other(passage: Passage, words: str, found: list[WrittenDate]) -> bool:
    """Whether the text of an event begins with another date than that of the event, and does not come to it."""
    fact = passage.fact
    start, end = fact.period.start, fact.period.end
    if not fact.event or not start or not end or not isinstance(fact, Statement | Cooperation):
        return False
    opening = words[: found[0].start].strip().casefold()
    if passage.location != fact.text.location or found[0].when is None or opening not in _OPENING:
        return False
    rest = words
    for each in found:
        rest = rest.replace(each.words, "")
        if each.when and each.when.first <= end.last and start.first <= each.when.last:
            return False
    return not years(rest) & set(range(start.first.year, end.last.year + 1))
