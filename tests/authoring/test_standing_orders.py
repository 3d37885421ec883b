"""Tests of standing orders: what was asked for once is kept up to date, and ends only when a user drops it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefings.authoring.orders.drop import drop_notes
from briefings.authoring.orders.keep import keep_orders
from briefings.build.builder import build_notes
from briefings.build.catalog import Catalog
from briefings.build.plan import BuildOptions
from briefings.build.report import summary_lines
from briefings.compose.note_options import NoteOptions
from briefings.editions.clear import ClearRequest, clear_note
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import read_register
from briefings.model.diagnostics import BriefingsError
from briefings.model.orders import StandingOrder
from briefings.project import Project, package_data_folder
from tests.support.builds import (
    DAY,
    InlineExecutor,
    add_second_partner,
    age_files,
    append_text,
    build,
    replace_once,
    run_fastpath,
)
from tests.support.notes import FICTIONAL, make_request

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from briefings.build.report import BuildReport
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

ORDERS = "facts/notes.yaml"
HOUSE = "facts/house.yaml"
MD = ("md",)


def add_visit(project: Path) -> Path:
    """Add a visit to the facts of a partner, and return its file."""
    return Path(
        shutil.copy(
            Path(__file__).parent.parent / "cases/visits.yaml", project / "facts/zubrowka/visits.yaml"
        )
    )


def ask(project: Path, day: date = DAY, *, output: Path | None = None, **asked: Any) -> BuildReport:  # noqa: ANN401 - of `make_request`
    """Build as the command does: what was asked for is written down."""
    target, home = output or project / "build", Project(project, project)
    request = make_request(asked.pop("subjects", ()), day, **asked)
    report = build_notes(home, target, request, BuildOptions(workers=InlineExecutor()))
    keep_orders(home, target, [(request, report)])
    return report


def drop(project: Path, name: str, audience: str = "internal") -> list[str]:
    """Drop a note, and return what was said of it: names, number of files, command."""
    dropped = drop_notes(Project(project, project), project / "build", name, audience)
    return [f"{', '.join(each.names)}: {each.file_count}: {each.rebuild_command}" for each in dropped]


def orders(project: Path) -> str:
    """Return the orders of a project as they stand in their file, without its comment."""
    path = project / ORDERS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return "\n".join(line for line in lines if not line.startswith("#"))


def note_files(project: Path, name: str = "zubrowka") -> list[str]:
    """Return the names of the files of a set that are notes."""
    folder = project / "build/internal" / name
    return sorted(path.name for path in folder.glob("*.*") if path.name != "manifest.json")


# --- asking -----------------------------------------------------------------------------------------


def test_one_request_may_order_notes_on_several_partners(project: Path) -> None:
    """Each gets its order, although each is written for itself."""
    add_second_partner(project)
    ask(project, subjects=("zubrowka", "freedonia"), products=("card",), formats=MD)
    assert orders(project).count("products: [card]") == 2
    assert orders(project).count("partner: freedonia") == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"subjects": ("zubrowka",)},
        {"formats": MD},
        {"languages": ("en",)},
        {"products": ("brief",)},
        {"products": ("card",), "dated": True},
    ],
)
def test_a_plain_house_needs_no_orders(project: Path, asked: dict[str, Any]) -> None:
    """A request for what a bare build makes, or for another day, orders nothing."""
    ask(project, **asked)
    assert not (project / ORDERS).exists()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ({"products": ("card",)}, "- partner: all\n  products: [card]"),
        ({"subjects": ("zubrowka",), "occasion": "Visit: Lutz"}, '- partner: zubrowka\n  occasion: "Visit: Lutz"'),
        (
            {"subjects": ("zubrowka",), "products": ("biography",), "about": "agatha-baker", "formats": MD},
            "- partner: zubrowka\n  products: [biography]\n  about: agatha-baker\n  formats: [md]",
        ),
        ({"contacts": "all", "copy": "7", "since": "2019-05-01"}, "- partner: all\n  contacts: all\n  since: 2019-05-01\n  copy: 7"),
        ({"products": ("card",), "archive": True}, '- partner: all\n  products: [card]\n  archive: yes'),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_written_down(project: Path, asked: dict[str, Any], written: str) -> None:
    """Asking for a note beyond the house's own adds an order, once."""
    ask(project, **asked)
    ask(project, **asked)
    assert orders(project).replace("'", '"') == f"notes:\n{written}"
    assert ask(project).problems == []


