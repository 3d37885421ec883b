"""One tenure, with two starts or two ends.

What it finds:
    Two tenures of one person in one post that both certainly held on the same day. A sentence that says when a
    person on record took up or left a post ("{person:x} became Keeper in May 2013") although no tenure of theirs
    began or ended within a month of that date. Someone appointed may take office up to a year later, and someone
    who resigns may stay for three months. An election proves nothing: it may confirm a person who is already in
    office.

Why it matters:
    Two pages give two days; one ends up in the tenure and the other in a text, and the note prints both.

Example:
    - {id: rise, on: 2013-05-01, text: "On 1 May 2013 {person:gustave-h} became Keeper of the League.", evidence: [page]}
    # whose tenure began in 2006

Write instead:
    The same date in both, or `{holder:…}` without a date. If another source gives another date, write that as its
    `says` in the evidence of the tenure: `{source: page, says: {valid: 2013-05-01/}}`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import (
    blank_references,
    contains_any,
    find_only_date,
    find_years,
    split_sentences,
)
from briefings.factbase.standing import certain_overlap, certain_span
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import Period
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# How far the stated date may be from the start or the end of the tenure.
_MONTH, _QUARTER, _YEAR = timedelta(days=31), timedelta(days=92), timedelta(days=366)
# The verbs between a person and a title.
_APPOINTED = r"(?:was|has\s+been|a\s+été|est)\s+(?:appointed|named|nommée?)(?:\s+as)?"
_STARTED = (
    r"became|est\s+devenue?|was\s+sworn\s+in\s+as|took\s+office\s+as|took\s+over\s+as|took\s+up\s+the\s+post\s+of"
    r"|assumed\s+the\s+(?:office|post)\s+of|a\s+pris\s+ses\s+fonctions\s+de"
)
_LEFT = (
    r"(?:stepped\s+down|resigned|retired|left\s+office)\s+as|left\s+the\s+(?:office|post)\s+of|ceased\s+to\s+be"
    r"|a\s+quitté\s+ses\s+fonctions\s+de|a\s+démissionné\s+de\s+son\s+poste\s+de"
)
_BETWEEN = re.compile(
    rf"\s+(?:(?P<appointed>{_APPOINTED})|(?P<started>{_STARTED})|(?P<left>{_LEFT}))\s+(?:the\s+|le\s+|la\s+|l[’'])?"
)
_VERB = re.compile(rf"{_APPOINTED}|{_STARTED}|{_LEFT}")
_KEYWORDS = (
    "became", "appointed", "named", "sworn", "took ", "assumed", "stepped", "resigned", "retired", "left ", "ceased",
    "devenu", "nommé", "fonctions", "démissionné",
)  # fmt: skip
_EXCEPTION = re.compile(r"\b(?:again|second|third|re-?appointed|acting|would|de\s+nouveau)\b", re.IGNORECASE)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the tenures of each post, and the texts that mention taking up or leaving a post."""
    for tenures in context.store.tenures_by_post.values():
        for left, right in combinations(tenures, 2):
            overlap = certain_overlap(left, right)
            # One tenure may end on the day on which the next begins.
            if left.holder and left.holder == right.holder and overlap and overlap.first < overlap.last:
                yield Finding(
                    message=f"{left.key} and {right.key} both held on {overlap.first}: {left.period} and {right.period}",
                    location=right.location,
                    entries=(right, left),
                    hint="make them one tenure, with what a source tells otherwise as its `says`",
                    related=(left.location,),
                    cause=("tenure", left.key),
                )
    for passage in context.passages:
        if (
            contains_any(passage.text, _KEYWORDS)
            and _VERB.search(passage.text)
            and not passage.is_disagreement
        ):
            for sentence in split_sentences(passage.text):
                yield from _check_sentence(context, passage, sentence)


def _check_sentence(context: CheckContext, passage: Passage, sentence: str) -> Iterator[Finding]:
    """Report a person who takes up or leaves a post on a day on which no tenure begins or ends."""
    stated_date = find_only_date(blank_references(sentence), passage.language)
    if stated_date is None and passage.fact.is_event and not find_years(sentence):
        stated_date = passage.fact.period
    if stated_date is None or _EXCEPTION.search(sentence):
        return
    for title in context.titles.find(blank_references(sentence)):
        for person in context.find_people(sentence):
            verb = _BETWEEN.fullmatch(sentence, person.end, title.start) if person.end < title.start else None
            ids = {post.id for post in title.posts}
            tenures = [
                tenure
                for tenure in context.store.tenures_by_holder.get(person.entity.id, ())
                if tenure.post in ids
            ]
            if verb and tenures and all(_contradicts(tenure, stated_date, verb) for tenure in tenures):
                name, action = (
                    context.display_name(person.entity.id),
                    "leave" if verb["left"] else "come into",
                )
                yield Finding(
                    message=f"{passage.fact.key} has {name} {action} {tenures[0].post} ({stated_date}), and {tenures[0].key} is of {tenures[0].period}",
                    location=passage.location,
                    entries=(passage.fact, *tenures),
                    hint="correct one of the dates, or record a resolution",
                    related=tuple(tenure.location for tenure in tenures),
                    cause=("tenure stated", passage.fact.key, tenures[0].key),
                )


def _contradicts(tenure: Tenure, stated_date: Period, verb: re.Match[str]) -> bool:
    """Return whether a tenure certainly did not begin, or end, on the stated date."""
    first, last = (stated_date.start or stated_date.end), stated_date.end
    start, end, span = tenure.period.start, tenure.period.end, certain_span(tenure)
    if first is None or last is None:
        return False
    if verb["left"]:
        stayed_longer = span is not None and span.last != date.max and span.last > last.last_day + _QUARTER
        return stayed_longer or bool(end and end.last_day + _MONTH < first.first_day)
    if start is None:
        return False
    margin = _YEAR if verb["appointed"] else _MONTH
    return last.last_day + margin < start.first_day or start.last_day + _MONTH < first.first_day
