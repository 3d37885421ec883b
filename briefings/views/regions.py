"""The view of a region: the views of its partners side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.entities import Partner, Region
from briefings.views.builder import base_view, named_view
from briefings.views.contacts import ContactBuilder
from briefings.views.context import NoteContext
from briefings.views.editor import edit_region
from briefings.views.expiry import next_change
from briefings.views.people import PeopleCollector

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.views.records import Scope, View
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
        """Build the view of the region: what a principal reads on its partners side by side."""
        contacts = [ContactBuilder(context, PeopleCollector(context)) for context in self.contexts]
        return replace(
            base_view(self.contexts[0], self.store.entity(Region, self.scope.partner)),
            scope=self.scope,
            edited=edit_region(self.contexts, contacts),
            members=tuple(
                named_view(context, self.store.entity(Partner, context.scope.partner))
                for context in self.contexts
            ),
        )

    def next_change(self, more_days: Sequence[date] = ()) -> date | None:
        """Return the first day after that of the note on which anything in its scope changes; None if nothing ever does.

        Args:
            more_days: the days on which its readers may come to see something else.
        """
        days = (next_change(context, more_days) for context in self.contexts)
        return min((day for day in days if day), default=None)
