"""Starter files: the files that `init` and `new` write, with placeholders such as `$side`."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STARTER_FOLDER", "fill_placeholders"]

STARTER_FOLDER = Path(__file__).parents[2] / "starter"
"""The folder of the starter files in the package."""

_BLOCK_LINE = re.compile(r"^\$(\w+)\n", re.MULTILINE)


def fill_placeholders(text: str, values: Mapping[str, str], blocks: Mapping[str, str] | None = None) -> str:
    r"""Replace the placeholders of a starter file.

    >>> fill_placeholders("id: $id\n$names\nend\n", {"id": "x"}, {"names": "a\nb\n"})
    'id: x\na\nb\nend\n'

    Args:
        text: the text of the file.
        values: texts for placeholders within a line, by name.
        blocks: whole lines, with line ends, for placeholders that are alone on a line; an empty block removes the line.

    Raises:
        KeyError: if a placeholder has no value.
    """
    whole_lines = blocks or {}
    kept = {name: f"${name}" for name in whole_lines}
    filled = Template(text).substitute({**values, **kept})
    return _BLOCK_LINE.sub(lambda match: whole_lines.get(match[1], match[0]), filled)
