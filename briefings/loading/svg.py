"""Reading of SVG files from users into pictures that only draw.

Outputs embed a picture as data in an `<img>`, where browsers run and fetch nothing. Content that runs, fetches, links or
grows without limit is refused all the same, with its location. The list of elements names what is allowed, so features
that browsers add later are refused.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from briefings.loading.files import UnreadableFileError, read_bytes
from briefings.loading.reading import Reading
from briefings.loading.svg_growth import INTERNAL_URL, MAX_DEPTH, check_growth, refused
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["read_svg", "svg_problems"]

_MAX_BYTES = 256_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_ALLOWED_ELEMENTS = frozenset({
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker", "mask", "metadata", "path",
    "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol", "text", "title", "tspan",
    "use",
})  # fmt: skip
_INTERNAL_HREF = re.compile(r"#[\w.:-]+")
_FETCHING_STYLE = re.compile(r"@|\\|(?:url|src|image|image-set|cross-fade|element)\s*\(", re.IGNORECASE)
_SIZE_ATTRIBUTES = ("height", "preserveAspectRatio", "viewBox", "width", "x", "y")
_SEPARATOR = re.compile(r"[\s,]+")

_MAX_NUMBER = 1_000_000
_SHAPE_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_NUMBER = re.compile(rf"(?<![#\w.]){_SHAPE_NUMBER.pattern}", re.ASCII)  # not a colour such as #1e30ff
_PATH_PART = re.compile(rf"[-+]?{_SHAPE_NUMBER.pattern}|[MmZzLlHhVvCcSsQqTtAa]|[\s,]+", re.ASCII)

_SCALE_HINT = "scale the picture down"
_PLAIN_HINT = "delete it, or save the picture as plain SVG, with texts and effects turned into paths"
_STYLE_HINT = "use styles only for colours, sizes and positions"


def read_svg(path: Path, display_path: str) -> Reading[str]:
    """Read a picture, or say why a brief can't contain it.

    Args:
        path: the file.
        display_path: the path in messages.

    Returns:
        SVG with a size and without references to other files; equal files give equal SVG on every machine.
    """
    hint = "simplify it: a brief shows it a few centimetres wide"
    data, unreadable = read_bytes(path, display_path, _MAX_BYTES, hint=hint)
    if data is None:
        return Reading(None, unreadable)
    root, problems = _read_tree(data, display_path, with_size=True)
    return Reading(None if root is None else tostring(root, encoding="unicode"), problems)


def svg_problems(data: bytes) -> tuple[Diagnostic, ...]:
    """Return what a picture must not have; unlike that of a brief it needs no size."""
    return _read_tree(data, "", with_size=False).problems


def _read_tree(data: bytes, display_path: str, *, with_size: bool) -> Reading[Element]:
    """Return the tree of a picture, with the size that it needs."""
    reader = _SvgReader(display_path)
    try:
        root, locations = reader.read(data)
        problems = [*reader.problems, *check_growth(root, locations)]
        if not problems:
            if with_size:
                _set_size(root, locations[root])
            return Reading(root)
    except UnreadableFileError as error:
        problems = [*reader.problems, error.diagnostic]
    return Reading(None, tuple(problems))


class _SvgReader:
    """A reader that builds the tree of SVG elements and reports forbidden content."""

    def __init__(self, display_path: str) -> None:
        self.display_path = display_path
        self.problems: list[Diagnostic] = []
        self.builder = TreeBuilder()
        self.are_kept: list[bool] = []  # whether each open element is SVG, and in SVG
        self.locations: dict[Element, Location] = {}
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.handle_start
        self.parser.EndElementHandler = self.handle_end
        self.parser.CharacterDataHandler = self.handle_text
        self.parser.StartDoctypeDeclHandler = self.handle_doctype

    def read(self, data: bytes) -> tuple[Element, dict[Element, Location]]:
        """Read a file, and return its root element and the location of each element.

        Raises:
            UnreadableFileError: if the file is not SVG, has a DOCTYPE or nests too deep.
        """
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Location(self.display_path, error.lineno, error.offset + 1)
            message = f"the file is not XML: {expat.ErrorString(error.code)}"
            raise UnreadableFileError(Diagnostic("svg-syntax", message, place, hint=_PLAIN_HINT)) from error
        root = next(iter(self.locations), None)
        if root is None or root.tag != "svg":
            place = Location(self.display_path)
            hint = f'its first element must be <svg xmlns="{_SVG}">'
            raise UnreadableFileError(Diagnostic("svg-syntax", "the file is not SVG", place, hint=hint))
        return root, self.locations

    @property
    def location(self) -> Location:
        """Return the current location of the parser."""
        return Location(self.display_path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def handle_doctype(self, *_: object) -> None:
        """Refuse a DOCTYPE, which could define entities."""
        hint = "delete it, from <!DOCTYPE to its >: SVG needs none"
        raise UnreadableFileError(refused("the picture has a DOCTYPE", self.location, hint))

    def handle_start(self, full_name: str, attributes: dict[str, str]) -> None:
        """Add an element of SVG to the tree, and refuse a forbidden one."""
        if len(self.are_kept) >= MAX_DEPTH:
            message = f"elements are nested more than {MAX_DEPTH} levels deep"
            raise UnreadableFileError(refused(message, self.location, "ungroup some of them"))
        namespace, _, name = full_name.rpartition(" ")
        is_allowed = name in _ALLOWED_ELEMENTS
        if namespace == _SVG and not is_allowed:
            message = f"<{name}> is not allowed in a picture"
            self.problems.append(refused(message, self.location, _PLAIN_HINT))
        is_kept = namespace == _SVG and is_allowed and all(self.are_kept[-1:])
        self.are_kept.append(is_kept)
        if is_kept:
            element = self.builder.start(name, dict(self.allowed_attributes(attributes)))
            self.locations[element] = self.location

    def allowed_attributes(self, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes of SVG, and refuse forbidden ones."""
        for full_name, value in attributes.items():
            name = "href" if full_name == _XLINK_HREF else full_name
            if " " in name:
                continue
            if problem := _find_attribute_problem(name, value, self.location):
                self.problems.append(problem)
            else:
                yield name, value

    def handle_text(self, text: str) -> None:
        """Add text to the tree."""
        if self.are_kept and self.are_kept[-1]:
            self.builder.data(text)

    def handle_end(self, full_name: str) -> None:
        """Close an element, and check a style sheet, whose text is complete only now."""
        if self.are_kept.pop():
            element = self.builder.end(full_name.rpartition(" ")[2])
            if element.tag == "style" and _may_fetch("".join(element.itertext())):
                message = "a style sheet would fetch something"
                self.problems.append(refused(message, self.locations[element], _STYLE_HINT))
            elif element.tag == "style" and _has_huge_number("".join(element.itertext()), _NUMBER):
                message = f"a style sheet has a number above {_MAX_NUMBER}"
                self.problems.append(refused(message, self.locations[element], _SCALE_HINT))


