"""Tests of finding a project's files, from any working folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.model.diagnostics import BriefingsError
from briefings.project import Project, package_data_folder


def test_a_project_is_found_from_any_folder_in_it(project: Path) -> None:
    """The project is the nearest folder, at or above the working one, that has facts/house.yaml."""
    for place in (project, project / "facts", project / "facts" / "zubrowka"):
        assert Project.find(place) == Project(project.resolve(), project.resolve())


def test_the_nearest_of_nested_projects_is_meant(project: Path) -> None:
    """A project inside another one is one of its own."""
    inner = project / "other"
    (inner / "facts").mkdir(parents=True)
    (inner / "facts" / "house.yaml").touch()
    assert Project.find(inner / "facts").root == inner.resolve()


def test_the_packaged_facts_are_used_if_they_are_named(tmp_path: Path) -> None:
    """Named, facts and templates are those of Briefings, and the build folder is here."""
    found = Project.find(tmp_path, Path(":packaged"))
    assert (found.root, found.output_root, found.is_packaged) == (
        package_data_folder(),
        tmp_path.resolve(),
        True,
    )
    assert (found.root / "facts" / "house.yaml").is_file()


def test_inside_briefings_its_facts_are_an_ordinary_project() -> None:
    """Within its own folder the facts of Briefings are no foreign ones."""
    found = Project.find(package_data_folder() / "facts")
    assert (found.root, found.output_root, found.is_packaged) == (
        package_data_folder(),
        package_data_folder(),
        False,
    )


def test_a_project_can_be_named(project: Path, tmp_path: Path) -> None:
    """The folder named is the project, wherever the command is given."""
    assert Project.find(tmp_path, project) == Project(project.resolve(), project.resolve())


@pytest.mark.parametrize("name", ["nowhere", "project/facts", "project/facts/house.yaml"])
def test_a_folder_that_is_no_project_is_refused(project: Path, tmp_path: Path, name: str) -> None:
    """A folder that is named must hold facts/house.yaml; folders above it are not searched."""
    assert project.is_dir()
    with pytest.raises(
        BriefingsError,
        match=rf"error\[no-project\]: .*{name} is not a project\n  hint: ",
    ):
        Project.find(tmp_path, tmp_path / name)


MISNAMED = (
    "facts/house.yml", "facts/House.yaml", "facts/houses.yaml", "facts/hosue.yaml", "facts/house.yaml.txt", "facts/house",
    "Facts/house.yaml", "fact/house.yaml", "house.yaml",
)  # fmt: skip


@pytest.mark.parametrize("below", ["", "facts/zubrowka"])
@pytest.mark.parametrize("name", MISNAMED)
def test_a_misnamed_house_file_is_the_likely_cause(project: Path, name: str, below: str) -> None:
    """A project whose house file has another name or place is refused by that name, from any folder in it."""
    target = project / name
    target.parent.mkdir(exist_ok=True)
    (project / "facts/house.yaml").rename(target)
    with pytest.raises(BriefingsError) as caught:
        Project.find(project / below)
    (problem,) = caught.value.diagnostics
    assert problem.code == "no-project"
    assert problem.hint == f"the house file is probably {name}; its name must be facts/house.yaml"


@pytest.mark.parametrize("sign", ["facts", "build/internal", "build/.house"])
def test_a_folder_like_a_project_hides_the_projects_above(project: Path, sign: str) -> None:
    """Facts or notes without a house file are not taken for those of a project above."""
    inner = project / "inner"
    (inner / sign).mkdir(parents=True)
    with pytest.raises(BriefingsError, match=r"inner has (facts|build)/.*, but no facts/house.yaml"):
        Project.find(inner)


def test_a_house_file_that_is_no_file(tmp_path: Path) -> None:
    """A link to nowhere, or a folder, in the place of the house file is named."""
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts/house.yaml").symlink_to("nowhere")
    with pytest.raises(BriefingsError, match=r"facts/house.yaml, which is not a file"):
        Project.find(tmp_path)


def test_a_project_below_is_offered(project: Path) -> None:
    """One folder above a project, the message says where to go."""
    with pytest.raises(BriefingsError, match=r"no facts/house.yaml here or above\n  hint: go to project/, "):
        Project.find(project.parent)


def test_templates_are_looked_for_from_the_partner_outwards(project: Path) -> None:
    """The partner's templates come first, then the project's, then the packaged ones, with a partner's before all."""
    found = Project.find(project)
    own, shipped = project.resolve() / "templates", package_data_folder() / "templates"
    assert found.template_folders() == [own, shipped]
    assert found.template_folders("zubrowka") == [
        own / "partners" / "zubrowka", shipped / "partners" / "zubrowka", own, shipped,
    ]  # fmt: skip


def test_no_folder_is_searched_twice() -> None:
    """In Briefings' own folder project and package are one."""
    assert Project.find(package_data_folder()).template_folders() == [package_data_folder() / "templates"]
