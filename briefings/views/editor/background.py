"""Background: what led here, oldest first, without what the note has said already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.contacts import Contact
from briefings.model.facts import Statement
from briefings.model.phrases import EMPTY
from briefings.views.editor.disputes import with_dispute_in_sentence
from briefings.views.editor.words import count_words
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.model.phrases import Phrase
    from briefings.views.editor.desk import Editor

__all__ = ["background_sentences", "choose_sentences"]

MOST_WORDS = 110


def background_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the statements up to 110 words, oldest first; a state whose last source is too old is left to the desk.

    A statement about the very days of a fact stated elsewhere in the note, such as the accession to a framework, is
    taken to say the same, and left out; but what was said at a meeting is more than that it took place. Only the desk
    copy has what must not be disclosed.
    """
    stated_days = {
        (fact.period.start or fact.period.end)
        for fact in editor.store.facts
        if fact.key in editor.stated and not isinstance(fact, Contact)
    }
    sentences: dict[str, Phrase] = {}
    for fact in sorted(editor.context.standing_facts(Statement), key=lambda fact: _first_day(editor, fact)):
        first = fact.period.start or fact.period.end
        is_stated = first in stated_days and first and first.day
        if is_stated or fact.is_undisclosed or editor.context.standings[fact.key].is_overdue:
            continue
        text = resolve_text(editor.context, fact.text, fact) or EMPTY
        if text:
            sentences[fact.key] = with_dispute_in_sentence(editor.context, fact, text)
    chosen = choose_sentences(tuple(sentences.values()), MOST_WORDS)
    editor.stated.update(key for key, text in sentences.items() if text in chosen)
    return chosen


def choose_sentences(sentences: Sequence[Phrase], most_words: int) -> tuple[Phrase, ...]:
    """Choose from sentences on the past: how it began, then what is newest, as far as the words go.

    Args:
        sentences: oldest first, as they are returned.
        most_words: in all of them.
    """
    chosen: list[int] = []
    for place in (*range(len(sentences))[:1], *reversed(range(1, len(sentences)))):
        if count_words(sentences[other] for other in (*chosen, place)) <= most_words:
            chosen.append(place)
    return tuple(sentences[place] for place in sorted(chosen))


def _first_day(editor: Editor, fact: Statement) -> date:
    first = fact.period.start or fact.period.end
    return first.first_day if first else editor.day.min
