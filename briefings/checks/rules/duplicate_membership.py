"""One membership, with two starting dates.

Finds:
    Two memberships of a partner in one framework that both certainly held on the same day. An event whose headline
    or text describes joining a framework on a day when the membership on record did not begin. A sentence that
    gives another year for joining ("when it joined the Council, in 1993"; "the tenth anniversary of joining the
    Council"), or that says the partner left a framework although it certainly remained a member for more than a
    month afterwards.

Why it matters:
    Two pages of one ministry give two years, both end up in the facts, and the note prints both.

Example:
    memberships:
    - {id: forum, framework: lamp-forum, valid: 1994-03/, evidence: [charter]}
    - {id: forum-by-the-page, framework: lamp-forum, valid: 1995/, evidence: [page]}

Write instead:
    One membership, with the other source's date as its `says`: `{source: page, says: {valid: 1995/}}`. A partner
    that left and came back has two memberships that do not overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.causes import BodyInFact, Cause
from briefings.checks.context import Finding
from briefings.checks.periods import certain_double_term, event_span, in_or_on
from briefings.checks.text.dates import YEAR, find_years
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.vocabulary import WordPattern, may_contain, numbers, word_set
from briefings.factbase.spans import certain_span
from briefings.model.dates import Certainty, Period, Span, move_day
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Framework, Partner
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# A body as a reference, as in house style. "Joined the council’s exercise" is not joining the council.
_BODY = (
    r"(?:\s+{definite_articles}|\s+{elisions})?\s*\{body:([a-z0-9-]+)\}"
    r"(?=\s*(?:$|[.,;:()]|{words_after_body}\b))"
)
_JOINING = WordPattern("{joining}" + _BODY)
_LEAVING = WordPattern(r"(?<!\w){leaving}" + _BODY)
# "The tenth anniversary of joining the Forum".
_ANNIVERSARY = WordPattern(r"([\w-]+)\s+{joining_anniversary}\s*\{body:([a-z0-9-]+)\}")
_DIGITS = re.compile(r"\d{1,2}(?!\d)")
_YEAR_AFTER = re.compile(rf"[^.;,{{}}]{{0,30}}?\b({YEAR})(?!\d)")
_YEAR_BEFORE = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_REPORTED_SPEECH = WordPattern(r"\b{reported_speech}\b")
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class _MembershipOf(Cause):
    """The membership of a partner in a framework, recorded more than once."""

    folder: str
    framework: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the memberships of each partner, and the texts that mention joining or leaving."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Membership):
            groups[fact.folder, fact.framework].append(fact)
    for memberships in groups.values():
        for left, right in combinations(memberships, 2):
            if overlap := certain_double_term(left, right):
                yield Finding(
                    message=f"{left.key} ({left.period}) and {right.key} ({right.period}) both held on {overlap.last}",
                    location=right.location,
                    entries=(right, left),
                    hint="merge them, and write the other dates as a source's `says`",
                    related=(left.location,),
                    cause=_MembershipOf(left.folder, left.framework),
                )
    for passage in context.passages:
        if not isinstance(passage.fact, Membership) and may_contain(
            passage.text, "joining", "leaving", "joining_anniversary"
        ):
            yield from _check_sentences(context, passage, groups)


def _check_sentences(
    context: CheckContext, passage: Passage, groups: Mapping[tuple[str, str], Sequence[Membership]]
) -> Iterator[Finding]:
    """Report sentences about joining or leaving with a date other than the one on record."""
    fact = passage.fact
    for sentence in split_sentences(_insert_references(context, passage)):
        for match in _JOINING.finditer(sentence):
            memberships = groups.get((fact.folder, match[1]), ())
            if memberships and _is_about_partner(context, fact, sentence[: match.start()], by_name=False):
                stated_date = _stated_date(fact, sentence, match)
                yield from _check_joining_date(context, passage, stated_date, memberships)
        for match in _LEAVING.finditer(sentence):
            memberships = groups.get((fact.folder, match[1]), ())
            if memberships and _is_about_partner(context, fact, sentence[: match.start()], by_name=True):
                yield from _check_leaving_date(passage, _stated_date(fact, sentence, match), memberships)
        for match in _ANNIVERSARY.finditer(sentence):
            if memberships := groups.get((fact.folder, match[2]), ()):
                stated_date = _anniversary_year(fact, sentence, match[1])
                yield from _check_joining_date(context, passage, stated_date, memberships)


def _anniversary_year(fact: Fact, sentence: str, ordinal: str) -> Period | None:
    """Return the year that an anniversary counts from, or None if the sentence names a year other than its event's."""
    digits, end = _DIGITS.match(ordinal), fact.period.end
    number = int(digits[0]) if digits else numbers("ordinals").get(ordinal.casefold())
    if not (number and end and fact.is_event) or find_years(sentence) - {end.first_day.year}:
        return None
    return Period.parse(str(end.first_day.year - number))


