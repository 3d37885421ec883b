"""Tests of protective markings: how they combine, who may read, and how they are printed, in every scheme there is."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.loading.context import ReadContext
from briefings.loading.marking_values import MARKING
from briefings.loading.markings import read_schemes
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import Location
from briefings.model.hashing import content_hash, short_hash
from briefings.model.marking_axes import Axis, Owner, Rewrite, Tag
from briefings.model.markings import Audience, Marking, MarkingScheme
from tests.support.cases import CASES, case_params

if TYPE_CHECKING:
    from tests.support.cases import Case

ROOT = Path(__file__).parents[2]
HERE = Location("facts/markings/lantern.yaml")
DAY = date(2026, 11, 23)
LEVELS = ("OPEN", "LANTERN-RESTRICTED", "LANTERN-SECRET")
PLAIN = MarkingScheme("lantern", LEVELS, {level: {"en": level} for level in LEVELS}, HERE)
SCHEMES = read_schemes(ROOT / "facts" / "markings", ROOT).schemes
EVERY_SCHEME = pytest.mark.parametrize("scheme", [PLAIN, *SCHEMES.values()], ids=lambda scheme: scheme.id)


def audience(level: str, *communities: str, holds: tuple[str, ...] = (), name: str = "guests") -> Audience:
    """Return a group of readers."""
    return Audience(name=name, level=level, communities=communities, holds=holds, location=HERE)


def marking(level: str, **tags: str) -> Marking:
    """Return a marking with tags, those of an axis in one string."""
    return Marking(level, tuple((axis, tuple(values.split(", "))) for axis, values in tags.items()))


# --- what is shipped ----------------------------------------------------------------------------


def test_every_shipped_scheme_says_that_it_is_no_authority() -> None:
    """The schemes that the project ships say in a field and in their first lines that they are samples."""
    assert {*SCHEMES} == {"public", "tlp", "nato", "eu", "uk", "us", "au"}
    for scheme in SCHEMES.values():
        assert scheme.sample.startswith("A sample, and no authority.")
        head = (ROOT / "facts" / "markings" / f"{scheme.id}.yaml").read_text("utf-8").split("\n\n")[0]
        assert "It is a sample and no authority" in head


@pytest.mark.parametrize("case", case_params(CASES / "markings.yaml"))
def test_what_parts_combine_to(case: Case, tmp_path: Path) -> None:
    """The whole bears the marking that its parts combine to, in the words of its scheme."""
    scheme = SCHEMES[case["scheme"]]
    parts = [read_marking(part, scheme, tmp_path / "part.yaml") for part in case["parts"]]
    whole = scheme.combine(parts)
    assert scheme.banner(whole, case.get("language", "en"), case.get("place", "top")) == case["banner"]
    if "portion" in case:
        assert scheme.portion(whole, case.get("language", "en")) == case["portion"]
    assert scheme.combine(reversed(parts)) == whole
    assert all(scheme.covers(whole, part) for part in parts)


def read_marking(written: Any, scheme: MarkingScheme, path: Path) -> Marking:  # noqa: ANN401 - as YAML has it
    """Return the marking that a fact file has."""
    path.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    problems: list[Any] = []
    node, _ = read_yaml(path, path.name)
    assert node is not None
    read = MARKING.read(node, "marking", ReadContext(problems, scheme=scheme))
    assert read is not None, problems
    return read


# --- the algebra --------------------------------------------------------------------------------


@st.composite
def markings_of(draw: st.DrawFn, scheme: MarkingScheme) -> Marking:
    """Draw a marking of a scheme, with whatever tags, context and days."""
    tags = []
    for axis in scheme.axes:
        known = [*axis.tags, *(scheme.groups if axis.kind == "permissive" else ())] or ["LANTERN", "WICK"]
        if values := draw(st.lists(st.sampled_from(known), max_size=3, unique=True)):
            tags.append((axis.id, tuple(values)))
    rank = draw(st.integers(0, len(scheme.levels) - 1))
    lower = draw(st.lists(st.integers(0, max(rank - 1, 0)), max_size=min(rank, 2), unique=True))
    days = draw(st.lists(st.integers(-2, 2), min_size=len(lower), max_size=len(lower), unique=True))
    steps = zip(sorted(days), sorted(lower, reverse=True), strict=True)
    owner = draw(st.sampled_from(["", *(scheme.owner.contexts if scheme.owner else ())]))
    until = draw(st.none() | st.integers(-2, 2).map(lambda days: DAY + timedelta(days)))
    return Marking(
        scheme.levels[rank],
        tuple(tags),
        owner,
        tuple((DAY + timedelta(day), scheme.levels[level]) for day, level in steps),
        until,
    )


@st.composite
def audiences_of(draw: st.DrawFn, scheme: MarkingScheme) -> Audience:
    """Draw a group of readers of a scheme."""
    lists = [tag for axis in scheme.axes if axis.kind == "permissive" for tag in axis.tags]
    owner = [scheme.owner.community, *scheme.owner.contexts] if scheme.owner else []
    tags = [
        tag for axis in scheme.axes if axis.kind == "restrictive" for tag in axis.tags or ["LANTERN", "WICK"]
    ]
    communities = draw(
        st.lists(st.sampled_from([*lists, *owner, *scheme.groups] or ["X"]), max_size=3, unique=True)
    )
    holds = draw(st.just(tags) | st.lists(st.sampled_from(tags or ["X"]), max_size=3, unique=True))
    name = draw(st.sampled_from(["guests", "internal"]))
    return audience(draw(st.sampled_from(scheme.levels)), *communities, holds=tuple(holds), name=name)


@EVERY_SCHEME
@given(data=st.data())
def test_combining_is_an_algebra(scheme: MarkingScheme, data: st.DataObject) -> None:
    """Combining is commutative, associative and idempotent, and what it gives is in its simple form."""
    one, two, three = (data.draw(markings_of(scheme)) for _ in range(3))
    combine = scheme.combine
    assert combine([one, two]) == combine([two, one])
    whole = combine([one, two, three])
    assert combine([combine([one, two]), three]) == combine([one, combine([two, three])]) == whole
    assert combine([one, one]) == combine([one]) == scheme.simplify(one) == combine([combine([one]), one])
    assert combine([whole, two]) == whole == scheme.simplify(whole)


@EVERY_SCHEME
@given(data=st.data())
def test_combining_is_monotone(scheme: MarkingScheme, data: st.DataObject) -> None:
    """A part that is added never lowers the level on any day, and never lets in a reader."""
    one, two = (data.draw(markings_of(scheme)) for _ in range(2))
    whole = scheme.combine([one, two])
    readers = data.draw(audiences_of(scheme))
    for days in range(-3, 4):
        day = DAY + timedelta(days)
        assert scheme.rank(scheme.at(whole, day).level) >= scheme.rank(scheme.at(one, day).level)
        if scheme.may_read(readers, whole, day):
            assert scheme.may_read(readers, one, day)
            assert scheme.may_read(readers, two, day)
        today = scheme.combine([scheme.at(one, day), scheme.at(two, day)])
        if scheme.may_read(readers, today, day):
            assert scheme.may_read(readers, one, day)
            assert scheme.may_read(readers, two, day)


@EVERY_SCHEME
@given(data=st.data())
def test_time_only_lets_in(scheme: MarkingScheme, data: st.DataObject) -> None:
    """Who may read something may read it on every later day."""
    one, readers = data.draw(markings_of(scheme)), data.draw(audiences_of(scheme))
    allowed = [scheme.may_read(readers, one, DAY + timedelta(days)) for days in range(-3, 4)]
    assert allowed == sorted(allowed)


@EVERY_SCHEME
def test_every_level_has_a_banner(scheme: MarkingScheme) -> None:
    """A banner differs from level to level, in each language."""
    for language in ("en", "fr", "ru", "ar"):
        assert len({scheme.banner(Marking(level), language) for level in scheme.levels}) == len(scheme.levels)


# --- who may read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clearance", "readable"),
    [
        ("OPEN", ["OPEN"]),
        ("LANTERN-RESTRICTED", ["OPEN", "LANTERN-RESTRICTED"]),
        ("LANTERN-SECRET", ["OPEN", "LANTERN-RESTRICTED", "LANTERN-SECRET"]),
    ],
)
def test_who_may_read(clearance: str, readable: list[str]) -> None:
    """A reader may see what is marked up to the clearance, and nothing above it."""
    assert readable == [level for level in LEVELS if PLAIN.may_read(audience(clearance), Marking(level), DAY)]


@pytest.mark.parametrize(
    "unknown", [Marking("COSMIC"), Marking(""), Marking("open"), Marking("OPEN", (("seal", ("WICK",)),))]
)
def test_what_a_scheme_does_not_know_is_not_read(unknown: Marking) -> None:
    """A level or a tag that the scheme has not is never taken for one that may be read."""
    assert not PLAIN.may_read(audience("LANTERN-SECRET", holds=("OIL",)), unknown, DAY)
    assert not PLAIN.may_read(audience("COSMIC"), Marking("OPEN"), DAY)


@pytest.mark.parametrize(
    ("scheme", "readers", "what", "may"),
    [
        ("nato", audience("NS", name="internal"), marking("NU"), True),
        ("nato", audience("NS"), marking("NU"), False),
        ("nato", audience("NU", "NATO"), marking("NU"), True),
        ("nato", audience("NS", "Japan"), marking("NS"), False),
        ("nato", audience("NS", "Japan"), marking("NS", release="Japan, Ukraine"), True),
        ("nato", audience("NR", "Japan"), marking("NS", release="Japan"), False),
        ("nato", audience("NS", "Jordan"), marking("NS", release="Japan"), False),
        ("nato", audience("NR", "KFOR"), Marking("NR", owner="KFOR"), True),
        ("nato", audience("NR", "EAPC"), Marking("NR", owner="KFOR"), False),
        ("nato", audience("CTS", "NATO"), marking("NS", sensitivity="ATOMAL"), False),
        ("nato", audience("CTS", "NATO", holds=("ATOMAL",)), marking("NS", sensitivity="ATOMAL"), True),
        ("us", audience("S", "GBR"), marking("S", release="FVEY"), True),
        ("us", audience("S", "FVEY"), marking("S", release="GBR"), False),
        ("us", audience("S", "FVEY"), marking("S", release="FVEY, JPN"), True),
        ("us", audience("S", "JPN"), marking("U"), True),
        ("us", audience("S", "JPN"), marking("U", release="GBR"), False),
        ("us", audience("S", "GBR"), marking("S", release="GBR", dissem="NOFORN"), False),
        ("uk", audience("OFFICIAL", "PUBLIC"), marking("OFFICIAL"), False),
        ("uk", audience("OFFICIAL", "PUBLIC"), marking("OFFICIAL", release="PUBLIC"), True),
        ("tlp", audience("GREEN"), marking("GREEN"), True),
        ("tlp", audience("GREEN"), marking("AMBER"), False),
    ],
)
def test_who_may_read_what(scheme: str, readers: Audience, what: Marking, may: bool) -> None:
    """Level, tags and release list must all allow it; without a list only the owner's community reads."""
    assert SCHEMES[scheme].may_read(readers, what, DAY) is may


