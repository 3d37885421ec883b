"""One contact, written down twice.

What it finds:
    Two contacts of a partner with the same body that may have been on the same day, with a person of each side in
    common or in the same place, and that do not say the same. Where the place and people of both sides are the same,
    also two that are up to three days apart, as the day of an event and that of its report are; two of which one has
    day and month the wrong way round; and two of which one names the year alone. Not if each tells other topics.

Why it matters:
    The note counts and tells them twice; and where they differ, one of the two is wrong.

Example:
    - {id: visit-a, on: 2014-07-01, form: visit, with: league, place: Lutz, evidence: [herald]}
    - {id: visit-b, on: 2014-07, form: visit, with: league, place: Lutz, evidence: [gazette]}

Write instead:
    One contact with both sources. What one of them tells otherwise is its `says`.
    Two meetings on one day have different people, or different places.
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

    from briefings.checks.context import Case
    from briefings.model.dates import PartialDate

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# A meeting at the guest's is told as a visit as well; a signature on the day of a visit stands by itself.
_ONE_FORM = frozenset({"meeting", "visit"})
# Who met by video is told to have called, and to have met.
_BY_VIDEO = frozenset({"call", "meeting"})
# The day of a report is taken for the day of the event.
_NEAR = timedelta(days=3)


def check(case: Case) -> Iterator[Finding]:
    """Look at the contacts of each partner, by body and year."""
    groups: dict[tuple[str, str, int], list[Contact]] = defaultdict(list)
    for fact in case.base.facts:
        if isinstance(fact, Contact) and fact.period.end:
            for year in {fact.period.end.first.year, fact.period.end.last.year}:
                groups[fact.folder, fact.body, year].append(fact)
    seen: set[frozenset[str]] = set()
    for contacts in groups.values():
        for one, other in combinations(contacts, 2):
            pair = frozenset((one.key, other.key))
            if pair not in seen and _one(one, other):
                seen.add(pair)
                yield Finding(
                    message=f"{one.key} and {other.key} may be one {one.form}: {one.period} and {other.period}",
                    location=other.location,
                    about=(other, one),
                    hint="make them one contact with both sources, or settle it by a resolution",
                    related=(one.location,),
                )


def _one(one: Contact, other: Contact) -> bool:
    """Whether two contacts may be one: by their form, their days, and who and where it was."""
    shared = [_shared(one, other, side) for side in ("ours", "theirs")]
    same_place = one.place is not None and one.place == other.place
    if False in shared or not (True in shared or same_place):
        return False
    forms = {one.form, other.form}
    if len(forms) > 1 and not forms <= _ONE_FORM and not (forms <= _BY_VIDEO and all(shared)):
        return False
    if _overlap(one, other, timedelta()):
        # Where a date is known so badly that it says nothing, all else has to be the same.
        return all(_months(each) for each in (one, other)) or (same_place and all(shared))
    topics = set(one.topics) & set(other.topics)
    told_otherwise = bool(one.topics and other.topics and not topics)
    near = _overlap(one, other, _NEAR) or _swapped(one, other)
    return near and same_place and all(shared) and not told_otherwise


def _shared(one: Contact, other: Contact, side: str) -> bool | None:
    """Whether somebody of a side is in both; None where one of them names nobody."""
    people = [{each.person for each in getattr(fact, side) if each.person} for fact in (one, other)]
    return bool(people[0] & people[1]) if all(people) else None


def _ends(fact: Contact) -> tuple[PartialDate, PartialDate]:
    end = fact.period.end
    assert end is not None  # noqa: S101 - the caller asked only for contacts that have one
    return fact.period.start or end, end


def _overlap(one: Contact, other: Contact, margin: timedelta) -> bool:
    (first, last), (first_other, last_other) = _ends(one), _ends(other)
    return last.last + margin >= first_other.first and last_other.last + margin >= first.first


def _months(fact: Contact) -> bool:
    return _ends(fact)[0].month is not None


def _swapped(one: Contact, other: Contact) -> bool:
    """Whether one date is the other one with its day and month the wrong way round."""
    (first, _), (second, _) = _ends(one), _ends(other)
    return bool(first.day and second.day) and (first.year, first.month, first.day) == (
        second.year,
        second.day,
        second.month,
    )
