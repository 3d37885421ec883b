"""Diagnostics: a problem, its location and its severity.

A stage never prints and never stops at the first problem.
It collects diagnostics and raises one `BriefingsError` that holds them all; the command line prints them.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "PACKAGED_PREFIX",
    "BriefingsError",
    "Diagnostic",
    "EnvironmentMissingError",
    "Location",
    "Severity",
    "escape_unprintable",
    "format_diagnostic",
    "with_article",
]


PACKAGED_PREFIX = "(packaged)"
"""Prefix for the path of a file that comes with Briefings and must not be changed in place."""


class Location(NamedTuple):
    """A position in a file. It is a tuple because every value read has one, and tuples are quick to make.

    Attributes:
        path: the file, relative to the project if it is inside one, with forward slashes.
        line: 1-based; 0 for the file as a whole.
        column: 1-based, in characters; 0 for the file as a whole.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Severity(enum.Enum):
    """The severity of a diagnostic: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def noun(self) -> str:
        """Return what a diagnostic of it is called, for counts."""
        return "notice" if self is Severity.INFO else self.value


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, in terms that users know.

    Attributes:
        code: kebab-case name of the kind of problem; stable, so that users can look it up.
        message: one line that says what is wrong.
        location: where the problem is; None only if no file is concerned.
        severity: how much it matters.
        hint: the next step; empty if the message already says it. It names a key of a file as `key:`; see `hints`.
        related: other locations that belong to the problem.
        suggestion: the known word that was probably meant; empty if there is none.
        keys: the keys of the entry that the problem is about, which options and fields are named after.
        front: the start of the message that names the key, or the row of a table; empty if none does.
        value: the text that is wrong, as the entry has it; of a gap, the role that no post has.
        wanted: what that text should be: a `date`, an `id`, the id of a `source`; or in a language, such as `en`.
        days: the days that the message names, in the notation of fact files.
        ids: the ids of the entries that the message lists.

    The last ones are for whoever shows the problem in other words than those of a file, and so do not count in
    comparisons.

    >>> place = Location("facts/shared/posts.yaml", 41, 5)
    >>> print(format_diagnostic(Diagnostic("unknown-key", "a post has no 'seat'", place, suggestion="seats")))
    facts/shared/posts.yaml:41:5: error[unknown-key]: a post has no 'seat'
      hint: did you mean seats?
    """

    code: str
    message: str
    location: Location | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    related: tuple[Location, ...] = ()
    suggestion: str = ""
    keys: tuple[str, ...] = field(default=(), compare=False)
    front: str = field(default="", compare=False)
    value: str = field(default="", compare=False)
    wanted: str = field(default="", compare=False)
    days: tuple[str, ...] = field(default=(), compare=False)
    ids: tuple[str, ...] = field(default=(), compare=False)

    @property
    def said(self) -> str:
        """Return the message without its front, for whoever names the key or the row in their own way."""
        return self.message.removeprefix(self.front)

    @property
    def advice(self) -> str:
        """Return what to do, for people: the suggestion as a question, then the hint."""
        question = f"did you mean {self.suggestion}?" if self.suggestion else ""
        return " ".join(filter(None, (question, self.hint)))

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Return a key that sorts by file and line, so that people can fix a file from top to bottom."""
        return (self.location or Location("", 0, 0), self.code, self.message)

    def with_days(self, say: Callable[[str], str]) -> str:
        """Return the message without its front, and with other words for the days that it names.

        Args:
            say: returns the words for a day in the notation of fact files.
        """
        said = self.said
        for day in self.days:
            said = said.replace(day, say(day))
        return said

    def in_words(self, said: str, hint: str = "") -> Diagnostic:
        """Return the same problem in other words, with the same key in front.

        Args:
            said: what is wrong.
            hint: the next step.
        """
        return replace(self, message=f"{self.front}{said}", hint=hint, suggestion="")

    def with_fact(self, fact_key: str, fact_locations: Mapping[str, Location]) -> Diagnostic:
        """Return the same problem with the fact that was being printed.

        Args:
            fact_key: the key of the fact; if empty, nothing is added.
            fact_locations: the location of each fact, by its key.
        """
        if not fact_key:
            return self
        related = (*self.related, fact_locations[fact_key]) if fact_key in fact_locations else self.related
        return replace(self, message=f"{self.message} (while printing {fact_key})", related=related)


class BriefingsError(Exception):
    """A stage that could not continue; `diagnostics` says why, sorted by location, without duplicates."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(
            sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key)
        )
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        """Return all diagnostics as text."""
        return "\n".join(format_diagnostic(diagnostic) for diagnostic in self.diagnostics)


class EnvironmentMissingError(BriefingsError):
    """A missing requirement outside the project: a system library or a font."""

    exit_code = 3


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """Format a diagnostic as one line in the style of compilers, then indented related locations and hint."""
    position = f"{diagnostic.location}: " if diagnostic.location else ""
    lines = [f"{position}{diagnostic.severity.value}[{diagnostic.code}]: {diagnostic.message}"]
    lines += [f"  also: {location}" for location in diagnostic.related]
    if diagnostic.advice:
        lines.append(f"  hint: {diagnostic.advice}")
    return "\n".join(escape_unprintable(line) for line in lines)


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article.

    >>> with_article("source"), with_article("area")
    ('a source', 'an area')
    """
    return f"{'an' if noun[:1].lower() in _VOWELS else 'a'} {noun}"


def escape_unprintable(text: str) -> str:
    """Escape control and format characters in a text, so that none reaches a terminal."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in _UNESCAPED_SPACES else f"\\u{ord(character):04x}"
        for character in text
    )


_VOWELS = ("a", "e", "i", "o", "u")
_UNESCAPED_SPACES = "\u00a0\u202f"
