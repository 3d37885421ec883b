"""Tests of building: files written, their names, and the files that a failure leaves untouched."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

FACTS = "facts/zubrowka/zubrowka.yaml"


@pytest.fixture
def project_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fictional project as the working folder."""
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def two_partners(project_folder: Path) -> Path:
    """Return the fictional project with a second partner, Ov, which comes before Zubrowka."""
    folder = project_folder / "facts" / "ov"
    folder.mkdir()
    (folder / "partner.yaml").write_text(
        "marking: PUBLIC\npartner:\n  id: ov\n  names: [{text: Ov, lang: en}]\n", encoding="utf-8"
    )
    return project_folder


def files_below(folder: Path) -> list[str]:
    """Return every file below a folder as a relative path, also behind links."""
    return sorted(
        os.path.relpath(os.path.join(parent, name), folder)  # noqa: PTH118 - as `os.walk` has it
        for parent, _, names in os.walk(folder, followlinks=True)
        for name in names
    )


def notes_below(folder: Path) -> list[str]:
    """Return the notes below a folder, each under the path that a reader uses."""
    return [
        name
        for name in files_below(folder)
        if re.fullmatch(r"build/internal/[^/.]+/[^/]+\.(md|html|pdf)", name)
    ]


# --- names and formats --------------------------------------------------------------------------


def test_all_formats_are_written_and_told(project_folder: Path, briefings: Command) -> None:
    """Without options each partner gets a note of today in three formats, whose paths are printed."""
    run = briefings("build")
    names = [f"build/internal/zubrowka/zubrowka.en.{suffix}" for suffix in ("md", "html", "pdf")]
    assert (run.code, run.out.splitlines()) == (0, names)
    assert run.err == "zubrowka: built md, html, pdf (new)\n"
    assert sorted(names) == notes_below(project_folder)
    today = datetime.now(tz=UTC).astimezone().strftime("%-d\u00a0%B\u00a0%Y")
    assert f"**As at:** {today}" in (project_folder / names[0]).read_text(encoding="utf-8")


def test_a_note_of_another_day_has_that_day_in_its_name(project_folder: Path, briefings: Command) -> None:
    """A question about another day does not overwrite the note of today, though it be the same day."""
    briefings("build", "--format", "md")
    before = (project_folder / "build/internal/zubrowka/zubrowka.en.md").read_bytes()
    run = briefings("build", "--format", "md", "--as-of", "2016-01-01")
    name = "build/internal/zubrowka@2016-01-01/zubrowka.en.2016-01-01.md"
    assert run.out == f"{name}\n"
    assert "1\u00a0January\u00a02016" in (project_folder / name).read_text(encoding="utf-8")
    assert (project_folder / "build/internal/zubrowka/zubrowka.en.md").read_bytes() == before


@pytest.mark.parametrize(
    ("chosen", "written"),
    [(["md"], ["md"]), (["html"], ["html"]), (["html", "md"], ["md", "html"]), (["md", "md"], ["md"])],
)
def test_formats_can_be_chosen(
    project_folder: Path, briefings: Command, chosen: list[str], written: list[str]
) -> None:
    """Only the formats asked for are written, each once and in the same order."""
    run = briefings("build", *(word for name in chosen for word in ("--format", name)))
    assert [line.rpartition(".")[2] for line in run.out.splitlines()] == written
    assert {name.rpartition(".")[2] for name in notes_below(project_folder)} == set(written)


def test_partners_can_be_chosen(two_partners: Path, briefings: Command) -> None:
    """The partners named are built, in the order named and once; all of them if none is."""
    md = ("--format", "md")
    places = {name: f"build/internal/{name}/{name}.en.md" for name in ("ov", "zubrowka")}
    assert briefings("build", *md).out.splitlines() == [places["ov"], places["zubrowka"]]
    assert briefings("build", "zubrowka", "ov", "zubrowka", "--force", *md).out.splitlines() == [
        places["zubrowka"],
        places["ov"],
    ]
    assert briefings("build", "ov", "--force", *md).out.splitlines() == [places["ov"]]
    assert len(notes_below(two_partners)) == 2


