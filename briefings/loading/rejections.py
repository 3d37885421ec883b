"""The record of rejected proposals, `facts/rejected.yaml`, which no import proposes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.collection_types import ListType
from briefings.loading.folders import REJECTIONS_FILE
from briefings.loading.ids import SOURCE_ID
from briefings.loading.list_files import read_list_file
from briefings.loading.scalars import DAY, LINE, SHORT_HASH
from briefings.loading.tables import Key, Table, TableType
from briefings.model.rejections import Rejection

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.reading import Reading

__all__ = ["REJECTION_LIST", "read_rejections"]

REJECTION_LIST = "rejected"
"""The key of the file with the list of rejections."""

_REJECTION = Table(
    "rejection",
    Rejection,
    (
        Key("fact", LINE, "the key of the proposal", required=True),
        Key("content", SHORT_HASH, "the hash of what it said", required=True),
        Key("sources", ListType(SOURCE_ID, "list of ids"), "the sources that it rested on"),
        Key("on", DAY, "the day on which it was rejected"),
        Key("by", LINE, "who rejected it", default=""),
    ),
    "A proposal that was rejected.",
    has_location=False,
)
_FILE = Table(
    "record of rejections",
    lambda **values: values[REJECTION_LIST],
    (
        Key(
            REJECTION_LIST,
            ListType(TableType(_REJECTION), "list of rejections"),
            "the proposals that were rejected",
            may_be_empty=True,
        ),
    ),
    has_location=False,
)


def read_rejections(project: Path) -> Reading[tuple[Rejection, ...]]:
    """Read the rejections of a project; a missing file has none.

    Args:
        project: the folder that contains `facts/`.
    """
    return read_list_file(project, REJECTIONS_FILE, _FILE, ())
