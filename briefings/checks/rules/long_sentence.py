"""A sentence that is too long.

Finds:
    Sentences of more than 40 words in the text of a fact.

Why it matters:
    Briefs are read on the way to a meeting. This is informational.

Example:
    text: The League, which had been asked by the Council, in view of the snow, … (41 words)

Write instead:
    Two sentences; or two facts, if they rest on different sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.sentences import split_sentences
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO

_MAX_WORDS = 40


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts, sentence by sentence."""
    for passage in context.passages:
        if passage.text.count(" ") < _MAX_WORDS:
            continue
        longest = max((len(sentence.split()) for sentence in split_sentences(passage.text)), default=0)
        if longest > _MAX_WORDS:
            yield Finding(
                message=f"{passage.fact.key} has a sentence of {longest} words",
                location=passage.location,
                entries=(passage.fact,),
                hint=f"split it: readers follow at most {_MAX_WORDS} words",
            )
