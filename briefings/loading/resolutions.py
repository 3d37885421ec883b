"""The table of resolutions in fact files: how contradictions were settled."""

from __future__ import annotations

from briefings.loading.collection_types import ListType
from briefings.loading.entries import ID_KEY, entity_table
from briefings.loading.ids import FACT_KEY
from briefings.loading.rules import OnlyWith
from briefings.loading.scalars import DATE, LINE, SHORT_HASH, one_of
from briefings.loading.tables import Key
from briefings.loading.texts import TEXT
from briefings.model.resolutions import Resolution

__all__ = ["RESOLUTION"]

_METHODS = ("prefer", "split", "both", "open")

RESOLUTION = entity_table(
    Resolution,
    "How a contradiction was settled; all facts remain in the files.",
    ID_KEY,
    Key(
        "settles",
        ListType(FACT_KEY, "list of facts"),
        "the facts that contradict each other, or their sources: `[tajikistan/pfp]`",
        required=True,
        field="settled_keys",
    ),
    Key(
        "how",
        one_of(*_METHODS),
        "`prefer` one fact, `split` them in time, accept `both`, or leave the question `open`",
        required=True,
        field="method",
    ),
    Key("prefers", FACT_KEY, "the preferred fact, with `how: prefer`", field="preferred_key"),
    Key("by", LINE, "who decided", required=True, field="author"),
    Key("on", DATE, "when", required=True, field="settled_on"),
    Key("because", TEXT, "the reason", required=True, field="reason"),
    Key("of", SHORT_HASH, "the hash of the facts; `briefings check` prints it", required=True, field="facts_hash"),
    rules=(OnlyWith("prefers", "how", _METHODS, ("prefer",), ("prefer",)),),
)  # fmt: skip
