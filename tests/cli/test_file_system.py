"""Tests of every command against a file system that refuses: each failure is one line with a path, and exit code 1."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.cli import commands_by_name
from tests.support.builds import REPOSITORY, append_text
from tests.support.commands import run_line
from tests.support.notes import FICTIONAL
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]
    Change = Callable[[Path], object]

LINES = {
    "addendum": "addendum 1",
    "ahead": "ahead --as-of 2019-06-01",
    "returned": "returned article.txt",
    "add source": "add source --title Lamps --publisher Herald --as-of 2019-06-01",
    "audit": "audit article.txt --as-of 2019-06-01",
    "build": "build --format md --as-of 2019-06-01",
    "check": "check --as-of 2019-06-01",
    "banner": "banner 1",
    "check-edition": "check-edition 1",
    "clear": "clear zubrowka.brief --by Lutz --as Director",
    "completion": "completion bash",
    "drop": "drop zubrowka.card",
    "editions": "editions",
    "issue": "issue zubrowka.brief --to Minister --format md",
    "diff": "diff --from 2019-01-01 --to 2019-06-01",
    "doctor": "doctor",
    "find": "find lamp",
    "gaps": "gaps",
    "import": "import article.txt zubrowka --source league-charter --map facts/zubrowka/more.yaml",
    "init": "init fresh",
    "list": "list --as-of 2019-06-01",
    "new": "new japan",
    "review": "review --as-of 2019-06-01",
    "schema": "schema",
    "source add": "source add article.txt --id herald --title Lamps --publisher Herald",
    "source recall": "source recall league-charter",
    "sources": "sources",
    "template accept": "template accept sections/contacts.md.j2",
    "template diff": "template diff",
    "template eject": "template eject sections/people.md.j2",
    "template list": "template list",
    "template show": "template show sections/contacts.md.j2",
    "translate": "translate zubrowka --lang en",
    "verify": "verify",
    "why": "why zubrowka",
}
"""One line for each command; all read the project in the working folder but `completion` and `init`."""

FACTS = "facts/zubrowka/more.yaml"
BESIDE = """\
marking: PUBLIC
figures: [{id: rows, name: Rows, series: numbers.csv, evidence: [league-charter]}]
lives: [{id: face, person: zero-moustafa, what: photo, file: face.png, valid: 2010/.., text: Lutz, evidence: [league-charter]}]
"""
"""Facts with files beside them."""
TEMPLATE = "templates/sections/contacts.md.j2"
FONT = "templates/fonts/own.ttf"
STATE = "build/.state.jsonl"
PLACES = {
    "looks": (TEMPLATE, FONT, STATE, "captures"),
    "facts": (FACTS, "facts/shared/more.yaml", "facts/markings/more.yaml", "build"),
    "records": (
        "facts/notes.yaml", "editions/register.yaml", "editions/clearances.yaml", "templates/labels/en.yaml",
        "templates/look.css", "templates/review.docx", "article.txt", "captures/league-charter.txt",
    ),
    "beside facts": ("facts/zubrowka/numbers.csv", "facts/zubrowka/face.png", "templates/logo.svg", "editions"),
}  # fmt: skip
"""Names of groups of places; all of a group are tried at once, as a test of each alone takes minutes."""


def make_loop(path: Path) -> None:
    """Make a link that leads to itself."""
    path.symlink_to(path.name)


def make_huge(path: Path) -> None:
    """Make a file that is huge, and takes no space."""
    with path.open("wb") as file:
        file.truncate(3_000_000_000)


def make_link_outside(path: Path) -> None:
    """Make a link to a file outside the project."""
    outside = path.parents[len(path.relative_to(Path.cwd()).parts)] / "outside"
    outside.write_text("{}\n", encoding="utf-8")
    path.symlink_to(outside)


KINDS: dict[str, Change] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "dangling link": lambda path: path.symlink_to("nowhere"),
    "loop": make_loop,
    "link outside": make_link_outside,
    "huge": make_huge,
    "other bytes": lambda path: path.write_bytes(b"\xff\xfe\x00"),
}


class FullStream(io.StringIO):
    """A stream to a full disk."""

    def write(self, _text: str) -> int:
        """Fail."""
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with an override, in which the commands run."""
    project = tmp_path / "project"
    shutil.copytree(FICTIONAL, project)
    monkeypatch.chdir(project)
    override = project / TEMPLATE
    override.parent.mkdir(parents=True)
    override.write_text('{% extends "below/sections/contacts.md.j2" %}\n', encoding="utf-8")
    Path("article.txt").write_text("The lamps were lit in 1994.\n", encoding="utf-8")
    return project


