"""The parts of a template, read from its syntax tree: its blocks, its labels, and the templates that it requires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Block",
    "LabelUse",
    "find_blocks",
    "label_uses",
    "parent_template",
    "required_templates",
    "walk",
]  # fmt: skip

# The function that templates call for a label, and its parameter for the value to print if the label does not exist.
_LABEL, _DEFAULT = "label", "default"


@dataclass(frozen=True, slots=True)
class LabelUse:
    """The use of a label in a template, as far as its source shows it.

    Attributes:
        key: key of the label.
        value_names: names of the values for the places of the label; None if the source does not show them.
        is_optional: whether the template gives a value to print if the label does not exist.
        line: line in the template, 1-based.
    """

    key: str
    value_names: frozenset[str] | None
    is_optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a template, which another template can override.

    Attributes:
        name: name of the block.
        names: names that it can use besides those of every template, from the loops and macros around it.
    """

    name: str
    names: tuple[str, ...]


def find_blocks(node: nodes.Node, names: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the blocks of a template, in the order of its source.

    Args:
        node: the template or a part of it.
        names: names that the loops and macros around the part define.
    """
    for child in node.iter_child_nodes():
        inner_names = names
        if isinstance(child, nodes.For):
            inner_names = (
                *names,
                *(name.name for name in walk(child.target) if isinstance(name, nodes.Name)),
            )
        elif isinstance(child, nodes.Macro):
            inner_names = (*names, *(argument.name for argument in child.args))
        if isinstance(child, nodes.Block):
            inner_names = names if child.scoped else ()
            yield Block(child.name, inner_names)
        yield from find_blocks(child, inner_names)


def parent_template(tree: nodes.Template) -> str:
    """Return the name, as written, of the template that one extends.

    The result is empty if it extends none, or if the name is computed.
    """
    extends = next(tree.find_all(nodes.Extends), None)
    return str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else ""


def required_templates(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield the names, as written, of the templates that a template requires, each with the line that asks for it."""
    for node in walk(tree):
        if isinstance(node, nodes.Extends | nodes.FromImport | nodes.Import | nodes.Include):
            is_optional = isinstance(node, nodes.Include) and node.ignore_missing
            name = node.template.value if isinstance(node.template, nodes.Const) else None
            if isinstance(name, str) and not is_optional:
                yield name, node.lineno


def label_uses(tree: nodes.Template) -> Iterator[LabelUse]:
    """Yield the labels that a template asks for by a literal key, or by one of two."""
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name != _LABEL or not call.args:
            continue
        names = frozenset(keyword.key for keyword in call.kwargs)
        for const in _constant_alternatives(call.args[0]):
            if isinstance(const.value, str):
                yield LabelUse(
                    const.value,
                    None if call.dyn_kwargs else names - {_DEFAULT},
                    _DEFAULT in names,
                    const.lineno,
                )


def walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all nodes below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


def _constant_alternatives(node: nodes.Node | None) -> Iterator[nodes.Const]:
    """Yield the constants that an expression may be as a whole: itself, or the alternatives of a condition."""
    if isinstance(node, nodes.Const):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _constant_alternatives(node.expr1)
        yield from _constant_alternatives(node.expr2)
