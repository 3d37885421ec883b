"""A plan whose date has passed.

Finds:
    Texts that speak of the future ("will", "is to", "is expected to") and name a year before that of the check, or
    that describe an event that is recorded as having happened.

Why it matters:
    "The President will attend the summit in May 2012" was still on a page in 2016.

Example:
    text: The Keeper will attend the lamp summit in May 2012.

Write instead:
    What happened, with a source written afterwards: `The Keeper attended the lamp summit in May 2012.`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import TenseOfFact
from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.checks.text.dates import find_years
from briefings.checks.text.future import find_future
from briefings.checks.text.references import blank_quotations, blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.factbase.spans import has_ended
from briefings.model import locales
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts, sentence by sentence."""
    for passage in context.passages:
        fact, language = passage.fact, locales.primary_language(passage.language)
        if not find_future(passage.text, language):
            continue
        for sentence in split_sentences(blank_quotations(blank_references(passage.text))):
            future = find_future(sentence, language)
            if not future:
                continue
            if future.years and max(future.years) < context.day.year:
                reason = f"{max(future.years)} is over"
            elif fact.is_event and has_ended(fact, context.day) and not find_years(sentence):
                reason = f"the event took place {in_or_on(fact.period)}"
            else:
                continue
            yield Finding(
                message=f"{fact.key} says {future.phrase!r}, but {reason}",
                location=passage.location,
                entries=(fact,),
                hint="say what happened, with a source written afterwards",
                cause=TenseOfFact(fact.key),
            )
            break
