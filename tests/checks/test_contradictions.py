"""Contradictions planted in clean facts are found, each once, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.contradictions.__main__ import table
from benchmarks.contradictions.planting import FICTIONAL, PARTNERS, Field, Plant, lookalikes, plants
from briefings.checks import CHECKS
from briefings.model.diagnostics import Severity

ENOUGH = 40
LOOKALIKES = 25


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Field:
    """The clean facts, read and judged once."""
    return Field(tmp_path_factory.mktemp("field") / "project")


@pytest.mark.parametrize("plant", plants(), ids=lambda plant: f"{plant.partner}: {plant.name}")
def test_each_is_found_once(field: Field, plant: Plant) -> None:
    """A planted contradiction is found by its check, in its line, once; no other finding is new."""
    trial = field.trial(plant)
    assert [each.code for each in trial.found] == [plant.code]
    assert trial.others == ()


@pytest.mark.parametrize("plant", lookalikes(), ids=lambda plant: f"{plant.partner}: {plant.name}")
def test_of_lookalikes_nothing_is_said(field: Field, plant: Plant) -> None:
    """What only looks wrong is let pass."""
    trial = field.trial(plant)
    assert trial.others == ()
    assert trial.right


@pytest.mark.parametrize("partner", FICTIONAL)
def test_the_clean_facts_are_clean(field: Field, partner: str) -> None:
    """Of the fictional facts nothing is to be said but notes; what is shared and real has its own findings."""
    own = [
        each
        for each in field.judged(partner)
        if each.location and each.location.path.startswith(f"facts/{partner}/")
    ]
    assert [each for each in own if each.severity is not Severity.NOTE] == []


def test_there_are_enough() -> None:
    """There are forty plants or more, in four partners; every check has one, and no name stands twice."""
    planted = plants()
    assert len(planted) >= ENOUGH
    assert {plant.partner for plant in planted} == set(PARTNERS)
    assert {plant.code for plant in planted} >= CHECKS.keys()
    assert len({(plant.partner, plant.name) for plant in planted}) == len(planted)
    assert len({(plant.partner, plant.name) for plant in lookalikes()}) == len(lookalikes()) >= LOOKALIKES


def test_a_lookalike_that_is_found_is_told(field: Field) -> None:
    """A lookalike of which something is said counts as a false alarm, with its place."""
    data = {
        "plant": "a calm day",
        "add": "statements: [{id: calm, on: 2009, text: The lamps were lit yesterday., evidence: [valley-herald]}]",
    }
    trial = field.trial(Plant.of("ruritania", data))
    assert not trial.right
    lines = list(table([trial]))
    assert lines[-1] == "1 lookalikes, of which nothing is to be said: 1 false alarms"
    assert any("facts/ruritania/planted.yaml:2:" in line for line in lines)


def test_what_is_missed_is_told(field: Field) -> None:
    """A plant that does no harm stands in the table as missed, and counts."""
    harmless = _added(
        "statements: [{id: calm, on: 2009, text: The lamps were lit., evidence: [valley-herald]}]"
    )
    trial = field.trial(harmless)
    assert not trial.right
    lines = list(table([trial]))
    assert lines[2] == "| ruritania | nothing wrong | `two-holders` | **missed** | - |"
    assert lines[-1] == "1 planted in 1 partners: 0 found once, 1 missed, 0 false alarms"


def test_what_is_found_elsewhere_is_a_false_alarm(field: Field) -> None:
    """What another check finds, or the right one in another line, is told with its place."""
    other = _added(
        "statements: [{id: calm, on: 2009, text: The lamps were lit yesterday., evidence: [valley-herald]}]"
    )
    trial = field.trial(other)
    assert [each.code for each in trial.others] == ["relative-words"]
    assert "facts/ruritania/planted.yaml:2:" in "\n".join(table([trial]))


def test_a_place_that_is_not_there_is_no_trial(field: Field) -> None:
    """A plant whose words have gone from the facts is refused, not counted."""
    with pytest.raises(ValueError, match="stands 0 times"):
        field.trial(
            Plant("gone", "ruritania", "ruritania/ruritania.yaml", "no such words", "x", "overdue", "x", "x")
        )


def _added(text: str) -> Plant:
    entry = {"plant": "nothing wrong", "add": text, "expect": "two-holders", "at": "id: calm"}
    return Plant.of("ruritania", entry)
