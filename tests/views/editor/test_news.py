"""Tests of the news: since which day, and the silence since the last meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.model.phrases import EMPTY
from briefings.views.editor.fit import fit_view
from tests.support.notes import principal_copy, use_packaged_brief
from tests.support.views import add_fact_file, make_view
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

NEWS = """\
agreements:
- {id: a, on: 2020-01-02, title: Treaty of Lutz, evidence: [league-charter]}
- {id: b, on: 2021-01-02, title: Pact of Nebelsbad, evidence: [league-charter]}
"""


def news_of(copy: str) -> str:
    """Return the section of the news, its heading included."""
    return "## What is new" + copy.partition("## What is new")[2].partition("\n## ")[0]


def test_changes_of_three_years_are_new(project: Path) -> None:
    """Without a day, changes of the last 36 months are new, and the heading names the first month."""
    add_fact_file(project, NEWS)
    news = news_of(principal_copy(project, "2022-05-04"))
    assert news.startswith("## What is new since May 2019\n")
    assert (
        news.index("Pact of Nebelsbad") < news.index("Treaty of Lutz") < news.index("since 3 February 2019")
    )


OLD = """\
agreements:
- {id: a, valid: 2007-03-01/2016-12-31, title: Agreement on Transit, evidence: [league-charter]}
- {id: b, on: 2009-01-02, title: Pact of Nebelsbad, evidence: [league-charter]}
"""


def test_an_old_change_is_not_called_new(project: Path) -> None:
    """Without a change in three years the brief says so, with the last one; a reader who names a day reads of none."""
    facts = project / "facts/zubrowka/zubrowka.yaml"
    facts.write_text(facts.read_text("utf-8").partition("contacts:")[0], "utf-8")
    add_fact_file(project, OLD)
    news = " ".join(news_of(principal_copy(project, "2022-05-04")).split())
    line = (
        "- No change is on file since then; the last before it: 31 December 2016: Agreement on Transit ends."
    )
    assert line in news
    assert "Pact" not in news
    assert "Transit" not in news_of(principal_copy(project, "2022-05-04", since="2020-06-01"))


COMMISSIONS = """\
contacts:
- {id: a, on: 2022-02-02, form: committee, session: 5, with: lantern-league, ours: [agatha-baker], theirs: [zero-moustafa], topics: [Oil], evidence: [league-charter]}
- {id: b, on: 2022-02-02, form: committee, session: 5, with: lantern-league, ours: [agatha-baker], theirs: [zero-moustafa], topics: [Wicks], evidence: [league-charter]}
- {id: c, on: 2022-01-02, form: committee, session: 5, with: lantern-league, ours: [agatha-baker], theirs: [zero-moustafa], topics: [Ropes], evidence: [league-charter]}
"""


def test_sessions_of_two_commissions_are_told_apart(project: Path) -> None:
    """Only where the same people met twice on a day, and in the same form, the news say about what."""
    add_fact_file(project, COMMISSIONS)
    news = " ".join(news_of(principal_copy(project, "2022-05-04")).split())
    for topics in ("Topics: Oil.", "Topics: Wicks."):
        assert f"2 February 2022: Committee: Zero Moustafa and Agatha Baker. {topics}" in news
    assert "2 January 2022: Committee: Zero Moustafa and Agatha Baker." in news
    assert "Ropes" not in news


ENDED = """\
memberships:
- {{id: m, framework: wick-programme, valid: 2014/2020-06, evidence: [{source}]}}
agreements:
- {{id: a, valid: 2014/2020-07, title: Pact of Nebelsbad, evidence: [{source}]}}
"""


@pytest.mark.parametrize(
    ("source", "is_announced"), [("alpine-herald-2019", True), ("league-charter", False)]
)
def test_an_end_that_no_later_source_shows_was_to_come(
    source: str, is_announced: bool, project: Path
) -> None:
    """A source of 2019 cannot tell that something ended in 2020, only that it was to end."""
    add_fact_file(project, ENDED.format(source=source))
    news = " ".join(news_of(principal_copy(project, "2022-05-04")).split())
    assert ("June 2020: Participation in the Wick Programme was to end." in news) is is_announced, news
    assert ("July 2020: Pact of Nebelsbad was to end." in news) is is_announced, news
    assert ("July 2020: Pact of Nebelsbad ends." in news) is not is_announced, news


def test_a_brief_says_that_nothing_newer_is_on_file(project: Path) -> None:
    """If the latest that is known of the relations is more than half a year old, the head says so; else nobody mentions it."""
    quiet = "last contact or cooperation on file:"
    assert f" · {quiet} January 2022" in principal_copy(project, "2022-12-04").replace("\n", " ")
    assert quiet not in principal_copy(project, "2019-06-01")


def test_a_reader_asks_what_is_new_since_a_day(project: Path) -> None:
    """With a day, the heading names it, and no older change fills the section."""
    add_fact_file(project, NEWS)
    news = news_of(principal_copy(project, "2022-05-04", since="2020-06-01"))
    assert news.startswith("## What is new since 1 June 2020\n")
    assert "Pact of Nebelsbad" in news
    assert "Treaty of Lutz" not in news
    assert "Pact" not in news_of(principal_copy(project, "2022-05-04", since="2022-06-01"))


COARSE = """\
agreements:
- {id: a, on: 2021, title: Pact of the Year, evidence: [league-charter]}
- {id: b, on: 2021-12, title: Pact of the Month, evidence: [league-charter]}
- {id: c, on: 2021-12-05, title: Pact of the Day, evidence: [league-charter]}
- {id: d, on: 2020-06-01, title: Pact of Before, evidence: [league-charter]}
"""


def test_a_coarse_date_never_stands_above_a_finer_later_one(project: Path) -> None:
    """Of "2021" no more is known than that it was not before January, so it is under all else of that year."""
    add_fact_file(project, COARSE)
    news = news_of(principal_copy(project, "2022-02-01", since="2020-01-01"))
    places = [news.index(f"Pact of {name}") for name in ("the Day", "the Month", "the Year")]
    assert places == sorted(places)


GROUP = """contacts:
- id: seminar
  on: 2021-03-04
  form: meeting
  with: lantern-league
  ours: [{group: Seminar of the League}]
  theirs: [{person: zero-moustafa}]
  evidence: [league-charter]
