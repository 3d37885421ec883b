"""Statements about the start, time and end of a term of office, in any order of words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.holding import titled_tenures
from briefings.checks.periods import period_in_words
from briefings.checks.stated_terms import ends_elsewhere, starts_elsewhere
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.offices import is_occasion
from briefings.checks.text.titles import is_of_pronoun
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.times import NamedTime
    from briefings.model.facts import Tenure

__all__ = ["TERM_LISTS", "read_terms"]

# "Took office" says all; "appointed" says it only of the title that follows. In a cell, "appointed" is enough.
_BEGINS = WordPattern(r"(?<!\w)(?:{office_begins})(?!\w)")
_BEGINS_AS = WordPattern(r"(?<!\w)(?:{office_begins_as}|{took_office}|{appointed}|{elected})(?!\w)")
_ENDS = WordPattern(r"(?<!\w)(?:{office_ends})(?!\w)")
_ENDS_AS = WordPattern(r"(?<!\w)(?:{office_ends_as}|{left_office})(?!\w)")
_HOLDS = WordPattern(r"(?<!\w)(?:{office_holds})(?!\w)")
_BEGIN_LABEL = WordPattern(
    r"(?<!\w)(?:{office_begins}|{office_begins_as}|{took_office}|{appointed}|{begin_labels})(?!\w)"
)
_END_LABEL = WordPattern(r"(?<!\w)(?:{office_ends}|{office_ends_as}|{left_office}|{end_labels})(?!\w)")
# "From", "to": the header of the cell, directly before the time.
_BEGIN_HEADER = WordPattern(r":\s+(?:{begin_headers})\s+(?:{date_prepositions}\s+)?$")
_END_HEADER = WordPattern(r":\s+(?:{end_headers})\s+(?:{date_prepositions}\s+)?$")
# The choice may come months before the start.
_CHOSEN = WordPattern(r"(?<!\w)(?:{elected}|{appointed}|{chosen_words})(?!\w)")
_LONGEST_WAIT = timedelta(days=300)
# "In his days as Keeper" ends nothing.
_DURING = WordPattern(r"(?<!\w){during_a_term}\s+(?:[\w-]+\s+){0,2}$")
_NAMED = WordPattern(r"(?<!\w)(?:{name_words})(?!\w)")
_SEPARATOR = re.compile(r"[:,(–—-]")
TERM_LISTS = ("office_begins", "office_begins_as", "office_ends", "office_ends_as", "office_holds", "took_office", "appointed", "elected", "left_office",)  # fmt: skip
"""The words for a start or an end of a term of office, or for its time."""
_LISTS = (
    *TERM_LISTS,
    "since_when",
    "until_when",
    "begin_labels",
    "end_labels",
    "begin_headers",
    "end_headers",
)
_OTHER = WordPattern(
    r"(?<!\w)(?:{successors}|{predecessors}|{capacities}|{anniversaries}|{order_before}|{order_after}|{other_people}|{unreal_verbs}|{vague_offices})(?!\w)"
)
_AIDE = WordPattern(r"(?<!\w){aides}\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})$")
_RANKED = WordPattern(r"(?<!\w){ordinals_in_words}\s+(?:[\w-]+\s+)?$")


def read_terms(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of the start or the end of a term of office that the tenures on record rule out."""
    if not scene.times or not _may_tell_office(scene):
        return
    tenures = _tenures(scene)
    if not tenures or _is_of_other(scene):
        return
    start, end = _labelled(scene) if scene.is_cell else _attached(scene)
    for time, differs in ((start, starts_elsewhere), (end, ends_elsewhere)):
        if (
            time
            and time.span
            and not is_unasserted(scene.text, time.start)
            and not (time is start and _is_choice(scene, tenures, time))
            and all(differs(tenure, time.span) for tenure in tenures)
        ):
            yield _conflict(scene, tenures, time)
            return


def _may_tell_office(scene: Scene) -> bool:
    """Return False only if a sentence or cell certainly says nothing of a term; people are looked for after that."""
    has_words = may_contain(scene.text, *_LISTS)
    if not has_words and not scene.is_cell:
        return False
    says_office = scene.titles or (
        has_words and any(cue.search(scene.plain) for cue in (_HOLDS, _BEGINS, _ENDS))
    )
    return bool(says_office) and not (scene.is_cell and scene.frameworks)


def _is_choice(scene: Scene, tenures: Sequence[Tenure], time: NamedTime) -> bool:
    """Return whether a month or day may be that of the choice of someone who took office later."""
    if not time.span or not time.when or not time.when.month or not _CHOSEN.search(scene.plain):
        return False
    starts = [tenure.period.start.first_day for tenure in tenures if tenure.period.start]
    return any(time.span.last < start <= time.span.last + _LONGEST_WAIT for start in starts)


