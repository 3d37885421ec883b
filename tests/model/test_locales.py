"""Tests of language data from CLDR: the same on every machine."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from babel import localedata

import briefings
from briefings.model import locales

ASKED = "from briefings.model import locales as cldr; print(ascii([cldr.month_name(2, 'ru', standalone=False), cldr.country_name('TJ', 'fr'), cldr.language_name('tg', 'ar')]))"


@pytest.mark.parametrize(
    ("number", "language", "in_date", "alone"),
    [
        (2, "en", "February", "February"),
        (8, "fr", "août", "août"),
        (2, "ru", "февраля", "февраль"),
        (2, "ar", "فبراير", "فبراير"),
    ],
)
def test_months(number: int, language: str, in_date: str, alone: str) -> None:
    """A month has the form that it takes behind a day, and that in which it stands by itself."""
    assert locales.month_name(number, language, standalone=False) == in_date
    assert locales.month_name(number, language, standalone=True) == alone


def test_no_language_takes_the_months_of_another() -> None:
    """Each language has its own names, whichever was asked for before: a house may write in many."""
    asked = (
        "from briefings.model.locales import month_name, weekday_name; "
        "names = [(month_name(2, tag, standalone=alone), weekday_name(0, tag)) "
        "for tag in ('zh', 'ar', 'sw', 'zh') for alone in (True, False)]; print(ascii(names))"
    )
    root = Path(briefings.__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, check=True, text=True)
    chinese, arabic, swahili, again = zip(*[iter(ast.literal_eval(run.stdout))] * 2, strict=True)
    assert chinese == again == (("二月", "星期一"), ("二月", "星期一"))
    assert arabic == (("فبراير", "الاثنين"), ("فبراير", "الاثنين"))
    assert swahili == (("Februari", "Jumatatu"), ("Februari", "Jumatatu"))


def test_names_of_languages_and_countries() -> None:
    """They are in the language asked for; what is not on record is an empty word."""
    assert locales.language_name("tg-Latn", "en") == "Tajik"
    assert locales.country_name("AM", "tg") == "Арманистон"
    assert [
        locales.language_name("qqq", "en"),
        locales.country_name("XX", "en"),
        locales.country_name("TJ", "qqq"),
    ] == [
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "script", "direction"),
    [
        ("en", "Latn", "ltr"), ("tg", "Cyrl", "ltr"), ("tg-Latn", "Latn", "ltr"), ("tg-Arab-IR", "Arab", "rtl"),
        ("ar", "Arab", "rtl"), ("fa", "Arab", "rtl"), ("ka", "Geor", "ltr"), ("hy", "Armn", "ltr"), ("qqq", "Latn", "ltr"),
    ],
)  # fmt: skip
def test_scripts(language: str, script: str, direction: str) -> None:
    """A language is written in the script that its tag names, else in its usual one."""
    assert (locales.script_code(language), locales.text_direction(language)) == (script, direction)


@pytest.mark.parametrize(
    ("locale", "zone"), [("C", ":/dev/null"), ("de_DE.UTF-8", "XYZ-99:99"), ("ar_EG.UTF-8", "Nowhere/Lutz")]
)
def test_the_locale_of_the_machine_plays_no_part(locale: str, zone: str) -> None:
    """Whatever language the machine speaks and wherever it is, the words are the same."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=Path(briefings.__file__).parent.parent,
        env={"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale, "TZ": zone},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ascii(["февраля", "Tadjikistan", "الطاجيكية"])


def test_months_of_a_language_leave_its_other_data_unloaded() -> None:
    """Dates are read in many languages: none of them stays in memory for that alone."""
    locales._calendar.cache_clear()
    locales.month_name.cache_clear()
    localedata._cache.pop("sw", None)
    assert locales.month_name(3, "sw", standalone=True) == "Machi"
    assert "sw" not in localedata._cache
