"""A quotation that its source does not have.

What it finds:
    Words under `quote` of evidence that do not stand in the captured text of the source, or of the one through which
    it is known (`via`). Blanks, line breaks, and the forms of quotation marks and dashes do not count; `…` and words in
    square brackets stand for what was left out.

Why it matters:
    Readers trust words in quotation marks most of all, and whoever quotes from memory quotes what should have been
    said.

Example:
    evidence: [{source: herald, quote: the lamps are lit by night}]    # where it says "the lamps are lit at night"

Write instead:
    The words of the text: `quote: the lamps are lit at night`. If they stand in another edition, capture that one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import evidence
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′`", "'") | dict.fromkeys("‐‑‒–—−", "-")
)
_UNSEEN = re.compile("[\u00ad\u200b]")
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]*\]")


def check(case: Case) -> Iterator[Finding]:
    """Look at each quotation whose source was captured."""
    texts: dict[str, str] = {}
    for entry, item in evidence(case.base):
        if not item.quote:
            continue
        captured = [
            (source, text)
            for source in map(case.base.source, filter(None, (item.source, item.via)))
            if (text := case.captures.text(source)) is not None
        ]
        for source, text in captured:
            texts.setdefault(source.id, _plain(text))
        if captured and not any(_stands(item.quote, texts[source.id]) for source, _ in captured):
            names = " or ".join(case.captures.name(source.id) for source, _ in captured)
            yield Finding(
                message=f"“{item.quote}” does not stand in {names}",
                location=item.location,
                about=(entry, *(source for source, _ in captured)),
                hint="quote the words of the text, with `…` for what you leave out",
            )


def _stands(quote: str, text: str) -> bool:
    """Whether the parts of a quotation follow each other in a text."""
    at = 0
    for part in filter(None, (_plain(part) for part in _LEFT_OUT.split(quote))):
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _plain(text: str) -> str:
    """Words without what may differ between two prints of them."""
    return " ".join(_UNSEEN.sub("", text).translate(_ALIKE).split())
