"""Tests of reports: the list of partners, the explanation of a fact, and missing parts of the environment."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.status import check_installation, explain_fact, list_partners
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.outputs import pdf
from briefings.project import Project, package_data_folder
from tests.support.builds import build, replace_once
from tests.support.notes import DAY_BEFORE_FACTS, FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import CommandResult
    from tests.support.golden import Golden

FICTION = Project(FICTIONAL, FICTIONAL)
DAY = date(2020, 6, 1)
OWN = "facts/zubrowka/zubrowka.yaml"
FACTS = (
    "zubrowka/lamps", "zubrowka/snow", "zubrowka/minister-zero", "zubrowka/programme", "shared/envoy-vacant",
    "shared/keeper-agatha", "zubrowka/visit-2019",
)  # fmt: skip


def test_a_listing_counts_what_stands() -> None:
    """A line a partner: id, name, facts that stand and are overdue on the day, and the last contact by then."""
    assert list(list_partners(FICTION, DAY)) == [
        "zubrowka  Zubrowka: 8 facts stand, 2 overdue for review, last contact 2019-02-03; note not made"
    ]
    assert list(list_partners(FICTION, date(2016, 1, 1))) == [
        "zubrowka  Zubrowka: 7 facts stand, 0 overdue for review, last contact 2014-05-01; note not made"
    ]


def test_a_listing_of_early_days_says_so() -> None:
    """Before the first contact none is on record."""
    (line,) = list_partners(FICTION, DAY_BEFORE_FACTS)
    assert line.endswith("last contact not on record; note not made")


def listed_state(project: Path, day: date, *, dated: bool = False) -> str:
    """Return what a listing reports on the note of the one partner."""
    (line,) = list_partners(Project.find(project), day, is_dated=dated)
    return line.partition("; note ")[2]


def test_a_listing_says_whether_a_note_still_holds(project: Path) -> None:
    """Made on one day it holds until something turns, or its facts change; then that is said, and nothing is written."""
    build(project, day=DAY)
    assert listed_state(project, DAY) == "as at 2020-06-01 still holds"
    assert listed_state(project, DAY + timedelta(days=9)) == "as at 2020-06-01 still holds"
    later = listed_state(project, date(2024, 6, 1))
    assert later.startswith("as at 2020-06-01 is out of date: a fact began, ended or fell due on 202")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    before = build_files(project)
    assert listed_state(project, DAY) == "as at 2020-06-01 is out of date: fact zubrowka/oil changed"
    assert build_files(project) == before


def test_a_listing_of_a_day_looks_at_the_notes_of_that_day(project: Path) -> None:
    """With a day given, it is the note made for that day that is told of, not today's."""
    build(project, day=DAY)
    assert listed_state(project, DAY, dated=True) == "not made"
    build(project, day=DAY, dated=True)
    assert listed_state(project, DAY, dated=True) == "as at 2020-06-01 still holds"


def build_files(project: Path) -> dict[Path, bytes]:
    """Return the content of all files in the build folder, by path."""
    return {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}


def test_names_stand_in_a_column(project: Path) -> None:
    """Ids of different length leave the names in line."""
    folder = project / "facts" / "ov"
    folder.mkdir()
    (folder / "partner.yaml").write_text(
        "partner:\n  id: ov\n  names: [{text: Ov, lang: en}]\n", encoding="utf-8"
    )
    lines = [line.partition(":")[0] for line in list_partners(Project.find(project), DAY)]
    assert lines == ["ov        Ov", "zubrowka  Zubrowka"]


def test_an_explanation_tells_all_of_a_fact(golden: Golden) -> None:
    """Place, period, texts, standing, evidence and the sentences that print it, for facts of several kinds."""
    told = ["\n".join(explain_fact(FICTION, key, DAY)) for key in FACTS]
    golden.check("\n\n".join(told) + "\n")


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        (("  role: secretary-general\n", "  role: secretary-general\n  review: P9Y\n"), "shared/keeper-agatha", "(P9Y, says league-keeper in facts/shared/shared.yaml:36:3)"),
        (("", ""), "zubrowka/oil", "(P3Y, says facts/house.yaml)"),
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
    assert found.message == f"there is no fact {key!r}"
    assert found.hint.startswith(hint)


def test_every_fact_on_a_note_can_be_asked_for(briefings: Callable[..., CommandResult]) -> None:
    """For a fact of a shipped partner its file and line are given, and the sentence of the note."""
    run = briefings("why", "tajikistan/pfp", "--as-of", "2026-11-23", "--project", package_data_folder())
    lines = run.out.splitlines()
    path, line, _ = lines[1].strip().split(":")
    assert "id: pfp" in (package_data_folder() / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert any(line.startswith("  tajikistan, Frameworks and agreements: PfP · ") for line in lines)


def test_health_names_versions_fonts_and_the_build_folder(project: Path) -> None:
    """Where nothing is missing, what there is is told."""
    lines, missing = check_installation(Project.find(project))
    assert not missing
    assert f"weasyprint {metadata.version('weasyprint')}" in lines
    assert "Pango: found, so PDF can be made" in lines
    assert any(line.startswith("fonts: ") and "NotoSans-Regular.ttf" in line for line in lines)
    assert f"build folder: {project / 'build'} can be written" in lines


def test_health_says_what_mends_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango, fonts or a build folder that can be written, each is named with the way out."""
    monkeypatch.setattr(
        pdf, "check_support", lambda: Diagnostic("no-pango", "PDF needs Pango", hint=pdf.INSTALL_HINT)
    )
    monkeypatch.setattr("briefings.authoring.status.Templates.font_files", lambda _: [])
    monkeypatch.setattr("briefings.authoring.status.os.access", lambda *_: False)
    lines, missing = check_installation(Project.find(project))
    assert missing
    assert lines[-4:] == [
        "missing: PDF needs Pango",
        f"  {pdf.INSTALL_HINT}",
        "missing: fonts: none under templates/fonts/, so PDF can't be made",
        f"missing: build folder: {project / 'build'} can't be written; choose another with --output",
    ]
