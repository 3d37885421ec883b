"""Tests of starting a project: files written, a first build, and refusals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hatchling.builders.wheel import WheelBuilder

from briefings.authoring.partners.new_partner import add_partner
from briefings.authoring.partners.new_project import start_project
from briefings.authoring.partners.seed import identify_partner
from briefings.authoring.partners.sides import SIDES
from briefings.build.workspace import Workspace
from briefings.cli.init import init
from briefings.factbase.load import load
from briefings.lint import run
from briefings.loading.house import HOUSE
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Organisation
from briefings.project import Project, package_data_folder
from tests.support.builds import REPOSITORY, build, folder_snapshot, run_briefings, set_files
from tests.support.notes import make_draft, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)
"""A day soon after those on which the facts of the starts were last seen to hold."""

LANGUAGES = sorted(path.stem for path in (package_data_folder() / "templates/labels").glob("*.yaml"))
"""The languages that have packaged labels."""

AT_A_GLANCE = {
    "organisation": [
        "Head of state | Yetive of Graustark, Princess",
        "Foreign minister | Gaspon Halfont, Foreign Minister",
        "Secretary General | Anna Marlow, Secretary General",
        "Special Representative | Vacant: Envoy to Graustark (resident in Dawsbergen)",
    ],
    "country": [
        "Head of state (Graustark) | Yetive of Graustark, Princess",
        "Foreign minister (Graustark) | Gaspon Halfont, Foreign Minister",
        "Ambassador or mission (Graustark) | Harry Anguish, Ambassador to Ruritania",
        "Head of state (Ruritania) | Rudolf V, King",
        "Foreign minister (Ruritania) | Antoinette Mauban, Foreign Minister",
        "Ambassador or mission (Ruritania) | Fritz von Tarlenheim, Ambassador to Graustark (resident in Dawsbergen)",
    ],
    "agency": [
        "Minister | Gaspon Halfont, Minister of Roads and Lakes",
        "Director | Ida Brenton, Director",
        "Programme officer | Vacant: Officer for the Lamp Programme (resident in Dawsbergen)",
    ],
}
PARTIES = {
    "organisation": "Concord of Rivers (Concord); Principality of Graustark",
    "country": "Kingdom of Ruritania; Principality of Graustark",
    "agency": "Lighthouse Agency; Principality of Graustark",
}

POINTS = ("Objectives", "Points to make", "If raised", "Sensitivities")
HEADINGS = {
    "brief": ("What is new since June 2023", *POINTS, "Who matters", "Where we stand", "What we do together", "Contacts", "Outstanding", "Dates ahead", "Background"),
    "desk": ("At a glance", *POINTS, "What they may ask", "Background", "Frameworks and agreements", "Key areas of cooperation", "Figures", "Contacts on record", "Outstanding", "Dates ahead", "Annex A: Sources", "Annex B: Open points", "Annex C: History", "Annex D: Names and offices"),
    "card": (*POINTS, "Who matters", "Last met"),
    "public": ("Where we stand", "What we do together", "Contacts", "Background"),
    "background": ("Background", "Frameworks and agreements", "Key areas of cooperation", "Figures", "Milestones", "Who held the posts", "Sources"),
    "scenario": ("Occasion", *POINTS, "What they may ask", "Programme", "Whom you meet", "Who matters", "Contacts", "Outstanding", "Dates ahead", "Background"),
    "biography": ("Names", "Life", "Posts", "Contacts on record", "Sources"),
}  # fmt: skip
"""The headings of each product that is about a partner, a visit or a person."""
ABOUT = {"scenario": "edelweiss-2027", "biography": "gaspon-halfont"}


@pytest.fixture(params=SIDES)
def side_kind(request: pytest.FixtureRequest) -> str:
    """Return each kind of side in turn."""
    kind: str = request.param
    return kind


def test_a_start_is_sound_and_builds_at_once(tmp_path: Path, side_kind: str) -> None:
    """What is written has nothing for `check` to complain of, and its note is made in every format."""
    start_project(tmp_path / "desk", side_kind, ["en"])
    project = Project.find(tmp_path / "desk")
    said = [problem for problem in run.check_project(project, DAY) if problem.severity.value != "info"]
    assert said == []
    assert build(tmp_path / "desk", DAY).problems == []
    assert list(set_files(tmp_path / "desk", "graustark")) == [
        "graustark.en.html",
        "graustark.en.md",
        "graustark.en.pdf",
        "manifest.json",
    ]


def test_a_start_shows_what_its_side_needs(tmp_path: Path, side_kind: str) -> None:
    """The note names the parties formally, and the posts of both sides, those of two states with whose they are."""
    start_project(tmp_path, side_kind, ["en"])
    workspace = Workspace(Project.find(tmp_path))
    note = skeleton_text(make_draft(workspace, "graustark", DAY, products=("desk",)).brief)
    assert f"**Parties:** {PARTIES[side_kind]}\n" in note
    table = note.partition("## At a glance")[2].partition("\n\n| Framework")[0].split("\n")
    rows = [" | ".join(line.strip("| ").split(" | ")[:2]) for line in table if line.startswith("| ")]
    assert rows[1 : len(AT_A_GLANCE[side_kind]) + 1] == AT_A_GLANCE[side_kind]


@pytest.mark.parametrize("product", HEADINGS)
def test_a_start_shows_every_section(tmp_path: Path, side_kind: str, product: str) -> None:
    """Whoever tries a product on an invented house sees all of it: no section is left out for want of facts."""
    start_project(tmp_path, side_kind, ["en"])
    workspace = Workspace(Project.find(tmp_path))
    about = ABOUT.get(product, "")
    draft = make_draft(workspace, "graustark", DAY, products=(product,), about=about)
    note = skeleton_text(draft.brief).replace("\u00a0", " ")
    has_series = side_kind != "agency"  # its figure has one number
    expected = [heading for heading in HEADINGS[product] if has_series or heading != "Figures"]
    assert re.findall(r"^## (.+)$", note, re.MULTILINE) == expected
    if product in ("brief", "card", "scenario"):
        assert "> **Confirm before use**" in note


def test_a_start_fits_the_pages_of_its_products(tmp_path: Path, side_kind: str) -> None:
    """The brief has two pages, the card and the sheet for the public one, with talking points and all."""
    start_project(tmp_path, side_kind, ["en"])
    assert build(tmp_path, DAY, products=("brief", "card", "public"), formats=("pdf",)).problems == []
    for product, about in ABOUT.items():
        report = build(
            tmp_path, DAY, subjects=("graustark",), products=(product,), about=about, formats=("pdf",)
        )
        assert report.problems == []


def test_the_sources_of_a_row_come_after_its_last_cell(tmp_path: Path) -> None:
    """The sources of a row have a column of their own, also if its last cells are empty, and so has the header."""
    start_project(tmp_path, "organisation", ["en"])
    build(tmp_path, DAY, subjects=("graustark",), products=("scenario",), about=ABOUT["scenario"], formats=("html",))  # fmt: skip
    (page,) = (data for name, data in set_files(tmp_path, "graustark").items() if name.endswith(".html"))
    programme = re.findall(r'class="programme">.*?</section>', page.decode(), re.DOTALL)[0]
    for row in re.findall(r"<tr.*?</tr>", programme, re.DOTALL):
        cells = re.findall(r"<t[hd]([^>]*)>", row)
        assert ["source-note" in cell for cell in cells] == [False] * 5 + [True]


def test_a_start_shows_lives_and_capacities(tmp_path: Path, side_kind: str) -> None:
    """An invented house shows a life, an acting holder, an author and a number of a document."""
    start_project(tmp_path, side_kind, ["en"])
    workspace = Workspace(Project.find(tmp_path))
    life = make_draft(workspace, "graustark", DAY, products=("biography",), about="gaspon-halfont").brief
    text = skeleton_text(life).replace("\u00a0", " ")
    for words in ("1964, Edelweiss", "English and German", "Your Excellency", "Acting "):
        assert words in text
    almanac = next(source for source in life.sources if source.id == "almanac-2021")
    assert "Calder" in almanac.text_before + almanac.text_after
    assert "VP 2021/4" in almanac.text_before + almanac.text_after


def test_a_start_has_each_kind_of_doubt(tmp_path: Path, side_kind: str) -> None:
    """The desk copy has a disagreement and an overdue fact, and the biography another name and an earlier post."""
    start_project(tmp_path, side_kind, ["en"])
    workspace = Workspace(Project.find(tmp_path))
    desk = skeleton_text(make_draft(workspace, "graustark", DAY, products=("desk",)).brief)
    assert "**Disputed:**" in desk
    assert "confirmation due since 1\u00a0June\u00a02024" in desk
    life = make_draft(workspace, "graustark", DAY, products=("biography",), about="gaspon-halfont").brief
    assert "**Formerly:** Gaspon Mizrox" in skeleton_text(life)
    assert "March\u00a02015 to October\u00a02021" in skeleton_text(life)


def test_a_start_has_every_option_of_the_house(tmp_path: Path) -> None:
    """Each option of the house file stands in that of a start, those not used behind a `#`, and works when it is not."""
    start_project(tmp_path, "country", ["en"])
    file = tmp_path / "facts/house.yaml"
    text = file.read_text("utf-8")
    shown = set(re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE))
    assert shown == {key.name for key in HOUSE.all_keys}
    assert load(tmp_path).house.contact_count == 8
    # Where the default is shown as a value, it is what holds without it.
    named = re.sub(r"^# (contacts|page|clearance|checks|colours|  accent|  ink|  quiet|  line|  tint):", r"\1:", text, flags=re.MULTILINE)  # fmt: skip
    assert named.count("\n# ") < text.count("\n# ")
    before = load(tmp_path).house
    file.write_text(named, "utf-8")
    assert load(tmp_path).house == before


def test_languages_of_a_start(tmp_path: Path) -> None:
    """A project is started in languages that there are words for, the first one being the main one."""
    start_project(tmp_path / "desk", "agency", LANGUAGES[::-1] * 2)
    house = load(tmp_path / "desk").house
    assert (house.languages, house.default_language) == (
        tuple(LANGUAGES[::-1]),
        LANGUAGES[-1],
    )
    with pytest.raises(BriefingsError, match=r"unknown-language\]: unknown language 'xx'"):
        start_project(tmp_path / "other", "agency", ["en", "xx"])
    for tag, hint in {
        "de": r"in the project, `briefings template show labels/en.yaml > templates/labels/de.yaml`, and translate it",
        "eng": "did you mean en", "d e": "known: ar, en", "../en": "known: ar, en", "": "known: ar, en",
    }.items():  # fmt: skip
        with pytest.raises(BriefingsError, match=hint):
            start_project(tmp_path / "other", "agency", [tag])
    assert not (tmp_path / "other").exists()


def test_a_start_in_all_languages_is_sound(tmp_path: Path) -> None:
    """What one language needs to say a date, another needs not: no language is blamed for what only others have."""
    for first in LANGUAGES:
        start_project(tmp_path / first, "country", [first, *LANGUAGES])
        found = run.check_project(Project.find(tmp_path / first), DAY)
        assert [each for each in found if each.severity.value == "error"] == []


def test_a_house_of_ones_own_has_nothing_invented_in_it(tmp_path: Path, side_kind: str) -> None:
    """With a name a house has that of its side and what its posts are called, no facts; a partner makes it build."""
    start_project(tmp_path, side_kind, ["en", "fr"], "League of Lantern Keepers", "LLK")
    project = Project.find(tmp_path)
    store = load(tmp_path)
    assert store.facts == ()
    assert [entity.id for entity in store.entities.values()] == ["llk"]
    assert {problem.severity.value for problem in run.check_project(project, DAY)} == {"info"}
    add_partner(project, identify_partner("uzbekistan", store.house.languages), DAY)
    assert build(tmp_path, DAY, formats=("md",)).problems == []
    assert "# L’Ouzbékistan et LLK\n" in set_files(tmp_path, "uzbekistan")["uzbekistan.fr.md"].decode()


def test_a_country_of_ones_own_has_its_names(tmp_path: Path) -> None:
    """A country is told by its name in any language of the house, and has its name in all of them."""
    start_project(tmp_path, "country", ["fr", "ru", "en"], "Norway")
    entity = load(tmp_path).entities["norway"]
    assert isinstance(entity, Organisation)
    names = {name.language: name.text for name in entity.names}
    assert {names[tag] for tag in ("fr", "ru", "en", "nb")} == {"Norvège", "Норвегия", "Norway", "Norge"}


@pytest.mark.parametrize(("side_kind", "name", "code"), [("organisation", "Union européenne", "EU"), ("country", "Norway", "NO"), ("agency", "Lamp Agency", "")])  # fmt: skip
def test_who_has_a_code_is_known_by_it(tmp_path: Path, side_kind: str, name: str, code: str) -> None:
    """A state, the European Union and the United Nations are called in other languages as CLDR calls them."""
    start_project(tmp_path, side_kind, ["fr", "en"], name)
    (entity,) = load(tmp_path).entities.values()
    assert isinstance(entity, Organisation)
    assert entity.code == code


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that has anything in it, be it hidden, is left as it is; an empty one is filled."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/.hidden").write_text("mine", "utf-8")
    before = folder_snapshot(tmp_path)
    with pytest.raises(BriefingsError, match=r"folder-not-empty\]: .*desk is not empty"):
        start_project(tmp_path / "desk", "agency", ["en"])
    with pytest.raises(BriefingsError, match=r"not-a-folder\]: .*hidden is not a folder"):
        start_project(tmp_path / "desk/.hidden", "agency", ["en"])
    assert folder_snapshot(tmp_path) == before
    (tmp_path / "desk/.hidden").unlink()
    assert tmp_path / "desk/facts/house.yaml" in start_project(tmp_path / "desk", "agency", ["en"])


def test_the_command_knows_each_kind_of_side() -> None:
    """What the command offers is what there is a start for."""
    (side_,) = (parameter for parameter in init.params if parameter.name == "side")
    assert tuple(getattr(side_.type, "choices", ())) == tuple(SIDES)


def test_a_start_is_no_part_of_the_facts_that_come_with_briefings() -> None:
    """The invented partner of the starts is not among the shipped ones, and no start lies below `facts/`."""
    assert "graustark" not in list_partner_ids(REPOSITORY)
    assert not list((REPOSITORY / "facts").rglob("*starter*"))


@pytest.fixture(scope="module")
def installed_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with everything that a wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(REPOSITORY)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_wheel_carries_the_starts(installed_wheel: Path, tmp_path: Path) -> None:
    """Briefings installed from a wheel starts a project with the same files, and makes its note."""
    start_project(tmp_path / "here", "country", ["en"])
    environment = {"PYTHONPATH": str(installed_wheel)}
    made = run_briefings(tmp_path, "init", "there", "--side", "country", env=environment)
    assert made.returncode == 0, made.stderr
    assert made.stdout.split("\n")[:2] == ["there/.gitignore", "there/.schema/facts.json"]
    assert {name: what[2] for name, what in folder_snapshot(tmp_path / "there").items()} == {
        name: what[2] for name, what in folder_snapshot(tmp_path / "here").items()
    }
    built = subprocess.run(
        [sys.executable, "-m", "briefings", "build", "--format", "md", "--as-of", DAY.isoformat()],
        cwd=tmp_path / "there",
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert built.stdout == "build/internal/graustark@2026-06-01/graustark.en.2026-06-01.md\n"


def test_a_folder_with_a_space_is_quoted(tmp_path: Path) -> None:
    """What is said to type next can be typed."""
    made = run_briefings(tmp_path, "init", "EU desk")
    assert "Next: cd 'EU desk'; then `briefings build`" in made.stderr
