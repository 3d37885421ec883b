"""Tests of the views of facts: their time, their sources, and whether they are told at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.views import (
    add_fact_file,
    make_view,
)
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("on: 2007-03-04", "2007-03-04", "2007-03-04"),
        ("on: 2007-03", "2007-03-31", "2007-03"),
        ("on: 2007-03/2007-05", "2007-05-31", "<period.from-to start=2007-03 end=2007-05>"),
        ("on: 2007-03-04/2007-03-06", "2007-03-06", "<period.within-month day=4 end=2007-03-06>"),
        ("on: 2007-03-04/2007-04-06", "2007-04-06", "<period.from-to start=2007-03-04 end=2007-04-06>"),
        ("on: 2007-03-04~/2007-03-06", "2007-03-06", "<period.from-to start=2007-03-04~ end=2007-03-06>"),
        ("on: ../2007-03", "2020-01-01", "<period.by end=2007-03>"),
        ("on: /2007-03", "2020-01-01", "<period.by end=2007-03>"),
        ("valid: 2007/2009", "2008-05-05", "<period.since start=2007>"),
        ("valid: 2007/2009", "2009-01-01", "<period.since start=2007>"),
        ("valid: 2007/2009", "2009-12-31", "<period.since start=2007>"),
        ("valid: 2007/..", "2009-12-31", "<period.since start=2007>"),
        ("valid: ../2009", "2008-05-05", ""),
        ("valid: ../..", "2008-05-05", ""),
        ("valid: 2007", "2007-05-05", "<period.since start=2007>"),
    ],
)
def test_time(when: str, day: str, expected: str, project: Path) -> None:
    """An event is dated, a state has its start; an end that has not come is not told."""
    add_fact_file(
        project, f"figures:\n- {{id: case, {when}, name: Lamps, value: 12, evidence: [league-charter]}}\n"
    )
    (figure,) = make_view(project, day).facts["figures"]
    assert expected == phrase_text(figure.time)
    assert (phrase_text(figure.name), phrase_text(figure.text)) == ("Lamps", "12")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("valid: 2007/2009", "<period.years start=2007 end=2009>"),
        ("valid: /2009", "<period.until end=2009>"),
        ("valid: ../2009-05", "<period.until end=2009-05>"),
        ("valid: 2009", "2009"),
    ],
)
def test_time_of_what_is_over(when: str, expected: str, project: Path) -> None:
    """Of a membership that has ended the end is told, and the start where it is known."""
    add_fact_file(
        project, f"memberships:\n- {{id: case, {when}, framework: lamp-forum, evidence: [league-charter]}}\n"
    )
    past = [
        fact
        for fact in make_view(project, "2010-01-01").past_facts["memberships"]
        if phrase_text(fact.name) == "Lamp Forum (LF)"
    ]
    assert [(fact.status, phrase_text(fact.time)) for fact in past] == [("ended", expected)]


def test_a_membership_of_what_does_not_exist(project: Path) -> None:
    """A membership is not told while its framework does not exist yet, or no longer does."""
    add_fact_file(
        project,
        """\