def test_a_bare_build_makes_what_was_asked_for(project: Path) -> None:
    """Though the build folder be gone, a bare build makes every note again, with the options that it was asked with."""
    ask(project, subjects=("zubrowka",), products=("card",), formats=MD, occasion="Visit to Lutz")
    ask(project, subjects=("zubrowka",), products=("biography",), about="agatha-baker", formats=MD)
    before = note_files(project)
    shutil.rmtree(project / "build")
    ask(project)
    assert set(before) < set(note_files(project))
    assert "Visit to Lutz" in (project / "build/internal/zubrowka/zubrowka.card.en.md").read_text("utf-8")
    assert "Visit to Lutz" not in (project / "build/internal/zubrowka/zubrowka.en.md").read_text("utf-8")


def test_asking_again_adds_to_the_order(project: Path) -> None:
    """Another format, or another option, of an ordered note changes its order; comments and other entries stay."""
    ask(project, products=("card",), formats=MD)
    append_text(
        project / ORDERS, "# for the call in June\n- {partner: zubrowka, products: [desk], formats: [md]}\n"
    )
    ask(project, products=("card",), formats=("html",), occasion="Visit")
    assert (project / ORDERS).read_text("utf-8").splitlines()[2:] == [
        "notes:",
        "- partner: all",
        "  products: [card]",
        "  formats: [md, html]",
        "  occasion: Visit",
        "# for the call in June",
        "- {partner: zubrowka, products: [desk], formats: [md]}",
    ]
    ask(project, products=("card",))
    assert "formats: [md, html]" not in orders(project)


def test_what_can_not_be_built_is_not_ordered(project: Path) -> None:
    """A note on a person who does not exist is an error, and no order."""
    report = ask(project, subjects=("zubrowka",), products=("biography",), about="agatha-barker")
    assert [problem.code for problem in report.problems] == ["unknown-person"]
    assert not (project / ORDERS).exists()


def test_another_output_folder_orders_nothing(project: Path, tmp_path: Path) -> None:
    """A build into another folder reads the orders, and adds none."""
    ask(project, products=("card",), formats=MD)
    before = orders(project)
    ask(project, output=tmp_path / "other", products=("background",), formats=MD)
    assert orders(project) == before
    ask(project, output=tmp_path / "other")
    names = {path.name for path in (tmp_path / "other/internal/zubrowka").iterdir()}
    assert {"zubrowka.en.pdf", "zubrowka.card.en.md", "zubrowka.background.en.md"} <= names


def test_orders_for_an_audience(project: Path, briefings: Command) -> None:
    """A note for another audience is kept too, in its own folder, by a build that names no audience."""
    replace_once(project / HOUSE, "{internal: PUBLIC}", "{internal: PUBLIC, press: PUBLIC}")
    run = ("build", "--project", project)
    briefings(*run, "--audience", "press", "--product", "card", "--format", "md")
    shutil.rmtree(project / "build")
    assert briefings(*run).code == 0
    assert [path.name for path in (project / "build/press/zubrowka").glob("*.md")] == ["zubrowka.card.en.md"]
    assert briefings("drop", "zubrowka.card", "--project", project, "--audience", "press").code == 1
    assert briefings("drop", "all.card", "--project", project, "--audience", "press").code == 0
    assert not (project / "build/press/zubrowka").exists()


def test_an_order_ends_the_fast_answer(project: Path) -> None:
    """A bare build that has nothing to do says so at once, until an order is added, by hand or by a command."""
    age_files(project)
    build(project)
    assert run_fastpath(project, DAY) == 1
    (project / ORDERS).write_text("notes:\n- {partner: all, products: [card], formats: [md]}\n", "utf-8")
    assert run_fastpath(project, DAY) == 0
    age_files(project)
    build(project)
    assert "zubrowka.card.en.md" in note_files(project)
    assert run_fastpath(project, DAY) == 2
    (project / ORDERS).unlink()
    assert run_fastpath(project, DAY) == 0


