"""Who's who: the people that a note names, their names and the posts on record by its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import Truth
from briefings.model.facts import Person, Post
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import (
    former_names,
    label,
    last_day,
    name_on,
    other_names,
    plain_name,
    short_name_on,
)
from briefings.views.records import FactView, PersonView, ProfileView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.facts import Name, Tenure
    from briefings.views.context import Teller
    from briefings.views.records import ContactView

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
            yield PersonView(*self._names(person), offices=tuple(held) or tuple(offices))

    def profile(self, person: Person, office: Phrase, met: tuple[ContactView, ...]) -> ProfileView:
        """Somebody introduced, with the office in which the note has to do with them, where no post is known."""
        tenures = sorted(self._known_tenures(person), key=_latest_start, reverse=True)
        posts: list[FactView] = []
        past: list[FactView] = []
        for tenure in tenures:
            standing = self.teller.base.standing(tenure, self.teller.day)
            over = standing.truth is Truth.NO
            held = self.teller.fact(tenure, self._line(tenure), None if over else standing)
            if not held.time:  # the line itself says from when to when it was seen
                held = replace(held, attested=EMPTY)
            (past if over else posts).append(held)
        if office and not posts:
            posts.append(FactView(office, "certain", EMPTY, EMPTY, EMPTY))
        offices = tuple(held.text for held in (*posts, *past))
        return ProfileView(*self._names(person), offices, tuple(posts), tuple(past), met)

    def _names(self, person: Person) -> tuple[Phrase, tuple[Phrase, ...], tuple[Phrase, ...]]:
        """The name on the day, the forms in other languages and scripts, and former names."""
        language, day = self.teller.language, self.teller.day
        printed, current = name_on(person, language, day), plain_name(person, language, day)
        cited = [
            Citation(person.id, source)
            for name in person.names
            if name.text == current
            for source in name.evidence
            if source in self.teller.sources
        ]
        return (
            Phrase((printed,), tuple(cited[:1])),
            tuple(self._spelled(person, name) for name in other_names(person, language, day)),
            tuple(self._spelled(person, name) for name in former_names(person, language, day)),
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
        time = self.teller.time(tenure)
        if tenure.period.end is None and self.teller.base.standing(tenure, self.teller.day).truth is Truth.NO:
            # Others have followed, so it is over, though nobody wrote down when.
            start = tenure.period.start
            time = label("period.from", {"start": self.teller.dated(start)}) if start else EMPTY
        title = Phrase(
            (short_name_on(post, self.teller.language, last_day(tenure, self.teller.day)),),
            self.teller.citations(tenure),
        )
        attested = [when for when in tenure.attested if when.last <= self.teller.day]
        if time:
            return label("office.time", {"title": title, "time": time})
        if not attested:
            return title
        first, last = self.teller.dated(attested[0]), self.teller.dated(attested[-1])
        if first == last:
            return label("office.on", {"title": title, "date": first})
        return label("office.attested", {"title": title, "first": first, "last": last})


def _latest_start(tenure: Tenure) -> date:
    """A day to order tenures by: that of the start, else the first on which it was seen, else the end."""
    period = tenure.period
    days = [when.first for when in (period.start, *tenure.attested, period.end) if when]
    return min(days, default=date.min)
