"""Countries by code and name, in the languages of a house, as CLDR (Unicode's list) has them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from briefings.model import locales

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["country_ids", "country_names", "find_country_code", "is_country", "slugify"]

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def country_names(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the names of countries in the languages and in English, by language and code."""
    return {tag: locales.country_names(tag) for tag in dict.fromkeys([*languages, "en"])}


def country_ids(languages: Sequence[str]) -> set[str]:
    """Return the ids that name a country: its names in English and these languages, in Latin letters."""
    return {slugify(name) for names in country_names(languages).values() for name in names.values()} - {""}


def find_country_code(query: str, languages: Sequence[str]) -> str | None:
    """Return the code of the country with this code, or this name in English or in one of the languages."""
    for names in country_names(languages).values():
        for code, name in names.items():
            if query == code or _is_same_name(query, name):
                return code
    return None


def is_country(query: str, languages: Sequence[str]) -> bool:
    """Return whether a country has this code, or this name in English or in one of the languages."""
    return find_country_code(query, languages) is not None


def slugify(text: str) -> str:
    """Return a text as an id of lower-case Latin letters, digits and hyphens; empty if none of these remain.

    >>> slugify("Côte d’Ivoire")
    'cote-d-ivoire'
    """
    letters = unicodedata.normalize("NFKD", text.replace("&", " and "))
    base_letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_IN_SLUG.sub("-", base_letters.lower()).strip("-")


def _is_same_name(query: str, name: str) -> bool:
    """Return whether two names are equal, ignoring diacritics, hyphens and case."""
    query_letters = slugify(query).replace("-", "")
    if not query_letters:
        return query.casefold() == name.casefold()
    return query_letters == slugify(name).replace("-", "")
