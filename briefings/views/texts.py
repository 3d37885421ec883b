"""The texts of facts as phrases: their references replaced by the names on a day, with citations.

The names of 2002 stay in the prose of 2002: a reference is resolved as of the last day on which its fact holds, or of
the as-of date if that is earlier.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefings.factbase.standing import current_holders
from briefings.model.dates import Certainty
from briefings.model.entities import NamedEntity, Post
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.names import last_day, term_at, text_for
from briefings.views.phrases import label, language_phrase
from briefings.views.references import resolve_references

if TYPE_CHECKING:
    from datetime import date

    from briefings.model.evidence import Text
    from briefings.model.facts import Fact, Tenure
    from briefings.views.context import NoteContext

__all__ = ["holder_name", "resolve_text"]


def resolve_text(context: NoteContext, text: Text | None, fact: Fact) -> Phrase | None:
    """Return a text of a fact with its references resolved; None if a reference can't be resolved.

    A missing text gives an empty phrase.
    """
    if text is None:
        return EMPTY
    string, language = text_for(text, context.language, context.store.house.default_language)
    day = last_day(fact, context.day)
    resolved = resolve_references(string, context.store, language, day, partial(_holder_phrase, context))
    if resolved is None:
        return None
    phrase = language_phrase(resolved.parts, language, context.language)
    return Phrase(phrase.parts, context.citations(fact)).with_citations(resolved.citations)


def _holder_phrase(context: NoteContext, post: Post, day: date, language: str) -> Phrase | None:
    """Return the holders of a post on a day in a language; None if the post did not exist."""
    if post.period.certainty_on(day) is Certainty.NO:
        return None
    names = [
        holder_name(context, tenure, day, language).with_citations(context.citations(tenure))
        for tenure, _ in current_holders(context.store, post.id, day)
    ]
    if not names:
        return label("holder.unknown", {})
    joined, *others = names
    for name in others:
        joined = label("holder.or", {"first": joined, "second": name})
    return joined


def holder_name(context: NoteContext, tenure: Tenure, day: date, language: str = "") -> Phrase:
    """Return the name of the holder, or a label that the post is vacant.

    Args:
        context: the note.
        tenure: the tenure.
        day: the day of the name.
        language: BCP 47 tag; by default the language of the note.
    """
    if tenure.holder is None:
        return label("holder.vacant", {})
    holder = context.store.entities[tenure.holder]
    assert isinstance(holder, NamedEntity)  # noqa: S101 - references were checked on loading
    return Phrase((term_at(holder, language or context.language, day),))
