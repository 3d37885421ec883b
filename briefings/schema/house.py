"""Schemas of the house file and of marking schemes."""

from __future__ import annotations

import inspect
from typing import Any

from briefings.checks import CHECKS
from briefings.loading.house import SEVERITY_NAMES
from briefings.model.house import (
    DEFAULT_AUDIENCE,
    DEFAULT_COLOURS,
    DEFAULT_REVIEW_PERIODS,
    PAGE_SIZES,
    REFERENCE_PLACEHOLDERS,
)
from briefings.schema.entries import NAME, NAMES
from briefings.schema.records import Key, MappingSchema, definitions
from briefings.schema.values import (
    COLOUR,
    DURATION,
    ID,
    LANGUAGE,
    LINE,
    REGION_CODE,
    TEXT,
    ValueType,
    line_schema,
    list_of,
    mapping_of,
    one_of,
    whole_number,
)

__all__ = [
    "HOUSE",
    "LEVEL",
    "MARKING_SCHEME",
    "REGION",
    "ROLES",
    "house_file_schema",
    "marking_scheme_schema",
]

_PLACEHOLDER_NAMES = "|".join(REFERENCE_PLACEHOLDERS)
_REFERENCE_PATTERN = ValueType(
    "line",
    line_schema(
        rf"(?![“”„«][^\n]*[“”»]\n*$)[^{{}}\n]*(?:\{{(?:{_PLACEHOLDER_NAMES})\}}[^{{}}\n]*)*",
        f"words with places for {', '.join(f'{{{name}}}' for name in REFERENCE_PLACEHOLDERS)}",
    ),
)
_LOGO = ValueType(
    "line",
    {
        "type": "string",
        "pattern": r"^(?!.*\.\.)(?!templates/)[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.(?:svg|png)$",
        "patternErrorMessage": "a picture under templates/: logo.svg, or pictures/logo.png",
        "examples": ["logo.svg"],
    },
)
_COLOUR_USES = {
    "accent": "headings, the rules beside them, links",
    "ink": "words",
    "quiet": "words that may be overlooked, such as the list of sources on a screen",
    "line": "rules of tables",
    "tint": "the ground of boxes and of the heads of tables",
}


def _check_severities() -> ValueType:
    """Return the type of a mapping from checks to severities.

    It accepts unknown codes: the command `check` reports those.
    """
    severity = one_of(*SEVERITY_NAMES)
    codes = {code: inspect.cleandoc(check.__doc__ or "").partition("\n")[0] for code, check in CHECKS.items()}
    severities = mapping_of(severity, codes)
    return ValueType(severities.name, {**severities.schema, "additionalProperties": severity.schema})


ROLES = MappingSchema(
    "list of roles",
    "",
    (
        Key("theirs", list_of(ID, "list of ids"), "roles of posts of the partner, in order"),
        Key(
            "ours",
            list_of(ID, "list of ids"),
            "roles of posts of bodies on our side, which stand below those",
        ),
    ),
)

COLOUR_SETTINGS = MappingSchema(
    "colours", "", tuple(Key(name, COLOUR, _COLOUR_USES[name]) for name in DEFAULT_COLOURS)
)

REGION = MappingSchema(
    "region",
    "",
    (
        Key("names", NAMES, "see [names](#names)", required=True),
        Key(
            "partners",
            list_of(ID, "list of ids", minItems=1),
            "in the order in which they stand in notes",
            required=True,
        ),
        Key(
            "code",
            REGION_CODE,
            "of the region by the United Nations (M49); names in other languages come from CLDR by it",
        ),
    ),
)

HOUSE = MappingSchema(
    "house file",
    "For whom notes are written, and how they look.",
    (
        Key("side", ID, 'the organisation that is "our" side', required=True),
        Key(
            "languages",
            list_of(LANGUAGE, "list of languages"),
            "notes are made in each",
            required=True,
        ),
        Key(
            "written",
            LANGUAGE,
            "the language of texts and titles that name none, one of `languages`; required where these are several",
        ),
        Key("scheme", ID, "the marking scheme", required=True),
        Key(
            "audiences",
            ValueType("mapping", {**mapping_of(LINE).schema, "required": [DEFAULT_AUDIENCE]}),
            "for each group of readers the highest level that it may see; notes are made for the audience `internal`",
            required=True,
        ),
        Key(
            "review",
            mapping_of(
                DURATION,
                dict.fromkeys(DEFAULT_REVIEW_PERIODS, ""),
                tuple(kind for kind in DEFAULT_REVIEW_PERIODS if not DEFAULT_REVIEW_PERIODS[kind]),
            ),
            "for each kind how long an attestation is good for: `tenure`, `membership`, `cooperation`, `agreement`, "
            "`statement`, `figure`, `contact`, and if need be `line` (`P6M` if not given)",
            required=True,
        ),
        Key(
            "checks",
            _check_severities(),
            "how much each check matters here, by its code: `error`, `warning`, `info` or `off`",
        ),
        Key("originator", TEXT, "who answers for the notes, printed in their head"),
        Key("desk", TEXT, "who drafts; a line to fill in by hand if not given"),
        Key(
            "clearance",
            list_of(TEXT, "list of texts"),
            "who clears, in order; a line to fill in by hand if not given",
        ),
        Key("reference", _REFERENCE_PATTERN, "how notes are numbered, see [below](#reference-numbers)"),
        Key("disclaimer", TEXT, "stands at the end of each note"),
        Key(
            "roles",
            ValueType("mapping", ROLES.reference),
            "which posts stand at a glance and in which order, see [below](#roles-at-a-glance)",
        ),
        Key(
            "products",
            list_of(ID, "list of ids"),
            "which kinds of note are made of a partner where `--product` does not say: `brief` if not given, "
            "see [templates](templates.md#products)",
        ),
        Key(
            "contacts",
            whole_number(1, None, "all"),
            "how many contacts a note shows, newest first; 8 if not given",
        ),
        Key(
            "regions",
            ValueType(
                "mapping",
                {
                    "type": "object",
                    "patternProperties": {ID.schema["pattern"]: REGION.reference},
                    "additionalProperties": False,
                },
            ),
            "partners that a note of their own shows side by side, see [below](#regions)",
        ),
        Key("page", one_of(*PAGE_SIZES), "`A4` (if not given) or `Letter`"),
        Key("colours", ValueType("mapping", COLOUR_SETTINGS.reference), "see [below](#colours)"),
        Key(
            "logo",
            _LOGO,
            "a picture under the project's `templates/`, such as `logo.svg`, see [below](#logo)",
        ),
    ),
    rules=(
        {
            "if": {
                "properties": {"languages": {"type": "array", "minItems": 2}},
                "required": ["languages"],
            },
            "then": {"required": ["written"]},
        },
    ),
)

LEVEL = MappingSchema(
    "level",
    "",
    (
        Key("id", LINE, "as fact files write it", required=True),
        Key("name", TEXT, "as notes print it", required=True),
    ),
)

MARKING_SCHEME = MappingSchema(
    "marking scheme",
    "How notes are marked.",
    (
        Key("scheme", ID, "its name", required=True),
        Key("levels", list_of(LEVEL.reference, "list"), "the levels, lowest first", required=True),
    ),
)


def house_file_schema() -> dict[str, Any]:
    """Return the schema of the house file."""
    return {**HOUSE.json_schema(), "definitions": definitions(ROLES, COLOUR_SETTINGS, REGION, NAME)}


def marking_scheme_schema() -> dict[str, Any]:
    """Return the schema of a marking scheme."""
    return {**MARKING_SCHEME.json_schema(), "definitions": definitions(LEVEL)}
