"""Statements of a sentence about who followed whom in an office that the facts rule out, for facts and texts alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.holding import holders_between, titled_tenures
from briefings.checks.text.replacements import find_replacements
from briefings.checks.text.vocabulary import may_contain
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.replacements import Replacement
    from briefings.model.entities import Person
    from briefings.model.facts import Tenure

__all__ = ["SuccessionConflict", "find_succession_conflicts"]


@dataclass(frozen=True, slots=True)
class SuccessionConflict:
    """A statement that one person followed another in an office, between whom others held it.

    Attributes:
        replacement: the statement.
        earlier: the tenure of who is said to have held it first.
        later: the tenure of who is said to have followed.
        between: the tenures of others between them; empty if the two are in the wrong order.
    """

    replacement: Replacement
    earlier: Tenure
    later: Tenure
    between: tuple[Tenure, ...]

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Return all tenures that show it, in their order."""
        return (self.earlier, *self.between, self.later)

    def message(self, context: CheckContext) -> str:
        """Return in words why the one person did not directly follow the other."""
        names = [context.display_name(tenure.holder) for tenure in (self.earlier, self.later)]
        title = self.replacement.title.text if self.replacement.title else "in office"
        if not self.between:
            return f"{names[1]} was {title} before {names[0]}, not after"
        holders = list(dict.fromkeys(context.display_name(tenure.holder) for tenure in self.between))
        verb = "was" if len(holders) == 1 else "were"
        return f"{' and '.join(holders)} {verb} {title} between {names[0]} and {names[1]}"


def find_succession_conflicts(context: CheckContext, sentence: str) -> Iterator[SuccessionConflict]:
    """Yield the statements of a sentence about who followed whom that the facts rule out."""
    if not may_contain(sentence, "replaced_by", "replaced", "hands_over", "successors", "predecessors"):
        return
    titles = context.titles.find(sentence)
    for found in find_replacements(sentence, titles, context.people):
        earlier, later = (_tenures_of(context, found, named.people) for named in (found.earlier, found.later))
        conflicts = [
            _find_between(context, found, left, right)
            for left in earlier
            for right in later
            if left.post == right.post
        ]
        if conflicts and all(conflicts):
            yield next(conflict for conflict in conflicts if conflict)


def _tenures_of(context: CheckContext, found: Replacement, people: Sequence[Person]) -> list[Tenure]:
    """Return the tenures of some people in the posts that a statement may mean: any, if it names no title."""
    titles = [found.title] if found.title else []
    return [tenure for person in people for tenure in titled_tenures(context.store, person.id, titles)]


def _find_between(
    context: CheckContext, found: Replacement, earlier: Tenure, later: Tenure
) -> SuccessionConflict | None:
    """Return how the facts rule out that one tenure directly followed another, or None if they do not."""
    first, second = certain_span(earlier), certain_span(later)
    if not first or not second:
        return None
    if second.first < first.first:
        return SuccessionConflict(found, earlier, later, ())
    between = holders_between(context.store, earlier, later)
    return SuccessionConflict(found, earlier, later, between) if between else None
