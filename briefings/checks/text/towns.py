"""Towns as texts in other scripts name them: "Кишинёв" is Chisinau."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import fold, sound_keys, stem
from briefings.checks.text.vocabulary import LANGUAGES
from briefings.model.locales import time_zones, zone_city

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["may_be_same_town"]


def may_be_same_town(one: str, other: str) -> bool:
    """Return whether two towns that are named differently may be one: in two scripts, unless both names are known."""
    latin, foreign = (one, other) if fold(one).isascii() else (other, one)
    if not fold(latin).isascii() or fold(foreign).isascii():
        return False
    if set(sound_keys(latin)).intersection(sound_keys(foreign)):
        return True
    known = _cities().get(stem(foreign))
    return known is None or known == fold(latin)


@cache
def _cities() -> Mapping[str, str]:
    """Return the English names of the towns that time zones are named after, by their names in other scripts."""
    return {
        stem(name): fold(zone_city(zone, "en"))
        for language in LANGUAGES
        for zone in time_zones()
        if not fold(name := zone_city(zone, language)).isascii()
    }
