"""Countries by code and name: in the languages of a house, in English, and by names that are usual, official or past.

CLDR (Unicode's list) has one name of each country per language; `country_names.yaml` has the others.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, read_yaml
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Items

    from briefings.loading.yaml_nodes import Node

__all__ = [
    "FormerCountry",
    "country_ids",
    "country_names",
    "find_country_code",
    "find_former_country",
    "find_shared_name",
    "is_country",
    "name_candidates",
    "slugify",
    "usual_name",
]

_FILE = Path(__file__).with_name("country_names.yaml")
_UNCOMPOSED = str.maketrans({
    "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ẞ": "SS", "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE",
    "œ": "oe", "ı": "i", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "Ə": "A", "ə": "a", "ŋ": "n", "Ŋ": "N", "ĸ": "k",
})  # fmt: skip
"""Latin letters that Unicode does not take apart into a letter and a sign."""
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\b(st|ste)\b\.?(?=\W)", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_THE = re.compile(r"(?:(?<=,)|^)\s*the\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^)]+)\)")
_WIDE_LANGUAGES = [
    "fr",
    "es",
    "ru",
    "ar",
    "zh",
    "de",
    "it",
    "pt",
    "tr",
    "tg",
    "az",
    "be",
    "bg",
    "bs",
    "ca",
    "cs",
    "da",
    "el",
    "et",
    "fa",
    "fi",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "ja",
    "ka",
    "kk",
    "ko",
    "ky",
    "lt",
    "lv",
    "mk",
    "mn",
    "ms",
    "nb",
    "nl",
    "pl",
    "ro",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "th",
    "tk",
    "uk",
    "ur",
    "uz",
    "vi",
]
"""The languages in which a country is looked for if neither English nor a language of the house has its name."""


@dataclass(frozen=True, slots=True)
class FormerCountry:
    """A country that no longer exists.

    Attributes:
        name: its usual name in English.
        last_day: its last day, as ISO 8601; empty if it is not certain.
        successors: codes of the countries that have its territory now.
    """

    name: str
    last_day: str
    successors: tuple[str, ...]


def country_names(languages: Items[str]) -> dict[str, dict[str, str]]:
    """Return the names of countries in the languages and in English, by language and code."""
    return {tag: locales.country_names(tag) for tag in dict.fromkeys([*languages, "en"])}


def usual_name(code: str, tag: str) -> str:
    """Return the name of a country in a language as notes write it; empty if there is none.

    >>> usual_name("LC", "en")
    'Saint Lucia'
    """
    name = _read_names().usual.get(code, {}).get(tag) or locales.country_names(tag).get(code, "")
    return name.replace("St. ", "Saint ").replace(" & ", " and ") if tag == "en" else name


def country_ids(languages: Items[str]) -> set[str]:
    """Return the ids that name a country: its names in English and these languages, in Latin letters."""
    return {slugify(name) for names in country_names(languages).values() for name in names.values()} - {""}


def name_candidates(languages: Items[str]) -> set[str]:
    """Return the names to suggest for one that no country has, in lower case."""
    current = (name for names in country_names(languages).values() for name in names.values())
    return {name.lower() for name in (*current, *_read_names().by_alias)}


def find_country_code(query: str, languages: Items[str], *, widely: bool = True) -> str | None:
    """Return the code of the country that a user means; None if there is none, or more than one.

    Args:
        query: a code of ISO 3166-1 in capitals, with two letters or three, or a name.
        languages: in which to look first, besides English.
        widely: whether to look in other languages at last.
    """
    names_by_tag = country_names(languages)
    if query in names_by_tag["en"]:
        return query
    if found := locales.country_by_long_code(query):
        return found
    if not query.strip() or find_shared_name(query) or find_former_country(query):
        return None
    for names in names_by_tag.values():
        if code := _find_name(query, names.items()):
            return code
    aliases = ((code, alias) for alias, code in _read_names().by_alias.items())
    if code := _find_name(query, aliases):
        return code
    return _find_widely(query) if widely else None


def find_shared_name(query: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a name, such as Korea; none for other names."""
    return _read_names().shared.get(_fold(query), ())


def find_former_country(query: str) -> FormerCountry | None:
    """Return the country that no longer exists and had this name, in English or a few other languages; else None."""
    return _read_names().former.get(_fold(query))


def is_country(query: str, languages: Items[str]) -> bool:
    """Return whether a country has this code, or this name in any language."""
    return find_country_code(query, languages) is not None


