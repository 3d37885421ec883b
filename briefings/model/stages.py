"""The life of things: the stages of an agreement, a membership, a visit or another contact.

A stage is a word, a day and its own evidence. The stage of a day is the last one that has surely come by then; so a
note of an earlier day knows nothing of a later stage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.dates import ANY_TIME, Period
from briefings.model.entities import Organisation, Partner, Person
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Evidence, Text

__all__ = [
    "AGREEMENT_STAGES",
    "COMMITMENT_STAGES",
    "CONTACT_STAGES",
    "MEMBERSHIP_STAGES",
    "SIDES",
    "Stage",
    "StageWord",
    "last_stage_on",
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
        keeps: whether the thing stays what it was before, as an agreement in force does when it is amended.
        undoes: the words that no longer count once it has come, as a notice that is withdrawn.
        ends: whether `effective` is the day on which it ends.
        needs: a word of which one must stand before it; empty for none.
        reopens: whether it may follow the last stage.
        advice: what to write if it is out of place; empty for what is true of most words.
        others: what people may write instead, for suggestions.
    """

    meaning: str
    rank: int = 0
    is_last: bool = False
    is_full: bool = False
    keeps: bool = False
    undoes: tuple[str, ...] = ()
    ends: bool = False
    needs: tuple[str, ...] = ()
    reopens: bool = False
    advice: str = ""
    others: tuple[str, ...] = ()


SIDES = ("ours", "theirs")
"""The words for the two sides as parties of a commitment, or of a stage."""

_NOTICES = ("denounced", "withdrawing")
_NEW_ENTRY = "if it began again later, write a new entry"

