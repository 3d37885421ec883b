"""Checks of the style sheets of a house, before anything is rendered.

Browsers and WeasyPrint skip rules that they do not know, and close everything that is open at the end of the file.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from briefings.model.diagnostics import Diagnostic, Location
from briefings.outputs.css.sheet import (
    GROUPS,
    MAX_DEPTH,
    at_rule_name,
    iterate_nodes,
    parse_style,
    statements,
)
from briefings.outputs.css.values import (
    Fault,
    find_addresses,
    find_font_files,
    find_growth,
    find_signs,
    find_words,
)
from briefings.outputs.page_margins import PAGE_SIDE_LIMITS, check_page_size
from briefings.outputs.typesetter import find_unsupported_css

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.outputs.css.sheet import Node, Statement

__all__ = ["check_own", "check_style", "named_font_files", "printed_signs"]

_END = "end-of-this-file"
_POSITION = re.compile(r"\bat (\d+):(\d+)")
_MAX_REPORTED = 100
_AT_RULES = GROUPS | {"charset", "counter-style", "font-face", "keyframes", "page", "property"}
_FONT_DESCRIPTORS = frozenset(
    {"font-display", "font-family", "font-stretch", "font-style", "font-weight", "src"}
)
_BROKEN = {
    "bad-string": "this string does not end in its line",
    "bad-url": "this address has a character that only an address in quotes can have",
}
_MILLIMETRES = {"cm": 10, "in": 25.4, "mm": 1, "pc": 25.4 / 6, "pt": 25.4 / 72, "px": 25.4 / 96, "q": 0.25}


def check_style(text: str, shown_as: str, *, for_pdf: bool) -> list[Diagnostic]:
    """Return all problems of a style sheet.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
        for_pdf: whether PDFs use it; then rules that WeasyPrint does not support are problems too.
    """
    problems = check_own(text, shown_as)
    if for_pdf and not problems:
        problems = [_as_diagnostic(message, shown_as) for message in find_unsupported_css(text)]
    return problems


def check_own(text: str, shown_as: str) -> list[Diagnostic]:
    """Return the problems for which a style sheet of a house is refused, whatever it is used for.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
    """
    nodes = parse_style(text)
    faults = list(_find_unclosed(text)) or list(_find_broken(nodes)) or list(_find_forbidden(nodes))
    return [fault.in_file(shown_as) for fault in islice(faults, _MAX_REPORTED)]


def printed_signs(text: str, shown_as: str) -> list[tuple[str, Location]]:
    """Return the signs that a style sheet without problems prints in every medium, each with its place.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
    """
    return [
        (sign.value, Location(shown_as, sign.source_line, sign.source_column))
        for statement in statements(parse_style(text))
        if statement.node.type == "declaration" and "media" not in statement.within
        for sign in find_signs(statement.node)
    ]


def named_font_files(text: str, shown_as: str) -> list[tuple[str, Location]]:
    """Return the names of the font files that a style sheet without problems asks for, each with its place.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
    """
    return [
        (name, Location(shown_as, node.source_line, node.source_column))
        for statement in statements(parse_style(text))
        if statement.node.type == "declaration" and "font-face" in statement.within
        for name, node in find_font_files(statement.node.value)
    ]


def _find_unclosed(text: str) -> Iterator[Fault]:
    """Yield the fault of an unclosed block, string or comment: later style sheets would be lost in it."""
    *_, last = tinycss2.parse_stylesheet(f"{text}\n{_END} {{}}")
    if last.type != "qualified-rule" or tinycss2.serialize(last.prelude).strip() != _END:
        message = "the style sheet ends inside a rule, string or comment that starts here"
        yield Fault("style", last, message, "close the brace, bracket, quote or comment")


def _find_broken(nodes: Sequence[Node]) -> Iterator[Fault]:
    """Yield a fault for each bracket that closes nothing, each broken string, and brackets that nest too deep."""
    for node, depth in iterate_nodes(nodes):
        if depth > MAX_DEPTH:
            yield Fault(
                "style", node, f"brackets are nested more than {MAX_DEPTH} levels deep", "write it in parts"
            )
            return
        if node.type == "error" and node.kind in ("}", "]", ")"):
            yield Fault("style", node, f"this {node.kind} closes nothing", "remove it")
        elif node.type == "error" and node.kind in _BROKEN:
            yield Fault("style", node, _BROKEN[node.kind], "close it, or put it in quotes")


def _find_forbidden(nodes: Sequence[Node]) -> Iterator[Fault]:
    """Yield each part of a style sheet that states something, asks for something, or can't be used."""
    found = list(statements(nodes))
    for statement in found:
        if statement.node.type == "declaration":
            yield from _find_in_declaration(statement)
        else:
            yield from find_addresses(statement.node.prelude)
            if statement.node.type == "at-rule":
                yield from _find_in_at_rule(statement)
    yield from find_growth(item.node for item in found if item.node.type == "declaration")


def _find_in_at_rule(statement: Statement) -> Iterator[Fault]:
    """Yield the fault of an at-rule that a note has no use for; the margins of pages are never used."""
    name = at_rule_name(statement.node)
    if name == "import":
        yield Fault(
            "refused-request",
            statement.node,
            "the style sheet asks for another one",
            "copy its rules to this place",
        )
    elif name not in _AT_RULES and "page" not in statement.within:
        yield Fault("style", statement.node, f"a style sheet of a note can't have @{name}", "remove it")


def _find_in_declaration(statement: Statement) -> Iterator[Fault]:
    """Yield the faults of a declaration."""
    node = statement.node
    around = statement.within[-1] if statement.within else ""
    is_font = around == "font-face"
    yield from find_words(node, counts=around == "counter-style")
    yield from find_addresses(node.value, in_font=is_font)
    if is_font and node.lower_name not in _FONT_DESCRIPTORS:
        yield Fault(
            "style", node, f"a font can't have {node.lower_name}: it would change letters", "remove it"
        )
    if node.lower_name == "string-set":
        message = "string-set makes words for the margins of pages, which no style sheet reaches"
        yield Fault("style", node, message, "remove it")
    if any(part.type == "{} block" for part in node.value):
        yield Fault(
            "style", node, f"the value of {node.name} has braces", "close the rule before, or remove it"
        )
    if around == "page" and node.lower_name == "size":
        yield from _check_size(node)


def _check_size(declaration: Node) -> Iterator[Fault]:
    """Yield the fault of a page that is too small or too large; sizes by name are known to be fit."""
    sides = [
        part.value * _MILLIMETRES[part.lower_unit]
        for part in declaration.value
        if part.type == "dimension" and part.lower_unit in _MILLIMETRES
    ]
    if sides and (message := check_page_size(sides[0], sides[-1])):
        hint = "choose sides from {} to {} mm".format(*PAGE_SIDE_LIMITS)
        yield Fault("page-size", declaration, message, hint)


def _as_diagnostic(message: str, shown_as: str) -> Diagnostic:
    """Return a message of WeasyPrint as diagnostic, in its own words; most of them name line and column.

    Args:
        message: as WeasyPrint logs it.
        shown_as: name of the file for messages.
    """
    position = _POSITION.search(message)
    location = Location(shown_as, int(position[1]), int(position[2])) if position else Location(shown_as)
    return Diagnostic("style", f"WeasyPrint: {message}", location, hint="correct the rule, or remove it")
