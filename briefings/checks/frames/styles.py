"""Styles of heads of state beside a name: a king is not called a president."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.spelling import fold
from briefings.checks.text.vocabulary import WordPattern, may_contain, word_set
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene

__all__ = ["read_styles"]

_HEAD_OF_STATE = "head-of-state"
# "King NAME", "the President of Utopia, NAME".
_STYLE = WordPattern(
    r"(?<![\w-])(?:(?P<monarch>{monarch_words})|(?P<president>{president_words}))(?:\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})?(?-i:{capital})[\w-]+)?,?\s+$"
)

# "The club, whose president, NAME".
_OTHERS = WordPattern(r"(?<!\w)(?:{relative_clauses}|{possessives}|{possessive_pronouns}|whose)\s+$")


def read_styles(scene: Scene) -> Iterator[Conflict]:
    """Yield the heads of state whom a sentence calls by a style of another form of state."""
    if not may_contain(scene.text, "monarch_words", "president_words"):
        return
    for one in scene.people:
        style = _STYLE.search(scene.plain, 0, one.start)
        if (
            not style
            or _OTHERS.search(scene.plain, 0, style.start())
            or len(one.subject.ids) != 1
            or is_unasserted(scene.text, one.start)
        ):
            continue
        tenures = scene.context.store.tenures_by_holder.get(next(iter(one.subject.ids)), ())
        posts = [scene.context.store.entity(Post, tenure.post) for tenure in tenures]
        if len(posts) != 1 or _HEAD_OF_STATE not in posts[0].roles or posts[0].partner not in scene.folders:
            continue
        known = {fold(name.text) for name in posts[0].names}
        is_monarch = bool(known & {fold(word) for word in word_set("monarch_words")})
        is_president = "president" in known
        if (style["president"] and is_monarch) or (style["monarch"] and is_president):
            title = posts[0].names[0].text
            message = text_says(style[0].strip(" ,"), f"the title on record is {title}")
            yield Conflict(style.start(), message, tenures[0])
            return
