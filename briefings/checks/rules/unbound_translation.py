"""A translation without a hash of its original.

Finds:
    Translations that have no hash (`of:`) of the original they were made from.

Why it matters:
    When the original changes, such a translation keeps the old statement, and no check can notice.

Example:
    text: {en: It joined in 2002., fr: Il a adhéré en 2002.}

Write instead:
    The hash of the original, as `of:` of the translation; the command from the hint writes it. The original has none:

    text: {en: It joined in 2002., fr: {text: Il a adhéré en 2002., of: d93fcdb9}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.translations import translations
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(context: CheckContext) -> Iterator[Finding]:
    """Check that each translation has a hash."""
    for translation in translations(context.translated_texts):
        if not translation.recorded_hash:
            yield Finding(
                message=(
                    f"the translation into {translation.language!r}, {translation.words}, "
                    f"has no hash of the text in {translation.original_language!r}, {translation.original}"
                ),
                location=translation.location,
                entries=(translation.fact,),
                hint=f"if it fits, run `briefings translate {translation.fact.key} --lang {translation.language} --bind`",
            )
