"""Tests of the issue of notes: an edition is whole, with its line in the register, or it is not there."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from briefings.build.plan import BuildOptions
from briefings.compose.note_options import NoteOptions
from briefings.diff.edition_check import changes_since
from briefings.editions import issue
from briefings.editions.edition_record import RECORD_NAME, since_last
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import EDITIONS_FOLDER, read_register
from briefings.editions.search import affected_editions, edition_lines, find_edition, find_editions, list_line
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import file_hash
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, append_text, build, replace_once, set_files
from tests.support.faults import ProcessKilled, fail_nth_call
from tests.support.notes import use_packaged_brief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.editions.register import Edition
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

GIT = shutil.which("git") or "git"
HOUSE, OWN = "facts/house.yaml", "facts/zubrowka/zubrowka.yaml"
REGISTER = "editions/register.yaml"


@pytest.fixture
def register_project(project: Path) -> Path:
    """Return a project whose notes have reference numbers."""
    append_text(project / HOUSE, 'reference: "LL/{partner}/{year}/{number}"\n')
    return project


def hand_out(project: Path, *to: str, **asked: Any) -> Edition:  # noqa: ANN401 - of `IssueRequest`
    """Issue the brief as Markdown."""
    request: dict[str, Any] = {
        "note": "zubrowka.brief",
        "audience": "internal",
        "formats": ("md",),
        "day": DAY,
    }
    wanted = IssueRequest(to=to or ("The Minister",), **(request | asked))
    return issue_note(Project(project, project), wanted, BuildOptions(workers=InlineExecutor()))


def kept_files(project: Path, edition: Edition) -> dict[str, bytes]:
    """Return the files of an edition, by name."""
    return {path.name: path.read_bytes() for path in (project / EDITIONS_FOLDER / edition.folder).iterdir()}


def register(project: Path) -> tuple[Edition, ...]:
    """Return the editions of a project, whose register must have no errors."""
    editions, problems = read_register(project)
    assert problems == ()
    return editions or ()


# --- an edition -------------------------------------------------------------------------------------


def test_an_edition_has_its_number_and_its_bytes(register_project: Path) -> None:
    """The files bear the number, the manifest lists them, and the register has a line on who got them."""
    edition = hand_out(register_project, "The Minister", "Embassy: Lutz", formats=("md", "html", "pdf"))
    files = kept_files(register_project, edition)
    assert sorted(files) == [
        "edition.json",
        "manifest.json",
        "zubrowka.en.html",
        "zubrowka.en.md",
        "zubrowka.en.pdf",
    ]
    assert (
        b"LL/ZUBROWKA/2019/1" in files["zubrowka.en.md"]
        or edition.reference.encode() in files["zubrowka.en.md"]
    )
    assert file_hash(files["manifest.json"]) == edition.manifest
    assert register(register_project)[0].to == ("The Minister", "Embassy: Lutz")
    assert (register_project / REGISTER).read_text("utf-8").count("\n") == 3
    assert not (register_project / "build").exists()
    assert not (register_project / "facts/notes.yaml").exists()


def test_numbers_follow_each_other(register_project: Path) -> None:
    """Each edition has the next number of its year, unless one is given; none is used twice."""
    assert [hand_out(register_project).number for _ in range(2)] == ["1", "2"]
    assert hand_out(register_project, number="9").number == "9"
    assert hand_out(register_project).number == "10"
    assert hand_out(register_project, day=DAY.replace(year=2020)).number == "1"
    before = (register_project / REGISTER).read_bytes()
    with pytest.raises(BriefingsError) as caught:
        hand_out(register_project, number="9")
    assert [problem.code for problem in caught.value.diagnostics] == ["number-used"]
    assert (register_project / REGISTER).read_bytes() == before


def test_a_house_without_reference_numbers(project: Path) -> None:
    """The running number is all there is; the note prints none."""
    assert hand_out(project).reference == "1"
    assert hand_out(project, day=DAY.replace(year=2020)).reference == "2"
    with pytest.raises(BriefingsError, match="number-used"):
        hand_out(project, number="1")


def test_nothing_that_was_issued_changes(register_project: Path) -> None:
    """Later editions, builds and days, and the end of the build folder, leave each byte as it was."""
    first = hand_out(register_project)
    files, line = kept_files(register_project, first), (register_project / REGISTER).read_bytes()
    replace_once(register_project / OWN, "place: Lutz", "place: Upper Lutz")
    build(register_project, DAY + timedelta(days=9), formats=("md",))
    shutil.rmtree(register_project / "build")
    second = hand_out(register_project, "The Envoy", day=DAY + timedelta(days=9))
    assert kept_files(register_project, first) == files
    assert (register_project / REGISTER).read_bytes().startswith(line)
    assert first.folder != second.folder


def test_the_same_note_as_ordered(register_project: Path) -> None:
    """An edition of an ordered note has the options of its order."""
    order = "notes:\n- {partner: zubrowka, products: [card], occasion: Visit to Lutz}\n"
    (register_project / "facts/notes.yaml").write_text(order, "utf-8")
    edition = hand_out(register_project, note="zubrowka.card")
    assert edition.note == "zubrowka.card"
    assert b"Visit to Lutz" in kept_files(register_project, edition)["zubrowka.card.en.md"]
    build(register_project, formats=("md",))
    assert b"/2019/1" not in set_files(register_project)["zubrowka.en.md"]


def test_numbered_copies(project: Path, briefings: Command) -> None:
    """Where the scheme numbers copies, each reader has one, with its number on it."""
    scheme = next((project / "facts/markings").glob("*.yaml"))
    level = json.dumps(scheme.read_text("utf-8"))
    assert "PUBLIC" in level
    append_text(scheme, "copies: PUBLIC\n")
    edition = hand_out(project, "The Minister", "The Envoy")
    files = kept_files(project, edition)
    assert edition.copies == (1, 2)
    assert files["zubrowka.en.copy-1.md"] != files["zubrowka.en.copy-2.md"] != files["zubrowka.en.md"]
    lines = list(edition_lines(project, edition))
    assert "  copy 2: The Envoy" in lines
    assert f"  editions/{edition.folder}/zubrowka.en.copy-2.md: as issued" in lines
    assert sorted(json.loads(files["manifest.json"])["files"]) == sorted(
        files.keys() - {RECORD_NAME, "manifest.json"}
    )
    assert register(project)[0].copies == (1, 2)
    copy = project / EDITIONS_FOLDER / edition.folder / "zubrowka.en.copy-2.md"
    told = briefings("check-edition", copy, "--project", project).out
    assert "is zubrowka.en.copy-2.md as issued: 1, of 2019-06-01, the copy of The Envoy" in told


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"note": "zubrowka.cart"}, "unknown-note"),
        ({"note": "all.brief"}, "unknown-note"),
        ({"note": "all"}, "unknown-note"),
        ({"audience": "pres"}, "unknown-audience"),
    ],
)
def test_what_can_not_be_issued(project: Path, asked: dict[str, Any], code: str) -> None:
    """Nothing is left of an edition that can't be made."""
    with pytest.raises(BriefingsError) as caught:
        hand_out(project, **asked)
    assert [problem.code for problem in caught.value.diagnostics] == [code]
    assert register(project) == ()


