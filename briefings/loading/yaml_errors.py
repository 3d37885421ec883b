"""Explanations of YAML syntax errors in plain words.

The parser reports what it expected and where it gave up, in its own terms and often far after the mistake.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ParserError", "Position", "YamlProblem", "explain_parser_error"]

_CLOSING_BRACKETS = {"[": "]", "{": "}"}
_COMMENTED_TEXT = re.compile(r"[:,\[{] *#[^\s#]")
_NO_SPACE = re.compile(r"([\w-]+):([^\s:].*)")
_KEY = re.compile(r"(?:^|[\s{,-])[\w-]+: ")
_ITEM_INDENT = re.compile(r"\s*((?:- +)*)")
_COMMENT_HINT = "for YAML a comment begins at #; put what begins with it in quotes"
_QUOTES_HINT = "put it in quotes"
_DEFAULT_HINT = (
    "look at the indentation, colons and quotes here and on the line above; quote text that contains ': '"
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


class YamlProblem(NamedTuple):
    """An explained error: its position (counted from 0), message and hint."""

    line: int
    column: int
    message: str
    hint: str


def explain_parser_error(
    error: ParserError, lines: Sequence[str], find_opening_quote: Callable[[Position], Position | None]
) -> YamlProblem:
    """Explain a parser error in plain words.

    Args:
        error: the error.
        lines: the lines of the file.
        find_opening_quote: returns the start of the last quoted text before a position.
    """
    problem = _Explainer(error, lines, find_opening_quote).explain()
    first = min(error.start.line, max(error.position.line - 1, 0))
    if any(_COMMENTED_TEXT.search(line) for line in lines[first : error.position.line + 1]):
        return problem._replace(hint=_COMMENT_HINT)
    return problem


class _Explainer:
    """An explainer of one error, with the lines of the file."""

    def __init__(
        self,
        error: ParserError,
        lines: Sequence[str],
        find_opening_quote: Callable[[Position], Position | None],
    ) -> None:
        self.context, self.start, self.problem, self.position = error
        self.lines, self.find_opening_quote = lines, find_opening_quote
        self.line = lines[self.position.line] if self.position.line < len(lines) else ""
        self.character = self.line[self.position.column : self.position.column + 1]

    def explain(self) -> YamlProblem:  # noqa: PLR0911 - one return per kind of error
        """Explain the error by its context and problem."""
        context, problem = self.context, self.problem
        if "quoted scalar" in context:
            return self.explain_quotes()
        if "block scalar" in context:
            message = "behind > or | a text begins on the next line"
            return self.problem_at(self.start, message, "begin it there, further in than its key")
        if any(word in context for word in ("an alias", "an anchor", "a tag", "next token", "a directive")):
            return self.explain_bad_start(self.start)
        if "mapping keys are not allowed" in problem:
            return self.explain_bad_start(self.position)
        if "block node" in context and self.character:
            return self.explain_bad_start(self.position)
        if "sequence entries are not allowed" in problem:
            hint = "put each item on a line of its own below the key; a text that begins with '- ' goes in quotes"
            return self.problem_at(self.position, "a list does not begin on the line of its key", hint)
        if "mapping values are not allowed" in problem:
            return self.explain_second_colon()
        if "simple key" in context:
            return self.explain_missing_colon()
        if "flow sequence" in context or "flow mapping" in context:
            return self.explain_brackets()
        if "block mapping" in context or "block collection" in context:
            return self.explain_block()
        return self.explain_unknown()

    @staticmethod
    def problem_at(position: Position, message: str, hint: str) -> YamlProblem:
        """Return a problem at a position."""
        return YamlProblem(position.line, position.column, message, hint)

    def explain_unknown(self) -> YamlProblem:
        """Explain an error of no known kind, in the terms of the parser."""
        description = ", ".join(part for part in (self.context, self.problem) if part)
        return self.problem_at(self.position, f"not YAML: {description}", _DEFAULT_HINT)

    def explain_bad_start(self, position: Position) -> YamlProblem:
        """Explain a value that begins with a character of YAML syntax."""
        sign = self.lines[position.line][position.column : position.column + 1]
        return self.problem_at(position, f"a value can't begin with {sign}", _QUOTES_HINT)

    def explain_quotes(self) -> YamlProblem:
        """Explain a quote that does not close, or an invalid escape in quotes."""
        sign = self.lines[self.start.line][self.start.column : self.start.column + 1]
        if "end of stream" in self.problem or "document" in self.problem:
            inside = '\\" stands for a quote inside' if sign == '"' else "'' stands for an apostrophe inside"
            return self.problem_at(
                self.start, f"the quote {sign} opens here and never closes", f"close it; {inside}"
            )
        hint = "write \\\\ for a backslash, or put the text in single quotes"
        return self.problem_at(
            self.position, "a backslash in double quotes, and no sign of YAML's behind it", hint
        )

    def explain_second_colon(self) -> YamlProblem:
        """Explain a second colon on a line, a missing colon on the line before, or wrong indentation."""
        if _KEY.search(self.line[: self.position.column + 1]):
            hint = "put the text in quotes, or behind >- on the next line"
            return self.problem_at(
                self.position, "a second ': ' on this line: the text of a value has none", hint
            )
        previous = self.previous_line()
        if previous is None:
            return self.explain_unknown()
        number, line = previous
        if ":" not in line:
            begin = self.key_column(line)
            message = f"a colon is missing behind {line[begin:].strip()!r}"
            return YamlProblem(number, begin, message, "write `key: value`, or `key:` with lines below it")
        column = self.key_column(line) + 1
        hint = f"begin it in column {column}, as line {number + 1} does, or put the text above in quotes"
        begin = len(self.line) - len(self.line.lstrip())
        return YamlProblem(
            self.position.line, begin, "this line is too far in: it goes on with the one above", hint
        )

    def explain_missing_colon(self) -> YamlProblem:
        """Explain a line without a colon, or a colon without a space after it."""
        rest = self.lines[self.start.line][self.start.column :].strip()
        if match := _NO_SPACE.fullmatch(rest):
            return self.problem_at(
                self.start, f"a space is missing behind '{match[1]}:'", f"write `{match[1]}: {match[2]}`"
            )
        hint = "if it goes on with the text above, begin it further in; else write `key: value`"
        return self.problem_at(self.start, "this line has no colon", hint)

    def explain_brackets(self) -> YamlProblem:
        """Explain brackets or braces that do not close, or a missing comma in them."""
        sign = self.lines[self.start.line][self.start.column : self.start.column + 1]
        closing = _CLOSING_BRACKETS.get(sign, "]")
        if self.position.line != self.start.line or not self.character:
            hint = f"close it with {closing}; a text that begins with {sign} goes in quotes"
            return self.problem_at(self.start, f"{sign} opens here and does not close", hint)
        if self.character in "]}":
            message = f"{sign} in column {self.start.column + 1} does not close with {self.character}"
            return self.problem_at(self.position, message, f"close it with {closing}")
        if self.character == ":":
            return self.problem_at(
                self.position,
                "a second ': ' in one value",
                "put the text in quotes; between items goes a comma",
            )
        hint = f"put a comma between items, and an item with , : {sign} or quotes in it in quotes"
        return self.problem_at(self.position, "a comma is missing before this", hint)

    def explain_block(self) -> YamlProblem:
        """Explain text after a closed value, or wrong indentation."""
        before = self.line[: self.position.column].rstrip()
        if not before:
            return self.explain_indentation()
        if self.character in "]}":
            return self.problem_at(
                self.position, f"{self.character} closes nothing", "take it out, or put the text in quotes"
            )
        if before.endswith(("]", "}")):
            hint = "put the whole text in quotes: it begins with [ or {"
            return self.problem_at(self.position, f"more text behind {before[-1]}", hint)
        if before.endswith(('"', "'")):
            return self.explain_text_after_quote(before[-1])
        return self.explain_unknown()

    def explain_text_after_quote(self, sign: str) -> YamlProblem:
        """Explain text after a closing quote."""
        opening = self.find_opening_quote(self.position)
        if opening and opening.line < self.position.line:
            message = f"the quote {sign} opens here and closes in line {self.position.line + 1} only"
            return self.problem_at(opening, message, "close it where the text ends")
        inside = "'' for an apostrophe inside" if sign == "'" else '\\" for quotes inside'
        hint = f"put the whole text in quotes, with {inside}, or behind >- on the next line"
        return self.problem_at(self.position, f"more text behind the quote {sign} that closes", hint)

    def explain_indentation(self) -> YamlProblem:
        """Explain a line that belongs to no entry because of its indentation."""
        if re.match(r"-[^\s-]", self.line[self.position.column :]):
            return self.problem_at(self.position, "a space is missing behind -", "write `- ` before an item")
        previous = self.previous_line()
        if previous and " #" in previous[1]:
            hint = f"for YAML a comment begins at # in line {previous[0] + 1}; put the whole text in quotes"
            return self.problem_at(self.position, "this line belongs to no entry", hint)
        dash = self.line[self.position.column :].startswith("- ")
        columns = self.open_columns(dash=dash)
        where = " or ".join(str(column + 1) for column in columns if column != self.position.column)
        hint = f"begin it in column {where}, as lines above do" if where else _DEFAULT_HINT
        return self.problem_at(
            self.position, "this line belongs to no entry: none begins in its column", hint
        )

    def open_columns(self, *, dash: bool) -> list[int]:
        """Return the columns, from 0, of the first keys (or the dashes) of the entries that are open at the error."""
        columns: set[int] = set()
        innermost = len(max(self.lines, key=len)) + 1
        for line in reversed(self.lines[: self.position.line]):
            indent = len(line) - len(line.lstrip())
            if indent < innermost and line.strip() and not line.lstrip().startswith("#"):
                innermost = indent
                if not dash:
                    columns.add(self.key_column(line))
                elif line[indent:].startswith("- "):
                    columns.add(indent)
        return sorted(columns)

    def previous_line(self) -> tuple[int, str] | None:
        """Return the last line before the error that is not empty or a comment, with its number, from 0."""
        for number in range(self.position.line - 1, -1, -1):
            line = self.lines[number]
            if line.strip() and not line.lstrip().startswith("#"):
                return number, line
        return None

    @staticmethod
    def key_column(line: str) -> int:
        """Return the column of the first key on a line, from 0, after any dashes."""
        match = _ITEM_INDENT.match(line)
        return match.end() if match else 0
