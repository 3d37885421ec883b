"""What is said about a problem, and where it is.

A stage of the product never prints and never stops at the first problem.
It collects diagnostics, and raises one `BriefingsError` that holds them all; the command line prints them.
"""

from __future__ import annotations

import difflib
import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "PACKAGED",
    "BriefingsError",
    "Diagnostic",
    "EnvironmentMissingError",
    "Location",
    "Severity",
    "a",
    "did_you_mean",
    "format_diagnostic",
    "nearest",
    "visible",
]


PACKAGED = "(packaged)"
"""Stands before the path of a file that comes with Briefings, and is not to be changed where it is."""


class Location(NamedTuple):
    """A place in a file that a person can go to; a tuple, since everything read has one and tuples are quick to make.

    Attributes:
        path: the file, relative to the project where it lies in one, with forward slashes.
        line: 1-based.
        column: 1-based, in characters.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(enum.Enum):
    """How much a diagnostic matters: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, in the user's words.

    Attributes:
        code: kebab-case name of the kind of problem; stable, so that it can be looked up.
        message: one line that says what is wrong.
        location: where; None only where no file is concerned.
        severity: how much it matters.
        hint: the next step; empty where the message says it already.
        related: other places that belong to the problem.
    """

    code: str
    message: str
    location: Location | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    related: tuple[Location, ...] = ()

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """By file and line, so that a person can mend from top to bottom."""
        return (self.location or Location("", 0, 0), self.code, self.message)

    def about(self, fact: str, written: Mapping[str, Location]) -> Diagnostic:
        """The same problem, met while a fact was being printed.

        Args:
            fact: its key; empty if it was none, and then nothing is added.
            written: where each fact is written, by its key.
        """
        if not fact:
            return self
        related = (*self.related, written[fact]) if fact in written else self.related
        return replace(self, message=f"{self.message} (while printing {fact})", related=related)


class BriefingsError(Exception):
    """Work could not go on; `diagnostics` says why, sorted by place and without repeats."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        """All diagnostics as text."""
        return "\n".join(format_diagnostic(found) for found in self.diagnostics)


class EnvironmentMissingError(BriefingsError):
    """Something outside the project is missing: a system library or a font."""

    exit_code = 3


def format_diagnostic(found: Diagnostic) -> str:
    """Render as text: one line as compilers print it, then what belongs to it, indented."""
    place = f"{found.location}: " if found.location else ""
    lines = [f"{place}{found.severity.value}[{found.code}]: {found.message}"]
    lines += [f"  also: {other}" for other in found.related]
    if found.hint:
        lines.append(f"  hint: {found.hint}")
    return "\n".join(visible(line) for line in lines)


def a(thing: str) -> str:
    """A word with its article: `a source`, `an area`."""
    return f"{'an' if thing[:1].lower() in _VOWELS else 'a'} {thing}"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Name the nearest known word as a hint, or list the known ones where few; else nothing."""
    words = sorted(known)
    if near := nearest(wrong, words):
        return f"did you mean {near}?"
    return f"known: {', '.join(words)}" if 0 < len(words) <= _FEW else ""


def nearest(wrong: str, known: Iterable[str], least: float = 0.6) -> str:
    """The known word that is most like a wrong one, be it in small letters or capitals; empty if none is.

    Args:
        wrong: the word.
        known: those that there are.
        least: how like they have to be, from 0 to 1.
    """
    words = {word.casefold(): word for word in sorted(known, reverse=True)}
    near = difflib.get_close_matches(wrong.casefold(), words, n=1, cutoff=least)
    return words[near[0]] if near else ""


def visible(text: str) -> str:
    """Make every control and format character of a text visible, so that none reaches a terminal."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in _SPACES else f"\\u{ord(character):04x}"
        for character in text
    )


_FEW = 12
_VOWELS = ("a", "e", "i", "o", "u")
_SPACES = "\u00a0\u202f"
