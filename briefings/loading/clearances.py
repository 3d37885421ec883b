"""The record of clearances, `editions/clearances.yaml`: one line for each, and no line is ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.ids import ID
from briefings.loading.journals import EDITIONS_FOLDER, append_line, line_of, read_journal
from briefings.loading.scalars import DAY, LINE, SHA256
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model.clearances import Clearance

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.reading import Reading
    from briefings.model.dates import PartialDate

__all__ = ["append_clearance", "clearances_path", "read_clearances"]

_FILE = "clearances.yaml"
_LIST = "clearances"
_HEAD = """\
# Who has cleared what, one clearance a line, the latest last. `briefings clear` adds a line; never change one.
clearances:
"""


def _make_clearance(*, day: PartialDate | None, **values: Any) -> Clearance | None:  # noqa: ANN401 - the other fields
    """Make a clearance; None if its day can't be read."""
    return Clearance(day=day.first_day, **values) if day else None


_CLEARANCE = Table(
    "clearance",
    _make_clearance,
    (
        Key("note", LINE, "the name of the note, with its language", required=True),
        Key("audience", ID, "for whom it is made", required=True),
        Key("by", LINE, "who has cleared it", required=True),
        Key("as", LINE, "as what", required=True, field="office"),
        Key("on", DAY, "the day on which it was cleared", required=True, field="day"),
        Key("content", SHA256, "the SHA-256 of what was cleared", required=True),
    ),
    "The clearance of a note.",
)
_TABLE = Table(
    "record of clearances",
    lambda **values: values[_LIST],
    (
        Key(
            _LIST,
            ListType(TableType(_CLEARANCE), "list of clearances"),
            "what was cleared",
            may_be_empty=True,
        ),
    ),
    has_location=False,
)


def clearances_path(root: Path) -> Path:
    """Return the path of the record of clearances of a project."""
    return root / EDITIONS_FOLDER / _FILE


def read_clearances(root: Path) -> Reading[tuple[Clearance, ...]]:
    """Read the clearances of a project; a missing record is empty.

    Args:
        root: the project's top folder.
    """
    return read_journal(root, _FILE, _TABLE)


def append_clearance(root: Path, clearance: Clearance) -> None:
    """Add a clearance to the record, in one step; every earlier line stays as it is, to the byte.

    Raises:
        BriefingsError: if the record could not be read with it.
        UnwritableFileError: if it can't be written; then the clearance is not in it.
    """
    values = {
        "note": quote_if_needed(clearance.note),
        "audience": clearance.audience,
        "by": quote_if_needed(clearance.by),
        "as": quote_if_needed(clearance.office),
        "on": clearance.day.isoformat(),
        "content": clearance.content,
    }
    append_line(root, _FILE, _TABLE, _HEAD, line_of(values))
