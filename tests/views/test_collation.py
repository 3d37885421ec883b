"""Tests of the order of people: by family name, as the readers of a language look for them."""

from __future__ import annotations

import pytest

from briefings.views.collation import name_order


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["James Appathurai", "Kevin Hamilton", "Jaap de Hoop Scheffer", "Mark Rutte", "Robert F. Simmons Jr"]),
        ("en", ["Ana Ábel", "Anders Fogh Rasmussen", "Zoe Rutte", "Mark Šar", "Adam Zarifi"]),
        ("en", ["Rahmon", "Ada Stern", "Bob Stern", "Сирожиддин Муҳриддин"]),
        ("ru", ["Хамрохон Зарипов", "Эмомали Рахмон", "Kevin Hamilton", "Mark Rutte"]),
        ("tg", ["Али Гулов", "Али Ғуломов", "Али Давлат", "Али Хол", "Али Ҳаким", "Али Чон", "Али Ҷон"]),
        ("fr", ["Éric Dupont", "Alain Émile", "Zoé Fabre"]),
    ],
)  # fmt: skip
def test_people_are_in_the_order_of_the_reader(language: str, names: list[str]) -> None:
    """Accents do not count, particles and suffixes neither; names in another script come last."""
    assert sorted(sorted(names), key=lambda name: name_order(name, language)) == names
