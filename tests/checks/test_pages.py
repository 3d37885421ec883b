"""Tests with the wording of real pages: what is wrong in it is found, and what only looks wrong is not."""

from __future__ import annotations

import re
from datetime import date

import pytest

from benchmarks.contradictions.pages import (
    HALVES,
    PageCase,
    PageField,
    PageTrial,
    load_page_cases,
    load_variants,
    tally,
)
from benchmarks.contradictions.planting import PlantingProject
from tests.support.turns import SHARES

LEAST_RECALL = {
    "seen": 90, "training": 85, "third": 55, "fourth": 40, "unseen": 90, "independent": 60, "second": 60,
    "fifth": 75, "sixth": 50, "seventh": 60, "eighth": 60, "ninth": 50,
}  # fmt: skip
"""What is found of the mistakes of each part, in percent."""
MOST_ALARMS = dict.fromkeys(LEAST_RECALL, 0) | {"fifth": 1, "ninth": 2}
LEAST_LOOKALIKES = 50
MENDED = re.compile(
    r"(?:part-visit|part-of-group|renamed-back|vacancy|counted-from|number-in-words|first-(?:to-town|itself|as-post)) "
)
"""The names of cases for false alarms that were mended, and of wrong texts close to them."""


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> PageField:
    """Return the facts in which cases are tried."""
    return PageField(PlantingProject(tmp_path_factory.mktemp("pages") / "project"))


def run_half(field: PageField, half: str, *, audited: bool, step: int = 1) -> list[PageTrial]:
    """Return the trials of the finished texts of a half, or of its facts; of each so many the first."""
    cases = [case for case in load_page_cases(half) if (case.way == "audit") == audited]
    return [field.run_trial(case) for case in cases[::step]]


def failures(trials: list[PageTrial]) -> list[str]:
    """Return the lookalikes of which something is said, with what is said."""
    return [
        f"{trial.case.name}: {', '.join(found.message for found in trial.findings)}"
        for trial in trials
        if not trial.case.is_wrong and not trial.passed
    ]


@pytest.mark.parametrize("step", [pytest.param(8, id="some"), SHARES[1]])
@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_finished_texts(field: PageField, half: str, step: int) -> None:
    """The audit finds nine of ten mistakes in finished texts of each half, and nothing in texts without one."""
    trials = run_half(field, half, audited=True, step=step)
    assert len(failures(trials)) <= MOST_ALARMS[half]
    assert tally(trials, lambda _: "")[""].recall >= LEAST_RECALL[half]


@pytest.mark.parametrize("step", [pytest.param(48, id="some"), SHARES[1]])
def test_variants(field: PageField, step: int) -> None:
    """Each variant of a shape is found if it is wrong, and is not if it only looks so."""
    trials = [field.run_trial(case) for case in load_variants()[::step]]
    assert [trial.case.name for trial in trials if not trial.passed] == []


@pytest.mark.parametrize("step", [pytest.param(3, id="some"), SHARES[1]])
def test_no_false_alarm_comes_back(field: PageField, step: int) -> None:
    """Each mended lookalike stays silent, and each wrong text close to it is found."""
    cases = [case for case in load_page_cases("third") if MENDED.match(case.name)]
    trials = [field.run_trial(case) for case in cases[::step]]
    assert [trial.case.name for trial in trials if not trial.passed] == []
    assert {trial.case.is_wrong for trial in trials} == {True, False}


@pytest.mark.thorough
@pytest.mark.parametrize("half", HALVES)
def test_facts(field: PageField, half: str) -> None:
    """The checks find nine of ten mistakes in facts of each half, and nothing in facts without one."""
    trials = run_half(field, half, audited=False)
    assert len(failures(trials)) <= MOST_ALARMS[half]
    assert tally(trials, lambda _: "")[""].recall >= LEAST_RECALL[half]


def test_there_are_enough() -> None:
    """The unseen half has more than fifty lookalikes, and at least as many mistakes; names tell the cases apart."""
    cases = load_page_cases("unseen")
    assert (
        min(sum(case.is_wrong for case in cases), sum(not case.is_wrong for case in cases)) > LEAST_LOOKALIKES
    )
    assert {case.way for case in cases} == {"audit", "sentence", "two", "fields"}


def test_a_missed_mistake_and_a_false_alarm_count(field: PageField) -> None:
    """A mistake that is not found lowers the share, and a finding in a lookalike is a false alarm."""
    wrong = PageCase(
        "calm", "holder", "audit", "moldova", date(2026, 6, 1), True, "Snow fell in Moldova.", "txt"
    )
    text = "Moldova’s Prime Minister Dorin Recean came."
    right = PageCase("alarm", "holder", "audit", "moldova", date(2026, 6, 1), False, text, "txt")
    result = tally([field.run_trial(wrong), field.run_trial(right)], lambda case: case.kind)["holder"]
    assert (result.recall, result.lookalikes, result.alarms) == (0, 1, 1)
