"""Reading `facts/house.yaml`: for whom briefs are written, and how they look."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefings.loading.entities import entry_fields, read_names
from briefings.loading.fields import (
    Fields,
    identifier,
    language_tag,
    one_of,
    paragraph,
    read_scalar,
    read_text,
)
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence
from briefings.model.colors import ENOUGH, WHITE, colour, contrast, readable
from briefings.model.dates import Duration
from briefings.model.diagnostics import Severity, did_you_mean
from briefings.model.facts import AUDIENCE, Region
from briefings.model.house import (
    COLOURS,
    CONTACTS,
    PAGES,
    PLACEHOLDERS,
    REVIEWED,
    STANDARD,
    House,
    Look,
    Roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.model.diagnostics import Location
    from briefings.model.facts import Text

__all__ = ["SEVERITIES", "no_house", "read_house"]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_AREA = re.compile(r"\d{3}", re.ASCII)
_LOGO = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:svg|png)", re.ASCII)
_OTHER_PICTURE = re.compile(r"\.(?:jpe?g|gif|webp|bmp|tiff?|ico|eps|pdf)$", re.IGNORECASE)
_CURLY = re.compile(r"[“”„«].*[“”»]")
SEVERITIES = (*(severity.value for severity in Severity), "off")
_WORDS = ("accent", "ink", "quiet")  # of the colours, those in which words are


def no_house(location: Location) -> House:
    """What stands for a house file that can't be read, so that the facts are checked all the same."""
    return House(
        side="",
        languages=("en",),
        written="en",
        scheme="",
        audiences={},
        review={},
        location=location,
        places={},
    )


def read_house(fields: Fields) -> House:
    """Read the house file."""
    languages = fields.scalars("languages", language_tag, required=True) or ("en",)
    written = _written(fields) or languages[0]
    house = House(
        side=fields.required("side", identifier) or "",
        languages=languages,
        written=written,
        scheme=fields.required("scheme", identifier) or "",
        audiences=_audiences(fields),
        review=_review(fields),
        checks=_pairs(fields, "checks", one_of(SEVERITIES)),
        originator=_blank(fields, "originator", written),
        desk=_blank(fields, "desk", written),
        clearance=tuple(
            text
            for node in fields.items("clearance")
            if (text := read_text(node, "clearance", written, fields.problems))
        ),
        reference=_reference(fields),
        disclaimer=fields.text("disclaimer", written),
        roles=_roles(fields),
        contacts=_contacts(fields),
        products=fields.scalars("products", identifier) or (STANDARD,),
        regions=tuple(_regions(fields)),
        look=_look(fields),
        location=fields.location,
        places=dict(_places(fields.node, "")),
    )
    fields.done()
    return house


def _places(node: Mapping, before: str) -> Iterator[tuple[str, Location]]:
    """Where each field is, by its name, and each item of a list or mapping, by that name and its own behind it."""
    for key, value in node.entries:
        name = f"{before}{key.text}"
        yield name, value.location
        if isinstance(value, Mapping):
            yield from _places(value, f"{name} ")
        elif isinstance(value, Sequence):
            yield from (
                (f"{name} {item.text}", item.location) for item in value.items if isinstance(item, Scalar)
            )


def _written(fields: Fields) -> str | None:
    """The language of texts that name none: said where there are several, so that their order means nothing."""
    node = next((value for name, value in fields.node.entries if name.text == "languages"), None)
    if isinstance(node, Sequence) and len(node.items) > 1 and not fields.has("written"):
        message = "there are several languages, and nothing says in which one texts are that name none"
        spoken = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        fields.report("missing-field", message, fields.location, f"add `written:` with that one of {spoken}")
    return fields.optional("written", language_tag)


def _blank(fields: Fields, key: str, language: str) -> Text | None:
    """Words that may be left blank, to be filled in by hand."""
    node = next((value for name, value in fields.node.entries if name.text == key), None)
    if isinstance(node, Scalar) and node.null:
        fields.has(key)
        return None
    return fields.text(key, language)


def _pairs(
    fields: Fields, key: str, read: Callable[[str], Any], known: Iterable[str] = (), *, required: bool = False
) -> dict[str, Any]:
    """A mapping of names to values.

    Args:
        fields: of the house.
        key: of the mapping.
        read: reads a value.
        known: the names that there are; none for any.
        required: whether the mapping must be there.
    """
    pairs: dict[str, Any] = {}
    node = fields.mapping_of(key, required=required)
    for name, value in node.entries if node else ():
        if known and name.text not in known:
            hint = did_you_mean(name.text, known)
            fields.report("unknown-key", f"{key!r} has no {name.text!r}", name.location, hint)
        elif (result := read_scalar(value, key, read, fields.problems)) is not None:
            pairs[name.text] = result
    return pairs


def _audiences(fields: Fields) -> dict[str, Any]:
    audiences = _pairs(fields, "audiences", paragraph, required=True)
    node = fields.mapping_of("audiences")
    if node and AUDIENCE not in {name.text for name, _ in node.entries}:
        hint = f"notes are written for it: add `{AUDIENCE}: LEVEL`"
        fields.report("no-audience", f"there is no audience {AUDIENCE!r}", node.location, hint)
    return audiences


