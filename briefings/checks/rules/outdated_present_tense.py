"""The present tense in the text of a past event.

Finds:
    Texts of events in which every verb that the check recognises is in the present tense. States may use the
    present: they are printed while they hold.

Why it matters:
    The note prints past events for years. "The League funds a course", written in 2009, reads as if it did so
    today.

Example:
    - {id: course, on: 2009, text: The League holds a course on wicks., evidence: [herald]}

Write instead:
    text: The League held a course on wicks.
    If it still goes on, it is a state: `valid: 2009/` instead of `on: 2009`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import TenseOfFact
from briefings.checks.context import Finding
from briefings.checks.text.references import blank_references
from briefings.checks.text.vocabulary import WordPattern, language_pattern
from briefings.model import locales
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement
from briefings.model.prospects import DateAhead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_STATE = WordPattern(r"(?:{present_states})\b")
# "Takes part since 2007": what began then may go on.
_SINCE = WordPattern(r"(?<!\w)(?:{since_when})\s+(?:{definite_articles}\s+)?(?:\w+\s+){0,2}\d")
_PERFECT = WordPattern(r"(?:{perfect})\b")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the texts of events."""
    for passage in context.passages:
        fact, language = passage.fact, locales.primary_language(passage.language)
        if not fact.is_event or isinstance(fact, Contact | Agreement | DateAhead):
            continue
        # Headlines have no verb, or one in the present.
        if fact.headline and passage.location == fact.headline.location:
            continue
        present, past = language_pattern("present", language), language_pattern("past", language)
        text = blank_references(passage.text)
        match = present.search(text) if present else None
        # "Has been in force since" tells what began then.
        if match and past and not past.search(text) and not _PERFECT.match(text, match.start()):
            yield Finding(
                message=f"{fact.key} says {match[0]!r} in the present tense, but its date is {fact.period}",
                location=passage.location,
                entries=(fact,),
                hint="write it in the past tense, or give it `valid:` with an unknown end if it still goes on",
                cause=TenseOfFact(fact.key),
                # What a person or a thing is may still be so: that is for the desk to know.
                severity=Severity.INFO if _STATE.match(text, match.start()) or _SINCE.search(text) else None,
            )