# --- orders that can't be met -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "code", "advice"),
    [
        ("{partner: zubrovka}", "unknown-partner", "did you mean zubrowka?"),
        ("{partner: all, products: [cart]}", "unknown-product", "did you mean card?"),
        ("{partner: all, formats: [mkd]}", "unknown-format", "did you mean md?"),
        ("{partner: all, languages: [de]}", "unknown-language", "add it to facts/house.yaml: `languages: [en, de]`, and its labels: `briefings template show labels/en.yaml > templates/labels/de.yaml`, and translate it"),
        ("{partner: all, audience: pres}", "unknown-audience", "known: internal"),
        ("{partner: zubrowka, products: [scenario]}", "no-subject", "add `about:` with its id"),
        ("{partner: zubrowka, products: [biography], about: agata-baker}", "unknown-person", "did you mean agatha-baker? change the order, or end it with `briefings drop zubrowka.biography.agata-baker.en`"),
        ("{partner: all, number: 7}", "no-reference", 'add `reference:` to facts/house.yaml, for example `reference: "{number}/{year}"`'),
        ("{products: [card]}", "missing-field", "add `partner:`"),
        ("{partner: all, contacts: many}", "bad-contacts", ""),
        ("{partner: all, archive: no}", "bad-archive", "write `yes`, or delete the line"),
        ("card", "not-a-mapping", "write it as `name: value` lines"),
    ],
)  # fmt: skip
def test_an_order_that_can_not_be_met(project: Path, order: str, code: str, advice: str) -> None:
    """It is an error at its place; everything else is built, and nothing goes."""
    (project / ORDERS).write_text(
        f"notes:\n- {{partner: all, products: [card], formats: [md]}}\n- {order}\n", "utf-8"
    )
    report = ask(project)
    [found] = report.problems
    assert (found.code, found.advice) == (code, advice)
    assert str(found.location).startswith(f"{ORDERS}:3:")
    assert note_files(project) == [
        "zubrowka.card.en.md",
        "zubrowka.en.html",
        "zubrowka.en.md",
        "zubrowka.en.pdf",
    ]


def test_what_is_ordered_and_gone_from_the_facts_stays(project: Path) -> None:
    """A note on a visit that the facts no longer have is an error at its order, and the set stays until it is dropped."""
    visit: dict[str, Any] = {"subjects": ("zubrowka",), "products": ("scenario",), "about": "lutz-2019"}
    path = add_visit(project)
    ask(project, **visit, formats=MD)
    path.write_text(path.read_text("utf-8").replace("lutz-2019", "lutz-2020"), "utf-8")
    report = ask(project, formats=MD)
    assert [str(problem.location) for problem in report.problems] == [f"{ORDERS}:4:3"]
    assert note_files(project) == ["zubrowka.scenario.lutz-2019.en.md"]
    drop(project, "zubrowka.scenario.lutz-2019")
    ask(project, formats=MD)
    assert note_files(project) == ["zubrowka.en.md"]


def test_check_knows_the_orders(project: Path, briefings: Command) -> None:
    """`check` reports an order that can't be met, though nothing was built yet."""
    (project / ORDERS).write_text("notes:\n- {partner: zubrovka}\n", "utf-8")
    assert f"{ORDERS}:2:3: error[unknown-partner]" in briefings("check", "--project", project).out


def test_a_number_without_a_register(project: Path, briefings: Command) -> None:
    """A number that would be printed nowhere is refused."""
    ran = briefings("build", "--project", project, "--number", "7", "--format", "md")
    assert (ran.code, ran.err.partition(":")[0]) == (1, "error[no-reference]")
    assert not (project / "build").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_can_not_be_written(project: Path, briefings: Command) -> None:
    """The note is there all the same, and the message names the file."""
    (project / "facts").chmod(0o555)
    ran = briefings("build", "--project", project, "--product", "card", "--format", "md")
    (project / "facts").chmod(0o755)
    assert (ran.code, "notes.yaml" in ran.err) == (1, True)
    assert note_files(project) == ["zubrowka.card.en.md"]


