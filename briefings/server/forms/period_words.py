"""The words of a period in a form: a box for each end, and the meaning of a missing end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENDS", "PeriodWords", "posted_period", "split_period"]

_IN_NUMBERS = re.compile(r"[0-9]{1,4}(?:/[0-9]{1,4}){1,2}")
_UNKNOWN, _OPEN, _NOTHING, _LATEST = "unknown", "open", "nothing", "latest"
ENDS = {
    _UNKNOWN: "still, as far as is known",
    _OPEN: "for good",
    _NOTHING: "on days that are not known",
    _LATEST: "over by the last day; on which day it ended is not known",
}
"""The meanings of a missing last day, or of one that is only the latest, as a form offers them."""


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period as its boxes show it.

    Attributes:
        start: its first day.
        until: its last day; empty if it has none.
        end: the meaning of a missing last day, a key of `ENDS`.
    """

    start: str
    until: str
    end: str


def split_period(word: str) -> PeriodWords | None:
    """Return a period for its boxes; None if they can't show it.

    >>> split_period("2021-05/")
    PeriodWords(start='2021-05', until='', end='unknown')
    >>> split_period("2021").until
    '2021'
    >>> split_period("2021/..2023")
    PeriodWords(start='2021', until='2023', end='latest')
    """
    start, slash, until = word.partition("/")
    if not slash:
        return PeriodWords(start, start, _UNKNOWN)
    if (start, until) == ("", ""):
        return PeriodWords("", "", _NOTHING)
    if slash in until:
        return None
    if until.startswith("..") and until != "..":
        return PeriodWords(start, until.removeprefix(".."), _LATEST)
    found = PeriodWords(start, "" if until == ".." else until, _OPEN if until == ".." else _UNKNOWN)
    return found if _join(found.start, found.until, found.end) == word else None


def _join(start: str, until: str, end: str) -> str:
    """Return a period in the notation of fact files; empty if nothing was written.

    >>> _join("May 2021", "", "open")
    'May 2021/..'
    >>> _join("2021", "2021", "unknown")
    '2021'
    >>> _join("2021", "..2023", "latest"), _join("2021", "", "latest")
    ('2021/..2023', '2021/no last day')
    """
    if end == _LATEST and (start or until):
        # Without a day it would read as a time that goes on, so it must be no period at all.
        return f"{start}/..{until.removeprefix('..')}" if until else f"{start}/no last day"
    if not (start or until):
        return {_OPEN: "/..", _NOTHING: "/"}.get(end, "")
    if start == until:
        return start
    return f"{start}/{until or ('..' if end == _OPEN else '')}"


def posted_period(form: Mapping[str, str], name: str) -> str:
    """Return the period that a browser sent in its boxes."""
    words = [" ".join(form.get(f"{name}.{part}", "").split()) for part in ("from", "until", "end")]
    # A slash separates the ends of a period, so a day in numbers must have other signs between them.
    start, until = (word.replace("/", ".") if _IN_NUMBERS.fullmatch(word) else word for word in words[:2])
    return _join(start, until, words[2])
