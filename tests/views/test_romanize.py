"""Tests of romanisation: names as the named systems write them."""

from __future__ import annotations

import pytest

from briefings.views.romanize import romanize


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Елена Объедкова", "ru", "Yelena Ob”yedkova"),
        ("Юрий Алексеевич Ильёв", "ru", "Yuriy Alekseyevich Il’yëv"),
        ("Хрущёв-Щукин", "ru", "Khrushchëv-Shchukin"),
        ("Эмма Цой", "ru-Cyrl", "Emma Tsoy"),
        ("Ҳамрохон Зарифӣ", "tg", "Hamrokhon Zarifí"),
        ("Ӯлҷабой Ғаффоров", "tg", "Ŭljaboy Ghafforov"),
        ("Эраҷ Аъзам", "tg", "Ėraj A’zam"),
        ("Цирк Социал", "tg", "Sirk Sotsial"),
        ("Եղիա Երևանցի", "hy", "Yeghia Yerevants’i"),
        ("Ոսկան Ուլունց", "hy", "Voskan Ulunts’"),
        ("Փառանձեմ Գևորգյան", "hy", "P’arrandzem Gevorgyan"),
        ("გიორგი ყიფშიძე-წერეთელი", "ka", "Giorgi Q’ipshidze-Ts’ereteli"),
        ("ჟუჟუნა ძაძამია", "ka", "Zhuzhuna Dzadzamia"),
        ("АБДУЛЛОЕВ Ш. Н.", "ru", "ABDULLOYEV Sh. N."),
    ],
)
def test_a_name_is_written_as_the_system_says(name: str, language: str, expected: str) -> None:
    """Letters, what depends on their neighbours, and capitals come out as the tables have them."""
    assert romanize(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language"), [("علی", "fa"), ("Қасым", "kk"), ("Қасым", "ru"), ("გიორგი", "ru")]
)
def test_what_no_system_covers_is_left(name: str, language: str) -> None:
    """A language without a system, or a letter of another alphabet, gives no guess."""
    assert not romanize(name, language)