def assert_honest(run: CommandResult, line: str) -> None:
    """Check that a command is not a bug, and that each of its errors says where it is."""
    codes = (0, 1, 2, 4) if line.startswith("audit") else (0, 1, 2)  # 4: the text could not be read
    assert run.code in codes, f"{line}: {run.err}"
    assert "Traceback" not in run.err
    for error in re.findall(r"^(.*)error\[([a-z-]+)\]: (.*)$", run.err, re.MULTILINE):
        if error[1] in ("unreadable-file", "unwritable-file", "not-a-file", "file-too-large", "not-utf8"):
            assert re.fullmatch(r"(\S+:\d+:\d+: )", error[0]) or re.match(r"\S.*: \S", error[2]), error


def test_every_command_has_a_line() -> None:
    """A new command gets a line of its own; the kinds of entries to add share one."""
    kinds = {name for name in commands_by_name() if name.startswith("add ")}
    assert LINES.keys() == commands_by_name().keys() - kinds - {"serve"} | {"add source"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "state",
    in_turn(
        [(kind, name) for kind in KINDS for name in PLACES], 3, name=lambda state: f"{state[0]}, {state[1]}"
    ),
)
def test_no_state_of_a_file_is_a_bug(briefings: Command, folder: Path, state: tuple[str, str]) -> None:
    """Every command ends with a message where something else is in place of a file."""
    kind, places = state[0], PLACES[state[1]]
    if "facts/zubrowka/numbers.csv" in places:
        (folder / FACTS).write_text(BESIDE, "utf-8")
        append_text(folder / "facts/house.yaml", "logo: logo.svg\n")
    for place in places:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        KINDS[kind](path)
    for line in LINES.values():
        assert_honest(briefings(*line.split()), line)


@pytest.mark.parametrize("kind", ["pipe", "device", "dangling link", "loop", "link outside"])
def test_what_is_not_a_file_is_refused_at_its_place(briefings: Command, folder: Path, kind: str) -> None:
    """`check` and `build` refuse special files and links, and say the same when nothing is remembered."""
    assert briefings(*LINES["build"].split()).code == 0
    assert briefings(*LINES["check"].split()).code == 0
    for places in ((TEMPLATE, FONT), (FACTS, "facts/markings/more.yaml")):
        for place in places:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).unlink(missing_ok=True)
            KINDS[kind](folder / place)
        for name in ("check", "build"):
            run = briefings(*LINES[name].split())
            refused = re.findall(r"^(\S+):1:1: error\[not-a-file\]", run.out + run.err, re.MULTILINE)
            assert (run.code, sorted(refused)) == (1, sorted(places)), name
        for place in places:
            (folder / place).unlink()


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_a_folder_that_may_not_be_read_or_written(
    briefings: Command, folder: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system denies reading or writing, the message names the path and the reason."""

    def deny(real: Callable[..., object], *, when: Callable[..., bool]) -> Callable[..., object]:
        def call(path: object, *args: object, **kwargs: object) -> object:
            if isinstance(path, str | Path) and str(folder) in str(Path(path).absolute()) and when(*args):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **kwargs)

        return call

    def is_write(*arguments: object) -> bool:
        mode = arguments[0] if arguments else "r"
        return bool(mode & (os.O_WRONLY | os.O_RDWR)) if isinstance(mode, int) else str(mode)[0] in "wxa"

    for name in ("mkdir", "replace", "rename"):
        monkeypatch.setattr(os, name, deny(getattr(os, name), when=lambda *_: True))
    monkeypatch.setattr(os, "open", deny(os.open, when=is_write))
    monkeypatch.setattr(io, "open", deny(io.open, when=is_write))
    writing = briefings(*line.split())
    monkeypatch.setattr(os, "open", deny(os.open, when=lambda *_: True))
    monkeypatch.setattr(os, "scandir", deny(os.scandir, when=lambda *_: True))
    monkeypatch.setattr(os, "listdir", deny(os.listdir, when=lambda *_: True))
    reading = briefings(*line.split())
    for run in (writing, reading):
        assert_honest(run, line)
    if line.startswith(("new", "schema", "source add", "template e", "template a", "init", "build")):
        assert (writing.code, "error[unwritable-file]: " in writing.err) == (1, True), writing.err
        assert "Permission denied" in writing.err


@contextlib.contextmanager
def as_ordinary_user(folder: Path) -> Iterator[None]:
    """Be a user whom the system denies something, and who owns a folder with all in it."""
    user = 65534 if os.geteuid() == 0 else os.geteuid()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, -1)
    real = os.geteuid()
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(real)


@pytest.fixture(scope="module")
def loaded_commands(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Run the commands once, so that they have loaded their modules, which not every user can."""
    with contextlib.chdir(shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("trial") / "project")):
        for line in CLOSED_LINES:
            run_line(line)


