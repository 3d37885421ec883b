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

_PEOPLE: dict[str, type[Post | Person]] = {"holder": Post, "person": Person}
"""The kinds of entity whose references name people, by the word of a reference."""


def resolve_references(
    string: str,
    store: FactStore,
    language: str,
    day: date,
    people_phrase: Callable[[Post | Person, date, str], Phrase | None],
) -> Phrase | None:
    """Replace the references in a text by the names that they have on a day.

    Args:
        string: the text of a fact in one language.
        store: the entities that the references name.
        language: BCP 47 tag of the text.
        day: the day of the names.
        people_phrase: returns a person, or the holders of a post, on a day in a language, with citations; None if no
            one can be named.

    Returns:
        The text as a phrase, with the citations of the references; None if a reference can't be resolved, since then
        the text can't be printed.
    """
    if "{" not in string:  # as in most texts
        return Phrase((string,)) if string else Phrase()
    phrases: list[Phrase] = []
    position = 0
    for match in REFERENCE.finditer(string):
        phrases.append(Phrase((string[position : match.start()],)))
        position = match.end()
        kind, id_ = match.groups()
        if kind in _PEOPLE:
            people = people_phrase(store.entity(_PEOPLE[kind], id_), day, language)
            if people is None:
                return None
            phrases.append(people)
        elif kind == "place":
            phrases.append(Phrase((name_at(store.entity(Place, id_), language, day),)))
        else:
            body = store.entities[id_]
            assert isinstance(body, Organisation | Framework)  # noqa: S101 - references were checked on loading
            phrases.append(Phrase((term_at(body, language, day),)))
    phrases.append(Phrase((string[position:],)))
    joined = Phrase.join(phrases)
    return Phrase(tuple(part for part in joined.parts if part != ""), joined.citations)
