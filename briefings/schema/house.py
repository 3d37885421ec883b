"""The house file, and marking schemes."""

from __future__ import annotations

import inspect
from typing import Any

from briefings.checks import CHECKS
from briefings.loading.house import SEVERITIES
from briefings.model.facts import AUDIENCE
from briefings.model.house import COLOURS, PAGES, PLACEHOLDERS, REVIEWED
from briefings.schema.entries import NAME, NAMES
from briefings.schema.records import Key, Record, definitions
from briefings.schema.values import (
    AREA,
    COLOUR,
    DURATION,
    ID,
    LANGUAGE,
    LINE,
    TEXT,
    Type,
    count,
    lines_of,
    list_of,
    mapping_to,
    word,
)

__all__ = ["HOUSE", "LEVEL", "MARKINGS", "REGION", "ROLES", "house_file", "marking_scheme"]

_PLACES = "|".join(PLACEHOLDERS)
_REFERENCE = Type(
    "line",
    lines_of(
        rf"(?![“”„«][^\n]*[“”»]\n*$)[^{{}}\n]*(?:\{{(?:{_PLACES})\}}[^{{}}\n]*)*",
        f"words with places for {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}",
    ),
)
_LOGO = Type(
    "line",
    {
        "type": "string",
        "pattern": r"^(?!.*\.\.)(?!templates/)[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.(?:svg|png)$",
        "patternErrorMessage": "a picture under templates/: logo.svg, or pictures/logo.png",
        "examples": ["logo.svg"],
    },
)
_COLOURED = {
    "accent": "headings, the rules beside them, links",
    "ink": "words",
    "quiet": "words that may be overlooked, such as the list of sources on a screen",
    "line": "rules of tables",
    "tint": "the ground of boxes and of the heads of tables",
}


def _checks() -> Type:
    """How much each check matters; a code of another one is left to `check`."""
    severity = word(*SEVERITIES)
    codes = {code: inspect.cleandoc(check.__doc__ or "").partition("\n")[0] for code, check in CHECKS.items()}
    known = mapping_to(severity, codes)
    return Type(known.name, {**known.schema, "additionalProperties": severity.schema})


ROLES = Record(
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

COLOUR_KEYS = Record("colours", "", tuple(Key(name, COLOUR, _COLOURED[name]) for name in COLOURS))

REGION = Record(
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
            AREA,
            "of the region by the United Nations (M49); names in other languages come from CLDR by it",
        ),
    ),
)

HOUSE = Record(
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
            Type("mapping", {**mapping_to(LINE).schema, "required": [AUDIENCE]}),
            "for each group of readers the highest level that it may see; notes are made for the audience `internal`",
            required=True,
        ),
        Key(
            "review",
            mapping_to(
                DURATION, dict.fromkeys(REVIEWED, ""), tuple(kind for kind in REVIEWED if not REVIEWED[kind])
            ),
            "for each kind how long an attestation is good for: `tenure`, `membership`, `cooperation`, `agreement`, "
            "`statement`, `figure`, `contact`, and if need be `line` (`P6M` if not given)",
            required=True,
        ),
        Key(
            "checks",
            _checks(),
            "how much each check matters here, by its code: `error`, `warning`, `note` or `off`",
        ),
        Key("originator", TEXT, "who answers for the notes, printed in their head"),
        Key("desk", TEXT, "who drafts; a line to fill in by hand if not given"),
        Key(
            "clearance",
            list_of(TEXT, "list of texts"),
            "who clears, in order; a line to fill in by hand if not given",
        ),
        Key("reference", _REFERENCE, "how notes are numbered, see [below](#reference-numbers)"),
        Key("disclaimer", TEXT, "stands at the end of each note"),
        Key(
            "roles",
            Type("mapping", ROLES.reference),
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
            count(1, None, "all"),
            "how many contacts a note shows, newest first; 8 if not given",
        ),
        Key(
            "regions",
            Type(
                "mapping",
                {
                    "type": "object",
                    "patternProperties": {ID.schema["pattern"]: REGION.reference},
                    "additionalProperties": False,
                },
            ),
            "partners that a note of their own shows side by side, see [below](#regions)",
        ),
        Key("page", word(*PAGES), "`A4` (if not given) or `Letter`"),
        Key("colours", Type("mapping", COLOUR_KEYS.reference), "see [below](#colours)"),
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

LEVEL = Record(
    "level",
    "",
    (
        Key("id", LINE, "as fact files write it", required=True),
        Key("name", TEXT, "as notes print it", required=True),
    ),
)

MARKINGS = Record(
    "marking scheme",
    "How notes are marked.",
    (
        Key("scheme", ID, "its name", required=True),
        Key("levels", list_of(LEVEL.reference, "list"), "the levels, lowest first", required=True),
    ),
)


def house_file() -> dict[str, Any]:
    """The schema of the house file."""
    return {**HOUSE.schema(), "definitions": definitions(ROLES, COLOUR_KEYS, REGION, NAME)}


def marking_scheme() -> dict[str, Any]:
    """The schema of a marking scheme."""
    return {**MARKINGS.schema(), "definitions": definitions(LEVEL)}
