"""Statements about renamings: the old name, the new one, and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.tokens import token
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["RenamingMemory"]

_CAPITALISED = r"(?-i:{capital})[\w’'-]*"
_NAME = rf"{_CAPITALISED}(?:(?:\s+(?:of|for|and|the|de|du|des|la|et|по|и))*\s+{_CAPITALISED}){{0,6}}"
_IN = r"(?:,?\s+(?:in|on|en|в|le)\s+[^,.;]{3,25}?)?"
_ARTICLE = r"(?:(?:{definite_articles}|{elisions})\s*)?[«“\"„]?"
# "OLD was renamed NEW", "OLD became NEW in 2010".
_FORWARD = WordPattern(
    rf"(?P<old>{_NAME})[»”\"]?{_IN}\s+(?:{{renamings}}|{{renamings_to}}){_IN}\s+{_ARTICLE}(?P<new>{_NAME})"
)
# "NEW, formerly OLD", "until 2009 NEW was called OLD".
_BACKWARD = WordPattern(
    rf"(?P<new>{_NAME})[»”\"]?\s*(?:,\s*|\(\s*|\s)(?:{{formerly_called}}){_IN}\s+(?:(?:{{definite_articles}}|as)\s+)*{_ARTICLE}(?P<old>{_NAME})"
)


class _Renaming(NamedTuple):
    old: frozenset[str]
    new: frozenset[str]
    when: Span | None
    fact: Fact | None
    place: int
    is_dated: bool


class RenamingMemory:
    """The renamings, in the order in which sentences are read."""

    def __init__(self) -> None:
        self._known: list[_Renaming] = []

    def may_read(self, statement: Statement) -> bool:
        """Return whether a sentence may tell a renaming."""
        return may_contain(statement.text, "renamings", "renamings_to", "formerly_called")

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield what a sentence says of a renaming that an earlier one rules out, and remember it."""
        text = statement.text
        found = _BACKWARD.search(text) or _FORWARD.search(text)
        if not found or is_unasserted(text, found.start()):
            return
        renaming = _read(statement, found)
        if not renaming.old or not renaming.new:
            return
        for known in self._known:
            if (known.fact is None or known.fact is not renaming.fact) and (
                reason := _conflict(renaming, known)
            ):
                yield Conflict(renaming.place, reason, known.fact)
                break
        self._known.append(renaming)


def _read(statement: Statement, found: re.Match[str]) -> _Renaming:
    """Return which name replaced which one."""
    old, new = (
        frozenset(token(word) for word in found[name].split() if token(word)) for name in ("old", "new")
    )
    spans = [time.span for time in statement.parsed.times if time.span]
    when = spans[0] if len(spans) == 1 else (None if spans else statement.told_at)
    is_dated = bool(spans) or statement.own is not None
    return _Renaming(old, new, when, statement.own, found.start(), is_dated)


def _conflict(one: _Renaming, other: _Renaming) -> str:
    """Return why two statements about a renaming cannot both be true, in words; empty if they can."""
    are_apart = bool(one.when and other.when and not one.when.overlap(other.when))
    if _is_same(one.old, other.new) and _is_same(one.new, other.old):
        # What was renamed may get its old name back.
        is_back = are_apart and one.is_dated and other.is_dated
        return "" if is_back else "the text turns a renaming around that an earlier statement has"
    same_old, same_new = _is_same(one.old, other.old), _is_same(one.new, other.new)
    if same_old and same_new and are_apart:
        return "the text and an earlier statement give different dates for a renaming"
    if same_old and not same_new and one.when and one.when == other.when:
        return "the text and an earlier statement give different new names"
    return ""


def _is_same(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether two names are one, the one perhaps with its place."""
    small, large = sorted((left, right), key=len)
    return small <= large and len(small) * 2 > len(large)
