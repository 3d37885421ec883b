"""The life of things: the stages of an agreement, a membership, a visit or another contact.

A stage is a word, a day and its own evidence. The stage of a day is the last one that has surely come by then; so a
note of an earlier day knows nothing of a later stage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.dates import ANY_TIME, Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Evidence, Text

__all__ = [
    "AGREEMENT_STAGES",
    "COMMITMENT_STAGES",
    "CONTACT_STAGES",
    "MEMBERSHIP_STAGES",
    "Stage",
    "StageWord",
    "life_of",
    "stage_on",
]


@dataclass(frozen=True, slots=True)
class StageWord:
    """A word for a stage, and what it says about the stages around it.

    Attributes:
        meaning: for the reference.
        rank: its place among the stages that follow one another; 0 if it may come at any time.
        is_last: whether nothing follows it.
        is_full: whether an agreement applies, or the partner is a full member.
        needs: a word of which one must stand before it; empty for none.
        others: what people may write instead, for suggestions.
    """

    meaning: str
    rank: int = 0
    is_last: bool = False
    is_full: bool = False
    needs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


AGREEMENT_STAGES: Mapping[str, StageWord] = {
    "negotiating": StageWord(
        "negotiations were opened", 1, others=("negotiation", "negotiations", "opened", "negotiation-opened")
    ),
    "agreed": StageWord("the text was agreed", 2, others=("finalised", "finalized", "closed")),
    "initialled": StageWord("it was initialled", 3, others=("initialed", "paraphed")),
    "signed": StageWord("it was signed", 4, others=("concluded", "signature")),
    "ratified": StageWord("it was ratified", 5, others=("approved", "ratification")),
    "provisional": StageWord(
        "it is applied provisionally",
        5,
        is_full=True,
        others=("provisionally", "provisionally-applied", "provisional-application"),
    ),
    "in-force": StageWord(
        "it entered into force",
        6,
        is_full=True,
        others=("force", "inforce", "in force", "in_force", "entered-into-force", "effective", "active"),
    ),
    "suspended": StageWord("it was suspended", needs=("in-force", "provisional", "resumed")),
    "resumed": StageWord("it applies again", is_full=True, needs=("suspended",), others=("reinstated",)),
    "denounced": StageWord(
        "one side gave notice of its end; `effective` is the day on which it ends",
        others=("notice", "denunciation", "terminating", "withdrawing"),
    ),
    "ended": StageWord(
        "it ended",
        is_last=True,
        others=("terminated", "expired", "withdrawn", "end", "cancelled", "lapsed", "replaced"),
    ),
}
"""The stages of an agreement."""

MEMBERSHIP_STAGES: Mapping[str, StageWord] = {
    "applied": StageWord("the partner applied", 1, others=("applicant", "application")),
    "candidate": StageWord("the partner is a candidate", 2, others=("candidacy",)),
    "observer": StageWord("the partner is an observer", others=("associate", "guest")),
    "full": StageWord(
        "the partner is a full member", 3, is_full=True, others=("member", "joined", "acceded")
    ),
    "suspended": StageWord("its membership is suspended", needs=("full", "observer")),
    "withdrawing": StageWord(
        "the partner has given notice; `effective` is the day on which it leaves",
        others=("notice", "withdrawal", "leaving"),
    ),
    "withdrawn": StageWord(
        "the partner left", is_last=True, others=("left", "ended", "expelled", "withdrew", "terminated")
    ),
}
"""The stages of a membership."""

CONTACT_STAGES: Mapping[str, StageWord] = {
    "confirmed": StageWord("it will take place as planned", others=("planned", "scheduled")),
    "postponed": StageWord(
        "it was put off: `to` the new days, or to a day that is not known",
        others=("moved", "delayed", "rescheduled", "deferred"),
    ),
    "held": StageWord("it took place", is_last=True, others=("done", "took-place", "completed", "happened")),
    "cancelled": StageWord("it was called off", is_last=True, others=("canceled", "called-off", "off")),
}
"""The stages of a visit or another contact; before the first one it is planned."""


COMMITMENT_STAGES: Mapping[str, StageWord] = {
    "kept": StageWord(
        "it was kept", is_last=True, others=("done", "fulfilled", "honoured", "completed", "delivered", "met")
    ),
    "dropped": StageWord(
        "it was dropped", is_last=True, others=("cancelled", "withdrawn", "broken", "abandoned")
    ),
    "overtaken": StageWord(
        "events made it pointless",
        is_last=True,
        others=("obsolete", "superseded", "lapsed", "overtaken-by-events"),
    ),
}
"""The stages of a commitment; before the first one it is open."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage.

    Attributes:
        word: one of the words for the kind of fact.
        on: the day on which it came about.
        evidence: its sources; empty if those of the fact are its own.
        moved_to: the new days of what was postponed; None if they are not known.
        effective: the day on which a denunciation or withdrawal takes effect, or None.
        headline: a few words for the list of milestones, or None.
    """

    word: str
    on: PartialDate
    evidence: tuple[Evidence, ...] = ()
    moved_to: Period | None = None
    effective: PartialDate | None = None
    headline: Text | None = None
    location: Location = field(kw_only=True, compare=False)


def stage_on(stages: Sequence[Stage], day: date) -> Stage | None:
    """Return the last stage that has surely come by a day; None before the first."""
    return next((stage for stage in reversed(stages) if stage.on.last_day <= day), None)


def life_of(stages: Sequence[Stage]) -> Period:
    """Return the time from the first stage to the end that the last one sets; the end is unknown if it sets none.

    Args:
        stages: in the order of time.
    """
    if not stages:
        return ANY_TIME
    words = {**AGREEMENT_STAGES, **MEMBERSHIP_STAGES, **COMMITMENT_STAGES}
    first, last = stages[0], stages[-1]
    end = last.effective or (last.on if last.word in words and words[last.word].is_last else None)
    return Period(first.on, end, text=f"{first.on}/{end or ''}")
