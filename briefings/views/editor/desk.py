"""The editor's desk: the context of a note, and the facts it has stated so far, so that each stands once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.factbase.standing import current_holders
from briefings.model.contact_forms import Manner
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.entities import ALL_PARTNERS, Post
from briefings.model.phrases import ForeignText, Phrase
from briefings.views.contacts import end_day
from briefings.views.editor.words import last_known_day
from briefings.views.offices import office_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.standing import Standing
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Tenure
    from briefings.model.phrases import Part
    from briefings.views.contacts import ContactBuilder
    from briefings.views.context import NoteContext

__all__ = ["LONGEST_UNSEEN_MONTHS", "TOP_ROLES", "Editor", "is_top_office"]

TOP_ROLES = frozenset({"head-of-state", "head-of-government", "foreign-minister"})
"""Roles of the partner without which a brief is not complete."""
_OF_EVERY_STATE = frozenset({"head-of-state", "foreign-minister"})

LONGEST_UNSEEN_MONTHS = 60
"""How long after its holder was last seen an office is still worth a reader's time, unless it is one of these."""


@dataclass(frozen=True, slots=True)
class Editor:
    """The state that the parts of a principal's copy share.

    Attributes:
        context: the facts that the note may state, and their phrases.
        contacts: makes phrases of the people who took part in contacts.
        since: from which day on changes count as new.
        meetings: the contacts by the day with someone of the other side, newest first; see `talks`.
        stated: keys of the facts that the copy states so far.
    """

    context: NoteContext
    contacts: ContactBuilder
    since: date
    meetings: tuple[Contact, ...]
    stated: set[str] = field(default_factory=set)

    @classmethod
    def of_note(cls, context: NoteContext, contacts: ContactBuilder, since: date) -> Editor:
        """Return an editor who has stated nothing yet."""
        meetings = (fact for fact in context.standing_facts(Contact) if fact.their_side)
        return cls(context, contacts, since, tuple(sorted(meetings, key=end_day, reverse=True)))

    @property
    def talks(self) -> tuple[Contact, ...]:
        """Return the contacts with someone of the other side in which people met or spoke, and did not only write."""
        return tuple(fact for fact in self.meetings if fact.manner is not Manner.WROTE)

    @property
    def store(self) -> FactStore:
        """Return the facts that the audience may see."""
        return self.context.store

    @property
    def day(self) -> date:
        """Return the day of the note."""
        return self.context.day

    @property
    def language(self) -> str:
        """Return the language of the note, as BCP 47 tag."""
        return self.context.language

    def roles_of_side(self, *, ours: bool) -> Sequence[str]:
        """Return the roles of a side in the order of the house; every role that has a post if the house lists none."""
        roles = self.store.house.roles
        if roles:
            return roles.our_side if ours else roles.their_side
        return tuple(
            dict.fromkeys(
                role for post in self._posts() if (post.partner is None) is ours for role in post.roles
            )
        )

    def posts_of_side(self, *, ours: bool) -> Iterator[Post]:
        """Yield the posts of a side, in the order of its roles; a post with several roles once, at the first."""
        posts = [post for post in self._posts() if (post.partner is None) is ours]
        ordered = (post for role in self.roles_of_side(ours=ours) for post in posts if role in post.roles)
        yield from {post.id: post for post in ordered}.values()

    def holders(self, post: Post) -> list[tuple[Tenure, Standing]]:
        """Return the tenures that hold a post on the day, without one to confirm whose successor is on file.

        Someone who was last seen before another took office has hardly stayed beside him.
        """
        found = current_holders(self.store, post.id, self.day)
        starts = [start.first_day for tenure, _ in found if (start := tenure.period.start)]
        return [
            (tenure, standing)
            for tenure, standing in found
            if post.seats > 1
            or not standing.is_overdue
            or not any(last_known_day(tenure, self.day) < start for start in starts)
        ]

    def posts_of_interest(self) -> dict[str, Post]:
        """Return the posts, by id, of which a new holder is news to the reader: theirs, and ours for their part of the world.

        Who leads our own side, everywhere, the reader knows.
        """
        ours = (post for post in self.posts_of_side(ours=True) if ALL_PARTNERS not in post.covered_partners)
        return {post.id: post for post in (*self.posts_of_side(ours=False), *ours)}

    def _posts(self) -> Iterator[Post]:
        partner = self.context.scope.partner
        return (post for post in self.store.entities_of(Post) if self.store.is_post_in_scope(post, partner))

    def exists(self, post: Post) -> bool:
        """Return whether a post exists on the day.

        An office that not every state has may be younger than the day if all its holders on file are.
        """
        if post.period.certainty_on(self.day) is Certainty.NO:
            return False
        starts = [tenure.period.start for tenure in self.store.tenures_by_post.get(post.id, ())]
        are_later = bool(starts) and all(start and start.first_day > self.day for start in starts)
        return not are_later or bool(_OF_EVERY_STATE.intersection(post.roles))

    def office_title(self, post: Post, holder: str | None = None) -> Phrase:
        """Return what the note calls an office: its title on the day, in the short form if it has one.

        A title that is not translated gives way to the label of its role.

        Args:
            post: the office.
            holder: id of the person with the title, or None.
        """
        title = office_part(self.context, post, self.day, holder)
        if isinstance(title, ForeignText):
            sides_roles = self.roles_of_side(ours=post.partner is None)
            title = replace(title, label_key=f"role.{post.joined_role(sides_roles)}")
        return Phrase((title,))

    def mid_sentence(self, name: Part) -> Phrase:
        """Return the name of an area as a word within a sentence: with a small first letter, unless it is an acronym."""
        if isinstance(name, str) and name[:1].isupper() and name[1:2].islower():
            name = name[0].lower() + name[1:]
        return Phrase((name,))


def is_top_office(post: Post) -> bool:
    """Return whether a post is one of the offices without which a brief is not complete."""
    return not TOP_ROLES.isdisjoint(post.roles)