def _labelled(scene: Scene) -> tuple[NamedTime | None, NamedTime | None]:
    """Return the start and the end of a term that a cell with its headings gives."""
    bounds = scene.bounds
    start, end = bounds.since, bounds.until
    if end and _is_of_name(scene, end):
        return None, None
    if len(bounds.at) == 1 and not (start or end):
        place = bounds.at[0].start
        begins = _BEGIN_LABEL.search(scene.plain) or _BEGIN_HEADER.search(scene.plain, 0, place)
        ends = _END_LABEL.search(scene.plain) or _END_HEADER.search(scene.plain, 0, place)
        if begins and not ends:
            start = bounds.at[0]
        elif ends and not begins:
            end = bounds.at[0]
    elif not _opens_cell(scene, (start or end or bounds.at[0]).start):
        return None, None
    is_all = len(scene.times) == (start is not None) + (end is not None)
    return (start, end) if is_all else (None, None)


def _is_of_name(scene: Scene, time: NamedTime) -> bool:
    """Return whether a time is that of a name: "Keeper since 2015. Known as Zero the Younger until May 2018"."""
    before = max((other.end for other in scene.times if other.end <= time.start), default=0)
    return _NAMED.search(scene.plain, before, time.start) is not None


def _opens_cell(scene: Scene, place: int) -> bool:
    """Return whether nothing of weight stands between a time and what opens its cell: "confirmed since" says nothing of an office."""
    ends = [match.end() for match in _SEPARATOR.finditer(scene.plain, 0, place)]
    ends += [title.whole_end for title in scene.titles] + [person.end for person in scene.people]
    ends += [
        cue.end() for pattern in (_HOLDS, _BEGIN_LABEL) for cue in pattern.finditer(scene.plain, 0, place)
    ]
    return any(scene.is_near(end, place, 0) for end in ends if end <= place)


def _attached(scene: Scene) -> tuple[NamedTime | None, NamedTime | None]:
    """Return the start and the end of a term that a sentence gives directly beside what says so."""
    bounds = scene.bounds
    ends_of_titles = [title.whole_end for title in scene.titles]
    holds = [*ends_of_titles, *(cue.end() for cue in _HOLDS.finditer(scene.plain))]
    opens = [
        *(title.whole_start for title in scene.titles),
        *(cue.start() for cue in _HOLDS.finditer(scene.plain)),
    ]

    def is_of_office(time: NamedTime) -> bool:
        is_between = all(person.end <= time.start for person in scene.people)  # "NAME, since 2014 the Keeper"
        return any(scene.is_near(place, time.start, 0) for place in holds) or (
            is_between and any(scene.is_near(time.end, place, 1) for place in opens)
        )

    start = bounds.since if bounds.since and is_of_office(bounds.since) else None
    end = bounds.until
    if end and ((not start and not is_of_office(end)) or _is_of_name(scene, end)):
        end = None
    if bounds.since and not start:
        return None, None
    if len(bounds.at) == 1 and not start and not end:
        (time,) = bounds.at
        begins = [cue for cue in _cues(scene, _BEGINS, _BEGINS_AS) if _is_of(scene, cue, time)]
        leaves = [cue for cue in _cues(scene, _ENDS, _ENDS_AS) if _is_of(scene, cue, time)]
        if begins and not leaves:
            start = time
        elif leaves and not begins:
            end = time
    return start, end


def _cues(scene: Scene, alone: WordPattern, with_title: WordPattern) -> list[re.Match[str]]:
    """Return the words that say that a term begins or ends; some of them only beside a title."""
    starts = [title.whole_start for title in scene.titles]
    return [
        *alone.finditer(scene.plain),
        *(
            cue
            for cue in with_title.finditer(scene.plain)
            if not _DURING.search(scene.plain, 0, cue.start())
            and any(cue.end() <= place and scene.is_near(cue.end(), place) for place in starts)
        ),
    ]


def _is_of(scene: Scene, cue: re.Match[str], time: NamedTime) -> bool:
    """Return whether a time belongs to some words: it follows them, or opens the sentence before them."""
    if cue.end() <= time.start:
        return scene.is_near(cue.end(), time.start)
    return time.end <= cue.start() and scene.is_near(time.end, cue.start())


def _is_of_other(scene: Scene) -> bool:
    """Return whether a sentence may be about the term of another, or about none that was."""
    plain = scene.plain
    starts = [title.whole_start for title in scene.titles]
    if any(_RANKED.search(plain, 0, start) for start in starts) or any(
        is_occasion(plain, title) for title in scene.titles
    ):
        return True
    if starts and is_of_pronoun(plain, scene.titles, (one.start for one in scene.people)):
        return True
    return not scene.is_cell and (
        _OTHER.search(plain) is not None or any(_AIDE.search(plain, 0, start) for start in starts)
    )


def _tenures(scene: Scene) -> list[Tenure]:
    """Return the tenures of the one person of a sentence in the one office that it names, or has; none if it is not certain."""
    if not (person := scene.person):
        return []
    found = list(titled_tenures(scene.context.store, person, scene.titles))
    if any(
        not {post.id for post in title.posts} & {tenure.post for tenure in found} for title in scene.titles
    ):
        return []  # of two offices, only one is on record
    return found if len({tenure.post for tenure in found}) == 1 else []


def _conflict(scene: Scene, tenures: Sequence[Tenure], time: NamedTime) -> Conflict:
    name = scene.context.display_name(tenures[0].holder)
    record = ", ".join(period_in_words(tenure.period) for tenure in tenures)
    return Conflict(time.start, f"the text says {time.text!r} of {name}, in office {record}", tenures[0])
