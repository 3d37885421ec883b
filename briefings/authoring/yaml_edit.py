"""Edits of fact files by commands, one key or entry at a time; the only module that imports ruamel.yaml.

A file that is rewritten from its data loses its layout. So an edit changes only the lines where ruamel.yaml finds the
entry. Before saving, the new text is parsed again: if its data is not the expected data, nothing is saved.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from briefings.authoring.yaml_values import entry_lines, to_data, to_flow_style
from briefings.loading.files import read_file, write_atomic
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.authoring.yaml_values import Value

__all__ = ["FactFile"]

_EntryName: TypeAlias = "str | int"
"""The id of an entry, or its place in a list of entries without ids."""


class FactFile:
    """A fact file that loads without errors, and the edits to it.

    Many edits of one file are quick if they go from its end to its start: what is above an edit keeps its place.

    Attributes:
        path: the path of the file.
        display_path: the path as messages show it.
    """

    def __init__(self, path: Path, display_path: str, new_text: str | None = None) -> None:
        """Read the file, or begin a new one with a text."""
        self.path = path
        self.display_path = display_path
        text = read_file(path).decode("utf-8") if new_text is None else new_text
        self._byte_order_mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.removeprefix(self._byte_order_mark).replace("\r\n", "\n").split("\n")
        self._expected = _load_data(self._text)
        self._nodes: dict[tuple[str, _EntryName], Any] = {}
        self._placed_lines = 0  # the nodes are where they were in these first lines
        self._root: Any = None
        self._root_lines = 0  # the same, for texts below the root

    @property
    def _text(self) -> str:
        """Return the edited text, with line feeds as line ends and without byte order mark."""
        return "\n".join(self._lines)

    @property
    def content(self) -> bytes:
        """Return the bytes that `save` writes."""
        return (self._byte_order_mark + self._text.replace("\n", self._newline)).encode("utf-8")

    def has_key(self, key: str) -> bool:
        """Return whether the file has a top-level key of this name."""
        return key in self._expected

    def entry(self, list_name: str, entry_id: _EntryName) -> dict[str, Value]:
        """Return a copy of the keys of an entry, with every scalar as the text that was written."""
        return deepcopy(self._find_entry(list_name, entry_id))

    def set_key(self, list_name: str, entry_id: _EntryName, key: str, value: Value) -> None:
        """Set a key of an entry: replace its value, or add the key at the end of the entry.

        Args:
            list_name: the name of the list with the entry, such as `statements`.
            entry_id: the id of the entry, or its place in the list.
            key: the key to set.
            value: the new value.
        """
        self._find_entry(list_name, entry_id)[key] = to_data(value)
        text = to_flow_style(value)
        node = self._find_node(list_name, entry_id)
        self._put_pair(node, key, text)
        self._placed_lines = node.start_mark.line

    def set_language(self, place: Location, original: str, language: str, value: Value) -> None:
        """Write the words of a text in a language.

        Args:
            place: of the text; what is above it must not have been edited.
            original: the language of a text that is in one language only.
            language: the language to write.
            value: the words, or a translation.
        """
        if place.line > self._root_lines:
            self._root, self._root_lines = _compose_node(self._text), len(self._lines)
        self._placed_lines, self._root_lines = 0, place.line - 1
        path = _path_to(self._root, place.line - 1, place.column - 1)
        if not path:
            raise self._not_editable_error()
        node, data, owner = self._root, cast("Any", self._expected), cast("Any", None)
        for step in path:
            node, owner = _step_into(node, step), data
            data = data[step]
        flow = to_flow_style(value)
        if isinstance(data, str):
            owner[path[-1]] = {original: data, language: to_data(value)}
            self._replace_value(node, to_flow_style({original: data, language: value}))
            return
        data[language] = to_data(value)
        self._put_pair(node, language, flow)

    def _put_pair(self, node: Any, key: str, text: str) -> None:  # noqa: ANN401 - a mapping of ruamel.yaml
        """Write the value of a key of a mapping, in the place of the present one or as its last pair."""
        pair = next((pair for pair in node.value if pair[0].value == key), None)
        if pair:
            self._replace_value(pair[1], text)
        elif node.flow_style:
            last = node.value[-1][1].end_mark
            self._insert_text(last.line, last.column, f", {key}: {text}")
        else:
            line = self._end_line(node)
            self._lines[line:line] = [f"{' ' * node.start_mark.column}{key}: {text}"]

    def remove_key(self, list_name: str, entry_id: _EntryName, key: str) -> None:
        """Remove a key from an entry; the entry must have the key, and another key before it."""
        del self._find_entry(list_name, entry_id)[key]
        node = self._find_node(list_name, entry_id)
        keys = [pair[0].value for pair in node.value]
        index = keys.index(key)
        (key_node, value), previous_value = node.value[index], node.value[index - 1][1]
        if node.flow_style:
            start, end = previous_value.end_mark, value.end_mark
            head, tail = self._lines[start.line][: start.column], self._lines[end.line][end.column :]
            self._lines[start.line : end.line + 1] = [head + tail]
        else:
            end_line = (
                node.value[index + 1][0].start_mark.line if index + 1 < len(keys) else self._end_line(node)
            )
            del self._lines[key_node.start_mark.line : end_line]
        self._placed_lines = node.start_mark.line

    def append_entries(self, list_name: str, entries: Sequence[Mapping[str, Value]]) -> None:
        """Add entries at the end of a list; add the list if the file has none."""
        if not self._expected.get(list_name):
            self._remove_empty_list(list_name)
            self._expected[list_name] = []
        self._expected[list_name] += map(to_data, entries)
        root = _compose_node(self._text)
        node = next((value for key, value in root.value if key.value == list_name), None) if root else None
        indent, line = "", len(self._lines)
        if node is None or not node.value:
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
            self._lines += [f"{list_name}:", ""]
            line = len(self._lines) - 1
        else:
            indent = " " * node.start_mark.column
            line = self._end_line(node.value[-1])
        self._lines[line:line] = [f"{indent}{text}" for entry in entries for text in entry_lines(entry)]
        self._placed_lines = 0

    def remove_entry(self, list_name: str, entry_id: _EntryName) -> str:
        """Remove an entry, and its list if nothing is left in it; return its lines."""
        entries = self._expected[list_name]
        entry = self._find_entry(list_name, entry_id)
        del entries[next(number for number, other in enumerate(entries) if other is entry)]
        node = self._find_node(list_name, entry_id)
        start, end = node.start_mark.line, self._end_line(node)
        removed = self._lines[start:end]
        del self._lines[start:end]
        self._placed_lines = start
        if not entries:
            del self._expected[list_name]
            heading = next(
                number for number, line in enumerate(self._lines) if line.startswith(f"{list_name}:")
            )
            del self._lines[heading]
            self._placed_lines = heading
        return "\n".join(removed)

    def _remove_empty_list(self, list_name: str) -> None:
        """Remove the key of a list without entries, if the file has it."""
        root = _compose_node(self._text) if list_name in self._expected else None
        for key, _ in root.value if root else ():
            if key.value == list_name:
                del self._lines[key.start_mark.line]

    def verify(self) -> None:
        """Check that the edited text has the expected data.

        Raises:
            BriefingsError: if it does not.
        """
        try:
            if _load_data(self._text) != self._expected:
                raise self._not_editable_error()
        except YAMLError as error:
            raise self._not_editable_error() from error

    def save(self) -> None:
        """Write the file, in one step.

        Raises:
            BriefingsError: if the edited text does not have the expected data; then nothing is written.
        """
        self.verify()
        write_atomic(self.path, self.content)

    def _not_editable_error(self) -> BriefingsError:
        """Return the error for a layout that commands can't edit."""
        message = "a command can't edit the layout of this file; nothing was written"
        hint = "make the change by hand, or write the entry as a block of `key: value` lines"
        return BriefingsError([Diagnostic("not-editable", message, Location(self.display_path), hint=hint)])

    def _find_entry(self, list_name: str, entry_id: _EntryName) -> dict[str, Any]:
        """Return the expected data of an entry."""
        entries: list[dict[str, Any]] = self._expected[list_name]
        if isinstance(entry_id, int):
            return entries[entry_id]
        return next(item for item in entries if item.get("id") == entry_id)

    def _find_node(self, list_name: str, entry_id: _EntryName) -> Any:  # noqa: ANN401 - ruamel.yaml has no types for its nodes
        """Return the YAML node of an entry in the edited text."""
        node = self._nodes.get((list_name, entry_id))
        if node is None or not self._is_placed(node):
            self._nodes = {
                (key.value, name): entry
                for key, entries in _compose_node(self._text).value
                if isinstance(entries.value, list)
                for number, entry in enumerate(entries.value)
                if not isinstance(entry, tuple) and isinstance(entry.value, list)
                for name in _names_of(number, entry)
            }
            self._placed_lines = len(self._lines)
            node = self._nodes[list_name, entry_id]
        return node

    def _is_placed(self, node: Any) -> bool:  # noqa: ANN401 - as above
        """Return whether a node is where it was, because no line of it or above it was edited."""
        # Outside of braces, a node ends where the next one begins.
        last_line: int = node.end_mark.line - (0 if node.flow_style else 1)
        return max(int(node.start_mark.line), last_line) < self._placed_lines

    def _end_line(self, node: Any) -> int:  # noqa: ANN401 - as above
        """Return the index of the line after an entry; comments after the entry do not belong to it."""
        start, end = node.start_mark, node.end_mark
        line: int = end.line + (1 if end.column and self._lines[end.line][: end.column].strip(" -") else 0)
        while line > start.line + 1 and _is_outside(self._lines[line - 1], start.column):
            line -= 1
        return line

    def _insert_text(self, line: int, column: int, text: str) -> None:
        """Insert a text into a line."""
        old_line = self._lines[line]
        self._lines[line] = old_line[:column] + text + old_line[column:]

    def _replace_value(self, node: Any, text: str) -> None:  # noqa: ANN401 - as above
        """Replace the text of a value."""
        start, end = node.start_mark, node.end_mark
        head, tail = self._lines[start.line][: start.column], self._lines[end.line][end.column :]
        last: int = end.line
        if getattr(node, "style", None) in ("|", ">"):
            # A block of lines ends where the next key begins.
            tail, last = "", last - (0 if end.column else 1)
            while last > start.line and not self._lines[last].strip():
                last -= 1
        self._lines[start.line : last + 1] = [head + text + tail]


