"""Joint work: present work by area, under one head for sentences of one source, then completed work."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefings.model.dates import Certainty
from briefings.model.entities import Area
from briefings.model.facts import Cooperation
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.editor.disputes import with_dispute_in_sentence
from briefings.views.editor.records import WorkAreaView, WorkView
from briefings.views.editor.words import (
    as_of_mark,
    count_words,
    dated_sentence,
    is_old,
    last_known_day,
    month_of,
)
from briefings.views.names import name_at
from briefings.views.phrases import date_phrase, label
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.dates import PartialDate
    from briefings.views.editor.desk import Editor

__all__ = ["origin_of", "work_view"]

_MOST_WORDS = 150
_Origin = tuple[str, "PartialDate"]


def work_view(editor: Editor) -> WorkView:
    """Return the work of the day: what goes on and what is new by area, newest first, then the rest; up to 150 words."""
    facts = editor.context.standing_facts(Cooperation)
    present = [fact for fact in facts if not fact.is_event or _is_new(editor, fact)]
    head = _common_origin(editor, present)
    budget = _MOST_WORDS
    areas: list[WorkAreaView] = []
    for area in editor.store.entities_of(Area):
        chosen: list[tuple[Cooperation, Phrase]] = []
        for fact in sorted(
            (fact for fact in present if fact.area == area.id),
            key=lambda fact: last_known_day(fact, editor.day),
            reverse=True,
        ):
            text = _sentence(editor, fact)
            if text and (words := count_words([text])) <= budget:
                budget -= words
                chosen.append((fact, text))
                editor.stated.add(fact.key)
        if chosen:
            areas.append(_area_view(editor, area, chosen, head))
    completed = tuple(_completed(editor, [fact for fact in facts if fact not in present], budget))
    return WorkView(_head_phrase(head), tuple(areas), completed)


def _is_new(editor: Editor, fact: Cooperation) -> bool:
    """Return whether an event is as new as the news of the note."""
    return last_known_day(fact, editor.day) >= editor.since


def _common_origin(editor: Editor, facts: Sequence[Cooperation]) -> _Origin | None:
    """Return the publisher and month of the newest source that most old sentences share; None if they share none."""
    origins = Counter(origin for fact in facts if (origin := origin_of(editor, fact)))
    if not origins:
        return None
    origin, count = max(origins.items(), key=lambda pair: (pair[1], pair[0][1].last_day))
    return origin if count > 1 else None


def origin_of(editor: Editor, fact: Cooperation) -> _Origin | None:
    """Return who attested an old state last, and in which month; None for a state that needs no such remark.

    A state is as old here as in any row: see `doubt_phrase`.
    """
    standing = editor.context.standings[fact.key]
    last = standing.last_attestation
    if last is None or standing.certainty is Certainty.CERTAIN:
        return None
    if not (standing.is_overdue or is_old(last, editor.day)):
        return None
    sources = [item.source for item in fact.all_evidence if item.attested_on == last]
    return (editor.context.sources[sources[0]].publisher, month_of(last)) if sources else None


def _area_view(
    editor: Editor, area: Area, chosen: Sequence[tuple[Cooperation, Phrase]], head: _Origin | None
) -> WorkAreaView:
    """Return the sentences of an area, each with the month of an old source; one that all share is said once, at the name.

    Args:
        editor: of the note.
        area: of the sentences.
        chosen: the facts of the area, each with its sentence.
        head: the origin that the head of all areas gives; its month is not repeated.
    """
    name = Phrase((name_at(area, editor.language, editor.day),))
    origins = [origin_of(editor, fact) for fact, _ in chosen]
    shared = origins[0]
    if shared and shared != head and len(chosen) > 1 and len(set(origins)) == 1:
        name = label("work.area", {"area": name, "doubt": as_of_mark(shared[1])})
        return WorkAreaView(name, tuple(text for _, text in chosen))
    sentences = (
        text if origin in (None, head) else dated_sentence(text, origin[1])
        for origin, (_, text) in zip(origins, chosen, strict=True)
    )
    return WorkAreaView(name, tuple(sentences))


def _sentence(editor: Editor, fact: Cooperation) -> Phrase:
    """Return what a fact says, with a dispute about it that matters; empty if a reference in it can't be resolved."""
    text = resolve_text(editor.context, fact.text, fact) or EMPTY
    return with_dispute_in_sentence(editor.context, fact, text)


def _head_phrase(head: _Origin | None) -> Phrase:
    if head is None:
        return EMPTY
    publisher, month = head
    values = {"publisher": Phrase((publisher,)), "date": date_phrase(month)}
    return label("work.head", values)


def _completed(editor: Editor, facts: Sequence[Cooperation], budget: int) -> Iterator[Phrase]:
    for fact in sorted(facts, key=lambda fact: last_known_day(fact, editor.day), reverse=True):
        if editor.context.is_superseded(fact):
            continue  # the later fact says it
        text = _sentence(editor, fact)
        if text and (words := count_words([text])) <= budget:
            budget -= words
            editor.stated.add(fact.key)
            yield text
