"""One contact, recorded twice.

What it finds:
    Two contacts of a partner with the same body that may have been on the same day, that share a place or a person,
    and that name entirely different people on neither side. If the place is the same and both sides share people, also
    contacts up to three days apart (the day of an event and the day of its report), contacts whose dates swap day
    and month, and contacts of which one gives only the year; but not if their topics differ.

Why it matters:
    The note counts and describes the contact twice; and where the two differ, one of them is wrong.

Example:
    - {id: visit-a, on: 2014-07-01, form: visit, with: league, place: Lutz, evidence: [herald]}
    - {id: visit-b, on: 2014-07, form: visit, with: league, place: Lutz, evidence: [gazette]}

Write instead:
    One contact with both sources. Where one of them differs, write that as its `says`. Two real meetings on one day
    have different people or different places.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.facts import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# Sources may call a meeting away from home a visit; a signature on the day of a visit is a contact of its own.
_VISIT_FORMS = frozenset({"meeting", "visit"})
# Sources call a video meeting either a call or a meeting.
_VIDEO_FORMS = frozenset({"call", "meeting"})
# Sources may give the day of the report as the day of the event.
_REPORT_DELAY = timedelta(days=3)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the contacts of each partner, grouped by body and year."""
    groups: dict[tuple[str, str, int], list[Contact]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Contact) and fact.period.end:
            for year in {fact.period.end.first_day.year, fact.period.end.last_day.year}:
                groups[fact.folder, fact.body, year].append(fact)
    seen_pairs: set[frozenset[str]] = set()
    for contacts in groups.values():
        for left, right in combinations(contacts, 2):
            pair = frozenset((left.key, right.key))
            if pair not in seen_pairs and _may_be_same(left, right):
                seen_pairs.add(pair)
                yield Finding(
                    message=f"{left.key} and {right.key} may be one {left.form}: {left.period} and {right.period}",
                    location=right.location,
                    entries=(right, left),
                    hint="make them one contact with both sources, or settle it by a resolution",
                    related=(left.location,),
                )


def _may_be_same(left: Contact, right: Contact) -> bool:
    """Return whether two contacts may be the same, judging by their form, days, people and place."""
    shared_people = [_has_shared_person(left, right, side) for side in ("our_side", "their_side")]
    same_place = left.place is not None and left.place == right.place
    if False in shared_people or not (True in shared_people or same_place):
        return False
    forms = {left.form, right.form}
    if len(forms) > 1 and not forms <= _VISIT_FORMS and not (forms <= _VIDEO_FORMS and all(shared_people)):
        return False
    if _is_close(left, right, timedelta()):
        # A date that is only a year says little, so everything else has to match.
        return all(_has_month(contact) for contact in (left, right)) or (same_place and all(shared_people))
    shared_topics = set(left.topics) & set(right.topics)
    different_topics = bool(left.topics and right.topics and not shared_topics)
    is_near = _is_close(left, right, _REPORT_DELAY) or _has_swapped_day_and_month(left, right)
    return is_near and same_place and all(shared_people) and not different_topics


def _has_shared_person(left: Contact, right: Contact, side: str) -> bool | None:
    """Return whether a person is on the same side of both contacts, or None if one of them lists no people there."""
    people = [
        {participant.person for participant in getattr(fact, side) if participant.person}
        for fact in (left, right)
    ]
    return bool(people[0] & people[1]) if all(people) else None


def _first_and_last_date(fact: Contact) -> tuple[PartialDate, PartialDate]:
    """Return the start and the end of a contact; a contact without a start begins and ends on its end."""
    end = fact.period.end
    assert end is not None  # noqa: S101 - callers pass contacts with an end only
    return fact.period.start or end, end


def _is_close(left: Contact, right: Contact, margin: timedelta) -> bool:
    """Return whether two contacts may be within a margin of each other."""
    (left_first, left_last), (right_first, right_last) = (
        _first_and_last_date(left),
        _first_and_last_date(right),
    )
    return (
        left_last.last_day + margin >= right_first.first_day
        and right_last.last_day + margin >= left_first.first_day
    )


def _has_month(fact: Contact) -> bool:
    return _first_and_last_date(fact)[0].month is not None


def _has_swapped_day_and_month(left: Contact, right: Contact) -> bool:
    """Return whether one date is the other with day and month swapped."""
    (first, _), (second, _) = _first_and_last_date(left), _first_and_last_date(right)
    return bool(first.day and second.day) and (first.year, first.month, first.day) == (
        second.year,
        second.day,
        second.month,
    )
