"""The writes of the inbox: about facts that wait, and about what came back in a review copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.proposals.returned_remarks import (
    ACCEPTED,
    REJECTED,
    WAITING,
    find_remark,
    settle_remark,
)
from briefings.authoring.proposals.waiting import accept_proposals, reject_proposals
from briefings.authoring.review.still_holds import (
    Finding,
    confirm_facts,
    end_fact,
    is_known_source,
    postpone_review,
)
from briefings.authoring.wording.titles import title_of
from briefings.model.hashing import short_hash
from briefings.server.entries.fact_details import find_fact
from briefings.server.forms.sending import read_day
from briefings.server.inbox.page import LATER
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["settle", "settle_returned"]

_PICK = "pick."
_REMARK_STATES = {"accept": ACCEPTED, "reject": REJECTED, "not-yet": WAITING, "back": WAITING}
_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "still-holds": "confirmed",
    "ended": "ended",
    "not-yet": "put off",
}
"""The words for what was done, by the action that a form asks for."""


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
    later = (reading.today + LATER).isoformat() if action == "not-yet" else ""
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
    words = _words_of(reading, form)
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
        postpone_review(project, facts, words["until"] or (reading.today + LATER).isoformat())
    else:
        raise WrongAddressError("The form asks for something that this fact can't have.")
    what = title_of(reading.store, keys[0], reading.day) if len(keys) == 1 else f"{len(keys)} facts"
    # An accepted correction is in the fact whose place it has taken.
    there = (facts[0].corrected_key if action == "accept" else "") or keys[0]
    return Settled(f"{_DONE[action]}: {what}", there if len(keys) == 1 else "", words["by"])


def _words_of(reading: Reading, form: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a form, with days as fact files write them.

    Raises:
        WrongAddressError: if a day has two readings, or no source has the name.
    """
    words = {
        name: clean_pasted(form.get(name, "")).text for name in ("by", "source", "attests", "ended", "until")
    }
    for name in ("attests", "ended", "until"):
        words[name] = read_day(words[name])
    if words["source"] and not is_known_source(reading.store, words["source"]):
        message = f"No source is called {words['source']!r}: choose one that is offered, or add it first."
        raise WrongAddressError(message)
    return words


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
