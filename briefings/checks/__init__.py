"""What a careful colleague would say of the facts: one file a check, its docstring the manual page.

Each module has `SEVERITY` and `check`, which looks at a case and yields findings. A check knows nothing of waivers,
resolutions and other checks: `judge` sees to these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from briefings.checks import (
    agreement_twice,
    body_of_another_time,
    capture_changed,
    circular_source,
    contact_twice,
    dates_disagree,
    dead_end_source,
    ending_soon,
    evidence_out_of_time,
    fallen_line,
    figures_disagree,
    gap_in_post,
    long_section,
    long_sentence,
    membership_twice,
    name_unlike,
    not_vacant,
    outside_framework,
    outside_tenure,
    overdue,
    planned_and_past,
    present_and_over,
    quote_not_found,
    relative_words,
    single_publisher,
    sources_disagree,
    stale_translation,
    tenure_twice,
    two_holders,
    unbound_translation,
    undated_source,
    unexplained_acronym,
    written_by_hand,
    wrong_side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.case import Case, Finding
    from briefings.vocabulary.diagnostics import Severity

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
    "tenure-twice": tenure_twice,
    "outside-tenure": outside_tenure,
    "outside-framework": outside_framework,
    "not-vacant": not_vacant,
    "wrong-side": wrong_side,
    "contact-twice": contact_twice,
    "agreement-twice": agreement_twice,
    "figures-disagree": figures_disagree,
    "dates-disagree": dates_disagree,
    "sources-disagree": sources_disagree,
    "circular-source": circular_source,
    "evidence-out-of-time": evidence_out_of_time,
    "capture-changed": capture_changed,
    "quote-not-found": quote_not_found,
    "undated-source": undated_source,
    "overdue": overdue,
    "fallen-line": fallen_line,
    "gap-in-post": gap_in_post,
    "body-of-another-time": body_of_another_time,
    "membership-twice": membership_twice,
    "name-unlike": name_unlike,
    "written-by-hand": written_by_hand,
    "planned-and-past": planned_and_past,
    "present-and-over": present_and_over,
    "relative-words": relative_words,
    "stale-translation": stale_translation,
    "unbound-translation": unbound_translation,
    "ending-soon": ending_soon,
    "unexplained-acronym": unexplained_acronym,
    "long-sentence": long_sentence,
    "long-section": long_section,
    "dead-end-source": dead_end_source,
    "single-publisher": single_publisher,
}

RESOLVABLE = frozenset(
    {
        "two-holders",
        "tenure-twice",
        "membership-twice",
        "contact-twice",
        "agreement-twice",
        "figures-disagree",
        "sources-disagree",
    }
)
"""What a resolution settles: that facts or sources disagree."""
