"""Values in style sheets: which of them would print words, ask for a file, or grow without bound.

A style sheet states no fact: what it prints are signs and counters. It loads nothing: a picture is in the sheet itself,
and the fonts of a house are declared by their files.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

import tinycss2  # type: ignore[import-untyped]

from briefings.loading.pictures import find_pixel_problem
from briefings.loading.svg import svg_problems
from briefings.model.diagnostics import Diagnostic, Location
from briefings.outputs.css.sheet import iterate_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.outputs.css.sheet import Node

__all__ = ["Fault", "find_addresses", "find_growth", "find_signs", "find_words"]

_MAX_SIGNS = 8
_SIGNS = re.compile(
    r"[\n -/:-@\[-`{-~\u00a0-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u0589\u060c\u061b"
    r"\u061f\u2000-\u200a\u2010-\u2027\u202f-\u205e\u2190-\u22ff\u25a0-\u25ff\u2605\u2606\u2610-\u2612\u2713-\u2718\u2756"
    r"\u2761-\u2767\u2794-\u27be\u27c0-\u27ef\u2900-\u297f\u2b00-\u2bff\u3000-\u3003\u3008-\u3011\u30fb]*"
)
"""Punctuation, spaces, bullets, arrows, dashes, quotation marks and mathematical signs; no letter, digit or flag."""
_PRINTING = frozenset({
    "block-ellipsis", "bookmark-label", "content", "hyphenate-character", "list-style", "list-style-type", "quotes",
    "text-emphasis", "text-emphasis-style", "text-overflow",
})  # fmt: skip
"""The properties whose strings are printed."""
_NAMING = frozenset({
    "font", "font-family", "font-feature-settings", "font-language-override", "font-variation-settings", "grid",
    "grid-template", "grid-template-areas", "src", "syntax",
})  # fmt: skip
"""The properties whose strings are names, which no reader sees."""
_SYMBOLS = frozenset({"additive-symbols", "negative", "pad", "prefix", "suffix", "symbols"})
"""The descriptors of `@counter-style` in which a word is printed as a string is."""
_COUNTERS = frozenset({"counter-increment", "counter-reset", "counter-set"})
# The head of the column, which a narrow screen shows beside each cell.
_PRINTED_ATTRIBUTE = "data-header"
_SUBSTITUTIONS = frozenset({"attr", "env", "var"})
_ADDRESS_FUNCTIONS = frozenset({
    "-webkit-cross-fade", "-webkit-image-set", "cross-fade", "image", "image-set", "src", "url",
})  # fmt: skip
_PICTURE = re.compile(
    r"data:image/(?P<kind>gif|jpeg|png|svg\+xml|webp)(?P<base64>;[^,]*base64)?[^,]*,", re.IGNORECASE
)
_FONT_FILE = re.compile(r"briefings:[^/]+")
# An SVG that draws words, refers to anything, or says so in another encoding.
_TELLING_SVG = re.compile(
    rb"<(?:\w+:)?(?:text|image|use|style|script|foreignObject|a)\b|<[!?]|href|&#|\0", re.IGNORECASE
)
_MAX_GROWTH = 20_000
_MAX_CHAIN = 30


class Fault(NamedTuple):
    """A problem in a value.

    Attributes:
        code: of the diagnostic.
        node: the place.
        message: says what is wrong.
        hint: says what to do.
    """

    code: str
    node: Node
    message: str
    hint: str

    def in_file(self, shown_as: str) -> Diagnostic:
        """Return the fault as diagnostic; the file has this name in messages."""
        place = Location(shown_as, self.node.source_line, self.node.source_column)
        return Diagnostic(self.code, self.message, place, hint=self.hint)


def find_words(declaration: Node, *, counts: bool = False) -> Iterator[Fault]:
    """Yield each part of a declaration by which the style sheet would print words or numbers of its own.

    Args:
        declaration: of any property or descriptor.
        counts: whether it is in an `@counter-style`.
    """
    name = _plain_name(declaration)
    if name in _COUNTERS:
        yield from _find_numbers(declaration)
    if name in _NAMING or name.startswith("--"):
        return
    hint = "print signs such as – • “ or a counter; write words in a label file, facts in facts/"
    for node in _printed_nodes(declaration.value):
        if node.type == "string" or (counts and name in _SYMBOLS and node.type == "ident"):
            if not _SIGNS.fullmatch(node.value) or len(node.value) > _MAX_SIGNS:
                message = f"{_shortened(node.value)!r} is not a sign, and a style sheet prints signs only"
                yield Fault("style-words", node, message, hint)
        elif name in _PRINTING and node.type == "function" and node.lower_name in _SUBSTITUTIONS:
            arguments = tinycss2.serialize(node.arguments).strip()
            if node.lower_name != "attr" or arguments != _PRINTED_ATTRIBUTE:
                message = f"{name} prints {_shortened(node.serialize())!r}, which may have words"
                yield Fault("style-words", node, message, "write the signs in this place")


def find_signs(declaration: Node) -> Iterator[Node]:
    """Yield each string of a declaration that is printed."""
    if _plain_name(declaration) in _PRINTING:
        yield from (node for node in _printed_nodes(declaration.value) if node.type == "string")


def _find_numbers(declaration: Node) -> Iterator[Fault]:
    """Yield each number by which a counter would say more than how many things come before."""
    for node, _ in iterate_nodes(declaration.value):
        is_count = node.type == "number" and node.int_value in (-1, 0, 1)
        if (node.type == "number" and not is_count) or (
            node.type == "function" and node.lower_name != "reversed"
        ):
            message = f"{declaration.lower_name} has {_shortened(node.serialize())!r}, but a counter counts from 0 by 1"
            yield Fault("style-words", node, message, "use 0, 1 or -1")


def _printed_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the nodes of a value without those in addresses."""
    for node in nodes:
        if node.type == "function" and node.lower_name in _ADDRESS_FUNCTIONS:
            continue
        yield node
        yield from _printed_nodes(getattr(node, "arguments", None) or getattr(node, "content", None) or ())


