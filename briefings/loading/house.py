"""The table of `facts/house.yaml`, the settings of the house."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefings.loading.audiences import AUDIENCES
from briefings.loading.collection_types import ListType, MappingType
from briefings.loading.contact_limit import ContactLimit, contact_limit
from briefings.loading.context import ReadContext
from briefings.loading.facts import DEFAULT_REVIEW_PERIODS
from briefings.loading.ids import ID, ORGANISATION_ID
from briefings.loading.look import COLOURS, LOGO, PAGE_SIZE
from briefings.loading.parsers import InvalidValueError, parse_paragraph
from briefings.loading.reading import Reading
from briefings.loading.regions import REGIONS
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import DURATION, LANGUAGE, YES_OR_NO, line_schema, one_of
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Node, Scalar, Sequence
from briefings.model.dates import Duration
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.house import (
    DEFAULT_COLOURS,
    DEFAULT_CONTACT_COUNT,
    DEFAULT_PRODUCT,
    PAGE_SIZES,
    REFERENCE_PLACEHOLDERS,
    House,
    Look,
    Roles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.diagnostics import Location

__all__ = ["HOUSE", "SEVERITY_NAMES", "empty_house", "read_house"]

_FALLBACK_LANGUAGE = "en"
_OFF = "off"
SEVERITY_NAMES = (*(severity.value for severity in Severity), _OFF)
_DEFAULT_PERIODS = {kind: Duration.parse(period) for kind, period in DEFAULT_REVIEW_PERIODS.items() if period}
_REVIEWED_KINDS = ", ".join(
    f"`{kind}` (`{period}` by default)" if period else f"`{kind}`"
    for kind, period in DEFAULT_REVIEW_PERIODS.items()
)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER_NAMES = "|".join(REFERENCE_PLACEHOLDERS)
_PLACEHOLDER_LIST = ", ".join(f"{{{name}}}" for name in REFERENCE_PLACEHOLDERS)
_CURLY_QUOTED = re.compile(r"[“”„«].*[“”»]")


# --- types of values -------------------------------------------------------------------------------


def _parse_reference_pattern(text: str) -> str:
    """Parse the pattern of reference numbers.

    Raises:
        InvalidValueError: if its quotes would be printed, or if it has braces that are not those of a placeholder.
    """
    pattern = parse_paragraph(text)
    if _CURLY_QUOTED.fullmatch(pattern):
        message = f"the curly quotes around {pattern} would be printed"
        hint = f"write straight quotes: {json.dumps(pattern[1:-1], ensure_ascii=False)}"
        raise InvalidValueError(message, hint)
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in REFERENCE_PLACEHOLDERS]
    if unknown:
        message = f"unknown placeholder {', '.join(f'{{{name}}}' for name in unknown)}"
        raise InvalidValueError(message, f"the placeholders are {_PLACEHOLDER_LIST}")
    rest = _PLACEHOLDER.sub("", pattern)
    if "{" in rest or "}" in rest:
        message = "a brace has no counterpart"
        raise InvalidValueError(message, f"use braces only for {_PLACEHOLDER_LIST}")
    return pattern


_REFERENCE_PATTERN = ScalarType(
    "line",
    line_schema(
        rf"(?![“”„«][^\n]*[“”»]\n*$)[^{{}}\n]*(?:\{{(?:{_PLACEHOLDER_NAMES})\}}[^{{}}\n]*)*",
        f"words with the placeholders {_PLACEHOLDER_LIST}",
    ),
    _parse_reference_pattern,
)


# --- the table -------------------------------------------------------------------------------------


_ROLES = Table(
    "list of roles",
    Roles,
    (
        Key("theirs", ListType(ID, "list of ids"), "roles of posts of the partner, in order", field="their_side"),
        Key("ours", ListType(ID, "list of ids"), "roles of posts on our side, which follow", field="our_side"),
    ),
    has_location=False,
)  # fmt: skip


def _make_house(**values: Any) -> House:  # noqa: ANN401 - what the table gives
    """Make the house, with the defaults of what its file leaves out."""
    languages = values.pop("languages") or (_FALLBACK_LANGUAGE,)
    severities = values.pop("checks")
    return House(
        languages=languages,
        default_language=values.pop("written") or languages[0],
        check_severities={code: Severity(name) for code, name in severities.items() if name != _OFF},
        disabled_checks=tuple(code for code, name in severities.items() if name == _OFF),
        review_periods=_DEFAULT_PERIODS | values.pop("review"),
        products=values.pop("products") or (DEFAULT_PRODUCT,),
        contact_count=values.pop("contacts").number,
        look=Look(page_size=values.pop("page"), colours=values.pop("colours"), logo=values.pop("logo")),
        **values,
    )


def _check_written(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if no one of several languages is the default: their order must have no meaning."""
    node = entry.nodes.get("languages")
    if isinstance(node, Sequence) and len(node.items) > 1 and not entry.has_key("written"):
        message = "there are several languages, but no key says which one texts without a language are in"
        languages = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        hint = f"add `written:` with one of {languages}"
        yield Diagnostic("missing-field", message, entry.location, hint=hint)


