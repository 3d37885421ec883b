"""Statements of a sentence about people in offices that the facts rule out, for facts and finished texts alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefings.checks.claims.lengths import find_length
from briefings.checks.durations import DurationConflict, find_duration_conflict, is_of_length
from briefings.checks.holding import (
    HoldingConflict,
    held_tenures,
    own_tenures,
)
from briefings.checks.periods import span_in_words, terms_in_words
from briefings.checks.term_conflicts import TermConflict, find_term_conflict, is_of_time_before
from briefings.checks.text.assertion import is_of_namesake
from briefings.checks.text.claim_times import (
    SINCE_BEFORE,
    named_spans,
    speaks_of_other_time,
    term_dates,
    without_then,
)
from briefings.checks.text.offices import OfficeVerb, find_office_claims
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern
from briefings.checks.times_of_others import is_time_of_other

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.checks.text.offices import OfficeClaim
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.entities import Person, Post
    from briefings.model.facts import Tenure

__all__ = [
    "CapacityConflict",
    "OfficeConflict",
    "StatedOfficeConflict",
    "TimeOfText",
    "find_office_conflicts",
]

_DIRECTLY = 22
# "In 2005 the current President, NAME, received".
_NOW_BEFORE = WordPattern(r"(?<!\w)(?:{now_words})\s+(?:{capital}[\w-]*\s+)?$")
_NOW_AFTER = WordPattern(r"\s+(?:{now_words})(?!\w)")
_CAPACITY = WordPattern(r"\b{capacities}\b")


@dataclass(frozen=True, slots=True)
class TimeOfText:
    """The time of which a sentence without a date speaks.

    Attributes:
        day: the day of the text, by which a month without a year is dated.
        spans: the time of the text or fact.
        earlier: the times that earlier sentences of the paragraph name; a sentence in the past may speak of them.
        is_of_fact: whether it is that of a fact: "was" and "at that time" then mean the day of the fact.
    """

    day: date
    spans: Sequence[Span]
    earlier: Sequence[Span] = ()
    is_of_fact: bool = False


@dataclass(frozen=True, slots=True)
class OfficeConflict:
    """A statement that a person held a post at a time when the person can't have.

    Attributes:
        claim: the statement.
        person: the person.
        conflict: why not.
        earlier: the times of earlier sentences of which this one may speak, and at which it is ruled out as well.
    """

    claim: OfficeClaim
    person: Person
    conflict: HoldingConflict
    earlier: tuple[Span, ...] = ()

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Return all tenures that show it."""
        return self.conflict.tenures

    def message(self, context: CheckContext) -> str:
        """Return in words when the person had the post, and who had it at the time of the text."""
        conflict, name = self.conflict, context.display_name(self.person.id)
        denied = f"{name} was not {self.claim.title.text} {span_in_words(conflict.span)}"
        record = terms_in_words(conflict.own)
        earlier = [span_in_words(span) for span in self.earlier if span != conflict.span]
        either = f"; not {earlier[-1]} either, which an earlier sentence names" if earlier else ""
        if not conflict.others:
            return f"{denied}; on record: {record}{either}"
        holders = list(dict.fromkeys(context.display_name(tenure.holder) for tenure in conflict.others))
        verb = "was" if len(holders) == 1 else "were"
        return (
            f"{denied}, but {' and '.join(holders)} {verb}{f' ({name}: {record})' if record else ''}{either}"
        )


@dataclass(frozen=True, slots=True)
class CapacityConflict:
    """A statement that a person simply held a post which the person had in another capacity: acting, designate.

    Attributes:
        claim: the statement.
        person: the person.
        tenures: the tenures of that time.
    """

    claim: OfficeClaim
    person: Person
    tenures: tuple[Tenure, ...]

    def message(self, context: CheckContext) -> str:
        """Return in words in which capacity the person had the post."""
        name, title = context.display_name(self.person.id), self.claim.title.text
        return f"{name} was {title} on {context.day} only as {self.tenures[0].capacity}"


StatedOfficeConflict: TypeAlias = OfficeConflict | CapacityConflict | TermConflict | DurationConflict
"""A statement about a person in an office that the facts rule out, one way or another."""


class _StatedTerm(NamedTuple):
    """A statement about an office with its sentence.

    Attributes:
        sentence: the sentence.
        claim: the statement.
        times: the times of the sentence that may belong to it.
        time: the time of the text.
    """

    sentence: str
    claim: OfficeClaim
    times: Sequence[NamedTime]
    time: TimeOfText


def find_office_conflicts(
    context: CheckContext, sentence: str, time: TimeOfText, is_relevant: Callable[[Post], bool]
) -> Iterator[StatedOfficeConflict]:
    """Yield the statements of a sentence about offices that the facts rule out.

    Args:
        context: the facts.
        sentence: the sentence, with names in place of references.
        time: the time of the text.
        is_relevant: whether the text may mean a post, if it does not name the country or body.
    """
    if not context.titles.may_have(sentence):
        return
    times = find_times(sentence, time.day)
    sentence = without_then(sentence, times, time.earlier)
    titles = context.titles.find(sentence)
    if not titles or is_of_namesake(sentence):
        return
    claims = list(find_office_claims(sentence, titles, context.people))
    for claim in claims:
        near = [time for time in times if not is_time_of_other(context, sentence, time, claim)]
        if (own_times := _times_left(sentence, near, claim, claims)) is None:
            continue
        posts = _posts_meant(context, claim, is_relevant)
        people = _people_meant(context, claim, posts)
        if not posts or not people:
            continue
        stated = _StatedTerm(sentence, claim, own_times, time)
        conflicts: list[StatedOfficeConflict | None] = []
        for person in people:
            own = own_tenures(context.store, person.id, posts)
            conflict = _find_conflict(context, stated, person, posts, own)
            if conflict is None and len(claims) == 1:
                conflict = find_duration_conflict(sentence, claim, person, own, time.day)
            conflicts.append(conflict)
        if all(conflicts):
            yield next(conflict for conflict in conflicts if conflict)