def test_reading_follows_the_order_of_the_scheme() -> None:
    """A higher clearance reads all that a lower one reads."""
    for low, high in itertools.pairwise(LEVELS):
        assert PLAIN.may_read(audience(high), Marking(low), DAY)
        assert not PLAIN.may_read(audience(low), Marking(high), DAY)


# --- days ---------------------------------------------------------------------------------------


def test_a_downgrade_and_the_end(tmp_path: Path) -> None:
    """From its day, something has the lower level; from the last day, its tags are gone as well."""
    nato = SCHEMES["nato"]
    written = {
        "level": "NS",
        "sensitivity": "ATOMAL",
        "downgrade": {"on": "2027-01-01", "to": "NC"},
        "declassify": "2030-06-01",
    }
    what = read_marking(written, nato, tmp_path / "part.yaml")
    banners = [
        nato.banner(nato.at(what, date(*day)), "en")
        for day in [(2026, 12, 31), (2027, 1, 1), (2030, 5, 31), (2030, 6, 1)]
    ]
    assert banners == [
        "NATO SECRET ATOMAL",
        "NATO CONFIDENTIAL ATOMAL",
        "NATO CONFIDENTIAL ATOMAL",
        "NATO UNCLASSIFIED",
    ]
    assert what.change_days == (date(2027, 1, 1), date(2030, 6, 1))


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (["2027-01-01", "2028-01-01"], "LANTERN-SECRET 2028-01-01"),
        (["2027-01-01", ""], "LANTERN-SECRET"),
        (["2027-01-01", "2027-01-01"], "LANTERN-SECRET 2027-01-01"),
    ],
)
def test_the_latest_day_counts_and_none_beats_all(days: list[str], level: str) -> None:
    """A whole is declassified on the latest day of its parts, and never if one part has no day."""
    parts = [
        Marking("LANTERN-SECRET", steps=((date.fromisoformat(day), "OPEN"),) if day else ()) for day in days
    ]
    whole = PLAIN.combine([*parts, Marking("OPEN")])
    assert " ".join([whole.level, *(f"{day}" for day, _ in whole.steps)]) == level


