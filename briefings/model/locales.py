"""Month, language and country names and scripts from Unicode's CLDR. Only this module imports Babel.

Babel contains the data, so nothing depends on the locale of the machine. It is imported at first use, which takes
about 40 ms, and 10 ms for each further language: many commands do not need it.
"""

from __future__ import annotations

import os
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from babel.core import Locale
    from babel.localedata import LocaleDataDict

__all__ = [
    "area_names",
    "country_by_long_code",
    "country_name",
    "country_names",
    "currency_codes",
    "is_known_language",
    "language_name",
    "month_name",
    "number_text",
    "official_country_names",
    "percent_text",
    "primary_language",
    "scaled_text",
    "script_code",
    "text_direction",
    "time_zones",
    "weekday_name",
    "zone_city",
    "zone_country",
]

_ALPHA_2_LENGTH = 2
_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Two-letter codes in CLDR that are not countries of ISO 3166-1."""
_NO_ZONE = f"{os.devnull}/none"
"""A time zone that no machine has."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


def primary_language(tag: str) -> str:
    """Return the language of a BCP 47 tag, without script and region."""
    return tag.partition("-")[0]


def is_known_language(tag: str) -> bool:
    """Return whether CLDR has data for a language."""
    return _locale(tag) is not None


@cache
def month_name(number: int, tag: str, *, standalone: bool, width: str = "wide") -> str:
    """Return the name of a month.

    Args:
        number: 1 to 12.
        tag: the language.
        standalone: whether to return the form used without a day; many languages inflect the other one.
        width: `wide` or `abbreviated`.

    Raises:
        KeyError: if CLDR has no data for the language.
    """
    context = "stand-alone" if standalone else "format"
    name: str = _calendar(primary_language(tag))["months"][context][width][number]
    return name


def weekday_name(number: int, tag: str) -> str:
    """Return the name of a day of the week; Monday is 0.

    Raises:
        KeyError: if CLDR has no data for the language.
    """
    name: str = _calendar(primary_language(tag))["days"]["format"]["wide"][number]
    return name


@cache
def _calendar(language: str) -> LocaleDataDict:
    """Return the names of months and days of a language, from a copy of Babel's data.

    Babel writes what an alias leads to into data that its languages share: after Chinese months it gives Arabic the
    Chinese names. A copy keeps the languages apart.

    Raises:
        KeyError: if CLDR has no data for the language.
    """
    from babel import localedata  # noqa: PLC0415 - see above

    locale = _locale(language)
    if locale is None:
        raise KeyError(language)
    kept = {*localedata._cache, "root"}  # Babel has no other way to forget a language
    data = localedata.load(str(locale))
    names = localedata.LocaleDataDict(deepcopy({part: data[part] for part in ("months", "days")}))
    for name in localedata._cache.keys() - kept:
        # Dates are read in many languages, of which a house writes few; the rest of each takes a megabyte.
        del localedata._cache[name]
    return names


def language_name(code: str, tag: str) -> str:
    """Return the name of the language `code` in the language `tag`; empty if CLDR has none."""
    locale = _locale(tag)
    return str(locale.languages.get(primary_language(code), "")) if locale else ""


def country_name(code: str, tag: str) -> str:
    """Return the name of a country or region in a language; empty if CLDR has none.

    Args:
        code: ISO 3166-1 alpha-2, or the three digits of a region by UN M49.
        tag: the language.
    """
    locale = _locale(tag)
    return str(locale.territories.get(code, "")) if locale else ""


def country_names(tag: str) -> dict[str, str]:
    """Return the name of each country in a language, by country code; empty if CLDR has no data for the language."""
    locale = _locale(tag)
    territories = locale.territories.items() if locale else ()
    return {
        code: name
        for code, name in territories
        if len(code) == _ALPHA_2_LENGTH and code not in _NOT_COUNTRIES
    }


def area_names(tag: str) -> dict[str, str]:
    """Return the names of countries and larger parts of the world in a language, by their codes; see `country_name`."""
    locale = _locale(tag)
    regions = locale.territories.items() if locale else ()
    return country_names(tag) | {code: name for code, name in regions if code.isdigit()}


