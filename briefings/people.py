"""Who's who: the people that a note names, their names and the posts on record by its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model import Person, Post
from briefings.naming import former_names, label, last_day, name_on, other_names, plain_name, short_name_on
from briefings.phrase import Citation, Phrase
from briefings.telling import EMPTY
from briefings.view import PersonView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model import Name, Tenure
    from briefings.telling import Teller

__all__ = ["People"]


class People:
    """Collects the people that a note names."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self._offices: dict[str, list[Phrase]] = {}

    def name(self, id_: str | None, office: Phrase = EMPTY) -> None:
        """Remember that the note names somebody, and with what office."""
        if id_ and isinstance(self.teller.base.entities.get(id_), Person):
            offices = self._offices.setdefault(id_, [])
            if office and office.parts not in [known.parts for known in offices]:
                offices.append(office)

    def views(self) -> Iterator[PersonView]:
        """A record for each of them, by name."""
        people = [(self.teller.base.get(Person, id_), offices) for id_, offices in self._offices.items()]
        for person, offices in sorted(
            people, key=lambda pair: plain_name(pair[0], self.teller.language, self.teller.day)
        ):
            held = [self._line(tenure) for tenure in self._known_tenures(person)]
            printed = name_on(person, self.teller.language, self.teller.day)
            current = plain_name(person, self.teller.language, self.teller.day)
            cited = [
                Citation(person.id, source)
                for name in person.names
                if name.text == current
                for source in name.evidence
                if source in self.teller.sources
            ]
            yield PersonView(
                name=Phrase((printed,), tuple(cited[:1])),
                other_names=tuple(
                    self._spelled(person, name)
                    for name in other_names(person, self.teller.language, self.teller.day)
                ),
                former_names=tuple(
                    self._spelled(person, name)
                    for name in former_names(person, self.teller.language, self.teller.day)
                ),
                offices=tuple(held) or tuple(offices),
            )

    def _spelled(self, person: Person, name: Name) -> Phrase:
        cited = [Citation(person.id, id_) for id_ in name.evidence[:1] if id_ in self.teller.sources]
        return self.teller.spoken((name.text,), name.language, marked=False).citing(cited)

    def _known_tenures(self, person: Person) -> list[Tenure]:
        """The tenures of a person that had begun by the day, as far as this note may speak of them."""
        return [
            tenure
            for tenures in self.teller.base.tenures.values()
            for tenure in tenures
            if tenure.holder == person.id and self.teller.begun(tenure)
        ]

    def _line(self, tenure: Tenure) -> Phrase:
        """A post with the time for which it is known to have been held, up to the day."""
        post = self.teller.base.get(Post, tenure.post)
        held = self.teller.fact(tenure, EMPTY, self.teller.base.standing(tenure, self.teller.day))
        title = Phrase(
            (short_name_on(post, self.teller.language, last_day(tenure, self.teller.day)),),
            self.teller.citations(tenure),
        )
        attested = [when for when in tenure.attested if when.last <= self.teller.day]
        if held.time:
            return label("office.time", {"title": title, "time": held.time})
        if not attested:
            return title
        first, last = self.teller.dated(attested[0]), self.teller.dated(attested[-1])
        if first == last:
            return label("office.on", {"title": title, "date": first})
        return label("office.attested", {"title": title, "first": first, "last": last})
