"""Reading of YAML texts for edits: their data, and the nodes that say where it stands; the only module that imports ruamel.yaml."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from briefings.loading.yaml_nodes import Mapping, Scalar, parse_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.loading.yaml_nodes import Node

__all__ = ["compose_node", "has_data", "load_data"]


def has_data(text: str, content: bytes, display_path: str, expected: Any) -> bool:  # noqa: ANN401 - data of any shape
    """Return whether a text that is about to be written has some data.

    Args:
        text: the text.
        content: the same as the bytes of its file.
        display_path: the path of the file as messages show it.
        expected: the data, with every scalar as text.
    """
    # The parser of the loader is quicker; what it finds wrong is for the loader to say.
    node, problems = parse_draft(content, display_path)
    try:
        written = load_data(text) if problems or node is None else _data_of(node)
    except YAMLError:
        return False
    return bool(written == expected)


def _data_of(node: Node) -> Any:  # noqa: ANN401 - data of any shape
    """Return the data of a node, with every scalar as the text that was written."""
    if isinstance(node, Mapping):
        return {key.text: _data_of(value) for key, value in node.entries}
    return node.text if isinstance(node, Scalar) else [_data_of(item) for item in node.items]


def load_data(text: str) -> Any:  # noqa: ANN401 - data of any shape
    """Return the data of a YAML text, with every scalar as the text that was written."""
    return deepcopy(_read(text)[1])


def compose_node(text: str) -> Any:  # noqa: ANN401 - as above
    """Return the root node of a YAML text, None if the text is empty; a node is for reading alone."""
    return _read(text)[0]


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Any, Any]:
    """Return the root node of a YAML text and its data; while someone types, the text of a file is the same each time."""
    reader = _make_reader()
    compose: Callable[[str], Any] = reader.compose
    node = compose(text)
    return node, (reader.constructor.construct_document(node) if node else None) or {}


def _make_reader() -> YAML:
    """Return a reader that keeps every scalar as text."""
    return YAML(typ="base", pure=True)
