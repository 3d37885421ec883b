"""Typed reading of one entry of a fact file, with the location of every problem.

A `Fields` wraps a mapping. Reading a field makes its key known; `report_unknown_keys` reports the other keys.
An invalid field is reported and read as if it were missing, so that one pass shows all problems.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from briefings.loading.yaml_nodes import Mapping, Node, Scalar, Sequence
from briefings.model.diagnostics import Diagnostic, Location, nearest_match, suggestion_hint, with_article
from briefings.model.evidence import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "MAX_TEXT_LENGTH",
    "MISSING_ID",
    "Fields",
    "choice_parser",
    "invalid_id_text",
    "parse_id",
    "parse_language_tag",
    "parse_paragraph",
    "read_list",
    "read_scalar",
    "read_text",
]  # fmt: skip

MAX_TEXT_LENGTH = 4000
MISSING_ID = " "  # replaces an id that could not be read; no valid id or reference equals it

_TO_DO = re.compile(r"TODO\b")
"""The start of a value that is still to be written and must not be printed."""

_ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID_LENGTH = 64
_COMMENTED_VALUE = re.compile(r'(#[^\s#"][^"]*?)(?: +#.*|\s*)')
"""A comment that looks like a value: it has no space after #."""
_REFERENCE_START = re.compile(r"\{\w+:")
"""The start of a reference."""
_ID_LIST_KEYS = (
    "evidence",
    "rests",
    "settles",
    "posts",
    "covers",
    "partners",
    "languages",
    "products",
    "ours",
    "theirs",
)
"""Keys of lists of ids, which fit on one line."""
_SHORT_HASH = re.compile(r"[0-9a-f]{8}")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")

_NOT_AN_ID = " is not an id; use small letters, digits and single hyphens, 64 at most"

Value = TypeVar("Value")


def parse_id(text: str) -> str:
    """Parse an id.

    Raises:
        ValueError: if it is not one; the message is for the user.
    """
    if not _ID_PATTERN.fullmatch(text) or len(text) > _MAX_ID_LENGTH:
        message = f"{text!r}{_NOT_AN_ID}"
        raise ValueError(message)
    return text


def invalid_id_text(diagnostic: Diagnostic) -> str:
    """Return the text written in place of an id, from the message that reports it; empty for other problems."""
    before, separator, after = diagnostic.message.partition(_NOT_AN_ID)
    _key, colon, text = before.partition(": ")
    return text[1:-1] if separator and colon and not after else ""


def parse_language_tag(text: str) -> str:
    """Parse a BCP 47 language tag of language, script and region, which is all that names need.

    Raises:
        ValueError: if it is not such a tag; the message is for the user.
    """
    if not _LANGUAGE_TAG.fullmatch(text):
        message = f"{text!r} is not a language tag; write en, tg or tg-Latn"
        raise ValueError(message)
    return text


def choice_parser(choices: tuple[str, ...]) -> Callable[[str], str]:
    """Return a parser that accepts these words only.

    The parser raises ValueError for any other word; the message is for the user.
    """

    def parse(text: str) -> str:
        if text not in choices:
            match = nearest_match(text, choices)
            suggestion = f"; did you mean {match}?" if match else ""
            message = f"{text!r} is none of {', '.join(choices)}{suggestion}"
            raise ValueError(message)
        return text

    return parse


