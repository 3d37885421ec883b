"""Tests of statements about people in offices."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.checks.context import CheckContext
from briefings.checks.text.offices import find_office_claims
from briefings.factbase.load import load
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def context() -> CheckContext:
    """Return the shipped facts with their indexes."""
    return CheckContext(load(package_data_folder()), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary General Mark Rutte came.", ["mark-rutte holds"]),
        ("SECRETARY GENERAL: MARK RUTTE", ["mark-rutte holds"]),
        ("Mark Rutte, the Secretary General, came.", ["mark-rutte holds"]),
        ("Mark Rutte, its Secretary General of that day, came.", ["mark-rutte holds"]),
        ("| Secretary General | Mr Mark Rutte |", ["mark-rutte holds"]),
        ("The current Secretary General is Mark Rutte.", ["mark-rutte is now"]),
        ("Mark Rutte is the Secretary General of NATO.", ["mark-rutte is now"]),
        ("The post of Secretary General is held by M. Rutte.", ["mark-rutte is now"]),
        ("Mark Rutte became Secretary General in 2024.", ["mark-rutte began"]),
        ("President of Mongolia Elbegdorj Tsakhia came.", ["tsakhia-elbegdorj holds"]),
        ("President of Mongolia, Mr Ts. Elbegdorj, came.", ["tsakhia-elbegdorj holds"]),
        ("Secretary General (since 2024): Mark Rutte", ["mark-rutte holds"]),
        ("Secretary General (2009-2014): Anders Fogh Rasmussen", []),
        ("The Secretary General, Lord Robertson, came.", ["george-robertson holds"]),
        ("с генеральным секретарём НАТО Андерсом Фогом Расмуссеном", ["anders-fogh-rasmussen holds"]),
        ("le secrétaire général de l’OTAN, M. Mark Rutte, est venu", ["mark-rutte holds"]),
        ("Mark Rutte, the Secretary General and others came.", []),
        ("The Secretary General met Mark Rutte.", []),
        ("The former Secretary General Mark Rutte came.", []),
        ("Mark Rutte succeeded Jens Stoltenberg as Secretary General.", []),
        ("During his term as Secretary General, George Robertson came.", ["george-robertson in a term"]),
        ("He wrote: “Secretary General Mark Rutte will come.”", []),
        ("Mark Rutte came.", []),
    ],
)
def test_office_claims(context: CheckContext, text: str, expected: list[str]) -> None:
    """A title belongs to the name beside it, in any order and form, and with the verb between them."""
    claims = find_office_claims(text, list(context.titles.find(text)), context.people)
    assert [f"{claim.named.people[0].id} {claim.verb.value}" for claim in claims] == expected
