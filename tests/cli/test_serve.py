"""Tests of `briefings serve` that need no browser: what it refuses before it listens."""

from __future__ import annotations

import builtins
import socket
from typing import TYPE_CHECKING, Any

from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.support.commands import CommandResult


def test_a_port_that_is_taken_is_named(briefings: Callable[..., CommandResult]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = briefings("serve", "--no-open", "--port", str(port), "--project", str(FICTIONAL))
    assert (result.code, "error[port-taken]" in result.err, result.out) == (1, True, "")


def test_an_unknown_audience_is_named(briefings: Callable[..., CommandResult]) -> None:
    result = briefings("serve", "--no-open", "--audience", "nobody", "--project", str(FICTIONAL))
    assert (result.code, "'nobody'" in result.err, result.out) == (1, True, "")


def test_a_missing_extra_is_named(
    briefings: Callable[..., CommandResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra, the message says how to install it, and no traceback comes."""
    original = builtins.__import__

    def without_server(name: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as Python calls it
        if name == "briefings.server.run":
            raise ModuleNotFoundError(name="uvicorn")
        return original(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_server)
    result = briefings("serve", "--no-open", "--project", str(FICTIONAL))
    assert (result.code, "pip install 'briefings[serve]'" in result.err, result.out) == (3, True, "")
