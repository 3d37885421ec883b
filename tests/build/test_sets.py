"""Tests of sets: the notes that a request asks for, their names, and the removal of others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.build.report import summary_lines
from briefings.build.request import Note, SetName
from briefings.model.diagnostics import BriefingsError
from briefings.project import package_data_folder
from tests.support.builds import (
    DAY,
    InlineExecutor,
    add_second_partner,
    age_files,
    append_text,
    build,
    clean_build,
    load_manifest,
    rebuild_reasons,
    rebuilt_files,
    replace_once,
    run_briefings,
    run_fastpath,
    set_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.build.report import BuildReport
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

OWN = "facts/zubrowka/zubrowka.yaml"
HOUSE = "facts/house.yaml"
MD = ("md",)


@pytest.fixture
def bilingual_project(project: Path) -> Path:
    """Return the fictional project with labels in a second language, which in fact are English."""
    labels = project / "templates/labels"
    labels.mkdir(parents=True)
    shutil.copy(package_data_folder() / "templates/labels/en.yaml", labels / "fr.yaml")
    replace_once(labels / "fr.yaml", "  background: Background", "  background: Contexte")
    replace_once(project / HOUSE, "languages: [en]", "languages: [en, fr]")
    return project


def note_files(project: Path, name: str = "zubrowka") -> list[str]:
    """Return the names of the files of a set that are notes."""
    return sorted(file for file in set_files(project, name) if file != "manifest.json")


# --- which notes there are ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "stem", "words"),
    [
        (Note("brief", "", "en"), "zubrowka.en", ""),
        (Note("brief", "", "tg-Latn"), "zubrowka.tg-Latn", "tg-Latn"),
        (Note("card", "", "en"), "zubrowka.card.en", "card"),
        (Note("biography", "agatha-baker", "fr"), "zubrowka.biography.agatha-baker.fr", "biography agatha-baker fr"),
    ],
)  # fmt: skip
def test_what_a_note_is_called(note: Note, stem: str, words: str) -> None:
    """Files and messages name what tells a note from the standard one."""
    assert (note.file_stem("zubrowka"), note.describe(Note("brief", "", "en"))) == (stem, words)


def test_all_languages_of_the_house_are_made(bilingual_project: Path) -> None:
    """Each note is made in every language of the house, unless some are named."""
    build(bilingual_project, formats=MD)
    assert note_files(bilingual_project) == ["zubrowka.en.md", "zubrowka.fr.md"]
    assert b"## Contexte" in set_files(bilingual_project)["zubrowka.fr.md"]
    assert b"## Background" in set_files(bilingual_project)["zubrowka.en.md"]
    build(bilingual_project, DAY.replace(day=2), formats=MD, languages=("fr",), dated=True)
    assert note_files(bilingual_project, "zubrowka@2019-06-02") == ["zubrowka.fr.2019-06-02.md"]


def test_the_house_says_which_products_are_made(project: Path) -> None:
    """The products of the house are made where none is named."""
    append_text(project / HOUSE, "products: [card, background]\n")
    build(project, formats=MD)
    assert note_files(project) == ["zubrowka.background.en.md", "zubrowka.card.en.md"]


def test_a_product_has_its_sections_its_title_and_its_contacts(project: Path) -> None:
    """A card has the sections of a card, and no more contacts than it says; what is said on the command line wins."""
    path = project / "templates/products/card.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(package_data_folder() / "templates/products/card.yaml", path)
    replace_once(path, "sections: [title, card-lead,", "sections: [title, contacts, questions, card-lead,")
    build(project, formats=MD, products=("card",))
    text = set_files(project)["zubrowka.card.en.md"].decode()
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    assert headings[0] == "Zubrowka and LLK in brief"
    assert headings[1:3] == ["Contacts on record", "Open questions"]
    assert "not shown" not in text
    build(project, formats=MD, products=("card",), contacts="1")
    assert b"Earlier contacts on record that are not shown: 1." in set_files(project)["zubrowka.card.en.md"]
    build(project, formats=MD, products=("card",), contacts="all")
    assert b"not shown" not in set_files(project)["zubrowka.card.en.md"]


def test_a_partner_may_have_a_product_of_its_own(project: Path) -> None:
    """A product file of a partner comes before that of the project, and makes no other partner's notes again."""
    path = project / "templates/partners/zubrowka/products/brief.yaml"
    build(project, formats=MD)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: product.desk.title\nsections: [reference, sources]\n", encoding="utf-8")
    assert rebuild_reasons(build(project, formats=MD)) == {
        "md": ["product templates/partners/zubrowka/products/brief.yaml was added"]
    }
    assert b"At a glance" not in set_files(project)["zubrowka.en.md"]


