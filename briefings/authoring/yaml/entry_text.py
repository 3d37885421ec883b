"""Changes of one entry in its text: only what differs is written, so comments, order and layout stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.authoring.yaml.places import end_line, replace_value
from briefings.authoring.yaml.texts import compose_node, load_data
from briefings.authoring.yaml.values import to_data, to_flow_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.yaml.values import Value

__all__ = ["update_text"]

_MOST_CHANGES = 500
_PERIOD = re.compile(r"(?:\.\.|[0-9][0-9-]*[~?]?)/(?:\.\.[0-9-]*|[0-9][0-9-]*[~?]?)?")


def update_text(text: str, new: Mapping[str, Value], steps: tuple[str | int, ...] = (0,)) -> str:
    """Return the text of an entry with other values.

    Args:
        text: YAML with the entry.
        new: all its values, each key in its place or after the present ones.
        steps: lead to the entry: `(0,)` in a list of one entry, `()` if it is the whole text.

    Raises:
        ValueError: if the layout of the entry can't be changed piece by piece.
    """
    lines = text.split("\n")
    wanted = to_data(new)
    for _ in range(_MOST_CHANGES):
        data, node = load_data("\n".join(lines)), compose_node("\n".join(lines))
        for step in steps:
            data, node = data[step], _child(node, step)
        if data == wanted:
            return "\n".join(lines)
        _change_mapping(lines, node, data, wanted)
    raise ValueError(text)


def _child(node: Any, step: str | int) -> Any:  # noqa: ANN401 - ruamel.yaml has no types for its nodes
    """Return the value of a key, or the item with a number."""
    if isinstance(step, int):
        return node.value[step]
    return next(value for key, value in node.value if key.value == step)


def _change_mapping(lines: list[str], node: Any, old: dict[str, Any], new: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    """Make the first change that brings a mapping nearer to what is wanted."""
    for key, value in node.value:
        name = key.value
        if name not in new:
            _remove_pair(lines, node, name)
            return
        if old[name] != new[name]:
            _change_value(lines, (key, value), old[name], new[name])
            return
    name = next(name for name in new if name not in old)
    _add_pair(lines, node, name, new[name])


def _change_value(lines: list[str], pair: tuple[Any, Any], old: Any, new: Any) -> None:  # noqa: ANN401 - as above
    """Make the first change of a value: within it, if it stays a mapping or a list, else the whole of it."""
    key, node = pair
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
        _change_mapping(lines, node, old, new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        _change_list(lines, node, old, new)
    elif isinstance(old, str) or node.flow_style:
        replace_value(lines, node, _in_style_of(node, new))
    else:
        indent = " " * key.start_mark.column
        head = lines[key.start_mark.line][: key.start_mark.column]
        first, *rest = _pair_lines(key.value, new, indent)
        lines[key.start_mark.line : end_line(node, lines)] = [head + first.lstrip(" "), *rest]


def _in_style_of(node: Any, new: Any) -> str:  # noqa: ANN401 - as above
    """Return a value as YAML; a period stays without quotes if the one before had none."""
    is_plain = isinstance(new, str) and getattr(node, "style", None) is None and _PERIOD.fullmatch(new)
    return str(new) if is_plain else to_flow_style(new)


def _change_list(lines: list[str], node: Any, old: list[Any], new: list[Any]) -> None:  # noqa: ANN401 - as above
    """Make the first change of a list: an item that is gone, one that differs, or one more."""
    number = next(
        (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None
    )
    if number is None and len(new) > len(old):
        _append_item(lines, node, new[len(old)])
    elif len(new) < len(old):
        _remove_item(lines, node, len(new) if number is None else number)
    elif number is not None:
        item, one, other = node.value[number], old[number], new[number]
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() & other.keys():
            _change_mapping(lines, item, one, other)
        elif isinstance(one, str) or item.flow_style:
            replace_value(lines, item, to_flow_style(other))
        else:
            start = item.start_mark
            lines[start.line : end_line(item, lines)] = [
                lines[start.line][: start.column] + to_flow_style(other)
            ]


def _remove_pair(lines: list[str], node: Any, name: str) -> None:  # noqa: ANN401 - as above
    """Take a key out of a mapping, which has another one."""
    names = [key.value for key, _ in node.value]
    number = names.index(name)
    key, value = node.value[number]
    if node.flow_style:
        if number:
            _cut(lines, node.value[number - 1][1].end_mark, value.end_mark)
        else:
            _cut(lines, key.start_mark, node.value[1][0].start_mark)
        return
    is_last = number + 1 == len(names)
    end = end_line(value, lines) if is_last else node.value[number + 1][0].start_mark.line
    while end > key.start_mark.line + 1 and _is_comment(lines[end - 1], key.start_mark.column):
        end -= 1  # it is about the next key
    if number or lines[key.start_mark.line][: key.start_mark.column].strip() == "":
        del lines[key.start_mark.line : end]
    else:  # the dash of an entry stays
        following = node.value[1][0].start_mark
        dash = lines[key.start_mark.line][: key.start_mark.column]
        lines[key.start_mark.line : following.line + 1] = [dash + lines[following.line][following.column :]]


def _is_comment(line: str, column: int) -> bool:
    """Return whether a line is blank, or a comment at a column or before it."""
    rest = line.lstrip(" ")
    return not rest or (rest.startswith("#") and len(line) - len(rest) <= column)


def _cut(lines: list[str], start: Any, end: Any) -> None:  # noqa: ANN401 - marks of ruamel.yaml
    """Take the text between two places out."""
    lines[start.line : end.line + 1] = [lines[start.line][: start.column] + lines[end.line][end.column :]]


def _add_pair(lines: list[str], node: Any, name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Add a key at the end of a mapping."""
    if node.flow_style:
        end = node.value[-1][1].end_mark
        line = lines[end.line]
        lines[end.line] = f"{line[: end.column]}, {name}: {to_flow_style(value)}{line[end.column :]}"
    else:
        end = end_line(node, lines)
        lines[end:end] = _pair_lines(name, value, " " * node.start_mark.column)


def _pair_lines(name: str, value: Any, indent: str) -> list[str]:  # noqa: ANN401 - data
    """Return a key with its value, as commands write it."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [f"{indent}{name}:", *(f"{indent}  - {to_flow_style(item)}" for item in value)]
    return [f"{indent}{name}: {to_flow_style(value)}"]


def _append_item(lines: list[str], node: Any, item: Any) -> None:  # noqa: ANN401 - as above
    """Add an item at the end of a list, which has another one."""
    if node.flow_style:
        end = node.value[-1].end_mark
        line = lines[end.line]
        lines[end.line] = f"{line[: end.column]}, {to_flow_style(item)}{line[end.column :]}"
    else:
        last = node.value[-1]
        end = end_line(last, lines)
        lines[end:end] = [f"{' ' * node.start_mark.column}- {to_flow_style(item)}"]


def _remove_item(lines: list[str], node: Any, number: int) -> None:  # noqa: ANN401 - as above
    """Take an item out of a list, which has another one."""
    item = node.value[number]
    if not node.flow_style:
        del lines[item.start_mark.line : end_line(item, lines)]
    elif number:
        _cut(lines, node.value[number - 1].end_mark, item.end_mark)
    else:
        _cut(lines, item.start_mark, node.value[1].start_mark)
