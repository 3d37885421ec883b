"""The budget of a rendering: how much a template may do for one note, whatever the machine.

Steps are counted, not seconds, so a template that is refused is refused everywhere. Jinja compiles a call of `spend`
into the body of every loop, condition, macro and block; joins, sums and filters pay for the size of what they make. So
neither loops in loops nor a text that doubles itself can take much time or memory.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateSyntaxError
from jinja2.filters import FILTERS

from briefings.templating.slots import OPEN, NotPrintableError
from briefings.templating.syntax_tree import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jinja2.compiler import Frame

__all__ = [
    "Budget",
    "BudgetCodeGenerator",
    "check_depth",
    "cut_refused",
    "make_filters",
    "raise_too_deep",
    "size_of",
]

_STEP_LIMIT = 10_000_000
"""The steps that one note may take: fifty times what the largest shipped note takes."""

_MAX_DEPTH, _MAX_NESTED_TAGS = 100, 15
_NESTING_TAGS = (
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.CallBlock,
    nodes.Block,
    nodes.With,
    nodes.AssignBlock,
)
_SIZED = (str, list, tuple, dict)
_BITS_PER_STEP = 32
_UNCOUNTED_FILTERS = ("first", "last", "length")


class BudgetExceededError(NotPrintableError):
    """The end of a rendering that has used all its steps."""

    def __init__(self) -> None:
        hint = "look for loops in loops, a macro that calls itself, or a text that is joined to itself"
        super().__init__("the templates of this note do too much", hint)


class Budget:
    """The steps that are left for one note."""

    def __init__(self, steps: int = _STEP_LIMIT) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take some steps.

        Raises:
            BudgetExceededError: if fewer are left.
        """
        self.left -= steps
        if self.left < 0:
            raise BudgetExceededError


class BudgetCodeGenerator(CodeGenerator):
    """A compiler of templates whose code spends the budget of the environment."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write the code of a body, which pays for its parts each time that it runs."""
        body = list(nodes)
        if body:
            cost = sum(_cost_of(part) for node in body for part in walk(node))
            self.writeline(f"environment.spend({cost})", body[0])
        super().blockvisit(body, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - as Jinja names it
        """Write the code of a join with `~`."""
        self._write_call("concatenate", node.nodes, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - as Jinja names it
        """Write the code of a slice, which pays for what it copies; that of an item stays."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._write_call("before_slice", [node.node], frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def _write_call(self, method: str, arguments: Sequence[nodes.Node], frame: Frame) -> None:
        """Write a call of a method of the environment."""
        self.write(f"environment.{method}(")
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _cost_of(node: nodes.Node) -> int:
    """Return the steps of a part of a template: one, and more for a long text."""
    return 1 + (len(node.data) if isinstance(node, nodes.TemplateData) else 0)


def size_of(thing: object) -> int:
    """Return the steps that a copy of something takes: its length, or the length of a number."""
    if isinstance(thing, _SIZED):
        return len(thing)
    return thing.bit_length() // _BITS_PER_STEP if isinstance(thing, int) else 0


def cut_refused(thing: object) -> None:
    """Refuse to cut a text with values, as a part of a value may look like another one.

    Raises:
        NotPrintableError: if the text has values.
    """
    if isinstance(thing, str) and OPEN in thing:
        message = "the template prints a part of a value"
        raise NotPrintableError(message, "print values as they are", "template-bare-value")


def make_filters(names: Iterable[str], spend: Callable[[int], None]) -> dict[str, Callable[..., Any]]:
    """Return the filters of Jinja by name, each of which pays for the size of what it gets and makes."""
    return {
        name: FILTERS[name] if name in _UNCOUNTED_FILTERS else _make_filter(name, spend) for name in names
    }


def _make_filter(name: str, spend: Callable[[int], None]) -> Callable[..., Any]:
    """Return a filter that pays."""
    original = FILTERS[name]
    takes_context = hasattr(original, "jinja_pass_arg")

    @wraps(original)
    def filter_(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as Jinja calls it
        """Pay, then filter."""
        index = 1 if takes_context else 0
        value = arguments[index]
        cut_refused(value)
        spend(
            size_of(value)
            + sum(_size_argument(item) for item in (*arguments[index + 1 :], *options.values()))
        )
        if name != "join":
            return original(*arguments, **options)
        items = list(value)
        separators = [item for item in (*arguments[index + 1 :], *options.values()) if isinstance(item, str)]
        spend(sum(1 + size_of(item) for item in items) + len(items) * sum(map(len, separators)))
        return original(*arguments[:index], items, *arguments[index + 1 :], **options)

    return filter_


def _size_argument(argument: object) -> int:
    """Return the steps for an argument of a filter: a number is the length of a list to make."""
    return abs(argument) if isinstance(argument, int) else 0


def check_depth(tree: nodes.Template, name: str | None, file: str | None) -> None:
    """Check that a template is not nested so deep that Python could not compile it.

    Raises:
        TemplateSyntaxError: at the line that is too deep.
    """
    pending: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while pending:
        node, depth, tags = pending.pop()
        if depth > _MAX_DEPTH or tags > _MAX_NESTED_TAGS:
            raise_too_deep(node.lineno, name, file)
        inner_tags = tags + isinstance(node, _NESTING_TAGS)
        pending += ((child, depth + 1, inner_tags) for child in node.iter_child_nodes())


def raise_too_deep(line: int, name: str | None, file: str | None) -> NoReturn:
    """Raise the error for a template that is nested too deep."""
    message = f"this is nested too deep: {_MAX_NESTED_TAGS} tags, or {_MAX_DEPTH} levels in all, are allowed"
    raise TemplateSyntaxError(message, line, name, file)
