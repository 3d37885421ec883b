"""Tests of incremental builds: every reason to rebuild, and the same result as a clean build."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from briefings.build import builder
from briefings.build.request import SetName
from briefings.build.state import BuildState
from briefings.build.state_file import STATE_FILE
from briefings.build.tool_versions import tool_versions
from briefings.project import package_data_folder
from tests.support.builds import (
    DAY,
    OWN,
    InlineExecutor,
    add_second_partner,
    append_text,
    build,
    clean_build,
    folder_snapshot,
    load_manifest,
    rebuild_reasons,
    rebuilt_files,
    replace_once,
    run_briefings,
    run_fastpath,
    set_files,
)
from tests.support.commands import run_line
from tests.support.notes import FICTIONAL

ALL = ("md", "html", "pdf")


def reason_for_each_format(*why: str) -> dict[str, list[str]]:
    """Return the same reasons for each format."""
    return {form: list(why) for form in ALL}


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fictional project after a build; a test copies it, and a build takes the copy for current."""
    project = shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("built") / "project")
    build(project)
    return project


@pytest.fixture
def built_project(first_build: Path, tmp_path: Path) -> Path:
    """Return the fictional project after a build."""
    return shutil.copytree(first_build, tmp_path / "project", symlinks=True)


def copy_template(project: Path, name: str) -> Path:
    """Copy a packaged template into the project, and return its path."""
    path = project / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(package_data_folder() / "templates" / name, path)
    return path


# --- reasons ------------------------------------------------------------------------------------


def test_a_note_is_made_once(project: Path) -> None:
    """The first build makes every format, the second nothing."""
    first, second = build(project), build(project)
    assert rebuild_reasons(first) == reason_for_each_format("new")
    assert rebuild_reasons(second) == {}


def test_a_changed_fact(built_project: Path) -> None:
    """A fact that reads otherwise is named as the reason."""
    replace_once(built_project / OWN, "share lamp oil", "share much lamp oil")
    assert rebuild_reasons(build(built_project)) == reason_for_each_format("fact zubrowka/oil changed")


def test_an_added_fact(built_project: Path) -> None:
    """A new fact is named as the reason."""
    append_text(
        built_project / OWN,
        "- {id: call-2018, on: 2018-05-05, form: call, with: lantern-league, evidence: [league-charter]}\n",
    )
    assert rebuild_reasons(build(built_project)) == reason_for_each_format(
        "fact zubrowka/call-2018 was added"
    )


def test_a_removed_fact(built_project: Path) -> None:
    """A fact that is gone is named as the reason."""
    text = (built_project / OWN).read_text(encoding="utf-8")
    start, end = text.index("- id: programme"), text.index("cooperation:")
    (built_project / OWN).write_text(text[:start] + text[end:], encoding="utf-8")
    assert rebuild_reasons(build(built_project)) == reason_for_each_format(
        "fact zubrowka/programme was removed"
    )


def test_a_renamed_fact_is_told_by_the_manifest_only(built_project: Path) -> None:
    """The id of a fact stands in the manifest and nowhere else: no format is made again."""
    workers = InlineExecutor()
    before = set_files(built_project)
    replace_once(built_project / OWN, "id: oil", "id: lamp-oil")
    report = build(built_project, workers=workers)
    after = set_files(built_project)
    assert rebuild_reasons(report) == {
        "manifest": ["fact zubrowka/lamp-oil was added", "fact zubrowka/oil was removed"]
    }
    assert workers.job_names == []
    assert [name for name in after if after[name] != before[name]] == ["manifest.json"]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("text: Agatha Baker", "text: Agatha Bakewell", "person agatha-baker"),
        ("title: A visit in the snow", "title: A visit in deep snow", "source alpine-herald-2019"),
        ("text: Lamp Forum", "text: Forum of Lamps", "framework lamp-forum"),
    ],
)  # fmt: skip
def test_a_changed_entity(built_project: Path, old: str, new: str, part: str) -> None:
    """What facts are about is named as the reason like they are."""
    replace_once(built_project / "facts/shared/shared.yaml", old, new)
    assert rebuild_reasons(build(built_project)) == reason_for_each_format(f"{part} changed")


def test_the_house(built_project: Path) -> None:
    """The house is named as the reason."""
    replace_once(built_project / "facts/house.yaml", "desk:", "desk: Desk of Valleys")
    assert rebuild_reasons(build(built_project)) == reason_for_each_format(
        "house file facts/house.yaml changed"
    )


def test_a_template(project: Path) -> None:
    """A template is named as the reason, also where it takes the place of the packaged one."""
    build(project)
    path = copy_template(project, "sections/background.md.j2")
    same = build(project)
    replace_once(path, "batch(4)", "batch(1)")
    assert rebuild_reasons(same) == {}
    assert rebuild_reasons(build(project)) == reason_for_each_format(
        "template templates/sections/background.md.j2 changed"
    )


