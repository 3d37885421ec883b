"""Statements about who followed whom in an office, in any order of words, beside the tenures on record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.subjects import NamedSubject, Subject
from briefings.checks.holding import holders_between, titled_tenures
from briefings.checks.periods import MONTH
from briefings.checks.stated_terms import ends_elsewhere, starts_elsewhere
from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.replacements import IS_BODILY
from briefings.checks.text.spelling import sound_keys, spell_marks
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.model.facts import Tenure

__all__ = ["may_follow", "read_successions"]

# "Was followed as Keeper by", "handed over to"; "replaced", "took over from"; "in place of".
_PASSIVE = WordPattern(r"(?<!\w)(?:{followed_passive})(?!\w)")
_ACTIVE = WordPattern(r"(?<!\w)(?:{relieved})(?!\w)")
_INSTEAD = WordPattern(r"(?<!\w)(?:{instead_of})(?!\w)")
# "After NAME came NAME".
_CAME_NEXT = WordPattern(r"\s*,?\s+(?:{came_next})\s+(?:[^\s.;:]+\s+){0,3}")
_AFTER_NAME = WordPattern(r"(?:^|[.,;]\s)\s*(?:{order_after})\s+(?:[^\s.;:]+\s+){1,7}(?:{came_next})\s")
_AFTER = WordPattern(r"(?<!\w)(?:{order_after})\s+(?:[^\s.;:]+\s+){0,3}$")
_WHOM = WordPattern(r"(?<!\w)(?:{whom})(?!\w)")
_OTHER = WordPattern(r"(?<!\w)(?:{capacities}|{unreal_verbs}|{vague_offices}|{then_another})(?!\w)")
_OFFICE = WordPattern(r"(?<!\w)(?:{office_words}|{institution_words})(?!\w)")
_LISTS = ("followed_passive", "relieved", "instead_of")
_PAIR = 2
_WHO = WordPattern(r"(?<!\w)(?:{relative_pronouns}|{person_pronouns})\s+(?:[\w-]+\s+){0,2}$")
_NAME = WordPattern(
    r"\s+(?:{honorifics}\.?\s+)*(?P<name>(?-i:{capital})[\w'-]+(?:\s+(?:of|{name_particles})(?:\s+the)?)?\s+(?-i:{capital})[\w'-]+)"
)
# A surname that has no cases in Russian.
_INDECLINABLE = re.compile(r"[а-яё](?:[еёиоуыэю]|их|ых)$")
_FAR = 90
_HAND_OVER = MONTH


class _Pair(NamedTuple):
    """Two people, of whom one is said to have followed the other."""

    earlier: NamedSubject
    later: NamedSubject


def may_follow(text: str) -> bool:
    """Return False only if a text certainly does not tell who followed whom in an office."""
    return may_contain(text, *_LISTS) or (
        may_contain(text, "came_next") and _AFTER_NAME.search(text) is not None
    )


def read_successions(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of who followed whom in an office that the tenures on record rule out."""
    if not may_follow(scene.text) or not (scene.titles or _OFFICE.search(scene.plain)):
        return
    if not scene.people:
        return
    if _OTHER.search(
        scene.plain, max(scene.plain.rfind(mark, 0, scene.people[0].start) for mark in ";:|") + 1
    ):
        return
    pair = _read_pair(scene)
    if (
        pair is None
        or IS_BODILY.match(scene.plain, pair.later.end)
        or is_unasserted(scene.text, pair.earlier.start)
        or is_unasserted(scene.text, pair.later.start)
    ):
        return
    earlier, later = (_tenures(scene, one) for one in pair)
    if earlier and later:
        found = [
            _find_between(scene, left, right)
            for left in earlier
            for right in later
            if left.post == right.post
        ]
    elif not scene.titles:
        found = []
    elif earlier and not pair.later.subject.ids:
        found = [_find_neighbour(scene, tenure, pair.later, is_later=True) for tenure in earlier]
    elif later and not pair.earlier.subject.ids:
        found = [_find_neighbour(scene, tenure, pair.earlier, is_later=False) for tenure in later]
    else:
        found = []
    if found and all(found):
        yield found[0]  # type: ignore[misc]
    elif earlier and later and not any(found):
        yield from _find_other_time(scene, pair, earlier, later)


