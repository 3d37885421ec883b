"""The pictures that a note can show, by name, each with its alternative text and its citations."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.compose.brief import Figure
from briefings.compose.label_checks import check_use
from briefings.compose.label_text import date_text, label_text, short_date_text
from briefings.compose.map_colours import colour_map
from briefings.compose.phrase_text import phrase_text
from briefings.compose.series_chart import MOST_BARS, MOST_PANELS, ChartBar, Panel, draw_series
from briefings.compose.svg import Pen
from briefings.compose.tenure_bars import Bar, Row, dates_shown, find_overlaps
from briefings.compose.tenure_chart import LegendEntry, draw_tenure_charts
from briefings.compose.timeline import Milestone, draw_timeline
from briefings.loading.svg import read_svg
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError
from briefings.model.locales import text_direction
from briefings.model.phrases import ForeignText, LabelRef, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from briefings.compose.labels import Labels
    from briefings.model.house import Look
    from briefings.model.phrases import Citation
    from briefings.templating import Templates
    from briefings.views.records import HistoryView, PointView, View

__all__ = ["PICTURES", "SUPPLIED_PICTURES", "Picture", "Pictures"]

SUPPLIED_PICTURES = {"flag": "flags", "map": "maps"}
"""Pictures that are files, `CODE.svg`, each with its folder of the templates."""

_LEAST_BARS = 3
"""The fewest numbers that make a chart worth its room."""
_VACANT = "holder.vacant"
"""The label in place of a name where no one holds a post."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its citations, which the text of the note must have too: a picture has no citation marks.

    Attributes:
        figure: the picture as it fills a slot.
        citations: of the facts that it shows.
    """

    figure: Figure
    citations: frozenset[Citation] = frozenset()


class Pictures:
    """The pictures of one note, each drawn when a template first asks for it."""

    def __init__(self, view: View, look: Look, labels: Labels, templates: Templates) -> None:
        """Prepare to draw pictures, without drawing any.

        Args:
            view: with the facts to draw.
            look: of the house, for its colours.
            labels: for the text of the pictures.
            templates: with the pictures that are files.
        """
        self.view = view
        self.colours = look.colours
        is_mirrored = text_direction(labels.language) == "rtl"
        self.pen = Pen.from_colours(look.colours, is_mirrored=is_mirrored)
        self.labels = labels
        self.templates = templates
        self._drawn: dict[str, Picture | None] = {}

    def get(self, name: str) -> Picture | None:
        """Return a picture of `PICTURES` by name; None if there is nothing to draw.

        Raises:
            BriefingsError: if a label is missing, or its file has content that a note can't show.
        """
        if name not in self._drawn:
            self._drawn[name] = PICTURES[name](self)
        return self._drawn[name]

    def figure(self, name: str) -> Figure | None:
        """Return a picture as it fills a slot; None if there is nothing to draw.

        Raises:
            BriefingsError: as `get` does.
        """
        picture = self.get(name)
        return picture.figure if picture else None

    def label_text(self, key: str, **values: str) -> str:
        """Return the text of a label, with values in its placeholders.

        Raises:
            BriefingsError: if the label does not exist or has other placeholders.
        """
        if problem := check_use(self.labels, key, set(values)):
            raise BriefingsError([problem])
        return label_text(self.labels, key, **values)


def _read_picture(pictures: Pictures, name: str, caption: str = "") -> Picture | None:
    """Return a picture of the partner from a file; None if the partner has none.

    Args:
        pictures: of the note.
        name: a key of `SUPPLIED_PICTURES`.
        caption: text below the picture, or empty.

    Raises:
        BriefingsError: if a label is missing, or the file has content that a note can't show.
    """
    path = pictures.templates.find(f"{SUPPLIED_PICTURES[name]}/{pictures.view.code}.svg")
    if path is None:
        return None
    svg, problems = read_svg(path, pictures.templates.display_path(path))
    if svg is None:
        raise BriefingsError(problems)
    partner = phrase_text(pictures.labels, pictures.view.partner.name)
    alt_text = pictures.label_text(f"{name}.alternative", partner=partner)
    return Picture(Figure(name, svg, alt_text, caption))


def _load_map(pictures: Pictures) -> Picture | None:
    """Return the map of the partner in the colours of the house; None if it has no file."""
    # The caption is not left to templates: every map shows borders that are disputed.
    picture = _read_picture(pictures, "map", pictures.label_text("map.caption"))
    if picture is None:
        return None
    figure = picture.figure
    return replace(picture, figure=replace(figure, svg=colour_map(figure.svg, pictures.colours)))


def _load_flag(pictures: Pictures) -> Picture | None:
    """Return the flag of the partner; None if it has no file."""
    return _read_picture(pictures, "flag")


def _load_photo(pictures: Pictures) -> Picture | None:
    """Return the photo of the person whom the note is about, with its credit; None if there is none."""
    portrait = pictures.view.portrait
    if portrait is None:
        return None
    size = f'width="{portrait.photo.width}" height="{portrait.photo.height}"'
    address = "data:image/jpeg;base64," + b64encode(portrait.photo.data).decode("ascii")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'
    name = _plain_text(portrait.name, pictures.labels)
    credit = _plain_text(portrait.credit, pictures.labels)
    figure = Figure("photo", svg, pictures.label_text("photo.alternative", name=name), credit)
    return Picture(figure, frozenset(portrait.credit.citations))


def _draw_timeline(pictures: Pictures) -> Picture | None:
    """Return the timeline of the milestones; None if there are none."""
    milestones = pictures.view.milestones
    if not milestones:
        return None
    labels = pictures.labels
    first, last = (date_text(labels, milestones[index].partial_date) for index in (0, -1))
    alt_text = pictures.label_text("timeline.alternative", first=first, last=last, count=str(len(milestones)))
    entries = [
        Milestone(
            when=milestone.partial_date,
            date_words=_short_date(milestone.partial_date, labels),
            head=_plain_text(milestone.text, labels),
        )
        for milestone in milestones
    ]
    day = pictures.view.scope.as_of
    return Picture(
        Figure("timeline", draw_timeline(entries, day, _day_words(day, labels), pictures.pen), alt_text),
        _merge_citations(milestone.text.citations for milestone in milestones),
    )


def _plain_text(phrase: Phrase, labels: Labels) -> str:
    """Return a phrase as text without tags of languages, which its table has."""
    parts = (
        replace(part, show_language=False) if isinstance(part, ForeignText) else part for part in phrase.parts
    )
    return phrase_text(labels, Phrase(tuple(parts)))


def _short_date(when: PartialDate, labels: Labels) -> str:
    """Return a date in few words; a date that is not certain in full, because its short form does not say so."""
    return date_text(labels, when) if when.qualifier else short_date_text(labels, when)


def _day_words(day: date, labels: Labels) -> str:
    """Return the day of the note in few words."""
    return short_date_text(labels, PartialDate.from_day(day))


def _draw_tenure_chart(pictures: Pictures) -> Picture | None:
    """Return the tenure chart of the posts with a history; None if there are none."""
    histories = pictures.view.histories
    if not histories:
        return None
    rows = [_chart_row(history, pictures) for history in histories]
    legend = {entry: pictures.label_text(f"strip.{entry.value}") for entry in LegendEntry}
    day = pictures.view.scope.as_of
    drawn = draw_tenure_charts(rows, legend, day, _day_words(day, pictures.labels), pictures.pen)
    (svg, alt_text), *more = [(chart.svg, _describe_tenure_chart(chart.rows, pictures)) for chart in drawn]
    phrases = [
        phrase
        for history in histories
        for tenure in history.tenures
        for phrase in (history.title, tenure.text, tenure.time, tenure.attested_time)
    ]
    return Picture(
        Figure("strip", svg, alt_text, continuations=tuple(more)),
        _merge_citations(phrase.citations for phrase in phrases),
    )


def _chart_row(history: HistoryView, pictures: Pictures) -> Row:
    """Return the row of a post in the tenure chart."""
    bars = []
    for tenure in history.tenures:
        is_vacancy = any(isinstance(part, LabelRef) and part.key == _VACANT for part in tenure.text.parts)
        bars.append(
            Bar(
                # A bar that is hatched needs one word only.
                name=pictures.label_text("office.vacant")
                if is_vacancy
                else _plain_text(tenure.text, pictures.labels),
                standing=tenure.status,
                period=tenure.period,
                attested_dates=tenure.attested_dates,
                sure_span=tenure.sure_span,
                is_vacancy=is_vacancy,
            )
        )
    return Row(_plain_text(history.title, pictures.labels), history.seats, bars)


def _describe_tenure_chart(rows: Sequence[Row], pictures: Pictures) -> str:
    """Return the alternative text of the tenure chart, with the overlaps that it shows."""
    dates = [date_text(pictures.labels, date) for date in dates_shown(rows)]
    sentences = [
        pictures.label_text(
            "strip.alternative",
            first=dates[0] if dates else "",
            last=dates[-1] if dates else "",
            posts=str(len(rows)),
            tenures=str(sum(len(row.bars) for row in rows)),
        )
    ]
    sentences += [
        pictures.label_text("strip.together-in", post=row.title, names=", ".join(names))
        for row in rows
        for _, _, names in find_overlaps(row)
    ]
    return " ".join(sentences)


def _merge_citations(citations: Iterable[Iterable[Citation]]) -> frozenset[Citation]:
    """Return all citations of several groups."""
    return frozenset(citation for group in citations for citation in group)


def _draw_series_chart(pictures: Pictures) -> Picture | None:
    """Return the chart of the figures with several numbers; None if none has at least three to draw."""
    charted = []
    for series in pictures.view.series:
        points = [point for point in series.points if point.amount and not point.amount.is_range]
        if len(points) >= _LEAST_BARS:
            charted.append((series, points[-MOST_BARS:]))
    if not charted:
        return None
    labels, sentences, panels = pictures.labels, [], []
    for series, points in charted[:MOST_PANELS]:
        name = _plain_text(series.name, labels)
        bars = [_chart_bar(point, labels) for point in points]
        panels.append(Panel(name, bars))
        first, last = (f"{bar.value} ({bar.period})" for bar in (bars[0], bars[-1]))
        sentences.append(pictures.label_text("figures.alternative", name=name, first=first, last=last))
    return Picture(
        Figure("chart", draw_series(panels, pictures.pen), " ".join(sentences)),
        _merge_citations(point.value.citations for _, points in charted for point in points),
    )


def _chart_bar(point: PointView, labels: Labels) -> ChartBar:
    """Return the bar of a number."""
    assert point.amount is not None  # noqa: S101 - the caller chooses numbers
    return ChartBar(
        number=float(point.amount.ends[0]),
        value=_plain_text(point.value, labels),
        period=_plain_text(point.period, labels),
        is_estimate=point.is_estimate,
    )


PICTURES: Mapping[str, Callable[[Pictures], Picture | None]] = {
    "chart": _draw_series_chart,
    "flag": _load_flag,
    "map": _load_map,
    "photo": _load_photo,
    "strip": _draw_tenure_chart,
    "timeline": _draw_timeline,
}