def test_a_partners_own_template_reaches_no_other(project: Path) -> None:
    """A template under `partners/` concerns the note of that partner only."""
    add_second_partner(project)
    build(project)
    path = copy_template(project, "sections/background.md.j2")
    special = project / "templates/partners/zubrowka/sections/background.md.j2"
    special.parent.mkdir(parents=True)
    path.rename(special)
    replace_once(special, "batch(4)", "batch(1)")
    report = build(project)
    assert rebuilt_files(report) == {"zubrowka": list(ALL)}
    assert rebuild_reasons(report)["md"] == [
        "template templates/partners/zubrowka/sections/background.md.j2 was added"
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("background: Background", "background: History", "section.background"),
        ("as-at: As at {date}", "as-at: On {date}", "as-at"),
        ("subject: Desk copy as at {date}", "subject: Note of {date}", "product.desk.subject"),
    ],
)  # fmt: skip
def test_a_label(project: Path, old: str, new: str, key: str) -> None:
    """A label is named as the reason, those of the day and of the subject too."""
    path = copy_template(project, "labels/en.yaml")
    build(project)
    replace_once(path, f"{old}\n", f"{new}\n")
    report = build(project)
    assert rebuild_reasons(report)["html"] == [f"label {key} in en changed"]
    assert set_files(project) == clean_build(project)["zubrowka"]


def test_a_label_of_a_project_and_of_a_partner(project: Path) -> None:
    """A single entry is enough, the partner's one wins, and the reason names that label alone."""
    build(project)
    for folder, words, reason in [
        ("", "History", "label section.background in en changed"),
        ("partners/zubrowka/", "Story", "label section.background in en was replaced"),
    ]:
        path = project / f"templates/{folder}labels/en.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f"section: {{background: {words}}}\n", encoding="utf-8")
        assert rebuild_reasons(build(project))["html"] == [reason]
        assert f"## {words}\n" in set_files(project)["zubrowka.en.md"].decode()
    assert set_files(project) == clean_build(project)["zubrowka"]


@pytest.mark.parametrize(("style", "forms"), [("screen.css", ("html",)), ("print.css", ("html", "pdf"))])
def test_a_style_reaches_its_formats_only(project: Path, style: str, forms: tuple[str, ...]) -> None:
    """The style for screens is in the HTML alone; a browser prints with the style of the PDF."""
    path = copy_template(project, style)
    build(project)
    before = set_files(project)
    append_text(path, "p { color: #123 }\n")
    assert rebuild_reasons(build(project)) == {
        form: [f"style sheet templates/{style} changed"] for form in forms
    }
    after = set_files(project)
    assert {name for name in after if after[name] != before[name]} == {
        *(f"zubrowka.en.{form}" for form in forms),
        "manifest.json",
    }


def test_a_look_reaches_the_formats_that_have_one(project: Path) -> None:
    """The look of a project, and that of a partner behind it, is added to both styles, and leaves the Markdown."""
    build(project)
    for folder, colour in [("", "#123"), ("partners/zubrowka/", "#456")]:
        path = project / f"templates/{folder}look.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f":root {{ --accent: {colour} }}\n", encoding="utf-8")
        reason = [f"style sheet templates/{folder}look.css was added"]
        assert rebuild_reasons(build(project)) == {"html": reason, "pdf": reason}
    page = set_files(project)["zubrowka.en.html"].decode()
    assert page.index("--accent: #1f4e79") < page.index("--accent: #123") < page.index("--accent: #456")
    assert set_files(project) == clean_build(project)["zubrowka"]


def test_a_font_reaches_the_pdf_only(project: Path) -> None:
    """A font is named as the reason for the PDF."""
    fonts = project / "templates/fonts"
    shutil.copytree(package_data_folder() / "templates/fonts", fonts)
    build(project)
    (fonts / "NotoSans-Bold.ttf").write_bytes((fonts / "NotoSans-Regular.ttf").read_bytes())
    assert rebuild_reasons(build(project)) == {"pdf": ["font templates/fonts/NotoSans-Bold.ttf changed"]}