_WRITTEN_SCHEMA = {
    "if": {"properties": {"languages": {"type": "array", "minItems": 2}}, "required": ["languages"]},
    "then": {"required": ["written"]},
}

_LANGUAGE_KEYS = (
    Key("languages", ListType(LANGUAGE, "list of languages"), "the languages of the briefs", required=True),
    Key(
        "written",
        LANGUAGE,
        "the language of texts and titles without a language, one of `languages`; required if there are several",
    ),
)

HOUSE = Table(
    "house file",
    _make_house,
    (
        Key("side", ORGANISATION_ID, 'the organisation that is "our" side', required=True, default=""),
        *_LANGUAGE_KEYS,
        Key("scheme", ID, "the marking scheme", required=True, field="scheme_id", default=""),
        Key(
            "audiences",
            AUDIENCES,
            "for each group of readers, the highest level that it may see; see [below](#audiences)",
            required=True,
        ),
        Key(
            "review",
            MappingType(
                DURATION,
                dict.fromkeys(DEFAULT_REVIEW_PERIODS, ""),
                tuple(kind for kind in DEFAULT_REVIEW_PERIODS if kind not in _DEFAULT_PERIODS),
                example="P1Y",
            ),
            f"for each kind of fact, how long an attestation counts: {_REVIEWED_KINDS}",
            required=True,
        ),
        Key(
            "checks",
            MappingType(one_of(*SEVERITY_NAMES)),
            "the severity of each check here, by its code: `error`, `warning`, `info` or `off`",
        ),
        Key("originator", TEXT, "who is responsible for the briefs, printed in their head", may_be_empty=True),
        Key("desk", TEXT, "the drafting desk; without it, a line to fill in by hand", may_be_empty=True),
        Key(
            "clearance",
            ListType(TEXT, "list of texts"),
            "who clears a brief, in order; without it, a line to fill in by hand",
        ),
        Key(
            "clear_first",
            YES_OR_NO,
            "`yes` if `briefings issue` refuses a note that these have not [cleared](../how-to/issue-a-note.md#clear-it)",
            field="needs_clearance",
            default=False,
        ),
        Key(
            "reference",
            _REFERENCE_PATTERN,
            "the pattern of reference numbers; see [below](#reference-numbers)",
            field="reference_pattern",
            default="",
        ),
        Key("disclaimer", TEXT, "a text at the end of each brief"),
        Key("distribution", TEXT, "who gets a brief, if the marking scheme has `distribution: yes`"),
        Key(
            "roles",
            TableType(_ROLES),
            "the roles shown at a glance, in order; see [below](#roles-at-a-glance)",
        ),
        Key(
            "products",
            ListType(ID, "list of ids"),
            "the products to make of a partner without `--product`; `brief` by default; see "
            "[templates](templates.md#products)",
        ),
        Key(
            "contacts",
            contact_limit(1),
            f"how many contacts a brief shows, newest first; {DEFAULT_CONTACT_COUNT} by default",
            default=ContactLimit(DEFAULT_CONTACT_COUNT),
        ),
        Key("regions", REGIONS, "partners that a brief of their own shows side by side; see [below](#regions)"),
        Key("page", PAGE_SIZE, "`A4` (the default) or `Letter`", default=PAGE_SIZES[0]),
        Key("colours", TableType(COLOURS), "see [below](#colours)", default=DEFAULT_COLOURS),
        Key("logo", LOGO, "a picture under the project's `templates/`, such as `logo.svg`; see [below](#logo)", default=""),
    ),
    "The organisation that writes the briefs, and their look.",
    rules=(CustomRule(_check_written, _WRITTEN_SCHEMA),),
)  # fmt: skip


# --- reading ---------------------------------------------------------------------------------------


def empty_house(location: Location) -> House:
    """Return a house that replaces an unreadable house file, so that the facts can be checked."""
    return House(
        side="",
        languages=(_FALLBACK_LANGUAGE,),
        default_language=_FALLBACK_LANGUAGE,
        scheme_id="",
        audiences={},
        review_periods={},
        location=location,
        locations={},
    )


def read_house(node: Node) -> Reading[House]:
    """Read the house file, or say that it is not a mapping."""
    context = ReadContext([], default_language=_find_default_language(node))
    entry = HOUSE.open(node, context)
    house = None if entry is None else entry.build(locations=entry.item_locations())
    return Reading(house, tuple(context.problems))


def _find_default_language(node: Node) -> str:
    """Return the language of texts that name none, which must be known before any text is read."""
    # A table of two keys reports all others as unknown, and whatever is wrong is reported later.
    languages = Table("house file", dict, _LANGUAGE_KEYS).open(node, ReadContext([]))
    if languages is None:
        return _FALLBACK_LANGUAGE
    first: str = next(iter(languages.values["languages"]), _FALLBACK_LANGUAGE)
    return languages.values["written"] or first
