"""Tests of the box of what to confirm before use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.views.editor import confirm
from tests.support.views import add_fact_file, make_view
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

SECOND = """\
tenures:
- id: minister-gustave
  post: zubrowka-minister
  holder: gustave-h
  valid: {valid}
  evidence:
  - {{source: alpine-herald-2019, attests: 2019-02-03}}
"""


def confirm_texts(project: Path, day: str) -> list[str]:
    """Return what the box says on a day."""
    view = make_view(project, day)
    assert view.edited
    return [phrase_text(item.text) or "" for item in view.edited.confirm]


@pytest.mark.parametrize(("valid", "is_said"), [("2018/", True), ("2018/2018", False)])
def test_two_holders_of_one_office_are_named(valid: str, is_said: bool, project: Path) -> None:
    """No one may read the one name without the other, even if the desk has not looked at what `check` says."""
    add_fact_file(project, SECOND.format(valid=valid))
    said = "<confirm.several-holders names=<list.and first=Gustave H. second=Zero Moustafa>>"
    assert (said in confirm_texts(project, "2019-02-10")) is is_said


def test_a_holder_to_review_on_a_day_says_so(project: Path) -> None:
    """The box names the day after which the holder must be confirmed, such as that of an election."""
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("valid: /\n", "valid: /\n  review: 2020-06-07\n", 1), "utf-8"
    )
    texts = confirm_texts(project, "2020-06-08")
    assert [
        text for text in texts if text.startswith("<confirm.office-review.on") and "review=2020-06-07" in text
    ]


def test_no_one_was_in_office_on_a_day_before_the_start(project: Path) -> None:
    """What announced a holder does not attest one: the box names the start, and not the day of the announcement."""
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(facts.read_text("utf-8").replace("valid: /\n", "valid: 2019-03/\n", 1), "utf-8")
    said = "<confirm.office.in name=Zero Moustafa date=2019-03>"
    assert said in confirm_texts(project, "2024-02-10")


def test_what_the_box_has_no_room_for_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the items that it has room for, the box names what else to confirm; else it says nothing of the kind."""
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(facts.read_text("utf-8").replace("valid: /\n", "valid: 2009-03/\n", 1), "utf-8")
    view = make_view(project, "2024-02-10").edited
    assert view
    titles = [phrase_text(item.title) or "" for item in view.confirm]
    assert len(titles) > 1
    assert not view.confirm_further.parts
    monkeypatch.setattr(confirm, "_MOST_ITEMS", 1)
    shorter = make_view(project, "2024-02-10").edited
    assert shorter
    assert [phrase_text(item.title) for item in shorter.confirm] == titles[:1]
    further = phrase_text(shorter.confirm_further) or ""
    assert all(title in further for title in titles[1:])


PACT = """\
agreements:
- id: pact
  valid: 2009/
  title: Pact of the ridge
  evidence: [{source: alpine-herald-2019, attests: 2019-02-04}]
"""


@pytest.mark.parametrize(("day", "is_asked"), [("2019-06-01", False), ("2026-06-01", True)])
def test_what_a_row_marks_to_confirm_is_in_the_box(day: str, is_asked: bool, project: Path) -> None:
    """An agreement that was last confirmed too long ago says so where it stands and in the box, with the same source."""
    add_fact_file(project, PACT)
    view = make_view(project, day).edited
    assert view
    asked = {phrase_text(item.title): item.text for item in view.confirm}
    (row,) = [row for row in view.relations if phrase_text(row.name) == "Pact of the ridge"]
    assert ("Pact of the ridge" in asked) is is_asked
    assert (phrase_text(row.doubt) or "").startswith("<state.confirm ") is is_asked
    if is_asked:
        assert asked["Pact of the ridge"].citations == row.doubt.citations