@pytest.mark.parametrize(
    ("wanted", "code", "hint"),
    [
        ({"products": ("cart",)}, "unknown-product", "did you mean card?"),
        ({"languages": ("de",)}, "unknown-language", "add it to facts/house.yaml: `languages: [en, de]`, and its labels: `briefings template show labels/en.yaml > templates/labels/de.yaml`, and translate it"),
        ({"about": "agatha-baker"}, "no-product", "name such a product with --product"),
        ({"subjects": ("zubrovka",)}, "unknown-partner", "did you mean zubrowka?"),
    ],
)  # fmt: skip
def test_what_there_is_not(project: Path, wanted: dict[str, Any], code: str, hint: str) -> None:
    """An order that can't be met is refused before anything is made, with what to do."""
    with pytest.raises(BriefingsError) as error:
        build(project, **wanted)
    assert [(found.code, found.advice) for found in error.value.diagnostics] == [(code, hint)]
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    ("product", "hint"),
    [
        ("scenario", "--about ID, where ID is lutz-2019"),
        ("biography", "--about ID, where ID is agatha-baker or gustave-h or zero-moustafa"),
    ],
)
def test_about_whom_there_can_be_a_note_is_named(project: Path, product: str, hint: str) -> None:
    """Who forgets the person or visit is told which there are, and where there is none, that there is none."""

    def build_hint() -> str:
        with pytest.raises(BriefingsError) as caught:
            build(project, subjects=("zubrowka",), products=(product,))
        [found] = caught.value.diagnostics
        return found.hint

    if product == "scenario":
        assert build_hint() == "first add a visit under `visits:`"
    shutil.copy(Path(__file__).parent.parent / "cases/visits.yaml", project / "facts/zubrowka/visits.yaml")
    assert build_hint() == f"briefings build zubrowka --product {product} {hint}"
    append_text(project / OWN, "a: b: c\n")
    assert build_hint() == f"briefings build zubrowka --product {product} --about ID"


def test_a_product_of_the_house_that_there_is_not(project: Path) -> None:
    """A product that house.yaml names and there is not is told at its place."""
    append_text(project / HOUSE, "products: [brief, cart]\n")
    report = build(project)
    assert [(found.code, str(found.location), found.advice) for found in report.problems] == [
        ("unknown-product", "facts/house.yaml:12:19", "did you mean card?")
    ]


def test_a_product_of_one_partner_at_fault_does_not_stop_the_others(project: Path) -> None:
    """A partner whose own product is at fault keeps its notes; the others get new ones."""
    shutil.copytree(project / "facts/zubrowka", project / "facts/ov")
    text = (project / "facts/ov/zubrowka.yaml").read_text(encoding="utf-8")
    (project / "facts/ov/zubrowka.yaml").write_text(text.replace("zubrowka", "ov"), encoding="utf-8")
    path = project / "templates/partners/ov/products/brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: product.desk.title\n", encoding="utf-8")
    report = build(project, formats=MD)
    assert [str(found.location) for found in report.problems] == [
        "templates/partners/ov/products/brief.yaml:1:1"
    ]
    assert rebuilt_files(report) == {"zubrowka": ["md"]}


# --- what becomes of the others -----------------------------------------------------------------


