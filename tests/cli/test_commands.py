"""Tests of the command line: output, exit codes, and escaping of harmful characters."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from briefings import __version__
from briefings.checks import CHECKS
from briefings.cli import commands_by_name
from briefings.cli.terminal import _time_left
from briefings.project import package_data_folder
from tests.support.builds import build
from tests.support.commands import run_line
from tests.support.notes import FICTIONAL
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.commands import CommandResult
    from tests.support.golden import Golden

    Command = Callable[..., CommandResult]

COMMANDS = commands_by_name()


def run_process(*arguments: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in its own process."""
    command = [sys.executable, "-m", "briefings", *arguments]
    env = os.environ | surroundings
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


# --- help ---------------------------------------------------------------------------------------


def test_the_commands_are_listed(briefings: Command, golden: Golden) -> None:
    """--help begins with usage and an example, and lists every command."""
    run = briefings("--help")
    assert (run.code, run.err) == (0, "")
    golden.check(run.out)


@pytest.fixture(scope="module")
def issued_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the packaged facts, which has issued a card; a test copies it."""
    project = tmp_path_factory.mktemp("issued") / "own"
    shutil.copytree(package_data_folder() / "facts", project / "facts")
    with contextlib.chdir(project):
        for line in (
            "build tajikistan --product card --format md",
            "issue tajikistan.card --to 'The Minister' --format md",
        ):
            assert run_line(line).code == 0
    return project


# The live page runs until it is stopped; tests/cli/test_serve.py opens it.
@pytest.mark.parametrize("command", in_turn(sorted(COMMANDS.keys() - {"serve"}), 3))
def test_help_opens_with_an_example_that_runs(
    briefings: Command, command: str, issued_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help of each command begins with an example, and that example does what it says."""
    run = briefings(*command.split(), "--help")
    assert (run.code, run.err) == (0, "")
    example = re.match(rf"Example: briefings ({command}\b.*)\n\nUsage: briefings {command} ", run.out)
    assert example
    # The examples are for a clone of Briefings, whose facts others name.
    monkeypatch.chdir(tmp_path)
    packaged: tuple[str, ...] = ("--project", ":packaged")
    if command in ("diff", "verify"):
        # There must be something to compare: two states of a note.
        briefings("build", "tajikistan", "--format", "md", "--occasion", "Visit", *packaged)
        briefings("build", "tajikistan", "--format", "md", "--contacts", "1", *packaged)
    if command in ("drop", "issue", "clear", "addendum", "editions", "check-edition", "banner"):
        # There must be a project of the user's own, with these partners.
        monkeypatch.chdir(shutil.copytree(issued_project, tmp_path / "own", symlinks=True))
        packaged = ()
        if command == "banner":
            briefings("issue", "tajikistan.card", "--to", "The Minister", "--format", "md")
    if command == "addendum":
        # Something must have changed since.
        people = Path("facts/shared/people.yaml")
        people.write_text(people.read_text("utf-8").replace("Kevin Hamilton", "Kevin Hamiltone"), "utf-8")
    if command in ("new", "translate") or command.startswith(("add ", "template ", "source add")):
        # There must be a project, and for some a template of its own.
        monkeypatch.chdir(shutil.copytree(FICTIONAL, tmp_path / "project"))
        packaged = ()
        if command == "template accept":
            briefings("template", "eject", "sections/contacts.md.j2")
    if command == "returned":
        briefings("build", "tajikistan", "--copy", "review", *packaged)
        (made,) = tmp_path.rglob("tajikistan.en.review.docx")
        shutil.copy(made, tmp_path)
    if command in ("audit", "source add"):
        Path("article.txt").write_text("The Partnership for Peace began in 1994.\n", "utf-8")
    takes_project = any("--project" in parameter.opts for parameter in COMMANDS[command].params)
    done = briefings(*shlex.split(example[1]), *(packaged if takes_project else ()))
    assert (done.code, "error" in done.err) == (0, False)
    assert done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    """No option is without a help text, and none without a name for what it takes."""
    for parameter in COMMANDS[command].params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert parameter.metavar or parameter.is_flag


def test_the_version_is_printed(briefings: Command) -> None:
    """--version prints name and version."""
    assert briefings("--version") == (0, f"briefings {__version__}\n", "")