def test_the_build_folder_can_be_chosen(project_folder: Path, briefings: Command, tmp_path: Path) -> None:
    """With --output nothing is written into the project."""
    run = briefings("build", "--format", "md", "--output", tmp_path / "elsewhere")
    assert run.out == f"{tmp_path}/elsewhere/internal/zubrowka/zubrowka.en.md\n"
    assert notes_below(project_folder) == []


def test_a_project_can_be_built_from_elsewhere(
    project: Path, briefings: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --project the notes go into that project, wherever the command is given."""
    monkeypatch.chdir(tmp_path.parent)
    run = briefings("build", "--format", "md", "--project", project)
    assert run.code == 0
    assert notes_below(project) == ["build/internal/zubrowka/zubrowka.en.md"]


def test_the_same_order_gives_the_same_files(project_folder: Path, briefings: Command) -> None:
    """Building twice leaves the same bytes, and no other files."""
    command = ("build", "--format", "md", "--format", "html", "--as-of", "2020-01-01")
    briefings(*command)
    first = {name: (project_folder / name).read_bytes() for name in notes_below(project_folder)}
    briefings(*command)
    assert {name: (project_folder / name).read_bytes() for name in notes_below(project_folder)} == first


def test_notes_can_be_read_by_those_whom_the_system_allows(project_folder: Path, briefings: Command) -> None:
    """A note has the rights that any new file gets."""
    briefings("build", "--format", "md")
    (project_folder / "ordinary").touch()
    (note,) = (project_folder / "build/internal/zubrowka").glob("*.md")
    assert oct((project_folder / "ordinary").stat().st_mode) == oct(note.stat().st_mode)


# --- what is on the note ------------------------------------------------------------------------


def read_note(project_folder: Path) -> str:
    """Return the English note on Zubrowka as Markdown."""
    return (project_folder / "build/internal/zubrowka/zubrowka.en.md").read_text(encoding="utf-8")


def test_the_occasion_is_printed(project_folder: Path, briefings: Command) -> None:
    """What the note is for stands in its head, until its order ends."""
    briefings("build", "--format", "md", "--occasion", "Visit of *the* Envoy, 3 May")
    assert "Visit of \\*the\\* Envoy, 3 May\n" in read_note(project_folder)
    briefings("build", "--format", "md")
    assert "Envoy, 3 May" in read_note(project_folder)
    briefings("drop", "all.brief")
    briefings("build", "--format", "md")
    assert "Envoy, 3 May" not in read_note(project_folder)


@pytest.mark.parametrize(("number", "dates"), [("all", 2), ("8", 2), ("2", 2), ("1", 1), ("0", 0)])
def test_the_number_of_contacts_can_be_chosen(
    project_folder: Path, briefings: Command, number: str, dates: int
) -> None:
    """So many contacts are shown, newest first; the note says how many more there are."""
    run = briefings("build", "--format", "md", "--contacts", number)
    assert run.code == 0
    section = read_note(project_folder).partition("## Contacts")[2].partition("\n## ")[0]
    assert re.findall(r"^\| \d+\u00a0\w+\u00a0(\d+) ", section, re.MULTILINE) == ["2019", "2014"][:dates]


# --- failures -----------------------------------------------------------------------------------


def note_states(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return content and time of every note below a folder."""
    return {
        name: ((folder / name).read_bytes(), (folder / name).stat().st_mtime_ns)
        for name in notes_below(folder)
    }


def test_broken_facts_change_no_note(two_partners: Path, briefings: Command) -> None:
    """With a fault in the facts of one partner its note stays as it is, and every fault is told with its place."""
    md = ("--format", "md", "--format", "html")
    briefings("build", *md)
    before = note_states(two_partners)
    assert len(before) == 4
    facts = two_partners / FACTS
    facts.write_text(
        facts.read_text(encoding="utf-8")
        .replace("place: Lutz", "plaice: Lutz")
        .replace("area: light", "area: night"),
        encoding="utf-8",
    )
    run = briefings("build", *md)
    assert (run.code, run.out) == (1, "")
    assert re.findall(r"^facts/zubrowka/zubrowka\.yaml:\d+:\d+: error\[([a-z-]+)\]", run.err, re.MULTILINE) == [
        "unknown-area", "unknown-key",
    ]  # fmt: skip
    assert "Traceback" not in run.err
    assert before == note_states(two_partners)


def test_a_broken_template_of_one_partner_does_not_stop_the_others(
    two_partners: Path, briefings: Command
) -> None:
    """The partner whose template is at fault keeps its old note, the others get new ones."""
    briefings("build", "--format", "md")
    before = note_states(two_partners)
    template = two_partners / "templates/partners/ov/brief.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("Words\n", encoding="utf-8")
    run = briefings("build", "--format", "md", "--occasion", "Visit")
    assert run.code == 1
    assert "\ntemplates/partners/ov/brief.md.j2:1:1: error[template-words]: " in run.err
    after = note_states(two_partners)
    ov, zubrowka = (f"build/internal/{name}/{name}.en.md" for name in ("ov", "zubrowka"))
    assert after[ov] == before[ov]
    assert b"Visit" in after[zubrowka][0]


def test_a_format_that_fails_leaves_all_formats_of_the_note(project_folder: Path, briefings: Command) -> None:
    """A style sheet at fault keeps the old note whole: not even its Markdown is new."""
    briefings("build", "--as-of", "2020-01-01", "--occasion", "First")
    folder = project_folder / "build/internal/zubrowka@2020-01-01"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (project_folder / "templates").mkdir(exist_ok=True)
    (project_folder / "templates/print.css").write_text("p { background: url(x.png) }", encoding="utf-8")
    run = briefings("build", "--as-of", "2020-01-01", "--occasion", "Second")
    assert run.code == 1
    assert "templates/print.css:1:17: error[refused-request]: the style sheet asks for" in run.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_without_pango_the_other_formats_are_made(
    project_folder: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PDF can't be made the others are, no PDF of before is left, and the line that mends it is told."""
    briefings("build")
    assert "build/internal/zubrowka/zubrowka.en.pdf" in notes_below(project_folder)
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    run = briefings("build", "--occasion", "Visit")
    assert run.code == 3
    assert notes_below(project_folder) == [
        f"build/internal/zubrowka/zubrowka.en.{suffix}" for suffix in ("html", "md")
    ]
    assert "Visit" in read_note(project_folder)
    assert "\nerror[no-pango]: this machine lacks system libraries for PDF (" in run.err
    assert "\n  hint: Debian, Ubuntu: apt install " in run.err


def test_a_folder_that_can_not_be_written_is_told(project_folder: Path, briefings: Command) -> None:
    """A build folder that is a file is an error that names it, and leaves it as it is."""
    (project_folder / "build").write_text("mine", encoding="utf-8")
    run = briefings("build", "--format", "md")
    assert (run.code, run.out) == (1, "")
    assert run.err == "error[unwritable-file]: build: File exists\n"
    assert (project_folder / "build").read_text(encoding="utf-8") == "mine"


def test_a_write_that_fails_leaves_nothing_half_written(
    project_folder: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk is full the old note stays, and no temporary file does."""
    briefings("build", "--format", "md")
    before = note_states(project_folder)
    files = files_below(project_folder)

    def raise_disk_full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "note")

    monkeypatch.setattr("briefings.build.set_folder.os.fsync", raise_disk_full)
    run = briefings("build", "--format", "md", "--occasion", "Visit")
    assert run.code == 1
    assert "No space left on device" in run.err
    assert (before, files) == (note_states(project_folder), files_below(project_folder))


def test_an_unknown_partner_is_asked_back_before_anything_is_built(
    two_partners: Path, briefings: Command
) -> None:
    """A partner that there is not is an error with the nearest name, and nothing is written."""
    run = briefings("build", "ov", "zubrovka", "--format", "md")
    assert (run.code, run.out) == (1, "")
    assert run.err == "error[unknown-partner]: unknown partner 'zubrovka'\n  hint: did you mean zubrowka?\n"
    assert notes_below(two_partners) == []


def test_a_project_without_partners_says_how_to_begin(project_folder: Path, briefings: Command) -> None:
    """Where there is no partner's folder the error says what one is."""
    shutil.rmtree(project_folder / "facts/zubrowka")
    (project_folder / "facts/shared/shared.yaml").write_text(
        "marking: PUBLIC\norganisations:\n- id: lantern-league\n  names: [{text: League, lang: en}]\n",
        encoding="utf-8",
    )
    run = briefings("build")
    assert run.code == 1
    assert run.err == (
        "error[no-partner]: the project has no partners\n  hint: add one with `briefings new COUNTRY`\n"
    )
