"""Checks that look for doubtful facts, and the audit of finished texts.

Each check is a module in `rules` with a `SEVERITY` and a function `check`, which takes a `CheckContext` and yields
findings; its docstring is the manual page. A check does not know about waivers, resolutions or other checks:
`run_checks` handles these. Checks and the audit share the comparers in this folder, `claims` and `frames`; the
architecture page says which of them compares which statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from briefings.checks.rules import (
    anachronistic_body,
    capture_changed,
    circular_source,
    dates_disagree,
    dead_end_source,
    duplicate_agreement,
    duplicate_contact,
    duplicate_membership,
    duplicate_tenure,
    ended_partner,
    ending_soon,
    false_vacancy,
    figures_disagree,
    gap_in_post,
    hardcoded_holder,
    impossible_evidence_date,
    impossible_life,
    impossible_stage,
    long_section,
    long_sentence,
    look_alike_letters,
    misspelled_name,
    outdated_plan,
    outdated_present_tense,
    outside_framework,
    outside_tenure,
    overdue,
    participant_on_wrong_side,
    quote_not_found,
    relative_date,
    same_name,
    single_publisher,
    sources_disagree,
    stages_apart,
    stale_translation,
    told_otherwise,
    told_twice,
    two_holders,
    unbound_translation,
    undated_source,
    unexplained_acronym,
    unexplained_participant,
    unkept_commitment,
    unsupported_talking_point,
    unsure_holder,
    vacant_holder,
    withdrawn_source,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Finding
    from briefings.model.diagnostics import Severity

__all__ = ["CHECKS", "LONG_CHECKS", "RESOLVABLE", "Check", "LongCheck"]


class Check(Protocol):
    """A check's module, as the engine uses it."""

    SEVERITY: Severity
    __doc__: str | None

    def check(self, context: CheckContext, /) -> Iterator[Finding]:
        """Yield the findings of the check."""


class LongCheck(Check, Protocol):
    """The module of a check that takes long, and can be done in parts."""

    def parts(self, context: CheckContext, /) -> Sequence[Callable[[], Iterable[Finding]]]:
        """Return functions that find one part each; together, in order, they find what the check does."""


# Of several findings with one cause, only that of the check listed first is reported.
CHECKS: Mapping[str, Check] = {
    "two-holders": two_holders,
    "duplicate-tenure": duplicate_tenure,
    "outside-tenure": outside_tenure,
    "impossible-life": impossible_life,
    "ended-partner": ended_partner,
    "outside-framework": outside_framework,
    "false-vacancy": false_vacancy,
    "participant-on-wrong-side": participant_on_wrong_side,
    "duplicate-contact": duplicate_contact,
    "duplicate-agreement": duplicate_agreement,
    "stages-apart": stages_apart,
    "anachronistic-body": anachronistic_body,
    "duplicate-membership": duplicate_membership,
    "told-twice": told_twice,
    "told-otherwise": told_otherwise,
    "figures-disagree": figures_disagree,
    "dates-disagree": dates_disagree,
    "sources-disagree": sources_disagree,
    "circular-source": circular_source,
    "impossible-stage": impossible_stage,
    "impossible-evidence-date": impossible_evidence_date,
    "capture-changed": capture_changed,
    "quote-not-found": quote_not_found,
    "undated-source": undated_source,
    "vacant-holder": vacant_holder,
    "withdrawn-source": withdrawn_source,
    "unsure-holder": unsure_holder,
    "overdue": overdue,
    "unsupported-talking-point": unsupported_talking_point,
    "gap-in-post": gap_in_post,
    "misspelled-name": misspelled_name,
    "hardcoded-holder": hardcoded_holder,
    "outdated-plan": outdated_plan,
    "outdated-present-tense": outdated_present_tense,
    "relative-date": relative_date,
    "stale-translation": stale_translation,
    "unbound-translation": unbound_translation,
    "ending-soon": ending_soon,
    "unkept-commitment": unkept_commitment,
    "unexplained-acronym": unexplained_acronym,
    "unexplained-participant": unexplained_participant,
    "long-sentence": long_sentence,
    "long-section": long_section,
    "look-alike-letters": look_alike_letters,
    "dead-end-source": dead_end_source,
    "single-publisher": single_publisher,
    "same-name": same_name,
}

LONG_CHECKS: Mapping[str, LongCheck] = {"told-otherwise": told_otherwise}
"""The checks that processor cores share, if there are many facts."""

RESOLVABLE = frozenset(
    {
        "two-holders",
        "duplicate-tenure",
        "duplicate-membership",
        "duplicate-contact",
        "duplicate-agreement",
        "told-twice",
        "told-otherwise",
        "figures-disagree",
        "sources-disagree",
    }
)
"""Checks whose findings a resolution can settle: disagreements between facts or between sources."""
