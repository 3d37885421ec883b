"""The context of one note: its facts, filtered by partner and date, and their phrases.

The context knows which facts hold on the day of the note, among those released to its audience. It turns the names,
dates and texts of facts into phrases that carry their citations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefings.factbase.standing import Standing, current_holders, framework_exists, has_ended, standing_of
from briefings.model.dates import Certainty, PartialDate
from briefings.model.entities import NamedEntity, Post, Source
from briefings.model.facts import Cooperation, Fact, Statement, TalkingPoint, Tenure
from briefings.model.locales import primary_language
from briefings.model.phrases import Citation, ForeignText, Phrase
from briefings.views.names import label, last_day, name_at, resolve_references, term_at, text_for
from briefings.views.records import FactView, NamedView

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.model.dates import Period
    from briefings.model.evidence import Evidence, Text
    from briefings.model.phrases import Part
    from briefings.views.records import Scope
    from briefings.views.release import ReleasedStore

__all__ = ["EMPTY", "NoteContext"]

EMPTY = Phrase()
_OPEN = "open"

_FactKind = TypeVar("_FactKind", bound=Fact)


class NoteContext:
    """The facts of one note and the phrases that state them.

    Attributes:
        store: the entities and facts that the audience may see.
        scope: the note that the context is for.
        day: the as-of date.
        language: BCP 47 tag.
        sources: the sources that the audience may see, by id.
        evidence: the evidence of each fact, by key of the fact.
        standings: the standing on the day of each fact in scope that is not ruled out, by key of the fact.
        resolutions: the resolutions of disagreements on these facts, by key of the fact.
    """

    def __init__(self, store: ReleasedStore, scope: Scope) -> None:
        """Select the facts of one note from those that its audience may see."""
        self.store = store
        self.scope = scope
        self.day = scope.as_of
        self.language = scope.language
        self.sources = {source.id: source for source in self.store.entities_of(Source)}
        self.evidence = {fact.key: fact.evidence for fact in self.store.facts}
        self.resolutions = store.current_resolutions()
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self.standings = {
            fact.key: standing
            for fact in self.store.facts
            if self.is_in_scope(fact)
            and (standing := standing_of(self.store, fact, self.day)).certainty is not Certainty.NO
        }

    def is_in_scope(self, fact: Fact) -> bool:
        """Return whether a fact concerns the partner of the note, or all partners."""
        return self.store.is_fact_in_scope(fact, self.scope.partner)

    def facts(self, kind: type[_FactKind]) -> list[_FactKind]:
        """Return the facts of a kind that are in scope, whatever their dates."""
        return [fact for fact in self.store.facts if isinstance(fact, kind) and self.is_in_scope(fact)]

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
        """Return the states that had certainly ended before the day."""
        return [fact for fact in self.facts(kind) if not fact.is_event and has_ended(fact, self.day)]

    def disagreement_date(self, evidence: Evidence) -> PartialDate | None:
        """Return the date on which a source disagreed; None if it does not disagree, or had not done so by the day."""
        source = self.sources[evidence.source]
        via = self.sources[evidence.via_source] if evidence.via_source else None
        when = evidence.asserted_on or (via.effective_date if via else None) or source.effective_date
        return when if evidence.disagreement and when and when.last_day <= self.day else None

    def attested_range(self, fact: Fact) -> tuple[PartialDate, PartialDate] | None:
        """Return the first and the last date, up to the day, for which sources report a fact; None if there are none."""
        dates = [
            item.attested_on or item.asserted_on or self.sources[item.source].effective_date
            for item in self.evidence[fact.key]
        ]
        days = sorted(
            (when for when in dates if when and when.last_day <= self.day), key=lambda when: when.last_day
        )
        return (days[0], days[-1]) if days else None

    def open_disputes(self, fact: Fact) -> list[Evidence]:
        """Return the evidence that disputes a fact by the day and that no resolution has settled."""
        resolution = self.resolutions.get(fact.key)
        if resolution and resolution.method != _OPEN and resolution.settled_on.last_day <= self.day:
            return []
        return [item for item in self.evidence[fact.key] if self.disagreement_date(item)]

    # --- phrases --------------------------------------------------------------------------------

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """Return the citations of a fact: the sources of the whole fact and of its printed attestations.

        The printed attestations are the latest up to the day and, where the start is known, the earliest.
        A talking point also cites the sources of its basis, each for both facts, so that both count for the marking.
        """
        if fact.key not in self._citations:
            self._citations[fact.key] = tuple(self._collect_citations(fact))
        return self._citations[fact.key]

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
        supporting = [item for item in self.evidence[fact.key] if item.disagreement is None]
        attesting = sorted(
            ((item.attested_on.last_day, item) for item in supporting if item.attested_on),
            key=lambda pair: pair[0],
        )
        days = [day for day, _ in attesting if day <= self.day]
        printed = {max(days)} if days else set()
        if fact.period.start and attesting:
            printed.add(attesting[0][0])
        chosen = [
            item for item in supporting if item.attested_on is None or item.attested_on.last_day in printed
        ]
        return tuple(Citation(fact.key, item.source) for item in chosen or supporting)

    def resolve_text(self, text: Text | None, fact: Fact) -> Phrase | None:
        """Return a text of a fact with its references resolved; None if a reference can't be resolved.

        A missing text gives an empty phrase.
        """
        if text is None:
            return EMPTY
        string, language = text_for(text, self.language, self.store.house.default_language)
        resolved = resolve_references(
            string, self.store, language, last_day(fact, self.day), self.holder_phrase
        )
        if resolved is None:
            return None
        phrase = self.phrase_in(resolved.parts, language)
        return Phrase(phrase.parts, self.citations(fact)).with_citations(resolved.citations)

    def phrase_in(self, parts: tuple[Part, ...], language: str, *, show_language: bool = True) -> Phrase:
        """Return a phrase in a language, as foreign text where that is not the language of the note.

        Args:
            parts: the parts of the phrase.
            language: BCP 47 tag; empty for text in no language.
            show_language: whether the note prints the name of a foreign language after the text.
        """
        if not language or primary_language(language) == primary_language(self.language):
            return Phrase(parts)
        return Phrase((ForeignText(Phrase(parts), language, show_language),))

    def date_phrase(self, when: PartialDate | date | None, cited: Iterable[Citation] = ()) -> Phrase:
        """Return a date as a phrase; empty for no date."""
        if when is None:
            return EMPTY
        partial = when if isinstance(when, PartialDate) else PartialDate.from_day(when)
        return Phrase((partial,), tuple(cited))

    def period_phrase(self, period: Period) -> Phrase:
        """Return a period as a phrase, with both its ends."""
        start, end = period.start, period.end
        if start == end and start:
            return self.date_phrase(start)
        if start and end:
            whole = start.day and end.day and not start.qualifier and not end.qualifier
            if whole and (start.year, start.month) == (end.year, end.month):
                return label(
                    "period.within-month", {"day": Phrase((str(start.day),)), "end": self.date_phrase(end)}
                )
            return label("period.from-to", {"start": self.date_phrase(start), "end": self.date_phrase(end)})
        if start:
            return label("period.from", {"start": self.date_phrase(start)})
        return label("period.until", {"end": self.date_phrase(end)}) if end else EMPTY

    def time_phrase(self, fact: Fact) -> Phrase:
        """Return the time of a fact: when it happened, or since when it has held, with its end only once that is past."""
        start, end = fact.period.start, fact.period.end
        if fact.is_event:
            return (
                self.period_phrase(fact.period)
                if start
                else label("period.by", {"end": self.date_phrase(end)})
            )
        if not has_ended(fact, self.day):
            end = None
        if start and end and start != end:
            return label("period.from-to", {"start": self.date_phrase(start), "end": self.date_phrase(end)})
        if start and end:
            return self.date_phrase(start)
        if start and start.nominal_first_day <= self.day:
            return label("period.since", {"start": self.date_phrase(start)})
        return label("period.until", {"end": self.date_phrase(end)}) if end else EMPTY

    def named_view(self, entity: NamedEntity) -> NamedView:
        """Return the names of an entity on the day."""

        def name_form(form: str) -> Phrase:
            name = name_at(entity, self.language, self.day, form)
            return Phrase((name,)) if name else EMPTY

        return NamedView(
            Phrase((term_at(entity, self.language, self.day),)), name_form("formal"), name_form("adjective")
        )

    def fact_view(self, fact: Fact, text: Phrase, standing: Standing | None = None) -> FactView:
        """Return a fact as it stands on the day, with its dates as far as they are not later.

        Args:
            fact: the fact.
            text: the text to print for it.
            standing: its standing; by default that on the day.
        """
        cited = self.citations(fact)
        standing = standing or self.standings.get(fact.key) or Standing(Certainty.NO)
        return FactView(
            text=text.with_citations(cited) if text else text,
            status=standing.status,
            time=self.time_phrase(fact).with_citations(cited) if self.time_phrase(fact) else EMPTY,
            attested=self.date_phrase(standing.last_attestation, cited),
            due=self.date_phrase(standing.review_due, cited) if standing.is_overdue else EMPTY,
            disputed=standing.certainty is not Certainty.NO and bool(self.open_disputes(fact)),
            attested_later=standing.last_attestation not in (None, fact.period.start),
        )

    def sentence_views(self, facts: Iterable[Statement | Cooperation | TalkingPoint]) -> Iterable[FactView]:
        """Yield the facts whose text is a sentence and has no unresolvable reference."""
        for fact in facts:
            text = self.resolve_text(fact.text, fact)
            if text:
                yield self.fact_view(fact, text)

    # --- holders of posts -----------------------------------------------------------------------

    def tenures_at(self, post: Post, day: date) -> list[tuple[Tenure, Standing]]:
        """Return the tenures that hold on a day, certainly or presumably, else possibly; earlier tenures first."""
        return current_holders(self.store, post.id, day)

    def holder_phrase(self, post: Post, day: date, language: str) -> Phrase | None:
        """Return the holders of a post on a day, for a reference in a text; None if the post did not exist.

        Args:
            post: the post.
            day: the day.
            language: BCP 47 tag of the text.
        """
        if post.period.certainty_on(day) is Certainty.NO:
            return None
        names = [
            self.holder_name(tenure, day, language).with_citations(self.citations(tenure))
            for tenure, _ in self.tenures_at(post, day)
        ]
        if not names:
            return label("holder.unknown", {})
        joined, *others = names
        for name in others:
            joined = label("holder.or", {"first": joined, "second": name})
        return joined

    def holder_name(self, tenure: Tenure, day: date, language: str = "") -> Phrase:
        """Return the name of the holder, or a label that the post is vacant.

        Args:
            tenure: the tenure.
            day: the day of the name.
            language: BCP 47 tag; by default the language of the note.
        """
        if tenure.holder is None:
            return label("holder.vacant", {})
        holder = self.store.entities[tenure.holder]
        assert isinstance(holder, NamedEntity)  # noqa: S101 - references were checked on loading
        return Phrase((term_at(holder, language or self.language, day),))
