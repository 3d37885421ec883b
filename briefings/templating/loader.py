"""The templates of a project: found in several folders, checked, rendered, and every fault told with its place."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.utils import pass_context

from briefings.model.diagnostics import PACKAGED, BriefingsError, Diagnostic, Location, did_you_mean
from briefings.templating import trace
from briefings.templating.environment import FILTER_NAMES, PLAIN, Environment, UnknownNameError
from briefings.templating.lint import (
    STRUCTURE,
    blocks,
    extended,
    labels_asked,
    lint,
    markup,
    misplaced,
    references,
)
from briefings.templating.slots import CLOSE, OPEN, SLOT, NotPrintableError, Value, has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import nodes
    from jinja2.runtime import Context

    from briefings.templating.lint import Asked, Block
    from briefings.templating.trace import Here, Step

__all__ = ["Templates"]

# Before a name under which a template is loaded: the number of the first folder that is searched for it.
_FROM = ":"


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
        self._problems: dict[Diagnostic, Diagnostic] = {}
        self._asked: dict[str, list[Asked]] = {}
        self._written: Mapping[str, Location] = {}
        self._environment = Environment(_Folders(self), self._finalize, self._below, self.lint)

    def find(self, name: str) -> Path | None:
        """The file that serves a name; None if no folder has it."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Path]:
        """The files of a name, in the order of the search."""
        return (path for _, path in self._served(name))

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
            if not any(_is_no_template(part) for part in path.relative_to(folder).parts)
        }
        return sorted(found)

    def blocks(self, name: str) -> tuple[Block, ...]:
        """The blocks of a template, those of the ones that it extends first; none if it can't be read."""
        found = next(self._served(name), None)
        if found is None:
            return ()
        try:
            tree = self._environment.parse(found[1].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, jinja2.TemplateSyntaxError):
            return ()
        parent = extended(tree)
        below = self.blocks(self._environment.join_path(parent, name)) if parent else ()
        known = {block.name for block in below}
        return (*below, *(block for block in blocks(tree) if block.name not in known))

    def shown(self, path: Path) -> str:
        """How a template file is named to the user."""
        if path.is_relative_to(self.project):
            return path.relative_to(self.project).as_posix()
        folder = next((folder for folder in self.folders if path.is_relative_to(folder)), path.parent)
        return f"{PACKAGED} templates/{path.relative_to(folder).as_posix()}"

    def check(self) -> list[Diagnostic]:
        """Read every template; say what is wrong with them without rendering one."""
        for name in self.names():
            self._guarded(partial(self._environment.get_template, name))
        return self._taken()

    def asked(self) -> Iterator[tuple[Asked, Location | None]]:
        """The labels that the templates read so far ask for, each with its place."""
        for file, found in self._asked.items():
            yield from ((each, self._place(file, each.line)) for each in found)

    def render(self, name: str, context: Mapping[str, Any], written: Mapping[str, Location]) -> str:
        """Render a template to a skeleton with slots.

        Args:
            name: of the template.
            context: what it may use.
            written: where each fact is written, by its key, for messages.

        Raises:
            BriefingsError: with everything that is wrong with the templates used.
        """
        self._written = written
        text: str | None = self._guarded(lambda: self._environment.get_template(name).render(context))
        problems = self._taken()
        if problems or text is None:
            raise BriefingsError(problems)
        return text

    def report(self, code: str, message: str, hint: str = "") -> None:
        """Add a problem at the template line that is being rendered."""
        self._blame(code, message, hint, list(trace.running(sys._getframe())))

    @staticmethod
    def here() -> Here | None:
        """Which place of which template is being rendered; quick, so it is for `located` to make sense of."""
        return next((here for _, here in trace.running(sys._getframe())), None)

    def located(self, here: Here | None) -> Location | None:
        """The place in a file that `here` meant."""
        if here is None:
            return None
        template, line = here
        return self._place(template.filename, template.get_corresponding_lineno(line))

    def _taken(self) -> list[Diagnostic]:
        problems, self._problems = list(self._problems.values()), {}
        return problems

    def _guarded(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - passes on whatever the work gives
        try:
            return work()
        except _RefusedError:
            pass  # the reasons are among the problems already
        except jinja2.TemplateSyntaxError as error:
            place = self._place(error.filename, error.lineno)
            self._add("template-syntax", error.message or "", place, _hint(error.message or ""))
        except jinja2.TemplateNotFound as error:
            steps = trace.raised_in(error.__traceback__)
            self._blame("template-not-found", *self._missing(str(error.name)), steps)
        except UnknownNameError as error:
            steps = trace.raised_in(error.__traceback__)
            self._blame("template-error", str(error), error.hint(trace.names(steps)), steps)
        except (jinja2.TemplateError, NotPrintableError) as error:
            self._blame("template-error", str(error), "", trace.raised_in(error.__traceback__))
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            steps = trace.raised_in(error.__traceback__)
            if not steps:
                raise
            self._blame("template-error", f"{type(error).__name__}: {error}", "", steps)
        return None

    def _blame(self, code: str, message: str, hint: str, steps: Sequence[Step]) -> None:
        """Add a problem at the innermost of these steps, with the fact that was being printed."""
        place = self.located(steps[0][1]) if steps else None
        found = Diagnostic(code, message, place, hint=hint)
        # What a loop does wrong is told once, with the first fact that it met.
        self._problems.setdefault(found, found.about(trace.fact_in_play(steps), self._written))

    def _add(self, code: str, message: str, place: Location | None, hint: str = "") -> None:
        found = Diagnostic(code, message, place, hint=hint)
        self._problems.setdefault(found, found)

    def _place(self, file: str | None, line: int) -> Location | None:
        return Location(self.shown(Path(file)), line) if file else None

    # --- the search path ------------------------------------------------------------------------

    def _served(self, name: str) -> Iterator[tuple[int, Path]]:
        """The files of a name with the numbers of their folders; a name may begin with the first one to search."""
        start, _, plain = name.rpartition(_FROM)
        parts = plain.split("/")
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

    def _below(self, name: str, asking: str) -> str:
        """The name of a template in the folders below the one in which the asking template stands."""
        number = next((number for number, _ in self._served(asking)), len(self.folders))
        return f"{number + 1}{_FROM}{name}"

    def _missing(self, name: str) -> tuple[str, str]:
        """That there is no template of a name, and which was probably meant."""
        start, _, plain = name.rpartition(_FROM)
        near = did_you_mean(plain, self.names())
        if not start:
            return f"there is no template {plain!r}", near
        asking = self.shown(self.folders[int(start) - 1] / plain)
        hint = "what it extends has to be in templates/ of the project or among the packaged ones"
        return f"there is no template {plain!r} below {asking}", hint if plain in self.names() else near

    # --- what a template may not do -------------------------------------------------------------

    def lint(self, tree: nodes.Template, name: str, file: str) -> None:
        """Report what a template may not do, whether or not that part of it is ever rendered.

        Args:
            tree: what is going to be compiled.
            name: under which it is loaded.
            file: path of its file.

        Raises:
            _RefusedError: if it must not even be compiled, since that could take all time and memory.
        """
        self._asked[file] = list(labels_asked(tree))
        findings = list(lint(tree))
        if parent := extended(tree):
            known = [block.name for block in self.blocks(self._environment.join_path(parent, name))]
            findings += misplaced(tree, known) if known else ()
        for finding in findings:
            self._add(finding.code, finding.message, self._place(file, finding.line), finding.hint)
        for asked, line in references(tree):
            full = self._environment.join_path(asked, name)
            if next(self._served(full), None) is None:
                message, hint = self._missing(full)
                self._add("template-not-found", message, self._place(file, line), hint)
        if any(finding.fatal for finding in findings):
            raise _RefusedError

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
            what = repr(text.strip()) if isinstance(value, PLAIN) else f"a {type(value).__name__}"
            hint = "print a field of the view as it is, or a label"
            self.report("template-bare-value", f"the template prints {what} without a citation", hint)
            return ""
        rest = SLOT.sub("", text)
        if OPEN in rest or CLOSE in rest:
            self.report("template-bare-value", "the template cuts a value", "print it as it is")
            return ""
        if message := markup(text):
            self.report("template-refused", message, STRUCTURE)
            return ""
        return value


class _RefusedError(Exception):
    """A template is not rendered."""


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
        return source, str(path), None


def _is_no_template(part: str) -> bool:
    """Whether what lies in a folder of this name is no template of these folders."""
    return part == "partners" or part.startswith(".")


def _hint(message: str) -> str:
    if message.startswith("No filter named"):
        return f"filters for templates: {', '.join(FILTER_NAMES)}"
    return ""
