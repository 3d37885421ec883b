"""Tests of adding a partner: identification, files written, a valid result, and refusals."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.gaps import find_gaps
from briefings.authoring.partner import PartnerSeed, add_partner, identify_partner
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.lint import run
from briefings.model.diagnostics import BriefingsError, Severity
from briefings.model.entities import Partner
from briefings.project import Project
from tests.support.builds import append_text, folder_snapshot, replace_once, run_briefings
from tests.support.notes import make_draft, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic

DAY = date(2019, 6, 1)
FOUR = ("en", "fr", "ru", "tg")


# --- whom the user means ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "id_", "code"),
    [
        ("uzbekistan", "uzbekistan", "UZ"),
        ("UZ", "uzbekistan", "UZ"),
        ("Ouzbékistan", "uzbekistan", "UZ"),
        ("ouzbekistan", "ouzbekistan", "UZ"),
        ("Узбекистан", "uzbekistan", "UZ"),
        ("bosnia-and-herzegovina", "bosnia-and-herzegovina", "BA"),
        ("Bosnia & Herzegovina", "bosnia-and-herzegovina", "BA"),
        ("cote-d-ivoire", "cote-d-ivoire", "CI"),
        ("Côte d’Ivoire", "cote-d-ivoire", "CI"),
    ],
)
def test_a_country_is_known_by_name_or_code(asked: str, id_: str, code: str) -> None:
    """A country is found by its code, and by its name in any language of the house, with its marks or without."""
    found = identify_partner(asked, FOUR)
    assert (found.id, found.code) == (id_, code)


def test_names_of_a_country() -> None:
    """A country has its name in each language of the house, in their order, then in its own languages."""
    assert identify_partner("uzbekistan", FOUR).names == {
        "en": "Uzbekistan",
        "fr": "Ouzbékistan",
        "ru": "Узбекистан",
        "tg": "Ӯзбекистон",
        "uz": "Oʻzbekiston",
        "uz-Cyrl": "Ўзбекистон",
    }


def test_a_name_of_the_house_comes_before_that_of_the_list() -> None:
    """The name that the user gives is that of the main language; the others stay."""
    found = identify_partner("kyrgyz-republic", ("en", "fr"), "KG", "Kyrgyz Republic")
    assert (found.id, found.code) == ("kyrgyz-republic", "KG")
    assert list(found.names.items())[:2] == [("en", "Kyrgyz Republic"), ("fr", "Kirghizstan")]


def test_a_partner_that_is_no_country() -> None:
    """With a name anything can be a partner."""
    assert identify_partner("grand-fenwick", ("en",), name="Grand Fenwick") == PartnerSeed(
        "grand-fenwick", "", {"en": "Grand Fenwick"}
    )


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("usbekistan", "", "unknown-country]: there is no country 'usbekistan'\n  hint: did you mean uzbekistan?"),
        ("Ouzbékistann", "", "hint: did you mean ouzbékistan?"),
        ("zzz", "", "hint: a country by another name: give --code, such as --code UZ; no country: give --name"),
        ("uzbekistan", "UX", "unknown-code]: no country has the code 'UX'"),
        ("uzbekistan", "EU", "unknown-code]: no country has the code 'EU'"),
    ],
)  # fmt: skip
def test_who_is_not_known(asked: str, code: str, said: str) -> None:
    """A country that there is not is refused, with the nearest name in any language of the house."""
    with pytest.raises(BriefingsError) as caught:
        identify_partner(asked, FOUR, code)
    assert said in str(caught.value)


# --- what is written --------------------------------------------------------------------------------


def add_to_project(project: Path, query: str = "uzbekistan") -> list[str]:
    """Add a partner to the fictional project, and return the files written."""
    files = add_partner(Project(project, project), identify_partner(query, ("en", "fr")), DAY)
    return [path.relative_to(project).as_posix() for path in files]


def findings_with_code(project: Path, code: str) -> list[Diagnostic]:
    """Return the findings of `check` with a code about the new partner."""
    found = run.check_project(Project(project, project), DAY, ["uzbekistan"])
    assert [each for each in found if each.severity is Severity.ERROR] == []
    return [each for each in found if each.code == code]


def test_a_partner_that_is_added_is_sound_and_has_a_note(project: Path) -> None:
    """A new folder is read without an error, and its note prints what shared facts cover."""
    replace_once(
        project / "facts/shared/shared.yaml",
        "covers: [zubrowka]\n- id: league-envoy",
        "covers: [all]\n- id: league-envoy",
    )
    assert add_to_project(project) == [
        f"facts/uzbekistan/{name}.yaml" for name in ("partner", "posts", "relations")
    ]
    partner = load(project).entity(Partner, "uzbekistan")
    assert [(name.text, name.language) for name in partner.names][:2] == [
        ("Uzbekistan", "en"),
        ("Ouzbékistan", "fr"),
    ]
    assert partner.code == "UZ"
    note = skeleton_text(make_draft(Workspace(Project(project, project)), "uzbekistan", DAY).brief)
    assert note.startswith("# Uzbekistan: relations with LLK")
    assert "| Secretary General | Agatha Baker, Keeper of the League |" in note
    assert "| Foreign minister | None on record |  |" in note
    assert not [path for path in (project / "facts").iterdir() if path.name.startswith(".")]


def test_the_register_of_the_house_calls_a_country_by_its_code(project: Path) -> None:
    """A reference number has the code of the partner, and of one without a code the id in capitals."""
    add_to_project(project)
    append_text(project / "facts/house.yaml", 'reference: "{partner}/{number}"\n')
    workspace = Workspace(Project(project, project))
    for partner, printed in (("uzbekistan", "UZ/7"), ("zubrowka", "ZUBROWKA/7")):
        assert make_draft(workspace, partner, DAY, number="7").brief.reference == printed


def test_what_is_to_be_written_is_counted(project: Path) -> None:
    """Each comment that begins with TODO is a note of `check`, at its place."""
    add_to_project(project)
    found = findings_with_code(project, "to-do")
    assert [str(each.location) for each in found][:2] == [
        "facts/uzbekistan/partner.yaml:12:5",
        "facts/uzbekistan/partner.yaml:15:5",
    ]
    assert (
        found[0].message
        == "TODO the formal name, which stands in the line of the parties, and the adjective:"
    )
    assert {each.severity for each in found} == {Severity.INFO}


def test_the_regions_of_the_house_are_named(project: Path) -> None:
    """Which region a partner lies in no list says; which ones the house has stands where it is to be decided."""
    regions = "regions: {valleys: {names: [{text: The Valleys, lang: en}], partners: [zubrowka]}}\n"
    append_text(project / "facts/house.yaml", regions)
    add_to_project(project)
    text = (project / "facts/uzbekistan/partner.yaml").read_text(encoding="utf-8")
    assert text.endswith("if an overview of a region is to have it:\n  #   valleys\n")
    assert str(findings_with_code(project, "to-do")[2].location) == "facts/uzbekistan/partner.yaml:19:5"


def test_what_is_offered_can_be_read_once_it_is_written(project: Path) -> None:
    """All that stands behind `#` is right in form: with the marks filled in and the # taken away it is read."""
    add_to_project(project)
    folder = project / "facts/uzbekistan"
    for path in folder.iterdir():
        lines = path.read_text("utf-8").split("\n")
        live = [
            line.replace("# ", "", 1) if "TODO" in line or line.startswith("# ") else line for line in lines
        ]
        kept = [
            line
            for line in live
            if not line.lstrip().startswith(("TODO", "The ", "What ", "Posts ", "Take ", "league-envoy: "))
        ]
        path.write_text("\n".join(kept), "utf-8")
    with pytest.raises(BriefingsError) as caught:
        load(project)
    codes = {each.code for each in caught.value.diagnostics}
    assert "to-do" in codes
    assert not codes & {"unknown-key", "yaml-syntax", "not-a-list", "not-a-mapping", "duplicate-key"}, str(
        caught.value
    )


