"""The Jinja environment: a sandbox that keeps values out of text and lets a template extend the file below it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2.parser import Parser
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefings.model.diagnostics import Diagnostic, with_article
from briefings.model.suggest import nearest_match, with_suggestion
from briefings.templating.budget import (
    Budget,
    BudgetCodeGenerator,
    check_depth,
    cut_refused,
    make_filters,
    raise_too_deep,
    size_of,
)
from briefings.templating.slots import Record, Value, record_fields, record_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType

    from jinja2 import nodes
    from jinja2.runtime import Context

__all__ = ["BELOW_PREFIX", "FILTER_NAMES", "PRIMITIVES", "Environment", "UnknownNameError"]

FILTER_NAMES = (
    "batch", "first", "join", "last", "length", "list", "map", "reject", "rejectattr", "reverse", "select",
    "selectattr", "slice", "sort",
)  # fmt: skip
BELOW_PREFIX = "below/"
"""Prefix of a template name: search only the folders below that of the template that asks for it."""

PRIMITIVES = (str, int, float, type(None))
"""Types that become plain text when printed."""


class UnknownNameError(jinja2.UndefinedError):
    """The use of an unknown name or field in a template."""

    def __init__(self, _message: str, *, owner: Any, name: str) -> None:  # noqa: ANN401 - templates ask anything
        """Describe the unknown name.

        Args:
            owner: the object without the field; Jinja's `missing` for an unknown name.
            name: the name or field.
        """
        self.owner = owner
        self.name = name
        super().__init__(self._describe())

    def _describe(self) -> str:
        """Return the message of the error."""
        if self.owner is missing:
            return f"the name {self.name!r} is unknown"
        if isinstance(self.owner, Record):
            return f"{with_article(record_kind(self.owner))} has no field {self.name!r}"
        return f"{_describe_type(self.owner)} has no {self.name!r}"

    def to_diagnostic(self, available: Iterable[str]) -> Diagnostic:
        """Return the problem without its location, with the nearest known name and the fields of the record.

        Args:
            available: the names that the template has at the point of the error.
        """
        problem = Diagnostic("template-error", str(self))
        if self.owner is missing:
            return with_suggestion(problem, self.name, available)
        known = record_fields(self.owner) if isinstance(self.owner, Record) else ()
        hint = f"its fields are {', '.join(known)}" if known else ""
        return replace(problem, suggestion=nearest_match(self.name, known), hint=hint)


class _Undefined(jinja2.StrictUndefined):
    """An undefined value that raises an error on any use."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,  # noqa: ANN401 - as Jinja declares it
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = UnknownNameError,
    ) -> None:
        error = (
            partial(UnknownNameError, owner=obj, name=str(name)) if hint is None and name is not None else exc
        )
        super().__init__(hint, obj, name, error)  # type: ignore[arg-type] # only called


class Environment(ImmutableSandboxedEnvironment):
    """The environment of templates, which reach the fields of records and the methods of collections.

    Attributes:
        budget: the steps that are left for the note that is being rendered.
    """

    code_generator_class = BudgetCodeGenerator
    intercepted_binops = frozenset({"+", "-", "/", "//"})

    def __init__(
        self,
        loader: jinja2.BaseLoader | None,
        finalize: Callable[..., Any],
        join_path: Callable[[str, str], str],
        compile_text: Callable[[str, str, str], CodeType] | None,
    ) -> None:
        """Create the environment.

        Args:
            loader: the loader of templates; None if it only compiles.
            finalize: called with everything that a template prints.
            join_path: returns the key of the template that another one asks for, given the name that it asks for and
                its own key.
            compile_text: returns the code of a template, given its text, name and file; may raise to refuse it. None if
                no template is loaded.
        """
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=_Undefined,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.budget = Budget()
        self.filters = make_filters(FILTER_NAMES, self.spend)
        self.globals = {}
        self._join_path = join_path
        self._compile_text = compile_text

    def join_path(self, template: str, parent: str) -> str:
        """Return the key to load a template by, given the name that its parent asks for."""
        return self._join_path(template, parent)

    def spend(self, steps: int) -> None:
        """Take some steps of the budget; templates call this in every body.

        Raises:
            BudgetExceededError: if too few are left.
        """
        self.budget.spend(steps)

    def concatenate(self, *parts: Any) -> str:  # noqa: ANN401 - templates join anything
        """Return the parts of a join with `~` as one text."""
        self.spend(sum(map(size_of, parts)))
        return markup_join(parts)

    def concat(self, parts: Iterable[str]) -> str:
        """Return the pieces of a template, macro or block as one text; Jinja calls it for each of them.

        The pieces of a whole template come from a generator and were paid for when they were printed.
        """
        if isinstance(parts, list):
            self.spend(sum(map(len, parts)))
        return "".join(parts)

    def before_slice(self, thing: Any) -> Any:  # noqa: ANN401 - templates slice anything
        """Return what a template is about to cut, after paying for the copy."""
        cut_refused(thing)
        self.spend(size_of(thing))
        return thing

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        """Return a sum or another result, after paying for its size."""
        self.spend(size_of(left) + size_of(right))
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja declares it
        """Return a field; a list is made when a template asks for it, and paid for."""
        value = super().getattr(obj, attribute)
        self.spend(size_of(value))
        return value

    def compile(  # type: ignore[override] # only the loader calls it
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        """Return the code of a template that the loader has found."""
        if self._compile_text is None:
            raise NotImplementedError
        return self._compile_text(source, name or "", filename or "")

    def parse_text(self, source: str, name: str, filename: str) -> nodes.Template:
        """Return the tree of a template; each error of its syntax has a place.

        Raises:
            TemplateSyntaxError: if it has errors, or is nested too deep.
        """
        parser = None
        try:
            parser = Parser(self, source, name, filename)
            tree = parser.parse()
        except RecursionError:
            raise_too_deep(parser.stream.current.lineno if parser else 1, name, filename)
        except jinja2.TemplateSyntaxError as error:
            error.filename = error.filename or filename  # the lexer does not name it
            raise
        check_depth(tree, name, filename)
        return tree

    def compile_tree(self, tree: nodes.Template, name: str, filename: str) -> CodeType:
        """Return the code of a tree, which changes when its constants are computed."""
        return self._compile(self._generate(tree, name, filename), filename)

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002 - as Jinja declares it
        """Keep the original traceback, since its frames give the location and the fact of an error."""
        raise  # noqa: PLE0704 - called while an exception is handled

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja declares it
        """Deny the methods of strings, numbers and values, which would turn them into plain text."""
        if isinstance(obj, Record):
            # A shortcut for nearly all objects; the sandbox gives the same answer, but slower.
            return not attr.startswith("_")
        return not isinstance(obj, (*PRIMITIVES, Value)) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _value: object) -> None:
        """Deny `str.format`, which the sandbox of Jinja allows with a check of its own."""


def _describe_type(thing: object) -> str:
    """Return the type of an object in the words of a message."""
    if isinstance(thing, Value):
        return "a value"
    if isinstance(thing, tuple | list):
        return "a list"
    return "a mapping" if isinstance(thing, dict) else with_article(type(thing).__name__)
