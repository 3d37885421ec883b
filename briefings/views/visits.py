"""The view of a visit: its programme, and the people whom the delegation meets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.factbase.plans import has_taken_place, is_called_off
from briefings.model.contacts import Visit
from briefings.model.dates import PartialDate, Period
from briefings.model.entities import Organisation, Person
from briefings.model.locales import zone_city
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.contacts import end_day
from briefings.views.names import term_at
from briefings.views.phrases import date_phrase, label, period_phrase
from briefings.views.plans import is_plan, plan_notice
from briefings.views.records import ProfileView, ProgrammeView, VisitView
from briefings.views.records.extension import extend_record
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.model.contacts import ProgrammeItem
    from briefings.model.phrases import Citation
    from briefings.views.contacts import ContactBuilder
    from briefings.views.context import NoteContext
    from briefings.views.records.visits import VisitState

__all__ = ["visit_view"]

_ONE_DAY = timedelta(days=1)


def visit_view(context: NoteContext, contacts: ContactBuilder) -> VisitView | None:
    """Return the visit that the note is about; None if it is not about a visit.

    Unlike any other contact, it is printed before it takes place.
    """
    visit = next((fact for fact in context.facts(Visit) if fact.id == context.scope.subject_id), None)
    if visit is None:
        return None
    body = context.store.entity(Organisation, visit.body)
    view = contacts.contact_view(visit)
    return extend_record(
        VisitView,
        view,
        topics=view.topics if visit.topics else (),
        body=Phrase((term_at(body, context.language, context.day),)),
        state=_visit_state(context, visit),
        notice=plan_notice(context, visit) if is_plan(context, visit) else EMPTY,
        purpose=resolve_text(context, visit.purpose, visit) or EMPTY,
        languages=resolve_text(context, visit.languages, visit) or EMPTY,
        press=resolve_text(context, visit.press, visit) or EMPTY,
        programme=tuple(_programme_views(context, contacts, visit)),
        interlocutors=tuple(_interlocutor_profiles(context, contacts, visit)),
    )


def _visit_state(context: NoteContext, visit: Visit) -> VisitState:
    """Return whether a visit is planned, was called off, took place, or was only planned although its days are over."""
    stage = visit.stage_on(context.day)
    if stage and is_called_off(visit, context.day):
        return "cancelled" if stage.word == "cancelled" else "postponed"
    if end_day(visit) >= context.day and not (stage and stage.word == "held"):
        return "planned"
    return "held" if has_taken_place(context.store, visit, context.day) else "unconfirmed"


def _programme_views(context: NoteContext, contacts: ContactBuilder, visit: Visit) -> Iterator[ProgrammeView]:
    """Yield the programme of a visit, by days and times."""
    cited = context.citations(visit)
    zones = {item.zone or visit.zone for item in visit.programme if item.start}
    previous: date | None = None
    for item in _sort_programme(visit):
        day = _item_day(item, visit).first_day
        if previous and (day - previous).days > 1:
            yield _free_days(previous, day, cited)
        previous = day
        activity, place = (resolve_text(context, text, visit) for text in (item.activity, item.place))
        if activity is None or place is None:
            continue
        zone = (item.zone or visit.zone) if len(zones) > 1 else ""
        yield ProgrammeView(
            day=date_phrase(_item_day(item, visit), cited),
            time=_clock_times(item, visit, zone_city(zone, context.language)).with_citations(cited),
            activity=activity,
            place=place,
            counterparts=tuple(contacts.participant_phrase(person, visit) for person in item.counterparts),
        )


def _interlocutor_profiles(
    context: NoteContext, contacts: ContactBuilder, visit: Visit
) -> Iterator[ProfileView]:
    """Yield the people on the other side whom the visit names, without repeats."""
    met = {participant.person for participant in visit.our_side} | {None}
    for participant in visit.participants:
        if participant.person in met or participant.person is None:
            continue
        met.add(participant.person)
        person = context.store.entity(Person, participant.person)
        described = resolve_text(context, participant.description, visit)
        office = described or contacts.office_at(person, participant.post, context.day)
        yield contacts.profile_view(person, office.with_citations(context.citations(visit)))


def _sort_programme(visit: Visit) -> list[ProgrammeItem]:
    """Return the programme by days and times.

    An item without a time stays after the item that it is written after. So does one in another time zone whose clock
    shows less, by a day at most: who flies west lands before the hour of departure, and over the date line a day before.
    """
    latest_times: dict[date, str] = {}
    written: list[tuple[date, str]] = []
    keys: list[tuple[date, str]] = []
    zone = ""
    for item in visit.programme:
        day = _item_day(item, visit).first_day
        latest_times[day] = item.start or latest_times.get(day, "")
        clock = key = (day, latest_times[day])
        item_zone = item.zone or visit.zone
        if keys and clock < keys[-1] and keys[-1][0] - day <= _ONE_DAY:
            goes_on = item_zone == zone and written[-1] != keys[-1] and clock >= written[-1]
            key = keys[-1] if item_zone != zone or goes_on else clock
        zone = item_zone
        written.append(clock)
        keys.append(key)
    return [visit.programme[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]


def _item_day(item: ProgrammeItem, visit: Visit) -> PartialDate:
    """Return the day of an item of the programme, by default the last day of the visit."""
    return item.day or PartialDate.from_day(end_day(visit))


def _free_days(previous: date, following: date, cited: Iterable[Citation]) -> ProgrammeView:
    """Return the row for the days between two days with a programme."""
    first, last = (PartialDate.from_day(day) for day in (previous + _ONE_DAY, following - _ONE_DAY))
    period = period_phrase(Period(first, last)).with_citations(cited)
    return ProgrammeView(
        day=period, time=EMPTY, activity=label("programme.free", {}), place=EMPTY, counterparts=()
    )


def _clock_times(item: ProgrammeItem, visit: Visit, city: str) -> Phrase:
    """Return the start and the end of an item; empty if it has no start.

    Args:
        item: of the programme.
        visit: the visit.
        city: by which the time zone is called, where the programme has several; empty where it has one.
    """
    start, end = (Phrase((clock,)) if clock else EMPTY for clock in (item.start, item.end))
    times = start
    if item.ends_next_day:
        next_day = date_phrase(_item_day(item, visit).first_day + _ONE_DAY)
        times = label("programme.overnight", {"start": start, "end": end, "day": next_day})
    elif end:
        times = label("programme.until", {"start": start, "end": end})
    return label("programme.zone", {"time": times, "city": Phrase((city,))}) if city and times else times
