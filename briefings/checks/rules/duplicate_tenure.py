"""One tenure, with two starts or two ends.

Finds:
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
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.causes import DatesOfFact, NameInFact
from briefings.checks.context import Finding
from briefings.checks.holding import own_tenures
from briefings.checks.periods import (
    MONTH,
    QUARTER,
    YEAR,
    certain_double_term,
    event_span,
    in_or_on,
    starts_twice,
)
from briefings.checks.text.dates import find_only_date, find_years
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.days import move_day
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import Period
    from briefings.model.facts import Tenure

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# How far the stated date may be from the start or the end of the tenure.
# The verbs between a person and a title.
_BETWEEN = WordPattern(
    r"\s+(?:(?P<appointed>{appointed})|{took_office}|(?P<left>{left_office}))\s+(?:{definite_articles}\s+|{elisions})?",
    re.NOFLAG,
)
_VERB = WordPattern(r"(?<!\w)(?:{appointed}|{took_office}|{left_office})(?!\w)", re.NOFLAG)
# "Signed after NAME became Keeper": when that was, the sentence does not say.
_ORDER = WordPattern(r"(?<!\w)(?:{order_before}|{order_after}|{that_time})(?!\w)")
_OTHER_TERM = WordPattern(r"\b{other_terms}\b")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the tenures of each post, and the texts that mention taking up or leaving a post."""
    for tenures in context.store.tenures_by_post.values():
        for left, right in combinations(tenures, 2):
            if not left.holder or left.holder != right.holder:
                continue
            if overlap := certain_double_term(left, right):
                reason = f"both held on {overlap.first}"
            elif starts_twice(left, right):
                reason = "begin twice, and no end is on record between them"
            else:
                reason = ""
            if reason:
                yield Finding(
                    message=f"{left.key} ({left.period}) and {right.key} ({right.period}) {reason}",
                    location=right.location,
                    entries=(right, left),
                    hint="merge them, and write the other dates as a source's `says`",
                    related=(left.location,),
                    cause=DatesOfFact(left.key),
                )
    for passage in context.passages:
        if (
            may_contain(passage.text, "appointed", "took_office", "left_office")
            and _VERB.search(passage.text)
            and not passage.is_disagreement
        ):
            for sentence in split_sentences(passage.text):
                yield from _check_sentence(context, passage, sentence)


def _check_sentence(context: CheckContext, passage: Passage, sentence: str) -> Iterator[Finding]:
    """Report a person who takes up or leaves a post on a day on which no tenure begins or ends."""
    fact, stated_date = passage.fact, find_only_date(blank_references(sentence), passage.language)
    if stated_date is None and fact.is_event and not find_years(sentence) and not _ORDER.search(sentence):
        stated_date = fact.period
    if stated_date is None or _OTHER_TERM.search(sentence):
        return
    for title in context.titles.find(blank_references(sentence)):
        for person in context.find_people(sentence):
            verb = _BETWEEN.fullmatch(sentence, person.end, title.start) if person.end < title.start else None
            tenures = own_tenures(context.store, person.entity.id, title.posts)
            if verb and tenures and all(_contradicts(tenure, stated_date, verb) for tenure in tenures):
                name, action = context.display_name(person.entity.id), "left" if verb["left"] else "took up"
                yield Finding(
                    message=f"{fact.key} says that {name} {action} {tenures[0].post} {in_or_on(stated_date)}, but {tenures[0].key} is dated {tenures[0].period}",
                    location=passage.location,
                    entries=(fact, *tenures),
                    hint="correct one of the dates, or record a resolution",
                    related=tuple(tenure.location for tenure in tenures),
                    cause=NameInFact(fact.key, person.entity.id),
                )


def _contradicts(tenure: Tenure, stated_date: Period, verb: re.Match[str]) -> bool:
    """Return whether a tenure certainly did not begin, or end, on the stated date."""
    days, held = event_span(stated_date), certain_span(tenure)
    start, end = tenure.period.start, tenure.period.end
    if days is None:
        return False
    if verb["left"]:
        stayed_longer = (
            held is not None and held.last != date.max and held.last > move_day(days.last, QUARTER)
        )
        return stayed_longer or bool(end and move_day(end.last_day, MONTH) < days.first)
    if start is None:
        return False
    margin = YEAR if verb["appointed"] else MONTH
    return move_day(days.last, margin) < start.first_day or move_day(start.last_day, MONTH) < days.first
