"""The views of the people that a note names: their names, and the posts on record by its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.standing import first_known_date, has_begun, standing_of
from briefings.model.dates import Certainty
from briefings.model.entities import Person, Post
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import (
    former_names,
    label,
    last_day,
    name_at,
    other_names,
    plain_name,
    short_name_at,
)
from briefings.views.records import FactView, PersonView, ProfileView

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
        """Yield a record for each person, by name."""
        people = [(self.context.store.entity(Person, id_), offices) for id_, offices in self._offices.items()]
        for person, offices in sorted(
            people, key=lambda pair: plain_name(pair[0], self.context.language, self.context.day)
        ):
            known_offices = tuple(self._office_phrase(tenure) for tenure in self._known_tenures(person))
            yield PersonView(*self._name_phrases(person), offices=known_offices or tuple(offices))

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
            is_over = standing.certainty is Certainty.NO
            view = self.context.fact_view(tenure, self._office_phrase(tenure), None if is_over else standing)
            if not view.time:  # the text itself gives the attestations
                view = replace(view, attested=EMPTY)
            (past_posts if is_over else posts).append(view)
        if office and not posts:
            posts.append(FactView(office, "certain", EMPTY, EMPTY, EMPTY))
        offices = tuple(view.text for view in (*posts, *past_posts))
        return ProfileView(*self._name_phrases(person), offices, tuple(posts), tuple(past_posts), contacts)

    def _name_phrases(self, person: Person) -> tuple[Phrase, tuple[Phrase, ...], tuple[Phrase, ...]]:
        """Return the name on the day, the names in other languages and scripts, and the former names."""
        language, day = self.context.language, self.context.day
        printed, current = name_at(person, language, day), plain_name(person, language, day)
        cited = [
            Citation(person.id, source)
            for name in person.names
            if name.text == current
            for source in name.evidence
            if source in self.context.sources
        ]
        return (
            Phrase((printed,), tuple(cited[:1])),
            tuple(self._spelling_phrase(person, name) for name in other_names(person, language, day)),
            tuple(self._spelling_phrase(person, name) for name in former_names(person, language, day)),
        )

    def _spelling_phrase(self, person: Person, name: Name) -> Phrase:
        """Return a name in its own language, with its first source if the audience may see that."""
        cited = [Citation(person.id, id_) for id_ in name.evidence[:1] if id_ in self.context.sources]
        return self.context.phrase_in((name.text,), name.language, show_language=False).with_citations(cited)

    def _known_tenures(self, person: Person) -> list[Tenure]:
        """Return the tenures of a person that had begun by the day and that the audience may see."""
        return [
            tenure
            for tenure in self.context.store.tenures_by_holder.get(person.id, ())
            if has_begun(self.context.store, tenure, self.context.day)
        ]

    def _office_phrase(self, tenure: Tenure) -> Phrase:
        """Return the title of a post with the time for which it is known to have been held, up to the day."""
        post = self.context.store.entity(Post, tenure.post)
        time = self.context.time_phrase(tenure)
        if (
            tenure.period.end is None
            and standing_of(self.context.store, tenure, self.context.day).certainty is Certainty.NO
        ):
            # A successor is known, so the tenure is over, although no end is on record.
            start = tenure.period.start
            time = label("period.from", {"start": self.context.date_phrase(start)}) if start else EMPTY
        title = Phrase(
            (short_name_at(post, self.context.language, last_day(tenure, self.context.day)),),
            self.context.citations(tenure),
        )
        attestations = [when for when in tenure.attestations if when.last_day <= self.context.day]
        if time:
            return label("office.time", {"title": title, "time": time})
        if not attestations:
            return title
        first, last = self.context.date_phrase(attestations[0]), self.context.date_phrase(attestations[-1])
        if first == last:
            return label("office.on", {"title": title, "date": first})
        return label("office.attested", {"title": title, "first": first, "last": last})