@pytest.fixture
def open_folder(loaded_commands: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: ARG001 - it must have run
    """Return a project that every user can reach."""
    with tempfile.TemporaryDirectory(dir=Path(tempfile.gettempdir()).parent, prefix="open-") as name:
        place = Path(name)
        place.chmod(0o755)
        project = Path(shutil.copytree(FICTIONAL, place / "project"))
        (project / "article.txt").write_text("The lamps were lit in 1994.\n", "utf-8")
        for closed in CLOSED:
            (project / closed).mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(project)
        yield project
        for closed in CLOSED:
            (project / closed).chmod(0o755)


CLOSED = ("facts", "facts/zubrowka", "templates", "templates/labels", "build")
CLOSED_LINES = tuple(LINES[name] for name in ("check", "build", "list", "template list", "source recall"))


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="there are no such users")
@pytest.mark.parametrize("closed", CLOSED)
def test_an_ordinary_user_is_told_which_folder_is_closed(open_folder: Path, closed: str) -> None:
    """Of a folder that may not be entered, and of one that may not be written, each command says its name or needs it not."""
    with as_ordinary_user(open_folder):
        for mode in (0, 0o555):
            (open_folder / closed).chmod(mode)
            for line in CLOSED_LINES:
                run = run_line(line)
                assert_honest(run, line)
                problems = re.findall(r"Permission denied", run.err + run.out)
                assert bool(problems) == (run.code == 1), (line, run.err)
                if problems:
                    assert re.search(
                        rf"(^|\W){closed}[/:\w.]*: .*Permission denied", run.err + run.out, re.MULTILINE
                    ), run.err
            (open_folder / closed).chmod(0o755)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "line", [*LINES.values(), "--help", "--version"], ids=[*LINES, "--help", "--version"]
)
def test_a_full_or_closed_stream(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that can't be printed is exit code 1; no stream gives a traceback."""
    from briefings.cli import main  # noqa: PLC0415 - the streams are replaced, so the fixture can't run it

    def run() -> object:
        with pytest.raises(SystemExit) as caught:
            main(line.split())
        return caught.value.code

    for name, stream in (("stdout", FullStream()), ("stdout", None), ("stderr", FullStream())):
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, stream)
            assert run() in (0, 1, 2)
            shutil.rmtree("fresh", ignore_errors=True)


@pytest.mark.parametrize(
    ("redirection", "code", "message"),
    [
        (">/dev/full", 1, "error[unwritable-file]: standard output: No space left on device\n"),
        (">&-", 1, "error[unwritable-file]: standard output: it is closed\n"),
        ("2>/dev/full", 1, ""),
        ("2>&-", 0, ""),
        ("2>&- >/dev/full", 1, ""),
    ],
)
def test_a_process_with_a_full_or_closed_stream(
    folder: Path, redirection: str, code: int, message: str
) -> None:
    """The message and the code are the same in a real process, and nothing else is printed."""
    command = f"'{sys.executable}' -m briefings list --project . {redirection}"
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    run = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if redirection == "2>/dev/full":
        code = run.returncode  # `list` may have nothing to say on stderr
    assert (run.returncode, run.stderr) == (code, message)
    version = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m briefings --version {redirection}"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    is_stdout_usable = redirection in ("2>/dev/full", "2>&-")
    assert (version.returncode, version.stderr) == (0 if is_stdout_usable else 1, "")


def test_a_working_folder_that_is_gone_is_named(briefings: Command, folder: Path) -> None:
    """The system has no name for it."""
    shutil.rmtree(folder)
    run = briefings("check")
    assert (run.code, run.err) == (
        1,
        "error[unreadable-file]: the working folder: No such file or directory\n",
    )


def test_no_pdf_is_made_in_a_path_that_is_not_utf_8(
    briefings: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other formats are; the refusal says what to do."""
    odd = folder.rename(tmp_path / os.fsdecode(b"lamps-\xff"))
    monkeypatch.chdir(odd)
    assert briefings(*LINES["build"].split()).code == 0
    run = briefings("build", "--format", "pdf", "--as-of", "2019-06-01")
    assert run.code == 1
    assert "so no PDF can be made there\n  hint: rename the folder" in run.err
