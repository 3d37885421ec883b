"""Worth knowing: a few memorable facts for a card, as the desk has marked them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.dates import Certainty
from briefings.model.facts import Fact
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.editor.disputes import with_dispute_in_sentence
from briefings.views.editor.words import dated_sentence, is_old, last_known_day
from briefings.views.facts import content_phrase, name_phrase
from briefings.views.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.editor.desk import Editor

__all__ = ["telling_sentences"]

_MOST_SENTENCES = 3


def telling_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the facts that the desk has marked as telling and that hold or have happened, newest first, three at most.

    A card has no head for what must not be disclosed.
    """
    facts = [
        fact for fact in editor.context.standing_facts(Fact) if fact.is_telling and not fact.is_undisclosed
    ]
    facts.sort(key=lambda fact: last_known_day(fact, editor.day), reverse=True)
    return tuple(_sentences(editor, facts))[:_MOST_SENTENCES]


def _sentences(editor: Editor, facts: list[Fact]) -> Iterator[Phrase]:
    """Yield what facts say, each after its name if it has one, with the month of a source that is old."""
    for fact in facts:
        name, text = name_phrase(editor.context, fact), content_phrase(editor.context, fact) or EMPTY
        if not text or editor.context.is_superseded(fact):
            continue
        standing = editor.context.standings[fact.key]
        last = standing.last_attestation
        text = with_dispute_in_sentence(editor.context, fact, text)
        if last and standing.certainty is not Certainty.CERTAIN and is_old(last, editor.day):
            text = dated_sentence(text, last)
        text = text.with_citations(editor.context.citations(fact))
        yield label("telling.named", {"name": name, "text": text}) if name else text
