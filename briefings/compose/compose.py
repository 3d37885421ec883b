"""Composition of a brief from a view: render the skeleton, place the citations, compute the marking."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.compose.brief import Brief, ColophonSlot, MarkingSlot, SlotText
from briefings.compose.citations import CitationPlacer, short_form
from briefings.compose.inserts import template_inserts
from briefings.compose.pictures import Pictures
from briefings.compose.reference_number import note_reference
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.phrases import AsOfDay, ForeignText, LabelRef, Phrase
from briefings.templating.slots import Slots, Value, cited_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.brief import DraftSlot, Slot
    from briefings.compose.labels import Labels
    from briefings.compose.products import Product
    from briefings.model.house import House, Logo
    from briefings.model.markings import MarkingScheme
    from briefings.templating import Templates
    from briefings.views.records import View

__all__ = [
    "ADDENDUM_TEMPLATE",
    "BRIEF_TEMPLATE",
    "VIEW_FIELDS",
    "AddendumView",
    "DevelopmentView",
    "NoteView",
    "compose",
]

BRIEF_TEMPLATE = "brief.md.j2"
ADDENDUM_TEMPLATE = "addendum.md.j2"

_NO_DEFAULT: Any = object()
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class NoteView:
    """The parts of a note that are not facts: title, reference, day, occasion.

    Attributes:
        reference: its number in the register; empty if the house does not number its notes.
        occasion: of the note; empty if none was given.
        public: whether the note is for the public: then it gives the day of what is known, and no tasks of the desk.
    """

    title: Phrase
    reference: Phrase
    as_at: Phrase
    occasion: Phrase
    public: bool


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """The developments under one heading of a note.

    Attributes:
        heading: of the section in the note.
        items: the new and changed sentences and rows.
    """

    heading: Phrase
    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class AddendumView:
    """Late developments to a note.

    Attributes:
        since: the day of the original note.
        reference: of the original note; empty if it has none.
        developments: by heading, in the order of the note.
    """

    since: Phrase
    reference: Phrase
    developments: tuple[DevelopmentView, ...]


def compose(  # noqa: PLR0913, PLR0917 - the inputs of a note
    view: View,
    house: House,
    scheme: MarkingScheme,
    templates: Templates,
    labels: Labels,
    product: Product,
    occasion: str = "",
    number: str = "",
    addendum: AddendumView | None = None,
    logo: Logo | None = None,
) -> Brief:
    """Compose the brief of a view.

    Args:
        view: everything that the note may state.
        house: for the look of its notes and the pattern of their references.
        scheme: to compute the marking of the note from the markings of the facts that it cites.
        templates: with `brief.md.j2` and its sections.
        labels: in the language of the view.
        product: for the sections and the title.
        occasion: of the note, or empty.
        number: of the note in the register, or empty.
        addendum: late developments, to compose an addendum instead of the whole note.
        logo: of the house.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    title = _title_phrase(view, product, labels)
    day = view.scope.as_of
    reference = note_reference(
        house.reference_pattern, number=number, partner=view.code, product=product.id, day=day
    )
    note = NoteView(
        title=title,
        reference=addendum.reference if addendum else reference,
        as_at=Phrase((AsOfDay(PartialDate.from_day(day)),)),
        occasion=Phrase((occasion,)) if occasion else Phrase(),
        public=product.readers == "public",
    )
    slots = Slots(templates.render_point)
    pictures = Pictures(view, house.look, labels, templates)
    context = {**_template_context(view, note, slots, templates, labels), **template_inserts(slots, pictures)}
    if addendum is None:
        skeleton = templates.render(BRIEF_TEMPLATE, {**context, "sections": product.sections}, view.locations)
    else:
        skeleton = templates.render(
            ADDENDUM_TEMPLATE, {**context, "addendum": slots.bind(addendum)}, view.locations
        )
    if not slots.has_values_for(skeleton):
        message = "a template puts a value together out of parts of others"
        raise BriefingsError([Diagnostic("template-bare-value", message, hint="print values as they are")])
    _check_labels(slots, labels, view)
    placer = CitationPlacer(slots, labels, view, pictures, templates.locate)
    skeleton = placer.place(_BLANK_LINES.sub("\n\n", skeleton.strip("\n") + "\n"))
    level = scheme.highest_level(
        view.markings[citation.fact_key]
        for sentence in placer.sentences
        for citation in sentence.citations
        if citation.fact_key in view.markings
    )
    names = scheme.names[level]
    marking = names.get(view.scope.language) or next(iter(names.values()))
    as_of = PartialDate.from_day(day)
    colophon = placer.colophon_text()
    return Brief(
        language=view.scope.language,
        as_of=day,
        title=labels.render_text(title, short_form),
        subject=labels.format(product.subject_label, date=as_of),
        author=labels.render_text(
            _without_language_tags(view.house.originator or view.side.name), short_form
        ),
        marking=marking,
        day_text=labels.format("as-at", date=as_of),
        reference=labels.render_text(note.reference, short_form),
        page_label=labels.format("page", page="{page}", pages="{pages}"),
        look=house.look,
        logo=logo,
        skeleton=skeleton,
        slots=tuple(_finish_slot(slot, marking, colophon) for slot in placer.slots),
        sources=tuple(placer.cited_sources()),
        sentences=tuple(placer.sentences),
    )


