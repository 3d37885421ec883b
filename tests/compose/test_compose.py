"""Tests of composing: the marking, the options of a note, and what a brief says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError
from briefings.model.markings import Marking
from briefings.model.phrases import LabelRef, Phrase
from briefings.project import Project
from briefings.views.records import NamedView
from tests.support.builds import replace_once
from tests.support.notes import (
    EMPTY,
    TODAY,
    compose_note,
    compose_with_facts,
    make_draft,
    note_of,
    render_html,
    skeleton_text,
    write_labels,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.golden import Golden


def test_wording_that_a_view_asks_for_must_be_there(tmp_path: Path) -> None:
    """A label that the view wants and the label file lacks is an error that names the file."""
    missing = Phrase((LabelRef("holder.unknown"),))
    with pytest.raises(
        BriefingsError,
        match=r"^labels\.yaml:1:1: error\[unknown-label\]: the label 'holder\.unknown' is missing",
    ):
        compose_note(tmp_path, "{{ side.name }}", side=NamedView(missing, EMPTY, EMPTY))


# --- furniture ----------------------------------------------------------------------------------

LEVELS = {"OPEN": "Open to all", "CLOSED": "For officials only"}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{0}", "Open to all"),
        ("{0} {1}", "For officials only"),
        ("| |\n|---|\n| {1} | |", "For officials only"),
        ("", "Open to all"),
    ],
)
def test_the_marking_is_the_highest_of_the_facts_used(tmp_path: Path, template: str, expected: str) -> None:
    """The marking is that of the highest fact printed, whatever else the view holds, and stands in the text."""
    brief = compose_with_facts(
        tmp_path,
        f"{{{{ marking }}}}\n\n{template}",
        levels=LEVELS,
        markings={"test/a": Marking("OPEN"), "test/b": Marking("CLOSED")},
    )
    assert expected == brief.marking
    assert skeleton_text(brief).split("\n")[0] == expected


def test_the_marking_may_stand_in_a_heading(tmp_path: Path) -> None:
    """The marking is furniture, which headings may print."""
    brief = compose_note(tmp_path, "# {{ marking }}", levels={"X": "Open"})
    assert skeleton_text(brief) == "# Open"


def test_the_occasion_is_printed_as_given(tmp_path: Path) -> None:
    """What the note is for is a value like others, and needs no citation."""
    occasion = "Meeting of 3 May, *in camera*"
    template = "{% if note.occasion %}{{ note.occasion }}{% endif %}{{ house.desk }}"
    assert occasion == skeleton_text(compose_note(tmp_path, template, occasion=occasion))
    assert skeleton_text(compose_note(tmp_path, template)) == ""


@pytest.mark.parametrize(
    ("asked", "printed"),
    [('"glance.what"', "Item"), ('"role.lamps"', "Zubrowka"), ('"role." ~ "lamps"', "Zubrowka")],
)
def test_a_label_that_may_be_missing(tmp_path: Path, asked: str, printed: str) -> None:
    """Where a template names another value, that is printed instead of a label that there is not."""
    assert skeleton_text(compose_note(tmp_path, f"{{{{ label({asked}, default=partner.name) }}}}")) == printed
    assert skeleton_text(compose_note(tmp_path, '{{ label("role.lamps", default=none) }}')) == ""


def test_a_brief_says_what_it_is(tmp_path: Path) -> None:
    """Title, subject, author, date and page number come in the words of the label file."""
    labels = write_labels(tmp_path, "")
    brief = compose_note(tmp_path, "{{ note.title }}", labels=labels)
    assert (brief.title, brief.subject, brief.logo_name) == (
        "Relations between League and Zubrowka",
        "Briefing note as at 23\u00a0November\u00a02026",
        "League",
    )
    assert brief.author == ""
    assert (brief.day_text, brief.page_label, brief.language) == (
        "As at 23\u00a0November\u00a02026",
        "Page {page} of {pages}",
        "en",
    )
    assert brief.as_of == TODAY


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("", ""),
        ("desk: West desk", "West desk"),
        ("desk: West desk\noriginator: Keepers’ Office", "Keepers’ Office"),
    ],
)
def test_the_author_is_the_drafting_unit_or_nobody(project: Path, line: str, author: str) -> None:
    """The files name who drafted the note, and never the side of the house, which has not written it."""
    replace_once(project / "facts/house.yaml", "desk:\n", f"{line}\n")
    brief = make_draft(Workspace(Project(project, project), ["zubrowka"]), "zubrowka", TODAY).brief
    assert brief.author == author
    assert ('<meta name="author"' in render_html(brief)) is bool(author)


# --- a whole note -------------------------------------------------------------------------------


def test_the_fictional_note_reads_as_it_should(golden: Golden) -> None:
    """The note on Zubrowka as of 2020 says word for word what the golden file says."""
    golden.check(note_of("zubrowka", TODAY.replace(year=2020)).markdown, ".md")
