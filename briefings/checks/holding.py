"""Decisions whether a person may have held a post at a time, by all tenures of that person and of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.periods import is_well_within, may_include
from briefings.factbase.spans import certain_span
from briefings.factbase.standing import standing_of
from briefings.factbase.succession import successors
from briefings.model.dates import Certainty
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.checks.text.titles import Title
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = [
    "HoldingConflict",
    "find_holding_conflict",
    "held_tenures",
    "holders_between",
    "own_tenures",
    "titled_tenures",
]


@dataclass(frozen=True, slots=True)
class HoldingConflict:
    """Why a person can't have held a post at a time.

    Attributes:
        person: id of the person.
        span: the days for which the text says so.
        own: the tenures of the person, all of them at other times; empty if there are none.
        others: the tenures of others at that time; empty if only those of the person are known.
    """

    person: str
    span: Span
    own: tuple[Tenure, ...]
    others: tuple[Tenure, ...]

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Return all tenures that show it."""
        return (*self.others, *self.own)


def own_tenures(store: FactStore, person: str, posts: Iterable[Post]) -> tuple[Tenure, ...]:
    """Return the tenures of a person in some posts."""
    ids = {post.id for post in posts}
    return tuple(tenure for tenure in store.tenures_by_holder.get(person, ()) if tenure.post in ids)


def titled_tenures(store: FactStore, person: str, titles: Sequence[Title]) -> tuple[Tenure, ...]:
    """Return the tenures of a person in the posts that some titles may mean: in any post if there is no title."""
    if not titles:
        return store.tenures_by_holder.get(person, ())
    return own_tenures(store, person, (post for title in titles for post in title.posts))


def find_holding_conflict(
    store: FactStore, person: str, posts: Sequence[Post], spans: Sequence[Span]
) -> HoldingConflict | None:
    """Return why a person can't have held one of some posts on any of some days, or None if nothing rules it out.

    Args:
        store: the facts.
        person: id of the person.
        posts: the posts that may be meant.
        spans: the times that may be meant; a conflict needs one with each of them, and is that with the first one.
    """
    first = None
    for span in spans:
        conflict = _find_conflict(store, person, posts, span)
        if conflict is None:
            return None
        first = first or conflict
    return first


def held_tenures(store: FactStore, person: str, posts: Sequence[Post], spans: Sequence[Span]) -> list[Tenure]:
    """Return the tenures of a person in some posts that may have held on one of some days."""
    return [
        tenure
        for tenure in own_tenures(store, person, posts)
        if any(_may_hold(store, tenure, span) for span in spans)
    ]


def holders_between(store: FactStore, earlier: Tenure, later: Tenure) -> tuple[Tenure, ...]:
    """Return the tenures of others who certainly held a post after one tenure and before another one."""
    first, second = certain_span(earlier), certain_span(later)
    if not first or not second:
        return ()
    return tuple(
        tenure
        for tenure in store.tenures_by_post.get(earlier.post, ())
        if tenure.holder
        and tenure.holder not in {earlier.holder, later.holder}
        and (held := certain_span(tenure))
        and first.last <= held.first < held.last <= second.first
    )


def _find_conflict(
    store: FactStore, person: str, posts: Sequence[Post], span: Span
) -> HoldingConflict | None:
    own = own_tenures(store, person, posts)
    if any(_may_hold(store, tenure, span) for tenure in own):
        return None
    held_posts = [post for post in posts if not own or any(tenure.post == post.id for tenure in own)]
    if not own and len(held_posts) > 1:  # of the countries that have such an office, that of the person
        held_posts = [post for post in held_posts if _holds_elsewhere(store, person, post, span)]
    if not own and (len(held_posts) != 1 or held_posts[0].seats > 1):
        return None  # the text may mean another country's office, or another seat
    others = tuple(
        other for post in held_posts if post.seats == 1 for other in _others_in(store, person, post, span)
    )
    if not own and not others and _holds_elsewhere(store, person, held_posts[0], span):
        others = tuple(
            other
            for other in store.tenures_by_post.get(held_posts[0].id, ())
            if other.holder and not other.is_coming and _may_hold(store, other, span)
        )
    return HoldingConflict(person, span, own, others) if own or others else None


def _holds_elsewhere(store: FactStore, person: str, post: Post, span: Span) -> bool:
    """Return whether a person surely had another office of the same state at some time."""
    return bool(post.partner) and any(
        not tenure.capacity
        and tenure.post != post.id
        and store.entity(Post, tenure.post).partner == post.partner
        and (held := certain_span(tenure)) is not None
        and held.first <= span.first
        and span.last <= held.last
        for tenure in store.tenures_by_holder.get(person, ())
    )


def _may_hold(store: FactStore, tenure: Tenure, span: Span) -> bool:
    """Return whether a tenure may include a day of a span, as far as the tenures of others leave room."""
    if not may_include(tenure.period, span):
        return False
    if certain := certain_span(tenure):
        if certain.overlap(span):
            return True
        if span.first > certain.last and _has_been_replaced(store, tenure, span):
            return False
    has_one_seat = store.entity(Post, tenure.post).seats == 1
    others = store.tenures_by_post.get(tenure.post, ()) if has_one_seat else ()
    return not any(
        other.holder != tenure.holder
        and not other.is_coming
        and (held := certain_span(other))
        and is_well_within(span, held)
        for other in others
    )


def _has_been_replaced(store: FactStore, tenure: Tenure, span: Span) -> bool:
    """Return whether another had taken over a post by the first day of a span, after a tenure last held."""
    if any(other.holder != tenure.holder for other in successors(store, tenure, span.first)):
        return True
    return span.first == span.last and standing_of(store, tenure, span.first).certainty is Certainty.NO


def _others_in(store: FactStore, person: str, post: Post, span: Span) -> list[Tenure]:
    """Return the tenures of others who held a post on all days of a span."""
    return [
        other
        for other in store.tenures_by_post.get(post.id, ())
        if other.holder
        and other.holder != person
        and not other.is_coming
        and (
            ((held := certain_span(other)) and is_well_within(span, held))
            or (
                span.first == span.last
                and standing_of(store, other, span.first).certainty > Certainty.POSSIBLE
                and not _is_hand_over(other, span)
            )
        )
    ]


def _is_hand_over(tenure: Tenure, span: Span) -> bool:
    """Return whether a tenure may begin or end on some days: another may hold the post on the same day."""
    start, end = tenure.period.start, tenure.period.end
    return bool((start and start.last_day >= span.first) or (end and end.first_day <= span.last))
