"""The texts of facts as phrases: their references replaced by the names on a day, with citations.

The names of 2002 stay in the prose of 2002: a reference is resolved as of the last day on which its fact holds, or of
the as-of date if that is earlier.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefings.model.phrases import EMPTY, Phrase
from briefings.model.references import REFERENCE
from briefings.views.names import last_day, text_for
from briefings.views.offices import people_phrase
from briefings.views.phrases import language_phrase
from briefings.views.references import resolve_references

if TYPE_CHECKING:
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact
    from briefings.views.context import NoteContext

__all__ = ["resolve_text"]


def resolve_text(context: NoteContext, text: Text | None, fact: Fact) -> Phrase | None:
    """Return a text of a fact with its references resolved; None if a reference can't be resolved.

    A missing text gives an empty phrase.
    """
    if text is None:
        return EMPTY
    string, language = text_for(text, context.language, context.store.house.default_language)
    if REFERENCE.fullmatch(string):
        language = context.language  # a name alone is in no language
    day = last_day(fact, context.day)
    resolved = resolve_references(string, context.store, language, day, partial(people_phrase, context))
    if resolved is None:
        return None
    phrase = language_phrase(resolved.parts, language, context.language)
    return Phrase(phrase.parts, context.citations(fact)).with_citations(resolved.citations)
