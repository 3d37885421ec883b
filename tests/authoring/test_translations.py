"""Tests of translations: frames that notes leave out, and marks that commands write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from tests.support.authoring import CASE_FILE
from tests.support.builds import replace_once
from tests.support.commands import run_line

if TYPE_CHECKING:
    from pathlib import Path

CASE = """\
marking: PUBLIC
# Of the Herald.
statements:
- id: plain
  on: 2011
  text: The lamps were lit.    # at last
  evidence: [league-charter]
- {id: flow, on: 2011, text: "Oil: sold.", evidence: [league-charter]}
- id: folded
  on: 2011
  text: >-
    The wicks
    were cut.

  # A comment.
  evidence: [league-charter]
- id: block
  on: 2011
  text:
    en: It snowed.
    # In French below.
  evidence: [{source: league-charter, says: {text: It rained.}}, league-charter]
- {id: old, on: 2011, text: {en: It thawed., fr: Il a neigé.}, evidence: [league-charter]}
"""
FRAMED = """\
marking: PUBLIC
# Of the Herald.
statements:
- id: plain
  on: 2011
  text: {en: The lamps were lit., fr: {text: TODO, of: MARK}}    # at last
  evidence: [league-charter]
- {id: flow, on: 2011, text: {en: "Oil: sold.", fr: {text: TODO, of: MARK}}, evidence: [league-charter]}
- id: folded
  on: 2011
  text: {en: The wicks were cut., fr: {text: TODO, of: MARK}}

  # A comment.
  evidence: [league-charter]
- id: block
  on: 2011
  text:
    en: It snowed.
    fr: {text: TODO, of: MARK}
    # In French below.
  evidence: [{source: league-charter, says: {text: {en: It rained., fr: {text: TODO, of: MARK}}}}, league-charter]
- {id: old, on: 2011, text: {en: It thawed., fr: Il a neigé.}, evidence: [league-charter]}
"""


@pytest.fixture
def bilingual_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with notes in two languages, as the working folder."""
    monkeypatch.chdir(project)
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    (project / CASE_FILE).write_text(CASE, "utf-8")
    return project


def without_marks(project: Path) -> str:
    """Return the file of the case with MARK for each mark."""
    return re.sub(r"of: [0-9a-f]{8}", "of: MARK", (project / CASE_FILE).read_text("utf-8"))


def test_frames_keep_the_layout_and_are_left_out_of_notes(bilingual_project: Path) -> None:
    """Texts of any layout get a frame, once; the facts say the same, and `check` counts what is to be written."""
    facts = load(bilingual_project).facts
    run = run_line("translate zubrowka --lang fr")
    assert run.code == 0, run.err
    assert without_marks(bilingual_project) == FRAMED
    assert load(bilingual_project).facts == facts
    assert run_line("check --info").out.count("info[to-do]: to write: a text (of: ") >= 5


def test_words_in_a_frame_are_a_bound_translation(bilingual_project: Path) -> None:
    run_line("translate zubrowka/plain --lang fr")
    replace_once(bilingual_project / CASE_FILE, "text: TODO", "text: Les lampes furent allumées.")
    fact = load(bilingual_project).facts_by_key["zubrowka/plain"]
    (text,) = fact.texts()
    assert text.by_language["fr"] == "Les lampes furent allumées."
    assert "zubrowka/plain" not in run_line("check").out
    replace_once(bilingual_project / CASE_FILE, "The lamps were lit.", "The lamps burned.")
    found = run_line("check --code stale-translation").out
    assert "warning[stale-translation]" in found
    assert "`briefings translate zubrowka/plain --lang fr --bind`" in found
    run = run_line("translate zubrowka/plain --lang fr --bind")
    assert (run.code, run.out, run.err) == (0, f"1 text bound\n{CASE_FILE}\n", "")
    assert "stale-translation" not in run_line("check").out


def test_a_translation_without_a_mark_is_bound(bilingual_project: Path) -> None:
    """It keeps its words, and what the checks find in them is said."""
    assert "warning[unbound-translation]" in run_line("check").out
    replace_once(bilingual_project / CASE_FILE, "Il a neigé.", "Il a n\u0435igé.")
    run = run_line("translate zubrowka/old --lang fr --bind")
    assert (run.code, run.err.splitlines()[-1]) == (0, "check reports 1 warning about these translations")
    assert "fr: {text: Il a n\u0435igé., of: MARK}}" in without_marks(bilingual_project)
    assert "unbound-translation" not in run_line("check").out


def test_names_without_the_language_are_listed_with_their_places(bilingual_project: Path) -> None:
    """Names get no frame, so the command says where to write them, once each, and nothing of names of other partners."""
    run = run_line("translate zubrowka --lang fr")
    assert "info[untranslated-name]: “Zubrowka” has no name in fr\n  hint: add to its `names:`" in run.err
    assert run.err.count("“Zubrowka”") == 1
    assert "names to add: " in run.err.splitlines()[-1]
    path = bilingual_project / "facts/zubrowka/zubrowka.yaml"
    replace_once(path, "{text: Zubrowka, lang: en}", "{text: Zubrowka, lang: en}, {text: Zubrovka, lang: fr}")
    assert "“Zubrowka”" not in run_line("translate zubrowka --lang fr").err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("translate zubrowka --lang de", "error[unknown-language]: unknown language 'de'"),
        ("translate zubrofka --lang fr", "error[unknown-fact]: unknown fact 'zubrofka'"),
        ("translate zubrowka/plane --lang fr", "did you mean zubrowka/plain?"),
    ],
)
def test_what_can_not_be_translated_is_refused(bilingual_project: Path, line: str, said: str) -> None:
    run = run_line(line)
    assert (run.code, said in run.err) == (1, True)
    assert (bilingual_project / CASE_FILE).read_text("utf-8") == CASE


def test_a_text_of_frames_alone_is_refused(bilingual_project: Path) -> None:
    replace_once(bilingual_project / CASE_FILE, '"Oil: sold."', "{fr: {text: TODO, of: 1a2b3c4d}}")
    assert "case.yaml:8:30: error[no-original]: 'text' has no text" in run_line("check").out


def test_a_translation_is_bound_before_the_house_writes_its_language(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts may have a language before the notes have it, and `check` sends their reader to --bind."""
    monkeypatch.chdir(project)
    (project / CASE_FILE).write_text(CASE.replace("fr: Il a", "sv: Det blev, fr: Il a"), "utf-8")
    for language in ("fr", "sv"):
        run = run_line(f"translate zubrowka/old --lang {language} --bind")
        assert (run.code, run.out) == (0, f"1 text bound\n{CASE_FILE}\n"), run.err
    run = run_line("translate zubrowka/plain --lang sv")
    assert (run.code, "add it to facts/house.yaml: `languages: [en, sv]`" in run.err) == (1, True)
    assert run_line("translate zubrowka/plain --lang tg").out == f"1 text to translate\n{CASE_FILE}\n"


def test_a_stale_translation_is_quoted_beside_its_original(bilingual_project: Path) -> None:
    run_line("translate zubrowka/old --lang fr --bind")
    replace_once(
        bilingual_project / CASE_FILE,
        "It thawed.",
        "It thawed at last in the valleys and on the high plains.",
    )
    found = run_line("check --code stale-translation").out
    assert "the text in 'en', “It thawed at last in the valleys and on the high …”, has changed" in found
    assert "into 'fr', “Il a neigé.”" in found
