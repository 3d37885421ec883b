"""How data passes through a template without ever being text there.

A value prints as a slot: an index between two noncharacters, which files may not contain. Slots survive loops, joins,
macros, blocks and includes, and Markdown carries them untouched; each output fills them at the end, with its own
escape. So no template can print a fact without its citation, and no fact is ever read as markup.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefings.model.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CLOSE", "OPEN", "SLOT", "NotPrintableError", "Record", "Slots", "Value", "facts", "fields",
    "has_words", "kind",
]  # fmt: skip

OPEN, CLOSE = "\ufdd0", "\ufdd1"
SLOT = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")


class NotPrintableError(Exception):
    """A template tried to print something that has no citation."""


def has_words(text: str) -> bool:
    """Whether letters or digits stand outside slots, be they in circles."""
    return any(character.isalnum() for character in unicodedata.normalize("NFKC", SLOT.sub("", text)))


class Slots:
    """The values that one composition has printed, by index, and where in which template."""

    def __init__(self, here: Callable[[], Any] = lambda: None) -> None:
        """Begin with none.

        Args:
            here: tells which place of which template is being rendered.
        """
        self.values: list[Value] = []
        self.places: list[Any] = []
        self._here = here

    def emit(self, value: Value) -> str:
        """Note that a value is printed here; returns its slot."""
        self.values.append(value)
        self.places.append(self._here())
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"

    def hold(self, text: str) -> bool:
        """Whether each slot of a text stands for a value."""
        return all(int(index) < len(self.values) for index in SLOT.findall(text))

    def bind(self, thing: Any) -> Any:  # noqa: ANN401 - a template sees values of any kind
        """Wrap what a template may see: phrases as values, records and collections of them likewise."""
        if isinstance(thing, Phrase):
            return Value(thing, self)
        if dataclasses.is_dataclass(thing) and type(thing).__module__ != "briefings.model.dates":
            return Record(thing, self)
        if isinstance(thing, tuple | list):
            return tuple(self.bind(item) for item in thing)
        if isinstance(thing, Mapping):
            return {key: self.bind(item) for key, item in thing.items()}
        return thing


class Value:
    """Something printable, as a template holds it.

    Attributes:
        phrase: the words and what they rest on.
        kind: `text`, or what is made in its place: `marking`, `sources`, a picture by its name.
        key: the label that it prints, or empty.
    """

    __slots__ = ("_slots", "_there", "key", "kind", "phrase")

    def __init__(
        self,
        phrase: Phrase,
        slots: Slots,
        kind: str = "text",
        key: str = "",
        there: Callable[[], object] = lambda: True,
    ) -> None:
        self.phrase = phrase
        self.kind = kind
        self.key = key
        self._slots = slots
        self._there = there

    def __html__(self) -> str:
        return self._slots.emit(self) if self.phrase or self.kind != "text" else ""

    def __str__(self) -> str:
        message = "a value became bare text, which would lose its citation; print it as it is"
        raise NotPrintableError(message)

    def __bool__(self) -> bool:
        return bool(self.phrase) if self.kind == "text" else bool(self._there())


class Record:
    """A record of the view, as a template holds it: its fields and nothing else."""

    __slots__ = ("_fields", "_slots", "_thing")

    def __init__(self, thing: Any, slots: Slots) -> None:  # noqa: ANN401 - any dataclass instance
        self._thing = thing
        self._slots = slots
        kind_: type = type(thing)
        self._fields = _names(kind_)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - fields are of any kind
        if name not in self._fields:
            raise AttributeError(name)
        return self._slots.bind(getattr(self._thing, name))

    def __dir__(self) -> Iterator[str]:
        return iter(self._fields)

    def __str__(self) -> str:
        message = f"this is a whole record; print one of its fields: {', '.join(self._fields)}"
        raise NotPrintableError(message)


@functools.cache
def _names(kind_: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass."""
    return tuple(field.name for field in dataclasses.fields(kind_))


def kind(record: Record) -> str:
    """What sort of record it is, `ContactView`; for messages only."""
    return type(record._thing).__name__


def fields(record: Record) -> tuple[str, ...]:
    """The names of its fields; for messages only."""
    return record._fields


def facts(thing: Record | Value) -> tuple[str, ...]:
    """The keys of the facts that a record or value tells of, without repeats; for messages only.

    A phrase tells of the fact that it cites first: what it cites besides is named in it.
    """
    return tuple(dict.fromkeys(_facts(thing.phrase if isinstance(thing, Value) else thing._thing)))


def _facts(thing: object) -> Iterator[str]:
    if isinstance(thing, Phrase):
        yield from (citation.fact for citation in thing.citations[:1])
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _facts(item)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from _facts(getattr(thing, field.name))
