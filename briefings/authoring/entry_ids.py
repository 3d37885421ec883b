"""Ids of new entries: made from a name in any script that has a romanization, and not used yet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from briefings.authoring.countries import slugify
from briefings.loading.parsers import MAX_ID_LENGTH
from briefings.views.romanize import ROMANIZATIONS, romanize

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["free_id", "id_from_name"]


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
