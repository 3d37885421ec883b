"""The journal of a switch that takes two renames, for file systems without links.

It is written before the first rename, so that the next command can complete the second.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from briefings.build.request import SetName
from briefings.loading.files import read_file, write_atomic
from briefings.model.json_data import parse_json

__all__ = ["PendingSwitch", "SwitchJournal"]


@dataclass(frozen=True, slots=True)
class PendingSwitch:
    """A switch that was started and not completed.

    Attributes:
        name: of the set.
        folder_name: of the new version of the set.
    """

    name: SetName
    folder_name: str


@dataclass(frozen=True, slots=True)
class SwitchJournal:
    """The journal of a store.

    Attributes:
        path: of the file.
    """

    path: Path

    def read(self) -> PendingSwitch | None:
        """Return the switch that was started and not completed; None if there is none, or the journal is damaged."""
        try:
            entry = parse_json(read_file(self.path))
            name, folder_name = SetName.parse(entry["name"]), entry["final"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        are_plain_names = all(
            isinstance(part, str) and part == Path(part).name and part not in {"", ".", ".."}
            for part in (str(name), folder_name)
        )
        return PendingSwitch(name, folder_name) if are_plain_names else None

    def write(self, switch: PendingSwitch) -> None:
        """Record a switch that is about to start."""
        entry = {"name": str(switch.name), "final": switch.folder_name}
        write_atomic(self.path, json.dumps(entry).encode(), sync=True)

    def delete(self) -> None:
        """Delete the record of a completed switch."""
        self.path.unlink(missing_ok=True)
