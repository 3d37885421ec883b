"""The view of a region: the views of its partners side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.entities import Region
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.builder import base_view, view_from_context
from briefings.views.context import NoteContext
from briefings.views.expiry import next_change
from briefings.views.records import MemberView, RoleView, View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.views.records import QuestionView, Scope
    from briefings.views.release import ReleasedStore

__all__ = ["RegionContext"]


class RegionContext:
    """The contexts of the partners of a region, from one store.

    Attributes:
        scope: the note on the region.
        contexts: one per partner, in the order of the region.
        store: the entities and facts that the audience may see.
    """

    def __init__(self, store: ReleasedStore, scope: Scope) -> None:
        """Create a context for each partner of the region that a scope names.

        Raises:
            KeyError: if the scope names an unknown region.
        """
        self.scope = scope
        partners = store.entity(Region, scope.partner).partners
        self.contexts = [NoteContext(store, replace(scope, partner=id_)) for id_ in partners]
        self.store = store

    def build_view(self) -> View:
        """Build the view of the region: the records that its partners share, and one member view per partner."""
        views = [view_from_context(context) for context in self.contexts]
        shared = _shared_questions(views)
        return replace(
            base_view(self.contexts[0], self.store.entity(Region, self.scope.partner)),
            scope=self.scope,
            roles=tuple(_our_roles(views)),
            questions=shared,
            attested_ranges={key: dates for view in views for key, dates in view.attested_ranges.items()},
            members=tuple(_member_view(view, shared) for view in views),
        )

    def next_change(self) -> date | None:
        """Return the first day after that of the note on which anything in its scope changes; None if nothing ever does."""
        days = (next_change(context) for context in self.contexts)
        return min((day for day in days if day), default=None)


def _shared_questions(views: Sequence[View]) -> tuple[QuestionView, ...]:
    """Return the open questions that all partners share, such as who holds a post that covers them all."""
    return tuple(
        question for question in views[0].questions if all(question in view.questions for view in views)
    )


def _our_roles(views: Sequence[View]) -> list[RoleView]:
    """Return the roles on our side with the posts that cover any of the partners, without repeats."""
    by_role: dict[str, RoleView] = {}
    for role in (role for view in views for role in view.roles if role.is_ours):
        merged = by_role.get(role.role)
        posts = dict.fromkeys((*(merged.posts if merged else ()), *role.posts))
        by_role[role.role] = replace(role, posts=tuple(posts))
    return list(by_role.values())


def _member_view(view: View, shared: Sequence[QuestionView]) -> MemberView:
    """Return one partner of the region, without the questions that all partners share."""
    questions = tuple(question for question in view.questions if question not in shared)
    return MemberView(
        partner=view.partner,
        roles=tuple(role for role in view.roles if not role.is_ours),
        facts=view.facts,
        past_facts=view.past_facts,
        areas=view.areas,
        contacts=view.contacts,
        questions=questions,
        question_count=Phrase((str(len(questions)),)) if questions else EMPTY,
    )
