"""The pictures that a note can show, by name: what each is made of, what it says in words, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.brief import Figure
from briefings.diagnostics import BriefingsError, Diagnostic, Location
from briefings.figures import timeline
from briefings.strip import LEGEND, Bar, Row, days_of, strip, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefings.labels import Labels
    from briefings.phrase import Citation, Term
    from briefings.view import View

__all__ = ["PICTURES", "Picture", "Pictures"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it rests on, which the note must cite beside it, as a picture bears no marks."""

    figure: Figure
    citations: frozenset[Citation] = frozenset()


class Pictures:
    """The pictures of one note, each drawn when a template first asks for it."""

    def __init__(self, view: View, labels: Labels) -> None:
        """Draw none yet.

        Args:
            view: what the note may say.
            labels: the wording.
        """
        self.view = view
        self.labels = labels
        self._drawn: dict[str, Picture | None] = {}

    def get(self, name: str) -> Picture | None:
        """A picture of `PICTURES`; None if there is nothing to draw.

        Raises:
            BriefingsError: if its wording is missing.
        """
        if name not in self._drawn:
            self._drawn[name] = PICTURES[name](self)
        return self._drawn[name]

    def say(self, key: str, **values: str) -> str:
        """A label of a picture.

        Raises:
            BriefingsError: if there is none, or none with these places.
        """
        if problem := self.labels.problem(key, set(values)):
            place = Location(self.labels.path)
            raise BriefingsError([Diagnostic("unknown-label", problem[0], place, hint=problem[1])])
        return self.labels.plain(key, **values)


def _timeline(making: Pictures) -> Picture | None:
    milestones = making.view.milestones
    if not milestones:
        return None
    labels = making.labels
    dated = [(when.when, labels.date(when.when), labels.speak(when.text, _short)) for when in milestones]
    alternative = making.say(
        "timeline.alternative", first=dated[0][1], last=dated[-1][1], count=str(len(dated))
    )
    return Picture(
        Figure("timeline", timeline(dated), alternative), _cited(when.text.citations for when in milestones)
    )


def _strip(making: Pictures) -> Picture | None:
    histories = making.view.histories
    if not histories:
        return None
    speak = making.labels.speak
    rows = [
        Row(
            speak(history.title, _short),
            history.seats,
            [
                Bar(speak(held.text, _short), held.status, held.period, held.sightings)
                for held in history.tenures
            ],
        )
        for history in histories
    ]
    days = [making.labels.date(when) for when in days_of(rows)]
    tenures = sum(len(row.bars) for row in rows)
    alternative = making.say(
        "strip.alternative",
        first=days[0] if days else "",
        last=days[-1] if days else "",
        posts=str(len(rows)),
        tenures=str(tenures),
    )
    for row in rows:
        for _, _, names in together(row):
            alternative += " " + making.say("strip.together-in", post=row.title, names=", ".join(names))
    legend = {name: making.say(f"strip.{name}") for name in LEGEND}
    phrases = [
        phrase
        for history in histories
        for held in history.tenures
        for phrase in (history.title, held.text, held.time, held.seen)
    ]
    return Picture(
        Figure("strip", strip(rows, legend), alternative), _cited(phrase.citations for phrase in phrases)
    )


def _cited(citations: Iterable[Iterable[Citation]]) -> frozenset[Citation]:
    return frozenset(citation for several in citations for citation in several)


def _short(term: Term) -> str:
    return term.short


PICTURES: Mapping[str, Callable[[Pictures], Picture | None]] = {"strip": _strip, "timeline": _timeline}
