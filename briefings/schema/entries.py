"""Mapping schemas of the entries of fact files other than facts: entities, resolutions, and the mappings inside."""

from __future__ import annotations

from briefings.checks import CHECKS
from briefings.loading.entities import NAME_FORMS, RESOLUTION_METHODS
from briefings.schema.records import Key, MappingSchema, at_most_one, exactly_one, rule_when
from briefings.schema.values import (
    COUNTRY_CODE,
    DATE,
    DURATION,
    FACT_KEY,
    ID,
    LANGUAGE,
    LINE,
    PERIOD,
    SHA256,
    SHORT_HASH,
    TEXT,
    Schema,
    ValueType,
    list_of,
    one_of,
    whole_number,
)

__all__ = [
    "CAPTURE",
    "ENTITY_LISTS",
    "EVIDENCE",
    "ID_KEY",
    "MARKING_KEY",
    "NESTED_MAPPINGS",
    "PARTNER",
    "REQUIRED_EVIDENCE",
    "REVIEW",
    "WAIVE_KEY",
]

DISAGREEMENT = MappingSchema(
    "'says'",
    "",
    (
        Key("on", PERIOD, "another time, of what happened"),
        Key("valid", PERIOD, "another time, of what holds"),
        Key("holder", ID, "another holder of the post"),
        Key("value", LINE, "another number"),
        Key("name", LINE, "another name"),
        Key("text", TEXT, "anything else, as a sentence"),
    ),
    rules=({"minProperties": 1}, at_most_one("on", "valid")),
)

EVIDENCE_ITEM = MappingSchema(
    "piece of evidence",
    "",
    (
        Key("source", ID, "the source", required=True),
        Key("attests", DATE, "the day on which this source shows the fact holding, for a state"),
        Key("locator", LINE, "where in the source: page, paragraph"),
        Key("quote", LINE, "the words of the source, as they stand there"),
        Key("asserted", DATE, "when the source said it, if not on its own date"),
        Key("via", ID, "the source through which we know it, which quotes it"),
        Key(
            "says",
            ValueType("mapping", DISAGREEMENT.reference),
            "what it says **instead**, where it disagrees with the fact",
        ),
    ),
    rules=(at_most_one("attests", "says"),),
)

_SUPPORTING_ITEM = {"not": {"required": ["says"], "type": "object"}}
EVIDENCE = list_of({"anyOf": [ID.schema, EVIDENCE_ITEM.reference]}, "list")
REQUIRED_EVIDENCE = list_of(EVIDENCE.schema["items"], "list", minItems=1, contains=_SUPPORTING_ITEM)

NAME = MappingSchema(
    "name",
    "",
    (
        Key("text", LINE, "the name as printed", required=True),
        Key("lang", LANGUAGE, "the language, and the script where it matters", required=True),
        Key(
            "form",
            one_of(*NAME_FORMS),
            "`full` (if not given; one such name is needed), `short` (an abbreviation), `formal`, `adjective`, "
            "`variant` (another spelling, not printed as the name)",
        ),
        Key("valid", PERIOD, "when it was borne"),
        Key("attested", list_of(DATE, "list of dates"), "days on which sources use it, where its period is not known"),
        Key("evidence", list_of(ID, "list of ids"), "sources"),
    ),
)  # fmt: skip
NAMES = list_of(
    NAME.reference, "list", contains={"type": "object", "properties": {"form": {"const": NAME_FORMS[0]}}}
)

WAIVER = MappingSchema(
    "waiver",
    "",
    (
        Key(
            "code",
            ValueType("id", {**ID.schema, "examples": list(CHECKS)}),
            "the check whose finding is accepted",
            required=True,
        ),
        Key("because", LINE, "why", required=True),
        Key("until", DATE, "the last day on which it is accepted", required=True),
    ),
)

REVIEW = MappingSchema(
    "review",
    "",
    (
        Key("by", LINE, "who", required=True),
        Key("on", DATE, "when", required=True),
        Key("of", SHORT_HASH, "binds it to what the fact said then", required=True),
    ),
)

CAPTURE = MappingSchema(
    "capture",
    "",
    (
        Key("sha256", SHA256, "of the file", required=True),
        Key("on", DATE, "when the text was captured", required=True),
    ),
)

ID_KEY = Key("id", ID, "unique over all files", required=True)
MARKING_KEY = Key("marking", ValueType("level", LINE.schema), "required unless the head of the file has one")
WAIVE_KEY = Key(
    "waive",
    list_of(WAIVER.reference, "list of waivers"),
    "findings of checks that are accepted here for a time, see [waivers](#waivers)",
)
_NAMES_KEY = Key("names", NAMES, "see [names](#names)", required=True)
_EVIDENCE_KEY = Key("evidence", EVIDENCE, "see [evidence](#evidence)")


def _entity(name: str, description: str, *keys: Key, rules: tuple[Schema, ...] = ()) -> MappingSchema:
    return MappingSchema(name, description, keys, (WAIVE_KEY,), rules)


