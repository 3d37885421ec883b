"""Tests of the output store: a set appears completely or not at all, whatever fails, with links and without."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from briefings.build.request import SetName
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.model.diagnostics import BriefingsError
from tests.support.faults import ProcessKilled, fail_nth_call

if TYPE_CHECKING:
    from pathlib import Path

ZUBROWKA, FREEDONIA = SetName("zubrowka"), SetName("freedonia")
OLD = {"a.md": b"old", MANIFEST_NAME: b"{}"}
NEW = {"a.md": b"new", "a.pdf": b"%PDF", MANIFEST_NAME: b'{"n": 1}'}
WAYS = pytest.mark.parametrize("links", [True, False], ids=["links", "plain"])


def published_content(store: OutputStore, name: SetName = ZUBROWKA) -> dict[str, bytes] | None:
    """Return the files that readers find, by name; None if there are none."""
    folder = store.current_folder(name)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder else None


# --- what is promised ---------------------------------------------------------------------------


@WAYS
def test_a_set_is_found_as_it_was_put(tmp_path: Path, links: bool) -> None:
    """What was put is current, and what was current before is kept as the previous one."""
    store = OutputStore(tmp_path / "internal", can_link=links)
    assert store.publish(ZUBROWKA, OLD)
    assert store.publish(ZUBROWKA, NEW)
    previous = store.previous_folder(ZUBROWKA)
    assert previous is not None
    assert published_content(store) == NEW
    assert {path.name: path.read_bytes() for path in previous.iterdir()} == OLD
    assert (tmp_path / "internal/zubrowka").is_symlink() == links


@WAYS
def test_the_same_set_is_not_put_twice(tmp_path: Path, links: bool) -> None:
    """To put what is there already changes nothing."""
    store = OutputStore(tmp_path / "internal", can_link=links)
    store.publish(ZUBROWKA, OLD)
    assert not store.publish(ZUBROWKA, OLD)
    assert store.previous_folder(ZUBROWKA) is None


@WAYS
def test_two_sets_are_kept_and_no_more(tmp_path: Path, links: bool) -> None:
    """Older sets than the previous one are cleared away."""
    store = OutputStore(tmp_path / "internal", can_link=links)
    for number in range(5):
        store.publish(ZUBROWKA, {"a.md": b"%d" % number, MANIFEST_NAME: b"{}"})
    kept = [path for path in (tmp_path / "internal").rglob("a.md") if not path.parent.is_symlink()]
    assert sorted({path.read_bytes() for path in kept}) == [b"3", b"4"]


@WAYS
def test_a_set_that_is_removed_leaves_nothing(tmp_path: Path, links: bool) -> None:
    """What was made of a partner is gone with it, and only that."""
    store = OutputStore(tmp_path / "internal", can_link=links)
    for name in (ZUBROWKA, FREEDONIA):
        store.publish(name, OLD)
        store.publish(name, NEW)
    store.remove(ZUBROWKA)
    assert (store.set_names(), store.names_with_leftovers(), published_content(store, FREEDONIA)) == (
        [FREEDONIA],
        [FREEDONIA],
        NEW,
    )


@WAYS
def test_a_set_that_was_damaged_is_made_again(tmp_path: Path, links: bool) -> None:
    """What readers changed is replaced, and never written into."""
    store = OutputStore(tmp_path / "internal", can_link=links)
    store.publish(ZUBROWKA, OLD)
    store.publish(ZUBROWKA, NEW)
    (tmp_path / "internal/zubrowka/a.md").write_bytes(b"by hand")
    assert store.publish(ZUBROWKA, NEW)
    assert published_content(store) == NEW


def test_a_repaired_set_keeps_its_predecessor(tmp_path: Path) -> None:
    """What is made again as it was has the same previous set as before."""
    store = OutputStore(tmp_path / "internal")
    store.publish(ZUBROWKA, OLD)
    store.publish(ZUBROWKA, NEW)
    (tmp_path / "internal/zubrowka/a.md").write_bytes(b"by hand")
    store.publish(ZUBROWKA, NEW)
    previous = store.previous_folder(ZUBROWKA)
    assert previous is not None
    assert (previous / "a.md").read_bytes() == b"old"


@pytest.mark.parametrize("first", [True, False], ids=["links-first", "plain-first"])
def test_a_folder_that_moves_between_systems(tmp_path: Path, first: bool) -> None:
    """A set made with links is replaced where there are none, and the other way round."""
    folder = tmp_path / "internal"
    OutputStore(folder, can_link=first).publish(ZUBROWKA, OLD)
    other = OutputStore(folder, can_link=not first)
    other.publish(ZUBROWKA, NEW)
    previous = other.previous_folder(ZUBROWKA)
    assert previous is not None
    assert (published_content(other), (previous / "a.md").read_bytes()) == (NEW, b"old")


# --- what is not ours ---------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["file", "folder", "lookalike", "link", "dangling", "link-aside"])
@pytest.mark.parametrize("links", [None, False])
def test_what_we_did_not_make_is_refused(tmp_path: Path, what: str, links: bool | None) -> None:
    """A foreign file, folder or link in the place of a set stays as it is, and nothing is written through it."""
    place, foreign = tmp_path / "internal/zubrowka", tmp_path / "foreign"
    place.parent.mkdir()
    foreign.mkdir()
    (foreign / MANIFEST_NAME).write_bytes(b"theirs")
    match what:
        case "file":
            place.write_bytes(b"theirs")
        case "folder":
            place.mkdir()
        case "lookalike":
            shutil.copytree(foreign, place)
            (tmp_path / "internal/.sets/zubrowka").mkdir(parents=True)
        case "link":
            place.symlink_to(foreign)
        case "dangling":
            place.symlink_to("nowhere")
        case _:
            (tmp_path / "internal/.sets").symlink_to(foreign)
    before = {
        path: path.lstat().st_mtime_ns
        for path in (place, foreign, *foreign.iterdir())
        if path.is_symlink() or path.exists()
    }
    with pytest.raises(BriefingsError, match="not-ours"):
        OutputStore(tmp_path / "internal", can_link=links).publish(ZUBROWKA, NEW)
    assert {path: path.lstat().st_mtime_ns for path in before} == before
    assert [path.name for path in foreign.iterdir()] == [MANIFEST_NAME]
    assert (foreign / MANIFEST_NAME).read_bytes() == b"theirs"


def test_a_removed_set_leaves_what_is_not_ours(tmp_path: Path) -> None:
    """To remove a set whose place somebody took leaves theirs."""
    store = OutputStore(tmp_path / "internal")
    store.publish(ZUBROWKA, OLD)
    (tmp_path / "internal/zubrowka").unlink()
    (tmp_path / "internal/zubrowka").write_bytes(b"theirs")
    store.remove(ZUBROWKA)
    assert ((tmp_path / "internal/zubrowka").read_bytes(), store.names_with_leftovers()) == (b"theirs", [])


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.slow
@WAYS
@pytest.mark.parametrize(
    "kind", [errno.ENOSPC, errno.EIO, errno.EACCES, None], ids=["full", "broken", "denied", "killed"]
)
def test_a_fault_at_any_step_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, kind: int | None
) -> None:
    """Whatever call fails, or is the last one, readers find one set wholly, and the next run ends right."""
    seen = set()
    for number in range(1, 200):
        folder = tmp_path / str(number)
        OutputStore(folder, can_link=links).publish(ZUBROWKA, {"a.md": b"older", MANIFEST_NAME: b"{}"})
        OutputStore(folder, can_link=links).publish(ZUBROWKA, OLD)
        fault = ProcessKilled() if kind is None else OSError(kind, os.strerror(kind))
        with fail_nth_call(monkeypatch, number, fault) as calls, suppress(OSError, ProcessKilled):
            OutputStore(folder, can_link=links).publish(ZUBROWKA, NEW)
        found = published_content(OutputStore(folder, can_link=links))
        assert found in (OLD, NEW), (number, calls)
        seen.add("old" if found == OLD else "new")
        after = OutputStore(folder, can_link=links)
        after.recover()
        assert published_content(after) in (OLD, NEW)
        after.publish(ZUBROWKA, NEW)
        assert published_content(after) == NEW
        assert [path.name for path in folder.rglob(".making-*")] == []
        assert not (folder / ".sets/.journal.json").exists()
        if len(calls) < number:
            break
    assert seen == {"old", "new"}
    assert len(calls) > 8


@WAYS
def test_a_fault_in_the_first_build_leaves_nothing_or_the_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Before there is an old set, readers find none or the new one."""
    for number in range(1, 200):
        folder = tmp_path / str(number)
        with fail_nth_call(monkeypatch, number, ProcessKilled()) as calls, suppress(ProcessKilled):
            OutputStore(folder, can_link=links).publish(ZUBROWKA, NEW)
        assert published_content(OutputStore(folder, can_link=links)) in (None, NEW)
        after = OutputStore(folder, can_link=links)
        after.recover()
        after.publish(ZUBROWKA, NEW)
        assert published_content(after) == NEW
        if len(calls) < number:
            break


