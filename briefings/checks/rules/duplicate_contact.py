"""One contact, recorded twice, or a person in two places on one day.

Finds:
    Two contacts of a partner with the same body that may have been on the same day, that share a place or a person,
    and that name entirely different people on neither side. If the place is the same and both sides share people, also
    contacts up to three days apart (the day of an event and the day of its report), contacts whose dates swap day
    and month, and contacts of which one gives only the year; but not if their topics differ, as with the sessions
    of two commissions that count alike. Two contacts of one day with the same person, one at the seat of the other
    side and one elsewhere, or in the towns of two countries.

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
from itertools import combinations, product
from typing import TYPE_CHECKING

from briefings.checks.claims.visits import seat_names
from briefings.checks.context import Finding
from briefings.checks.periods import event_span, has_swapped_day_and_month, is_close
from briefings.checks.text.towns import country_of_town
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.model.contacts import Participant

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# Sources may call a meeting away from home a visit; a signature on the day of a visit is a contact of its own.
_VISIT_FORMS = frozenset({"meeting", "visit", "state-visit", "working-visit", "courtesy-call"})
# Sources call a video meeting either a call or a meeting.
_VIDEO_FORMS = frozenset({"call", "video-call", "meeting"})
_DISTANT_FORMS = frozenset({"call", "video-call", "letter", "message", "statement"})
# Sources may give the day of the report as the day of the event.
_LONGEST = timedelta(days=7)
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
                    message=f"{left.key} ({left.period}) and {right.key} ({right.period}) may be the same {left.form}",
                    location=right.location,
                    entries=(right, left),
                    hint="merge them into one contact with both sources, or record a resolution",
                    related=(left.location,),
                )
    yield from _find_two_places(
        context, [each for contacts in groups.values() for each in contacts], seen_pairs
    )


def _find_two_places(
    context: CheckContext, contacts: Iterable[Contact], known: set[frozenset[str]]
) -> Iterator[Finding]:
    """Yield the contacts of one day that have one person at home and abroad; each person and day once, and no known pair."""
    seen: dict[tuple[str, str, date], Contact] = {}
    told: set[tuple[str, str, date]] = set()
    for contact in contacts:
        if not contact.place or contact.form in _DISTANT_FORMS:
            continue
        people = sorted(_people((*contact.our_side, *contact.their_side)))
        for person, day in product(people, _certain_days(contact)):
            key = contact.folder, person, day
            other = seen.setdefault(key, contact)
            if (
                other is contact
                or key in told
                or not _are_apart(other, contact)
                or frozenset((other.key, contact.key)) in known
            ):
                continue
            told.add(key)
            places = [next(iter(each.place.by_language.values())) for each in (other, contact) if each.place]
            yield Finding(
                message=f"{contact.key} and {other.key} have {context.display_name(person)} in two places on {day}: {places[1]}, {places[0]}",
                location=contact.location,
                entries=(contact, other),
                hint="correct the day or the place of one of them, or record a resolution",
                related=(other.location,),
            )


def _certain_days(contact: Contact) -> list[date]:
    """Return the days on which the participants were surely there: of several, not the first and the last, of travel."""
    span = event_span(contact.period)
    if not span or span.last - span.first > _LONGEST:
        return []
    if span.first == span.last:
        return [span.first]
    return [span.first + timedelta(days=number) for number in range(1, (span.last - span.first).days)]


def _are_apart(left: Contact, right: Contact) -> bool:
    """Return whether one of two contacts was at the seat of the other side and the other not, or they were in two countries."""
    places = [list(each.place.by_language.values()) if each.place else [] for each in (left, right)]
    at_seat = [bool(set(names) & seat_names()) for names in places]
    countries = [{country_of_town(name) for name in names} - {""} for names in places]
    return at_seat[0] is not at_seat[1] or (all(countries) and not countries[0] & countries[1])


def _may_be_same(left: Contact, right: Contact) -> bool:
    """Return whether two contacts may be the same, judging by their form, days, people and place."""
    sides = ((left.our_side, right.our_side), (left.their_side, right.their_side))
    if any(_has_other_people(*side) for side in sides):
        return False
    shared_sides = [_has_shared_person(*side) for side in sides]
    same_place = left.place is not None and left.place == right.place
    if not (any(shared_sides) or same_place):
        return False
    # Two commissions count their sessions alike; and a talk during a visit is with others, on other topics.
    is_of_others = bool(left.session and right.session) or any(_has_other_groups(*side) for side in sides)
    if is_of_others and _have_other_topics(left, right):
        return False
    forms = {left.form, right.form}
    if len(forms) > 1 and not forms <= _VISIT_FORMS and not (forms <= _VIDEO_FORMS and all(shared_sides)):
        return False
    if is_close(left.period, right.period):
        # A date that is only a year says little, so everything else has to match.
        return all(_has_month(contact) for contact in (left, right)) or (same_place and all(shared_sides))
    is_near = is_close(left.period, right.period, _REPORT_DELAY) or has_swapped_day_and_month(
        left.period, right.period
    )
    return is_near and same_place and all(shared_sides) and not _have_other_topics(left, right)


def _have_other_topics(left: Contact, right: Contact) -> bool:
    """Return whether both contacts have topics, and none in common."""
    return bool(left.topics and right.topics and not set(left.topics) & set(right.topics))


def _has_other_groups(left: Iterable[Participant], right: Iterable[Participant]) -> bool:
    """Return whether a side is named in one of two contacts by groups and bodies only, none of which the other has."""
    return any(
        bool(_groups(some)) and not _people(some) and not _groups(some) & _groups(others)
        for some, others in ((left, right), (right, left))
    )


def _groups(participants: Iterable[Participant]) -> set[str]:
    """Return the bodies, and the groups in words, of a side."""
    named = (each for each in participants if not each.person)
    return {
        each.body or (next(iter(each.description.by_language.values())) if each.description else "")
        for each in named
    }


def _has_shared_person(left: Iterable[Participant], right: Iterable[Participant]) -> bool:
    """Return whether a person is among the participants of both contacts."""
    return bool(_people(left) & _people(right))


def _has_other_people(left: Iterable[Participant], right: Iterable[Participant]) -> bool:
    """Return whether both contacts name people on a side, and entirely different ones."""
    left_people, right_people = _people(left), _people(right)
    return bool(left_people and right_people) and not left_people & right_people


def _people(participants: Iterable[Participant]) -> set[str]:
    """Return the ids of the people among some participants."""
    return {participant.person for participant in participants if participant.person}


def _has_month(contact: Contact) -> bool:
    first = contact.period.start or contact.period.end
    return first is not None and first.month is not None
