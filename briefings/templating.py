"""The only door to Jinja: the environment, where templates are found, and what they may do.

A template is structure. It may use the tags, filters and operators listed here, and it may not bring words of its
own: those belong in the label file, so that every language works the same.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from briefings.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.slots import CLOSE, OPEN, NotPrintableError, Value, has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType, TracebackType

    from jinja2.runtime import Context

__all__ = ["Templates"]

FILTER_NAMES = (
    "batch", "first", "join", "last", "length", "list", "map", "reject", "rejectattr", "reverse", "select",
    "selectattr", "slice", "sort",
)  # fmt: skip

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "the tag 'filter' is",
    nodes.ScopedEvalContextModifier: "the tag 'autoescape' is",
    nodes.Mod: "the operator % is",
    nodes.Mul: "multiplication is",
    nodes.Pow: "powers are",
}
# Links, pictures, code, HTML: what would take a value for an address, or show it otherwise than it is.
_MARKUP = re.compile(r"[\[\]<`\\&]|~~~")
_STRUCTURE = "a note is made of headings, lists, tables and emphasis"
_LARGEST = 1000
_PLAIN = (str, int, float, type(None))

Here: TypeAlias = "tuple[jinja2.Template, int]"


class Templates:
    """The templates of a project, searched in several folders, the first one that has a file winning."""

    def __init__(self, folders: Sequence[Path], project: Path) -> None:
        """Look for templates in these folders.

        Args:
            folders: search path, the partner's own first, the packaged one last.
            project: files under it are reported by their place in it.
        """
        self.folders = tuple(folders)
        self.project = project
        self.problems: list[Diagnostic] = []
        self._environment = _Environment(
            loader=_Folders(self),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters = {name: FILTERS[name] for name in FILTER_NAMES}
        self._environment.globals = {}

    def find(self, name: str) -> Path | None:
        """The file that serves a name; None if no folder has it."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Path]:
        """The files of a name, in the order of the search."""
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part for part in parts):
            return
        for folder in self.folders:
            path = folder.joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                yield path

    def fonts(self) -> list[Path]:
        """The font files for print: of the first folder that has any."""
        found = (sorted((folder / "fonts").glob("*.ttf")) for folder in self.folders)
        return next((fonts for fonts in found if fonts), [])

    def names(self) -> list[str]:
        """All templates that there are."""
        found = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*.j2")
            if "partners" not in path.relative_to(folder).parts
        }
        return sorted(found)

    def shown(self, path: Path) -> str:
        """How a template file is named to the user."""
        if path.is_relative_to(self.project):
            return path.relative_to(self.project).as_posix()
        folder = next((folder for folder in self.folders if path.is_relative_to(folder)), path.parent)
        return f"(packaged) templates/{path.relative_to(folder).as_posix()}"

    def check(self) -> list[Diagnostic]:
        """Read every template; say what is wrong with them without rendering one."""
        for name in self.names():
            self._guarded(partial(self._environment.get_template, name))
        return self._taken()

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Render a template to a skeleton with slots.

        Raises:
            BriefingsError: with everything that is wrong with the templates used.
        """
        text: str | None = self._guarded(lambda: self._environment.get_template(name).render(context))
        problems = self._taken()
        if problems or text is None:
            raise BriefingsError(problems)
        return text

    def report(self, code: str, message: str, hint: str = "") -> None:
        """Add a problem at the template line that is being rendered."""
        self.problems.append(Diagnostic(code, message, self.located(self.here()), hint=hint))

    @staticmethod
    def here() -> Here | None:
        """Which place of which template is being rendered; quick, so it is for `located` to make sense of."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None and frame.f_code.co_filename != __file__:
                return template, frame.f_lineno
            frame = frame.f_back
        return None

    def located(self, here: Here | None) -> Location | None:
        """The place in a file that `here` meant."""
        if here is None:
            return None
        template, line = here
        return self._place(template.filename, template.get_corresponding_lineno(line))

    def _taken(self) -> list[Diagnostic]:
        problems, self.problems = list(dict.fromkeys(self.problems)), []
        return problems

    def _guarded(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - passes on whatever the work gives
        try:
            return work()
        except _RefusedError:
            pass  # the reasons are among the problems already
        except jinja2.TemplateSyntaxError as error:
            hint = _hint(error.message or "")
            self._add("template-syntax", error.message or "", error.filename, error.lineno, hint)
        except jinja2.TemplateNotFound as error:
            near = did_you_mean(str(error.name), self.names())
            file, line = _deepest(error.__traceback__)
            self._add("template-not-found", f"there is no template {error.name!r}", file, line, near)
        except (jinja2.TemplateError, NotPrintableError) as error:
            file, line = _deepest(error.__traceback__)
            self._add("template-error", str(error), file, line)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            file, line = _deepest(error.__traceback__)
            if file is None:
                raise
            self._add("template-error", f"{type(error).__name__}: {error}", file, line)
        return None

    def _add(self, code: str, message: str, file: str | None, line: int, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, message, self._place(file, line), hint=hint))

    def _place(self, file: str | None, line: int) -> Location | None:
        return Location(self.shown(Path(file)), line) if file else None

    def lint(self, file: str, source: str) -> None:
        """Report what a template may not do, whether or not that part of it is ever rendered.

        Raises:
            _RefusedError: if it must not even be compiled, since that could take all time and memory.
        """
        tree = self._environment.parse(source, filename=file)
        refused = False
        for node in _walk(tree):
            if what := _REFUSED.get(type(node)) or _refused_constant(node):
                message = f"{what} not for templates"
                self._add("template-refused", message, file, node.lineno, "keep templates to structure")
                refused = True
            if isinstance(node, nodes.TemplateData):
                self._lint_words(file, node.lineno, node.data)
            elif isinstance(node, nodes.Output):
                for child in node.nodes:
                    for const in _printed_constants(child):
                        self._lint_words(file, const.lineno, str(const.value))
        if refused:
            raise _RefusedError

    def _lint_words(self, file: str, line: int, data: str) -> None:
        for offset, text in enumerate(data.split("\n")):
            if has_words(text):
                hint = "put the words into the label file and print {{ label('...') }}"
                message = f"the template has words of its own: {text.strip()!r}"
                self._add("template-words", message, file, line + offset, hint)
            elif markup := _MARKUP.search(text):
                self._add("template-refused", _not_structure(markup[0]), file, line + offset, _STRUCTURE)

    @pass_context
    def _finalize(self, _context: Context, value: Any) -> Any:  # noqa: ANN401 - templates print anything
        """Let pass what is a value or bare structure; report everything else at its line."""
        if isinstance(value, Value):
            return value
        try:
            text = str(value)
        except NotPrintableError as error:
            self.report("template-bare-value", str(error))
            return ""
        if has_words(text):
            what = repr(text.strip()) if isinstance(value, _PLAIN) else f"a {type(value).__name__}"
            hint = "print a field of the view as it is, or a label"
            self.report("template-bare-value", f"the template prints {what} without a citation", hint)
            return ""
        if markup := _MARKUP.search(text):
            self.report("template-refused", _not_structure(markup[0]), _STRUCTURE)
            return ""
        return value


