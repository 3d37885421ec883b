"""Reading of SVG files from users into pictures that only draw.

Elements that draw are kept and serialized. What editors add for themselves (comments, metadata, their own attributes)
is omitted. Content that runs, fetches, links or grows without limit is refused with its location. The lists name what
is allowed, so features that browsers add later are refused.
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

__all__ = ["MAX_BYTES", "MAX_DEPTH", "read_svg"]

MAX_BYTES = 256_000
MAX_DEPTH = 32
"""The most levels of elements; an element counts as a child of each element that uses or refers to it."""
MAX_ELEMENTS = 10_000
"""The most elements; each counts again wherever it is used."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_DRAWN_ELEMENTS = frozenset({
    "circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path", "pattern",
    "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol", "text", "tspan", "use",
})  # fmt: skip
_OMITTED_ELEMENTS = frozenset({"desc", "metadata", "title"})
_TEXT_ELEMENTS = frozenset({"style", "text", "tspan"})
_GRADIENTS = ("linearGradient", "radialGradient")
_HINTS = {
    "a": "take the link out, and leave what it encloses",
    "foreignObject": "save it as plain SVG, without what is for one program only",
    "image": "draw it with paths: pictures within the picture are not read",
    "script": "take it out: a picture is drawn, not run",
}
_DEFAULT_HINT = "save it as plain SVG; text and effects turned into paths"
_ALLOWED_FUNCTIONS = frozenset({
    "hsl", "hsla", "matrix", "rgb", "rgba", "rotate", "scale", "skewx", "skewy", "translate", "url",
})  # fmt: skip
_FUNCTION_CALL = re.compile(r"([\w-]*)\s*\(")
_INTERNAL_URL = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)", re.IGNORECASE)
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_INTERNAL_HREF = re.compile(r"#([\w.:-]+)")
_NAME_ATTRIBUTES = ("class", "id")
_OMITTED_ATTRIBUTES = re.compile(r"(?:aria|data)-.*|lang|role|tabindex")
_SIZE_ATTRIBUTES = ("height", "preserveAspectRatio", "viewBox", "width", "x", "y")
_SEPARATOR = re.compile(r"[\s,]+")


@dataclass(slots=True)
class _Element:
    """An element of the picture, with its children in order."""

    name: str
    attributes: dict[str, str]
    location: Location
    children: list[_Element | str] = field(default_factory=list)

    def iterate(self) -> Iterator[_Element]:
        """Yield the element and all its descendants."""
        yield self
        for child in self.children:
            if isinstance(child, _Element):
                yield from child.iterate()

    @property
    def text(self) -> str:
        """Return the text directly in the element."""
        return "".join(child for child in self.children if isinstance(child, str))


class _StopReadingError(Exception):
    """An unreadable rest of a file; the problems already contain the reason."""


def read_svg(path: Path, display_path: str, problems: list[Diagnostic]) -> str | None:
    """Read a picture, or report why a note can't contain it and return None.

    Args:
        path: the file.
        display_path: the path in messages.
        problems: list to add problems to.

    Returns:
        SVG with a size and without references to other files; equal files give equal SVG on every machine.
    """
    hint = "simplify it: a picture of a note is a few centimetres wide"
    data = read_bytes(path, display_path, MAX_BYTES, problems, hint=hint)
    if data is None:
        return None
    svg_problems: list[Diagnostic] = []
    try:
        root = _SvgReader(display_path, svg_problems).read(data)
        _check_references(root, svg_problems)
        if not svg_problems:
            return _serialize(root, _view_box(root, svg_problems))
    except _StopReadingError:
        pass
    problems += svg_problems
    return None


