"""Tests of the views of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.views import (
    HANDOVER,
    SHARED,
    add_fact_file,
    make_view,
)
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.views.records import PostView


def envoy_post(project: Path, day: str) -> PostView:
    """Return the envoy's post on a day."""
    (post,) = make_view(project, day).posts["special-representative"]
    return post


@pytest.mark.parametrize(
    ("day", "state", "holders", "time"),
    [
        ("2008-04-30", "not-created", [], ""),
        ("2008-05-01", "unknown", [], ""),
        ("2011-12-31", "unknown", [], ""),
        ("2012-01-01", "vacant", ["certain <holder.vacant>"], ""),
        ("2014-06-30", "vacant", ["certain <holder.vacant>"], ""),
        ("2014-07-01", "unknown", [], ""),
        ("2021-12-31", "unknown", [], ""),
        ("2022-01-01", "abolished", [], "<period.until end=2021-12-31>"),
    ],
)
def test_states_of_a_post(day: str, state: str, holders: list[str], time: str, project: Path) -> None:
    """A post is not created, of unknown holder, vacant or abolished, each on its day."""
    post = envoy_post(project, day)
    told = [f"{holder.status} {phrase_text(holder.text)}" for holder in post.holders]
    assert (state, holders, time) == (post.state, told, phrase_text(post.time))


def test_a_post_that_never_was_is_cited(project: Path) -> None:
    """That a post does not exist rests on the sources of the post."""
    for day in ("2008-04-30", "2022-01-01"):
        assert {citation.source_id for citation in envoy_post(project, day).title.citations} == {
            "league-charter"
        }


def test_the_last_known_holder(project: Path) -> None:
    """Where nobody is known for the day, the last holder whose time is over is told; a vacancy is none."""
    add_fact_file(
        project,
        """\
tenures:
- {id: envoy-first, post: league-envoy, holder: gustave-h, valid: 2008-05/2009, evidence: [league-charter]}
- {id: envoy-second, post: league-envoy, holder: agatha-baker, valid: 2010/2011-06, evidence: [league-charter]}
""",
        "facts/shared/case.yaml",
    )

    def previous_holders(day: str) -> list[str]:
        return [
            f"{holder.status} {phrase_text(holder.text)} {phrase_text(holder.time)}"
            for holder in envoy_post(project, day).previous_holders
        ]

    assert previous_holders("2008-06-01") == []
    assert previous_holders("2011-08-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]
    assert previous_holders("2012-06-01") == []
    assert previous_holders("2015-01-01") == ["ended Agatha Baker <period.from-to start=2010 end=2011-06>"]


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2010-11-01", ["certain Gustave H."]),
        ("2010-11-02", ["possible Gustave H.", "possible Agatha Baker"]),
        ("2010-11-29", ["possible Gustave H.", "possible Agatha Baker"]),
        ("2010-11-30", ["certain Agatha Baker"]),
    ],
)
def test_possible_holders_only_where_nobody_is_firm(day: str, holders: list[str], project: Path) -> None:
    """Who possibly holds a post is told only where nobody certainly or presumably does."""
    add_fact_file(project, HANDOVER)
    found = make_view(project, day)
    (post,) = found.posts["mission"]
    assert holders == [f"{holder.status} {phrase_text(holder.text)}" for holder in post.holders]
    asked = [question.kind for question in found.questions if "Porter" in str(phrase_text(question.text))]
    assert asked == (["possible", "possible"] if len(holders) == 2 else [])


def test_two_seats(project: Path) -> None:
    """A post with two seats shows both who hold it."""
    add_fact_file(
        project,
        HANDOVER.replace("partner: zubrowka", "partner: zubrowka, seats: 2").replace(
            "2010-11/2021", "2008/2021"
        ),
    )
    (post,) = make_view(project, "2009-06-01").posts["mission"]
    assert [phrase_text(holder.text) for holder in post.holders] == ["Gustave H.", "Agatha Baker"]


def test_posts_of_others(project: Path) -> None:
    """A post that does not cover the partner is not in its view, and neither are its holders."""
    text = (project / SHARED).read_text("utf-8")
    (project / SHARED).write_text(
        text.replace("covers: [zubrowka]\n- id: league-envoy", "covers: []\n- id: league-envoy")
    )
    found = make_view(project, "2010-01-01")
    assert list(found.posts) == ["special-representative", "foreign-minister"]


