"""Tests of the build folder: where it may be, and whose notes it has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefings.model.diagnostics import BriefingsError
from briefings.project import package_data_folder
from tests.support.builds import build, replace_once

HOUSE = "facts/house.yaml"


def refusal(project: Path, output: Path) -> str:
    """Return why a build into a folder is refused; it must leave every folder as it was."""
    with pytest.raises(BriefingsError) as caught:
        build(project, output=output, formats=("md",))
    (problem,) = caught.value.diagnostics
    return f"{problem.code}: {problem.message}"


@pytest.mark.parametrize(
    "name",
    [
        ".",
        "..",
        "facts",
        "facts/zubrowka",
        "templates",
        "tests",
        "tests/new",
        ".git",
        "editions",
        "captures/x",
    ],
)
def test_parts_of_the_project_are_no_place_for_notes(project: Path, name: str) -> None:
    """What has other files of the project is refused, whether a build would hurt it now or later."""
    for folder in ("templates", "tests", ".git"):
        (project / folder).mkdir(exist_ok=True)
        (project / folder / "kept").touch()
    before = sorted(project.rglob("*"))
    assert refusal(project, project / name).startswith("bad-output: ")
    assert sorted(project.rglob("*")) == before


def test_a_link_to_a_part_of_the_project_is_refused(project: Path) -> None:
    """A link is judged by where it leads."""
    (project / "notes").symlink_to("facts")
    assert refusal(project, project / "notes").endswith("facts is a part of the project")


def test_other_folders_are_places_for_notes(project: Path, tmp_path: Path) -> None:
    """A new folder in the project, an empty one, one made by a build, and one elsewhere are fine."""
    (project / "empty").mkdir()
    for folder in (project / "out/notes", project / "empty", project / "empty", tmp_path / "elsewhere"):
        build(project, output=folder, formats=("md",))
        assert (folder / "internal/zubrowka/zubrowka.en.md").is_file()


def test_a_folder_in_a_build_folder_is_refused(project: Path) -> None:
    """A build would take it for the notes of an audience that the house no longer has."""
    build(project, formats=("md",))
    before = sorted(project.rglob("*"))
    assert refusal(project, project / "build/internal/zubrowka").endswith("whose content builds replace")
    assert sorted(project.rglob("*")) == before


def test_the_folder_of_another_project_is_refused(project: Path, tmp_path: Path) -> None:
    """Notes go into no folder of a project that is not theirs."""
    other = Path(shutil.copytree(project, tmp_path / "other"))
    assert refusal(project, other / "build").endswith("it is in another project")


def test_a_build_folder_knows_its_house(project: Path, tmp_path: Path) -> None:
    """Another house is refused; the same house in another place is not."""
    output = tmp_path / "notes"
    build(project, output=output, formats=("md",))
    moved = project.rename(tmp_path / "moved")
    build(moved, output=output, formats=("md",))
    replace_once(moved / HOUSE, "side: lantern-league", "side: river-concord")
    assert refusal(moved, output).startswith(
        f"other-house: {output} has the notes of the house 'lantern-league'"
    )
    (output / ".house").unlink()
    with pytest.raises(BriefingsError, match="unknown-"):
        build(moved, output=output, formats=("md",))


def test_the_shipped_facts_do_not_replace_the_notes_of_a_house(
    project: Path, briefings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named in the folder of another project, the facts that come with Briefings are read and not built."""
    monkeypatch.chdir(project)
    result = briefings("build", "--project", ":packaged", "--format", "md")  # type: ignore[operator] # the fixture
    assert result.code == 1
    assert "bad-output" in result.err
    assert not (project / "build").exists()
    assert package_data_folder() != project
