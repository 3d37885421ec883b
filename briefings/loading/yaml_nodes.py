"""From the text of a YAML file to nodes that know where they stand.

YAML guesses types (`NO` is false, `12:30` a number), lets keys repeat, and can hide things by anchors, tags and
invisible characters. Here every scalar stays the text that was written, and what a fact file has no use for is
refused with its place. The parser is PyYAML's C parser, read by its events: only those still tell an anchor, a tag or
a quote from what they stand for.
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
from briefings.loading.yaml_errors import Fault, Mark, slip
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "read_yaml", "written"]

MOST_BYTES = 1_000_000
DEEPEST = 12
MOST_REFUSED = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAKS = {
    "\r": "CARRIAGE RETURN",
    "\x85": "NEL",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
}
_INVISIBLE = frozenset("\u200b\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TAGS = range(0xE0000, 0xE0080)
_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_PLANE_END = 0xFFFE
_REMARK = re.compile(r"[ ]*(#.*)")
_NULLS = frozenset({"", "~"})
_PLAIN = re.compile(r"[\w](?:[\w .()’'ʻ‘-]*[\w.)])?")


class Scalar(NamedTuple):
    """A value as written. `null` is a plain `~` or nothing; in quotes both are text.

    `remark` is the comment that follows a value without quotes on its line, or stands there instead of one: for YAML
    the value ends before it.
    """

    text: str
    null: bool
    location: Location
    remark: str = ""


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    location: Location


class Mapping(NamedTuple):
    """Keys with values, in the order written; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    location: Location


Node = Scalar | Sequence | Mapping


def read_yaml(path: Path, shown_as: str, problems: list[Diagnostic]) -> Node | None:
    """Read one file; None if it can't be used at all.

    Args:
        path: the file.
        shown_as: the name under which its places are reported.
        problems: what is wrong is added here; a file with an empty document gives an empty mapping.
    """
    hint = "split it: a partner's folder is read whole, whatever its files are called"
    data = read_bytes(path, shown_as, MOST_BYTES, problems, hint=hint)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        place = Location(shown_as, line, column)
        problems.append(Diagnostic("not-utf8", "is not UTF-8 text", place, hint="save the file as UTF-8"))
        return None
    # Only a line break that follows may excuse a carriage return: alone it would move every later line.
    text = text.replace("\r\n", "\n")
    found = [] if _all_printable(text) else list(islice(_refused_characters(text, shown_as), MOST_REFUSED))
    problems += found
    if found:
        # One stand-in for one character keeps every later line and column true.
        text = _with_stand_ins(text)
    return _Builder(shown_as, problems, found).document(text)


def written(text: str) -> str:
    """Words as YAML has them, in quotes where they need any."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _all_printable(text: str) -> bool:
    """Whether a text surely has no character that is refused; quick, for the many that have none."""
    return text.replace("\n", "").isprintable()


def _refused_characters(text: str, shown_as: str) -> Iterator[Diagnostic]:
    line, column = 1, 0
    for character in text:
        column += 1
        if character == "\n":
            line, column = line + 1, 0
        elif fault := _fault(character):
            code, message, hint = fault
            yield Diagnostic(code, message, Location(shown_as, line, column), hint=hint)


def _fault(character: str) -> tuple[str, str, str] | None:  # noqa: PLR0911 - a row a kind of character
    """Code, message and hint for a character that files may not have."""
    if " " <= character <= "~":
        return None
    if character == "\t":
        return "tab", "a tab", "YAML wants spaces; let your editor replace tabs by spaces"
    point = ord(character)
    shown = f"U+{point:04X}"
    if character in _BREAKS:
        return "line-separator", f"{_BREAKS[character]} ({shown})", "use an ordinary line break"
    if character in _INVISIBLE or point in _TAGS:
        message = f"an invisible control character ({unicodedata.name(character, shown)})"
        return "invisible-character", message, "delete it: text here runs in the direction of its letters"
    if point in _ARABIC_NONCHARACTERS or point & 0xFFFF >= _PLANE_END:
        return "noncharacter", f"{shown}, which is no character", "delete it"
    if unicodedata.category(character) in ("Cc", "Cs"):
        return "control-character", f"a control character ({shown})", "delete it"
    return None


def _with_stand_ins(text: str) -> str:
    return "".join(" " if character != "\n" and _fault(character) else character for character in text)


class _StopReadingError(Exception):
    """The rest of the file can't be read; the reason is among the problems already."""


