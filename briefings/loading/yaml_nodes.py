"""Reading of YAML files into nodes with locations.

YAML guesses types (`NO` is false, `12:30` a number), lets keys repeat, and can hide content in anchors, tags and
invisible characters. Here every scalar remains the text as written, and features that fact files do not need are
refused with their location. This module reads the events of PyYAML's C parser, because only events show anchors, tags
and quotes.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from briefings.loading.characters import (
    find_refused_characters,
    first_refused_character,
    replace_refused_characters,
)
from briefings.loading.files import UnreadableFileError, read_bytes
from briefings.loading.reading import Reading
from briefings.loading.yaml_errors import ParserError, Position, explain_parser_error
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "parse_draft",
    "parse_yaml",
    "quote_if_needed",
    "read_yaml",
]

MAX_BYTES = 1_000_000
_MAX_DEPTH = 12
_TOO_LARGE_HINT = "split it: all files of a folder are read, whatever their names"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"[ ]*(#.*)")
_NULL_TEXTS = frozenset({"", "~"})
_MOST_SHARED = 60
"""A text up to this length may be an id, a date or a language: it is kept once, however often it is written."""
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
# As the classes themselves make them, without the time that this takes.
_make_location: Callable[[tuple[str, int, int]], Location] = partial(tuple.__new__, Location)
_make_scalar: Callable[[tuple[str, bool, Location, str]], Scalar] = partial(tuple.__new__, Scalar)


def read_yaml(path: Path, display_path: str, max_bytes: int = MAX_BYTES) -> Reading[Node]:
    """Read one file; an empty one is an empty mapping.

    Args:
        path: the file.
        display_path: the path in messages.
        max_bytes: the largest size accepted.
    """
    data, unreadable = read_bytes(path, display_path, max_bytes, hint=_TOO_LARGE_HINT)
    return Reading(None, unreadable) if data is None else parse_yaml(data, display_path, max_bytes)


def parse_yaml(data: bytes, display_path: str, max_bytes: int = MAX_BYTES) -> Reading[Node]:
    """Parse the content of one file, as `read_yaml` does."""
    if len(data) > max_bytes:
        message = f"the file is larger than {max_bytes // 1000} kB"
        problem = Diagnostic("file-too-large", message, Location(display_path), hint=_TOO_LARGE_HINT)
        return Reading(None, (problem,))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        location = Location(display_path, line, column)
        problem = Diagnostic("not-utf8", "the file is not UTF-8 text", location, hint="save it as UTF-8")
        return Reading(None, (problem,))
    # A carriage return is accepted only before a line feed: alone it would shift the numbers of all later lines.
    text = text.replace("\r\n", "\n")
    refused = find_refused_characters(text, display_path)
    if refused:
        text = replace_refused_characters(text)
    builder = _NodeBuilder(display_path, text, refused)
    return Reading(builder.build_document(), tuple(builder.problems))


@lru_cache(maxsize=4)
def parse_draft(data: bytes, display_path: str) -> Reading[Node]:
    """Parse the content of a file that is about to be written; an edit, the loader and the form ask for the same one."""
    return parse_yaml(data, display_path)


def quote_if_needed(text: str) -> str:
    """Return a text as a YAML scalar, in quotes if it needs them."""
    return text if _UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)


class _NodeBuilder:
    """A builder of nodes from the events of the parser. Each value of every file comes by here, so it is written for speed."""

    def __init__(self, display_path: str, text: str, refused: Collection[Diagnostic] = ()) -> None:
        self.display_path = display_path
        self.problems = [*refused]
        self.refused = refused
        self.text = text
        self.lines = text.split("\n")
        self.lines_with_sharp = frozenset(number for number, line in enumerate(self.lines) if "#" in line)

    def build_document(self) -> Node | None:
        """Build the only document of the file; None if the file is unusable."""
        root: Node | None = None
        documents = 0
        try:
            self.next_event = _LOADER(self.text).get_event
            while not isinstance(event := self.next_event(), StreamEndEvent):
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.report(
                            "several-documents", "a second document begins here", event, "keep one per file"
                        )
                        break
                    root = self.build_node(self.next_event(), 1)
        except yaml.MarkedYAMLError as error:
            self.report_syntax_error(error)
            return None
        except yaml.YAMLError as error:
            message = f"this is not YAML: {str(error).splitlines()[0]}"
            self.problems.append(Diagnostic("yaml-syntax", message, Location(self.display_path)))
            return None
        except UnreadableFileError as error:
            self.problems.append(error.diagnostic)
            return None
        return root or Mapping((), Location(self.display_path))

    def report_syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        """Report a parser error in plain words."""
        end, begin = error.problem_mark, error.context_mark
        position = Position(end.line, end.column) if end else Position(0, 0)
        start = Position(begin.line, begin.column) if begin else position
        parser_error = ParserError(error.context or "", start, error.problem or "", position)
        problem = explain_parser_error(parser_error, self.lines)
        line, column = problem.position.line + 1, problem.position.column + 1
        # A refused character, such as a tab, is reported already and may be the only cause.
        if all(refused.location is None or refused.location.line > line for refused in self.refused):
            location = Location(self.display_path, line, column)
            self.problems.append(Diagnostic("yaml-syntax", problem.message, location, hint=problem.hint))

    def location_of(self, event: yaml.Event) -> Location:
        """Return the location of an event."""
        mark = event.start_mark
        assert mark is not None  # noqa: S101 - events parsed from a text have one
        return _make_location((self.display_path, mark.line + 1, mark.column + 1))

    def report(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        """Add a problem at an event."""
        self.problems.append(Diagnostic(code, message, self.location_of(event), hint=hint))

    def build_node(self, event: yaml.Event, depth: int) -> Node:
        """Build the node that starts with an event, reading its content from the following events."""
        location = self.location_of(event)
        if isinstance(event, ScalarEvent) and event.anchor is event.tag is None and depth <= _MAX_DEPTH:
            return self.build_scalar(event, location)
        if isinstance(event, AliasEvent):
            hint = "write the value out, or put it in quotes"
            self.report("alias", f"*{event.anchor} is a YAML alias, which is not allowed here", event, hint)
            return Scalar("", is_null=False, location=location)
        if depth > _MAX_DEPTH:
            message = f"this is nested more than {_MAX_DEPTH} levels deep"
            raise UnreadableFileError(Diagnostic("too-deep", message, location))
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            hint = "write each value out where it is used, or put the text in quotes"
            self.report("anchor", f"&{anchor} is a YAML anchor, which is not allowed here", event, hint)
        if tag is not None:
            hint = "delete it: the key decides the type of a value; or put the text in quotes"
            self.report("tag", f"{tag} is a YAML tag, which is not allowed here", event, hint)
        if isinstance(event, ScalarEvent):
            return self.build_scalar(event, location)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(following := self.next_event(), SequenceEndEvent):
                items.append(self.build_node(following, depth + 1))
            return Sequence(tuple(items), location)
        return self.build_mapping(location, depth)

    def build_mapping(self, location: Location, depth: int) -> Mapping:
        """Build a mapping from the events of its content, leaving out repeated keys after reporting them."""
        entries: list[tuple[Scalar, Node]] = []
        key_locations: dict[str, Location] = {}
        while not isinstance(following := self.next_event(), MappingEndEvent):
            key = self.build_node(following, depth + 1)
            value = self.build_node(self.next_event(), depth + 1)
            if not isinstance(key, Scalar):
                self.report("key-not-text", "this key is a list or a mapping", following, "put it in quotes")
            elif key.text in key_locations:
                message = f"this entry has the key {key.text!r} twice"
                first = key_locations[key.text]
                self.problems.append(
                    Diagnostic(
                        "duplicate-key", message, key.location, related=(first,), hint="delete one of them"
                    )
                )
            else:
                key_locations[key.text] = key.location
                entries.append((key, value))
        return Mapping(tuple(entries), location)

    def build_scalar(self, event: ScalarEvent, location: Location) -> Scalar:
        """Build a scalar, and report the first refused character that an escape in it produces."""
        text = event.value
        if not text.isprintable() and (problem := first_refused_character(text, location)):
            self.problems.append(replace(problem, message=f"in this text, {problem.message}"))
        if len(text) <= _MOST_SHARED:
            text = sys.intern(text)
        if event.style:  # None from the Python parser for a plain text, empty from the C parser
            return _make_scalar((text, False, location, ""))
        return _make_scalar((text, text in _NULL_TEXTS, location, self.comment_after(event)))

    def comment_after(self, event: yaml.Event) -> str:
        """Return the comment after a plain value or in place of a missing one; empty if there is none."""
        end = event.end_mark
        if end is None or end.line not in self.lines_with_sharp:
            return ""
        match = _COMMENT.match(self.lines[end.line], end.column)
        return match[1] if match else ""