def test_a_level_counts_until_the_day_of_its_step() -> None:
    """On the day of a step the lower level counts, and only later steps are left."""
    what = Marking("LANTERN-SECRET", steps=((DAY, "LANTERN-RESTRICTED"), (DAY + timedelta(2), "OPEN")))
    day = timedelta(1)
    assert PLAIN.at(what, DAY - day) == what
    assert (
        PLAIN.at(what, DAY)
        == PLAIN.at(what, DAY + day)
        == replace(what, level="LANTERN-RESTRICTED", steps=what.steps[1:])
    )
    assert PLAIN.at(what, DAY + 2 * day) == Marking("OPEN")


# --- an invented scheme -------------------------------------------------------------------------

OIL = MarkingScheme(
    "oil",
    LEVELS,
    {level: {"en": level} for level in LEVELS},
    HERE,
    owner=Owner(community="LEAGUE"),
    open_levels=frozenset({"OPEN"}),
    axes=(
        Axis(id="seal", kind="restrictive", highest="LANTERN-RESTRICTED"),
        Axis(id="readers", kind="permissive", highest="LANTERN-RESTRICTED"),
        Axis(id="note", kind="informative", tags={"HANDOUT": Tag(id="HANDOUT", highest="OPEN")}),
    ),
    groups={"HARBOURS": ("PORT", "QUAY")},
    rewrites=(Rewrite("WICK", "readers"), Rewrite("WAX", "unknown")),
)


