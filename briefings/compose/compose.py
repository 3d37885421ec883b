"""From a view to a brief: render the skeleton, place the citations, tell the marking."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefings.compose.brief import Brief, Words
from briefings.compose.citations import COLOPHON, MARKING, Placing, short
from briefings.compose.pictures import PICTURES, Pictures
from briefings.compose.reference_number import reference
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.phrases import AsAt, Foreign, Phrase, Wording
from briefings.templating.slots import Slots, Value, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.labels import Labels
    from briefings.compose.products import Product
    from briefings.model.house import House, Logo
    from briefings.model.markings import Scheme
    from briefings.templating import Templates
    from briefings.views.records import View

__all__ = ["ADDENDUM", "TEMPLATE", "VIEW_FIELDS", "AddendumView", "DevelopmentView", "NoteView", "compose"]

TEMPLATE = "brief.md.j2"
ADDENDUM = "addendum.md.j2"

_NO_OTHER: Any = object()
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class NoteView:
    """The furniture of a note: what is on it that is no fact.

    Attributes:
        reference: its number in the register; empty in a house that has none.
        occasion: for which it is written; empty if none was given.
        public: whether it is for anybody: then it says as of when something is known, and not what the desk has to do.
    """

    title: Phrase
    reference: Phrase
    as_at: Phrase
    occasion: Phrase
    public: bool


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """What is new under one heading of a note.

    Attributes:
        heading: of the section in the note.
        items: the sentences and rows that are new or read otherwise.
    """

    heading: Phrase
    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class AddendumView:
    """Late developments to a note.

    Attributes:
        since: the day of the note that it adds to.
        reference: the number of that note; empty if it has none.
        developments: by heading, in the order of the note.
    """

    since: Phrase
    reference: Phrase
    developments: tuple[DevelopmentView, ...]


def compose(  # noqa: PLR0913, PLR0917 - what a note is made of
    view: View,
    house: House,
    scheme: Scheme,
    templates: Templates,
    labels: Labels,
    product: Product,
    occasion: str = "",
    number: str = "",
    addendum: AddendumView | None = None,
    logo: Logo | None = None,
) -> Brief:
    """Make the brief of a view.

    Args:
        view: what the note may say.
        house: for how its notes look and are numbered.
        scheme: tells the marking of the note from those of the facts used.
        templates: where `brief.md.j2` and its sections are found.
        labels: the wording, in the language of the view.
        product: which sections the note has, and what its title is.
        occasion: what the note is written for, as given.
        number: of the note in the register, as given.
        addendum: late developments, for an addendum instead of the whole note.
        logo: of the house.

    Raises:
        BriefingsError: if a template or the label file is at fault.
    """
    title = _title(view, product, labels)
    day = view.scope.as_of
    numbered = reference(house.reference, number=number, partner=view.code, product=product.id, day=day)
    note = NoteView(
        title=title,
        reference=addendum.reference if addendum else numbered,
        as_at=Phrase((AsAt(PartialDate.of(day)),)),
        occasion=Phrase((occasion,)) if occasion else Phrase(),
        public=product.readers == "public",
    )
    slots = Slots(templates.here)
    pictures = Pictures(view, house.look, labels, templates)
    context = {**_context(view, note, slots, templates, labels), **_drawn(pictures, slots)}
    if addendum is None:
        skeleton = templates.render(TEMPLATE, {**context, "sections": product.sections}, view.written)
    else:
        skeleton = templates.render(ADDENDUM, {**context, "addendum": slots.bind(addendum)}, view.written)
    if not slots.hold(skeleton):
        message = "a template puts a value together out of parts of others"
        raise BriefingsError([Diagnostic("template-bare-value", message, hint="print values as they are")])
    _wording_exists(slots, labels, view)
    placed = Placing(slots, labels, view, pictures, templates.located)
    skeleton = placed.document(_BLANK_LINES.sub("\n\n", skeleton.strip("\n") + "\n"))
    level = scheme.highest(
        view.markings[citation.fact]
        for sentence in placed.sentences
        for citation in sentence.citations
        if citation.fact in view.markings
    )
    names = scheme.names[level]
    marking = names.get(view.scope.language) or next(iter(names.values()))
    as_of = PartialDate.of(day)
    made = {MARKING: Words(marking), COLOPHON: Words(placed.colophon())}
    return Brief(
        language=view.scope.language,
        as_of=day,
        title=labels.speak(title, short),
        subject=labels.plain(product.subject, date=as_of),
        author=labels.speak(_unmarked(view.house.originator or view.side.name), short),
        marking=marking,
        as_at=labels.plain("as-at", date=as_of),
        reference=labels.speak(note.reference, short),
        page=labels.plain("page", page="{page}", pages="{pages}"),
        look=house.look,
        logo=logo,
        skeleton=skeleton,
        slots=tuple(made.get(slot, slot) if isinstance(slot, Words) else slot for slot in placed.filled),
        sources=tuple(placed.cited_sources()),
        sentences=tuple(placed.sentences),
    )


def _title(view: View, product: Product, labels: Labels) -> Phrase:
    """The title, in which its label may name the side and what the note is about; a title cites nothing."""
    offered = {"side": view.side.name, "partner": view.partner.name}
    if view.members:
        offered["region"] = offered.pop("partner")
    if view.person:
        offered["person"] = view.person.name
    if view.visit:
        offered["date"] = view.visit.date
    wanted = labels.values[product.title]
    named = tuple((name, Phrase(phrase.parts)) for name, phrase in offered.items() if name in wanted)
    return Phrase((Wording(product.title, named),))


def _unmarked(phrase: Phrase) -> Phrase:
    """Words for what reads no marks of languages: the data about a file, the text for a logo."""
    parts = (replace(part, marked=False) if isinstance(part, Foreign) else part for part in phrase.parts)
    return Phrase(tuple(parts))


def _context(
    view: View, note: NoteView, slots: Slots, templates: Templates, labels: Labels
) -> Mapping[str, Any]:
    def label(key: object, otherwise: Value | None = _NO_OTHER, **values: Any) -> Value:  # noqa: ANN401 - templates pass anything
        """The wording under a key, around values; where there is no such label, the value that is to stand for it."""
        if not isinstance(key, str):
            hint = "write it in quotes"
            templates.report("template-error", "a label is asked for by its key, not by a value", hint)
            return Value(Phrase(), slots)
        if otherwise is not _NO_OTHER and key not in labels:
            return otherwise or Value(Phrase(), slots)
        bare = [name for name, value in values.items() if not isinstance(value, Value)]
        if bare:
            templates.report(
                "template-bare-value", f"label {key!r}: {', '.join(bare)} is no value of the view"
            )
            return Value(Phrase(), slots)
        if problem := labels.problem(key, set(values)):
            templates.report("unknown-label", *problem)
            return Value(Phrase(), slots)
        phrases = {name: value.phrase for name, value in values.items()}
        citations = Phrase.joined(phrases.values()).citations
        return Value(Phrase((Wording(key, tuple(phrases.items())),), citations), slots, key=key)

    fields = {name: slots.bind(getattr(view, name)) for name in VIEW_FIELDS}
    makings = {kind: Value(Phrase(), slots, kind) for kind in ("colophon", "marking", "sources")}
    return {**fields, **makings, "note": slots.bind(note), "label": label}


def _drawn(pictures: Pictures, slots: Slots) -> Mapping[str, Value]:
    return {name: Value(Phrase(), slots, name, there=partial(pictures.get, name)) for name in PICTURES}


VIEW_FIELDS = (
    "agreements", "areas", "background", "contacts", "figures", "frameworks", "histories", "house", "lines",
    "members", "milestones", "partner", "past_frameworks", "people", "person", "posts", "questions", "resolutions", "roles", "side",
    "visit",
)  # fmt: skip


def _wording_exists(slots: Slots, labels: Labels, view: View) -> None:
    """Report wording that the view asks for and the label file lacks."""
    problems = [
        problem.about(next(iter(facts(value)), ""), view.written)
        for value in slots.values
        for wording in _wordings(value.phrase)
        for problem in labels.lacking([(wording.key, {name for name, _ in wording.values})])
    ]
    if problems:
        raise BriefingsError(problems)


def _wordings(phrase: Phrase) -> Iterable[Wording]:
    for part in phrase.parts:
        if isinstance(part, Wording):
            yield part
            for _, value in part.values:
                yield from _wordings(value)
        elif isinstance(part, Foreign):
            yield from _wordings(part.words)
