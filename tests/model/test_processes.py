"""Tests of work that is shared with copies of the process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING

import pytest

from briefings.model import processes
from briefings.model.processes import run_ahead, share_tasks, start_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one copy of the process, though the tests run in threads of a library."""
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)


def wait_and_double(number: int) -> tuple[int, int]:
    """Return twice a number, and the process that says so."""
    time.sleep(0.02)
    return number * 2, os.getpid()


def fail_elsewhere(way: str) -> str:
    """Return "done" in this process; in a copy, fail or be killed."""
    time.sleep(0.02)
    if os.getpid() != HERE and way == "fail":
        raise ValueError
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def interrupt_or_wait() -> None:
    """Be interrupted in this process; in a copy, take long."""
    if os.getpid() == HERE:
        raise KeyboardInterrupt
    time.sleep(60)


def number_and_fail_elsewhere(way: str) -> Iterator[int]:
    """Yield 200 numbers; in a copy, fail or be killed at one of the last."""
    for number in range(200):
        if number == 190:
            fail_elsewhere(way)
        yield number


def test_results_come_in_order_from_two_processes() -> None:
    """Each task is done once, and the results are in the order of the tasks."""
    results = share_tasks([partial(wait_and_double, number) for number in range(10)])
    assert [doubled for doubled, _ in results] == [number * 2 for number in range(10)]
    assert len({process for _, process in results}) == 2
    assert multiprocessing.active_children() == []


def test_copies_begin_while_this_process_does_something_else() -> None:
    """A copy does tasks before this process takes part, and each result comes once."""
    with start_tasks([os.getpid] * 3) as finish:
        deadline = time.monotonic() + 30
        while multiprocessing.active_children() and time.monotonic() < deadline:
            time.sleep(0.01)
        done = finish()
    assert len(done) == 3
    assert HERE not in done


def test_what_is_begun_ends_with_this_process() -> None:
    """If this process fails in between, no copy goes on."""
    with pytest.raises(ZeroDivisionError), start_tasks([interrupt_or_wait] * 3):
        divmod(1, 0)
    assert multiprocessing.active_children() == []


def test_results_too_large_for_a_pipe() -> None:
    """A copy that waits to be heard goes on with its tasks, and all its results arrive."""
    results = share_tasks([partial(str.__mul__, "lamp", 300_000 + number) for number in range(9)])
    assert [len(result) for result in results] == [4 * (300_000 + number) for number in range(9)]


def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    """What only one process can hold, such as a lock, is made in this one."""
    assert all(callable(lock.acquire) for lock in share_tasks([threading.Lock] * 4))


@pytest.mark.parametrize("way", ["fail", "be killed"])
def test_what_a_copy_leaves_undone_is_done_here(way: str) -> None:
    """A copy that fails or is killed costs time, and no result."""
    assert share_tasks([partial(fail_elsewhere, way)] * 6) == ["done"] * 6


def test_an_error_is_raised_as_without_copies() -> None:
    """A task that fails everywhere fails here, with its own error."""
    with pytest.raises(ZeroDivisionError):
        share_tasks([partial(divmod, 1, 0)] * 3)


def test_an_interrupt_ends_the_copies() -> None:
    """Ctrl-C waits for no copy, and leaves none behind."""
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        share_tasks([interrupt_or_wait] * 3)
    assert multiprocessing.active_children() == []
    assert time.monotonic() - begun < 30


def test_without_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one core, or where a fork is not safe, this process does it all."""
    monkeypatch.setattr(processes, "core_count", lambda: 1)
    assert share_tasks([os.getpid] * 3) == [HERE] * 3
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    assert share_tasks([os.getpid] * 3) == [HERE] * 3
    with run_ahead(lambda: iter([os.getpid()])) as results:
        assert list(results) == [HERE]


def test_a_result_is_sent_as_it_was() -> None:
    """What a later task changes in a result of an earlier one is not sent with it."""
    seen: list[int] = []

    def see(number: int) -> list[int]:
        seen.append(number)
        time.sleep(0.01)
        return seen

    results = share_tasks([partial(see, number) for number in range(12)])
    elsewhere = [result for result in results if result is not seen]
    assert [result[-1] for result in elsewhere] == [
        number for number, result in enumerate(results) if result is not seen
    ]
    assert elsewhere


def test_a_copy_runs_ahead() -> None:
    """A copy produces results one after another, and this process uses them in order; what it needs no more ends."""
    with run_ahead(lambda: ((number, os.getpid()) for number in count())) as results:
        used = list(islice(results, 1000))
    assert [number for number, _ in used] == list(range(1000))
    assert {process for _, process in used}.isdisjoint({HERE})
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("way", ["fail", "be killed"])
def test_what_a_copy_does_not_send_is_produced_here(way: str) -> None:
    """If the copy fails or is killed, this process produces the rest, each result once."""
    with run_ahead(partial(number_and_fail_elsewhere, way)) as results:
        assert list(results) == list(range(200))


def test_what_fails_everywhere_fails_here() -> None:
    """An error is raised as without a copy, behind the results before it."""
    with run_ahead(lambda: (1 // number for number in (1, 0))) as results:
        assert next(results) == 1
        with pytest.raises(ZeroDivisionError):
            next(results)
