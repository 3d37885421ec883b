"""The only door to Jinja: the environment, where templates are found, and what they may do.

A template is structure. It may use the tags, filters and operators listed here, and it may not bring words of its
own: those belong in the label file, so that every language works the same.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from briefings.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.slots import CLOSE, OPEN, NotPrintableError, Value, has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import FrameType, TracebackType

    from jinja2.runtime import Context

__all__ = ["Templates"]

FILTER_NAMES = (
    "batch", "first", "join", "last", "length", "list", "map", "reject", "rejectattr", "reverse", "select",
    "selectattr", "slice", "sort",
)  # fmt: skip

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "the tag 'filter'",
    nodes.ScopedEvalContextModifier: "the tag 'autoescape'",
    nodes.Mul: "multiplication",
    nodes.Pow: "powers",
}


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
        self._environment = ImmutableSandboxedEnvironment(
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
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part for part in parts):
            return None
        for folder in self.folders:
            path = folder.joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        return None

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
        self.problems.append(Diagnostic(code, message, self._rendering(), hint=hint))

    def _taken(self) -> list[Diagnostic]:
        problems, self.problems = list(dict.fromkeys(self.problems)), []
        return problems

    def _guarded(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - passes on whatever the work gives
        try:
            return work()
        except jinja2.TemplateSyntaxError as error:
            hint = _hint(error.message or "")
            self._add("template-syntax", error.message or "", error.name, error.lineno, hint)
        except jinja2.TemplateNotFound as error:
            near = did_you_mean(str(error.name), self.names())
            name, line = _deepest(error.__traceback__)
            self._add("template-not-found", f"there is no template {error.name!r}", name, line, near)
        except (jinja2.TemplateError, NotPrintableError) as error:
            name, line = _deepest(error.__traceback__)
            self._add("template-error", str(error), name, line)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            name, line = _deepest(error.__traceback__)
            if name is None:
                raise
            self._add("template-error", f"{type(error).__name__}: {error}", name, line)
        return None

    def _add(self, code: str, message: str, name: str | None, line: int, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, message, self._place(name, line), hint=hint))

    def _place(self, name: str | None, line: int) -> Location | None:
        path = self.find(name) if name else None
        return Location(self.shown(path) if path else f"templates/{name}", line) if name else None

    def _rendering(self) -> Location | None:
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None and frame.f_code.co_filename != __file__:
                return self._place(template.name, template.get_corresponding_lineno(frame.f_lineno))
            frame = frame.f_back
        return None

    def lint(self, name: str, source: str) -> None:
        """Report what a template may not do, whether or not that part of it is ever rendered."""
        tree = self._environment.parse(source, name)
        for node in _walk(tree):
            if type(node) in _REFUSED:
                hint = "keep templates to structure"
                self._add(
                    "template-refused",
                    f"{_REFUSED[type(node)]} is not for templates",
                    name,
                    node.lineno,
                    hint,
                )
            elif isinstance(node, nodes.TemplateData):
                self._lint_words(name, node.lineno, node.data)
            elif isinstance(node, nodes.Output):
                for child in node.nodes:
                    for const in _printed_constants(child):
                        self._lint_words(name, const.lineno, str(const.value))

    def _lint_words(self, name: str, line: int, data: str) -> None:
        for offset, text in enumerate(data.split("\n")):
            if has_words(text):
                hint = "put the words into the label file and print {{ label('...') }}"
                message = f"the template has words of its own: {text.strip()!r}"
                self._add("template-words", message, name, line + offset, hint)
            if OPEN in text or CLOSE in text:
                self._add("template-refused", "noncharacters are not for templates", name, line + offset)

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
            hint = "print a field of the view as it is, or a label"
            self.report(
                "template-bare-value", f"the template prints {text.strip()!r} without a citation", hint
            )
            return ""
        return value


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
        self._templates.lint(template, source)
        return source, str(path), None


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


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
    """Name and line of the innermost template in a traceback."""
    name, line = None, 1
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            name = template.name
            # Jinja rewrites tracebacks to the template's own lines when it handles an error itself.
            rewritten = traceback.tb_frame.f_code.co_filename == template.filename
            line = (
                traceback.tb_lineno if rewritten else template.get_corresponding_lineno(traceback.tb_lineno)
            )
        traceback = traceback.tb_next
    return name, line


def _hint(message: str) -> str:
    if message.startswith("No filter named"):
        return f"filters for templates: {', '.join(FILTER_NAMES)}"
    return ""
