"""The register of editions, `editions/register.yaml`: one line for each edition, and no line is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.folders import display_path
from briefings.loading.ids import ID
from briefings.loading.journals import EDITIONS_FOLDER, append_line, flow_list, line_of, read_journal
from briefings.loading.scalars import DAY, LINE, SHA256, whole_number
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from briefings.loading.reading import Reading
    from briefings.model.dates import PartialDate

__all__ = [
    "EDITIONS_FOLDER",
    "Edition",
    "append_edition",
    "line_values",
    "lost_folders",
    "read_register",
    "repeated_numbers",
]

_REGISTER = "register.yaml"
_LIST = "editions"
_MANIFEST = "manifest.json"
_HEAD = """\
# What was issued, one edition a line, the latest last. `briefings issue` adds a line; never change one.
editions:
"""


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
        addendum_to: the reference of the edition that it is an addendum to; empty for a whole note.
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
    addendum_to: str = ""
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
        Key("addendum_to", LINE, "the reference of the edition that it is an addendum to", default=""),
    ),
    "A note that was issued.",
)
_REGISTER_TABLE = Table(
    "register of editions",
    lambda **values: values[_LIST],
    (Key(_LIST, ListType(TableType(_EDITION), "list of editions"), "what was issued", may_be_empty=True),),
    has_location=False,
)


def line_values(edition: Edition) -> dict[str, str]:
    """Return the values of the line of an edition in the register by key, each as YAML has it; some may be empty."""
    return {
        "reference": quote_if_needed(edition.reference),
        "number": quote_if_needed(edition.number),
        "issued": edition.issued.isoformat(),
        "note": quote_if_needed(edition.note),
        "audience": edition.audience,
        "marking": quote_if_needed(edition.marking),
        "to": flow_list(edition.to),
        "copies": flow_list(tuple(map(str, edition.copies))),
        "folder": quote_if_needed(edition.folder),
        "manifest": quote_if_needed(edition.manifest),
        "addendum_to": quote_if_needed(edition.addendum_to) if edition.addendum_to else "",
    }


def read_register(root: Path) -> Reading[tuple[Edition, ...]]:
    """Read the register of a project; a missing one is empty.

    Args:
        root: the project's top folder.
    """
    return read_journal(root, _REGISTER, _REGISTER_TABLE)


def repeated_numbers(editions: Iterable[Edition]) -> Iterator[Diagnostic]:
    """Yield a problem for each edition with the reference of an earlier one, as after a merge of two desks."""
    first: dict[str, Edition] = {}
    for edition in editions:
        earlier = first.setdefault(edition.reference, edition)
        if earlier is not edition and line_values(earlier) != line_values(edition):
            message = f"the number {edition.reference} was issued twice"
            hint = "both editions are out: tell the readers of one of them, and issue it again"
            related = (earlier.location,) if earlier.location else ()
            yield Diagnostic("number-used", message, edition.location, hint=hint, related=related)


def lost_folders(root: Path, editions: Iterable[Edition]) -> Iterator[Diagnostic]:
    """Yield a warning for each whole folder of an edition that no line names: a stopped command, or a lost line.

    Args:
        root: the project's top folder.
        editions: all editions of the project.
    """
    named = {edition.folder for edition in editions}
    for path in sorted((root / EDITIONS_FOLDER).glob(f"*/{_MANIFEST}")):
        folder = path.parent.name
        if folder not in named and not folder.startswith("."):
            message = f"the register has no edition in the folder {folder}"
            hint = "a command was stopped before it was issued: delete it; or bring back the line that a merge lost"
            location = Location(display_path(path.parent, root), 0, 0)
            yield Diagnostic("unregistered-edition", message, location, Severity.WARNING, hint=hint)


def append_edition(root: Path, edition: Edition) -> None:
    """Add an edition to the register, in one step; every earlier line stays as it is, to the byte.

    Raises:
        BriefingsError: if the register could not be read with it.
        UnwritableFileError: if it can't be written; then the edition is not in it.
    """
    append_line(root, _REGISTER, _REGISTER_TABLE, _HEAD, line_of(line_values(edition)))
