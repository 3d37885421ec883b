"""The marking of a note: the combination of everything that reaches paper.

`printed_marking` combines what the note cites. `compose_under` then proves that this is enough: the note that is made
without whatever the marking does not cover must be the same, word for word. If it differs, something else has shaped the
note (a name, a count, an order, a resolution), and the marking rises until the note is the same. So nothing reaches
paper unmarked, by whatever way. `raise_portions` proves the same for the mark of each paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.brief import Figure, PortionMark
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import TypeAlias

    from briefings.compose.brief import Brief, CitedSource, PortionSlot, Sentence, Slot
    from briefings.model.markings import Marking, MarkingScheme
    from briefings.model.phrases import Citation
    from briefings.views.records import CitedPlace, View

    Composer: TypeAlias = Callable[[Marking | None, Marking | None], Brief | None]

__all__ = ["PortionMarker", "compose_under", "printed_marking", "raise_portions"]


def printed_marking(
    sentences: Iterable[Sentence], source_ids: Iterable[str], view: View, scheme: MarkingScheme
) -> Marking:
    """Return the combination of the markings of the facts and the sources that a note cites.

    Args:
        sentences: of the note.
        source_ids: the sources in its list.
        view: the view that it is made from.
        scheme: the marking scheme.
    """
    floor = [view.floor] if view.floor else []
    citations = {citation for sentence in sentences for citation in sentence.citations}
    return scheme.combine([_cited_marking(citations, source_ids, view, scheme), *floor])


def _cited_marking(
    citations: Collection[Citation], source_ids: Iterable[str], view: View, scheme: MarkingScheme
) -> Marking:
    """Return the combination of the markings of the facts and sources of citations, and of more sources."""
    keys = {citation.fact_key for citation in citations}
    sources = {*source_ids, *(citation.source_id for citation in citations)}
    markings = [view.markings[key] for key in keys if key in view.markings]
    markings += [view.sources[id_].marking for id_ in _with_reporting(sources, citations, view)]
    day = view.scope.as_of
    return scheme.combine(scheme.at(marking, day) for marking in markings)


def _with_reporting(ids: Iterable[str], citations: Iterable[Citation], view: View) -> Iterator[str]:
    """Yield the ids of sources, of the sources that report them, and of the sources that any of them quotes."""
    reporting = (place.via_source for citation in citations for place in view.cited_places.get(citation, ()))
    pending = [*ids, *(id_ for id_ in reporting if id_)]
    seen = set()
    while pending:
        id_ = pending.pop()
        if id_ in view.sources and id_ not in seen:
            seen.add(id_)
            yield id_
            pending += filter(None, [view.sources[id_].quoted_source])


class PortionMarker:
    """The marks of the parts of one note: each is the combination of what the part cites, without text if it has none."""

    def __init__(self, whole: Marking, view: View, scheme: MarkingScheme) -> None:
        """Prepare the marks of a note.

        Args:
            whole: the marking of the note.
            view: the view that it is made from.
            scheme: the marking scheme.
        """
        self._view, self._scheme = view, scheme
        self._has_marks = scheme.marks_portions(whole)

    def block(self, slot: PortionSlot) -> PortionMark:
        """Return the mark of a block; that of the title is the lowest one, until a proof raises it."""
        citations = [citation for sentence in slot.sentences for citation in sentence.citations]
        words = slot.title or " ".join(sentence.text for sentence in slot.sentences)
        return self._mark(citations, (), words, states_facts=bool(citations or slot.title))

    def picture(self, figure: Figure, citations: Iterable[Citation]) -> Figure:
        """Return a picture with the mark of the facts that it shows."""
        citations = tuple(citations)
        continued = (text for pair in figure.continuations for text in pair)
        shown = "\n".join((figure.svg, figure.alt_text, figure.caption, *continued))
        return replace(figure, mark=self._mark(citations, (), shown, states_facts=bool(citations)))

    def sources(self, items: Iterable[CitedSource], citations: Collection[Citation]) -> Iterator[CitedSource]:
        """Yield the items of the list of sources, each after the mark of the source and of what tells its places.

        Args:
            items: of the list.
            citations: of the note.
        """
        for item in items:
            citing = [
                citation
                for citation in citations
                if citation.source_id == item.id
                and any(place.locator or place.via_source for place in self._places(citation))
            ]
            mark = self._mark(citing, (item.id,), "", states_facts=True)
            yield replace(item, text_before=f"{mark.text} {item.text_before}") if mark.text else item

    def _places(self, citation: Citation) -> Iterable[CitedPlace]:
        return self._view.cited_places.get(citation, ())

    def _mark(
        self, citations: Collection[Citation], source_ids: Iterable[str], words: str, *, states_facts: bool
    ) -> PortionMark:
        """Return a mark for what cites something."""
        marking = _cited_marking(citations, source_ids, self._view, self._scheme)
        text = self._scheme.portion(marking, self._view.scope.language)
        return PortionMark(text if states_facts and self._has_marks else "", words, marking)


def raise_portions(note: Brief, compose: Callable[[Marking], Brief | None], scheme: MarkingScheme) -> Brief:
    """Return a note in which the mark of each block covers everything that has shaped the block.

    As for the whole note, citations are not enough. A mark stands only if the note that is made from what it covers has
    the same block or picture, to the letter; else that gets the marking of the note.

    Args:
        note: the note.
        compose: composes the note from what a marking covers; None if there is no such note.
        scheme: the marking scheme.
    """
    whole = note.combined_marking
    lower = {mark.marking for mark in _portion_marks(note) if mark.text and mark.marking != whole}
    blocks = {marking: {mark.block for mark in _portion_marks(compose(marking))} for marking in lower}
    text = scheme.portion(whole, note.language)

    def raised(mark: PortionMark) -> PortionMark:
        """Return a mark that stands, else that of the whole."""
        is_proven = not mark.text or mark.block in blocks.get(mark.marking, ())
        return mark if is_proven else replace(mark, text=text, marking=whole)

    return replace(note, slots=tuple(_with_mark(slot, raised) for slot in note.slots))


def _with_mark(slot: Slot, change: Callable[[PortionMark], PortionMark]) -> Slot:
    """Return a slot with its mark changed, if it has one."""
    match slot:
        case PortionMark():
            return change(slot)
        case Figure(mark=PortionMark() as mark):
            return replace(slot, mark=change(mark))
        case _:
            return slot


def _portion_marks(note: Brief | None) -> Iterator[PortionMark]:
    """Yield the marks of the blocks and pictures of a note, if there is one."""
    for slot in note.slots if note else ():
        match slot:
            case (PortionMark() as mark) | Figure(mark=PortionMark() as mark):
                yield mark


def compose_under(
    compose: Composer,
    markings: Collection[Marking],
    scheme: MarkingScheme,
) -> Brief:
    """Return a note whose marking covers everything that has shaped it.

    Args:
        compose: composes the note, given the lowest marking that it may have, and the marking that covers whatever it is
            made from (None for everything that its readers may see); None if there is no such note.
        markings: of everything that its readers may see, as they are on the day.
        scheme: the marking scheme.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    note = compose(None, None)
    assert note is not None  # noqa: S101 - from everything, there is a note
    rest = sorted(markings, key=lambda marking: (scheme.rank(marking.level), marking.tags, marking.owner))
    while uncovered := [marking for marking in rest if not scheme.covers(note.combined_marking, marking)]:
        if _is_same(compose, note):
            break
        raised = compose(scheme.combine((note.combined_marking, uncovered[0])), None)
        assert raised is not None  # noqa: S101 - the same
        note = raised
    return raise_portions(note, lambda marking: _compose_from(compose, None, marking), scheme)


def _is_same(compose: Composer, note: Brief) -> bool:
    """Return whether a note is the same without whatever its marking does not cover."""
    return _compose_from(compose, note.combined_marking, note.combined_marking) == note


def _compose_from(compose: Composer, floor: Marking | None, under: Marking) -> Brief | None:
    """Return the note that is made from what a marking covers; None if that lacks what the note is about."""
    try:
        return compose(floor, under)
    except BriefingsError:
        return None
