"""What a template may not do, told from its text, whether or not that part of it is ever rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from briefings.model.diagnostics import did_you_mean
from briefings.templating.slots import CLOSE, OPEN, has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "STRUCTURE", "Asked", "Block", "Finding", "blocks", "extended", "labels_asked", "lint", "markup", "misplaced", "references",
]  # fmt: skip

STRUCTURE = "a note is made of headings, lists, tables and emphasis"

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "the tag 'filter' is",
    nodes.ScopedEvalContextModifier: "the tag 'autoescape' is",
    nodes.Mod: "the operator % is",
    nodes.Mul: "multiplication is",
    nodes.Pow: "powers are",
}
# Links, pictures, code, HTML: what would take a value for an address, or show it otherwise than it is.
_MARKUP = re.compile(r"[\[\]<`\\&]|~~~")
_LARGEST = 1000
# What templates call, and how they say what is to stand there where there is no such label.
_LABEL, _OTHERWISE = "label", "otherwise"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a template may not do.

    Attributes:
        line: 1-based, in the template.
        fatal: whether the template must not even be compiled, since that could take all time and memory.
    """

    code: str
    message: str
    line: int
    hint: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template asks of the label file, as far as that shows without running it.

    Attributes:
        key: of the label.
        values: the names of the values that it puts into the label; None if that shows only in use.
        optional: whether it says what is to stand there where there is no such label.
        line: 1-based, in the template.
    """

    key: str
    values: frozenset[str] | None
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a template that another one can override.

    Attributes:
        name: of the block.
        names: what it can use besides what every template has: the things that loops and macros around it named.
    """

    name: str
    names: tuple[str, ...]


def lint(tree: nodes.Template) -> Iterator[Finding]:
    """What a template may not do."""
    for node in _walk(tree):
        if what := _REFUSED.get(type(node)) or _refused_constant(node):
            message = f"{what} not for templates"
            yield Finding("template-refused", message, node.lineno, "keep templates to structure", fatal=True)
        if isinstance(node, nodes.TemplateData):
            yield from _words(node.lineno, node.data)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                for const in _printed_constants(child):
                    yield from _words(const.lineno, str(const.value))


def markup(text: str) -> str:
    """What is wrong with structure that is more than structure; empty if nothing is."""
    found = _MARKUP.search(text)
    return f"{found[0]!r} is not for templates" if found else ""


def blocks(node: nodes.Node, names: tuple[str, ...] = ()) -> Iterator[Block]:
    """The blocks of a template, as they stand in it.

    Args:
        node: the template, or a part of it.
        names: what loops and macros around the part have named.
    """
    for child in node.iter_child_nodes():
        inner = names
        if isinstance(child, nodes.For):
            inner = (*names, *(name.name for name in _walk(child.target) if isinstance(name, nodes.Name)))
        elif isinstance(child, nodes.Macro):
            inner = (*names, *(argument.name for argument in child.args))
        if isinstance(child, nodes.Block):
            inner = names if child.scoped else ()
            yield Block(child.name, inner)
        yield from blocks(child, inner)


def extended(tree: nodes.Template) -> str:
    """The name of the template that one extends, as written; empty if it extends none, or that shows only in use."""
    found = next(tree.find_all(nodes.Extends), None)
    return str(found.template.value) if found and isinstance(found.template, nodes.Const) else ""


def references(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """The names, as written, of the templates that one can't do without, and the lines on which it asks for them."""
    for node in _walk(tree):
        if isinstance(node, nodes.Extends | nodes.FromImport | nodes.Import | nodes.Include):
            optional = isinstance(node, nodes.Include) and node.ignore_missing
            name = node.template.value if isinstance(node.template, nodes.Const) else None
            if isinstance(name, str) and not optional:
                yield name, node.lineno


def labels_asked(tree: nodes.Template) -> Iterator[Asked]:
    """The labels that a template asks for by a key that is written in it, be it one of two."""
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name != _LABEL or not call.args:
            continue
        names = frozenset(keyword.key for keyword in call.kwargs)
        for const in _alternatives(call.args[0]):
            if isinstance(const.value, str):
                yield Asked(
                    const.value,
                    None if call.dyn_kwargs else names - {_OTHERWISE},
                    len(call.args) > 1 or _OTHERWISE in names,
                    const.lineno,
                )


def misplaced(tree: nodes.Template, known: Sequence[str]) -> Iterator[Finding]:
    """What is never printed of a template that extends another one.

    Args:
        tree: the template.
        known: the blocks of the one that it extends, and of those which that one extends.
    """
    for node in _outside(tree.body):
        if isinstance(node, nodes.Block) and node.name not in known:
            message = f"there is no block {node.name!r} to override, so this one is never printed"
            hint = did_you_mean(node.name, known)
            listed = f"blocks: {', '.join(known)}"
            hint = f"{hint} {listed}" if hint.startswith("did") else listed
            yield Finding("unknown-block", message, node.lineno, hint)
        elif isinstance(node, nodes.Output) and not _blank(node):
            message = "this stands in no block, so it is never printed"
            hint = "put it into a block that overrides one of the template below"
            yield Finding("unknown-block", message, _first_line(node), hint)


def _outside(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """What stands in no block and in no macro."""
    for node in body:
        if isinstance(node, nodes.If | nodes.For):
            yield from _outside(node.iter_child_nodes())
        else:
            yield node


def _blank(node: nodes.Output) -> bool:
    return all(isinstance(child, nodes.TemplateData) and not child.data.strip() for child in node.nodes)


def _first_line(node: nodes.Output) -> int:
    """The line of the first thing that an output prints."""
    for child in node.nodes:
        if not isinstance(child, nodes.TemplateData):
            return child.lineno
        if child.data.strip():
            return child.lineno + child.data[: -len(child.data.lstrip())].count("\n")
    return node.lineno


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _words(line: int, data: str) -> Iterator[Finding]:
    for offset, text in enumerate(data.split("\n")):
        if has_words(text):
            hint = "put the words into the label file and print {{ label('...') }}"
            message = f"the template has words of its own: {text.strip()!r}"
            yield Finding("template-words", message, line + offset, hint)
        elif message := markup(text):
            yield Finding("template-refused", message, line + offset, STRUCTURE)


def _refused_constant(node: nodes.Node) -> str:
    """What is wrong with a constant, printed or not; empty if nothing is."""
    value = node.value if isinstance(node, nodes.Const) else getattr(node, "data", None)
    if isinstance(value, str) and (OPEN in value or CLOSE in value):
        return "noncharacters are"
    return "large numbers are" if isinstance(value, int | float) and value > _LARGEST else ""


def _alternatives(node: nodes.Node | None) -> Iterator[nodes.Const]:
    """The constants that an expression is, whole: itself, or one of two."""
    if isinstance(node, nodes.Const):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _alternatives(node.expr1)
        yield from _alternatives(node.expr2)


def _printed_constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """Constants that an expression prints, as far as that shows without running it."""
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
