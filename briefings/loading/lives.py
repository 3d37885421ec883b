"""The table of facts about the lives of people in fact files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.collection_types import ItemOrListType
from briefings.loading.fact_tables import fact_table
from briefings.loading.ids import PERSON_ID
from briefings.loading.photo import PHOTO
from briefings.loading.rules import CustomRule, OnlyWith
from briefings.loading.scalars import LANGUAGE, one_of
from briefings.loading.tables import Key
from briefings.loading.texts import TEXT
from briefings.model.diagnostics import Diagnostic
from briefings.model.lives import LIFE_PARTS, LIFE_TEXTS, Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry

__all__ = ["LIFE", "LIFE_KEYS"]

_EVENTS = ("born", "died")

LIFE_KEYS = {
    part: f"write it in a list `lives:`, as `{{id: …, person: …, what: {part}, …, evidence: […]}}`"
    for part in LIFE_PARTS
} | dict.fromkeys(
    ("languages", "language"), "write it in a list `lives:`, with `what: speaks` and `languages: [en, fr]`"
)
"""What to write instead of keys of a person that are facts with a source."""


def _check_event(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a birth or a death lasts."""
    part = entry.values["what"]
    if part in _EVENTS and entry.has_key("valid"):
        message = f"`what: {part}` is an event, but this life has 'valid'"
        hint = "write `on:` with the date"
        yield Diagnostic("misplaced-key", message, entry.location, hint=hint, keys=("valid",))


LIFE = fact_table(
    Life,
    "Something in the life of a person, for the biography: birth, studies, offices elsewhere, languages.",
    Key("person", PERSON_ID, "the person", required=True),
    Key(
        "what",
        one_of(*LIFE_PARTS),
        "`born`, `died`, `education`, `office` (one elsewhere, that has no post here), `honour`, `speaks`, `address` (the "
        "style of address), `pronounced` or `photo`",
        required=True,
        field="part",
    ),
    Key(
        "text",
        TEXT,
        "the event, or the words to say; not for birth, death and languages; for a photo, its owner and licence",
    ),
    Key("place", TEXT, "where, for a birth, a death, studies or an office: in words or by the id of a place"),
    Key(
        "languages",
        ItemOrListType(LANGUAGE, "language, or list of languages"),
        "for `speaks`: language tags, printed by their names",
    ),
    Key(
        "file",
        PHOTO,
        "for `photo`: a PNG or JPEG file in the folder of this one; a note holds it smaller, without what cameras add",
        field="photo",
    ),
    rules=(
        OnlyWith("file", "what", LIFE_PARTS, ("photo",), ("photo",)),
        OnlyWith("text", "what", LIFE_PARTS, LIFE_TEXTS, LIFE_TEXTS),
        OnlyWith("languages", "what", LIFE_PARTS, ("speaks",), ("speaks",)),
        OnlyWith("place", "what", LIFE_PARTS, (*_EVENTS, "education", "office"), ()),
        CustomRule(
            _check_event,
            {
                "if": {"properties": {"what": {"enum": list(_EVENTS)}}, "required": ["what"]},
                "then": {"not": {"required": ["valid"]}},
            },
        ),
    ),
)
