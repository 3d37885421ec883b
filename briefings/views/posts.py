"""The views of posts: who holds them on the day, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.factbase.standing import current_holders
from briefings.model.dates import Certainty
from briefings.model.entities import Organisation, Partner, Post
from briefings.model.facts import Tenure
from briefings.model.house import Roles
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.facts import fact_view
from briefings.views.names import last_day, name_at, short_name_at
from briefings.views.phrases import date_phrase, label
from briefings.views.records import FactView, PostView, RoleView
from briefings.views.texts import holder_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        """Return all posts by their role."""
        return _group_by_role(self.posts)

    def role_views(self) -> Iterator[RoleView]:
        """Yield the roles that the house lists, else every role that has a post.

        A role that both sides have names its party.
        """
        context, house = self.context, self.context.store.house
        theirs = _group_by_role((post, view) for post, view in self.posts if post.partner is not None)
        ours = _group_by_role((post, view) for post, view in self.posts if post.partner is None)
        chosen = house.roles or Roles(tuple(theirs), tuple(ours))
        parties = (
            context.store.entity(Partner, context.scope.partner),
            context.store.entity(Organisation, house.side),
        )
        partner, side = (Phrase((short_name_at(party, context.language, context.day),)) for party in parties)
        shared = {*chosen.their_side} & {*chosen.our_side}
        sides = ((chosen.their_side, theirs, partner), (chosen.our_side, ours, side))
        for is_ours, (roles, posts, party) in enumerate(sides):
            for role in roles:
                yield RoleView(
                    role=role,
                    party=party if role in shared else EMPTY,
                    posts=posts.get(role, ()),
                    is_ours=bool(is_ours),
                )


def _group_by_role(posts: Iterable[tuple[Post, PostView]]) -> dict[str, tuple[PostView, ...]]:
    """Group posts by their role, in the order given."""
    by_role: dict[str, tuple[PostView, ...]] = {}
    for post, view in posts:
        by_role[post.role] = (*by_role.get(post.role, ()), view)
    return by_role


def _post_view(context: NoteContext, people: PeopleCollector, post: Post) -> PostView:
    """Return a post with its holders on the day."""
    title = Phrase((name_at(post, context.language, context.day),))
    if post.period.certainty_on(context.day) is Certainty.NO:
        return _missing_post_view(context, post, title)
    tenures = current_holders(context.store, post.id, context.day)
    if not tenures:
        return PostView(title, "unknown", previous_holders=_previous_holders(context, people, post))
    vacant = all(tenure.holder is None for tenure, _ in tenures)
    holders = tuple(_holder_view(context, people, tenure, standing) for tenure, standing in tenures)
    return PostView(title, "vacant" if vacant else "held", holders=holders)


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
    name = holder_name(context, tenure, last_day(tenure, context.day))
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
