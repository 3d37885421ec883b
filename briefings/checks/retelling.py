"""Events on record that a text tells with another day or place."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.periods import YEAR, are_swapped, event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import speaks_of_other_time
from briefings.checks.text.spelling import CAPITAL, fold, stem
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, translations, word_set
from briefings.model.contacts import Contact
from briefings.model.entities import Post
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["RetoldEvents"]

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGNED = WordPattern(r"(?<!\w){signed}(?!\w)")
_SIGNING = WordPattern(r"(?<!\w)(?:{signed}|{signature_words})(?!\w)")
_SIGNED_IN = WordPattern(
    r"(?<!\w)(?:{signed})\s+(?:{place_prepositions})\s+(?P<town>(?-i:{capital})[\w’'-]{3,})(?![\w’'-])(?!\s(?-i:{capital}))"
)
_UNDER = WordPattern(r"(?<!\w){under_agreements}(?!\w)")
_REPEATED = WordPattern(
    r"(?<!\w)(?:{ordinals_in_words}|{renewal}|{later_stages}|again|another|annual|yearly|next|previous|last|since|until|after|before|from)(?!\w)"
)
_RECALLED = WordPattern(r"(?<!\w)(?:{recollections}|{past_reports})(?!\w)")
_TOWN = re.compile(rf"{CAPITAL}[\w’'-]{{2,}}")
_PLACE = WordPattern(
    r"(?<!\w){place_prepositions}\s+(?P<town>(?-i:{capital})[\w’'-]{3,})(?![\w’'-])(?P<goes_on>\s(?-i:{capital}))?"
)
_FROM_AFAR = WordPattern(r"(?<!\w){distant_words}(?!\w)")
_IN = WordPattern(r"(?<!\w){place_prepositions}\s+$")
_LONGEST_PREPOSITION = 16
# "From 25 to 27 May": the range of days is one time.
_RANGE_OF_DAYS = WordPattern(
    r"(?<!\w)(?:{range_starts})\s+\d{1,2}(?:{day_suffixes})?\s+(?:{range_ends})\s+(?=\d{1,2})"
)
_NEAR = timedelta(days=40)
_SURE = 3
_FEW_YEARS = 3
_CALL = "call"
_LEAST_TITLE_WORDS = 2


class RetoldEvents:
    """The contacts and agreements of some partners, to compare with sentences."""

    def __init__(self, context: CheckContext, folders: frozenset[str]) -> None:
        self._context = context
        self._contacts: dict[str, list[Contact]] = defaultdict(list)
        self._agreements: list[tuple[frozenset[str], Agreement]] = []
        ignored = {stem(word) for word in (*word_set("stop_words"), *word_set("document_kinds"))}
        for fact in (fact for folder in folders for fact in context.facts_by_folder.get(folder, ())):
            if isinstance(fact, Contact):
                for person in fact.actor_ids:
                    self._contacts[person].append(fact)
            elif isinstance(fact, Agreement) and fact.is_event:
                title = next(iter(fact.title.by_language.values()))
                words = frozenset(stem(word) for word in _WORD.findall(title)) - ignored
                if len(words) >= _LEAST_TITLE_WORDS:
                    self._agreements.append((words, fact))
        self._meeting = _pattern(verb for verb, _ in translations("contact_verbs"))
        self._call = _pattern(verb for verb, kind in translations("contact_verbs") if kind == _CALL)

    def find(self, text: str) -> Iterator[Conflict]:
        """Yield the events that a sentence tells with another day or place than on record."""
        for days in list(_RANGE_OF_DAYS.finditer(text)):
            text = text[: days.start()] + " " * len(days[0]) + text[days.end() :]
        times = [time for time in find_times(text) if time.span]
        if not times or is_unasserted(text, len(text)) or _REPEATED.search(text):
            return
        if self._agreements and _SIGNED.search(text):
            yield from self._find_agreements(text, times)
        is_dated = any(time.when and time.when.day for time in times)
        if (
            self._contacts
            and (self._meeting.search(text) or _SIGNING.search(text))
            and not (_RECALLED.search(text) if is_dated else speaks_of_other_time(text))
        ):
            yield from self._find_contacts(text, times)

    def _find_agreements(self, text: str, times: Sequence[NamedTime]) -> Iterator[Conflict]:
        if _UNDER.search(text):
            return
        words = {stem(word) for word in _WORD.findall(text)}
        told = [fact for title, fact in self._agreements if title <= words]
        if told and len(times) == 1 and not any(_overlaps(fact, times) for fact in told):
            yield Conflict.with_value(times[0].start, times[0].text, str(told[0].period), told[0])

    def _find_contacts(self, text: str, times: Sequence[NamedTime]) -> Iterator[Conflict]:
        days = [time for time in times if time.when and time.when.month]
        people = dict.fromkeys(self._people_in(text))
        if len(days) != 1 or len(times) != 1 or not people:
            return
        known = list({fact.key: fact for person in people for fact in self._contacts[person]}.values())
        same_day = [fact for fact in known if _overlaps(fact, days)]
        if same_day:
            yield from self._find_other_participant(same_day, text)
            if self._meeting.search(text):
                yield from self._find_other_place(same_day, text)
            else:
                yield from _find_other_place_of_signature(same_day, text)
            return
        if not self._meeting.search(text):
            return
        is_call = self._call.search(text) is not None
        known = [fact for fact in known if (fact.form == _CALL) == is_call]  # who calls may come soon after
        for fact in known:
            named = [person for person in people if person in fact.actor_ids]
            if len(named) >= _SURE and _is_within(YEAR, fact, days[0].span) and _names_place(fact, text):
                yield Conflict.with_value(days[0].start, days[0].text, str(fact.period), fact)
                return
        if not (days[0].when and days[0].when.day):
            return
        for fact in known:
            others = [person for person in people if person in fact.actor_ids]
            is_near = (
                _is_within(_NEAR, fact, days[0].span)
                or _is_swapped(fact, days[0].span)
                or _is_of_other_year(fact, days[0].span)
            )
            if is_near and (len(others) > 1 or _names_place(fact, text)):
                yield Conflict.with_value(days[0].start, days[0].text, str(fact.period), fact)
                return

    def _find_other_participant(self, contacts: Sequence[Contact], text: str) -> Iterator[Conflict]:
        """Yield a contact in which a sentence has someone take part who had the office of a participant at another time."""
        named = {id_: one for one in self._context.people_in(text) for id_ in one.subject.ids}
        for contact in contacts if len(contacts) == 1 else ():
            span, present = event_span(contact.period), named.keys() & set(contact.actor_ids)
            members = [each for each in (*contact.our_side, *contact.their_side) if each.person and each.post]
            for member in members if present and span else ():
                post = self._context.store.entity(Post, member.post or "")
                for id_ in () if member.person in named else sorted(named.keys() - present):
                    had = any(
                        each.post == post.id for each in self._context.store.tenures_by_holder.get(id_, ())
                    )
                    if had and span and self._context.holding_conflict(id_, (post,), (span,)):
                        one, other = named[id_], self._context.display_name(member.person)
                        yield Conflict.with_value(one.start, text[one.start : one.end], other, contact)
                        return

    def _find_other_place(self, contacts: Sequence[Contact], text: str) -> Iterator[Conflict]:
        """Yield a contact that a sentence puts into another town on record, if all of its day have a place."""
        if _FROM_AFAR.search(text) or any(
            contact.place is None or _names_place(contact, text) for contact in contacts
        ):
            return
        named = [(person.start, person.end) for person in self._context.people_in(text)]
        stated = [
            match
            for match in _TOWN.finditer(text)
            if fold(match[0]) in self._context.meeting_places
            and not any(start <= match.start() < end and match[0] != text[start:end] for start, end in named)
            and self._may_be_place(match[0], match.start(), text)
        ]
        if not stated and not any(_names_place(contact, "NATO Headquarters") for contact in contacts):
            taken = [(mention.start, mention.end) for mention in self._context.names.find(text)]
            stated = [
                match
                for match in _PLACE.finditer(text)
                if not any(start <= match.start("town") < end for start, end in taken)
                and (not match["goes_on"] or any(start == match.end("town") + 1 for start, _ in named))
                and not self._context.countries.find(match["town"])
                and not find_times(
                    match["town"], contacts[0].period.end.last_day if contacts[0].period.end else None
                )
            ]
        places = [next(iter(contact.place.by_language.values())) for contact in contacts if contact.place]
        if len(stated) == 1:
            town = stated[0].groupdict().get("town") or stated[0][0]
            if not any(self._context.countries.may_overlap(town, place) for place in places):
                yield Conflict.with_value(stated[0].end() - len(town), town, places[0], contacts[0])

    def _may_be_place(self, name: str, start: int, text: str) -> bool:
        """Return whether a name is that of a place where something was: a country is so only behind "in"."""
        if not self._context.countries.names_area(name):
            return True
        return _IN.search(text, max(0, start - _LONGEST_PREPOSITION), start) is not None

    def _people_in(self, text: str) -> Iterator[str]:
        """Yield the people of contacts whom a sentence names, in full or by the surname."""
        for one in self._context.people_in(text):
            yield from (id_ for id_ in one.subject.ids if len(one.subject.ids) == 1 and id_ in self._contacts)
        for title in self._context.titles.find(text):
            named = self._context.people.read_after(text, title.whole_end + 1)
            if named and len(named.people) == 1 and named.people[0].id in self._contacts:
                yield named.people[0].id


def _find_other_place_of_signature(contacts: Sequence[Contact], text: str) -> Iterator[Conflict]:
    """Yield a contact in which something was signed in another town: "signed in TOWN", and not "signed the paper on TOWN"."""
    town = _SIGNED_IN.search(text)
    places = [next(iter(contact.place.by_language.values())) for contact in contacts if contact.place]
    if town and len(places) == len(contacts) == 1 and not _names_place(contacts[0], text):
        yield Conflict.with_value(town.start("town"), town["town"], places[0], contacts[0])


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of some phrases, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def _overlaps(fact: Fact, times: Sequence[NamedTime]) -> bool:
    """Return whether an event may have been at one of some times."""
    span = event_span(fact.period)
    return span is not None and any(time.span and span.overlap(time.span) for time in times)


def _is_within(reach: timedelta, fact: Fact, stated: Span | None) -> bool:
    """Return whether an event was certainly at another time than the stated one, but not farther from it than this."""
    span = event_span(fact.period)
    return bool(
        span
        and stated
        and not span.overlap(stated)
        and span.first - reach <= stated.first <= span.last + reach
        and span.last - span.first < _NEAR
    )


def _is_of_other_year(fact: Fact, stated: Span | None) -> bool:
    """Return whether a day is that of an event in a year beside it or near it."""
    span = event_span(fact.period)
    if not span or not stated or span.first != span.last or stated.first != stated.last:
        return False
    day, other = span.first, stated.first
    return 0 < abs(day.year - other.year) <= _FEW_YEARS and (day.month, day.day) == (other.month, other.day)


def _is_swapped(fact: Fact, stated: Span | None) -> bool:
    """Return whether a day is that of an event with day and month swapped."""
    span = event_span(fact.period)
    if not span or not stated or span.first != span.last or stated.first != stated.last or span == stated:
        return False
    return are_swapped(span.first, stated.first)


def _names_place(fact: Contact, text: str) -> bool:
    """Return whether a text names the place of a contact."""
    if fact.place is None:
        return False
    places = list(fact.place.by_language.values())
    forms = [form for form, place in translations("place_forms") if place in places]
    return any(fold(place) in fold(text) for place in (*places, *forms))
