"""Checks of the style sheets of a house, before anything is rendered; the only door to tinycss2.

Browsers and WeasyPrint skip rules that they do not know, and close everything that is open at the end of the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from briefings.model.diagnostics import Diagnostic, Location
from briefings.outputs.typesetter import find_unsupported_css

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_complete", "check_style"]

_END = "end-of-this-file"
_POSITION = re.compile(r"\bat (\d+):(\d+)")


def check_complete(text: str, shown_as: str) -> Diagnostic | None:
    """Return a diagnostic if a style sheet has an unclosed block, string or comment; None if it is complete.

    Later style sheets would be lost in the unclosed block.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
    """
    *_, last = tinycss2.parse_stylesheet(f"{text}\n{_END} {{}}")
    if last.type == "qualified-rule" and tinycss2.serialize(last.prelude).strip() == _END:
        return None
    message = "the style sheet ends inside a rule, string or comment that starts here"
    location = Location(shown_as, last.source_line, last.source_column)
    return Diagnostic("style", message, location, hint="close the brace, bracket, quote or comment")


def check_style(text: str, shown_as: str, *, for_pdf: bool) -> list[Diagnostic]:
    """Return all problems of a style sheet.

    Args:
        text: of the file.
        shown_as: name of the file for messages.
        for_pdf: whether PDFs use it; then rules that WeasyPrint does not support are problems too.
    """
    if problem := check_complete(text, shown_as):
        return [problem]
    problems = list(_check_closing_brackets(text, shown_as))
    if for_pdf and not problems:
        problems = [_as_diagnostic(message, shown_as) for message in find_unsupported_css(text)]
    return problems


def _check_closing_brackets(text: str, shown_as: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each bracket that closes nothing."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        for node in (rule, *(getattr(rule, "prelude", None) or ())):
            if node.type == "error" and node.kind in ("}", "]", ")"):
                location = Location(shown_as, node.source_line, node.source_column)
                yield Diagnostic("style", f"this {node.kind} closes nothing", location, hint="remove it")


def _as_diagnostic(message: str, shown_as: str) -> Diagnostic:
    """Return a message of WeasyPrint as diagnostic, in its own words; most of them name line and column.

    Args:
        message: as WeasyPrint logs it.
        shown_as: name of the file for messages.
    """
    position = _POSITION.search(message)
    location = Location(shown_as, int(position[1]), int(position[2])) if position else Location(shown_as)
    return Diagnostic("style", f"WeasyPrint: {message}", location, hint="correct the rule, or remove it")