def test_a_note_not_asked_for_stays_while_it_is_right(project: Path) -> None:
    """A note that was not asked for stays as it is if it still says the same."""
    build(project, formats=MD, products=("brief", "card"))
    before = set_files(project)
    append_text(project / OWN, "# a remark\n")
    assert rebuilt_files(build(project, formats=MD)) == {}
    assert set_files(project) == before


def test_a_note_not_asked_for_is_brought_up_to_date(project: Path) -> None:
    """What is in a set is brought up to date with what is asked for: a set never has an outdated file."""
    build(project, formats=("md", "html"), products=("brief", "card"))
    replace_once(project / OWN, "place: Lutz", "place: Upper Lutz")
    report = build(project, formats=MD, products=("card",))
    assert rebuilt_files(report) == {"zubrowka": ["card md", "card html", "md", "html"]}
    assert (
        set_files(project)
        == clean_build(project, formats=("md", "html"), products=("brief", "card"))["zubrowka"]
    )


def test_each_note_keeps_the_options_that_it_was_asked_with(project: Path) -> None:
    """An option of one note is none of another's, nor of a build that does not name the note."""
    build(project, formats=MD, products=("card",), occasion="Visit to Lutz")
    assert rebuilt_files(build(project, formats=MD)) == {"zubrowka": ["md"]}
    assert b"Visit to Lutz" in set_files(project)["zubrowka.card.en.md"]
    assert b"Visit to Lutz" not in set_files(project)["zubrowka.en.md"]


@pytest.mark.parametrize("lost", ["state", "file"])
def test_what_is_there_stays_though_the_record_is_lost(project: Path, lost: str) -> None:
    """Without the record of the last build its manifest tells what there is; a file that was deleted is not missed."""
    build(project, formats=("md", "html"), products=("brief", "card"))
    (
        project
        / {"state": "build/.state.jsonl", "file": "build/internal/zubrowka/zubrowka.card.en.html"}[lost]
    ).unlink()
    build(project, formats=MD)
    kept = {"zubrowka.card.en.html"} if lost == "state" else set()
    assert set(note_files(project)) == {"zubrowka.card.en.md", "zubrowka.en.html", "zubrowka.en.md"} | kept


def test_a_note_that_can_not_be_made_any_more_goes(bilingual_project: Path) -> None:
    """A note in a language that the house has given up goes, though its wording be there still."""
    build(bilingual_project, formats=MD)
    replace_once(bilingual_project / HOUSE, "languages: [en, fr]", "languages: [en]")
    report = build(bilingual_project, formats=MD)
    assert note_files(bilingual_project) == ["zubrowka.en.md"]
    assert report.problems == []


def removed_files(report: BuildReport) -> list[tuple[str, str]]:
    """Return what a build removed: the names of the files, and the reason."""
    return [
        (" ".join(path.name for path in gone.files), gone.reason)
        for made in report.sets
        for gone in made.removed_files
    ]


def test_a_note_that_goes_says_why(bilingual_project: Path) -> None:
    """What can't be made any more is told, with what the project no longer has."""
    build(bilingual_project, formats=MD)
    replace_once(bilingual_project / HOUSE, "languages: [en, fr]", "languages: [en]")
    report = build(bilingual_project, formats=MD)
    why = "it can no longer be built: 'fr' is not a language of the house"
    assert removed_files(report) == [("zubrowka.fr.md", why)]
    assert f"zubrowka.fr: removed 1 file (md): {why}" in list(summary_lines(report, dry_run=False))
    assert note_files(bilingual_project) == ["zubrowka.en.md"]


def test_a_fault_in_one_note_takes_no_other_away(project: Path) -> None:
    """A note that was not asked for and has an error for now stops the build of its set, and stays."""
    build(project, formats=MD, products=("brief", "card"))
    before = set_files(project)
    path = project / "templates/products/card.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: product.card.title\nsections: [nonsense]\n", encoding="utf-8")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    report = build(project, formats=MD)
    assert [problem.code for problem in report.problems] == ["unknown-section"]
    assert set_files(project) == before


