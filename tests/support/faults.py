"""Faults for tests: calls that fail, and a process that ends, at a chosen step."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

__all__ = ["ProcessKilled", "fail_nth_call"]


class ProcessKilled(BaseException):
    """The end of the process: no code may catch it and go on."""


@contextmanager
def fail_nth_call(monkeypatch: pytest.MonkeyPatch, number: int, fault: BaseException) -> Iterator[list[str]]:
    """Let the n-th call that changes anything on disk fail; yield the list of calls."""
    calls: list[str] = []

    def guard(name: str, real: Callable[..., object]) -> Callable[..., object]:
        """Return a function that counts calls and fails when it is due."""

        def call(*args: object, **kwargs: object) -> object:
            if name == "open" and not _opens_for_writing(args, kwargs):
                return real(*args, **kwargs)
            if len(calls) >= number and isinstance(fault, ProcessKilled):
                raise fault  # a process that is gone does not clean up
            calls.append(name)
            if len(calls) == number:
                raise fault
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("fsync", "mkdir", "rename", "replace", "symlink", "unlink", "rmdir"):
            patch.setattr(os, name, guard(name, getattr(os, name)))
        patch.setattr("io.open", guard("open", open))
        yield calls


def _opens_for_writing(args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
    """Return whether these arguments of `open` are for writing."""
    mode = kwargs.get("mode", args[1] if len(args) > 1 else "r")
    return isinstance(mode, str) and any(letter in mode for letter in "wxa+")
