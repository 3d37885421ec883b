"""Files that most tests read, such as the packaged facts and labels: each text is parsed once in a process."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefings.loading import yaml_nodes

if TYPE_CHECKING:
    from briefings.loading.reading import Reading
    from briefings.loading.yaml_nodes import Node

__all__ = ["parse_each_text_once"]

_MOST_BYTES = 100_000
"""A file of this size is kept; tests write larger ones to see them refused."""


def parse_each_text_once() -> None:
    """Keep what the reader of YAML files has parsed, in this process and those that it forks; nodes never change."""
    parse = yaml_nodes.parse_yaml
    parse_once = functools.lru_cache(maxsize=2048)(parse)

    def parse_yaml(data: bytes, display_path: str, max_bytes: int = yaml_nodes.MAX_BYTES) -> Reading[Node]:
        """Parse the content of one file, unless it was parsed before."""
        return (parse_once if len(data) <= _MOST_BYTES else parse)(data, display_path, max_bytes)

    yaml_nodes.parse_yaml = parse_yaml
