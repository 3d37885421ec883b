"""The references in texts, replaced by the names that they have on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.entities import Framework, Organisation, Person, Place, Post
from briefings.model.phrases import Phrase
from briefings.model.references import REFERENCE
from briefings.views.names import name_at, term_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from briefings.factbase.store import FactStore

__all__ = ["resolve_references"]

_KINDS: dict[str, type[Person | Place]] = {"person": Person, "place": Place}
"""The kinds of entity that have no short form, by the word of a reference."""


def resolve_references(
    string: str,
    store: FactStore,
    language: str,
    day: date,
    holder_phrase: Callable[[Post, date, str], Phrase | None],
) -> Phrase | None:
    """Replace the references in a text by the names that they have on a day.

    Args:
        string: the text of a fact in one language.
        store: the entities that the references name.
        language: BCP 47 tag of the text.
        day: the day of the names.
        holder_phrase: returns the holders of a post on a day in a language, with citations; None if the post did not
            exist or its holder is withheld.

    Returns:
        The text as a phrase, with the citations of the references; None if a reference can't be resolved, since then
        the text can't be printed.
    """
    phrases: list[Phrase] = []
    position = 0
    for match in REFERENCE.finditer(string):
        phrases.append(Phrase((string[position : match.start()],)))
        position = match.end()
        kind, id_ = match.groups()
        if kind == "holder":
            holders = holder_phrase(store.entity(Post, id_), day, language)
            if holders is None:
                return None
            phrases.append(holders)
        elif kind in _KINDS:
            phrases.append(Phrase((name_at(store.entity(_KINDS[kind], id_), language, day),)))
        else:
            body = store.entities[id_]
            assert isinstance(body, Organisation | Framework)  # noqa: S101 - references were checked on loading
            phrases.append(Phrase((term_at(body, language, day),)))
    phrases.append(Phrase((string[position:],)))
    joined = Phrase.join(phrases)
    return Phrase(tuple(part for part in joined.parts if part != ""), joined.citations)
