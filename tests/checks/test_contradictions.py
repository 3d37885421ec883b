"""Tests with planted contradictions: each is found once, and nothing else."""

from __future__ import annotations

import pytest

from benchmarks.contradictions.__main__ import report_lines
from benchmarks.contradictions.planting import (
    FICTIONAL,
    PARTNERS,
    Plant,
    PlantingProject,
    load_lookalikes,
    load_plants,
)
from briefings.checks import CHECKS
from briefings.model.diagnostics import Severity
from tests.support.turns import in_turn

ENOUGH = 40
LOOKALIKES = 25


@pytest.fixture(scope="module")
def planting_project(tmp_path_factory: pytest.TempPathFactory) -> PlantingProject:
    """Return the clean facts, loaded and checked once."""
    return PlantingProject(tmp_path_factory.mktemp("field") / "project")


@pytest.mark.parametrize(
    "plant", in_turn(load_plants(), 2, name=lambda plant: f"{plant.partner}: {plant.name}")
)
def test_each_is_found_once(planting_project: PlantingProject, plant: Plant) -> None:
    """A planted contradiction is found by its check, in its line, once; no other finding is new."""
    trial = planting_project.run_trial(plant)
    assert [each.code for each in trial.hits] == [plant.expected_code]
    assert trial.unexpected == ()


@pytest.mark.parametrize(
    "plant", in_turn(load_lookalikes(), 2, name=lambda plant: f"{plant.partner}: {plant.name}")
)
def test_lookalikes_are_not_reported(planting_project: PlantingProject, plant: Plant) -> None:
    """The checks report no text that only looks wrong."""
    trial = planting_project.run_trial(plant)
    assert trial.unexpected == ()
    assert trial.passed


@pytest.mark.parametrize("partner", FICTIONAL)
def test_the_clean_facts_are_clean(planting_project: PlantingProject, partner: str) -> None:
    """The fictional facts have only informational findings; shared and real facts may have others."""
    own = [
        each
        for each in planting_project.clean_findings(partner)
        if each.location and each.location.path.startswith(f"facts/{partner}/")
    ]
    assert [each for each in own if each.severity is not Severity.INFO] == []


def test_there_are_enough() -> None:
    """There are at least forty plants in four partners; every check has one, and names are unique."""
    planted = load_plants()
    assert len(planted) >= ENOUGH
    assert {plant.partner for plant in planted} == set(PARTNERS)
    assert {plant.expected_code for plant in planted} >= CHECKS.keys()
    assert len({(plant.partner, plant.name) for plant in planted}) == len(planted)
    assert (
        len({(plant.partner, plant.name) for plant in load_lookalikes()})
        == len(load_lookalikes())
        >= LOOKALIKES
    )


def test_a_reported_lookalike_counts(planting_project: PlantingProject) -> None:
    """A reported lookalike counts as a false alarm, with its place."""
    data = {
        "plant": "a calm day",
        "add": "statements: [{id: calm, on: 2009, text: The lamps were lit yesterday., evidence: [valley-herald]}]",
    }
    trial = planting_project.run_trial(Plant.from_data("ruritania", data))
    assert not trial.passed
    lines = list(report_lines([trial]))
    assert lines[-1] == "1 lookalikes planted: 1 false alarms"
    assert any("facts/ruritania/planted.yaml:2:" in line for line in lines)


def test_a_missed_plant_counts(planting_project: PlantingProject) -> None:
    """A harmless plant is in the table as missed, and counts."""
    harmless = make_plant(
        "statements: [{id: calm, on: 2009, text: The lamps were lit., evidence: [valley-herald]}]"
    )
    trial = planting_project.run_trial(harmless)
    assert not trial.passed
    lines = list(report_lines([trial]))
    assert lines[2] == "| ruritania | nothing wrong | `two-holders` | **missed** | - |"
    assert lines[-1] == "1 planted in 1 partners: 0 found once, 1 missed, 0 false alarms"


def test_another_finding_is_a_false_alarm(planting_project: PlantingProject) -> None:
    """A finding of another check, or on another line, is reported with its place."""
    other = make_plant(
        "statements: [{id: calm, on: 2009, text: The lamps were lit yesterday., evidence: [valley-herald]}]"
    )
    trial = planting_project.run_trial(other)
    assert [each.code for each in trial.unexpected] == ["relative-date"]
    assert "facts/ruritania/planted.yaml:2:" in "\n".join(report_lines([trial]))


def test_a_missing_place_is_refused(planting_project: PlantingProject) -> None:
    """A plant is refused, and not counted, if its text is no longer in the facts."""
    with pytest.raises(ValueError, match="occurs 0 times"):
        planting_project.run_trial(
            Plant("gone", "ruritania", "ruritania/ruritania.yaml", "no such words", "x", "overdue", "x", "x")
        )


def make_plant(text: str) -> Plant:
    """Return a plant that adds this text."""
    entry = {"plant": "nothing wrong", "add": text, "expect": "two-holders", "at": "id: calm"}
    return Plant.from_data("ruritania", entry)
