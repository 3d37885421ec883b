"""Rules about several keys of a mapping at once, each with its JSON Schema where that can say it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.loading.tables import Entry
    from briefings.loading.value_types import Schema

__all__ = ["AtLeastOne", "AtMostOne", "CustomRule", "ExactlyOne", "OneOf", "OnlyWith", "Rule"]


class Rule(ABC):
    """A rule about a mapping."""

    @abstractmethod
    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield the problems of an entry."""

    @abstractmethod
    def json_schema(self) -> Schema | None:
        """Return the schema that the mapping as a whole must match; None if no schema can say it."""


@dataclass(frozen=True, slots=True)
class AtMostOne(Rule):
    """The rule that a mapping does not have both of two keys."""

    first: str
    second: str
    hint: str

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield a problem if the entry has both keys."""
        if entry.has_key(self.first) and entry.has_key(self.second):
            message = f"this {entry.table.name} has both {self.first!r} and {self.second!r}"
            keys = (self.first, self.second)
            yield Diagnostic("conflicting-keys", message, entry.location, hint=self.hint, keys=keys)

    def json_schema(self) -> Schema:
        """Return the schema of the rule."""
        return {"not": {"required": [self.first, self.second]}}


@dataclass(frozen=True, slots=True)
class ExactlyOne(AtMostOne):
    """The rule that a mapping has one of two keys, but not both.

    Attributes:
        third: a key that it may have instead of the two; empty for none.
    """

    third: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys, one of which the mapping must have."""
        return tuple(filter(None, (self.first, self.second, self.third)))

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield a problem if the entry has none of the keys, or two of them."""
        *others, last = map(repr, self.keys)
        written = [key for key in self.keys if entry.has_key(key)]
        if not written:
            message = f"this {entry.table.name} has neither {', '.join(others)} nor {last}"
            yield Diagnostic("missing-field", message, entry.location, hint=self.hint, keys=self.keys)
        elif len(written) > 1:
            message = f"this {entry.table.name} has both {written[0]!r} and {written[1]!r}"
            keys = tuple(written[:2])
            yield Diagnostic("conflicting-keys", message, entry.location, hint=self.hint, keys=keys)

    def json_schema(self) -> Schema:
        """Return the schema of the rule."""
        return {"oneOf": [{"required": [key]} for key in self.keys]}


@dataclass(frozen=True, slots=True)
class OneOf(Rule):
    """The rule that a mapping has exactly one of several keys."""

    names: tuple[str, ...]
    hint: str

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield a problem if the entry has none of the keys, or more than one."""
        found = tuple(name for name in self.names if entry.has_key(name))
        if len(found) > 1:
            message = f"this {entry.table.name} has both {found[0]!r} and {found[1]!r}"
            yield Diagnostic("conflicting-keys", message, entry.location, hint=self.hint, keys=found[:2])
        if not found:
            *others, last = map(repr, self.names)
            message = f"this {entry.table.name} has neither {', '.join(others)} nor {last}"
            yield Diagnostic("missing-field", message, entry.location, hint=self.hint, keys=self.names)

    def json_schema(self) -> Schema:
        """Return the schema of the rule."""
        return {"oneOf": [{"required": [name]} for name in self.names]}


@dataclass(frozen=True, slots=True)
class AtLeastOne(Rule):
    """The rule that a mapping is not empty."""

    hint: str

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield a problem if the entry has none of its keys."""
        if not entry.nodes:
            yield Diagnostic("no-value", f"this {entry.table.name} is empty", entry.location, hint=self.hint)

    def json_schema(self) -> Schema:
        """Return the schema of the rule."""
        return {"minProperties": 1}


@dataclass(frozen=True, slots=True)
class OnlyWith(Rule):
    """The rule that a key goes with some words of another key, and is required with some of them.

    Attributes:
        key: the key.
        decider: the other key.
        words: all words of that key.
        allowed: the words with which an entry may have the key.
        required: the words with which an entry must have it.
    """

    key: str
    decider: str
    words: tuple[str, ...]
    allowed: tuple[str, ...]
    required: tuple[str, ...]

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield a problem if the key is missing or out of place."""
        word = entry.values[self.decider]
        if word in self.required and not entry.has_key(self.key):
            message = f"this {entry.table.name} has `{self.decider}: {word}`, but no {self.key!r}"
            hint = f"add `{self.key}:`"
            yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=(self.key,))
        if word and word not in self.allowed and entry.has_key(self.key):
            message = f"{self.key!r} does not go with `{self.decider}: {word}`"
            fitting = " or ".join(f"`{self.decider}: {allowed}`" for allowed in self.allowed)
            hint = f"delete it, or write {fitting}"
            yield Diagnostic("misplaced-key", message, entry.location, hint=hint, keys=(self.key,))

    def json_schema(self) -> Schema:
        """Return the schema of the rule."""
        refused = [word for word in self.words if word not in self.allowed]
        return {
            "allOf": [
                self._when(list(self.required), {"required": [self.key]}),
                self._when(refused, {"not": {"required": [self.key]}}),
            ]
        }

    def _when(self, words: list[str], then: Schema) -> Schema:
        """Return a schema for entries in which the other key has one of some words."""
        condition = {"properties": {self.decider: {"enum": words}}, "required": [self.decider]}
        return {"if": condition, "then": then}


@dataclass(frozen=True, slots=True)
class CustomRule(Rule):
    """A rule of one table.

    Attributes:
        find_problems: yields the problems of an entry.
        schema: the schema of the rule, or None.
    """

    find_problems: Callable[[Entry], Iterator[Diagnostic]]
    schema: Schema | None = None

    def check(self, entry: Entry) -> Iterator[Diagnostic]:
        """Yield the problems of an entry."""
        return self.find_problems(entry)

    def json_schema(self) -> Schema | None:
        """Return the schema of the rule."""
        return self.schema