def test_help_and_version_load_neither_templates_nor_typesetter(tmp_path: Path) -> None:
    """What needs no facts is quick: jinja2, markdown and weasyprint are not loaded for it."""
    code = (
        "import sys; from briefings.cli import main\n"
        "try: main(['build', '--help'])\n"
        "except SystemExit: print(sorted({'jinja2', 'markdown', 'weasyprint', 'yaml'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


# --- usage errors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("bild", "No such command 'bild'. Did you mean 'build'?"),
        ("build --ocasion x", "No such option '--ocasion'. (Did you mean one of: '--as-of', '--occasion', '--since'?)"),
        ("build --format odt", "Invalid value for '--format': 'odt' is not one of md, html, pdf, docx"),
        ("build --format md,odt", "Invalid value for '--format': 'odt' is not one of md, html, pdf, docx"),
        ("build --as-of yesterday", "Invalid value for '--as-of': 'yesterday' is not a date; write 2002, 2002-02 or 2002-02-20"),
        ("build --as-of 2011-06", "Invalid value for '--as-of': '2011-06' is not a day; write it as 2011-06-23"),
        ("build --as-of 2011-06-23~", "Invalid value for '--as-of': '2011-06-23~' is not a day; write it as 2011-06-23"),
        ("list --as-of 2011-02-29", "Invalid value for '--as-of': '2011-02-29' is not a date: February 2011 has 28 days"),
        ("build --contacts some", "Invalid value for '--contacts': 'some' is neither a number nor 'all'"),
        ("build --contacts -1", "Invalid value for '--contacts': '-1' is neither a number nor 'all'"),
        ("build --contacts ٣", "Invalid value for '--contacts': '٣' is neither a number nor 'all'"),
        ("build --contacts ''", "Invalid value for '--contacts': '' is neither a number nor 'all'"),
        ("build --contacts", "Option '--contacts' requires an argument."),
        ("why", "Missing argument 'FACT_OR_WORDS'."),
        ("why a b", "Got unexpected extra argument (b)"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_understood_is_explained(briefings: Command, line: str, message: str) -> None:
    """A usage error is told in one line, with the way to the help, and exit code 2."""
    assert briefings(*shlex.split(line)) == (2, "", f"error: {message} (see --help)\n")


def test_options_take_several_words(briefings: Command, project: Path) -> None:
    """What may be repeated may stand behind one option as well, with commas between."""
    line = ("build", "--project", project, "--as-of", "2019-03-01", "--product", "brief,card,")
    run = briefings(*line, "--format", "md, html", "--format", "md", "--lang", "en")
    names = {Path(path).name for path in run.out.splitlines()}
    made = {f"zubrowka.{note}.2019-03-01.{form}" for note in ("en", "card.en") for form in ("md", "html")}
    assert (run.code, names) == (0, made)
    refused = briefings(*line, "--lang", "en,zu")
    assert (refused.code, "'zu' is not a language of the house" in refused.err) == (1, True)
    add = "hint: add it to facts/house.yaml: `languages: [en, zu]`, and its labels: `briefings template show labels/en.yaml"
    assert add in refused.err
    french = briefings(*line, "--lang", "fr")
    assert "hint: add it to facts/house.yaml: `languages: [en, fr]`; its labels are there\n" in french.err


def test_a_house_without_partners_says_how_to_begin(
    briefings: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    shutil.rmtree(project / "facts/zubrowka")
    for path in (project / "facts/shared").iterdir():
        path.unlink()
    (project / "facts/shared/side.yaml").write_text(
        "organisations:\n- {id: lantern-league, names: [{text: Lantern League, lang: en}]}\n", "utf-8"
    )
    for command in ("list", "check"):
        run = briefings(command)
        assert run.code == 0, run
        assert run.err.endswith("no partner yet: `briefings new COUNTRY`\n")


def test_a_build_that_fails_does_not_say_that_all_is_well(briefings: Command, project: Path) -> None:
    """Beside an error stands what is true of the other notes, and nothing where there are none."""
    line = ("build", "--project", project, "--as-of", "2019-03-01", "--format", "md")
    (project / "facts/lutz").mkdir()
    (project / "facts/lutz/lutz.yaml").write_text(
        "partner: {id: lutz, names: [{text: Lutz, lang: en}]}\n", encoding="utf-8"
    )
    assert briefings(*line).code == 0
    product = project / "templates/partners/lutz/products/brief.yaml"
    product.parent.mkdir(parents=True)
    product.write_text("title: []\n", encoding="utf-8")
    run = briefings(*line)
    assert (run.code, run.err.splitlines()[0]) == (1, "1 other note is unchanged.")
    house = project / "facts/house.yaml"
    written = house.read_text(encoding="utf-8")
    house.write_text(f"products: [biography]\n{written}", encoding="utf-8")
    run = briefings(*line)
    assert (run.code, run.err.splitlines()) == (
        1,
        [
            "facts/house.yaml:1:12: error[other-subject]: the product 'biography' is about a person, so it can't be built for every partner",
            "  hint: remove it, and build one with `briefings build PARTNER --product biography --about ID`",
        ],
    )
    house.write_text(f"products: [brif]\n{written}", encoding="utf-8")
    run = briefings(*line)
    assert (run.code, run.err.splitlines()) == (
        1,
        [
            "facts/house.yaml:1:12: error[unknown-product]: unknown product 'brif'",
            "  hint: did you mean brief?",
        ],
    )


def test_no_command_at_all_prints_the_help(briefings: Command) -> None:
    """Without a command the help comes, as an error."""
    run = briefings()
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Usage: briefings [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize("occasion", ["a\x1b[31mb", "a\nb", "a\tb", "a\u202eb", "a\ufdd0b", "a\x85b"])
def test_an_occasion_with_control_characters_is_refused(
    project: Path, briefings: Command, occasion: str
) -> None:
    """What could not stand on one line of a note, or would turn it round, is a usage error."""
    run = briefings("build", "--project", project, "--occasion", occasion)
    assert run == (
        2,
        "",
        "error: Invalid value for '--occasion': the text contains a control character (see --help)\n",
    )


@pytest.mark.parametrize(
    "line",
    [
        ("build", "evil\x1b]0;title\x07"),
        ("build", "--format", "evil\x1b[2J"),
        ("evil\x1b[2J",),
        ("why", "evil\x1b[2J/\u202e"),
        ("list", "--project", "evil\x1b[2J"),
    ],
)
def test_no_control_character_reaches_the_terminal(
    project: Path, monkeypatch: pytest.MonkeyPatch, briefings: Command, line: tuple[str, ...]
) -> None:
    """Whatever the user typed is shown with its control characters made visible."""
    monkeypatch.chdir(project)
    run = briefings(*line)
    assert run.code in (1, 2)
    assert "evil\\u001b" in run.err or "evil\\x1b" in run.err
    assert re.findall(r"[^\n\x20-\x7e]", run.out + run.err) == []


# --- commands -----------------------------------------------------------------------------------


def test_list_prints_a_line_a_partner(briefings: Command) -> None:
    """`list` says what is known of each partner on the day."""
    run = briefings("list", "--project", FICTIONAL, "--as-of", "2020-06-01")
    assert run == (
        0,
        "zubrowka  Zubrowka: 8 current facts, 2 overdue for review, last contact 2019-02-03; note not built\n",
        "",
    )


def test_list_knows_all_shipped_partners(briefings: Command) -> None:
    """The facts that come with Briefings are about eight countries."""
    run = briefings("list", "--project", package_data_folder())
    assert [line.split()[0] for line in run.out.splitlines()] == [
        "armenia", "azerbaijan", "kazakhstan", "kyrgyz-republic",
        "moldova", "mongolia", "tajikistan", "turkmenistan",
    ]  # fmt: skip


def test_why_explains_a_fact(briefings: Command, golden: Golden) -> None:
    """`why` shows file and line, period, evidence and the sentences of the note."""
    run = briefings("why", "zubrowka/snow", "--project", FICTIONAL, "--as-of", "2020-06-01")
    assert (run.code, run.err) == (0, "")
    golden.check(run.out)


def test_why_asks_back(briefings: Command) -> None:
    """An unknown fact is an error with the nearest id."""
    assert briefings("why", "zubrowka/snoe", "--project", FICTIONAL) == (
        1, "", "error[unknown-fact]: unknown fact 'zubrowka/snoe'\n  hint: did you mean zubrowka/snow?\n",
    )  # fmt: skip


def test_check_says_that_all_is_well(briefings: Command, project: Path) -> None:
    """`check` prints one line where there is nothing to say."""
    house = project / "facts/house.yaml"
    off = ", ".join(f"{code}: off" for code in CHECKS)
    house.write_text(f"{house.read_text(encoding='utf-8')}\nchecks: {{{off}}}\n", encoding="utf-8")
    assert briefings("check", "--project", project) == (0, "No problems found.\n", "")


def test_check_of_one_code_says_what_it_leaves_out(briefings: Command, project: Path) -> None:
    """If a choice has no findings, other errors are still counted, and they decide the exit code."""
    (project / "facts/zubrowka/broken.yaml").write_text("statements: [{id: Snow!}]\n", encoding="utf-8")
    run = briefings("check", "--project", project, "--code", "overdue")
    assert (run.code, run.out) == (1, "No such problems found.\n")
    assert re.fullmatch(
        r"\d+ findings of other codes are not shown \(\d+ errors\); see all with `briefings check`\n", run.err
    )


def test_check_of_a_code_that_does_not_exist(briefings: Command, project: Path) -> None:
    """A mistyped code is refused: it would have no findings."""
    assert briefings("check", "--project", project, "--code", "overdu").err == (
        "error[unknown-diagnostic]: unknown code 'overdu'\n  hint: did you mean overdue?\n"
    )


def test_check_of_one_partner_on_a_day(briefings: Command) -> None:
    """`check PARTNER` looks at that folder and at what is shared, as of the day given; warnings count with --strict."""
    arguments = ("check", "zubrowka", "--project", FICTIONAL, "--as-of", "2022-03-01")
    run = briefings(*arguments)
    assert run.code == 0
    assert {line.partition("/")[0] for line in run.out.splitlines() if line[0] != " "} == {"facts"}
    assert re.fullmatch(r"\d+ warnings?, \d+ notices \(--info: list the notices too\)\n", run.err)
    assert briefings(*arguments, "--strict").code == 1
    assert len(briefings(*arguments, "--info").out) > len(run.out)
    assert briefings("check", "zubrofka", "--project", FICTIONAL) == (
        1, "", "error[unknown-partner]: unknown partner 'zubrofka'\n  hint: did you mean zubrowka?\n",
    )  # fmt: skip


def test_check_explains_a_check(briefings: Command) -> None:
    """`check --explain CODE` shows the manual page, which is the docstring of the check."""
    run = briefings("check", "--explain", "two-holders")
    assert run.out.startswith("two-holders (error)\n\nMore holders of a post than it has seats.\n\nFinds:\n")
    assert briefings("check", "--explain", "two-holder").err == (
        "error[unknown-diagnostic]: unknown code 'two-holder'\n  hint: did you mean two-holders?\n"
    )


def test_check_reports_every_problem_of_facts_labels_and_templates(
    briefings: Command, project: Path, golden: Golden
) -> None:
    """Problems of all kinds of files come in one run, sorted by place, and with exit code 1."""
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(
        facts.read_text(encoding="utf-8")
        .replace("place: Lutz", "plaice: Lutz")
        .replace("area: light", "area: night"),
        encoding="utf-8",
    )
    (project / "templates/labels").mkdir(parents=True)
    (project / "templates/labels/en.yaml").write_text("title: [\n", encoding="utf-8")
    (project / "templates/brief.md.j2").write_text("Words {{ partner | upper }}\n", encoding="utf-8")
    run = briefings("check", "--project", project)
    assert (run.code, run.err) == (1, "5 errors\n")
    golden.check(run.out)


def test_doctor_says_that_all_is_there(briefings: Command, project: Path) -> None:
    """`doctor` lists what there is, and ends with 0 where nothing is missing."""
    run = briefings("doctor", "--project", project)
    assert (run.code, run.err) == (0, "")
    assert "Pango: found, so PDF works\n" in run.out


def test_doctor_tells_what_is_missing(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`doctor` ends with 3, and says how to mend it, where PDF can't be made."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    run = briefings("doctor", "--project", project)
    assert (run.code, run.err) == (3, "")
    assert "\nmissing: this machine lacks system libraries for PDF (" in run.out
    assert "\n  Debian, Ubuntu: apt install libpangoft2-1.0-0" in run.out


def test_without_pango_a_note_is_built_but_for_the_pdf(project: Path, tmp_path: Path) -> None:
    """In a process that can't load the libraries, Markdown and HTML are written, and exit code 3 says so."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint':\n"
        "            raise OSError(\"cannot load library 'libpango-1.0-0': no such file\\n\\nmore\")\n"
        "sys.meta_path.insert(0, Missing())\n",
        encoding="utf-8",
    )
    stale = project / "build/internal/zubrowka/zubrowka.en.pdf"
    build(project, formats=("pdf",))
    assert stale.is_file()
    run = run_process("build", "--occasion", "Ball", folder=project, PYTHONPATH=str(tmp_path))
    assert run.returncode == 3
    assert run.stderr.splitlines()[-2:] == [
        "error[no-pango]: this machine lacks system libraries for PDF (cannot load library 'libpango-1.0-0': no such file)",
        "  hint: Debian, Ubuntu: apt install libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango harfbuzz; macOS: brew install pango",
    ]
    assert sorted(path.name for path in stale.parent.iterdir()) == [
        "manifest.json", "zubrowka.en.html", "zubrowka.en.md",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["list", "check", "why tajikistan/pfp", "build tajikistan --format md"])
def test_elsewhere_the_packaged_facts_are_used_if_they_are_named(
    briefings: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """Outside of any project the facts of Briefings are used only when asked for; then the build folder is here."""
    monkeypatch.chdir(tmp_path)
    refused = briefings(*line.split())
    assert (refused.code, refused.out) == (1, "")
    assert "error[no-project]: no facts/house.yaml here or above" in refused.err
    assert [*tmp_path.iterdir()] == []
    run = briefings(*line.split(), "--project", ":packaged")
    assert run.code == 0
    if line.startswith("build"):
        assert run.out == "build/internal/tajikistan/tajikistan.en.md\n"
        assert (tmp_path / run.out.strip()).is_file()


# --- the surroundings ---------------------------------------------------------------------------


def test_progress_is_for_terminals_only(project: Path) -> None:
    """On a terminal each step is shown and wiped away; into a file nothing of it goes."""
    command = [sys.executable, "-m", "briefings", "build", "--format", "md", "--format", "html"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        out, _ = process.communicate()
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    wipe = "\r\x1b[K"
    assert shown.startswith(f"{wipe}[1/1] zubrowka")
    assert shown.rpartition(wipe)[2] == "zubrowka: built md, html (new)\r\n"
    assert out.splitlines() == [f"build/internal/zubrowka/zubrowka.en.{name}" for name in ("md", "html")]
    quiet = run_process("build", "--format", "md", "--force", folder=project).stderr
    assert quiet == "zubrowka: rebuilt md, html (--force)\n"


@pytest.mark.parametrize(
    ("seconds", "done", "steps", "words"),
    [
        (0.1, 0, 9, ""),
        (10, 1, 3, ", about 20 s left"),
        (30, 10, 39, ", about 87 s left"),
        (30, 10, 40, ", about 2 min left"),
        (60, 10, 200, ", about 19 min left"),
    ],
)
def test_progress_says_how_long_is_left(seconds: float, done: int, steps: int, words: str) -> None:
    """At the pace of what is done, once something is; in seconds, then in minutes."""
    assert _time_left(seconds, done, steps) == words


def test_an_error_is_not_written_behind_the_progress(project: Path) -> None:
    """What was shown of the progress is wiped away before an error is told."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/brief.md.j2").write_text("Words\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefings", "build", "--format", "html"]
    with subprocess.Popen(command, cwd=project, stderr=theirs) as process:
        assert process.wait() == 1
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert re.search(r"(^|\n|\x1b\[K)templates/brief\.md\.j2:1:1: error", shown)


def test_an_interrupt_ends_with_130(briefings: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is answered with one word."""

    def raise_interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefings.authoring.partners.overview.list_partners", raise_interrupt)
    assert briefings("list", "--project", FICTIONAL) == (130, "", "\ninterrupted\n")


def test_a_bug_of_ours_is_told_as_such(briefings: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error ends with 70 and one line that says where, without a traceback."""

    def raise_unprintable(*_: object, **__: object) -> None:
        message = "a\x1b[31m\nb"
        raise RuntimeError(message)

    monkeypatch.setattr("briefings.authoring.partners.overview.list_partners", raise_unprintable)
    run = briefings("list", "--project", FICTIONAL)
    assert (run.code, run.out) == (70, "")
    assert re.fullmatch(
        r"error: this is a bug in Briefings, please report it: RuntimeError: a\\u001b\[31m\nb \(test_commands\.py:\d+\)\n",
        run.err,
    )


def test_a_reader_that_goes_away_is_no_bug(project: Path) -> None:
    """Piped into a program that has ended, a command ends quietly."""
    command = [sys.executable, "-m", "briefings", "why", "zubrowka/snow"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1


def test_output_that_the_terminal_can_not_show_is_no_bug(tmp_path: Path) -> None:
    """In a locale without Unicode the commands work."""
    run = run_process(
        "why",
        "tajikistan/pfp",
        "--project",
        ":packaged",
        folder=tmp_path,
        LC_ALL="C",
        PYTHONIOENCODING="",
        PYTHONUTF8="0",
    )
    assert run.returncode == 0
