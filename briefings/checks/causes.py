"""Causes of findings: of several findings with equal causes, only one is reported.

A cause that several checks can find is here; a check keeps its own ones to itself.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BodyInFact",
    "Cause",
    "DateInFact",
    "DateOfSource",
    "DatesOfFact",
    "NameInFact",
    "ReviewOfFact",
    "SameMatter",
    "TenseOfFact",
]


@dataclass(frozen=True, slots=True)
class Cause:
    """Something wrong in the facts that may lead to several findings."""


@dataclass(frozen=True, slots=True)
class BodyInFact(Cause):
    """A body or framework that a fact mentions; both by key or id."""

    fact: str
    body: str


@dataclass(frozen=True, slots=True)
class DateInFact(Cause):
    """A date or year in the texts of a fact; the phrase tells several apart."""

    fact: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class DateOfSource(Cause):
    """The date of a source: one date is wrong, not those of all its evidence."""

    source: str


@dataclass(frozen=True, slots=True)
class DatesOfFact(Cause):
    """The start and the end of a state."""

    fact: str


@dataclass(frozen=True, slots=True)
class NameInFact(Cause):
    """The name of an entity in a text of a fact."""

    fact: str
    entity: str


@dataclass(frozen=True, slots=True)
class ReviewOfFact(Cause):
    """The lack of a recent source for a fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class SameMatter(Cause):
    """Two facts about one matter, by their keys."""

    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class TenseOfFact(Cause):
    """The tense in which the texts of a fact are written."""

    fact: str
