"""Entries in the draft of a fact file, found by the places of problems."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, parse_draft

if TYPE_CHECKING:
    from briefings.loading.yaml_nodes import Node
    from briefings.model.diagnostics import Diagnostic, Location

__all__ = ["DraftEntries", "EntryPlaces"]


class DraftEntries:
    """The last entries of a list, which are new in a draft."""

    def __init__(self, content: bytes, path: str, list_name: str, count: int) -> None:
        """Read the draft.

        Args:
            content: of the file.
            path: of the file, as messages show it.
            list_name: the name of the list.
            count: how many entries at its end are new.
        """
        self._path = path
        node, _ = parse_draft(content, path)
        lists = {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}
        entries = lists.get(list_name)
        self._entries = entries.items[-count:] if isinstance(entries, Sequence) else ()
        self._places = [entry.location for entry in self._entries]

    def find(self, problem: Diagnostic) -> tuple[int, str] | None:
        """Return the number of the new entry that has a problem, and the key; None for another entry.

        The key is empty for a problem of the entry as a whole.
        """
        place = problem.location
        if place is None or place.path != self._path:
            return None
        number = bisect_right(self._places, place) - 1
        if number < 0:
            return None
        entry = self._entries[number]
        pairs = entry.entries if isinstance(entry, Mapping) else ()
        before = [key.text for key, value in pairs if value.location <= place]
        return number, before[-1] if before else _key_of_value(problem.value, entry)


class EntryPlaces:
    """The places of the keys of one entry, so that a form shows a problem at the field that caused it."""

    def __init__(self, content: bytes, path: str, steps: tuple[str, ...]) -> None:
        """Read the draft of a file.

        Args:
            content: of the file.
            path: of the file, as messages show it.
            steps: the list and the id of the entry; the key of a mapping; none for the whole file.
        """
        self._path = path
        self._end: Location | None = None
        node: Node | None = parse_draft(content, path)[0]
        for step in steps:
            node = self._enter(node, step)
        self._entry = node

    def _enter(self, node: Node | None, step: str) -> Node | None:
        """Return the value of a key, or the entry with an id; remember where the one after it begins."""
        if isinstance(node, Mapping):
            values = [(key.text, key.location, value) for key, value in node.entries]
        elif isinstance(node, Sequence):
            values = [(_id_of(item), item.location, item) for item in node.items]
        else:
            return None
        for number, (name, _, value) in enumerate(values):
            if name == step:
                if number + 1 < len(values):
                    self._end = values[number + 1][1]
                return value
        return None

    def find(self, problem: Diagnostic) -> tuple[str, ...] | None:
        """Return the keys and numbers that lead to the value with a problem; None if it is elsewhere.

        They are empty for a problem of the entry as a whole.
        """
        place, entry = problem.location, self._entry
        if place is None or entry is None or place.path != self._path:
            return None
        if place < entry.location or (self._end is not None and place >= self._end):
            return None
        path: tuple[str, ...] = ()
        node = entry
        while (step := _step_to(node, place)) is not None:
            path, node = (*path, step[0]), step[1]
        return (*path, *filter(None, (_key_of_value(problem.value, node),)))


def _id_of(node: Node) -> str:
    """Return the id of an entry; empty if it has none."""
    pairs = node.entries if isinstance(node, Mapping) else ()
    return next((value.text for key, value in pairs if key.text == "id" and isinstance(value, Scalar)), "")


def _step_to(node: Node, place: Location) -> tuple[str, Node] | None:
    """Return the key or number of the value at a place or before it, with the value; None if there is none."""
    if isinstance(node, Mapping):
        if place <= node.location:
            return None  # the mapping as a whole
        steps = [(key.text, key.location, value) for key, value in node.entries]
    elif isinstance(node, Sequence):
        steps = [(str(number), item.location, item) for number, item in enumerate(node.items)]
    else:
        return None
    before = [(name, value) for name, start, value in steps if start <= place]
    return before[-1] if before else None


def _key_of_value(wrong: str, entry: Node) -> str:
    """Return the key with a value that is wrong; empty if none is."""
    entries = entry.entries if isinstance(entry, Mapping) else ()
    values = {
        item.text: key.text
        for key, value in entries
        for item in (value.items if isinstance(value, Sequence) else (value,))
        if isinstance(item, Scalar)
    }
    return values.get(wrong, "")
