"""The clock of the machine; only commands read it."""

from __future__ import annotations

import time
from datetime import date

__all__ = ["today"]


def today() -> date:
    """Return the day on which the command runs, in the time zone of the machine."""
    now = time.localtime()  # it knows any zone, however odd
    return date(now.tm_year, now.tm_mon, now.tm_mday)
