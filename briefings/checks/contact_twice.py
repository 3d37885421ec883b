"""One contact, written down twice.

What it finds:
    Two contacts of a partner with the same body that may have been on the same day, with a person in common or in the
    same place, and that do not say the same.

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
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# A meeting at the guest's is told as a visit as well; a signature on the day of a visit stands by itself.
_ONE_FORM = frozenset({"meeting", "visit"})


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
            if pair not in seen and _one_day(one, other) and _alike(one, other):
                seen.add(pair)
                yield Finding(
                    message=f"{one.key} and {other.key} may be one {one.form}: {one.period} and {other.period}",
                    location=other.location,
                    about=(other, one),
                    hint="make them one contact with both sources, or settle it by a resolution",
                    related=(one.location,),
                )


def _one_day(one: Contact, other: Contact) -> bool:
    """Whether the days overlap, and neither is known so badly that it says nothing."""
    forms = {one.form, other.form}
    if not (len(forms) == 1 or forms <= _ONE_FORM) or not (one.period.end and other.period.end):
        return False
    first = [(each.period.start or each.period.end) for each in (one, other)]
    if not all(when and when.month for when in first):
        return False
    return one.period.end.last >= first[1].first and other.period.end.last >= first[0].first  # type: ignore[union-attr]


def _alike(one: Contact, other: Contact) -> bool:
    """Whether somebody or the place is in both."""
    people = [{each.person for each in (*fact.ours, *fact.theirs) if each.person} for fact in (one, other)]
    if people[0] and people[1]:
        return bool(people[0] & people[1])
    return one.place is not None and one.place == other.place
