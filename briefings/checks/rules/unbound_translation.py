"""A translation of which nobody could tell when it has gone stale.

What it finds:
    Words in another language than the original that have no mark of the words they were made from.

Why it matters:
    When somebody changes the original, this translation goes on saying the old thing, in silence.

Example:
    text: {en: It joined in 2002., fr: Il a adhéré en 2002.}

Write instead:
    The mark that the hint gives, as `of:` of the translation; the original has none:

    text: {en: It joined in 2002., fr: {text: Il a adhéré en 2002., of: d93fcdb9}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.links import texts_of
from briefings.model.diagnostics import Severity
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look for translations without a mark."""
    for fact in case.base.facts:
        for text in texts_of(fact):
            original, *translations = text.by_language
            for language in translations:
                if language not in text.bound:
                    due = short_hash(text.by_language[original])
                    yield Finding(
                        message=f"the words in {language!r} do not say which words in {original!r} they translate",
                        location=text.location,
                        about=(fact,),
                        hint=f"write `{language}: {{text: …, of: {due}}}`",
                    )
