"""Which place a partner has among the countries that joined a body, of all or of a part of the world, beside what the facts say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.checks.frames.scene import Scene
    from briefings.model.facts import Fact

__all__ = ["read_joining_ranks"]

_JOINS = WordPattern(r"(?<!\w)(?:{joining}|{joining_after}|{joining_infinitives}|{membership_nouns})(?!\w)")
_RANK = WordPattern(
    r"(?<!\w)(?:(?P<digits>\d{1,2})-?(?:{ordinal_suffixes})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?))(?!\w)"
)
_SOVIET = WordPattern(r"(?<!\w)(?:{soviet_words})(?!\w)")
_COUNTRY = WordPattern(r"\s+(?:{counted_countries})(?!\w)")
# "The first in the region", "the last of the former Soviet republics"; "the second plan for the region" counts plans.
_OF_GROUP = WordPattern(
    r"\s+(?:(?:{place_prepositions}|{parts_of})\s+(?:{definite_articles}\s+)?(?=(?-i:{capital}))|(?:(?:{parts_of})\s+(?:{definite_articles}\s+)?)?(?:[\w-]+\s+){0,2}(?:{soviet_words})(?!\w))"
)
_CUT = re.compile(r"[,;.]")
_LAST = -1
_LISTS = ("ordinal_values", "ordinal_suffixes")


class _Rank(NamedTuple):
    """A place among some countries: which one, of which group, and where it is written; the last one is -1."""

    value: int
    group: str
    start: int
    stated: str


def read_joining_ranks(scene: Scene) -> Iterator[Conflict]:
    """Yield the place that a sentence gives a partner among the members of a body, and the facts have otherwise."""
    bodies = (
        {mention.entity.id for mention in scene.frameworks} if may_contain(scene.text, *_LISTS) else set()
    )
    if len(bodies) != 1 or not scene.partner or not _JOINS.search(scene.plain):
        return
    ranks = list(_ranks_in(scene.context, scene.plain, is_whole=True))
    if len(ranks) != 1 or is_unasserted(scene.text, ranks[0].start):
        return
    (rank,), (body,) = ranks, bodies
    known = [
        (one, fact) for one, fact in _known(scene.context, scene.partner, body) if one.group == rank.group
    ]
    is_open = rank.group == "" and _LAST in {rank.value, *(one.value for one, _ in known)}  # others may come
    if known and not is_open and all(one.value != rank.value for one, _ in known):
        one, fact = known[0]
        yield Conflict.with_value(rank.start, rank.stated, one.stated, fact)


def _known(context: CheckContext, folder: str, body: str) -> Iterator[tuple[_Rank, Fact]]:
    """Yield the places that the facts of a partner give it among the members of a body."""
    for fact in context.facts_by_folder.get(folder, ()):
        texts = [next(iter(text.by_language.values())) for text in fact.texts()]
        spelt = " ".join(map(context.spell_out, texts))
        if any(each.entity.id == body for each in context.names.find(spelt)) and _JOINS.search(spelt):
            yield from ((rank, fact) for rank in _ranks_in(context, spelt, is_whole=False))


def _ranks_in(context: CheckContext, text: str, *, is_whole: bool) -> Iterator[_Rank]:
    """Yield the places among countries that a text gives.

    Args:
        context: the facts.
        text: the text.
        is_whole: whether the group may be named anywhere in the text, and not only behind the place.
    """
    for found in _RANK.finditer(text):
        value = int(found["digits"]) if found["digits"] else ordinal_value(found["word"])
        if not value:
            continue
        cut = _CUT.search(text, found.end())
        behind = text if is_whole else text[found.end() : cut.start() if cut else len(text)]
        areas = sorted(context.countries.regions_in(behind))
        group = areas[0] if areas else ("soviet" if _SOVIET.search(behind) else "")
        if _COUNTRY.match(text, found.end()) or (group and _OF_GROUP.match(text, found.end())):
            yield _Rank(value, group, found.start(), found[0])
