"""Numbers that disagree.

What it finds:
    Two figures of a partner, or one of a partner and one shared figure, with the same name and different values
    that both certainly hold on the same day. A text with another number than the figure that certainly holds on its
    day ("the 13 members of the League"). A text that says how many things it lists, but lists another number of
    them. A translation with another year, or another number in digits, than its original. A `quote` with another
    number of the same things.

Why it matters:
    "Five key areas", and then four are named: a reader who counts stops believing the rest.

Example:
    text: The league named three areas: lamps; wicks.

Write instead:
    The right number, or the missing item. If a count grows over time, write one figure per period, each with its
    end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_references, find_years, split_sentences
from briefings.factbase.links import texts_of
from briefings.factbase.standing import certain_overlap, certain_span
from briefings.model import locales
from briefings.model.dates import Span
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "ru": "два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
_NUMBER_WORDS = {
    (language, word): number
    for language, words in _NUMBERS.items()
    for number, variants in enumerate(words.split(), 2)
    for word in variants.split("|")
}
# The text before a colon in its sentence, and the list after it: "five key areas of cooperation: one; two; …"
_SEMICOLON_LIST = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:]*;[^.:]*)(?:\.|$)")
# Items separated by commas are a list only if the sentence names what it lists: after a colon, clauses have commas too.
_COMMA_LIST = re.compile(r"([^.:;]+?)[ \u00a0\u202f]?: ?([^.:;]+)(?:\.|$)")
_LISTED_THINGS = re.compile(
    r"(?:area|field|goal|aim|objective|priorit|topic|theme|pillar|sector|programme|project|agreement|document"
    r"|parts\b|component|element|chapter|measure|step|task|domaine|objectif|thème|volet|secteur|projet|accord|област|направлени|цел|тем)\w*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<=\w)\s+(?:and|or|et|ou|и|или)\s+")
_LEADING_AND = re.compile(r"^\s*(?:and|or|et|ou|и|или)\s+")
# The number of those who agree on a list is not the number of its items, unless they are the items.
_PARTICIPANTS = frozenset({
    "sides", "parties", "ministers", "presidents", "governments", "delegations", "countries", "pays", "ministres",
    "délégations", "стороны", "министра", "президента", "делегации", "страны",
})  # fmt: skip
# Nor is the number of times or days.
_TIME_UNITS = frozenset({
    "times", "years", "months", "days", "hours", "fois", "ans", "mois", "jours", "раза", "раз", "года", "лет", "месяца", "дня",
})  # fmt: skip
_OF = re.compile(r"\s+(?:of|in|de|du|des)\s+(?:the\s+|la\s+|l[’'])?|\s+de\s+l[’']")
_WORD = re.compile(r"[\w-]+")
_COUNTED_WORD = re.compile(r"(?<![\w.,])(\w+)\s+([a-zà-ÿа-я]{4,})")
_NUMBER = re.compile(r"\d+")
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_TIME_OF_DAY = re.compile(r"\d\s?(?:h\b|heures?\b|час|[ap]\.?m\b)|\d:\d\d")
_MAX_WORDS_BEFORE = 7


def check(context: CheckContext) -> Iterator[Finding]:
    """Check figures, and the numbers in texts and quotations."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Figure):
            groups[next(iter(fact.name.by_language.values())).casefold()].append(fact)
    for figures in groups.values():
        # Sort shared figures first, so that the partner's own figure is the one to blame.
        for left, right in combinations(
            sorted(figures, key=lambda figure: figure.folder != SHARED_FOLDER), 2
        ):
            if left.folder not in (SHARED_FOLDER, right.folder):
                continue  # two partners may have different numbers of lamps
            if left.value != right.value and (overlap := certain_overlap(left, right)):
                yield Finding(
                    message=f"{left.key} is {left.value} and {right.key} is {right.value} on {overlap.first}",
                    location=right.location,
                    entries=(right, left),
                    hint="end the earlier one, or settle it by a resolution",
                    related=(left.location,),
                )
    things = _counted_things(groups)
    for passage in context.passages:
        yield from _check_lists(passage)
        lowercase_text = passage.text.casefold()
        for thing in {**things[SHARED_FOLDER], **things[passage.fact.folder]}.values():
            if thing.head in lowercase_text and thing.whole in lowercase_text:
                yield from _check_counts(passage, thing)
    for fact in context.store.facts:
        for text in texts_of(fact):
            yield from _check_translations(fact, text)
        yield from _check_quotations(fact)


