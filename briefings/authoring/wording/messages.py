"""Messages as people read them: titles for ids, and days as people say them.

Ids and days are found by their notation, in whatever sentence they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.authoring.wording.titles import title_of
from briefings.model.dates import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.factbase.store import FactStore

__all__ = ["in_titles"]

_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[~?]?"
_PERIOD = re.compile(rf"(?<![\w/-])((?:{_DATE}|[0-9]{{4}}(?=/))/?(?:{_DATE}|[0-9]{{4}}(?![\w-]))?)(?![\w/-])")
_ID = re.compile(r"(?<![\w/.'-])([a-z0-9][\w-]*(?:/[a-z0-9][\w-]*)?)(?![\w/]|\.\w)|'([\w/-]+)'")


def in_titles(text: str, store: FactStore, day: date, words: Mapping[str, str] | None = None) -> str:
    """Return a message with titles for ids, and days in words.

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

    return _PERIOD.sub(_say, _ID.sub(name, text))


def _say(match: re.Match[str]) -> str:
    """Return a day or a period in words; as it is if it is none."""
    try:
        return say_period(Period.parse(match[1]))
    except ValueError:
        return match[0]