def _names_of(number: int, entry: Any) -> Iterator[_EntryName]:  # noqa: ANN401 - a node, as above
    """Yield the place of an entry in its list, and its id, if it has one."""
    yield number
    for part in entry.value:
        if isinstance(part, tuple) and part[0].value == "id":
            yield part[1].value


def _is_outside(line: str, column: int) -> bool:
    """Return whether a line after an entry is blank, or a comment that is not indented more than the entry's keys."""
    unindented = line.lstrip(" ")
    return not unindented or (unindented.startswith("#") and len(line) - len(unindented) <= column)


def _path_to(node: Any, line: int, column: int) -> list[Any] | None:  # noqa: ANN401 - as above
    """Return the keys and numbers that lead to the value at a place (0-based); None if none begins there."""
    if isinstance(node.value, str):
        return [] if (node.start_mark.line, node.start_mark.column) == (line, column) else None
    if node.start_mark.line > line or node.end_mark.line < line:
        return None
    is_mapping = bool(node.value) and isinstance(node.value[0], tuple)
    steps = [(pair[0].value, pair[1]) for pair in node.value] if is_mapping else list(enumerate(node.value))
    for step, part in steps:
        if (path := _path_to(part, line, column)) is not None:
            return [step, *path]
    return [] if (node.start_mark.line, node.start_mark.column) == (line, column) else None


def _step_into(node: Any, step: Any) -> Any:  # noqa: ANN401 - as above
    """Return the value of a key, or the item with a number."""
    return (
        node.value[step]
        if isinstance(step, int)
        else next(pair[1] for pair in node.value if pair[0].value == step)
    )


def _load_data(text: str) -> dict[str, Any]:
    """Return the data of a YAML text, with every scalar as the text that was written."""
    return _make_reader().load(text) or {}


def _compose_node(text: str) -> Any:  # noqa: ANN401 - as above
    """Return the root node of a YAML text, None if the text is empty."""
    compose: Callable[[str], Any] = _make_reader().compose
    return compose(text)


def _make_reader() -> YAML:
    """Return a reader that keeps every scalar as text."""
    return YAML(typ="base", pure=True)
