"""Titles in a text, the posts that they may mean, and the persons whom a text gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.facts import Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.mentions import Mention
    from briefings.factbase.store import FactBase

__all__ = ["Title", "Titles", "beside"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_BEFORE = 4
# "Agatha Baker, the League's Keeper, …": a comma, an article, whose title it is; and behind it a comma again, or more of
# the title. "Agatha Baker, the Keeper and others" are several.
_APPOSITION = re.compile(
    r"\s*[,(–-]\s*(?:(?:the|its|then|le|la|l[’'])\s*)?(?:(?:[^\W\d_a-zа-я][\w.-]*(?:[’']s)?|[\w-]+[’']s)\s+){0,2}"
)
_CLOSED = re.compile(r"\s*(?:[,.;:)–-]|$|(?:of|for|in|to|at|since|from|until|de|du|des|pour)\b)")
# In front of a title they make another one of it.
_OTHER_TITLE = frozenset({
    "deputy", "assistant", "former", "acting", "vice", "ex", "then", "under", "first", "adjoint", "ancien", "ancienne",
    "заместитель", "бывший", "исполняющий",
})  # fmt: skip
# Of a row of a table: what may stand in front of a title in its cell, between the two cells, and behind the name.
_CELL = re.compile(r"(?:^|\|)\s*(?:[^\W\d_a-zа-я][\w.-]*\s+){0,2}$")
_BORDER = re.compile(r"\s*\|\s*(?:(?:Mr|Ms|Mrs|Dr|Ambassador|M|Mme)\.?\s+)?")
_FILLED = re.compile(r"\s*(?:\||$|,|\()")


@dataclass(frozen=True, slots=True)
class Title:
    """A title that stands in a text, with the posts that it may mean."""

    posts: tuple[Post, ...]
    start: int
    end: int
    words: str


class Titles:
    """What posts are called, to be found in texts; a role is a title too."""

    def __init__(self, base: FactBase) -> None:
        posts: dict[tuple[str, ...], dict[str, Post]] = {}
        for post in base.all(Post):
            texts = [name.text for name in post.names if name.form != "adjective"]
            for text in (*texts, post.role.replace("-", " ")):
                if words := tuple(_plain(word) for word in _WORD.findall(text)):
                    posts.setdefault(words, {})[post.id] = post
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[Post, ...]]]] = {}
        for words, found in posts.items():
            self._by_first.setdefault(words[0], []).append((words, tuple(found.values())))
        for known in self._by_first.values():
            known.sort(key=lambda each: -len(each[0]))
        # Most texts have no title, which this tells quickly.
        self._any = re.compile("|".join(map(re.escape, self._by_first)) or "(?!)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Title]:
        """The titles in a text, of two that begin alike the longer one."""
        if not self._any.search(text.replace("’", "'")):
            return
        found = list(_WORD.finditer(text))
        words = [_plain(match[0]) for match in found]
        position = 0
        while position < len(words):
            length = 1
            for title, posts in self._by_first.get(words[position], ()):
                if tuple(words[position : position + len(title)]) == title:
                    length = len(title)
                    start, end = found[position].start(), found[position + length - 1].end()
                    if position and words[position - 1] in _OTHER_TITLE:
                        break
                    yield Title(posts, start, end, text[start:end])
                    break
            position += length


def beside(text: str, title: Title, mentions: Sequence[Mention], titles: Sequence[Title]) -> Mention | None:
    """The person whom a sentence gives a title: right behind it, or right before it with a comma between."""
    if in_table := _in_next_cell(text, title, mentions):
        return in_table
    people = [mention for mention in mentions if isinstance(mention.named, Person)]
    after = next((each for each in people if each.start >= title.end), None)
    if after and not any(title.end <= other.start < after.start for other in titles):
        between = text[title.end : after.start]
        if len(_WORD.findall(between)) <= _BEFORE and not re.search(
            r"[.;:()|]|\b(?:and|met|received|with|by|to|told|of)\b", between
        ):
            return after
    before = next((each for each in reversed(people) if each.end <= title.start), None)
    if before and not any(before.end <= other.start < title.start for other in titles):
        between = text[before.end : title.start]
        if _APPOSITION.fullmatch(between) and _CLOSED.match(text, title.end):
            return before
    return None


def _in_next_cell(text: str, title: Title, mentions: Sequence[Mention]) -> Mention | None:
    """The person who fills the cell of a table behind that of a title."""
    for mention in mentions:
        if (
            isinstance(mention.named, Person)
            and _BORDER.fullmatch(text, title.end, mention.start)
            and _CELL.search(text, 0, title.start)
            and _FILLED.match(text, mention.end)
        ):
            return mention
    return None


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
