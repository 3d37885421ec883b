"""A body or programme named for a time in which there was none of that name.

What it finds:
    A body in the text of a fact, by reference or written out, or one with which there was a contact, on a day before
    it existed or after it was succeeded; a programme in which the partner no longer took part. A text that names a year
    in which it did exist is let pass, as is one that tells how one body followed another ("later succeeded by"); and a
    line: what is to be said may well be about what was. And a body told to have been founded, created or set up in
    another year than that on record.

Why it matters:
    Pages tell the past in the names of today: the Euro-Atlantic Partnership Council of 1992 was the North Atlantic
    Cooperation Council.

Example:
    - {id: joined, on: 1992, text: "It joined the {body:new-council}.", evidence: [page]}      # founded in 1997

Write instead:
    The body that there was then: `It joined the {body:council}.`
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import HISTORY, years
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import Contact, Framework, Line, Membership, Organisation
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.checks.context import Case, Passage
    from briefings.model.dates import Period

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# "The council, founded in 1991", "the council was set up in 1991"; what "the council founded in 1991" is another thing.
_FOUNDED = re.compile(
    r"(?:,|,?(?:\s+(?:which|that|qui))?\s+(?:was|had\s+been|a\s+été|avait\s+été|était|был[аио]?))"
    r"\s+(?:founded|established|created|launched|set\s+up|fondée?|créée?|établie?|основан\w*|создан\w*)"
    r"\s+(?:in|on|en|le|в)\s+(?:[^\W_]+\s+){0,2}?((?:1[89]|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    terms: dict[tuple[str, str], list[Membership]] = {}
    for fact in case.base.facts:
        if isinstance(fact, Membership):
            terms.setdefault((fact.folder, fact.framework), []).append(fact)
    for fact in case.base.facts:
        if isinstance(fact, Contact):
            yield from _met(case, fact)
    for passage in case.passages:
        bodies = [] if isinstance(passage.fact, Line) else list(_bodies(case, passage))
        if not bodies or HISTORY.search(passage.words):
            continue
        found = years(passage.words)
        if found:
            yield from _founded(passage, bodies)
        for body in dict.fromkeys(body for body, _ in bodies):
            if not _fits(passage, body.valid, found):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.fact.period}, and {body.id} of {body.valid}",
                    location=passage.location,
                    about=(passage.fact, body),
                    hint="name the body or programme that there was then",
                    related=(body.location,),
                    cause=("body", passage.fact.key, body.id),
                )
                continue
            taken = terms.get((passage.fact.folder, body.id), [])
            others = [fact for fact in taken if fact is not passage.fact]
            if others and all(_over(passage, fact.period, found) for fact in others):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.fact.period}, and {body.id} ran here {others[0].period}",
                    location=passage.location,
                    about=(passage.fact, *others),
                    hint="name the programme that ran then, or correct the dates",
                    related=tuple(fact.location for fact in others),
                    cause=("body", passage.fact.key, body.id),
                )


def _met(case: Case, contact: Contact) -> Iterator[Finding]:
    """A contact with a body that there was not."""
    body, start, end = case.base.get(Organisation, contact.body), contact.period.start, contact.period.end
    if end and Truth.NO is body.valid.on(end.last) is body.valid.on((start or end).first):
        yield Finding(
            message=f"{contact.key} is of {contact.period}, and {body.id} of {body.valid}",
            location=contact.location,
            about=(contact, body),
            hint="name the body that there was then, or correct the dates",
            related=(body.location,),
            cause=("body", contact.key, body.id),
        )


def _bodies(case: Case, passage: Passage) -> Iterator[tuple[Framework | Organisation, int]]:
    """The bodies in a text, by reference or written out, each with where it ends."""
    for match in REFERENCE.finditer(passage.words):
        body = case.base.entities.get(match[2])
        if match[1] == "body" and isinstance(body, Framework | Organisation):
            yield body, match.end()
    for mention in case.names.mentions(passage.words):
        if isinstance(mention.named, Framework | Organisation):
            yield mention.named, mention.end


def _founded(passage: Passage, bodies: Iterable[tuple[Framework | Organisation, int]]) -> Iterator[Finding]:
    """Bodies behind which another year stands as that in which they were founded."""
    for body, end in bodies:
        told, since = _FOUNDED.match(passage.words, end), body.valid.start
        if told and since and not since.first.year <= int(told[1]) <= since.last.year:
            yield Finding(
                message=f"{passage.fact.key} dates {body.id} to {told[1]}, and it is of {body.valid}",
                location=passage.location,
                about=(passage.fact, body),
                hint="correct one of the dates",
                related=(body.location,),
                cause=("body", passage.fact.key, body.id),
            )


def _over(passage: Passage, period: Period, named: set[int]) -> bool:
    """Whether something had ended by the fact; that it was to come may well be told."""
    start = passage.fact.period.start
    since = start.first if start else passage.day
    return period.end is not None and period.end.last < since and not _fits(passage, period, named)


def _fits(passage: Passage, period: Period, named: set[int]) -> bool:
    """Whether something of a period may be named in a text: on a day of the fact, or with a year that it names."""
    fact = passage.fact
    days = [passage.day]
    if fact.period.start:
        days += [fact.period.start.first, fact.period.start.last]
    if any(period.on(day) is not Truth.NO for day in days):
        return True
    first = period.start.first.year if period.start else 0
    last = period.end.last.year if period.end else 9999
    return any(first <= year <= last for year in named)
