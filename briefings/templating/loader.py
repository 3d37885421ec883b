"""The templates of a project: their search path, checks and rendering, with the location of every problem."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.utils import pass_context

from briefings.model.diagnostics import PACKAGED_PREFIX, BriefingsError, Diagnostic, Location, suggestion_hint
from briefings.templating import trace
from briefings.templating.environment import FILTER_NAMES, PRIMITIVES, Environment, UnknownNameError
from briefings.templating.lint import (
    STRUCTURE_HINT,
    check_overrides,
    check_template,
    find_blocks,
    label_uses,
    markup_problem,
    parent_template,
    required_templates,
)
from briefings.templating.slots import CLOSE, OPEN, SLOT, NotPrintableError, Value, has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import nodes
    from jinja2.runtime import Context

    from briefings.templating.lint import Block, LabelUse
    from briefings.templating.trace import RenderPoint, Step

__all__ = ["Templates"]

# Separates the number of the first folder to search from the name of the template, as in `1:brief.md.j2`.
_NUMBER_SEPARATOR = ":"


class Templates:
    """The templates of a project, searched in several folders; the first folder that has a file wins.

    Attributes:
        folders: the search path, highest first.
        project: the folder of the project.
    """

    def __init__(self, folders: Sequence[Path], project: Path) -> None:
        """Search these folders for templates.

        Args:
            folders: the search path, that of the partner first and the packaged one last.
            project: the folder of the project; messages name files in it by their relative path.
        """
        self.folders = tuple(folders)
        self.project = project
        self._problems: dict[Diagnostic, Diagnostic] = {}
        self._label_uses: dict[str, list[LabelUse]] = {}
        self._fact_locations: Mapping[str, Location] = {}
        self._environment = Environment(_FolderLoader(self), self._finalize, self._name_below, self.lint)

    def find(self, name: str) -> Path | None:
        """Return the file to use for a name; None if no folder has it."""
        return next(self.find_all(name), None)

    def find_all(self, name: str) -> Iterator[Path]:
        """Return the files of a name, in the order of the search path."""
        return (path for _, path in self._numbered_files(name))

    def font_files(self) -> list[Path]:
        """Return the font files for print, from the first folder that has any."""
        by_folder = (sorted((folder / "fonts").glob("*.ttf")) for folder in self.folders)
        return next((fonts for fonts in by_folder if fonts), [])

    def template_names(self) -> list[str]:
        """Return the names of all templates, sorted."""
        names = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*.j2")
            if not any(_is_excluded(part) for part in path.relative_to(folder).parts)
        }
        return sorted(names)

    def blocks(self, name: str) -> tuple[Block, ...]:
        """Return the blocks of a template, those of the templates that it extends first; none if it can't be read."""
        path = self.find(name)
        if path is None:
            return ()
        try:
            tree = self._environment.parse(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, jinja2.TemplateSyntaxError):
            return ()
        parent = parent_template(tree)
        inherited = self.blocks(self._environment.join_path(parent, name)) if parent else ()
        known = {block.name for block in inherited}
        return (*inherited, *(block for block in find_blocks(tree) if block.name not in known))

    def display_path(self, path: Path) -> str:
        """Return the path of a template file as messages show it."""
        if path.is_relative_to(self.project):
            return path.relative_to(self.project).as_posix()
        folder = next((folder for folder in self.folders if path.is_relative_to(folder)), path.parent)
        return f"{PACKAGED_PREFIX} templates/{path.relative_to(folder).as_posix()}"

    def check(self) -> list[Diagnostic]:
        """Read every template and return all problems that show without rendering."""
        for name in self.template_names():
            self._run_guarded(partial(self._environment.get_template, name))
        return self._pop_problems()

    def label_uses(self) -> Iterator[tuple[LabelUse, Location | None]]:
        """Yield the labels that the templates read so far use, each with its location."""
        for file, uses in self._label_uses.items():
            yield from ((use, self._location(file, use.line)) for use in uses)

    def render(self, name: str, context: Mapping[str, Any], fact_locations: Mapping[str, Location]) -> str:
        """Render a template to a skeleton with slots.

        Args:
            name: name of the template.
            context: the names that it may use.
            fact_locations: the location of each fact, by its key; for messages.

        Raises:
            BriefingsError: with all problems in the templates used.
        """
        self._fact_locations = fact_locations
        text: str | None = self._run_guarded(lambda: self._environment.get_template(name).render(context))
        problems = self._pop_problems()
        if problems or text is None:
            raise BriefingsError(problems)
        return text

    def report(self, code: str, message: str, hint: str = "") -> None:
        """Report a problem at the template line that is being rendered."""
        self._add_at_step(code, message, hint, list(trace.active_steps(sys._getframe())))

    @staticmethod
    def render_point() -> RenderPoint | None:
        """Return the point in a template that is being rendered; None outside templates.

        This is called for every value and must be fast. `locate` turns the point into a location.
        """
        return next((point for _, point in trace.active_steps(sys._getframe())), None)

    def locate(self, point: RenderPoint | None) -> Location | None:
        """Return the location of a point in a template; None for no point."""
        if point is None:
            return None
        template, line = point
        return self._location(template.filename, template.get_corresponding_lineno(line))

    def _pop_problems(self) -> list[Diagnostic]:
        """Return the problems found so far and forget them."""
        problems, self._problems = list(self._problems.values()), {}
        return problems

    def _run_guarded(self, task: Callable[[], Any]) -> Any:  # noqa: ANN401 - passes on whatever the task returns
        """Run a task and report every problem of a template that it raises; return None for those."""
        try:
            return task()
        except _TemplateRefusedError:
            pass  # the reasons have been reported already
        except jinja2.TemplateSyntaxError as error:
            location = self._location(error.filename, error.lineno)
            self._add_problem(
                "template-syntax", error.message or "", location, _syntax_hint(error.message or "")
            )
        except jinja2.TemplateNotFound as error:
            steps = trace.traceback_steps(error.__traceback__)
            self._add_at_step("template-not-found", *self._describe_missing(str(error.name)), steps)
        except UnknownNameError as error:
            steps = trace.traceback_steps(error.__traceback__)
            self._add_at_step("template-error", str(error), error.hint(trace.available_names(steps)), steps)
        except (jinja2.TemplateError, NotPrintableError) as error:
            self._add_at_step("template-error", str(error), "", trace.traceback_steps(error.__traceback__))
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            steps = trace.traceback_steps(error.__traceback__)
            if not steps:
                raise
            self._add_at_step("template-error", f"{type(error).__name__}: {error}", "", steps)
        return None

    def _add_at_step(self, code: str, message: str, hint: str, steps: Sequence[Step]) -> None:
        """Add a problem at the innermost of some steps, with the fact that was being printed."""
        location = self.locate(steps[0][1]) if steps else None
        problem = Diagnostic(code, message, location, hint=hint)
        # Report a problem in a loop once, for its first fact.
        self._problems.setdefault(problem, problem.with_fact(trace.current_fact(steps), self._fact_locations))

    def _add_problem(self, code: str, message: str, location: Location | None, hint: str = "") -> None:
        """Add a problem at a location."""
        problem = Diagnostic(code, message, location, hint=hint)
        self._problems.setdefault(problem, problem)

    def _location(self, file: str | None, line: int) -> Location | None:
        """Return the location of a line in a template file; None for no file."""
        return Location(self.display_path(Path(file)), line) if file else None

    # --- the search path ------------------------------------------------------------------------

    def _numbered_files(self, name: str) -> Iterator[tuple[int, Path]]:
        """Yield the files of a name, each with the number of its folder; the name may start with the first to search."""
        start, _, file_name = name.rpartition(_NUMBER_SEPARATOR)
        parts = file_name.split("/")
        if any(part in ("", ".", "..") or "\\" in part for part in parts) or not (start or "0").isdecimal():
            return
        for number, folder in enumerate(self.folders):
            path = folder.joinpath(*parts)
            if (
                number >= int(start or 0)
                and path.is_file()
                and path.resolve().is_relative_to(folder.resolve())
            ):
                yield number, path

    def _name_below(self, name: str, asking_name: str) -> str:
        """Return the name of a template that is searched only below the folder of the asking template."""
        number = next((number for number, _ in self._numbered_files(asking_name)), len(self.folders))
        return f"{number + 1}{_NUMBER_SEPARATOR}{name}"

    def _describe_missing(self, name: str) -> tuple[str, str]:
        """Return the message and the hint for a name without a template."""
        start, _, file_name = name.rpartition(_NUMBER_SEPARATOR)
        suggestion = suggestion_hint(file_name, self.template_names())
        if not start:
            return f"there is no template {file_name!r}", suggestion
        asking_path = self.display_path(self.folders[int(start) - 1] / file_name)
        hint = "what it extends has to be in templates/ of the project or among the packaged ones"
        return (
            f"there is no template {file_name!r} below {asking_path}",
            hint if file_name in self.template_names() else suggestion,
        )

    # --- checks ---------------------------------------------------------------------------------

    def lint(self, tree: nodes.Template, name: str, file: str) -> None:
        """Report everything in a template that is not allowed, including parts that are never rendered.

        Args:
            tree: the tree that Jinja is going to compile.
            name: name that the template is loaded by.
            file: path of its file.

        Raises:
            _TemplateRefusedError: if it must not even be compiled, since that could exhaust time and memory.
        """
        self._label_uses[file] = list(label_uses(tree))
        findings = list(check_template(tree))
        if parent := parent_template(tree):
            known = [block.name for block in self.blocks(self._environment.join_path(parent, name))]
            findings += check_overrides(tree, known) if known else ()
        for finding in findings:
            self._add_problem(finding.code, finding.message, self._location(file, finding.line), finding.hint)
        for written_name, line in required_templates(tree):
            full_name = self._environment.join_path(written_name, name)
            if self.find(full_name) is None:
                message, hint = self._describe_missing(full_name)
                self._add_problem("template-not-found", message, self._location(file, line), hint)
        if any(finding.is_fatal for finding in findings):
            raise _TemplateRefusedError

    @pass_context
    def _finalize(self, _context: Context, value: Any) -> Any:  # noqa: ANN401 - templates print anything
        """Return a value or plain structure as it is; report anything else at its line and print nothing."""
        if isinstance(value, Value):
            return value
        try:
            text = str(value)
        except NotPrintableError as error:
            self.report("template-bare-value", str(error))
            return ""
        if has_words(text):
            shown = repr(text.strip()) if isinstance(value, PRIMITIVES) else f"a {type(value).__name__}"
            hint = "print a field of the view as it is, or a label"
            self.report("template-bare-value", f"the template prints {shown} without a citation", hint)
            return ""
        rest = SLOT.sub("", text)
        if OPEN in rest or CLOSE in rest:
            self.report("template-bare-value", "the template cuts a value", "print it as it is")
            return ""
        if message := markup_problem(text):
            self.report("template-refused", message, STRUCTURE_HINT)
            return ""
        return value


class _TemplateRefusedError(Exception):
    """The refusal to compile a template, whose problems have been reported."""


class _FolderLoader(jinja2.BaseLoader):
    """A loader that reads templates from the search path."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """Return the source and the path of a template.

        Raises:
            BriefingsError: if the file can't be read.
        """
        path = self._templates.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            location = Location(self._templates.display_path(path))
            raise BriefingsError(
                [Diagnostic("unreadable-file", f"can't be read: {error}", location)]
            ) from error
        return source, str(path), None


def _is_excluded(part: str) -> bool:
    """Return whether a folder name, or the name of a file, excludes what it contains from the search path."""
    return part == "partners" or part.startswith(".")


def _syntax_hint(message: str) -> str:
    """Return a hint for a message of Jinja; empty for most."""
    if message.startswith("No filter named"):
        return f"filters for templates: {', '.join(FILTER_NAMES)}"
    return ""
