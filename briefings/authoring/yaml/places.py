"""Places in the YAML nodes of a fact file: what is where, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EntryName", "end_line", "names_of", "path_to", "replace_value", "step_into"]

EntryName: TypeAlias = "str | int"
"""The id of an entry, or its place in a list of entries without ids."""


def end_line(node: Any, lines: list[str]) -> int:  # noqa: ANN401 - ruamel.yaml has no types for its nodes
    """Return the index of the line after a node; comments after it do not belong to it."""
    start, end = node.start_mark, node.end_mark
    line: int = end.line + (1 if end.column and lines[end.line][: end.column].strip(" -") else 0)
    while line > start.line + 1 and _is_outside(lines[line - 1], start.column):
        line -= 1
    return line


def replace_value(lines: list[str], node: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Write another text in the place of a value, whether it is on one line, in braces, or a block of lines."""
    if isinstance(node.value, list) and not node.flow_style:
        _replace_block(lines, node, text)
        return
    start, end = node.start_mark, node.end_mark
    head, tail = lines[start.line][: start.column], lines[end.line][end.column :]
    last: int = end.line
    if getattr(node, "style", None) in ("|", ">"):
        # A block of lines ends where the next key begins.
        tail, last = "", last - (0 if end.column else 1)
        while last > start.line and not lines[last].strip():
            last -= 1
    if head.endswith(":"):
        head += " "
    lines[start.line : last + 1] = [head + text + tail]


def _replace_block(lines: list[str], node: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Write a text on the line of a key, in the place of a list or mapping on the lines below it."""
    start: int = node.start_mark.line
    key_line = start - 1
    while _is_outside(lines[key_line], len(lines[key_line])):
        key_line -= 1
    key, mark, remark = lines[key_line].partition(" #")
    lines[start : end_line(node, lines)] = []
    lines[key_line] = f"{key.rstrip()} {text}" + (f"{key[len(key.rstrip()) :]}{mark}{remark}" if mark else "")


def names_of(number: int, entry: Any) -> Iterator[EntryName]:  # noqa: ANN401 - a node, as above
    """Yield the place of an entry in its list, and its id, if it has one."""
    yield number
    for part in entry.value:
        if isinstance(part, tuple) and part[0].value == "id":
            yield part[1].value


def _is_outside(line: str, column: int) -> bool:
    """Return whether a line after an entry is blank, or a comment that is not indented more than the entry's keys."""
    unindented = line.lstrip(" ")
    return not unindented or (unindented.startswith("#") and len(line) - len(unindented) <= column)


def path_to(node: Any, line: int, column: int) -> list[Any] | None:  # noqa: ANN401 - as above
    """Return the keys and numbers that lead to the value at a place (0-based); None if none begins there."""
    if isinstance(node.value, str):
        return [] if (node.start_mark.line, node.start_mark.column) == (line, column) else None
    if node.start_mark.line > line or node.end_mark.line < line:
        return None
    is_mapping = bool(node.value) and isinstance(node.value[0], tuple)
    steps = [(pair[0].value, pair[1]) for pair in node.value] if is_mapping else list(enumerate(node.value))
    for step, part in steps:
        if (path := path_to(part, line, column)) is not None:
            return [step, *path]
    return [] if (node.start_mark.line, node.start_mark.column) == (line, column) else None


def step_into(node: Any, step: Any) -> Any:  # noqa: ANN401 - as above
    """Return the value of a key, or the item with a number."""
    return (
        node.value[step]
        if isinstance(step, int)
        else next(pair[1] for pair in node.value if pair[0].value == step)
    )
