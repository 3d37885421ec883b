"""Tests of the matrix of a region: one row for each role, whatever the titles of its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.workspace import Workspace
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.builds import add_second_partner, replace_once
from tests.support.notes import make_draft, use_packaged_brief
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

ZUBROWKA = """\
posts:
- {id: z-trade, role: [trade-minister, oil-minister], partner: zubrowka, titles: [{text: Minister of Oil and Trade, lang: en}]}
people: [{id: ada-stern, names: [{text: Ada Stern, lang: en}]}]
tenures: [{id: t1, post: z-trade, holder: ada-stern, valid: 2018/2030, evidence: [league-charter]}]
"""
FREEDONIA = """\
posts:
- {id: f-trade, role: [foreign-minister, trade-minister], partner: freedonia, titles: [{text: Minister of Foreign Affairs and Trade, lang: en}]}
people: [{id: rufus, names: [{text: Rufus Firefly, lang: en}]}]
tenures: [{id: t1, post: f-trade, holder: rufus, valid: 2018/2030, evidence: [league-charter]}]
"""


def test_a_holder_of_another_title_stands_with_it(project: Path) -> None:
    """A post of two roles stands in both rows; where a row has the title of another partner, with its own."""
    add_second_partner(project)
    replace_once(project / "facts/house.yaml", "foreign-minister", "foreign-minister, trade-minister")
    with (project / "facts/house.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "regions:\n  valleys: {names: [{text: The Valleys, lang: en}], partners: [zubrowka, freedonia]}\n"
        )
    add_fact_file(project, ZUBROWKA)
    add_fact_file(project, FREEDONIA, "facts/freedonia/trade.yaml")
    use_packaged_brief(project)
    draft = make_draft(
        Workspace(Project(project, project)), "valleys", parse_day("2019-06-01"), products=("region",)
    )
    rows = [line for line in markdown.render(draft.brief).decode().splitlines() if line.startswith("| ")]
    assert "| Foreign minister | Zero Moustafa | Zero Moustafa, Rufus Firefly |" in rows
    assert (
        "| Minister of Oil and Trade | Ada Stern | Rufus Firefly (Minister of Foreign Affairs and Trade) |"
        in rows
    )