class Fields:
    """One mapping of a file, read field by field."""

    def __init__(self, node: Mapping, entry_kind: str, problems: list[Diagnostic]) -> None:
        """Wrap a mapping.

        Args:
            node: the mapping.
            entry_kind: the kind of entry in messages: `contact`, `source`.
            problems: list to add problems to.
        """
        self.node = node
        self.entry_kind = entry_kind
        self.problems = problems
        self._nodes = {key.text: value for key, value in node.entries}
        self._known_keys: set[str] = set()

    @property
    def location(self) -> Location:
        """Return the location of the entry."""
        return self.node.location

    def report(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Diagnostic(code, message, location, hint=hint))

    def has_key(self, key: str) -> bool:
        """Return whether the entry has the key, with or without a value."""
        self._known_keys.add(key)
        return key in self._nodes

    def node_of(self, key: str, *, required: bool = False) -> Node | None:
        """Return the value of a key as a node; None if there is none, which is an error if it is required."""
        self._known_keys.add(key)
        node = self._nodes.get(key)
        if node is None:
            if required:
                self.report(
                    "missing-field", f"this {self.entry_kind} has no {key!r}", self.location, f"add `{key}:`"
                )
            return None
        if isinstance(node, Scalar) and node.is_null:
            hint = _comment_hint(node) or "write one, or take the line out"
            self.report("no-value", f"{key!r} has no value", node.location, hint)
            return None
        return node

    def mapping_of(self, key: str, *, required: bool = False) -> Mapping | None:
        """Return the value of a key as a mapping; None if there is none or, after an error, if it is not a mapping."""
        node = self.node_of(key, required=required)
        if node is None or isinstance(node, Mapping):
            return node
        self.report("not-a-mapping", f"{key!r} wants `name: value` lines", node.location)
        return None

    def location_of(self, key: str) -> Location:
        """Return the location of the value of a key, or that of the entry if it has no such key."""
        return self._nodes[key].location if key in self._nodes else self.location

    def read_optional(self, key: str, parse: Callable[[str], Value]) -> Value | None:
        """Read an optional scalar by a parser, which raises ValueError with a message for the user."""
        node = self.node_of(key)
        return None if node is None else read_scalar(node, key, parse, self.problems)

    def read_required(self, key: str, parse: Callable[[str], Value]) -> Value | None:
        """Read a required scalar, or report that it is missing and return None."""
        node = self.node_of(key, required=True)
        return None if node is None else read_scalar(node, key, parse, self.problems)

    def read_text(self, key: str, default_language: str, *, required: bool = False) -> Text | None:
        """Read a text in one or more languages."""
        node = self.node_of(key, required=required)
        return None if node is None else read_text(node, key, default_language, self.problems)

    def read_items(self, key: str, *, required: bool = False) -> Iterator[Node]:
        """Return the items of a list; `[]` is a list without items."""
        node = self.node_of(key, required=required)
        return iter(()) if node is None else read_list(node, key, self.problems)

    def is_list(self, key: str) -> bool:
        """Return whether the value of a key is a list."""
        return isinstance(self._nodes.get(key), Sequence)

    def read_scalars(
        self, key: str, parse: Callable[[str], Value], *, required: bool = False
    ) -> tuple[Value, ...]:
        """Read a list of scalars by a parser, leaving out invalid ones after reporting them."""
        values = (
            read_scalar(item, key, parse, self.problems) for item in self.read_items(key, required=required)
        )
        return tuple(value for value in values if value is not None)

    def report_unknown_keys(self) -> None:
        """Report the keys that no reader asked for."""
        for key, value in self.node.entries:
            if key.text not in self._known_keys:
                hint = suggestion_hint(key.text, self._known_keys)
                if _is_cut_by_comma(key, value):
                    hint = "for YAML a comma ends the text before it: put that text in quotes"
                self.report(
                    "unknown-key", f"{with_article(self.entry_kind)} has no {key.text!r}", key.location, hint
                )


def _is_cut_by_comma(key: Scalar, value: Node) -> bool:
    """Return whether a key in braces has no colon: a comma has cut it off the text before it."""
    position = (value.location.line, value.location.column)
    key_end = (key.location.line, key.location.column + len(key.text))
    return isinstance(value, Scalar) and value.is_null and position == key_end


def read_scalar(
    node: Node, key: str, parse: Callable[[str], Value], problems: list[Diagnostic]
) -> Value | None:
    """Read a node that must be a scalar with a value, or report the problem and return None."""
    if not isinstance(node, Scalar):
        problems.append(Diagnostic("not-a-value", f"{key!r} wants one value", node.location))
        return None
    if node.is_null:
        problems.append(
            Diagnostic("no-value", f"{key!r} has no value", node.location, hint=_comment_hint(node))
        )
        return None
    if _TO_DO.match(node.text):
        hint = "write it, or put # before the line while it is not known"
        problems.append(Diagnostic("to-do", f"{key!r} is still to be written", node.location, hint=hint))
        return None
    try:
        return parse(node.text)
    except ValueError as error:
        problems.append(Diagnostic(f"bad-{key}", f"{key!r}: {error}", node.location))
        return None


def _comment_hint(node: Scalar) -> str:
    """Return a hint for a value that YAML took for a comment, such as #003399; empty if there is none."""
    match = _COMMENTED_VALUE.fullmatch(node.comment)
    return f'for YAML a comment begins at #; put the value in quotes: "{match[1]}"' if match else ""


