"""The standing of facts on a day: the only place that decides how a fact stands.

A state holds from its start to its end as far as dates and sources show; an event has happened once its last possible
day has come; a talking point also needs the facts it rests on.
A state that is overdue has ended if a later fact on the same matter holds or has happened.
When a fact falls due for review and whether a visit took place are decided here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.factbase.announcements import announced_start
from briefings.factbase.plans import has_taken_place, is_called_off
from briefings.factbase.spans import has_ended, known_days
from briefings.factbase.succession import successors
from briefings.model.dates import Certainty
from briefings.model.entities import Framework, Post
from briefings.model.facts import Membership, Tenure
from briefings.model.hashing import short_hash
from briefings.model.references import REFERENCE
from briefings.model.stages import AGREEMENT_STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.dates import Duration, PartialDate
    from briefings.model.facts import Agreement, Fact

__all__ = [
    "Standing",
    "coming_holders",
    "current_holders",
    "framework_exists",
    "has_begun",
    "holders_named",
    "lapsed_basis",
    "overdue_since",
    "own_standing",
    "replacement",
    "review_period",
    "standing_of",
    "superseding_fact",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a fact on a day.

    Attributes:
        certainty: how certain it is that the fact holds (a state) or has happened (an event).
        last_attestation: the last date up to that day on which a source shows it holding, or None.
        review_due: the first day on which it must be reviewed, if that day has come or limits a presumption.
        is_overdue: whether that day has come.
    """

    certainty: Certainty
    last_attestation: PartialDate | None = None
    review_due: date | None = None
    is_overdue: bool = False

    @property
    def status(self) -> str:
        """Return `certain`, `presumed`, `possible`, `overdue`, or `ended` if the fact does not hold."""
        if self.is_overdue:
            return "overdue"
        return "ended" if self.certainty is Certainty.NO else self.certainty.name.lower()


_NO_STANDING = Standing(Certainty.NO)

# --- how a fact stands --------------------------------------------------------------------------------


def standing_of(store: FactStore, fact: Fact, day: date) -> Standing:
    """Return the standing of a fact on a day.

    A judgement stands no better than the facts it rests on and the tenures of the holders it names.
    """
    standing = own_standing(store, fact, day)
    if not fact.is_judgement or standing.certainty is Certainty.NO:
        return standing
    standings = [standing]
    for basis_fact in store.basis(fact).values():
        basis_standing = own_standing(store, basis_fact, day)
        required = Certainty.CERTAIN if basis_fact.is_event else Certainty.POSSIBLE
        if basis_standing.certainty < required or not framework_exists(store, basis_fact, day):
            return _NO_STANDING
        standings.append(basis_standing)
    standings += [own_standing(store, tenure, day) for tenure in holders_named(store, fact, day)]
    overdue = [item for item in standings if item.is_overdue]
    certainty = min(item.certainty for item in standings)
    weakest = overdue or [item for item in standings if item.certainty is certainty]
    due = min((item.review_due for item in weakest if item.review_due), default=None)
    return Standing(certainty, standing.last_attestation, due, is_overdue=bool(overdue))


def own_standing(store: FactStore, fact: Fact, day: date) -> Standing:
    """Return the standing of a fact by itself, using all evidence, including later evidence.

    An overdue fact counts as ended once a later one supersedes it, and an agreement once another one replaces it.
    """
    standing = _standing_alone(store, fact, day)
    is_over = (standing.is_overdue and superseding_fact(store, fact, day)) or replacement(store, fact, day)
    return _NO_STANDING if is_over else standing


def superseding_fact(store: FactStore, fact: Fact, day: date) -> Fact | None:
    """Return the fact that follows another one, directly or through others, and has begun or happened by a day.

    Return None if there is none. The later fact keeps its effect when it ends or is superseded in turn.
    """
    keys = [fact.key]
    for key in keys:
        for later in store.later_facts.get(key, ()):
            if _has_begun_alone(store, later, day):
                return later
            if later.key not in keys:
                keys.append(later.key)
    return None


def replacement(store: FactStore, fact: Fact, day: date) -> Agreement | None:
    """Return the agreement that applies by a day in place of another one; None if there is none."""
    return next(
        (
            later
            for later in store.replacements.get(fact.key, ())
            if any(
                stage.on.last_day <= day and AGREEMENT_STAGES[stage.word].is_full for stage in later.stages
            )
            or (not later.stages and _has_begun_alone(store, later, day))
        ),
        None,
    )


