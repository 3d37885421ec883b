"""First and further visits, by the words of a sentence, beside the visits on record."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.periods import MONTH, event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import SINCE_BEFORE
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.spelling import CAPITAL, fold
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern, may_contain, translations
from briefings.model.contacts import Contact
from briefings.model.dates import Span
from briefings.model.locales import weekday_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext

__all__ = ["find_wrong_visits", "may_speak_of_visits", "seat_names"]

_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)?"
# "The first ever visit", "its third trip", "visited it for the second time".
_RANKED = WordPattern(
    rf"(?<!\w)(?:(?P<digits>\d{{1,2}})(?:{{ordinal_suffixes}})|(?P<word>{_WORD}))[\s-]+(?:(?:{{words_before_visit}})\s+){{0,2}}(?:{{visit_nouns}})(?!\w)"
)
_TIMES = WordPattern(
    rf"(?<!\w)(?:{{visit_verbs}})(?!\w).{{0,80}}?(?:{{for_the_time}})\s+(?P<word>{_WORD})\s+(?:{{time_nouns}})(?!\w)"
)
# "The visit of NAME was his first since 2013".
_PREDICATE = WordPattern(
    rf"(?<!\w)(?:{{visit_nouns}})(?!\w).{{0,80}}?\s(?:{{is_now}}|{{was_then}})\s+(?:{{possessives}}|{{person_pronouns}}|{{definite_articles}})\s+(?P<word>{_WORD})(?=\s*[,.;]|\s+(?:{{since_when}}|there|to|in)\s|\s*$)"
)
# "Never before 2018 had a Keeper been here", "no Keeper had visited it since 2004".
_NEVER = WordPattern(
    r"(?<!\w)(?:{never_words})(?!\w).{0,90}?(?<!\w)(?:{visit_nouns}|{visit_verbs}|{visit_perfects})(?!\w)"
)
# "No Keeper has ever been to Utopia", "never before had a Keeper set foot there".
_EVER = WordPattern(
    r"(?<!\w)(?:(?:{never_words})\s+(?:[\w’'-]+\s+){1,5}?(?:(?:{has})|(?P<had>had))\s+(?:{ever_words})|(?:{ever_before})\s+(?:(?:{has})|(?P<had2>had)))(?!\w)"
)
_BEFORE = WordPattern(r"(?<!\w)(?:{until_when}|{order_before})\s+(?:{definite_articles}\s+)?$")
_SINCE_CLAUSE = WordPattern(r"(?<!\w)(?:{since_when})(?!\w)[^.;]{0,40}$")
_CAPITALISED = re.compile(rf"(?<![\w.]){CAPITAL}[\w’-]+")
_GOAL = WordPattern(
    r"(?<!\w){goal_prepositions}\s+(?:{definite_articles}\s+)?(?P<name>(?-i:{capital})[\w’-]+)"
)
_NEWS = MONTH
_ABROAD = "NATO Headquarters"


def may_speak_of_visits(text: str) -> bool:
    """Return False only if a text certainly speaks of no visit."""
    return may_contain(text, "visit_nouns", "visit_verbs", "visit_perfects")


def find_wrong_visits(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the visits that a sentence calls the first, or the first since a year, though others were before them."""
    text, own, folders = statement.text, statement.span, statement.folders
    if not may_speak_of_visits(text):
        return
    if _NEVER.search(text):
        yield from _find_denied(context, statement)
        return
    ranked = _RANKED.search(text) or _TIMES.search(text) or _PREDICATE.search(text)
    number = _number(ranked) if ranked else 0
    if not ranked or number < 1 or is_unasserted(text, ranked.start()):
        return
    times = [time for time in find_times(text) if time.span]
    since = next((time for time in times if SINCE_BEFORE.search(text, 0, time.start)), None)
    others = [time.span for time in times if time is not since and time.span]
    day = others[0] if len(others) == 1 else (None if others else own)
    visitors, is_abroad = _visitors(context, text), _is_abroad(text)
    goals = frozenset() if is_abroad else _goals(context, text)
    if not day or not visitors or (not goals and not is_abroad and _has_unknown_goal(context, text, folders)):
        return
    after = since.span.last if since and since.span else date.min
    # A text without a day is about a visit of the weeks before.
    until = day.first if others else max(date.min + _NEWS, day.first) - _NEWS
    earlier = [
        visit
        for visit in _visits(context, folders, visitors, Span(after, until), is_abroad=is_abroad)
        if not goals or goals & _places(visit)
    ]
    if len(earlier) >= number:
        yield from _compare(statement, ranked, earlier[0])


def _compare(statement: Statement, words: re.Match[str], visit: Contact) -> Iterator[Conflict]:
    """Yield that a visit on record rules out some words, unless the sentence is its own."""
    if visit is not statement.own:
        yield Conflict(words.start(), text_says(words[0], f"{visit.key} was in {visit.period}"), visit)


