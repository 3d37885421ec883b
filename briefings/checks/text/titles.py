"""Titles of posts in texts, and the people to whom a text gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.mentions import Mention
    from briefings.factbase.store import FactStore

__all__ = ["Title", "TitleIndex", "find_titled_person"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_MAX_WORDS_BETWEEN = 4
# "Agatha Baker, the League's Keeper, …": a comma, an article, the owner of the title; and after the title another comma,
# or more of the title. "Agatha Baker, the Keeper and others" are several people.
_APPOSITION = re.compile(
    r"\s*[,(–-]\s*(?:(?:the|its|then|le|la|l[’'])\s*)?(?:(?:[^\W\d_a-zа-я][\w.-]*(?:[’']s)?|[\w-]+[’']s)\s+){0,2}"
)
_TITLE_END = re.compile(r"\s*(?:[,.;:)–-]|$|(?:of|for|in|to|at|since|from|until|de|du|des|pour)\b)")
# Before a title, these words turn it into another title.
_TITLE_MODIFIERS = frozenset({
    "deputy", "assistant", "former", "acting", "vice", "ex", "then", "under", "first", "adjoint", "ancien", "ancienne",
    "заместитель", "бывший", "исполняющий",
})  # fmt: skip
# In a table row: the text allowed before a title in its cell, between the two cells, and after the name.
_CELL_START = re.compile(r"(?:^|\|)\s*(?:[^\W\d_a-zа-я][\w.-]*\s+){0,2}$")
_CELL_BORDER = re.compile(r"\s*\|\s*(?:(?:Mr|Ms|Mrs|Dr|Ambassador|M|Mme)\.?\s+)?")
_CELL_END = re.compile(r"\s*(?:\||$|,|\()")


@dataclass(frozen=True, slots=True)
class Title:
    """A title that a text contains, with the posts that it may refer to."""

    posts: tuple[Post, ...]
    start: int
    end: int
    text: str


class TitleIndex:
    """An index that finds the titles of posts in texts; a role counts as a title."""

    def __init__(self, store: FactStore) -> None:
        posts: dict[tuple[str, ...], dict[str, Post]] = {}
        for post in store.entities_of(Post):
            texts = [name.text for name in post.names if name.form != "adjective"]
            for text in (*texts, post.role.replace("-", " ")):
                if words := tuple(_normalize(word) for word in _WORD.findall(text)):
                    posts.setdefault(words, {})[post.id] = post
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], tuple[Post, ...]]]] = {}
        for words, posts_by_id in posts.items():
            self._by_first_word.setdefault(words[0], []).append((words, tuple(posts_by_id.values())))
        for candidates in self._by_first_word.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))
        # Most texts contain no title; this pattern rules them out quickly.
        self._any_first_word = re.compile(
            "|".join(map(re.escape, self._by_first_word)) or "(?!)", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[Title]:
        """Yield the titles in a text; of two titles with the same start, the longer one wins."""
        if not self._any_first_word.search(text.replace("’", "'")):
            return
        matches = list(_WORD.finditer(text))
        words = [_normalize(match[0]) for match in matches]
        position = 0
        while position < len(words):
            length = 1
            for title_words, posts in self._by_first_word.get(words[position], ()):
                if tuple(words[position : position + len(title_words)]) == title_words:
                    length = len(title_words)
                    start, end = matches[position].start(), matches[position + length - 1].end()
                    if position and words[position - 1] in _TITLE_MODIFIERS:
                        break
                    yield Title(posts, start, end, text[start:end])
                    break
            position += length


def find_titled_person(
    text: str, title: Title, mentions: Sequence[Mention], titles: Sequence[Title]
) -> Mention | None:
    """Return the person to whom a sentence gives a title, or None.

    The person's name follows the title directly, precedes it with a comma in between, or fills the next table cell.
    """
    if in_table := _person_in_next_cell(text, title, mentions):
        return in_table
    people = [mention for mention in mentions if isinstance(mention.entity, Person)]
    after = next((person for person in people if person.start >= title.end), None)
    if after and not any(title.end <= other_title.start < after.start for other_title in titles):
        between = text[title.end : after.start]
        if len(_WORD.findall(between)) <= _MAX_WORDS_BETWEEN and not re.search(
            r"[.;:()|]|\b(?:and|met|received|with|by|to|told|of)\b", between
        ):
            return after
    before = next((person for person in reversed(people) if person.end <= title.start), None)
    if before and not any(before.end <= other_title.start < title.start for other_title in titles):
        between = text[before.end : title.start]
        if _APPOSITION.fullmatch(between) and _TITLE_END.match(text, title.end):
            return before
    return None


def _person_in_next_cell(text: str, title: Title, mentions: Sequence[Mention]) -> Mention | None:
    """Return the person who fills the table cell after that of the title, or None."""
    for mention in mentions:
        if (
            isinstance(mention.entity, Person)
            and _CELL_BORDER.fullmatch(text, title.end, mention.start)
            and _CELL_START.search(text, 0, title.start)
            and _CELL_END.match(text, mention.end)
        ):
            return mention
    return None


def _normalize(word: str) -> str:
    return word.casefold().replace("’", "'")