def test_a_fact_with_an_error_stops_the_issue(project: Path) -> None:
    """Nothing is left of an edition whose note can't be built."""
    append_text(project / OWN, "a: b: c\n")
    with pytest.raises(BriefingsError):
        hand_out(project)
    assert register(project) == ()


def test_the_name_of_a_partner_means_its_brief(project: Path) -> None:
    """Builds call the brief by the partner alone, so this name works, beside a second product as well."""
    build(project, formats=("md",))
    build(project, formats=("md",), products=("card",))
    assert hand_out(project, note="zubrowka").note == "zubrowka.brief"
    assert hand_out(project, note="zubrowka.card").note == "zubrowka.card"


def test_a_partner_with_several_notes_and_no_brief_is_asked_about(project: Path) -> None:
    """None of its notes is the usual one; the only one of a partner is meant."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en]\nproducts: [card, desk]")
    with pytest.raises(BriefingsError) as caught:
        hand_out(project, note="zubrowka")
    assert (
        caught.value.diagnostics[0].hint
        == "zubrowka has several notes; name one: zubrowka.card, zubrowka.desk"
    )
    replace_once(project / "facts/house.yaml", "products: [card, desk]", "products: [card]")
    assert hand_out(project, note="zubrowka").note == "zubrowka.card"


# --- whole, or not there ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [OSError("disk full"), ProcessKilled()])
def test_an_edition_is_whole_or_not_there(
    register_project: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """Whatever step fails, the register names only whole editions, and the next issue goes through."""
    first = hand_out(register_project)
    made = issue._Making.make
    files: list[Any] = []

    def make(self: Any, options: Any) -> Any:  # noqa: ANN401 - as the method
        """Return the same files each time, made once."""
        if not files:
            files.append(made(self, options))
        return files[0]

    monkeypatch.setattr(issue._Making, "make", make)
    hand_out(register_project, "Somebody", number="2")
    shutil.copytree(register_project, register_project.parent / "start")
    for step in range(1, 60):
        shutil.rmtree(register_project)
        shutil.copytree(register_project.parent / "start", register_project)
        files[0][1]["reference"] = "LL/3"
        with (
            fail_nth_call(monkeypatch, step, fault) as calls,
            contextlib.suppress(OSError, BriefingsError, ProcessKilled),
        ):
            hand_out(register_project, "The Envoy", number="3")
        if len(calls) < step:
            break
        editions = register(register_project)
        assert [edition.to for edition in editions][:2] == [("The Minister",), ("Somebody",)]
        for edition in editions:
            kept = kept_files(register_project, edition)
            assert file_hash(kept["manifest.json"]) == edition.manifest
            assert kept.keys() == {RECORD_NAME, "manifest.json", *json.loads(kept["manifest.json"])["files"]}
        if len(editions) == 2:
            assert hand_out(register_project, "The Envoy", number="3").number == "3"
        assert len(register(register_project)) == 3
    assert step > 5
    assert (
        register(register_project)[0] == first or first.reference == register(register_project)[0].reference
    )


def test_two_desks_merge(register_project: Path, briefings: Command) -> None:
    """Both lines and both folders are there after a merge, and `check` finds a number that both used."""

    def git(*arguments: str) -> None:
        """Run git with the name of an author."""
        who = ["-c", "user.name=Desk", "-c", "user.email=desk@valleys.example", "-c", "commit.gpgsign=false"]
        subprocess.run([GIT, "-C", register_project, *who, *arguments], check=True, capture_output=True)

    hand_out(register_project)
    git("init", "-q", "-b", "first")
    git("add", "-A")
    git("commit", "-qm", "An edition")
    git("checkout", "-qb", "second")
    hand_out(register_project, "The Envoy", note="zubrowka.brief")
    git("add", "-A")
    git("commit", "-qm", "One desk")
    git("checkout", "-q", "first")
    replace_once(register_project / OWN, "place: Lutz", "place: Upper Lutz")
    hand_out(register_project, "The Keeper")
    git("add", "-A")
    git("commit", "-qm", "Another desk")
    git("merge", "-q", "second", "-m", "Both")
    editions = register(register_project)
    assert [edition.to[0] for edition in editions] == ["The Minister", "The Keeper", "The Envoy"]
    assert all(list(edition_lines(register_project, edition)) for edition in editions)
    where = ("--project", register_project)
    told = f"{REGISTER}:5:3: error[number-used]"
    assert told in briefings("check", *where).out
    assert told in briefings("editions", *where).err
    with pytest.raises(BriefingsError) as unclear:
        find_edition(editions, editions[1].reference)
    [problem] = unclear.value.diagnostics
    told = f"2 editions have the number {editions[1].reference}"
    assert (problem.code, problem.message) == ("unclear-edition", told)
    assert f"editions/{editions[1].folder} or editions/{editions[2].folder}" in problem.hint


# --- finding them again -----------------------------------------------------------------------------


def test_the_recall_list(register_project: Path, briefings: Command) -> None:
    """Who has a note that rests on a source or fact is found, by an edition that did and not by one that did not."""
    hand_out(register_project, "The Minister", note="zubrowka.brief")
    manifest = json.loads(kept_files(register_project, register(register_project)[0])["manifest.json"])
    [note] = manifest["notes"]
    fact, source = next(iter(note["facts"])), note["sources"][0]
    for key in (fact, source):
        ran = briefings("editions", "--affected-by", key, "--project", register_project)
        assert (ran.code, "to The Minister" in ran.out) == (0, True)
    ran = briefings("editions", "--affected-by", "zubrowka/nothing", "--project", register_project)
    assert (ran.out, ran.err) == ("", "0 editions\n")
    editions = register(register_project)
    assert list(affected_editions(register_project, editions, {"nothing"})) == []


def test_the_commands(register_project: Path, briefings: Command) -> None:
    """`issue` prints the files, `editions` the list, or all about one."""
    where = ("--project", register_project)
    ran = briefings(
        "issue", "zubrowka.brief", "--to", "The Minister", "--to", "The Envoy", "--format", "md", *where
    )
    assert (ran.code, "zubrowka.en.md" in ran.out, "to The Minister, The Envoy" in ran.err) == (0, True, True)
    [edition] = register(register_project)
    assert briefings("editions", *where).out == f"{list_line(edition)}\n"
    assert briefings("editions", "envoy", *where).out == f"{list_line(edition)}\n"
    assert briefings("editions", "keeper", *where).out == ""
    shown = briefings("editions", edition.reference, *where).out
    assert f"editions/{edition.folder}/zubrowka.en.md: as issued" in shown
    assert briefings("editions", "show", "1", *where).out == shown
    assert "no edition has the number 7" in briefings("editions", "show", "7", *where).err
    assert briefings("issue", "zubrowka.brief", *where).code == 2
    ran = briefings("issue", "zubrowka.brief", "--to", "X", "--archive", "--format", "md", *where)
    assert (ran.code, "add --format pdf" in ran.err) == (2, True)
    assert find_editions(register_project, ["1"]) == [edition]


def test_a_changed_archive_is_told(register_project: Path, briefings: Command) -> None:
    """A file that is not as it was issued is named; a manifest that is not stops the answer."""
    edition = hand_out(register_project)
    folder = register_project / EDITIONS_FOLDER / edition.folder
    append_text(folder / "zubrowka.en.md", "More.\n")
    lines = list(edition_lines(register_project, edition))
    assert f"  editions/{edition.folder}/zubrowka.en.md: not as issued" in lines
    append_text(folder / "manifest.json", "\n")
    ran = briefings("editions", "1", "--project", register_project)
    assert (ran.code, "error[damaged-edition]" in ran.err) == (1, True)


def test_a_register_with_an_error(register_project: Path, briefings: Command) -> None:
    """A line that can't be read stops `issue` and `editions`, with its place."""
    hand_out(register_project)
    append_text(register_project / REGISTER, "- {reference: x}\n")
    for command in (("editions",), ("issue", "zubrowka.brief", "--to", "X"), ("check",)):
        ran = briefings(*command, "--project", register_project)
        assert (ran.code, f"{REGISTER}:4:3: error[missing-field]" in ran.out + ran.err) == (1, True)


