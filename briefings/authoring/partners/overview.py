"""The list of partners: how many facts each has, its last contact, and the state of its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.ahead.timeline import next_note_change
from briefings.authoring.proposals.waiting import waiting_text
from briefings.build.audiences import readable_store
from briefings.build.builder import build_notes
from briefings.build.plan import BuildOptions
from briefings.build.state import BuildState
from briefings.build.workspace import Workspace
from briefings.diff.outdated import rebuild_requests
from briefings.factbase.standing import overdue_since, standing_of
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.build.report import SetResult
    from briefings.build.state import SetState
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Partner
    from briefings.project import Project

__all__ = ["list_partners"]


def list_partners(
    project: Project, day: date, *, is_dated: bool = False, audience: str | None = None
) -> Iterator[str]:
    """Yield one line per partner: id, name, current and overdue facts, last contact, the state of its note.

    The line also has the next day on which the end of an embargo, or another marking, changes what notes say.

    Args:
        project: the project with the partners.
        day: the as-of day.
        is_dated: whether the user gave the day, so that only notes made for that day count.
        audience: name of the audience whose facts and notes count; None for all facts and the default notes.

    Raises:
        BriefingsError: if the facts have errors.
    """
    store = readable_store(Workspace(project).store, audience, day)
    note_states = _note_states(project, day, audience or DEFAULT_AUDIENCE, is_dated=is_dated)
    width = max((len(partner.id) for partner in store.partners), default=0)
    for partner in store.partners:
        facts = _describe_facts(store, partner, day)
        change = next_note_change(store, day, partner.id)
        yield (
            f"{partner.id:{width}}  {partner.names[0].text}{_ending(partner, day)}: {facts}; "
            f"note {note_states.get(partner.id, 'not built')}{f'; {change}' if change else ''}"
        )


def _ending(partner: Partner, day: date) -> str:
    """Return when a partner ended, with its successors in the house; empty if it has not ended by the day."""
    end = partner.period.end
    if end is None or end.last_day >= day:
        return ""
    successors = f"; successor {', '.join(partner.successors)}" if partner.successors else ""
    return f" (ended {end}{successors})"


def _describe_facts(store: FactStore, partner: Partner, day: date) -> str:
    """Return how many facts about a partner hold on a day and are overdue, and the last contact."""
    facts = [fact for fact in store.facts if store.is_fact_in_scope(fact, partner.id)]
    standings = [standing_of(store, fact, day) for fact in facts]
    current_count = sum(standing.certainty is not Certainty.NO for standing in standings)
    overdue_count = sum(overdue_since(store, fact, day) is not None for fact in facts)
    contact_ends = [
        fact.period.end
        for fact, standing in zip(facts, standings, strict=True)
        if isinstance(fact, Contact) and standing.certainty is Certainty.CERTAIN and fact.period.end
    ]
    last_contact = max(contact_ends, key=lambda end: end.last_day, default=None)
    waiting = waiting_text(sum(fact.folder == partner.id for fact in store.proposals.values()))
    return (
        f"{current_count} current facts, {overdue_count} overdue for review, "
        f"last contact {last_contact or 'not on record'}{f', {waiting}' if waiting else ''}"
    )


def _note_states(project: Project, day: date, audience: str, *, is_dated: bool) -> dict[str, str]:
    """Return, by partner id, whether its note is up to date, in words; partners without a note are left out."""
    output = project.build_folder
    set_states = BuildState.load_sets(output, audience)
    states: dict[str, str] = {}
    for request in rebuild_requests(project, output, (), day, audience):
        if (request.dated, request.as_of) != (is_dated, day):
            continue
        for result in build_notes(project, output, request, BuildOptions(dry_run=True)).sets:
            set_state = set_states.get(result.name)
            states[result.name.subject] = _describe_note(result, set_state)
    return states


def _describe_note(result: SetResult, set_state: SetState | None) -> str:
    """Return the as-of days of a built note, and whether it is up to date."""
    days = sorted({note.as_of for note in set_state.notes.values()}) if set_state else []
    built = (
        f"as at {' to '.join(map(str, dict.fromkeys((days[0], days[-1]))))}" if days else "of an unknown day"
    )
    if result.failed:
        return f"{built} can't be rebuilt"
    return f"{built} is out of date: {result.reasons[0]}" if result.has_changed else f"{built} is up to date"