AGREEMENT_STAGES: Mapping[str, StageWord] = {
    "negotiating": StageWord(
        "negotiations were opened", 1, others=("negotiation", "negotiations", "opened", "negotiation-opened")
    ),
    "stalled": StageWord(
        "negotiations were interrupted",
        needs=("negotiating", "agreed", "initialled"),
        others=("interrupted", "broken-off", "on-hold", "frozen", "paused"),
    ),
    "reopened": StageWord(
        "negotiations went on", needs=("stalled",), others=("negotiations-resumed", "restarted")
    ),
    "abandoned": StageWord(
        "it was given up before it applied",
        is_last=True,
        others=("given-up", "failed", "called-off", "dropped"),
        advice=_NEW_ENTRY,
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
    "partly-in-force": StageWord(
        "a part of it entered into force",
        5,
        is_full=True,
        others=("partially-in-force", "partly", "in-force-in-part", "partial"),
    ),
    "in-force": StageWord(
        "it entered into force",
        6,
        is_full=True,
        others=("force", "inforce", "in force", "in_force", "entered-into-force", "effective", "active"),
    ),
    "amended": StageWord(
        "it was amended", keeps=True, others=("amendment", "revised", "changed", "modified", "updated")
    ),
    "extended": StageWord(
        "it was extended, `until` a day if one is known",
        keeps=True,
        ends=True,
        others=("renewed", "prolonged", "extension", "renewal", "tacitly-renewed", "tacitly-extended"),
    ),
    "suspended": StageWord(
        "it was suspended",
        needs=("in-force", "partly-in-force", "provisional", "resumed"),
        advice="or write `stalled`, if it is the negotiations that were interrupted",
    ),
    "resumed": StageWord(
        "it applies again",
        is_full=True,
        needs=("suspended",),
        others=("reinstated",),
        advice="or write `notice-withdrawn` after `denounced`, and `reopened` after `stalled`",
    ),
    "denounced": StageWord(
        "one side gave notice of its end; `effective` is the day on which it ends",
        ends=True,
        others=("notice", "denunciation", "terminating", "withdrawing"),
    ),
    "notice-withdrawn": StageWord(
        "that notice was withdrawn",
        keeps=True,
        undoes=_NOTICES,
        needs=("denounced",),
        others=("revoked", "notice-revoked", "denunciation-withdrawn"),
    ),
    "ended": StageWord(
        "it ended",
        is_last=True,
        others=("terminated", "expired", "withdrawn", "end", "cancelled", "lapsed", "replaced"),
        advice=_NEW_ENTRY,
    ),
}
"""The stages of an agreement."""

MEMBERSHIP_STAGES: Mapping[str, StageWord] = {
    "applied": StageWord("the partner applied", 1, others=("applicant", "application")),
    "candidate": StageWord("the partner is a candidate", 2, others=("candidacy",)),
    "observer": StageWord("the partner is an observer", others=("guest",)),
    "dialogue-partner": StageWord(
        "the partner is a dialogue partner", others=("dialogue", "partner", "sectoral-partner")
    ),
    "associate": StageWord("the partner is an associate", others=("associated", "associate-member")),
    "full": StageWord(
        "the partner is a full member", 3, is_full=True, others=("member", "joined", "acceded")
    ),
    "suspended": StageWord(
        "its membership is suspended",
        needs=("full", "observer", "associate", "dialogue-partner", "candidate"),
    ),
    "withdrawing": StageWord(
        "the partner has given notice; `effective` is the day on which it leaves",
        ends=True,
        others=("notice", "withdrawal", "leaving"),
    ),
    "notice-withdrawn": StageWord(
        "that notice was withdrawn, and the partner stays",
        keeps=True,
        undoes=_NOTICES,
        needs=("withdrawing",),
        others=("revoked", "notice-revoked", "stays"),
    ),
    "rejected": StageWord(
        "its application was rejected, or taken back",
        is_last=True,
        needs=("applied", "candidate"),
        others=("refused", "turned-down", "application-withdrawn"),
        advice="for a new application, write a new entry",
    ),
    "withdrawn": StageWord(
        "the partner left",
        is_last=True,
        needs=("full", "observer", "associate", "dialogue-partner", "withdrawing", "suspended"),
        others=("left", "ended", "expelled", "withdrew", "terminated"),
        advice="if the partner came back, write a new entry",
    ),
}
"""The stages of a membership."""

CONTACT_STAGES: Mapping[str, StageWord] = {
    "confirmed": StageWord("it will take place as planned", others=("planned", "scheduled")),
    "postponed": StageWord(
        "it was put off, brought forward, cut short or made longer: `to` the new days, or to a day that is not known",
        others=(
            "moved",
            "delayed",
            "rescheduled",
            "deferred",
            "brought-forward",
            "advanced",
            "shortened",
            "cut-short",
        ),
    ),
    "reinstated": StageWord(
        "it will take place after all, `to` other days if they have changed",
        needs=("cancelled",),
        reopens=True,
        others=("revived", "back-on", "on-again"),
    ),
    "held": StageWord("it took place", is_last=True, others=("done", "took-place", "completed", "happened")),
    "cancelled": StageWord(
        "it was called off",
        is_last=True,
        others=("canceled", "called-off", "off"),
        advice="if it was on again, write `reinstated` first",
    ),
}
"""The stages of a visit, another contact or a date; before the first one it is planned."""


COMMITMENT_STAGES: Mapping[str, StageWord] = {
    "deferred": StageWord(
        "its day was moved: `due` is the new one",
        keeps=True,
        others=("extended", "postponed", "delayed", "rescheduled", "prolonged"),
    ),
    "handed-on": StageWord(
        "another party took it over: `to`",
        keeps=True,
        others=("passed-on", "transferred", "reassigned", "delegated", "handed-over"),
    ),
    "partly-kept": StageWord(
        "a part of it was kept",
        keeps=True,
        others=("partly", "partially-kept", "in-part", "begun", "started"),
    ),
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

_ALL_WORDS = {**CONTACT_STAGES, **MEMBERSHIP_STAGES, **AGREEMENT_STAGES, **COMMITMENT_STAGES}
"""The words for all kinds of fact; a word that two kinds have keeps, undoes and ends the same."""
_UNREADABLE = StageWord("a word that could not be read, in a file that is refused")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage.

    Attributes:
        word: one of the words for the kind of fact.
        on: the day on which it came about.
        evidence: its sources; empty if those of the fact are its own.
        moved_to: the new days of what was postponed; None if they are not known.
        effective: the day on which a denunciation or withdrawal takes effect, until which an agreement was extended, or
            on which a commitment is now due; None for no such day.
        party: who ratified or gave notice, or took a commitment over; empty for no one in particular.
        headline: a few words for the list of milestones, or None.
    """

    word: str
    on: PartialDate
    evidence: tuple[Evidence, ...] = ()
    moved_to: Period | None = None
    effective: PartialDate | None = None
    party: str = ""
    headline: Text | None = None
    location: Location = field(kw_only=True, compare=False)

    def links(self) -> Iterator[Link]:
        """Yield the link to its party, if that is not one of the two sides."""
        if self.party and self.party not in SIDES:
            yield Link(self.party, (Organisation, Partner, Person), self.location)


def stage_on(stages: Sequence[Stage], day: date) -> Stage | None:
    """Return what something was on a day, by its last stage that had surely come; None before the first.

    A stage that keeps it what it was does not count, nor does one that was undone.
    """
    if not stages:  # as most facts have none
        return None
    reached = [stage for stage in stages if stage.on.last_day <= day]
    return next((stage for stage in reversed(_standing(reached)) if not _meaning(stage).keeps), None)


def last_stage_on(stages: Sequence[Stage], day: date) -> Stage | None:
    """Return the last stage that has surely come by a day, of whatever word; None before the first."""
    return next((stage for stage in reversed(stages) if stage.on.last_day <= day), None)


def _meaning(stage: Stage) -> StageWord:
    """Return what the word of a stage says about others."""
    return _ALL_WORDS.get(stage.word, _UNREADABLE)


def _standing(stages: Sequence[Stage]) -> list[Stage]:
    """Return the stages that no later one has undone."""
    standing: list[Stage] = []
    for stage in stages:
        undone = _meaning(stage).undoes
        standing = [earlier for earlier in standing if earlier.word not in undone]
        standing.append(stage)
    return standing


def life_of(stages: Sequence[Stage]) -> Period:
    """Return the time from the first stage to the end that a later one sets; the end is unknown if none sets it.

    Args:
        stages: in the order of time.
    """
    if not stages:
        return ANY_TIME
    first, end = stages[0], None
    for stage in _standing(stages):
        word = _meaning(stage)
        if word.is_last:
            end = stage.on
        elif word.ends:
            end = stage.effective
        elif word.is_full:
            end = None
    return Period(first.on, end, text=f"{first.on}/{end or ''}")
