"""Statements about the start and end of a membership, in any order of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.joining_conflicts import begins_elsewhere
from briefings.checks.periods import MONTH
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.dates import ANY_TIME, Span
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime
    from briefings.model.facts import Membership

__all__ = ["MEMBERSHIP_LISTS", "read_memberships"]

MEMBERSHIP_LISTS = ("joining", "membership_nouns", "member_words", "taking_part", "leaving", "joining_after")
_CUE = WordPattern(
    r"(?<!\w)(?:(?P<leaves>{leaving})|(?P<joins>{joining}|{joining_after}|{membership_nouns})|(?P<member>{taking_part}|{member_words}))(?!\w)"
)
_SMALL = r"(?:(?:{joining_filler}|{definite_articles}|{indefinite_articles}|{possessives}|{membership_links}|{owner_links}|{programme_words})\s+|{elisions}\s*)*"
_TO_BODY = WordPattern(rf"\s*{_SMALL}[«“\"„(]*$")
# Behind the body: "BODY, which Utopia joined", "BODY Utopia joined", "«BODY» Utopia ба он пайваст".
_FROM_BODY = WordPattern(
    r"[»”\"“)]*\s*(?:\([^()]{2,40}\)\s*)?,?\s*(?:(?:to |in |of |из |к |в |ба |à |d)?(?:{relative_pronouns}|{relative_clauses})\s+)?"
)
_PHRASE_GOES_ON = WordPattern(
    r"[»”\"“)]*\s*(?:\([^()]{2,40}\)\s*)?(?:(?:{programme_words})\b\s*)?(?:$|[.,;:()!?|–—-]|\d|{words_after_body}\b|{since_when}\b|{date_prepositions}\b|{until_when}\b|{was}\b|{was_then}\b|{is_now}\b|{joining_after}\b|{relative_pronouns}\b|{order_before}\b|{joining}\b)"
)
_NOT_A_FACT = WordPattern(r"(?<!\w)(?:{not_a_fact})\s+(?!{relative_pronouns}\b)(?:[\w-]+\s+)?$")
_OTHER = WordPattern(r"(?<!\w)(?:{anniversaries}|{office_succession}|{order_before}|{order_after})(?!\w)")
# "The exercise of BODY, which Utopia joined".
_PART_OF = WordPattern(r"(?<!\w)(?:of|by|with|within|for)\s+(?:{definite_articles}\s+)?[«“\"„]?$")
_MEMBERS = WordPattern(r"(?<!\w)(?:{other_members})(?!\w)")
_NAME_BEFORE = WordPattern(r"(?P<name>(?-i:{capital})[\w’'-]*)\s+(?:[\w’'-]+\s+)?$")
_PRONOUN = WordPattern(r"(?:{thing_pronouns}|{pronouns}|{subject_pronouns}|{definite_articles}|{that_time})")
_CONTRAST = WordPattern(r"[,;]\s+(?:{contrast_words})\s")
_WINDING_UP = MONTH
_FAR = 60
_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL_WORD = WordPattern(
    r"(?<!\w)(?:{since_when}|{until_when}|{range_ends}|{date_prepositions}|{programme_words}|{definite_articles}|{list_headings})(?!\w)"
)
_MOST_BETWEEN = 8


def read_memberships(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of the start or the end of a membership that the memberships on record rule out."""
    if not scene.times or not (scene.is_cell or may_contain(scene.text, *MEMBERSHIP_LISTS)):
        return
    bodies = {mention.entity.id: mention for mention in scene.frameworks}
    if not bodies or not scene.partner or _OTHER.search(scene.text):
        return
    for body in bodies.values():
        first, last = _part_around(scene.plain, body.start)
        if sum(first <= other.start < last for other in bodies.values()) == 1:
            yield from _find_conflicts(scene, body)


def _find_conflicts(scene: Scene, body: Mention) -> Iterator[Conflict]:
    """Yield what a sentence says of the membership in a body that the memberships on record rule out."""
    known = scene.context.memberships.get((scene.partner, body.entity.id), ())
    cue = _find_cue(scene, body)
    if known and scene.is_cell and cue is None and _is_term_alone(scene, body):
        since = scene.bounds.since or next(iter(scene.bounds.at), None)
        yield from _compare_bounds(since, scene.bounds.until, body, known)
    if (
        cue is None
        or is_unasserted(scene.text, cue.start())
        or _NOT_A_FACT.search(scene.text, 0, cue.start())
    ):
        return
    if not scene.is_cell and (
        _MEMBERS.search(scene.plain, 0, cue.start())
        or scene.names_other_country
        or _has_other_subject(scene, cue)
    ):
        return
    yield from _compare(scene, cue, body, known)


def _has_other_subject(scene: Scene, cue: re.Match[str]) -> bool:
    """Return whether a sentence that names no partner has another name before the verb."""
    name = None if scene.partners else _NAME_BEFORE.search(scene.plain, 0, cue.start())
    return name is not None and not _PRONOUN.fullmatch(name["name"])


