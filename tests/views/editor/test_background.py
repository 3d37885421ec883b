"""Tests of the background of a principal's copy: how it began, what is newest, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.phrases import Phrase
from briefings.views.editor.background import choose_sentences
from tests.support.notes import principal_copy
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

SAID = """\
statements:
- id: said
  on: 2014-05-01
  text: Both sides hoped for a bridge.
  evidence: [league-charter]
- id: joined
  on: 2007-03-01
  text: Zubrowka became a friend of the lamps.
  evidence: [league-charter]
"""


@pytest.mark.parametrize(
    ("most_words", "kept"),
    [(20, "began grew split met"), (9, "began split met"), (6, "began met"), (3, "began"), (2, "")],
)
def test_the_first_sentence_stays_and_then_the_newest(most_words: int, kept: str) -> None:
    """What is left out lies in between; the order stays that of time."""
    sentences = [
        Phrase((text,)) for text in ("It began then", "It grew then", "It split then", "It met then")
    ]
    chosen = choose_sentences(sentences, most_words)
    assert " ".join(str(sentence.parts[0]).split()[1] for sentence in chosen) == kept


def test_what_was_said_at_a_meeting_is_more_than_the_meeting(project: Path) -> None:
    """The row of a contact has its people and topics; that of a framework says all that the accession says."""
    add_fact_file(project, SAID)
    copy = principal_copy(project, "2019-02-10")
    assert "Both sides hoped for a bridge." in copy
    assert "friend of the lamps" not in copy