def test_a_layout_that_a_command_can_not_edit(project: Path, briefings: Command) -> None:
    """Nothing is written into a list in brackets; the note is there all the same."""
    (project / ORDERS).write_text("notes: [{partner: all, products: [desk], formats: [md]}]\n", "utf-8")
    ran = briefings("build", "--project", project, "--product", "card", "--format", "md")
    assert (ran.code, f"{ORDERS}:1:1: error[not-editable]" in ran.err) == (1, True)
    assert note_files(project) == ["zubrowka.card.en.md"]
    assert (project / ORDERS).read_text("utf-8").startswith("notes: [{")


# --- dropping ---------------------------------------------------------------------------------------


def test_dropping_a_note(project: Path) -> None:
    """The files go, the order ends, and the command that is named brings both back."""
    ask(project, subjects=("zubrowka",), products=("card",), formats=MD, occasion="Visit to Lutz")
    ask(project, formats=MD)
    command = "briefings build zubrowka --product card --format md --occasion 'Visit to Lutz'"
    assert drop(project, "zubrowka.card") == [f"zubrowka.card.en: 1: {command}"]
    assert (note_files(project), orders(project)) == (["zubrowka.en.md"], "")
    assert [list(result.reasons) for result in ask(project, formats=MD).sets] == [[]]
    ask(project, subjects=("zubrowka",), products=("card",), formats=MD, occasion="Visit to Lutz")
    assert note_files(project) == ["zubrowka.card.en.md", "zubrowka.en.md"]


def test_dropping_the_only_note_of_a_set(project: Path) -> None:
    """The folder of the set goes with it."""
    ask(project, products=("card",), formats=MD)
    drop(project, "all.card")
    assert not (project / "build/internal/zubrowka").exists()
    assert [path.name for path in (project / "build/internal/.sets").glob("[a-z]*")] == []


def test_dropping_some_of_an_order(project: Path) -> None:
    """Of an order of several products or languages, the rest stays."""
    shutil.copytree(
        package_data_folder() / "templates/labels", project / "templates/labels", dirs_exist_ok=True
    )
    replace_once(project / HOUSE, "languages: [en]", "languages: [en, fr]")
    ask(project, subjects=("zubrowka",), products=("card", "background"), formats=MD)
    drop(project, "build/internal/zubrowka/zubrowka.background.en.md".replace(".en.md", ""))
    assert orders(project) == "notes:\n- partner: zubrowka\n  products: [card]\n  formats: [md]"
    drop(project, "zubrowka.card.fr.md")
    assert orders(project).splitlines()[-1] == "  languages: [en]"
    assert note_files(project) == ["zubrowka.card.en.md"]


def test_dropping_one_note_of_several_products_and_languages(project: Path) -> None:
    """The order keeps the other product, and one of its own keeps the other language."""
    shutil.copytree(
        package_data_folder() / "templates/labels", project / "templates/labels", dirs_exist_ok=True
    )
    replace_once(project / HOUSE, "languages: [en]", "languages: [en, fr]")
    ask(project, subjects=("zubrowka",), products=("card", "background"), formats=MD, occasion="Call")
    drop(project, "zubrowka.card.fr")
    assert note_files(project) == [
        "zubrowka.background.en.md",
        "zubrowka.background.fr.md",
        "zubrowka.card.en.md",
    ]
    before = orders(project)
    assert before.count("occasion: Call") == 2
    assert "products: [background]" in before
    assert before.endswith("languages: [en]\n  formats: [md]\n  occasion: Call")


def test_dropping_for_all_ends_the_orders_of_each_partner(project: Path) -> None:
    ask(project, subjects=("zubrowka",), products=("card",), formats=MD)
    drop(project, "all.card")
    assert (note_files(project), orders(project)) == ([], "")


