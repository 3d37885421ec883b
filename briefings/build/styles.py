"""The style sheets of a house: joined for each format, and the problems in them.

`briefings.outputs.css` is loaded for houses with styles of their own only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.assets import read_asset
from briefings.build.formats import FORMATS
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefings.templating import Templates

__all__ = ["check_print_styles", "join_styles"]


def join_styles(templates: Templates, file_format: str) -> str:
    """Return the style sheets of a format, joined; empty for a format without style.

    Later rules win in CSS, so the partner's style sheet comes last.

    Raises:
        BriefingsError: if a style sheet is missing or incomplete.
    """
    texts = _read_styles(templates, file_format)
    if problems := [
        problem for path, text in _own(texts) if (problem := _check_closed(path, text, templates))
    ]:
        raise BriefingsError(problems)
    media = FORMATS[file_format].base_styles
    return "\n".join(
        f"@media {medium} {{\n{text}\n}}" if (medium := media.get(path.name)) else text
        for path, text in texts.items()
    )


def check_print_styles(templates: Templates) -> list[Diagnostic]:
    """Return the problems in the house's own style sheets for PDF."""
    from briefings.outputs.css import check_style  # noqa: PLC0415 - see above

    return [
        problem
        for path, text in _own(_read_styles(templates, "pdf"))
        for problem in check_style(text, templates.display_path(path), for_pdf=True)
    ]


def _read_styles(templates: Templates, file_format: str) -> dict[Path, str]:
    """Return the texts of the style sheets of a format, by path, in order.

    Raises:
        BriefingsError: if one is missing, or can't be read.
    """
    if not FORMATS[file_format].style_sheets:
        return {}
    *base_names, added_name = FORMATS[file_format].style_sheets
    paths = []
    for name in base_names:
        path = templates.find(name)
        if path is None:
            raise BriefingsError([Diagnostic("missing-file", f"templates/{name} is missing")])
        paths.append(path)
    paths += reversed(list(templates.find_all(added_name)))
    return {path: read_asset(path, templates).decode("utf-8", "replace") for path in paths}


def _own(texts: Mapping[Path, str]) -> Iterator[tuple[Path, str]]:
    """Yield the style sheets of the house; the packaged ones are known to be valid."""
    for path, text in texts.items():
        if not path.is_relative_to(package_data_folder()):
            yield path, text


def _check_closed(path: Path, text: str, templates: Templates) -> Diagnostic | None:
    """Check that a style sheet closes its blocks and comments; an open one would swallow the next sheet."""
    from briefings.outputs.css import check_complete  # noqa: PLC0415 - see above

    return check_complete(text, templates.display_path(path))
