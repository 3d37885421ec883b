"""Tests of the marking of notes: whatever has shaped a note counts, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.build.workspace import Workspace
from briefings.compose.brief import PortionMark
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.model.diagnostics import BriefingsError
from briefings.model.resolutions import Resolution
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.release import markings_of, release
from tests.support.builds import replace_once
from tests.support.canaries import make_canary_project
from tests.support.cases import CASES, read_data
from tests.support.notes import make_draft
from tests.support.turns import in_turn
from tests.support.withheld import WITHHELD_CASES, add_second_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefings.compose.brief import Brief

DAY = "2019-02-10"
PRODUCTS = ("brief", "card", "desk")
PARTS = {case["name"]: case for case in read_data(CASES / "marked-parts.yaml")}
ALL_CASES = {**WITHHELD_CASES, **PARTS}
FACT_FILES = ("facts/shared/shared.yaml", "facts/zubrowka/zubrowka.yaml")


def plant(project: Path, case: Mapping[str, str]) -> None:
    """Write what a case has above PUBLIC into a project with two levels."""
    for path in (project / name for name in FACT_FILES):
        words = path.read_text("utf-8")
        if "behind" in case:
            words = words.replace(case["behind"], case["behind"] + case["put"], 1)
        path.write_text(words, "utf-8")
    planted, text = project / case.get("file", "facts/shared/planted.yaml"), case["text"]
    planted.write_text(text.replace("OF-MINISTER", "00000000"), "utf-8")
    if "OF-MINISTER" in text:
        store = load(project)
        hashes = [store.settled_facts_hash(item) for item in store.entities_of(Resolution)]
        planted.write_text(text.replace("OF-MINISTER", hashes[0]), "utf-8")
    house = project / "facts/house.yaml"
    house.write_text(house.read_text("utf-8") + case.get("house", ""), "utf-8")


def let_read(project: Path, level: str) -> None:
    """Let the readers of the house read up to a level."""
    house = project / "facts/house.yaml"
    lines = [
        f"audiences: {{internal: {level}}}" if line.startswith("audiences:") else line
        for line in house.read_text("utf-8").split("\n")
    ]
    house.write_text("\n".join(lines), "utf-8")


def notes(project: Path) -> Iterator[Brief | None]:
    """Yield the note of each product; None for one that there is not."""
    workspace = Workspace(Project(project, project))
    for product in PRODUCTS:
        try:
            yield make_draft(workspace, "zubrowka", parse_day(DAY), products=(product,)).brief
        except BriefingsError:
            yield None


def body(brief: Brief | None) -> str:
    """Return what a note prints, with the same marking for all."""
    if brief is None:
        return ""
    return markdown.render(brief).decode().replace("LANTERN SECRET", "PUBLIC")


@pytest.mark.slow
@pytest.mark.parametrize("name", in_turn(ALL_CASES, 3))
def test_the_marking_is_that_of_what_shapes_the_note(name: str, project: Path) -> None:
    """A note is marked PUBLIC only if it is, word for word, what readers of PUBLIC facts would get."""
    add_second_level(project)
    plant(project, ALL_CASES[name])
    let_read(project, "LANTERN-SECRET")
    high = list(notes(project))
    let_read(project, "PUBLIC")
    low = list(notes(project))
    for product, seen, public in zip(PRODUCTS, high, low, strict=True):
        assert seen is not None, product
        assert seen.marking == "LANTERN SECRET" or body(seen) == body(public), product
        assert public is None or public.marking == "PUBLIC"
    if name in PARTS and name not in HARMLESS:
        assert any(body(seen) != body(public) for seen, public in zip(high, low, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", in_turn(PARTS, 2))
def test_the_mark_of_a_paragraph_is_that_of_what_shapes_it(name: str, project: Path) -> None:
    """A paragraph is marked (P) only if readers of PUBLIC facts would get the same paragraph."""
    add_second_level(project)
    plant(project, ALL_CASES[name])
    scheme = project / "facts/markings/public.yaml"
    scheme.write_text(
        "scheme: public\nportions: always\nlevels:\n- {id: PUBLIC, name: PUBLIC, portion: P}\n"
        "- {id: LANTERN-SECRET, name: LANTERN SECRET, portion: L}\n"
    )
    let_read(project, "LANTERN-SECRET")
    high = list(notes(project))
    let_read(project, "PUBLIC")
    low = list(notes(project))
    for product, seen, public in zip(PRODUCTS, high, low, strict=True):
        assert marked_blocks(seen, "(P)") <= marked_blocks(public, "(P)"), product
        assert not marked_blocks(public, "(L)")


def marked_blocks(brief: Brief | None, mark: str) -> set[str]:
    """Return the blocks of a note that bear a mark."""
    slots = brief.slots if brief else ()
    return {slot.block for slot in slots if isinstance(slot, PortionMark) and slot.text == mark}


def test_a_name_above_a_paragraph_raises_its_mark(project: Path) -> None:
    """A paragraph that prints a name above the facts that it cites bears the marking of the note."""
    add_second_level(project)
    scheme = project / "facts/markings/public.yaml"
    scheme.write_text(
        scheme.read_text("utf-8")
        .replace("levels:\n", "portions: yes\nlevels:\n")
        .replace("{id: PUBLIC,", "{id: PUBLIC, portion: P,")
    )
    own, shared = (project / path for path in reversed(FACT_FILES))
    own.write_text(
        own.read_text("utf-8").replace("- id: lamps\n", "- id: lamps\n  marking: LANTERN-SECRET\n")
    )
    let_read(project, "LANTERN-SECRET")
    (open_note,) = [make_draft(Workspace(Project(project, project)), "zubrowka", parse_day(DAY)).brief]
    texts = marked_blocks(open_note, "(P)")
    assert texts
    assert marked_blocks(open_note, "(LANTERN-SECRET)")
    shared.write_text(
        shared.read_text("utf-8").replace("- id: gustave-h\n", "- id: gustave-h\n  marking: LANTERN-SECRET\n")
    )
    sealed_note = make_draft(Workspace(Project(project, project)), "zubrowka", parse_day(DAY)).brief
    raised = texts - marked_blocks(sealed_note, "(P)")
    assert raised
    assert not any("Gustave" in text for text in marked_blocks(sealed_note, "(P)"))


HARMLESS = {"a visit to come", "the evidence of a post", "a publisher's short name"}
"""What none of these notes prints on the day."""


ENTRIES = ("lamps", "snow", "forum", "oil", "visit-2014", "visit-2019", "keeper-agatha", "league-charter")


@pytest.fixture
def tagged_project(project: Path) -> Path:
    """Return the fictional project with three levels, a tag that readers must hold, and release lists."""
    add_second_level(project)
    (project / "facts/markings/public.yaml").write_text(
        "scheme: public\n"
        "levels: [{id: PUBLIC, name: PUBLIC, open: yes}, {id: SEALED, name: SEALED}, {id: WAXED, name: WAXED}]\n"
        "owner: {community: LEAGUE, name: LEAGUE}\n"
        "axes:\n- {id: seal, kind: restrictive, values: [WICK]}\n"
        "- {id: release, kind: permissive, values: [GRAUSTARK, RURITANIA]}\n"
    )
    return project


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    marked=st.dictionaries(
        st.sampled_from(ENTRIES),
        st.sampled_from(
            [
                "SEALED",
                "WAXED",
                "{level: SEALED, seal: WICK}",
                "{level: SEALED, release: [GRAUSTARK]}",
                "{level: SEALED, seal: WICK, release: [GRAUSTARK, RURITANIA]}",
            ]
        ),
    ),
    level=st.sampled_from(["PUBLIC", "SEALED", "WAXED"]),
    holds=st.sampled_from(["[]", "[WICK]"]),
    communities=st.sampled_from(["[]", "[GRAUSTARK]", "[RURITANIA]", "[LEAGUE]"]),
)
def test_no_view_holds_more_than_its_readers_may_see(
    marked: dict[str, str], level: str, holds: str, communities: str, tagged_project: Path
) -> None:
    """Whatever is marked how, a note covers all that it cites, and its readers may see all that it is made from."""
    project = tagged_project
    let_read(project, f"{{level: {level}, holds: {holds}, communities: {communities}}}")
    originals = {path: (project / path).read_text("utf-8") for path in FACT_FILES}
    try:
        for path, original in originals.items():
            words = original
            for id_, marking in marked.items():
                words = words.replace(f"- id: {id_}\n", f"- id: {id_}\n  marking: {marking}\n")
            (project / path).write_text(words, "utf-8")
        store = load(project)
        scheme, readers, day = store.scheme, store.house.audiences["internal"], parse_day(DAY)
        released = release(store, "internal", day)
        assert all(scheme.may_read(readers, marking, day) for marking in markings_of(released))
        assert {fact.key for fact in released.facts} <= {
            fact.key for fact in store.facts if scheme.may_read(readers, fact.marking, day)
        }
        brief = make_draft(Workspace(Project(project, project)), "zubrowka", day).brief
        assert scheme.may_read(readers, brief.combined_marking, day)
        for sentence in brief.sentences:
            for citation in sentence.citations:
                source = released.source(citation.source_id)
                assert scheme.covers(brief.combined_marking, source.marking)
                if fact := released.facts_by_key.get(citation.fact_key):
                    assert scheme.covers(brief.combined_marking, fact.marking)
    finally:
        for path, words in originals.items():
            (project / path).write_text(words, "utf-8")


# --- embargoes and days -------------------------------------------------------------------------


def test_an_embargo(project: Path) -> None:
    """Before its day, only readers of the house see a fact; from then on others do, and a build knows the day."""
    add_second_level(project)
    path = project / FACT_FILES[1]
    path.write_text(
        path.read_text("utf-8").replace("- id: lamps\n", "- id: lamps\n  not_before: 2019-03-01\n")
    )
    store = load(project)
    for audience, day, is_there in [
        ("internal", "2019-02-28", True),
        ("keepers", "2019-02-28", False),
        ("keepers", "2019-03-01", True),
    ]:
        assert ("zubrowka/lamps" in release(store, audience, parse_day(day)).facts_by_key) is is_there


def test_a_note_changes_on_the_day_of_a_downgrade(project: Path) -> None:
    """From the day of a lower level the note bears it, and a build knows that day."""
    add_second_level(project)
    let_read(project, "LANTERN-SECRET")
    path = project / FACT_FILES[1]
    path.write_text(
        path.read_text("utf-8").replace(
            "- id: lamps\n", "- id: lamps\n  marking: {level: LANTERN-SECRET, declassify: 2019-02-12}\n"
        )
    )
    workspace = Workspace(Project(project, project))
    subject = workspace.catalog.subjects["zubrowka"]
    markings = [
        make_draft(workspace, "zubrowka", parse_day(day)).brief.marking
        for day in ("2019-02-11", "2019-02-12")
    ]
    assert markings == ["LANTERN SECRET", "PUBLIC"]
    assert workspace.next_change(subject, parse_day("2019-02-11")) == parse_day("2019-02-12")


@pytest.mark.parametrize(
    ("marking", "source"),
    [
        ("marking: {level: WAXED, downgrade: {on: 2019-02-12, to: LANTERN-SECRET}}", "league-charter"),
        ("marking: {level: LANTERN-SECRET, declassify: 2019-02-12}", "wax-letter"),
        ("not_before: 2019-02-12", "wax-letter"),
        ("not_before: 2019-02-12\n  marking: WAXED", "league-charter"),
    ],
)
def test_a_lower_reader_learns_no_day_of_what_it_never_sees(project: Path, marking: str, source: str) -> None:
    """A downgrade that still leaves a fact above its readers, or alone on a withheld source, changes nothing for them."""
    add_second_level(project)
    replace_once(project / "facts/house.yaml", "keepers: LANTERN-SECRET", "friends: PUBLIC")
    workspace = Workspace(Project(project, project))
    subject, day = workspace.catalog.subjects["zubrowka"], parse_day("2019-02-11")
    before = workspace.next_change(subject, day, "friends")
    assert before != parse_day("2019-02-12")
    scheme = project / "facts/markings/public.yaml"
    scheme.write_text(scheme.read_text("utf-8") + "- {id: WAXED, name: WAXED}\n")
    figure = f"- id: wicks\n  {marking}\n  name: Wicks\n  value: 7\n  valid: /\n  evidence: [{source}]\n"
    letter = "sources:\n- {id: wax-letter, title: Wax, publisher: Keys, marking: WAXED}\n"
    path = project / "facts/zubrowka/waxed.yaml"
    path.write_text(f"marking: PUBLIC\n{letter}figures:\n{figure}", "utf-8")
    assert Workspace(Project(project, project)).next_change(subject, day, "friends") == before
    path.write_text(f"marking: PUBLIC\nfigures:\n{figure}".replace("wax-letter", "league-charter"), "utf-8")
    is_opened = "WAXED" not in marking
    after = Workspace(Project(project, project)).next_change(subject, day, "friends")
    assert (after == parse_day("2019-02-12")) is is_opened


# --- the marks of parts ---------------------------------------------------------------------------


def test_a_title_that_something_higher_shapes_has_its_mark(tmp_path: Path) -> None:
    """The title of a note on a visit has the mark of the visit; of one on the partner, the lowest mark."""
    make_canary_project(tmp_path / "project")
    replace_once(
        tmp_path / "project/facts/zubrowka/zubrowka.yaml",
        "- id: lamp-visit\n",
        "- id: lamp-visit\n  marking: NC\n",
    )
    workspace = Workspace(Project(tmp_path / "project", tmp_path / "project"))
    for asked, title in (
        ({"products": ("scenario",), "about": "lamp-visit"}, "# (NC) Zubrowka and LLK"),
        ({"products": ("desk",)}, "# (NU) Zubrowka"),
    ):
        note = make_draft(workspace, "zubrowka", parse_day(DAY), **asked).brief
        assert f"\n{title}" in markdown.render(note).decode()
