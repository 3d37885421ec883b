"""Names of committees, commissions and the like: several of them may do the same on one day."""

from __future__ import annotations

from briefings.checks.text.vocabulary import WordPattern

__all__ = ["is_of_committee"]

# "Defence" of "the Defence and Security Committee".
_NOUN_AFTER = WordPattern(r"(?:\s+(?:{and_or}\s+)?(?-i:{capital})[\w’'-]*){0,2}\s+{committee_nouns}(?!\w)")
# "Défense" of "la Commission de la Défense".
_NOUN_BEFORE = WordPattern(
    r"(?<!\w){committee_nouns}\s+(?:(?:{owner_links}|{topic_prepositions}|{definite_articles}|{elisions})\s*){0,3}$"
)
_FAR = 60


def is_of_committee(text: str, start: int, end: int) -> bool:
    """Return whether a word of a text is in the name of a committee: "Defence" in "the Defence Committee"."""
    return bool(_NOUN_AFTER.match(text, end) or _NOUN_BEFORE.search(text, max(0, start - _FAR), start))
