"""The record of rejected proposals, `facts/rejected.yaml`: what no import is to bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.collection_types import ListType
from briefings.loading.context import ReadContext
from briefings.loading.folders import REJECTIONS_FILE, display_path, find_kind_problem
from briefings.loading.ids import SOURCE_ID
from briefings.loading.reading import Reading
from briefings.loading.scalars import DAY, LINE, SHORT_HASH
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.rejections import Rejection

if TYPE_CHECKING:
    from pathlib import Path

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
    path = project / "facts" / REJECTIONS_FILE
    if not (path.is_symlink() or path.exists()):
        return Reading(())
    display = display_path(path, project)
    if problem := find_kind_problem(path, project, display):
        return Reading(None, (problem,))
    node, unreadable = read_yaml(path, display)
    if node is None:
        return Reading(None, tuple(unreadable))
    context = ReadContext([], default_language="")
    rejections = _FILE.read(node, context)
    return Reading(rejections, (*unreadable, *context.problems))
