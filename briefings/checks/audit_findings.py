"""Contradictions that the audit of a document finds, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.periods import in_or_on
from briefings.factbase.spans import certain_span
from briefings.model.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.future import FutureStatement
    from briefings.checks.text.names import Mention
    from briefings.checks.text.titles import Title
    from briefings.model.entities import Framework, Organisation
    from briefings.model.facts import Membership, Tenure

__all__ = [
    "Contradiction",
    "ended_tenure",
    "name_of_other_time",
    "other_capacity",
    "other_holder",
    "other_joining_date",
    "outdated_body",
    "outdated_plan",
    "outdated_programme",
    "replaced_holder",
]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement of a sentence that the facts contradict.

    Attributes:
        code: the kind of contradiction.
        position: of the statement in the sentence.
        message: what the facts say instead.
        hint: what to look at.
        related: where the facts say it.
    """

    code: str
    position: int
    message: str
    hint: str
    related: tuple[Location, ...] = ()

    def to_diagnostic(self, sentence: Sentence, display_path: str) -> Diagnostic:
        """Return the contradiction with its place in a document."""
        place = Location(display_path, sentence.line_number(self.position))
        return Diagnostic(self.code, self.message, place, Severity.ERROR, self.hint, self.related)


def other_holder(
    context: CheckContext, title: Title, person: Mention, own: Sequence[Tenure], others: Sequence[Tenure]
) -> Contradiction:
    """Report a person with a title that others had on the day of the document."""
    name = context.display_name(person.entity.id)
    holders = list(dict.fromkeys(context.display_name(tenure.holder) for tenure in others))
    verb = "was" if len(holders) == 1 else "were"
    record = f" ({name}: {_join_periods(own)})" if own else ""
    return _holder_contradiction(
        person,
        f"{name} was not {title.text} on {context.day}, but {' and '.join(holders)} {verb}{record}",
        (*others, *own),
    )


def ended_tenure(
    context: CheckContext, title: Title, person: Mention, own: Sequence[Tenure]
) -> Contradiction:
    """Report a person with a title that they had at another time."""
    name = context.display_name(person.entity.id)
    return _holder_contradiction(
        person, f"{name} was not {title.text} on {context.day}, but only in {_join_periods(own)}", own
    )


def replaced_holder(
    context: CheckContext, title: Title, person: Mention, own: Sequence[Tenure], successor: Tenure
) -> Contradiction:
    """Report a person with a title that a successor had taken over by the day of the document."""
    name, span = context.display_name(person.entity.id), certain_span(successor)
    new_name = context.display_name(successor.holder)
    since = f" by {span.first}" if span else ""
    return _holder_contradiction(
        person,
        f"{name} was no longer {title.text} on {context.day}: {new_name} took over{since}",
        (successor, *own),
    )


def other_capacity(
    context: CheckContext, title: Title, person: Mention, own: Sequence[Tenure]
) -> Contradiction:
    """Report a person with a title that they had in another capacity: acting, designate."""
    name = context.display_name(person.entity.id)
    return _holder_contradiction(
        person, f"{name} was {title.text} on {context.day} only as {own[0].capacity}", own
    )


def outdated_body(mention: Mention, body: Framework | Organisation) -> Contradiction:
    """Report a body at a time when it did not exist."""
    message = f"{mention.name.text} did not exist at that time; its period is {body.period}"
    return Contradiction("body-contradicted", mention.start, message, f"see {body.id}", (body.location,))


def outdated_programme(mention: Mention, memberships: Sequence[Membership]) -> Contradiction:
    """Report a programme after the partner took part in it."""
    periods = ", ".join(f"{fact.period} ({fact.folder})" for fact in memberships)
    return Contradiction(
        "programme-contradicted",
        mention.start,
        f"{mention.name.text} did not run at that time; it ran in {periods}",
        f"see {', '.join(fact.key for fact in memberships)}",
        tuple(fact.location for fact in memberships),
    )


def other_joining_date(
    context: CheckContext, mention: Mention, membership: Membership, year: int
) -> Contradiction:
    """Report a year of joining that differs from the one on record."""
    start = membership.period.start
    joined = in_or_on(start) if start else "at an unknown date"
    message = f"{context.display_name(membership.folder)} joined {mention.name.text} {joined}, not in {year}"
    return Contradiction(
        "date-contradicted", mention.start, message, f"see {membership.key}", (membership.location,)
    )


def name_of_other_time(context: CheckContext, mention: Mention) -> Contradiction:
    """Report a name that a person had at another time."""
    name = context.display_name(mention.entity.id)
    message = f"{name} was not called {mention.name.text} at that time, but only in {mention.name.period}"
    return Contradiction(
        "name-contradicted", mention.start, message, f"see {mention.entity.id}", (mention.name.location,)
    )


def outdated_plan(future: FutureStatement, position: int, day: date) -> Contradiction:
    """Report a statement about the future of a year that is over."""
    message = f"the text is from {day}, but says {future.phrase!r} about {max(future.years)}"
    return Contradiction("plan-overtaken", position, message, "say what happened instead")


def _holder_contradiction(person: Mention, message: str, tenures: Sequence[Tenure]) -> Contradiction:
    return Contradiction(
        "holder-contradicted",
        person.start,
        message,
        f"see {', '.join(tenure.key for tenure in tenures)}",
        tuple(tenure.location for tenure in tenures),
    )


def _join_periods(tenures: Sequence[Tenure]) -> str:
    return ", ".join(str(tenure.period) for tenure in tenures)
