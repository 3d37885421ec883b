"""Contacts as a calendar: all that took place in a year, month by month."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.authoring.wording.titles import fact_title
from briefings.model.contacts import Contact
from briefings.model.entities import Partner
from briefings.server.problems import UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from briefings.server.reading import Reading

__all__ = ["YearPage", "describe_year"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact on the calendar.

    Attributes:
        key: of the fact.
        when: its day or days, as the facts give them.
        title: what it was.
        partner: with whom; empty for a shared fact.
    """

    key: str
    when: str
    title: str
    partner: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """The contacts of a year.

    Attributes:
        year: the year.
        years: the years that have contacts.
        partner: id of the only partner; empty for all.
        partners: id and name of each partner.
        months: the contacts of each month; those without one under an empty name.
        count: how many there are.
    """

    year: int
    years: tuple[int, ...]
    partner: str
    partners: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, tuple[Meeting, ...]], ...]
    count: int


def describe_year(reading: Reading) -> YearPage:
    """Return the contacts of the year, and of the partner, that the address asks for.

    Raises:
        UnknownPageError: if there is no such partner.
        WrongAddressError: if the year is none.
    """
    store, chosen = reading.store, reading.query.get("partner", "")
    if chosen and not isinstance(store.entities.get(chosen), Partner):
        raise UnknownPageError
    found = [
        (start, fact)
        for fact in store.facts
        if isinstance(fact, Contact)
        and chosen in ("", fact.folder)
        and (start := fact.period.start or fact.period.end)
    ]
    years = tuple(sorted({start.first_day.year for start, _ in found}))
    year = _year(reading, years)
    months: dict[int, list[Meeting]] = {number: [] for number in range(13)}
    names = {partner.id: reading.name(partner) for partner in store.partners}
    found.sort(key=lambda item: (item[0].first_day, item[1].key))
    for start, fact in found:
        if start.first_day.year == year:
            month = start.first_day.month if start.first_day.month == start.last_day.month else 0
            title = fact_title(store, fact, reading.day)
            months[month].append(
                Meeting(fact.key, say_period(fact.period), title, names.get(fact.folder, ""))
            )
    return YearPage(
        year,
        years,
        chosen,
        tuple(sorted(names.items(), key=lambda item: item[1])),
        tuple((month_name[number] if number else "", tuple(items)) for number, items in months.items()),
        sum(map(len, months.values())),
    )


def _year(reading: Reading, years: tuple[int, ...]) -> int:
    """Return the year that the address asks for; else that of the day, or the last one before it with a contact.

    Raises:
        WrongAddressError: if it is not a year.
    """
    text = reading.query.get("year", "")
    if not text:
        return max((year for year in years if year <= reading.day.year), default=reading.day.year)
    if not (text.isascii() and text.isdigit() and len(text) == len("2025")):
        message = "The year must be like 2025."
        raise WrongAddressError(message)
    return int(text)
