"""The clock of the machine; only commands read it."""

from __future__ import annotations

from datetime import UTC, date, datetime

__all__ = ["today"]


def today() -> date:
    """Return the day on which the command runs, in the time zone of the machine."""
    return datetime.now(tz=UTC).astimezone().date()