def _read_pair(scene: Scene) -> _Pair | None:
    """Return who is said to have followed whom; None if a sentence does not say it."""
    text = scene.plain
    people = scene.people
    if len(people) == _PAIR and _CAME_NEXT.fullmatch(text, people[0].end, people[1].start):
        return _Pair(*people) if _AFTER.search(text, 0, people[0].start) else None
    if instead := _INSTEAD.search(text):
        return _read_instead(instead.end(), *people) if len(people) == _PAIR else None
    for cue in (*_PASSIVE.finditer(text), *_ACTIVE.finditer(text)):
        before = [one for one in people if one.end <= cue.start()]
        after = [one for one in people if one.start >= cue.end()][:1] or _stranger(scene, cue.end())
        is_passive = _PASSIVE.match(text, cue.start()) is not None
        if before and after:
            between = text[cue.end() : after[0].start]
            is_far = len(between) > _FAR or any(mark in between for mark in ".;:|")
            is_sure = len(people) <= _PAIR or _WHO.search(text, before[-1].end, cue.start())
            if not is_far and is_sure:
                is_who = _WHO.search(text, before[-1].end, cue.start()) is not None
                is_subject = not is_who and not _is_object(scene, after[0])
                is_turned = is_subject and _is_object(
                    scene, before[-1]
                )  # "NAME (whom) replaced NAME (who)", in Russian
                if is_subject and not (is_turned or is_passive) and _is_indeclinable(before[-1], text):
                    break  # whom or who, for its form is the same
                is_forward = is_passive or is_turned
                return _Pair(before[-1], after[0]) if is_forward else _Pair(after[0], before[-1])
        elif not before and len(people) == _PAIR and is_arabic(text[cue.start()]) and not is_passive:
            return _Pair(people[1], people[0])  # "replaced NAME (who) NAME (whom)"
        elif len(before) == _PAIR and not is_passive and _WHOM.search(text, before[0].end, before[1].start):
            return _Pair(*before)  # "NAME, whom NAME replaced"
    return None


def _is_indeclinable(person: NamedSubject, text: str) -> bool:
    """Return whether a name in Cyrillic is the same in each case."""
    return _INDECLINABLE.search(text, person.start, person.end) is not None


def _is_object(scene: Scene, person: NamedSubject) -> bool:
    """Return whether a name in Cyrillic has the ending of another case than that of who does something."""
    words = scene.text[person.start : person.end].split()
    if not words or words[-1].isascii():
        return False
    names = [
        name.text for id_ in person.subject.ids for name in scene.context.store.entity(Person, id_).names
    ]
    surnames = {sound_keys(each.split()[-1])[0] for name in names for each in (name, spell_marks(name))}
    return bool(surnames) and sound_keys(words[-1])[0] not in surnames


def _stranger(scene: Scene, position: int) -> list[NamedSubject]:
    """Return the person who is not on record and stands at a position: "relieved Rupert of Hentzau"."""
    found = _NAME.match(scene.plain, position)
    if not found or any(start <= found.start("name") < end for start, end, _ in scene.partners):
        return []
    if any(title.whole_start <= found.start("name") < title.whole_end for title in scene.titles):
        return []
    return [NamedSubject(Subject(frozenset(), (found["name"],)), *found.span("name"))]


def _read_instead(end: int, first: NamedSubject, second: NamedSubject) -> _Pair | None:
    """Return who is said to have come in whose place: "in place of NAME" has the earlier one."""
    if 0 <= first.start - end < _FAR:
        return _Pair(first, second)
    return _Pair(second, first) if 0 <= second.start - end < _FAR // 3 else None


