"""In which year of a term someone is said to be: "now in her third year as Keeper"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.holding import titled_tenures
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext

__all__ = ["find_wrong_years_in_office", "may_count_years_in_office"]

_YEAR_OF_TERM = WordPattern(
    r"(?<!\w)(?:{person_pronouns})\s+(?P<rank>\d{1,2}(?={ordinal_suffixes})|[^\W\d_]+(?:-[^\W\d_]+)?)(?:{ordinal_suffixes})?\s+{year_units}\s+(?:{in_office}|{term_as})(?!\w)"
)
_NOW = WordPattern(r"(?<!\w)(?:{current_adverbs})\s+(?:[\w-]+\s+){0,2}$")
_DAYS_PER_YEAR = 365.25
_SLACK = 1.0


def may_count_years_in_office(statement: Statement) -> bool:
    """Return False only if a sentence certainly counts no years of a term."""
    return may_contain(statement.text, "year_units") and may_contain(
        statement.text, "ordinal_values", "ordinal_suffixes"
    )


def find_wrong_years_in_office(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the number of a year in office that the start of the term and the time of the sentence rule out."""
    text, at = statement.text, statement.at or statement.told_at
    found = _YEAR_OF_TERM.search(text)
    if not found:
        return
    if not at and not statement.parsed.times and _NOW.search(text, 0, found.start()):
        at = statement.span
    people = {id_ for person in context.people_in(text) for id_ in person.subject.ids}
    if not at or len(people) != 1 or is_unasserted(text, found.start()):
        return
    number = int(found["rank"]) if found["rank"].isdecimal() else ordinal_value(found["rank"])
    tenures = titled_tenures(context.store, next(iter(people)), context.titles.find(text))
    start = tenures[0].period.start if len(tenures) == 1 else None
    if not start or number < 1 or at.first < start.first_day:
        return
    least = (at.first - start.last_day).days / _DAYS_PER_YEAR
    most = (at.last - start.first_day).days / _DAYS_PER_YEAR + 1
    if not least - _SLACK < number < most + _SLACK:
        yield Conflict.with_period(found.start(), found[0], tenures[0])