def country_by_long_code(code: str) -> str | None:
    """Return the two-letter code of a country by its code with three letters, such as UZB; None if it has none."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    is_long = len(code) == _ALPHA_2_LENGTH + 1 and code.isalpha() and code.isascii() and code.isupper()
    codes: list[str] = get_global("territory_aliases").get(code, []) if is_long else []
    return codes[0] if len(codes) == 1 and codes[0] not in _NOT_COUNTRIES else None


def official_country_names(code: str) -> dict[str, str]:
    """Return the names of a country in its official languages, by BCP 47 tag, the main language first.

    A language that CLDR does not know, such as Tuvaluan, is left out.
    """
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - see above
    from babel.languages import get_official_languages  # noqa: PLC0415 - see above

    _load_dates()
    names = {}
    for locale_id in get_official_languages(code, de_facto=True):
        try:
            name = Locale.parse(locale_id).territories.get(code)
        except UnknownLocaleError:
            continue
        if name:
            names[locale_id.replace("_", "-")] = name
    return names


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones, old ones too; they come with Babel, so they are the same on every machine."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    return frozenset({"UTC", *get_global("zone_territories"), *get_global("zone_aliases")})


def zone_country(zone: str) -> str:
    """Return the code of the country that has a time zone; empty for a zone of none."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    return str(get_global("zone_territories").get(zone, ""))


def zone_city(zone: str, tag: str) -> str:
    """Return the city by which a language calls a time zone; as its name has it if CLDR has none.

    >>> zone_city("Asia/Almaty", "en")
    'Almaty'
    """
    locale = _locale(tag)
    named = locale.time_zones.get(zone, {}) if locale else {}
    return str(named.get("city") or zone.rpartition("/")[2].replace("_", " "))


def currency_codes() -> tuple[str, ...]:
    """Return the codes of the currencies of ISO 4217, now or in the past, sorted."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - see above

    return tuple(sorted(list_currencies()))


def number_text(number: Decimal, tag: str, *, is_grouped: bool = True) -> str:
    """Return a number as a language writes it, in the digits 0 to 9, with all its decimals.

    Args:
        number: the number.
        tag: the language; one that CLDR does not know writes as English does.
        is_grouped: whether its digits are in groups of three.
    """
    from babel.numbers import format_decimal  # noqa: PLC0415 - see above

    decimals = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    locale = _locale(tag) or "en"
    return format_decimal(
        number, pattern, locale, group_separator=is_grouped, numbering_system="latn"
    ).replace("-", "−")


def percent_text(number: str, tag: str) -> str:
    """Return a number, as a language writes it, with its sign for per cent."""
    locale = _locale(tag)
    spaced = locale is not None and not locale.percent_formats[None].pattern.endswith("0%")
    return f"{number}\u00a0%" if spaced else f"{number}%"


def scaled_text(number: Decimal, written: str, exponent: int, tag: str) -> str:
    """Return a number with the word of a language for a power of ten, in the form that the number asks for.

    Args:
        number: the number before the word.
        written: the number as the language writes it.
        exponent: 6, 9 or 12.
        tag: the language; one that CLDR does not know writes as English does.
    """
    from babel.core import Locale  # noqa: PLC0415 - see above

    locale = _locale(tag) or Locale("en")
    forms = locale.compact_decimal_formats["long"]
    form = locale.plural_form(number)
    power = str(10**exponent)
    found = forms[form if power in forms.get(form, {}) else "other"][power]
    return str(found.pattern).replace("0", written).replace(" ", "\u00a0")


@cache
def script_code(tag: str) -> str:
    """Return the ISO 15924 code of the script of a language: the one in the tag, else the likely one, else `Latn`."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    in_tag = [part for part in tag.split("-") if len(part) == 4]  # noqa: PLR2004 - as BCP 47 has it
    likely = str(get_global("likely_subtags").get(primary_language(tag), ""))
    return (in_tag or [part for part in likely.split("_") if len(part) == 4] or ["Latn"])[0]  # noqa: PLR2004


def text_direction(tag: str) -> str:
    """Return the writing direction of a language: `ltr` or `rtl`."""
    return "rtl" if script_code(tag) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


@cache
def _load_dates() -> None:
    """Load Babel's dates without the time zone of the machine, which may be broken, and on which nothing depends."""
    zone = os.environ.get("TZ")
    os.environ["TZ"] = _NO_ZONE
    try:
        import babel.dates  # noqa: F401, PLC0415 - see above
    finally:
        del os.environ["TZ"]
        if zone is not None:
            os.environ["TZ"] = zone


@cache
def _locale(tag: str) -> Locale | None:
    """Return the Babel locale of a language; None if CLDR has no data for it."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    _load_dates()
    try:
        return Locale(primary_language(tag))
    except UnknownLocaleError:
        return None