def slugify(text: str) -> str:
    """Return a text as an id of lower-case Latin letters, digits and hyphens; empty if none of these remain.

    >>> slugify("Côte d’Ivoire")
    'cote-d-ivoire'
    """
    text = text.translate(_UNCOMPOSED)
    letters = unicodedata.normalize("NFKD", text.replace("&", " and "))
    base_letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_IN_SLUG.sub("-", base_letters.lower()).strip("-")


# --- comparison of names ----------------------------------------------------------------------------


def _find_name(query: str, names: Iterable[tuple[str, str]]) -> str | None:
    """Return the code of the only country with a name, else of the only one with it as a part beside brackets."""
    folded = {_fold(query), _fold(_turn_round(query))}
    whole, parts = set(), set()
    for code, name in names:
        if _fold(name) in folded:
            whole.add(code)
        elif (match := _IN_BRACKETS.fullmatch(name)) and not folded.isdisjoint(map(_fold, match.groups())):
            parts.add(code)
    found = whole or parts
    return found.pop() if len(found) == 1 else None


def _find_widely(query: str) -> str | None:
    """Return the code of the only country with a name in one of many languages."""
    wholes, parts = _wide_indexes()
    found = wholes.get(_fold(query)) or parts.get(_fold(query)) or set()
    return next(iter(found)) if len(found) == 1 else None


@cache
def _wide_indexes() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the codes of the countries with a name in many languages, by the folded name and by parts with brackets."""
    wholes: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for tag in _WIDE_LANGUAGES:
        for code, name in locales.country_names(tag).items():
            wholes.setdefault(_fold(name), set()).add(code)
            if match := _IN_BRACKETS.fullmatch(name):
                for part in match.groups():
                    parts.setdefault(_fold(part), set()).add(code)
    return wholes, parts


def _turn_round(name: str) -> str:
    """Return a name as the standard lists it, "Tanzania, United Republic of", in the order of speech."""
    head, comma, rest = name.partition(",")
    return f"{rest.strip()} {head.strip()}" if comma and "," not in rest else name


@cache
def _fold(name: str) -> str:
    """Return what two spellings of a name have in common: its letters and digits, without diacritics.

    >>> _fold("St. Kitts & Nevis") == _fold("the saint-kitts-and-nevis")
    True
    """
    spaced = name.replace("-", " ").replace("&", " and ")
    plain = _AND.sub(" & ", _THE.sub("", spaced))
    full = _SAINT.sub(lambda match: {"st": "saint", "ste": "sainte"}[match[1].lower()], plain)
    letters = unicodedata.normalize("NFKD", full).casefold()
    return "".join(letter for letter in letters if _counts(letter))


def _counts(letter: str) -> bool:
    """Return whether a sign tells two names apart: a letter, a digit, a vowel sign of Indian scripts, or "&"."""
    is_vowel_sign = unicodedata.category(letter).startswith("M") and not unicodedata.combining(letter)
    return letter.isalnum() or letter == "&" or is_vowel_sign


# --- the names that CLDR does not have -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """The content of the file of names: usual names, codes by name, those of shared names, and countries that are past."""

    usual: dict[str, dict[str, str]]
    by_alias: dict[str, str]
    shared: dict[str, tuple[str, ...]]
    former: dict[str, FormerCountry]


@cache
def _read_names() -> _Names:
    """Read the file of names.

    Raises:
        BriefingsError: if the file is not YAML.
    """
    root, problems = read_yaml(_FILE, _FILE.name)
    if problems:
        raise BriefingsError(problems)
    parts = {name: dict(_entries(node)) for name, node in _entries(root)}
    former: dict[str, FormerCountry] = {}
    for name, node in parts["former"].items():
        entry = dict(_entries(node))
        last_day = "".join(_texts(entry.get("ended")))
        country = FormerCountry(name, last_day, tuple(_texts(entry["now"])))
        former |= {_fold(known): country for known in (name, *_texts(entry.get("also")))}
    return _Names(
        {
            code: {tag: "".join(_texts(name)) for tag, name in _entries(node)}
            for code, node in parts["usual"].items()
        },
        {alias: code for code, node in parts["names"].items() for alias in _texts(node)},
        {_fold(name): tuple(_texts(node)) for name, node in parts["shared"].items()},
        former,
    )


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield the keys of a mapping, each with its value."""
    if isinstance(node, Mapping):
        yield from ((key.text, value) for key, value in node.entries)


def _texts(node: Node | None) -> Iterator[str]:
    """Yield the texts of a list, or a single text."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        yield from (item.text for item in node.items if isinstance(item, Scalar))