def _review(fields: Fields) -> dict[str, Duration]:
    usual = {kind: Duration.parse(period) for kind, period in REVIEWED.items() if period}
    review = usual | _pairs(fields, "review", Duration.parse, REVIEWED, required=True)
    node = fields.mapping_of("review")
    written = {name.text for name, _ in node.entries} if node else set(REVIEWED)
    for kind in REVIEWED:
        if kind not in written and kind not in usual:
            place = fields.place_of("review")
            fields.report("missing-field", f"'review' has no {kind!r}", place, f"add `{kind}: P1Y`")
    return review


def _reference(fields: Fields) -> str:
    pattern = fields.optional("reference", paragraph) or ""
    place = fields.place_of("reference")
    if _CURLY.fullmatch(pattern):
        hint = f"write straight ones, which are not: {json.dumps(pattern[1:-1], ensure_ascii=False)}"
        fields.report("curly-quotes", f"the quotes round {pattern} would be printed", place, hint)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in PLACEHOLDERS:
            hint = did_you_mean(name, PLACEHOLDERS)
            fields.report("unknown-placeholder", f"a reference has no {{{name}}}", place, hint)
    if "{" in (rest := _PLACEHOLDER.sub("", pattern)) or "}" in rest:
        hint = f"braces are for {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}"
        fields.report("unknown-placeholder", "a brace without its other half", place, hint)
    return pattern


def _roles(fields: Fields) -> Roles | None:
    node = fields.mapping_of("roles")
    if node is None:
        return None
    of = Fields(node, "list of roles", fields.problems)
    roles = Roles(of.scalars("theirs", identifier), of.scalars("ours", identifier))
    of.done()
    return roles


def _contacts(fields: Fields) -> int | None:
    def read(text: str) -> int:
        if text == "all":
            return -1
        if not text.isascii() or not text.isdigit() or not int(text):
            message = f"{text!r} is neither a number from 1 nor 'all'"
            raise ValueError(message)
        return int(text)

    number = fields.optional("contacts", read)
    return CONTACTS if number is None else None if number < 0 else number


def _regions(fields: Fields) -> Iterator[Region]:
    node = fields.mapping_of("regions")
    for key, value in node.entries if node else ():
        id_ = read_scalar(key, "regions", identifier, fields.problems)
        of = entry_fields(value, "region", fields.problems)
        if of is None:
            continue
        names, code = read_names(of, fields.problems), of.optional("code", _area_code) or ""
        partners = of.scalars("partners", identifier, required=True)
        of.done()
        if not partners and "partners" in {name.text for name, _ in of.node.entries}:
            of.report(
                "no-partner", "a region has partners", of.place_of("partners"), "name some, by their ids"
            )
        elif id_ and names and partners:
            yield Region(
                id=id_, location=key.location, names=names, code=code, partners=tuple(dict.fromkeys(partners))
            )


def _area_code(text: str) -> str:
    if not _AREA.fullmatch(text):
        message = f"{text!r} is no code of a region; write three digits, such as 143 (UN M49)"
        raise ValueError(message)
    return text


def _look(fields: Fields) -> Look:
    return Look(
        page=fields.optional("page", one_of(PAGES)) or PAGES[0],
        colours=_colours(fields),
        logo=fields.optional("logo", _logo) or "",
    )


def _logo(text: str) -> str:
    folder, _, rest = text.partition("/")
    if folder == "templates" and rest:
        message = f"{text!r} is looked for in templates/ already; write {rest}"
        raise ValueError(message)
    if _OTHER_PICTURE.search(text):
        message = f"{text!r}: a logo is an SVG or PNG file; save the picture as one of these"
        raise ValueError(message)
    if not _LOGO.fullmatch(text) or ".." in text:
        message = (
            f"{text!r} is not a picture under templates/; write for example logo.svg, or pictures/logo.png"
        )
        raise ValueError(message)
    return text


def _colours(fields: Fields) -> dict[str, str]:
    chosen = _pairs(fields, "colours", colour, tuple(COLOURS))
    node = fields.mapping_of("colours")
    places = {name.text: value.location for name, value in node.entries} if node else {}
    colours = {**COLOURS, **chosen}
    for name in _WORDS:
        if (ratio := contrast(colours[name], WHITE)) < ENOUGH:
            hint = f'the nearest darker colour that passes is "{readable(colours[name], WHITE)}"'
            fields.report(
                "low-contrast", _too_low(f"{name} {colours[name]} on white", ratio), places[name], hint
            )
    ratio = contrast(colours["ink"], colours["tint"])
    if ratio < ENOUGH <= contrast(colours["ink"], WHITE):
        message = _too_low(f"ink {colours['ink']} on the tint {colours['tint']}", ratio)
        place = places.get("tint") or places["ink"]
        fields.report("low-contrast", message, place, "choose a lighter tint, or a darker ink")
    return colours


def _too_low(what: str, ratio: float) -> str:
    return f"{what} has a contrast of {_ratio(ratio)}; {_ratio(ENOUGH)} is the least"


def _ratio(number: float) -> str:
    # Cut, not rounded: what fails must not look as if it passed.
    return f"{int(number * 100) / 100:g}:1"
