"""Tests of the word lists, and of the patterns made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings import checks
from briefings.checks.text import vocabulary
from briefings.checks.text.spelling import CAPITAL
from briefings.checks.text.vocabulary import (
    LANGUAGES,
    WordPattern,
    language_pattern,
    may_contain,
    numbers,
    phrases,
    word_set,
)
from briefings.loading.yaml_nodes import Mapping, Sequence, read_yaml

PACKAGE = Path(checks.__file__).parent
WORDS = PACKAGE / "text" / "words"


def lists_of(language: str) -> dict[str, Sequence | Mapping]:
    """Return the lists in the file of a language by key."""
    root, problems = read_yaml(WORDS / f"{language}.yaml", language)
    assert problems == ()
    assert isinstance(root, Mapping)
    lists = {key.text: node for key, node in root.entries}
    return {key: node for key, node in lists.items() if isinstance(node, Sequence | Mapping)}


def test_each_file_is_of_a_known_language() -> None:
    """There is one file per language, and no other."""
    assert sorted(path.stem for path in WORDS.iterdir()) == sorted(LANGUAGES)


def test_each_list_is_used() -> None:
    """Code names every key: in a pattern as `{key}`, or as a string."""
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    used = set(re.findall(r"[{\"]([a-z_]+)[}\"]", code))
    assert {key for language in LANGUAGES for key in lists_of(language)} - used == set()


def test_english_has_each_list() -> None:
    """English, whose comments say what each list is for, has all lists but that of elided articles."""
    keys = {key for language in LANGUAGES for key in lists_of(language)}
    assert keys - lists_of("en").keys() == {"elisions"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_is_a_regular_expression_of_its_own(language: str) -> None:
    """A phrase compiles alone, has no group that would count, and is in its list once."""
    for key, node in lists_of(language).items():
        if isinstance(node, Sequence):
            assert len(set(phrases(key, language))) == len(node.items), key
            for phrase in phrases(key, language):
                assert re.compile(phrase).groups == 0, phrase


@pytest.mark.parametrize("key", sorted({key for language in LANGUAGES for key in lists_of(language)}))
def test_a_plain_phrase_is_never_ruled_out(key: str) -> None:
    """The quick test lets every phrase pass that has no special characters, in capitals too."""
    for phrase in phrases(key) if isinstance(lists_of("en").get(key), Sequence) else ():
        if re.fullmatch(r"[\w ’'-]+", phrase):
            assert may_contain(f"… {phrase.upper()} …", key), phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The post was not filled for a year.", True),
        ("The post was without an incumbent.", True),
        ("Le poste est resté SANS TITULAIRE.", True),
        ("Должность была вакантна.", True),
        ("The post was filled in a year.", True),  # not ruled out: a pattern decides
        ("The lamps were lit.", False),
    ],
)
def test_the_quick_test(text: str, expected: bool) -> None:
    """The quick test rules out texts without the letters of any phrase."""
    assert may_contain(text, "vacant") is expected


def test_a_pattern_has_the_phrases_of_all_languages() -> None:
    """`{key}` matches any phrase of a list; a space in it matches white space of any kind."""
    pattern = WordPattern(r"\b{joining} {x}?")
    with pytest.raises(KeyError, match="x"):
        pattern.search("")
    pattern = WordPattern(r"\b{joining}\b")
    assert [
        match[0] for match in pattern.finditer("It Acceded\n to it; elle a adhéré à elle; он вступил в него.")
    ] == [
        "Acceded\n to",
        "a adhéré à",
        "вступил в",
    ]
    assert WordPattern("{leaving}").search("It LEFT.")
    assert not WordPattern("{leaving}", re.NOFLAG).search("It LEFT.")


def test_a_pattern_of_one_language() -> None:
    """Whole words of one language match; a language without the list has no pattern."""
    english = language_pattern("past", "en")
    assert english
    assert english.search("It HELD them.")
    assert not english.search("The household.")
    assert not english.search("Elle était là.")
    assert language_pattern("vacant", "tg") is None
    assert language_pattern("past", "de") is None


def test_numbers_and_words() -> None:
    """Words for numbers have values, per language or in all; plain lists are sets."""
    assert numbers("numbers", "fr")["trois"] == 3
    assert "trois" not in numbers("numbers", "en")
    assert numbers("ordinals")["dixième"] == numbers("ordinals")["tenth"] == 10
    assert {"EU", "ООН"} <= word_set("known_acronyms")


def test_an_entry_that_yaml_reads_as_a_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase with a colon and a space needs quotes; without them it is reported, not dropped."""
    (tmp_path / "xx.yaml").write_text("vacant:\n- open(?: to all)?\n", "utf-8")
    monkeypatch.setattr(vocabulary, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="put this entry in quotes"):
        vocabulary._read_lists("xx")


@pytest.mark.parametrize(
    ("key", "language", "text"),
    [
        ("relative_dates", "en", "It closed three years ago."),
        ("relative_dates", "en", "It closed TWO OR THREE DAYS AGO."),
        ("relative_dates", "en", "It closed last autumn."),
        ("relative_dates", "en", "It met the incumbent speaker."),
        ("relative_dates", "fr", "La semaine prochaine, la lampe brûlera."),
        ("relative_dates", "ru", "В прошлом году лампы погасли."),
        ("future", "en", "The league wishes to light lamps."),
        ("future", "en", "The lamps are to burn."),
        ("present", "en", "The lamp is red."),
    ],
)
def test_letters_rule_out_no_phrase(key: str, language: str, text: str) -> None:
    """A phrase of groups and repetitions is found, though letters are looked for first."""
    pattern = language_pattern(key, language)
    assert pattern is not None
    assert pattern.search(text) is not None


@pytest.mark.parametrize("letter", [*list("AZÉØЖЯЁЇӢҚ"), "ك"])
def test_a_capital_is_known(letter: str) -> None:
    """A capital letter of each alphabet is one, and so is a letter of a script that has none."""
    assert re.fullmatch(CAPITAL, letter)
    assert WordPattern(r"(?-i:{capital})\w*").fullmatch(f"{letter}bc")


@pytest.mark.parametrize("letter", list("azéßøжяёїӣқ7_-"))
def test_no_other_letter_is_a_capital(letter: str) -> None:
    """A small letter with or without an accent is none, and neither is what is no letter."""
    assert re.fullmatch(CAPITAL, letter) is None
    assert WordPattern(r"(?-i:{capital})\w*").fullmatch(f"{letter}bc") is None


def test_a_capital_is_spelled_once() -> None:
    """No other pattern lists the letters that are no capitals by hand."""
    by_hand = [path.name for path in PACKAGE.rglob("*.py") if r"[^\W\d_a-z" in path.read_text("utf-8")]
    assert by_hand == ["spelling.py"]