def _posts_meant(
    context: CheckContext, claim: OfficeClaim, is_relevant: Callable[[Post], bool]
) -> tuple[Post, ...]:
    """Return the posts that a title may mean: of the country or body it names, of the text, or of the person."""
    if claim.title.has_owner:
        return claim.title.posts
    own = {
        tenure.post
        for person in claim.named.people
        for tenure in own_tenures(context.store, person.id, claim.title.posts)
    }
    return tuple(post for post in claim.title.posts if post.id in own or (not own and is_relevant(post)))


def _people_meant(context: CheckContext, claim: OfficeClaim, posts: Sequence[Post]) -> list[Person]:
    """Return the people who may be meant: a surname alone only means people who have held the post."""
    holders = [person for person in claim.named.people if own_tenures(context.store, person.id, posts)]
    if holders:
        return holders
    return list(claim.named.people) if claim.named.is_full else []


def _find_conflict(
    context: CheckContext, stated: _StatedTerm, person: Person, posts: Sequence[Post], own: tuple[Tenure, ...]
) -> StatedOfficeConflict | None:
    """Return why a statement about a person is ruled out, or None if it may be true."""
    sentence, claim, times, time = stated
    end = max(claim.named.end, claim.title.whole_end)
    term = term_dates(sentence, end, times)
    if other_term := find_term_conflict(claim, person, own, term, times):
        return other_term
    if claim.verb in {OfficeVerb.BEGAN, OfficeVerb.ENDED, OfficeVerb.ELECTED} or term.until:
        return None
    left = [item for item in times if item is not term.since and not _is_earlier(item, term.since)]
    spans = _spans_meant(sentence, claim, left, time, own)
    if claim.verb is OfficeVerb.WAS_THEN and is_of_time_before(sentence, claim, spans, own):
        return None
    if spans and (conflict := context.holding_conflict(person.id, tuple(posts), tuple(spans))):
        return OfficeConflict(claim, person, conflict, tuple(span for span in spans if span in time.earlier))
    held = held_tenures(context.store, person.id, posts, spans)
    if held and all(tenure.capacity for tenure in held) and not _CAPACITY.search(sentence):
        return CapacityConflict(claim, person, tuple(held))
    return None


def _spans_meant(
    sentence: str, claim: OfficeClaim, times: Sequence[NamedTime], time: TimeOfText, own: Sequence[Tenure]
) -> list[Span]:
    """Return the times of which a statement may speak; empty if that is not certain."""
    is_now = _NOW_BEFORE.search(sentence, 0, claim.title.whole_start) or _NOW_AFTER.match(
        sentence, claim.title.whole_end
    )
    spans = named_spans(sentence, times)
    if claim.verb is OfficeVerb.IS_NOW or (is_now and not spans):
        return list(time.spans)
    if spans:
        # "The Keeper has written since 2002" says nothing of the Keeper of 2002.
        lasts = claim.verb is OfficeVerb.HOLDS and any(
            SINCE_BEFORE.search(sentence, 0, item.start) for item in times
        )
        return [*spans, *time.spans] if lasts or is_now else spans
    # "He was Keeper when it began" is of the day of the fact; "NAME, Keeper when it began," is not.
    was_then = time.is_of_fact and claim.verb is OfficeVerb.WAS_THEN
    if speaks_of_other_time(sentence, is_of_fact=was_then):
        return []
    has_length = is_of_length(sentence, claim) or (
        claim.verb is OfficeVerb.WAS_THEN and find_length(sentence)
    )
    if claim.verb is OfficeVerb.IN_TERM or has_length:
        return []
    is_one_day = len(time.spans) == 1 and time.spans[0].first == time.day
    if claim.verb is OfficeVerb.WAS_THEN and own and is_one_day and not time.is_of_fact:
        return []
    return [*time.spans, *time.earlier]


def _is_earlier(time: NamedTime, since: NamedTime | None) -> bool:
    """Return whether a time is before the one since which someone is said to be in office, so that it is of another deed."""
    return bool(since and since.span and time.span and time.span.last < since.span.first)


def _times_left(
    sentence: str, times: Sequence[NamedTime], claim: OfficeClaim, claims: Sequence[OfficeClaim]
) -> Sequence[NamedTime] | None:
    """Return the times that a sentence does not put directly behind another statement; None if no other is left."""
    begin = min(claim.named.start, claim.title.whole_start)
    others = [other for other in claims if other is not claim]
    ends = [max(other.named.end, other.title.whole_end) for other in others]
    of_terms = {time for end in ends for time in term_dates(sentence, end, times) if time and end > begin}
    left = [
        time
        for time in times
        if time not in of_terms
        and (time.start > begin or not any(end <= time.start <= end + _DIRECTLY for end in ends))
    ]
    return left if left or not times or claim.verb is OfficeVerb.IS_NOW else None