class _Builder:
    """Turns the parser's events into nodes."""

    def __init__(
        self, shown_as: str, problems: list[Diagnostic], refused: Collection[Diagnostic] = ()
    ) -> None:
        self.shown_as = shown_as
        self.problems = problems
        self.refused = refused
        self.lines: list[str] = []

    def document(self, text: str) -> Node | None:
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
                    root = self.node(next(events), events, 1)
        except yaml.MarkedYAMLError as error:
            self.syntax(error)
            return None
        except yaml.YAMLError as error:
            self.problems.append(
                Diagnostic("yaml-syntax", str(error).split("\n", 1)[0], Location(self.shown_as))
            )
            return None
        except _StopReadingError:
            return None
        return root or Mapping((), Location(self.shown_as))

    def syntax(self, error: yaml.MarkedYAMLError) -> None:
        end, begin = error.problem_mark, error.context_mark
        mark = Mark(end.line, end.column) if end else Mark(0, 0)
        start = Mark(begin.line, begin.column) if begin else mark
        found = slip(Fault(error.context or "", start, error.problem or "", mark), self.lines, self.quoted)
        # A tab, which is told already, may be all that is wrong.
        if all(other.location is None or other.location.line > found.line + 1 for other in self.refused):
            place = Location(self.shown_as, found.line + 1, found.column + 1)
            self.problems.append(Diagnostic("yaml-syntax", found.message, place, hint=found.hint))

    def quoted(self, end: Mark) -> Mark | None:
        """Where the last text in quotes before a place begins."""
        found = None
        with contextlib.suppress(yaml.YAMLError):
            for token in yaml.scan("\n".join(self.lines), Loader=_LOADER):
                begun = Mark(token.start_mark.line, token.start_mark.column)
                if begun >= end:
                    break
                if isinstance(token, yaml.ScalarToken) and not token.plain:
                    found = begun
        return found

    def place(self, event: yaml.Event) -> Location:
        assert event.start_mark is not None  # noqa: S101 - events read from a text have one
        return Location(self.shown_as, event.start_mark.line + 1, event.start_mark.column + 1)

    def report(self, code: str, message: str, event: yaml.Event, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, message, self.place(event), hint=hint))

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            self.report(
                "alias", f"an alias (*{event.anchor})", event, "write the value out, or put it in quotes"
            )
            return Scalar("", null=False, location=place)
        if depth > DEEPEST:
            self.report("too-deep", f"nested more than {DEEPEST} deep", event)
            raise _StopReadingError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.report("anchor", f"an anchor (&{anchor})", event, "write each value out where it is used")
        if tag is not None:
            self.report("tag", f"a tag ({tag})", event, "leave it out: the field decides what a value is")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(following := next(events), yaml.SequenceEndEvent):
                items.append(self.node(following, events, depth + 1))
            return Sequence(tuple(items), place)
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Location] = {}
        while not isinstance(following := next(events), yaml.MappingEndEvent):
            key = self.node(following, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.report("key-not-text", "a key that is a list or mapping", following)
            elif key.text in seen:
                self.problems.append(
                    Diagnostic(
                        "duplicate-key",
                        f"{key.text!r} stands twice in one entry",
                        key.location,
                        related=(seen[key.text],),
                        hint="keep one of the two",
                    )
                )
            else:
                seen[key.text] = key.location
                entries.append((key, value))
        return Mapping(tuple(entries), place)

    def scalar(self, event: yaml.ScalarEvent, place: Location) -> Scalar:
        plain = not event.style  # None from the parser in Python, empty from the one in C
        # Escapes such as "\u202e" bring in characters that the file itself does not show.
        for character in "" if _all_printable(event.value) else event.value:
            fault = None if character == "\n" else _fault(character)
            if fault:
                self.report(fault[0], f"in this text: {fault[1]}", event, fault[2])
                break
        null = plain and event.value in _NULLS
        return Scalar(event.value, null, place, self.remark(event) if plain else "")

    def remark(self, event: yaml.Event) -> str:
        """The comment behind a plain value, or where one is missing."""
        mark = event.end_mark
        if mark is None or mark.line >= len(self.lines):
            return ""
        found = _REMARK.match(self.lines[mark.line], mark.column)
        return found[1] if found else ""
