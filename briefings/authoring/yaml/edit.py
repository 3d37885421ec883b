"""Edits of fact files by commands, one key or entry at a time.

A file that is rewritten from its data loses its layout. So an edit changes only the lines where ruamel.yaml finds the
entry. Before saving, the new text is parsed again: if its data is not the expected data, nothing is saved.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from briefings.authoring.yaml.places import end_line, names_of, path_to, replace_value, step_into
from briefings.authoring.yaml.texts import compose_node, has_data, load_data
from briefings.authoring.yaml.values import entry_lines, to_data, to_flow_style
from briefings.loading.files import read_file, write_if_same
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefings.authoring.yaml.places import EntryName
    from briefings.authoring.yaml.values import Value

__all__ = ["FactFile", "FileChangedError"]


class FileChangedError(BriefingsError):
    """A fact file that has changed since it was read."""

    def __init__(self, display_path: str) -> None:
        message = "this file has changed while it was being edited; nothing was written to it"
        super().__init__(
            [Diagnostic("file-changed", message, Location(display_path, 0, 0), hint="try again")]
        )


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
        self._read = read_file(path) if new_text is None else None
        text = new_text or "" if self._read is None else self._read.decode("utf-8")
        self._byte_order_mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.removeprefix(self._byte_order_mark).replace("\r\n", "\n").split("\n")
        self._expected = load_data(self._text)
        self._nodes: dict[tuple[str, EntryName], Any] = {}
        self._placed_lines = 0  # the nodes are where they were in these first lines
        self._root: Any = None
        self._root_lines = 0  # the same, for texts below the root

    @property
    def _text(self) -> str:
        """Return the edited text, with line feeds as line ends and without byte order mark."""
        return "\n".join(self._lines)

    @property
    def text(self) -> str:
        """Return the whole text, with line feeds as line ends."""
        return self._text

    def replace_text(self, text: str) -> None:
        """Write another text in the place of the whole one.

        Raises:
            YAMLError: if the text is not YAML.
        """
        self._expected = load_data(text)
        self._lines = text.split("\n")
        self._placed_lines = self._root_lines = 0

    @property
    def content(self) -> bytes:
        """Return the bytes that `save` writes."""
        return (self._byte_order_mark + self._text.replace("\n", self._newline)).encode("utf-8")

    def has_key(self, key: str) -> bool:
        """Return whether the file has a top-level key of this name."""
        return key in self._expected

    def entry(self, list_name: str, entry_id: EntryName) -> dict[str, Value]:
        """Return a copy of the keys of an entry, with every scalar as the text that was written."""
        return deepcopy(self._find_entry(list_name, entry_id))

    def entry_text(self, list_name: str, entry_id: EntryName) -> str:
        """Return the lines of an entry, with its dash at the start of the first one."""
        node = self._find_node(list_name, entry_id)
        lines = self._lines[node.start_mark.line : end_line(node, self._lines)]
        indent = len(lines[0]) - len(lines[0].lstrip(" "))
        return "\n".join(line[indent:] if not line[:indent].strip() else line for line in lines)

    def entry_line(self, list_name: str, entry_id: EntryName) -> int:
        """Return the number of the line on which an entry begins."""
        line: int = self._find_node(list_name, entry_id).start_mark.line
        return line + 1

    def replace_entry(self, list_name: str, entry_id: EntryName, text: str) -> None:
        """Write other lines in the place of an entry.

        Args:
            list_name: the name of its list.
            entry_id: the id of the entry, or its place in the list.
            text: one entry as `entry_text` returns it.

        Raises:
            YAMLError: if the text is not YAML.
            ValueError: if it is not one entry.
        """
        data = load_data(text)
        if not isinstance(data, list) or len(data) != 1 or not isinstance(data[0], dict):
            raise ValueError(text)
        node = self._find_node(list_name, entry_id)
        start, end = node.start_mark.line, end_line(node, self._lines)
        indent = self._lines[start][: len(self._lines[start]) - len(self._lines[start].lstrip(" "))]
        entry = self._find_entry(list_name, entry_id)
        entry.clear()
        entry.update(data[0])
        lines = text.rstrip("\n").split("\n")
        self._lines[start:end] = [f"{indent}{line}" if line else line for line in lines]
        self._placed_lines = start

    def set_key(self, list_name: str, entry_id: EntryName, key: str, value: Value) -> None:
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
            self._root, self._root_lines = compose_node(self._text), len(self._lines)
        self._placed_lines, self._root_lines = 0, place.line - 1
        path = path_to(self._root, place.line - 1, place.column - 1)
        if not path:
            raise self._not_editable_error()
        node, data, owner = self._root, cast("Any", self._expected), cast("Any", None)
        for step in path:
            node, owner = step_into(node, step), data
            data = data[step]
        flow = to_flow_style(value)
        if isinstance(data, str):
            owner[path[-1]] = {original: data, language: to_data(value)}
            replace_value(self._lines, node, to_flow_style({original: data, language: value}))
            return
        data[language] = to_data(value)
        self._put_pair(node, language, flow)

    def _put_pair(self, node: Any, key: str, text: str) -> None:  # noqa: ANN401 - a mapping of ruamel.yaml
        """Write the value of a key of a mapping, in the place of the present one or as its last pair."""
        pair = next((pair for pair in node.value if pair[0].value == key), None)
        if pair:
            replace_value(self._lines, pair[1], text)
        elif node.flow_style:
            last = node.value[-1][1].end_mark
            self._insert_text(last.line, last.column, f", {key}: {text}")
        else:
            line = end_line(node, self._lines)
            self._lines[line:line] = [f"{' ' * node.start_mark.column}{key}: {text}"]

    def remove_key(self, list_name: str, entry_id: EntryName, key: str) -> None:
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
            is_last = index + 1 == len(keys)
            end = end_line(node, self._lines) if is_last else node.value[index + 1][0].start_mark.line
            del self._lines[key_node.start_mark.line : end]
        self._placed_lines = node.start_mark.line

    def append_entries(self, list_name: str, entries: Sequence[Mapping[str, Value]]) -> None:
        """Add entries at the end of a list; add the list if the file has none."""
        if not self._expected.get(list_name):
            self._remove_empty_list(list_name)
            self._expected[list_name] = []
        self._expected[list_name] += map(to_data, entries)
        root = compose_node(self._text)
        node = next((value for key, value in root.value if key.value == list_name), None) if root else None
        indent, line = "", len(self._lines)
        if node is None or not node.value:
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
            self._lines += [f"{list_name}:", ""]
            line = len(self._lines) - 1
        else:
            indent = " " * node.start_mark.column
            line = end_line(node.value[-1], self._lines)
        self._lines[line:line] = [f"{indent}{text}" for entry in entries for text in entry_lines(entry)]
        self._placed_lines = 0

    def remove_entry(self, list_name: str, entry_id: EntryName) -> str:
        """Remove an entry, and its list if nothing is left in it; return its lines."""
        entries = self._expected[list_name]
        entry = self._find_entry(list_name, entry_id)
        del entries[next(number for number, other in enumerate(entries) if other is entry)]
        node = self._find_node(list_name, entry_id)
        start, end = node.start_mark.line, end_line(node, self._lines)
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
        root = compose_node(self._text) if list_name in self._expected else None
        for key, _ in root.value if root else ():
            if key.value == list_name:
                del self._lines[key.start_mark.line]

    def verify(self) -> None:
        """Check that the edited text has the expected data.

        Raises:
            BriefingsError: if it does not.
        """
        if not has_data(self._text, self.content, self.display_path, self._expected):
            raise self._not_editable_error()

    def refuse_change(self) -> None:
        """Check that the file is as it was read.

        Raises:
            FileChangedError: if someone else has changed it.
        """
        now = read_file(self.path) if self.path.exists() else None
        if now != self._read:
            raise FileChangedError(self.display_path)

    def save(self) -> None:
        """Write the file, in one step.

        Raises:
            BriefingsError: if the edited text does not have the expected data; then nothing is written.
            FileChangedError: if someone else has changed the file meanwhile; then nothing is written.
        """
        self.verify()
        content = self.content
        if not write_if_same(self.path, self._read, content):
            raise FileChangedError(self.display_path)
        self._read = content

    def _not_editable_error(self) -> BriefingsError:
        """Return the error for a layout that commands can't edit."""
        message = "a command can't edit the layout of this file; nothing was written"
        hint = "make the change by hand, or write the entry as a block of `key: value` lines"
        return BriefingsError([Diagnostic("not-editable", message, Location(self.display_path), hint=hint)])

    def _find_entry(self, list_name: str, entry_id: EntryName) -> dict[str, Any]:
        """Return the expected data of an entry."""
        entries: list[dict[str, Any]] = self._expected[list_name]
        if isinstance(entry_id, int):
            return entries[entry_id]
        return next(item for item in entries if item.get("id") == entry_id)

    def _find_node(self, list_name: str, entry_id: EntryName) -> Any:  # noqa: ANN401 - ruamel.yaml has no types for its nodes
        """Return the YAML node of an entry in the edited text."""
        node = self._nodes.get((list_name, entry_id))
        if node is None or not self._is_placed(node):
            self._nodes = {
                (key.value, name): entry
                for key, entries in compose_node(self._text).value
                if isinstance(entries.value, list)
                for number, entry in enumerate(entries.value)
                if not isinstance(entry, tuple) and isinstance(entry.value, list)
                for name in names_of(number, entry)
            }
            self._placed_lines = len(self._lines)
            node = self._nodes[list_name, entry_id]
        return node

    def _is_placed(self, node: Any) -> bool:  # noqa: ANN401 - as above
        """Return whether a node is where it was, because no line of it or above it was edited."""
        # Outside of braces, a node ends where the next one begins.
        last_line: int = node.end_mark.line - (0 if node.flow_style else 1)
        return max(int(node.start_mark.line), last_line) < self._placed_lines

    def _insert_text(self, line: int, column: int, text: str) -> None:
        """Insert a text into a line."""
        old_line = self._lines[line]
        self._lines[line] = old_line[:column] + text + old_line[column:]
