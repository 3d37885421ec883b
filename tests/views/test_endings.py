"""Tests of partners that have ended: what notes, lists, gaps and audiences say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.gaps.missing import find_gaps
from briefings.authoring.partners.overview import list_partners
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.builder import build_view
from briefings.views.context import NoteContext
from briefings.views.expiry import next_change
from briefings.views.records import Scope
from briefings.views.release import release
from tests.support.builds import add_second_partner
from tests.support.notes import join_lines, make_draft, use_packaged_brief
from tests.support.views import add_fact_file
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import View

PARTNER = "facts/zubrowka/zubrowka.yaml"
HEAD = "  id: zubrowka\n"
END = """\
  valid: /2020-06-30
  successor: freedonia
  successor_name: {en: Freedonia, fr: la Freedonie}
  evidence: [league-charter]
"""
AFTER = "2020-08-01"


@pytest.fixture(name="ended")
def ended_fixture(project: Path) -> Path:
    """Return the fictional project, whose partner has ended, with its successor and a house of five languages."""
    add_second_partner(project)
    write(project, PARTNER, HEAD, HEAD + END)
    write(project, "facts/house.yaml", "languages: [en]", "languages: [en, fr, ru, tg, ar]")
    use_packaged_brief(project)
    return project


def write(project: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of the project."""
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def note(project: Path, day: str, **options: object) -> str:
    """Return a note on the partner as Markdown, without special spaces and marks of direction."""
    draft = make_draft(Workspace(Project(project, project)), "zubrowka", parse_day(day), **options)
    text = re.sub("[\u00a0\u202f]", " ", markdown.render(draft.brief).decode())
    return re.sub("[\u2066-\u2069]", "", text)


def view_of(project: Path, audience: str = "internal") -> View:
    """Return the view of a note of a day after the end."""
    return build_view(load(project), Scope("zubrowka", parse_day(AFTER), audience, "en"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Zubrowka ended on 30 June 2020 and was succeeded by Freedonia."),
        ("fr", "Zubrowka a cessé d’exister le 30 juin 2020 ; succession : la Freedonie."),
        ("ru", "Zubrowka: существование прекращено 30 июня 2020 г.; правопреемство: Freedonia."),
        ("tg", "Zubrowka: мавҷудият 30 июни соли 2020 қатъ шуд; ҷонишин: Freedonia."),
        ("ar", "Zubrowka: انتهى وجودها بتاريخ 30 يونيو 2020؛ الخلف: Freedonia."),
    ],
)
def test_a_brief_begins_with_the_end(language: str, sentence: str, ended: Path) -> None:
    """The sentence stands at the head, once, with the source."""
    text = note(ended, AFTER, languages=(language,))
    assert text.count(sentence.partition(" (")[0]) == 1
    assert f"**{sentence}" in text
    assert "League of Lantern Keepers" in text


@pytest.mark.parametrize("product", ["desk", "background", "card", "public"])
def test_every_note_of_a_later_day_says_so(product: str, ended: Path) -> None:
    """So does the head of each other product, and no note of an earlier day."""
    sentence = "**Zubrowka ended on 30 June 2020 and was succeeded by Freedonia."
    assert sentence in note(ended, AFTER, products=(product,))
    assert "ended on" not in note(ended, "2020-06-30", products=(product,))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("  valid: 1850/2020-06\n  evidence: [league-charter]\n", "Zubrowka ended in June 2020."),
        (
            "  valid: /2019\n  successor: [freedonia]\n  successor_name: Freedonia and the League\n  evidence: [league-charter]\n",
            "Zubrowka ended in 2019 and was succeeded by Freedonia and the League.",
        ),
    ],
)
def test_the_sentence_says_what_is_known(words: str, sentence: str, project: Path) -> None:
    """A month or a year is "in"; without a successor nothing is said of one."""
    add_second_partner(project)
    write(project, PARTNER, HEAD, HEAD + words)
    use_packaged_brief(project)
    assert f"**{sentence}" in note(project, AFTER)


