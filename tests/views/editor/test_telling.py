"""Tests of what is worth knowing: the facts that the desk has marked, as far as the card has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.notes import principal_copy
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
statements:
- {id: a, telling: yes, on: 2001, text: The lamps were lit., evidence: [league-charter]}
- {id: b, telling: no, on: 2002, text: The lamps went out., evidence: [league-charter]}
cooperation:
- {id: c, telling: yes, area: light, valid: /, text: They share oil., evidence: [{source: league-charter, attests: 2011-03}]}
agreements:
- {id: d, telling: yes, on: 2012, title: Pact of Lutz, text: It covers lamps., evidence: [league-charter]}
- {id: e, telling: yes, on: 2000, title: Pact of Snow, text: It covers snow., evidence: [league-charter]}
- {id: f, telling: yes, on: 2031, title: Pact of Ice, text: It covers ice., evidence: [league-charter]}
"""


def test_a_card_has_what_is_worth_knowing(project: Path) -> None:
    """Three of the marked facts, newest first: named ones with their name, old ones with the month of their source."""
    add_fact_file(project, FACTS)
    card = principal_copy(project, "2026-11-29", products=("card",))
    section = card.partition("## Worth knowing\n")[2].partition("\n>")[0].partition("\n**")[0]
    assert section.strip().split("\n") == [
        "- Pact of Lutz: It covers lamps.",
        "- They share oil (as of Mar 2011).",
        "- The lamps were lit.",
    ]


def test_a_card_without_telling_facts_has_no_such_section(project: Path) -> None:
    """No heading stands alone."""
    assert "Worth knowing" not in principal_copy(project, "2026-11-29", products=("card",))


def test_a_long_fact_yields_to_shorter_ones(project: Path) -> None:
    """A fact that does not fit on the card is left out; the next one that fits is printed."""
    add_fact_file(project, FACTS.replace("It covers lamps.", "It covers lamps and oil. " * 60))
    card = principal_copy(project, "2026-11-29", products=("card",))
    assert "It covers lamps" not in card
    assert "- They share oil (as of Mar 2011)." in card
    assert "- The lamps were lit." in card
