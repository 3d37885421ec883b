"""Values that commands write into fact files, and how they look there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from briefings.loading.yaml_nodes import quote_if_needed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Value", "entry_lines", "to_data", "to_flow_style"]

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Value]"
"""The value of a key: a text, values by key, or a list of values."""


def entry_lines(entry: Mapping[str, Value]) -> Iterator[str]:
    """Yield an entry as lines of a list: one line for each key, and one for each mapping in a list."""
    start = "- "
    for key, value in entry.items():
        is_table = isinstance(value, Sequence) and any(isinstance(item, Mapping) for item in value)
        if is_table:
            yield f"{start}{key}:"
            yield from (f"  - {to_flow_style(item)}" for item in value)
        else:
            yield f"{start}{key}: {to_flow_style(value)}"
        start = "  "


def to_flow_style(value: Value) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, str):
        return quote_if_needed(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {to_flow_style(item)}' for key, item in value.items())}}}"
    return f"[{', '.join(map(to_flow_style, value))}]"


def to_data(value: Value) -> Any:  # noqa: ANN401 - data as ruamel.yaml loads it
    """Return a value as the data that it is loaded as."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    return [to_data(item) for item in value]
