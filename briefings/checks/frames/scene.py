"""A sentence, or a cell with its headings, and whom and what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.checks.frames.relative_times import find_relative_times
from briefings.checks.text.claim_times import RANGE_BETWEEN, is_in_past, speaks_of_other_time
from briefings.checks.text.references import unify_characters
from briefings.checks.text.spelling import WORD_START
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from datetime import date

    from briefings.checks.claims.subjects import NamedSubject
    from briefings.checks.context import CheckContext
    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime
    from briefings.checks.text.titles import Title
    from briefings.model.dates import Span

__all__ = ["Bounds", "Scene"]

_WORD = re.compile(rf"{WORD_START}[^\W\d_][\w’'-]*")
_LEAST_ADJECTIVE = 6
_PLURAL = re.compile(r"(?<!\w)([A-Z][a-zé]{3,})s(?!\w)")
_SINCE = WordPattern(r"(?<!\w)(?:{since_when})\s+(?:{definite_articles}\s+)?(?:{date_prepositions}\s+)?$")
_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})\s+(?:{definite_articles}\s+)?(?:{date_prepositions}\s+)?$")
_NOT_UNTIL = WordPattern(r"(?<!\w)(?:{not_until})\s*(?:{date_prepositions}\s+)?$")
_SMALL = WordPattern(
    r"(?<!\w)(?:{since_when}|{until_when}|{date_prepositions}|{definite_articles}|{was_then}|{is_now}|{held_by}|{words_before_title}|{owner_links}|{possessives}|{current_words}|{range_starts}|{honorifics})(?!\w)|(?<!\w){elisions}|[()«»“”\"]"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The times at which something is said to have begun, to have ended, and to have been so.

    Attributes:
        since: when it began; None if the text does not say.
        until: when it ended; None if the text does not say.
        at: the other times.
    """

    since: NamedTime | None
    until: NamedTime | None
    at: tuple[NamedTime, ...]


