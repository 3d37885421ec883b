"""Composition of a brief from a view: render the skeleton, place the citations, combine the markings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.brief import (
    Brief,
    ColophonSlot,
    Figure,
    LegendSlot,
    MarkingSlot,
    PortionMark,
    PortionSlot,
    PublishersSlot,
    SlotText,
)
from briefings.compose.citation_style import first_and_newest
from briefings.compose.citations import CitationPlacer
from briefings.compose.facts_language import facts_language
from briefings.compose.inserts import template_inserts
from briefings.compose.label_checks import check_required
from briefings.compose.label_text import label_text
from briefings.compose.note_marking import PortionMarker, printed_marking, raise_portions
from briefings.compose.note_options import NoteOptions
from briefings.compose.phrase_text import phrase_text
from briefings.compose.pictures import Pictures
from briefings.compose.reference_number import as_reference, note_reference
from briefings.compose.source_list import cited_sources, colophon_text, publishers_text
from briefings.compose.stanag_label import stanag_label
from briefings.compose.template_context import NoteView, label_function, view_values
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.locales import language_name
from briefings.model.phrases import AsOfDay, ForeignText, LabelRef, Phrase
from briefings.templating.slots import SLOT, Slots, cited_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from briefings.compose.brief import DraftSlot, Slot
    from briefings.compose.citations import CitedSkeleton
    from briefings.compose.house_style import HouseStyle
    from briefings.compose.labels import Labels
    from briefings.compose.products import Product
    from briefings.compose.template_context import AddendumView
    from briefings.model.house import Look
    from briefings.templating.slots import Value
    from briefings.views.records import View

__all__ = ["compose"]

_BRIEF_TEMPLATE = "brief.md.j2"
_ADDENDUM_TEMPLATE = "addendum.md.j2"
_CONTINUED = "continued"
_LEGEND = "copies.marks"
_MARKS = {"state.confirm": f"{_LEGEND}.confirm", "state.month": f"{_LEGEND}.as-of"}
"""The labels of the marks of old sources, each with the one that says what it means."""
_LATER_SOURCES = "copies.later"
_BLANK_LINES = re.compile(r"\n{3,}")


def compose(
    view: View,
    product: Product,
    style: HouseStyle,
    options: NoteOptions | None = None,
    addendum: AddendumView | None = None,
) -> Brief:
    """Compose the brief of a view.

    Args:
        view: everything that the note may state.
        product: for the sections and the title.
        style: the style of the house, in the language of the view.
        options: the options of the note; None for no options.
        addendum: late developments, to compose an addendum instead of the whole note.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    foreign_language = facts_language(view)
    if foreign_language:
        style = replace(style, labels=style.labels.without_language_tags())
    labels, templates = style.labels, style.templates
    note = _describe_note(view, product, style, options or NoteOptions())
    if foreign_language:
        note = replace(note, facts_in=_facts_in(foreign_language, view.scope.language))
    if addendum:
        note = replace(note, reference=addendum.reference)
    slots = Slots(templates.render_point)
    pictures = Pictures(view, style.house.look, labels, templates)
    context = {
        **view_values(view, slots),
        **template_inserts(slots, pictures),
        "note": slots.bind(note),
        "label": label_function(slots, labels, templates),
        **({"addendum": slots.bind(addendum)} if addendum else {"sections": product.sections}),
    }
    template = _ADDENDUM_TEMPLATE if addendum else _BRIEF_TEMPLATE
    skeleton = _tidy_blank_lines(templates.render(template, context, view.locations))
    _check_slots(skeleton, slots)
    label_refs = [(value, ref) for value in slots.values for ref in _label_refs(value.phrase)]
    _check_labels(label_refs, labels, view)
    cited = CitationPlacer(slots, view, pictures, product, style).place(skeleton)
    cited = _fill_legend(cited, {ref.key for _, ref in label_refs}, view, labels)
    brief = _finish_brief(cited, note, pictures, product, style)
    copy = _copy_text(brief, style, (options or NoteOptions()).copy)
    brief = replace(brief, copy_text=copy) if copy else brief
    # What an addendum prints is in parts of the whole note, so each of them has the marking of that.
    return raise_portions(brief, lambda _: None, style.scheme) if addendum else brief


def _tidy_blank_lines(skeleton: str) -> str:
    """Return a skeleton without blank lines at its ends, and with single ones between its blocks."""
    return _BLANK_LINES.sub("\n\n", skeleton.strip("\n") + "\n")