@pytest.mark.parametrize("product", ["brief", "desk", "card", "public"])
def test_what_it_had_ended_with_it(product: str, ended: Path) -> None:
    """A minister, a framework and a cooperation without an end of their own are past, and no one asks who followed."""
    text = note(ended, AFTER, products=(product,))
    assert "Moustafa**, since" not in text
    assert "who followed" not in text
    assert (
        "Ended, 2010 to 30 June 2020: The two sides share lamp oil." in join_lines(text) or product != "desk"
    )
    if product == "desk":
        assert "| Minister of Lobbies | Zero Moustafa | until 30 June 2020;" in text
        assert "| LF | 1 March 2007 to 30 June 2020" in text
        assert "Holder not on file:** Minister of Lobbies" not in text


DEATH = """\
lives:
- {id: end, person: zero-moustafa, what: died, on: 2020-04-20, evidence: [league-charter]}
"""


def test_an_office_ends_with_its_holder(project: Path) -> None:
    """A note says until when a minister held office who has died, with the source of the death."""
    add_fact_file(project, DEATH)
    use_packaged_brief(project)
    assert "until 20 April 2020; the successor is not on file." in note(project, AFTER)
    assert "| Minister of Lobbies | Zero Moustafa | until 20 April 2020;" in note(
        project, AFTER, products=("desk",)
    )
    assert "Moustafa**" in note(project, "2020-04-20")


def test_a_region_names_who_has_ended(ended: Path) -> None:
    """The note of a region says it of each of its partners."""
    region = "regions:\n  valleys:\n    names:\n    - {text: The Valleys, lang: en}\n    partners: [zubrowka, freedonia]\n"
    with (ended / "facts/house.yaml").open("a", encoding="utf-8") as file:
        file.write(region)
    workspace = Workspace(Project(ended, ended))
    text = markdown.render(make_draft(workspace, "valleys", parse_day(AFTER)).brief).decode()
    assert "**Zubrowka ended on" in text.replace("\u00a0", " ")
    assert "Freedonia ended" not in text


def test_the_end_is_a_day_of_change(ended: Path) -> None:
    """A note of the last day is current until then."""
    day = parse_day("2020-06-30")
    context = NoteContext(release(load(ended), "internal", day), Scope("zubrowka", day, "internal", "en"))
    assert next_change(context) == parse_day("2020-07-01")


def test_an_end_that_only_a_withheld_source_gives_is_withheld(ended: Path) -> None:
    """Who may not see its source learns neither the end nor the successor."""
    add_second_level(ended)
    write(ended, PARTNER, "  evidence: [league-charter]\n", "  evidence: [secret-cable]\n")
    with (ended / "facts/shared/cable.yaml").open("w", encoding="utf-8") as file:
        file.write(
            "marking: LANTERN-SECRET\nsources:\n"
            "- {id: secret-cable, title: Cable, publisher: Post, published: 2020-07-01, retrieved: 2020-07-02, address: 'https://post.example/cable', language: en}\n"
        )
    assert view_of(ended, "keepers").partner.ending
    assert not view_of(ended, "internal").partner.ending


def test_the_list_and_the_gaps_know_the_end(ended: Path) -> None:
    """The list names the successor; a partner that has ended lacks no holders, but may lack a successor."""
    project, day = Project(ended, ended), parse_day(AFTER)
    line = next(line for line in list_partners(project, day, is_dated=True) if line.startswith("zubrowka"))
    assert "Zubrowka (ended 2020-06-30; successor freedonia): " in line
    present = {"no-post", "no-holder", "no-recent-contact", "empty-area", "no-successor"}
    assert not present & {gap.code for gap in find_gaps(project, "zubrowka", day)}
    write(ended, PARTNER, "  successor: freedonia\n  successor_name: {en: Freedonia, fr: la Freedonie}\n", "")
    assert "no-successor" in {gap.code for gap in find_gaps(project, "zubrowka", day)}
