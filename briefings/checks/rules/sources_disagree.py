"""A source that says something else, and nobody has settled it.

What it finds:
    Evidence with `says`: another date, period, holder, value or name than the fact states. Each such fact is reported
    until a resolution settles it. Where it says nothing else, such as the year of a day, that is said instead.

Why it matters:
    The note follows one source. Whoever answers for it should have decided so, and be able to say why.

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
from briefings.model.diagnostics import Severity
from briefings.model.facts import Figure, Tenure
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case
    from briefings.model.facts import Evidence, Fact, Saying

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_LONGEST = 100


def check(case: Case) -> Iterator[Finding]:
    """Look at the evidence of each fact."""
    for fact in case.base.facts:
        said = [item for item in fact.evidence if item.says]
        for item in [item for item in said if _same(fact, item.says)]:
            said.remove(item)
            yield Finding(
                message=f"what {item.source} says of {fact.key} is no other than the fact: it {_said(case, item)}",
                location=item.location,
                about=(fact,),
                hint="take the `says` out: it is plain evidence",
            )
        if said:
            each = (f"{case.base.source(item.source).publisher} {_said(case, item)}" for item in said)
            words = "; ".join(dict.fromkeys(each))
            yield Finding(
                message=f"sources disagree on {fact.key}: {words}",
                location=said[0].location,
                about=(fact,),
                hint=f"settle it by a resolution with `settles: [{fact.key}]` and `of: {short_hash((fact,))}`",
                related=tuple(item.location for item in said[1:]),
            )


def _same(fact: Fact, says: Saying | None) -> bool:
    """Whether what a source says is what the fact says, maybe less exactly."""
    if says is None or says.text or says.name:
        return False
    if says.holder and not (isinstance(fact, Tenure) and fact.holder == says.holder):
        return False
    if says.value and not (isinstance(fact, Figure) and fact.value == says.value):
        return False
    return says.period is None or all(
        said is None or (known is not None and known.first <= said.last and said.first <= known.last)
        for said, known in ((says.period.start, fact.period.start), (says.period.end, fact.period.end))
    )


def _said(case: Case, evidence: Evidence) -> str:
    says = evidence.says
    assert says is not None  # noqa: S101 - the caller asked only for what is said
    if says.holder:
        return f"names {case.name(says.holder)}"
    if says.period:
        return f"dates it {says.period}"
    if says.value or says.name:
        return f"gives {says.value or says.name}"
    words = next(iter(says.text.by_language.values())) if says.text else ""
    return f"tells: “{shorten(words, _LONGEST, placeholder=' …')}”"
