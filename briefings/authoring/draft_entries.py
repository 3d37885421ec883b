"""New entries in the draft of a fact file, found by the places of problems."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from briefings.loading.yaml_nodes import Node
    from briefings.model.diagnostics import Diagnostic

__all__ = ["DraftEntries"]

_QUOTED = re.compile(r"'([^']+)'")


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
        node, _ = parse_yaml(content, path)
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
        return number, before[-1] if before else _key_of_value(problem.message, entry)


def _key_of_value(message: str, entry: Node) -> str:
    """Return the key with a value that a message quotes; empty if it quotes none."""
    entries = entry.entries if isinstance(entry, Mapping) else ()
    values = {value.text: key.text for key, value in entries if isinstance(value, Scalar)}
    return next((values[quoted] for quoted in _QUOTED.findall(message) if quoted in values), "")
