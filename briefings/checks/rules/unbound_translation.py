"""A translation without a hash of its original.

What it finds:
    Translations that have no hash (`of:`) of the original they were made from.

Why it matters:
    When the original changes, such a translation keeps the old statement, and no check can notice.

Example:
    text: {en: It joined in 2002., fr: Il a adhéré en 2002.}

Write instead:
    The hash from the hint, as `of:` of the translation; the original has none:

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

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check that each translation has a hash."""
    for fact in context.store.facts:
        for text in texts_of(fact):
            original, *translations = text.by_language
            for language in translations:
                if language not in text.original_hashes:
                    expected = short_hash(text.by_language[original])
                    yield Finding(
                        message=f"the words in {language!r} do not say which words in {original!r} they translate",
                        location=text.location,
                        entries=(fact,),
                        hint=f"write `{language}: {{text: …, of: {expected}}}`",
                    )
