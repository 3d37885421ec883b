"""Memory: pauses of Python's garbage collector, and a heap that threads share."""

from __future__ import annotations

import contextlib
import gc
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["hold_objects_aside", "pause_collector", "set_objects_aside", "use_one_heap"]

_MOST_HEAPS = -8
"""The number of the setting M_ARENA_MAX, in the header malloc.h of the GNU C library."""


@dataclass
class _Collector:
    """The requests of this process to the garbage collector, which counts all objects to say whether any are aside.

    Attributes:
        keeps_aside: whether objects are set aside.
    """

    keeps_aside: bool = False


_COLLECTOR = _Collector()


@contextlib.contextmanager
def pause_collector() -> Iterator[None]:
    """Leave circular garbage uncollected, for work that creates many objects and keeps most of them.

    The collector looks through the objects again and again as they grow in number. With it, facts of 200 partners
    take a third longer to read, and no less memory. All other garbage is freed at once as ever. Afterwards the new
    objects count as old ones: otherwise the collector would look through all of them at once, which takes a second.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not _COLLECTOR.keeps_aside:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def hold_objects_aside() -> Iterator[None]:
    """Take all present objects from the collector for as long as the context lasts.

    A build of many notes keeps the facts that it has read; without this, a tenth of its time goes into looking at them.
    """
    keeps_aside = _COLLECTOR.keeps_aside
    gc.freeze()
    _COLLECTOR.keeps_aside = True
    try:
        yield
    finally:
        _COLLECTOR.keeps_aside = keeps_aside
        if not keeps_aside:
            gc.unfreeze()


def set_objects_aside() -> None:
    """Take all present objects from the collector, which then looks at new ones alone; circular garbage goes first.

    A process that keeps facts of 200 partners would otherwise stop for half a second now and then, to find that they
    are all in use. An object that is set aside still goes as soon as nothing refers to it.
    """
    gc.collect()
    gc.freeze()
    _COLLECTOR.keeps_aside = True
    gc.collect()  # it waits for as many new objects as a part of the old ones: now there are none


def use_one_heap() -> None:
    """Have all threads that start later allocate from one heap, on systems that can; Python runs one of them at a time.

    The C library gives each thread a heap of its own, and each keeps some megabytes of what a request has freed.
    """
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - for the live page only

            ctypes.CDLL(None).mallopt(_MOST_HEAPS, 1)
