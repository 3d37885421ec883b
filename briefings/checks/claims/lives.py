"""Statements about the birth, the death and the age of people."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.checks.claims.model import Claim
from briefings.checks.claims.subjects import people_in
from briefings.checks.periods import start_by_age
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import is_in_past
from briefings.checks.text.numbers import number_value, ordinal_value
from briefings.checks.text.times import find_times, has_digit
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.dates import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.subjects import NamedSubject, Subject
    from briefings.checks.text.people import PeopleIndex
    from briefings.checks.text.times import NamedTime

__all__ = ["BORN", "DIED", "find_life_claims", "speaks_of_lives"]

BORN, DIED = "born", "died"

_BORN = WordPattern(r"(?<!\w)(?:{born}|{birth_nouns})(?!\w)")
_DIED = WordPattern(r"(?<!\w)(?:{died}|{death_nouns})(?!\w)")
_BURIED = WordPattern(r"(?<!\w){buried}(?!\w)")
# Between a death and a burial.
_TO_BURIAL = timedelta(days=60)
# "NAME (1931-2013)"; a term of office is as short as a life never is.
_LIFE_SPAN = re.compile(
    r"\s*\(\s*(?:[^()\d]{0,10})(?P<born>1[89]\d\d|20\d\d)\s*[-–—]\s*†?\s*(?P<died>1[89]\d\d|20\d\d)\)"
)
_LEAST_LIFE = 16
# "The tenth anniversary of his death".
_REMEMBERED = WordPattern(r"(?<!\w)(?:{anniversaries}|{remembrance})\s+(?:\w+\s+){0,3}$")
_DATE_LINK = WordPattern(r"\s+(?:{date_prepositions})\s+(?:{definite_articles}\s+)?$")
_MARK = re.compile(r"[.;!?]\s")
_NUMBER = r"(?:\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?)"
# "Aged 58", "NAME, 58, came", "NAME (58)", "the 58-year-old NAME".
_AGE = WordPattern(
    rf"(?<!\w)(?:{{age_before}}|(?P<event>{{age_at_event}}))\s+(?P<age>{_NUMBER})(?!\w)|[,(]\s*(?P<alone>\d\d)(?=\s*[,)])|(?<![\w-])(?P<old>{_NUMBER})[\s-]*(?:{{age_words}})(?!\w)"
)
_BIRTHDAY = WordPattern(
    r"(?<!\w)(?:(?P<digits>\d{1,3})(?:{ordinal_suffixes})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?))\s+{birthdays}(?!\w)"
)
_TURNED = WordPattern(
    r"(?<!\w)(?:{turned})\s+(?P<age>\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?)(?!\s*(?:%|[^\W\d_]*(?:{magnitude_words})))"
)
_FAR, _NEAR = 50, 15
_A_WORD = re.compile(r"\w")
_OTHER_PERSON = WordPattern(r"(?<!\w){other_people}(?!\w)")
_PRONOUN = WordPattern(r"(?<!\w){person_pronouns}(?!\w)")
# In a biography: "Entered the academy in 1984, aged twenty."
_NO_SUBJECT = re.compile(r"\W*[A-Z][a-z]+ed\s+(?:in|at|from|the|an?|as|to)\s")
# Directly before a verb: "NAME, spokesman of the ministry, was born", "NAME (born".
_LEADS_TO_VERB = WordPattern(r"[,(]\s*(?:{auxiliaries}\s+)?$")
# "NAME, spokesman of the ministry, was born".
_APPOSITION = WordPattern(r",\s[^,;:.]{3,70},\s+(?:(?:{was_then}|{is_now})\s+)?")
_ANY_NUMBER = WordPattern(r"\d{4}\s*[-–—]\s*†?\s*\d{4}\)|[,(]\s*\d\d[,)]|\d[\s-]*(?:{age_words})")
_ANY_WORD = WordPattern(
    r"(?<!\w)(?:{born}|{birth_nouns}|{died}|{death_nouns}|{buried}|{age_before}|{age_at_event}|{birthdays}|{turned})(?!\w)"
)
# "Has died at 68": in these days.
_NEWS = WordPattern(r"(?<!\w){perfect_auxiliaries}\s+(?:{died})$")
# "Had died".
_PLUPERFECT = WordPattern(r"(?<!\w){pluperfect_auxiliaries}\s+(?:[\w-]+\s+)?$")
# "The 21-year-old institute"; "the 58-year-old minister", "the 58-year-old NAME" are people.
_OF_THING = WordPattern(
    r"(?<=[\w-])\s+(?!(?:{person_nouns}|{leader_nouns}|{role_nouns})(?!\w))(?-i:[^\W\d_A-ZА-Я])"
)
_ATTRIBUTIVE = WordPattern(r"{ages_before_noun}")
_LEAST_AGE, _MOST_AGE = 16, 110


def speaks_of_lives(text: str) -> bool:
    """Return False only if a text certainly says nothing of a birth, a death or an age."""
    has_number = has_digit(text) and _ANY_NUMBER.search(text)
    return bool(has_number or _ANY_WORD.search(text))


def find_life_claims(
    text: str, people: PeopleIndex, span: Span | None, known: Subject | None
) -> Iterator[Claim]:
    """Yield the claims of a sentence about births, deaths and ages; an age is a claim about the birth.

    Args:
        text: the sentence.
        people: the people on record.
        span: the days of the text, for an age without a date; None if they are not known.
        known: the person of whom the text speaks, where the sentence names none: "Born on 3 May 1970."
    """
    named = list(people_in(text, people))
    times = [time for time in find_times(text) if time.span]
    yield from _years_of_life(text, named)
    for relation, pattern in ((BORN, _BORN), (DIED, _DIED), (DIED, _BURIED)):
        for verb in pattern.finditer(text):
            if is_unasserted(text, verb.start()):
                continue
            if _REMEMBERED.search(text, 0, verb.start()) and not _is_dated(text, times, verb.end()):
                continue  # "after her death the school closed in 2010"
            subject = _subject(text, named, verb.start(), verb.end(), known)
            if _OTHER_PERSON.search(text, 0, verb.start()):
                continue  # "his brother NAME, born in 1963"
            is_led_to = _LEADS_TO_VERB.search(text, 0, verb.start()) or any(
                _APPOSITION.fullmatch(text, person.end, verb.start()) for person in named
            )
            if not is_led_to and any(
                person.end <= verb.start() - _NEAR for person in named if person.end <= verb.start()
            ):
                continue  # "NAME said that ten people died"
            time = _time_after(text, times, verb.end()) or _time_before(text, times, verb)
            if subject and time and time.span:
                reach = _TO_BURIAL if pattern is _BURIED else timedelta()
                days = Span(time.span.first - reach, time.span.last)
                yield Claim(relation, subject, days, time.start, time.text)
    yield from _ages(text, named, times, span, known)


def _is_dated(text: str, times: Sequence[NamedTime], position: int) -> bool:
    """Return whether a time stands directly behind some words: "after her death in 2010"."""
    return any(_DATE_LINK.fullmatch(text, position, time.start) for time in times)


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _years_of_life(text: str, named: Sequence[NamedSubject]) -> Iterator[Claim]:
    """Yield the birth and the death in brackets behind a name."""
    for person in named:
        years = _LIFE_SPAN.match(text, person.end)
        if years and abs(int(years["died"]) - int(years["born"])) >= _LEAST_LIFE:
            for relation in (BORN, DIED):
                yield Claim(
                    relation,
                    person.subject,
                    _year(int(years[relation])),
                    years.start(relation),
                    years[relation],
                )


def _ages(
    text: str,
    named: Sequence[NamedSubject],
    times: Sequence[NamedTime],
    own: Span | None,
    known: Subject | None,
) -> Iterator[Claim]:
    """Yield the ages of people as claims about their birth."""
    died = _DIED.search(text)
    born = _BORN.search(text)
    others = [time for time in times if not (born and time is _time_after(text, times, born.end()))]
    for pattern in (_AGE, _BIRTHDAY, _TURNED):
        for match in pattern.finditer(text):
            age = 0 if _is_of_thing(text, match) else _age_of(match)
            if not _LEAST_AGE <= age <= _MOST_AGE or is_unasserted(text, match.start()):
                continue
            subject = _subject(text, named, match.start(), match.end(), known)
            if len(others) > 1 or _OTHER_PERSON.search(text):
                continue
            is_past = match.groupdict().get("event") or (
                is_in_past(text) and not match.groupdict().get("alone")
            )
            is_news = died and _NEWS.search(text, 0, died.end())
            span = others[0].span if others else (None if (died or is_past) and not is_news else own)
            if subject and span:
                birth = start_by_age(span, age)
                if pattern is _BIRTHDAY:
                    birth = Span(date(span.first.year - age, 1, 1), date(span.last.year - age, 12, 31))
                yield Claim(BORN, subject, birth, match.start(), f"age {age}")


def _is_of_thing(text: str, match: re.Match[str]) -> bool:
    """Return whether an age stands before a noun for a thing: "the 21-year-old institute"."""
    is_before_noun = match.groupdict().get("old") and _ATTRIBUTIVE.search(match[0])
    return bool(is_before_noun and _OF_THING.match(text, match.end()))


def _age_of(match: re.Match[str]) -> int:
    """Return an age in digits, in words, or as an ordinal number."""
    groups = match.groupdict()
    written = (
        groups.get("age")
        or groups.get("alone")
        or groups.get("old")
        or groups.get("digits")
        or groups.get("word")
        or ""
    )
    return number_value(written) or ordinal_value(written)


def _subject(
    text: str, named: Sequence[NamedSubject], start: int, end: int, known: Subject | None
) -> Subject | None:
    """Return the person whom words are about: named before them, or behind "Born in 1970,"; else a known one."""
    before = [person for person in named if person.end <= start]
    if before:
        return None if _MARK.search(text, before[-1].end, start) else before[-1].subject
    opens = not _A_WORD.search(text, 0, start)
    after = [person for person in named if person.start >= end]
    if after:
        near = opens or after[0].start - end < _NEAR
        return after[0].subject if near and not _MARK.search(text, end, after[0].start) else None
    return known if opens or _PRONOUN.search(text, 0, start) or _NO_SUBJECT.match(text) else None


def _time_after(text: str, times: Sequence[NamedTime], position: int) -> NamedTime | None:
    """Return the first time behind some words, within the same clause."""
    time = next((time for time in times if time.start >= position), None)
    return (
        time
        if time and time.start - position < _FAR and not _MARK.search(text, position, time.start)
        else None
    )


def _time_before(text: str, times: Sequence[NamedTime], verb: re.Match[str]) -> NamedTime | None:
    """Return the only time before a verb: "On 3 May 2010 he died"; "in May 2010, after he had died in March" has another."""
    before = [time for time in times if time.end <= verb.start()]
    if len(before) != 1 or len(times) != 1 or _PLUPERFECT.search(text, 0, verb.start()):
        return None
    has_month = any(verb.end() <= time.start for time in find_times(text, date.max))
    return None if has_month else before[0]
