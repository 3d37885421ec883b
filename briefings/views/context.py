"""The context of one note: the facts in its scope, how they stand on its day, and what its sources say by then."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from briefings.factbase.announcements import is_ahead, newest_announcement, said_on
from briefings.factbase.as_told import as_told
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import (
    framework_exists,
    has_begun,
    replacement,
    standing_of,
    superseding_fact,
)
from briefings.model.dates import Certainty
from briefings.model.entities import Person
from briefings.model.facts import Fact
from briefings.model.phrases import Citation
from briefings.views.publishers import sources_of
from briefings.views.release import ReleasedStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.factbase.standing import Standing
    from briefings.model.dates import PartialDate
    from briefings.model.evidence import Evidence
    from briefings.model.resolutions import Resolution
    from briefings.views.records import FactView, Scope

__all__ = ["NoteContext"]

_FactKind = TypeVar("_FactKind", bound=Fact)


class NoteContext:
    """The facts of one note.

    Attributes:
        released: the entities and facts that the audience may see, on whatever day.
        store: the same, with each fact as a note of the day tells it.
        scope: the note that the context is for.
        day: the as-of date.
        language: BCP 47 tag.
        sources: the sources that the audience may see, by id, with the names of publishers in the language.
        fact_views: the views of facts with their names and texts, as far as they have been asked for; by key of the fact,
            None for a fact that can't be shown.
    """

    def __init__(self, store: ReleasedStore, scope: Scope) -> None:
        """Select the facts of one note."""
        self.released = store
        self.store = ReleasedStore(as_told(store, scope.as_of))
        self.scope = scope
        self.day = scope.as_of
        self.language = scope.language
        self.sources = sources_of(store, self.language, self.day)
        # What only speaks of a person stands in the biography of that person.
        self._facts = [
            fact
            for fact in self.store.facts
            if self.store.is_fact_in_scope(fact, scope.partner)
            and fact.biography_of in (None, scope.subject_id)
        ]
        self._facts_by_kind: dict[type[Fact], list[Any]] = {}
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self.fact_views: dict[str, FactView | None] = {}

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Return the standing on the day of each fact in scope that is not ruled out, by key of the fact."""
        return {
            fact.key: current
            for fact in self._facts
            if (current := standing_of(self.store, fact, self.day)).certainty is not Certainty.NO
        }

    @cached_property
    def resolutions(self) -> dict[str, Resolution]:
        """Return the resolutions of disagreements on the facts that the audience may see, by key of the fact."""
        return self.released.current_resolutions()

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """Return the ids of the people who share a full name with another one."""
        people: dict[str, set[str]] = {}
        for person in self.store.entities_of(Person):
            for name in person.names:
                if name.form == "full":
                    people.setdefault(name.text, set()).add(person.id)
        return frozenset(id_ for ids in people.values() if len(ids) > 1 for id_ in ids)

    @cached_property
    def biographies(self) -> dict[str, list[Fact]]:
        """Return the facts of biographies that concern the partner of the note, by person."""
        found: dict[str, list[Fact]] = {}
        for fact in self.store.facts:
            if fact.biography_of and self.store.is_fact_in_scope(fact, self.scope.partner):
                found.setdefault(fact.biography_of, []).append(fact)
        return found

    # --- facts ----------------------------------------------------------------------------------

    def facts(self, kind: type[_FactKind]) -> list[_FactKind]:
        """Return the facts of a kind that concern the partner of the note, or all partners, whatever their dates."""
        if kind not in self._facts_by_kind:
            self._facts_by_kind[kind] = [fact for fact in self._facts if isinstance(fact, kind)]
        return [*self._facts_by_kind[kind]]

    def standing_facts(self, kind: type[_FactKind]) -> list[_FactKind]:
        """Return the states that hold on the day and the events that have certainly happened by then."""
        return [
            fact
            for fact in self.facts(kind)
            if fact.key in self.standings
            and (not fact.is_event or self.standings[fact.key].certainty is Certainty.CERTAIN)
            and framework_exists(self.store, fact, self.day)
        ]

    def ended_facts(self, kind: type[_FactKind]) -> list[_FactKind]:
        """Return the states that had certainly ended before the day, or that a later fact has superseded or replaced."""
        return [
            fact
            for fact in self.facts(kind)
            if not fact.is_event and (has_ended(fact, self.day) or self._is_superseded_state(fact))
        ]

    def announced_facts(self, kind: type[_FactKind]) -> list[_FactKind]:
        """Return the states that are to begin after the day, as a source of the day or earlier says."""
        return [fact for fact in self.facts(kind) if is_ahead(self.store, fact, self.day)]

    def is_superseded(self, fact: Fact) -> bool:
        """Return whether a later fact on the same matter has begun or happened by the day."""
        return superseding_fact(self.store, fact, self.day) is not None

    def _is_superseded_state(self, fact: Fact) -> bool:
        return (
            fact.key not in self.standings
            and has_begun(self.store, fact, self.day)
            and (self.is_superseded(fact) or replacement(self.store, fact, self.day) is not None)
        )

    # --- what sources say by the day ------------------------------------------------------------

    def past_attestations(self, fact: Fact) -> list[PartialDate]:
        """Return the dates up to the day on which, according to sources, a state held, in order."""
        return [when for when in fact.attestations if when.last_day <= self.day]

    def disagreement_date(self, evidence: Evidence) -> PartialDate | None:
        """Return the date on which a source disagreed; None if it does not dispute the fact, or had not by the day."""
        source = self.sources[evidence.source]
        via = self.sources[evidence.via_source] if evidence.via_source else None
        when = evidence.asserted_on or (via.effective_date if via else None) or source.effective_date
        return when if evidence.disputes and when and when.last_day <= self.day else None

    def open_disputes(self, fact: Fact) -> list[Evidence]:
        """Return the evidence that disputes a fact by the day and that no resolution has settled."""
        resolution = self.resolutions.get(fact.key)
        if resolution and resolution.is_final and resolution.settled_on.last_day <= self.day:
            return []
        return [item for item in fact.all_evidence if self.disagreement_date(item)]

    def attested_range(self, fact: Fact) -> tuple[PartialDate, PartialDate] | None:
        """Return the first and the last date, up to the day, for which sources report a fact; None if there are none."""
        dates = [
            item.attested_on or item.asserted_on or self.sources[item.source].effective_date
            for item in fact.all_evidence
        ]
        past = [when for when in dates if when and when.last_day <= self.day]
        past.sort(key=lambda when: when.last_day)
        return (past[0], past[-1]) if past else None

    # --- citations ------------------------------------------------------------------------------

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """Return the citations of a fact: the sources of the whole fact and of its printed attestations.

        The printed attestations are the latest up to the day and, where the start is known, the earliest.
        A talking point also cites the sources of its basis, each for both facts, so that both count for the marking.
        """
        if fact.key not in self._citations:
            self._citations[fact.key] = tuple(self._collect_citations(fact))
        return self._citations[fact.key]

    def turn_citations(self, fact: Fact, when: PartialDate) -> tuple[Citation, ...]:
        """Return the citations of the beginning or end of a state, as far as its sources show that.

        A source that only saw the state on a day does not show when it began or ended, and one from before hardly does.
        """
        whole = [
            item
            for item in fact.all_evidence
            if item.disagreement is None and (item.attested_on is None or _is_within(item.attested_on, when))
        ]
        later = [item for item in whole if not self._is_older(item, when)]
        chosen = later or whole
        return tuple(Citation(fact.key, item.source) for item in chosen) or self.citations(fact)

    def sighting_citations(self, fact: Fact, when: PartialDate) -> tuple[Citation, ...]:
        """Return the citations of the sources that saw a state on a date; all of the state if none gives that date."""
        seen = (
            item.source
            for item in fact.all_evidence
            if item.disagreement is None and item.attested_on == when
        )
        return tuple(Citation(fact.key, source) for source in seen) or self.citations(fact)

    def is_only_announced(self, fact: Fact, when: PartialDate) -> bool:
        """Return whether all sources of the beginning or end of a state are from before it."""
        return newest_announcement(self.store, fact, when) is not None

    def _is_older(self, item: Evidence, when: PartialDate) -> bool:
        """Return whether the source of an item of evidence is from before a day."""
        said = said_on(self.store, item)
        return said is not None and said.last_day < when.first_day

    def _collect_citations(self, fact: Fact) -> Iterable[Citation]:
        """Return the citations of a fact and of its basis, without repeats."""
        basis = [
            citation
            for basis_fact in self.store.basis(fact).values()
            for citation in self._own_citations(basis_fact)
        ]
        inherited = (Citation(fact.key, citation.source_id) for citation in basis)
        return dict.fromkeys((*self._own_citations(fact), *inherited, *basis))

    def _own_citations(self, fact: Fact) -> tuple[Citation, ...]:
        """Return the citations from the evidence of the fact itself, without those of its basis."""
        supporting = [item for item in fact.all_evidence if item.disagreement is None]
        attested_days = sorted(item.attested_on.last_day for item in supporting if item.attested_on)
        past_days = [day for day in attested_days if day <= self.day]
        printed = {past_days[-1]} if past_days else set()
        if fact.period.start and attested_days:
            printed.add(attested_days[0])
        chosen = [
            item for item in supporting if item.attested_on is None or item.attested_on.last_day in printed
        ]
        return tuple(Citation(fact.key, item.source) for item in chosen or supporting)


def _is_within(date: PartialDate, whole: PartialDate) -> bool:
    """Return whether a date lies within another: a day of a month, or the same day."""
    return whole.first_day <= date.first_day and date.last_day <= whole.last_day
