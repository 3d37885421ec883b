"""Tests of titles of posts in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks.text.countries import CountryIndex
from briefings.checks.text.titles import TitleIndex
from briefings.factbase.load import load
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore


@pytest.fixture(scope="module")
def store() -> FactStore:
    """Return the shipped facts."""
    return load(package_data_folder())


def test_a_title_is_given_as_written(store: FactStore) -> None:
    """A title is found in any case, and is given as the text has it."""
    text = "The SECRETARY General came."
    (title,) = TitleIndex(store, CountryIndex(store)).find(text)
    assert (title.text, text[title.start : title.end]) == ("SECRETARY General", "SECRETARY General")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Foreign Minister of Moldova came.", ["md-foreign-minister"]),
        ("Moldova’s Minister for Foreign Affairs came.", ["md-foreign-minister"]),
        ("The Moldovan foreign minister came.", ["md-foreign-minister"]),
        ("Министра иностранных дел Молдовы ждали.", ["md-foreign-minister"]),
        ("The Secretary-General came.", ["nato-sg"]),
        ("le secrétaire général de l’OTAN", ["nato-sg"]),
        ("с генсеком НАТО", ["nato-sg"]),
        ("le ministre moldave des Affaires étrangères", ["md-foreign-minister"]),
        ("с молдавским премьером", ["md-prime-minister"]),
        ("вазири корҳои хориҷии Тоҷикистон", ["tj-foreign-minister"]),
        ("مع وزير الخارجية الطاجيكي", ["tj-foreign-minister"]),
        ("للأمين العام لحلف الناتو", ["nato-sg"]),
        ("NATO’s chief came.", ["nato-sg"]),
        ("Special Representative for the Caucasus and Central Asia", ["nato-sr-cca"]),
        ("Special Representative for the Balkans", None),
        ("The chief came.", None),
        ("the Prime Minister of Moldova at the time", None),
        ("le précédent premier ministre moldave", None),
        ("собиқ дабири кулли НАТО", None),
        ("الأمين العام السابق لحلف الناتو", None),
        ("The Secretary General of the United Nations came.", None),
        ("The former NATO Secretary General came.", None),
        ("Moldova’s deputy foreign minister came.", None),
        ("the Secretary General designate", None),
        ("Romania’s Foreign Minister came.", None),
    ],
)
def test_a_title_may_have_an_owner(store: FactStore, text: str, expected: list[str] | None) -> None:
    """The country or body beside a title narrows the posts; a word such as "former" makes it another title."""
    posts = [[post.id for post in title.posts] for title in TitleIndex(store, CountryIndex(store)).find(text)]
    assert posts == ([] if expected is None else [expected])
