"""The front door answers at once, and only where a build would make nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

from briefings import entry, fastpath
from briefings.project import packaged
from tests.build.test_incremental import OWN
from tests.support.builds import CODE, DAY, Inline, append, build, front_door, names_made, second_partner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def stamped(project: Path) -> Path:
    """A project that the front door can answer for."""
    aged(project)
    build(project)
    assert front_door(project, DAY) == 1
    return project


def aged(project: Path) -> None:
    """Make the files of a project so old that their times can be trusted."""
    for path in (project, *project.rglob("*")):
        if "build" not in path.parts:
            os.utime(path, ns=(10**18 + 1, 10**18 + 1))


def test_nothing_slow_is_loaded(stamped: Path) -> None:
    """Where all is current, and for the version, neither click nor YAML nor templates nor JSON are imported."""
    slow = [
        "click",
        "yaml",
        "jinja2",
        "markdown",
        "json",
        "pathlib",
        "hashlib",
        "weasyprint",
        "briefings.cli",
    ]
    code = f"""
import sys
sys.argv[0] = "briefings"
sys.path.insert(0, {str(CODE)!r})
import datetime, time
from briefings import entry
time.localtime = lambda *_: datetime.date(2019, 6, 1).timetuple()
entry.main()
print([name for name in {slow!r} if name in sys.modules])
"""
    for argument in ("build", "--version"):
        run = subprocess.run(
            [sys.executable, "-I", "-c", code, argument],
            cwd=stamped,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stdout.splitlines()[-1] == "[]"
    assert run.stdout.startswith("briefings ")


def test_it_is_the_door_that_people_take() -> None:
    """Both ways to start Briefings, the command and the module, lead through the front door."""
    (command,) = entry_points(group="console_scripts", name="briefings")
    assert command.load() is entry.main
    assert import_module("briefings.__main__").main is entry.main


def touch(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data)


CHANGES: dict[str, Callable[[Path], object]] = {
    "fact changed": lambda project: append(project / OWN, "# x\n"),
    "fact saved": lambda project: touch(project / OWN),
    "fact added": lambda project: (project / "facts/zubrowka/more.yaml").write_text(
        "marking: PUBLIC\n", encoding="utf-8"
    ),
    "fact removed": lambda project: (project / OWN).unlink(),
    "shared changed": lambda project: append(project / "facts/shared/shared.yaml", "# x\n"),
    "house changed": lambda project: append(project / "facts/house.yaml", "# x\n"),
    "marking changed": lambda project: append(project / "facts/markings/public.yaml", "# x\n"),
    "partner added": second_partner,
    "partner removed": lambda project: shutil.rmtree(project / "facts/zubrowka"),
    "templates added": lambda project: (project / "templates").mkdir(),
    "output changed": lambda project: append(project / "build/internal/zubrowka/zubrowka.en.md", "x"),
    "output removed": lambda project: (project / "build/internal/zubrowka/zubrowka.en.pdf").unlink(),
    "output added": lambda project: (project / "build/internal/zubrowka/x").write_text("x", encoding="utf-8"),
    "manifest changed": lambda project: append(project / "build/internal/zubrowka/manifest.json", "\n"),
    "set removed": lambda project: (project / "build/internal/zubrowka").unlink(),
    "ledger removed": lambda project: (project / "build/.ledger.json").unlink(),
    "stamp removed": lambda project: (project / "build/.stamp").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_looked_into(stamped: Path, change: Callable[[Path], object]) -> None:
    """Whatever is changed, added or removed among inputs and outputs, the front door passes on."""
    change(stamped)
    assert front_door(stamped, DAY) == 0


def test_a_set_of_another_day_that_is_taken_away(stamped: Path) -> None:
    """It is to be forgotten, which the front door can't do."""
    build(stamped, dated=True, formats=("md",))
    build(stamped)
    assert front_door(stamped, DAY) == 1
    (stamped / "build/internal/zubrowka@2019-06-01").unlink()
    assert front_door(stamped, DAY) == 0
    assert build(stamped).forgotten == ["zubrowka@2019-06-01"]
    assert front_door(stamped, DAY) == 1


def test_a_template_of_the_project(project: Path) -> None:
    """A template that is changed, or added in a folder below, is looked into."""
    shutil.copytree(packaged() / "templates/sections", project / "templates/sections")
    aged(project)
    build(project)
    assert front_door(project, DAY) == 1
    (project / "templates/sections/x.md.j2").write_text("", encoding="utf-8")
    assert front_door(project, DAY) == 0


def test_the_day(stamped: Path) -> None:
    """It answers until the day on which something turns, and for no day before the build."""
    answers = {
        day: front_door(stamped, date(*day))
        for day in ((2019, 5, 31), (2019, 6, 1), (2019, 6, 2), (2020, 2, 3), (2030, 1, 1))
    }
    assert answers == {(2019, 5, 31): 0, (2019, 6, 1): 1, (2019, 6, 2): 1, (2020, 2, 3): 0, (2030, 1, 1): 0}


def test_another_version(stamped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stamp of another version of Briefings, or of libraries that were changed since, is not believed."""
    with monkeypatch.context() as patch:
        patch.setattr(fastpath, "__version__", "99")
        assert front_door(stamped, DAY) == 0
    with monkeypatch.context() as patch:
        patch.setattr(fastpath, "_tools", lambda: "other")
        assert front_door(stamped, DAY) == 0


def test_a_damaged_stamp(stamped: Path) -> None:
    """A stamp that was cut, or of which any byte was flipped, is not believed."""
    stamp = stamped / "build/.stamp"
    data = stamp.read_bytes()
    for place in range(len(data)):
        stamp.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        assert front_door(stamped, DAY) == 0, place
    for place in range(0, len(data), 97):
        stamp.write_bytes(data[:place])
        assert front_door(stamped, DAY) == 0, place
    stamp.write_bytes(data)
    assert front_door(stamped, DAY) == 1


@pytest.mark.parametrize(
    "options",
    [
        {"dated": True},
        {"occasion": "Visit"},
        {"contacts": "1"},
        {"formats": ("md",)},
        {"languages": ("en",)},
        {"products": ("brief",)},
        {"subjects": ("zubrowka",)},
    ],
    ids=lambda options: next(iter(options)),
)
def test_a_build_of_something_else_leaves_no_stamp(stamped: Path, options: dict[str, Any]) -> None:
    """After a build with options, which the bare command would do otherwise, nothing is claimed."""
    build(stamped, **options)
    assert front_door(stamped, DAY) == 0


def test_what_changed_while_the_build_was_at_work(project: Path) -> None:
    """A file that was saved after it was looked at is not in the stamp as it is now."""

    class Slow(Inline):
        def submit(self, *arguments: object, **options: object) -> object:  # type: ignore[override]
            append(project / OWN, "# saved meanwhile\n")
            os.utime(project / OWN, ns=(10**18 + 7, 10**18 + 7))
            return super().submit(*arguments, **options)  # type: ignore[arg-type]

    aged(project)
    build(project, workers=Slow())
    assert front_door(project, DAY) == 0


def test_a_name_that_is_no_unicode(project: Path) -> None:
    """A file name of other bytes than UTF-8 among the templates breaks nothing, and is watched like any other."""
    template = project / "templates" / os.fsdecode(b"\xff.txt")
    template.parent.mkdir()
    template.write_bytes(b"x")
    aged(project)
    assert names_made(build(project)) == {"zubrowka": ["md", "html", "pdf"]}
    assert front_door(project, DAY) == 1
    template.write_bytes(b"y")
    assert front_door(project, DAY) == 0