class _SvgReader:
    """A reader that builds the tree of drawn elements and reports forbidden content."""

    def __init__(self, display_path: str, problems: list[Diagnostic]) -> None:
        self.display_path = display_path
        self.problems = problems
        self.open_elements: list[_Element | None] = []  # None for an omitted element
        self.root: _Element | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.handle_start
        self.parser.EndElementHandler = self.handle_end
        self.parser.CharacterDataHandler = self.handle_text
        self.parser.StartDoctypeDeclHandler = self.handle_doctype

    def read(self, data: bytes) -> _Element:
        """Read a file and return its root element."""
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Location(self.display_path, error.lineno, error.offset + 1)
            self.stop("svg-syntax", f"not XML: {expat.ErrorString(error.code)}", place, _DEFAULT_HINT)
        if self.root is None:
            self.stop(
                "svg-syntax",
                "is not SVG",
                Location(self.display_path),
                f'its first element is <svg xmlns="{_SVG}">',
            )
        return self.root

    @property
    def location(self) -> Location:
        """Return the current location of the parser."""
        return Location(self.display_path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse(self, message: str, hint: str) -> None:
        """Report forbidden content at the current location."""
        self.problems.append(Diagnostic("svg-refused", message, self.location, hint=hint))

    def stop(self, code: str, message: str, location: Location, hint: str) -> NoReturn:
        """Report a problem and stop reading."""
        self.problems.append(Diagnostic(code, message, location, hint=hint))
        raise _StopReadingError

    def handle_doctype(self, *_: object) -> None:
        """Refuse a DOCTYPE."""
        self.stop(
            "svg-refused", "a DOCTYPE", self.location, "take it out, from <!DOCTYPE to its >: SVG needs none"
        )

    def handle_start(self, full_name: str, attributes: dict[str, str]) -> None:
        """Add an element that draws to the tree, and refuse a forbidden one."""
        namespace, _, name = full_name.rpartition(" ")
        parent = self.open_elements[-1] if self.open_elements else None
        is_drawn = (
            namespace == _SVG and name in _DRAWN_ELEMENTS and (parent is not None or not self.open_elements)
        )
        element = _Element(name, {}, self.location) if is_drawn else None
        if len(self.open_elements) >= MAX_DEPTH:
            message = f"elements within elements, more than {MAX_DEPTH} levels deep"
            self.stop("svg-refused", message, self.location, "ungroup some of them")
        if namespace == _SVG and name not in _DRAWN_ELEMENTS | _OMITTED_ELEMENTS:
            self.refuse(f"<{name}> is not for pictures in notes", _HINTS.get(name, _DEFAULT_HINT))
        if element:
            element.attributes = dict(self.allowed_attributes(attributes))
            if parent:
                parent.children.append(element)
            elif name == "svg":
                self.root = element
        self.open_elements.append(element)

    def allowed_attributes(self, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes that draw, and refuse forbidden ones."""
        for full_name, value in attributes.items():
            name = "href" if full_name == _XLINK_HREF else full_name
            if " " in name or _OMITTED_ATTRIBUTES.fullmatch(name):
                continue
            if name.lower().startswith("on"):
                self.refuse(f"{name!r} would run a script", _HINTS["script"])
            elif name == "href" and not _INTERNAL_HREF.fullmatch(value):
                self.refuse(
                    f"{value[:40]!r} leads out of the picture", "refer to parts of the picture only, by #ID"
                )
            elif name == "spreadMethod" and value != "pad":
                self.refuse("a gradient that repeats", "let it end: spreadMethod pad")
            elif name not in _NAME_ATTRIBUTES and (forbidden := _find_forbidden(value)):
                self.refuse(f"{name!r} has {forbidden}", _STYLE_HINT)
            else:
                yield name, value

    def handle_text(self, text: str) -> None:
        """Add text to an element that may contain text."""
        element = self.open_elements[-1] if self.open_elements else None
        if element and element.name in _TEXT_ELEMENTS:
            element.children.append(text)

    def handle_end(self, _name: str) -> None:
        """Close an element, and check a style sheet, whose text is complete only now."""
        element = self.open_elements.pop()
        # Not earlier: the parser passes long text in pieces.
        if element and element.name == "style" and (forbidden := _find_forbidden(element.text)):
            _refuse(element, f"a style has {forbidden}", _STYLE_HINT, self.problems)


_STYLE_HINT = "colours, sizes and places are for pictures; nothing that fetches or computes"


def _find_forbidden(value: str) -> str:
    """Return the forbidden content of a value or a style sheet, in words; empty if there is none."""
    if "@" in value or "\\" in value:
        return f"the character {'@' if '@' in value else chr(92)}"
    if len(_INTERNAL_URL.findall(value)) != len(_URL.findall(value)):
        return "an address outside the picture"
    unknown = (name for name in _FUNCTION_CALL.findall(value) if name.lower() not in _ALLOWED_FUNCTIONS)
    return next((f"the function {name}()" for name in unknown), "")


def _referenced_ids(element: _Element) -> Iterator[str]:
    """Yield the ids of the elements that an element uses or refers to."""
    for name, value in element.attributes.items():
        if name == "href":
            yield value[1:]
        else:
            yield from (id_ for _, id_ in _INTERNAL_URL.findall(value))


def _check_references(root: _Element, problems: list[Diagnostic]) -> None:
    """Report references that would make a small file a huge or endless picture."""
    by_id: dict[str, _Element] = {}
    for element in root.iterate():
        id_ = element.attributes.get("id")
        if id_ is not None and by_id.setdefault(id_, element) is not element:
            _refuse(element, f"the id {id_!r} for the second time", "give each id once", problems)
    for element in root.iterate():
        if element.name == "style":
            for _, id_ in _INTERNAL_URL.findall(element.text):
                if id_ in by_id and by_id[id_].name not in _GRADIENTS:
                    hint = "name it in an attribute of the element itself"
                    _refuse(element, f"a style refers to #{id_}, which is no gradient", hint, problems)
    sizes: dict[int, tuple[int, int]] = {}
    ancestors: list[_Element] = []

    def size(element: _Element) -> tuple[int, int]:
        """Return how many elements are drawn for this one, and in how many levels."""
        if id(element) in sizes:
            return sizes[id(element)]
        if any(element is ancestor for ancestor in ancestors):
            _refuse(element, f"<{element.name}> is drawn within itself", "take the reference out", problems)
            raise _StopReadingError
        if len(ancestors) >= MAX_DEPTH:
            _refuse_depth(element, problems)
        ancestors.append(element)
        drawn = [child for child in element.children if isinstance(child, _Element)]
        drawn += [by_id[id_] for id_ in _referenced_ids(element) if id_ in by_id]
        child_sizes = [size(child) for child in drawn]
        ancestors.pop()
        count = 1 + sum(child_count for child_count, _ in child_sizes)
        levels = 1 + max((child_levels for _, child_levels in child_sizes), default=0)
        sizes[id(element)] = count, levels
        return count, levels

    count, levels = size(root)
    if levels > MAX_DEPTH:
        _refuse_depth(root, problems)
    if count > MAX_ELEMENTS:
        hint = "simplify it, or use less of it again"
        _refuse(root, f"more than {MAX_ELEMENTS} elements, each counted wherever it is used", hint, problems)


def _refuse_depth(element: _Element, problems: list[Diagnostic]) -> NoReturn:
    """Report references that nest too deep, and stop reading."""
    hint = "use the element itself, not one that uses it"
    _refuse(element, f"elements that use others, more than {MAX_DEPTH} levels deep", hint, problems)
    raise _StopReadingError


def _refuse(element: _Element, message: str, hint: str, problems: list[Diagnostic]) -> None:
    """Report forbidden content at an element."""
    problems.append(Diagnostic("svg-refused", message, element.location, hint=hint))


def _view_box(root: _Element, problems: list[Diagnostic]) -> tuple[float, ...]:
    """Return left, top, width and height of the visible area, in user units."""
    view_box = root.attributes.get("viewBox", "")
    if not view_box:
        view_box = " ".join(
            ["0 0", *(root.attributes.get(side, "").removesuffix("px") for side in ("width", "height"))]
        )
    try:
        left, top, width, height = (float(part) for part in _SEPARATOR.split(view_box.strip()))
    except ValueError:
        width = height = left = top = 0
    if not (width > 0 and height > 0 and all(map(math.isfinite, (left, top, width, height)))):
        hint = 'write viewBox="0 0 WIDTH HEIGHT" into its <svg>'
        problems.append(Diagnostic("svg-size", "does not say how large it is", root.location, hint=hint))
        raise _StopReadingError
    return left, top, width, height


def _serialize(root: _Element, view_box: tuple[float, ...]) -> str:
    """Return the picture as SVG with the size of its visible area."""
    numbers = [f"{number:.10g}" for number in view_box]
    for name in _SIZE_ATTRIBUTES:
        root.attributes.pop(name, None)
    size = {"viewBox": " ".join(numbers), "width": numbers[2], "height": numbers[3]}
    root.attributes = {"xmlns": _SVG, **size, **root.attributes}
    return _to_markup(root)


def _to_markup(node: _Element | str) -> str:
    """Return an element or a text as markup."""
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    content = "".join(_to_markup(child) for child in node.children)
    return f"<{node.name}{attributes}>{content}</{node.name}>" if content else f"<{node.name}{attributes}/>"