@pytest.mark.parametrize(
    ("covers", "own", "shown"),
    [
        ("[]", "", False),
        ("[all]", "", True),
        ("[zubrowka]", "", True),
        ("[]", "  posts: [league-guest]\n", True),
        ("[]", "  posts: [league-keeper]\n", False),
    ],
)
def test_posts_that_cover_a_partner(project: Path, covers: str, own: str, shown: bool) -> None:
    """A shared post is shown where it covers all, or the partner, or where the partner lists it."""
    text = f"- {{id: league-guest, role: guest, organisation: lantern-league, covers: {covers}, titles: [{{text: Guest, lang: en}}]}}"
    (project / "facts/shared/guest.yaml").write_text(f"marking: PUBLIC\nposts:\n{text}\n", "utf-8")
    file = project / "facts/zubrowka/zubrowka.yaml"
    file.write_text(file.read_text("utf-8").replace("  id: zubrowka\n", f"  id: zubrowka\n{own}"), "utf-8")
    assert ("guest" in make_view(project, "2010-01-01").posts) is shown


BOTH = """\
posts:
- {id: league-guest, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Guest, lang: en}]}
- {id: keeper, role: lamp-keeper, partner: zubrowka, titles: [{text: Keeper, lang: en}]}
"""


def glance_roles(project: Path) -> list[tuple[str, str | None, list[str | None]]]:
    """Return the rows at a glance: role, side, titles."""
    found = make_view(project, "2010-01-01").roles
    return [
        (role.role, phrase_text(role.party) or None, [phrase_text(post.title) for post in role.posts])
        for role in found
    ]


def test_roles_in_the_order_of_the_house(project: Path) -> None:
    """At a glance stand the roles that the house lists, theirs before ours, each side's posts under its own."""
    add_fact_file(project, BOTH)
    house = project / "facts/house.yaml"
    text = house.read_text("utf-8").partition("roles:")[0]
    house.write_text(f"{text}roles: {{theirs: [nobody, lamp-keeper, mission], ours: [mission]}}\n", "utf-8")
    assert glance_roles(project) == [
        ("nobody", None, []),
        ("lamp-keeper", None, ["Keeper"]),
        ("mission", "Zubrowka", []),
        ("mission", "LLK", ["Guest"]),
    ]


REGENT = """\
posts:
- id: regent
  role: [head-of-state, head-of-government]
  partner: zubrowka
  titles: [{text: Regent, lang: en}]
"""
MARSHAL = (
    "- {id: marshal, role: head-of-government, partner: zubrowka, titles: [{text: Marshal, lang: en}]}\n"
)


@pytest.mark.parametrize(
    ("facts", "listed", "expected"),
    [
        (
            REGENT,
            "head-of-state, mission, head-of-government",
            [("head-of-state-and-head-of-government", ["Regent"]), ("mission", [])],
        ),
        (REGENT, "head-of-government", [("head-of-government", ["Regent"])]),
        (
            REGENT + MARSHAL,
            "head-of-state, head-of-government",
            [("head-of-state-and-head-of-government", ["Regent"]), ("head-of-government", ["Marshal"])],
        ),
        (
            REGENT + MARSHAL,
            "head-of-government, head-of-state",
            [("head-of-state-and-head-of-government", ["Regent"]), ("head-of-government", ["Marshal"])],
        ),
    ],
)
def test_an_office_of_two_roles_has_one_row(
    facts: str, listed: str, expected: list[tuple[str, list[str]]], project: Path
) -> None:
    """Who is head of state and head of government stands once, and neither role is said to have no post."""
    add_fact_file(project, facts)
    house = project / "facts/house.yaml"
    text = house.read_text("utf-8").partition("roles:")[0]
    house.write_text(f"{text}roles: {{theirs: [{listed}], ours: []}}\n", "utf-8")
    assert [(role, titles) for role, _, titles in glance_roles(project)] == expected


def test_posts_by_role_have_an_office_under_each_of_its_roles(project: Path) -> None:
    """A template finds an office that unites two roles by either of them."""
    add_fact_file(project, REGENT)
    posts = make_view(project, "2010-01-01").posts
    assert posts["head-of-state"] == posts["head-of-government"]


def test_roles_where_the_house_has_no_wish(project: Path) -> None:
    """In a house that lists no roles every role stands at a glance that has a post."""
    add_fact_file(project, BOTH)
    house = project / "facts/house.yaml"
    house.write_text(house.read_text("utf-8").partition("roles:")[0], "utf-8")
    found = make_view(project, "2010-01-01")
    assert sum(len(role.posts) for role in found.roles) == sum(len(posts) for posts in found.posts.values())
    assert {role.role for role in found.roles} == set(found.posts)
