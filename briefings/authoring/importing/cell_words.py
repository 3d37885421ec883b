"""Words of cells that say nothing, and the names of people without what lists put around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["first_name_first", "is_empty_word", "is_still", "is_vacancy", "plain_person_name"]

_NOTHING = frozenset(
    {
        "-", "--", "–", "—", ".", "..", "?", "??", "./.", "n/a", "n.a.", "na", "nil", "none", "null", "tba", "tbc", "tbd",
        "unknown", "not known", "to be confirmed", "to be determined", "s.o.", "néant", "inconnu", "нет", "н/д", "неизвестно",
    }
)  # fmt: skip
_STILL = frozenset(
    {
        "present", "the present", "to present", "to date", "date", "current", "currently", "incumbent", "in office", "ongoing",
        "today", "now", "until now", "open", "à ce jour", "en cours", "en fonction", "présent", "actuel", "aujourd'hui",
        "aujourd’hui", "по настоящее время", "по н. в.", "н. в.", "н.в.", "сейчас", "действующий", "то ҳол", "حتى الآن",
    }
)  # fmt: skip
_VACANT = frozenset(
    {
        "vacant",
        "vacancy",
        "post vacant",
        "vacant post",
        "vacante",
        "poste vacant",
        "вакантно",
        "вакансия",
        "холӣ",
        "شاغر",
    }
)
_HONORIFICS = re.compile(
    r"(?:h\.\s?e\.|s\.\s?e\.|his excellency|her excellency|son excellence|the hon(?:ou?rable|\.)|"
    r"mr|mrs|ms|miss|mx|mme|mlle|messrs|dr|prof|г-н|г-жа)(?:\.|\s|(?<=\.))\s*",
    re.IGNORECASE,
)
_SURNAME_FIRST = re.compile(r"(?P<surname>[^\W\d_a-zà-ÿа-я]{2}[^\d_,a-zà-ÿа-я]*), (?P<first>[^\W\d_][^,\d]*)")
"""A surname in capitals, a comma, and the first names."""


def is_empty_word(word: str) -> bool:
    """Return whether a word means an empty cell, as `n/a` does.

    >>> is_empty_word("N/A"), is_empty_word("-"), is_empty_word("Lutz")
    (True, True, False)
    """
    return word.strip().casefold() in _NOTHING


def is_still(word: str) -> bool:
    """Return whether a word in the place of an end means no end yet.

    >>> is_still("Present"), is_still("to date"), is_still("2019")
    (True, True, False)
    """
    return word.strip().casefold() in _STILL


def is_vacancy(word: str) -> bool:
    """Return whether a word in the place of a holder means a vacancy.

    >>> is_vacancy("VACANT"), is_vacancy("Vera Vacant")
    (True, False)
    """
    return word.strip().casefold() in _VACANT


def plain_person_name(word: str) -> str:
    """Return the name of a person without forms of address, the first name first.

    >>> plain_person_name("H.E. Mr Adam Falk"), plain_person_name("STERN, Berta"), plain_person_name("M. Gustave")
    ('Adam Falk', 'Berta Stern', 'M. Gustave')
    """
    plain = word.strip()
    while (match := _HONORIFICS.match(plain)) and match.end() < len(plain):
        plain = plain[match.end() :].strip()
    if match := _SURNAME_FIRST.fullmatch(plain):
        return f"{match['first'].strip()} {match['surname'].title()}"
    return plain


def first_name_first(name: str, known_people: Mapping[str, str]) -> str:
    """Return a name such as "Moustafa, Zero" or "MOUSTAFA Zero" in the order in which someone is known; else as it is.

    Without a comma, the surname must be in capitals: "Zero Moustafa" and "Moustafa Zero" may be two people.

    Args:
        name: as the list has it.
        known_people: the names on record by the same without capitals.
    """
    family, _, given = name.partition(", ")
    if given:
        known = f"{given} {family}"
        return known if known.casefold() in known_people else name
    words = name.split()
    surname = [word for word in words if word.isupper() and len(word) > 1]
    turned = " ".join([*(word for word in words if word not in surname), *surname])
    is_first = surname == words[: len(surname)] and surname != words
    return known_people.get(turned.casefold(), name) if surname and is_first else name
