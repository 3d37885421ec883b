"""The inbox: what waits for a person, one after another, with what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from briefings.authoring.proposals.details import ProposalWords
from briefings.authoring.proposals.returned_remarks import waiting_remarks
from briefings.server.desk.page import describe_desk
from briefings.server.entries.fact_details import describe_fact, find_fact
from briefings.server.forms.fact_words import fact_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.authoring.proposals.returned_remarks import ReturnedRemark
    from briefings.model.facts import Fact
    from briefings.server.desk.page import Task
    from briefings.server.entries.fact_details import FactDetails
    from briefings.server.reading import Reading

__all__ = ["LATER", "Inbox", "describe_inbox", "inbox_address"]

_RETURNED = "returned"
_QUEUES = {"proposals": "Proposals", _RETURNED: "Returned", "overdue": "Overdue", "disputes": "Disputed"}
_PER_PAGE = 15
_MOST_REMARKS = 30
LATER = timedelta(days=30)
"""How long "not yet" waits."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A fact that waits.

    Attributes:
        queue: why: `proposals`, `overdue` or `disputes`.
        task: as on the first page.
        fact: in words.
        settle_address: of the form that settles a dispute; empty for other facts.
        can_end: whether it is a state, which can have ended.
        effects: what accepting it changes besides, in lines: what it corrects, ends, or brings; empty for other facts.
    """

    queue: str
    task: Task
    fact: FactDetails
    settle_address: str
    can_end: bool
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the inbox.

    Attributes:
        items: those of the page.
        remarks: the comments and edits that came back.
        counts: how many wait in each queue.
        only: the queue that is shown; empty for all.
        source: id of the source whose facts are shown; empty for all.
        sources: those of the facts that wait: id, name and number of facts.
        page: the number of the page, from 1.
        pages: how many there are.
        later: the day until which "not yet" waits.
    """

    items: tuple[InboxItem, ...]
    remarks: tuple[ReturnedRemark, ...]
    counts: dict[str, int]
    only: str
    source: str
    sources: tuple[tuple[str, str, int], ...]
    page: int
    pages: int
    later: date

    def address(self, **changes: str | int) -> str:
        """Return the address of the inbox, with changes."""
        chosen: dict[str, str | int] = {"only": self.only, "source": self.source, "page": self.page}
        return inbox_address(chosen | changes)

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles of the queues."""
        return _QUEUES


def inbox_address(query: Mapping[str, str | int]) -> str:
    """Return the address of the inbox for what is chosen."""
    kept = {name: query[name] for name in ("only", "source", "page", "remark") if query.get(name)}
    return f"/inbox?{urlencode(kept)}" if kept else "/inbox"


def describe_inbox(reading: Reading) -> Inbox:
    """Return what waits for a person."""
    waiting = list(_waiting(reading))
    only, source = reading.query.get("only", ""), reading.query.get("source", "")
    chosen = [
        (queue, task, fact)
        for queue, task, fact in waiting
        if only in ("", queue) and (not source or source in _sources_of(fact))
    ]
    remarks = waiting_remarks(reading.warm.project, reading.today)
    words = ProposalWords(reading.store, reading.day)
    pages = max(1, -(-len(chosen) // _PER_PAGE))
    text = reading.query.get("page", "1")
    page = min(int(text[:6]), pages) if text.isascii() and text.isdigit() else 1
    page = max(page, 1)
    return Inbox(
        items=tuple(
            InboxItem(
                queue,
                task,
                describe_fact(reading, fact),
                _settle_address(reading, fact) if queue == "disputes" else "",
                not fact.is_event and not fact.stages,
                tuple(_effects(words, fact)) if fact.is_proposed else (),
            )
            for queue, task, fact in chosen[(page - 1) * _PER_PAGE : page * _PER_PAGE]
        ),
        remarks=tuple(remarks[:_MOST_REMARKS])
        if only in ("", _RETURNED) and page == 1 and not source
        else (),
        counts={queue: sum(item[0] == queue for item in waiting) for queue in _QUEUES}
        | {_RETURNED: len(remarks)},
        only=only if only in _QUEUES else "",
        source=source if source in reading.store.entities else "",
        sources=tuple(_count_sources(reading, [fact for _, _, fact in waiting])),
        page=page,
        pages=pages,
        later=reading.today + LATER,
    )


def _waiting(reading: Reading) -> Iterator[tuple[str, Task, Fact]]:
    """Yield what waits, queue by queue."""
    lists = {item.name: item.tasks for item in describe_desk(reading).lists}
    for queue in _QUEUES:
        for task in lists.get(queue, ()):
            if fact := find_fact(reading, task.address.removeprefix("/fact/")):
                yield queue, task, fact


def _effects(words: ProposalWords, proposal: Fact) -> Iterator[str]:
    """Yield what accepting a proposal changes besides: its words and sources are shown as those of other facts."""
    if new := words.new_entities(proposal):
        yield f"new: {', '.join(new)}"
    yield from words.changes(proposal)


def _sources_of(fact: Fact) -> set[str]:
    """Return the ids of the sources of a fact."""
    return {item.source for item in fact.all_evidence}


def _count_sources(reading: Reading, facts: list[Fact]) -> Iterator[tuple[str, str, int]]:
    """Yield the sources with several facts that wait, those with most first."""
    counts: dict[str, int] = {}
    for fact in facts:
        for source in _sources_of(fact):
            counts[source] = counts.get(source, 0) + 1
    for source, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count > 1:
            yield source, reading.name(reading.store.entities[source]), count


def _settle_address(reading: Reading, fact: Fact) -> str:
    """Return the address of the form that settles a dispute, with what is known filled in."""
    words = fact_words(reading, fact.key)
    known = {
        "k.settles.0": words,
        "k.how.0": "prefer",
        "k.prefers.0": words,
        "k.on.0": reading.today.isoformat(),
    }
    return f"/add/resolution?{urlencode(known)}"
