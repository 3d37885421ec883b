"""Requirements of an installation: libraries, fonts, and a build folder that is writable."""

from __future__ import annotations

import contextlib
import os
import platform
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from briefings.build.formats import FORMATS
from briefings.compose.labels import Labels
from briefings.model.diagnostics import BriefingsError
from briefings.outputs import typesetter
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.project import Project

__all__ = ["InstallationReport", "check_installation"]

_LIBRARIES = ("jinja2", "markdown", "weasyprint", "click", "pyyaml")


@dataclass(frozen=True, slots=True)
class InstallationReport:
    """The parts of an installation.

    Attributes:
        present: one line for each part that is present.
        missing: a text for each part that is missing; lines after the first say how to install it.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the report as lines for a terminal."""
        yield from self.present
        for text in self.missing:
            yield from f"missing: {text}".split("\n")


def check_installation(project: Project) -> InstallationReport:
    """Check whether everything is present that Briefings needs to build the notes of a project."""
    present = [
        f"Python {platform.python_version()}",
        *(f"{name} {metadata.version(name)}" for name in _LIBRARIES),
    ]
    missing = []
    if problem := typesetter.check_support():
        missing.append(f"{problem.message}\n  {problem.hint}")
    else:
        present.append("Pango: found, so PDF works")
    templates = Templates(project.template_folders(), project.root)
    if fonts := templates.font_files(FORMATS["pdf"].font_suffix):
        present.append(f"fonts: {', '.join(font.name for font in fonts)}")
    else:
        missing.append("fonts: templates/fonts/ has none, so PDF does not work")
    present += _label_review_lines(templates)
    build_folder = project.build_folder
    if os.access(build_folder if build_folder.is_dir() else project.output_root, os.W_OK):
        present.append(f"build folder: {build_folder} is writable")
    else:
        missing.append(f"build folder: {build_folder} is not writable; choose another with --output")
    return InstallationReport(tuple(present), tuple(missing))


def _label_review_lines(templates: Templates) -> Iterator[str]:
    """Yield the reviewer of each label file, one line per file."""
    languages = {path.stem for folder in templates.folders for path in (folder / "labels").glob("*.yaml")}
    for language in sorted(languages):
        paths = templates.find_all(f"labels/{language}.yaml")
        with contextlib.suppress(BriefingsError):  # `check` reports the errors
            labels = Labels.load(language, ((path, templates.display_path(path)) for path in paths))
            for file, reviewer in labels.reviewed.items():
                yield f"{file}: {f'reviewed by {reviewer}' if reviewer else 'not reviewed yet'}"
