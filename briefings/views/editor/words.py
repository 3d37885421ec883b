"""The words of a principal's copy for how a fact stands on the day: nothing, a month, or a month to confirm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.factbase.announcements import announced_start
from briefings.model.dates import Certainty, PartialDate
from briefings.model.phrases import (
    EMPTY,
    AsOfDay,
    ForeignText,
    LabelRef,
    Noun,
    Number,
    Phrase,
    ShortDate,
    Term,
)
from briefings.views.expiry import FRESH_FOR
from briefings.views.phrases import date_phrase, label, time_phrase, with_coming_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefings.factbase.standing import Standing
    from briefings.model.facts import Fact
    from briefings.views.context import NoteContext

__all__ = [
    "as_of_mark",
    "count_letters",
    "count_words",
    "dated_sentence",
    "doubt_phrase",
    "earliest_first",
    "in_or_on",
    "is_old",
    "last_known_day",
    "month_of",
    "months_before",
    "since_phrase",
    "without_full_stop",
]

_FULL_STOPS = (".", "。", "։", "۔")
_ELLIPSIS = "..."
_LABEL_SIZES = (
    ("lead.named", 1, 4),
    ("lead.doubted", 0, 1),
    ("state.", 2, 10),
    ("work.dated", 0, 1),
    ("lead.met-of-body", 2, 14),
    ("lead.partner-also", 14, 110),
    ("lead.partner-before", 16, 130),
    ("lead.met-any", 9, 60),
    ("lead.met-high", 12, 70),
    ("lead.contact-any", 9, 60),
    ("lead.met-leader", 13, 80),
    ("lead.met-both-leader", 14, 80),
    ("lead.met-both", 9, 60),
    ("lead.contact-leader", 14, 80),
    ("lead.met.span", 8, 50),
    ("lead.met.", 9, 60),
    ("lead.contact.", 9, 60),
    ("contact.", 2, 16),
    ("period.", 2, 8),
    ("lead.", 12, 110),
    ("list.", 1, 16),
    ("participant", 0, 16),
    ("", 6, 16),
)
"""Words and characters that a label is taken to add to its values, by the start of its key: its text is not yet known."""


def months_before(day: date, months: int) -> date:
    """Return the first day of the month some months earlier.

    Windows that move by the month change a note on the first of a month at the most, and not on any day.
    """
    index = day.year * 12 + day.month - 1 - months
    return date(max(index // 12, 1), index % 12 + 1, 1)


def month_of(when: PartialDate) -> PartialDate:
    """Return a date without its day and qualifier."""
    return replace(when, day=None, qualifier="")


def in_or_on(key: str, when: PartialDate) -> str:
    """Return the key of the label for a date of some precision: `key.on` for a day, `key.in` for a month or year."""
    return f"{key}.on" if when.day else f"{key}.in"


def earliest_first(when: PartialDate) -> tuple[date, int]:
    """Return the key of a date in the order of time: by the first day that it can mean, the coarser one first.

    Lists of the newest first reverse it. The first day decides, because all that is known of "2025" is that it was not
    before 1 January: by its last day it would stand above "15 June 2025" as if it were later. So a coarse date never
    stands above a finer one within it.
    """
    return when.first_day, -when.last_day.toordinal()


def last_known_day(fact: Fact, day: date) -> date:
    """Return the last day up to a day on which a fact is known to hold; the first of the calendar if there is none.

    Args:
        fact: a fact with a period, sources or both.
        day: the day of the brief, inclusive.
    """
    days = [when.last_day for when in (fact.period.start, fact.period.end, *fact.attestations) if when]
    return max((known for known in days if known <= day), default=date.min)


def since_phrase(context: NoteContext, fact: Fact, key: str) -> Phrase:
    """Return since when a state holds, or by when it was first seen, and until when; empty if nothing is known.

    Sightings never read as a term that ended: they give the year of the first one and nothing else.

    Args:
        context: of the note.
        fact: a state.
        key: the label block with the words: `office` or `relation`.
    """
    cited = context.citations(fact)
    start, end = fact.period.start, fact.period.end
    is_over = end and end.last_day < context.day
    coming = announced_start(context.store, fact, context.day)
    if coming and key == "relation":
        since = label("relation.from", {"start": date_phrase(coming)})
        return with_coming_end(context, fact, since).with_citations(cited)
    if fact.stages or is_over or coming:
        return time_phrase(context, fact).with_citations(cited)
    if start and start.nominal_first_day <= context.day:
        since = label(f"{key}.since", {"date": date_phrase(start, cited)})
    else:
        seen = _first_seen(context, fact)
        since = label(f"{key}.by", {"date": date_phrase(seen, cited)}) if seen else EMPTY
    return with_coming_end(context, fact, since).with_citations(cited)


def _first_seen(context: NoteContext, fact: Fact) -> PartialDate | None:
    """Return the year of the first source of a state by the day, the month if it is of the last twelve; None if there is none."""
    first = next((when for when in fact.attestations if when.last_day <= context.day), None)
    if first is None:
        return None
    return PartialDate(first.year) if is_old(first, context.day) else month_of(first)


def doubt_phrase(context: NoteContext, fact: Fact, standing: Standing) -> Phrase:
    """Return the remark on a state whose last source is old: its month, and that it needs confirming if it does.

    There is one rule for all rows: a month in brackets is that of the newest source, given once that is more than a year
    old; "confirm" is added when its review is due. So two rows from one source give the same month, although one kind
    of fact is reviewed more often than another. The public reads no tasks of the desk, so it gets the month alone.
    """
    last = standing.last_attestation or (fact.period.start if standing.is_overdue else None)
    if last is None or standing.certainty is Certainty.NO:
        return EMPTY
    cited = context.citations(fact)
    if standing.is_overdue and not context.scope.is_public:
        return label("state.confirm", {"date": Phrase((ShortDate(month_of(last)),), cited)})
    if fact.period.start is None and (seen := _first_seen(context, fact)) and seen.year == last.year:
        return EMPTY  # the words "since 2019 or earlier" give this very year
    is_presumed = standing.certainty is Certainty.PRESUMED
    return (
        as_of_mark(last).with_citations(cited)
        if is_old(last, context.day) and (is_presumed or standing.is_overdue)
        else EMPTY
    )


def is_old(last: PartialDate, day: date) -> bool:
    """Return whether the last source of a presumed state is so old on a day that a reader must know its date."""
    return FRESH_FOR.add_to(last.last_day) <= day


def as_of_mark(when: PartialDate) -> Phrase:
    """Return the mark of a state whose last source is old: "(as of Mar 2019)", the same wherever it stands."""
    return label("state.month", {"date": Phrase((ShortDate(month_of(when)),))})


def dated_sentence(text: Phrase, when: PartialDate) -> Phrase:
    """Return a sentence with the mark of its last source, before the full stop that ends it."""
    shortened = without_full_stop(text)
    key = "work.dated" if shortened != text else "work.dated-after"
    return label(key, {"text": shortened, "doubt": as_of_mark(when)})


def without_full_stop(text: Phrase) -> Phrase:
    """Return a phrase without the full stop that ends it; unchanged if it ends in any other sign."""
    *others, last = text.parts or ("",)
    match last:
        case str() if last.endswith(_FULL_STOPS) and not last.endswith(_ELLIPSIS):
            return replace(text, parts=(*others, last[:-1]))
        case ForeignText():
            return replace(text, parts=(*others, replace(last, phrase=without_full_stop(last.phrase))))
        case _:
            return text


def count_words(phrases: Iterable[Phrase]) -> int:
    """Estimate how many words phrases have when they are printed; most labels count as six words beside their values."""
    return sum(_measure(phrase, _words_of, _label_words) for phrase in phrases)


def count_letters(phrases: Iterable[Phrase]) -> int:
    """Estimate how many characters phrases take, with a space after each; most labels count as sixteen beside values."""
    return sum(_measure(phrase, len, _label_letters) + 1 for phrase in phrases if phrase)


def _words_of(text: str) -> int:
    return len(text.split())


def _label_words(key: str) -> int:
    return next(words for start, words, _ in _LABEL_SIZES if key.startswith(start))


def _label_letters(key: str) -> int:
    return next(letters for start, _, letters in _LABEL_SIZES if key.startswith(start))


def _measure(phrase: Phrase, size_of: Callable[[str], int], label_size: Callable[[str], int]) -> int:
    """Return the size of a phrase, measured by its texts; the words of labels are known only when the note is composed."""
    total = 0
    for part in phrase.parts:
        match part:
            case str():
                total += size_of(part)
            case Number(value):
                total += size_of(f"{value} million")
            case PartialDate():
                total += size_of(_like_date(part))
            case ShortDate(date, is_day_only):
                total += size_of("20" if is_day_only else _like_date(date))
            case AsOfDay(day):
                total += size_of(_like_date(day))
            case Term(full) | Noun(Term(full)) | Noun(str() as full):
                total += size_of(full)
            case LabelRef(key, values):
                total += label_size(key) + sum(_measure(value, size_of, label_size) for _, value in values)
            case ForeignText(inner):
                total += _measure(inner, size_of, label_size)
    return total


def _like_date(when: PartialDate) -> str:
    """Return a text about as long as a date in words."""
    return " ".join(filter(None, ("20" if when.day else "", "November" if when.month else "", "2026")))
