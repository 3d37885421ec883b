"""The loader of templates: it reads files for Jinja, and knows which file a template extends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import jinja2

from briefings.model.diagnostics import Diagnostic
from briefings.model.suggest import unknown, with_suggestion
from briefings.templating.environment import BELOW_PREFIX
from briefings.templating.search_path import Lookup

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.templating.search_path import SearchPath

__all__ = ["FolderLoader"]


class FolderLoader(jinja2.BaseLoader):
    """A loader that reads templates from a search path.

    Jinja knows a template by a string alone. A template that is searched below another one therefore gets a string
    that no file can have, and the loader keeps what it means.
    """

    def __init__(self, search_path: SearchPath) -> None:
        self._search_path = search_path
        self._lookups: dict[str, Lookup] = {}

    def find(self, key: str) -> Path | None:
        """Return the file of a template; None if there is none.

        Args:
            key: the string by which Jinja knows the template.
        """
        return self._search_path.look_up(self._lookup(key))

    def join_path(self, name: str, asking_key: str) -> str:
        """Return the key of the template that another one asks for.

        Args:
            name: the name as written in the asking template.
            asking_key: the key of the asking template.
        """
        if not name.startswith(BELOW_PREFIX):
            return name
        lookup = self._search_path.below(self._lookup(asking_key), name.removeprefix(BELOW_PREFIX))
        key = f"{lookup.name}\0{lookup.first_folder}"
        self._lookups[key] = lookup
        return key

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """Return the source and the path of a template.

        Raises:
            BriefingsError: if the file can't be read.
        """
        path = self.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return self._search_path.read(path), str(path), None

    def missing_template(self, key: str) -> Diagnostic:
        """Return the problem that a template has no file, without its location.

        Args:
            key: the string by which Jinja knows the template.
        """
        lookup = self._lookup(key)
        names = self._search_path.template_names()
        if not lookup.first_folder:
            return unknown("template", lookup.name, names, code="template-not-found")
        asking_path = self._search_path.folders[lookup.first_folder - 1] / lookup.name
        message = f"no template {lookup.name!r} exists below {self._search_path.display_path(asking_path)}"
        problem = Diagnostic("template-not-found", message)
        if lookup.name in names:
            hint = "extend a template that the project has in templates/, or a packaged one"
            return replace(problem, hint=hint)
        return with_suggestion(problem, lookup.name, names)

    def _lookup(self, key: str) -> Lookup:
        """Return what the key of a template means."""
        return self._lookups.get(key) or Lookup(key)
