"""A sentence that nobody reads to its end.

What it finds:
    Sentences of more than 40 words in the text of a fact.

Why it matters:
    Briefs are read on the way to a meeting. It is a note.

Example:
    text: The League, which had been asked by the Council, in view of the snow, … (41 words)

Write instead:
    Two sentences; two facts, if they rest on different sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import sentences
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE

MOST = 40


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts, sentence by sentence."""
    for passage in case.passages:
        if passage.words.count(" ") < MOST:
            continue
        longest = max((len(sentence.split()) for sentence in sentences(passage.words)), default=0)
        if longest > MOST:
            yield Finding(
                message=f"{passage.fact.key} has a sentence of {longest} words",
                location=passage.location,
                about=(passage.fact,),
                hint=f"make it two; {MOST} words are the most that is read with ease",
            )
