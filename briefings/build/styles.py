"""The style sheets of a house: joined for each format, and the problems in them.

The checks of `briefings.outputs` are loaded for houses with styles of their own only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.build.assets import load_fonts, read_asset
from briefings.build.formats import FORMATS
from briefings.loading.characters import find_refused_characters
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefings.templating import Templates

__all__ = ["check_print_styles", "check_style_text", "join_styles"]

_NO_TEXT = re.compile("[\udc80-\udcff]")
_MAX_LENGTH = 300_000
"""The most letters of a style sheet."""


def join_styles(templates: Templates, file_format: str) -> str:
    """Return the style sheets of a format, joined; empty for a format without style.

    Later rules win in CSS, so the partner's style sheet comes last.

    Raises:
        BriefingsError: if a style sheet is missing, or has what no style sheet may have.
    """
    texts = _read_styles(templates, file_format)
    if problems := [
        problem
        for path, text in _own(texts)
        for problem in _check_own(path, text, templates, for_pdf=file_format == "pdf")
    ]:
        raise BriefingsError(problems)
    media = FORMATS[file_format].base_styles
    return "\n".join(
        f"@media {medium} {{\n{text}\n}}" if (medium := media.get(path.name)) else text
        for path, text in texts.items()
    )


def check_print_styles(templates: Templates) -> list[Diagnostic]:
    """Return the problems in the house's own style sheets for PDF."""
    return [
        problem
        for path, text in _own(_read_styles(templates, "pdf"))
        for problem in check_style_text(text, path, templates, for_pdf=True)
    ]


def check_style_text(text: str, path: Path, templates: Templates, *, for_pdf: bool) -> list[Diagnostic]:
    """Return all problems of a style sheet.

    Args:
        text: of the file.
        path: of the file.
        templates: the templates that it is found with, and their fonts.
        for_pdf: whether PDFs use it; then rules that WeasyPrint does not support are problems too.
    """
    from briefings.outputs.css.checks import check_style  # noqa: PLC0415 - see above

    return _check_own(path, text, templates, for_pdf=for_pdf) or check_style(
        text, templates.display_path(path), for_pdf=for_pdf
    )


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
    return {path: read_asset(path, templates).decode("utf-8", "surrogateescape") for path in paths}


def _own(texts: Mapping[Path, str]) -> Iterator[tuple[Path, str]]:
    """Yield the style sheets of the house; the packaged ones are known to be valid."""
    for path, text in texts.items():
        if not path.is_relative_to(package_data_folder()):
            yield path, text


def _check_own(path: Path, text: str, templates: Templates, *, for_pdf: bool) -> list[Diagnostic]:
    """Return the problems for which a style sheet of the house is refused."""
    from briefings.outputs.css.checks import check_own, named_font_files, printed_signs  # noqa: PLC0415 - see above

    shown_as = templates.display_path(path)
    if len(text) > _MAX_LENGTH:
        message, hint = f"the file is larger than {_MAX_LENGTH // 1000} kB", "write a smaller style sheet"
        return [Diagnostic("file-too-large", message, Location(shown_as), hint=hint)]
    if problems := _check_characters(text, shown_as) or check_own(text, shown_as):
        return problems
    if not for_pdf:
        return []
    return [
        *_check_fonts(named_font_files(text, shown_as), templates),
        *_check_signs(printed_signs(text, shown_as), templates),
    ]


def _check_fonts(named: Iterable[tuple[str, Location]], templates: Templates) -> Iterator[Diagnostic]:
    """Yield a problem for each font file that a style sheet asks for, and that is not there."""
    for name, place in named:
        if name not in {path.name for path in templates.font_files(FORMATS["pdf"].font_suffix)}:
            message = f"the style sheet asks for the font {name!r}, which is not in templates/fonts/"
            yield Diagnostic(
                "refused-request", message, place, hint="put the file there, or correct its name"
            )


def _check_signs(signs: Iterable[tuple[str, Location]], templates: Templates) -> Iterator[Diagnostic]:
    """Yield a problem for each sign that no font of the PDF has."""
    from briefings.outputs.fonts import load_families, missing_letters  # noqa: PLC0415 - see above

    rare = [(sign, place) for sign, place in signs if not sign.isascii()]
    families = load_families(load_fonts(templates, FORMATS["pdf"].font_suffix).files) if rare else []
    for sign, place in rare:
        for point in sorted(missing_letters(sign, families)):
            message = f"no font has the sign {chr(point)!r} (U+{point:04X}) of the style sheet"
            hint = "choose another sign, or put a font that has it into templates/fonts/"
            yield Diagnostic("missing-glyph", message, place, hint=hint)


def _check_characters(text: str, shown_as: str) -> list[Diagnostic]:
    """Return a problem for each character that no file may contain; tabs and the line ends of Windows are welcome."""
    if not_text := _NO_TEXT.search(text):
        place = Location(shown_as, text.count("\n", 0, not_text.start()) + 1)
        return [Diagnostic("not-utf8", "the file is not UTF-8 text", place, hint="save it as UTF-8")]
    plain = text.removeprefix("\ufeff").replace("\t", " ").replace("\r\n", " \n")
    return find_refused_characters(plain, shown_as)
