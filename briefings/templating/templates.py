"""The templates of a project: found, checked and rendered."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.utils import pass_context

from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.templating import trace
from briefings.templating.budget import Budget, size_of
from briefings.templating.environment import BELOW_PREFIX, Environment
from briefings.templating.lint import check_overrides
from briefings.templating.loader import FolderLoader
from briefings.templating.printing import printing_problem
from briefings.templating.problems import TemplateProblems, TemplateRefusedError
from briefings.templating.search_path import SearchPath
from briefings.templating.template_source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import CodeType

    from jinja2.runtime import Context

    from briefings.templating.syntax_tree import Block, LabelUse
    from briefings.templating.template_source import TemplateSource
    from briefings.templating.trace import RenderPoint

__all__ = ["Templates"]

_STEPS_OF_A_VALUE = 400
"""The steps to print a value, to place its citation and to find its template line."""


class Templates(SearchPath):
    """The templates on a search path, and the environment in which they are rendered."""

    def __init__(self, folders: Sequence[Path], project: Path) -> None:
        """Open the templates in these folders.

        Args:
            folders: the search path, that of the partner first and the packaged one last.
            project: the folder of the project; messages name files in it by their relative path.
        """
        super().__init__(folders, project)
        self._loader = FolderLoader(self)
        self._problems = TemplateProblems(self, self._loader)
        self._label_uses: dict[str, list[LabelUse]] = {}
        self._environment = Environment(self._loader, self._finalize, self._loader.join_path, self._compile)

    def blocks(self, name: str, above: frozenset[str] = frozenset()) -> tuple[Block, ...]:
        """Return the blocks of a template, those of the templates that it extends first; none if it can't be read.

        Args:
            name: the string by which Jinja knows the template.
            above: the templates that extend it, which it must not extend itself.
        """
        path = self._loader.find(name)
        if path is None or name in above:
            return ()
        try:
            source = self._read_source(path, name)
        except (BriefingsError, jinja2.TemplateSyntaxError):
            return ()
        parent = source.parent
        inherited = self.blocks(self._loader.join_path(parent, name), above | {name}) if parent else ()
        known = {block.name for block in inherited}
        return (*inherited, *(block for block in source.blocks if block.name not in known))

    def check(self) -> list[Diagnostic]:
        """Read every template and return all problems that show without rendering."""
        for name in self.template_names():
            self._problems.run_guarded(partial(self._environment.get_template, name))
        return self._problems.pop_all()

    def label_uses(self) -> Iterator[tuple[LabelUse, Location]]:
        """Yield the labels that the templates read so far use, each with its location."""
        for path, uses in self._label_uses.items():
            yield from ((use, Location(path, use.line)) for use in uses)

    def render(self, name: str, context: Mapping[str, Any], fact_locations: Mapping[str, Location]) -> str:
        """Render a template to a skeleton with slots.

        Args:
            name: name of the template.
            context: the names that it may use.
            fact_locations: the location of each fact, by its key; for messages.

        Raises:
            BriefingsError: with all problems in the templates used.
        """
        self._problems.fact_locations = fact_locations
        self._environment.budget = Budget()
        text = self._problems.run_guarded(lambda: self._environment.get_template(name).render(context))
        problems = self._problems.pop_all()
        if problems or text is None:
            raise BriefingsError(problems)
        return text

    def report(self, problem: Diagnostic) -> None:
        """Report a problem at the template line that is being rendered."""
        self._problems.add_here(problem)

    @staticmethod
    def render_point() -> RenderPoint | None:
        """Return the point in a template that is being rendered; None outside templates.

        This is called for every value and must be fast. `locate` turns the point into a location.
        """
        return next((point for _, point in trace.active_steps(sys._getframe())), None)

    def locate(self, point: RenderPoint | None) -> Location | None:
        """Return the location of a point in a template; None for no point."""
        return self._problems.point_location(point) if point else None

    def _read_source(self, path: Path, key: str) -> TemplateSource:
        """Return what a template says by itself.

        Raises:
            BriefingsError: if the file can't be read.
            TemplateSyntaxError: if it has errors, or is nested too deep.
        """
        return read_source(self.read(path), key, str(path), self.display_path(path))

    def _compile(self, text: str, key: str, file: str) -> CodeType:
        """Return the code of a template, and report everything in it that is not allowed, even if it is never rendered.

        Args:
            text: the text of the template.
            key: the string by which Jinja knows it.
            file: path of its file.

        Raises:
            TemplateRefusedError: if it must not even be compiled.
            TemplateSyntaxError: if it can't be.
        """
        path = self.display_path(Path(file))
        source = read_source(text, key, file, path)
        self._label_uses[path] = list(source.label_uses)
        refused = [*source.refused, *self._check_extends(source, key, path)]
        self._problems.add(*refused, *source.word_problems, *self._check_links(source, key, path))
        if refused:
            raise TemplateRefusedError
        return source.code

    def _check_extends(self, source: TemplateSource, key: str, path: str) -> Iterator[Diagnostic]:
        """Yield a problem if a template extends itself, directly or by way of others."""
        parent_key, seen = self._loader.join_path(source.parent, key) if source.parent else "", {key}
        while parent_key and parent_key not in seen:
            seen.add(parent_key)
            parent_key = self._parent_key(parent_key)
        if parent_key:
            message = "the template extends itself, directly or by way of others"
            hint = f'extend the file below it: {{% extends "{BELOW_PREFIX}..." %}}'
            yield Diagnostic("template-syntax", message, Location(path, source.parent_line), hint=hint)

    def _parent_key(self, key: str) -> str:
        """Return the key of the template that another one extends; empty if it extends none, or can't be read."""
        path = self._loader.find(key)
        try:
            parent = self._read_source(path, key).parent if path else ""
        except (BriefingsError, jinja2.TemplateSyntaxError):
            return ""
        return self._loader.join_path(parent, key) if parent else ""

    def _check_links(self, source: TemplateSource, key: str, path: str) -> Iterator[Diagnostic]:
        """Yield the blocks that a template overrides in vain, and the templates that it requires in vain."""
        if source.parent:
            known_blocks = [block.name for block in self.blocks(self._loader.join_path(source.parent, key))]
            if known_blocks:
                yield from check_overrides(source.outside_blocks, path, known_blocks)
        for name, line in source.required:
            required_key = self._loader.join_path(name, key)
            if self._loader.find(required_key) is None:
                yield replace(self._loader.missing_template(required_key), location=Location(path, line))

    @pass_context
    def _finalize(self, _context: Context, value: Any) -> Any:  # noqa: ANN401 - templates print anything
        """Return a value or plain structure as it is; report anything else at its line and print nothing."""
        self._environment.spend(_STEPS_OF_A_VALUE + size_of(value))
        problem = printing_problem(value)
        if problem is None:
            return value
        self._problems.add_here(problem)
        return ""
