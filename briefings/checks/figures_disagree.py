"""Numbers that disagree.

What it finds:
    Two figures of a partner, or one of a partner and one that is shared, with the same name and different values that surely hold on one day; and a text that says how many
    things it lists, and lists another number of them.

Why it matters:
    "Five key areas", and four are named: a reader who counts stops to believe the rest.

Example:
    text: The league named three areas: lamps; wicks.

Write instead:
    The right number, or the missing item. Counts that grow are figures of several periods, each with its end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.case import Finding, surely_held
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import SHARED, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "ru": "два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
_WORDS = {
    (language, word): number
    for language, words in _NUMBERS.items()
    for number, each in enumerate(words.split(), 2)
    for word in each.split("|")
}
# What stands before a colon in its sentence, and the list behind it: "five key areas of cooperation: one; two; …"
_LIST = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:]*;[^.:]*)(?:\.|$)")
_WORD = re.compile(r"[\w-]+")
_NEAR = 7


def check(case: Case) -> Iterator[Finding]:
    """Look at figures, and at texts that list."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for fact in case.base.facts:
        if isinstance(fact, Figure):
            groups[next(iter(fact.name.by_language.values())).casefold()].append(fact)
    for figures in groups.values():
        # What a partner's own file says is to blame before what is shared.
        for one, other in combinations(sorted(figures, key=lambda each: each.folder != SHARED), 2):
            if one.folder not in (SHARED, other.folder):
                continue  # two partners may well have different numbers of lamps
            spans = surely_held(one), surely_held(other)
            if one.value == other.value or not (spans[0] and spans[1]):
                continue
            if both := spans[0].overlap(spans[1]):
                yield Finding(
                    message=f"{one.key} is {one.value} and {other.key} is {other.value} on {both.first}",
                    location=other.location,
                    about=(other, one),
                    hint="end the earlier one, or settle it by a resolution",
                    related=(one.location,),
                )
    for passage in case.passages:
        if ";" not in passage.words:
            continue  # no list; the pattern is slow to find that out
        for match in _LIST.finditer(passage.words):
            said = _number(match[1], passage.language)
            listed = len(match[2].split(";"))
            if said and said[1] != listed:
                yield Finding(
                    message=f"{passage.fact.key} says {said[0]!r} and lists {listed}",
                    location=passage.location,
                    about=(passage.fact,),
                    hint="correct the number, or the list",
                )


def _number(words: str, language: str) -> tuple[str, int] | None:
    """The number word that stands nearest before a list, and its number."""
    for word in reversed(_WORD.findall(words)[-_NEAR:]):
        if number := _WORDS.get((language.partition("-")[0], word.lower())):
            return word, number
    return None
