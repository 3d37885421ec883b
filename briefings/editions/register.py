"""The register of editions, `editions/register.yaml`: one line for each edition, and no line is ever changed.

A line is added at the end. So the history of the file in git is the history of what was issued; and where two desks
issued at the same time, `merge=union` in `.gitattributes` keeps the lines of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.context import ReadContext
from briefings.loading.files import make_folder, read_file, write_atomic
from briefings.loading.folders import display_path
from briefings.loading.ids import ID
from briefings.loading.reading import Reading
from briefings.loading.scalars import DAY, LINE, SHA256, whole_number
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.yaml_nodes import quote_if_needed, read_yaml
from briefings.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location

__all__ = ["EDITIONS_FOLDER", "Edition", "append_edition", "read_register", "repeated_numbers"]

EDITIONS_FOLDER = "editions"
"""The folder of a project with what was issued; it only grows, and does not go with `build/`."""

_REGISTER = "register.yaml"
_LIST = "editions"
_HEAD = """\
# What was issued, one edition a line, the latest last. `briefings issue` adds a line; never change one.
editions:
"""
_GIT_FILES = {
    ".gitattributes": f"{_REGISTER} merge=union\n* -text\n",
    ".gitignore": ".lock\n.making-*\n",
}
"""Settings for git: a merge keeps the lines of both sides, and no byte of an edition is changed on the way."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A note that was issued.

    Attributes:
        reference: its number as the note prints it; unique in the register.
        number: its running number.
        issued: the day on which it was issued, which is also the as-of date of the note.
        note: the name of the note, as its files are named, without language.
        audience: for whom it was made.
        marking: as printed on it.
        to: who got it.
        copies: the number of the copy of each of them; empty if copies are not numbered.
        folder: the name of the folder with its files.
        manifest: the SHA-256 of the manifest in this folder.
        location: of its line in the register.
    """

    reference: str
    number: str
    issued: date
    note: str
    audience: str
    marking: str
    to: tuple[str, ...]
    copies: tuple[int, ...]
    folder: str
    manifest: str
    location: Location | None = None


def _make_edition(*, issued: PartialDate | None, **values: Any) -> Edition | None:  # noqa: ANN401 - the other fields
    """Make an edition; None if its day can't be read."""
    return Edition(issued=issued.first_day, **values) if issued else None


_EDITION = Table(
    "edition",
    _make_edition,
    (
        Key("reference", LINE, "its number as the note prints it", required=True),
        Key("number", LINE, "its running number", required=True),
        Key("issued", DAY, "the day on which it was issued", required=True),
        Key("note", LINE, "the name of the note", required=True),
        Key("audience", ID, "for whom it was made", required=True),
        Key("marking", LINE, "as printed on it", required=True),
        Key("to", ListType(LINE, "list of lines"), "who got it", required=True),
        Key("copies", ListType(whole_number(1), "list of numbers"), "the number of the copy of each of them"),
        Key("folder", LINE, "the name of the folder with its files", required=True),
        Key("manifest", SHA256, "the SHA-256 of the manifest in this folder", required=True),
    ),
    "A note that was issued.",
)
_REGISTER_TABLE = Table(
    "register of editions",
    lambda **values: values[_LIST],
    (Key(_LIST, ListType(TableType(_EDITION), "list of editions"), "what was issued", may_be_empty=True),),
    has_location=False,
)


def _line_of(edition: Edition) -> str:
    """Return the line of an edition in the register."""
    values = {
        "reference": quote_if_needed(edition.reference),
        "number": quote_if_needed(edition.number),
        "issued": edition.issued.isoformat(),
        "note": quote_if_needed(edition.note),
        "audience": edition.audience,
        "marking": quote_if_needed(edition.marking),
        "to": f"[{', '.join(map(quote_if_needed, edition.to))}]",
        "copies": f"[{', '.join(map(str, edition.copies))}]" if edition.copies else "",
        "folder": quote_if_needed(edition.folder),
        "manifest": quote_if_needed(edition.manifest),
    }
    return f"- {{{', '.join(f'{key}: {value}' for key, value in values.items() if value)}}}\n"


def read_register(root: Path) -> Reading[tuple[Edition, ...]]:
    """Read the register of a project; a missing one is empty.

    Args:
        root: the project's top folder.
    """
    path = root / EDITIONS_FOLDER / _REGISTER
    if not path.exists():
        return Reading(())
    node, unreadable = read_yaml(path, display_path(path, root))
    if node is None:
        return Reading(None, tuple(unreadable))
    context = ReadContext([], default_language="")
    editions = _REGISTER_TABLE.read(node, context)
    return Reading(editions, (*unreadable, *context.problems))


def repeated_numbers(editions: Iterable[Edition]) -> Iterator[Diagnostic]:
    """Yield a problem for each edition with the reference of an earlier one, as after a merge of two desks."""
    first: dict[str, Edition] = {}
    for edition in editions:
        earlier = first.setdefault(edition.reference, edition)
        if earlier is not edition and _line_of(earlier) != _line_of(edition):
            message = f"the number {edition.reference} was issued twice"
            hint = "both editions are out: tell the readers of one of them, and issue it again"
            related = (earlier.location,) if earlier.location else ()
            yield Diagnostic("number-used", message, edition.location, hint=hint, related=related)


def append_edition(root: Path, edition: Edition) -> None:
    """Add an edition to the register, in one step; every earlier line stays as it is, to the byte.

    Raises:
        UnwritableFileError: if it can't be written; then the edition is not in it.
    """
    folder = root / EDITIONS_FOLDER
    make_folder(folder)
    for name, text in _GIT_FILES.items():
        if not (folder / name).exists():
            write_atomic(folder / name, text.encode())
    path = folder / _REGISTER
    old = read_file(path) if path.exists() else _HEAD.encode()
    if not old.endswith(b"\n"):
        old += b"\n"
    write_atomic(path, old + _line_of(edition).encode(), sync=True)
