"""Statements of texts about offices: who holds, held, took up or left which one."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import is_in_past
from briefings.checks.text.names import is_eponym
from briefings.checks.text.references import quoted_spans, unify_characters
from briefings.checks.text.times import has_digit
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.people import NamedPeople, PeopleIndex
    from briefings.checks.text.titles import Title

__all__ = [
    "OfficeClaim",
    "OfficeVerb",
    "find_office_claims",
    "is_occasion",
]

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MAX_WORDS_BETWEEN = 4
_FAR = 60
# No sentence that people write has more; without a limit, a hostile text would take for ever.
_MOST_TITLES = 15
_SEPARATOR = WordPattern(r"[.;:()|]|\b{title_separators}\b", re.NOFLAG)
# From a title to a name: "Keeper: NAME", "Keeper - NAME", "Keeper | NAME", "Keeper (NAME)", "Keeper, NAME".
_MARK_AFTER = re.compile(r"\s*(?:[:|=(-]|\s-)\s*|\s+")
# "Keeper (since 2009): NAME"; any other dates in brackets may be those of a term that is over.
_TERM_AFTER = WordPattern(r"\s*\((?:{since_when})\s+[^()]{1,25}\)\s*[:|=,-]?\s*", re.NOFLAG)
# "Keeper since 2009, NAME".
_SINCE_AFTER = WordPattern(r"\s*,?\s+(?:{since_when})\s+[^,()]{4,25},\s*", re.NOFLAG)
_SINCE_WITHIN = WordPattern(r"(?<!\w)(?:{since_when})(?!\w)")
_COMMA_AFTER = re.compile(r"\s*,\s*")
_IS_AFTER = WordPattern(
    r"\s*,?\s+(?:{adverbs_before_verb}\s+)?(?:(?P<is>{is_now})|(?P<elected>{elected}|{appointed})|(?P<began>{took_office})|(?P<was>{was_then}))\s+(?:(?:{held_by})\s+)?"
)
# From a name to a title: "NAME, the Keeper", "NAME (Keeper)", "NAME is the Keeper", "NAME served as Keeper".
_APPOSITION = WordPattern(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:,\s*{capital}{2,}(?:\.[A-Z])*\s*)?[,(-]\s*(?:{relative_pronouns}\s+{as_title}\s+|{that_time}\s+)?(?:(?:{words_before_title}|{elisions})\s*)?(?:{current_words}\s+)?(?:(?:{capital}[\w.-]*(?:'s)?|[\w-]+'s)\s+){0,2}",
    re.NOFLAG,
)
# "NAME | Keeper", in a row without a time.
_NEXT_CELL = re.compile(r"\s*\|\s*")
_VERB_BEFORE = WordPattern(
    r"\s*,?\s+(?:{relative_pronouns}\s+)?(?:{adverbs_before_verb}\s+)?(?:(?P<elected>{elected}|{appointed})|(?P<began>{took_office})|(?P<ended>{left_office})|(?P<is>{is_now})|(?P<was>{was_then}))"
    r"\s+(?:{still_words}\s+|{adverbs_of_time}\s+)?(?:(?:{words_before_title}|{possessives}|{elisions})\s*)?(?:{current_words}\s+)?(?:(?:{capital}[\w.-]*(?:'s)?|[\w-]+'s)\s+){0,2}",
    re.NOFLAG,
)
_TITLE_END = WordPattern(
    r"\s*(?:[,.;:()!?|-]|$|(?:{words_after_title}|{date_prepositions}|{since_when}|{that_time}|{also_words})\b|\d)",
    re.NOFLAG,
)
# "NAME leads the government as Keeper": who is named first in the sentence, and no one else.
_AS_BEFORE = WordPattern(r"(?<!\w){as_title}\s+(?:{words_before_title}\s+)?(?:{current_words}\s+)?$")
# "The Keeper's adviser NAME" is not the Keeper.
# "In February 2023 NAME".
_OPENING = WordPattern(r"(?:{date_prepositions})\s+(?:\d{1,2}\s+)?(?:[^\W\d_]+\s+)?\d{4},?\s+")
_POSSESSIVE_END = re.compile(r"(?:'s|s')$")
# "NAME, the Keeper, also saw NAME".
_CLOSED_APPOSITION = re.compile(r"\s*,\s+(?=[^\W\dA-ZА-Я])")
# "As the Keeper was ill, NAME took the chair."
# "During NAME's years as Keeper", at the head of a clause: "the house built in NAME's years as Keeper" is of another time.
_TERM_OF_NAME = WordPattern(
    r"'s?\s+(?:[\w-]+\s+){0,2}?(?:{term_as})\s+(?:{words_before_title}\s+)?", re.NOFLAG
)
_DURING = WordPattern(r"(?:^|[,;(]\s*)\W*(?:{during_a_term})\s+$")
_VERB_WITHIN = WordPattern(
    r"(?<!\w)(?:{is_now}|{was_then}|{perfect_auxiliaries}|{auxiliaries}|{human_actions})(?!\w)"
)
_AFTER_NAME = WordPattern(r"\s*(?:{and_or}\b)", re.NOFLAG)
_JOINED_TITLES = WordPattern(r"\s+(?:{and_or})\s+(?:(?:{possessives}|{current_words})\s+)?")
_NOT_A_VERB_END = WordPattern(r"\s+(?:{title_modifiers_after})\b", re.NOFLAG)
_SUCCESSION = WordPattern(r"(?<!\w)(?:{office_succession})(?!\w)")
_AIDE_BEFORE = WordPattern(r"(?<!\w){aides}\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})$")
# "Lacked a Keeper", "no one signs as Keeper", "the chair of the Keeper remains empty": no one holds that office.
_EMPTY_BEFORE = WordPattern(
    r"(?<!\w)(?:{lacks_holder}\s+(?:{indefinite_articles}\s+|{possessives}\s+|\w+\s+)?|{nobody_words}\s[^,.;:]{0,40}?{as_title}\s+)(?:{words_before_title}\s+|{elisions})*$"
)
_EMPTY_AFTER = WordPattern(
    r"[^.;:]{0,80}?\s(?:{vacancy_verbs}\s+(?:\w+\s+)?{empty_words}|{stands_empty})(?!\w)"
)
# "For the second time as Keeper", "his first winter as Keeper".
_OCCASION = WordPattern(
    r"(?<!\w){ordinals_in_words}\s+(?!{counted_people}(?!\w))[^\W\d_][\w’'-]*(?:\s+[\w’'-]+){0,3}?\s+{as_title}\s+(?:{words_before_title}\s+)?$"
)
# In Arabic the verb comes first: "كان NAME الأمين العام".
_VERB_FIRST = WordPattern(
    r"(?<!\w)و?(?:(?P<is>{is_now})|(?P<was>{was_then})|(?P<elected>{elected}|{appointed})|(?P<began>{took_office}|{office_begins_as}))\s+$"
)
_OFFICE_BEFORE = WordPattern(r"\s+(?:{offices_before_title}\s+)?$")
_TERM_BEFORE = WordPattern(r"(?<!\w)(?:(?P<as>{term_as})|{term_of_office})\s+(?:{words_before_title}\s+)?$")


# "NAME ... Keeper is."
_VERB_LAST = WordPattern(r"\s+(?:(?P<is>{copulas_last})|(?P<was>{past_copulas_last}))(?!\w)")
# Someone may have been chosen, or be wanted, for an office that another has.
_NOT_IN_OFFICE = WordPattern(
    r"(?<!\w)(?:{chosen_words}|{unreal_verbs}|{order_before}|{order_after}|{other_people}|{predecessors}|{successors}|{naming_words})(?!\w)"
)


class OfficeVerb(Enum):
    """The relation of a person to an office, by the words of a text."""

    HOLDS = "holds"
    IS_NOW = "is now"
    WAS_THEN = "was then"
    BEGAN = "began"
    ELECTED = "was elected"
    IN_TERM = "in a term"
    ENDED = "ended"


class OfficeClaim(NamedTuple):
    """A statement of a text about a person and an office.

    Attributes:
        title: the title, with the posts that it may mean.
        named: the people who may be meant.
        verb: what the text says of them.
    """

    title: Title
    named: NamedPeople
    verb: OfficeVerb


def is_occasion(text: str, title: Title) -> bool:
    """Return whether an ordinal number before a title counts what a holder does, and neither holders nor terms."""
    return _OCCASION.search(text, max(0, title.whole_start - _FAR), title.whole_start) is not None


def find_office_claims(text: str, titles: Sequence[Title], people: PeopleIndex) -> Iterator[OfficeClaim]:
    """Yield the statements of a sentence about people in offices; quotations and successions are left out."""
    plain = unify_characters(text)
    quoted = quoted_spans(text)
    if _SUCCESSION.search(plain):
        return
    shared: OfficeClaim | None = None  # "NAME, the Keeper and Treasurer"
    for index, title in enumerate(titles[:_MOST_TITLES]):
        if any(start <= title.start < end for start, end in quoted) or _AIDE_BEFORE.search(
            plain, max(0, title.whole_start - _FAR), title.whole_start
        ):
            continue
        if _EMPTY_BEFORE.search(plain, max(0, title.whole_start - _FAR), title.whole_start) or (
            may_contain(plain, "empty_words", "stands_empty") and _EMPTY_AFTER.match(plain, title.whole_end)
        ):
            continue
        term = _TERM_BEFORE.search(plain, max(0, title.whole_start - _FAR), title.whole_start)
        if term and not term["as"]:
            continue  # "after the resignation of"
        following = titles[index + 1].whole_start if index + 1 < len(titles) else len(plain)
        preceding = titles[index - 1].whole_end if index else 0
        is_joined = index > 0 and _JOINED_TITLES.fullmatch(plain, preceding, title.whole_start) is not None
        has_own_name = people.read_after(plain, title.whole_end + 1) is not None
        if is_joined and shared and not has_own_name:
            before: OfficeClaim | None = shared._replace(title=title)
        else:
            goes_on = index + 1 < len(titles) and _JOINED_TITLES.fullmatch(plain, title.whole_end, following)
            before = _read_before(plain, title, people, preceding, goes_on=bool(goes_on))
            is_joined = False
        shared = before
        is_apposition = before is not None and (
            is_joined or _CLOSED_APPOSITION.match(plain, title.whole_end) is not None
        )
        claim = before if is_apposition else _read_after(plain, title, people, following) or before
        claim = claim or _read_as(plain, title, people, titles) or _read_term(plain, title, people, preceding)
        claim = claim or _read_verb_first(plain, title, people) or _read_copula_last(plain, title, people)
        if claim and term:
            claim = claim._replace(verb=OfficeVerb.IN_TERM)  # "after six years as"
        if (
            claim
            and not is_eponym(text, claim.named.start, claim.named.end)
            and not is_unasserted(plain, min(claim.named.start, title.whole_start))
        ):
            yield claim


def _read_after(text: str, title: Title, people: PeopleIndex, limit: int) -> OfficeClaim | None:
    """Return the claim about the person whose name follows a title, or None."""
    end = title.whole_end
    if _POSSESSIVE_END.search(text, title.start, end):
        return None
    if (
        (verb := _IS_AFTER.match(text, end))
        and (named := people.read_after(text, verb.end()))
        and named.start < limit
    ):
        return OfficeClaim(title, named, _verb_of(verb))
    for pattern in (_MARK_AFTER, _TERM_AFTER, _SINCE_AFTER, _COMMA_AFTER):
        mark = pattern.match(text, end)
        named = people.read_after(text, mark.end()) if mark else None
        if named and named.start < limit:
            is_list = pattern is _COMMA_AFTER and _AFTER_NAME.match(text, named.end)
            return None if is_list else OfficeClaim(title, named, OfficeVerb.HOLDS)
    return _read_further(text, title, people, limit)


def _read_further(text: str, title: Title, people: PeopleIndex, limit: int) -> OfficeClaim | None:
    """Return the claim about a person whose name follows a title after a few words: "Envoy for the valley, NAME"."""
    for word in list(_WORD.finditer(text, title.whole_end, min(limit, title.whole_end + 80)))[
        : _MAX_WORDS_BETWEEN + 1
    ]:
        between = text[title.whole_end : word.start()]
        if _SEPARATOR.search(between) or (word[0][0].isupper() and _VERB_WITHIN.search(between)):
            return None
        if has_digit(between) and not _SINCE_WITHIN.search(between):
            return None  # in Tajik, who "Keeper, 10 April 2013, NAME" met is named behind the day
        if word[0][0].isupper():  # any other name makes it the title of another: "Keeper of Utopia, NAME"
            named = people.read_after(text, word.start())
            return OfficeClaim(title, named, OfficeVerb.HOLDS) if named and named.start < limit else None
    return None


def _read_before(
    text: str, title: Title, people: PeopleIndex, limit: int, *, goes_on: bool
) -> OfficeClaim | None:
    """Return the claim about the person whose name precedes a title, or None.

    Args:
        text: the sentence.
        title: the title.
        people: all people.
        limit: where the title before it ends.
        goes_on: whether "and" joins another title to it.
    """
    ends = goes_on or _TITLE_END.match(text, title.whole_end) is not None
    # "Is Keeper and treasurer".
    if not (ends or _AFTER_NAME.match(text, title.whole_end)) or _NOT_A_VERB_END.match(text, title.whole_end):
        return None
    start = max(limit, title.whole_start - 80)
    for word in reversed(list(_WORD.finditer(text, start, title.whole_start))):
        if not word[0][0].isupper():
            continue
        between = text[word.end() : title.whole_start]
        verb = _VERB_BEFORE.fullmatch(between)
        is_beside = _APPOSITION.fullmatch(between) or (_NEXT_CELL.fullmatch(between) and not has_digit(text))
        if not verb and not (ends and is_beside):
            continue
        if named := people.read_before(text, word.end()):
            return OfficeClaim(title, named, _verb_of(verb))
    return None


def _read_as(text: str, title: Title, people: PeopleIndex, titles: Sequence[Title]) -> OfficeClaim | None:
    """Return the claim about the person who opens a sentence that goes on "as Keeper"; None if others may be meant."""
    if not _AS_BEFORE.search(text, 0, title.whole_start) or titles[0] is not title:
        return None
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    named = people.read_after(text, begin)
    if not named or named.start != begin:
        named = _only_holder(text, people, title.whole_start)
    if not named:
        return None
    capitals = [word for word in _WORD.finditer(text, named.end, title.whole_start) if word[0][0].isupper()]
    if any(people.read_after(text, word.start()) for word in capitals) or not _TITLE_END.match(
        text, title.whole_end
    ):
        return None
    return OfficeClaim(title, named, OfficeVerb.WAS_THEN if is_in_past(text) else OfficeVerb.HOLDS)


def _only_holder(text: str, people: PeopleIndex, end: int) -> NamedPeople | None:
    """Return the only people on record whom the words before a position name, of whom only a holder of the office may be meant."""
    named = None if _NOT_IN_OFFICE.search(text) else people.only_named(text, end)
    return named._replace(is_full=False) if named else None


def _read_copula_last(text: str, title: Title, people: PeopleIndex) -> OfficeClaim | None:
    """Return the claim of a sentence that ends with the office and its verb, in Tajik; None if it does not."""
    verb = _VERB_LAST.match(text, title.whole_end)
    named = _only_holder(text, people, title.whole_start) if verb else None
    return OfficeClaim(title, named, _verb_of(verb)) if named else None


def _read_term(text: str, title: Title, people: PeopleIndex, limit: int) -> OfficeClaim | None:
    """Return the claim about the person in whose term something happened: "during NAME's years as Keeper"."""
    start = max(limit, title.whole_start - 80)
    place = text.find("'", start, title.whole_start)
    if place < 0 or not _TERM_OF_NAME.fullmatch(text, place, title.whole_start):
        return None
    named = people.read_before(text, place)
    is_of_clause = named is not None and _DURING.search(text, 0, named.start) is not None
    return OfficeClaim(title, named, OfficeVerb.IN_TERM) if named and is_of_clause else None


def _read_verb_first(text: str, title: Title, people: PeopleIndex) -> OfficeClaim | None:
    """Return the claim about the person whose name stands between a verb and a title, in Arabic; None if none does."""
    link = _OFFICE_BEFORE.search(text, 0, title.whole_start)
    if not link or not is_arabic(text[title.start]):
        return None
    named = people.read_before(text, link.start())
    verb = _VERB_FIRST.search(text, 0, named.start) if named else None
    return OfficeClaim(title, named, _verb_of(verb)) if named and verb else None


def _verb_of(match: re.Match[str] | None) -> OfficeVerb:
    """Return what the verb between a name and a title says; a title in apposition says that the person holds it."""
    kinds = {
        "is": OfficeVerb.IS_NOW, "was": OfficeVerb.WAS_THEN, "began": OfficeVerb.BEGAN, "ended": OfficeVerb.ENDED,
        "elected": OfficeVerb.ELECTED,
    }  # fmt: skip
    return kinds[match.lastgroup] if match and match.lastgroup else OfficeVerb.HOLDS
