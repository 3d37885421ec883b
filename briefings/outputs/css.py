"""Checks of the style sheets of a house, before anything is rendered; the only door to tinycss2.

Browsers and WeasyPrint skip rules that they do not know, and close everything that is open at the end of the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from briefings.model.diagnostics import Diagnostic, Location, suggestion_hint
from briefings.outputs.pdf import find_unsupported_css

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_complete", "check_style"]

_END = "end-of-this-file"
_IGNORED = re.compile(r"Ignored `(.*?)\s*` at (\d+):(\d+), (.*?)\.?", re.DOTALL)
_POSITION = re.compile(r"(?: at|^Parse error at) (\d+):(\d+)[:.]?")
_SELECTOR = re.compile(r"Invalid or unsupported selector, '(.*)'", re.DOTALL)
_HINT = "nothing is printed while a style asks for what can't be done: correct it, or take it out"


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
    message = "what begins here does not end: a brace, bracket, quote or comment is not closed"
    return Diagnostic(
        "style", message, Location(shown_as, last.source_line, last.source_column), hint="close it"
    )


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
        messages, properties = find_unsupported_css(text)
        problems = [_as_diagnostic(message, text, shown_as, properties) for message in messages]
    return problems


def _check_closing_brackets(text: str, shown_as: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each bracket that closes nothing."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        for node in (rule, *(getattr(rule, "prelude", None) or ())):
            if node.type == "error" and node.kind in ("}", "]", ")"):
                location = Location(shown_as, node.source_line, node.source_column)
                yield Diagnostic("style", f"{node.kind} closes nothing", location, hint="take it out")


def _as_diagnostic(message: str, text: str, shown_as: str, properties: frozenset[str]) -> Diagnostic:
    """Return a message of WeasyPrint as diagnostic, with its location, and in our words if we know the message.

    Args:
        message: as WeasyPrint logs it.
        text: of the style sheet.
        shown_as: name of the file for messages.
        properties: all CSS properties that WeasyPrint supports.
    """
    if match := _IGNORED.fullmatch(message):
        declaration, line, column, reason = match.groups()
        name = declaration.partition(":")[0].strip()
        hint = suggestion_hint(name, properties) if name not in properties else ""
        location = Location(shown_as, int(line), int(column))
        # A list of all properties would not help.
        hint = hint if hint.startswith("did you mean") else ""
        return Diagnostic(
            "style", f"`{declaration}` can't be typeset: {reason}", location, hint=hint or _HINT
        )
    if match := _SELECTOR.fullmatch(message):
        before = text[: max(text.find(match[1].strip()), 0)]
        location = Location(shown_as, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        return Diagnostic("style", f"{match[1].strip()!r} is no selector", location, hint=_HINT)
    if match := _POSITION.search(message):
        location = Location(shown_as, int(match[1]), int(match[2]))
        reason = _POSITION.sub("", message, count=1).strip()
        if reason.startswith("Error:") or message.startswith("Parse error"):
            reason = "this can't be read; a declaration is written `property: value;`"
        return Diagnostic("style", reason, location, hint=_HINT)
    return Diagnostic("style", message, Location(shown_as), hint=_HINT)