def _find_denied(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield a visit on record in the time in which a sentence says that there was none."""
    text, own, folders = statement.text, statement.span, statement.folders
    times = [time for time in find_times(text) if time.span]
    denied = _NEVER.search(text)
    if len(times) > 1 or not denied or is_unasserted(text, denied.start()):
        return
    if not times:
        yield from _find_ever(context, statement)
        return
    if not times[0].span:
        return
    before = text[: times[0].start]
    window = None
    if _BEFORE.search(before):
        window = Span(date.min, times[0].span.first)
    elif own and _SINCE_CLAUSE.search(before):
        window = Span(times[0].span.last, own.first)
    posts = {post.id for title in context.titles.find(text) for post in title.posts}
    visitors = posts or _visitors(context, text)
    if window and window.first < window.last and visitors and not _names_elsewhere(context, text, folders):
        for contact in _visits(context, folders, visitors, window, is_abroad=_is_abroad(text)):
            yield from _compare(statement, denied, contact)
            return


def _find_ever(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield a visit on record where a sentence says that there never was one: "no Keeper has ever been here"."""
    text, own, folders = statement.text, statement.span, statement.folders
    ever = _EVER.search(text)
    posts = {post.id for title in context.titles.find(text) for post in title.posts}
    named = folders & {context.countries.find(word[0]) for word in _CAPITALISED.finditer(text)}
    if not ever or not own or len(posts) != 1 or len(named) != 1 or _names_elsewhere(context, text, named):
        return
    window = Span(date.min, max(date.min + _NEWS, own.first) - _NEWS)
    found = list(_visits(context, named, posts, window, is_abroad=_is_abroad(text)))
    people = {id_ for person in context.people_in(text) for id_ in person.subject.ids}
    is_past = bool(ever["had"] or ever["had2"])
    if people and is_past:  # "never before had a Keeper come: NAME did" is about the visit of NAME
        found = [visit for visit in found if not people.intersection(visit.actor_ids)]
    # Of a day in the past, the last one may be the visit of which the text speaks.
    if len(found) > (1 if is_past and not people else 0):
        yield from _compare(statement, ever, found[0])


def _names_elsewhere(context: CheckContext, text: str, folders: frozenset[str]) -> bool:
    """Return whether a sentence may speak of visits to other places than those of a partner."""
    taken = [(time.start, time.end) for time in find_times(text)]
    taken += [(title.whole_start, title.whole_end) for title in context.titles.find(text)]
    taken += [(person.start, person.end) for person in context.people_in(text)]
    places = {word for place in context.meeting_places for word in place.split()} | _weekdays()
    return any(
        fold(word[0]) not in places and context.countries.find(word[0]) not in folders
        for word in _CAPITALISED.finditer(text, 1)
        if not any(start <= word.start() < end for start, end in taken)
    )


@cache
def _weekdays() -> frozenset[str]:
    """Return the names of the days of the week, folded, in the languages of the word lists."""
    return frozenset(fold(weekday_name(number, language)) for language in LANGUAGES for number in range(7))


def _goals(context: CheckContext, text: str) -> frozenset[str]:
    """Return the places of contacts that a sentence names, folded."""
    folded = fold(text)
    return frozenset(
        place
        for place in context.meeting_places
        if place in folded and re.search(rf"(?<!\w){re.escape(place)}(?!\w)", folded)
    )


def _has_unknown_goal(context: CheckContext, text: str, folders: frozenset[str]) -> bool:
    """Return whether a sentence names a goal that is neither a partner nor a place of a contact."""
    return any(context.countries.find(goal["name"]) not in folders for goal in _GOAL.finditer(text))


def _places(contact: Contact) -> frozenset[str]:
    """Return the names of the place of a contact, folded."""
    return frozenset(map(fold, contact.place.by_language.values())) if contact.place else frozenset()


def _visits(
    context: CheckContext, folders: frozenset[str], visitors: set[str], window: Span, *, is_abroad: bool
) -> Iterator[Contact]:
    """Yield the visits on record of some people or posts, between two days and on neither of them."""
    for fact in context.store.facts:
        if not isinstance(fact, Contact) or fact.folder not in folders or not fact.place:
            continue
        span = event_span(fact.period)
        if not span or span.last >= window.last or span.first <= window.first:
            continue
        side = fact.their_side if is_abroad else fact.our_side
        took_part = {each for member in side for each in (member.person, member.post) if each}
        if bool(set(fact.place.by_language.values()) & seat_names()) is is_abroad and took_part & visitors:
            yield fact


def _number(match: re.Match[str]) -> int:
    """Return the number that a sentence gives a visit; 0 for another word."""
    digits = match.groupdict().get("digits")
    return int(digits) if digits else ordinal_value(match["word"])


def _visitors(context: CheckContext, text: str) -> set[str]:
    """Return the people, and the posts, who may be the visitor; people come first."""
    people = {mention.entity.id for mention in context.find_people(text)}
    for title in context.titles.find(text):
        named = context.people.read_after(text, title.whole_end + 1)
        people |= {person.id for person in named.people} if named else set()
    return people or {post.id for title in context.titles.find(text) for post in title.posts}


def _is_abroad(text: str) -> bool:
    """Return whether a sentence names the place of the other side as the goal."""
    return any(re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text) for place in seat_names())


def seat_names() -> frozenset[str]:
    """Return the names of the place where the other side has its seat, and of its town."""
    return frozenset({_ABROAD, *(form for form, place in translations("place_forms") if place == _ABROAD)})
