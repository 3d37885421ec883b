"""Tables of the kinds of facts in fact files, and of every list that a fact file may have: `ENTRY_TABLES`.

What all kinds of fact say for themselves is collected here, because this is the one place that lists them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ItemOrListType
from briefings.loading.contacts import CONTACT, VISIT
from briefings.loading.entities import ENTITY_TABLES
from briefings.loading.fact_tables import DISCLOSURE_KEY, TELLING_KEY, FactTable, fact_table
from briefings.loading.figures import FIGURE
from briefings.loading.ids import AREA_ID, FRAMEWORK_ID, HOLDER_ID, ID, PERSON_ID, POST_ID
from briefings.loading.lives import LIFE
from briefings.loading.prospects import COMMITMENT, DATE_AHEAD
from briefings.loading.rules import AtMostOne, CustomRule, ExactlyOne
from briefings.loading.scalars import YES_ONLY, one_of
from briefings.loading.stages import (
    AGREEMENT_STAGES_KEY,
    MEMBERSHIP_STAGES_KEY,
    NEEDS_EVIDENCE,
    advise_stage,
)
from briefings.loading.tables import Key, Table
from briefings.loading.talking_points import TALKING_POINT
from briefings.loading.texts import SENTENCES, TEXT
from briefings.model.capacities import CAPACITIES, OTHER_CAPACITY_WORDS
from briefings.model.diagnostics import Diagnostic
from briefings.model.facts import Agreement, Cooperation, Fact, Membership, Statement, Tenure
from briefings.model.stages import AGREEMENT_STAGES, MEMBERSHIP_STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry

__all__ = ["DEFAULT_REVIEW_PERIODS", "ENTRY_TABLES", "FACT_KINDS"]


def _check_telling(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a fact that a card is to print has no text to print."""
    if entry.values.get("telling") and not entry.has_key("text"):
        message = f"this {entry.table.name} has `telling: yes`, but no 'text'"
        hint = "add `text:`, which the card prints"
        yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=("text",))


_TELLING_NEEDS_TEXT = CustomRule(
    _check_telling,
    {
        "if": {"required": ["telling"], "properties": {"telling": {"enum": ["yes", True]}}},
        "then": {"required": ["text"]},
    },
)

_STATEMENT = fact_table(
    Statement,
    "Background, in a sentence or two.",
    Key("text", SENTENCES, "the sentences", required=True),
    Key("about", PERSON_ID, "the person in whose biography it is printed, instead of the background"),
    TELLING_KEY,
    DISCLOSURE_KEY,
)

_MEMBERSHIP = fact_table(
    Membership,
    "The partner belongs to a framework, or works under it.",
    Key("framework", FRAMEWORK_ID, "the framework", required=True),
    Key("text", SENTENCES, "anything else to say about it"),
    MEMBERSHIP_STAGES_KEY,
    TELLING_KEY,
    needs_evidence=False,
    rules=(_TELLING_NEEDS_TEXT, NEEDS_EVIDENCE),
    advise=advise_stage(MEMBERSHIP_STAGES, is_event=False),
)

_AGREEMENT = fact_table(
    Agreement,
    "An agreement between the two sides.",
    Key("title", TEXT, "the title", required=True),
    Key("text", SENTENCES, "anything else to say about it"),
    AGREEMENT_STAGES_KEY,
    Key(
        "replaces",
        ItemOrListType(ID, "id or list of ids", is_unique=True),
        "the agreement of the same folder that it is to replace; once this one applies, that one is over",
        field="replaced_ids",
    ),
    Key(
        "protocol_to",
        ID,
        "the agreement in the same folder that it supplements, as a protocol, an annex or an amending act",
        field="main_id",
    ),
    TELLING_KEY,
    needs_evidence=False,
    rules=(_TELLING_NEEDS_TEXT, NEEDS_EVIDENCE),
    advise=advise_stage(AGREEMENT_STAGES, is_event=False),
)

_COOPERATION = fact_table(
    Cooperation,
    "What the two sides do together in an area.",
    Key("area", AREA_ID, "the area", required=True),
    Key("text", SENTENCES, "the sentences", required=True),
    TELLING_KEY,
)

_CAPACITY_TRIES = (
    *CAPACITIES,
    "as",
    "ad_interim",
    "interim",
    "charge",
    "mode",
    "role",
    "status",
    "title",
    "type",
)
"""Keys that people try for the capacity of a tenure."""

_PLAIN_TENURE = fact_table(
    Tenure,
    "A person or body in a post, or a vacancy.",
    Key("post", POST_ID, "the post", required=True),
    Key("holder", HOLDER_ID, "the person or organisation; a tenure has either `holder` or `vacant`"),
    Key("vacant", YES_ONLY, "the post is known to be vacant", is_stored=False),
    Key(
        "capacity",
        one_of(*CAPACITIES, others=OTHER_CAPACITY_WORDS),
        "in what way, if not simply as its holder: `acting`, `ad-interim` or `charge-d-affaires` for someone who does "
        "the work beside a holder or while the post is vacant; `caretaker`; `designate` or `elect` for someone who does "
        "not hold it yet",
        default="",
    ),
    time_key="valid",
    rules=(
        ExactlyOne("holder", "vacant", "write `holder:` with an id, or `vacant: yes`"),
        AtMostOne("vacant", "capacity", "give the stand-in a separate tenure"),
    ),
)
_TENURE = replace(
    _PLAIN_TENURE,
    instead=dict.fromkeys(_CAPACITY_TRIES, f"write `capacity:` with one of {', '.join(CAPACITIES)}"),
)

_FACT_TABLES: dict[str, FactTable] = {
    "statements": _STATEMENT,
    "memberships": _MEMBERSHIP,
    "agreements": _AGREEMENT,
    "cooperation": _COOPERATION,
    "contacts": CONTACT,
    "visits": VISIT,
    "tenures": _TENURE,
    "figures": FIGURE,
    "commitments": COMMITMENT,
    "dates": DATE_AHEAD,
    "lives": LIFE,
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
