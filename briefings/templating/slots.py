"""Slots: the way for data to pass through a template without becoming text there.

A value prints as a slot: an index between two noncharacters, which files may not contain. Slots survive loops, joins,
macros, blocks and includes, and Markdown carries them untouched. Each output fills them at the end, with its own
escaping. So no template can print a fact without its citation, and no fact is ever read as markup.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefings.model.amounts import Amount
from briefings.model.dates import PartialDate, Period
from briefings.model.phrases import Phrase
from briefings.model.records import field_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CLOSE",
    "OPEN",
    "SLOT",
    "NotPrintableError",
    "Record",
    "Slots",
    "Value",
    "cited_facts",
    "has_words",
    "record_fields",
    "record_kind",
]  # fmt: skip

OPEN, CLOSE = "\ufdd0", "\ufdd1"
SLOT = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")

# Dates and amounts serve the logic of a template, like words and truth values; their text is a phrase of its own.
_PLAIN_DATACLASSES = (Amount, PartialDate, Period)


class NotPrintableError(Exception):
    """An attempt of a template to print something without its citation.

    Attributes:
        message: what the template does.
        hint: what to do instead.
        code: of the diagnostic.
    """

    def __init__(self, message: str, hint: str, code: str = "template-error") -> None:
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


def has_words(text: str) -> bool:
    """Return whether a text has letters or digits outside slots, including circled ones."""
    return any(character.isalnum() for character in unicodedata.normalize("NFKC", SLOT.sub("", text)))


class Slots:
    """The values that one composition has printed, by the index of their slot.

    Attributes:
        values: the values printed so far.
        render_points: for each of them, the point in a template that printed it.
    """

    def __init__(self, current_point: Callable[[], Any] = lambda: None) -> None:
        """Start without values.

        Args:
            current_point: returns the point in a template that is being rendered.
        """
        self.values: list[Value] = []
        self.render_points: list[Any] = []
        self._current_point = current_point

    def emit(self, value: Value) -> str:
        """Record that the template prints a value, and return its slot."""
        self.values.append(value)
        self.render_points.append(self._current_point())
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"

    def has_values_for(self, text: str) -> bool:
        """Return whether every slot in a text is that of a value."""
        return all(int(index) < len(self.values) for index in SLOT.findall(text))

    def bind(self, thing: Any) -> Any:  # noqa: ANN401 - a template sees values of any kind
        """Wrap data for a template: phrases as values, dataclasses as records, and collections item by item."""
        if isinstance(thing, Phrase):
            return Value(thing, self)
        if dataclasses.is_dataclass(thing) and not isinstance(thing, _PLAIN_DATACLASSES):
            return Record(thing, self)
        if isinstance(thing, tuple | list):
            return tuple(self.bind(item) for item in thing)
        if isinstance(thing, Mapping):
            return {key: self.bind(item) for key, item in thing.items()}
        return thing


class Value:
    """A printable value in a template.

    Attributes:
        phrase: the text and its citations.
        key: key of the label that it prints, or empty.
    """

    __slots__ = ("_slots", "key", "phrase")

    def __init__(self, phrase: Phrase, slots: Slots, key: str = "") -> None:
        """Create a value.

        Args:
            phrase: the text and its citations.
            slots: the slots of the composition.
            key: as in the attributes.
        """
        self.phrase = phrase
        self.key = key
        self._slots = slots

    def __html__(self) -> str:
        """Print the value as a slot; an empty text prints nothing."""
        return self._slots.emit(self) if self.phrase else ""

    def __str__(self) -> str:
        """Refuse to become plain text."""
        message = "a value that becomes plain text would lose its citation"
        raise NotPrintableError(message, "print the value unchanged")

    def __bool__(self) -> bool:
        """Return whether the value prints anything, so that a template can ask for it."""
        return bool(self.phrase)


class Record:
    """A record of the view in a template: its fields and nothing else."""

    __slots__ = ("_fields", "_record", "_slots")

    def __init__(self, record: Any, slots: Slots) -> None:  # noqa: ANN401 - any dataclass instance
        self._record = record
        self._slots = slots
        self._fields = field_names(record)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - fields are of any kind
        """Return a field, wrapped for the template."""
        if name not in self._fields:
            raise AttributeError(name)
        return self._slots.bind(getattr(self._record, name))

    def __dir__(self) -> Iterator[str]:
        """Return the names of the fields."""
        return iter(self._fields)

    def __str__(self) -> str:
        """Refuse to become plain text."""
        message = "the template prints a whole record"
        raise NotPrintableError(message, f"print one of its fields: {', '.join(self._fields)}")


def record_kind(record: Record) -> str:
    """Return the name of the type of a record, such as `ContactView`; for messages only."""
    return type(record._record).__name__


def record_fields(record: Record) -> tuple[str, ...]:
    """Return the names of the fields of a record; for messages only."""
    return record._fields


def cited_facts(thing: Record | Value) -> tuple[str, ...]:
    """Return the keys of the facts that a record or value states, without repeats; for messages only.

    A phrase states the fact that it cites first; its other citations belong to names in it.
    """
    return tuple(
        dict.fromkeys(_iterate_cited_facts(thing.phrase if isinstance(thing, Value) else thing._record))
    )


def _iterate_cited_facts(thing: object) -> Iterator[str]:
    """Yield the fact that each phrase within a record cites first."""
    if isinstance(thing, Phrase):
        yield from (citation.fact_key for citation in thing.citations[:1])
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _iterate_cited_facts(item)
    elif dataclasses.is_dataclass(thing):
        for name in field_names(thing):
            yield from _iterate_cited_facts(getattr(thing, name))
