"""Words such as "currently" or "last year", whose meaning changes with time.

Finds:
    "Currently", "recently", "yesterday", "last year", "the new minister" and the like in the texts of facts, in
    English, French, Russian, Tajik and Arabic.

Why it matters:
    A fact is printed for years. "Last year" is true for one year, and "currently" may be wrong tomorrow.

Example:
    text: The league recently opened a new course.

Write instead:
    The date: `The league opened a course in March 2019.` For a state, use `valid:` and no such word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.references import blank_quotations, blank_references
from briefings.checks.text.vocabulary import language_pattern
from briefings.model import locales
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    for passage in context.passages:
        pattern = language_pattern("relative_dates", locales.primary_language(passage.language))
        if pattern is None or not pattern.search(passage.text):
            continue
        text = blank_quotations(blank_references(passage.text))
        match = next((match for match in pattern.finditer(text) if not _is_name(text, match)), None)
        if match:
            yield Finding(
                message=f"{passage.fact.key} says {match[0]!r}, and its meaning changes with time",
                location=passage.location,
                entries=(passage.fact,),
                hint="write the date, or delete the word",
            )


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a match is part of a name: capitalised within a sentence, as in "the paper Zenda Today"."""
    before = text[: match.start()].rstrip()
    return match[0][0].isupper() and bool(before) and before[-1] not in ".!?…:"
