"""A translation whose original has changed.

What it finds:
    Translations whose hash, `of:`, does not match their original.

Why it matters:
    Readers of the note in two languages read different statements, and neither can see it.

Example:
    text:
      en: It joined in 2003.           # was 2002 when it was translated
      fr: {text: Il a adhéré en 2002., of: d93fcdb9}

Write instead:
    The updated translation, with the hash from the hint.
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
    """Compare the hash of each translation with that of its original."""
    for fact in context.store.facts:
        for text in texts_of(fact):
            original, *translations = text.by_language
            expected = short_hash(text.by_language[original])
            for language in translations:
                if text.original_hashes.get(language, expected) != expected:
                    yield Finding(
                        message=f"the words in {original!r} have changed since they were put into {language!r}",
                        location=text.location,
                        entries=(fact,),
                        hint=f"look at the translation again, then write `of: {expected}`",
                    )