def _finish_brief(
    cited: CitedSkeleton, note: NoteView, pictures: Pictures, product: Product, style: HouseStyle
) -> Brief:
    """Return the brief with everything that depends on its citations: marking, colophon, list of sources."""
    view, labels = pictures.view, style.labels
    day = PartialDate.from_day(view.scope.as_of)
    combined = printed_marking(cited.sentences, cited.source_ids, view, style.scheme)
    marking = style.scheme.banner(combined, view.scope.language)
    citations = [citation for sentence in cited.sentences for citation in sentence.citations]
    texts: dict[type[DraftSlot], str] = {
        MarkingSlot: marking,
        ColophonSlot: colophon_text(cited.sentences, cited.source_ids, view, labels),
        PublishersSlot: publishers_text(cited.source_ids, view, labels),
    }
    marker = PortionMarker(combined, view, style.scheme)
    slots = tuple(_finish_slot(slot, texts, marker, pictures) for slot in cited.slots)
    author = phrase_text(labels, _without_language_tags(view.house.originator or view.house.desk))
    return Brief(
        language=view.scope.language,
        as_of=view.scope.as_of,
        title=phrase_text(labels, note.title),
        subject=label_text(labels, product.subject_label, date=day),
        author=author,
        logo_name=phrase_text(labels, _without_language_tags(view.house.originator or view.side.name)),
        marking=marking,
        bottom_marking=style.scheme.banner(combined, view.scope.language, "bottom"),
        copy_text="",
        label=stanag_label(style.scheme, combined, view.scope.as_of, author),
        day_text=label_text(labels, "as-at", date=day),
        reference=phrase_text(labels, note.reference),
        page_label=label_text(labels, "page", page="{page}", pages="{pages}"),
        continued_label=label_text(labels, _CONTINUED, heading="{heading}") if _CONTINUED in labels else "",
        sources_label=label_text(labels, "section.sources"),
        look=_choose_look(style.house.look, product),
        reader=product.readers,
        citations=product.citations,
        has_footnotes=product.has_footnotes,
        page_limit=product.page_limit,
        logo=style.logo,
        skeleton=_drop_empty_marks(cited.text, slots),
        slots=slots,
        sources=tuple(
            marker.sources(
                cited_sources(cited.source_ids, citations, view, labels, product.readers), citations
            )
        ),
        sentences=cited.sentences,
        combined_marking=combined,
        left_out=_left_out(view, product),
    )


def _left_out(view: View, product: Product) -> tuple[tuple[str, int], ...]:
    """Return how many items of the sections of a principal's copy did not fit its pages."""
    if view.edited is None or product.readers != "principal" or product.page_limit is None:
        return ()
    return tuple(pair for pair in view.edited.left_out if pair[0] in product.sections)


def _copy_text(brief: Brief, style: HouseStyle, number: str) -> str:
    """Return the number of a copy in words, or with a blank to fill in; empty if no one asks for one."""
    if not number and not style.scheme.numbers_copies(brief.combined_marking):
        return ""
    return label_text(style.labels, "copy", number=number or label_text(style.labels, "blank"))


def _choose_look(look: Look, product: Product) -> Look:
    """Return the look of a note: that of the house, on the pages that the product needs."""
    return replace(look, page_size=product.page_size) if product.page_size else look


def _describe_note(view: View, product: Product, style: HouseStyle, options: NoteOptions) -> NoteView:
    """Return the parts of the note that are not facts."""
    day = view.scope.as_of
    reference = note_reference(
        style.house.reference_pattern,
        number=options.number,
        partner=view.code,
        product=product.id,
        day=day,
    )
    return NoteView(
        title=_title_phrase(view, product, style.labels),
        subject=Phrase(
            (LabelRef(product.subject_label, (("date", Phrase((AsOfDay(PartialDate.from_day(day)),))),)),)
        ),
        reference=reference,
        as_at=Phrase((AsOfDay(PartialDate.from_day(day)),)),
        occasion=Phrase((options.occasion,)) if options.occasion else Phrase(),
        facts_in=Phrase(),
        public=product.readers == "public",
        principal=product.readers == "principal",
        distribution=style.scheme.has_distribution,
        last_edition=as_reference((options.since_edition,) if options.since_edition else ()),
    )


