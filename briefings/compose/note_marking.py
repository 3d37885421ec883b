"""The marking of a note: the combination of everything that reaches paper.

`printed_marking` combines what the note cites. `compose_under` then proves that this is enough: the note that is made
without whatever the marking does not cover must be the same, word for word. If it differs, something else has shaped the
note (a name, a count, an order, a resolution), and the marking rises until the note is the same. So nothing reaches
paper unmarked, by whatever way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from briefings.compose.brief import Brief, Sentence
    from briefings.model.markings import Marking, MarkingScheme
    from briefings.model.phrases import Citation
    from briefings.views.records import View

__all__ = ["compose_under", "printed_marking"]


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
    citations = {citation for sentence in sentences for citation in sentence.citations}
    keys = {citation.fact_key for citation in citations}
    sources = {*source_ids, *(citation.source_id for citation in citations)}
    markings = [view.markings[key] for key in keys if key in view.markings]
    markings += [view.sources[id_].marking for id_ in _with_reporting(sources, citations, view)]
    day = view.scope.as_of
    floor = [view.floor] if view.floor else []
    return scheme.combine([*(scheme.at(marking, day) for marking in markings), *floor])


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


def compose_under(
    compose: Callable[[Marking | None, Marking | None], Brief | None],
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
            return note
        raised = compose(scheme.combine((note.combined_marking, uncovered[0])), None)
        assert raised is not None  # noqa: S101 - the same
        note = raised
    return note


def _is_same(compose: Callable[[Marking | None, Marking | None], Brief | None], note: Brief) -> bool:
    """Return whether a note is the same without whatever its marking does not cover."""
    try:
        return compose(note.combined_marking, note.combined_marking) == note
    except BriefingsError:  # it lacks what the note is about
        return False
