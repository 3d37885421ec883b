"""The views of the people that a note names: their names, and the posts on record by its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.announcements import announced_start
from briefings.factbase.spans import first_known_date
from briefings.factbase.standing import has_begun, standing_of
from briefings.model.dates import Certainty
from briefings.model.entities import Person
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.collation import name_order
from briefings.views.facts import fact_view
from briefings.views.lives import life_views, personal_statements
from briefings.views.names import (
    former_names,
    last_day,
    name_at,
    other_names,
    plain_name,
    spelled_name,
)
from briefings.views.offices import birth_phrase, office_phrase
from briefings.views.phrases import attested_phrase, date_phrase, label, language_phrase, time_phrase
from briefings.views.records import FactView, PersonView, ProfileView
from briefings.views.records.extension import extend_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.evidence import Name
    from briefings.model.facts import Tenure
    from briefings.views.context import NoteContext
    from briefings.views.records import ContactView

__all__ = ["PeopleCollector"]


class PeopleCollector:
    """The people that a note names, collected while its view is built."""

    def __init__(self, context: NoteContext) -> None:
        self.context = context
        self._offices: dict[str, list[Phrase]] = {}

    def add(self, id_: str | None, office: Phrase = EMPTY) -> None:
        """Add a person whom the note names, with the office that it gives; ignore the id of anything else.

        Args:
            id_: id of an entity, or None.
            office: the office; empty if the note gives none.
        """
        if id_ and isinstance(self.context.store.entities.get(id_), Person):
            offices = self._offices.setdefault(id_, [])
            if office and office.parts not in [known.parts for known in offices]:
                offices.append(office)

    def person_views(self) -> Iterator[PersonView]:
        """Yield a record for each person, by family name."""
        people = [(self.context.store.entity(Person, id_), offices) for id_, offices in self._offices.items()]
        for person, offices in sorted(people, key=lambda pair: self._order(pair[0])):
            known_offices = tuple(self._office_phrase(tenure) for tenure in self._known_tenures(person))
            yield self._person_view(person, known_offices or tuple(offices))

    def _order(self, person: Person) -> tuple[bool, str, str]:
        """Return the place of a person among others."""
        language = self.context.language
        family, _, given = person.sort_name.partition(", ")
        in_order = f"{given} {family}".strip() or plain_name(person, language, self.context.day)
        return name_order(in_order, language)

    def profile_view(self, person: Person, office: Phrase, contacts: tuple[ContactView, ...]) -> ProfileView:
        """Return a person with the posts held on the day and before.

        Args:
            person: the person.
            office: the office that the note gives, which is used if no post is known for the day.
            contacts: the contacts in which the person took part, newest first.
        """
        tenures = sorted(self._known_tenures(person), key=first_known_date, reverse=True)
        posts: list[FactView] = []
        past_posts: list[FactView] = []
        for tenure in tenures:
            standing = standing_of(self.context.store, tenure, self.context.day)
            is_coming = bool(announced_start(self.context.store, tenure, self.context.day))
            is_over = standing.certainty is Certainty.NO and not is_coming
            view = fact_view(self.context, tenure, self._office_phrase(tenure), None if is_over else standing)
            view = replace(view, status="certain") if is_coming else view
            if not view.time:  # the text itself gives the attestations
                view = replace(view, attested=EMPTY)
            (past_posts if is_over else posts).append(view)
        if office and not posts:
            posts.append(FactView(text=office, status="certain", time=EMPTY, attested=EMPTY, due=EMPTY))
        offices = tuple(view.text for view in (*posts, *past_posts))
        return extend_record(
            ProfileView,
            self._person_view(person, offices),
            posts=tuple(posts),
            past_posts=tuple(past_posts),
            contacts=contacts,
            statements=personal_statements(self.context, person.id),
        )

    def _person_view(self, person: Person, offices: tuple[Phrase, ...]) -> PersonView:
        """Return a person with the name on the day, those in other languages and scripts, and the former ones."""
        language, day = self.context.language, self.context.day
        printed, current = name_at(person, language, day), plain_name(person, language, day)
        cited = [
            Citation(person.id, source)
            for name in person.names
            if name.text == current
            for source in name.evidence
        ]
        spelled = Phrase((printed,), tuple(cited[:1]))
        # The column of the offices tells apart as well, but two ambassadors may have one name.
        birth = birth_phrase(self.context, person) if person.id in self.context.namesakes else EMPTY
        return PersonView(
            name=label("participant", {"name": spelled, "office": birth}) if birth else spelled,
            other_names=(
                *self._spelled_phrases(person),
                *(self._spelling_phrase(person, name) for name in other_names(person, language, day)),
            ),
            former_names=tuple(
                self._spelling_phrase(person, name) for name in former_names(person, language, day)
            ),
            offices=offices,
            life=life_views(self.context, person.id),
        )

    def _spelled_phrases(self, person: Person) -> Iterator[Phrase]:
        """Yield the name that the sources give, with the system by which the note spells it, if it is in another script."""
        if spelled := spelled_name(person, self.context.language, self.context.day):
            name, system = spelled
            yield label(
                "people.spelled", {"name": self._spelling_phrase(person, name), "system": Phrase((system,))}
            )

    def _spelling_phrase(self, person: Person, name: Name) -> Phrase:
        """Return a name in its own language, with its first source."""
        cited = [Citation(person.id, id_) for id_ in name.evidence[:1]]
        phrase = language_phrase((name.text,), name.language, self.context.language, show_language=False)
        return label("people.form", {"name": phrase.with_citations(cited)})

    def _known_tenures(self, person: Person) -> list[Tenure]:
        """Return the tenures of a person that had begun by the day, or were announced, and that the audience may see."""
        store, day = self.context.store, self.context.day
        return [
            tenure
            for tenure in store.tenures_by_holder.get(person.id, ())
            if has_begun(store, tenure, day) or announced_start(store, tenure, day)
        ]

    def _office_phrase(self, tenure: Tenure) -> Phrase:
        """Return the title of a post with the time for which it is known to have been held, up to the day."""
        context = self.context
        title = office_phrase(context, tenure, last_day(tenure, context.day))
        title = title.with_citations(context.citations(tenure))
        time = self._tenure_time(tenure) or attested_phrase(context.past_attestations(tenure))
        return label("office.time", {"title": title, "time": time}) if time else title

    def _tenure_time(self, tenure: Tenure) -> Phrase:
        """Return the time of a tenure up to the day; empty if no date of it is known."""
        store, day = self.context.store, self.context.day
        is_coming = announced_start(store, tenure, day)
        if (
            not is_coming
            and tenure.period.end is None
            and standing_of(store, tenure, day).certainty is Certainty.NO
        ):
            # A successor is known, so the tenure is over, although no end is on record.
            start = tenure.period.start
            return label("period.from", {"start": date_phrase(start)}) if start else EMPTY
        return time_phrase(self.context, tenure)
