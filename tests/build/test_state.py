"""Tests of the build state: it is read as it was written, or not at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.file_states import FileState
from briefings.build.inputs import SHARED, InputKey
from briefings.build.page_count import PageCount
from briefings.build.parts import Part
from briefings.build.request import Note, SetName
from briefings.build.state import BuildState, NoteState, SetState
from briefings.build.state_file import STATE_FILE
from briefings.compose.note_options import NoteOptions

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2020, 1, 1)
SEEN = st.builds(
    FileState,
    st.text("0123456789 "),
    st.text("0123456789abcdef", min_size=1),
)
TEXTS = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
NOTES = st.builds(
    NoteState, as_of=st.dates(), options=st.builds(NoteOptions, st.text(max_size=8)), content_hash=st.text(max_size=5), format_hashes=TEXTS, manifest_hash=st.text(max_size=5),
    page_count=st.none() | st.builds(PageCount, st.integers(1, 99), st.text(max_size=8), st.integers(0, 99).map(lambda n: n / 10)),
)  # fmt: skip
KEYS = st.builds(InputKey, st.text(max_size=8), st.text(max_size=8))
RECORDS = st.builds(
    SetState, checked_on=st.dates(), next_change=st.none() | st.dates(), input_hashes=st.dictionaries(KEYS, st.text(max_size=8), max_size=3),
    notes=st.dictionaries(
        st.sampled_from([Note("brief", "", "en"), Note("biography", "ann-lee", "tg-Latn")]), NOTES, max_size=2
    ),
    output_files=st.dictionaries(st.text(max_size=8), SEEN, max_size=3),
)  # fmt: skip

SET_NAMES = st.builds(
    SetName, st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True), st.none() | st.dates()
) | st.builds(SetName, st.just("zubrowka"), is_addendum=st.just(True))


@given(
    st.dictionaries(st.text(max_size=8), SEEN, max_size=3),
    st.dictionaries(SET_NAMES, RECORDS, max_size=2),
)
def test_a_state_comes_back(
    tmp_path_factory: object, files: dict[str, FileState], records: dict[SetName, SetState]
) -> None:
    """What is written reads back as the same; parts that no set names are dropped."""
    folder = tmp_path_factory.getbasetemp() / "state"  # type: ignore[attr-defined]
    state = BuildState(files, records, dict.fromkeys(records, "of the facts"))
    for record in records.values():
        for group_hash in record.input_hashes.values():
            state.record_parts(group_hash, {Part("label", "title", "fr"): "1", Part("fact", "a/b"): "2"})
    state.save(folder)
    assert BuildState.load(folder) == state
    assert BuildState.load_sets(folder) == state.sets
    state.record_parts("unused hash", {})
    state.save(folder)
    assert BuildState.load(folder) != state


def test_parts_are_recorded_by_the_hash_of_their_group() -> None:
    """The parts of a group are found by its hash, and a group without record has none."""
    state = BuildState()
    parts = {Part("label", "title", "fr"): "1", Part("fact", "a/b"): "2"}
    state.record_parts("hash", parts)
    assert (state.parts_of("hash"), state.parts_of("other"), state.parts_of(None)) == (parts, {}, {})


@pytest.mark.parametrize(
    ("day", "next_change", "expected"),
    [
        ("2019-05-31", None, False),
        ("2019-06-01", None, True),
        ("2019-12-31", DAY, True),
        ("2020-01-01", DAY, False),
    ],
)
def test_how_long_a_set_is_valid(day: str, next_change: date | None, expected: bool) -> None:
    """A set is valid from the day of its check to the day before its next change."""
    state = SetState(date(2019, 6, 1), next_change, {}, {}, {})
    assert state.is_valid_on(date.fromisoformat(day)) == expected


def test_every_flipped_byte_and_every_cut_is_noticed(tmp_path: Path) -> None:
    """A state that differs in any byte from what was written counts as missing."""
    folder, path = tmp_path, tmp_path / STATE_FILE
    record = SetState(
        checked_on=date(2019, 6, 1),
        next_change=DAY,
        input_hashes={SHARED: "1"},
        notes={
            Note("brief", "", "en"): NoteState(
                date(2019, 6, 1),
                NoteOptions("Visit", "7"),
                "c",
                {"md": "f"},
                "m",
                PageCount(2, "Background", 1.5),
            )
        },
        output_files={"a.md": FileState("1 2", "d")},
    )
    state = BuildState({"facts/x.yaml": FileState("", "e")}, {SetName("x"): record})
    state.record_parts("1", {Part("fact", "a/b"): "2"})
    state.save(folder)
    data = path.read_bytes()
    assert BuildState.load(folder) == state
    for place in range(len(data)):
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]):
            path.write_bytes(damaged)
            assert BuildState.load(folder) == BuildState()


def test_no_state(tmp_path: Path) -> None:
    """Where there is none, or a folder in its place, nothing is known."""
    (tmp_path / STATE_FILE).mkdir()
    assert BuildState.load(tmp_path / "nothing") == BuildState.load(tmp_path) == BuildState()
    BuildState().save(tmp_path)
    assert (tmp_path / STATE_FILE).is_dir()
