"""The comments and edits of a review copy that wait for a person, because no proposal can say them.

They are kept in `.briefings/returned/` of the project, outside the facts, readable for its owner alone. A copy may be read
twice: what a person has settled does not come back.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from briefings.authoring.proposals.edits import propose_edits
from briefings.factbase.load import load
from briefings.loading.files import make_folder, read_file, write_atomic
from briefings.model.hashing import short_hash
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from briefings.diff.returned import ReturnedCopy
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = [
    "ACCEPTED",
    "REJECTED",
    "WAITING",
    "ReturnedRemark",
    "find_remark",
    "settle_remark",
    "take_copy",
    "waiting_remarks",
]

_FOLDER = (".briefings", "returned")
WAITING, ACCEPTED, REJECTED = "waiting", "accepted", "rejected"
_MOST_KEPT = 2_000
_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class ReturnedRemark:
    """A comment, or an edit that no proposal says.

    Attributes:
        note: title and day of the note.
        kind: `comment`, or how the text was edited: `changed`, `struck`, `moved` or `added`.
        author: who wrote it; empty if that is not known.
        day: when, as `YYYY-MM-DD`, or empty.
        text: the comment, or the text now; empty for a struck one.
        on: the text that it is about.
        fact_keys: the facts that this text states.
        state: `waiting`, `accepted` or `rejected`.
        until: the day until which it waits unseen, as `YYYY-MM-DD`, or empty.
    """

    note: str
    kind: str
    author: str
    day: str
    text: str
    on: str
    fact_keys: tuple[str, ...]
    state: str = WAITING
    until: str = ""

    @property
    def id(self) -> str:
        """Return an id made from what it says."""
        return short_hash((self.note, self.kind, self.author, self.day, self.text, self.on))


def take_copy(project: Project, copy: ReturnedCopy) -> tuple[dict[str, Fact], list[ReturnedRemark]]:
    """Add a proposal for each edit that one can say, and keep the rest.

    Returns the facts that the new proposals are to replace, by key of the proposal, and what is newly kept.

    Raises:
        BriefingsError: if the facts have errors, or would have; then no file changes.
    """
    replaced = propose_edits(project, copy.changes)
    proposed = {each.corrected_key for each in load(project.root).proposals.values()}
    known = (remark for remark in _remarks_of(copy, proposed) if not _path(project, remark.id).exists())
    new = list(islice(known, _MOST_KEPT))
    if new:
        _open_folder(project)
    for remark in new:
        _write(project, remark)
    return replaced, new


def waiting_remarks(project: Project, day: date) -> list[ReturnedRemark]:
    """Return the remarks that wait on a day, note by note."""
    folder = project.root.joinpath(*_FOLDER)
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    found = [remark for path in paths if (remark := _read(path))]
    waiting = [each for each in found if each.state == WAITING and each.until <= day.isoformat()]
    return sorted(waiting, key=lambda each: (each.note, each.day, each.id))


def find_remark(project: Project, id_: str) -> ReturnedRemark | None:
    """Return a remark, settled or not; None if there is none with this id."""
    return _read(_path(project, id_)) if _ID.fullmatch(id_) else None


def settle_remark(project: Project, remark: ReturnedRemark, state: str, until: str = "") -> None:
    """Write what a person decided about a remark."""
    _write(project, replace(remark, state=state, until=until))


def _remarks_of(copy: ReturnedCopy, proposed: Collection[str]) -> Iterator[ReturnedRemark]:
    """Yield the comments of a copy, and the edits that became no proposal."""
    note = f"{copy.title} ({copy.as_of})"
    for remark in copy.remarks:
        yield ReturnedRemark(
            note, "comment", remark.author, remark.day, remark.text, remark.on, remark.fact_keys
        )
    for change in copy.changes:
        if not (change.kind == "changed" and len(change.fact_keys) == 1 and change.fact_keys[0] in proposed):
            authors = ", ".join(change.authors)
            yield ReturnedRemark(
                note, change.kind, authors, "", change.after, change.before, change.fact_keys
            )


def _open_folder(project: Project) -> None:
    """Make the folder, which no one else reads and which Git ignores."""
    folder = project.root.joinpath(*_FOLDER)
    if folder.is_dir():
        return
    make_folder(folder, inside=project.root)
    for each in (folder.parent, folder):
        each.chmod(0o700)
    write_atomic(folder.parent / ".gitignore", b"*\n")


def _path(project: Project, id_: str) -> Path:
    """Return the file of a remark."""
    return project.root.joinpath(*_FOLDER, f"{id_}.json")


def _write(project: Project, remark: ReturnedRemark) -> None:
    """Write a remark."""
    path = _path(project, remark.id)
    write_atomic(path, json.dumps(asdict(remark), ensure_ascii=False).encode())
    path.chmod(0o600)


def _read(path: Path) -> ReturnedRemark | None:
    """Return a remark; None if its file can't be read."""
    try:
        data = parse_json(read_file(path))
        remark = ReturnedRemark(**(data | {"fact_keys": tuple(map(str, data["fact_keys"]))}))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    texts = (value for name, value in asdict(remark).items() if name != "fact_keys")
    return remark if remark.id == path.stem and all(isinstance(value, str) for value in texts) else None
