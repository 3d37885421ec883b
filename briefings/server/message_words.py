"""Messages of commands in the words of the page: titles for ids, days in words, labels for keys of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.wording.messages import in_titles
from briefings.model.hints import say_keys
from briefings.server.forms.field_words import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.hints import NamedKey

__all__ = ["say_on_page"]


def say_on_page(text: str, store: FactStore, day: date, words: Mapping[str, str] | None = None) -> str:
    """Return a message or a hint as a person reads it on the page; see `in_titles`."""
    found = in_titles(say_keys(text, _label), store, day, words)
    return f"{found[:1].upper()}{found[1:]}"


def _label(named: NamedKey) -> str:
    """Return the label of a key that a hint names, as a form has it."""
    return f"{named.order}“{LABELS.get(named.key, named.key.replace('_', ' ').capitalize())}”"
