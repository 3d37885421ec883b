"""Tests of audiences in a build: which products each may have, and what goes when it may see less."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.build.audiences import hide_fact_lines, sees_no_more, split_request
from briefings.build.catalog import Catalog
from briefings.build.request import BuildRequest
from briefings.build.state import BuildState
from briefings.build.store import OutputStore
from briefings.cli import clock
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.markings import Audience, MarkingScheme
from briefings.project import Project
from tests.support.builds import (
    DAY,
    add_second_partner,
    age_files,
    append_text,
    build,
    rebuild_reasons,
    replace_once,
    run_fastpath,
    set_files,
)
from tests.support.notes import FICTIONAL
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

HOUSE, OWN = "facts/house.yaml", "facts/zubrowka/zubrowka.yaml"
EXTRA = "facts/zubrowka/extra.yaml"
PLACE = Location("facts/house.yaml", 5, 13)
MD = ("md",)
GIT = shutil.which("git") or "git"


@pytest.fixture
def two_level_project(project: Path) -> Path:
    """Return a project whose audience `keepers` may see more than `internal`."""
    add_second_level(project)
    return project


def set_audiences(
    project: Path, words: str, before: str = "{internal: PUBLIC, keepers: LANTERN-SECRET}"
) -> None:
    """Write other audiences into the house file."""
    replace_once(project / HOUSE, before, words)


# --- who sees what ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        ({"level": "LOW"}, True),
        ({"level": "HIGH"}, True),
        ({"level": "TOP"}, False),
        ({"level": "LOW", "holds": ("LAMP",)}, True),
        ({"level": "LOW", "holds": ("OIL",)}, False),
        ({"level": "LOW", "communities": ("ZUB",)}, False),
    ],
)
def test_what_an_audience_may_see_is_compared_in_every_respect(
    lower: dict[str, object], *, expected: bool
) -> None:
    """A level, a tag or a community that the other lacks is something more."""
    scheme = MarkingScheme("test", ("LOW", "HIGH", "TOP"), {}, PLACE)
    higher = Audience(name="higher", level="HIGH", holds=("LAMP", "WICK"), location=PLACE)
    assert sees_no_more(scheme, Audience(name="lower", location=PLACE, **lower), higher) is expected  # type: ignore[arg-type]


def test_locations_in_fact_files_lose_their_lines() -> None:
    """Lines count what is withheld above; the house file and templates have nothing to withhold."""
    fact, house = Location("facts/zubrowka/oil.yaml", 7, 3), Location("facts/house.yaml", 7, 3)
    shown = hide_fact_lines(Diagnostic("code", "message", fact, related=(fact, house)))
    assert [str(place) for place in (shown.location, *shown.related)] == [
        "facts/zubrowka/oil.yaml", "facts/zubrowka/oil.yaml", "facts/house.yaml:7:3",
    ]  # fmt: skip


# --- products -----------------------------------------------------------------------------------------


def requests_of(project: Path, *products: str, audiences: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the audience and the products of each request that a build becomes."""
    catalog = Catalog.load(Project(project, project))
    requests = split_request(catalog, BuildRequest((), DAY, products=products), audiences)
    return [(request.audience, *request.products) for request in requests]


def test_a_product_goes_to_the_audience_it_is_for(two_level_project: Path) -> None:
    """If nobody names an audience, what is for the public is made for the public, and all else for the default one."""
    assert requests_of(two_level_project, "card", "public") == [("internal", "card", "public")]
    set_audiences(two_level_project, "{internal: LANTERN-SECRET, public: PUBLIC}")
    assert requests_of(two_level_project) == [("internal",)]
    assert requests_of(two_level_project, "card", "public") == [("internal", "card"), ("public", "public")]
    assert requests_of(two_level_project, "card", audiences=("public", "internal")) == [
        ("public", "card"), ("internal", "card"),
    ]  # fmt: skip
    append_text(two_level_project / HOUSE, "products: [card, public]\n")
    assert requests_of(two_level_project) == [("internal",), ("public", "public")]


