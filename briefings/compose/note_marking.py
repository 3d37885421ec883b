"""The marking of a note: the combination of everything that reaches paper.

`printed_marking` combines what the note cites. `compose_under` then proves that this is enough: the note that is made
without whatever the marking does not cover must be the same, word for word. If it differs, something else has shaped the
note (a name, a count, an order, a resolution), and the marking rises until the note is the same. So nothing reaches
paper unmarked, by whatever way. `raise_portions` proves the same for the mark of each paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.brief import PortionMark
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import TypeAlias

    from briefings.compose.brief import Brief, Sentence
    from briefings.model.markings import Marking, MarkingScheme
    from briefings.model.phrases import Citation
    from briefings.views.records import View

    Composer: TypeAlias = Callable[[Marking | None, Marking | None], Brief | None]

__all__ = ["compose_under", "portion_mark", "printed_marking", "raise_portions"]


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
    return scheme.combine([_cited_marking(sentences, source_ids, view, scheme), *floor])


def _cited_marking(
    sentences: Iterable[Sentence], source_ids: Iterable[str], view: View, scheme: MarkingScheme
) -> Marking:
    """Return the combination of the markings of the facts that sentences cite, and of sources."""
    citations = {citation for sentence in sentences for citation in sentence.citations}
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


def portion_mark(
    sentences: tuple[Sentence, ...], whole: Marking, view: View, scheme: MarkingScheme
) -> PortionMark:
    """Return the mark at the head of a block: the combination of what it cites; without text if it has none.

    Args:
        sentences: of the block.
        whole: the marking of the note.
        view: the view that the note is made from.
        scheme: the marking scheme.
    """
    marking = _cited_marking(sentences, (), view, scheme)
    states_facts = any(sentence.citations for sentence in sentences)
    text = scheme.portion(marking, view.scope.language)
    return PortionMark(
        text if states_facts and scheme.marks_portions(whole) else "",
        " ".join(sentence.text for sentence in sentences),
        marking,
    )


def raise_portions(note: Brief, compose: Callable[[Marking], Brief | None], scheme: MarkingScheme) -> Brief:
    """Return a note in which the mark of each block covers everything that has shaped the block.

    As for the whole note, citations are not enough. A mark stands only if the note that is made from what it covers has
    the same block, word for word; else the block gets the marking of the note.

    Args:
        note: the note.
        compose: composes the note from what a marking covers; None if there is no such note.
        scheme: the marking scheme.
    """
    whole = note.combined_marking
    lower = {mark.marking for mark in _portion_marks(note) if mark.text and mark.marking != whole}
    blocks = {marking: {mark.block for mark in _portion_marks(compose(marking))} for marking in lower}
    text = scheme.portion(whole, note.language)
    slots = tuple(
        replace(slot, text=text, marking=whole)
        if isinstance(slot, PortionMark) and slot.text and slot.block not in blocks.get(slot.marking, ())
        else slot
        for slot in note.slots
    )
    return replace(note, slots=slots)


def _portion_marks(note: Brief | None) -> Iterator[PortionMark]:
    """Yield the marks of the blocks of a note, if there is one."""
    yield from (slot for slot in (note.slots if note else ()) if isinstance(slot, PortionMark))


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
