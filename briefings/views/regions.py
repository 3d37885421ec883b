"""What a note on a region may say: the views of its partners side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.facts import Region
from briefings.model.phrases import Phrase
from briefings.views.builder import view_by
from briefings.views.context import EMPTY, Teller
from briefings.views.expiry import changes_on
from briefings.views.records import LinesView, MemberView, RoleView, View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.factbase.store import FactBase
    from briefings.views.records import QuestionView, Scope

__all__ = ["Members"]


class Members:
    """The partners of a region, each told by itself from one fact base.

    Attributes:
        tellers: one a partner, in the order of the region.
        base: what the audience may know.
    """

    def __init__(self, base: FactBase, scope: Scope) -> None:
        """Tell of the partners of the region that a scope names.

        Raises:
            KeyError: if there is no such region.
        """
        self.scope = scope
        partners = base.get(Region, scope.partner).partners
        self.tellers = [Teller(base, replace(scope, partner=id_)) for id_ in partners]
        self.base = self.tellers[0].base

    def view(self) -> View:
        """The view of the region: what its partners have in common, and each of them."""
        views = [view_by(teller) for teller in self.tellers]
        common = _common(views)
        first = views[0]
        return replace(
            first,
            scope=self.scope,
            partner=self.tellers[0].named(self.base.get(Region, self.scope.partner)),
            code=self.scope.partner.upper(),
            roles=tuple(_ours(views)),
            posts={},
            figures=(),
            background=(),
            frameworks=(),
            past_frameworks=(),
            agreements=(),
            areas=(),
            lines=LinesView((), (), (), (), ()),
            contacts=(),
            milestones=(),
            histories=(),
            people=(),
            person=None,
            visit=None,
            questions=common,
            resolutions=(),
            seen={key: when for view in views for key, when in view.seen.items()},
            members=tuple(_member(view, common) for view in views),
        )

    def changes_on(self) -> date | None:
        """The first day after that of the note on which anything in its scope turns; None if nothing ever does."""
        days = (changes_on(teller) for teller in self.tellers)
        return min((day for day in days if day), default=None)


def _common(views: Sequence[View]) -> tuple[QuestionView, ...]:
    """The open questions that concern all partners, such as who holds a post that covers them all."""
    return tuple(
        question for question in views[0].questions if all(question in view.questions for view in views)
    )


def _ours(views: Sequence[View]) -> list[RoleView]:
    """The posts on our side that cover any of the partners, each once."""
    found: dict[str, RoleView] = {}
    for role in (role for view in views for role in view.roles if role.ours):
        known = found.get(role.role)
        posts = dict.fromkeys((*(known.posts if known else ()), *role.posts))
        found[role.role] = replace(role, posts=tuple(posts))
    return list(found.values())


def _member(view: View, common: Sequence[QuestionView]) -> MemberView:
    questions = tuple(question for question in view.questions if question not in common)
    return MemberView(
        partner=view.partner,
        roles=tuple(role for role in view.roles if not role.ours),
        frameworks=view.frameworks,
        past_frameworks=view.past_frameworks,
        agreements=view.agreements,
        areas=view.areas,
        contacts=view.contacts,
        questions=questions,
        open=Phrase((str(len(questions)),)) if questions else EMPTY,
    )