def test_why_and_recall_know_what_was_issued(register_project: Path, briefings: Command) -> None:
    """They name the editions with their readers, also for what no note of today says any more."""
    replace_once(
        register_project / HOUSE,
        "audiences: {internal: PUBLIC}",
        "audiences: {internal: PUBLIC, friends: PUBLIC}",
    )
    where = ("--as-of", DAY.isoformat(), "--project", register_project)
    ran = briefings("source", "recall", "league-charter", *where)
    assert ("Issued in:" in ran.out, "edition" in ran.err) == (False, False)
    edition = hand_out(register_project, "The Minister", "The Envoy")
    [note] = json.loads(kept_files(register_project, edition)["manifest.json"])["notes"]
    line = next(line for line in note["lines"] if "zubrowka/oil" in line["facts"])
    readers = list_line(edition)
    for source in note["sources"]:
        ran = briefings("source", "recall", source, *where)
        assert (f"Issued in:\n  {readers}\n" in ran.out, "1 edition" in ran.err) == (True, True)
    told = f"Issued in:\n  {readers}\n    {line['heading']}: {line['text']}\n"
    assert told in briefings("why", "zubrowka/oil", *where).out
    for command in (("why", "zubrowka/oil"), ("source", "recall", note["sources"][0])):
        ran = briefings(*command, "--audience", "friends", *where)
        assert (ran.code, "zubrowka" in ran.out, readers in ran.out) == (0, True, False)
    replace_once(register_project / OWN, "share lamp oil", "share candles")
    ran = briefings("why", "share lamp oil", *where)
    assert (ran.code, f"Issued in {readers}\n" in ran.out) == (0, True)
    replace_once(register_project / OWN, "id: oil", "id: other")
    ran = briefings("why", "zubrowka/oil", *where)
    assert (ran.code, ran.out) == (0, f"zubrowka/oil is no longer in the facts\n{told}")