def test_what_is_yet_to_be_written_is_never_printed(project: Path) -> None:
    """A value that begins with TODO is an error at its place, whatever it is a value of; other words are not."""
    (project / "facts/zubrowka/more.yaml").write_text(
        "marking: PUBLIC\nstatements:\n- {id: x, valid: 2001/, text: TODO ask the desk, evidence: [TODO]}\n"
        "- {id: y, valid: 2001/, text: TODOS is a word, evidence: [league-charter]}\n",
        "utf-8",
    )
    with pytest.raises(BriefingsError) as caught:
        load(project)
    assert [(str(each.location), each.code) for each in caught.value.diagnostics] == [
        ("facts/zubrowka/more.yaml:3:31", "to-do"),
        ("facts/zubrowka/more.yaml:3:61", "to-do"),
    ]


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (
            PartnerSeed("zubrowka", "", {"en": "Z"}),
            "partner-exists]: there is a folder facts/zubrowka already",
        ),
        (PartnerSeed("shared", "", {"en": "S"}), "bad-folder-name]: 'shared' is no id of a partner"),
        (PartnerSeed("all", "", {"en": "A"}), "bad-folder-name]: 'all' is no id of a partner"),
        (
            PartnerSeed("markings", "", {"en": "M"}),
            "partner-exists]: there is a folder facts/markings already",
        ),
        (
            PartnerSeed("lantern-league", "", {"en": "L"}),
            "repeated-id]: the id 'lantern-league' is taken already",
        ),
        (PartnerSeed("ouzbekistan", "UZ", {"en": "O"}), "partner-exists]: UZ is the partner 'uzbekistan'"),
    ],
    ids=lambda value: value.id if isinstance(value, PartnerSeed) else "",
)
def test_nobody_is_added_twice(project: Path, seed: PartnerSeed, said: str) -> None:
    """A partner, a folder, an id or a code that is there already is refused, and nothing is written."""
    add_to_project(project)
    before = folder_snapshot(project)
    with pytest.raises(BriefingsError) as caught:
        add_partner(Project(project, project), seed, DAY)
    assert said in str(caught.value)
    assert folder_snapshot(project) == before