def test_a_library(built_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a library is named with both versions."""
    now = tool_versions()
    monkeypatch.setattr(builder, "tool_versions", lambda: {**now, "weasyprint": "99"})
    why = f"library weasyprint changed from {now['weasyprint']} to 99"
    assert rebuild_reasons(build(built_project)) == reason_for_each_format(why)


def test_a_day_on_which_a_fact_turns(built_project: Path) -> None:
    """The day on which a fact falls due is named, though no file has changed."""
    build(built_project, date(2020, 1, 10))
    report = build(built_project, date(2020, 2, 3))
    assert rebuild_reasons(report) == reason_for_each_format("a fact began, ended or fell due on 2020-02-03")


def test_a_missing_file(built_project: Path) -> None:
    """A format that was deleted is made again, and only that."""
    before = set_files(built_project)
    (built_project / "build/internal/zubrowka/zubrowka.en.html").unlink()
    assert rebuild_reasons(build(built_project)) == {"html": ["file is missing"]}
    assert set_files(built_project) == before


def test_a_file_that_was_edited(built_project: Path) -> None:
    """An output that is not as it was written is made again, and only that."""
    before = set_files(built_project)
    append_text(built_project / "build/internal/zubrowka/zubrowka.en.md", "by hand\n")
    assert rebuild_reasons(build(built_project)) == {"md": ["file changed since it was built"]}
    assert set_files(built_project) == before


def test_a_damaged_manifest(built_project: Path) -> None:
    """A manifest that is not as it was written is written again; no format is."""
    workers = InlineExecutor()
    before = set_files(built_project)
    (built_project / "build/internal/zubrowka/manifest.json").write_text("{}", encoding="utf-8")
    report = build(built_project, workers=workers)
    assert rebuild_reasons(report) == {
        "manifest": ["a file of the set is missing or changed since it was built"]
    }
    assert (set_files(built_project), workers.job_names) == (before, [])


def test_a_file_too_many(built_project: Path) -> None:
    """What somebody put into a set is not there any more after a build."""
    before = set_files(built_project)
    (built_project / "build/internal/zubrowka/notes.txt").write_text("mine", encoding="utf-8")
    report = build(built_project)
    assert rebuild_reasons(report) == {"manifest": ["the set contains a file that does not belong to it"]}
    assert set_files(built_project) == before


def test_force(built_project: Path) -> None:
    """`--force` makes everything again, to the same bytes."""
    workers = InlineExecutor()
    before = set_files(built_project)
    assert rebuild_reasons(build(built_project, force=True, workers=workers)) == reason_for_each_format(
        "--force"
    )
    assert (set_files(built_project), workers.job_names) == (before, ["zubrowka.en"])


def test_an_option(built_project: Path) -> None:
    """An option that prints is named as the reason."""
    report = build(built_project, occasion="Visit to Lutz")
    assert rebuild_reasons(report) == reason_for_each_format("option --occasion changed")
    report = build(built_project, occasion="Visit to Lutz", contacts="1")
    assert rebuild_reasons(report) == reason_for_each_format("option --contacts changed")


def test_a_format_that_was_not_asked_for_and_is_out_of_date(project: Path) -> None:
    """A PDF with an old look does not stay as it is beside a new build of the others."""
    path = copy_template(project, "print.css")
    build(project)
    append_text(path, "p { color: #123 }\n")
    report = build(project, formats=("md",))
    reason = ["style sheet templates/print.css changed"]
    assert rebuild_reasons(report) == {"html": reason, "pdf": reason}
    assert set_files(project) == clean_build(project)["zubrowka"]


# --- nothing to do ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("statements:\n", "# checked on Monday\nstatements:\n"),
        ("  on: 2007-03\n", "  on:   2007-03\n\n"),
        ("text: The two sides share lamp oil.", 'text: "The two sides share lamp oil."'),
        ("  topics: [Lamps, Lobbies]\n", "  topics:\n  - Lamps\n  - Lobbies\n"),
    ],
)  # fmt: skip
def test_comments_and_layout_make_nothing(built_project: Path, old: str, new: str) -> None:
    """Comments and layout of a fact file say nothing: no output is touched."""
    workers = InlineExecutor()
    before = folder_snapshot(built_project / "build/internal")
    replace_once(built_project / OWN, old, new)
    report = build(built_project, workers=workers)
    assert (
        rebuild_reasons(report),
        workers.job_names,
        folder_snapshot(built_project / "build/internal"),
    ) == ({}, [], before)


def test_a_change_that_prints_nowhere_writes_nothing(built_project: Path) -> None:
    """A fact of no note, such as an earlier contact that is not shown, touches no output."""
    build(built_project, contacts="1")
    workers = InlineExecutor()
    before = folder_snapshot(built_project / "build/internal")
    append_text(
        built_project / OWN,
        "- {id: call-2001, on: 2001-05-05, form: call, with: embassy-grand-fenwick, evidence: [league-charter]}\n",
    )
    build(built_project, contacts="1")
    replace_once(
        built_project / "facts/shared/shared.yaml",
        "- {text: Gustave H., lang: en}",
        "- {text: Gustave H., lang: en}\n  - {text: Ghee, lang: tg-Latn}",
    )
    after = folder_snapshot(built_project / "build/internal")
    report = build(built_project, contacts="1", workers=workers)
    assert rebuild_reasons(report) == {}
    assert workers.job_names == []
    assert before != after or before == folder_snapshot(built_project / "build/internal")
    assert after == folder_snapshot(built_project / "build/internal")


def test_a_day_without_a_turn_changes_nothing(built_project: Path) -> None:
    """A note that still holds keeps the day that it bears."""
    before = folder_snapshot(built_project / "build/internal")
    report = build(built_project, date(2019, 6, 2))
    assert (rebuild_reasons(report), folder_snapshot(built_project / "build/internal")) == ({}, before)
    assert load_manifest(built_project)["notes"][0]["as_of"] == "2019-06-01"


def test_a_day_with_a_turn_that_is_printed_makes_the_note_again(built_project: Path) -> None:
    """A note whose words have turned bears the new day."""
    build(built_project, date(2020, 2, 3))
    assert load_manifest(built_project)["notes"][0]["as_of"] == "2020-02-03"


def test_an_earlier_day_makes_the_note_again(built_project: Path) -> None:
    """No note bears a day that has not come."""
    build(built_project, date(2019, 5, 31))
    assert load_manifest(built_project)["notes"][0]["as_of"] == "2019-05-31"


def test_a_day_kept_must_still_be_right(built_project: Path) -> None:
    """Where today's words are those on paper, but not as of the day on paper, the note gets today's."""
    build(built_project, date(2010, 1, 2), output=built_project / "build")
    text = "- {id: fog, valid: 2009-06/2009-12, text: There is fog., evidence: [league-charter]}\n"
    replace_once(built_project / OWN, "memberships:\n", f"{text}memberships:\n")
    build(built_project, date(2009, 7, 1))
    assert load_manifest(built_project)["notes"][0]["as_of"] == "2009-07-01"
    replace_once(built_project / OWN, text, "")
    build(built_project, date(2009, 8, 1))
    replace_once(
        built_project / OWN,
        "memberships:\n",
        f"{text.replace('2009-06/2009-12', '2009-07-20/2009-08-10')}memberships:\n",
    )
    build(built_project, date(2009, 9, 1))
    as_of = date.fromisoformat(load_manifest(built_project)["notes"][0]["as_of"])
    assert set_files(built_project) == clean_build(built_project, as_of)["zubrowka"]


def test_a_second_partner_is_left_alone(project: Path) -> None:
    """What changes for one partner touches nothing of another."""
    add_second_partner(project)
    build(project)
    before = folder_snapshot(project / "build/internal/.sets/freedonia")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    assert rebuilt_files(build(project)) == {"zubrowka": list(ALL)}
    assert folder_snapshot(project / "build/internal/.sets/freedonia") == before


# --- --check and --explain ----------------------------------------------------------------------


def test_check_writes_nothing_and_tells_by_its_exit_code(project: Path) -> None:
    """`--check` exits 1 if something would be made, 0 if not, and touches no file either way."""
    run_briefings(project, "build", "--format", "md", "--as-of", "2019-06-01")
    before = folder_snapshot(project)
    options = ("--format", "md", "--as-of", "2019-06-01", "--check", "--explain")
    current = run_briefings(project, "build", *options)
    assert (current.returncode, current.stdout, folder_snapshot(project)) == (
        0, "build/internal/zubrowka@2019-06-01/zubrowka.en.2019-06-01.md: unchanged\n", before,
    )  # fmt: skip
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    before = folder_snapshot(project)
    stale = run_briefings(project, "build", *options)
    assert (stale.returncode, stale.stdout, stale.stderr, folder_snapshot(project)) == (
        1,
        "build/internal/zubrowka@2019-06-01/zubrowka.en.2019-06-01.md: fact zubrowka/oil changed\n",
        "zubrowka@2019-06-01: would rebuild md (fact zubrowka/oil changed)\n",
        before,
    )


def test_check_of_what_was_never_built(project: Path) -> None:
    """`--check` before the first build names each file and makes no folder."""
    run = run_briefings(project, "build", "--check", "--explain")
    assert (run.returncode, run.stdout.splitlines(), (project / "build").exists()) == (
        1, [f"build/internal/zubrowka/zubrowka.en.{form}: new" for form in ALL], False,
    )  # fmt: skip


def test_check_of_a_partner_that_is_gone(project: Path) -> None:
    """That outputs would be pruned is something that would change."""
    add_second_partner(project)
    build(project)
    shutil.rmtree(project / "facts/freedonia")
    report = build(project, dry_run=True)
    assert (report.removed_sets, (project / "build/internal/freedonia").is_dir()) == (
        [("internal", SetName("freedonia"))],
        True,
    )


# --- an incremental build is as good as a clean one ---------------------------------------------


@pytest.mark.parametrize("damage", ["gone", "cut", "empty", "form", "types", "list", "deep", "flip"])
def test_a_damaged_state_costs_a_build_and_nothing_else(built_project: Path, damage: str) -> None:
    """Whatever becomes of the state file, the next build ends right."""
    state = built_project / "build" / STATE_FILE
    data = state.read_bytes()
    replace_once(built_project / OWN, "share lamp oil", "share much lamp oil")
    if damage == "gone":
        state.unlink()
    elif damage == "flip":
        for place in range(0, len(data), len(data) // 12):
            state.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert build(built_project, dry_run=True).problems == []
    else:
        state.write_bytes({
            "cut": data[: len(data) // 2],
            "empty": b"",
            "form": data.replace(b'"version": 5', b'"version": 4'),
            "types": b'{"section": "build", "version": 5, "sha256": ""}\n{"files":{"a":1},"parts":[],"sets":{"zubrowka":{}}}',
            "list": b"[]",
            "deep": b"[" * 100_000,
        }[damage])  # fmt: skip
    build(built_project)
    assert set_files(built_project) == clean_build(built_project)["zubrowka"]
    assert rebuild_reasons(build(built_project)) == {}


def test_a_turn_can_not_be_hidden_by_a_flipped_byte(built_project: Path) -> None:
    """A state in which the next turn was moved into the future is not believed."""
    state = built_project / "build" / STATE_FILE
    data = state.read_bytes()
    assert b'"next_change":"2019' in data or b'"next_change":"2020' in data
    state.write_bytes(data.replace(b'"next_change":"20', b'"next_change":"29'))
    build(built_project, date(2020, 2, 3))
    assert set_files(built_project) == clean_build(built_project, date(2020, 2, 3))["zubrowka"]


SECRETS = """marking: SECRET
sources:
- {id: cable, title: A cable, publisher: Spies, published: 2019-05-01, language: en, marking: SECRET}
people:
- id: double-agent
  names:
  - {text: Double Agent, lang: en}
tenures:
- {id: keeper-secret, post: league-keeper, holder: double-agent, valid: 2019-01-01/, evidence: [cable]}
statements:
- {id: plot, valid: 2018/, text: A plot of Secretland., evidence: [cable]}
"""


def test_nothing_tells_that_there_are_secrets(tmp_path: Path) -> None:
    """Outputs, manifest and messages are the same bytes whether or not facts above the marking exist."""
    results = []
    for name in ("with", "without"):
        project = Path(shutil.copytree(FICTIONAL, tmp_path / name / "project"))
        replace_once(
            project / "facts/markings/public.yaml",
            "name: {en: PUBLIC}}",
            "name: {en: PUBLIC}}\n- {id: SECRET, name: {en: SECRET}}",
        )
        if name == "with":
            (project / "facts/shared/secret.yaml").write_text(SECRETS, encoding="utf-8")
            text = (project / OWN).read_text(encoding="utf-8")
            seen = "- {source: alpine-herald-2019, attests: 2019-02-03}"
            (project / OWN).write_text(
                text.replace(seen, f"{seen}\n  - {{source: cable, attests: 2019-05-01}}"), encoding="utf-8"
            )
        runs = [
            run_briefings(
                project, "build", "--as-of", "2019-06-01", "--format", "md", "--format", "html", "--explain"
            ),
            run_briefings(project, "build", "--as-of", "2021-06-01", "--format", "md"),
            run_briefings(project, "diff", "--from", "2018-06-01", "--to", "2023-06-01"),
            run_briefings(project, "verify"),
        ]
        said = [(run.returncode, run.stdout, run.stderr) for run in runs]
        results.append(
            (said, set_files(project, "zubrowka@2019-06-01"), set_files(project, "zubrowka@2021-06-01"))
        )
    assert results[0] == results[1]
    assert "SECRET" not in str(results[0])


TEXTS = ("The lamps are lit.", "The lamps are out.", "A long winter came over the valley.")
SPANS = ("2010/", "2015-06-15/2019-08-01", "2019-07-10/..", "2001/2002")
DAYS = (
    date(2018, 1, 1),
    date(2019, 6, 1),
    date(2019, 6, 2),
    date(2019, 7, 15),
    date(2020, 2, 3),
    date(2023, 1, 1),
)
PRODUCTS = ("brief", "card")
REGION = "regions: {valleys: {names: [{text: The Valleys, lang: en}], partners: [zubrowka]}}\n"
LANGUAGES = ("en", "fr")
PARTNERS = ("zubrowka", "freedonia", "sylvania")
LOOKS = {
    "sections/background.md.j2": ("batch(4)", "batch(1)"),
    "labels/en.yaml": ("background: Background", "background: History"),
    "products/card.yaml": ("[title, card-lead,", "[title, background, card-lead,"),
    "screen.css": ("body {", "body { orphans: 2;"),
    "print.css": ("body {", "body { orphans: 2;"),
}


class ProjectChanges(RuleBasedStateMachine):
    """Random changes to a project, after which a build must give the outputs of a clean build."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(shutil.copytree(FICTIONAL, Path(self.folder.name) / "project"))
        self.day = DAY
        self.order: dict[str, tuple[str, ...]] = {}
        self.products: tuple[str, ...] = PRODUCTS[:1]
        self.languages: tuple[str, ...] = LANGUAGES[:1]
        self.regions: list[str] = []
        self.facts: dict[str, dict[str, tuple[str, str, str]]] = {}
        self.count = self.steps = 0

    def teardown(self) -> None:
        """Remove the project."""
        self.folder.cleanup()

    @initialize()
    def set_up(self) -> None:
        """Start with two partners, no facts of our own, and labels in a second language."""
        add_second_partner(self.project)
        labels = self.project / "templates/labels"
        labels.mkdir(parents=True)
        shutil.copy(package_data_folder() / "templates/labels/en.yaml", labels / f"{LANGUAGES[1]}.yaml")
        self.facts = {"zubrowka": {}, "freedonia": {}, "shared": {}}

    def _write_facts(self, partner: str) -> None:
        """Write the facts of a partner to its file."""
        lines = [
            f"- {{id: {id_}, valid: {span}, text: {text}{review}, evidence: [league-charter]}}\n"
            for id_, (text, span, review) in self.facts[partner].items()
        ]
        body = f"marking: PUBLIC\nstatements:\n{''.join(lines)}" if lines else "marking: PUBLIC\n"
        (self.project / "facts" / partner / "more.yaml").write_text(body, encoding="utf-8")

    def _draw_fact_key(self, data: st.DataObject) -> tuple[str, str] | None:
        """Draw partner and id of a fact; None if there are no facts."""
        keys = [(partner, id_) for partner, facts in self.facts.items() for id_ in facts]
        return data.draw(st.sampled_from(keys)) if keys else None

    @rule(data=st.data(), text=st.sampled_from(TEXTS), span=st.sampled_from(SPANS))
    def add_fact(self, data: st.DataObject, text: str, span: str) -> None:
        """Add a fact."""
        partner = data.draw(st.sampled_from(sorted(self.facts)))
        self.count += 1
        self.facts[partner][f"fact-{self.count}"] = (text, span, "")
        self._write_facts(partner)

    @precondition(lambda self: any(self.facts.values()))
    @rule(
        data=st.data(),
        text=st.sampled_from(TEXTS),
        span=st.sampled_from(SPANS),
        due=st.sampled_from(["", ", review: 2019-07-12"]),
    )
    def change_fact(self, data: st.DataObject, text: str, span: str, due: str) -> None:
        """Change the text, the time and the review date of a fact."""
        if chosen := self._draw_fact_key(data):
            self.facts[chosen[0]][chosen[1]] = (text, span, due)
            self._write_facts(chosen[0])

    @precondition(lambda self: any(self.facts.values()))
    @rule(data=st.data(), keep=st.booleans())
    def delete_or_rename_fact(self, data: st.DataObject, keep: bool) -> None:
        """Delete a fact, or give it another id."""
        if chosen := self._draw_fact_key(data):
            fact = self.facts[chosen[0]].pop(chosen[1])
            if keep:
                self.count += 1
                self.facts[chosen[0]][f"fact-{self.count}"] = fact
            self._write_facts(chosen[0])

    @rule(
        name=st.sampled_from(sorted(LOOKS)),
        place=st.sampled_from(["", "partners/zubrowka"]),
        other=st.booleans(),
        gone=st.booleans(),
    )
    def change_template_or_style(self, name: str, place: str, other: bool, gone: bool) -> None:
        """Change a template, the labels or a style, of the project or of a partner."""
        path = self.project / "templates" / place / name
        if gone:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (package_data_folder() / "templates" / name).read_text(encoding="utf-8")
        assert LOOKS[name][0] in text
        path.write_text(text.replace(*LOOKS[name], 1) if other else text, encoding="utf-8")

    @rule(exists=st.booleans())
    def add_or_remove_region(self, exists: bool) -> None:
        """Give the house a region with a partner that is never removed, or none."""
        path = self.project / "facts/house.yaml"
        text = path.read_text(encoding="utf-8").replace(REGION, "")
        path.write_text(text + (REGION if exists else ""), encoding="utf-8")
        self.regions = ["valleys"] if exists else []

    @rule(
        languages=st.sampled_from([LANGUAGES[:1], LANGUAGES]),
        products=st.sampled_from([PRODUCTS[:1], PRODUCTS]),
    )
    def change_house(self, languages: tuple[str, ...], products: tuple[str, ...]) -> None:
        """Change the languages and products of the house."""
        path = self.project / "facts/house.yaml"
        text = re.sub(r"^products: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = re.sub(r"^languages: .*$", f"languages: [{', '.join(languages)}]", text, flags=re.MULTILINE)
        path.write_text(f"{text}products: [{', '.join(products)}]\n", encoding="utf-8")
        self.languages, self.products = languages, products
        if not set(self.order.get("languages", ())) <= set(languages):
            self.order = {}

    @rule(data=st.data(), products=st.sampled_from([(), PRODUCTS[:1], PRODUCTS[1:], PRODUCTS]))
    def change_request(self, data: st.DataObject, products: tuple[str, ...]) -> None:
        """Request some notes only, or those of the house."""
        languages = data.draw(st.sampled_from([(), self.languages[:1], self.languages[-1:]]))
        asked = {"products": products, "languages": languages}
        self.order = {name: chosen for name, chosen in asked.items() if chosen}

    @rule(day=st.sampled_from(DAYS))
    def move_the_day(self, day: date) -> None:
        """Change the day of the build."""
        self.day = day

    @rule(partner=st.sampled_from(PARTNERS[1:]))
    def add_or_remove_partner(self, partner: str) -> None:
        """Add a partner, or remove it."""
        if partner in self.facts:
            shutil.rmtree(self.project / "facts" / partner)
            del self.facts[partner]
        else:
            add_second_partner(self.project, partner)
            self.facts[partner] = {}

    @rule(data=st.data(), action=st.sampled_from(["delete", "edit", "add", "set"]), mine=st.booleans())
    def tamper_with_outputs(self, data: st.DataObject, action: str, mine: bool) -> None:
        """Delete, edit or add an output, or delete a whole set."""
        top = self.project / ("build" if mine else "dated") / "internal"
        sets = sorted(path for path in top.glob("[a-z]*") if path.is_symlink()) if top.is_dir() else []
        if not sets:
            return
        folder = data.draw(st.sampled_from(sets))
        files = sorted(folder.iterdir())
        if action == "set":
            folder.unlink()
        elif action == "add":
            (folder / "extra.txt").write_text("extra", encoding="utf-8")
        elif files:
            file = data.draw(st.sampled_from(files))
            if action == "delete":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[:-1] + b"!")

    @rule(cut=st.booleans())
    def truncate_build_state(self, cut: bool) -> None:
        """Truncate or delete the file with the build state."""
        for output in ("build", "dated"):
            state = self.project / output / STATE_FILE
            if state.is_file():
                state.write_bytes(state.read_bytes()[: 1000 if cut else -1])

    @invariant()
    def outputs_match_clean_build(self) -> None:
        """Build, and compare with a clean build."""
        self.steps += 1
        dated = bool(self.steps % 2)
        self._check_outputs(self.project / ("dated" if dated else "build"), dated=dated)

    def _check_outputs(self, output: Path, *, dated: bool) -> None:
        """Build into a folder, and compare its sets with those of a clean build."""
        before = files_by_set(output)
        plain = not dated and not self.order
        if plain and run_fastpath(self.project, self.day):
            assert rebuilt_files(build(self.project, self.day, output, dry_run=True)) == {}
        planned = build(self.project, self.day, output, dated=dated, dry_run=True, **self.order)
        known = BuildState.load(output).sets
        workers = InlineExecutor()
        report = build(self.project, self.day, output, dated=dated, workers=workers, **self.order)
        assert report.problems == []
        assert rebuilt_files(report) == rebuilt_files(planned)
        after = files_by_set(output)
        partners = sorted(name for name in self.facts if name != "shared")
        names = {name.partition("@")[0] for name in after}
        assert {*partners} <= names <= {*partners, *self.regions}
        # A region is none of a product about a partner's business: its set is left as it is.
        asked_of = {*partners, *(self.regions if "products" not in self.order else ())}
        looked_at = {
            name
            for name in after
            if name.partition("@")[0] in asked_of and (not dated or name.endswith(f"@{self.day}"))
        }
        days = {note.day for name in looked_at for note in notes_of(after[name])} | {self.day}
        fresh = {
            day: clean_build(self.project, day, dated=dated, products=(*PRODUCTS, *self._region_products()))
            for day in days
        }
        typeset = []
        for name in looked_at:
            products = ("region",) if name.partition("@")[0] in self.regions else self._expected_products()
            asked = {(product, language) for product in products for language in self._expected_languages()}
            old = {(note.product, note.language): note for note in notes_of(before.get(name, {}))}
            new = {(note.product, note.language): note for note in notes_of(after[name])}
            today = {(note.product, note.language): note for note in notes_of(fresh[self.day][name])}
            recorded = known[SetName.parse(name)].notes if SetName.parse(name) in known else None
            remembered = {(note.product, note.language) for note in recorded or ()}
            present = before.get(name, {}).keys()
            # What is there stays, as far as the house still has it; without a record, the manifest tells what there is.
            kept = {
                key
                for key in ((old.keys() if recorded is None else remembered) & today.keys()) - asked
                if present & {file for file, _ in today[key].files}
            }
            assert new.keys() == asked | kept
            for key, note in new.items():
                then = {(each.product, each.language): each for each in notes_of(fresh[note.day][name])}
                # Of a note that was not asked for, nobody misses a file that was deleted.
                assert note == then[key] if key in asked else note.is_part_of(then[key])
                assert note.undated_lines == today[key].undated_lines
                assert note.day <= self.day
            # What the state has lost has to be made, though it may come out the same.
            typeset += [
                note.stem
                for key, note in new.items()
                if (pdf := note.pdf) and (key not in remembered or before.get(name, {}).get(pdf[0]) != pdf[1])
            ]
        assert sorted(workers.job_names) == sorted(typeset)

    def _region_products(self) -> tuple[str, ...]:
        """Return the product on regions as a tuple; empty if there is no region."""
        return ("region",) if self.regions else ()

    def _expected_products(self) -> tuple[str, ...]:
        """Return the products of the request, or those of the house."""
        return self.order.get("products") or self.products

    def _expected_languages(self) -> tuple[str, ...]:
        """Return the languages of the request, or those of the house."""
        return self.order.get("languages") or self.languages


def files_by_set(output: Path) -> dict[str, dict[str, bytes]]:
    """Return the content of all files, by set and name."""
    top = output / "internal"
    return {
        path.name: {file.name: file.read_bytes() for file in path.iterdir()}
        for path in (sorted(top.glob("[a-z]*")) if top.is_dir() else ())
    }


@dataclass(frozen=True)
class BuiltNote:
    """A note of a set: its entry in the manifest, and its files."""

    product: str
    language: str
    day: date
    entry: str
    files: tuple[tuple[str, bytes | None], ...]

    @property
    def stem(self) -> str:
        """Return the name of its files, without day and format."""
        return re.sub(r"(\.\d{4}-\d\d-\d\d)?\.[a-z]+$", "", self.files[0][0])

    @property
    def pdf(self) -> tuple[str, bytes | None] | None:
        """Return its PDF, by name; None if it has none."""
        return next(((name, data) for name, data in self.files if name.endswith(".pdf")), None)

    def is_part_of(self, whole: BuiltNote) -> bool:
        """Return whether another one is the same note, with all of its files and perhaps more."""
        mine, others = json.loads(self.entry), json.loads(whole.entry)
        return {**mine, "files": []} == {**others, "files": []} and set(self.files) <= set(whole.files)

    @property
    def undated_lines(self) -> list[str]:
        """Return its lines, without those that depend on its day."""
        text = next((data or b"" for name, data in self.files if name.endswith(".md")), b"").decode()
        return [line for line in text.splitlines() if "as at" not in line.casefold()]


def notes_of(files: dict[str, bytes]) -> list[BuiltNote]:
    """Return the notes of a set; none if its manifest cannot be read."""
    try:
        listed = json.loads(files["manifest.json"])["notes"]
    except (KeyError, ValueError):
        return []
    return [
        BuiltNote(
            note["product"],
            note["language"],
            date.fromisoformat(note["as_of"]),
            json.dumps(note),
            tuple((name, files.get(name)) for name in note["files"]),
        )
        for note in listed
    ]


TestChanges = pytest.mark.slow(ProjectChanges.TestCase)
TestChanges.settings = settings(
    max_examples=int(os.environ.get("BRIEFINGS_EXAMPLES", "1")),
    stateful_step_count=10,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # to shrink a finding takes minutes: do it by hand
)


def test_the_state_machine_would_catch_a_stale_note(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a builder that takes everything for current leaves a note that is not the clean one."""
    build(project)
    monkeypatch.setattr(builder, "is_current", lambda *_: True)
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    build(project)
    stale = set_files(project)
    monkeypatch.undo()
    assert stale != clean_build(project)["zubrowka"]


PHOTO = """\
marking: PUBLIC
lives:
- {id: photo, person: zero-moustafa, what: photo, file: zero.png, text: "Court Photographer, CC BY 4.0", on: 2014-05-01, evidence: [league-charter]}
"""


def test_a_photo_reaches_the_notes_that_show_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another picture in its file rebuilds the biography of that person, and no other note of the partner."""
    monkeypatch.chdir(project)
    (project / "facts/zubrowka/photo.yaml").write_text(PHOTO, "utf-8")
    line = "build zubrowka --as-of 2019-06-01 --format md,html"
    notes = [
        "--product desk",
        "--product biography --about zero-moustafa",
        "--product biography --about agatha-baker",
    ]
    Image.new("RGB", (30, 40), "teal").save(project / "facts/zubrowka/zero.png")
    for note in notes:
        assert run_line(f"{line} {note}").code == 0
    Image.new("RGB", (30, 40), "red").save(project / "facts/zubrowka/zero.png")
    said = run_line(f"{line} {notes[0]}").err
    assert said.splitlines() == [
        "zubrowka@2019-06-01 biography zero-moustafa: rebuilt html (fact zubrowka/photo changed)",
        "2 other notes are unchanged.",
    ]
