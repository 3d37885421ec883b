"""Changes of fact files made by commands: a key or an entry, and nothing else; the only door to ruamel.yaml.

A file that is written anew from its data loses its layout. So the text is changed where ruamel.yaml says that an entry
stands, and what was changed is read back before it is saved: if it says anything else than was meant, it is not.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from briefings.loading.yaml_nodes import written
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FactFile", "Value"]

Value: TypeAlias = "str | Mapping[str, str]"


class FactFile:
    """A fact file without fault of form, and what is to be changed in it.

    Args:
        path: the file.
        shown_as: what messages call it.
    """

    def __init__(self, path: Path, shown_as: str) -> None:
        self.path = path
        self.shown = shown_as
        text = path.read_bytes().decode("utf-8")
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.removeprefix(self._mark).replace("\r\n", "\n").split("\n")
        self._meant = _data(self._text)

    @property
    def _text(self) -> str:
        return "\n".join(self._lines)

    def has(self, key: str) -> bool:
        """Whether the file has a key at its head, or a list of that name."""
        return key in self._meant

    def put(self, list_: str, id_: str, key: str, value: Value) -> None:
        """Give an entry a key: in the place of the one that it has, or at its end.

        Args:
            list_: the list that has the entry: `statements`.
            id_: of the entry.
            key: what it is given.
            value: words, or words by key.
        """
        self._entry(list_, id_)[key] = value if isinstance(value, str) else dict(value)
        text = _flow(value)
        node = self._node(list_, id_)
        found = next((pair for pair in node.value if pair[0].value == key), None)
        if found:
            self._replace(found[1], text)
        elif node.flow_style:
            last = node.value[-1][1].end_mark
            self._insert(last.line, last.column, f", {key}: {text}")
        else:
            line = self._end(node)
            self._lines[line:line] = [f"{' ' * node.start_mark.column}{key}: {text}"]

    def drop(self, list_: str, id_: str, key: str) -> None:
        """Take a key out of an entry that has it, and has others before it."""
        del self._entry(list_, id_)[key]
        node = self._node(list_, id_)
        keys = [pair[0].value for pair in node.value]
        index = keys.index(key)
        (first, value), before = node.value[index], node.value[index - 1][1]
        if node.flow_style:
            start, end = before.end_mark, value.end_mark
            head, tail = self._lines[start.line][: start.column], self._lines[end.line][end.column :]
            self._lines[start.line : end.line + 1] = [head + tail]
        else:
            end_line = node.value[index + 1][0].start_mark.line if index + 1 < len(keys) else self._end(node)
            del self._lines[first.start_mark.line : end_line]

    def append(self, list_: str, entry: Mapping[str, Value]) -> None:
        """Add an entry to the end of a list of the file; the list too, where there is none."""
        self._meant.setdefault(list_, [])
        self._meant[list_].append(
            {key: value if isinstance(value, str) else dict(value) for key, value in entry.items()}
        )
        root = _node(self._text)
        node = next((value for key, value in root.value if key.value == list_), None) if root else None
        indent, line = "", len(self._lines)
        if node is None or not node.value:
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
            self._lines += [f"{list_}:", ""]
            line = len(self._lines) - 1
        else:
            indent = " " * node.start_mark.column
            line = self._end(node.value[-1])
        lines = [f"{key}: {_flow(value)}" for key, value in entry.items()]
        self._lines[line:line] = [f"{indent}{'  ' if at else '- '}{text}" for at, text in enumerate(lines)]

    def verify(self) -> None:
        """See to it that the text says what was meant.

        Raises:
            BriefingsError: if it does not.
        """
        try:
            if _data(self._text) != self._meant:
                raise self._refused()
        except YAMLError as error:
            raise self._refused() from error

    def save(self) -> None:
        """Write the file, in one step.

        Raises:
            BriefingsError: if the text would not say what was meant; then nothing is written.
        """
        self.verify()
        text = self._mark + self._text.replace("\n", self._break)
        handle, fresh = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(fresh).chmod(self.path.stat().st_mode)
        Path(fresh).replace(self.path)

    def _refused(self) -> BriefingsError:
        message = "is laid out in a way in which it can't be changed by a command; nothing was written"
        hint = "write the change by hand, or lay the entry out as a block of `key: value` lines"
        return BriefingsError([Diagnostic("not-editable", message, Location(self.shown), hint=hint)])

    def _entry(self, list_: str, id_: str) -> dict[str, Any]:
        entry: dict[str, Any] = next(each for each in self._meant[list_] if each.get("id") == id_)
        return entry

    def _node(self, list_: str, id_: str) -> Any:  # noqa: ANN401 - ruamel.yaml has no types for its nodes
        """The node of an entry."""
        entries = next(value for key, value in _node(self._text).value if key.value == list_)
        return next(
            node
            for node in entries.value
            if any((key.value, value.value) == ("id", id_) for key, value in node.value)
        )

    def _end(self, node: Any) -> int:  # noqa: ANN401 - as above
        """The number of the line behind an entry; comments that stand behind it are not of it."""
        start, end = node.start_mark, node.end_mark
        line: int = end.line + (1 if end.column and self._lines[end.line][: end.column].strip(" -") else 0)
        while line > start.line + 1 and _is_outside(self._lines[line - 1], start.column):
            line -= 1
        return line

    def _insert(self, line: int, column: int, text: str) -> None:
        whole = self._lines[line]
        self._lines[line] = whole[:column] + text + whole[column:]

    def _replace(self, node: Any, text: str) -> None:  # noqa: ANN401 - as above
        """Put words in the place of a value that is written in one piece."""
        start, end = node.start_mark, node.end_mark
        head, tail = self._lines[start.line][: start.column], self._lines[end.line][end.column :]
        self._lines[start.line : end.line + 1] = [head + text + tail]


def _is_outside(line: str, column: int) -> bool:
    """Whether a line at the end of an entry is blank, or a comment that is not indented more than its keys."""
    bare = line.lstrip(" ")
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= column)


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return written(value)
    return f"{{{', '.join(f'{key}: {written(each)}' for key, each in value.items())}}}"


def _data(text: str) -> dict[str, Any]:
    """What a file says, every value as the text that was written."""
    return _reader().load(text) or {}


def _node(text: str) -> Any:  # noqa: ANN401 - as above
    compose: Callable[[str], Any] = _reader().compose
    return compose(text)


def _reader() -> YAML:
    return YAML(typ="base", pure=True)