PARTNER = _entity(
    "partner",
    "A mapping, once in a partner's folder.",
    Key("id", ID, "the folder's name", required=True),
    Key(
        "names",
        NAMES,
        "see [names](#names); of forms, `short`, `formal` and `adjective` are of use",
        required=True,
    ),
    Key(
        "code",
        COUNTRY_CODE,
        "of ISO 3166-1, two letters: `TJ`; in a language for which no name is given, the country is called as "
        "Unicode's CLDR does",
    ),
    Key(
        "posts",
        list_of(ID, "list of ids"),
        "shared posts that its notes show, beside those that name it under `covers`",
    ),
)

SOURCE = _entity(
    "source",
    "A citable document.",
    ID_KEY,
    Key("title", LINE, "in the language of the notes, where the original is in another", required=True),
    Key("publisher", LINE, "who brought it out; where a copy was read, who repeats it", required=True),
    Key("published", DATE, "when it came out"),
    Key("updated", DATE, "the stamp of its last update; it is the date that counts where there is one"),
    Key("retrieved", DATE, "when it was read"),
    Key("address", LINE, "where it is found"),
    Key("language", LANGUAGE, "in which it is written"),
    Key("quotes", ID, "the source that it quotes"),
    Key(
        "capture",
        ValueType("mapping", CAPTURE.reference),
        "its text as it was read, see [captures](#captures)",
    ),
    MARKING_KEY,
)

PERSON = _entity("person", "Somebody who is named in notes.", ID_KEY, _NAMES_KEY)

ORGANISATION = _entity(
    "organisation",
    "The house itself, be it a state; other bodies, embassies.",
    ID_KEY,
    _NAMES_KEY,
    Key(
        "code",
        COUNTRY_CODE,
        "of a state by ISO 3166-1, `NO`, or `EU` or `UN`; in a language for which no name is given, it is called as "
        "Unicode's CLDR does",
    ),
    Key("valid", PERIOD, "while it exists; always if not given"),
)

FRAMEWORK = _entity(
    "framework",
    "A council, programme or plan under which partners work with an organisation.",
    ID_KEY,
    Key("organisation", ID, "whose it is", required=True),
    _NAMES_KEY,
    Key("valid", PERIOD, "while it exists; a membership is not told outside it"),
    _EVIDENCE_KEY,
    Key(
        "review",
        DURATION,
        "how long an attestation of a membership is good for, where the house's period does not fit",
    ),
)

AREA = _entity(
    "area", "A field of cooperation; notes list them in the order of the file.", ID_KEY, _NAMES_KEY
)

POST = _entity(
    "post",
    "An office.",
    ID_KEY,
    Key("role", ID, "what it is in a note, see [roles](#roles-at-a-glance)", required=True),
    Key("titles", NAMES, "as [names](#names)", required=True),
    Key("organisation", ID, "the body on our side; a post has one of `organisation` and `partner`"),
    Key("partner", ID, "the partner whose post it is"),
    Key(
        "covers",
        list_of(ID, "list of ids"),
        "the partners whose notes show it, or `[all]`; a post of a partner covers that partner",
    ),
    Key("seats", whole_number(1), "how many may hold it at a time; 1 if not given"),
    Key("valid", PERIOD, "from its creation to its abolition; always if not given"),
    _EVIDENCE_KEY,
    Key(
        "review",
        DURATION,
        "how long an attestation of a tenure is good for, where the house's period does not fit",
    ),
    rules=(exactly_one("organisation", "partner"),),
)

RESOLUTION = _entity(
    "resolution",
    "How a disagreement was settled, on paper: nothing is deleted.",
    ID_KEY,
    Key(
        "settles",
        list_of(FACT_KEY, "list of facts"),
        "the facts that disagree with each other, or with their sources: `[tajikistan/pfp]`",
        required=True,
    ),
    Key(
        "how",
        one_of(*RESOLUTION_METHODS),
        "`prefer` one of them; `split` in time; `both` are true; left `open`",
        required=True,
    ),
    Key("prefers", FACT_KEY, "with `how: prefer`, which"),
    Key("by", LINE, "who settled it", required=True),
    Key("on", DATE, "when", required=True),
    Key("because", TEXT, "why", required=True),
    Key(
        "of",
        SHORT_HASH,
        "binds it to what the facts say; `briefings check` prints the mark to write",
        required=True,
    ),
    rules=tuple(
        rule_when("how", way, ("prefers",))
        if way == RESOLUTION_METHODS[0]
        else rule_when("how", way, (), ("prefers",))
        for way in RESOLUTION_METHODS
    ),
)

ENTITY_LISTS = {
    "sources": SOURCE,
    "people": PERSON,
    "organisations": ORGANISATION,
    "frameworks": FRAMEWORK,
    "areas": AREA,
    "posts": POST,
    "resolutions": RESOLUTION,
}
"""The lists of entities in a fact file, by name, with the schema of their items."""

NESTED_MAPPINGS = (DISAGREEMENT, EVIDENCE_ITEM, NAME, WAIVER, REVIEW, CAPTURE)
"""The mappings inside entries."""
