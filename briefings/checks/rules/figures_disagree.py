"""Numbers that disagree.

What it finds:
    Two figures of a partner, or one of a partner and one that is shared, with the same name and different values that
    surely hold on one day; a text that gives another number than the figure that surely holds on its day ("the 13
    members of the League"); a text that says how many things it lists, and lists another number of them; a translation
    with another year or another number, in digits, than its original; a `quote` with another number of the same things.

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
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, Span, surely_held
from briefings.checks.text.mentions import bare, sentences, years
from briefings.factbase.links import texts_of
from briefings.model import locales
from briefings.model.diagnostics import Severity
from briefings.model.facts import SHARED, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import Case, Passage
    from briefings.model.facts import Fact, Text

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
# With commas it is a list only if it is said what it lists: behind a colon clauses have commas too.
_INLINE = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:;]+)(?:\.|$)")
_THINGS = re.compile(
    r"(?:area|field|goal|aim|objective|priorit|topic|theme|pillar|sector|programme|project|agreement|document"
    r"|parts\b|component|element|chapter|measure|step|task|domaine|objectif|thème|volet|secteur|projet|accord|област|направлени|цел|тем)\w*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<=\w)\s+(?:and|or|et|ou|и|или)\s+")
_LEADING = re.compile(r"^\s*(?:and|or|et|ou|и|или)\s+")
# Who agrees on a list is not what is on it, unless that is listed; nor is how often, or for how long.
_SIDES = frozenset({
    "sides", "parties", "ministers", "presidents", "governments", "delegations", "countries", "pays", "ministres",
    "délégations", "стороны", "министра", "президента", "делегации", "страны",
})  # fmt: skip
_OFTEN = frozenset({
    "times", "years", "months", "days", "hours", "fois", "ans", "mois", "jours", "раза", "раз", "года", "лет", "месяца", "дня",
})  # fmt: skip
_OF = re.compile(r"\s+(?:of|in|de|du|des)\s+(?:the\s+|la\s+|l[’'])?|\s+de\s+l[’']")
_WORD = re.compile(r"[\w-]+")
_COUNT = re.compile(r"(?<![\w.,])(\w+)\s+([a-zà-ÿа-я]{4,})")
_NUMBER = re.compile(r"\d+")
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"\d\s?(?:h\b|heures?\b|час|[ap]\.?m\b)|\d:\d\d")
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
    things = _things(groups)
    for passage in case.passages:
        yield from _lists(passage)
        words = passage.words.casefold()
        for thing in {**things[SHARED], **things[passage.fact.folder]}.values():
            if thing.head in words and thing.whole in words:
                yield from _counted(passage, thing)
    for fact in case.base.facts:
        for text in texts_of(fact):
            yield from _translated(fact, text)
        yield from _quoted(fact)


def _lists(passage: Passage) -> Iterator[Finding]:
    """Texts that say how many things they list."""
    words = bare(passage.words)
    if ":" not in words:
        return  # no list; the patterns are slow to find that out
    found: list[tuple[str, int, int]] = []
    for match in _LIST.finditer(words) if ";" in words else ():
        items = match[2].split(";")
        found.append((match[1], len(items), len(items)))
    # Commas may stand within an item as well: such a list can be known to be too short, and no more.
    for match in _INLINE.finditer(words):
        items = match[2].split(",")
        joined = sum(len(_AND.findall(_LEADING.sub("", item))) for item in items)
        if _THINGS.search(match[1]):
            found.append((match[1], 0, len(items) + joined))
    for before, least, most in found:
        said = _number(before, passage.language)
        if said and not least <= said[1] <= most:
            yield Finding(
                message=f"{passage.fact.key} says {said[0]!r} and lists {most}",
                location=passage.location,
                about=(passage.fact,),
                hint="correct the number, or the list",
                severity=None if least else Severity.WARNING,
            )


@dataclass(frozen=True, slots=True)
class _Thing:
    """What figures of one name count, such as the members of the League.

    Attributes:
        head: what is counted, "members".
        whole: of what, "league".
        pattern: for a text that gives its number: the first or the second group.
        figures: all of that name.
    """

    head: str
    whole: str
    pattern: re.Pattern[str]
    figures: tuple[Figure, ...]


def _thing(name: str, figures: Sequence[Figure]) -> _Thing | None:
    """What figures count, if it is told as something of something."""
    head, *rest = _OF.split(name, maxsplit=1)
    if not rest:
        return None
    thing, whole = re.escape(head), re.escape(rest[0])
    pattern = (
        rf"\b(?:the|all|les|tous les)\s+(\w+)\s+{thing}(?:{_OF.pattern}){whole}\b"
        # Of some of them more is told: "the three members of the League in the valley".
        r"(?!\s+(?:that|who|which|qui|in|from|with|of|on|at|present|taking|de|du|des|en|à)\b)"
        rf"|\b{whole}(?:['’]s?|\s+(?:has|have|had|counts|counted|compte|comptait))?\s+(\w+)\s+{thing}\b"
    )
    return _Thing(head, rest[0], re.compile(pattern, re.IGNORECASE), tuple(figures))


def _things(groups: Mapping[str, list[Figure]]) -> dict[str, dict[str, _Thing]]:
    """What the figures of each folder, and those that are shared, count, by name."""
    things: dict[str, dict[str, _Thing]] = defaultdict(dict)
    for name, figures in groups.items():
        shared = [figure for figure in figures if figure.folder == SHARED]
        for folder in {figure.folder for figure in figures}:
            own = [figure for figure in figures if figure.folder == folder != SHARED]
            if thing := _thing(name, [*own, *shared]):
                things[folder][name] = thing
    return things


def _counted(passage: Passage, thing: _Thing) -> Iterator[Finding]:
    """Sentences with another number than the figures that surely hold then: "the 13 members of the League"."""
    if not thing.pattern.search(bare(passage.words)):
        return
    span = _span(passage.fact)
    if span is None:
        return
    valid = [
        figure
        for figure in thing.figures
        if (held := surely_held(figure))
        and (both := held.overlap(span))
        and (both == span or not passage.fact.event)
    ]
    own = set(range(span.first.year, span.last.year + 1))
    for sentence in sentences(bare(passage.words)) if valid else ():
        match = thing.pattern.search(sentence)
        number = _value(match[1] or match[2], passage.language) if match else None
        if not match or number is None or years(sentence) - own:
            continue
        if all(number != _value(figure.value, passage.language) for figure in valid):
            yield Finding(
                message=f"{passage.fact.key} says {match[0]!r}, and {valid[0].key} is {valid[0].value}",
                location=passage.location,
                about=(passage.fact, valid[0]),
                hint="correct the number, or name the year to which it belongs",
                related=(valid[0].location,),
                severity=Severity.WARNING,
            )


def _span(fact: Fact) -> Span | None:
    """The days of an event, as far as they are known, or those on which a state surely held."""
    start, end = fact.period.start, fact.period.end
    if not fact.event:
        return surely_held(fact)
    return Span((start or end).first, end.last) if end else None


def _translated(fact: Fact, text: Text) -> Iterator[Finding]:
    """A translation with another year or number in the place of that of its original."""
    (first, original), *translations = text.by_language.items()
    for language, words in translations:
        if sorted(_NUMBER.findall(original)) == sorted(_NUMBER.findall(words)):
            continue
        for numbers in (_years, _digits):
            own, other = numbers(original), numbers(words)
            wrong = [own[number] for number in own.keys() - other.keys() - _spelled(words, language)]
            instead = [other[number] for number in other.keys() - own.keys() - _spelled(original, first)]
            # Where a number stands in words in one of the two, that one has fewer in digits.
            if wrong and instead and (len(own) == len(other) or numbers is _years):
                yield Finding(
                    message=f"{fact.key} says {min(wrong)} in {first!r} and {min(instead)} in {language!r}",
                    location=text.location,
                    about=(fact,),
                    hint="correct the number in one of the two",
                    cause=("date", fact.key),
                )


def _quoted(fact: Fact) -> Iterator[Finding]:
    """Quotations that count the same things as the words for which they stand, and come to another number."""
    for item in fact.evidence:
        for text in texts_of(fact) if item.quote and item.says is None else ():
            for language, words in text.by_language.items():
                quoted, told = _counts(item.quote, language), _counts(words, language)
                for thing in quoted.keys() & told.keys():
                    if not quoted[thing] & told[thing]:
                        yield Finding(
                            message=f"{fact.key} says {min(told[thing])} {thing}, and {item.source} is quoted with {min(quoted[thing])}",
                            location=item.location,
                            about=(fact,),
                            hint="correct the number, or quote the words that bear it out",
                            cause=("number", fact.key, thing),
                            severity=Severity.WARNING,
                        )


def _counts(words: str, language: str) -> dict[str, set[int]]:
    """The numbers that stand before each word."""
    counts: dict[str, set[int]] = defaultdict(set)
    for number, thing in _COUNT.findall(bare(words)) if locales.is_known(language) else ():
        value = _value(number, language)
        if value and not years(number) and thing not in _idle(language):
            counts[thing].add(value)
    return counts


@cache
def _idle(language: str) -> frozenset[str]:
    """What is counted again and again: days, times, millions."""
    months = {locales.month(number, language, alone=False).casefold() for number in range(1, 13)}
    return _OFTEN | months | {"million", "millions", "billion", "billions", "percent", "hundred", "thousand"}


def _spelled(words: str, language: str) -> set[str]:
    """The numbers that stand in words, as keys of those in digits."""
    return {str(number).rstrip("0") for word in _WORD.findall(words) if (number := _value(word, language))}


def _years(words: str) -> dict[str, str]:
    return {str(year): str(year) for year in sorted(years(words))}


def _digits(words: str) -> dict[str, str]:
    """The other numbers in digits, by what is the same in all languages ("400,000", "400 тыс."); none of times of day."""
    found = [] if _CLOCK.search(words) else _DIGITS.findall(bare(words))
    named = _years(words)
    plain = ((str(int(re.sub(r"\D", "", written))), written) for written in found)
    return {number.rstrip("0"): written for number, written in plain if number not in named}


def _value(words: str, language: str) -> int | None:
    """A number, in digits or in words."""
    return int(words) if words.isdecimal() else _WORDS.get((locales.primary(language), words.lower()))


def _number(words: str, language: str) -> tuple[str, int] | None:
    """The number that stands nearest before a list, as written, and as a number."""
    found = _WORD.findall(words)[-_NEAR:]
    for place in range(len(found) - 1, -1, -1):
        word, next_ = found[place], found[place + 1] if place + 1 < len(found) else ""
        if next_.lower() in _OFTEN or (next_.lower() in _SIDES and place + 2 < len(found)):
            continue
        # Before a month, which has no capital letter in many languages, digits are a day.
        digits = word.isdecimal() and len(word) < len("100") and next_.islower() and language.startswith("en")
        if word.isdecimal() and not digits:
            continue
        if number := _value(word, language):
            return word, number
    return None
