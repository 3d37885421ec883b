"""One tenure, with two beginnings or two ends.

What it finds:
    Two tenures of one person in one post that both surely held on one day; and a sentence that tells when somebody on
    record came into a post or left it ("{person:x} became Keeper in May 2013"), where no tenure began or ended then, a
    month more or less. Who is appointed may take office a year later, and who resigns stay for three months; elections
    may well be those of somebody in office.

Why it matters:
    Two pages give two days, one finds its way into the tenure and the other into a text, and the note tells both.

Example:
    - {id: rise, on: 2013-05-01, text: "On 1 May 2013 {person:gustave-h} became Keeper of the League.", evidence: [page]}
    # whose tenure began in 2006

Write instead:
    The same date in both, or `{holder:…}` without one. What another source tells is the `says` of the evidence of the
    tenure: `{source: page, says: {valid: 2013-05-01/}}`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, surely_held
from briefings.checks.text.mentions import bare, has_any, only_date, sentences, years
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case, Passage
    from briefings.model.dates import Period
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# What stands between a person and a title, and how long before and after the beginning or end it may be told.
_MONTH, _QUARTER, _YEAR = timedelta(days=31), timedelta(days=92), timedelta(days=366)
_NAMED = r"(?:was|has\s+been|a\s+été|est)\s+(?:appointed|named|nommée?)(?:\s+as)?"
_CAME = (
    r"became|est\s+devenue?|was\s+sworn\s+in\s+as|took\s+office\s+as|took\s+over\s+as|took\s+up\s+the\s+post\s+of"
    r"|assumed\s+the\s+(?:office|post)\s+of|a\s+pris\s+ses\s+fonctions\s+de"
)
_WENT = (
    r"(?:stepped\s+down|resigned|retired|left\s+office)\s+as|left\s+the\s+(?:office|post)\s+of|ceased\s+to\s+be"
    r"|a\s+quitté\s+ses\s+fonctions\s+de|a\s+démissionné\s+de\s+son\s+poste\s+de"
)
_BETWEEN = re.compile(
    rf"\s+(?:(?P<named>{_NAMED})|(?P<came>{_CAME})|(?P<went>{_WENT}))\s+(?:the\s+|le\s+|la\s+|l[’'])?"
)
_VERB = re.compile(rf"{_NAMED}|{_CAME}|{_WENT}")
_SIGNS = (
    "became", "appointed", "named", "sworn", "took ", "assumed", "stepped", "resigned", "retired", "left ", "ceased",
    "devenu", "nommé", "fonctions", "démissionné",
)  # fmt: skip
_AGAIN = re.compile(r"\b(?:again|second|third|re-?appointed|acting|would|de\s+nouveau)\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """Look at the tenures of each post, and at the texts that tell of them."""
    for tenures in case.base.tenures.values():
        for one, other in combinations(tenures, 2):
            spans = surely_held(one), surely_held(other)
            both = spans[0].overlap(spans[1]) if spans[0] and spans[1] else None
            # One may end on the day on which the next begins.
            if one.holder and one.holder == other.holder and both and both.first < both.last:
                yield Finding(
                    message=f"{one.key} and {other.key} both held on {both.first}: {one.period} and {other.period}",
                    location=other.location,
                    about=(other, one),
                    hint="make them one tenure, with what a source tells otherwise as its `says`",
                    related=(one.location,),
                    cause=("tenure", one.key),
                )
    for passage in case.passages:
        if has_any(passage.words, _SIGNS) and _VERB.search(passage.words) and not passage.said:
            for sentence in sentences(passage.words):
                yield from _told(case, passage, sentence)


def _told(case: Case, passage: Passage, sentence: str) -> Iterator[Finding]:
    """Somebody who comes into a post or leaves it on a day on which no tenure begins or ends."""
    when = only_date(bare(sentence), passage.language)
    if when is None and passage.fact.event and not years(sentence):
        when = passage.fact.period
    if when is None or _AGAIN.search(sentence):
        return
    for title in case.titles.find(bare(sentence)):
        for person in case.people(sentence):
            verb = _BETWEEN.fullmatch(sentence, person.end, title.start) if person.end < title.start else None
            ids = {post.id for post in title.posts}
            held = [each for each in case.tenures_of.get(person.named.id, ()) if each.post in ids]
            if verb and held and all(_other(each, when, verb) for each in held):
                name, done = case.name(person.named.id), "leave" if verb["went"] else "come into"
                yield Finding(
                    message=f"{passage.fact.key} has {name} {done} {held[0].post} ({when}), and {held[0].key} is of {held[0].period}",
                    location=passage.location,
                    about=(passage.fact, *held),
                    hint="correct one of the dates, or record a resolution",
                    related=tuple(each.location for each in held),
                    cause=("tenure told", passage.fact.key, held[0].key),
                )


def _other(tenure: Tenure, when: Period, verb: re.Match[str]) -> bool:
    """Whether a tenure surely did not begin, or end, when it is told to have."""
    first, last = (when.start or when.end), when.end
    start, end, held = tenure.period.start, tenure.period.end, surely_held(tenure)
    if first is None or last is None:
        return False
    if verb["went"]:
        stayed = held is not None and held.last != date.max and held.last > last.last + _QUARTER
        return stayed or bool(end and end.last + _MONTH < first.first)
    if start is None:
        return False
    ahead = _YEAR if verb["named"] else _MONTH
    return last.last + ahead < start.first or start.last + _MONTH < first.first
