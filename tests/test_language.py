"""Tests of the language and the shape of the house: plain words, verbs as names, modules that a reader can hold."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest

from tests.support.language import (
    NAMES_TO_CHANGE,
    Function,
    banned_names,
    banned_phrases,
    docstring_opens_with_verb,
    functions,
    is_bare_participle,
    long_sentences,
    message_texts,
    module_texts,
    prose_files,
    unused_private_names,
    unused_public_names,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return the text of every module."""
    return module_texts()


@pytest.fixture(scope="module")
def every(texts: dict[str, str]) -> list[Function]:
    """Return every function of the package."""
    return list(functions(texts))


def test_functions_are_named_by_verbs_or_what_they_return(every: list[Function]) -> None:
    """At most one function in a hundred is named by a past participle alone."""
    participles = [
        f"{each.module}:{each.line}: {each.name}" for each in every if is_bare_participle(each.name)
    ]
    assert len(participles) <= len(every) / 100, participles


def test_docstrings_open_with_a_verb(every: list[Function]) -> None:
    """At least 95 of 100 docstrings of functions open with a verb in the imperative."""
    documented = [each for each in every if each.docstring]
    others = [
        f"{each.module}:{each.line}: {each.docstring.split()[0]}"
        for each in documented
        if not docstring_opens_with_verb(each.docstring)
    ]
    assert len(others) <= len(documented) * 5 / 100, others


def test_no_banned_phrase() -> None:
    """Nothing that people read has a phrase that a native reader would stumble over."""
    assert banned_phrases(prose_files()) == []


def test_no_name_has_a_banned_word(texts: dict[str, str]) -> None:
    """No name contains a banned word, except the ones that wait for a better name; their list only shrinks."""
    found = banned_names(texts)
    assert found - NAMES_TO_CHANGE == set(), "choose a plain name; see CONTRIBUTING.md"
    assert NAMES_TO_CHANGE - found == set(), "delete these from tests/support/word_lists/names_to_change.txt"


def test_sentences_of_messages_are_short(texts: dict[str, str]) -> None:
    """No sentence of a message has more than 25 words."""
    assert long_sentences(message_texts(texts)) == []


def test_modules_are_short(texts: dict[str, str]) -> None:
    """The largest module has at most 350 lines, and half of them at most 120."""
    sizes = {module: text.count("\n") for module, text in texts.items()}
    assert {module: size for module, size in sizes.items() if size > 350} == {}
    assert statistics.median(sizes.values()) <= 120


def test_functions_are_short(every: list[Function]) -> None:
    """No function has more than 50 lines or 7 arguments, except for commands, whose options are arguments."""
    assert [
        f"{each.module}:{each.line}: {each.name} ({each.lines} lines, {each.arguments} arguments)"
        for each in every
        if not each.is_command and (each.lines > 50 or each.arguments > 7)
    ] == []


def test_every_public_name_is_used() -> None:
    """Every public function, method and constant is used outside its module."""
    assert unused_public_names() == []


def test_every_private_name_is_used() -> None:
    """Every private function, class and constant is named again in its module."""
    assert unused_private_names() == []


# --- each measurement finds what is planted -----------------------------------------------------------


@pytest.mark.parametrize("name", ["told", "_taken", "fallen", "placed", "renamed", "own", "shown"])
def test_a_participle_is_found(name: str) -> None:
    """A name that is a participle alone is found, whether regular or not, public or private."""
    assert is_bare_participle(name)


@pytest.mark.parametrize(
    "name", ["read", "embed", "need", "placed_marks", "is_told", "shown_as", "seed", "load"]
)
def test_a_verb_is_no_participle(name: str) -> None:
    """A verb, and a name of several words, is not taken for a participle."""
    assert not is_bare_participle(name)


@pytest.mark.parametrize(
    "docstring", ["What a note may tell.", "The sources.", "Whether it holds.", "All of them.", "Returns x."]
)
def test_a_docstring_without_a_verb_is_found(docstring: str) -> None:
    """A docstring that opens with anything but an imperative is found."""
    assert not docstring_opens_with_verb(docstring)
    assert docstring_opens_with_verb(f"Return {docstring.lower()}")


