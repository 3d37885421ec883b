"""The ledger comes back as it was written, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefings.build.inputs import Seen
from briefings.build.page_count import Extent
from briefings.build.request import Note
from briefings.build.state import Ledger, NoteRecord, Record

if TYPE_CHECKING:
    from pathlib import Path

SEEN = st.builds(Seen, st.integers(0, 2**40), st.integers(-1, 2**63), st.text("0123456789abcdef", min_size=1))
TEXTS = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
NOTES = st.builds(
    NoteRecord, as_of=st.just("2019-06-01"), content=st.text(max_size=5), formats=TEXTS, manifest=st.text(max_size=5),
    extent=st.none() | st.builds(Extent, st.integers(1, 99), st.text(max_size=8), st.integers(0, 99).map(lambda n: n / 10)),
)  # fmt: skip
RECORDS = st.builds(
    Record, looked=st.just("2019-06-02"), changes_on=st.sampled_from(["", "2020-01-01"]), inputs=TEXTS,
    notes=st.dictionaries(
        st.sampled_from([Note("brief", "", "en"), Note("biography", "ann-lee", "tg-Latn")]), NOTES, max_size=2
    ),
    outputs=st.dictionaries(st.text(max_size=8), SEEN, max_size=3),
)  # fmt: skip


@given(
    st.dictionaries(st.text(max_size=8), SEEN, max_size=3),
    st.dictionaries(st.text(max_size=8), RECORDS, max_size=2),
)
def test_a_ledger_comes_back(
    tmp_path_factory: object, files: dict[str, Seen], records: dict[str, Record]
) -> None:
    """What is written reads back as the same; parts that no record names are dropped."""
    path = tmp_path_factory.getbasetemp() / "ledger.json"  # type: ignore[attr-defined]
    used = sorted({digest for record in records.values() for digest in record.inputs.values()})
    parts = {digest: {"fact a/b": "1"} for digest in used}
    Ledger(files, {**parts, "unused digest": {}}, records).write(path)
    assert Ledger.read(path) == Ledger(files, parts, records)
    assert "state" in json.loads(path.read_bytes())


def test_every_flipped_byte_and_every_cut_is_noticed(tmp_path: Path) -> None:
    """A ledger that differs in any byte from what was written counts as missing."""
    path = tmp_path / "ledger.json"
    record = Record(
        "2019-06-01",
        "2020-01-01",
        {"own": "1"},
        {
            Note("brief", "", "en"): NoteRecord(
                "2019-06-01", "c", {"md": "f"}, "m", Extent(2, "Background", 1.5)
            )
        },
        {"a.md": Seen(1, 2, "d")},
    )
    Ledger({"facts/x.yaml": Seen(3, 4, "e")}, {"1": {"fact a/b": "2"}}, {"internal/x": record}).write(path)
    data = path.read_bytes()
    assert Ledger.read(path).records == {"internal/x": record}
    for place in range(len(data)):
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]):
            path.write_bytes(damaged)
            assert Ledger.read(path) == Ledger()


def test_no_ledger(tmp_path: Path) -> None:
    """Where there is none, or a folder in its place, nothing is known."""
    assert Ledger.read(tmp_path / "nothing") == Ledger.read(tmp_path) == Ledger()
    (tmp_path / "a").mkdir()
    Ledger().write(tmp_path / "a")
    assert (tmp_path / "a").is_dir()
