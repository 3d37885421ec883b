"""A part of a note that has grown longer than anybody reads.

What it finds:
    The background, or an area of cooperation, of a partner whose texts have more than 350 words on the day of the
    check: what is over by then counts no more.

Why it matters:
    A brief is two sides of paper. Facts are added one by one, each with good reason, and nobody sees the section as a
    whole. It is a note; how long the finished note is on paper, `pages:` of its product says.

Example:
    Forty statements of ten words each.

Write instead:
    One fact for what three say alike, an end (`valid: 2009/2014`) for what is over, and less of what is long ago.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import Cooperation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE

MOST = 350


def check(case: Case) -> Iterator[Finding]:
    """Add up the words of each section that grows with the facts."""
    sections: dict[tuple[str, str], list[Statement | Cooperation]] = {}
    for fact in case.base.facts:
        if not isinstance(fact, Statement | Cooperation):
            continue
        if case.base.standing(fact, case.day).truth is not Truth.NO:
            area = fact.area if isinstance(fact, Cooperation) else ""
            sections.setdefault((fact.folder, area), []).append(fact)
    language = case.base.house.written
    for (folder, area), facts in sections.items():
        words = {fact.key: len(_words(fact, language).split()) for fact in facts}
        if (total := sum(words.values())) > MOST:
            longest = max(facts, key=lambda fact: words[fact.key])
            yield Finding(
                message=f"{_called(area)} of {folder} has {total} words, of which {longest.key} has the most",
                location=longest.location,
                about=tuple(facts),
                hint=f"{MOST} are the most that is read: join what is alike, and give an end to what is over",
            )


def _words(fact: Statement | Cooperation, language: str) -> str:
    said = fact.text.by_language
    return said.get(language) or next(iter(said.values()))


def _called(area: str) -> str:
    return f"the area {area!r}" if area else "the background"
