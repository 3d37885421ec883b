"""What is wrong where a file is no YAML, in the words of those who write facts.

The parser tells what it expected and where it gave up, which is often far behind the slip, and in words of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Fault", "Mark", "Slip", "slip"]

_CLOSING = {"[": "]", "{": "}"}
_CUT = re.compile(r"[:,\[{] *#[^\s#]")
_NO_SPACE = re.compile(r"([\w-]+):([^\s:].*)")
_KEY = re.compile(r"(?:^|[\s{,-])[\w-]+: ")
_ITEM = re.compile(r"\s*((?:- +)*)")
_COMMENT = "for YAML a comment begins at #; put what begins with it in quotes"
_QUOTES = "put it in quotes"
_HINT = "look at the indentation, colons and quotes here and on the line above; quote text that contains ': '"


class Mark(NamedTuple):
    """A place, counted from 0."""

    line: int
    column: int


class Fault(NamedTuple):
    """An error as the parser tells it: what it was about and where that began, what it did not like and where."""

    context: str
    start: Mark
    problem: str
    mark: Mark


class Slip(NamedTuple):
    """What is wrong, where (counted from 0), and what to do."""

    line: int
    column: int
    message: str
    hint: str


def slip(fault: Fault, lines: Sequence[str], quoted: Callable[[Mark], Mark | None]) -> Slip:
    """Put an error of the parser into other words.

    Args:
        fault: the error.
        lines: of the file.
        quoted: says where the last text in quotes before a place begins.
    """
    found = _Reader(fault, lines, quoted).slip()
    begun = min(fault.start.line, max(fault.mark.line - 1, 0))
    if any(_CUT.search(line) for line in lines[begun : fault.mark.line + 1]):
        return found._replace(hint=_COMMENT)
    return found


class _Reader:
    """One error, and the lines about it."""

    def __init__(self, fault: Fault, lines: Sequence[str], quoted: Callable[[Mark], Mark | None]) -> None:
        self.context, self.start, self.problem, self.mark = fault
        self.lines, self.quoted = lines, quoted
        self.line = lines[self.mark.line] if self.mark.line < len(lines) else ""
        self.sign = self.line[self.mark.column : self.mark.column + 1]

    def slip(self) -> Slip:  # noqa: PLR0911 - a row a kind of error
        context, problem = self.context, self.problem
        if "quoted scalar" in context:
            return self.in_quotes()
        if "block scalar" in context:
            message = "behind > or | a text begins on the next line"
            return self.at(self.start, message, "begin it there, further in than its key")
        if any(word in context for word in ("an alias", "an anchor", "a tag", "next token", "a directive")):
            return self.no_beginning(self.start)
        if "mapping keys are not allowed" in problem:
            return self.no_beginning(self.mark)
        if "block node" in context and self.sign:
            return self.no_beginning(self.mark)
        if "sequence entries are not allowed" in problem:
            hint = "put each item on a line of its own below the key; a text that begins with '- ' goes in quotes"
            return self.at(self.mark, "a list does not begin on the line of its key", hint)
        if "mapping values are not allowed" in problem:
            return self.colon()
        if "simple key" in context:
            return self.no_colon()
        if "flow sequence" in context or "flow mapping" in context:
            return self.in_brackets()
        if "block mapping" in context or "block collection" in context:
            return self.in_block()
        return self.unknown()

    @staticmethod
    def at(mark: Mark, message: str, hint: str) -> Slip:
        return Slip(mark.line, mark.column, message, hint)

    def unknown(self) -> Slip:
        words = ", ".join(part for part in (self.context, self.problem) if part)
        return self.at(self.mark, f"not YAML: {words}", _HINT)

    def no_beginning(self, mark: Mark) -> Slip:
        sign = self.lines[mark.line][mark.column : mark.column + 1]
        return self.at(mark, f"a value can't begin with {sign}", _QUOTES)

    def in_quotes(self) -> Slip:
        sign = self.lines[self.start.line][self.start.column : self.start.column + 1]
        if "end of stream" in self.problem or "document" in self.problem:
            inside = '\\" stands for a quote inside' if sign == '"' else "'' stands for an apostrophe inside"
            return self.at(self.start, f"the quote {sign} opens here and never closes", f"close it; {inside}")
        hint = "write \\\\ for a backslash, or put the text in single quotes"
        return self.at(self.mark, "a backslash in double quotes, and no sign of YAML's behind it", hint)

    def colon(self) -> Slip:
        if _KEY.search(self.line[: self.mark.column + 1]):
            hint = "put the text in quotes, or behind >- on the next line"
            return self.at(self.mark, "a second ': ' on this line: the text of a value has none", hint)
        above = self.above()
        if above is None:
            return self.unknown()
        number, line = above
        if ":" not in line:
            begin = self.indent(line)
            message = f"a colon is missing behind {line[begin:].strip()!r}"
            return Slip(number, begin, message, "write `key: value`, or `key:` with lines below it")
        column = self.indent(line) + 1
        hint = f"begin it in column {column}, as line {number + 1} does, or put the text above in quotes"
        begin = len(self.line) - len(self.line.lstrip())
        return Slip(self.mark.line, begin, "this line is too far in: it goes on with the one above", hint)

    def no_colon(self) -> Slip:
        rest = self.lines[self.start.line][self.start.column :].strip()
        if found := _NO_SPACE.fullmatch(rest):
            return self.at(
                self.start, f"a space is missing behind '{found[1]}:'", f"write `{found[1]}: {found[2]}`"
            )
        hint = "if it goes on with the text above, begin it further in; else write `key: value`"
        return self.at(self.start, "this line has no colon", hint)

    def in_brackets(self) -> Slip:
        sign = self.lines[self.start.line][self.start.column : self.start.column + 1]
        closing = _CLOSING.get(sign, "]")
        if self.mark.line != self.start.line or not self.sign:
            hint = f"close it with {closing}; a text that begins with {sign} goes in quotes"
            return self.at(self.start, f"{sign} opens here and does not close", hint)
        if self.sign in "]}":
            message = f"{sign} in column {self.start.column + 1} does not close with {self.sign}"
            return self.at(self.mark, message, f"close it with {closing}")
        if self.sign == ":":
            return self.at(
                self.mark, "a second ': ' in one value", "put the text in quotes; between items goes a comma"
            )
        hint = f"put a comma between items, and an item with , : {sign} or quotes in it in quotes"
        return self.at(self.mark, "a comma is missing before this", hint)

    def in_block(self) -> Slip:
        before = self.line[: self.mark.column].rstrip()
        if not before:
            return self.indented()
        if self.sign in "]}":
            return self.at(self.mark, f"{self.sign} closes nothing", "take it out, or put the text in quotes")
        if before.endswith(("]", "}")):
            hint = "put the whole text in quotes: it begins with [ or {"
            return self.at(self.mark, f"more text behind {before[-1]}", hint)
        if before.endswith(('"', "'")):
            return self.behind_quote(before[-1])
        return self.unknown()

    def behind_quote(self, sign: str) -> Slip:
        opening = self.quoted(self.mark)
        if opening and opening.line < self.mark.line:
            message = f"the quote {sign} opens here and closes in line {self.mark.line + 1} only"
            return self.at(opening, message, "close it where the text ends")
        inside = "'' for an apostrophe inside" if sign == "'" else '\\" for quotes inside'
        hint = f"put the whole text in quotes, with {inside}, or behind >- on the next line"
        return self.at(self.mark, f"more text behind the quote {sign} that closes", hint)

    def indented(self) -> Slip:
        if re.match(r"-[^\s-]", self.line[self.mark.column :]):
            return self.at(self.mark, "a space is missing behind -", "write `- ` before an item")
        above = self.above()
        if above and " #" in above[1]:
            hint = f"for YAML a comment begins at # in line {above[0] + 1}; put the whole text in quotes"
            return self.at(self.mark, "this line belongs to no entry", hint)
        dash = self.line[self.mark.column :].startswith("- ")
        columns = self.columns(dash=dash)
        where = " or ".join(str(column + 1) for column in columns if column != self.mark.column)
        hint = f"begin it in column {where}, as lines above do" if where else _HINT
        return self.at(self.mark, "this line belongs to no entry: none begins in its column", hint)

    def columns(self, *, dash: bool) -> list[int]:
        """The columns in which the entries begin that are open at the error, or their dashes."""
        found: set[int] = set()
        least = len(max(self.lines, key=len)) + 1
        for line in reversed(self.lines[: self.mark.line]):
            outer = len(line) - len(line.lstrip())
            if outer < least and line.strip() and not line.lstrip().startswith("#"):
                least = outer
                if not dash:
                    found.add(self.indent(line))
                elif line[outer:].startswith("- "):
                    found.add(outer)
        return sorted(found)

    def above(self) -> tuple[int, str] | None:
        """The line above with anything but a comment on it, and its number."""
        for number in range(self.mark.line - 1, -1, -1):
            line = self.lines[number]
            if line.strip() and not line.lstrip().startswith("#"):
                return number, line
        return None

    @staticmethod
    def indent(line: str) -> int:
        """Where the first key of a line begins, the dashes before it left out."""
        found = _ITEM.match(line)
        return found.end() if found else 0
