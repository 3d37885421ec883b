"""Evidence in files: sources of facts, of names, and what a source says instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ItemNeed, ListType
from briefings.loading.ids import HOLDER_ID, ID, SOURCE_ID
from briefings.loading.marking_values import MARKING
from briefings.loading.rules import AtLeastOne, AtMostOne, CustomRule
from briefings.loading.scalars import DATE, LANGUAGE, LINE, PERIOD, YES_OR_NO, one_of
from briefings.loading.tables import IdOrTableType, Key, Table, TableType
from briefings.loading.texts import SENTENCES
from briefings.model.diagnostics import Diagnostic
from briefings.model.evidence import Disagreement, Evidence, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.dates import Period

__all__ = [
    "EVIDENCE",
    "EVIDENCE_KEY",
    "GENDER",
    "NAMES",
    "NAMES_KEY",
    "SUPPORT",
    "SUPPORTING_EVIDENCE",
    "TITLES",
]

_NAME_FORMS = ("full", "short", "formal", "adjective", "variant")
"""Forms of names; the first one is the default."""


def _make_disagreement(
    *,
    on: Period | None,
    valid: Period | None,
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Disagreement:
    """Make what a source says instead."""
    return Disagreement(period=on or valid, **values)


_DISAGREEMENT = Table(
    "'says'",
    _make_disagreement,
    (
        Key("on", PERIOD, "when it happened according to the source"),
        Key("valid", PERIOD, "when it holds according to the source"),
        Key("holder", HOLDER_ID, "another holder of the post"),
        Key("value", LINE, "another number"),
        Key("name", LINE, "another name"),
        Key("text", SENTENCES, "anything else, as a sentence"),
    ),
    rules=(
        AtLeastOne("write what the source says instead"),
        AtMostOne("on", "valid", "keep `on:` for an event, `valid:` for a state"),
    ),
    has_location=False,
)


def _check_matters(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if evidence without another version of a fact says whether that version matters."""
    if entry.has_key("matters") and not entry.has_key("says"):
        message = "'matters' goes with 'says', but this source supports the fact"
        hint = "add `says:` with the other version, or delete `matters:`"
        yield Diagnostic("matters-without-says", message, entry.location, hint=hint)


_EVIDENCE = Table(
    "piece of evidence",
    Evidence,
    (
        Key("source", SOURCE_ID, "the source", required=True),
        Key("attests", DATE, "the day on which, by this source, the state holds", field="attested_on"),
        Key("locator", LINE, "the place in the source: page, paragraph", default=""),
        Key("quote", LINE, "the exact words of the source", default=""),
        Key("asserted", DATE, "when the source said it, if not on its own date", field="asserted_on"),
        Key("via", SOURCE_ID, "the source that quotes this one, if we know it only from there", field="via_source"),
        Key(
            "says",
            TableType(_DISAGREEMENT),
            "what the source says **instead**, if it contradicts the fact",
            field="disagreement",
        ),
        Key(
            "matters",
            YES_OR_NO,
            "`yes` if a principal must know what the source says instead; `no` (the default) leaves it to the desk copy",
            default=False,
        ),
    ),
    rules=(
        CustomRule(_check_matters, {"if": {"required": ["matters"]}, "then": {"required": ["says"]}}),
        AtMostOne("attests", "says", "keep one: a source either supports the fact or contradicts it"),
    ),
)  # fmt: skip

_EVIDENCE_ITEM = IdOrTableType(SOURCE_ID, _EVIDENCE, Evidence)
SUPPORT = ItemNeed(
    lambda evidence: evidence.disagreement is None,
    {"minItems": 1, "contains": {"not": {"required": ["says"], "type": "object"}}},
    "no-evidence",
    "no source here supports the fact",
    "name a source that supports it",
)
EVIDENCE = ListType(_EVIDENCE_ITEM, "list")
SUPPORTING_EVIDENCE = ListType(_EVIDENCE_ITEM, "list", needs=SUPPORT)

EVIDENCE_KEY = Key("evidence", EVIDENCE, "the sources; see [evidence](#evidence)")

_NAME_KEYS = (
    Key("text", LINE, "the name, as printed", required=True),
    Key("lang", LANGUAGE, "the language, and the script if it has several", required=True, field="language"),
    Key(
        "form",
        one_of(*_NAME_FORMS),
        "`full` (the default; one name must have it), `short` (an abbreviation), `formal`, `adjective` or "
        "`variant` (another spelling, never printed as the name)",
        default=_NAME_FORMS[0],
    ),
    Key(
        "article",
        ID,
        "the article that it takes within a sentence: `the` in English; `le`, `la`, `l` or `les` in French; `none`; "
        "by default the usual one of such a name",
        default="",
    ),
    Key("valid", PERIOD, "when the entity had this name", field="period"),
    Key(
        "attested",
        ListType(DATE, "list of dates"),
        "days on which sources use the name, if its period is not known",
        field="attestations",
    ),
    Key("evidence", ListType(SOURCE_ID, "list of ids"), "the sources"),
    Key("marking", MARKING, "who may see it, if that is not everyone who may know of what has the name"),
)
GENDER = one_of(
    "f",
    "m",
    others={
        "female": "f",
        "woman": "f",
        "w": "f",
        "male": "m",
        "man": "m",
        "masculine": "m",
        "feminine": "f",
    },
)
_NAME = Table("name", Name, _NAME_KEYS)
_TITLE = Table(
    "title",
    Name,
    (
        *_NAME_KEYS,
        Key(
            "gender",
            GENDER,
            "`f` or `m` for the form of a woman or a man; without it the title is for everyone",
            default="",
        ),
    ),
)
_NEEDS_FULL_NAME = ItemNeed(
    lambda name: name.form == _NAME_FORMS[0],
    {"contains": {"type": "object", "properties": {"form": {"const": _NAME_FORMS[0]}}}},
    "no-full-name",
    "no name here is a full name",
    "add a name without `form:`",
)
NAMES = ListType(TableType(_NAME), "list", needs=_NEEDS_FULL_NAME)
TITLES = ListType(TableType(_TITLE), "list", needs=_NEEDS_FULL_NAME)
"""Titles of posts: names that may differ by the gender of the holder."""

NAMES_KEY = Key("names", NAMES, "see [names](#names)", required=True)
