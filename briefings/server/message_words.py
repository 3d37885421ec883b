"""Messages of commands in the words of the page: titles for ids, days as people say them, labels for keys of files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.dates import Period
from briefings.server.day_words import say_period
from briefings.server.entry_names import title_of
from briefings.server.field_words import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.factbase.store import FactStore

__all__ = ["listed_ids", "say_on_page"]

_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[~?]?"
_PERIOD = re.compile(rf"(?<![\w/-])((?:{_DATE}|[0-9]{{4}}(?=/))/?(?:{_DATE}|[0-9]{{4}}(?![\w-]))?)(?![\w/-])")
_ID = re.compile(r"(?<![\w/.'-])([a-z0-9][\w-]*(?:/[a-z0-9][\w-]*)?)(?![\w/]|\.\w)|'([\w/-]+)'")
_OPTION = re.compile(r"`(\w+):(?: [^`]*)?`")
_LISTED = re.compile(r"(?:: |\bfor (?:the \w+ )?)([\w-]+(?:, [\w-]+)*)(?=;|$)")


def say_on_page(text: str, store: FactStore, day: date, words: Mapping[str, str] | None = None) -> str:
    """Return a message or a hint as a person reads it on the page.

    Args:
        text: the message.
        store: the facts whose titles replace ids; others stay as they are.
        day: on which they have these titles.
        words: for ids that look like plain words, or have no title of their own.
    """
    known = words or {}

    def name(match: re.Match[str]) -> str:
        id_ = match[1] or match[2]
        if id_ in known:
            return known[id_]
        is_id = "-" in id_ or "/" in id_ or match[2]
        is_entry = id_ in store.facts_by_key or id_ in store.proposals or id_ in store.entities
        return f"“{title_of(store, id_, day)}”" if is_id and is_entry else match[0]

    found = _PERIOD.sub(_say, _ID.sub(name, _OPTION.sub(_label, text)))
    return f"{found[:1].upper()}{found[1:]}"


def listed_ids(message: str) -> list[str]:
    """Return the ids that a message lists at its end.

    >>> listed_ids("no time is on record for the figures lamps, members-32")
    ['lamps', 'members-32']
    """
    found = _LISTED.search(message)
    return found[1].split(", ") if found else []


def _label(match: re.Match[str]) -> str:
    """Return the label of a key that a hint names, as a form has it."""
    return f"“{LABELS.get(match[1], match[1].replace('_', ' ').capitalize())}”"


def _say(match: re.Match[str]) -> str:
    """Return a day or a period in words; as it is if it is none."""
    try:
        return say_period(Period.parse(match[1]))
    except ValueError:
        return match[0]
