"""The part of a page that style sheets reach: one element, the sheet, and what is in it.

Each selector gets a condition that adds nothing to its weight, so the order of rules stays what their authors meant.
Rules for `html`, `body` and `:root` apply to the sheet, which has the classes of the body. What could act on the whole
page, such as the margins of paper or the meaning of a font name, is left out.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from briefings.outputs.css.sheet import GROUPS, at_rule_name, block_of, iterate_nodes, parse_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.outputs.css.sheet import Node

__all__ = ["SHEET_CLASS", "scope_style"]

SHEET_CLASS = "sheet"
"""The class of the element that style sheets reach."""
_IN_SHEET = f":where(.{SHEET_CLASS},.{SHEET_CLASS} *)"
_PAGE_ELEMENTS = ("html", "body")
# Pseudo-elements that may be written with one colon.
_OLD_PSEUDO_ELEMENTS = frozenset({"after", "before", "first-letter", "first-line"})
_COMBINATORS = frozenset(">+~|")
# At-rules that act on nothing by themselves: only rules for elements use what they define.
_DEFINITIONS = frozenset({"counter-style", "keyframes", "property"})


@functools.lru_cache(maxsize=64)
def scope_style(text: str) -> str:
    """Return a style sheet whose rules reach the sheet and what is in it, and nothing else of a page.

    What tinycss2 can't read is left out, so that a browser reads what was written here and never what was meant
    to look like something else.
    """
    return "\n".join(_scoped_nodes(parse_style(text), ()))


def _scoped_nodes(nodes: Sequence[Node], within: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of each rule, at-rule and declaration that a page may have."""
    for node in nodes:
        if node.type == "qualified-rule":
            if selectors := _scoped_selectors(node.prelude):
                block = " ".join(_scoped_nodes(block_of(node, within), (*within, "")))
                yield f"{selectors} {{ {block} }}"
        elif node.type == "at-rule":
            yield from _scoped_at_rule(node, within)
        elif node.type == "declaration" and _is_plain(node.value):
            important = " !important" if node.important else ""
            yield f"{tinycss2.serialize_identifier(node.name)}: {tinycss2.serialize(node.value).strip()}{important};"


def _is_plain(tokens: Sequence[Node]) -> bool:
    """Return whether tokens mean the same to every reader: no braces, no broken string, no bracket that closes nothing."""
    return not any(token.type in ("error", "{} block") for token, _ in iterate_nodes(tokens))


def _scoped_at_rule(node: Node, within: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of an at-rule if a page may have it."""
    name = at_rule_name(node)
    if not _is_plain(node.prelude):
        return
    if name in _DEFINITIONS:
        if not any(part.type == "error" for part, _ in iterate_nodes(node.content or ())):
            yield node.serialize()
    elif name == "page":
        sizes = [
            part
            for part in block_of(node, within)
            if part.type == "declaration" and part.lower_name == "size" and _is_plain(part.value)
        ]
        block = " ".join(f"size:{tinycss2.serialize(part.value)};" for part in sizes)
        yield f"@page{tinycss2.serialize(node.prelude)} {{ {block} }}"
    elif name in GROUPS:
        start = f"@{node.lower_at_keyword}{tinycss2.serialize(node.prelude)}"
        if node.content is None:
            yield f"{start};"
        else:
            block = "\n".join(_scoped_nodes(block_of(node, within), (*within, name)))
            yield f"{start} {{\n{block}\n}}"


def _scoped_selectors(prelude: Sequence[Node]) -> str:
    """Return a list of selectors that match in the sheet only; empty if there is none.

    A browser takes a selector that begins like a custom property for one.
    """
    if prelude and prelude[0].type == "ident" and prelude[0].value.startswith("--"):
        return ""
    return ",".join(_scoped_selector(part) for part in _split_at_commas(prelude) if part and _is_plain(part))


def _split_at_commas(tokens: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the parts of a list, without the spaces around them."""
    part: list[Node] = []
    for node in [*tokens, None]:
        if node is None or node == ",":
            while part and part[-1].type == "whitespace":
                part.pop()
            yield part
            part = []
        elif node.type == "whitespace" and not part:
            continue
        else:
            part.append(node)


def _scoped_selector(tokens: Sequence[Node]) -> str:
    """Return a selector whose last element must be in the sheet; the condition stands before a pseudo-element."""
    start = 1 + max(
        (index for index, token in enumerate(tokens) if token.type == "whitespace" or _is_combinator(token)),
        default=-1,
    )
    end = next(
        (index for index in range(start, len(tokens)) if _is_pseudo_element(tokens, index)), len(tokens)
    )
    return f"{_selector_text(tokens[:end])}{_IN_SHEET}{_selector_text(tokens[end:])}"


def _is_combinator(token: Node) -> bool:
    """Return whether a token joins two elements of a selector."""
    return token.type == "literal" and token.value in _COMBINATORS | {"||"}


def _is_pseudo_element(tokens: Sequence[Node], index: int) -> bool:
    """Return whether a pseudo-element begins at a token."""
    if tokens[index] != ":" or index + 1 == len(tokens):
        return False
    after = tokens[index + 1]
    return after == ":" or (after.type == "ident" and after.lower_value in _OLD_PSEUDO_ELEMENTS)


def _selector_text(tokens: Sequence[Node]) -> str:
    """Return the text of a selector, in which the page and the sheet are one."""
    out: list[str] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.type == "function" and before == ":":
            out.append(f"{tinycss2.serialize_identifier(token.name)}({_selector_text(token.arguments)})")
        elif token.type == "ident" and token.lower_value in _PAGE_ELEMENTS and _names_element(before):
            out.append(_page_or_sheet(token.lower_value))
        elif token.type == "ident" and token.lower_value == "root" and out and out[-1] == ":":
            out[-1] = _page_or_sheet(":root")
        else:
            out.append(token.serialize())
    return "".join(out)


def _names_element(before: Node | None) -> bool:
    """Return whether a word after this token is the name of an element."""
    return (
        before is None
        or before.type == "whitespace"
        or before == ","
        or (before != "|" and _is_combinator(before))
    )


def _page_or_sheet(selector: str) -> str:
    """Return a selector for an element of the page or for the sheet, with the weight of the first."""
    return f":is({selector},:where(.{SHEET_CLASS}))"
