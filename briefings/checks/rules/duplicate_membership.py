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
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.causes import BodyInFact, Cause
from briefings.checks.context import Finding
from briefings.checks.joining_conflicts import begins_elsewhere, find_joinings, speaks_of_joining
from briefings.checks.periods import MONTH, certain_double_term, event_span, in_or_on, starts_twice
from briefings.checks.text.dates import YEAR, find_years
from briefings.checks.text.joining import find_framework_document
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.vocabulary import WordPattern, may_contain, numbers
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.dates import Period
from briefings.model.days import move_day
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Framework, Partner
from briefings.model.facts import Membership
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.joining_conflicts import Joining
    from briefings.model.dates import Span
    from briefings.model.diagnostics import Location
    from briefings.model.entities import NamedEntity
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# A body as a reference, as in house style. "Joined the council’s exercise" is not joining the council.
_BODY = (
    r"(?:\s+{definite_articles}|\s+{elisions})?\s*\{body:([a-z0-9-]+)\}"
    r"(?=\s*(?:$|[.,;:()]|{words_after_body}\b))"
)
_LEAVING = WordPattern(r"(?<!\w){leaving}" + _BODY)
# "The tenth anniversary of joining the Forum".
_ANNIVERSARY = WordPattern(r"([\w-]+)\s+{joining_anniversary}\s*\{body:([a-z0-9-]+)\}")
_DIGITS = re.compile(r"\d{1,2}(?!\d)")
_YEAR_AFTER = re.compile(rf"[^.;,{{}}]{{0,30}}?\b({YEAR})(?!\d)")
_YEAR_BEFORE = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_REPORTED_SPEECH = WordPattern(r"\b{reported_speech}\b")