def test_the_fast_answer_is_for_all_audiences_of_a_bare_build(
    two_level_project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a bare build makes notes for the public as well, the state of the default notes alone decides nothing."""
    monkeypatch.chdir(two_level_project)
    words = ("--format", "md")

    def count_notes() -> int:
        """Build, and return the number of notes that the fast answer would give next."""
        age_files(two_level_project)
        assert briefings("build", *words).code == 0
        return run_fastpath(two_level_project, clock.today(), *words)

    assert count_notes() > 0
    set_audiences(two_level_project, "{internal: LANTERN-SECRET, public: PUBLIC}")
    append_text(two_level_project / HOUSE, "products: [card, public]\n")
    assert count_notes() == 0


def test_the_public_sheet_never_prints_what_the_public_may_not_see(
    two_level_project: Path, briefings: Command
) -> None:
    """In a house with a public audience it has the facts and the banner of the public; for any other it is refused."""
    set_audiences(two_level_project, "{internal: LANTERN-SECRET, public: PUBLIC}")
    replace_once(
        two_level_project / EXTRA,
        "ours: [agatha-baker],",
        "ours: [agatha-baker], marking: LANTERN-SECRET, topics: [zqoil],",
    )
    line = ("build", "--project", two_level_project, "--product", "public,desk", "--format", "md")
    assert briefings(*line).code == 0
    notes = {
        name: (two_level_project / "build" / f"{name}.en.md").read_text("utf-8")
        for name in ("internal/zubrowka/zubrowka.desk", "public/zubrowka/zubrowka.public")
    }
    assert ["zqoil" in text for text in notes.values()] == [True, False]
    assert ["LANTERN SECRET" in text for text in notes.values()] == [True, False]
    refused = briefings(*line, "--audience", "internal")
    assert refused.code == 1
    assert (
        "facts/house.yaml:5:23: error[product-above-audience]: the product 'public' is for the audience 'public'; "
        "'internal' may see more\n  also: (packaged) templates/products/public.yaml:"
    ) in refused.err
    assert "hint: build it with `--audience public`" in refused.err


@pytest.mark.parametrize("key", ["readers: public", "audience: public"])
def test_a_house_without_a_public_audience(two_level_project: Path, key: str) -> None:
    """A product for the public is made for readers of the lowest level only, and refused for others."""
    folder = two_level_project / "templates" / "products"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sheet.yaml").write_text(f"title: product.card.title\n{key}\nsections: [title, sources]\n")
    assert build(two_level_project, products=("sheet",), formats=MD).problems == []
    report = build(two_level_project, products=("sheet",), formats=MD, audience="keepers")
    (problem,) = report.problems
    assert problem.code == "product-above-audience"
    assert "which the house does not have" in problem.message
    assert problem.location is not None
    assert problem.location.path == HOUSE
    assert not (two_level_project / "build/keepers/zubrowka").exists()


def test_an_audience_has_its_own_products(two_level_project: Path) -> None:
    """What it lists is made for it; a product that it may not have is refused at its place in the house file."""
    set_audiences(
        two_level_project,
        "{internal: PUBLIC, keepers: {level: LANTERN-SECRET, products: [card, desk]}, public: PUBLIC}",
    )
    build(two_level_project, formats=MD, audience="keepers")
    folder = two_level_project / "build/keepers/zubrowka"
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json", "zubrowka.card.en.md", "zubrowka.desk.en.md",
    ]  # fmt: skip
    replace_once(two_level_project / HOUSE, "[card, desk]", "[public]")
    (problem,) = build(two_level_project, formats=MD, audience="keepers").problems
    assert (problem.code, problem.hint) == ("product-above-audience", "build it with `--audience public`")


@pytest.mark.parametrize("name", ["keeper", "../internal", ""])
def test_an_unknown_audience_is_refused(two_level_project: Path, name: str) -> None:
    """No folder is made for an audience that the house does not have."""
    with pytest.raises(BriefingsError, match="unknown-audience"):
        build(two_level_project, formats=MD, audience=name)
    assert not (two_level_project / "build").exists()


def test_the_name_of_the_folder_for_edits_is_taken(two_level_project: Path) -> None:
    """An audience called `edited` would be handed the copies of all edited notes."""
    set_audiences(two_level_project, "{internal: PUBLIC, edited: PUBLIC}")
    with pytest.raises(BriefingsError, match=r"house.yaml:5:\d+: error\[reserved-audience\]"):
        build(two_level_project, formats=MD)


# --- reasons -----------------------------------------------------------------------------------------


def test_reasons_name_only_what_the_audience_may_see(two_level_project: Path) -> None:
    """A fact above the audience that changes is no reason; for those who may see it, it is."""
    replace_once(
        two_level_project / EXTRA,
        "statements:\n",
        "statements:\n- {id: zqtalks, on: 2009-02-01, text: They talked., marking: LANTERN-SECRET, evidence: [league-charter]}\n",
    )
    for audience in ("internal", "keepers"):
        build(two_level_project, formats=MD, audience=audience)
    replace_once(two_level_project / EXTRA, "They talked.", "They talked much.")
    replace_once(two_level_project / OWN, "share lamp oil", "share much lamp oil")
    reasons = {
        audience: rebuild_reasons(build(two_level_project, formats=MD, audience=audience))["md"]
        for audience in ("internal", "keepers")
    }
    assert reasons["internal"] == ["fact zubrowka/oil changed"]
    assert "fact zubrowka/zqtalks changed" in reasons["keepers"]


# --- withdrawal ---------------------------------------------------------------------------------------

RAISED = (
    ", evidence: [league-charter]}\ncontacts:",
    ", marking: LANTERN-SECRET, evidence: [league-charter]}\ncontacts:",
)


def is_shown(project: Path, word: str = "spoke") -> bool:
    """Return whether any file for the lower audience has a word, hidden ones included."""
    folder = project / "build" / "internal"
    return any(word in path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def first_raised_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with three sets, an edition before one of them, and a fact that has risen since."""
    project = Path(shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("raised") / "project"))
    add_second_level(project)
    build(project, formats=MD, products=("desk",))
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    build(project, formats=MD, products=("desk",))
    build(project, formats=MD, products=("desk",), dated=True)
    build(project, formats=MD, products=("desk",), audience="keepers")
    assert is_shown(project)
    replace_once(project / EXTRA, *RAISED)
    return project


