"""Pages of the live page: a Jinja environment of their own, which escapes every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["PageTemplates"]


class PageTemplates:
    """The templates of pages. Facts are hostile text here: whatever a template prints is escaped."""

    def __init__(self, folder: Path, filters: Mapping[str, Callable[..., str]]) -> None:
        """Read templates from a folder; an unknown name in one is an error.

        Args:
            folder: the folder.
            filters: what templates can do with values, by name.
        """
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= filters

    def render(self, name: str, **values: object) -> str:
        """Return a page.

        Args:
            name: of the template, without its suffix.
            values: what the template can name.
        """
        return self._environment.get_template(f"{name}.html.j2").render(values)
