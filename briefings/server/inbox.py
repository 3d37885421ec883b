"""The inbox: what waits for a person, one after another, with what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from briefings.authoring.pasted_text import clean_pasted
from briefings.authoring.proposal_details import ProposalWords
from briefings.authoring.proposals import accept_proposals, reject_proposals
from briefings.authoring.returned_remarks import (
    ACCEPTED,
    REJECTED,
    WAITING,
    find_remark,
    settle_remark,
    waiting_remarks,
)
from briefings.authoring.still_holds import Finding, confirm_facts, end_fact, is_known_source, postpone_review
from briefings.model.hashing import short_hash
from briefings.server.desk_page import describe_desk
from briefings.server.entry_names import title_of
from briefings.server.fact_details import describe_fact, find_fact
from briefings.server.form_sending import read_day
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.authoring.returned_remarks import ReturnedRemark
    from briefings.model.facts import Fact
    from briefings.server.desk_page import Task
    from briefings.server.fact_details import FactDetails
    from briefings.server.reading import Reading

__all__ = ["Inbox", "describe_inbox", "inbox_address", "settle", "settle_returned"]

_RETURNED = "returned"
_QUEUES = {"proposals": "Proposals", _RETURNED: "Returned", "overdue": "Overdue", "disputes": "Disputed"}
_PER_PAGE = 15
_MOST_REMARKS = 30
_MOST_WORDS = 200
_LATER = timedelta(days=30)
_PICK = "pick."
_EFFECTS = ("new: ", "confirms ", "corrects ", "ends ")
_REMARK_STATES = {"accept": ACCEPTED, "reject": REJECTED, "not-yet": WAITING, "back": WAITING}


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
    later: str

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
        later=(reading.today + _LATER).isoformat(),
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
    return (line for line in words.describe(proposal) if line.startswith(_EFFECTS))


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
    known = {
        "k.settles.0": fact.key,
        "k.how.0": "prefer",
        "k.prefers.0": fact.key,
        "k.on.0": reading.today.isoformat(),
    }
    return f"/add/resolution?{urlencode(known)}"


def settle_returned(reading: Reading, form: Mapping[str, str]) -> None:
    """Do what a form asks for, with a comment or edit that came back.

    Raises:
        UnknownPageError: if there is none.
        WrongAddressError: if the form asks for something impossible.
    """
    project, action = reading.warm.project, form.get("do", "")
    remark = find_remark(project, form.get("remark", ""))
    if remark is None:
        raise UnknownPageError
    if action not in _REMARK_STATES:
        raise WrongAddressError("The form asks for something that a comment can't have.")
    later = (reading.today + _LATER).isoformat() if action == "not-yet" else ""
    settle_remark(project, remark, _REMARK_STATES[action], later)


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer that was written about facts that waited.

    Attributes:
        what: in words.
        key: of the fact; empty for several.
        by: the name of the reviewer; empty if none was given.
    """

    what: str
    key: str
    by: str


def settle(reading: Reading, form: Mapping[str, str]) -> Settled:
    """Do what a form of the inbox asks for.

    Args:
        reading: the request.
        form: `do`; `fact` and `version`, or `pick.KEY` with the version of each; and what the action needs.

    Raises:
        BriefingsError: if the facts would have errors; then no file changes.
        ChangedMeanwhileError: if a fact is no longer as the page showed it.
        UnknownPageError: if there is no such fact.
        WrongAddressError: if something is missing.
    """
    facts = _chosen(reading, form)
    words = {
        name: clean_pasted(form.get(name, "")[:_MOST_WORDS]).text
        for name in ("by", "source", "attests", "ended", "until")
    }
    for name in ("attests", "ended", "until"):
        words[name] = read_day(words[name])
    if words["source"] and not is_known_source(reading.store, words["source"]):
        message = f"No source is called {words['source']!r}: choose one that is offered, or add it first."
        raise WrongAddressError(message)
    project, action = reading.warm.project, form.get("do", "")
    finding = Finding(words["source"], words["attests"], words["by"], reading.today)
    keys = [fact.key for fact in facts]
    are_proposals = all(fact.is_proposed for fact in facts)
    if action == "accept" and are_proposals:
        accept_proposals(project, keys, reading.today, words["by"])
    elif action == "reject" and are_proposals:
        reject_proposals(project, keys, reading.today, words["by"])
    elif action == "still-holds" and not any(fact.is_proposed for fact in facts):
        if not (words["source"] or words["by"]):
            raise WrongAddressError("Name the source that shows that it still holds, or write your name.")
        confirm_facts(project, reading.store, facts, finding)
    elif action == "ended" and len(facts) == 1 and not are_proposals:
        if not words["ended"]:
            raise WrongAddressError("Write the day on which it ended.")
        end_fact(project, reading.store, facts[0], words["ended"], finding)
    elif action == "not-yet" and not are_proposals:
        postpone_review(project, facts, words["until"] or (reading.today + _LATER).isoformat())
    else:
        raise WrongAddressError("The form asks for something that this fact can't have.")
    names = {
        "accept": "accepted",
        "reject": "rejected",
        "still-holds": "confirmed",
        "ended": "ended",
        "not-yet": "put off",
    }
    what = title_of(reading.store, keys[0], reading.day) if len(keys) == 1 else f"{len(keys)} facts"
    return Settled(f"{names[action]}: {what}", keys[0] if len(keys) == 1 else "", words["by"])


def _chosen(reading: Reading, form: Mapping[str, str]) -> list[Fact]:
    """Return the facts that a form is about.

    Raises:
        ChangedMeanwhileError: if one is no longer as the page showed it.
        UnknownPageError: if there is none.
    """
    versions = {name.removeprefix(_PICK): value for name, value in form.items() if name.startswith(_PICK)}
    if "fact" in form:
        versions = {form["fact"]: form.get("version", "")}
    if not versions:
        raise WrongAddressError("Choose the facts first.")
    facts = []
    for key, version in versions.items():
        fact = find_fact(reading, key)
        if fact is None:
            raise UnknownPageError
        if short_hash(fact) != version:
            raise ChangedMeanwhileError
        facts.append(fact)
    return facts