def _find_attribute_problem(name: str, value: str, location: Location) -> Diagnostic | None:
    """Return the problem of an attribute that runs, fetches or repeats something; None if there is none."""
    if name.lower().startswith("on"):
        return refused(f"{name!r} would run a script", location, "delete it: a picture only draws")
    if name == "href":
        is_internal = _INTERNAL_HREF.fullmatch(value)
        hint = "refer only to parts of the picture, by #ID"
        return None if is_internal else refused(f"{value[:40]!r} leads out of the picture", location, hint)
    if name == "spreadMethod" and value != "pad":
        return refused("a gradient repeats", location, "let it end: spreadMethod pad")
    if name not in ("class", "id") and _may_fetch(value):
        return refused(f"{name!r} would fetch something", location, _STYLE_HINT)
    return None if name in ("class", "id") else _find_shape_problem(name, value, location)


def _find_shape_problem(name: str, value: str, location: Location) -> Diagnostic | None:
    """Return the problem of a shape that a typesetter draws for ever, or not at all; None if there is none."""
    if name == "d" and (wrong := _PATH_PART.sub("", value)):
        return refused(f"the path has {wrong[:20]!r}, which is not drawn", location, "export it again")
    if _has_huge_number(value, _SHAPE_NUMBER if name == "d" else _NUMBER):
        return refused(f"{name!r} has a number above {_MAX_NUMBER}", location, _SCALE_HINT)
    return None


def _has_huge_number(value: str, pattern: re.Pattern[str]) -> bool:
    """Return whether a value has a number that no picture needs."""
    return any(abs(float(number)) > _MAX_NUMBER for number in pattern.findall(value))


def _may_fetch(style: str) -> bool:
    """Return whether a value or a style sheet refers to anything outside the picture, or could hide that."""
    return _FETCHING_STYLE.search(INTERNAL_URL.sub(" ", style)) is not None


def _set_size(root: Element, location: Location) -> None:
    """Set the visible area of a picture, and its size, in user units.

    Raises:
        UnreadableFileError: if it has none.
    """
    sides = [root.get(side, "").removesuffix("px") for side in ("width", "height")]
    view_box = root.get("viewBox") or " ".join(["0 0", *sides])
    try:
        numbers = [float(part) for part in _SEPARATOR.split(view_box.strip())]
    except ValueError:
        numbers = []
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:  # noqa: PLR2004 - left, top, width, height
        hint = 'write viewBox="0 0 WIDTH HEIGHT" into its <svg>'
        raise UnreadableFileError(Diagnostic("svg-size", "the picture has no size", location, hint=hint))
    texts = [f"{number:.10g}" for number in numbers]
    others = {name: value for name, value in root.attrib.items() if name not in _SIZE_ATTRIBUTES}
    size = {"viewBox": " ".join(texts), "width": texts[2], "height": texts[3]}
    root.attrib = {"xmlns": _SVG, **size, **others}
