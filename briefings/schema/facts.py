"""Schema of fact files: their lists, and the mapping schema of each kind of fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefings.loading.facts import CONTACT_FORMS, LIKELIHOODS, TALKING_POINT_USES
from briefings.schema import entries
from briefings.schema.entries import (
    EVIDENCE,
    ID_KEY,
    MARKING_KEY,
    PARTNER,
    REQUIRED_EVIDENCE,
    REVIEW,
    WAIVE_KEY,
)
from briefings.schema.records import Key, MappingSchema, definitions, exactly_one, rule_when
from briefings.schema.values import (
    DATE,
    DAY,
    EVENT,
    FACT_KEY,
    ID,
    LINE,
    PERIOD,
    TEXT,
    TIME_OF_DAY,
    YES_ONLY,
    Schema,
    ValueType,
    list_of,
    one_of,
)

__all__ = ["ENTRY_LISTS", "MAPPINGS", "PARTICIPANT", "PROGRAMME_ITEM", "SHARED_KEYS", "fact_file_schema"]

_ON_KEY = Key("on", EVENT, "when it happened; every fact has one of `on` and `valid`")
_VALID_KEY = Key("valid", PERIOD, "when it holds")
_EVIDENCE_KEY = Key(
    "evidence",
    REQUIRED_EVIDENCE,
    "at least one [item](#evidence) that supports the fact; a [line](#lines) that `rests` on facts may do without",
    required=True,
)
SHARED_KEYS = (
    replace(ID_KEY, meaning="unique in its folder, known outside as `tajikistan/pfp`"),
    _ON_KEY,
    _VALID_KEY,
    _EVIDENCE_KEY,
    MARKING_KEY,
    Key(
        "review",
        DATE,
        "the day from which it must be looked at again; without it the house's period for the kind counts from the "
        "last attestation",
    ),
    Key("headline", TEXT, "three to six words, under which the fact stands among the milestones"),
    Key(
        "reviewed", ValueType("mapping", REVIEW.reference), "who looked it over last, see [reviews](#reviews)"
    ),
)
"""The keys that all kinds of facts share."""


def _fact_kind(
    name: str, description: str, *keys: Key, time_key: str = "", rules: tuple[Schema, ...] = ()
) -> MappingSchema:
    """Return the mapping schema of a kind of fact.

    Args:
        name: as the readers call it.
        description: of the kind, in a sentence.
        keys: other than `SHARED_KEYS`.
        time_key: `on` or `valid`, if the kind allows only one of them; empty if it allows both.
        rules: schemas that the mapping as a whole must match.
    """
    shared = tuple(
        replace(key, required=True) if key.name == time_key else key
        for key in (*SHARED_KEYS, WAIVE_KEY)
        if not time_key or key.name == time_key or key not in (_ON_KEY, _VALID_KEY)
    )
    return MappingSchema(
        name, description, keys, shared, rules if time_key else (exactly_one("on", "valid"), *rules)
    )


PARTICIPANT = MappingSchema(
    "participant",
    "",
    (
        Key("person", ID, "the person"),
        Key("post", ID, "the post in which the person took part, if another than the one known"),
        Key("as", TEXT, "the office in words, where it is no post on record"),
        Key("group", TEXT, "several people, or somebody without a name, in words"),
    ),
    rules=(
        {
            "oneOf": [
                {"required": ["person"], "not": {"required": ["post", "as"]}},
                {"required": ["group"], "not": {"anyOf": [{"required": ["post"]}, {"required": ["as"]}]}},
            ]
        },
    ),
)
_PARTICIPANTS = list_of({"anyOf": [ID.schema, PARTICIPANT.reference]}, "list of participants")
_TOPICS = list_of(TEXT, "list of texts")

STATEMENT = _fact_kind(
    "statement",
    "Background, in a sentence or two.",
    Key("text", TEXT, "the sentences", required=True),
)

MEMBERSHIP = _fact_kind(
    "membership",
    "That the partner belongs to, or works under, a framework.",
    Key("framework", ID, "the framework", required=True),
    Key("text", TEXT, "if there is more to say"),
)

AGREEMENT = _fact_kind(
    "agreement",
    "An agreement between the two sides.",
    Key("title", TEXT, "what it is called", required=True),
    Key("text", TEXT, "if there is more to say"),
)

COOPERATION = _fact_kind(
    "cooperation",
    "What is done together in an area.",
    Key("area", ID, "the area", required=True),
    Key("text", TEXT, "the sentences", required=True),
)

CONTACT = _fact_kind(
    "contact",
    "A meeting, visit, call or signature; always `on`.",
    Key("form", one_of(*CONTACT_FORMS), "`meeting`, `visit`, `call` or `signature`", required=True),
    Key(
        "with",
        ID,
        "the organisation on our side; contacts with others than the house stand in a table of their own",
        required=True,
    ),
    Key("place", TEXT, "where it was"),
    Key("ours", _PARTICIPANTS, "who took part on our side"),
    Key("theirs", _PARTICIPANTS, "who took part for the partner"),
    Key("topics", _TOPICS, "what was talked about, each in a few words"),
    time_key="on",
)

PROGRAMME_ITEM = MappingSchema(
    "programme item",
    "",
    (
        Key("day", DAY, "the day, needed where the visit has several"),
        Key("time", TIME_OF_DAY, "when it begins: `09:30`"),
        Key("until", TIME_OF_DAY, "when it ends"),
        Key("what", TEXT, "in a few words", required=True),
        Key("where", TEXT, "the place"),
        Key("with", _PARTICIPANTS, "whom they meet"),
    ),
    rules=({"dependencies": {"until": ["time"]}},),
)

VISIT = _fact_kind(
    "visit",
    "A visit that is planned, or that took place; always `on`.",
    Key("with", ID, "the organisation on our side", required=True),
    Key("place", TEXT, "where it goes"),
    Key("purpose", TEXT, "why it is made"),
    Key("ours", _PARTICIPANTS, "who goes, or receives, on our side"),
    Key("theirs", _PARTICIPANTS, "whom they meet"),
    Key("topics", _TOPICS, "what will be, or was, talked about, each in a few words"),
    Key("languages", TEXT, "in which it is held, and who interprets"),
    Key("press", TEXT, "what is said to the press"),
    Key(
        "programme", list_of(PROGRAMME_ITEM.reference, "list of items"), "see [below](#programme-of-a-visit)"
    ),
    time_key="on",
)

TENURE = _fact_kind(
    "tenure",
    "Somebody, a body, or nobody in a post; always `valid`.",
    Key("post", ID, "the post", required=True),
    Key("holder", ID, "the person or organisation; every tenure has one of `holder` and `vacant`"),
    Key("vacant", YES_ONLY, "the post is known to be vacant"),
    time_key="valid",
    rules=(exactly_one("holder", "vacant"),),
)

FIGURE = _fact_kind(
    "figure",
    "A number with its meaning.",
    Key("name", TEXT, "of what", required=True),
    Key("value", LINE, "the number, printed as written", required=True),
)


def _talking_point() -> MappingSchema:
    """Return the schema of a talking point: it may rest on facts instead of sources, and its keys depend on its use."""
    required_keys = {"point": ("to",), "if-raised": ("trigger", "raised")}
    allowed_keys = {"point": ("to",), "if-raised": ("to", "trigger", "raised")}
    use_rules = tuple(
        rule_when(
            "use",
            use,
            required_keys.get(use, ()),
            tuple(key for key in ("to", "trigger", "raised") if key not in allowed_keys.get(use, ())),
        )
        for use in TALKING_POINT_USES
    )
    needs_evidence = {"required": ["evidence"], "properties": {"evidence": REQUIRED_EVIDENCE.schema}}
    has_items = [{"required": [key], "properties": {key: {"minItems": 1}}} for key in ("rests", "evidence")]
    basis_rule: Schema = {"if": {"required": ["rests"]}, "then": {"anyOf": has_items}, "else": needs_evidence}
    line = _fact_kind(
        "line",
        "A judgement of the desk: what to achieve, to say, or to beware of; always `valid`.",
        Key(
            "use",
            one_of(*TALKING_POINT_USES),
            "`objective`, `point`, `if-raised`, `sensitivity` or `their-ask` (what the other side is likely to want)",
            required=True,
        ),
        Key("text", TEXT, "the line, in note form", required=True),
        Key(
            "rests",
            list_of(FACT_KEY, "list of facts"),
            "what it rests on, each as `FOLDER/ID`, of its own folder or of `shared`; may be other lines",
        ),
        Key("to", TEXT, "to whom it is said; a `point` has one, an `if-raised` may"),
        Key("trigger", TEXT, "what is raised; an `if-raised` has one"),
        Key(
            "raised",
            one_of(*LIKELIHOODS),
            "how surely it is raised: `certain`, `likely` or `unlikely`; an `if-raised` has one",
        ),
        time_key="valid",
        rules=(basis_rule, *use_rules),
    )
    shared_keys = (
        replace(key, type=EVIDENCE, required=False) if key is _EVIDENCE_KEY else key
        for key in line.shared_keys
    )
    return replace(line, shared_keys=tuple(shared_keys))


ENTRY_LISTS: dict[str, MappingSchema] = {
    "statements": STATEMENT,
    "memberships": MEMBERSHIP,
    "agreements": AGREEMENT,
    "cooperation": COOPERATION,
    "contacts": CONTACT,
    "visits": VISIT,
    "tenures": TENURE,
    "figures": FIGURE,
    "lines": _talking_point(),
    **entries.ENTITY_LISTS,
}
"""The lists that a fact file may have, by name, with the schema of their items."""

MAPPINGS = (PARTNER, *ENTRY_LISTS.values(), *entries.NESTED_MAPPINGS, PARTICIPANT, PROGRAMME_ITEM)
"""The schemas of all mappings in a fact file."""


def fact_file_schema() -> dict[str, Any]:
    """Return the schema of a fact file, which may also be empty."""
    marked_lists = [
        name for name, record in ENTRY_LISTS.items() if MARKING_KEY in (*record.keys, *record.shared_keys)
    ]
    lists = {
        name: {"description": record.description, "type": "array", "items": record.reference}
        for name, record in ENTRY_LISTS.items()
    }
    return {
        "type": ["object", "null"],
        "properties": {
            "marking": {
                "description": "The marking of every entry of the file that has none of its own.",
                **LINE.schema,
            },
            "partner": {"description": PARTNER.description, "allOf": [PARTNER.reference]},
            **lists,
        },
        "additionalProperties": False,
        "if": {"type": "object", "not": {"required": ["marking"]}},
        "then": {"properties": {name: {"items": {"required": ["marking"]}} for name in marked_lists}},
        "definitions": definitions(*MAPPINGS),
    }
