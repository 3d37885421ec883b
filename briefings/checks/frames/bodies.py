"""Bodies said to have an office, such as an embassy that is a point of contact, beside the tenures on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.holding import own_tenures
from briefings.checks.periods import span_in_words
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.entities import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.names import Mention
    from briefings.checks.text.titles import Title
    from briefings.model.dates import Span

__all__ = ["read_bodies"]

# "Embassy, point of contact", "the embassy in the capital became the point of contact"; "point of contact: embassy".
_ARTICLE = r"(?:(?:{definite_articles}|{possessives})\s+|{elisions})?"
_TITLE_BEHIND = WordPattern(
    rf"(?:\s+(?:{{place_prepositions}})\s+(?-i:{{capital}})[\w-]+)?\s*(?:,|(?:{{is_now}}|{{was_then}}|{{took_office}}|{{as_title}})(?=\s))\s*{_ARTICLE}(?:(?-i:{{capital}})[\w-]+(?:[’']s)?\s+)?"
)
_TITLE_BEFORE = WordPattern(rf"\s*(?:[,:–—-]|(?:{{is_now}}|{{was_then}})(?=\s))\s*{_ARTICLE}")
_SUCCESSION = WordPattern(r"(?<!\w)(?:{office_succession})(?!\w)")


def read_bodies(scene: Scene) -> Iterator[Conflict]:
    """Yield the bodies that a sentence gives an office at a time at which the tenures rule it out."""
    if not scene.titles or not (span := scene.meant):
        return
    bodies = [each for each in scene.mentions if isinstance(each.entity, Organisation)]
    for title in scene.titles:
        for body in bodies:
            if not _has_office(scene, body, title) or is_unasserted(scene.text, body.start):
                continue
            if conflict := _find_conflict(scene, body, title, span):
                yield conflict
                return


def _has_office(scene: Scene, body: Mention, title: Title) -> bool:
    """Return whether a sentence gives an office to a body, and does not speak of another one before that."""
    begin, end = min(body.start, title.whole_start), max(body.end, title.whole_end)
    if _SUCCESSION.search(scene.plain, 0, end):
        return False
    link, first, last = (
        (_TITLE_BEHIND, body.end, title.whole_start)
        if begin == body.start
        else (_TITLE_BEFORE, title.whole_end, body.start)
    )
    return first <= last and link.fullmatch(scene.plain, first, last) is not None


def _find_conflict(scene: Scene, body: Mention, title: Title, span: Span) -> Conflict | None:
    """Return why none of the bodies of a name can have had an office at a time, or None."""
    store = scene.context.store
    ids = [
        entity.id
        for entity in store.entities_of(Organisation)
        if any(name.text == body.name.text for name in entity.names)
        and own_tenures(store, entity.id, title.posts)
    ]
    found = [scene.context.holding_conflict(id_, tuple(title.posts), (span,)) for id_ in ids]
    if not found or not all(found) or not found[0]:
        return None
    message = f"{body.name.text} was not {title.text} {span_in_words(span)}"
    return Conflict(body.start, message, found[0].tenures[0])
