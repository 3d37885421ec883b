"""Tests of facts as forms show them: their words lead back to them, and no reader needs a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.project import Project
from briefings.server.access import Access
from briefings.server.forms.fact_words import fact_key, fact_words
from briefings.server.reading import start_reading
from briefings.server.warm_project import WarmProject
from tests.support.builds import REPOSITORY
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("root", [FICTIONAL, REPOSITORY])
def test_words_lead_back_to_their_fact(root: Path) -> None:
    """Also where many partners have a fact of one title, and most facts are shown by words alone."""
    reading = start_reading(WarmProject(Project(root, root)), Access(8000, True, None), TODAY, {})
    shown = {key: fact_words(reading, key) for key in reading.store.facts_by_key}
    assert {key: fact_key(reading, words) for key, words in shown.items()} == {key: key for key in shown}
    assert sum(words != key for key, words in shown.items()) > 0.8 * len(shown)
    assert fact_key(reading, "no fact says this") == "no fact says this"
