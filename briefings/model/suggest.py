"""Suggestions for misspelt names, as data: the nearest known word to one that is not known."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.model.diagnostics import Location

__all__ = ["nearest_match", "unknown", "with_suggestion"]

_MAX_LISTED = 12


def unknown(  # noqa: PLR0913 - all parts of the diagnostic
    kind: str,
    id_: str,
    known: Iterable[str],
    location: Location | None = None,
    *,
    code: str = "",
    hint: str = "",
) -> Diagnostic:
    """Return the diagnostic for an id that nothing has, with the nearest known id as its suggestion.

    Args:
        kind: what the id should name, as messages call it: `partner`, `person or organisation`.
        id_: the unknown id.
        known: the ids that exist.
        location: where it is written; None if not in a file.
        code: code of the diagnostic; by default `unknown-KIND`.
        hint: the next step if no known id is near and they are too many to list.

    >>> from briefings.model.diagnostics import format_diagnostic
    >>> print(format_diagnostic(unknown("partner", "tajikstan", ["tajikistan", "uzbekistan"])))
    error[unknown-partner]: unknown partner 'tajikstan'
      hint: did you mean tajikistan?
    """
    message, code = f"unknown {kind} {id_!r}", code or f"unknown-{kind}"
    problem = Diagnostic(code, message, location, hint=hint, value=id_, wanted=kind)
    return with_suggestion(problem, id_, known)


def with_suggestion(problem: Diagnostic, word: str, known: Iterable[str]) -> Diagnostic:
    """Return a problem with the nearest known word as its suggestion, which replaces its hint.

    Without a near word the hint lists the known words; if they are many, the hint stays.

    Args:
        problem: a problem due to an unknown word.
        word: the unknown word.
        known: the words to choose from.
    """
    words = sorted(known)
    if match := nearest_match(word, words):
        return replace(problem, suggestion=match, hint="")
    if 0 < len(words) <= _MAX_LISTED:
        return replace(problem, hint=f"known: {', '.join(words)}")
    return problem


def nearest_match(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the candidate most similar to a word, ignoring case; empty if none is similar enough.

    Args:
        word: the word to match.
        candidates: the words to choose from.
        cutoff: the least similarity, from 0 to 1.

    >>> nearest_match("Tajikstan", ["tajikistan", "uzbekistan"])
    'tajikistan'
    >>> nearest_match("Fenwick", ["tajikistan", "uzbekistan"])
    ''
    """
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    matches = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[matches[0]] if matches else ""
