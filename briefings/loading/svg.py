"""From an SVG file that a user brings to a picture that only draws.

What draws is kept and written out anew; what an editor left there for itself (comments, metadata, attributes of its
own) is left out; what would run, fetch, link or grow without bound is refused with its place. What may stay is
listed, so that nothing which browsers learn later slips through.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from briefings.loading.files import read_bytes
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DEEPEST", "MOST_BYTES", "read_svg"]

MOST_BYTES = 256_000
DEEPEST = 32
"""Levels of elements, an element that is used or referred to standing below the one that does so."""
MOST_DRAWN = 10_000
"""Elements, counted again wherever they are used."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_DRAWN = frozenset({
    "circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path", "pattern",
    "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol", "text", "tspan", "use",
})  # fmt: skip
_SILENT = frozenset({"desc", "metadata", "title"})
_WITH_TEXT = frozenset({"style", "text", "tspan"})
_GRADIENTS = ("linearGradient", "radialGradient")
_HINTS = {
    "a": "take the link out, and leave what it encloses",
    "foreignObject": "save it as plain SVG, without what is for one program only",
    "image": "draw it with paths: pictures within the picture are not read",
    "script": "take it out: a picture is drawn, not run",
}
_HINT = "save it as plain SVG; text and effects turned into paths"
_FUNCTIONS = frozenset({
    "hsl", "hsla", "matrix", "rgb", "rgba", "rotate", "scale", "skewx", "skewy", "translate", "url",
})  # fmt: skip
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_OWN = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)", re.IGNORECASE)
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_HREF = re.compile(r"#([\w.:-]+)")
_NAMES = ("class", "id")
_NOT_DRAWING = re.compile(r"(?:aria|data)-.*|lang|role|tabindex")
_ROOT_SIZE = ("height", "preserveAspectRatio", "viewBox", "width", "x", "y")
_SEPARATOR = re.compile(r"[\s,]+")


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    location: Location
    children: list[_Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[_Element]:
        """The element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, _Element):
                yield from child.elements()

    @property
    def text(self) -> str:
        return "".join(child for child in self.children if isinstance(child, str))


class _StopReadingError(Exception):
    """The rest can't be read; the reason is among the problems already."""


def read_svg(path: Path, shown_as: str, problems: list[Diagnostic]) -> str | None:
    """Read a picture; None if there is anything in it that a note can't take.

    Args:
        path: the file.
        shown_as: the name under which its places are reported.
        problems: what is wrong is added here.

    Returns:
        SVG that says its size, asks for no other file and is the same for the same file everywhere.
    """
    hint = "simplify it: a picture of a note is a few centimetres wide"
    data = read_bytes(path, shown_as, MOST_BYTES, problems, hint=hint)
    if data is None:
        return None
    found: list[Diagnostic] = []
    try:
        root = _Reader(shown_as, found).read(data)
        _bounded(root, found)
        if not found:
            return _written(root, _view_box(root, found))
    except _StopReadingError:
        pass
    problems += found
    return None


class _Reader:
    """Builds the tree of what draws, reporting what must not be in it."""

    def __init__(self, shown_as: str, problems: list[Diagnostic]) -> None:
        self.shown_as = shown_as
        self.problems = problems
        self.open: list[_Element | None] = []  # None for what is left out
        self.root: _Element | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def read(self, data: bytes) -> _Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Location(self.shown_as, error.lineno, error.offset + 1)
            self.stop("svg-syntax", f"not XML: {expat.ErrorString(error.code)}", place, _HINT)
        if self.root is None:
            self.stop(
                "svg-syntax",
                "is not SVG",
                Location(self.shown_as),
                f'its first element is <svg xmlns="{_SVG}">',
            )
        return self.root

    @property
    def here(self) -> Location:
        return Location(self.shown_as, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse(self, message: str, hint: str) -> None:
        self.problems.append(Diagnostic("svg-refused", message, self.here, hint=hint))

    def stop(self, code: str, message: str, place: Location, hint: str) -> NoReturn:
        self.problems.append(Diagnostic(code, message, place, hint=hint))
        raise _StopReadingError

    def doctype(self, *_: object) -> None:
        self.stop(
            "svg-refused", "a DOCTYPE", self.here, "take it out, from <!DOCTYPE to its >: SVG needs none"
        )

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        namespace, _, name = full_name.rpartition(" ")
        above = self.open[-1] if self.open else None
        kept = namespace == _SVG and name in _DRAWN and (above is not None or not self.open)
        element = _Element(name, {}, self.here) if kept else None
        if len(self.open) >= DEEPEST:
            message = f"elements within elements, more than {DEEPEST} levels deep"
            self.stop("svg-refused", message, self.here, "ungroup some of them")
        if namespace == _SVG and name not in _DRAWN | _SILENT:
            self.refuse(f"<{name}> is not for pictures in notes", _HINTS.get(name, _HINT))
        if element:
            element.attributes = dict(self.kept(attributes))
            if above:
                above.children.append(element)
            elif name == "svg":
                self.root = element
        self.open.append(element)

    def kept(self, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        for full_name, value in attributes.items():
            name = "href" if full_name == _XLINK_HREF else full_name
            if " " in name or _NOT_DRAWING.fullmatch(name):
                continue
            if name.lower().startswith("on"):
                self.refuse(f"{name!r} would run a script", _HINTS["script"])
            elif name == "href" and not _HREF.fullmatch(value):
                self.refuse(
                    f"{value[:40]!r} leads out of the picture", "refer to parts of the picture only, by #ID"
                )
            elif name == "spreadMethod" and value != "pad":
                self.refuse("a gradient that repeats", "let it end: spreadMethod pad")
            elif name not in _NAMES and (fault := _fault(value)):
                self.refuse(f"{name!r} has {fault}", _STYLE_HINT)
            else:
                yield name, value

    def characters(self, text: str) -> None:
        element = self.open[-1] if self.open else None
        if element and element.name in _WITH_TEXT:
            element.children.append(text)

    def end(self, _name: str) -> None:
        element = self.open.pop()
        # Not before: the parser hands over long text in pieces.
        if element and element.name == "style" and (fault := _fault(element.text)):
            _refuse(element, f"a style has {fault}", _STYLE_HINT, self.problems)


_STYLE_HINT = "colours, sizes and places are for pictures; nothing that fetches or computes"


def _fault(value: str) -> str:
    """What is wrong with a value, or with a style sheet; empty if nothing is."""
    if "@" in value or "\\" in value:
        return f"the character {'@' if '@' in value else chr(92)}"
    if len(_OWN.findall(value)) != len(_URL.findall(value)):
        return "an address outside the picture"
    strange = (name for name in _FUNCTION.findall(value) if name.lower() not in _FUNCTIONS)
    return next((f"the function {name}()" for name in strange), "")


def _references(element: _Element) -> Iterator[str]:
    """The ids of what an element uses or refers to."""
    for name, value in element.attributes.items():
        if name == "href":
            yield value[1:]
        else:
            yield from (id_ for _, id_ in _OWN.findall(value))


def _bounded(root: _Element, problems: list[Diagnostic]) -> None:
    """Report references by which a small file would become a huge picture, or one without end."""
    by_id: dict[str, _Element] = {}
    for element in root.elements():
        id_ = element.attributes.get("id")
        if id_ is not None and by_id.setdefault(id_, element) is not element:
            _refuse(element, f"the id {id_!r} for the second time", "give each id once", problems)
    for element in root.elements():
        if element.name == "style":
            for _, id_ in _OWN.findall(element.text):
                if id_ in by_id and by_id[id_].name not in _GRADIENTS:
                    hint = "name it in an attribute of the element itself"
                    _refuse(element, f"a style refers to #{id_}, which is no gradient", hint, problems)
    sizes: dict[int, tuple[int, int]] = {}
    above: list[_Element] = []

    def size(element: _Element) -> tuple[int, int]:
        """How many elements are drawn for this one, and in how many levels."""
        if id(element) in sizes:
            return sizes[id(element)]
        if any(element is other for other in above):
            _refuse(element, f"<{element.name}> is drawn within itself", "take the reference out", problems)
            raise _StopReadingError
        if len(above) >= DEEPEST:
            _too_deep(element, problems)
        above.append(element)
        below = [child for child in element.children if isinstance(child, _Element)]
        below += [by_id[id_] for id_ in _references(element) if id_ in by_id]
        measured = [size(other) for other in below]
        above.pop()
        count, levels = 1 + sum(n for n, _ in measured), 1 + max((level for _, level in measured), default=0)
        sizes[id(element)] = count, levels
        return count, levels

    count, levels = size(root)
    if levels > DEEPEST:
        _too_deep(root, problems)
    if count > MOST_DRAWN:
        hint = "simplify it, or use less of it again"
        _refuse(root, f"more than {MOST_DRAWN} elements, each counted wherever it is used", hint, problems)


def _too_deep(element: _Element, problems: list[Diagnostic]) -> NoReturn:
    hint = "use the element itself, not one that uses it"
    _refuse(element, f"elements that use others, more than {DEEPEST} levels deep", hint, problems)
    raise _StopReadingError


def _refuse(element: _Element, message: str, hint: str, problems: list[Diagnostic]) -> None:
    problems.append(Diagnostic("svg-refused", message, element.location, hint=hint))


def _view_box(root: _Element, problems: list[Diagnostic]) -> tuple[float, ...]:
    """Left, top, width and height of what is shown, in user units."""
    given = root.attributes.get("viewBox", "")
    if not given:
        given = " ".join(
            ["0 0", *(root.attributes.get(side, "").removesuffix("px") for side in ("width", "height"))]
        )
    try:
        left, top, width, height = (float(part) for part in _SEPARATOR.split(given.strip()))
    except ValueError:
        width = height = left = top = 0
    if not (width > 0 and height > 0 and all(map(math.isfinite, (left, top, width, height)))):
        hint = 'write viewBox="0 0 WIDTH HEIGHT" into its <svg>'
        problems.append(Diagnostic("svg-size", "does not say how large it is", root.location, hint=hint))
        raise _StopReadingError
    return left, top, width, height


def _written(root: _Element, box: tuple[float, ...]) -> str:
    numbers = [f"{number:.10g}" for number in box]
    for name in _ROOT_SIZE:
        root.attributes.pop(name, None)
    size = {"viewBox": " ".join(numbers), "width": numbers[2], "height": numbers[3]}
    root.attributes = {"xmlns": _SVG, **size, **root.attributes}
    return _markup(root)


def _markup(node: _Element | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    inside = "".join(_markup(child) for child in node.children)
    return f"<{node.name}{attributes}>{inside}</{node.name}>" if inside else f"<{node.name}{attributes}/>"