# --- gaps -------------------------------------------------------------------------------------------


def gap_codes(project: Path, partner: str, day: date = DAY) -> list[str]:
    """Return the codes of the gaps of a partner, without repeats."""
    return list(dict.fromkeys(each.code for each in find_gaps(Project(project, project), partner, day)))


def test_gaps_of_a_partner_of_whom_nothing_is_known(project: Path) -> None:
    """All that a note would like is lacking, who holds which post first."""
    add_to_project(project)
    assert gap_codes(project, "uzbekistan") == [
        "no-post", "no-contact", "no-framework", "no-background", "no-milestone", "empty-area", "no-figure",
        "no-formal-name",
    ]  # fmt: skip


MORE = """\
marking: PUBLIC
sources:
- {id: leaflet, title: A leaflet, publisher: Porters, language: en}
posts:
- {id: zubrowka-mission, role: mission, partner: zubrowka, titles: [{text: Envoy, lang: en}]}
frameworks:
- {id: oil-club, organisation: lantern-league, names: [{text: Oil Club, lang: en}]}
memberships:
- {id: club, framework: oil-club, valid: /, evidence: [{source: leaflet, attests: 2015}]}
"""


@pytest.mark.parametrize(
    ("code", "place", "words"),
    [
        ("no-post", "facts/zubrowka/zubrowka.yaml:3:3", "role 'head-of-state'"),
        ("no-holder", "facts/zubrowka/more.yaml:5:3", "who is Envoy is not known"),
        ("undated-framework", "facts/zubrowka/more.yaml:9:3", "club has no beginning"),
        ("framework-overdue", "facts/zubrowka/more.yaml:9:3", "club is overdue for review"),
        ("undated-source", "facts/zubrowka/more.yaml:3:3", "the source leaflet has no date"),
        ("untranslated", "facts/zubrowka/zubrowka.yaml:26:9", "lamps is not told in fr"),
        ("untranslated", "facts/house.yaml:7:7", "the desk of the house is not told in fr"),
        ("untranslated", "facts/house.yaml:8:29", "the clearance of the house is not told in fr"),
    ],
)
def test_each_gap_has_its_place(project: Path, code: str, place: str, words: str) -> None:
    """What is lacking is told where it belongs, with what to write."""
    (project / "facts/zubrowka/more.yaml").write_text(MORE, "utf-8")
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    replace_once(
        project / "facts/house.yaml",
        "desk:\nclearance: []",
        "desk: West desk\nclearance: [{en: A, fr: B}, Head]",
    )
    found = [each for each in find_gaps(Project(project, project), "zubrowka", DAY) if each.code == code]
    assert (place, True) in [(str(each.location), words in each.message) for each in found], found
    assert all(each.hint for each in found)


def test_gaps_that_come_with_time(project: Path) -> None:
    """A year after the last sign of a holder and the last contact, both are gaps; before, neither is."""
    recent, later = (
        gap_codes(project, "zubrowka", date(2019, 3, 1)),
        gap_codes(project, "zubrowka", date(2021, 3, 1)),
    )
    assert not {"holder-overdue", "no-recent-contact"} & set(recent)
    assert {"holder-overdue", "no-recent-contact"} <= set(later)
    assert later.index("holder-overdue") < later.index("no-recent-contact")


def test_gaps_of_nobody(project: Path) -> None:
    """A partner that there is not is named, with the one that may be meant, or how to add it."""
    for asked, hint in (("zubrovka", "did you mean zubrowka?"), ("uzbekistan", "known: zubrowka")):
        with pytest.raises(BriefingsError, match="unknown-partner") as caught:
            gap_codes(project, asked)
        assert hint in str(caught.value)


# --- the commands -----------------------------------------------------------------------------------


def test_the_commands(project: Path) -> None:
    """`new` names what it wrote, and `gaps` tells people in lines and programs in JSON."""
    made = run_briefings(project, "new", "grand-fenwick", "--name", "Grand Fenwick")
    assert (made.returncode, made.stdout.split("\n")[0]) == (0, "facts/grand-fenwick/partner.yaml")
    told = run_briefings(project, "gaps", "grand-fenwick", "--as-of", "2019-06-01")
    assert told.stdout.startswith("facts/grand-fenwick/partner.yaml:5:3: info[no-post]: ")
    data = json.loads(
        run_briefings(project, "gaps", "grand-fenwick", "--as-of", "2019-06-01", "--format", "json").stdout
    )
    assert len(data) == told.stdout.count(": info[")
    assert data[0]["location"] == {"path": "facts/grand-fenwick/partner.yaml", "line": 5, "column": 3}


def test_nobody_is_added_to_the_facts_that_come_with_briefings(tmp_path: Path) -> None:
    """Away from any project there is nothing to add a partner to."""
    made = run_briefings(tmp_path, "new", "uzbekistan")
    assert made.returncode == 2
    assert "briefings init DIR" in made.stderr
