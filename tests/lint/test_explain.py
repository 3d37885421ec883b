"""Tests of the explanations of codes: every code that can be printed has one, and none is explained for nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.checks import CHECKS
from briefings.lint.explain import code_titles, explain_code, load_codes
from briefings.model import entities
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Entity
from briefings.schema import TABLES
from tests.support.codes import find_codes
from tests.support.language import long_sentences, module_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

CASES = Path(__file__).parent.parent / "cases"
UNLINKED_KINDS = {"publisher", "region", "resolution"}
"""The kinds of entity that no other entry links to."""


def entity_kinds() -> set[str]:
    """Return the names of all kinds of entity that an entry can link to."""
    classes = [
        kind for kind in vars(entities).values() if isinstance(kind, type) and issubclass(kind, Entity)
    ]
    leaves = {
        kind.__name__.lower() for kind in classes if not any(kind in each.__bases__ for each in classes)
    }
    return leaves - UNLINKED_KINDS


def undocumented_codes(texts: Mapping[str, str]) -> set[str]:
    """Return the codes that some modules can print and that are not explained."""
    uses = find_codes(texts)
    codes = set(uses.codes)
    if "unknown-" in uses.families:
        codes |= {f"unknown-{kind}" for kind in entity_kinds()}
    return codes - set(code_titles())


def unused_codes(texts: Mapping[str, str]) -> set[str]:
    """Return the documented codes that no module prints."""
    uses = find_codes(texts)
    kinds = {f"unknown-{kind}" for kind in entity_kinds()}
    return set(load_codes()) - set(uses.codes) - (kinds if "unknown-" in uses.families else set())


def test_every_code_is_documented_and_used() -> None:
    texts = module_texts()
    assert undocumented_codes(texts) == set()
    assert unused_codes(texts) == set()


def test_every_code_is_found() -> None:
    """A code is written where it is reported, or comes from one of two families, or is that of a check."""
    uses = find_codes(module_texts())
    assert set(uses.families) == {"bad-", "unknown-"}
    assert set(uses.unresolved) == {"briefings/checks/engine.py"}


@pytest.mark.parametrize(
    "text",
    [
        'Diagnostic("planted-code", "x")',
        'Diagnostic(code="planted-code", message="x")',
        'Diagnostic("planted-code" if x else "to-do", "x")',
        'def find():\n    code = "to-do" if x else "planted-code"\n    Diagnostic(code, "x")',
        'PLANTED = "planted-code"\nDiagnostic(PLANTED, "x")',
        'def report(place, code):\n    Diagnostic(code, "x", place)\nreport(1, "planted-code")',
        'class A:\n    def _say(self, code):\n        Diagnostic(code, "x")\n    def b(self):\n        self._say(code="planted-code")',
        'def find():\n    return "planted-code", "x", "y"\ncode, message, hint = find()\nDiagnostic(code, message)',
        'class A:\n    x: int\n    code: str\n    def b(self):\n        Diagnostic(self.code, "x")\nA(1, "planted-code")',
    ],
)
def test_a_code_without_documentation_is_found(text: str) -> None:
    assert undocumented_codes({"planted.py": text}) == {"planted-code"}


def test_documentation_without_a_code_is_found() -> None:
    texts = module_texts()
    text = texts["briefings/authoring/gaps/missing.py"]
    assert "no-milestone" in text
    planted = texts | {"briefings/authoring/gaps/missing.py": text.replace("no-milestone", "no-background")}
    assert unused_codes(planted) == {"no-milestone"}


def test_a_code_has_one_explanation() -> None:
    """No code is a check, a documented code and the code of a key at the same time."""
    keys = {key.name for table in TABLES.values() for key in table.all_keys}
    key_codes = {f"bad-{key.replace('_', '-')}" for key in keys}
    assert set(load_codes()) & (set(CHECKS) | key_codes) == set()
    assert key_codes <= set(code_titles())


def test_every_explanation_is_two_short_sentences() -> None:
    for code, entry in load_codes().items():
        assert re.fullmatch(r"(?:[A-Z`]|git ).*\.", entry.meaning), code
        assert re.fullmatch(r"[A-Z].*\.", entry.action), code
        assert long_sentences([(code, entry.meaning), (code, entry.action)]) == []


def test_a_check_has_its_manual_page() -> None:
    assert explain_code("two-holders").startswith(
        "two-holders (error)\n\nMore holders of a post than it has seats."
    )


def test_a_code_says_what_to_do() -> None:
    assert explain_code("no-original") == (
        "no-original\n\nA text has translations only, so there is no text that they translate.\n\n"
        "What to do:\n    Write the original without `of:`."
    )


def test_a_value_is_explained_by_its_key() -> None:
    """Entries that give a key the same meaning share a line; others have their own."""
    page = explain_code("bad-valid")
    assert page.startswith("bad-valid\n\nThe value of `valid:` can't be read.\n\nMeaning of the key:\n    ")
    assert (
        "    statement, membership, agreement, cooperation, tenure, figure, life, line: when it holds" in page
    )
    lines = page.splitlines()
    assert len([line for line in lines if re.match(r"    (?:organisation|post|name, title): ", line)]) == 3
    assert page.endswith("\n\nWhat to do:\n    Correct the value as the message says.")


@pytest.mark.parametrize(
    ("code", "hint"),
    [("two-holder", "did you mean two-holders?"), ("unknown-kex", "did you mean unknown-key?"), ("bad-vald", "did you mean bad-valid?"), ("bad-", ""), ("", "")],
)  # fmt: skip
def test_an_unknown_code_is_refused(code: str, hint: str) -> None:
    with pytest.raises(BriefingsError) as caught:
        explain_code(code)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("unknown-diagnostic", f"unknown code {code!r}")
    assert hint in problem.advice


def test_codes_in_the_cases_are_explained() -> None:
    """Every code that a test case expects has an explanation, also those that are made from keys."""
    texts = [path.read_text("utf-8") for path in CASES.rglob("*.yaml")]
    codes = {code for text in texts for code in re.findall(r"(?:error|warning|info)\[([a-z-]+)\]", text)}
    assert "bad-valid" in codes
    assert codes - set(code_titles()) == set()
