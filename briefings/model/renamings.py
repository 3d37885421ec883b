"""Countries that have changed their names: what each was called before, in each language, and until when.

CLDR has the names of today only. A language that an entry does not list has kept its name, as French has kept
"Turquie". Only changes whose day is certain are here; for others, the names in the facts say what held when.

The days: Eswatini by the proclamation of its king on 19 April 2018; North Macedonia by the entry into force of the
Prespa Agreement on 12 February 2019; Türkiye by its letter to the United Nations, received on 1 June 2022; Czechia as
registered by the United Nations on 5 July 2016; DR Congo on 17 May 1997; Samoa on 4 July 1997; Myanmar on 18 June
1989; Burkina Faso on 4 August 1984; Benin on 30 November 1975; Sri Lanka on 22 May 1972; Timor-Leste by its
independence on 20 May 2002; Belarus on 19 September 1991.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.locales import country_name, primary_language

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FormerName", "country_name_on", "former_name", "is_renamed_country"]


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a country had before.

    Attributes:
        text: the name.
        last_day: the last day on which it was the name.
        article: the article that it takes within a sentence, as `Name.article`; empty for the usual one.
    """

    text: str
    last_day: date
    article: str = ""


@dataclass(frozen=True, slots=True)
class _Renaming:
    """The last day of a name, and the name by language; in French with the article that it takes, if it has one."""

    last_day: date
    names: Mapping[str, str]
    french_article: str = ""


_RENAMINGS = {
    "BF": _Renaming(
        date(1984, 8, 3),
        {"en": "Upper Volta", "fr": "Haute-Volta", "ru": "Верхняя Вольта", "ar": "فولتا العليا"},
        "la",
    ),
    "BJ": _Renaming(
        date(1975, 11, 29),
        {"en": "Dahomey", "fr": "Dahomey", "ru": "Дагомея", "ar": "داهومي"},
        "le",
    ),
    "BY": _Renaming(date(1991, 9, 18), {"en": "Byelorussia", "ru": "Белоруссия"}),
    "CD": _Renaming(
        date(1997, 5, 16), {"en": "Zaire", "fr": "Zaïre", "ru": "Заир", "tg": "Заир", "ar": "زائير"}, "le"
    ),
    "CZ": _Renaming(
        date(2016, 7, 4), {"en": "Czech Republic", "fr": "République tchèque", "ar": "جمهورية التشيك"}, "la"
    ),
    "LK": _Renaming(
        date(1972, 5, 21), {"en": "Ceylon", "fr": "Ceylan", "ru": "Цейлон", "tg": "Сейлон", "ar": "سيلان"}
    ),
    "MK": _Renaming(
        date(2019, 2, 11),
        {"en": "Macedonia", "fr": "Macédoine", "ru": "Македония", "tg": "Македония", "ar": "مقدونيا"},
        "la",
    ),
    "MM": _Renaming(
        date(1989, 6, 17),
        {"en": "Burma", "fr": "Birmanie", "ru": "Бирма", "tg": "Бирма", "ar": "بورما"},
        "la",
    ),
    "SZ": _Renaming(
        date(2018, 4, 18),
        {"en": "Swaziland", "fr": "Swaziland", "ru": "Свазиленд", "tg": "Свазиленд", "ar": "سوازيلاند"},
        "le",
    ),
    "TL": _Renaming(date(2002, 5, 19), {"en": "East Timor", "ar": "تيمور الشرقية"}),
    "TR": _Renaming(date(2022, 5, 31), {"en": "Turkey"}),
    "WS": _Renaming(
        date(1997, 7, 3),
        {
            "en": "Western Samoa",
            "fr": "Samoa occidentales",
            "ru": "Западное Самоа",
            "ar": "ساموا الغربية",
        },
        "les",
    ),
}


def former_name(code: str, tag: str) -> FormerName | None:
    """Return the earlier name of a country in a language; None if it has kept its name.

    Args:
        code: ISO 3166-1 alpha-2.
        tag: the language.
    """
    renaming, language = _RENAMINGS.get(code), primary_language(tag)
    if renaming is None or language not in renaming.names:
        return None
    article = renaming.french_article if language == "fr" else ""
    return FormerName(renaming.names[language], renaming.last_day, article)


def is_renamed_country(code: str) -> bool:
    """Return whether the earlier names of a country are on record, so that another language is known to have none."""
    return code in _RENAMINGS


def country_name_on(code: str, tag: str, day: date) -> str:
    """Return the name of a country or region on a day; empty if CLDR has none.

    Args:
        code: as for `country_name`.
        tag: the language.
        day: the day.

    >>> country_name_on("SZ", "fr", date(2015, 6, 1)), country_name_on("SZ", "fr", date(2018, 4, 19))
    ('Swaziland', 'Eswatini')
    """
    former = former_name(code, tag)
    return former.text if former and day <= former.last_day else country_name(code, tag)
