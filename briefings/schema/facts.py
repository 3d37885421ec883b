"""Fact files: the lists that one may hold, and the entries that state something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefings.loading.facts import CONTACT_FORMS, LINE_USES, RAISED
from briefings.schema import entries
from briefings.schema.entries import EVIDENCE, EVIDENCE_DUE, IDENTITY, MARKING, PARTNER, REVIEW, WAIVE
from briefings.schema.records import Key, Record, definitions, either, only_with
from briefings.schema.values import (
    DATE,
    DAY,
    EVENT,
    FACT,
    ID,
    LINE,
    PERIOD,
    TEXT,
    TIME,
    YES,
    Schema,
    Type,
    list_of,
    word,
)

__all__ = ["LISTS", "PARTICIPANT", "PROGRAMME", "RECORDS", "SHARED", "fact_file"]

_ON = Key("on", EVENT, "when it happened; every fact has one of `on` and `valid`")
_VALID = Key("valid", PERIOD, "when it holds")
_EVIDENCE = Key(
    "evidence",
    EVIDENCE_DUE,
    "at least one [item](#evidence) that supports the fact; a [line](#lines) that `rests` on facts may do without",
    required=True,
)
SHARED = (
    replace(IDENTITY, meaning="unique in its folder, known outside as `tajikistan/pfp`"),
    _ON,
    _VALID,
    _EVIDENCE,
    MARKING,
    Key(
        "review",
        DATE,
        "the day from which it must be looked at again; without it the house's period for the kind counts from the "
        "last attestation",
    ),
    Key("headline", TEXT, "three to six words, under which the fact stands among the milestones"),
    Key("reviewed", Type("mapping", REVIEW.reference), "who looked it over last, see [reviews](#reviews)"),
)
"""What all facts have."""


def _fact(what: str, about: str, *keys: Key, only: str = "", rules: tuple[Schema, ...] = ()) -> Record:
    """A kind of fact.

    Args:
        what: the readers call it so.
        about: what it is.
        keys: its own.
        only: `on` or `valid`, where it may have no other.
        rules: what must hold of its keys together.
    """
    shared = tuple(
        replace(key, required=True) if key.name == only else key
        for key in (*SHARED, WAIVE)
        if not only or key.name == only or key not in (_ON, _VALID)
    )
    return Record(what, about, keys, shared, rules if only else (either("on", "valid"), *rules))


PARTICIPANT = Record(
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

STATEMENT = _fact(
    "statement",
    "Background, in a sentence or two.",
    Key("text", TEXT, "the sentences", required=True),
)

MEMBERSHIP = _fact(
    "membership",
    "That the partner belongs to, or works under, a framework.",
    Key("framework", ID, "the framework", required=True),
    Key("text", TEXT, "if there is more to say"),
)

AGREEMENT = _fact(
    "agreement",
    "An agreement between the two sides.",
    Key("title", TEXT, "what it is called", required=True),
    Key("text", TEXT, "if there is more to say"),
)

COOPERATION = _fact(
    "cooperation",
    "What is done together in an area.",
    Key("area", ID, "the area", required=True),
    Key("text", TEXT, "the sentences", required=True),
)

CONTACT = _fact(
    "contact",
    "A meeting, visit, call or signature; always `on`.",
    Key("form", word(*CONTACT_FORMS), "`meeting`, `visit`, `call` or `signature`", required=True),
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
    only="on",
)

PROGRAMME = Record(
    "programme item",
    "",
    (
        Key("day", DAY, "the day, needed where the visit has several"),
        Key("time", TIME, "when it begins: `09:30`"),
        Key("until", TIME, "when it ends"),
        Key("what", TEXT, "in a few words", required=True),
        Key("where", TEXT, "the place"),
        Key("with", _PARTICIPANTS, "whom they meet"),
    ),
    rules=({"dependencies": {"until": ["time"]}},),
)

VISIT = _fact(
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
    Key("programme", list_of(PROGRAMME.reference, "list of items"), "see [below](#programme-of-a-visit)"),
    only="on",
)

TENURE = _fact(
    "tenure",
    "Somebody, a body, or nobody in a post; always `valid`.",
    Key("post", ID, "the post", required=True),
    Key("holder", ID, "the person or organisation; every tenure has one of `holder` and `vacant`"),
    Key("vacant", YES, "the post is known to be vacant"),
    only="valid",
    rules=(either("holder", "vacant"),),
)

FIGURE = _fact(
    "figure",
    "A number with its meaning.",
    Key("name", TEXT, "of what", required=True),
    Key("value", LINE, "the number, printed as written", required=True),
)


def _line() -> Record:
    """A line, which may rest on facts instead of sources, and whose other keys depend on its use."""
    own = {"point": ("to",), "if-raised": ("trigger", "raised")}
    may = {"point": ("to",), "if-raised": ("to", "trigger", "raised")}
    uses = tuple(
        only_with(
            "use",
            use,
            own.get(use, ()),
            tuple(key for key in ("to", "trigger", "raised") if key not in may.get(use, ())),
        )
        for use in LINE_USES
    )
    due = {"required": ["evidence"], "properties": {"evidence": EVIDENCE_DUE.schema}}
    some = [{"required": [key], "properties": {key: {"minItems": 1}}} for key in ("rests", "evidence")]
    rests: Schema = {"if": {"required": ["rests"]}, "then": {"anyOf": some}, "else": due}
    line = _fact(
        "line",
        "A judgement of the desk: what to achieve, to say, or to beware of; always `valid`.",
        Key(
            "use",
            word(*LINE_USES),
            "`objective`, `point`, `if-raised`, `sensitivity` or `their-ask` (what the other side is likely to want)",
            required=True,
        ),
        Key("text", TEXT, "the line, in note form", required=True),
        Key(
            "rests",
            list_of(FACT, "list of facts"),
            "what it rests on, each as `FOLDER/ID`, of its own folder or of `shared`; may be other lines",
        ),
        Key("to", TEXT, "to whom it is said; a `point` has one, an `if-raised` may"),
        Key("trigger", TEXT, "what is raised; an `if-raised` has one"),
        Key(
            "raised",
            word(*RAISED),
            "how surely it is raised: `certain`, `likely` or `unlikely`; an `if-raised` has one",
        ),
        only="valid",
        rules=(rests, *uses),
    )
    shared = (replace(key, type=EVIDENCE, required=False) if key is _EVIDENCE else key for key in line.shared)
    return replace(line, shared=tuple(shared))


LISTS: dict[str, Record] = {
    "statements": STATEMENT,
    "memberships": MEMBERSHIP,
    "agreements": AGREEMENT,
    "cooperation": COOPERATION,
    "contacts": CONTACT,
    "visits": VISIT,
    "tenures": TENURE,
    "figures": FIGURE,
    "lines": _line(),
    **entries.ENTITIES,
}
"""The lists that a fact file may hold, by name, with what is in each."""

RECORDS = (PARTNER, *LISTS.values(), *entries.PARTS, PARTICIPANT, PROGRAMME)
"""Every kind of mapping in a fact file."""


def fact_file() -> dict[str, Any]:
    """The schema of a fact file, which may also be empty."""
    marked = [name for name, record in LISTS.items() if MARKING in (*record.keys, *record.shared)]
    lists = {
        name: {"description": record.about, "type": "array", "items": record.reference}
        for name, record in LISTS.items()
    }
    return {
        "type": ["object", "null"],
        "properties": {
            "marking": {
                "description": "The marking of every entry of the file that has none of its own.",
                **LINE.schema,
            },
            "partner": {"description": PARTNER.about, "allOf": [PARTNER.reference]},
            **lists,
        },
        "additionalProperties": False,
        "if": {"type": "object", "not": {"required": ["marking"]}},
        "then": {"properties": {name: {"items": {"required": ["marking"]}} for name in marked}},
        "definitions": definitions(*RECORDS),
    }
