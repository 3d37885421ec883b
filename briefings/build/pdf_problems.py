"""Problems of PDFs, at the files of the project that they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.formats import FORMATS
from briefings.build.styles import check_print_styles
from briefings.model.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.templating import Templates

__all__ = ["explain_pdf_problems"]


def explain_pdf_problems(
    problems: Sequence[Diagnostic], templates: Templates, store: FactStore, root: Path
) -> list[Diagnostic]:
    """Return the problems of a PDF, with locations in the project's own files where they come from there.

    Args:
        problems: as typesetting reports them.
        templates: of the note.
        store: the facts of the project, with its house and its marking scheme.
        root: the top folder of the project.
    """
    style_problems = check_print_styles(templates)
    names = [*FORMATS["pdf"].style_sheets, *filter(None, [store.house.look.logo])]
    paths = [path for name in names for path in templates.find_all(name) if path.is_relative_to(root)]
    of_styles = [Location(templates.display_path(path)) for path in paths]
    places = {
        "typesetting-bound": of_styles,
        "lost-text": of_styles,
        # What stands on every page is the marking, and a label that is looked at by itself.
        "missing-glyph": [store.scheme.location],
    }
    return [
        *style_problems,
        *(
            replace(problem, location=found[0], related=tuple(found[1:]))
            if problem.location is None and (found := places.get(problem.code))
            else problem
            for problem in problems
            if not style_problems or problem.code != "typesetting"
        ),
    ]