@pytest.fixture
def raised_project(first_raised_project: Path, tmp_path: Path) -> Path:
    """Return a copy of that project."""
    return Path(shutil.copytree(first_raised_project, tmp_path / "raised", symlinks=True))


@pytest.mark.parametrize("options", [{}, {"audience": "keepers"}, {"subjects": ("zubrowka",)}])
def test_what_an_audience_may_no_longer_see_goes_first(raised_project: Path, options: dict[str, Any]) -> None:
    """All sets that show it go, also those before and of other days, and those of lower audiences."""
    report = build(raised_project, formats=MD, products=("desk",), **options)
    assert not is_shown(raised_project)
    assert [(audience, str(name)) for audience, name in report.withdrawn_sets] == [
        ("internal", "zubrowka"), ("internal", "zubrowka@2019-06-01"),
    ]  # fmt: skip
    assert (raised_project / "build/keepers/zubrowka/zubrowka.desk.en.md").is_file()
    again = build(raised_project, formats=MD, products=("desk",), **options)
    assert again.withdrawn_sets == []


def test_the_state_of_another_audience_forgets_the_set(raised_project: Path) -> None:
    """A set that a build for others removed is new to the next build for its own audience."""
    build(raised_project, formats=MD, audience="keepers")
    assert not BuildState.load(raised_project / "build").sets
    report = build(raised_project, formats=MD, products=("desk",))
    assert rebuild_reasons(report) == {"desk md": ["new"]}


def test_it_goes_also_if_the_build_fails(raised_project: Path) -> None:
    """A template with an error stops the new notes, and not the removal of the old ones."""
    (raised_project / "templates/sections").mkdir(parents=True, exist_ok=True)
    (raised_project / "templates/sections/lead.md.j2").write_text("{{ nothing.at.all }}")
    (raised_project / "templates/sections/glance.md.j2").write_text("{{ nothing.at.all }}")
    report = build(raised_project, formats=MD, products=("desk",))
    assert report.problems
    assert not is_shown(raised_project)


def test_a_lowered_audience_loses_its_notes(two_level_project: Path) -> None:
    """What was made when it might see more goes; so does what only a source above it supports, and its names."""
    replace_once(two_level_project / EXTRA, *RAISED)
    set_audiences(two_level_project, "{internal: LANTERN-SECRET, keepers: LANTERN-SECRET}")
    build(two_level_project, formats=MD, products=("desk",))
    assert is_shown(two_level_project)
    replace_once(two_level_project / HOUSE, "{internal: LANTERN-SECRET,", "{internal: PUBLIC,")
    build(two_level_project, formats=MD, subjects=("zubrowka",), products=("card",))
    assert not is_shown(two_level_project)


