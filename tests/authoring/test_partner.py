"""Tests of adding a partner: a valid result, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.authoring.partners.new_partner import add_partner
from briefings.authoring.partners.seed import PartnerSeed
from briefings.build.workspace import Workspace
from briefings.compose.brief import Figure
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Partner
from briefings.project import Project
from tests.support.authoring import PARTNER_DAY, add_to_project
from tests.support.builds import append_text, folder_snapshot, replace_once, run_briefings
from tests.support.notes import make_draft, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path


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
    note = skeleton_text(make_draft(Workspace(Project(project, project)), "uzbekistan", PARTNER_DAY).brief)
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
        assert make_draft(workspace, partner, PARTNER_DAY, number="7").brief.reference == printed


@pytest.mark.parametrize("country", ["uzbekistan", "BR", "TV", "Serbia", "MX"])
def test_a_new_partner_has_its_flag_at_once(project: Path, country: str) -> None:
    """A product with a flag finds the flag of any country by its code."""
    product = project / "templates/products/flagged.yaml"
    product.parent.mkdir(parents=True, exist_ok=True)
    product.write_text("title: product.desk.title\nabout: partner\nsections: [flag]\n", encoding="utf-8")
    partner = add_to_project(project, country)[0].split("/")[1]
    workspace = Workspace(Project(project, project))
    brief = make_draft(workspace, partner, PARTNER_DAY, products=("flagged",)).brief
    assert [slot.name for slot in brief.slots if isinstance(slot, Figure)] == ["flag"]


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (
            PartnerSeed("zubrowka", None, {"en": "Z"}),
            "partner-exists]: the folder facts/zubrowka already exists",
        ),
        (PartnerSeed("shared", None, {"en": "S"}), "bad-folder-name]: a partner can't have the id 'shared'"),
        (PartnerSeed("all", None, {"en": "A"}), "bad-folder-name]: a partner can't have the id 'all'"),
        (
            PartnerSeed("markings", None, {"en": "M"}),
            "partner-exists]: the folder facts/markings already exists",
        ),
        (
            PartnerSeed("lantern-league", None, {"en": "L"}),
            "repeated-id]: the id 'lantern-league' is already used",
        ),
        (
            PartnerSeed("ouzbekistan", "UZ", {"en": "O"}),
            "partner-exists]: 'uzbekistan' already has the country code UZ",
        ),
    ],
    ids=lambda value: value.id if isinstance(value, PartnerSeed) else "",
)
def test_nobody_is_added_twice(project: Path, seed: PartnerSeed, said: str) -> None:
    """A partner, a folder, an id or a code that is there already is refused, and nothing is written."""
    add_to_project(project)
    before = folder_snapshot(project)
    with pytest.raises(BriefingsError) as caught:
        add_partner(Project(project, project), seed, PARTNER_DAY)
    assert said in str(caught.value)
    assert folder_snapshot(project) == before


def test_nobody_is_added_to_the_facts_that_come_with_briefings(tmp_path: Path) -> None:
    """Away from any project there is nothing to add a partner to."""
    made = run_briefings(tmp_path, "new", "uzbekistan")
    assert made.returncode == 1
    assert "briefings init DIR" in made.stderr
