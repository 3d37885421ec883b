"""Translations of the texts of facts, each bound to its original by a hash."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["Translation", "translations"]

_MOST_QUOTED = 50


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of a text.

    Attributes:
        fact: the fact that has the text.
        location: of the text in its file.
        original_language: the language of the original.
        language: the language of the translation.
        original: the first words of the original as it is now.
        words: the first words of the translation.
        original_hash: the hash of the original as it is now.
        recorded_hash: the hash of the original that was translated; empty if it is not recorded.
    """

    fact: Fact
    location: Location
    original_language: str
    language: str
    original: str
    words: str
    original_hash: str
    recorded_hash: str


def translations(texts: Iterable[tuple[Fact, Text]]) -> Iterator[Translation]:
    """Yield all translations of texts of facts; the language that comes first is that of the original."""
    for fact, text in texts:
        original_language, *languages = text.by_language
        for language in languages:
            yield Translation(
                fact=fact,
                location=text.location,
                original_language=original_language,
                language=language,
                original=_first_words(text.by_language[original_language]),
                words=_first_words(text.by_language[language]),
                original_hash=short_hash(text.by_language[original_language]),
                recorded_hash=text.original_hashes.get(language, ""),
            )


def _first_words(text: str) -> str:
    """Return the start of a text in quotation marks, for a message."""
    return f"“{textwrap.shorten(text, _MOST_QUOTED, placeholder=' …')}”"
