"""Contradictions that the audit of a document finds, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import text_says
from briefings.checks.periods import in_or_on, period_in_words
from briefings.model.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.context import CheckContext
    from briefings.checks.joining_conflicts import Joining
    from briefings.checks.leaving_conflicts import Leaving
    from briefings.checks.office_conflicts import StatedOfficeConflict
    from briefings.checks.succession_conflicts import SuccessionConflict
    from briefings.checks.text.body_order import BodyOrder
    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.founding import FoundingConflict
    from briefings.checks.text.future import FutureStatement
    from briefings.checks.text.names import Mention
    from briefings.checks.text.near_names import NearName
    from briefings.model.entities import Framework, Organisation
    from briefings.model.facts import Membership
    from briefings.model.figures import Figure

__all__ = [
    "Contradiction",
    "body_contradiction",
    "claim_contradiction",
    "day_contradiction",
    "founding_contradiction",
    "joining_contradiction",
    "leaving_contradiction",
    "name_contradiction",
    "near_name_contradiction",
    "number_contradiction",
    "office_contradiction",
    "order_contradiction",
    "order_message",
    "plan_contradiction",
    "programme_contradiction",
    "succession_contradiction",
]

_EXCERPT = 90


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
        place = Location(display_path, *sentence.place(self.position))
        hint = f"{self.hint}; the text: {_excerpt(sentence.text, self.position)}"
        return Diagnostic(self.code, self.message, place, Severity.ERROR, hint, self.related)


def _excerpt(text: str, position: int) -> str:
    """Return the words of a sentence around a position, in quotation marks."""
    start = text.rfind(" ", 0, max(0, position - _EXCERPT // 2)) + 1 if position > _EXCERPT else 0
    end = text.rfind(" ", start, start + _EXCERPT) if len(text) - start > _EXCERPT else len(text)
    words = " ".join(text[start : end if end > start else start + _EXCERPT].split())
    return f"“{'…' if start else ''}{words}{'…' if end < len(text) else ''}”"


def office_contradiction(context: CheckContext, found: StatedOfficeConflict) -> Contradiction:
    """Return the contradiction about a person with an office at another time than on record."""
    keys = ", ".join(tenure.key for tenure in found.tenures)
    places = tuple(tenure.location for tenure in found.tenures)
    return Contradiction(
        "holder-contradicted", found.claim.named.start, found.message(context), f"see {keys}", places
    )


def succession_contradiction(context: CheckContext, found: SuccessionConflict) -> Contradiction:
    """Return the contradiction that one person did not directly follow another in an office."""
    return Contradiction(
        "holder-contradicted",
        found.replacement.later.start,
        found.message(context),
        f"see {found.earlier.key}, {found.later.key}",
        tuple(tenure.location for tenure in found.tenures),
    )


def body_contradiction(mention: Mention, body: Framework | Organisation) -> Contradiction:
    """Return the contradiction about a body at a time when it did not exist."""
    message = f"{mention.name.text} did not exist at that time; its period is {body.period}"
    return Contradiction("body-contradicted", mention.start, message, f"see {body.id}", (body.location,))


def programme_contradiction(mention: Mention, memberships: Sequence[Membership]) -> Contradiction:
    """Return the contradiction about a programme after the partner took part in it."""
    periods = ", ".join(f"{fact.period} ({fact.folder})" for fact in memberships)
    return Contradiction(
        "programme-contradicted",
        mention.start,
        f"{mention.name.text} did not run at that time; it ran in {periods}",
        f"see {', '.join(fact.key for fact in memberships)}",
        tuple(fact.location for fact in memberships),
    )


def joining_contradiction(context: CheckContext, found: Joining) -> Contradiction:
    """Return the contradiction about a date of joining that differs from the one on record."""
    first, mention = found.memberships[0], found.claim.body
    start = first.period.start
    joined = in_or_on(start) if start else "at an unknown date"
    message = f"{context.display_name(first.folder)} joined {mention.name.text} {joined}, not {found.stated}"
    return Contradiction(
        "date-contradicted",
        mention.start,
        message,
        f"see {', '.join(fact.key for fact in found.memberships)}",
        tuple(fact.location for fact in found.memberships),
    )


def founding_contradiction(found: FoundingConflict) -> Contradiction:
    """Return the contradiction about a date of foundation that differs from the one on record."""
    start = found.body.period.start
    founded = in_or_on(start) if start else "at an unknown date"
    message = f"{found.mention.name.text} was founded {founded}, not {found.time.text}"
    return Contradiction(
        "date-contradicted", found.time.start, message, f"see {found.body.id}", (found.body.location,)
    )


def day_contradiction(position: int, phrase: str, reason: str) -> Contradiction:
    """Return the contradiction about a day that does not exist."""
    return Contradiction("impossible-date", position, text_says(phrase, reason), "look up the date")


def leaving_contradiction(context: CheckContext, found: Leaving) -> Contradiction:
    """Return the contradiction about a partner said to have left a body of which it was a member after that."""
    partner, body = context.display_name(found.memberships[0].folder), found.body.name.text
    periods = ", ".join(str(fact.period) for fact in found.memberships)
    return Contradiction(
        "date-contradicted",
        found.time.start,
        f"{partner} was still a member of {body} after {found.time.text}; on record: {periods}",
        f"see {', '.join(fact.key for fact in found.memberships)}",
        tuple(fact.location for fact in found.memberships),
    )


def order_message(found: BodyOrder) -> str:
    """Return in words what is wrong with the order of two bodies."""
    earlier, later = found.earlier.name.text, found.later.name.text
    if found.time:
        return f"{later} did not follow {earlier} in {found.time.text}"
    return f"{later} came before {earlier}, not after"


def order_contradiction(found: BodyOrder) -> Contradiction:
    """Return the contradiction about a body said to have followed one that came after it."""
    message = order_message(found)
    entities = (found.earlier.entity, found.later.entity)
    return Contradiction(
        "body-contradicted",
        found.later.start,
        message,
        f"see {', '.join(entity.id for entity in entities)}",
        tuple(entity.location for entity in entities),
    )


def near_name_contradiction(near: NearName, position: int) -> Contradiction:
    """Return the contradiction about a name of a body that is nearly one on record."""
    message = text_says(near.text, f"the name on record is {near.name.text!r}")
    return Contradiction("name-contradicted", position, message, f"see {near.body.id}", (near.body.location,))


def claim_contradiction(conflict: Conflict) -> Contradiction:
    """Return the contradiction about a statement that a fact, or the text itself, contradicts."""
    fact = conflict.fact
    hint = f"see {fact.key}" if fact else "look up the days"
    return Contradiction(
        "event-contradicted", conflict.start, conflict.message, hint, (fact.location,) if fact else ()
    )


def number_contradiction(position: int, phrase: str, figure: Figure) -> Contradiction:
    """Return the contradiction about a number of things other than the figure on record."""
    message = text_says(phrase, f"{figure.key} is {figure.value}")
    return Contradiction("number-contradicted", position, message, f"see {figure.key}", (figure.location,))


def name_contradiction(context: CheckContext, mention: Mention) -> Contradiction:
    """Return the contradiction about a name that a person had at another time."""
    name = context.display_name(mention.entity.id)
    when = f", but only {period_in_words(mention.name.period)}" if mention.name.period else ""
    message = f"{name} was not called {mention.name.text} at that time{when}"
    return Contradiction(
        "name-contradicted", mention.start, message, f"see {mention.entity.id}", (mention.name.location,)
    )


def plan_contradiction(future: FutureStatement, position: int, day: date) -> Contradiction:
    """Return the contradiction about a statement about the future of a year that is over."""
    message = f"the text is from {day}, but says {future.phrase!r} about {max(future.years)}"
    return Contradiction("plan-overtaken", position, message, "say what happened instead")
