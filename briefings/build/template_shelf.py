"""The templates of a project, and what comes with them: labels, logo, style sheets and fonts, each loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.assets import Files, find_logo, load_fonts, load_labels, load_word_template
from briefings.build.formats import FORMATS
from briefings.build.styles import join_styles
from briefings.model.diagnostics import BriefingsError
from briefings.templating import Templates

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.compose.labels import Labels
    from briefings.model.house import House, Logo
    from briefings.project import Project

__all__ = ["TemplateShelf"]


class TemplateShelf:
    """Templates, labels, fonts and styles, loaded once; valid until a template or the house file changes.

    Attributes:
        project: where the files are.
        house: the house of the project.
    """

    def __init__(self, project: Project, house: House) -> None:
        """Start with nothing loaded."""
        self.project = project
        self.house = house
        self._templates: dict[tuple[Path, ...], Templates] = {}
        self._folders: dict[str | None, tuple[Path, ...]] = {}
        self._labels: dict[tuple[Templates, str], Labels] = {}
        self._logos: dict[Templates, Logo | None] = {}
        self._files: dict[tuple[Templates, str], Files] = {}
        self._styles: dict[tuple[Templates, str], str] = {}

    def templates(self, subject: Subject | None = None) -> Templates:
        """Return the templates for the notes on a subject.

        Raises:
            BriefingsError: if a template folder has a special file, or a link that leads out of it.
        """
        partner = subject.id if subject else None
        if partner not in self._folders:
            searched = self.project.template_folders(partner)
            self._folders[partner] = tuple(folder for folder in searched if folder.is_dir())
        folders = self._folders[partner]
        if folders not in self._templates:
            templates = Templates(folders, self.project.root)
            if foreign := list(templates.foreign_files()):
                raise BriefingsError(foreign)
            self._templates[folders] = templates
        return self._templates[folders]

    def labels(self, subject: Subject | None = None, language: str = "") -> Labels:
        """Return the labels for the notes on a subject in a language; the house's default language if none is given.

        Raises:
            BriefingsError: if a label file is missing or has errors.
        """
        language = language or self.house.default_language
        templates = self.templates(subject)
        if (templates, language) not in self._labels:
            requested_at = self.house.location_of("languages", language)
            self._labels[templates, language] = load_labels(language, templates, requested_at)
        return self._labels[templates, language]

    def logo(self, subject: Subject | None = None) -> Logo | None:
        """Return the logo of the house; None if it has none.

        Raises:
            BriefingsError: if the file is missing, or is not a usable picture.
        """
        templates, name = self.templates(subject), self.house.look.logo
        if name and templates not in self._logos:
            self._logos[templates], problems = find_logo(templates, self.house)
            if problems:
                raise BriefingsError(problems)
        return self._logos.get(templates)

    def style_sheet(self, subject: Subject, file_format: str) -> str:
        """Return the style sheets of a format, joined; empty for a format without style.

        Raises:
            BriefingsError: if a style sheet is missing or incomplete.
        """
        templates = self.templates(subject)
        if (templates, file_format) not in self._styles:
            self._styles[templates, file_format] = join_styles(templates, file_format)
        return self._styles[templates, file_format]

    def files(self, subject: Subject, file_format: str) -> Files:
        """Return the fonts of a format, or its Word template; none for a format that needs no further files.

        Raises:
            BriefingsError: if a file can't be read, or is not fit for a note.
        """
        templates, file_type = self.templates(subject), FORMATS[file_format]
        if (templates, file_format) not in self._files:
            self._files[templates, file_format] = (
                load_word_template(templates, file_type.template_names)
                if file_type.template_names
                else load_fonts(templates, file_type.font_suffix)
            )
        return self._files[templates, file_format]
