"""Gaps in facts that are there: details that a note would print, one line for all facts that lack the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.plans import is_called_off
from briefings.factbase.standing import standing_of
from briefings.model.contact_forms import ONE_SIDED_FORMS, Manner
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import Person, Post
from briefings.model.facts import Agreement, Tenure
from briefings.model.figures import Figure
from briefings.model.lives import Life
from briefings.model.prospects import Commitment, DateAhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["find_detail_gaps"]

_MOST_NAMED = 5


def find_detail_gaps(store: FactStore, facts: Iterable[Fact], day: date) -> Iterator[Diagnostic]:
    """Yield what facts about a partner lack, most important first.

    Args:
        store: all facts that the readers may see.
        facts: the facts about the partner.
        day: the day of the note.
    """
    held = [fact for fact in facts if standing_of(store, fact, day).certainty is not Certainty.NO]
    yield from _find_outcome_gap(store, held, day)
    yield from _find_author_gap(held)
    yield from _find_commitment_gap(held)
    yield from _find_past_dates_gap(held, day)
    yield from _find_agreement_gap(held)
    yield from _find_people_gaps(store, held)
    yield from _find_figure_gap(held)


def _gap(code: str, lacking: Sequence[Fact | Entity], message: str, hint: str) -> Iterator[Diagnostic]:
    """Yield one gap for all entries that lack the same, at the first one; the message has a place for their names."""
    if lacking:
        ids = tuple(entry.id for entry in lacking[:_MOST_NAMED])
        more = f" and {len(lacking) - _MOST_NAMED} more" if len(lacking) > _MOST_NAMED else ""
        location: Location = lacking[0].location
        said = message.format(ids=f"{', '.join(ids)}{more}")
        yield Diagnostic(code, said, location, Severity.INFO, hint, ids=ids)


def _find_outcome_gap(store: FactStore, facts: Iterable[Fact], day: date) -> Iterator[Diagnostic]:
    """Yield the meetings with our side within a review period without an outcome on record."""
    review = store.house.review_periods["contact"]
    lacking = [
        fact
        for fact in facts
        if isinstance(fact, Contact)
        and fact.body == store.house.side
        and fact.manner is Manner.MET
        and not fact.outcome
        and not is_called_off(fact, day)
        and (end := fact.period_on(day).end)
        and end.last_day <= day < review.add_to(end.last_day)
    ]
    yield from _gap(
        "no-outcome",
        lacking,
        "no outcome is on record for {ids}",
        "add `outcome:` in a sentence, or `commitments:`",
    )


def _find_author_gap(facts: Iterable[Fact]) -> Iterator[Diagnostic]:
    """Yield the calls and letters of which nothing says from which side they came."""
    lacking = [
        fact
        for fact in facts
        if isinstance(fact, Contact) and fact.form in ONE_SIDED_FORMS and not fact.author
    ]
    hint = "add `by: ours`, `by: theirs`, or the id of an organisation or person"
    yield from _gap("no-author", lacking, "it is not recorded who called or wrote: {ids}", hint)


def _find_commitment_gap(facts: Iterable[Fact]) -> Iterator[Diagnostic]:
    """Yield the open commitments without a day by which they are due."""
    lacking = [fact for fact in facts if isinstance(fact, Commitment) and not fact.due and not fact.stages]
    yield from _gap(
        "no-due-day",
        lacking,
        "no due day is on record for {ids}",
        "add `due:`, so that `review` lists it then",
    )


def _find_past_dates_gap(facts: Iterable[Fact], day: date) -> Iterator[Diagnostic]:
    """Yield the dates ahead that are over, and of which no later source says more."""
    lacking = [
        fact
        for fact in facts
        if isinstance(fact, DateAhead)
        and (end := fact.period_on(day).end)
        and end.last_day < day
        and not any(when.first_day >= end.first_day for when in fact.attestations)
    ]
    hint = "add a later source, record the outcome as a fact, or delete it"
    yield from _gap("past-date", lacking, "no source reports the outcome of {ids}", hint)


def _find_agreement_gap(facts: Iterable[Fact]) -> Iterator[Diagnostic]:
    """Yield the agreements of which only a day is known, and not whether they are in force."""
    lacking = [fact for fact in facts if isinstance(fact, Agreement) and fact.is_event and not fact.stages]
    hint = "write `stages: [{stage: signed, on: DAY}, {stage: in-force, on: DAY}]` in place of `on:`"
    yield from _gap("stage-unknown", lacking, "not recorded whether this agreement is in force: {ids}", hint)


def _find_people_gaps(store: FactStore, facts: Iterable[Fact]) -> Iterator[Diagnostic]:
    """Yield the holders of whom titles need the gender, and those whose life no biography can tell."""
    holders = {
        fact.holder: store.entity(Post, fact.post)
        for fact in facts
        if isinstance(fact, Tenure) and fact.holder and isinstance(store.entities.get(fact.holder), Person)
    }
    languages = {tag.partition("-")[0] for tag in store.house.languages}
    genderless = [
        person
        for id_, post in holders.items()
        if not (person := store.entity(Person, id_)).gender
        and any(title.gender and title.language.partition("-")[0] in languages for title in post.names)
    ]
    hint = "write `gender: f` or `gender: m`; titles have a form for each"
    yield from _gap("no-gender", genderless, "titles need the gender of {ids}", hint)
    listed = store.house.roles.their_side if store.house.roles else ()
    lives = {fact.person for fact in store.facts if isinstance(fact, Life)}
    unknown = [
        store.entity(Person, id_)
        for id_, post in holders.items()
        if post.partner and set(post.roles) & set(listed) and id_ not in lives
    ]
    hint = "add entries to `lives:`, such as `what: born` and `what: speaks`"
    yield from _gap("no-life", unknown, "only posts are on record for {ids}; a biography needs more", hint)


def _find_figure_gap(facts: Iterable[Fact]) -> Iterator[Diagnostic]:
    """Yield the figures of which nothing says for which time they are."""
    lacking = [
        fact
        for fact in facts
        if isinstance(fact, Figure)
        and fact.amount
        and not fact.series
        and not fact.reference
        and not fact.is_event
        and fact.period.start != fact.period.end
    ]
    yield from _gap(
        "no-period",
        lacking,
        "no time is on record for the figures {ids}",
        "add `period: 2025`, or a month or quarter",
    )
