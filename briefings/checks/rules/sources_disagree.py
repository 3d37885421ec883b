"""A source that disagrees with the fact, without a resolution.

Finds:
    Evidence with `says`: another date, period, holder, value or name than the fact states. The check reports such a
    fact until a resolution settles it. If `says` does not contradict the fact (for example, only the year of its
    day), the check reports that instead.

Why it matters:
    The note follows one source. Its author should have made that choice, and be able to give the reason.

Example:
    - id: joined
      on: 1992
      evidence: [charter, {source: gazette, says: {on: 1994}}]

Write instead:
    A resolution, in the same folder:

    resolutions:
    - id: joined-when
      settles: [zubrowka/joined]
      how: prefer            # or split, both, open
      prefers: zubrowka/joined
      by: A. Baker
      on: 2020-02-03
      because: The charter is the older record.
      of: 1a2b3c4d           # the hint says what to write here
"""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import period_in_words
from briefings.model.diagnostics import Severity
from briefings.model.figures import Figure
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.model.evidence import Disagreement, Evidence
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_MAX_TEXT_LENGTH = 100


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the evidence of each fact."""
    for fact in context.store.facts:
        disagreeing = [item for item in fact.all_evidence if item.disputes]
        for item in [item for item in disagreeing if _agrees(fact, item.disagreement)]:
            disagreeing.remove(item)
            yield Finding(
                message=f"{item.source} {_describe_disagreement(context, item)}, which agrees with {fact.key}",
                location=item.location,
                entries=(fact,),
                hint="delete `says`: the source supports the fact",
            )
        if disagreeing:
            claims = (
                f"{context.store.source(item.source).publisher} {_describe_disagreement(context, item)}"
                for item in disagreeing
            )
            words = "; ".join(dict.fromkeys(claims))
            yield Finding(
                message=f"sources disagree on {fact.key}: {words}",
                location=disagreeing[0].location,
                entries=(fact,),
                hint=_hint(fact, disagreeing),
                related=tuple(item.location for item in disagreeing[1:]),
            )


def _hint(fact: Fact, disagreeing: Sequence[Evidence]) -> str:
    """Return what to do: settle the disagreement; of a number, a source may only be older."""
    hint = f"record a resolution with `settles: [{fact.key}]` and `of: {short_hash((fact,))}`"
    is_number = isinstance(fact, Figure) and all(
        item.disagreement and item.disagreement.value for item in disagreeing
    )
    return f"{hint}; a number that was revised goes under `revised_from:`" if is_number else hint


def _agrees(fact: Fact, says: Disagreement | None) -> bool:
    """Return whether a source's claim agrees with the fact, perhaps less exactly."""
    if says is None or says.text or says.name:
        return False
    if says.holder and says.holder not in fact.actor_ids:
        return False
    if says.value and not _is_same_value(fact, says.value):
        return False
    return says.period is None or all(
        said is None
        or (known is not None and known.first_day <= said.last_day and said.first_day <= known.last_day)
        for said, known in ((says.period.start, fact.period.start), (says.period.end, fact.period.end))
    )


def _is_same_value(fact: Fact, value: str) -> bool:
    """Return whether a source gives the value of a fact, written in one way or another."""
    if isinstance(fact, Figure) and fact.amount and (said := fact.amount_of(value)):
        return said.ends == fact.amount.ends
    return fact.content == value


def _describe_disagreement(context: CheckContext, evidence: Evidence) -> str:
    """Return what a source says instead of the fact, as a phrase."""
    says = evidence.disagreement
    assert says is not None  # noqa: S101 - callers pass evidence with a disagreement only
    if says.holder:
        return f"names {context.display_name(says.holder)}"
    if says.period:
        return f"dates it {period_in_words(says.period)}"
    if says.value or says.name:
        return f"gives {says.value or says.name}"
    words = next(iter(says.text.by_language.values())) if says.text else ""
    return f"says “{shorten(words, _MAX_TEXT_LENGTH, placeholder=' …')}”"
