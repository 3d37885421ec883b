"""Static checks of templates, which also cover parts that are never rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from briefings.model.diagnostics import suggestion_hint
from briefings.templating.slots import CLOSE, OPEN, has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "STRUCTURE_HINT",
    "Block",
    "LabelUse",
    "LintFinding",
    "check_overrides",
    "check_template",
    "find_blocks",
    "label_uses",
    "markup_problem",
    "parent_template",
    "required_templates",
]  # fmt: skip

STRUCTURE_HINT = "a note is made of headings, lists, tables and emphasis"

_REFUSED_NODES: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "the tag 'filter' is",
    nodes.ScopedEvalContextModifier: "the tag 'autoescape' is",
    nodes.Mod: "the operator % is",
    nodes.Mul: "multiplication is",
    nodes.Pow: "powers are",
}
# Links, pictures, code and HTML would treat a value as an address or change how it looks.
_REFUSED_MARKUP = re.compile(r"[\[\]<`\\&]|~~~")
_LARGEST_NUMBER = 1000
# The function that templates call for a label, and its parameter for the value to print if the label does not exist.
_LABEL, _OTHERWISE = "label", "otherwise"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A problem in a template.

    Attributes:
        code: code of the diagnostic.
        message: the message.
        line: line in the template, 1-based.
        hint: the hint.
        is_fatal: whether the template must not even be compiled, since that could exhaust time and memory.
    """

    code: str
    message: str
    line: int
    hint: str
    is_fatal: bool = False


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


def check_template(tree: nodes.Template) -> Iterator[LintFinding]:
    """Yield everything in a template that is not allowed."""
    for node in _walk(tree):
        if subject := _REFUSED_NODES.get(type(node)) or _constant_problem(node):
            message = f"{subject} not for templates"
            yield LintFinding(
                "template-refused", message, node.lineno, "keep templates to structure", is_fatal=True
            )
        if isinstance(node, nodes.TemplateData):
            yield from _check_text(node.lineno, node.data)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                for const in _printed_constants(child):
                    yield from _check_text(const.lineno, str(const.value))


def markup_problem(text: str) -> str:
    """Return what is wrong with the markup in a text; empty if nothing is."""
    match = _REFUSED_MARKUP.search(text)
    return f"{match[0]!r} is not for templates" if match else ""


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
                *(name.name for name in _walk(child.target) if isinstance(name, nodes.Name)),
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
    for node in _walk(tree):
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
                    None if call.dyn_kwargs else names - {_OTHERWISE},
                    _OTHERWISE in names,
                    const.lineno,
                )


def check_overrides(tree: nodes.Template, known_blocks: Sequence[str]) -> Iterator[LintFinding]:
    """Yield the parts of a template that are never printed because it extends another one.

    Args:
        tree: the template.
        known_blocks: names of the blocks of all templates that it extends, directly or indirectly.
    """
    for node in _outside_blocks(tree.body):
        if isinstance(node, nodes.Block) and node.name not in known_blocks:
            message = f"there is no block {node.name!r} to override, so this one is never printed"
            hint = suggestion_hint(node.name, known_blocks)
            listed = f"blocks: {', '.join(known_blocks)}"
            hint = f"{hint} {listed}" if hint.startswith("did") else listed
            yield LintFinding("unknown-block", message, node.lineno, hint)
        elif isinstance(node, nodes.Output) and not _is_blank(node):
            message = "this stands in no block, so it is never printed"
            hint = "put it into a block that overrides one of the template below"
            yield LintFinding("unknown-block", message, _first_line(node), hint)


def _outside_blocks(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the nodes outside blocks and macros, those within conditions and loops included."""
    for node in body:
        if isinstance(node, nodes.If | nodes.For):
            yield from _outside_blocks(node.iter_child_nodes())
        else:
            yield node


def _is_blank(node: nodes.Output) -> bool:
    """Return whether an output prints only white space."""
    return all(isinstance(child, nodes.TemplateData) and not child.data.strip() for child in node.nodes)


def _first_line(node: nodes.Output) -> int:
    """Return the line of the first visible thing that an output prints."""
    for child in node.nodes:
        if not isinstance(child, nodes.TemplateData):
            return child.lineno
        if child.data.strip():
            return child.lineno + child.data[: -len(child.data.lstrip())].count("\n")
    return node.lineno


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all nodes below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _check_text(first_line: int, data: str) -> Iterator[LintFinding]:
    """Yield the words and the markup in a text of a template, line by line."""
    for offset, text in enumerate(data.split("\n")):
        if has_words(text):
            hint = "put the words into the label file and print {{ label('...') }}"
            message = f"the template has words of its own: {text.strip()!r}"
            yield LintFinding("template-words", message, first_line + offset, hint)
        elif message := markup_problem(text):
            yield LintFinding("template-refused", message, first_line + offset, STRUCTURE_HINT)


def _constant_problem(node: nodes.Node) -> str:
    """Return what is wrong with a constant, printed or not; empty if nothing is."""
    value = node.value if isinstance(node, nodes.Const) else getattr(node, "data", None)
    if isinstance(value, str) and (OPEN in value or CLOSE in value):
        return "noncharacters are"
    return "large numbers are" if isinstance(value, int | float) and value > _LARGEST_NUMBER else ""


def _constant_alternatives(node: nodes.Node | None) -> Iterator[nodes.Const]:
    """Yield the constants that an expression may be as a whole: itself, or the alternatives of a condition."""
    if isinstance(node, nodes.Const):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _constant_alternatives(node.expr1)
        yield from _constant_alternatives(node.expr2)


def _printed_constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """Yield the constants that an expression prints, as far as its source shows them."""
    if isinstance(node, nodes.Const):
        yield node
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _printed_constants(part)
    elif isinstance(node, nodes.CondExpr):
        yield from _printed_constants(node.expr1)
        if node.expr2 is not None:
            yield from _printed_constants(node.expr2)
    elif isinstance(node, nodes.Filter) and node.name == "join":
        for argument in node.args:
            yield from _printed_constants(argument)