def test_dropping_what_the_house_makes(project: Path) -> None:
    """A note of the house loses the options of its order, and stays; without an order there is nothing to drop."""
    ask(project, formats=MD, occasion="Visit to Lutz")
    assert drop(project, "all.brief") == [
        "zubrowka.en: 0: briefings build zubrowka --format md --occasion 'Visit to Lutz'"
    ]
    ask(project, formats=MD)
    assert "Visit to Lutz" not in (project / "build/internal/zubrowka/zubrowka.en.md").read_text("utf-8")
    with pytest.raises(BriefingsError) as caught:
        drop(project, "zubrowka.en")
    assert [problem.code for problem in caught.value.diagnostics] == ["not-ordered"]


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("zubrowka.cart", "unknown-note", "did you mean zubrowka.card?"),
        ("zubrowka", "unknown-note", "zubrowka has several notes; name one: zubrowka.brief, zubrowka.card"),
        ("zubrowka.card", "shared-order", "end it with `briefings drop all.card`, then order it for the others: `briefings build freedonia --product card`"),
    ],
)  # fmt: skip
def test_what_can_not_be_dropped(project: Path, name: str, code: str, advice: str) -> None:
    """A name of no note, and one note of an order for all, are refused before anything goes."""
    add_second_partner(project)
    ask(project, products=("card",), formats=MD)
    with pytest.raises(BriefingsError) as caught:
        drop(project, name)
    assert [(problem.code, problem.advice) for problem in caught.value.diagnostics] == [(code, advice)]
    assert note_files(project) == ["zubrowka.card.en.md"]


def test_a_dropped_note_that_a_hand_had_changed(project: Path, briefings: Command) -> None:
    """The words that somebody wrote into it are kept."""
    ask(project, products=("card",), formats=MD)
    append_text(project / "build/internal/zubrowka/zubrowka.card.en.md", "My own words.\n")
    ran = briefings("drop", "all.card", "--project", project)
    assert "build/edited/internal/zubrowka/zubrowka.card.en.md" in ran.err
    assert "removed 1 file; have them back with: briefings build zubrowka --product card" in ran.out


# --- any sequence of builds, edits, drops and days --------------------------------------------------

TEXTS = ("There is fog.", "There is snow.", "There is much oil.")
NOTES: dict[str, dict[str, Any]] = {
    "card": {"products": ("card",)},
    "background": {"products": ("background",)},
    "biography.agatha-baker": {"products": ("biography",), "about": "agatha-baker", "subjects": ("zubrowka",)},
    "scenario.lutz-2019": {"products": ("scenario",), "about": "lutz-2019", "subjects": ("zubrowka",)},
}  # fmt: skip


