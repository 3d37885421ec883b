"""Reading one entry of a fact file: each field typed by what it is for, every problem with its place.

A `Fields` wraps a mapping. Asking for a field marks its key as known; `done` reports those that nobody asked for.
A field that is wrong is reported and read as if it were missing, so that all problems show in one pass.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from briefings.loading.yaml_nodes import Mapping, Node, Scalar, Sequence
from briefings.model.diagnostics import Diagnostic, Location, a, did_you_mean, nearest
from briefings.model.facts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "LONGEST_TEXT", "MISSING", "Fields", "identifier", "language_tag", "no_id", "one_of", "paragraph", "read_list", "read_scalar", "read_text",
]  # fmt: skip

LONGEST_TEXT = 4000
MISSING = " "  # stands for an id that could not be read; no id can be it, and no reference

_TO_DO = re.compile(r"TODO\b")
"""What begins so is yet to be written, and must not be printed."""

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_IDENTIFIER = 64
_MEANT = re.compile(r'(#[^\s#"][^"]*?)(?: +#.*|\s*)')
"""A comment that looks like a value: it has no blank behind #."""
_NOTATION = re.compile(r"\{\w+:")
"""The beginning of a reference."""
_OF_IDS = (
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
"""Keys with lists of ids, which are written on one line."""
_MARK = re.compile(r"[0-9a-f]{8}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")

_NO_ID = " is not an id; use small letters, digits and single hyphens, 64 at most"

Read = TypeVar("Read")


def identifier(text: str) -> str:
    """Read an id.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not _IDENTIFIER.fullmatch(text) or len(text) > _LONGEST_IDENTIFIER:
        message = f"{text!r}{_NO_ID}"
        raise ValueError(message)
    return text


def no_id(found: Diagnostic) -> str:
    """The words that stand where there should be an id; empty if a problem is another one."""
    before, is_it, behind = found.message.partition(_NO_ID)
    _key, colon, words = before.partition(": ")
    return words[1:-1] if is_it and colon and not behind else ""


def language_tag(text: str) -> str:
    """Read a BCP 47 language tag, as far as names need it: language, script, region.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not _LANGUAGE.fullmatch(text):
        message = f"{text!r} is not a language tag; write en, tg or tg-Latn"
        raise ValueError(message)
    return text


def one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of one of these words."""

    def read(text: str) -> str:
        if text not in words:
            near = nearest(text, words)
            meant = f"; did you mean {near}?" if near else ""
            message = f"{text!r} is none of {', '.join(words)}{meant}"
            raise ValueError(message)
        return text

    return read


class Fields:
    """One mapping of a file, read field by field."""

    def __init__(self, node: Mapping, what: str, problems: list[Diagnostic]) -> None:
        """Wrap a mapping.

        Args:
            node: the mapping.
            what: what the entry is, for messages: `contact`, `source`.
            problems: where problems are added.
        """
        self.node = node
        self.what = what
        self.problems = problems
        self._nodes = {key.text: value for key, value in node.entries}
        self._known: set[str] = set()

    @property
    def location(self) -> Location:
        """Where the entry begins."""
        return self.node.location

    def report(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Diagnostic(code, message, location, hint=hint))

    def has(self, key: str) -> bool:
        """Whether the key is written, with a value or without."""
        self._known.add(key)
        return key in self._nodes

    def node_of(self, key: str, *, required: bool = False) -> Node | None:
        """The value of a key as a node; None if there is none, which is reported where it is required."""
        self._known.add(key)
        node = self._nodes.get(key)
        if node is None:
            if required:
                self.report(
                    "missing-field", f"this {self.what} has no {key!r}", self.location, f"add `{key}:`"
                )
            return None
        if isinstance(node, Scalar) and node.null:
            hint = _after_hash(node) or "write one, or take the line out"
            self.report("no-value", f"{key!r} has no value", node.location, hint)
            return None
        return node

    def mapping_of(self, key: str, *, required: bool = False) -> Mapping | None:
        """The value of a key as a mapping; None if there is none, or after reporting that it is no mapping."""
        node = self.node_of(key, required=required)
        if node is None or isinstance(node, Mapping):
            return node
        self.report("not-a-mapping", f"{key!r} wants `name: value` lines", node.location)
        return None

    def place_of(self, key: str) -> Location:
        """Where the value of a key is, else the whole entry."""
        return self._nodes[key].location if key in self._nodes else self.location

    def optional(self, key: str, read: Callable[[str], Read]) -> Read | None:
        """A scalar, read by `read`, which raises ValueError with a sentence for the user."""
        node = self.node_of(key)
        return None if node is None else read_scalar(node, key, read, self.problems)

    def required(self, key: str, read: Callable[[str], Read]) -> Read | None:
        """A scalar that must be there; None after reporting that it is not."""
        node = self.node_of(key, required=True)
        return None if node is None else read_scalar(node, key, read, self.problems)

    def text(self, key: str, default_language: str, *, required: bool = False) -> Text | None:
        """Words in one or more languages."""
        node = self.node_of(key, required=required)
        return None if node is None else read_text(node, key, default_language, self.problems)

    def items(self, key: str, *, required: bool = False) -> Iterator[Node]:
        """The items of a list; an empty `[]` is a list with none."""
        node = self.node_of(key, required=required)
        return iter(()) if node is None else read_list(node, key, self.problems)

    def is_list(self, key: str) -> bool:
        """Whether the value of a key is a list; what is none has been reported."""
        return isinstance(self._nodes.get(key), Sequence)

    def scalars(self, key: str, read: Callable[[str], Read], *, required: bool = False) -> tuple[Read, ...]:
        """A list of scalars, each read by `read`; those that can't be read are left out."""
        values = (read_scalar(item, key, read, self.problems) for item in self.items(key, required=required))
        return tuple(value for value in values if value is not None)

    def done(self) -> None:
        """Report the keys that nobody asked for."""
        for key, value in self.node.entries:
            if key.text not in self._known:
                hint = did_you_mean(key.text, self._known)
                if _is_bare(key, value):
                    hint = "for YAML a comma ends the text before it: put that text in quotes"
                self.report("unknown-key", f"{a(self.what)} has no {key.text!r}", key.location, hint)


def _is_bare(key: Scalar, value: Node) -> bool:
    """Whether words stand in braces without a colon: they are what a comma cut off a text."""
    place, end = value.location, key.location.column + len(key.text)
    return isinstance(value, Scalar) and value.null and (place.line, place.column) == (key.location.line, end)


def read_scalar(node: Node, key: str, read: Callable[[str], Read], problems: list[Diagnostic]) -> Read | None:
    """Read a node that must be a scalar with a value."""
    if not isinstance(node, Scalar):
        problems.append(Diagnostic("not-a-value", f"{key!r} wants one value", node.location))
        return None
    if node.null:
        problems.append(
            Diagnostic("no-value", f"{key!r} has no value", node.location, hint=_after_hash(node))
        )
        return None
    if _TO_DO.match(node.text):
        hint = "write it, or put # before the line while it is not known"
        problems.append(Diagnostic("to-do", f"{key!r} is still to be written", node.location, hint=hint))
        return None
    try:
        return read(node.text)
    except ValueError as error:
        problems.append(Diagnostic(f"bad-{key}", f"{key!r}: {error}", node.location))
        return None


def _after_hash(node: Scalar) -> str:
    """A hint where what was meant as a value, such as #003399, stands behind # and so is none."""
    found = _MEANT.fullmatch(node.remark)
    return f'for YAML a comment begins at #; put the value in quotes: "{found[1]}"' if found else ""


def read_list(node: Node, key: str, problems: list[Diagnostic]) -> Iterator[Node]:
    """The items of a node that must be a list."""
    if not isinstance(node, Sequence):
        hint = "put each item on a line of its own, behind '- '"
        if key in _OF_IDS and isinstance(node, Scalar) and _IDENTIFIER.fullmatch(node.text):
            hint = f"write `{key}: [{node.text}]`"
        problems.append(Diagnostic("not-a-list", f"{key!r} wants a list", node.location, hint=hint))
        return iter(())
    return iter(node.items)


def read_text(node: Node, key: str, default_language: str, problems: list[Diagnostic]) -> Text | None:
    """Words: one text in the default language, or a mapping of languages to texts and translations.

    The original is the text in the default language, else the first one; what has `of:` is a translation.
    """
    if isinstance(node, Scalar):
        words = _words(node, key, problems)
        return None if words is None else Text({default_language: words}, node.location)
    if isinstance(node, Sequence):
        problems.append(Diagnostic("not-a-value", f"{key!r} wants a text", node.location))
        return None
    by_language: dict[str, str] = {}
    bound: dict[str, str] = {}
    for name, value in node.entries:
        language = read_scalar(name, key, language_tag, problems)
        words, of = _translation(value, key, problems)
        if language and words:
            by_language[language] = words
            if of:
                bound[language] = of
    if not node.entries:
        problems.append(Diagnostic("no-value", f"{key!r} has no value", node.location))
    if not by_language:
        return None
    originals = [language for language in by_language if language not in bound]
    if not originals:
        hint = "write the words that were translated without `of:`"
        problems.append(Diagnostic("no-original", f"{key!r} has translations only", node.location, hint=hint))
        return None
    original = default_language if default_language in originals else originals[0]
    return Text({original: by_language[original]} | by_language, node.location, bound)


def _translation(node: Node, key: str, problems: list[Diagnostic]) -> tuple[str | None, str | None]:
    """Words in one language, and for a translation the mark of what it translates."""
    if not isinstance(node, Mapping):
        return _words(node, key, problems), None
    fields = Fields(node, "translation", problems)
    words, of = fields.required("text", paragraph), fields.required("of", _mark)
    fields.done()
    return words, of


def _words(node: Node, key: str, problems: list[Diagnostic]) -> str | None:
    """Words of a text; reports those that go on, as it seems, behind a # where YAML has them end."""
    words = read_scalar(node, key, paragraph, problems)
    if words is None or not isinstance(node, Scalar) or not node.remark:
        return words
    unfinished = key == "text" and not _finished(words)
    if unfinished or _NOTATION.search(node.remark):
        message = f"{key!r} ends before #, where YAML begins a comment: {words[-30:]!r}"
        hint = "put the whole text in quotes, or move the remark to a line of its own"
        if unfinished:
            hint = "put the whole text in quotes; if it does end there, give it a full stop"
        problems.append(Diagnostic("cut-text", message, node.location, hint=hint))
    return words


def _finished(words: str) -> bool:
    """Whether words end as sentences do: in a full stop or the like, of any script, or a closing quote or bracket."""
    return unicodedata.category(words[-1]) in ("Po", "Pe", "Pf") and words[-1] not in ",:;"


def _mark(text: str) -> str:
    if not _MARK.fullmatch(text):
        message = f"{text!r} is no mark of words; leave 'of' out, and `briefings check` says what to write"
        raise ValueError(message)
    return text


def paragraph(text: str) -> str:
    """Read words that may be printed: not empty, without line breaks, not too long.

    Raises:
        ValueError: with a sentence for the user.
    """
    words = text.rstrip("\n")
    if not words.strip():
        message = "is empty"
        raise ValueError(message)
    if "\n" in words:
        message = "has a line break; a text is one paragraph (write it over several lines with >-)"
        raise ValueError(message)
    if len(words) > LONGEST_TEXT:
        message = f"has {len(words)} characters; {LONGEST_TEXT} are the most: make it several facts"
        raise ValueError(message)
    return words
