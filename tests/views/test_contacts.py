"""Tests of the views of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.phrases import Phrase
from tests.support.views import (
    CONTACTS,
    HANDOVER,
    ZUBROWKA,
    add_fact_file,
    make_view,
)
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("limit", "shown", "omitted"),
    [
        (None, ["2019-02-03", "2018-12", "2018-06-01", "2014-05-01"], ""),
        (4, ["2019-02-03", "2018-12", "2018-06-01", "2014-05-01"], ""),
        (3, ["2019-02-03", "2018-12", "2018-06-01"], "1"),
        (1, ["2019-02-03"], "3"),
        (0, [], "4"),
    ],
)
def test_contacts_limit(limit: int | None, shown: list[str], omitted: str, project: Path) -> None:
    """The newest contacts are shown, as many as asked for, and the number of the others is told."""
    add_fact_file(project, CONTACTS)
    own = make_view(project, "2020-01-01", limit).contacts[0]
    assert (shown, omitted) == (
        [phrase_text(contact.date) for contact in own.contacts],
        phrase_text(own.omitted_count),
    )
    assert phrase_text(own.last_date) == "2019-02-03"


def test_contacts_by_body(project: Path) -> None:
    """Contacts are told by the body on our side, those of our own side first, even if there are none."""
    add_fact_file(project, CONTACTS)

    def contact_groups(day: str) -> list[tuple[str | None, bool, int]]:
        return [
            (phrase_text(group.body), group.is_own_side, len(group.contacts))
            for group in make_view(project, day).contacts
        ]

    own, embassy = "League of Lantern Keepers (LLK)", "Embassy of Grand Fenwick"
    assert contact_groups("2020-01-01") == [(own, True, 4), (embassy, False, 1)]
    assert contact_groups("2010-01-01") == [(own, True, 0)]
    (project / ZUBROWKA).write_text(
        (project / ZUBROWKA)
        .read_text("utf-8")
        .replace("with: lantern-league", "with: embassy-grand-fenwick"),
        "utf-8",
    )
    assert contact_groups("2018-01-01") == [(own, True, 0), (embassy, False, 1)]


@pytest.mark.parametrize(
    ("day", "silent"),
    [
        ("2014-05-01", False),
        ("2015-04-30", False),
        ("2015-05-01", True),
        ("2019-02-03", False),
        ("2020-02-03", True),
    ],
)
def test_silence(day: str, silent: bool, project: Path) -> None:
    """A year after the newest contact, which is how long the house waits, the note says that there is none since."""
    assert silent is make_view(project, day).contacts[0].silent


def test_no_contact_is_no_silence(project: Path) -> None:
    """Where no contact is on record, nothing is said to be long ago."""
    own = make_view(project, "2010-01-01").contacts[0]
    assert (own.silent, own.last_date, own.contacts) == (False, Phrase(), ())


@pytest.mark.parametrize(
    ("participant", "expected"),
    [
        ("gustave-h", "<participant name=Gustave H. office=Keeper of the League>"),
        ("{person: gustave-h, as: Concierge}", "<participant name=Gustave H. office=Concierge>"),
        (
            "{person: gustave-h, post: zubrowka-minister}",
            "<participant name=Gustave H. office=Minister of Lobbies>",
        ),
        ("{group: Porters}", "Porters"),
        ("{person: zero-moustafa}", "<participant name=Zero the Younger office=Minister of Lobbies>"),
        ("agatha-baker", "Agatha Baker"),
    ],
)
def test_participants(participant: str, expected: str, project: Path) -> None:
    """People at a contact have the names and posts of its day: those named there, else those on record."""
    add_fact_file(
        project,
        "contacts:\n"
        f"- {{id: c, on: 2014-05-02, form: call, with: lantern-league, ours: [{participant}], evidence: [league-charter]}}\n",
    )
    contact = make_view(project, "2020-01-01").contacts[0].contacts[1]
    assert (phrase_text(contact.date), [phrase_text(phrase) for phrase in contact.ours]) == (
        "2014-05-02",
        [expected],
    )


def test_an_office_that_is_merely_possible(project: Path) -> None:
    """Somebody at a contact is not given an office that was perhaps held on its day."""
    add_fact_file(
        project,
        HANDOVER
        + "contacts:\n"
        + "- {id: c, on: 2010-11-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n"
        + "- {id: d, on: 2010-12-10, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}\n",
    )
    ours = {
        phrase_text(contact.date): contact.ours
        for contact in make_view(project, "2011-01-01").contacts[0].contacts
    }
    assert [phrase_text(phrase) for phrase in ours["2010-11-10"]] == ["Agatha Baker"]
    assert [phrase_text(phrase) for phrase in ours["2010-12-10"]] == [
        "<participant name=Agatha Baker office=Porter>"
    ]


def test_a_contact_that_may_not_have_happened_yet(project: Path) -> None:
    """A contact is told from the last day that its date allows."""
    add_fact_file(project, CONTACTS)

    def is_contact_listed(day: str) -> bool:
        return "2018-12" in [
            phrase_text(contact.date) for contact in make_view(project, day).contacts[0].contacts
        ]

    assert (is_contact_listed("2018-12-30"), is_contact_listed("2018-12-31")) == (False, True)
