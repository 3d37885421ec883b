"""A calendar file (RFC 5545) of what is ahead: the same bytes for the same facts and day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.authoring.ahead.coming import Coming
    from briefings.model.dates import PartialDate

__all__ = ["calendar_bytes"]

_MOST_OCTETS = 75
"""Octets of a line, without its break."""
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_DAY = timedelta(days=1)


def calendar_bytes(items: Iterable[Coming], house: str, day: date, until: date | None = None) -> bytes:
    """Return a calendar with a whole-day event for each item.

    Args:
        items: what is ahead.
        house: the id of our side, for the ids of the events, which stay when dates move.
        day: the as-of day, which stands as the time of making.
        until: the last day on which something may begin, also a yearly date of a later year; None for no limit.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Briefings//ahead//EN", "CALSCALE:GREGORIAN"]
    for item in items:
        lines += _event(item, house, day, until)
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _event(item: Coming, house: str, day: date, until: date | None) -> Iterator[str]:
    """Yield the lines of an event."""
    entry = item.entry
    suffix = f"-{item.first_day:%Y%m%d}" if item.sort == "marking" else ""
    partner = f"{item.partner}: " if item.partner else ""
    is_exact = item.when.count("-") >= 2  # noqa: PLR2004 - a year, a month and a day
    yield "BEGIN:VEVENT"
    yield f"UID:{item.sort}{suffix}.{entry.id}.{entry.folder}@{house}.briefings"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{item.first_day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.last_day + _DAY:%Y%m%d}"
    if item.yearly_from:
        yield f"RRULE:{_yearly_rule(item.yearly_from)}{f';UNTIL={until:%Y%m%d}' if until else ''}"
    yield f"SUMMARY:{_escape(partner + item.text.removesuffix('.'))}{'' if is_exact else f' ({item.when})'}"
    if item.place:
        yield f"LOCATION:{_escape(item.place)}"
    yield f"CATEGORIES:{item.sort.upper()}"
    yield f"DESCRIPTION:{_escape(_description(item))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _yearly_rule(first: PartialDate) -> str:
    """Return the rule for the years of a yearly date: one on 29 February is on the last day of that month."""
    is_leap_day = (first.month, first.day) == (2, 29)
    return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if is_leap_day else "FREQ=YEARLY"


def _description(item: Coming) -> str:
    """Return the key of what says so, with its marking if it has one."""
    return f"{item.key} ({item.entry.marking})" if item.entry.marking else item.key


def _escape(text: str) -> str:
    """Return a text as a value of a property."""
    return text.translate(_ESCAPES)


def _fold(line: str) -> bytes:
    """Return a line with its break, folded between characters where it is too long."""
    folded, room = b"", _MOST_OCTETS
    for character in line:
        octets = character.encode()
        if len(octets) > room:
            folded += b"\r\n "
            room = _MOST_OCTETS - 1
        folded += octets
        room -= len(octets)
    return folded + b"\r\n"
