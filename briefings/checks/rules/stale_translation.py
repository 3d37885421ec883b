"""A translation whose original has changed.

Finds:
    Translations whose hash, `of:`, does not match their original.

Why it matters:
    Readers of the note in two languages read different statements, and neither can see it.

Example:
    text:
      en: It joined in 2003.           # was 2002 when it was translated
      fr: {text: Il a adhéré en 2002., of: d93fcdb9}

Write instead:
    The updated translation; the command from the hint then writes the hash of the present original.
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
    """Compare the hash of each translation with that of its original."""
    for translation in translations(context.translated_texts):
        if translation.recorded_hash not in ("", translation.original_hash):
            yield Finding(
                message=(
                    f"the text in {translation.original_language!r}, {translation.original}, "
                    f"has changed since its translation into {translation.language!r}, {translation.words}"
                ),
                location=translation.location,
                entries=(translation.fact,),
                hint=f"update it, then run `briefings translate {translation.fact.key} --lang {translation.language} --bind`",
            )
