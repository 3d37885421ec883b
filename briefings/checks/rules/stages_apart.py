"""Stages of one agreement, recorded as agreements of their own.

Finds:
    Agreements of a partner with the same title, without `stages:`, of which one is an event and another a state, or
    whose texts say that it was initialled, signed or in force.

Why it matters:
    The note lists one agreement several times, and can't say that it is signed and not in force.

Example:
    agreements:
    - {id: oil-initialled, on: 2019-07-06, title: Agreement on Lamp Oil, text: Initialled., evidence: [herald]}
    - {id: oil-signed, on: 2024-06-25, title: Agreement on Lamp Oil, text: Signed., evidence: [gazette]}

Write instead:
    One agreement with its stages: `stages: [{stage: initialled, on: 2019-07-06, evidence: [herald]}, {stage: signed,
    on: 2024-06-25, evidence: [gazette]}]`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_STAGE = WordPattern(r"\b(?:{signed}|{later_stages})\b")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the agreements of one title of each folder."""
    titled: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Agreement) and not fact.stages:
            title = next(iter(fact.title.by_language.values()))
            titled[fact.folder, title.casefold()].append(fact)
    for agreements in titled.values():
        if len(agreements) > 1 and _are_stages(agreements):
            first, *others = agreements
            ids = ", ".join(fact.key for fact in agreements[:-1])
            yield Finding(
                message=f"{ids} and {agreements[-1].key} have one title, and may be stages of one agreement",
                location=first.location,
                entries=(first, *others),
                hint="write one agreement with `stages: [{stage: signed, on: DAY}, ...]`; or make their titles different",
                related=tuple(fact.location for fact in others),
            )


def _are_stages(agreements: Sequence[Agreement]) -> bool:
    """Return whether agreements of one title read like the stages of one."""
    kinds = {fact.is_event for fact in agreements}
    texts = [words for fact in agreements if fact.text for words in fact.text.by_language.values()]
    return len(kinds) > 1 or (kinds == {True} and any(_STAGE.search(text) for text in texts))
