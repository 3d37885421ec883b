"""Style sheets as trees of rules, at-rules and declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "GROUPS",
    "MAX_DEPTH",
    "Node",
    "Statement",
    "at_rule_name",
    "block_of",
    "iterate_nodes",
    "parse_style",
    "statements",
]

Node = Any
"""A node of tinycss2, which has no types."""
MAX_DEPTH = 30
"""The most levels of brackets and braces in a style sheet."""
GROUPS = frozenset({"container", "layer", "media", "starting-style", "supports"})
"""The at-rules that contain rules for elements."""


class Statement(NamedTuple):
    """A rule, an at-rule or a declaration.

    Attributes:
        node: of tinycss2.
        within: the names of the at-rules around it, from outside to inside; empty texts for rules.
    """

    node: Node
    within: tuple[str, ...]


def parse_style(text: str) -> list[Node]:
    """Return the rules, at-rules and errors of a style sheet."""
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def at_rule_name(node: Node) -> str:
    """Return the name of an at-rule in lower case, without a browser's prefix."""
    name = str(node.lower_at_keyword)
    return name[1:].partition("-")[2] if name.startswith("-") else name


def block_of(node: Node, within: tuple[str, ...]) -> list[Node]:
    """Return what stands in the braces of a rule or at-rule; empty without braces.

    Args:
        node: the rule or at-rule.
        within: the names of what is around it, as in `Statement`.
    """
    if node.content is None:
        return []
    holds_rules = node.type == "at-rule" and at_rule_name(node) in {*GROUPS, "keyframes"}
    if holds_rules and "" not in within:
        return list(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
    return list(tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True))


def statements(nodes: Iterable[Node], within: tuple[str, ...] = ()) -> Iterator[Statement]:
    """Yield every rule, at-rule and declaration in reading order; errors are left out."""
    for node in nodes:
        if node.type == "error":
            continue
        yield Statement(node, within)
        if node.type != "declaration":
            name = at_rule_name(node) if node.type == "at-rule" else ""
            yield from statements(block_of(node, within), (*within, name))


def _inner_nodes(node: Node) -> list[Node]:
    """Return the nodes directly inside a node: in its brackets, braces, selector or value."""
    return [
        inner
        for name in ("prelude", "content", "arguments", "value")
        if isinstance(found := getattr(node, name, None), list)
        for inner in found
    ]


def iterate_nodes(nodes: Iterable[Node]) -> Iterator[tuple[Node, int]]:
    """Yield every node with its depth, from 1, in reading order; however deep they nest, this does not recurse."""
    stack = [(node, 1) for node in reversed(list(nodes))]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        stack += ((inner, depth + 1) for inner in reversed(_inner_nodes(node)))
