"""Tests of translations of texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.checks.context import CheckContext
from briefings.checks.text.translations import translations
from briefings.factbase.load import load

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = """\
marking: PUBLIC
statements:
- {id: a, on: 2009, text: {en: It joined., fr: {text: Il a adhéré., of: 00000000}}, evidence: [league-charter]}
- {id: b, on: 2009, text: {en: It joined., fr: Il a adhéré.}, evidence: [league-charter]}
- {id: c, on: 2009, text: It joined., evidence: [league-charter]}
"""


def test_translations(project: Path) -> None:
    """Each translation has the hash of its original, and the one recorded if there is one."""
    (project / "facts" / "zubrowka" / "case.yaml").write_text(TEXTS, "utf-8")
    found = {
        item.fact.key: item
        for item in translations(CheckContext(load(project), date(2020, 1, 1)).translated_texts)
        if item.location.path == "facts/zubrowka/case.yaml"
    }
    assert found.keys() == {"zubrowka/a", "zubrowka/b"}
    first, second = found["zubrowka/a"], found["zubrowka/b"]
    assert (first.original_language, first.language) == ("en", "fr")
    assert (first.recorded_hash, second.recorded_hash) == ("00000000", "")
    assert first.original_hash == second.original_hash != ""