# --- what people changed by hand ------------------------------------------------------------------


def test_what_was_changed_by_hand_is_kept(project: Path, briefings: Command) -> None:
    """Words written into a finished note, and files put beside it, are copied before the set is made again."""
    build(project)
    folder, kept = project / "build/internal/zubrowka", project / "build/edited/internal/zubrowka"
    for words in ("My own words.\n", "Others.\n"):
        append_text(folder / "zubrowka.en.md", words)
        report = build(project)
        assert report.backups == [path for path in report.backups if path.read_text().endswith(words)] != []
        assert not set_files(project)["zubrowka.en.md"].endswith(words.encode())
    assert sorted(path.name for path in kept.iterdir()) == ["zubrowka.en-2.md", "zubrowka.en.md"]
    (folder / "plan.txt").write_text("At six.", encoding="utf-8")
    (folder / "maps").mkdir()
    (folder / "maps" / "lutz.txt").write_text("A map.", encoding="utf-8")
    ran = briefings("build", "--project", str(project), "--format", "md", "--as-of", str(DAY))
    assert "edited" not in ran.err
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    ran = briefings("build", "--project", str(project), "--format", "md")
    assert f"{kept}/plan.txt: your edited copy of a note" in ran.err
    assert (kept / "plan.txt").read_text(encoding="utf-8") == "At six."
    assert (kept / "maps" / "lutz.txt").read_text(encoding="utf-8") == "A map."


def test_nothing_is_kept_of_what_was_written(project: Path) -> None:
    """A build that makes again what nobody touched copies nothing."""
    build(project)
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    assert build(project).backups == []
    assert not (project / "build/edited").exists()


def test_what_was_changed_by_hand_is_kept_of_a_partner_that_is_gone(project: Path) -> None:
    """So it is where the whole set goes, and nobody can tell what was written, the manifest being damaged."""
    add_second_partner(project)
    build(project, formats=MD)
    folder = project / "build/internal/freedonia"
    append_text(folder / "freedonia.en.md", "My own words.\n")
    (folder / "manifest.json").write_text("?", encoding="utf-8")
    shutil.rmtree(project / "facts/freedonia")
    report = build(project, formats=MD)
    assert report.removed_sets == [("internal", SetName("freedonia"))]
    assert [path.name for path in report.backups] == ["freedonia.en.md"]


def test_each_note_keeps_its_own_day(project: Path) -> None:
    """Of two notes in a set only the one that says something else bears the new day."""
    build(project, formats=MD, products=("brief", "card"))
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    report = build(project, DAY.replace(day=2), formats=MD, products=("brief", "card"))
    assert rebuilt_files(report) == {"zubrowka": ["md"]}
    assert [(note["product"], note["as_of"]) for note in load_manifest(project)["notes"]] == [
        ("brief", "2019-06-02"),
        ("card", "2019-06-01"),
    ]


def test_a_label_reaches_the_notes_in_its_language(bilingual_project: Path) -> None:
    """Other wording in one language makes the notes in that language again, and no others."""
    build(bilingual_project, formats=MD)
    replace_once(
        bilingual_project / "templates/labels/fr.yaml", "background: Contexte", "background: Historique"
    )
    assert rebuild_reasons(build(bilingual_project, formats=MD)) == {
        "fr md": ["label section.background in fr changed"]
    }


def test_a_product_reaches_its_own_notes(project: Path) -> None:
    """Another selection of sections makes the notes of that product again, and no others."""
    build(project, formats=MD, products=("brief", "card"))
    path = project / "templates/products/card.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: product.card.title\nsections: [reference, sources]\n", encoding="utf-8")
    report = build(project, formats=MD, products=("brief", "card"))
    assert rebuild_reasons(report) == {"card md": ["product templates/products/card.yaml was added"]}


