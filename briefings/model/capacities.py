"""Capacities: in what way someone has a post, if not simply as its holder."""

from __future__ import annotations

__all__ = ["CAPACITIES", "COMING", "OTHER_CAPACITY_WORDS", "STAND_INS"]

STAND_INS = ("acting", "ad-interim", "charge-d-affaires")
"""The capacities of someone who does the work of a post beside its holder, or while it is vacant."""

COMING = ("designate", "elect")
"""The capacities of someone who is named for a post and does not hold it yet."""

CAPACITIES = (*STAND_INS, "caretaker", *COMING)
"""All capacities, as fact files have them. A caretaker holds the post until someone else does."""

OTHER_CAPACITY_WORDS = {
    "a.i.": "ad-interim", "interim": "ad-interim", "provisional": "ad-interim", "temporary": "acting",
    "deputising": "acting", "in charge": "acting", "charge": "charge-d-affaires", "nominated": "designate",
    "nominee": "designate", "appointed": "designate", "named": "designate", "incoming": "designate",
    "elected": "elect", "outgoing": "caretaker",
}  # fmt: skip
"""Words that people may write instead, each with the capacity that it means, for suggestions."""
