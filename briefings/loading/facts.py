"""Tables of the kinds of facts in fact files, and of every list that a fact file may have: `ENTRY_TABLES`.

What all kinds of fact say for themselves is collected here, because this is the one place that lists them.
"""

from __future__ import annotations

from typing import Any

from briefings.loading.contacts import CONTACT, VISIT
from briefings.loading.entities import ENTITY_TABLES
from briefings.loading.fact_tables import FactTable, fact_table
from briefings.loading.ids import AREA_ID, FRAMEWORK_ID, HOLDER_ID, POST_ID
from briefings.loading.rules import ExactlyOne
from briefings.loading.scalars import LINE, YES_ONLY
from briefings.loading.tables import Key, Table
from briefings.loading.talking_points import TALKING_POINT
from briefings.loading.texts import SENTENCES, TEXT
from briefings.model.facts import Agreement, Cooperation, Fact, Figure, Membership, Statement, Tenure

__all__ = ["DEFAULT_REVIEW_PERIODS", "ENTRY_TABLES", "FACT_KINDS"]

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

_FACT_TABLES: dict[str, FactTable] = {
    "statements": _STATEMENT,
    "memberships": _MEMBERSHIP,
    "agreements": _AGREEMENT,
    "cooperation": _COOPERATION,
    "contacts": CONTACT,
    "visits": VISIT,
    "tenures": _TENURE,
    "figures": _FIGURE,
    "lines": TALKING_POINT,
}

ENTRY_TABLES: dict[str, Table[Any]] = {**_FACT_TABLES, **ENTITY_TABLES}
"""The table of the entries of each list in a fact file, by the name of the list."""

FACT_KINDS: dict[str, type[Fact]] = {name: table.kind for name, table in _FACT_TABLES.items()}
"""The class of the facts of each list in a fact file, by the name of the list."""

DEFAULT_REVIEW_PERIODS: dict[str, str] = {
    kind.review_kind(): kind.default_review_period for kind in FACT_KINDS.values()
}
"""The kinds of fact that need review, each with its default period; empty if the house must set the period."""
