"""Tests of what is done together: where the month of an old source is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.dates import PartialDate
from briefings.model.phrases import ForeignText, LabelRef, Phrase
from briefings.views.editor.words import dated_sentence
from tests.support.notes import principal_copy
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

WORK = """\
areas:
- {id: trade, names: [{text: Trade, lang: en}]}
cooperation:
- {id: a, area: trade, valid: /, text: They share wicks., evidence: [{source: league-charter, attests: 2011-03}]}
- {id: b, area: trade, valid: /, text: They share oil., evidence: [{source: alpine-herald-2019, attests: DATE}]}
- {id: c, area: light, valid: /, text: They share matches., evidence: [{source: league-charter, attests: 2019-03}]}
- {id: d, area: light, valid: /, text: They share lamps., evidence: [{source: league-charter, attests: 2019-03}]}
"""


@pytest.mark.parametrize(
    ("text", "key", "shortened"),
    [
        ("They share oil.", "work.dated", "They share oil"),
        ("They share “oil.”", "work.dated-after", "They share “oil.”"),
        ("They share oil...", "work.dated-after", "They share oil..."),
        ("Who shares oil?", "work.dated-after", "Who shares oil?"),
        ("يتقاسمان الزيت.", "work.dated", "يتقاسمان الزيت"),
    ],
)
def test_a_date_comes_before_the_full_stop(text: str, key: str, shortened: str) -> None:
    """Only a full stop moves behind the date; a question mark and a closing quote stay with their sentence."""
    for of_text in (lambda words: words, lambda words: ForeignText(Phrase((words,)), "fr")):
        (part,) = dated_sentence(Phrase((of_text(text),)), PartialDate(2021, 1)).parts
        assert isinstance(part, LabelRef)
        assert part.key == key
        assert dict(part.values)["text"] == Phrase((of_text(shortened),))


def test_the_month_of_an_old_source_stands_inside_its_sentence(project: Path) -> None:
    """The month of most sentences is said in the head, the month of any other sentence before its full stop."""
    add_fact_file(project, WORK.replace("DATE", "2015-06"))
    copy = principal_copy(project, "2026-11-29")
    assert "in March 2019, unless another date is given:" in copy
    assert "- **Trade.** They share oil (as of Jun 2015). They share wicks (as of Mar 2011)." in copy
    assert "They share matches. They share lamps." in copy


def test_a_month_that_an_area_shares_is_said_once(project: Path) -> None:
    """It stands at the name of the area, and none of its sentences repeats it."""
    add_fact_file(project, WORK.replace("DATE", "2011-03").replace("alpine-herald-2019", "league-charter"))
    copy = principal_copy(project, "2026-11-29")
    assert "- **Trade (as of Mar 2011).** They share wicks. They share oil." in copy