class _RefusedError(Exception):
    """A template is not rendered."""


class _Environment(ImmutableSandboxedEnvironment):
    """Lets templates reach the fields of records and the methods of collections."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja declares it
        """Deny what strings, numbers and values can do: it would make bare text of them."""
        return not isinstance(obj, (*_PLAIN, Value)) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _value: object) -> None:
        """Deny `format` of strings as well, which the sandbox of Jinja lets through with a check of its own."""


class _Folders(jinja2.BaseLoader):
    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        path = self._templates.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            place = Location(self._templates.shown(path))
            raise BriefingsError([Diagnostic("unreadable-file", f"can't be read: {error}", place)]) from error
        self._templates.lint(str(path), source)
        return source, str(path), None


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _refused_constant(node: nodes.Node) -> str:
    """What is wrong with a constant, printed or not; empty if nothing is."""
    value = node.value if isinstance(node, nodes.Const) else getattr(node, "data", None)
    if isinstance(value, str) and (OPEN in value or CLOSE in value):
        return "noncharacters are"
    return "large numbers are" if isinstance(value, int | float) and value > _LARGEST else ""


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


def _deepest(traceback: TracebackType | None) -> tuple[str | None, int]:
    """File and line of the innermost template in a traceback."""
    file, line = None, 1
    while traceback is not None:
        frame = traceback.tb_frame
        # Jinja rewrites the tracebacks of what it renders: its frames then have the template's own lines.
        if "__jinja_exception__" in frame.f_globals:
            file, line = frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return file, line


def _not_structure(markup: str) -> str:
    return f"{markup!r} is not for templates"


def _hint(message: str) -> str:
    if message.startswith("No filter named"):
        return f"filters for templates: {', '.join(FILTER_NAMES)}"
    return ""
