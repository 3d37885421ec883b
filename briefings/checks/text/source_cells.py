"""Sources that a text names, in a list or in a cell of a table: their dates and languages say nothing about the subject."""

from __future__ import annotations

import re

from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern

__all__ = ["blank_source_cells", "is_source_entry"]

_LAST_CELL = re.compile(r"(?P<before>\S)\s*\|(?P<cell>[^|]+)\|?\s*$")
_PART = re.compile(r"[^;؛]+")
_BEFORE_DATE = re.compile(r"\w.*[,،]\s*\u200f?\s*$", re.DOTALL)
_UNDATED = WordPattern(r".*[,،]\s*{undated_words}(?:\s*\(.*)?\s*", re.DOTALL)
# "Gazette, quoting the Herald, “Lamps”, 3 May 2012 (in Russian). https://gazette.example".
_ENTRY = re.compile(
    r"[^“«]{2,150}[,،]\s*[“«].+[”»](?P<date>[,،][^“«”»(<]{4,40})(?:\([^()]*\))?[\s.]*(?:<?https?:\S+)?"
)
_SENTENCE_END = ".!?…"
_MANY_CELLS = 3


def blank_source_cells(text: str) -> str:
    """Return a row with spaces for a last cell such as "Gazette, 3 May 2012; Herald, undated"; other texts as they are."""
    found = _LAST_CELL.search(text) if "|" in text else None
    if not found or not (found["before"] in _SENTENCE_END or text.count("|") > _MANY_CELLS):
        return text
    start, end = found.span("cell")
    if not all(_names_source(part[0].strip()) for part in _PART.finditer(text, start, end)):
        return text
    return text[:start] + " " * (end - start) + text[end:]


def is_source_entry(text: str) -> bool:
    """Return whether a text is no more than a source in a list: who published it, its title in quotation marks, and when."""
    entry = _ENTRY.fullmatch(text) if "“" in text or "«" in text else None
    return entry is not None and _names_source(f"source{entry['date'].strip(' .')}")


def _names_source(part: str) -> bool:
    """Return whether words end in a comma and a date, or in a comma and "undated"."""
    if _UNDATED.fullmatch(part):
        return True
    times = find_times(part)
    return bool(times and times[-1].end >= len(part) - 1 and _BEFORE_DATE.match(part, 0, times[-1].start))
