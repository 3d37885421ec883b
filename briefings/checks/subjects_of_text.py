"""Headings of a text, and the people and things that the sentences of a text are about, so that later words for them can be read as their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.dateline import is_dateline
from briefings.checks.text.restatements import (
    career_sentence,
    opening_noun,
    resolve_body,
    resolve_pronoun,
    resolve_thing,
    row_sentence,
)
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.entities import SHARED_FOLDER, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.restatements import Restatement

__all__ = ["SubjectsOfText", "Wordings", "heading_blocks"]

_LONGEST_HEADING = 60
_MOST_PEOPLE = 3
_NOT_A_HEADING = re.compile(r"[:;|\t]|[.!?…][”’»\"')\]]*$")
# What a sentence is about: the words before its first verb, without a time before them.
_OPENING = WordPattern(
    r"\W*(?:(?:{date_prepositions})\s+[^,]{3,30},\s+)?(?P<thing>(?:{definite_articles}\s+)?[^,;:.]{3,70}?)\s+(?:{thing_verbs}|{is_now}|{was_then})(?!\w)"
)


def _is_heading(text: str) -> bool:
    """Return whether a line may be a heading: a few words without an end."""
    return len(text) <= _LONGEST_HEADING and not _NOT_A_HEADING.search(text)


class Wordings(NamedTuple):
    """The wordings of a sentence that are checked.

    Attributes:
        text: the sentence as written.
        readings: the sentence with a name in place of its first word, for each person or thing that this may mean.
        row: the sentence that it is as a row of a table; None for other text.
    """

    text: str
    readings: list[Restatement]
    row: Restatement | None

    @property
    def texts(self) -> list[str]:
        """Return all that is checked, in order."""
        texts = [reading.text for reading in self.readings] or [self.text]
        return [*texts, self.row.text] if self.row else texts


class SubjectsOfText:
    """The subjects of the sentences of a text so far."""

    def __init__(self, context: CheckContext, folders: frozenset[str]) -> None:
        """Begin a text that is about the partners of some folders."""
        partners = sorted(folders - {SHARED_FOLDER})
        self._context = context
        self._country = context.display_name(partners[0]) if len(partners) == 1 else ""
        self._people: tuple[tuple[str, frozenset[str]], ...] = ()
        self._thing = self._body = self._topic = self._title = ""

    def _readings(self, text: str) -> list[Restatement]:
        """Return a sentence with a name in place of its first word, for each person or thing that this may mean."""
        people = [
            found
            for name, ids in self._people
            if (found := resolve_pronoun(text, name)) and self._may_be(text, ids) and not self._opens(found)
        ]
        if people:
            return people
        thing = resolve_thing(text, self._thing, self._country, self._body) or resolve_body(text, self._body)
        return [thing] if thing else []

    def follow(self, text: str) -> Wordings:
        """Return the wordings of the next sentence of the text, and remember whom and what it is about."""
        wordings = Wordings(text, self._readings(text), self._row(text))
        self._remember(text)
        return wordings

    def _opens(self, reading: Restatement) -> bool:
        """Return whether someone else is named before the name that stands in place of a pronoun."""
        start = reading.pieces[1][0]
        return any(one.end <= start for one in self._context.people_in(reading.text))

    def _may_be(self, text: str, ids: frozenset[str]) -> bool:
        """Return whether the noun that opens a sentence fits an office that one of some people has or had."""
        noun = opening_noun(text)
        posts = {tenure.post for id_ in ids for tenure in self._context.store.tenures_by_holder.get(id_, ())}
        titles = [
            name.text.lower() for post in posts for name in self._context.store.entity(Post, post).names
        ]
        return not noun or any(noun in title for title in titles)

    def _row(self, text: str) -> Restatement | None:
        """Return a row of a table of data, or of a life, as a sentence about its topic; None for other text."""
        if not self._topic:
            return None
        return row_sentence(text, self._topic, self._title) or self._career(text)

    def _career(self, text: str) -> Restatement | None:
        """Return a row of the life of the person whose name stands above it as a sentence; None for other text."""
        is_of_person = any(one.subject.ids for one in self._context.people_in(self._topic))
        row = career_sentence(text, self._topic) if is_of_person else None
        return row if row and self._context.titles.find(row.text) else None

    def _remember(self, text: str) -> None:
        """Remember whom and what a sentence is about."""
        named = [one for one in self._context.people_in(text) if one.subject.ids]
        if named:
            self._people = tuple(dict.fromkeys((text[one.start : one.end], one.subject.ids) for one in named))
            if len(self._people) > _MOST_PEOPLE:
                self._people = ()
        opening = _OPENING.match(text)
        if opening and not any(one.start < opening.end("thing") for one in named):
            self._thing = opening["thing"]
        bodies = {
            mention.entity.id: text[mention.start : mention.end] for mention in self._context.names.find(text)
        }
        bodies = {id_: name for id_, name in bodies.items() if name not in dict(self._people)}
        self._body = next(iter(bodies.values())) if len(bodies) == 1 else ""
        self._remember_topic(text)

    def _remember_topic(self, text: str) -> None:
        """Remember what the table of data is about that a short line opens, and the office of that person."""
        if self._topic and career_sentence(text, self._topic):
            return
        if not _is_heading(text):
            if ":" not in text and "|" not in text:
                self._topic = self._title = ""
            return
        title = next(iter(self._context.titles.find(text)), None)
        if self._topic and title:
            self._title = text[title.whole_start : title.whole_end]
        elif not find_times(text):
            self._topic, self._title = text.strip(), ""


def heading_blocks(context: CheckContext, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of the blocks that are headings: a few words without an end, and without an office."""
    blocks: dict[int, list[str]] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, []).append(sentence.text)
    return frozenset(
        number
        for number, texts in blocks.items()
        if len(texts) == 1
        and _is_heading(texts[0])
        and not _is_day_alone(texts[0])
        and not context.titles.find(texts[0])
    )


def _is_day_alone(text: str) -> bool:
    """Return whether a line is a dateline with a day, which is that of the text."""
    return is_dateline(text) and any(time.when and time.when.day for time in find_times(text))
