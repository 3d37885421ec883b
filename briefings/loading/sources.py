"""Tables of sources and their publishers in fact files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ItemOrListType
from briefings.loading.entries import ID_KEY, MARKING_KEY, entity_table
from briefings.loading.evidence import NAMES
from briefings.loading.ids import SOURCE_ID
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import DATE, DOI, GRADE, ISSUE, LANGUAGE, LINE, SHA256, YES_OR_NO
from briefings.loading.tables import Key, Table, TableType
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import Publisher, Source
from briefings.model.evidence import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.dates import Period

__all__ = ["PUBLISHER", "SOURCE"]

_CAPTURE = Table(
    "capture",
    Capture,
    (
        Key("sha256", SHA256, "the SHA-256 hash of the file", required=True),
        Key("on", DATE, "when the text was captured", required=True, field="captured_on"),
    ),
)


def _make_source(
    *,
    published: Period | None,
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Source:
    """Make a source; one that appeared over some time counts as published at its end."""
    start, end = (published.start, published.end) if published else (None, None)
    return Source(published=end, published_from=None if start == end else start, **values)


_FINDS_UNTITLED = ("publisher", "published", "address")


def _check_title(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a source without a title can't be found without it."""
    if not entry.has_key("title") and not all(map(entry.has_key, _FINDS_UNTITLED)):
        hint = "add `title:`; a post without one needs `publisher:`, `published:` and `address:`"
        message = "this source has no 'title'"
        yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=("title",))


SOURCE = entity_table(
    Source,
    "A citable document.",
    ID_KEY,
    Key(
        "title",
        LINE,
        "the title, in the language of the briefs if the original is in another; a post on a network needs none if it has "
        "a publisher, a date and an address",
        default="",
    ),
    Key("author", ItemOrListType(LINE, "line, or list of lines"), "who wrote it, or a list of names", field="authors"),
    Key("publisher", LINE, "the publisher, of a copy too", required=True),
    Key(
        "detail",
        LINE,
        "what the list of sources adds to the publisher: a series and number, an archive",
        default="",
    ),
    Key("number", LINE, "the number of the document: `S/2026/113`", default=""),
    Key("repeated", LINE, "who repeats the text where it was read", field="repeated_by", default=""),
    Key("published", ISSUE, "when it was published; `2025-05/2025-06` for an issue of two months"),
    Key("updated", DATE, "when it was last updated, if it says so; this date then counts"),
    Key("retrieved", DATE, "when it was read"),
    Key("withdrawn", DATE, "when its publisher withdrew it; notes of later days say so", field="withdrawn_on"),
    Key("address", LINE, "where to find it: a web address, or a shelf mark", default=""),
    Key("archived", LINE, "the web address of an archived copy", default=""),
    Key("doi", DOI, "its digital object identifier: `10.1000/182`", default=""),
    Key(
        "language",
        ItemOrListType(LANGUAGE, "language, or list of languages"),
        "the language that it is written in, or a list of them",
        field="languages",
    ),
    Key(
        "grade",
        GRADE,
        "reliability of the source from A to F and credibility of what it says from 1 to 6: `B2`; printed for the desk only",
        default="",
    ),
    Key("quotes", SOURCE_ID, "the source that it quotes", field="quoted_source"),
    Key("capture", TableType(_CAPTURE), "a copy of its text; see [captures](#captures)"),
    MARKING_KEY,
    make=_make_source,
    rules=(
        CustomRule(
            _check_title,
            {"anyOf": [{"required": ["title"]}, {"required": list(_FINDS_UNTITLED)}]},
        ),
    ),
)  # fmt: skip

PUBLISHER = entity_table(
    Publisher,
    "A publisher whose name is too long for the margin of a brief, or differs by language.",
    ID_KEY,
    Key(
        "names",
        NAMES,
        "see [names](#names): the full name as sources write it, and with `form: short` the name in the margin",
        required=True,
    ),
    Key(
        "official",
        YES_OR_NO,
        "`yes` if it is an authority or organisation that speaks for itself; the margin prefers its sources to others",
        field="is_official",
        default=False,
    ),
)