def _check_lists(passage: Passage) -> Iterator[Finding]:
    """Report texts that say how many things they list, but list another number of them."""
    text = blank_references(passage.text)
    if ":" not in text:
        return  # no list; this test is faster than the patterns
    lists: list[tuple[str, int, int]] = []
    for match in _SEMICOLON_LIST.finditer(text) if ";" in text else ():
        items = match[2].split(";")
        lists.append((match[1], len(items), len(items)))
    # Commas may also occur within an item, so such a list can only be proved too short.
    for match in _COMMA_LIST.finditer(text):
        items = match[2].split(",")
        extra_items = sum(len(_AND.findall(_LEADING_AND.sub("", item))) for item in items)
        if _LISTED_THINGS.search(match[1]):
            lists.append((match[1], 0, len(items) + extra_items))
    for introduction, least, most in lists:
        number = _find_last_number(introduction, passage.language)
        if number and not least <= number[1] <= most:
            yield Finding(
                message=f"{passage.fact.key} says {number[0]!r} and lists {most}",
                location=passage.location,
                entries=(passage.fact,),
                hint="correct the number, or the list",
                severity=None if least else Severity.WARNING,
            )


@dataclass(frozen=True, slots=True)
class _CountedThing:
    """A thing that the figures of one name count, such as the members of the League.

    Attributes:
        head: the things counted, "members".
        whole: the thing they belong to, "league".
        pattern: matches a text that gives their number, in the first or the second group.
        figures: all figures of that name.
    """

    head: str
    whole: str
    pattern: re.Pattern[str]
    figures: tuple[Figure, ...]


def _to_counted_thing(name: str, figures: Sequence[Figure]) -> _CountedThing | None:
    """Return the thing that figures count, or None if their name is not of the form "members of the League"."""
    head, *rest = _OF.split(name, maxsplit=1)
    if not rest:
        return None
    thing, whole = re.escape(head), re.escape(rest[0])
    pattern = (
        rf"\b(?:the|all|les|tous les)\s+(\w+)\s+{thing}(?:{_OF.pattern}){whole}\b"
        # A restriction counts only some of them: "the three members of the League in the valley".
        r"(?!\s+(?:that|who|which|qui|in|from|with|of|on|at|present|taking|de|du|des|en|à)\b)"
        rf"|\b{whole}(?:['’]s?|\s+(?:has|have|had|counts|counted|compte|comptait))?\s+(\w+)\s+{thing}\b"
    )
    return _CountedThing(head, rest[0], re.compile(pattern, re.IGNORECASE), tuple(figures))


def _counted_things(groups: Mapping[str, list[Figure]]) -> dict[str, dict[str, _CountedThing]]:
    """Return the things counted by the figures of each folder and by shared figures, by folder and name."""
    things: dict[str, dict[str, _CountedThing]] = defaultdict(dict)
    for name, figures in groups.items():
        shared = [figure for figure in figures if figure.folder == SHARED_FOLDER]
        for folder in {figure.folder for figure in figures}:
            own_figures = [figure for figure in figures if figure.folder == folder != SHARED_FOLDER]
            if thing := _to_counted_thing(name, [*own_figures, *shared]):
                things[folder][name] = thing
    return things


def _check_counts(passage: Passage, thing: _CountedThing) -> Iterator[Finding]:
    """Report sentences that give another number ("the 13 members of the League") than the figures of that time."""
    if not thing.pattern.search(blank_references(passage.text)):
        return
    span = _span_of(passage.fact)
    if span is None:
        return
    valid_figures = [
        figure
        for figure in thing.figures
        if (figure_span := certain_span(figure))
        and (overlap := figure_span.overlap(span))
        and (overlap == span or not passage.fact.is_event)
    ]
    own_years = set(range(span.first.year, span.last.year + 1))
    for sentence in split_sentences(blank_references(passage.text)) if valid_figures else ():
        match = thing.pattern.search(sentence)
        number = _parse_number(match[1] or match[2], passage.language) if match else None
        if not match or number is None or find_years(sentence) - own_years:
            continue
        if all(number != _parse_number(figure.value, passage.language) for figure in valid_figures):
            yield Finding(
                message=f"{passage.fact.key} says {match[0]!r}, and {valid_figures[0].key} is {valid_figures[0].value}",
                location=passage.location,
                entries=(passage.fact, valid_figures[0]),
                hint="correct the number, or name the year to which it belongs",
                related=(valid_figures[0].location,),
                severity=Severity.WARNING,
            )


def _span_of(fact: Fact) -> Span | None:
    """Return the possible days of an event, or the days on which a state certainly held; None if they are not known."""
    start, end = fact.period.start, fact.period.end
    if not fact.is_event:
        return certain_span(fact)
    return Span((start or end).first_day, end.last_day) if end else None