def _insert_references(context: CheckContext, passage: Passage) -> str:
    """Return the text with references in place of the names of frameworks."""
    text = passage.text
    for mention in reversed(context.names.find(text)):
        if isinstance(mention.entity, Framework):
            text = f"{text[: mention.start]}{{body:{mention.entity.id}}}{text[mention.end :]}"
    return text


def _is_about_partner(context: CheckContext, fact: Fact, before: str, *, by_name: bool) -> bool:
    """Return whether the partner joins, and not a neighbour, judging by the word before the verb.

    Args:
        context: the facts, for the names of the partner.
        fact: the fact with the sentence.
        before: the sentence up to the verb.
        by_name: whether only the partner's name counts, and not a pronoun.
    """
    words = _WORD.findall(blank_references(before))
    if not words or fact.folder == SHARED_FOLDER:
        return not words
    partner = context.store.entity(Partner, fact.folder)
    partner_words = {word for name in partner.names for word in _WORD.findall(name.text)}
    return words[-1] in partner_words or not (
        by_name or words[-1][0].isupper() or words[-1] in word_set("other_members")
    )


def _stated_date(fact: Fact, sentence: str, match: re.Match[str]) -> Period | None:
    """Return when a sentence says that the partner joined or left, or None if it does not say so for certain."""
    if year_after := _YEAR_AFTER.match(sentence, match.end()):
        return Period.parse(year_after[1])
    before = sentence[: match.start()]
    is_reported = _REPORTED_SPEECH.search(before) is not None
    if years_before := _YEAR_BEFORE.findall(before):
        # In "in 2011 it recalled that it had joined", 2011 is not the year of joining.
        return None if is_reported else Period.parse(years_before[-1])
    return fact.period if fact.is_event and not is_reported else None


def _check_joining_date(
    context: CheckContext, passage: Passage, joining_date: Period | None, memberships: Sequence[Membership]
) -> Iterator[Finding]:
    """Report a joining date at which no membership on record begins; undated starts can't be compared."""
    days, first = _span(joining_date), memberships[0]
    framework = context.store.entity(Framework, first.framework)
    starts = [membership.period.start for membership in memberships]
    if joining_date and days and all(start and _begins_elsewhere(framework, start, days) for start in starts):
        yield Finding(
            message=f"{passage.fact.key} says that {first.folder} joined {framework.id} {in_or_on(joining_date)}, but {first.key} is dated {first.period}",
            location=passage.fact.location,
            entries=(passage.fact, *memberships),
            hint="correct one of the dates, or record a resolution",
            related=tuple(membership.location for membership in memberships),
            cause=BodyInFact(passage.fact.key, framework.id),
        )


def _check_leaving_date(
    passage: Passage, leaving_date: Period | None, memberships: Sequence[Membership]
) -> Iterator[Finding]:
    """Report memberships that certainly held long before and after the stated leaving date."""
    days = _span(leaving_date)
    for membership in memberships:
        span = certain_span(membership)
        if (
            leaving_date
            and days
            and span
            and span.first < days.first
            and move_day(days.last, _MONTH) < span.last
        ):
            yield Finding(
                message=f"{passage.fact.key} says that {membership.folder} left {membership.framework} {in_or_on(leaving_date)}, but {membership.key} is dated {membership.period}",
                location=passage.fact.location,
                entries=(passage.fact, membership),
                hint="correct one of the dates, or end the membership",
                related=(membership.location,),
                cause=BodyInFact(passage.fact.key, membership.framework),
            )


def _span(stated_date: Period | None) -> Span | None:
    return event_span(stated_date) if stated_date else None


def _begins_elsewhere(framework: Framework, start: PartialDate, days: Span) -> bool:
    """Return whether a membership did not begin on one of some days.

    A membership that began before its framework existed does not count; another check reports it.
    """
    begins_in_time = framework.period.certainty_on(start.last_day) is not Certainty.NO
    return begins_in_time and days.overlap(Span(start.first_day, start.last_day)) is None
