"""The table of `facts/notes.yaml`, the standing orders of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.contact_limit import ContactLimit, contact_limit
from briefings.loading.folders import ORDERS_FILE
from briefings.loading.ids import ID
from briefings.loading.list_files import read_list_file
from briefings.loading.scalars import DAY, LANGUAGE, LINE, YES_ONLY, whole_number
from briefings.loading.tables import Key, Table, TableType
from briefings.model.orders import StandingOrder

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.reading import Reading
    from briefings.model.dates import PartialDate

__all__ = ["ORDERS", "ORDER_LIST", "read_orders"]

ORDER_LIST = "notes"
"""The key of the file with the list of orders."""


def _make_order(
    *,
    copy: int | None,
    contacts: ContactLimit | None,
    since: PartialDate | None,
    **values: Any,  # noqa: ANN401 - the other fields
) -> StandingOrder:
    """Make an order, with its numbers and its day as the options of `briefings build` have them."""
    count = "" if contacts is None else "all" if contacts.number is None else str(contacts.number)
    return StandingOrder(
        copy="" if copy is None else str(copy),
        contacts=count,
        since="" if since is None else since.first_day.isoformat(),
        **values,
    )


_ORDER = Table(
    "standing order",
    _make_order,
    (
        Key(
            "partner",
            ID,
            "the partner or region that the notes are on, or `all`",
            required=True,
        ),
        Key("products", ListType(ID, "list of ids"), "the kinds of note; those of the house by default"),
        Key("about", ID, "the person or visit that the notes are about", default=""),
        Key(
            "languages",
            ListType(LANGUAGE, "list of languages"),
            "the languages of the notes; all of the house by default",
        ),
        Key(
            "formats",
            ListType(ID, "list of formats"),
            "the formats of the notes: `md`, `html` and `pdf` by default, or `docx`",
        ),
        Key("audience", ID, "for whom the notes are; the audience of the product by default", default=""),
        Key("occasion", LINE, "the meeting or event that they are for, printed in their head", default=""),
        Key("number", LINE, "their number in your register, printed in their head", default=""),
        Key("copy", whole_number(1), "the number of the copy, printed on each page"),
        Key("contacts", contact_limit(1), "how many contacts they show, newest first, or `all`"),
        Key("since", DAY, "the day of the reader's last copy; the brief says what is new since then"),
        Key(
            "archive",
            YES_ONLY,
            "whether their PDFs are made for an archive, with text, manifest and provenance in them",
            default=False,
        ),
    ),
    "Notes that `briefings build` keeps up to date.",
)

ORDERS = Table(
    "file of standing orders",
    lambda **values: values[ORDER_LIST],
    (
        Key(
            ORDER_LIST,
            ListType(TableType(_ORDER), "list of orders"),
            "the orders, each with some notes; `briefings build` adds one for each note that you ask for",
            may_be_empty=True,
        ),
    ),
    "The notes that a desk keeps, beside the notes that the house file names.",
    has_location=False,
)


def read_orders(project: Path) -> Reading[tuple[StandingOrder, ...]]:
    """Read the standing orders of a project; a missing file has none.

    Args:
        project: the folder that contains `facts/`.
    """
    return read_list_file(project, ORDERS_FILE, ORDERS, ())