@pytest.mark.parametrize(
    ("what", "simple"),
    [
        # Only what readers must hold stays above its highest level.
        (marking("LANTERN-SECRET", seal="OIL"), {"seal": ("OIL",)}),
        (marking("LANTERN-SECRET", readers="PORT"), {}),
        (marking("LANTERN-RESTRICTED", readers="PORT"), {"readers": ("PORT",)}),
        (marking("LANTERN-RESTRICTED", note="HANDOUT"), {}),
        (marking("OPEN", note="HANDOUT"), {"note": ("HANDOUT",)}),
        # A rewrite applies if its value is there, whatever else is, and touches no axis that is absent.
        (marking("LANTERN-RESTRICTED", seal="WICK", readers="PORT"), {"seal": ("WICK",)}),
        (marking("LANTERN-RESTRICTED", seal="OIL", readers="PORT"), {"seal": ("OIL",), "readers": ("PORT",)}),
        (marking("OPEN", seal="WICK", note="HANDOUT"), {"seal": ("WICK",), "note": ("HANDOUT",)}),
        (marking("OPEN", seal="WAX"), {"seal": ("WAX",)}),
        # Groups are written out, the owner needs no list, and an empty list is one where everybody may read without.
        (marking("LANTERN-RESTRICTED", readers="HARBOURS, LEAGUE"), {"readers": ("PORT", "QUAY")}),
        (marking("LANTERN-RESTRICTED", readers="LEAGUE"), {}),
        (marking("OPEN", readers="LEAGUE"), {"readers": ()}),
    ],
)
def test_the_simple_form(what: Marking, simple: dict[str, tuple[str, ...]]) -> None:
    """A marking keeps the tags that its level allows and that no rewrite drops."""
    assert dict(OIL.simplify(what).tags) == simple


def test_two_release_lists() -> None:
    """One release list is enough for a marking to have both, of which the other lets in nobody."""
    two = replace(OIL, axes=(*OIL.axes, Axis(id="guests", kind="permissive")))
    assert dict(two.simplify(marking("OPEN", readers="PORT")).tags) == {"readers": ("PORT",), "guests": ()}
    assert dict(two.simplify(Marking("OPEN")).tags) == {}


def test_the_context_of_a_whole() -> None:
    """Parts of two contexts have none together, and a level with a word of its own has none at all."""
    nato = SCHEMES["nato"]
    assert nato.combine([Marking("NR", owner="KFOR"), Marking("NR", owner="EAPC")]) == Marking("NR")
    assert nato.simplify(Marking("CTS", owner="KFOR")) == Marking("CTS")
    assert nato.combine([Marking("CTS", owner="KFOR"), Marking("NR", owner="KFOR")]) == Marking("CTS")


