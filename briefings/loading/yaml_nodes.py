"""Reading of YAML files into nodes with locations.

YAML guesses types (`NO` is false, `12:30` a number), lets keys repeat, and can hide content in anchors, tags and
invisible characters. Here every scalar remains the text as written, and features that fact files do not need are
refused with their location. This module reads the events of PyYAML's C parser, because only events show anchors, tags
and quotes.
"""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import yaml

from briefings.loading.files import read_bytes
from briefings.loading.yaml_errors import ParserError, Position, explain_parser_error
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "quote_if_needed", "read_yaml"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_REFUSED = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_SEPARATORS = {
    "\r": "CARRIAGE RETURN",
    "\x85": "NEL",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
}
_INVISIBLE_CHARACTERS = frozenset(
    "\u200b\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_TAG_CHARACTERS = range(0xE0000, 0xE0080)
_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_PLANE_END = 0xFFFE
_COMMENT = re.compile(r"[ ]*(#.*)")
_NULL_TEXTS = frozenset({"", "~"})
_UNQUOTED = re.compile(r"[\w](?:[\w .()’'ʻ‘-]*[\w.)])?")


class Scalar(NamedTuple):
    """A value as written.

    Attributes:
        text: the text.
        is_null: whether it is a plain `~` or nothing; in quotes, both are text.
        location: where it is.
        comment: the comment after an unquoted value on its line, or in place of a value; YAML ends the value before it.
    """

    text: str
    is_null: bool
    location: Location
    comment: str = ""


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    location: Location


class Mapping(NamedTuple):
    """Keys with values, in the order written; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    location: Location


Node = Scalar | Sequence | Mapping


def read_yaml(path: Path, display_path: str, problems: list[Diagnostic]) -> Node | None:
    """Read one file; return None if it is unusable, and an empty mapping if it is empty.

    Args:
        path: the file.
        display_path: the path in messages.
        problems: list to add problems to.
    """
    hint = "split it: a partner's folder is read whole, whatever its files are called"
    data = read_bytes(path, display_path, MAX_BYTES, problems, hint=hint)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        location = Location(display_path, line, column)
        problems.append(Diagnostic("not-utf8", "is not UTF-8 text", location, hint="save the file as UTF-8"))
        return None
    # A carriage return is accepted only before a line feed: alone it would shift the numbers of all later lines.
    text = text.replace("\r\n", "\n")
    refused = (
        [] if _is_printable(text) else list(islice(_find_refused_characters(text, display_path), MAX_REFUSED))
    )
    problems += refused
    if refused:
        # One replacement per character keeps all later lines and columns correct.
        text = _replace_refused(text)
    return _NodeBuilder(display_path, problems, refused).build_document(text)


def quote_if_needed(text: str) -> str:
    """Return a text as a YAML scalar, in quotes if it needs them."""
    return text if _UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _is_printable(text: str) -> bool:
    """Return whether a text certainly has no refused character; a quick test for the many texts without one."""
    return text.replace("\n", "").isprintable()


def _find_refused_characters(text: str, display_path: str) -> Iterator[Diagnostic]:
    """Yield a problem for each refused character."""
    line, column = 1, 0
    for character in text:
        column += 1
        if character == "\n":
            line, column = line + 1, 0
        elif problem := _character_problem(character):
            code, message, hint = problem
            yield Diagnostic(code, message, Location(display_path, line, column), hint=hint)


def _character_problem(character: str) -> tuple[str, str, str] | None:  # noqa: PLR0911 - one return per kind of character
    """Return code, message and hint for a character that files must not contain; None for other characters."""
    if " " <= character <= "~":
        return None
    if character == "\t":
        return "tab", "a tab", "YAML wants spaces; let your editor replace tabs by spaces"
    point = ord(character)
    shown = f"U+{point:04X}"
    if character in _LINE_SEPARATORS:
        return "line-separator", f"{_LINE_SEPARATORS[character]} ({shown})", "use an ordinary line break"
    if character in _INVISIBLE_CHARACTERS or point in _TAG_CHARACTERS:
        message = f"an invisible control character ({unicodedata.name(character, shown)})"
        return "invisible-character", message, "delete it: text here runs in the direction of its letters"
    if point in _ARABIC_NONCHARACTERS or point & 0xFFFF >= _PLANE_END:
        return "noncharacter", f"{shown}, which is no character", "delete it"
    if unicodedata.category(character) in ("Cc", "Cs"):
        return "control-character", f"a control character ({shown})", "delete it"
    return None


def _replace_refused(text: str) -> str:
    """Replace each refused character by a space."""
    return "".join(
        " " if character != "\n" and _character_problem(character) else character for character in text
    )


class _StopReadingError(Exception):
    """An unreadable rest of a file; the problems already contain the reason."""


class _NodeBuilder:
    """A builder of nodes from the events of the parser."""

    def __init__(
        self, display_path: str, problems: list[Diagnostic], refused: Collection[Diagnostic] = ()
    ) -> None:
        self.display_path = display_path
        self.problems = problems
        self.refused = refused
        self.lines: list[str] = []

    def build_document(self, text: str) -> Node | None:
        """Build the only document of a file; None if the file is unusable."""
        events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self.lines = text.split("\n")
        root: Node | None = None
        documents = 0
        try:
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.report(
                            "several-documents", "a second document begins", event, "keep one per file"
                        )
                        break
                    root = self.build_node(next(events), events, 1)
        except yaml.MarkedYAMLError as error:
            self.report_syntax_error(error)
            return None
        except yaml.YAMLError as error:
            self.problems.append(
                Diagnostic("yaml-syntax", str(error).split("\n", 1)[0], Location(self.display_path))
            )
            return None
        except _StopReadingError:
            return None
        return root or Mapping((), Location(self.display_path))

    def report_syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        """Report a parser error in plain words."""
        end, begin = error.problem_mark, error.context_mark
        position = Position(end.line, end.column) if end else Position(0, 0)
        start = Position(begin.line, begin.column) if begin else position
        parser_error = ParserError(error.context or "", start, error.problem or "", position)
        problem = explain_parser_error(parser_error, self.lines, self.find_opening_quote)
        # A refused character, such as a tab, is reported already and may be the only cause.
        if all(
            refused.location is None or refused.location.line > problem.line + 1 for refused in self.refused
        ):
            location = Location(self.display_path, problem.line + 1, problem.column + 1)
            self.problems.append(Diagnostic("yaml-syntax", problem.message, location, hint=problem.hint))

    def find_opening_quote(self, end: Position) -> Position | None:
        """Return the start of the last quoted text before a position; None if there is none."""
        opening = None
        with contextlib.suppress(yaml.YAMLError):
            for token in yaml.scan("\n".join(self.lines), Loader=_LOADER):
                start = Position(token.start_mark.line, token.start_mark.column)
                if start >= end:
                    break
                if isinstance(token, yaml.ScalarToken) and not token.plain:
                    opening = start
        return opening

    def location_of(self, event: yaml.Event) -> Location:
        """Return the location of an event."""
        assert event.start_mark is not None  # noqa: S101 - events parsed from a text have one
        return Location(self.display_path, event.start_mark.line + 1, event.start_mark.column + 1)

    def report(self, code: str, message: str, event: yaml.Event, hint: str = "") -> None:
        """Add a problem at an event."""
        self.problems.append(Diagnostic(code, message, self.location_of(event), hint=hint))

    def build_node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """Build the node that starts with an event, reading its content from the following events."""
        location = self.location_of(event)
        if isinstance(event, yaml.AliasEvent):
            self.report(
                "alias", f"an alias (*{event.anchor})", event, "write the value out, or put it in quotes"
            )
            return Scalar("", is_null=False, location=location)
        if depth > MAX_DEPTH:
            self.report("too-deep", f"nested more than {MAX_DEPTH} deep", event)
            raise _StopReadingError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.report("anchor", f"an anchor (&{anchor})", event, "write each value out where it is used")
        if tag is not None:
            self.report("tag", f"a tag ({tag})", event, "leave it out: the field decides what a value is")
        if isinstance(event, yaml.ScalarEvent):
            return self.build_scalar(event, location)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(following := next(events), yaml.SequenceEndEvent):
                items.append(self.build_node(following, events, depth + 1))
            return Sequence(tuple(items), location)
        entries: list[tuple[Scalar, Node]] = []
        key_locations: dict[str, Location] = {}
        while not isinstance(following := next(events), yaml.MappingEndEvent):
            key = self.build_node(following, events, depth + 1)
            value = self.build_node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.report("key-not-text", "a key that is a list or mapping", following)
            elif key.text in key_locations:
                self.problems.append(
                    Diagnostic(
                        "duplicate-key",
                        f"{key.text!r} stands twice in one entry",
                        key.location,
                        related=(key_locations[key.text],),
                        hint="keep one of the two",
                    )
                )
            else:
                key_locations[key.text] = key.location
                entries.append((key, value))
        return Mapping(tuple(entries), location)

    def build_scalar(self, event: yaml.ScalarEvent, location: Location) -> Scalar:
        """Build a scalar, and report the first refused character that an escape in it produces."""
        is_plain = not event.style  # None from the Python parser, empty from the C parser
        # Escapes such as "\u202e" produce characters that the file itself does not show.
        for character in "" if _is_printable(event.value) else event.value:
            problem = None if character == "\n" else _character_problem(character)
            if problem:
                self.report(problem[0], f"in this text: {problem[1]}", event, problem[2])
                break
        is_null = is_plain and event.value in _NULL_TEXTS
        return Scalar(event.value, is_null, location, self.comment_after(event) if is_plain else "")

    def comment_after(self, event: yaml.Event) -> str:
        """Return the comment after a plain value or in place of a missing one; empty if there is none."""
        end = event.end_mark
        if end is None or end.line >= len(self.lines):
            return ""
        match = _COMMENT.match(self.lines[end.line], end.column)
        return match[1] if match else ""
