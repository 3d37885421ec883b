"""Days by the numbers that spreadsheets have for them."""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["FALSE_LEAP_DAY", "day_of_serial", "suspect_serial"]

FALSE_LEAP_DAY = 60
"""The number of 29 February 1900, which spreadsheets count although there was no such day."""
_RECENT_SERIAL = re.compile(r"([2-6][0-9]{4})(?:\.[0-9]+)?")
"""The numbers of days from 1954 to 2091, with a time of day as a fraction."""


def day_of_serial(serial: int, *, is_since_1904: bool = False) -> date:
    """Return the day of a serial number.

    Args:
        serial: the number; 1 is 1 January 1900.
        is_since_1904: whether 0 is 1 January 1904 instead, as in files of old Macintosh programs.
    """
    if is_since_1904:
        return date(1904, 1, 1) + timedelta(serial)
    return date(1899, 12, 30 if serial > FALSE_LEAP_DAY else 31) + timedelta(serial)


def suspect_serial(text: str) -> date | None:
    """Return the day that a text is probably the number of; None for any other text.

    >>> suspect_serial("45415"), suspect_serial("2024")
    (datetime.date(2024, 5, 3), None)
    """
    match = _RECENT_SERIAL.fullmatch(text)
    return day_of_serial(int(match[1])) if match else None
