"""Statements about an office at a time before the one that a sentence names: "who had been Keeper", "before she was Keeper"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.text.offices import OfficeClaim
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = ["is_of_time_before"]

_ORDER_BEFORE_NAME = WordPattern(r"(?<!\w)(?:{order_before}|{order_after}|{until_when})\s+$")
_EARLIER = WordPattern(r"(?<!\w)(?:{pluperfect_auxiliaries})(?!\w)")


def is_of_time_before(
    sentence: str, claim: OfficeClaim, spans: Sequence[Span], own: Sequence[Tenure]
) -> bool:
    """Return whether a statement may be of a time before or after the one that is named: "who had been Keeper", "before she was"."""
    places = sorted((*claim.named[1:3], claim.title.whole_start, claim.title.whole_end))
    if _ORDER_BEFORE_NAME.search(sentence, 0, places[0]):
        return True
    return _EARLIER.search(sentence, places[0], places[-1]) is not None and any(
        (held := certain_span(tenure)) is not None and any(held.first <= span.last for span in spans)
        for tenure in own
    )