frameworks:
- {id: brief-council, organisation: lantern-league, names: [{text: Council, lang: en}], valid: 2010/2011}
memberships:
- {id: case, valid: ../.., framework: brief-council, evidence: [league-charter]}
""",
    )

    def is_council_listed(day: str) -> bool:
        return "Council" in [phrase_text(fact.name) for fact in make_view(project, day).facts["memberships"]]

    assert [is_council_listed(day) for day in ("2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_start_that_only_may_have_come(project: Path) -> None:
    """Of a state that was seen before the month about which it began, the start is not told as if it lay ahead."""
    add_fact_file(
        project,
        "figures:\n- id: case\n  valid: 2004-06~/\n  name: Lamps\n  value: 12\n"
        "  evidence: [{source: league-charter, attests: 2004-05-20}]\n",
    )
    assert [phrase_text(figure.time) for figure in make_view(project, "2004-05-25").facts["figures"]] == [""]
    assert [phrase_text(figure.time) for figure in make_view(project, "2004-06-01").facts["figures"]] == [
        "<period.since start=2004-06~>"
    ]


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        # What was always so is cited even to those who saw it later only.
        ("../..", "2001-01-01", ["undated-page", "league-charter", "alpine-herald-2019"]),
        # The latest attestation up to the day, and sources of the whole fact.
        ("../..", "2005-01-01", ["undated-page"]),
        ("../..", "2010-01-01", ["league-charter"]),
        ("../..", "2020-01-01", ["alpine-herald-2019"]),
        # With a start that is known, the earliest attestation as well: it tells of the start.
        ("2000/..", "2001-01-01", ["undated-page"]),
        ("2000/..", "2010-01-01", ["undated-page", "league-charter"]),
        ("2000/..", "2020-01-01", ["undated-page", "alpine-herald-2019"]),
    ],
)
def test_who_is_cited(period: str, day: str, expected: list[str], project: Path) -> None:
    """A state rests on those who attest what is printed of it, and on no other of its sources."""
    add_fact_file(
        project,
        f"figures:\n- id: case\n  valid: {period}\n  name: Lamps\n  value: 12\n  evidence:\n"
        "  - {source: undated-page, attests: 2004}\n"
        "  - {source: league-charter, attests: 2009}\n"
        "  - {source: alpine-herald-2019, attests: 2019}\n",
    )
    (figure,) = make_view(project, day).facts["figures"]
    assert expected == [citation.source_id for citation in figure.text.citations]


def test_a_day_is_told_once(project: Path) -> None:
    """What was last attested on the day of its start says so by its start alone."""
    add_fact_file(
        project,
        "memberships:\n- {id: m, framework: wick-programme, valid: 2019-02-03/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}\n",
    )
    (held,) = (
        one
        for one in make_view(project, "2021-02-10").facts["memberships"]
        if "2019" in f"{phrase_text(one.time)}"
    )
    assert (phrase_text(held.time), phrase_text(held.attested), held.attested_later) == (
        "<period.since start=2019-02-03>",
        "2019-02-03",
        False,
    )


def test_a_remark_that_can_not_be_told_takes_no_name_with_it(project: Path) -> None:
    """A fact with a name stays without the remark; a fact without a name has nothing left to tell."""
    no_holder = '"{holder:league-envoy} spoke."'
    add_fact_file(
        project,
        "agreements:\n"
        f"- {{id: a, on: 2007-01-01, title: Treaty of Lutz, text: {no_holder}, evidence: [league-charter]}}\n"
        "memberships:\n"
        f"- {{id: m, on: 2007-01-01, framework: lamp-forum, text: {no_holder}, evidence: [league-charter]}}\n"
        "statements:\n"
        f"- {{id: s, on: 2007-01-01, text: {no_holder}, evidence: [league-charter]}}\n",
    )
    facts = make_view(project, "2020-01-01").facts
    told = [
        (phrase_text(fact.name), phrase_text(fact.text))
        for name in ("agreements", "memberships", "statements")
        for fact in facts[name]
        if phrase_text(fact.time) == "2007-01-01"
    ]
    assert told == [("Treaty of Lutz", ""), ("Lamp Forum (LF)", "")]


def test_what_is_over_keeps_its_list(project: Path) -> None:
    """A figure or an agreement that has ended leaves the current facts for the past ones, under the same name."""
    add_fact_file(
        project,
        "figures:\n- {id: f, valid: 2007/2009, name: Lamps, value: 12, evidence: [league-charter]}\n"
        "agreements:\n- {id: a, valid: 2007/2009, title: Treaty of Lutz, evidence: [league-charter]}\n",
    )
    for name in ("figures", "agreements"):
        for day, current, past in (("2008-05-05", 1, 0), ("2010-01-01", 0, 1)):
            view = make_view(project, day)
            assert (len(view.facts[name]), len(view.past_facts[name])) == (current, past), (name, day)