def test_what_the_facts_no_longer_have_goes_from_a_lowered_audience(two_level_project: Path) -> None:
    """A note may cite what was deleted since: nothing says any more that the lowered audience may see it."""
    set_audiences(two_level_project, "{internal: LANTERN-SECRET, keepers: LANTERN-SECRET}")
    build(two_level_project, formats=MD, products=("desk",), dated=True)
    text = (two_level_project / EXTRA).read_text("utf-8")
    (two_level_project / EXTRA).unlink()
    report = build(two_level_project, formats=MD, products=("card",))
    assert (report.withdrawn_sets, is_shown(two_level_project)) == ([], True)
    replace_once(two_level_project / HOUSE, "{internal: LANTERN-SECRET,", "{internal: PUBLIC,")
    report = build(two_level_project, formats=MD, products=("card",))
    assert [str(name) for _, name in report.withdrawn_sets] == ["zubrowka@2019-06-01"]
    assert not is_shown(two_level_project)
    (two_level_project / EXTRA).write_text(text, "utf-8")
    assert build(two_level_project, formats=MD, products=("card",)).withdrawn_sets == []


def test_the_notes_of_a_former_audience_go_first(two_level_project: Path, briefings: Command) -> None:
    """An audience that the house no longer has may see nothing: its notes go, also if the build fails; edits are kept."""
    line = ("build", "--project", two_level_project, "--format", "md")
    briefings(*line, "--audience", "keepers,internal")
    keepers, edited = two_level_project / "build/keepers", two_level_project / "build/edited/keepers"
    append_text(keepers / "zubrowka/zubrowka.en.md", "My own words.\n")
    set_audiences(two_level_project, "{internal: PUBLIC}")
    told = "keepers: {} all notes; the house no longer has this audience\n"
    trial = briefings(*line, "--check")
    assert (trial.code, told.format("would remove") in trial.err, keepers.exists()) == (1, True, True)
    verified = briefings("verify", "--project", two_level_project)
    assert (verified.code, "keepers: the house no longer has this audience" in verified.out) == (1, True)
    replace_once(two_level_project / OWN, "share lamp oil", "share {holder:nobody-knows} lamp oil")
    failed = briefings(*line)
    assert (failed.code, told.format("removed") in failed.err, keepers.exists()) == (1, True, False)
    assert (edited / "zubrowka/zubrowka.en.md").read_text("utf-8").endswith("My own words.\n")
    set_audiences(two_level_project, "{internal: PUBLIC, keepers: LANTERN-SECRET}", "{internal: PUBLIC}")
    assert BuildState.load(two_level_project / "build", "keepers").sets == {}


def test_what_others_put_into_the_folder_of_a_former_audience_stays(two_level_project: Path) -> None:
    """Only what a build wrote is removed; a folder without sets is no audience."""
    build(two_level_project, formats=MD, audience="keepers")
    mine = [two_level_project / "build" / name for name in ("keepers/mine.txt", "drafts/mine.txt")]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", "utf-8")
    set_audiences(two_level_project, "{internal: PUBLIC}")
    assert build(two_level_project, formats=MD).former_audiences == ["keepers"]
    assert [path.read_text("utf-8") for path in mine] == ["mine", "mine"]
    assert sorted(path.name for path in mine[0].parent.iterdir()) == ["mine.txt"]
    assert build(two_level_project, formats=MD).former_audiences == []


def test_a_partner_that_is_gone_goes_from_lower_audiences_too(two_level_project: Path) -> None:
    """No build for an audience that sees more leaves the notes of a partner that no longer exists."""
    add_second_partner(two_level_project)
    for audience in ("internal", "keepers"):
        build(two_level_project, formats=MD, audience=audience)
    shutil.rmtree(two_level_project / "facts/freedonia")
    report = build(two_level_project, formats=MD, audience="keepers")
    assert [f"{audience}/{name}" for audience, name in report.removed_sets] == [
        "keepers/freedonia", "internal/freedonia",
    ]  # fmt: skip
    assert not list((two_level_project / "build").glob("*/freedonia"))
    assert {str(name) for name in BuildState.load(two_level_project / "build").sets} == {"zubrowka"}


