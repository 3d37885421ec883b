"""Titles of posts in texts, and the people to whom a text gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.text.phrase_index import PhraseIndex
from briefings.checks.text.references import unify_characters
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.factbase.store import FactStore

__all__ = ["Title", "TitleIndex", "find_titled_person"]

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MAX_WORDS_BETWEEN = 4
_SEPARATOR = WordPattern(r"[.;:()|]|\b{title_separators}\b", re.NOFLAG)
# "Agatha Baker, the League's Keeper, …": a comma, an article, the owner of the title; and after the title another comma,
# or more of the title. "Agatha Baker, the Keeper and others" are several people.
_APPOSITION = WordPattern(
    r"\s*[,(–-]\s*(?:(?:{words_before_title}|{elisions})\s*)?"
    r"(?:(?:[^\W\d_a-zа-я][\w.-]*(?:[’']s)?|[\w-]+[’']s)\s+){0,2}",
    re.NOFLAG,
)
_TITLE_END = WordPattern(r"\s*(?:[,.;:)–-]|$|{words_after_title}\b)", re.NOFLAG)
# In a table row: the text allowed before a title in its cell, between the two cells, and after the name.
_CELL_START = re.compile(r"(?:^|\|)\s*(?:[^\W\d_a-zа-я][\w.-]*\s+){0,2}$")
_CELL_BORDER = WordPattern(r"\s*\|\s*(?:{honorifics}\.?\s+)?", re.NOFLAG)
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
            for text in (*texts, *(role.replace("-", " ") for role in post.roles)):
                words = tuple(word.casefold() for word in _WORD.findall(unify_characters(text)))
                posts.setdefault(words, {})[post.id] = post
        self._titles = PhraseIndex(
            (words, tuple(posts_by_id.values())) for words, posts_by_id in posts.items()
        )
        # Most texts contain no title; this pattern rules them out quickly.
        self._any_first_word = re.compile(
            "|".join(map(re.escape, self._titles.first_words)) or "(?!)", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[Title]:
        """Yield the titles in a text; of two titles with the same start, the longer one wins."""
        unified_text = unify_characters(text)
        if not self._any_first_word.search(unified_text):
            return
        matches = list(_WORD.finditer(unified_text))
        words = [match[0].casefold() for match in matches]
        for occurrence in self._titles.find(words):
            first = occurrence.start
            if first == 0 or words[first - 1] not in word_set("title_modifiers"):
                start, end = matches[first].start(), matches[occurrence.end - 1].end()
                yield Title(occurrence.value, start, end, text[start:end])


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
        between = unify_characters(text[title.end : after.start])
        if len(_WORD.findall(between)) <= _MAX_WORDS_BETWEEN and not _SEPARATOR.search(between):
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
