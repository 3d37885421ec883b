"""Jinja as templates have it: a sandbox in which values stay values, and names lead to the file below as well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefings.model.diagnostics import a, did_you_mean
from briefings.templating.slots import Record, Value, fields, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import nodes

__all__ = ["BELOW", "FILTER_NAMES", "PLAIN", "Environment", "UnknownNameError"]

FILTER_NAMES = (
    "batch", "first", "join", "last", "length", "list", "map", "reject", "rejectattr", "reverse", "select",
    "selectattr", "slice", "sort",
)  # fmt: skip
BELOW = "below/"
"""Before the name of a template: the one that would serve it if the folder of the asking one were not searched."""
PLAIN = (str, int, float, type(None))


class UnknownNameError(jinja2.UndefinedError):
    """A template uses a name or a field that there is not."""

    def __init__(self, _message: str, *, of: Any, name: str) -> None:  # noqa: ANN401 - templates ask anything
        self.of = of
        self.name = name
        super().__init__(self._told())

    def _told(self) -> str:
        if self.of is missing:
            return f"there is no {self.name!r}"
        if isinstance(self.of, Record):
            return f"{a(kind(self.of))} has no field {self.name!r}"
        return f"{_named(self.of)} has no {self.name!r}"

    def hint(self, names: Iterable[str]) -> str:
        """What was probably meant, and what there is.

        Args:
            names: those that the template has where it asked.
        """
        if self.of is missing:
            return did_you_mean(self.name, names)
        known = fields(self.of) if isinstance(self.of, Record) else ()
        near = did_you_mean(self.name, known)
        listed = f"it has {', '.join(known)}" if known else ""
        return f"{near} {listed}" if near.startswith("did") else listed


class _Unknown(jinja2.StrictUndefined):
    """Stands for what there is not, and fails whatever a template does with it."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,  # noqa: ANN401 - as Jinja declares it
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = UnknownNameError,
    ) -> None:
        error = (
            partial(UnknownNameError, of=obj, name=str(name)) if hint is None and name is not None else exc
        )
        super().__init__(hint, obj, name, error)  # type: ignore[arg-type] # only called


class Environment(ImmutableSandboxedEnvironment):
    """Lets templates reach the fields of records and the methods of collections."""

    def __init__(
        self,
        loader: jinja2.BaseLoader,
        finalize: Callable[..., Any],
        below: Callable[[str, str], str],
        lint: Callable[[nodes.Template, str, str], None],
    ) -> None:
        """Make an environment.

        Args:
            loader: finds templates.
            finalize: sees what a template prints.
            below: turns a name, asked for by a template, into that of the file below.
            lint: sees each template before it is compiled, with its name and file, and may refuse it.
        """
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=_Unknown,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters = {name: FILTERS[name] for name in FILTER_NAMES}
        self.globals = {}
        self._below = below
        self._lint = lint

    def join_path(self, template: str, parent: str) -> str:
        """The name under which a template is loaded that another one asks for."""
        return self._below(template.removeprefix(BELOW), parent) if template.startswith(BELOW) else template

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Have judged what is going to be compiled: the very tree, which so is made once."""
        self._lint(source, name or "", filename or "")
        return super()._generate(source, name, filename, defer_init)

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002 - as Jinja declares it
        """Leave the traceback as it is: places are told from its frames, and what these were about as well."""
        raise  # noqa: PLE0704 - called while an exception is handled

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja declares it
        """Deny what strings, numbers and values can do: it would make bare text of them."""
        if isinstance(obj, Record):
            return not attr.startswith(
                "_"
            )  # what nearly all are; the sandbox would say the same, in ten steps
        return not isinstance(obj, (*PLAIN, Value)) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _value: object) -> None:
        """Deny `format` of strings as well, which the sandbox of Jinja lets through with a check of its own."""


def _named(thing: object) -> str:
    if isinstance(thing, Value):
        return "a value"
    if isinstance(thing, tuple | list):
        return "a list"
    return "a mapping" if isinstance(thing, dict) else a(type(thing).__name__)