def _check_translations(fact: Fact, text: Text) -> Iterator[Finding]:
    """Report translations with another year or number than their original."""
    (original_language, original), *translations = text.by_language.items()
    for language, translation in translations:
        if sorted(_NUMBER.findall(original)) == sorted(_NUMBER.findall(translation)):
            continue
        for find_numbers in (_numeric_years, _other_numbers):
            original_numbers, translated_numbers = find_numbers(original), find_numbers(translation)
            missing = [
                original_numbers[number]
                for number in original_numbers.keys()
                - translated_numbers.keys()
                - _spelled_numbers(translation, language)
            ]
            added = [
                translated_numbers[number]
                for number in translated_numbers.keys()
                - original_numbers.keys()
                - _spelled_numbers(original, original_language)
            ]
            # A text that spells a number out has fewer numbers in digits.
            if (
                missing
                and added
                and (len(original_numbers) == len(translated_numbers) or find_numbers is _numeric_years)
            ):
                yield Finding(
                    message=f"{fact.key} says {min(missing)} in {original_language!r} and {min(added)} in {language!r}",
                    location=text.location,
                    entries=(fact,),
                    hint="correct the number in one of the two",
                    cause=("date", fact.key),
                )


def _check_quotations(fact: Fact) -> Iterator[Finding]:
    """Report quotations that count the same things as the fact's text, but give another number."""
    for item in fact.evidence:
        for text in texts_of(fact) if item.quote and item.disagreement is None else ():
            for language, fact_text in text.by_language.items():
                quoted, stated = _numbers_by_word(item.quote, language), _numbers_by_word(fact_text, language)
                for word in quoted.keys() & stated.keys():
                    if not quoted[word] & stated[word]:
                        yield Finding(
                            message=f"{fact.key} says {min(stated[word])} {word}, and {item.source} is quoted with {min(quoted[word])}",
                            location=item.location,
                            entries=(fact,),
                            hint="correct the number, or quote the words that bear it out",
                            cause=("number", fact.key, word),
                            severity=Severity.WARNING,
                        )


def _numbers_by_word(text: str, language: str) -> dict[str, set[int]]:
    """Return the numbers before each word of a text."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, word in (
        _COUNTED_WORD.findall(blank_references(text)) if locales.is_known_language(language) else ()
    ):
        value = _parse_number(number, language)
        if value and not find_years(number) and word not in _uncounted_words(language):
            numbers[word].add(value)
    return numbers


@cache
def _uncounted_words(language: str) -> frozenset[str]:
    """Return the words that any text may count, and that say little: days, times, millions."""
    months = {locales.month_name(number, language, standalone=False).casefold() for number in range(1, 13)}
    return (
        _TIME_UNITS
        | months
        | {"million", "millions", "billion", "billions", "percent", "hundred", "thousand"}
    )


def _spelled_numbers(text: str, language: str) -> set[str]:
    """Return the numbers that are spelled out, as keys of `_other_numbers`."""
    return {
        str(number).rstrip("0") for word in _WORD.findall(text) if (number := _parse_number(word, language))
    }


def _numeric_years(text: str) -> dict[str, str]:
    """Return the years in a text, as keys and as written."""
    return {str(year): str(year) for year in sorted(find_years(text))}


def _other_numbers(text: str) -> dict[str, str]:
    """Return the numbers in digits other than years, as written, by their digits without trailing zeros.

    The key is the same in all languages ("400,000", "400 тыс."). A text with times of day gives none.
    """
    written_numbers = [] if _TIME_OF_DAY.search(text) else _DIGITS.findall(blank_references(text))
    year_numbers = _numeric_years(text)
    numbers = ((str(int(re.sub(r"\D", "", written))), written) for written in written_numbers)
    return {number.rstrip("0"): written for number, written in numbers if number not in year_numbers}


def _parse_number(text: str, language: str) -> int | None:
    """Return the value of a number in digits or in words, or None if it is not one."""
    return (
        int(text)
        if text.isdecimal()
        else _NUMBER_WORDS.get((locales.primary_language(language), text.lower()))
    )


def _find_last_number(text: str, language: str) -> tuple[str, int] | None:
    """Return the last number before a list, as written and as a value, or None."""
    words = _WORD.findall(text)[-_MAX_WORDS_BEFORE:]
    for index in range(len(words) - 1, -1, -1):
        word, next_word = words[index], words[index + 1] if index + 1 < len(words) else ""
        if next_word.lower() in _TIME_UNITS or (
            next_word.lower() in _PARTICIPANTS and index + 2 < len(words)
        ):
            continue
        # Digits before a month are a day. Only English capitalises months, so only there does a lowercase word show that
        # the digits are not a day.
        is_plain_number = (
            word.isdecimal() and len(word) < len("100") and next_word.islower() and language.startswith("en")
        )
        if word.isdecimal() and not is_plain_number:
            continue
        if number := _parse_number(word, language):
            return word, number
    return None
