"""Tests of disputes that matter: a few words in a principal's copy, and nothing for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.notes import principal_copy
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHERS = """\
publishers:
- id: herald
  names: [{text: Alpine Herald, lang: en}, {text: Herald, lang: en, form: short}]
"""
FACTS = {
    "membership": "memberships:\n- {id: a, framework: wick-programme, valid: 2017/, evidence: [league-charter, DISPUTE]}",
    "statement": "statements:\n- {id: a, on: 2001, text: The lamps were lit., evidence: [league-charter, DISPUTE]}",
    "cooperation": "cooperation:\n- {id: a, area: light, on: 2018, text: They lit a lamp., evidence: [league-charter, DISPUTE]}",
    "contact": "contacts:\n- {id: a, on: 2018-05-04, form: meeting, with: lantern-league, theirs: [zero-moustafa], evidence: [league-charter, DISPUTE]}",
    "tenure": "tenures:\n- {id: a, post: zubrowka-minister, holder: agatha-baker, valid: 2019-03-01/, evidence: [{source: alpine-herald-2019, attests: 2019-03-02}, DISPUTE]}",
}


@pytest.mark.parametrize(
    ("kind", "says", "expected"),
    [
        ("membership", "{valid: 1994/}", "Since 2017; Herald says 1994."),
        ("membership", "{text: It is a league.}", "Since 2017; Herald: It is a league."),
        ("statement", "{on: 1994}", "The lamps were lit, though Herald says 1994."),
        ("statement", "{text: They stayed dark.}", "The lamps were lit. (Herald: They stayed dark.)"),
        ("cooperation", "{on: 2019-01}", "They lit a lamp, though Herald says January 2019."),
        ("contact", "{on: 2018-05-05}", "4 May 2018; Herald says 5 May 2018"),
        ("tenure", "{holder: gustave-h}", "**Agatha Baker**, since 1 March 2019; Herald says Gustave H."),
        (
            "tenure",
            "{holder: gustave-h}",
            "> - **Minister of Lobbies.** Agatha Baker; Herald says Gustave H.",
        ),
    ],
)
def test_a_dispute_that_matters_is_printed_with_its_fact(
    project: Path, kind: str, says: str, expected: str
) -> None:
    """A row and a sentence say who says what instead; without `matters: yes`, only the desk copy does."""

    def copy(evidence: str) -> str:
        """Return the brief with this evidence for the fact."""
        add_fact_file(project, PUBLISHERS, "facts/shared/publishers.yaml")
        add_fact_file(project, FACTS[kind].replace("DISPUTE", evidence))
        return principal_copy(project, "2019-04-01").replace(" \\[", "\n[")

    dispute = f"{{source: alpine-herald-2019, says: {says}, matters: MATTERS}}"
    assert expected in copy(dispute.replace("MATTERS", "yes"))
    for silent in (dispute.replace("MATTERS", "no"), dispute.replace(", matters: MATTERS", "")):
        assert "Herald says" not in copy(silent)
        assert "Herald:" not in copy(silent)


def test_the_public_reads_no_dispute(project: Path) -> None:
    """A fact sheet states the fact alone."""
    dispute = "{source: alpine-herald-2019, says: {on: 1994}, matters: yes}"
    add_fact_file(project, FACTS["statement"].replace("DISPUTE", dispute))
    sheet = principal_copy(project, "2019-04-01", products=("public",))
    assert "The lamps were lit." in sheet
    assert "says 1994" not in sheet


def test_a_dispute_counts_from_its_day(project: Path) -> None:
    """Before the day of the disagreement there is none to print."""
    dispute = "{source: alpine-herald-2019, says: {on: 1994}, matters: yes}"
    add_fact_file(project, FACTS["statement"].replace("DISPUTE", dispute))
    assert "though Alpine Herald says 1994" in principal_copy(project, "2019-02-04")
    assert "The lamps were lit." in principal_copy(project, "2019-02-03")
