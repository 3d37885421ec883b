"""The table of dates ahead in fact files."""

from __future__ import annotations

from briefings.loading.fact_tables import DISCLOSURE_KEY, fact_table
from briefings.loading.scalars import one_of
from briefings.loading.tables import Key
from briefings.loading.texts import TEXT
from briefings.model.prospects import DATE_SORTS, DateAhead

__all__ = ["DATE_AHEAD"]

DATE_AHEAD = fact_table(
    DateAhead,
    "A day, month or time on which something will happen; always `on`.",
    Key("what", TEXT, "what will happen, in a few words", required=True, field="text"),
    Key(
        "sort",
        one_of(*DATE_SORTS),
        f"what sort of date it is: {', '.join(f'`{sort}`' for sort in DATE_SORTS)}",
        default="",
    ),
    Key("who", TEXT, "who takes part, or is concerned", field="actors"),
    Key("place", TEXT, "the place, in words or by its id"),
    DISCLOSURE_KEY,
    time_key="on",
)
