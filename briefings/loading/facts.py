"""Tables of the kinds of facts in fact files, and of every list that a fact file may have: `ENTRY_TABLES`."""

from __future__ import annotations

from typing import Any

from briefings.loading.contacts import CONTACT, VISIT
from briefings.loading.entities import ENTITY_TABLES
from briefings.loading.fact_tables import fact_table
from briefings.loading.ids import AREA_ID, FRAMEWORK_ID, HOLDER_ID, POST_ID
from briefings.loading.rules import ExactlyOne
from briefings.loading.scalars import LINE, YES_ONLY
from briefings.loading.tables import Key, Table
from briefings.loading.talking_points import TALKING_POINT
from briefings.loading.texts import SENTENCES, TEXT
from briefings.model.facts import Agreement, Cooperation, Figure, Membership, Statement, Tenure

__all__ = ["ENTRY_TABLES"]

_STATEMENT = fact_table(
    Statement,
    "Background, in a sentence or two.",
    Key("text", SENTENCES, "the sentences", required=True),
)

_MEMBERSHIP = fact_table(
    Membership,
    "The partner belongs to a framework, or works under it.",
    Key("framework", FRAMEWORK_ID, "the framework", required=True),
    Key("text", SENTENCES, "anything else to say about it"),
)

_AGREEMENT = fact_table(
    Agreement,
    "An agreement between the two sides.",
    Key("title", TEXT, "the title", required=True),
    Key("text", SENTENCES, "anything else to say about it"),
)

_COOPERATION = fact_table(
    Cooperation,
    "What the two sides do together in an area.",
    Key("area", AREA_ID, "the area", required=True),
    Key("text", SENTENCES, "the sentences", required=True),
)

_TENURE = fact_table(
    Tenure,
    "A person or body in a post, or a vacancy; always `valid`.",
    Key("post", POST_ID, "the post", required=True),
    Key("holder", HOLDER_ID, "the person or organisation; a tenure has either `holder` or `vacant`"),
    Key("vacant", YES_ONLY, "the post is known to be vacant", is_stored=False),
    time_key="valid",
    rules=(ExactlyOne("holder", "vacant", "write `holder:` with an id, or `vacant: yes`"),),
)

_FIGURE = fact_table(
    Figure,
    "A number with its meaning.",
    Key("name", TEXT, "what the number counts", required=True),
    Key("value", LINE, "the number, printed as written", required=True),
)

ENTRY_TABLES: dict[str, Table[Any]] = {
    "statements": _STATEMENT,
    "memberships": _MEMBERSHIP,
    "agreements": _AGREEMENT,
    "cooperation": _COOPERATION,
    "contacts": CONTACT,
    "visits": VISIT,
    "tenures": _TENURE,
    "figures": _FIGURE,
    "lines": TALKING_POINT,
    **ENTITY_TABLES,
}
"""The table of the entries of each list in a fact file, by the name of the list."""
