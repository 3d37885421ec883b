"""Tests of the words by which a reader could notice what is withheld."""

from __future__ import annotations

from dataclasses import make_dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.factbase.named_entities import without_unnamed
from briefings.model.dates import Duration
from briefings.views.release import release
from briefings.views.withheld_words import _strings_in, withheld_words
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 23)
FILE = "facts/zubrowka/secret.yaml"
HEAD = "marking: LANTERN-SECRET\n"


def words_of(project: Path, text: str, common: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the words that identify what the file withholds from the house, each with its place."""
    (project / FILE).write_text(HEAD + text, "utf-8")
    store = load(project)
    found = withheld_words(store, release(store, "internal", DAY), common)
    return {words: str(place) for words, place in found.items() if place.path == FILE}


def statement(text: str) -> str:
    """Return a statement with a text and nothing else to tell."""
    return f'statements:\n- {{id: xx, valid: 2010/.., text: "{text}", evidence: [league-charter]}}\n'


@pytest.fixture
def two_levels(project: Path) -> Path:
    """Return the fictional project with a second level."""
    add_second_level(project)
    return project


PLACE = f"{FILE}:3:3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A short text counts whole, and its telling words one by one.
        ("Lamps burn in quiet Quillfeather.", {"lamps burn in quiet quillfeather", "quillfeather"}),
        ("Oil rots.", {"oil rots"}),
        # Of a longer text each run of six words counts.
        ("Oil rots in the old dark mill now.", {
            "oil rots in the old dark", "rots in the old dark mill", "in the old dark mill now",
        }),
        # A capital at the start of a text or of a sentence tells nothing; within it does, in four letters or more.
        ("Mills rot. Wicks rot! Oils rot? Lamps: Rafters… Beams rot", {
            "mills rot wicks rot oils rot", "rot wicks rot oils rot lamps", "wicks rot oils rot lamps rafters",
            "rot oils rot lamps rafters beams", "oils rot lamps rafters beams rot",
        }),
        ("rot, Élan Ost Мост на реке état", {"rot elan ost мост на реке", "elan ost мост на реке etat", "elan", "мост"}),
        # A number of four digits tells; a shorter one does not.
        ("it has 48250 or 123 or A7000b", {"it has 48250 or 123 or", "has 48250 or 123 or a7000b", "48250", "a7000b"}),
        # One word alone that is no name does not identify anything.
        ("rot", set()),
    ],
)  # fmt: skip
def test_the_words_of_a_text(two_levels: Path, text: str, expected: set[str]) -> None:
    """Runs of words identify a text, and so does each word in it that stands for something."""
    found = words_of(two_levels, statement(text))
    assert {*found} == expected
    assert {*found.values()} <= {PLACE}


def test_what_readers_know_tells_nothing(two_levels: Path) -> None:
    """A run that a released text has, and a word of labels, are no sign of what is withheld."""
    (two_levels / "facts/zubrowka/known.yaml").write_text(
        "marking: PUBLIC\n" + statement("Oil rots in the old dark Quillfeather.").replace("id: xx", "id: yy"),
        "utf-8",
    )
    found = words_of(
        two_levels, statement("So oil rots in the old dark Quillfeather of Tallow."), frozenset({"tallow"})
    )
    assert {*found} == {
        "so oil rots in the old",
        "in the old dark quillfeather of",
        "the old dark quillfeather of tallow",
    }
    same = words_of(two_levels, statement("Oil rots in the old dark Quillfeather."))
    assert same == {}


NAMES = """\
people:
- id: dmitri-d
  names:
  - {text: Dmitri of Tallow, lang: en}
  - {text: Щука Лю, lang: ru}
"""


def test_each_word_of_a_name(two_levels: Path) -> None:
    """Names count whole and word by word from four letters, and in the Latin script too."""
    found = words_of(two_levels, NAMES)
    assert {"dmitri of tallow", "dmitri", "tallow", "щука", "щука лю", "shchuka", "dmitri d"} <= {*found}
    assert not {"of", "лю", "liu", "ru", "en", "full"} & {*found}


SOURCE = """\
sources:
- {id: quill-memo, title: The memo of the quill, publisher: Tallow Press, published: 2018-03-04, language: fr, address: "https://press.example/a"}
"""


def test_a_source(two_levels: Path) -> None:
    """Id, title, publisher and address identify a source; its date, language and marking do not."""
    found = words_of(two_levels, SOURCE)
    assert {"quill memo", "the memo of the quill", "tallow press", "https press example a"} <= {*found}
    assert not {"2018", "2018 03 04", "2018 03", "lantern secret", "secret", "fr"} & {*found}


def test_nothing_withheld(two_levels: Path) -> None:
    """Who may see everything has no words to miss."""
    (two_levels / FILE).write_text(HEAD + statement("Oil rots."), "utf-8")
    store = without_unnamed(load(two_levels))
    assert withheld_words(store, release(store, "keepers", DAY), frozenset()) == {}


UNPRINTED = (
    "basis_keys", "code", "facts_hash", "folder", "form", "language", "likelihood", "location", "marking", "method", "original_hashes",
    "qualifier", "roles", "settled_keys", "sha256", "use", "withheld_ground",
)  # fmt: skip


@pytest.mark.parametrize("name", UNPRINTED)
def test_words_of_the_format_tell_nothing(name: str) -> None:
    """Words of the file format, hashes and levels are in many entries, and identify none."""
    record = make_dataclass("Lamp", [(name, str), ("title", tuple)])("Quillfeather", ("a", {"b": ["c"]}))
    assert list(_strings_in(record)) == [("a", False), ("c", False)]


def test_a_length_of_time_tells_nothing() -> None:
    """A length of time has no words."""
    assert list(_strings_in((Duration.parse("P90D"), 7, None, "a"))) == [("a", False)]
