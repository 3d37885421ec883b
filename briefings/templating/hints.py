"""Hints about what a template could have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import nearest_match

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["listing_hint"]


def listing_hint(word: str, choices: Collection[str], introduction: str) -> str:
    """Return a hint that names the choice nearest to a word, if one is near, and lists all choices.

    Args:
        word: the word that is not among the choices.
        choices: in the order to list them; without any, the hint is empty.
        introduction: the words before the list: `its fields are`.
    """
    if not choices:
        return ""
    listed = f"{introduction} {', '.join(choices)}"
    match = nearest_match(word, choices)
    return f"did you mean {match}? {listed}" if match else listed
