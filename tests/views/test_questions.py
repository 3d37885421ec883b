"""Tests of open questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.model.dates import parse_day
from tests.support.views import (
    SUBJECTS,
    add_fact_file,
    make_view,
)
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import View


def question_kinds(found: View, about: str) -> list[str]:
    """Return the kinds of the questions whose text has some words."""
    return [question.kind for question in found.questions if about in str(phrase_text(question.text))]


PAGE = (
    "<question.says-? publisher=League of Lantern Keepers title=Our friends in the valleys date={} words={}>"
)


@pytest.mark.parametrize(
    ("evidence", "from_day", "saying"),
    [
        # Said on its own date.
        (
            "{source: alpine-herald-2019, says: {text: It thaws.}}", "2019-02-04",
            "<question.says publisher=Alpine Herald title=A visit in the snow date=2019-02-04 words=<said.text text=It thaws.>>",
        ),
        # Said on another date than its own.
        (
            "{source: alpine-herald-2019, asserted: 2018-01, says: {value: '7'}}", "2018-01-31",
            "<question.says publisher=Alpine Herald title=A visit in the snow date=2018-01 words=<said.value value=7>>",
        ),
        # An undated page, of which somebody else said so.
        (
            "{source: undated-page, via: alpine-herald-2019, says: {holder: zero-moustafa}}", "2019-02-04",
            PAGE.replace("?", "via").format("2019-02-04", "<said.holder name=Zero Moustafa> via=Alpine Herald"),
        ),
        # An undated page that was read on a day.
        (
            "{source: undated-page, asserted: 2012, says: {valid: 2011/2014}}", "2012-12-31",
            PAGE.replace("?", "undated").format("2012", "<said.period period=<period.years start=2011 end=2014>>"),
        ),
        (
            "{source: undated-page, asserted: 2012, says: {on: 2011}}", "2012-12-31",
            PAGE.replace("?", "undated").format("2012", "<said.period period=2011>"),
        ),
    ],
)  # fmt: skip
def test_disputed_from_the_day_it_was_said(evidence: str, from_day: str, saying: str, project: Path) -> None:
    """A fact is disputed from the last day on which the source can have said so, and not before."""
    add_fact_file(
        project,
        f"statements:\n- {{id: winter, valid: 2010-01-01/.., text: Winter lasts., evidence: [league-charter, {evidence}]}}\n",
    )
    before = parse_day(from_day) - timedelta(days=1)
    assert question_kinds(make_view(project, before.isoformat()), "Winter") == []
    found = make_view(project, from_day)
    assert question_kinds(found, "Winter") == ["disputed"]
    (question,) = [question for question in found.questions if "Winter" in str(phrase_text(question.text))]
    assert [phrase_text(words) for words in question.claims] == [saying]


def test_a_saying_is_cited_to_who_said_it(project: Path) -> None:
    """A disagreement rests on the source that disagrees and on the one through which it is known."""
    (question,) = make_view(project, "2019-02-10").questions
    assert [citation.source_id for citation in question.claims[0].citations] == [
        "undated-page",
        "alpine-herald-2019",
    ]


def test_overdue(project: Path) -> None:
    """A fact is asked about from the day on which its review falls due, with both dates."""
    assert question_kinds(make_view(project, "2022-02-02"), "snow") == []
    found = make_view(project, "2022-02-03")
    assert question_kinds(found, "snow") == ["overdue"]
    (question,) = [question for question in found.questions if "snow" in str(phrase_text(question.text))]
    assert (phrase_text(question.attested), phrase_text(question.due)) == ("2019-02-03", "2022-02-03")
    told = next(fact for fact in found.facts["statements"] if "snow" in str(phrase_text(fact.text)))
    assert (told.status, phrase_text(told.due)) == ("overdue", "2022-02-03")


def test_possible(project: Path) -> None:
    """A fact of which the dates leave open whether it holds is told as possible, and asked about."""
    add_fact_file(
        project,
        "statements:\n- {id: winter, valid: 2010/2012, text: Winter lasts., evidence: [league-charter]}\n",
    )
    asked = {
        day: question_kinds(make_view(project, day), "Winter")
        for day in ("2010-01-01", "2010-12-31", "2012-01-02")
    }
    assert asked == {"2010-01-01": ["possible"], "2010-12-31": [], "2012-01-02": ["possible"]}
    told = next(
        fact
        for fact in make_view(project, "2010-01-01").facts["statements"]
        if "Winter" in str(phrase_text(fact.text))
    )
    assert told.status == "possible"


def test_what_has_not_surely_happened_is_no_question(project: Path) -> None:
    """An event that may have happened is neither told nor asked about."""
    add_fact_file(
        project,
        "statements:\n- {id: winter, on: 2010, text: Winter came., headline: Winter, evidence: [league-charter]}\n",
    )
    found = make_view(project, "2010-06-01")
    assert "Winter" not in repr(found)
    assert "Winter came." in repr(make_view(project, "2010-12-31"))


def test_subjects_of_questions(project: Path) -> None:
    """What is in question is told in a few words that its kind calls for."""
    add_fact_file(project, SUBJECTS)
    asked = [phrase_text(question.text) for question in make_view(project, "2019-02-10").questions]
    assert sorted(filter(None, asked)) == [
        "<question.agreement name=Pact>",
        "<question.agreement-dated name=Treaty of Lutz time=<period.since start=2019>>",
        "<question.contact date=2019-02-03>",
        "<question.figure name=Lamps value=12>",
        "<question.membership-dated name=Wick Programme partner=Zubrowka time=<period.since start=2019>>",
        "<question.tenure post=Minister of Lobbies holder=Zero Moustafa>",
        "They share wicks.",
    ]


def test_a_superseded_fact_is_in_no_note_as_current(project: Path) -> None:
    """Once a later fact has happened, the overdue one is neither stated nor asked about, and counts as ended."""
    talks = (
        "{id: talks, valid: /, text: They talk., evidence: [{source: league-charter, attests: 2011-06-23}]}"
    )
    later = (
        "{id: later, after: talks, on: 2019-03-21, text: They had talked., evidence: [alpine-herald-2019]}"
    )
    add_fact_file(project, f"statements:\n- {talks}\n- {later}\n")
    kinds = {
        day: question_kinds(make_view(project, day), "They talk.") for day in ("2019-03-20", "2019-03-21")
    }
    assert kinds == {"2019-03-20": ["overdue"], "2019-03-21": []}
    view = make_view(project, "2019-03-21")
    current = [phrase_text(fact.text) for fact in view.facts["statements"]]
    past = [(phrase_text(fact.text), fact.status) for fact in view.past_facts["statements"]]
    assert "They talk." not in current
    assert "They had talked." in current
    assert past == [("They talk.", "ended")]