def test_every_note_is_typeset_once(bilingual_project: Path) -> None:
    """The PDF of each note is typeset under a name of its own."""
    workers = InlineExecutor()
    build(bilingual_project, products=("brief", "card"), workers=workers)
    assert sorted(workers.job_names) == [
        "zubrowka.card.en", "zubrowka.card.fr", "zubrowka.en", "zubrowka.fr",
    ]  # fmt: skip


def test_the_front_door_counts_notes(bilingual_project: Path) -> None:
    """The bare command says how many notes are current, in all languages."""
    age_files(bilingual_project)
    build(bilingual_project)
    assert run_fastpath(bilingual_project, DAY) == 2


# --- the commands -------------------------------------------------------------------------------


def test_the_options(bilingual_project: Path) -> None:
    """`--product` and `--lang` may be repeated; each file is told, and which notes were made again."""
    options = ("--product", "card", "--lang", "fr", "--lang", "en", "--format", "md")
    run = run_briefings(bilingual_project, "build", *options)
    assert run.stdout.splitlines() == [
        "build/internal/zubrowka/zubrowka.card.fr.md",
        "build/internal/zubrowka/zubrowka.card.en.md",
    ]
    assert run.stderr.splitlines() == [
        "zubrowka card fr: built md (new)",
        "zubrowka card: built md (new)",
        "saved in facts/notes.yaml: `briefings build` now also makes the card of every partner (languages fr, en; formats md); `briefings drop all.card` ends it",
    ]
    again = run_briefings(bilingual_project, "build", "--format", "md", "--explain")
    assert again.stdout.splitlines() == [
        "build/internal/zubrowka/zubrowka.en.md: new",
        "build/internal/zubrowka/zubrowka.fr.md: new",
        "build/internal/zubrowka/zubrowka.card.fr.md: unchanged",
        "build/internal/zubrowka/zubrowka.card.en.md: unchanged",
    ]
    assert again.stderr.splitlines()[-1] == "2 other notes are unchanged."


def test_verify_looks_at_every_note(bilingual_project: Path) -> None:
    """Every file of a set is verified, and the set is matched with the notes that are in it."""
    run_briefings(bilingual_project, "build", "--format", "md", "--product", "card", "--lang", "fr")
    run_briefings(bilingual_project, "build", "--format", "html", "--lang", "en")
    run = run_briefings(bilingual_project, "verify")
    assert (run.returncode, run.stdout) == (0, "2 files intact; 1 set of notes matches the facts.\n")
    replace_once(bilingual_project / OWN, "place: Lutz", "place: Upper Lutz")
    assert (
        run_briefings(bilingual_project, "verify")
        .stdout.splitlines()[-1]
        .startswith("zubrowka: no longer matches the facts: fact zubrowka/")
    )


def test_diff_tells_of_one_language_and_of_each_product(bilingual_project: Path) -> None:
    """`diff` compares notes in the first language of the house, unless the user names others."""
    options = ("--format", "md", "--product", "brief", "--product", "card")
    run_briefings(bilingual_project, "build", *options)
    replace_once(bilingual_project / OWN, "place: Lutz", "place: Upper Lutz")
    run_briefings(bilingual_project, "build", *options)
    names = [
        line.split(":")[0]
        for line in run_briefings(bilingual_project, "diff").stdout.splitlines()
        if " as at " in line
    ]
    assert names == ["zubrowka", "zubrowka card"]
    run = run_briefings(bilingual_project, "diff", "--lang", "fr", "--product", "card")
    assert [line.split(":")[0] for line in run.stdout.splitlines() if " as at " in line] == [
        "zubrowka card fr"
    ]


def test_why_names_the_notes(project: Path) -> None:
    """`why` names each note of the house that prints a fact."""
    append_text(project / HOUSE, "products: [brief, card]\n")
    run = run_briefings(project, "why", "zubrowka/visit-2019", "--as-of", "2019-06-01")
    printed = [
        line.split(":")[0].strip() for line in run.stdout.splitlines() if line.startswith("  zubrowka")
    ]
    assert printed[0].startswith("zubrowka, ")
    assert any(line.startswith("zubrowka card, ") for line in printed)