def _finish_slot(slot: DraftSlot, marking: str, colophon: str) -> Slot:
    """Return the final content of a slot, once all citations are placed."""
    match slot:
        case MarkingSlot():
            return SlotText(marking)
        case ColophonSlot():
            return SlotText(colophon)
        case _:
            return slot


def _title_phrase(view: View, product: Product, labels: Labels) -> Phrase:
    """Return the title, whose label may name the side and the subject of the note; a title has no citations."""
    available = {"side": view.side.name, "partner": view.partner.name}
    if view.members:
        available["region"] = available.pop("partner")
    if view.person:
        available["person"] = view.person.name
    if view.visit:
        available["date"] = view.visit.date
    placeholders = labels.placeholders[product.title_label]
    values = tuple((name, Phrase(phrase.parts)) for name, phrase in available.items() if name in placeholders)
    return Phrase((LabelRef(product.title_label, values),))


def _without_language_tags(phrase: Phrase) -> Phrase:
    """Return a phrase without language tags, for metadata of a file and the alternative text of a logo."""
    parts = (
        replace(part, show_language=False) if isinstance(part, ForeignText) else part for part in phrase.parts
    )
    return Phrase(tuple(parts))


def _template_context(
    view: View, note: NoteView, slots: Slots, templates: Templates, labels: Labels
) -> Mapping[str, Any]:
    """Return the names that templates can use, except the inserts."""

    def label(key: object, otherwise: Value | None = _NO_DEFAULT, **values: Any) -> Value:  # noqa: ANN401 - templates pass anything
        """Return a label with values in its placeholders; if the label does not exist, return `otherwise`."""
        if not isinstance(key, str):
            hint = "write it in quotes"
            templates.report("template-error", "a label is asked for by its key, not by a value", hint)
            return Value(Phrase(), slots)
        if otherwise is not _NO_DEFAULT and key not in labels:
            return otherwise or Value(Phrase(), slots)
        unbound = [name for name, value in values.items() if not isinstance(value, Value)]
        if unbound:
            templates.report(
                "template-bare-value", f"label {key!r}: {', '.join(unbound)} is no value of the view"
            )
            return Value(Phrase(), slots)
        if problem := labels.usage_problem(key, set(values)):
            templates.report("unknown-label", *problem)
            return Value(Phrase(), slots)
        phrases = {name: value.phrase for name, value in values.items()}
        citations = Phrase.join(phrases.values()).citations
        return Value(Phrase((LabelRef(key, tuple(phrases.items())),), citations), slots, key)

    fields = {name: slots.bind(getattr(view, name)) for name in VIEW_FIELDS}
    return {**fields, "note": slots.bind(note), "label": label}


VIEW_FIELDS = (
    "agreements", "areas", "background", "contacts", "figures", "frameworks", "histories", "house",
    "members", "milestones", "partner", "past_frameworks", "people", "person", "posts", "questions", "resolutions", "roles", "side",
    "talking_points", "visit",
)  # fmt: skip


def _check_labels(slots: Slots, labels: Labels, view: View) -> None:
    """Check that the label file has the labels of all printed values.

    Raises:
        BriefingsError: with a diagnostic for each label that is missing or has other placeholders.
    """
    problems = [
        problem.with_fact(next(iter(cited_facts(value)), ""), view.locations)
        for value in slots.values
        for label_ref in _label_refs(value.phrase)
        for problem in labels.check_required([(label_ref.key, {name for name, _ in label_ref.values})])
    ]
    if problems:
        raise BriefingsError(problems)


def _label_refs(phrase: Phrase) -> Iterable[LabelRef]:
    """Yield all label references of a phrase, nested ones included."""
    for part in phrase.parts:
        if isinstance(part, LabelRef):
            yield part
            for _, value in part.values:
                yield from _label_refs(value)
        elif isinstance(part, ForeignText):
            yield from _label_refs(part.phrase)