def _tenures(scene: Scene, one: NamedSubject) -> list[Tenure]:
    """Return the tenures of a person in the offices that a sentence names, or in any if it names none."""
    store, titles = scene.context.store, scene.titles
    return [tenure for id_ in one.subject.ids for tenure in titled_tenures(store, id_, titles)]


def _find_between(scene: Scene, earlier: Tenure, later: Tenure) -> Conflict | None:
    """Return how the facts rule out that one tenure directly followed another, or None if they do not."""
    if earlier.holder == later.holder:
        return None
    names = [scene.context.display_name(tenure.holder) for tenure in (earlier, later)]
    place = scene.people[-1].start
    first, second = certain_span(earlier), certain_span(later)
    if _begins_before(later, earlier) or (first and second and second.first < first.first):
        return Conflict(place, f"{names[1]} was in office before {names[0]}, not after", later)
    between = holders_between(scene.context.store, earlier, later)
    if not between:
        return None
    name = scene.context.display_name(between[0].holder)
    return Conflict(place, f"{name} was in office between {names[0]} and {names[1]}", between[0])


def _begins_before(one: Tenure, other: Tenure) -> bool:
    """Return whether a tenure surely ended before another began."""
    end, start = one.period.end, other.period.start
    return bool(
        end
        and start
        and end.last_day < start.first_day + _HAND_OVER
        and end.first_day <= start.last_day
        and _starts_before(one, other)
    )


def _starts_before(one: Tenure, other: Tenure) -> bool:
    """Return whether a tenure has no start, or one before that of another."""
    mine, theirs = one.period.start, other.period.start
    return mine is None or theirs is None or mine.last_day < theirs.first_day


def _find_other_time(
    scene: Scene, pair: _Pair, earlier: list[Tenure], later: list[Tenure]
) -> Iterator[Conflict]:
    """Yield the time at which one person is said to have followed another, if neither left nor came then."""
    if len(scene.bounds.at) != 1 or scene.bounds.until:
        return
    (time,) = scene.bounds.at
    first, last = min(pair, key=lambda one: one.start), max(pair, key=lambda one: one.end)
    ends = [last.end, *(title.whole_end for title in scene.titles if title.whole_start >= last.end)]
    is_attached = (
        any(time.start - end >= 0 and scene.is_near(end, time.start, 1) for end in ends)
        or (time.end <= first.start and scene.is_near(time.end, first.start, 0))
        or first.end <= time.start < last.start
    )
    posts = {tenure.post for tenure in earlier} & {tenure.post for tenure in later}
    came = [tenure for tenure in later if tenure.post in posts]
    left = [tenure for tenure in earlier if tenure.post in posts]
    if (
        is_attached
        and came
        and time.span
        and all(starts_elsewhere(tenure, time.span) for tenure in came)
        and all(ends_elsewhere(tenure, time.span) for tenure in left)
    ):
        name = scene.context.display_name(came[0].holder)
        message = text_says(time.text, f"{name} took over {came[0].period}")
        yield Conflict(time.start, message, came[0])


def _find_neighbour(scene: Scene, tenure: Tenure, other: NamedSubject, *, is_later: bool) -> Conflict | None:
    """Return who directly followed, or came before, a tenure, where a sentence names another person; else None."""
    post = scene.context.store.entity(Post, tenure.post)
    mark = tenure.period.end if is_later else tenure.period.start
    if mark is None or post.seats != 1:
        return None
    for neighbour in scene.context.store.tenures_by_post.get(tenure.post, ()):
        beside = neighbour.period.start if is_later else neighbour.period.end
        if (
            beside
            and neighbour.holder not in {None, tenure.holder}
            and not neighbour.capacity
            and mark.first_day - _HAND_OVER <= beside.first_day
            and beside.last_day <= mark.last_day + _HAND_OVER
        ):
            name = scene.context.display_name(neighbour.holder)
            verb = "followed" if is_later else "came before"
            person = scene.context.display_name(tenure.holder)
            return Conflict(
                other.start,
                f"{name} {verb} {person} in office, not {scene.text[other.start : other.end]}",
                neighbour,
            )
    return None
