"""The problems of templates, each at its line and with the fact that was being printed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import jinja2

from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.templating import trace
from briefings.templating.environment import UnknownNameError
from briefings.templating.slots import NotPrintableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefings.templating.loader import FolderLoader
    from briefings.templating.search_path import SearchPath
    from briefings.templating.trace import RenderPoint, Step

__all__ = ["TemplateProblems", "TemplateRefusedError"]

_ResultType = TypeVar("_ResultType")


class TemplateRefusedError(Exception):
    """The refusal to compile a template, whose problems have been reported."""


class TemplateProblems:
    """A collection of the problems that arise while templates are read and rendered.

    Attributes:
        fact_locations: the location of each fact, by its key.
    """

    def __init__(self, search_path: SearchPath, loader: FolderLoader) -> None:
        """Start without problems.

        Args:
            search_path: the folders of the templates; says how messages show a path.
            loader: the loader of the templates; says which one is missing.
        """
        self.fact_locations: Mapping[str, Location] = {}
        self._search_path = search_path
        self._loader = loader
        self._problems: dict[Diagnostic, Diagnostic] = {}

    def add(self, *problems: Diagnostic) -> None:
        """Add problems that have their location."""
        for problem in problems:
            self._problems.setdefault(problem, problem)

    def add_here(self, problem: Diagnostic) -> None:
        """Add a problem at the template line that is being rendered."""
        self._add_at_step(problem, list(trace.active_steps(sys._getframe())))

    def pop_all(self) -> list[Diagnostic]:
        """Return the problems found so far and forget them."""
        problems, self._problems = list(self._problems.values()), {}
        return problems

    def run_guarded(self, task: Callable[[], _ResultType]) -> _ResultType | None:
        """Run a task and add every problem of a template that it raises; return None for those."""
        try:
            return task()
        except TemplateRefusedError:
            pass  # the reasons have been reported already
        except BriefingsError as error:
            self.add(*error.diagnostics)
        except jinja2.TemplateSyntaxError as error:
            location = self._line_location(error.filename, error.lineno)
            self.add(Diagnostic("template-syntax", error.message or "", location))
        except (
            jinja2.TemplateError, NotPrintableError, ArithmeticError, AttributeError, LookupError, RecursionError,
            TypeError, ValueError,
        ) as error:  # fmt: skip
            steps = trace.traceback_steps(error.__traceback__)
            if not steps and not isinstance(error, jinja2.TemplateError | NotPrintableError):
                raise
            self._add_at_step(self._describe(error, steps), steps)
        return None

    def _describe(self, error: Exception, steps: Sequence[Step]) -> Diagnostic:
        """Return the problem that an error in a template means, without its location."""
        if isinstance(error, jinja2.TemplateNotFound):
            return self._loader.missing_template(str(error.name))
        if isinstance(error, UnknownNameError):
            return error.to_diagnostic(trace.available_names(steps))
        if isinstance(error, NotPrintableError):
            return Diagnostic(error.code, error.message, hint=error.hint)
        if isinstance(error, jinja2.TemplateError):
            return Diagnostic("template-error", str(error))
        if isinstance(error, RecursionError):
            hint = "look for a template that includes itself, or a macro that calls itself"
            return Diagnostic(
                "template-error", "the templates of this note use each other too deep", hint=hint
            )
        return Diagnostic("template-error", f"{type(error).__name__}: {error}")

    def _add_at_step(self, problem: Diagnostic, steps: Sequence[Step]) -> None:
        """Add a problem at the innermost of some steps, with the fact that was being printed."""
        problem = replace(problem, location=self.point_location(steps[0][1]) if steps else None)
        # Report a problem in a loop once, for its first fact.
        self._problems.setdefault(problem, problem.with_fact(trace.current_fact(steps), self.fact_locations))

    def point_location(self, point: RenderPoint) -> Location | None:
        """Return the location of a point in a template."""
        template, line = point
        return self._line_location(template.filename, template.get_corresponding_lineno(line))

    def _line_location(self, file: str | None, line: int) -> Location | None:
        """Return the location of a line in a template file; None for no file."""
        return Location(self._search_path.display_path(Path(file)), line) if file else None