# --- what is new to the readers ---------------------------------------------------------------------


def test_what_is_new_since_the_last_edition(project: Path) -> None:
    """It begins with the readers' own last edition, the oldest of several; else with the last for the audience."""
    days = [DAY + timedelta(days=count) for count in range(6)]
    asked = [(days[0], "A"), (days[1], "B"), (days[2], "C")]
    editions = [hand_out(project, reader, day=day) for day, reader in asked]
    request = IssueRequest("zubrowka.brief", (), days[5], "internal", ("md",))
    found = {
        to: since_last(project, NoteOptions(), replace(request, to=to), editions, "zubrowka.brief")
        for to in (("A",), ("C", "B"), ("D",), ("D", "A"))
    }
    assert {to: (each.since, each.since_edition) for to, each in found.items()} == {
        ("A",): ("2019-06-01", "1"),
        ("C", "B"): ("2019-06-02", "2"),
        ("D",): ("2019-06-03", "3"),
        ("D", "A"): ("2019-06-01", "1"),
    }
    assert since_last(project, NoteOptions(), request, editions, "zubrowka.card") == NoteOptions()
    ordered = NoteOptions(since="2018-01-01")
    assert since_last(project, ordered, request, editions, "zubrowka.brief") == ordered
    named = since_last(project, NoteOptions(), replace(request, since=DAY), editions, "zubrowka.brief")
    assert named == NoteOptions(since="2019-06-01")