def _facts_in(language: str, note_language: str) -> Phrase:
    """Return the line that says in which language the facts of a note are."""
    name = language_name(language, note_language) or language
    return Phrase((LabelRef("facts-in", (("language", Phrase((name,))),)),))


def _title_phrase(view: View, product: Product, labels: Labels) -> Phrase:
    """Return the title, whose label may name the side and the subject of the note; a title has no citations."""
    available = {"side": view.side.name, "partner": view.partner.name}
    if view.members:
        available["region"] = available.pop("partner")
    if view.person:
        available["person"] = view.person.name
    if view.visit:
        available["date"] = view.visit.date
    placeholders = labels[product.title_label].placeholders
    values = tuple((name, Phrase(phrase.parts)) for name, phrase in available.items() if name in placeholders)
    return Phrase((LabelRef(product.title_label, values),))


def _without_language_tags(phrase: Phrase) -> Phrase:
    """Return a phrase without language tags, for metadata of a file and the alternative text of a logo."""
    parts = (
        replace(part, show_language=False) if isinstance(part, ForeignText) else part for part in phrase.parts
    )
    return Phrase(tuple(parts))


def _check_slots(skeleton: str, slots: Slots) -> None:
    """Check that each slot of a skeleton has a value.

    Raises:
        BriefingsError: if a template has made up a slot.
    """
    if not slots.has_values_for(skeleton):
        message = "a template makes a value from parts of other values"
        raise BriefingsError([Diagnostic("template-bare-value", message, hint="print values as they are")])


def _fill_legend(cited: CitedSkeleton, keys: Collection[str], view: View, labels: Labels) -> CitedSkeleton:
    """Return a skeleton whose legend explains the marks of old sources that it has, and sources later than its day.

    Args:
        cited: the skeleton.
        keys: of the labels that the note prints.
        view: with the cited sources.
        labels: in the language of the note.
    """
    meanings = [label_text(labels, meaning) for mark, meaning in _MARKS.items() if mark in keys]
    if _names_later_source(cited, view):
        day = PartialDate.from_day(view.scope.as_of)
        meanings.append(label_text(labels, _LATER_SOURCES, date=day))
    legend = LegendSlot(" ".join(meanings))
    return replace(
        cited, slots=tuple(legend if isinstance(slot, LegendSlot) else slot for slot in cited.slots)
    )


def _names_later_source(cited: CitedSkeleton, view: View) -> bool:
    """Return whether a note names a source that came out after its day."""
    named = {id_ for sentence in cited.sentences for id_ in first_and_newest(sentence.citations, view)}
    dates = (view.sources[id_].effective_date for id_ in named)
    return any(date and date.first_day > view.scope.as_of for date in dates)


def _check_labels(label_refs: Iterable[tuple[Value, LabelRef]], labels: Labels, view: View) -> None:
    """Check that the label file has the labels of all printed values.

    Args:
        label_refs: each label that a value refers to.
        labels: in the language of the note.
        view: with the places of the facts.

    Raises:
        BriefingsError: with a diagnostic for each label that is missing or has other placeholders.
    """
    problems = [
        problem.with_fact(next(iter(cited_facts(value)), ""), view.locations)
        for value, label_ref in label_refs
        for problem in check_required(labels, {label_ref.key: {name for name, _ in label_ref.values}})
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


def _drop_empty_marks(skeleton: str, slots: tuple[Slot, ...]) -> str:
    """Return a skeleton without the slots of blocks that bear no marking of their own."""
    return SLOT.sub(
        lambda match: (
            "" if isinstance(slot := slots[int(match[1])], PortionMark) and not slot.text else match[0]
        ),
        skeleton,
    )


def _finish_slot(
    slot: DraftSlot, texts: Mapping[type[DraftSlot], str], marker: PortionMarker, pictures: Pictures
) -> Slot:
    """Return the final content of a slot, once all citations are placed.

    Args:
        slot: as composed.
        texts: the text of each slot that waited for the citations, by its type.
        marker: the marks of the parts of the note.
        pictures: of the note.
    """
    match slot:
        case PortionSlot():
            return marker.block(slot)
        case Figure():
            picture = pictures.get(slot.name)
            return marker.picture(slot, picture.citations if picture else ())
        case LegendSlot(text):
            return SlotText(text, _LEGEND)
        case MarkingSlot() | ColophonSlot() | PublishersSlot():
            return SlotText(texts[type(slot)])
        case _:
            return slot
