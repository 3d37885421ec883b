"""What is wrong with a style sheet of the house, found before anything is printed; the only door to tinycss2.

A browser and WeasyPrint pass over what they don't know, and take an end of the file for every end that is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from briefings.model.diagnostics import Diagnostic, Location, did_you_mean
from briefings.outputs.pdf import ignored

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["faults", "unended"]

_END = "end-of-this-file"
_IGNORED = re.compile(r"Ignored `(.*?)\s*` at (\d+):(\d+), (.*?)\.?", re.DOTALL)
_PLACE = re.compile(r"(?: at|^Parse error at) (\d+):(\d+)[:.]?")
_SELECTOR = re.compile(r"Invalid or unsupported selector, '(.*)'", re.DOTALL)
_HINT = "nothing is printed while a style asks for what can't be done: correct it, or take it out"


def unended(text: str, shown: str) -> Diagnostic | None:
    """Say that a style sheet stops in the middle of something, so that all behind it is lost; None if it does not.

    Args:
        text: of the file.
        shown: the name of the file.
    """
    *_, last = tinycss2.parse_stylesheet(f"{text}\n{_END} {{}}")
    if last.type == "qualified-rule" and tinycss2.serialize(last.prelude).strip() == _END:
        return None
    message = "what begins here does not end: a brace, bracket, quote or comment is not closed"
    return Diagnostic(
        "style", message, Location(shown, last.source_line, last.source_column), hint="close it"
    )


def faults(text: str, shown: str, *, printed: bool) -> list[Diagnostic]:
    """What is wrong with a style sheet.

    Args:
        text: of the file.
        shown: the name of the file.
        printed: whether PDFs are typeset with it, so that it may have nothing that can't be typeset.
    """
    if found := unended(text, shown):
        return [found]
    problems = list(_closing_nothing(text, shown))
    if printed and not problems:
        messages, properties = ignored(text)
        problems = [_told(message, text, shown, properties) for message in messages]
    return problems


def _closing_nothing(text: str, shown: str) -> Iterator[Diagnostic]:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        for node in (rule, *(getattr(rule, "prelude", None) or ())):
            if node.type == "error" and node.kind in ("}", "]", ")"):
                place = Location(shown, node.source_line, node.source_column)
                yield Diagnostic("style", f"{node.kind} closes nothing", place, hint="take it out")


def _told(message: str, text: str, shown: str, properties: frozenset[str]) -> Diagnostic:
    """A message of WeasyPrint's at its place, in other words where they are known."""
    if found := _IGNORED.fullmatch(message):
        written, line, column, why = found.groups()
        name = written.partition(":")[0].strip()
        hint = did_you_mean(name, properties) if name not in properties else ""
        place = Location(shown, int(line), int(column))
        # A list of all properties that there are helps nobody.
        hint = hint if hint.startswith("did you mean") else ""
        return Diagnostic("style", f"`{written}` can't be typeset: {why}", place, hint=hint or _HINT)
    if found := _SELECTOR.fullmatch(message):
        before = text[: max(text.find(found[1].strip()), 0)]
        place = Location(shown, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        return Diagnostic("style", f"{found[1].strip()!r} is no selector", place, hint=_HINT)
    if found := _PLACE.search(message):
        place = Location(shown, int(found[1]), int(found[2]))
        words = _PLACE.sub("", message, count=1).strip()
        if words.startswith("Error:") or message.startswith("Parse error"):
            words = "this can't be read; a declaration is written `property: value;`"
        return Diagnostic("style", words, place, hint=_HINT)
    return Diagnostic("style", message, Location(shown), hint=_HINT)