TREATIES = """\
marking: PUBLIC
agreements:
- {id: soap, on: 2019-04-01, title: Treaty on Soap, evidence: [league-charter]}
- {id: oil-treaty, on: 2019-04-02, title: Treaty on Oil, evidence: [league-charter]}
"""
LATE = """\
- {id: wicks, on: 2019-05-01, title: Treaty on Wicks, evidence: [league-charter]}
- {id: glass, on: 2019-06-20, title: Treaty on Glass, evidence: [league-charter]}
"""


def test_what_is_entered_late_is_new(project: Path) -> None:
    """What was not on record for the last edition is new, however old; what was stays old, whatever becomes of its words."""
    use_packaged_brief(project)
    path = project / "facts/zubrowka/treaties.yaml"
    path.write_text(TREATIES, "utf-8")
    first = hand_out(project)
    path.write_text(TREATIES.replace("Treaty on Oil", "Pact on Oil") + LATE, "utf-8")
    later = DAY + timedelta(days=30)
    second = hand_out(project, day=later)
    assert not any(changes_since(Project(project, project), [first, second], second, later))
    text = kept_files(project, second)["zubrowka.en.md"].decode()
    news = " ".join(text.partition("## What is new")[2].partition("\n## ")[0].replace("\u00a0", " ").split())
    assert news.startswith("since edition 1 of 1 June 2019 - 20 June 2019: Agreed: Treaty on Glass.")
    assert "1 May 2019: Agreed: Treaty on Wicks. (entered since that edition)" in news
    assert "Soap" not in news
    assert "Pact on Oil" not in news
    # Of an edition without its record, the days alone tell.
    (project / EDITIONS_FOLDER / first.folder / RECORD_NAME).unlink()
    (project / REGISTER).write_text(
        "".join((project / REGISTER).read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8"
    )
    text = kept_files(project, hand_out(project, day=later))["zubrowka.en.md"].decode()
    assert "Treaty on Glass" in text
    assert "entered since" not in text


def test_a_record_that_is_nested_too_deeply_is_none(register_project: Path, briefings: Command) -> None:
    """Whoever damages a record gets no bug report, whatever the damage is."""
    edition = hand_out(register_project)
    (register_project / EDITIONS_FOLDER / edition.folder / RECORD_NAME).write_text("[" * 100_000, "utf-8")
    for line in ("editions", "addendum 1", "check"):
        assert briefings(*line.split(), "--project", register_project).code in {0, 1}


# --- what `check` finds -----------------------------------------------------------------------------


def test_a_folder_without_its_line(register_project: Path, briefings: Command) -> None:
    """A whole edition that the register does not name is reported; what was never whole is not."""
    edition = hand_out(register_project)
    (register_project / EDITIONS_FOLDER / ".making-x").mkdir()
    where = ("check", "--project", register_project)
    assert "unregistered-edition" not in briefings(*where).out
    (register_project / REGISTER).write_text("editions:\n", "utf-8")
    found = briefings(*where).out
    assert f"editions/{edition.folder}: warning[unregistered-edition]: the register has no edition" in found


def test_a_register_may_be_large(project: Path) -> None:
    """A register is not a file that people write: it may have more than the megabyte of those."""
    reader = "Long" * 500
    hand_out(project, reader)
    *_, line = (project / REGISTER).read_text("utf-8").splitlines()
    append_text(project / REGISTER, f"{line}\n" * 600)
    assert (project / REGISTER).stat().st_size > 1_000_000
    assert {edition.to for edition in register(project)} == {(reader,)}
