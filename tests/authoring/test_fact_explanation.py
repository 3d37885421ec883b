"""Tests of the explanation of a fact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.explanation.fact import explain_fact
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project, package_data_folder
from tests.support.notes import DAY_BEFORE_FACTS, FICTIONAL
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult
    from tests.support.golden import Golden

FICTION = Project(FICTIONAL, FICTIONAL)
DAY = date(2020, 6, 1)
FACTS = (
    "zubrowka/lamps", "zubrowka/snow", "zubrowka/minister-zero", "zubrowka/programme", "shared/envoy-vacant",
    "shared/keeper-agatha", "zubrowka/visit-2019",
)  # fmt: skip


def test_an_explanation_tells_all_of_a_fact(golden: Golden) -> None:
    """Place, period, texts, standing, evidence and the sentences that print it, for facts of several kinds."""
    told = ["\n".join(explain_fact(FICTION, key, DAY)) for key in FACTS]
    golden.check("\n\n".join(told) + "\n")


def test_the_order_of_facts_on_a_matter_is_shown(project: Path) -> None:
    """Each of two facts names the other, and the earlier one says that it is superseded."""
    add_fact_file(
        project,
        """
statements:
- {id: talks, valid: /, text: They talk., evidence: [{source: league-charter, attests: 2011-06-23}]}
- {id: talks-2019, after: talks, on: 2019-03, text: They had talked., evidence: [alpine-herald-2019]}
""",
    )
    earlier = list(explain_fact(Project(project, project), "zubrowka/talks", DAY))
    assert earlier[3:6] == [
        f"On {DAY}: does not hold",
        "Comes before: zubrowka/talks-2019",
        "Superseded by: zubrowka/talks-2019, once this fact is overdue",
    ]
    assert "Comes after: zubrowka/talks" in explain_fact(
        Project(project, project), "zubrowka/talks-2019", DAY
    )
    before = explain_fact(Project(project, project), "zubrowka/talks", date(2019, 1, 1))
    assert not [line for line in before if line.startswith("Superseded")]


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        (("  role: secretary-general\n", "  role: secretary-general\n  review: P9Y\n"), "shared/keeper-agatha", "(P9Y, set by league-keeper in facts/shared/shared.yaml:36:3)"),
        (("", ""), "zubrowka/oil", "(P3Y, set in facts/house.yaml)"),
    ],
)  # fmt: skip
def test_who_says_when_a_fact_is_due_is_told(
    project: Path, change: tuple[str, str], key: str, said: str
) -> None:
    """A period of review that is none of the house's is told with its place."""
    path = project / "facts/shared/shared.yaml"
    path.write_text(path.read_text("utf-8").replace(*change, 1), "utf-8")
    lines = list(explain_fact(Project(project, project), key, DAY))
    assert [line for line in lines if line.endswith(said)], lines


def test_a_fact_that_no_note_prints_is_said_to_be_nowhere() -> None:
    """What stands on no note of the day is explained all the same."""
    *_, above, last = explain_fact(FICTION, "zubrowka/snow", DAY_BEFORE_FACTS)
    assert (above, last) == ("Printed in the notes as of 1980-01-01:", "  nowhere")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("zubrowka/snoe", "did you mean zubrowka/snow?"),
        ("snow-in-the-valley", "known: shared/envoy-vacant, "),
    ],
)
def test_an_unknown_fact_is_asked_back(key: str, hint: str) -> None:
    """An id that leads nowhere is an error with the nearest ones."""
    with pytest.raises(BriefingsError) as caught:
        list(explain_fact(FICTION, key, DAY))
    (found,) = caught.value.diagnostics
    assert found.message == f"unknown fact {key!r}"
    assert found.advice.startswith(hint)


def test_every_fact_on_a_note_can_be_asked_for(briefings: Callable[..., CommandResult]) -> None:
    """For a fact of a shipped partner its file and line are given, and the sentence of the note."""
    run = briefings("why", "tajikistan/pfp", "--as-of", "2026-11-23", "--project", package_data_folder())
    lines = run.out.splitlines()
    path, line, _ = lines[1].strip().split(":")
    assert "id: pfp" in (package_data_folder() / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert any(line.startswith("  tajikistan, Where we stand: Partnership for Peace · ") for line in lines)