@pytest.mark.parametrize(
    "journal",
    [b"", b"{", b"[]", b'{"name": 1, "final": 2}', b'{"name": "../../x", "final": ".."}', b"[" * 99999],
)
def test_a_damaged_journal_is_dropped(tmp_path: Path, journal: bytes) -> None:
    """What is no journal of ours is not followed, wherever it leads."""
    store = OutputStore(tmp_path / "internal", can_link=False)
    store.publish(ZUBROWKA, OLD)
    (tmp_path / "internal/.sets/.journal.json").write_bytes(journal)
    store.recover()
    assert (published_content(store), (tmp_path / "internal/.sets/.journal.json").exists()) == (OLD, False)


def test_a_full_disk_is_no_reason_to_do_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That a link can't be made for want of space does not turn a set into a plain folder."""

    def raise_disk_full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "symlink", raise_disk_full)
    with pytest.raises(OSError, match="full"):
        OutputStore(tmp_path / "internal").publish(ZUBROWKA, NEW)
    assert not (tmp_path / "internal/zubrowka").exists()


def test_links_are_done_without_where_the_system_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses links a set is a plain folder."""

    def raise_not_permitted(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    monkeypatch.setattr(os, "symlink", raise_not_permitted)
    store = OutputStore(tmp_path / "internal")
    store.publish(ZUBROWKA, NEW)
    assert (published_content(store), (tmp_path / "internal/zubrowka").is_symlink()) == (NEW, False)


def test_the_faults_would_find_a_shelf_that_writes_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: files that are written one by one are found half old and half new."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    with fail_nth_call(monkeypatch, 2, OSError(errno.ENOSPC, "full")), contextlib.suppress(OSError):
        for name, data in NEW.items():
            (folder / name).write_bytes(data)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found not in (OLD, NEW)
