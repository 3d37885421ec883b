"""Background: what led here, oldest first, without what the note has said already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.facts import Statement
from briefings.model.phrases import EMPTY
from briefings.views.editor.disputes import with_dispute_in_sentence
from briefings.views.editor.words import count_words
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.phrases import Phrase
    from briefings.views.editor.desk import Editor

__all__ = ["background_sentences"]

MOST_WORDS = 110


def background_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the statements up to 110 words, oldest first; a state whose last source is too old is left to the desk.

    A statement about the very days of a fact told elsewhere in the note, such as the accession to a framework, is
    taken to say the same, and left out. Only the desk copy has what must not be disclosed.
    """
    told = {
        (fact.period.start or fact.period.end)
        for fact in editor.store.facts
        if fact.key in editor.stated and (fact.period.start or fact.period.end)
    }
    sentences: list[Phrase] = []
    for fact in sorted(editor.context.standing_facts(Statement), key=lambda fact: _first_day(editor, fact)):
        first = fact.period.start or fact.period.end
        is_told = first in told and first and first.day
        if is_told or fact.is_undisclosed or editor.context.standings[fact.key].is_overdue:
            continue
        text = with_dispute_in_sentence(
            editor.context, fact, resolve_text(editor.context, fact.text, fact) or EMPTY
        )
        if text and count_words([*sentences, text]) <= MOST_WORDS:
            sentences.append(text)
            editor.stated.add(fact.key)
    return tuple(sentences)


def _first_day(editor: Editor, fact: Statement) -> date:
    first = fact.period.start or fact.period.end
    return first.first_day if first else editor.day.min