def test_what_is_printed_without_a_word_about_it() -> None:
    """A banner is that of the top of a page, and a scheme without short forms has no portion marks."""
    what = marking("NR", admin="STAFF")
    nato = SCHEMES["nato"]
    assert nato.banner(what, "en") == nato.banner(what, "en", "top") != nato.banner(what, "en", "bottom")
    assert (PLAIN.portion(Marking("OPEN"), "en"), PLAIN.sample) == ("", "")


def test_a_downgrade_alone_lets_nobody_in() -> None:
    """What is OPEN from some day on, without a list, is still for the community of its owner."""
    what = Marking("LANTERN-SECRET", steps=((DAY, "OPEN"),))
    assert OIL.at(what, DAY) == Marking("OPEN", (("readers", ()),))
    assert not OIL.may_read(audience("LANTERN-SECRET", "PORT"), what, DAY)
    assert OIL.may_read(audience("LANTERN-SECRET", "LEAGUE"), what, DAY)
    assert OIL.may_read(audience("OPEN", "PORT"), Marking("OPEN"), DAY)


def test_tags_end_on_their_day_and_lists_stay() -> None:
    """From the day on which tags end, neither a seal nor a note counts; who was let in still is."""
    what = replace(marking("LANTERN-RESTRICTED", seal="OIL", readers="PORT"), tags_until=DAY)
    assert OIL.at(what, DAY - timedelta(1)) == what
    assert OIL.at(what, DAY) == marking("LANTERN-RESTRICTED", readers="PORT")
    assert [OIL.may_read(audience("LANTERN-SECRET", "PORT"), what, DAY + timedelta(n)) for n in (-1, 0)] == [
        False,
        True,
    ]


def test_a_marking_is_written_in_full() -> None:
    """As text, a marking has its context, its level and its tags."""
    assert str(Marking("NS", (("release", ("Japan", "Ukraine")),), "KFOR")) == "KFOR NS Japan Ukraine"
    assert str(Marking("OPEN")) == "OPEN"


@pytest.mark.parametrize(
    ("what", "is_plain"),
    [
        (Marking("NS"), True),
        (Marking("NS", owner="KFOR"), False),
        (marking("NS", release="Japan"), False),
        (Marking("NS", steps=((DAY, "NC"),)), False),
        (Marking("NS", tags_until=DAY), False),
    ],
)
def test_what_is_plain(what: Marking, is_plain: bool) -> None:
    """A plain marking is a level and nothing else."""
    assert what.is_plain is is_plain


# --- notes and copies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("portions", "level", "marks"),
    [
        ("no", "NC", False),
        ("yes", "NC", True),
        ("yes", "NU", False),
        ("always", "NU", True),
    ],
)
def test_which_notes_mark_their_parts(portions: str, level: str, *, marks: bool) -> None:
    """The scheme says so; a note at the lowest level has marks only if they are always there."""
    assert replace(SCHEMES["nato"], portion_marks=portions).marks_portions(Marking(level)) is marks


def test_the_lowest_level_with_a_list_marks_its_parts() -> None:
    """A release list makes more of the lowest level."""
    assert replace(SCHEMES["nato"], portion_marks="yes").marks_portions(marking("NU", release="Japan"))


@pytest.mark.parametrize(
    ("first", "level", "numbers"),
    [("", "NS", False), ("NS", "NC", False), ("NS", "NS", True), ("NC", "NS", True)],
)
def test_which_copies_have_numbers(first: str, level: str, *, numbers: bool) -> None:
    """Copies have numbers from a level up, if the scheme names one."""
    assert replace(SCHEMES["nato"], copies_from=first).numbers_copies(Marking(level)) is numbers


# --- hashes -------------------------------------------------------------------------------------


def test_a_level_alone_is_hashed_as_the_word() -> None:
    """A marking that is a level and no more has the hash that people keep in fact files; another has its own."""
    assert short_hash(("a", Marking("PUBLIC"))) == short_hash(("a", "PUBLIC"))
    assert content_hash(Marking("PUBLIC")) == content_hash("PUBLIC")
    assert short_hash(marking("NS", release="Japan")) != short_hash(Marking("NS"))
