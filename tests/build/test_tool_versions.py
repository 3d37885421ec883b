"""Tests of the versions of the tools that shape a note."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from briefings.build.tool_versions import tool_versions

if TYPE_CHECKING:
    import pytest


def test_the_tools() -> None:
    """The version of Briefings and of each library that shapes a note is among the tools."""
    tools = tool_versions()
    assert {"briefings", "jinja2", "markdown", "weasyprint"} <= tools.keys()
    assert len(tools) == 15


def test_a_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library has no version."""

    def version(name: str) -> str:
        """Return a version for every library but one."""
        if name == "pillow":
            raise metadata.PackageNotFoundError
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    versions = tool_versions.__wrapped__()  # they are looked up once in a process
    assert versions.keys() >= {"briefings", "weasyprint"}
    assert "pillow" not in versions
