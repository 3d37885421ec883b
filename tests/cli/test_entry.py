"""Tests of the fast path: it answers at once, and only if a build would change nothing."""

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
from briefings.build.request import SetName
from briefings.build.state_file import STATE_FILE
from briefings.project import package_data_folder
from tests.support.builds import (
    DAY,
    OWN,
    REPOSITORY,
    InlineExecutor,
    add_second_partner,
    age_files,
    append_text,
    build,
    rebuilt_files,
    run_fastpath,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def recorded_project(project: Path) -> Path:
    """Return a project with a record that lets the fast path answer."""
    age_files(project)
    build(project)
    assert run_fastpath(project, DAY) == 1
    return project


def test_nothing_slow_is_loaded(recorded_project: Path) -> None:
    """Where all is current, and for the version, neither click nor YAML nor templates nor JSON are imported."""
    slow = [
        "click",
        "typing",
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
sys.path.insert(0, {str(REPOSITORY)!r})
import datetime, time
from briefings import entry
time.localtime = lambda *_: datetime.date(2019, 6, 1).timetuple()
entry.main()
print([name for name in {slow!r} if name in sys.modules])
"""
    for argument in ("build", "--version"):
        run = subprocess.run(
            [sys.executable, "-I", "-c", code, argument],
            cwd=recorded_project,
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


def rewrite_file(path: Path) -> None:
    """Write a file again with the same content."""
    data = path.read_bytes()
    path.write_bytes(data)


LATE_INTERRUPT = """
import atexit, os, signal, sys
from briefings import cli, entry
atexit.register(os.kill, os.getpid(), signal.SIGINT)
cli.main = lambda: {end}
entry.main()
"""


@pytest.mark.parametrize(
    ("end", "code", "messages"),
    [("sys.exit(1)", 1, ""), ("exec('raise KeyboardInterrupt')", 130, "interrupted\n")],
    ids=["done", "interrupted"],
)
def test_a_late_interrupt_changes_no_exit_code(end: str, code: int, messages: str) -> None:
    """A Ctrl-C that comes when a command has said how it ended is not heard any more."""
    run = subprocess.run(
        [sys.executable, "-c", LATE_INTERRUPT.format(end=end)],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (code, messages)


CHANGES: dict[str, Callable[[Path], object]] = {
    "fact changed": lambda project: append_text(project / OWN, "# x\n"),
    "fact saved": lambda project: rewrite_file(project / OWN),
    "fact added": lambda project: (project / "facts/zubrowka/more.yaml").write_text(
        "marking: PUBLIC\n", encoding="utf-8"
    ),
    "fact removed": lambda project: (project / OWN).unlink(),
    "shared changed": lambda project: append_text(project / "facts/shared/shared.yaml", "# x\n"),
    "house changed": lambda project: append_text(project / "facts/house.yaml", "# x\n"),
    "marking changed": lambda project: append_text(project / "facts/markings/public.yaml", "# x\n"),
    "partner added": add_second_partner,
    "partner removed": lambda project: shutil.rmtree(project / "facts/zubrowka"),
    "templates added": lambda project: (project / "templates" / "labels").mkdir(),
    "output changed": lambda project: append_text(project / "build/internal/zubrowka/zubrowka.en.md", "x"),
    "output removed": lambda project: (project / "build/internal/zubrowka/zubrowka.en.pdf").unlink(),
    "output added": lambda project: (project / "build/internal/zubrowka/x").write_text("x", encoding="utf-8"),
    "manifest changed": lambda project: append_text(project / "build/internal/zubrowka/manifest.json", "\n"),
    "set removed": lambda project: (project / "build/internal/zubrowka").unlink(),
    "state removed": lambda project: (project / "build" / STATE_FILE).unlink(),
    "record removed": lambda project: (project / "build" / fastpath.RECORD_NAME).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_looked_into(recorded_project: Path, change: Callable[[Path], object]) -> None:
    """Whatever is changed, added or removed among inputs and outputs, the front door passes on."""
    change(recorded_project)
    assert run_fastpath(recorded_project, DAY) == 0


def test_a_set_of_another_day_that_is_taken_away(recorded_project: Path) -> None:
    """It is to be forgotten, which the front door can't do."""
    build(recorded_project, dated=True, formats=("md",))
    build(recorded_project)
    assert run_fastpath(recorded_project, DAY) == 1
    (recorded_project / "build/internal/zubrowka@2019-06-01").unlink()
    assert run_fastpath(recorded_project, DAY) == 0
    assert build(recorded_project).forgotten_sets == [SetName("zubrowka", DAY)]
    assert run_fastpath(recorded_project, DAY) == 1


def test_a_template_of_the_project(project: Path) -> None:
    """A template that is changed, or added in a folder below, is looked into."""
    shutil.copytree(package_data_folder() / "templates/sections", project / "templates/sections")
    age_files(project)
    build(project)
    assert run_fastpath(project, DAY) == 1
    (project / "templates/sections/x.md.j2").write_text("", encoding="utf-8")
    assert run_fastpath(project, DAY) == 0


def test_the_day(recorded_project: Path) -> None:
    """It answers until the day on which something turns, and for no day before the build."""
    answers = {
        day: run_fastpath(recorded_project, date(*day))
        for day in ((2019, 5, 31), (2019, 6, 1), (2019, 6, 2), (2020, 2, 3), (2030, 1, 1))
    }
    assert answers == {(2019, 5, 31): 0, (2019, 6, 1): 1, (2019, 6, 2): 1, (2020, 2, 3): 0, (2030, 1, 1): 0}


def test_another_version(recorded_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of another version of Briefings, or of libraries that were changed since, is not believed."""
    with monkeypatch.context() as patch:
        patch.setattr(fastpath, "__version__", "99")
        assert run_fastpath(recorded_project, DAY) == 0
    with monkeypatch.context() as patch:
        patch.setattr(fastpath, "_tools_fingerprint", lambda: "other")
        assert run_fastpath(recorded_project, DAY) == 0


@pytest.mark.slow
def test_a_damaged_record(recorded_project: Path) -> None:
    """A record that was cut, or of which a byte was flipped, is not believed; every 61st byte is tried, from each end."""
    record = recorded_project / "build" / fastpath.RECORD_NAME
    data = record.read_bytes()
    for place in {*range(0, len(data), 61), *range(len(data) - 1, 0, -61)}:
        record.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        assert run_fastpath(recorded_project, DAY) == 0, place
    for place in range(0, len(data), 211):
        record.write_bytes(data[:place])
        assert run_fastpath(recorded_project, DAY) == 0, place
    record.write_bytes(data)
    assert run_fastpath(recorded_project, DAY) == 1


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
def test_a_build_of_something_else_leaves_no_record(recorded_project: Path, options: dict[str, Any]) -> None:
    """After a build with options, which the bare command would do otherwise, nothing is claimed."""
    build(recorded_project, **options)
    assert run_fastpath(recorded_project, DAY) == 0


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("--format", "md"), {"formats": ("md",)}),
        (("zubrowka", "--product=card"), {"subjects": ("zubrowka",), "products": ("card",)}),
        (("--as-of", "2019-06-01"), {"dated": True}),
        (("--output", "elsewhere"), {"output": "elsewhere"}),
        (("--output=elsewhere",), {"output": "elsewhere"}),
    ],
    ids=" ".join,
)
def test_the_same_words_are_answered_at_once(
    project: Path, words: tuple[str, ...], options: dict[str, Any]
) -> None:
    """A build that ran with the same words has nothing to do either; other words are looked into."""
    age_files(project)
    if "output" in options:
        options = {"output": project / options["output"]}
    build(project, words=words, **options)
    assert run_fastpath(project, DAY, *words) == 1
    assert run_fastpath(project, DAY) == 0
    assert run_fastpath(project, DAY, *words, "--number", "1") == 0
    append_text(project / OWN, "# x\n")
    assert run_fastpath(project, DAY, *words) == 0


def test_a_dated_build_is_current_on_any_day(project: Path) -> None:
    """With a day of its own, a build does not depend on today."""
    age_files(project)
    build(project, words=("--as-of", "2019-06-01"), dated=True)
    assert run_fastpath(project, date(2030, 1, 1), "--as-of", "2019-06-01") == 1


def test_records_do_not_pile_up(project: Path) -> None:
    """The build folder keeps the latest records only."""
    append_text(project / "facts/house.yaml", 'reference: "{number}/{year}"\n')
    age_files(project)
    for number in range(12):
        build(project, words=("--occasion", str(number)), occasion=str(number), formats=("md",))
    assert len(list((project / "build").glob(f"{fastpath.RECORD_NAME}*"))) == 8


def test_what_changed_while_the_build_was_at_work(project: Path) -> None:
    """A file that was saved after it was looked at is not in the record as it is now."""

    class EditingExecutor(InlineExecutor):
        def submit(self, *arguments: object, **options: object) -> object:  # type: ignore[override]
            append_text(project / OWN, "# saved meanwhile\n")
            os.utime(project / OWN, ns=(10**18 + 7, 10**18 + 7))
            return super().submit(*arguments, **options)  # type: ignore[arg-type]

    age_files(project)
    build(project, workers=EditingExecutor())
    assert run_fastpath(project, DAY) == 0


def test_a_name_that_is_no_unicode(project: Path) -> None:
    """A file name of other bytes than UTF-8 among the templates breaks nothing, and is watched like any other."""
    template = project / "templates" / os.fsdecode(b"\xff.txt")
    template.parent.mkdir(exist_ok=True)
    template.write_bytes(b"x")
    age_files(project)
    assert rebuilt_files(build(project)) == {"zubrowka": ["md", "html", "pdf"]}
    assert run_fastpath(project, DAY) == 1
    template.write_bytes(b"y")
    assert run_fastpath(project, DAY) == 0
