"""The check that some note of the house prints each fact, with the reason for each that none prints.

The reasons are those for which views leave a fact out. The desk copy counts as a note of every house, because it is
there for the asking; a principal's copy has no room for everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.compose.products import Product, product_files
from briefings.factbase.announcements import is_ahead
from briefings.factbase.as_told import as_told
from briefings.factbase.spans import has_ended, known_days
from briefings.factbase.standing import (
    coming_holders,
    framework_exists,
    has_begun,
    lapsed_basis,
    replacement,
    standing_of,
    superseding_fact,
)
from briefings.loading.project import list_partner_ids
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity
from briefings.model.entities import ALL_PARTNERS, SHARED_FOLDER, Post
from briefings.model.facts import (
    Agreement,
    Cooperation,
    Membership,
    Statement,
    Tenure,
)
from briefings.model.figures import Figure
from briefings.model.lives import Life
from briefings.model.prospects import Commitment, DateAhead
from briefings.model.talking_points import TalkingPoint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.model.markings import Marking
    from briefings.project import Project

__all__ = ["check_unprinted", "printed_sections", "reason_unprinted"]

_DESK = "desk"
_ALL_HOLDERS = frozenset({"holders", "annex-holders", "people", "annex-names"})
_SECTIONS: dict[type[Fact], frozenset[str]] = {
    Statement: frozenset({"background", "story"}),
    Membership: frozenset({"frameworks", "relations", "glance", "matrix"}),
    Agreement: frozenset({"frameworks", "relations"}),
    Cooperation: frozenset({"areas", "work"}),
    Contact: frozenset({"contacts", "meetings", "last-met"}),
    Tenure: _ALL_HOLDERS | {"glance", "who", "card-who", "matrix"},
    Figure: frozenset({"glance", "figures", "key-figures"}),
    Commitment: frozenset({"commitments", "outstanding"}),
    DateAhead: frozenset({"dates", "ahead"}),
}
"""The sections that print the facts of a kind; a kind that is not here has a section of its own for each use."""


def printed_sections(project: Project, store: FactStore) -> frozenset[str]:
    """Return the sections of the products of a house, and of its desk copy; another check reports invalid products."""
    products = {*store.house.products}
    products |= {id_ for audience in store.house.audiences.values() for id_ in audience.products}
    folders = [folder / "products" for folder in project.template_folders() if folder.is_dir()]
    sections: set[str] = set()
    for id_, path in product_files(folders).items():
        if id_ == _DESK or id_ in products:
            try:
                sections.update(Product.load(path, project.display_path(path)).sections)
            except BriefingsError:
                return frozenset()
    return frozenset(sections)


def check_unprinted(project: Project, store: FactStore, day: date) -> Iterator[Diagnostic]:
    """Report each fact that no note of a day prints, with the reason.

    Args:
        project: the project.
        store: the facts of some partners, and the shared ones.
        day: the day of the notes.
    """
    finder = _reason_finder(project, store, day)
    for fact in finder.store.facts:
        if reason := finder.reason_for(fact):
            message = f"no note of {day} prints {fact.key}: {reason[0]}"
            yield Diagnostic("printed-nowhere", message, fact.location, Severity.INFO, reason[1])


def reason_unprinted(project: Project, store: FactStore, key: str, day: date) -> tuple[str, str] | None:
    """Return why no note of a day prints a fact, and what to do about it; None if one may.

    Args:
        project: the project.
        store: the facts of the partners that the fact is about, and the shared ones.
        key: of the fact.
        day: the day of the notes.
    """
    finder = _reason_finder(project, store, day)
    fact = finder.store.facts_by_key.get(key)
    return finder.reason_for(fact) if fact else None


_Reason = tuple[str, str]
"""Why no note prints a fact, and what to do about it."""


@dataclass(frozen=True)
class _ReasonFinder:
    """The search for the reason why no note prints a fact.

    Attributes:
        store: the facts, each as a note of the day tells it.
        day: the day.
        sections: the sections of all products of the house; empty if they can't be read.
        is_whole: whether the facts of all partners are there.
    """

    store: FactStore
    day: date
    sections: frozenset[str]
    is_whole: bool

    def reason_for(self, fact: Fact) -> _Reason | None:
        """Return why no note prints a fact; None if one may."""
        if fact.marking in self._unreadable:
            return (
                f"no audience may read {fact.marking}",
                "correct `marking:`, or the levels under `audiences:`",
            )
        if isinstance(fact, Tenure) and (reason := self._post_reason(fact)):
            return reason
        if self.sections and (reason := self._section_reason(fact)):
            return reason
        return self._event_reason(fact) if fact.is_event else self._state_reason(fact)

    @cached_property
    def _unreadable(self) -> frozenset[Marking]:
        """Return the markings that no audience of the house may read."""
        scheme, audiences = self.store.scheme, self.store.house.audiences.values()
        markings = {fact.marking for fact in self.store.facts}
        return frozenset(
            marking
            for marking in markings
            if not any(scheme.may_read(readers, marking, self.day) for readers in audiences)
        )

    def _post_reason(self, tenure: Tenure) -> _Reason | None:
        """Return why no note prints the post of a tenure."""
        post = self.store.entity(Post, tenure.post)
        listed = self.store.house.roles
        if (
            self.is_whole
            and post.folder == SHARED_FOLDER
            and not any(self.store.is_post_in_scope(post, partner.id) for partner in self.store.partners)
        ):
            hint = f"write `covers: [{ALL_PARTNERS}]` in the post, or list it under `posts:` of a partner"
            return f"the post {post.id} covers no partner", hint
        if self.sections and not self.sections & _ALL_HOLDERS and listed:
            roles = listed.their_side if post.partner else listed.our_side
            if not set(post.roles) & set(roles):
                return (
                    f"`roles:` of the house does not list {post.roles[0]}",
                    "add the role to facts/house.yaml",
                )
        return None

    def _section_reason(self, fact: Fact) -> _Reason | None:
        """Return that no product has a section for facts of this kind."""
        kinds = (sections for kind, sections in _SECTIONS.items() if isinstance(fact, kind))
        needed = next(kinds, None)
        if needed is None or needed & self.sections:
            return None
        name = min(needed)
        return f"no product has a section for a {fact.kind}", f"add `{name}` to `sections:` of a product"

    def _event_reason(self, fact: Fact) -> _Reason | None:
        """Return that an event has not surely happened; what is planned is printed all the same."""
        if isinstance(fact, Contact) and (fact.may_be_planned or fact.stages):
            return None
        end = fact.period.end
        if fact.may_be_planned or end is None or end.last_day <= self.day:
            return None
        start = fact.period.start or end
        if start.first_day > self.day:
            is_estimate = isinstance(fact, Figure) and fact.is_estimate
            hint = "write `on:` with the day of the estimate" if is_estimate else ""
            return f"it is dated {fact.period}", hint or "correct `on:`, or wait for that day"
        return (
            f"it may be as late as {end.last_day}",
            "narrow its date: `on: ../DAY` if only the latest day is known",
        )

    def _state_reason(self, fact: Fact) -> _Reason | None:
        """Return why no note prints a state: it has not begun, or it is over and its kind is left out then."""
        store, day = self.store, self.day
        if standing_of(store, fact, day).certainty is not Certainty.NO:
            if not framework_exists(store, fact, day):
                return "its framework does not exist on that day", "correct `valid:` of one of them"
            return None
        is_dropped_when_over = isinstance(fact, TalkingPoint) or (
            isinstance(fact, Life) and not fact.stays_when_over
        )
        if is_dropped_when_over and has_ended(fact, day):
            return f"it is over ({fact.period})", "delete it, or give it a new `valid:`"
        if isinstance(fact, TalkingPoint):
            has_lapsed = bool(lapsed_basis(store, fact, day))
            return None if has_lapsed else ("it, or what it rests on, does not hold yet", "correct the dates")
        is_over = has_ended(fact, day) or (has_begun(store, fact, day) and self._is_followed(fact))
        return None if is_over or self._is_printed_as_coming(fact) else _reason_not_begun(fact, day)

    def _is_printed_as_coming(self, fact: Fact) -> bool:
        """Return whether notes print a state before it begins."""
        if isinstance(fact, Tenure):
            return any(fact is each for each, _ in coming_holders(self.store, fact.post, self.day))
        return isinstance(fact, Agreement | Membership) and is_ahead(self.store, fact, self.day)

    def _is_followed(self, fact: Fact) -> bool:
        """Return whether another fact tells what came after one: a later tenure, `after:`, or `replaces:`."""
        followed = superseding_fact(self.store, fact, self.day) or replacement(self.store, fact, self.day)
        return isinstance(fact, Tenure) or followed is not None


def _reason_finder(project: Project, store: FactStore, day: date) -> _ReasonFinder:
    """Return the search among the notes of a house."""
    partners = {partner.id for partner in store.partners}
    is_whole = partners == set(list_partner_ids(project.root))
    return _ReasonFinder(as_told(store, day), day, printed_sections(project, store), is_whole=is_whole)


def _reason_not_begun(fact: Fact, day: date) -> _Reason:
    """Return why a state has not begun by a day, as far as dates and sources show."""
    start = fact.period.start
    if start and start.first_day > day:
        has_stages = isinstance(fact, Agreement | Membership)
        hint = "write `stages:` if it is agreed already" if has_stages else ""
        return f"it begins on {start}", hint or "wait for that day"
    first = min(known_days(fact), default=None)
    seen = f"its first source is of {first}" if first else "no source shows when it held"
    return seen, "add a date to `valid:`, or evidence with `attests:`"