@dataclass(frozen=True)
class Scene:
    """A sentence, or a cell with its headings.

    Attributes:
        context: the facts.
        text: the words.
        span: the days of the fact or of the finished text; None if they are not known.
        folders: the partners that it may be about.
        day: the day of a finished text, from which "last year" counts; None for a fact.
        is_cell: whether headings and a cell make it, and not a sentence: then few words make a statement.
    """

    context: CheckContext
    text: str
    span: Span | None
    folders: frozenset[str]
    day: date | None = None
    is_cell: bool = False

    @cached_property
    def plain(self) -> str:
        """Return the text with plain quotation marks and dashes, of the same length."""
        return unify_characters(self.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the entries on record that it names."""
        return self.context.names.find(self.text)

    @cached_property
    def frameworks(self) -> tuple[Mention, ...]:
        """Return the bodies and programmes of partnership that it names."""
        return tuple(mention for mention in self.mentions if isinstance(mention.entity, Framework))

    @cached_property
    def partners(self) -> tuple[tuple[int, int, str], ...]:
        """Return the partners that it names, each with the start and the end of the word."""
        taken = [(mention.start, mention.end) for mention in self.mentions]
        return tuple(
            (*word.span(), partner)
            for word in _WORD.finditer(self.text)
            if (word[0][0].isupper() or len(word[0]) >= _LEAST_ADJECTIVE)
            and (partner := self.context.countries.find(word[0]))
            and not any(start <= word.start() < end for start, end in taken)
        )

    @cached_property
    def partner(self) -> str:
        """Return the one partner that it is about; empty if it may be about several or another country."""
        named = {partner for _, _, partner in self.partners}
        if not named:
            named = set(self.folders)
        return next(iter(named)) if len(named) == 1 else ""

    @cached_property
    def names_other_country(self) -> bool:
        """Return whether it names a country that is not a partner; asked last, for the names of all countries are many."""
        return self.context.countries.names_stranger(self.text)

    @cached_property
    def people(self) -> tuple[NamedSubject, ...]:
        """Return the people whom it names; in a sentence also people who are not on record."""
        taken = [(title.whole_start, title.whole_end) for title in self.titles]
        taken += [(mention.start, mention.end) for mention in self.mentions]
        taken += [(start, end) for start, end, _ in self.partners]
        found = []
        for one in self.context.people_in(self.text):
            words = _WORD.findall(self.text, one.start, one.end)
            if one.subject.ids and all(map(self.context.countries.find, words)):
                continue  # a country is called as a person is
            if one.subject.ids or not (
                self.is_cell
                or any(start < one.end and one.start < end for start, end in taken)
                or self.context.titles.find(self.text[one.start : one.end])
            ):
                found.append(one)
        return tuple(found)

    @cached_property
    def person(self) -> str:
        """Return the id of the one person whom it names; empty if it names several, or one who is not on record."""
        ids = {id_ for one in self.people for id_ in one.subject.ids}
        is_known = all(one.subject.ids for one in self.people)
        return next(iter(ids)) if is_known and len(ids) == 1 else ""

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Return the titles of posts that it names; a heading may have one in the plural."""
        found = self.context.titles.find(self.text)
        if found or not self.is_cell:
            return found
        plurals = (
            self.text[: word.start()] + word[1] + self.text[word.end() :]
            for word in _PLURAL.finditer(self.text)
        )
        return next((titles for text in plurals if (titles := self.context.titles.find(text))), ())

    @cached_property
    def times(self) -> tuple[NamedTime, ...]:
        """Return the times that it names; some count from the day of the text."""
        times = [time for time in find_times(self.text) if time.span]
        if self.day:
            relative = find_relative_times(self.plain, self.day)
            # "Ten years ago, on 3 May 2002" is one time.
            times += [one for one in relative if not any(_is_one_time(one, time) for time in times)]
        return tuple(sorted(times, key=lambda time: time.start))

    @cached_property
    def bounds(self) -> Bounds:
        """Return what its words say of its times: since, until, or neither."""
        times = self.times
        since = until = None
        others = []
        for number, time in enumerate(times):
            before = times[number - 1] if number else None
            following = times[number + 1] if number + 1 < len(times) else None
            if before and before is since and RANGE_BETWEEN.fullmatch(self.text, before.end, time.start):
                until = time
            elif _SINCE.search(self.text, 0, time.start) or (
                following and RANGE_BETWEEN.fullmatch(self.text, time.end, following.start)
            ):
                since = time
            elif _UNTIL.search(self.text, 0, time.start) and not _NOT_UNTIL.search(self.text, 0, time.start):
                until = time
            else:
                others.append(time)
        return Bounds(since, until, tuple(others))

    @property
    def at(self) -> Span | None:
        """Return the one time that it names; if it names none, that of the text."""
        if not self.times:
            return self.span
        return self.times[0].span if len(self.times) == 1 else None

    @cached_property
    def meant(self) -> Span | None:
        """Return the one time that it names; if it names none and is not of the past, that of the text."""
        is_past = not self.times and (is_in_past(self.text) or speaks_of_other_time(self.text))
        return None if is_past else self.at

    def is_near(self, start: int, end: int, most: int = 2) -> bool:
        """Return whether nothing of weight stands between two places but people, titles, bodies and countries."""
        if start > end:
            return False
        between = list(self.plain[start:end])
        spans = [(title.whole_start, title.whole_end) for title in self.titles]
        spans += [(person.start, person.end) for person in self.people]
        spans += [(mention.start, mention.end) for mention in self.mentions]
        spans += [(first, last) for first, last, _ in self.partners]
        for first, last in spans:
            for place in range(max(first, start), min(last, end)):
                between[place - start] = " "
        rest = "".join(between)
        if any(mark in rest for mark in ".;:|"):
            return False
        return len(_SMALL.sub(" ", rest).replace(",", " ").split()) <= most


def _is_one_time(one: NamedTime, other: NamedTime) -> bool:
    """Return whether two times share words, or the one may be the other."""
    is_same = one.span is not None and other.span is not None and one.span.overlap(other.span) is not None
    return is_same or (one.start < other.end and other.start < one.end)