def test_only_the_edition_before_goes_if_only_it_shows_something(two_level_project: Path) -> None:
    """A fact that was taken out, and comes back above the audience, is in the set before the current one."""
    text = (two_level_project / EXTRA).read_text("utf-8")
    build(two_level_project, formats=MD, products=("desk",))
    (two_level_project / EXTRA).unlink()
    build(two_level_project, formats=MD, products=("desk",))
    assert is_shown(two_level_project)
    (two_level_project / EXTRA).write_text(text.replace(*RAISED), "utf-8")
    report = build(two_level_project, formats=MD, products=("desk",))
    assert report.withdrawn_sets == []
    assert not is_shown(two_level_project)
    assert set_files(two_level_project)


def test_nothing_speaks_of_it_before_the_next_build(raised_project: Path, briefings: Command) -> None:
    """`diff` compares no set with it, `verify` and `build --check` say that the set must go, and nothing changes."""
    before = sorted((raised_project / "build/internal").rglob("*"))
    results = [
        briefings(*words, "--project", raised_project)
        for words in (("diff",), ("verify",), ("build", "--check", "--product", "desk", "--format", "md"))
    ]
    for result in results:
        assert result.code == 1
        assert "what this audience may no longer see" in result.out + result.err
        assert "spoke" not in result.out + result.err
    assert sorted((raised_project / "build/internal").rglob("*")) == before


def test_the_facts_are_looked_at_once(raised_project: Path) -> None:
    """A set that was cleared for these facts is not looked at again, however long the facts take to load."""
    build(raised_project, formats=MD, products=("desk",))
    names = OutputStore(raised_project / "build/internal").set_names()
    assert set(names) <= BuildState.load(raised_project / "build").cleared_sets.keys()


def test_old_facts_are_shown_under_their_present_marking(two_level_project: Path, briefings: Command) -> None:
    """A fact that has risen since a git revision is withheld from the comparison with it."""
    for words in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "F"),
    ):
        subprocess.run((GIT, "-C", two_level_project, *words), check=True, capture_output=True)
    replace_once(two_level_project / EXTRA, *RAISED)
    replace_once(two_level_project / OWN, "share lamp oil", "share much lamp oil")
    line = ("diff", "--project", two_level_project, "--since", "HEAD", "--product", "desk", "--format", "md")
    low, high = briefings(*line), briefings(*line, "--audience", "keepers")
    assert ("much" in low.out, "spoke" in low.out) == (True, False)
    assert low.out.startswith("**PUBLIC**\n")
    assert high.out.endswith("**LANTERN-SECRET**\n")


# --- links ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["edited", "edited/internal", "edited/internal/zubrowka"])
def test_copies_of_edited_notes_go_through_no_link(project: Path, tmp_path: Path, link: str) -> None:
    """A link in the place of a folder for copies is refused, and the edited note stays."""
    build(project, formats=MD)
    outside, place = tmp_path / "outside", project / "build" / link
    outside.mkdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    append_text(project / "build/internal/zubrowka/zubrowka.en.md", "My own words.\n")
    (problem,) = build(project, formats=MD).problems
    assert problem.code == "not-ours"
    assert str(place) in problem.message
    assert [*outside.iterdir()] == []
    assert set_files(project)["zubrowka.en.md"].endswith(b"My own words.\n")


# --- audiences without facts --------------------------------------------------------------------


def test_an_audience_that_sees_nothing(project: Path, briefings: Command) -> None:
    """`check` names the audience at its place, whatever it remembers, and `build` says so of its empty notes."""
    add_second_level(project)
    set_audiences(project, "{internal: LANTERN-SECRET, press: PUBLIC}")
    for path in [*project.glob("facts/zubrowka/*.yaml"), project / "facts/shared/shared.yaml"]:
        path.write_text(
            path.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"), "utf-8"
        )
    (project / "build").mkdir()
    for _ in range(2):
        run = briefings("check", "--project", project, "--as-of", DAY)
        (line,) = [line for line in run.out.splitlines() if "blind-audience" in line]
        assert line.startswith("facts/house.yaml:")
        assert "no fact is for the audience 'press', so its notes are empty" in line
    words = ("build", "--project", project, "--as-of", DAY, "--format", "md", "--audience")
    assert "no fact on zubrowka is for the audience 'press'" in briefings(*words, "press").err
    assert "blind-audience" not in briefings(*words, "internal").err


def test_an_audience_that_sees_one_fact(project: Path, briefings: Command) -> None:
    """One fact in one folder is enough."""
    add_second_level(project)
    set_audiences(project, "{internal: LANTERN-SECRET, press: PUBLIC}")
    assert "blind-audience" not in briefings("check", "--project", project, "--as-of", DAY).out
