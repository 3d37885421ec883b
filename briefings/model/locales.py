"""What Unicode's CLDR says of languages: months, names of languages and countries, scripts. The only door to Babel.

Babel brings the data along, so that nothing depends on the locale of the machine. It is imported at first use, which
takes some 40 ms of computing and 10 ms for each further language: many commands need nothing of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

__all__ = [
    "countries",
    "country",
    "direction",
    "is_known",
    "language_name",
    "month",
    "own_names",
    "primary",
    "script",
    "weekday",
]

_ALPHA_2 = 2
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""What CLDR has a code of two letters for, though it is no country of ISO 3166-1."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region."""
    return tag.partition("-")[0]


def is_known(tag: str) -> bool:
    """Whether there is anything on record about a language."""
    return _locale(tag) is not None


@cache
def month(number: int, tag: str, *, alone: bool) -> str:
    """The name of a month, as it stands in a date with a day or, in many languages otherwise, alone with a year.

    Raises:
        KeyError: if nothing is known of the language.
    """
    locale = _locale(tag)
    if locale is None:
        raise KeyError(tag)
    name: str = locale.months["stand-alone" if alone else "format"]["wide"][number]
    return name


def weekday(number: int, tag: str) -> str:
    """The name of a day of the week, Monday being 0.

    Raises:
        KeyError: if nothing is known of the language.
    """
    locale = _locale(tag)
    if locale is None:
        raise KeyError(tag)
    name: str = locale.days["format"]["wide"][number]
    return name


def language_name(code: str, tag: str) -> str:
    """What a language is called in another one; empty if that is not on record."""
    locale = _locale(tag)
    return str(locale.languages.get(primary(code), "")) if locale else ""


def country(code: str, tag: str) -> str:
    """What a country or region is called in a language; empty if that is not on record.

    Args:
        code: ISO 3166-1 alpha-2, or the three digits of a region by UN M49.
        tag: the language.
    """
    locale = _locale(tag)
    return str(locale.territories.get(code, "")) if locale else ""


def countries(tag: str) -> dict[str, str]:
    """What each country is called in a language, by its code; none if nothing is known of the language."""
    locale = _locale(tag)
    found = locale.territories.items() if locale else ()
    return {code: name for code, name in found if len(code) == _ALPHA_2 and code not in _NO_COUNTRIES}


def own_names(code: str) -> dict[str, str]:
    """What a country is called in its official languages, by BCP 47 tag, the chief one first."""
    from babel.core import Locale  # noqa: PLC0415 - see above
    from babel.languages import get_official_languages  # noqa: PLC0415 - see above

    names = {}
    for written in get_official_languages(code, de_facto=True):
        name = Locale.parse(written).territories.get(code)
        if name:
            names[written.replace("_", "-")] = name
    return names


@cache
def script(tag: str) -> str:
    """The ISO 15924 code of the script that a language is written in, the Latin one where that is not on record."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    written = [part for part in tag.split("-") if len(part) == 4]  # noqa: PLR2004 - as BCP 47 has it
    likely = str(get_global("likely_subtags").get(primary(tag), ""))
    return (written or [part for part in likely.split("_") if len(part) == 4] or ["Latn"])[0]  # noqa: PLR2004


def direction(tag: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


@cache
def _locale(tag: str) -> Locale | None:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    try:
        return Locale(primary(tag))
    except UnknownLocaleError:
        return None
