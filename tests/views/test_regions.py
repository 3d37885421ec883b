"""Tests of regions: several partners in their own note, which is rebuilt when one of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.request import SetName
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import (
    DAY,
    add_second_partner,
    append_text,
    build,
    clean_build,
    load_manifest,
    rebuild_reasons,
    rebuilt_files,
    replace_once,
    run_briefings,
    set_files,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.golden import Golden

REGION = """regions:
  valleys:
    names:
    - {text: The Valleys, lang: en}
    partners: [zubrowka, freedonia]
"""
HOUSE = "facts/house.yaml"


@pytest.fixture
def region_project(project: Path) -> Path:
    """Return the fictional project with a second partner and a region of both."""
    add_second_partner(project)
    append_text(project / HOUSE, REGION)
    return project


def read_note(project: Path) -> str:
    """Return the note on the region as Markdown."""
    return set_files(project, "valleys")["valleys.region.en.md"].decode()


# --- the house file -----------------------------------------------------------------------------

FAULTS = {
    "no mapping": ("regions: [valleys]\n", ["12:10 not-a-mapping"]),
    "no id": ("regions:\n  The Valleys: {names: [{text: X, lang: en}], partners: [zubrowka]}\n", ["13:3 bad-regions"]),
    "no region": ("regions:\n  valleys: zubrowka\n", ["13:12 not-a-mapping"]),
    "no names": ("regions:\n  valleys: {partners: [zubrowka]}\n", ["13:12 missing-field"]),
    "no partners": ("regions:\n  valleys: {names: [{text: X, lang: en}]}\n", ["13:12 missing-field"]),
    "none of the partners": ("regions:\n  valleys: {names: [{text: X, lang: en}], partners: []}\n", ["13:53 no-partner"]),
    "a partner that there is not": (
        "regions:\n  valleys: {names: [{text: X, lang: en}], partners: [zubrovka]}\n", ["13:3 unknown-partner"],
    ),
    "a code of a country": (
        "regions:\n  valleys: {code: ZU, names: [{text: X, lang: en}], partners: [zubrowka]}\n", ["13:19 bad-code"],
    ),
    "an unknown field": (
        "regions:\n  valleys: {members: [], names: [{text: X, lang: en}], partners: [zubrowka]}\n", ["13:13 unknown-key"],
    ),
    "the id of a partner": (
        "regions:\n  zubrowka: {names: [{text: X, lang: en}], partners: [zubrowka]}\n",
        ["13:3 repeated-id"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_region(project: Path, text: str, found: list[str]) -> None:
    """Every fault of a region is told at its place."""
    append_text(project / HOUSE, text)
    with pytest.raises(BriefingsError) as error:
        load(project)
    told = [
        f"{each.location.line}:{each.location.column} {each.code}"
        for each in error.value.diagnostics
        if each.location and each.location.path == HOUSE
    ]
    assert told == found


# --- the note -----------------------------------------------------------------------------------


def test_a_region_reads_as_it_should(region_project: Path, golden: Golden) -> None:
    """The note has its partners side by side: posts, frameworks, last contacts, open questions."""
    build(region_project, subjects=("valleys",), formats=("md",))
    golden.check(read_note(region_project), ".md")


def test_each_partner_has_a_column(region_project: Path) -> None:
    """Each row says something of a partner, and rests on facts of the partners that have a cell in it."""
    build(region_project, subjects=("valleys",), formats=("md",))
    assert "\n| | Zubrowka | Freedonia |\n" in read_note(region_project)
    assert "\n| Last met | February 2019 | February 2019 |\n" in read_note(region_project).replace(
        "\u00a0", " "
    )
    lines = load_manifest(region_project, "valleys")["notes"][0]["lines"]
    assert {"zubrowka/visit-2019", "freedonia/visit-2019"} in [set(line["facts"]) for line in lines]


def test_a_post_of_ours_stands_once(region_project: Path) -> None:
    """A post that covers several partners of the region is told once."""
    build(region_project, subjects=("valleys",), formats=("md",))
    assert read_note(region_project).count("**Agatha Baker**") == 1


def test_a_region_is_called_as_cldr_does_where_it_has_a_code(project: Path) -> None:
    """In a language without a name of its own a region with a code has that of CLDR."""
    append_text(project / HOUSE, REGION.replace("names:", "code: 143\n    names:").replace(", freedonia", ""))
    replace_once(project / HOUSE, "languages: [en]", "languages: [en, fr]")
    build(project, subjects=("valleys",), languages=("fr",), formats=("md",))
    assert "Asie centrale" in set_files(project, "valleys")["valleys.region.fr.md"].decode().split("\n\n")[1]


def test_nothing_withheld_reaches_a_region(region_project: Path) -> None:
    """What a partner's note withholds is not in the region's either."""
    replace_once(
        region_project / "facts/markings/public.yaml",
        "name: {en: PUBLIC}}",
        "name: {en: PUBLIC}}\n- {id: SECRET, name: {en: SECRET}}",
    )
    build(region_project, formats=("md",))
    before = set_files(region_project, "valleys")
    plot = (
        "statements:\n- {id: plot, valid: 2018/, text: A plot., evidence: [league-charter], headline: Plot}\n"
    )
    (region_project / "facts/freedonia/secret.yaml").write_text(f"marking: SECRET\n{plot}", encoding="utf-8")
    assert rebuilt_files(build(region_project, formats=("md",))) == {}
    assert (
        set_files(region_project, "valleys")
        == before
        == clean_build(region_project, formats=("md",))["valleys"]
    )


# --- building -----------------------------------------------------------------------------------


def test_a_region_is_built_with_the_others(region_project: Path) -> None:
    """A build of all makes the note on each region; a region is asked for by its id."""
    report = build(region_project, formats=("md",))
    assert [str(made.name) for made in report.sets] == ["freedonia", "zubrowka", "valleys"]
    run = run_briefings(region_project, "build", "valleys", "--format", "md", "--as-of", "2019-06-01")
    assert run.stdout == "build/internal/valleys@2019-06-01/valleys.region.en.2019-06-01.md\n"
    assert run.stderr == "valleys@2019-06-01: built md (new)\n"


def test_a_change_in_one_folder_reaches_its_note_and_the_region(region_project: Path) -> None:
    """A fact of one partner makes that partner's note and the region's again, and no other."""
    build(region_project, formats=("md",))
    replace_once(region_project / "facts/freedonia/freedonia.yaml", "on: 2019-02-03", "on: 2019-01-03")
    report = build(region_project, formats=("md",))
    assert rebuilt_files(report) == {"freedonia": ["md"], "valleys": ["md"]}
    assert rebuild_reasons(report, "valleys") == rebuild_reasons(report, "freedonia")
    assert set_files(region_project, "valleys") == clean_build(region_project, formats=("md",))["valleys"]


def test_a_broken_partner_stops_its_region_and_not_the_others(region_project: Path) -> None:
    """A region with a partner whose facts are at fault keeps its note; other partners get new ones."""
    build(region_project, formats=("md",))
    before = set_files(region_project, "valleys")
    append_text(region_project / "facts/freedonia/freedonia.yaml", "- {id: x}\n")
    replace_once(region_project / "facts/zubrowka/zubrowka.yaml", "place: Lutz", "place: Upper Lutz")
    report = build(region_project, formats=("md",))
    assert rebuilt_files(report) == {"zubrowka": ["md"]}
    assert {str(made.name) for made in report.sets if made.failed} == {"freedonia", "valleys"}
    assert set_files(region_project, "valleys") == before


def test_a_region_that_is_gone_is_pruned(region_project: Path) -> None:
    """The note on a region that the house has given up is taken away."""
    build(region_project, formats=("md",))
    text = (region_project / HOUSE).read_text(encoding="utf-8").replace(REGION, "")
    (region_project / HOUSE).write_text(text, encoding="utf-8")
    assert build(region_project, formats=("md",)).removed_sets == [("internal", SetName("valleys"))]
    assert not (region_project / "build/internal/valleys").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("valleys", "--product", "card"), "the product 'card' is about a partner; valleys is a region"),
        (("zubrowka", "--product", "region"), "the product 'region' is about a region; zubrowka is a partner"),
    ],
)  # fmt: skip
def test_a_product_about_something_else(region_project: Path, arguments: tuple[str, ...], said: str) -> None:
    """A product that is not about what was named is refused; where nothing was named, it is made of what it is about."""
    run = run_briefings(region_project, "build", *arguments)
    assert (run.returncode, run.stderr) == (1, f"error[other-subject]: {said}\n")
    report = build(region_project, products=("card",), formats=("md",))
    assert rebuilt_files(report) == {"freedonia": ["card md"], "zubrowka": ["card md"]}


def test_the_next_turn_of_a_region_is_the_first_of_its_partners(region_project: Path) -> None:
    """The day on which a region may have to say something else is the earliest of its partners'."""
    (region_project / "facts/freedonia/more.yaml").write_text(
        "marking: PUBLIC\nstatements:\n"
        "- {id: fog, valid: 2019-06-05/.., text: There is fog., evidence: [league-charter]}\n",
        encoding="utf-8",
    )
    workspace = Workspace(Project(region_project, region_project))
    subjects = workspace.catalog.subjects
    turns = [workspace.next_change(subjects[id_], DAY) for id_ in ("freedonia", "zubrowka", "valleys")]
    assert turns[2] == turns[0] == DAY.replace(day=5)
    assert turns[1] != turns[0]


def test_diff_and_why_know_regions(region_project: Path) -> None:
    """`diff` compares the note on a region too, and `why` names it."""
    run_briefings(region_project, "build", "--format", "md")
    replace_once(region_project / "facts/freedonia/freedonia.yaml", "on: 2019-02-03", "on: 2019-01-03")
    run_briefings(region_project, "build", "--format", "md")
    told = run_briefings(region_project, "diff", "valleys").stdout
    assert told.startswith("valleys: The Valleys: relations with LLK")
    assert "January" in told
    run = run_briefings(region_project, "why", "freedonia/visit-2019", "--as-of", "2019-06-01")
    assert "  valleys, The Valleys: relations with LLK: Last met · " in run.stdout


def test_check_knows_regions(region_project: Path) -> None:
    """A project with regions is checked like any other, what is remembered of it too."""
    for _ in range(2):
        run = run_briefings(region_project, "check", "--as-of", "2019-06-01")
        assert (run.returncode, "error" in run.stderr + run.stdout) == (0, False)
    replace_once(region_project / HOUSE, "partners: [zubrowka, freedonia]", "partners: [zubrowka, fredonia]")
    assert "facts/house.yaml:13:3: error[unknown-partner]" in run_briefings(region_project, "check").stdout
