"""The assets of a house, as found in its template folders: labels, logo, fonts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.own_labels import check_label_keys
from briefings.compose.labels import Labels, start_hint
from briefings.loading.files import MAX_FILE_BYTES, read_bytes
from briefings.loading.logo import read_logo
from briefings.loading.reading import Reading
from briefings.loading.word_template import read_word_template
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.hashing import content_hash, file_hash
from briefings.outputs.fonts import check_font
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefings.model.house import House, Logo
    from briefings.templating import Templates

__all__ = [
    "Files",
    "find_logo",
    "load_fonts",
    "load_labels",
    "load_word_template",
    "read_asset",
    "read_house_template",
]

_CHECKED_FONTS = ".ttf"
"""The suffix of the fonts for PDF, whose letters decide what a note can print."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files by name, with one hash for all of them."""

    files: Mapping[str, bytes]
    hash: str


def find_logo(templates: Templates, house: House) -> Reading[Logo]:
    """Return the logo of a house, as found in these templates; no value if the house has none or it is not usable.

    Args:
        templates: where to look for the file.
        house: names the file.
    """
    if not house.look.logo:
        return Reading(None)
    path = templates.find(house.look.logo)
    if path is None:
        message, location = f"templates/{house.look.logo} is missing", house.location_of("logo")
        hint = "add the file, or delete the line"
        return Reading(None, (Diagnostic("missing-file", message, location, hint=hint),))
    return read_logo(path, templates.display_path(path))


def load_labels(language: str, templates: Templates, requested_at: Location | None) -> Labels:
    """Load the labels of a language.

    Args:
        language: BCP 47 tag.
        templates: where to look for label files.
        requested_at: where the house lists the language.

    Raises:
        BriefingsError: if a label file is missing or has errors, such as a label that nothing prints.
    """
    name = f"labels/{language}.yaml"
    files = [(path, templates.display_path(path)) for path in templates.find_all(name)]
    if not files:
        message = f"templates/{name} is missing, so notes in {language!r} can't be written"
        hint = f"{start_hint(language)}, or remove the language"
        raise BriefingsError([Diagnostic("missing-file", message, requested_at, hint=hint)])
    labels = Labels.load(language, files)
    if problems := list(check_label_keys(templates, labels)):
        raise BriefingsError(problems)
    return labels


def load_fonts(templates: Templates, suffix: str) -> Files:
    """Load the fonts with a suffix; none if the suffix is empty.

    Raises:
        BriefingsError: if a file can't be read, or one for PDF that a project brings along is not a font.
    """
    paths = templates.font_files(suffix) if suffix else []
    files = {path.name: read_asset(path, templates) for path in paths}
    if suffix == _CHECKED_FONTS:
        packaged = package_data_folder() / "templates" / "fonts"
        own = [path for path in paths if path.parent != packaged]
        found = [check_font(files[path.name], Location(templates.display_path(path))) for path in own]
        if problems := [problem for problem in found if problem]:
            raise BriefingsError(problems)
    return _as_files(files)


def load_word_template(templates: Templates, names: Sequence[str]) -> Files:
    """Load the Word template of a house; nothing if it has none, which gives its notes the packaged look.

    Args:
        templates: where to look for it.
        names: that it may have, the first of them first.

    Raises:
        BriefingsError: if it has text, macros or links, or is not a Word file.
    """
    path = templates.find_first(names)
    if path is None:
        return _as_files({})
    data, problems = read_house_template(path, templates)
    if data is None:
        raise BriefingsError(problems)
    return _as_files({path.name: data})


def read_house_template(path: Path, templates: Templates) -> Reading[bytes]:
    """Return the bytes of the Word template of a house, or say why a note can't be made with it."""
    from briefings.outputs.word.template import check_template  # noqa: PLC0415 - slow to import

    shown_path = templates.display_path(path)
    data, problems = read_word_template(path, shown_path)
    problem = check_template(data, Location(shown_path)) if data is not None else None
    return Reading(None, (problem,)) if problem else Reading(data, problems)


def _as_files(files: Mapping[str, bytes]) -> Files:
    """Return files with their hash."""
    return Files(files, content_hash({name: file_hash(data) for name, data in files.items()}))


def read_asset(path: Path, templates: Templates) -> bytes:
    """Return the bytes of a file.

    Raises:
        BriefingsError: if it can't be read.
    """
    data, problems = read_bytes(path, templates.display_path(path), MAX_FILE_BYTES)
    if data is None:
        raise BriefingsError(problems)
    return data