@dataclass(frozen=True, slots=True)
class _MembershipOf(Cause):
    """The membership of a partner in a framework, recorded more than once."""

    folder: str
    framework: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the memberships of each partner, and the texts that mention joining or leaving."""
    for memberships in context.memberships.values():
        yield from _check_memberships(memberships)
    stated: dict[tuple[str, str], list[_StatedJoining]] = defaultdict(list)
    for passage in context.passages:
        fact = passage.fact
        if isinstance(fact, Membership) or passage.is_disagreement:
            continue
        if _names_framework(context, passage.text) and speaks_of_joining(passage.text):
            yield from _check_joining(context, passage, stated)
        if may_contain(passage.text, "leaving", "joining_anniversary"):
            yield from _check_leaving(context, passage)
    for fact in context.store.facts:
        if isinstance(fact, Contact) and fact.form == "signature":
            yield from _check_signature(context, fact)
    for joinings in stated.values():
        yield from _check_stated(joinings)


def _check_memberships(memberships: Sequence[Membership]) -> Iterator[Finding]:
    """Report memberships in one framework that held together, or that begin twice without an end between."""
    for left, right in combinations(memberships, 2):
        if overlap := certain_double_term(left, right):
            reason = f"both held on {overlap.last}"
        elif starts_twice(left, right):
            reason = "begin twice, and no end is on record between them"
        else:
            continue
        yield Finding(
            message=f"{left.key} ({left.period}) and {right.key} ({right.period}) {reason}",
            location=right.location,
            entries=(right, left),
            hint="merge them, with `stages:` if its state changed; other dates go into a source's `says`",
            related=(left.location,),
            cause=_MembershipOf(left.folder, left.framework),
        )


def _names_framework(context: CheckContext, text: str) -> bool:
    """Return whether a text names a framework; this test is faster than reading its sentences."""
    return any(
        kind == "body" and isinstance(context.store.entities.get(id_), Framework)
        for kind, id_ in (REFERENCE.findall(text) if "{body:" in text else ())
    ) or any(isinstance(mention.entity, Framework) for mention in context.names.find(text))


class _StatedJoining(NamedTuple):
    """A statement of a fact about joining a framework of which no membership has a start."""

    fact: Fact
    location: Location
    span: Span


def _check_joining(
    context: CheckContext, passage: Passage, stated: dict[tuple[str, str], list[_StatedJoining]]
) -> Iterator[Finding]:
    """Report sentences about joining with another date than on record; note those of which nothing is on record."""
    fact = passage.fact
    folders = frozenset({fact.folder} - {SHARED_FOLDER})
    own_span = event_span(fact.period) if fact.is_event else None
    for sentence in context.sentences_in(passage.text):
        for found in find_joinings(context, sentence, folders, own_span):
            if not found.memberships:
                key = found.folder, found.claim.body.entity.id
                stated[key].append(_StatedJoining(fact, passage.location, found.span))
            elif found.is_ruled_out:
                yield _joining_finding(
                    fact, found.claim.body.entity, _in_words(found, fact), found.memberships
                )


def _in_words(found: Joining, fact: Fact) -> str:
    """Return the time of a joining with its preposition, as in the facts."""
    return in_or_on(found.claim.time.when if found.claim.time and found.claim.time.when else fact.period)


def _joining_finding(
    fact: Fact, framework: NamedEntity, when: str, memberships: Sequence[Membership]
) -> Finding:
    first = memberships[0]
    return Finding(
        message=f"{fact.key} says that {first.folder} joined {framework.id} {when}, but {first.key} is dated {first.period}",
        location=fact.location,
        entries=(fact, *memberships),
        hint="correct one of the dates, or record a resolution",
        related=tuple(membership.location for membership in memberships),
        cause=BodyInFact(fact.key, framework.id),
    )


def _check_signature(context: CheckContext, contact: Contact) -> Iterator[Finding]:
    """Report a signature of the document with which a partner joined, on another day."""
    span = event_span(contact.period)
    for topic in contact.topics if span else ():
        text = context.spell_out(next(iter(topic.by_language.values())))
        for mention in context.names.find(text):
            memberships = context.memberships.get((contact.folder, mention.entity.id), ())
            if (
                span
                and memberships
                and find_framework_document(text, mention)
                and all(begins_elsewhere(mention.entity, membership, span) for membership in memberships)
            ):
                yield _joining_finding(contact, mention.entity, in_or_on(contact.period), memberships)


def _check_stated(joinings: Sequence[_StatedJoining]) -> Iterator[Finding]:
    """Report two statements with different dates for joining one framework."""
    for left, right in combinations(joinings, 2):
        if left.fact is not right.fact and not left.span.overlap(right.span):
            yield Finding(
                message=f"{left.fact.key} and {right.fact.key} give two dates for joining one framework",
                location=right.location,
                entries=(right.fact, left.fact),
                hint="correct one of the dates, or record the membership with the other date as a source's `says`",
                related=(left.location,),
            )
            return


def _check_leaving(context: CheckContext, passage: Passage) -> Iterator[Finding]:
    """Report sentences about leaving, or about an anniversary of joining, with a date other than the one on record."""
    fact, groups = passage.fact, context.memberships
    for sentence in split_sentences(_insert_references(context, passage)):
        for match in _LEAVING.finditer(sentence):
            memberships = groups.get((fact.folder, match[1]), ())
            if memberships and _is_about_partner(context, fact, sentence[: match.start()]):
                yield from _check_leaving_date(passage, _stated_date(fact, sentence, match), memberships)
        for match in _ANNIVERSARY.finditer(sentence):
            if memberships := groups.get((fact.folder, match[2]), ()):
                stated_date = _anniversary_year(fact, sentence, match[1])
                yield from _check_anniversary(context, passage, stated_date, memberships)


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


def _is_about_partner(context: CheckContext, fact: Fact, before: str) -> bool:
    """Return whether the partner leaves, and not a neighbour, judging by the word before the verb."""
    words = _WORD.findall(blank_references(before))
    if not words or fact.folder == SHARED_FOLDER:
        return not words
    partner = context.store.entity(Partner, fact.folder)
    partner_words = {word for name in partner.names for word in _WORD.findall(name.text)}
    return words[-1] in partner_words


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


def _check_anniversary(
    context: CheckContext, passage: Passage, joining_date: Period | None, memberships: Sequence[Membership]
) -> Iterator[Finding]:
    """Report an anniversary that counts from a year in which no membership on record begins."""
    days = event_span(joining_date) if joining_date else None
    framework = context.store.entity(Framework, memberships[0].framework)
    if joining_date and days and all(begins_elsewhere(framework, item, days) for item in memberships):
        yield _joining_finding(passage.fact, framework, in_or_on(joining_date), memberships)


def _check_leaving_date(
    passage: Passage, leaving_date: Period | None, memberships: Sequence[Membership]
) -> Iterator[Finding]:
    """Report memberships that certainly held long before and after the stated leaving date."""
    days = event_span(leaving_date) if leaving_date else None
    for membership in memberships:
        span = certain_span(membership)
        if (
            leaving_date
            and days
            and span
            and span.first < days.first
            and move_day(days.last, MONTH) < span.last
        ):
            yield Finding(
                message=f"{passage.fact.key} says that {membership.folder} left {membership.framework} {in_or_on(leaving_date)}, but {membership.key} is dated {membership.period}",
                location=passage.fact.location,
                entries=(passage.fact, membership),
                hint="correct one of the dates, or end the membership",
                related=(membership.location,),
                cause=BodyInFact(passage.fact.key, membership.framework),
            )