class Orders(RuleBasedStateMachine):
    """Any sequence of requests, edits, drops and days keeps every ordered note current, and loses none.

    Attributes:
        asked: the formats and the occasion of each note that was asked for, by subject and name.
        for_press: the subjects and names of the cards that another audience has, too.
        archived: the notes whose PDF was asked for an archive, by subject and name.
        issued: the number and the readers of each edition.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(shutil.copytree(FICTIONAL, Path(self.folder.name) / "project"))
        self.day = DAY
        self.asked: dict[tuple[str, str], tuple[set[str], str]] = {}
        self.for_press: set[str] = set()
        self.archived: set[tuple[str, str]] = set()
        self.issued: list[tuple[str, tuple[str, ...]]] = []

    def teardown(self) -> None:
        """Remove the project."""
        self.folder.cleanup()

    @initialize()
    def set_up(self) -> None:
        """Start with two partners, one of which has a visit."""
        replace_once(self.project / HOUSE, "{internal: PUBLIC}", "{internal: PUBLIC, press: PUBLIC}")
        add_second_partner(self.project)
        add_visit(self.project)

    def build(self, **asked: Any) -> None:  # noqa: ANN401 - of `make_request`
        """Build, and compare every line that is printed with the file system."""
        before = self.files()
        report = ask(self.project, self.day, **asked)
        after = self.files()
        assert report.problems == []
        told = {}
        for result in report.sets:
            assert result.removed_files == ()
            for file in result.files:
                path = str(file.path.relative_to(self.project))
                told[path] = file.reasons
                assert path in after
                assert file.is_new == (path not in before), (path, file)
                if not file.reasons:
                    assert before[path] == after[path]
        changed = {path for path in before | after if before.get(path) != after.get(path)}
        assert changed <= {path for path, reasons in told.items() if reasons} | {
            path for path in changed if path.endswith("manifest.json")
        }
        lines = list(summary_lines(report, dry_run=False))
        assert any(line.endswith("current.") for line in lines) == (not any(told.values())) or not told

    def files(self) -> dict[str, bytes]:
        """Return the content of all files of notes, by path."""
        return {
            str(file.relative_to(self.project)): file.read_bytes()
            for folder in self.project.glob("build/[a-z]*/[a-z]*")
            for file in folder.iterdir()
        }

    @rule(
        name=st.sampled_from(sorted(NOTES)),
        formats=st.sampled_from([MD, ("md", "html"), ("md", "docx"), ("md", "pdf")]),
        occasion=st.sampled_from(["", "Visit to Lutz", "A call"]),
        alone=st.booleans(),
        archive=st.booleans(),
    )
    def ask_for_a_note(
        self, name: str, formats: tuple[str, ...], occasion: str, alone: bool, archive: bool
    ) -> None:
        """Ask for a note, on one partner or all."""
        archive = archive and "pdf" in formats
        asked: dict[str, Any] = {**NOTES[name], "archive": archive}
        if alone:
            asked["subjects"] = ("zubrowka",)
        subjects = asked.get("subjects") or ("freedonia", "zubrowka")
        self.build(**asked, formats=formats, occasion=occasion)
        for subject in subjects:
            old_formats, old_occasion = self.asked.get((subject, name), (set(), ""))
            self.asked[subject, name] = (old_formats | set(formats), occasion or old_occasion)
            self.archived |= {(subject, name)} if archive else set()

    @rule(formats=st.sampled_from([MD, ("md", "html", "pdf")]), alone=st.booleans())
    def ask_for_the_standard_notes(self, formats: tuple[str, ...], alone: bool) -> None:
        """Ask for what the house makes, or for one format of it."""
        self.build(formats=formats, subjects=("zubrowka",) if alone else ())

    @rule(alone=st.booleans())
    def ask_for_another_audience(self, alone: bool) -> None:
        """Ask for the card for the press."""
        self.build(products=("card",), formats=MD, audience="press", subjects=("zubrowka",) if alone else ())
        self.for_press |= {"zubrowka"} if alone else {"freedonia", "zubrowka"}

    @rule(
        reader=st.sampled_from(["The Minister", "The Envoy"]),
        partner=st.sampled_from(["zubrowka", "freedonia"]),
    )
    def issue(self, reader: str, partner: str) -> None:
        """Issue a brief: it takes nothing away, and its line is the next one."""
        before = self.files()
        request = IssueRequest(f"{partner}.brief", (reader,), self.day, "internal", MD)
        edition = issue_note(Project(self.project, self.project), request)
        self.issued.append((edition.reference, edition.to))
        assert self.files() == before

    @rule(office=st.sampled_from(["Director", "Legal Adviser"]))
    def clear(self, office: str) -> None:
        """Clear the brief, unless what is on disk is out of date; the next build prints it, and nothing goes."""
        before = self.files()
        request = ClearRequest("zubrowka.brief", "A. Lutz", office, self.day, "internal")
        with contextlib.suppress(BriefingsError):
            clear_note(Project(self.project, self.project), request)
        assert self.files() == before

    @rule(text=st.sampled_from(TEXTS))
    def edit(self, text: str) -> None:
        """Change a fact of one partner."""
        body = f"marking: PUBLIC\nstatements:\n- {{id: weather, valid: 2018/, text: {text}, evidence: [league-charter]}}\n"
        (self.project / "facts/zubrowka/more.yaml").write_text(body, encoding="utf-8")

    @rule(name=st.sampled_from(sorted(NOTES)), partner=st.sampled_from(["all", "zubrowka", "freedonia"]))
    def drop_a_note(self, name: str, partner: str) -> None:
        """Drop a note; one that nobody asked for, or that is ordered for all, is refused, and all stays as it is."""
        before, written = self.files(), orders(self.project)
        said = None
        with contextlib.suppress(BriefingsError):
            said = drop(self.project, f"{partner}.{name}")
        if said is None:
            assert (self.files(), orders(self.project)) == (before, written)
            return
        after = self.files()
        for line in said:
            names, count, _command = line.split(": ", maxsplit=2)
            gone = [
                path
                for path in before.keys() - after.keys()
                if Path(path).name.rpartition(".")[0] in names.split(", ")
            ]
            assert len(gone) == int(count)
            self.asked.pop((names.partition(".")[0], name), None)
            self.archived.discard((names.partition(".")[0], name))
        assert before.keys() - after.keys() == {path for path in before if path not in after}

    @rule(days=st.sampled_from([1, 30, 400]))
    def let_days_pass(self, days: int) -> None:
        """Let some days pass."""
        self.day += timedelta(days=days)

    @rule()
    def lose_the_build_folder(self) -> None:
        """Delete everything that was built."""
        shutil.rmtree(self.project / "build", ignore_errors=True)

    @invariant()
    def every_ordered_note_is_current(self) -> None:
        """Check that the folder has what a bare build into an empty one makes, and all that was asked for."""
        if not self.asked:
            return
        self.build()
        with tempfile.TemporaryDirectory() as other:
            ask(self.project, self.day, output=Path(other))
            clean = {
                str(Path("build") / file.relative_to(other)): file.read_text("utf-8", "replace")
                for folder in (Path(other) / "internal").glob("[a-z]*")
                for file in folder.glob("*.md")
            }
        here = {
            path: data.decode("utf-8", "replace")
            for path, data in self.files().items()
            if path.endswith(".md") and path.startswith("build/internal/")
        }
        assert here.keys() == clean.keys()
        for path, text in here.items():
            assert undated(text) == undated(clean[path])
        for (subject, name), (formats, occasion) in self.asked.items():
            for form in formats:
                assert f"build/internal/{subject}/{subject}.{name}.en.{form}" in self.files()
            text = here[f"build/internal/{subject}/{subject}.{name}.en.md"]
            assert not occasion or occasion in text

    @invariant()
    def every_other_audience_is_current(self) -> None:
        """Check that the press has what was asked for it, as a bare build of today makes it."""
        if not self.for_press:
            return
        self.build(audience="press", defaults=False, brings_orders=True)
        for subject in self.for_press:
            text = self.files()[f"build/press/{subject}/{subject}.card.en.md"].decode()
            with tempfile.TemporaryDirectory() as other:
                asked: dict[str, Any] = {"subjects": (subject,), "products": ("card",), "formats": MD}
                ask(self.project, self.day, output=Path(other), audience="press", **asked)
                clean = Path(other, "press", subject, f"{subject}.card.en.md").read_text("utf-8")
            assert undated(text) == undated(clean)

    @invariant()
    def what_is_kept_is_there(self) -> None:
        """Check that each archive PDF is still ordered as one, and that the register has every edition."""
        catalog = Catalog.load(Project(self.project, self.project))
        for subject, name in self.archived:
            notes = catalog.order_book.notes_on(catalog, catalog.subjects[subject], "internal")
            options = {note.key.removesuffix(".en"): wanted.options for note, wanted in notes.items()}
            assert options[name].archive
        editions, problems = read_register(self.project)
        assert problems == ()
        assert [(edition.reference, edition.to) for edition in editions or ()] == self.issued
        assert len({number for number, _ in self.issued}) == len(self.issued)


def undated(text: str) -> list[str]:
    """Return the lines of a note without those that depend on its day."""
    return [line for line in text.splitlines() if "as at" not in line.casefold()]


TestOrders = pytest.mark.slow(Orders.TestCase)
TestOrders.settings = settings(
    max_examples=int(os.environ.get("BRIEFINGS_EXAMPLES", "2")),
    stateful_step_count=8,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
)


def test_options_of_an_order_are_those_of_a_note() -> None:
    """Each option that a note can be asked with has a key of the same name in an order."""
    found_by_issue = {"since_edition", "known_turns"}
    assert set(NoteOptions.__slots__) - found_by_issue <= set(StandingOrder.__slots__)
