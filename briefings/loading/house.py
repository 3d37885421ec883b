"""Reading of `facts/house.yaml`, the settings of the house."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefings.loading.entities import entry_fields, read_names
from briefings.loading.fields import (
    Fields,
    choice_parser,
    parse_id,
    parse_language_tag,
    parse_paragraph,
    read_scalar,
    read_text,
)
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence
from briefings.model.colors import MIN_CONTRAST, WHITE, contrast_ratio, darken_to_contrast, parse_colour
from briefings.model.dates import Duration
from briefings.model.diagnostics import Severity, suggestion_hint
from briefings.model.entities import Region
from briefings.model.house import (
    DEFAULT_AUDIENCE,
    DEFAULT_COLOURS,
    DEFAULT_CONTACT_COUNT,
    DEFAULT_PRODUCT,
    DEFAULT_REVIEW_PERIODS,
    PAGE_SIZES,
    REFERENCE_PLACEHOLDERS,
    House,
    Look,
    Roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text

__all__ = ["SEVERITY_NAMES", "empty_house", "read_house"]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_AREA_CODE = re.compile(r"\d{3}", re.ASCII)
_LOGO_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:svg|png)", re.ASCII)
_OTHER_PICTURE = re.compile(r"\.(?:jpe?g|gif|webp|bmp|tiff?|ico|eps|pdf)$", re.IGNORECASE)
_CURLY_QUOTED = re.compile(r"[“”„«].*[“”»]")
SEVERITY_NAMES = (*(severity.value for severity in Severity), "off")
_TEXT_COLOURS = ("accent", "ink", "quiet")  # the colours used for text


def empty_house(location: Location) -> House:
    """Return a house that replaces an unreadable house file, so that the facts can be checked."""
    return House(
        side="",
        languages=("en",),
        default_language="en",
        scheme_id="",
        audiences={},
        review_periods={},
        location=location,
        locations={},
    )


def read_house(fields: Fields) -> House:
    """Read the house file."""
    languages = fields.read_scalars("languages", parse_language_tag, required=True) or ("en",)
    default_language = _read_default_language(fields) or languages[0]
    house = House(
        side=fields.read_required("side", parse_id) or "",
        languages=languages,
        default_language=default_language,
        scheme_id=fields.read_required("scheme", parse_id) or "",
        audiences=_read_audiences(fields),
        review_periods=_read_review_periods(fields),
        check_severities=_read_pairs(fields, "checks", choice_parser(SEVERITY_NAMES)),
        originator=_read_blankable_text(fields, "originator", default_language),
        desk=_read_blankable_text(fields, "desk", default_language),
        clearance=tuple(
            text
            for node in fields.read_items("clearance")
            if (text := read_text(node, "clearance", default_language, fields.problems))
        ),
        reference_pattern=_read_reference_pattern(fields),
        disclaimer=fields.read_text("disclaimer", default_language),
        roles=_read_roles(fields),
        contact_count=_read_contact_count(fields),
        products=fields.read_scalars("products", parse_id) or (DEFAULT_PRODUCT,),
        regions=tuple(_read_regions(fields)),
        look=_read_look(fields),
        location=fields.location,
        locations=dict(_field_locations(fields.node, "")),
    )
    fields.report_unknown_keys()
    return house


def _field_locations(node: Mapping, prefix: str) -> Iterator[tuple[str, Location]]:
    """Yield the location of each field by its name, and of each item in it by the names of both: `languages en`."""
    for key, value in node.entries:
        name = f"{prefix}{key.text}"
        yield name, value.location
        if isinstance(value, Mapping):
            yield from _field_locations(value, f"{name} ")
        elif isinstance(value, Sequence):
            yield from (
                (f"{name} {item.text}", item.location) for item in value.items if isinstance(item, Scalar)
            )


def _read_default_language(fields: Fields) -> str | None:
    """Read the language of texts that name none, required if there are several, so that their order has no meaning."""
    node = next((value for name, value in fields.node.entries if name.text == "languages"), None)
    if isinstance(node, Sequence) and len(node.items) > 1 and not fields.has_key("written"):
        message = "there are several languages, and nothing says in which one texts are that name none"
        spoken = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        fields.report("missing-field", message, fields.location, f"add `written:` with that one of {spoken}")
    return fields.read_optional("written", parse_language_tag)


def _read_blankable_text(fields: Fields, key: str, language: str) -> Text | None:
    """Read a text that may be left blank, to be filled in by hand."""
    node = next((value for name, value in fields.node.entries if name.text == key), None)
    if isinstance(node, Scalar) and node.is_null:
        fields.has_key(key)
        return None
    return fields.read_text(key, language)


def _read_pairs(
    fields: Fields,
    key: str,
    parse: Callable[[str], Any],
    known_names: Iterable[str] = (),
    *,
    required: bool = False,
) -> dict[str, Any]:
    """Read a mapping of names to values.

    Args:
        fields: fields of the house.
        key: key of the mapping.
        parse: parser of a value.
        known_names: the names allowed; empty for any.
        required: whether the mapping is required.
    """
    pairs: dict[str, Any] = {}
    node = fields.mapping_of(key, required=required)
    for name, value in node.entries if node else ():
        if known_names and name.text not in known_names:
            hint = suggestion_hint(name.text, known_names)
            fields.report("unknown-key", f"{key!r} has no {name.text!r}", name.location, hint)
        elif (result := read_scalar(value, key, parse, fields.problems)) is not None:
            pairs[name.text] = result
    return pairs


def _read_audiences(fields: Fields) -> dict[str, Any]:
    """Read the highest level of each audience; the default audience is required."""
    audiences = _read_pairs(fields, "audiences", parse_paragraph, required=True)
    node = fields.mapping_of("audiences")
    if node and DEFAULT_AUDIENCE not in {name.text for name, _ in node.entries}:
        hint = f"notes are written for it: add `{DEFAULT_AUDIENCE}: LEVEL`"
        fields.report("no-audience", f"there is no audience {DEFAULT_AUDIENCE!r}", node.location, hint)
    return audiences


def _read_review_periods(fields: Fields) -> dict[str, Duration]:
    """Read the review period of each kind of fact, over the defaults."""
    defaults = {kind: Duration.parse(period) for kind, period in DEFAULT_REVIEW_PERIODS.items() if period}
    periods = defaults | _read_pairs(fields, "review", Duration.parse, DEFAULT_REVIEW_PERIODS, required=True)
    node = fields.mapping_of("review")
    names = {name.text for name, _ in node.entries} if node else set(DEFAULT_REVIEW_PERIODS)
    for kind in DEFAULT_REVIEW_PERIODS:
        if kind not in names and kind not in defaults:
            place = fields.location_of("review")
            fields.report("missing-field", f"'review' has no {kind!r}", place, f"add `{kind}: P1Y`")
    return periods


def _read_reference_pattern(fields: Fields) -> str:
    """Read the pattern of reference numbers and check its placeholders."""
    pattern = fields.read_optional("reference", parse_paragraph) or ""
    place = fields.location_of("reference")
    if _CURLY_QUOTED.fullmatch(pattern):
        hint = f"write straight ones, which are not: {json.dumps(pattern[1:-1], ensure_ascii=False)}"
        fields.report("curly-quotes", f"the quotes round {pattern} would be printed", place, hint)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in REFERENCE_PLACEHOLDERS:
            hint = suggestion_hint(name, REFERENCE_PLACEHOLDERS)
            fields.report("unknown-placeholder", f"a reference has no {{{name}}}", place, hint)
    if "{" in (rest := _PLACEHOLDER.sub("", pattern)) or "}" in rest:
        hint = f"braces are for {', '.join(f'{{{name}}}' for name in REFERENCE_PLACEHOLDERS)}"
        fields.report("unknown-placeholder", "a brace without its other half", place, hint)
    return pattern


def _read_roles(fields: Fields) -> Roles | None:
    """Read the roles shown at a glance; None if the house lists none."""
    node = fields.mapping_of("roles")
    if node is None:
        return None
    role_fields = Fields(node, "list of roles", fields.problems)
    roles = Roles(role_fields.read_scalars("theirs", parse_id), role_fields.read_scalars("ours", parse_id))
    role_fields.report_unknown_keys()
    return roles


def _read_contact_count(fields: Fields) -> int | None:
    """Read the number of contacts in a note; None for all."""

    def parse_count(text: str) -> int:
        if text == "all":
            return -1
        if not text.isascii() or not text.isdigit() or not int(text):
            message = f"{text!r} is neither a number from 1 nor 'all'"
            raise ValueError(message)
        return int(text)

    number = fields.read_optional("contacts", parse_count)
    return DEFAULT_CONTACT_COUNT if number is None else None if number < 0 else number


def _read_regions(fields: Fields) -> Iterator[Region]:
    """Read the regions, each under its id."""
    node = fields.mapping_of("regions")
    for key, value in node.entries if node else ():
        id_ = read_scalar(key, "regions", parse_id, fields.problems)
        region = entry_fields(value, "region", fields.problems)
        if region is None:
            continue
        names, code = (
            read_names(region, fields.problems),
            region.read_optional("code", _parse_area_code) or "",
        )
        partners = region.read_scalars("partners", parse_id, required=True)
        region.report_unknown_keys()
        if not partners and "partners" in {name.text for name, _ in region.node.entries}:
            region.report(
                "no-partner",
                "a region has partners",
                region.location_of("partners"),
                "name some, by their ids",
            )
        elif id_ and names and partners:
            yield Region(
                id=id_, location=key.location, names=names, code=code, partners=tuple(dict.fromkeys(partners))
            )


def _parse_area_code(text: str) -> str:
    """Parse a UN M49 code of a region.

    Raises:
        ValueError: if it is not three digits; the message is for the user.
    """
    if not _AREA_CODE.fullmatch(text):
        message = f"{text!r} is no code of a region; write three digits, such as 143 (UN M49)"
        raise ValueError(message)
    return text


def _read_look(fields: Fields) -> Look:
    """Read the look of notes."""
    return Look(
        page_size=fields.read_optional("page", choice_parser(PAGE_SIZES)) or PAGE_SIZES[0],
        colours=_read_colours(fields),
        logo=fields.read_optional("logo", _parse_logo_path) or "",
    )


def _parse_logo_path(text: str) -> str:
    """Parse the path of a logo under `templates/`.

    Raises:
        ValueError: if it is not a path of an SVG or PNG file; the message is for the user.
    """
    folder, _, rest = text.partition("/")
    if folder == "templates" and rest:
        message = f"{text!r} is looked for in templates/ already; write {rest}"
        raise ValueError(message)
    if _OTHER_PICTURE.search(text):
        message = f"{text!r}: a logo is an SVG or PNG file; save the picture as one of these"
        raise ValueError(message)
    if not _LOGO_PATH.fullmatch(text) or ".." in text:
        message = (
            f"{text!r} is not a picture under templates/; write for example logo.svg, or pictures/logo.png"
        )
        raise ValueError(message)
    return text


def _read_colours(fields: Fields) -> dict[str, str]:
    """Read the colours over the defaults, and report text with too little contrast."""
    chosen = _read_pairs(fields, "colours", parse_colour, tuple(DEFAULT_COLOURS))
    node = fields.mapping_of("colours")
    places = {name.text: value.location for name, value in node.entries} if node else {}
    colours = {**DEFAULT_COLOURS, **chosen}
    for name in _TEXT_COLOURS:
        if (ratio := contrast_ratio(colours[name], WHITE)) < MIN_CONTRAST:
            hint = f'the nearest darker colour that passes is "{darken_to_contrast(colours[name], WHITE)}"'
            fields.report(
                "low-contrast",
                _contrast_message(f"{name} {colours[name]} on white", ratio),
                places[name],
                hint,
            )
    ratio = contrast_ratio(colours["ink"], colours["tint"])
    if ratio < MIN_CONTRAST <= contrast_ratio(colours["ink"], WHITE):
        message = _contrast_message(f"ink {colours['ink']} on the tint {colours['tint']}", ratio)
        place = places.get("tint") or places["ink"]
        fields.report("low-contrast", message, place, "choose a lighter tint, or a darker ink")
    return colours


def _contrast_message(what: str, ratio: float) -> str:
    """Return the message for a contrast that is too low."""
    return f"{what} has a contrast of {_format_ratio(ratio)}; {_format_ratio(MIN_CONTRAST)} is the least"


def _format_ratio(number: float) -> str:
    """Format a contrast ratio, such as `4.49:1`."""
    # Truncated, not rounded: a ratio that fails must not look as if it passed.
    return f"{int(number * 100) / 100:g}:1"
