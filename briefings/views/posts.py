"""The views of posts: who holds them on the day, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.factbase.standing import coming_holders, current_holders
from briefings.model.dates import Certainty
from briefings.model.entities import Organisation, Partner, Person, Post
from briefings.model.facts import Tenure
from briefings.model.house import Roles
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.facts import fact_view
from briefings.views.names import last_day, name_at, short_name_at
from briefings.views.offices import holder_in_capacity, with_residence
from briefings.views.phrases import date_phrase, label
from briefings.views.records import FactView, PostView, RoleView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.factbase.standing import Standing
    from briefings.views.context import NoteContext
    from briefings.views.people import PeopleCollector

__all__ = ["PostViews"]


@dataclass(frozen=True, slots=True)
class PostViews:
    """The posts that cover the partner of a note, with their views.

    Attributes:
        context: the note.
        posts: each post with its view, in the order read.
    """

    context: NoteContext
    posts: tuple[tuple[Post, PostView], ...]

    @classmethod
    def of_note(cls, context: NoteContext, people: PeopleCollector) -> PostViews:
        """Build the views of the posts that cover the partner; collect their holders."""
        posts = context.store.entities_of(Post)
        covering = (post for post in posts if context.store.is_post_in_scope(post, context.scope.partner))
        return cls(context, tuple((post, _post_view(context, people, post)) for post in covering))

    def by_role(self) -> dict[str, tuple[PostView, ...]]:
        """Return all posts by their roles; a post with several is under each of them."""
        by_role: dict[str, tuple[PostView, ...]] = {}
        for post, view in self.posts:
            for role in post.roles:
                by_role[role] = (*by_role.get(role, ()), view)
        return by_role

    def role_views(self) -> Iterator[RoleView]:
        """Yield the roles that the house lists, else every role that has a post.

        A role that both sides have names its party.
        """
        context, house = self.context, self.context.store.house
        theirs = [pair for pair in self.posts if pair[0].partner is not None]
        ours = [pair for pair in self.posts if pair[0].partner is None]
        chosen = house.roles or Roles(_roles_of(theirs), _roles_of(ours))
        parties = (
            context.store.entity(Partner, context.scope.partner),
            context.store.entity(Organisation, house.side),
        )
        partner, side = (Phrase((short_name_at(party, context.language, context.day),)) for party in parties)
        shared = {*chosen.their_side} & {*chosen.our_side}
        sides = ((chosen.their_side, theirs, partner), (chosen.our_side, ours, side))
        for is_ours, (listed, posts, party) in enumerate(sides):
            for role, joined_role, views in _rows_of_side(listed, posts):
                yield RoleView(
                    role=joined_role,
                    party=party if role in shared else EMPTY,
                    posts=views,
                    is_ours=bool(is_ours),
                )


def _roles_of(posts: Sequence[tuple[Post, PostView]]) -> tuple[str, ...]:
    """Return the roles of posts without repeats, in the order given."""
    return tuple(dict.fromkeys(role for post, _ in posts for role in post.roles))


def _rows_of_side(
    listed: Sequence[str], posts: Sequence[tuple[Post, PostView]]
) -> Iterator[tuple[str, str, tuple[PostView, ...]]]:
    """Yield each listed role of a side, the id that names it in the note, and its posts.

    A post with several listed roles has one row for all of them, at the first. A later one of these roles has no row
    if no other post has it.
    """
    printed: set[str] = set()
    for role in listed:
        having = [(post, view) for post, view in posts if role in post.roles]
        by_joined_role: dict[str, tuple[PostView, ...]] = {} if having else {role: ()}
        for post, view in having:
            if post.id not in printed:
                joined_role = post.joined_role(listed)
                by_joined_role[joined_role] = (*by_joined_role.get(joined_role, ()), view)
        printed.update(post.id for post, _ in having)
        for joined_role, views in by_joined_role.items():
            yield role, joined_role, views


def _post_view(context: NoteContext, people: PeopleCollector, post: Post) -> PostView:
    """Return a post with its holders on the day."""
    title = Phrase((name_at(post, context.language, context.day, gender=_gender(context, post)),))
    title = with_residence(context, post, title)
    if post.period.certainty_on(context.day) is Certainty.NO:
        return _missing_post_view(context, post, title)
    tenures = current_holders(context.store, post.id, context.day)
    coming = coming_holders(context.store, post.id, context.day)
    holders, named = (
        tuple(_holder_view(context, people, tenure, standing) for tenure, standing in pairs)
        for pairs in (tenures, coming)
    )
    if not tenures:
        previous = _previous_holders(context, people, post)
        return PostView(title, "unknown", previous_holders=previous, coming=named)
    vacant = all(tenure.holder is None for tenure, _ in tenures)
    return PostView(title, "vacant" if vacant else "held", holders=holders, coming=named)


def _gender(context: NoteContext, post: Post) -> str:
    """Return the gender of all holders of a post on the day, if they have one; else an empty text."""
    holders = (
        context.store.entities.get(tenure.holder or "")
        for tenure, _ in current_holders(context.store, post.id, context.day)
    )
    genders = {holder.gender if isinstance(holder, Person) else "" for holder in holders}
    return genders.pop() if len(genders) == 1 else ""


def _missing_post_view(context: NoteContext, post: Post, title: Phrase) -> PostView:
    """Return a post that does not exist on the day: abolished, or not created yet."""
    cited = [Citation(post.id, item.source) for item in post.evidence]
    title = title.with_citations(cited)
    abolished = post.period.end
    if abolished is None or abolished.last_day >= context.day:
        return PostView(title, "not-created")
    return PostView(title, "abolished", time=label("period.until", {"end": date_phrase(abolished, cited)}))


def _holder_view(
    context: NoteContext, people: PeopleCollector, tenure: Tenure, standing: Standing | None
) -> FactView:
    """Return a tenure as a fact whose text is the name of the holder; collect the holder."""
    people.add(tenure.holder)
    name = holder_in_capacity(context, tenure, last_day(tenure, context.day))
    return fact_view(context, tenure, name, standing)


def _previous_holders(context: NoteContext, people: PeopleCollector, post: Post) -> tuple[FactView, ...]:
    """Return the tenure of a post that ended last, if one is known."""
    ended = [
        (tenure.period.end.last_day, tenure)
        for tenure in context.ended_facts(Tenure)
        if tenure.post == post.id and tenure.holder is not None and tenure.period.end
    ]
    latest = max(ended, key=lambda pair: pair[0], default=None)
    return (_holder_view(context, people, latest[1], None),) if latest else ()
