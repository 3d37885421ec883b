"""The first page: what waits for a person today, what comes, and how each partner stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.authoring.ahead import coming_facts
from briefings.authoring.fact_titles import fact_title
from briefings.authoring.gaps import gaps_of
from briefings.authoring.review import ReviewState, due_facts
from briefings.factbase.standing import standing_of
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.authoring.ahead import Coming
    from briefings.authoring.review import DueFact
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Partner
    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["DeskDetails", "describe_desk"]

_DAYS_AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Task:
    """A fact that waits for a person.

    Attributes:
        key: of the fact.
        title: what it says.
        reason: why it waits.
        weight: in how many notes it is, and what rests on it; empty for little.
    """

    key: str
    title: str
    reason: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """How a partner stands.

    Attributes:
        id: of the partner.
        name: of the partner.
        current: the number of facts that hold.
        overdue: how many of them are overdue.
        proposals: the number of proposals.
        last_contact: the day of the last contact, or empty.
        gaps: what its notes lack.
    """

    id: str
    name: str
    current: int
    overdue: int
    proposals: int
    last_contact: str
    gaps: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class DeskDetails:
    """The first page.

    Attributes:
        overdue: facts that are due for review, those of most consequence first.
        disputes: facts that a source disputes and no resolution settles.
        proposals: facts to accept or to reject.
        coming: what comes, in the order of time.
        partners: how each partner stands.
    """

    overdue: tuple[Task, ...]
    disputes: tuple[Task, ...]
    proposals: tuple[Task, ...]
    coming: tuple[Coming, ...]
    partners: tuple[PartnerRow, ...]


def describe_desk(reading: Reading) -> DeskDetails:
    """Return the first page as of the day."""
    store, day = reading.store, reading.day
    due = due_facts(store, day)
    partner_ids = [partner.id for partner in store.partners]
    return DeskDetails(
        overdue=tuple(_overdue_tasks(reading, due)),
        disputes=tuple(_disputes(reading)),
        proposals=tuple(
            Task(fact.key, fact_title(store, fact, day), f"{fact.kind} of {fact.period}")
            for fact in store.proposals.values()
        ),
        coming=tuple(coming_facts(store, day, partner_ids, day + _DAYS_AHEAD)),
        partners=tuple(_partner_row(reading, partner, due) for partner in store.partners),
    )


def _overdue_tasks(reading: Reading, due: Sequence[DueFact]) -> Iterator[Task]:
    """Yield the overdue facts, those in most notes and under most talking points first."""
    overdue = [item for item in due if item.state is ReviewState.OVERDUE]
    for item in sorted(overdue, key=lambda item: (-len(item.partner_ids), -len(item.talking_points))):
        count, points = len(item.partner_ids), len(item.talking_points)
        weight = [f"in the notes of {count} partners"] if count > 1 else []
        weight += [f"{points} talking point{'' if points == 1 else 's'} on it"] if points else []
        title = fact_title(reading.store, item.fact, reading.day)
        yield Task(item.fact.key, title, f"overdue since {item.since_day}", ", ".join(weight))


def _disputes(reading: Reading) -> Iterator[Task]:
    """Yield the facts that a source disputes and no resolution settles."""
    settled = reading.store.current_resolutions()
    for fact in reading.store.facts:
        sources = [item.source for item in fact.all_evidence if item.disputes]
        if sources and not (fact.key in settled and settled[fact.key].is_final):
            publishers = dict.fromkeys(reading.store.source(id_).publisher for id_ in sources)
            title = fact_title(reading.store, fact, reading.day)
            yield Task(fact.key, title, f"disputed by {', '.join(publishers)}")


def _partner_row(reading: Reading, partner: Partner, due: Sequence[DueFact]) -> PartnerRow:
    """Return how a partner stands on the day."""
    store, day = reading.store, reading.day
    standings = [(fact, standing_of(store, fact, day)) for fact in store.facts_about(partner.id)]
    met = [
        fact.period.end.last_day
        for fact, standing in standings
        if _is_contact(fact) and standing.certainty is Certainty.CERTAIN and fact.period.end
    ]
    return PartnerRow(
        id=partner.id,
        name=reading.name(partner),
        current=sum(standing.certainty is not Certainty.NO for _, standing in standings),
        overdue=sum(item.state is ReviewState.OVERDUE and partner.id in item.partner_ids for item in due),
        proposals=sum(fact.folder == partner.id for fact in store.proposals.values()),
        last_contact=str(max(met, default="")),
        gaps=tuple(gaps_of(store, partner.id, day)),
    )


def _is_contact(fact: Fact) -> bool:
    """Return whether a fact is a meeting or a talk."""
    return isinstance(fact, Contact)
