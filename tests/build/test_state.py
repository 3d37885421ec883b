"""Tests of the build state: it is read as it was written, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefings.build.inputs import FileState
from briefings.build.page_count import PageCount
from briefings.build.request import Note, SetName
from briefings.build.state import BuildState, NoteState, SetState

if TYPE_CHECKING:
    from pathlib import Path

SEEN = st.builds(
    FileState, st.integers(0, 2**40), st.integers(-1, 2**63), st.text("0123456789abcdef", min_size=1)
)
TEXTS = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
NOTES = st.builds(
    NoteState, as_of=st.just("2019-06-01"), content_hash=st.text(max_size=5), format_hashes=TEXTS, manifest_hash=st.text(max_size=5),
    page_count=st.none() | st.builds(PageCount, st.integers(1, 99), st.text(max_size=8), st.integers(0, 99).map(lambda n: n / 10)),
)  # fmt: skip
RECORDS = st.builds(
    SetState, checked_on=st.just("2019-06-02"), next_change=st.sampled_from(["", "2020-01-01"]), input_hashes=TEXTS,
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
def test_a_ledger_comes_back(
    tmp_path_factory: object, files: dict[str, FileState], records: dict[SetName, SetState]
) -> None:
    """What is written reads back as the same; parts that no record names are dropped."""
    path = tmp_path_factory.getbasetemp() / "ledger.json"  # type: ignore[attr-defined]
    used = sorted({digest for record in records.values() for digest in record.input_hashes.values()})
    parts = {digest: {"fact a/b": "1"} for digest in used}
    BuildState(files, {**parts, "unused digest": {}}, records).save(path)
    assert BuildState.load(path) == BuildState(files, parts, records)
    assert "state" in json.loads(path.read_bytes())


def test_every_flipped_byte_and_every_cut_is_noticed(tmp_path: Path) -> None:
    """A ledger that differs in any byte from what was written counts as missing."""
    path = tmp_path / "ledger.json"
    record = SetState(
        "2019-06-01",
        "2020-01-01",
        {"own": "1"},
        {
            Note("brief", "", "en"): NoteState(
                "2019-06-01", "c", {"md": "f"}, "m", PageCount(2, "Background", 1.5)
            )
        },
        {"a.md": FileState(1, 2, "d")},
    )
    BuildState({"facts/x.yaml": FileState(3, 4, "e")}, {"1": {"fact a/b": "2"}}, {SetName("x"): record}).save(
        path
    )
    data = path.read_bytes()
    assert BuildState.load(path).sets == {SetName("x"): record}
    for place in range(len(data)):
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]):
            path.write_bytes(damaged)
            assert BuildState.load(path) == BuildState()


def test_no_ledger(tmp_path: Path) -> None:
    """Where there is none, or a folder in its place, nothing is known."""
    assert BuildState.load(tmp_path / "nothing") == BuildState.load(tmp_path) == BuildState()
    (tmp_path / "a").mkdir()
    BuildState().save(tmp_path / "a")
    assert (tmp_path / "a").is_dir()