def _plain_name(declaration: Node) -> str:
    """Return the name of a property in lower case, without a browser's prefix."""
    name = str(declaration.lower_name)
    is_prefixed = name.startswith("-") and not name.startswith("--")
    return name[1:].partition("-")[2] if is_prefixed else name


def find_addresses(nodes: Sequence[Node], *, in_font: bool = False) -> Iterator[Fault]:
    """Yield each address in a value or prelude that is not a picture in the style sheet itself.

    Args:
        nodes: of the value.
        in_font: whether they are the source of an `@font-face`, which may name a font file and nothing else.
    """
    for node, address in _addresses(nodes):
        if address is None:
            message = f"{_shortened(node.serialize())!r} is an address that is not written out"
            yield Fault("refused-request", node, message, "write a picture as url(data:…), or remove it")
        elif in_font and not _FONT_FILE.fullmatch(address):
            message = f"the style sheet asks for {_shortened(address)!r} as a font"
            yield Fault(
                "refused-request", node, message, "put the file into templates/fonts/, and use its name"
            )
        elif not in_font and (problem := _check_picture(address)):
            yield Fault("refused-request", node, problem, "write a picture as url(data:…), or remove it")


def find_font_files(nodes: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Yield the name of each font file that the source of an `@font-face` names, with its place."""
    for node, address in _addresses(nodes):
        if address and _FONT_FILE.fullmatch(address):
            yield unquote(address.partition(":")[2]), node


def _addresses(nodes: Sequence[Node], *, in_function: bool = False) -> Iterator[tuple[Node, str | None]]:
    """Yield each address with its node; None for one that a browser would compute."""
    for node in nodes:
        if node.type == "url" or (in_function and node.type == "string"):
            yield node, node.value
        elif node.type == "function" and node.lower_name in ("local", "type", "format") and not in_function:
            if node.lower_name == "local":
                yield node, node.serialize()
        elif node.type == "function" and in_function and node.lower_name in _SUBSTITUTIONS:
            yield node, None
        elif node.type == "function" and not (in_function and node.lower_name in ("type", "format")):
            is_address = in_function or node.lower_name in _ADDRESS_FUNCTIONS
            yield from _addresses(node.arguments, in_function=is_address)
        elif inner := getattr(node, "content", None):
            yield from _addresses(inner, in_function=in_function)


def _check_picture(address: str) -> str:
    """Return what is wrong with the address of a picture; empty if nothing is."""
    start = _PICTURE.match(address)
    if not start:
        return f"the style sheet asks for {_shortened(address)!r}"
    data = unquote_to_bytes(address[start.end() :])
    try:
        data = b64decode(data) if start["base64"] else data
    except ValueError:
        return "the picture in the style sheet is not base64"
    if (kind := start["kind"].lower()) != "svg+xml":
        problem = find_pixel_problem(data, kind)
        return f"the picture in the style sheet {problem}" if problem else ""
    if _TELLING_SVG.search(data):
        return "the SVG picture in the style sheet has words, styles or references"
    wrong = svg_problems(data)
    return f"the SVG picture in the style sheet is refused: {wrong[0].message}" if wrong else ""


def find_growth(declarations: Iterable[Node]) -> Iterator[Fault]:
    """Yield the first declaration whose custom properties, put in place, would make it huge.

    Args:
        declarations: all of the style sheet.
    """
    own: dict[str, list[_Part]] = {}
    parts = []
    for declaration in declarations:
        length = sum(1 for _ in iterate_nodes(declaration.value))
        part = _Part(declaration, length, tuple(_variables(declaration.value)))
        parts.append(part)
        if declaration.name.startswith("--"):
            own.setdefault(declaration.name, []).append(part)
    sizes: dict[str, int] = {}
    for part in parts:
        if part.variables and _grown_part(part, own, sizes, 0) > _MAX_GROWTH:
            message = f"{part.node.name} grows to more than {_MAX_GROWTH} parts by its custom properties"
            yield Fault("style", part.node, message, "write the value in fewer steps")
            return


class _Part(NamedTuple):
    """A declaration, the number of nodes in its value, and the custom properties that it names."""

    node: Node
    length: int
    variables: tuple[str, ...]


def _grown_part(part: _Part, own: Mapping[str, Sequence[_Part]], sizes: dict[str, int], depth: int) -> int:
    """Return the size of a value with custom properties in their places; of several values, the page takes one."""
    return part.length + sum(_grown(name, own, sizes, depth) for name in part.variables)


def _grown(name: str, own: Mapping[str, Sequence[_Part]], sizes: dict[str, int], depth: int) -> int:
    """Return the size of the largest value of a custom property; each is computed once."""
    if depth > _MAX_CHAIN:
        return _MAX_GROWTH + 1
    if name not in sizes:
        sizes[name] = 0  # a property that names itself has no value
        largest = max((_grown_part(part, own, sizes, depth + 1) for part in own.get(name, ())), default=0)
        sizes[name] = min(largest, _MAX_GROWTH + 1)
    return sizes[name]


def _variables(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the names of the custom properties in a value, each as often as it stands there."""
    for node, _ in iterate_nodes(nodes):
        if node.type == "function" and node.lower_name == "var":
            yield next((part.value for part in node.arguments if part.type == "ident"), "")


def _shortened(text: str) -> str:
    """Return the start of a text, for a message."""
    limit = 60
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