"""


def test_one_meets_people_and_takes_part_in_a_seminar(project: Path) -> None:
    """A side without the name of a person may be a body or an event, which one does not meet."""
    add_fact_file(project, GROUP)
    news = news_of(principal_copy(project, "2022-02-01"))
    assert "Zero Moustafa took part in a meeting (Seminar of the League)." in " ".join(news.split())
    assert "met Seminar" not in news


def test_a_day_after_the_note_is_refused(briefings: Command, project: Path) -> None:
    """Nothing can be new since a day that has not come."""
    run = briefings("build", "--project", project, "--as-of", "2022-05-04", "--since", "2022-05-05")
    assert run.code == 2
    assert "2022-05-05 is after the day of the notes, 2022-05-04" in run.err


def test_the_day_is_an_option_of_the_note(briefings: Command, project: Path) -> None:
    """A build with another day rebuilds the brief and says why; the same day again leaves it."""
    arguments = ("build", "--project", project, "--as-of", "2022-05-04", "--format", "md", "--explain")
    use_packaged_brief(project)
    briefings(*arguments)
    assert "option --since changed" in briefings(*arguments, "--since", "2020-06-01").out
    assert "unchanged" in briefings(*arguments, "--since", "2020-06-01").out


def test_a_shortened_list_still_says_that_nobody_met(project: Path) -> None:
    """A brief without room drops an older change before the silence since the last meeting."""
    add_fact_file(project, NEWS)
    view = make_view(project, "2022-05-04").edited
    assert view is not None
    assert len(view.news) > 1
    assert view.silence
    fitted = fit_view(view, 0, 1, "en")
    assert (fitted.news, fitted.silence) == (view.news[:1], view.silence)
    talkative = fit_view(replace(view, silence=EMPTY), 0, 1, "en")
    assert talkative.news == view.news[:2]


TURNS = """\
marking: PUBLIC
frameworks:
- id: bridge-plan
  organisation: lantern-league
  names: [{text: Bridge Plan, lang: en}]
memberships:
- id: plan
  framework: bridge-plan
  valid: 2007/2018
  evidence:
  - {source: league-charter, asserted: 2012}
  - {source: alpine-herald-2019}
  - {source: alpine-herald-2019, attests: 2014-05-01}
"""


def test_a_change_cites_the_sources_that_show_it(project: Path) -> None:
    """A source from before the end, or one that only saw the state on a day, does not show that it ended."""
    (project / "facts/zubrowka/turns.yaml").write_text(TURNS, "utf-8")
    view = make_view(project, "2019-02-10")
    assert view.edited
    (ended,) = [item for item in view.edited.news if "<news.ended" in (phrase_text(item) or "")]
    assert {citation.source_id for citation in ended.citations} == {"alpine-herald-2019"}


def test_other_changes_come_before_meetings(project: Path) -> None:
    """The lead and the contacts have the meetings, so of those the news have what room is left."""
    pact = "- {{id: {0}, on: 2021-04-02, title: Pact {0}, evidence: [league-charter]}}\n"
    add_fact_file(project, NEWS + pact.format("c"))
    assert "Moustafa" in news_of(principal_copy(project, "2021-05-04"))
    add_fact_file(project, NEWS + pact.format("c") + pact.format("d"))
    assert "Moustafa" not in news_of(principal_copy(project, "2021-05-04"))
