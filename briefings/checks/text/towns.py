"""Towns as texts in other scripts name them: "Кишинёв" is Chisinau."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import consonant_key, fold, sound_keys, stem
from briefings.checks.text.vocabulary import LANGUAGES
from briefings.model.locales import time_zones, zone_city, zone_country

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["country_of_town", "english_town", "may_be_same_town"]

_LEAST_LETTERS = 4


def may_be_same_town(one: str, other: str) -> bool:
    """Return whether two towns that are named differently may be one: in two scripts, unless both names are known."""
    latin, foreign = (one, other) if fold(one).isascii() else (other, one)
    if not fold(latin).isascii() or fold(foreign).isascii():
        return False
    if set(sound_keys(latin)).intersection(sound_keys(foreign)):
        return True
    known = _cities().get(stem(foreign))
    return known == fold(latin) if known else _may_sound_alike(latin, foreign)


def _may_sound_alike(latin: str, foreign: str) -> bool:
    """Return False only if two names share so few consonants that they are not two forms of one: "Мюнхен" is not Davos."""
    one, other = (set(consonant_key(sound_keys(name)[0])) - {"~"} for name in (latin, foreign))
    return not one or not other or bool(one & other)


def country_of_town(word: str) -> str:
    """Return the code of the country that has a town after which a time zone is named; empty for another word."""
    return _countries().get(stem(word), "") if _may_be_name(word) else ""


def english_town(word: str) -> str:
    """Return the English name of one word of a town that another language names otherwise; empty for another word."""
    return _english_names().get(stem(word), "") if _may_be_name(word) else ""


def _may_be_name(word: str) -> bool:
    """Return whether a word has a capital, or is of a script without them."""
    return word[:1] != word[:1].lower() or word[:1] == word[:1].upper()


@cache
def _english_names() -> Mapping[str, str]:
    """Return the English names of towns by their other ones, all of one word; a name that means two towns means neither."""
    names: dict[str, set[str]] = {}
    for zone in time_zones():
        english = zone_city(zone, "en")
        for language in LANGUAGES:
            name = zone_city(zone, language)
            if len(name) >= _LEAST_LETTERS and " " not in name and " " not in english:
                names.setdefault(stem(name), set()).add(english)
    found = {name: next(iter(towns)) for name, towns in names.items() if len(towns) == 1}
    return {name: town for name, town in found.items() if name != stem(town)}


@cache
def _countries() -> Mapping[str, str]:
    """Return the codes of the countries of towns by their names of one word, in the languages of the word lists."""
    names = ((zone_city(zone, language), zone) for language in LANGUAGES for zone in time_zones())
    return {
        stem(name): zone_country(zone)
        for name, zone in names
        if " " not in name and len(name) >= _LEAST_LETTERS
    }


@cache
def _cities() -> Mapping[str, str]:
    """Return the English names of the towns that time zones are named after, by their names in other scripts."""
    return {
        stem(name): fold(zone_city(zone, "en"))
        for language in LANGUAGES
        for zone in time_zones()
        if not fold(name := zone_city(zone, language)).isascii()
    }
