"""Numbers that disagree.

Finds:
    Two figures of a partner, or one of a partner and one shared figure, with the same name and different values
    for the same time, or that both certainly hold on the same day; but an estimate may differ from the final number. A
    number that was revised from itself, or from that of a newer source. A text with another number than the figure that certainly holds on its
    day ("the 13 members of the League"). A text that says how many things it lists, but lists another number of
    them, or parts that do not add up to the whole. A translation with another year, or another number in digits, than its original. A `quote` with another
    number of the same things.

Why it matters:
    "Five key areas", and then four are named: a reader who counts stops believing the rest.

Example:
    text: The league named three areas: lamps; wicks.

Write instead:
    The right number, or the missing item. If a count grows over time, write one figure per period, each with its
    end. If a number was revised, keep the earlier one under `revised_from:`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause, DateInFact
from briefings.checks.context import Finding
from briefings.checks.figure_conflicts import find_conflict
from briefings.checks.periods import known_span
from briefings.checks.text.counted_things import CountedThings, counted_things, figures_by_name
from briefings.checks.text.dates import find_years
from briefings.checks.text.lists import find_counted_lists
from briefings.checks.text.numbers import (
    numbers_by_word,
    numbers_in_digits,
    parse_number,
    spelled_numbers,
    years_in_digits,
)
from briefings.checks.text.parts import find_wrong_sums
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.times import find_times
from briefings.factbase.spans import certain_span
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.counted_things import CountedThing
    from briefings.model.evidence import Evidence, Text
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _NumberInFact(Cause):
    """The number of some things in the text of a fact."""

    fact: str
    word: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check figures, and the numbers in texts and quotations."""
    yield from _check_quoted_numbers(context)
    for figures in figures_by_name(context.store).values():
        yield from _check_figures(figures)
        for figure in figures:
            yield from _check_revisions(context, figure)
    things = counted_things(context.store)
    counted = {
        folder: CountedThings((things[SHARED_FOLDER] | things[folder]).values())
        for folder in {fact.folder for fact in context.store.facts}
    }
    for passage in context.passages:
        yield from _check_lists(passage)
        yield from _check_parts(passage)
        spelled_out = context.spell_out(passage.text)
        for thing in counted[passage.fact.folder].find(spelled_out):
            yield from _check_counts(passage, spelled_out, thing)
    for fact, text in context.translated_texts:
        yield from _check_translations(fact, text)
    for fact in context.store.facts:
        yield from _check_quotations(fact)