def _find_cue(scene: Scene, body: Mention) -> re.Match[str] | None:
    """Return the words that say that someone joins, is in, or leaves a body; None if that is not certain."""
    text = scene.plain
    cues = list(_CUE.finditer(text))
    if scene.is_cell:
        return cues[0] if len({cue.lastgroup for cue in cues}) == 1 else None
    for cue in cues:
        if cue.end() <= body.start and _TO_BODY.fullmatch(_without_partners(scene, cue.end(), body.start)):
            return cue if _PHRASE_GOES_ON.match(text, body.end) else None
        link = None if _PART_OF.search(text, 0, body.start) else _FROM_BODY.match(text, body.end)
        if cue.start() >= body.end and link and cue.start() - link.end() < _FAR:
            between = text[link.end() : cue.start()]
            if len(between.split()) <= _MOST_BETWEEN and not any(mark in between for mark in ".;:(|"):
                return cue
    return None


def _without_partners(scene: Scene, start: int, end: int) -> str:
    """Return some words without the names of partners: in Arabic, who joins stands between the verb and the body."""
    words = scene.plain[start:end]
    for first, last, _ in scene.partners:
        if start <= first < end:
            words = words.replace(scene.plain[first:last], "", 1).replace("  ", " ")
    return words


def _compare(
    scene: Scene, cue: re.Match[str], body: Mention, known: tuple[Membership, ...]
) -> Iterator[Conflict]:
    """Yield how the times of a statement differ from those of the memberships."""
    bounds = scene.bounds
    first, last = _part_around(scene.plain, cue.start())
    inside = [time for time in scene.times if first <= time.start < last]
    start, end = (time if time in inside else None for time in (bounds.since, bounds.until))
    at = [time for time in bounds.at if time in inside]
    if cue["joins"] and not start and len(at) == 1:
        start = at[0]
    if cue["leaves"] and not end and len(at) == 1:
        end = at[0]
    if len(inside) > (start is not None) + (end is not None):
        return  # one of them may be that of another thing
    if not scene.is_cell and not any(_is_attached(scene, cue, body, time) for time in (start, end) if time):
        return
    yield from _compare_bounds(start, end, body, known)


def _part_around(text: str, position: int) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that has a position: "though it joined another in 1994" is one of its own."""
    cuts = list(_CONTRAST.finditer(text))
    first = max((cut.end() for cut in cuts if cut.end() <= position), default=0)
    return first, min((cut.start() for cut in cuts if cut.start() > position), default=len(text))


def _is_term_alone(scene: Scene, body: Mention) -> bool:
    """Return whether a cell has nothing but a body and from when to when, or a day before it: "Council | 1992-1997", "1992 – Council"."""
    bounds = scene.bounds
    rest = scene.plain[: body.start] + scene.plain[body.end :]
    for words in (
        *(time.text for time in scene.times),
        *(scene.plain[first:last] for first, last, _ in scene.partners),
    ):
        rest = rest.replace(words, " ")
    is_term = bool(bounds.since) and not bounds.at
    is_entry = len(scene.times) == 1 and len(bounds.at) == 1 and bounds.at[0].end <= body.start
    return (is_term or is_entry) and not _WORD.search(_SMALL_WORD.sub(" ", rest))


def _compare_bounds(
    start: NamedTime | None, end: NamedTime | None, body: Mention, known: tuple[Membership, ...]
) -> Iterator[Conflict]:
    """Yield how a start and an end differ from those of the memberships, or lie outside the time of the body."""
    period = body.entity.period if isinstance(body.entity, Framework) else ANY_TIME
    is_early = start and start.span and period.start and start.span.last < period.start.first_day
    is_late = end and end.span and period.end and period.end.last_day + _WINDING_UP < end.span.first
    outside = start if is_early else (end if is_late else None)
    if not known and outside:
        yield Conflict(outside.start, text_says(outside.text, f"{body.name.text} existed {period}"))
    if not known:
        return
    if start and start.span and all(begins_elsewhere(body.entity, item, start.span) for item in known):
        yield Conflict.with_period(start.start, start.text, known[0])
    elif end and end.span and all(_ends_elsewhere(item, end.span) for item in known):
        yield Conflict.with_period(end.start, end.text, known[0])


def _is_attached(scene: Scene, cue: re.Match[str], body: Mention, time: NamedTime) -> bool:
    """Return whether a time is directly behind a statement, or opens the sentence before it, or stands within it."""
    first, last = min(cue.start(), body.start), max(cue.end(), body.end)
    if time.start >= last:
        return scene.is_near(last, time.start)
    return time.start >= first or scene.is_near(time.end, first, _MOST_BETWEEN)


def _ends_elsewhere(item: Membership, span: Span) -> bool:
    """Return whether a membership certainly did not end on one of some days."""
    end, start = item.period.end, item.period.start
    if end:
        return span.overlap(end.span) is None
    held = certain_span(item)
    if held and held.last > span.last and held.last > held.first:
        return True
    return bool(start and span.last < start.first_day)
