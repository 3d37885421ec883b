"""What a careful colleague would say of the facts: one file a check, its docstring the manual page.

Each module has `SEVERITY` and `check`, which looks at a case and yields findings. A check knows nothing of waivers,
resolutions and other checks: `judge` sees to these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from briefings.checks import (
    circular_source,
    contact_twice,
    ending_soon,
    evidence_out_of_time,
    figures_disagree,
    gap_in_post,
    outside_framework,
    outside_tenure,
    overdue,
    single_publisher,
    sources_disagree,
    stale_translation,
    two_holders,
    unbound_translation,
    undated_source,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.case import Case, Finding
    from briefings.diagnostics import Severity

__all__ = ["CHECKS", "RESOLVABLE", "Check"]


class Check(Protocol):
    """What the module of a check has."""

    SEVERITY: Severity
    __doc__: str | None

    def check(self, case: Case, /) -> Iterator[Finding]:
        """Look at a case."""


# Of findings with one cause, that of the check listed first is told.
CHECKS: Mapping[str, Check] = {
    "two-holders": two_holders,
    "outside-tenure": outside_tenure,
    "outside-framework": outside_framework,
    "contact-twice": contact_twice,
    "figures-disagree": figures_disagree,
    "sources-disagree": sources_disagree,
    "circular-source": circular_source,
    "evidence-out-of-time": evidence_out_of_time,
    "undated-source": undated_source,
    "overdue": overdue,
    "gap-in-post": gap_in_post,
    "ending-soon": ending_soon,
    "single-publisher": single_publisher,
    "stale-translation": stale_translation,
    "unbound-translation": unbound_translation,
}

RESOLVABLE = frozenset({"two-holders", "contact-twice", "figures-disagree", "sources-disagree"})
"""What a resolution settles: that facts or sources disagree."""
