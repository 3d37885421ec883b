"""Ids of new entries: made from a name in any script that has a romanization, and not used yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from briefings.authoring.partners.countries import slugify
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.parsers import MAX_ID_LENGTH
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.views.romanize import ROMANIZATIONS, romanize

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore

__all__ = ["fact_id", "free_id", "id_from_name", "make_entry_id", "new_id"]

_WORDS_IN_ID = 5
_NAMING_KEYS = ("title", "name", "names", "titles")


def id_from_name(name: str) -> str:
    """Return an id made from a name; empty if a letter of its script has no romanization here.

    >>> id_from_name("Эмомалӣ Раҳмон"), id_from_name("Łódź"), id_from_name("外交部")
    ('emomali-rahmon', 'lodz', '')
    """
    slug = _slug(name)
    for language in () if slug else ("ru", "tg", *ROMANIZATIONS):
        if slug := _slug(romanize(name, language).replace("’", "").replace("”", "")):
            break
    if len(slug) > MAX_ID_LENGTH:
        slug = slug[: MAX_ID_LENGTH + 1].rpartition("-")[0] or slug[:MAX_ID_LENGTH]
    return slug


def _slug(latin: str) -> str:
    """Return an id made from a name; empty if an id would lose one of its letters."""
    is_lost = any(letter.isalpha() and not slugify(letter) for letter in latin if category(letter) != "Lm")
    return "" if is_lost else slugify(latin)


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id, with the first number that makes it different from those taken if it is one of them."""
    number = 2
    free = wanted
    while free in taken:
        suffix = f"-{number}"
        free = f"{wanted[: MAX_ID_LENGTH - len(suffix)].rstrip('-')}{suffix}"
        number += 1
    return free


def make_entry_id(
    store: FactStore, list_name: str, folder: str, entry: Mapping[str, Value], instead: str = ""
) -> str:
    """Return a free id for an entry, made from what it says.

    Args:
        store: all facts.
        list_name: the list that the entry belongs to.
        folder: that it belongs to.
        entry: its values.
        instead: the id for a name in a script without a romanization; empty to refuse one.

    Raises:
        BriefingsError: if its name is in such a script, and nothing may stand instead.
    """
    if list_name in FACT_KINDS:
        keys = {*store.facts_by_key, *store.proposals}
        taken = {key.partition("/")[2] for key in keys if key.startswith(f"{folder}/")}
        return free_id(fact_id(list_name, entry), taken)
    named = [entry[key] for key in _NAMING_KEYS if key in entry] or [*entry.values()]
    name = _text_of(named[0]) if named else ""
    if "partner" in entry and entry.get("role"):
        of_role = new_id(
            f"{entry['partner']} {_text_of(entry['role'])}", instead
        )  # as in the files of a new partner
        if of_role not in store.entities:
            return of_role
    if "partner" in entry:
        name = f"{entry['partner']} {name}"
    return free_id(new_id(name, instead), store.entities)


def new_id(name: str, instead: str = "") -> str:
    """Return an id made from a name; another one, if there is one, if that is not possible.

    Raises:
        BriefingsError: if that is not possible.
    """
    if id_ := id_from_name(name) or instead:
        return id_
    message, hint = f"no id can be made from {name!r}", "give one in Latin letters, with --id"
    raise BriefingsError([Diagnostic("no-id", message, hint=hint)])


def fact_id(list_name: str, entry: Mapping[str, Value]) -> str:
    """Return an id for a fact: of its name, of what it links, of its first words, or of its kind and day."""
    kind = ENTRY_TABLES[list_name].name
    links = [str(entry[key]) for key in ("post", "holder", "framework", "area") if key in entry]
    day = re.sub(r"[^0-9]+", "-", str(entry.get("on") or entry.get("valid") or "")).strip("-")
    text = " ".join(str(entry.get("text", "")).split()[:_WORDS_IN_ID])
    name = next((_text_of(entry[key]) for key in _NAMING_KEYS if key in entry), "")
    wanted = (
        name or " ".join(links) or ("" if "form" in entry else text) or f"{entry.get('form', kind)} {day}"
    )
    return id_from_name(wanted) or id_from_name(f"{kind} {day}") or kind


def _text_of(value: Value) -> str:
    """Return the first text in a value."""
    if isinstance(value, str):
        return value
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    return _text_of(parts[0]) if parts else ""
