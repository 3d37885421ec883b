"""Tests of earlier states: what each note said before its last change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.earlier_states import earlier_snapshot, record_earlier_states
from briefings.build.request import Note, SetName
from briefings.build.snapshot import NoteLine, Snapshot
from briefings.build.store import OutputStore

if TYPE_CHECKING:
    from pathlib import Path

NAME = SetName("zubrowka")
BRIEF, CARD = Note("brief", "", "en"), Note("card", "", "en")


def snapshot(text: str, note: Note = BRIEF, day: int = 1) -> Snapshot:
    """Return what a note of one line says."""
    lines = (NoteLine("", "", f"As at {day}", ()), NoteLine("background", "Background", text, ()))
    return Snapshot(note, "Zubrowka", date(2019, 6, day), {}, lines)


def publish(store: OutputStore, *snapshots: Snapshot, switch: bool = True) -> None:
    """Publish notes; without the switch, the build is interrupted just before it."""
    entries = [each.as_data() for each in snapshots]
    record_earlier_states(store, NAME, entries)
    if switch:
        store.publish(NAME, {"manifest.json": json.dumps({"notes": entries}).encode()})


def earlier_text(store: OutputStore, current: Snapshot) -> str | None:
    """Return what a note said before."""
    found = earlier_snapshot(store, NAME, current)
    return found.lines[-1].text if found else None


@pytest.fixture
def store(tmp_path: Path) -> OutputStore:
    """Return an empty store."""
    return OutputStore(tmp_path / "internal")


def test_a_note_that_never_changed_has_none(store: OutputStore) -> None:
    """A first build has no earlier state, nor has one with another day and the same words."""
    publish(store, snapshot("fog"))
    assert earlier_text(store, snapshot("fog")) is None
    publish(store, snapshot("fog", day=2))
    assert earlier_text(store, snapshot("fog", day=2)) is None


def test_each_note_has_its_own(store: OutputStore) -> None:
    """A change of one note leaves the earlier state of another as it is."""
    publish(store, snapshot("fog"), snapshot("fog", CARD))
    publish(store, snapshot("snow"), snapshot("fog", CARD))
    publish(store, snapshot("snow"), snapshot("sun", CARD))
    publish(store, snapshot("snow", day=3), snapshot("sun", CARD))
    assert (earlier_text(store, snapshot("snow")), earlier_text(store, snapshot("sun", CARD))) == (
        "fog",
        "fog",
    )


def test_a_note_that_changes_back(store: OutputStore) -> None:
    """The earlier state is what the note said last, though it said the same before."""
    for text in ("fog", "snow", "fog"):
        publish(store, snapshot(text))
    assert earlier_text(store, snapshot("fog")) == "snow"


def test_an_interrupted_build_changes_nothing(store: OutputStore) -> None:
    """Before the switch the note is the old one, and so is its earlier state; after it both are new."""
    publish(store, snapshot("fog"))
    publish(store, snapshot("snow"))
    publish(store, snapshot("sun"), switch=False)
    assert earlier_text(store, snapshot("snow")) == "fog"
    publish(store, snapshot("sun"))
    assert earlier_text(store, snapshot("sun")) == "snow"


def test_it_goes_with_its_note(store: OutputStore) -> None:
    """A note that left the set has no earlier state when it comes again; nor has any, once the store forgets."""
    publish(store, snapshot("fog"), snapshot("fog", CARD))
    publish(store, snapshot("snow"), snapshot("snow", CARD))
    publish(store, snapshot("snow"))
    assert earlier_text(store, snapshot("snow", CARD)) is None
    assert earlier_text(store, snapshot("snow")) == "fog"
    store.forget_previous(NAME)
    assert earlier_text(store, snapshot("snow")) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"notes": [{"product": "brief"}]}', '{"notes": 1}'])
def test_a_damaged_file_tells_nothing(store: OutputStore, text: str) -> None:
    """What can't be read is no earlier state, and the next build writes it again."""
    publish(store, snapshot("fog"))
    store.earlier_file(NAME).write_text(text, "utf-8")
    publish(store, snapshot("snow"))
    assert earlier_text(store, snapshot("snow")) == "fog"
    assert earlier_text(store, replace(snapshot("sun"), note=CARD)) is None
