"""Tests of the pause of Python's collector, and of the heap that threads share."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model import memory
from briefings.model.memory import hold_objects_aside, pause_collector, set_objects_aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_pause() -> None:
    """The collector waits in a pause, one within another too, and works again afterwards, also after an error."""
    with pytest.raises(RuntimeError), pause_collector():  # noqa: PT012 - the error has to leave both pauses
        with pause_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()


def test_pause_keeps_what_was_off() -> None:
    """A pause does not turn on a collector that was off before it."""
    gc.disable()
    try:
        with pause_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.fixture
def _nothing_aside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the collector back what the test run has set aside, until the test is over."""
    monkeypatch.setattr(memory._COLLECTOR, "keeps_aside", False)
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("_nothing_aside")
def test_new_objects_count_as_old_after_a_pause() -> None:
    """The collector does not look through all objects of a pause as soon as it is over."""
    with pause_collector():
        kept: list[object] = []
        kept.append(kept)
    young = [*gc.get_objects(generation=0), *gc.get_objects(generation=1)]
    assert not any(each is kept for each in young)
    assert any(each is kept for each in gc.get_objects(generation=2))


def test_loading_pauses(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts are read without the collector."""
    seen: list[bool] = []

    def look(*_: object) -> dict[str, object]:
        seen.append(gc.isenabled())
        return {}

    monkeypatch.setattr("briefings.factbase.load.check_links", look)
    load(project)
    assert seen == [False]
    assert gc.isenabled()


@pytest.mark.usefixtures("_nothing_aside")
def test_objects_are_set_aside_once_garbage_is_gone() -> None:
    """The collector sees new objects alone, and keeps no circular garbage from going before."""
    circle: list[object] = []
    circle.append(circle)
    kept: list[list[int]] = [[]]
    number = id(circle)
    del circle
    set_objects_aside()
    assert gc.get_freeze_count() > 0
    assert not any(each is kept for each in gc.get_objects())
    assert all(id(each) != number or not isinstance(each, list) for each in gc.get_objects())


@pytest.mark.usefixtures("_nothing_aside")
def test_objects_are_held_aside_for_a_while() -> None:
    """Objects are aside within the context only, and stay so if they were before it."""
    with hold_objects_aside():
        with pause_collector():
            pass
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
    set_objects_aside()
    with hold_objects_aside(), pause_collector():
        pass
    assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("_nothing_aside")
def test_a_pause_brings_back_nothing_that_is_aside() -> None:
    """What was set aside stays so through a pause, which does not count it."""
    set_objects_aside()
    with pause_collector():
        pass
    assert gc.get_freeze_count() > 0


_THREADS = """
import sys, threading
from briefings.model.memory import use_one_heap
if sys.argv[1] == "one":
    use_one_heap()
def allocate():
    kept = [bytes(600 + number % 7) for number in range(200)]
    done.wait()
done = threading.Barrier(9)
for _ in range(8):
    threading.Thread(target=allocate).start()
done.wait()
print(open("/proc/self/status").read())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library has several heaps")
def test_threads_share_a_heap() -> None:
    """The reserved memory of eight threads that allocate is much larger if each of them has a heap of its own."""
    sizes = {}
    for heaps in ("one", "many"):
        status = subprocess.run(
            [sys.executable, "-c", _THREADS, heaps], capture_output=True, text=True, check=True
        ).stdout
        sizes[heaps] = int(re.findall(r"VmSize:\s+(\d+)", status)[0])
    assert sizes["many"] - sizes["one"] > 4 * 65_536, sizes
