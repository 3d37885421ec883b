"""The versions of Briefings and its libraries: all that a note depends on besides the files of its project."""

from __future__ import annotations

import contextlib
import functools
from importlib import metadata
from typing import TYPE_CHECKING

from briefings import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["tool_versions"]

_LIBRARIES = (
    "babel", "cssselect2", "fonttools", "jinja2", "lxml", "markdown", "pillow", "pydyf", "pyphen", "python-docx", "pyyaml", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


@functools.cache
def tool_versions() -> Mapping[str, str]:
    """Return the version of Briefings and of each installed library, by name; they stay as long as the process runs."""
    versions = {"briefings": __version__}
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            versions[name] = metadata.version(name)
    return versions