def _has_begun_alone(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether an event has certainly happened, or a state holds or held, whatever supersedes it."""
    certainty = _standing_alone(store, fact, day).certainty
    if fact.is_event:
        return certainty is Certainty.CERTAIN
    return (
        certainty is not Certainty.NO
        or has_ended(fact, day)
        or any(held_day <= day for held_day in known_days(fact))
    )


def _standing_alone(store: FactStore, fact: Fact, day: date) -> Standing:
    """Return the standing of a fact without regard to facts that follow it.

    A state is certain if the day is certainly within its dates, or between two days on which it certainly held;
    its last day counts as one.
    After the last such day it is presumed until its review is due, then possible.
    Nothing of a person holds after the day of death.
    If nothing shows that it had begun by the day, it does not count as begun: "about June 2004" may have been
    May, but a note of May can't say so.
    """
    if fact.is_event:
        return _event_standing(store, fact, day)
    period, attestations = fact.period, fact.attestations
    held_days = [held_day for held_day in known_days(fact) if held_day <= day]
    begun = held_days or period.open_start or (period.start and period.start.nominal_first_day <= day)
    certainty = period.certainty_on(day)
    if certainty is Certainty.NO or not begun or _has_died(store, fact, day):
        return _NO_STANDING
    last_attestation = next((when for when in reversed(attestations) if when.last_day <= day), None)
    held_later = any(when.first_day >= day for when in attestations) or (
        period.end is not None and not period.end.is_limit and day <= period.end.first_day
    )
    if held_days and held_later:
        return Standing(Certainty.CERTAIN, last_attestation)
    if certainty is Certainty.CERTAIN:
        due = fact.review_day.first_day if period.open_end and fact.review_day else None
        if due and due <= day:
            return Standing(Certainty.POSSIBLE, last_attestation, due, is_overdue=True)
        return Standing(certainty, last_attestation)
    return _presumed_standing(store, fact, day, held_days, last_attestation)


def _has_died(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether a person of whom a state tells had certainly died before a day."""
    return bool(store.deaths) and any(store.deaths.get(id_, day) < day for id_ in fact.actor_ids)


def _presumed_standing(
    store: FactStore, fact: Fact, day: date, held_days: Sequence[date], last_attestation: PartialDate | None
) -> Standing:
    """Return the standing of a state after the last day on which it certainly held.

    Args:
        store: all facts.
        fact: the state.
        day: the day to judge.
        held_days: the days up to it on which the state is known to have begun or to hold.
        last_attestation: the last of them that a source attests, or None.
    """
    if isinstance(fact, Tenure) and successors(store, fact, day):
        return _NO_STANDING
    if fact.period.end is not None or not held_days:
        return Standing(Certainty.POSSIBLE, last_attestation)
    due = fact.review_day.first_day if fact.review_day else review_period(store, fact).add_to(max(held_days))
    if day < due:
        return Standing(Certainty.PRESUMED, last_attestation, due)
    return Standing(Certainty.POSSIBLE, last_attestation, due, is_overdue=True)


def _event_standing(store: FactStore, fact: Fact, day: date) -> Standing:
    """Return the standing of an event on a day by its dates, and whether it took place."""
    if is_called_off(fact, day):
        return _NO_STANDING
    period = fact.period_on(day)
    if period.end and period.end.last_day <= day:
        return Standing(Certainty.CERTAIN if has_taken_place(store, fact, day) else Certainty.POSSIBLE)
    if period.start and period.start.first_day <= day:
        return Standing(Certainty.POSSIBLE)
    return _NO_STANDING


def framework_exists(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether the framework of a membership exists on a day; True for other kinds."""
    if not isinstance(fact, Membership):
        return True
    return store.entity(Framework, fact.framework).period.certainty_on(day) is not Certainty.NO


def has_begun(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether a state holds on a day or is known to have held before."""
    return (
        has_ended(fact, day)
        or any(held_day <= day for held_day in known_days(fact))
        or _standing_alone(store, fact, day).certainty is not Certainty.NO
    )


# --- posts and their holders --------------------------------------------------------------------------


def current_holders(store: FactStore, post: str, day: date) -> list[tuple[Tenure, Standing]]:
    """Return the tenures that hold a post on a day, earlier ones first.

    These are the certain and presumed ones; the possible ones only if no tenure is certain or presumed. Someone who
    stands in counts as a holder, and comes before a vacancy; someone who is only designated does not.
    """
    tenures = [pair for pair in _standing_tenures(store, post, day) if not pair[0].is_coming]
    firm = [(tenure, standing) for tenure, standing in tenures if standing.certainty > Certainty.POSSIBLE]
    holders = firm or tenures
    named = [pair for pair in holders if pair[0].holder is not None]
    return named if any(tenure.is_stand_in for tenure, _ in named) else holders


def coming_holders(store: FactStore, post: str, day: date) -> list[tuple[Tenure, Standing]]:
    """Return the tenures of people who are named for a post on a day and do not hold it yet.

    A tenure that is to begin later counts as certain if a source of the day or earlier announces it. Of someone who is
    designated and of whom a source says when the term begins, that is all that counts.
    """
    announced = [
        (tenure, Standing(Certainty.CERTAIN))
        for tenure in store.tenures_by_post.get(post, ())
        if tenure.holder is not None and announced_start(store, tenure, day)
    ]
    dated = {tenure.holder for tenure, _ in announced}
    named = [pair for pair in _standing_tenures(store, post, day) if pair[0].is_coming]
    return [*(pair for pair in named if pair[0].holder not in dated), *announced]


def _standing_tenures(store: FactStore, post: str, day: date) -> Iterator[tuple[Tenure, Standing]]:
    """Yield the tenures of a post that are not ruled out for a day, with their standing."""
    for tenure in store.tenures_by_post.get(post, ()):
        standing = own_standing(store, tenure, day)
        if standing.certainty is not Certainty.NO:
            yield tenure, standing


def holders_named(store: FactStore, judgement: Fact, day: date) -> list[Tenure]:
    """Return the tenures of the post holders that the texts of a judgement, or of one in its basis, name on a day."""
    basis = store.basis(judgement).values()
    posts = dict.fromkeys(
        id_
        for item in (judgement, *(fact for fact in basis if fact.is_judgement))
        for text in item.texts()
        for paragraph in text.by_language.values()
        for kind, id_ in REFERENCE.findall(paragraph)
        if kind == "holder"
    )
    return [tenure for post in posts for tenure, _ in current_holders(store, post, day)]


# --- reviews ------------------------------------------------------------------------------------------


def review_period(store: FactStore, fact: Fact) -> Duration:
    """Return how long after its last attestation a state counts as presumed."""
    entity = store.entities[fact.subject_id] if fact.subject_id else None
    own_period = entity.review_period if isinstance(entity, Framework | Post) else None
    return own_period or store.house.review_periods[fact.review_kind()]


def overdue_since(store: FactStore, fact: Fact, day: date) -> date | None:
    """Return the day since which a fact is due for review; None if it is not due, or has been reviewed."""
    requested = fact.review_day.first_day if fact.review_day else None
    # A talking point that rests on overdue facts counts as overdue too, but the facts are what needs a review.
    standing = None if fact.is_event else own_standing(store, fact, day)
    if requested and requested <= day and not superseding_fact(store, fact, day):
        since = requested
    elif standing and standing.is_overdue and standing.review_due and framework_exists(store, fact, day):
        since = standing.review_due
    else:
        return None
    review = fact.last_review
    is_reviewed = (
        review is not None
        and review.fact_hash == short_hash(fact)
        and day < review_period(store, fact).add_to(review.reviewed_on.last_day)
    )
    return None if is_reviewed else since


def lapsed_basis(store: FactStore, fact: Fact, day: date) -> list[Fact]:
    """Return the facts in the basis of a fact that have ceased to hold by a day.

    Return none if the fact itself does not hold on that day anyway.
    """
    if not fact.basis_keys or own_standing(store, fact, day).certainty is Certainty.NO:
        return []
    return [
        item
        for item in store.basis(fact).values()
        if not item.is_event
        and has_begun(store, item, day)
        and (
            own_standing(store, item, day).certainty is Certainty.NO or not framework_exists(store, item, day)
        )
    ]
