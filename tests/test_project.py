"""Tests of finding a project's files, from any working folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.diagnostics import BriefingsError
from briefings.project import Project, package_data_folder

if TYPE_CHECKING:
    from pathlib import Path


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


def test_elsewhere_the_packaged_facts_are_used(tmp_path: Path) -> None:
    """Where there is no project, facts and templates are those of Briefings, and the build folder is here."""
    found = Project.find(tmp_path)
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
        match=rf"error\[no-project\]: .*{name} is not a project\n  hint: name a folder that has facts/house.yaml",
    ):
        Project.find(tmp_path, tmp_path / name)


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