def _check_figures(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Report figures of one name with different values for one time, or that certainly hold on the same day.

    An estimate, a forecast or a target may well differ from the final number.
    """
    for left, right in _comparable_pairs(figures):
        is_alike = left.number_sort == right.number_sort
        if is_alike and (conflict := find_conflict(left, right)):
            yield Finding(
                message=f"{left.key} is {conflict.left}, but {right.key} is {conflict.right} {conflict.when}",
                location=right.location,
                entries=(right, left),
                hint=conflict.hint,
                related=(left.location,),
            )


def _comparable_pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of figures of one partner, or of all: two partners may have different numbers of lamps.

    Shared figures come first, so that the partner's own figure is the one to blame.
    """
    by_folder: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_folder[figure.folder].append(figure)
    shared = by_folder.pop(SHARED_FOLDER, [])
    yield from combinations(shared, 2)
    for own in by_folder.values():
        yield from product(shared, own)
        yield from combinations(own, 2)


def _check_revisions(context: CheckContext, figure: Figure) -> Iterator[Finding]:
    """Report an earlier number that is the present one, or whose source is newer than those of the present one."""
    supporting = [item for item in figure.evidence if item.disagreement is None]
    newest = max((day for item in supporting if (day := _said_on(context, item))), default=None)
    for item in figure.evidence:
        if item.disagreement is None or not item.disagreement.is_revised:
            continue
        said = _said_on(context, item)
        earlier = figure.amount_of(item.disagreement.value or "")
        if earlier and figure.amount and earlier.ends == figure.amount.ends:
            message = f"{figure.key} was revised from {item.disagreement.value}, which it is now"
            hint = "write the number before it was revised, or delete `revised_from:`"
        elif said and newest and said > newest:
            message = (
                f"{figure.key} was revised from a number of {item.source}, which is newer than its sources"
            )
            hint = "swap the two numbers, or correct the source"
        else:
            continue
        yield Finding(
            message=message,
            location=item.location,
            entries=(figure,),
            hint=hint,
            severity=Severity.WARNING,
        )


def _said_on(context: CheckContext, item: Evidence) -> date | None:
    """Return the first day on which a source can have said something; None if it has no date."""
    when = item.asserted_on or context.store.source(item.source).effective_date
    return when.first_day if when else None


def _check_lists(passage: Passage) -> Iterator[Finding]:
    """Report texts that say how many things they list, but list another number of them."""
    for counted in find_counted_lists(blank_references(passage.text), passage.language):
        if not counted.least <= counted.number <= counted.most:
            yield Finding(
                message=f"{passage.fact.key} says {counted.stated!r}, but lists {counted.most}",
                location=passage.location,
                entries=(passage.fact,),
                hint="correct the number or the list",
                severity=None if counted.least else Severity.WARNING,
            )


def _check_parts(passage: Passage) -> Iterator[Finding]:
    """Report texts that give a number and its parts, which add up to another number."""
    for found in find_wrong_sums(blank_references(passage.text)):
        yield Finding(
            message=f"{passage.fact.key} says {found.stated!r}, but the parts add up to {found.total}",
            location=passage.location,
            entries=(passage.fact,),
            hint="correct the number or its parts",
            severity=Severity.WARNING,
        )


def _check_counts(passage: Passage, text: str, thing: CountedThing) -> Iterator[Finding]:
    """Report sentences that give another number ("the 13 members of the League") than the figures of that time."""
    span = known_span(passage.fact)
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
    for sentence in split_sentences(text) if valid_figures else ():
        count = thing.find_count(sentence)
        if not count or count.value is None or find_years(sentence) - own_years:
            continue
        if all(count.value != parse_number(figure.value, passage.language) for figure in valid_figures):
            yield Finding(
                message=f"{passage.fact.key} says {count.words!r}, but {valid_figures[0].key} is {valid_figures[0].value}",
                location=passage.location,
                entries=(passage.fact, valid_figures[0]),
                hint="correct the number, or name the year to which it belongs",
                related=(valid_figures[0].location,),
                severity=Severity.WARNING,
            )


def _check_translations(fact: Fact, text: Text) -> Iterator[Finding]:
    """Report translations with another year or number than their original."""
    (original_language, original), *translations = text.by_language.items()
    for language, translation in translations:
        if sorted(_DIGITS.findall(original)) == sorted(_DIGITS.findall(translation)):
            continue
        original_numbers = years_in_digits(original), numbers_in_digits(original)
        translated_numbers = years_in_digits(translation), numbers_in_digits(translation)
        spelled = spelled_numbers(original, original_language), spelled_numbers(translation, language)
        for kind, (before, after) in enumerate(zip(original_numbers, translated_numbers, strict=True)):
            missing = [before[number] for number in before.keys() - after.keys() - spelled[1]]
            added = [after[number] for number in after.keys() - before.keys() - spelled[0]]
            # A text that spells a number out has fewer numbers in digits.
            if missing and added and (len(before) == len(after) or kind == 0):
                yield Finding(
                    message=f"{fact.key} says {min(missing)} in {original_language!r}, but {min(added)} in {language!r}",
                    location=text.location,
                    entries=(fact,),
                    hint="correct the number in one of the languages",
                    cause=DateInFact(fact.key),
                )


def _check_quotations(fact: Fact) -> Iterator[Finding]:
    """Report quotations that count the same things as the fact's text, but give another number."""
    quoting = [item for item in fact.evidence if item.quote and item.disagreement is None]
    for item in quoting:
        for text in fact.texts():
            for language, fact_text in text.by_language.items():
                quoted, stated = numbers_by_word(item.quote, language), numbers_by_word(fact_text, language)
                for word in quoted.keys() & stated.keys():
                    if not quoted[word] & stated[word]:
                        yield Finding(
                            message=f"{fact.key} says {min(stated[word])} {word}, but its quotation from {item.source} says {min(quoted[word])}",
                            location=item.location,
                            entries=(fact,),
                            hint="correct the number, or quote the words that support it",
                            cause=_NumberInFact(fact.key, word),
                            severity=Severity.WARNING,
                        )


def _check_quoted_numbers(context: CheckContext) -> Iterator[Finding]:
    """Report quotations whose only number is not that of the figure which they support."""
    for fact in context.store.facts:
        if not isinstance(fact, Figure) or fact.series:
            continue
        own = numbers_in_digits(fact.value).keys()
        for item in fact.evidence:
            quoted = numbers_in_digits(_without_times(item.quote or ""))
            if own and len(quoted) == 1 and not own & quoted.keys() and item.disagreement is None:
                written = next(iter(quoted.values()))
                yield Finding(
                    message=f"the quotation from {item.source} says {written}, but {fact.key} is {fact.value}",
                    location=item.location,
                    entries=(fact,),
                    hint="correct the figure, or write the other number as the source's `says`",
                    severity=Severity.WARNING,
                )


def _without_times(text: str) -> str:
    """Return a text without the dates in it."""
    for time in reversed(find_times(text)):
        text = f"{text[: time.start]} {text[time.end :]}"
    return text
