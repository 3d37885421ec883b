"""The pictures that a note can show, by name: what each is made of, what it says in words, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.compose.brief import Figure
from briefings.compose.svg import Pen
from briefings.compose.tenure_bars import Bar, Row, days_of, together
from briefings.compose.tenure_chart import LEGEND, strip
from briefings.compose.timeline import timeline
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.locales import direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefings.compose.labels import Labels
    from briefings.model.house import Look
    from briefings.model.phrases import Citation, Term
    from briefings.templating import Templates
    from briefings.views.records import View

__all__ = ["BROUGHT", "PICTURES", "Picture", "Pictures"]

BROUGHT = {"flag": "flags", "map": "maps"}
"""Pictures that are files, `CODE.svg`, with the folder of templates in which they are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it rests on, which the note must cite beside it, as a picture bears no marks."""

    figure: Figure
    citations: frozenset[Citation] = frozenset()


class Pictures:
    """The pictures of one note, each drawn when a template first asks for it."""

    def __init__(self, view: View, look: Look, labels: Labels, templates: Templates) -> None:
        """Draw none yet.

        Args:
            view: what the note may say.
            look: of the house, for its colours.
            labels: the wording.
            templates: where pictures lie that were drawn by others.
        """
        self.view = view
        self.pen = Pen.of(look.colours)
        self.labels = labels
        self.templates = templates
        self._drawn: dict[str, Picture | None] = {}

    def get(self, name: str) -> Picture | None:
        """A picture of `PICTURES`; None if there is nothing to draw.

        Raises:
            BriefingsError: if its wording is missing, or a file that was brought can't be shown.
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
            place = self.labels.location(key)
            raise BriefingsError([Diagnostic("unknown-label", problem[0], place, hint=problem[1])])
        return self.labels.plain(key, **values)

    def brought(self, name: str, caption: str = "") -> Picture | None:
        """A picture of the partner from a file.

        Args:
            name: one of `BROUGHT`.
            caption: what is printed below it.

        Raises:
            BriefingsError: if the file has anything in it that a note can't take.
        """
        path = self.templates.find(f"{BROUGHT[name]}/{self.view.code}.svg")
        if path is None:
            return None
        problems: list[Diagnostic] = []
        svg = read_svg(path, self.templates.shown(path), problems)
        if svg is None:
            raise BriefingsError(problems)
        partner = self.labels.speak(self.view.partner.name, _short)
        return Picture(Figure(name, svg, self.say(f"{name}.alternative", partner=partner), caption))


def _map(making: Pictures) -> Picture | None:
    # Not for templates to leave out: whatever a map shows, somebody disputes it.
    return making.brought("map", making.say("map.caption"))


def _flag(making: Pictures) -> Picture | None:
    return making.brought("flag")


def _timeline(making: Pictures) -> Picture | None:
    milestones = making.view.milestones
    if not milestones:
        return None
    labels = making.labels
    first, last = (labels.date(milestones[index].when) for index in (0, -1))
    alternative = making.say("timeline.alternative", first=first, last=last, count=str(len(milestones)))
    dated = [
        (when.when, _apart(labels.date(when.when), labels), labels.speak(when.text, _short))
        for when in milestones
    ]
    return Picture(
        Figure("timeline", timeline(dated, making.pen, making.view.scope.as_of.year), alternative),
        _cited(when.text.citations for when in milestones),
    )


def _apart(words: str, labels: Labels) -> str:
    """Words that keep their own order in a picture, which is drawn from left to right in every language."""
    return f"\u2067{words}\u2069" if direction(labels.language) == "rtl" else words


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
        Figure("strip", strip(rows, legend, making.pen), alternative),
        _cited(phrase.citations for phrase in phrases),
    )


def _cited(citations: Iterable[Iterable[Citation]]) -> frozenset[Citation]:
    return frozenset(citation for several in citations for citation in several)


def _short(term: Term) -> str:
    return term.short


PICTURES: Mapping[str, Callable[[Pictures], Picture | None]] = {
    "flag": _flag,
    "map": _map,
    "strip": _strip,
    "timeline": _timeline,
}
