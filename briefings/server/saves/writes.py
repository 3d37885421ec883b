"""The writes of the live page: each is a command that could have been typed, and uses the functions of that command."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.proposals.waiting import accept_proposals, reject_proposals
from briefings.authoring.review.records import record_review
from briefings.authoring.wording.titles import title_of
from briefings.model.hashing import short_hash
from briefings.server.entries.fact_details import find_fact
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.server.reading import Reading

__all__ = ["Done", "write"]

ACCEPT, REJECT, STILL_HOLDS = "accept", "reject", "still-holds"


@dataclass(frozen=True, slots=True)
class Done:
    """A write that was made.

    Attributes:
        what: what was done, in words.
        command: the command that does the same.
        reviewer: who did it; empty if no name was given.
        removed: the lines that a rejection took out of a file, to have them back; else empty.
    """

    what: str
    command: str
    reviewer: str
    removed: str = ""


def write(reading: Reading, form: Mapping[str, str]) -> Done:
    """Do what a form asks for, with one fact.

    Args:
        reading: the request.
        form: its fields: `fact`, `version`, `do`, and `by` for the name of the reviewer.

    Raises:
        BriefingsError: if the facts would have errors; then no file changes.
        ChangedMeanwhileError: if the fact is no longer as the page with the form showed it.
        UnknownPageError: if there is no such fact.
        WrongAddressError: if the form asks for something impossible.
    """
    key, action = form.get("fact", ""), form.get("do", "")
    by = clean_pasted(form.get("by", "")).text.strip()
    fact = find_fact(reading, key)
    if fact is None:
        raise UnknownPageError
    if short_hash(fact) != form.get("version"):
        raise ChangedMeanwhileError
    project, title = reading.warm.project, title_of(reading.store, key, reading.day)
    if action == ACCEPT and fact.is_proposed:
        accept_proposals(project, [key], reading.today, by)
        return Done(f"accepted: {title}", _command("--accept", *_by(by), key), by)
    if action == REJECT and fact.is_proposed:
        removed = reject_proposals(project, [key], reading.today, by)
        return Done(f"rejected: {title}", _command("--reject", key), by, removed[key])
    if action == STILL_HOLDS and not fact.is_proposed:
        if not by:
            raise WrongAddressError("Say who has reviewed the fact: write your name.")
        record_review(project, by, [key], reading.today)
        return Done(f"reviewed: {title}", _command(*_by(by), key), by)
    raise WrongAddressError("The form asks for something that this fact can't have.")


def _by(reviewer: str) -> tuple[str, ...]:
    """Return the option with the name of the reviewer; none without a name."""
    return ("--by", reviewer) if reviewer else ()


def _command(*words: str) -> str:
    """Return a command as a user types it."""
    return shlex.join(("briefings", "review", *words))
