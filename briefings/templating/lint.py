"""Static checks of templates, which also cover parts that are never rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from briefings.loading.characters import first_refused_character
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.suggest import nearest_match
from briefings.templating.environment import FILTER_NAMES
from briefings.templating.slots import has_words
from briefings.templating.syntax_tree import walk
from briefings.views.records import FACT_LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "STRUCTURE_HINT",
    "PartOutsideBlocks",
    "check_constructs",
    "check_fact_lists",
    "check_overrides",
    "check_words",
    "markup_problem",
    "parts_outside_blocks",
]

STRUCTURE_HINT = "a note consists of headings, lists, tables and emphasis"

_REFUSED_NODES: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "the tag 'filter'",
    nodes.ScopedEvalContextModifier: "the tag 'autoescape'",
    nodes.Mod: "the operator %",
    nodes.Mul: "multiplication",
    nodes.Pow: "powers",
}
# Links, pictures, code and HTML would treat a value as an address or change how it looks.
_REFUSED_MARKUP = re.compile(r"[\[\]<`\\&]|~~~")
_LARGEST_NUMBER = 1000
_FACT_MAPPINGS = ("facts", "coming_facts", "past_facts")


def check_constructs(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Yield the constructs that templates can't use.

    A template with one must not even be compiled, since that could exhaust time and memory.

    Args:
        tree: the template.
        path: its file, as messages show it.
    """
    for node in walk(tree):
        location = Location(path, node.lineno)
        if isinstance(node, nodes.Filter) and node.name not in FILTER_NAMES:
            hint = f"templates can use the filters {', '.join(FILTER_NAMES)}"
            yield Diagnostic(
                "template-refused", f"templates can't use the filter {node.name!r}", location, hint=hint
            )
        elif construct := _REFUSED_NODES.get(type(node)) or _refused_constant(node):
            hint = "use conditions, loops, blocks, macros and labels"
            yield Diagnostic("template-refused", f"templates can't use {construct}", location, hint=hint)


def check_words(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Yield the words and the markup that a template must not have in its text and in what it prints.

    Args:
        tree: the template.
        path: its file, as messages show it.
    """
    for node in walk(tree):
        if isinstance(node, nodes.TemplateData):
            yield from _check_text(node.data, path, node.lineno)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                for const in _printed_constants(child):
                    yield from _check_text(str(const.value), path, const.lineno)


def check_fact_lists(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Yield the lists of facts that a template names, but that no view has.

    Args:
        tree: the template.
        path: its file, as messages show it.
    """
    for node in walk(tree):
        if isinstance(node, nodes.Getattr | nodes.Getitem) and _read_name(node.node) in _FACT_MAPPINGS:
            name = _read_name(node)
        else:
            continue
        if name and name not in FACT_LISTS:
            yield Diagnostic(
                "template-error",
                f"no list of facts is called {name!r}",
                Location(path, node.lineno),
                hint=f"the lists are {', '.join(FACT_LISTS)}",
                suggestion=nearest_match(name, FACT_LISTS),
            )


def _read_name(node: nodes.Node) -> str:
    """Return the name or the field that an expression reads; empty if its source does not show it."""
    if isinstance(node, nodes.Getitem):
        return str(node.arg.value) if isinstance(node.arg, nodes.Const) else ""
    return str(getattr(node, "attr", "") or getattr(node, "name", ""))


def markup_problem(text: str) -> str:
    """Return what is wrong with the markup in a text; empty if nothing is."""
    match = _REFUSED_MARKUP.search(text)
    return f"templates can't use {match[0]!r}" if match else ""


class PartOutsideBlocks(NamedTuple):
    """A part of a template that stands in no other block.

    Attributes:
        block: its name, if it is a block itself; empty if it prints something.
        line: its first line that shows anything.
    """

    block: str
    line: int


def parts_outside_blocks(tree: nodes.Template) -> Iterator[PartOutsideBlocks]:
    """Yield the blocks of a template that stand in no other block, and what it prints outside them."""
    for node in _outside_blocks(tree.body):
        if isinstance(node, nodes.Block):
            yield PartOutsideBlocks(node.name, node.lineno)
        elif isinstance(node, nodes.Output) and not _is_blank(node):
            yield PartOutsideBlocks("", _first_line(node))


def check_overrides(
    parts: Iterable[PartOutsideBlocks], path: str, known_blocks: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield the parts of a template that are never printed because it extends another one.

    Args:
        parts: its parts outside blocks.
        path: its file, as messages show it.
        known_blocks: names of the blocks of all templates that it extends, directly or indirectly.
    """
    for part in parts:
        if not part.block:
            message = "this part is outside every block, so it is never printed"
            hint = "move it into a block that overrides a block of the template below"
            yield Diagnostic("unknown-block", message, Location(path, part.line), hint=hint)
        elif part.block not in known_blocks:
            message = f"the template below has no block {part.block!r}, so this block is never printed"
            yield Diagnostic(
                "unknown-block",
                message,
                Location(path, part.line),
                hint=f"its blocks are {', '.join(known_blocks)}" if known_blocks else "",
                suggestion=nearest_match(part.block, known_blocks),
            )


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


def _check_text(data: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Yield the words and the markup in a text of a template, line by line."""
    for line, text in enumerate(data.split("\n"), first_line):
        if has_words(text):
            message = f"the template has words of its own: {text.strip()!r}"
            hint = "move the words to the label file, and print {{ label('...') }}"
            yield Diagnostic("template-words", message, Location(path, line), hint=hint)
        elif message := markup_problem(text):
            yield Diagnostic("template-refused", message, Location(path, line), hint=STRUCTURE_HINT)


def _refused_constant(node: nodes.Node) -> str:
    """Return the kind of constant that templates can't use, printed or not; empty for any other node."""
    value = node.value if isinstance(node, nodes.Const) else getattr(node, "data", None)
    if isinstance(value, str):
        problem = first_refused_character(value.replace("\t", " "), Location(""))
        return f"the character {problem.value}" if problem else ""
    return "large numbers" if isinstance(value, int | float) and value > _LARGEST_NUMBER else ""


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
