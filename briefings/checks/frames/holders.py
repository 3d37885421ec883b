"""Offices that an answer, an item or a row gives to a person at a time, where it names nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.periods import span_in_words
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene

__all__ = ["read_holders"]

# "Who was Keeper in 2006: NAME"; any other word may say that it is someone else.
_SMALL = WordPattern(
    r"(?<!\w)(?:{relative_pronouns}|{was_then}|{is_now}|{held_by}|{date_prepositions}|{definite_articles}|{offices_before_title}|{owner_links}|{name_words}|{honorifics})(?!\w)"
)


def read_holders(scene: Scene) -> Iterator[Conflict]:
    """Yield who is said to have had an office at a time at which the facts rule it out."""
    if not scene.is_cell or len(scene.titles) != 1 or len(scene.times) != 1 or not scene.person:
        return
    (title,), (time,) = scene.titles, scene.times
    if scene.plain[time.start - 1 : time.start] == "(":
        return  # "Keeper: NAME (1950)" may have the year of a birth
    if scene.bounds.at != (time,) or time.span is None or is_unasserted(scene.text, len(scene.text)):
        return
    posts = tuple(post for post in title.posts if post.partner is None or post.partner in scene.folders)
    if not posts or not _says_nothing_else(scene):
        return
    conflict = scene.context.holding_conflict(scene.person, posts, (time.span,))
    if conflict:
        name = scene.context.display_name(scene.person)
        message = f"{name} was not {title.text} {span_in_words(time.span)}"
        yield Conflict(scene.people[0].start, message, conflict.tenures[0])


def _says_nothing_else(scene: Scene) -> bool:
    """Return whether a cell has nothing of weight but a person, a title and a time."""
    taken = [(one.start, one.end) for one in scene.people]
    taken += [(title.whole_start, title.whole_end) for title in scene.titles]
    taken += [(time.start, time.end) for time in scene.times]
    rest = list(scene.plain)
    for start, end in taken:
        rest[start:end] = " " * (end - start)
    return not any(map(str.isalnum, _SMALL.sub(" ", "".join(rest))))
