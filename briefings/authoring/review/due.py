"""The facts that are due for review, most urgent first."""

from __future__ import annotations

import enum
import itertools
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.proposals.details import ProposalWords
from briefings.authoring.proposals.doubts import find_doubts
from briefings.authoring.wording.stages import say_stages
from briefings.authoring.wording.titles import dated_title
from briefings.build.audiences import readable_store
from briefings.factbase.load import load
from briefings.factbase.standing import overdue_since
from briefings.loading.project import select_partners
from briefings.model.entities import SHARED_FOLDER
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = [
    "HOW_TO_CONFIRM",
    "DueFact",
    "ReviewState",
    "count_summary",
    "due_fact_data",
    "due_fact_lines",
    "due_facts",
    "list_due_facts",
]


class ReviewState(enum.Enum):
    """The reasons why a fact is due for review, most urgent first."""

    OVERDUE = "overdue"
    CHANGED = "changed"
    UNREVIEWED = "unreviewed"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact that is due for review.

    Attributes:
        fact: the fact.
        state: why it is due.
        since_day: the day since which it is overdue, the day of its review, or the newest day that a source attests,
            depending on the state; None if unknown.
        talking_points: keys of the talking points that rest on it.
        partner_ids: ids of the partners whose notes it is for.
        details: what a proposal says and changes, in lines; none for other facts.
        new: the people and posts that a proposal brings.
        doubts: why to look at a proposal first, in lines.
        title: what an accepted fact says, in words.
    """

    fact: Fact
    state: ReviewState
    since_day: date | None
    talking_points: tuple[str, ...] = ()
    partner_ids: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    title: str = ""


def list_due_facts(
    project: Project,
    day: date,
    partners: Sequence[str] = (),
    *,
    all_states: bool = False,
    audience: str | None = None,
) -> list[DueFact]:
    """Return the facts due for review, sorted by state, folder, age, and number of dependents; then the proposals.

    Args:
        project: the project with the facts.
        day: the as-of day.
        partners: ids of the partners whose notes the facts are for; empty for all.
        all_states: whether to include changed and unreviewed facts, and not only overdue ones and proposals.
        audience: name of the audience that the facts are for; None for all facts.

    Raises:
        BriefingsError: if a partner does not exist, or the facts have errors.
    """
    partner_ids = select_partners(project.root, partners)
    store = readable_store(load(project.root), audience, day)
    chosen = partner_ids if partners else ()
    proposals = sorted(_due_proposals(store, day, chosen), key=_proposal_order)
    return [*due_facts(store, day, chosen, all_states=all_states), *proposals]


def due_facts(
    store: FactStore, day: date, partner_ids: Sequence[str] = (), *, all_states: bool = False
) -> list[DueFact]:
    """Return the accepted facts of a store that are due for review, sorted as `list_due_facts` does.

    Args:
        store: what the reader may see of the facts.
        day: the as-of day.
        partner_ids: ids of the partners whose notes the facts are for; empty for all.
        all_states: whether to include changed and unreviewed facts, and not only overdue ones and proposals.
    """
    points = [(fact.key, store.basis(fact)) for fact in store.facts if fact.basis_keys]
    found: list[DueFact] = []
    for fact in store.facts:
        state, since_day = _review_state(store, fact, day)
        if state is None or (state is not ReviewState.OVERDUE and not all_states):
            continue
        concerned = tuple(
            partner.id for partner in store.partners if store.is_fact_in_scope(fact, partner.id)
        )
        if not partner_ids or set(partner_ids) & set(concerned):
            dependent_points = tuple(key for key, basis in points if fact.key in basis)
            found.append(
                DueFact(
                    fact,
                    state,
                    since_day,
                    talking_points=dependent_points,
                    partner_ids=concerned,
                    title=dated_title(store, fact, day),
                )
            )
    return sorted(found, key=_sort_key)


def _due_proposals(store: FactStore, day: date, partner_ids: Sequence[str]) -> Iterator[DueFact]:
    """Yield the proposals about some partners, or about all."""
    if not store.proposals:
        return
    words, doubts = ProposalWords(store, day), find_doubts(store, day)
    for key, fact in store.proposals.items():
        if not partner_ids or fact.folder in (*partner_ids, SHARED_FOLDER):
            yield DueFact(
                fact,
                ReviewState.PROPOSED,
                None,
                details=tuple(words.describe(fact)),
                new=tuple(words.new_entities(fact)),
                doubts=doubts.get(key, ()),
            )


def _review_state(store: FactStore, fact: Fact, day: date) -> tuple[ReviewState | None, date | None]:
    """Return the review state of a fact and its day; the state is None if the fact was reviewed as it is now."""
    if since_day := overdue_since(store, fact, day):
        return ReviewState.OVERDUE, since_day
    if fact.last_review is None:
        source_dates = (
            item.attested_on or item.asserted_on or store.source(item.source).effective_date
            for item in fact.all_evidence
        )
        newest_day = max((when.last_day for when in source_dates if when), default=None)
        return ReviewState.UNREVIEWED, newest_day
    if fact.last_review.fact_hash == short_hash(fact):
        return None, None
    return ReviewState.CHANGED, fact.last_review.reviewed_on.last_day


def _sort_key(due_fact: DueFact) -> tuple[int, str, str, int, str]:
    """Return the sort key of a due fact: state, folder, day, most dependents, key."""
    dependent_count = len(due_fact.talking_points) + len(due_fact.partner_ids)
    return (
        list(ReviewState).index(due_fact.state),
        due_fact.fact.folder,
        str(due_fact.since_day or ""),
        -dependent_count,
        due_fact.fact.key,
    )


def _proposal_order(due_fact: DueFact) -> tuple[str, bool, str, str, str]:
    """Return the sort key of a proposal: folder, those in doubt first, kind, day, key."""
    fact = due_fact.fact
    start = str(fact.period.start.first_day) if fact.period.start else ""
    return fact.folder, not due_fact.doubts, fact.kind, start, fact.key


# --- output ----------------------------------------------------------------------------------------


_COUNT_TEXTS = {
    ReviewState.OVERDUE: "due for review",
    ReviewState.CHANGED: "changed since the last review",
    ReviewState.UNREVIEWED: "never reviewed",
    ReviewState.PROPOSED: "proposed",
}
_SINCE_TEXTS = {
    ReviewState.OVERDUE: "overdue since",
    ReviewState.CHANGED: "changed since its review on",
    ReviewState.UNREVIEWED: "never reviewed; newest source of",
}


HOW_TO_CONFIRM = (
    "To confirm one, add a newer source to its `evidence:`, as `{source: ID, attests: DAY}`; "
    "or record that you checked it: `briefings review --by NAME FACT`."
)
_LONGEST_TITLE = 100


def count_summary(facts: Sequence[DueFact]) -> str:
    """Count the due facts by state, in one line."""
    counts = {state: sum(due_fact.state is state for due_fact in facts) for state in ReviewState}
    summary = ", ".join(f"{count} {_COUNT_TEXTS[state]}" for state, count in counts.items() if count)
    if counts[ReviewState.OVERDUE]:
        return summary
    return f"No facts are due for review{f'; {summary}' if summary else '.'}"


def due_fact_lines(facts: Iterable[DueFact]) -> Iterator[str]:
    """Yield due facts as lines for a terminal, under a heading for each folder and state."""
    listed_names: set[str] = set()
    for (folder, state, is_doubtful), group in itertools.groupby(facts, key=_heading):
        first = " look at these first" if is_doubtful else ""
        yield f"{folder}, {state.value}{',' if first else ''}{first}:"
        listed = list(group)
        names = dict.fromkeys(name for due_fact in listed for name in due_fact.new)
        if new := [name for name in names if name not in listed_names]:
            yield f"  new in these: {', '.join(new)}"
            listed_names.update(new)
        for due_fact in listed:
            yield from _proposal_lines(due_fact) if state is ReviewState.PROPOSED else _fact_lines(due_fact)


def _heading(due_fact: DueFact) -> tuple[str, ReviewState, bool]:
    """Return what the facts below one heading share."""
    return due_fact.fact.folder, due_fact.state, bool(due_fact.doubts)


def _proposal_lines(due_fact: DueFact) -> Iterator[str]:
    """Yield the lines of a proposal: what it says, why to look at it, and its row with the place of its entry."""
    fact, (content, *details) = due_fact.fact, due_fact.details
    yield f"  {fact.key}: {content}"
    yield from (f"    look: {doubt}" for doubt in due_fact.doubts)
    yield from (f"    {detail}" for detail in details)
    yield f"    {fact.location}"


def _fact_lines(due_fact: DueFact) -> Iterator[str]:
    """Yield the lines of an accepted fact: what it says, why it is due, what rests on it, and its place."""
    fact, points = due_fact.fact, due_fact.talking_points
    yield f"  {fact.key}: {textwrap.shorten(due_fact.title, _LONGEST_TITLE, placeholder=' ...')}"
    line = f"    {_reason(due_fact)}"
    if points:
        line += f"; {', '.join(points)} {'rests' if len(points) == 1 else 'rest'} on it"
    if len(due_fact.partner_ids) > 1:
        line += f"; in the notes of {len(due_fact.partner_ids)} partners"
    yield line
    if fact.stages:
        yield f"    {say_stages(fact.stages)}"
    yield f"    {fact.location}"


def _reason(due_fact: DueFact) -> str:
    """Return why a fact is due for review, in words."""
    return f"{_SINCE_TEXTS[due_fact.state]} {due_fact.since_day or 'an unknown day'}"


def due_fact_data(facts: Iterable[DueFact]) -> list[dict[str, object]]:
    """Return due facts as data for JSON."""
    return [
        {
            "fact": due_fact.fact.key,
            "title": due_fact.title,
            "state": due_fact.state.value,
            "since": due_fact.since_day.isoformat() if due_fact.since_day else None,
            "lines": due_fact.talking_points,
            "partners": due_fact.partner_ids,
            "details": due_fact.details,
            "new": due_fact.new,
            "doubts": due_fact.doubts,
            "file": due_fact.fact.location.path,
            "line": due_fact.fact.location.line,
        }
        for due_fact in facts
    ]
