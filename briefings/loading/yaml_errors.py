"""Explanations of YAML syntax errors: the slips that people make, in plain words.

The parser reports where it gave up, often far after the mistake. Errors of other kinds keep the words of the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ParserError", "Position", "SyntaxProblem", "explain_parser_error"]

_COMMENTED_TEXT = re.compile(r"[:,\[{] *(#[^\s#,}\]]+)")
_REFERENCE = re.compile(r"\{\w+:\S")
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7}) |={7}$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NO_SPACE = re.compile(r"([\w-]+):([^\s:].*)")
_KEY = re.compile(r"(?:^|[\s{,-])[\w-]+: ")
_DEFAULT_HINT = (
    "check colons, quotes and brackets here and above; put a text with ': ' or a special character in quotes"
)


class Position(NamedTuple):
    """A position in a file, counted from 0."""

    line: int
    column: int


class ParserError(NamedTuple):
    """An error as the parser reports it: its context and the start of that, the problem and its position."""

    context: str
    start: Position
    problem: str
    position: Position


class SyntaxProblem(NamedTuple):
    """An explained error: its position, message and hint."""

    position: Position
    message: str
    hint: str = _DEFAULT_HINT


def explain_parser_error(error: ParserError, lines: Sequence[str]) -> SyntaxProblem:
    """Explain a parser error.

    Args:
        error: the error.
        lines: the lines of the file.
    """
    if conflict := _explain_merge(lines):
        return conflict
    problem = _explain_quotes_and_brackets(error, lines) or _explain_line(error, lines)
    # What the parser reads as a comment or a mapping is often the cause, wherever it gives up.
    suspects = lines[min(error.start.line, max(error.position.line - 1, 0)) : error.position.line + 1]
    for line in (_QUOTED.sub("", line) for line in suspects):
        if match := _COMMENTED_TEXT.search(line):
            return problem._replace(hint=f'YAML reads a comment from #; put it in quotes: "{match[1]}"')
        if _REFERENCE.search(line):
            return problem._replace(hint="a text with braces goes in quotes")
    return problem


def _explain_merge(lines: Sequence[str]) -> SyntaxProblem | None:
    """Explain the marks that git leaves where two versions of a file differ; None if there is none."""
    number = next((number for number, line in enumerate(lines) if _MERGE_MARK.match(line)), None)
    if number is None:
        return None
    message = "a merge left two versions of these lines"
    return SyntaxProblem(
        Position(number, 0), message, "keep what is right of both, and delete the marks of git"
    )


def _explain_quotes_and_brackets(error: ParserError, lines: Sequence[str]) -> SyntaxProblem | None:
    """Explain a quote or a bracket that is not closed; None for other errors."""
    start = _last_bracket(error.position, lines) if "flow node" in error.context else error.start
    opening = _line_at(start, lines)[start.column : start.column + 1]
    ends_early = "end of stream" in error.problem or "document" in error.problem
    if "quoted scalar" in error.context and ends_early:
        return SyntaxProblem(error.start, f"the quote {opening} is never closed", f"close it with {opening}")
    if (
        "flow" in error.context
        and opening in ("[", "{")
        and (error.position.line != start.line or ends_early)
    ):
        closing = "]" if opening == "[" else "}"
        hint = f"close it with {closing}, or put a text that begins with {opening} in quotes"
        return SyntaxProblem(start, f"the bracket {opening} is never closed", hint)
    return None


def _explain_line(error: ParserError, lines: Sequence[str]) -> SyntaxProblem:
    """Explain a missing space, a second colon or wrong indentation; keep the parser's words for other errors."""
    rest = _line_at(error.start, lines)[error.start.column :].strip()
    if "simple key" in error.context and (match := _NO_SPACE.fullmatch(rest)):
        message = f"a space is missing after '{match[1]}:'"
        return SyntaxProblem(error.start, message, f"write `{match[1]}: {match[2]}`")
    line = _line_at(error.position, lines)
    before = line[: error.position.column]
    is_after_colon = "mapping values" in error.problem
    if is_after_colon and _KEY.search(line[: error.position.column + 1]):
        return SyntaxProblem(error.position, "this line has a second ': '", "put the text in quotes")
    if is_after_colon or ("block" in error.context and not before.strip()):
        start = Position(error.position.line, len(line) - len(line.lstrip()))
        hint = "align it with the other keys of its entry, and check the line above"
        return SyntaxProblem(start, "this line is not aligned with the lines above", hint)
    # The parser misses a colon only after the line that lacks it.
    position = error.start if "simple key" in error.context else error.position
    return SyntaxProblem(position, f"this is not YAML: {error.problem}")


def _last_bracket(position: Position, lines: Sequence[str]) -> Position:
    """Return the position of the last opening bracket on the lines before a position; else that position."""
    for number in range(position.line - 1, -1, -1):
        column = max(lines[number].rfind("["), lines[number].rfind("{"))
        if column >= 0:
            return Position(number, column)
    return position


def _line_at(position: Position, lines: Sequence[str]) -> str:
    """Return the line of a position; empty if it is after the last one."""
    return lines[position.line] if position.line < len(lines) else ""
