"""What was read and what was written, so that the next build can tell what is current.

The ledger is private: it is never released, and deleting it costs a build, nothing else. What may be released is the
manifest beside the outputs. It is JSON, so that it can be read and can't run anything; one that is damaged or from
another version counts as missing. A sum over the whole tells whether a byte of it was flipped.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from briefings.build.inputs import Seen
from briefings.build.page_count import Extent
from briefings.build.request import Note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["LEDGER", "Ledger", "NoteRecord", "Record"]

LEDGER = ".ledger.json"
"""Its name in the build folder."""

_FORM = 4
_HEAD = '{"form":%d,"sha256":"%s","state":'


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """What is known of one note.

    Attributes:
        as_of: the day that it bears, ISO.
        content: digest of what it says, the day it bears left out.
        formats: digest of what each format is made from.
        manifest: digest of what the manifest says of it.
        extent: how long it is on paper; None if there is no PDF of it.
    """

    as_of: str
    content: str
    formats: Mapping[str, str]
    manifest: str
    extent: Extent | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one set.

    Attributes:
        looked: the last day for which its notes were found to hold, ISO.
        changes_on: the next day on which anything in their scope turns, ISO, or empty for never.
        inputs: digest of each group of inputs, by name.
        notes: those that are in the set.
        outputs: the files written, as they were.
    """

    looked: str
    changes_on: str
    inputs: Mapping[str, str]
    notes: Mapping[Note, NoteRecord]
    outputs: Mapping[str, Seen]


@dataclass
class Ledger:
    """All records, and the input files as they were last seen.

    Attributes:
        files: input files by name.
        parts: by digest of a group of inputs, the digest of each thing in it (file, fact, label), by name: so that a
            build can say which of them has changed.
        records: by name of the set.
    """

    files: dict[str, Seen] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Read a ledger; an empty one where there is none, or none that can be used."""
        try:
            text = path.read_bytes()
            head = len(_HEAD % (_FORM, " " * 64))
            state = text[head:-1]
            if text != _whole(state):
                return cls()
            data = json.loads(state)
            records = {name: _record(record) for name, record in data["records"].items()}
            parts = {digest: dict(named) for digest, named in data["parts"].items()}
            return cls(_seen(data["files"]), parts, records)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()

    def write(self, path: Path) -> None:
        """Write the ledger in one step; that it can't be written matters to speed only."""
        used = {digest for record in self.records.values() for digest in record.inputs.values()}
        data: dict[str, Any] = {
            "files": _listed(self.files),
            "parts": {digest: self.parts[digest] for digest in sorted(used & self.parts.keys())},
            "records": {name: _plain(record) for name, record in sorted(self.records.items())},
        }
        state = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
        fresh = path.with_name(f"{path.name}.new")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            with fresh.open("xb") as file:
                file.write(_whole(state))
            fresh.replace(path)


def _whole(state: bytes) -> bytes:
    """The file that holds a state: an object with the form, the sum and the state."""
    return (_HEAD % (_FORM, hashlib.sha256(state).hexdigest())).encode() + state + b"}"


def _record(data: Mapping[str, Any]) -> Record:
    notes = {Note.of_key(key): _note(note) for key, note in data["notes"].items()}
    return Record(**{**data, "notes": notes, "outputs": _seen(data["outputs"])})


def _note(data: Mapping[str, Any]) -> NoteRecord:
    return NoteRecord(**{**data, "extent": Extent(**data["extent"]) if data["extent"] else None})


def _plain(record: Record) -> dict[str, Any]:
    notes = {
        note.key: {
            "as_of": known.as_of,
            "content": known.content,
            "formats": dict(known.formats),
            "manifest": known.manifest,
            "extent": asdict(known.extent) if known.extent else None,
        }
        for note, known in record.notes.items()
    }
    return {
        "looked": record.looked,
        "changes_on": record.changes_on,
        "inputs": dict(record.inputs),
        "notes": notes,
        "outputs": _listed(record.outputs),
    }


def _seen(data: Mapping[str, Any]) -> dict[str, Seen]:
    return {name: Seen(int(size), int(time), str(digest)) for name, (size, time, digest) in data.items()}


def _listed(seen: Mapping[str, Seen]) -> dict[str, tuple[int, int, str]]:
    return {name: (entry.size, entry.time, entry.digest) for name, entry in sorted(seen.items())}