@pytest.mark.parametrize(
    "sentence",
    [
        "made again: it was never made",
        "The PDF is made anew.",
        "It can be had\n    again by its own line.",
        "Who holds the post is told at once.",
        "It stands behind the name.",
        "Two are stood for: it stands for both.",
        "Ask somebody else.",
        "nobody looked",
        "'x' is no partner",
        "It is none of the levels.",
        "an office, be it of a state",
        "The template is at fault.",
        "It says that there is a fact.",
        "Those that are left go.",
        "those who write facts",
        "Mend the line.",
        "the title it bears",
        "otherwise than the packaged one",
        "The file lies beside the folders.",
        "What is known of each partner.",
        "It tells of a visit.",
        "The items fell away.",
        "An accepted correction takes the place of the fact.",
        "Say what has become of the plan.",
    ],
)
def test_a_banned_phrase_is_found(sentence: str) -> None:
    """Each phrase that is out is found, also where a line break divides it."""
    assert banned_phrases({"page.md": f"An ordinary line.\n{sentence}\n"})


@pytest.mark.parametrize(
    "sentence",
    [
        "The post is no longer held.",
        "There is no such fact.",
        "What is new?",
        "It amends the text.",
        "Anybodies",
        "It understands.",
    ],
)
def test_plain_words_pass(sentence: str) -> None:
    """Ordinary sentences are not reported."""
    assert banned_phrases({"page.md": sentence}) == []


def test_a_banned_name_is_found() -> None:
    """A banned word is found in the name of a module, function, class, argument or variable, in any case."""
    text = "class ToldFact: ...\ndef mend(stands_alone, tellers): ...\n_TOLD = 1\nunderstand = retell = 2\n"
    assert banned_names({"a/as_told.py": text}) == {"as_told", "ToldFact", "mend", "stands_alone", "_TOLD"}


def test_a_long_sentence_is_found() -> None:
    """A sentence of 26 words is found in a plain string and in one with values, and a docstring is not read."""
    words = " ".join(f"w{number}" for number in range(25))
    text = f'"""{words} {words}"""\nA = "{words} {{x}}. Short one."\nB = f"{words} {{A}}"\nC = "{words}"\n'
    found = long_sentences(message_texts({"m.py": text}))
    assert [place.partition(" ")[0] for place in found] == ["m.py:2:", "m.py:3:"]


def test_sizes_are_measured() -> None:
    """Lines and arguments are counted, decorators included, `self` left out."""
    text = "class A:\n    @property\n    def b(self, c, *, d=1):\n        return c\n\n@click.command()\ndef e():\n    pass\n"
    first, second = functions({"m.py": text})
    assert {(each.name, each.lines, each.arguments, each.is_command) for each in (first, second)} == {
        ("b", 3, 2, False),
        ("e", 3, 0, True),
    }


def test_an_unused_name_is_found(tmp_path: Path) -> None:
    """A public name that only its own module uses is found; one that another module or a template uses is not."""
    package = tmp_path / "briefings"
    package.mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.md.j2").write_text("{{ shown_by_template }}", "utf-8")
    (package / "a.py").write_text(
        "LEFT = 1\ndef load(): return LEFT\ndef forgotten(): ...\ndef shown_by_template(): ...\n"
        "class Store:\n    def find(self): ...\n    def lose(self): ...\n",
        "utf-8",
    )
    (package / "b.py").write_text("from briefings.a import load, Store\nload(); Store().find()\n", "utf-8")
    assert unused_public_names(tmp_path) == [
        "briefings/a.py: LEFT",
        "briefings/a.py: Store.lose",
        "briefings/a.py: forgotten",
    ]


def test_an_unused_private_name_is_found(tmp_path: Path) -> None:
    """A private name that its module defines and never names again is found, also one of a pair."""
    package = tmp_path / "briefings"
    package.mkdir()
    (package / "a.py").write_text(
        "_LEFT, _USED = 1, 2\n_TYPED: int = _USED\n__all__ = []\n"
        "def _load(): return 1\nclass _Kept: ...\nclass _Lost(_Kept): ...\n",
        "utf-8",
    )
    (package / "b.py").write_text("_LEFT = 1\nprint(_LEFT)\n", "utf-8")
    assert unused_private_names(tmp_path) == [
        "briefings/a.py: _LEFT",
        "briefings/a.py: _Lost",
        "briefings/a.py: _TYPED",
        "briefings/a.py: _load",
    ]
