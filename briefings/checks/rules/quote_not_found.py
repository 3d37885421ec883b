"""A quotation that is not in its source.

Finds:
    A `quote` in evidence that does not occur in the captured text of the source, or of the source through which it
    is known (`via`). Differences in spaces, line breaks, quotation marks and dashes are ignored; `…` and words in
    square brackets mark omissions.

Why it matters:
    Readers trust words in quotation marks most of all, but a quotation from memory is what the source should have
    said.

Example:
    evidence: [{source: herald, quote: the lamps are lit by night}]    # where it says "the lamps are lit at night"

Write instead:
    The words of the text: `quote: the lamps are lit at night`. If they come from another edition, capture that
    edition.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.references import unify_characters
from briefings.factbase.provenance import all_evidence
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_INVISIBLE = re.compile("[\u00ad\u200b]")
_OMISSION = re.compile(r"\.\.\.|…|\[[^\]]*\]")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each quotation whose source was captured."""
    texts: dict[str, str] = {}
    for entry, item in all_evidence(context.store):
        if not item.quote:
            continue
        captured = [
            (source, text)
            for source in map(context.store.source, filter(None, (item.source, item.via_source)))
            if (text := context.captures.text(source)) is not None
        ]
        for source, text in captured:
            texts.setdefault(source.id, _normalize(text))
        if captured and not any(_has_quote(item.quote, texts[source.id]) for source, _ in captured):
            names = " or ".join(context.captures.file_name(source.id) for source, _ in captured)
            yield Finding(
                message=f"{names} does not contain the quotation “{item.quote}”",
                location=item.location,
                entries=(entry, *(source for source, _ in captured)),
                hint="quote the text word for word, with `…` for omissions",
            )


def _has_quote(quote: str, text: str) -> bool:
    """Return whether the parts of a quotation occur in a text, in their order."""
    position = 0
    for part in filter(None, (_normalize(part) for part in _OMISSION.split(quote))):
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True


def _normalize(text: str) -> str:
    """Return a text without the details that differ between two prints of it."""
    return " ".join(unify_characters(_INVISIBLE.sub("", text)).split())
