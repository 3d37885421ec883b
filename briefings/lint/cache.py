"""What was found before, part by part, so that `check` looks only at parts that have changed.

The file is private, like the ledger: it is never released, and deleting it costs a check, nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.inputs import Seen, combined, scan
from briefings.lint.formats import data_of, from_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["Memory", "Verdict"]

_FILE = ".checked.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one part of a project: a folder of facts, or the templates of a partner.

    Attributes:
        rests_on: digest of all that was looked at.
        findings: what is wrong or doubtful there.
        ids: of the entities of a folder of facts; they are unique over all of them.
        roles: that its posts have.
    """

    rests_on: str
    findings: tuple[Diagnostic, ...]
    ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Memory:
    """The last verdict on each part of a project, by the name of the part.

    Attributes:
        tools: digest of the versions of all that judges: Briefings and its libraries.
    """

    def __init__(self, project: Project) -> None:
        """Remember what the last check of a project found; nothing, if what it left can't be read."""
        self._place = project.home / "build" / _FILE
        self._files, self._verdicts = _read(self._place)
        self._seen, self._had = dict(self._files), dict(self._verdicts)
        self.tools = combined([fingerprints.of(fingerprints.tools()), _code()])

    def digest(self, roots: Mapping[str, Path]) -> str:
        """Digest of all files under some folders, by the names under which they are recorded."""
        group = scan(roots, self._files)
        self._files.update(group.files)
        return group.digest

    def recall(self, part: str, rests_on: str) -> Verdict | None:
        """What was said of a part, if what it rested on is the same."""
        known = self._verdicts.get(part)
        return known if known and known.rests_on == rests_on else None

    def keep(self, part: str, verdict: Verdict) -> None:
        """Remember what is said of a part now."""
        self._verdicts[part] = verdict

    def save(self) -> None:
        """Leave for the next check what this one knows; where nothing is built there is no place for it."""
        if not self._place.parent.is_dir() or (self._files, self._verdicts) == (self._seen, self._had):
            return
        data = {
            "files": {
                name: (seen.size, seen.time, seen.digest) for name, seen in sorted(self._files.items())
            },
            "parts": {
                part: (
                    verdict.rests_on,
                    [data_of(each) for each in verdict.findings],
                    verdict.ids,
                    verdict.roles,
                )
                for part, verdict in sorted(self._verdicts.items())
            },
        }
        with contextlib.suppress(OSError):
            handle, fresh = tempfile.mkstemp(dir=self._place.parent, prefix=f"{_FILE}.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(data))  # `dump` writes piece by piece, which takes ten times as long
            Path(fresh).replace(self._place)


def _read(place: Path) -> tuple[dict[str, Seen], dict[str, Verdict]]:
    try:
        data = json.loads(place.read_bytes())
        files = {
            name: Seen(int(size), int(time), str(digest))
            for name, (size, time, digest) in data["files"].items()
        }
        verdicts = {
            part: Verdict(
                str(rests_on), tuple(map(from_data, findings)), tuple(map(str, ids)), tuple(map(str, roles))
            )
            for part, (rests_on, findings, ids, roles) in data["parts"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}
    return files, verdicts


def _code() -> str:
    """What tells that the rules were changed while the version was not, as it is during development."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in map(os.stat, files))
