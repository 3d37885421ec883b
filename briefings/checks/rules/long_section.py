"""A section of a note that is too long to read.

Finds:
    The background, or an area of cooperation, of a partner whose texts have more than 350 words in total on the day
    of the check. Facts that no longer hold do not count.

Why it matters:
    A brief fits on two sides of paper. Facts are added one by one, each for a good reason, and the section grows
    unnoticed. This is informational; for the length of the finished note, set `pages:` of its product.

Example:
    Forty statements of ten words each.

Write instead:
    One fact instead of three similar ones, an end (`valid: 2009/2014`) for whatever is over, and less about the
    distant past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.standing import standing_of
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.facts import Cooperation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO

_MAX_WORDS = 350


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the number of words in each section that grows with the facts."""
    sections: dict[tuple[str, str], list[Statement | Cooperation]] = {}
    for fact in context.store.facts:
        if not isinstance(fact, Statement | Cooperation):
            continue
        if standing_of(context.store, fact, context.day).certainty is not Certainty.NO:
            area = fact.area if isinstance(fact, Cooperation) else ""
            sections.setdefault((fact.folder, area), []).append(fact)
    language = context.store.house.default_language
    for (folder, area), facts in sections.items():
        word_counts = {fact.key: len(_text_in(fact, language).split()) for fact in facts}
        if (total := sum(word_counts.values())) > _MAX_WORDS:
            longest = max(facts, key=lambda fact: word_counts[fact.key])
            yield Finding(
                message=f"{_section_name(area)} of {folder} has {total} words; {longest.key} has the most",
                location=longest.location,
                entries=tuple(facts),
                hint=f"shorten it to {_MAX_WORDS} words: merge similar facts, and end outdated ones",
            )


def _text_in(fact: Statement | Cooperation, language: str) -> str:
    texts = fact.text.by_language
    return texts.get(language) or next(iter(texts.values()))


def _section_name(area: str) -> str:
    return f"the area {area!r}" if area else "the background"
