"""A translation of words that have changed since.

What it finds:
    Words in another language whose mark, `of:`, is not that of the original that stands beside them.

Why it matters:
    Two readers of one note would be told different things, and neither could see it.

Example:
    text:
      en: It joined in 2003.           # was 2002 when it was translated
      fr: {text: Il a adhéré en 2002., of: d93fcdb9}

Write instead:
    The translation as it has to read now, with the mark that the hint gives.
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
    """Compare the mark of each translation with that of its original."""
    for fact in case.base.facts:
        for text in texts_of(fact):
            original, *translations = text.by_language
            due = short_hash(text.by_language[original])
            for language in translations:
                if text.bound.get(language, due) != due:
                    yield Finding(
                        message=f"the words in {original!r} have changed since they were put into {language!r}",
                        location=text.location,
                        about=(fact,),
                        hint=f"look at the translation again, then write `of: {due}`",
                    )
