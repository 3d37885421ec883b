"""Tests of the explanation of words: each sentence of a brief leads to its facts and their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.explanation.printed_sentences import printed_sentences
from briefings.authoring.explanation.words import explain_words
from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project, package_data_folder
from tests.support.builds import DAY
from tests.support.notes import FICTIONAL, TODAY, note_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.commands import CommandResult

FICTION = Project(FICTIONAL, FICTIONAL)


@pytest.mark.parametrize("words", ["share lamp oil", "SHARE  LAMP\u00a0OIL", "two sides share lamp oil."])
def test_words_lead_to_facts_and_sources(words: str) -> None:
    """Words of a sentence are found whatever their case and spaces, and lead to each fact and source behind it."""
    sentence, fact, source = list(explain_words(FICTION, words, DAY))[:3]
    assert sentence.startswith("zubrowka, Key areas of cooperation: The two sides share lamp oil.")
    assert fact.startswith("  zubrowka/oil, facts/zubrowka/zubrowka.yaml:")
    assert source == "    Alpine Herald, A visit in the snow, 2019-02-04 [alpine-herald-2019]"


def test_cells_of_a_row_are_found_across_their_border() -> None:
    """A reader copies words of a row without the sign between its cells."""
    found = list(explain_words(FICTION, "Lamp Forum (LF) since 1 March 2007", DAY))
    assert found[0].startswith("zubrowka, At a glance: Framework · Lamp Forum (LF) · since")


def test_each_fact_is_explained_once() -> None:
    """A name stands in many sentences; those of the same facts are together, and no source is told twice for a fact."""
    lines = list(explain_words(FICTION, "Zero Moustafa", DAY))
    located = [line for line in lines if re.match(r"  [\w/-]+, facts/", line)]
    assert located
    assert len(located) == len(set(located))
    told = {line.strip().partition(",")[0] for line in located}
    repeated = [line.strip().removesuffix(", as above") for line in lines if line.endswith(", as above")]
    assert {*repeated} <= told
    sentences = [line for line in lines if not line.startswith(" ")]
    assert len(sentences) == len(set(sentences))


def test_words_that_no_note_says() -> None:
    """The error says for which day it looked, and what to write instead."""
    with pytest.raises(BriefingsError) as caught:
        list(explain_words(FICTION, "share petrol", DAY))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == (
        "unknown-words",
        "no note as of 2019-06-01, and no edition, says 'share petrol'",
    )
    assert found.advice == "copy words of one sentence, or name a fact as PARTNER/ID"


def test_the_command_takes_words_or_a_fact(briefings: Callable[..., CommandResult]) -> None:
    """What has a stroke and no space is a fact; anything else is words."""
    fact = briefings("why", "zubrowka/oil", "--as-of", DAY.isoformat(), "--project", FICTIONAL)
    words = briefings("why", "share lamp oil", "--as-of", DAY.isoformat(), "--project", FICTIONAL)
    assert fact.out.startswith("zubrowka/oil: cooperation, ")
    assert words.out.startswith("zubrowka, Key areas of cooperation: ")


@pytest.mark.slow
def test_every_statement_of_a_brief_leads_to_its_facts() -> None:
    """Each sentence of a principal's copy that states a fact can be asked for, and names its facts."""
    workspace = Workspace(Project(package_data_folder(), package_data_folder()))
    known = {
        (sentence.note, sentence.text): sentence.fact_keys for sentence in printed_sentences(workspace, TODAY)
    }
    for partner in ("armenia", "mongolia", "tajikistan"):
        stated = [
            sentence for sentence in note_of(partner, product="brief").brief.sentences if sentence.citations
        ]
        assert len(stated) > 20
        for sentence in stated:
            keys = {citation.fact_key for citation in sentence.citations}
            assert keys <= {*known[partner, sentence.text.replace(" | ", " · ")]}, sentence.text


def test_words_that_cite_no_fact_are_explained_too() -> None:
    """A reader may ask about any words of a note, such as the line that says of which day it is."""
    lines = list(explain_words(FICTION, "As at: 1 June 2019", DAY))
    assert lines[1] == "  It cites no fact: it introduces or sums up what the note says."