def read_list(node: Node, key: str, problems: list[Diagnostic]) -> Iterator[Node]:
    """Return the items of a node that must be a list, or report that it is not and return none."""
    if not isinstance(node, Sequence):
        hint = "put each item on a line of its own, behind '- '"
        if key in _ID_LIST_KEYS and isinstance(node, Scalar) and _ID_PATTERN.fullmatch(node.text):
            hint = f"write `{key}: [{node.text}]`"
        problems.append(Diagnostic("not-a-list", f"{key!r} wants a list", node.location, hint=hint))
        return iter(())
    return iter(node.items)


def read_text(node: Node, key: str, default_language: str, problems: list[Diagnostic]) -> Text | None:
    """Read a text: one in the default language, or a mapping of languages to texts and translations.

    A text with `of:` is a translation. The original is the one in the default language, else the first one.
    """
    if isinstance(node, Scalar):
        paragraph = _read_words(node, key, problems)
        return None if paragraph is None else Text({default_language: paragraph}, node.location)
    if isinstance(node, Sequence):
        problems.append(Diagnostic("not-a-value", f"{key!r} wants a text", node.location))
        return None
    by_language: dict[str, str] = {}
    original_hashes: dict[str, str] = {}
    for name, value in node.entries:
        language = read_scalar(name, key, parse_language_tag, problems)
        paragraph, original_hash = _read_translation(value, key, problems)
        if language and paragraph:
            by_language[language] = paragraph
            if original_hash:
                original_hashes[language] = original_hash
    if not node.entries:
        problems.append(Diagnostic("no-value", f"{key!r} has no value", node.location))
    if not by_language:
        return None
    originals = [language for language in by_language if language not in original_hashes]
    if not originals:
        hint = "write the words that were translated without `of:`"
        problems.append(Diagnostic("no-original", f"{key!r} has translations only", node.location, hint=hint))
        return None
    original = default_language if default_language in originals else originals[0]
    return Text({original: by_language[original]} | by_language, node.location, original_hashes)


def _read_translation(node: Node, key: str, problems: list[Diagnostic]) -> tuple[str | None, str | None]:
    """Read a paragraph in one language and, for a translation, the short hash of its original."""
    if not isinstance(node, Mapping):
        return _read_words(node, key, problems), None
    fields = Fields(node, "translation", problems)
    paragraph = fields.read_required("text", parse_paragraph)
    original_hash = fields.read_required("of", _parse_short_hash)
    fields.report_unknown_keys()
    return paragraph, original_hash


def _read_words(node: Node, key: str, problems: list[Diagnostic]) -> str | None:
    """Read a paragraph, and report one that seems to continue after a # where YAML ends it."""
    paragraph = read_scalar(node, key, parse_paragraph, problems)
    if paragraph is None or not isinstance(node, Scalar) or not node.comment:
        return paragraph
    unfinished = key == "text" and not _is_finished(paragraph)
    if unfinished or _REFERENCE_START.search(node.comment):
        message = f"{key!r} ends before #, where YAML begins a comment: {paragraph[-30:]!r}"
        hint = "put the whole text in quotes, or move the remark to a line of its own"
        if unfinished:
            hint = "put the whole text in quotes; if it does end there, give it a full stop"
        problems.append(Diagnostic("cut-text", message, node.location, hint=hint))
    return paragraph


def _is_finished(paragraph: str) -> bool:
    """Return whether a paragraph ends like a sentence: in a full stop of any script, a closing quote or a bracket."""
    return unicodedata.category(paragraph[-1]) in ("Po", "Pe", "Pf") and paragraph[-1] not in ",:;"


def _parse_short_hash(text: str) -> str:
    """Parse the short hash of an original text.

    Raises:
        ValueError: if it is not 8 hexadecimal digits; the message is for the user.
    """
    if not _SHORT_HASH.fullmatch(text):
        message = f"{text!r} is no mark of words; leave 'of' out, and `briefings check` says what to write"
        raise ValueError(message)
    return text


def parse_paragraph(text: str) -> str:
    """Parse a printable paragraph.

    Raises:
        ValueError: if it is empty, too long or has a line break; the message is for the user.
    """
    paragraph = text.rstrip("\n")
    if not paragraph.strip():
        message = "is empty"
        raise ValueError(message)
    if "\n" in paragraph:
        message = "has a line break; a text is one paragraph (write it over several lines with >-)"
        raise ValueError(message)
    if len(paragraph) > MAX_TEXT_LENGTH:
        message = f"has {len(paragraph)} characters; {MAX_TEXT_LENGTH} are the most: make it several facts"
        raise ValueError(message)
    return paragraph
