"""Tests of the journal of a switch: it is read as it was written, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.request import SetName
from briefings.build.switch_journal import PendingSwitch, SwitchJournal

if TYPE_CHECKING:
    from pathlib import Path


def test_a_switch_is_read_as_written(tmp_path: Path) -> None:
    """A switch that was started is known until it is completed."""
    journal, switch = SwitchJournal(tmp_path / "journal"), PendingSwitch(SetName("zubrowka"), "3f9c")
    assert journal.read() is None
    journal.write(switch)
    assert journal.read() == switch
    journal.delete()
    journal.delete()
    assert journal.read() is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"name": 1, "final": "x"}',
        b'{"name": "x", "final": 1}',
        b'{"name": "x", "final": "../y"}',
        b'{"name": "../x", "final": "y"}',
        b'{"name": "x@soon", "final": "y"}',
    ],
)
def test_other_content_counts_as_nothing(tmp_path: Path, data: bytes) -> None:
    """A damaged journal, or one that leads out of the store, starts no switch."""
    (tmp_path / "journal").write_bytes(data)
    assert SwitchJournal(tmp_path / "journal").read() is None
