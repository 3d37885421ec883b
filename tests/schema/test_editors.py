"""Tests of editor support: schemas, the line that names one, and settings, none of them read as facts."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from briefings.authoring.partners.new_partner import add_partner
from briefings.authoring.partners.new_project import start_project
from briefings.authoring.partners.seed import PartnerSeed
from briefings.authoring.partners.sides import SIDES
from briefings.cli.schema import schema
from briefings.factbase.load import load
from briefings.project import Project
from briefings.schema import FOLDER, SCHEMAS, editor_settings, modeline
from tests.support.builds import REPOSITORY, build, run_briefings, run_fastpath
from tests.support.schemas import schema_name

DAY = date(2026, 6, 1)
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
PAGE = REPOSITORY / "docs" / "how-to" / "set-up-an-editor.md"


@pytest.fixture
def started_project(tmp_path: Path) -> Path:
    """Return a newly started project with one partner added."""
    start_project(tmp_path / "desk", "agency", ["en"])
    add_partner(Project.find(tmp_path / "desk"), PartnerSeed("zenda", None, {"en": "Zenda"}), DAY)
    return tmp_path / "desk"


def written_files(project: Path) -> list[Path]:
    """Return the YAML files of a project that people write."""
    return [path for folder in ("facts", "templates") for path in sorted((project / folder).rglob("*.yaml"))]


@pytest.mark.parametrize("side", SIDES)
def test_a_start_names_the_schema_of_each_file(side: str, tmp_path: Path) -> None:
    """The first line of each file leads from there to a schema that is there and is for such files."""
    start_project(tmp_path, side, ["en"])
    assert len(written_files(tmp_path)) >= 8
    for path in written_files(tmp_path):
        match = LINE.match(path.read_text("utf-8"))
        assert match, path
        named = (path.parent / match[1]).resolve()
        assert named.parent == tmp_path / FOLDER
        assert named.is_file()
        assert named.stem == schema_name(PurePosixPath(path.relative_to(tmp_path).as_posix()))


def test_a_new_partner_names_its_schema_where_there_are_schemas(started_project: Path) -> None:
    """The files of an added partner begin as those of a start do; without schemas they name none."""
    for path in sorted((started_project / "facts/zenda").iterdir()):
        assert LINE.match(path.read_text("utf-8")), path
    for path in (started_project / FOLDER).iterdir():
        path.unlink()
    (started_project / FOLDER).rmdir()
    added = add_partner(
        Project.find(started_project), PartnerSeed("grand-fenwick", None, {"en": "Grand Fenwick"}), DAY
    )
    assert not any(LINE.match(path.read_text("utf-8")) for path in added)


def test_settings_say_the_same_as_the_lines(started_project: Path) -> None:
    """By the patterns of the settings each file has the one schema that it names itself."""
    for name in (
        "templates/products/own.yaml",
        "templates/partners/zenda/labels/en.yaml",
        "facts/zenda/a/b.yaml",
    ):
        (started_project / name).parent.mkdir(parents=True, exist_ok=True)
        (started_project / name).touch()
    found: dict[Path, list[str]] = {path: [] for path in written_files(started_project)}
    for name, patterns in json.loads((started_project / ".vscode/settings.json").read_text("utf-8"))[
        "yaml.schemas"
    ].items():
        meant = {path for each in patterns if not each.startswith("!") for path in started_project.glob(each)}
        meant -= {
            path
            for each in patterns
            if each.startswith("!")
            for path in started_project.glob(f"{each[1:]}/*")
        }
        for path in meant:
            found[path].append(Path(name).stem)
    assert found == {
        path: [schema_name(PurePosixPath(path.relative_to(started_project).as_posix()))]
        for path in written_files(started_project)
    }


def test_the_page_on_editors_says_what_a_start_writes() -> None:
    """Settings and lines of the page are those that a project is started with."""
    text = PAGE.read_text("utf-8")
    assert f'```json title=".vscode/settings.json"\n{editor_settings()}```\n' in text
    rows = re.findall(r"^\| `(\S+\.yaml)` \| `(\S+)` \|$", text, re.MULTILINE)
    assert {Path(named).stem for _, named in rows} == set(SCHEMAS)
    for pattern, named in rows:
        path = pattern.replace("<partner>", "zubrowka").replace("*", "any")
        assert modeline(PurePosixPath(path)) == f"# yaml-language-server: $schema={named}\n"


def test_what_is_for_editors_is_not_read(started_project: Path) -> None:
    """Whatever lies among the schemas, facts are what they were and notes stay current."""
    facts = load(started_project).facts
    for path in (started_project, *started_project.rglob("*")):
        os.utime(path, ns=(10**18 + 1, 10**18 + 1))
    made = build(started_project, DAY)
    assert made.problems == []
    assert run_fastpath(started_project, DAY) == len(made.sets) == 2
    for name in (
        f"{FOLDER}/facts.json",
        f"{FOLDER}/facts.yaml",
        ".vscode/settings.json",
        ".vscode/facts.yaml",
    ):
        (started_project / name).write_text("statements: [", "utf-8")
    assert run_fastpath(started_project, DAY) == 2
    assert not any(note.has_changed for note in build(started_project, DAY).sets)
    assert load(started_project).facts == facts


def test_the_command_renews_the_schemas(started_project: Path) -> None:
    """It writes all of them, and nothing else in the project changes."""
    before = {path: path.read_bytes() for path in started_project.rglob("*") if path.is_file()}
    (started_project / FOLDER / "house.json").write_text("{}", "utf-8")
    (started_project / FOLDER / "facts.json").unlink()
    done = run_briefings(started_project, "schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{FOLDER}/{name}.json" for name in SCHEMAS]
    assert {path: path.read_bytes() for path in started_project.rglob("*") if path.is_file()} == before


def test_one_schema_is_printed_or_written_elsewhere(tmp_path: Path) -> None:
    """For a name it is printed, with `--output` written to that folder; neither needs a project."""
    done = run_briefings(tmp_path, "schema", "house")
    assert (done.returncode, done.stdout, done.stderr) == (0, SCHEMAS["house"].to_json(), "")
    done = run_briefings(tmp_path, "schema", "house", "--output", "deep/er")
    assert (done.returncode, done.stdout, done.stderr) == (0, "deep/er/house.json\n", "")
    assert (tmp_path / "deep/er/house.json").read_text("utf-8") == SCHEMAS["house"].to_json()


def test_without_a_project_nothing_is_written(tmp_path: Path) -> None:
    """The facts that come with Briefings get no schemas beside them."""
    done = run_briefings(tmp_path, "schema")
    assert done.returncode == 1
    assert "error[no-project]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_command_knows_each_schema() -> None:
    """What the command offers is what there is."""
    (name,) = (parameter for parameter in schema.params if parameter.name == "name")
    assert tuple(name.type.choices) == tuple(sorted(SCHEMAS))  # type: ignore[attr-defined] # of a choice
