"""Holders of offices whom a text gives another first name than theirs: "President Mara" for "President Maria"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.text.spelling import consonant_key, sound_keys, spell_marks
from briefings.checks.text.unknown_people import find_unknown_holders
from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.standing import standing_of
from briefings.model.dates import Certainty
from briefings.model.entities import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.unknown_people import UnknownHolder
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = ["read_given_names"]

# Someone who holds an office no more, or not yet, may be a relative of who does.
_OTHER = WordPattern(
    r"(?<!\w)(?:{title_modifiers}|{other_people}|{office_succession}|{namesake_words})(?!\w)"
)
_SOFT = re.compile("[~cghk]")
_TWO, _LEAST_SURNAME = 2, 4


def read_given_names(scene: Scene) -> Iterator[Conflict]:
    """Yield the holders of offices whose surname is right beside a first name that is not theirs."""
    if not scene.titles or _OTHER.search(scene.plain):
        return
    if not (span := scene.at):
        return
    for unknown in find_unknown_holders(scene.text, scene.titles, scene.context.people):
        if tenure := _holder_meant(scene, unknown, span):
            name = scene.context.display_name(tenure.holder)
            message = f"the text has {unknown.name!r} as {unknown.title.text}, but it was {name}"
            yield Conflict(max(0, scene.text.find(unknown.name)), message, tenure)
            return


def _holder_meant(scene: Scene, unknown: UnknownHolder, span: Span) -> Tenure | None:
    """Return the tenure of who had an office on some days, if the text has the surname and another first name."""
    first, *others = unknown.name.split()
    surname = others[-1] if others else ""
    posts = [post for post in unknown.title.posts if post.partner is None or post.partner in scene.folders]
    if len(others) + 1 != _TWO or len(surname) < _LEAST_SURNAME or "." in first or not posts:
        return None
    found = [
        tenure
        for post in posts
        for tenure in scene.context.store.tenures_by_post.get(post.id, ())
        if tenure.holder and _has_surname(scene.context.store.entity(Person, tenure.holder), surname)
    ]
    if len({tenure.holder for tenure in found}) != 1:
        return None
    person = scene.context.store.entity(Person, found[0].holder or "")
    holds = any(
        standing_of(scene.context.store, tenure, span.first).certainty > Certainty.POSSIBLE
        for tenure in found
    )
    return found[0] if holds and not _may_be_first_name(person, first) else None


def _has_surname(person: Person, surname: str) -> bool:
    """Return whether a word sounds like the last word of a name of a person."""
    surnames = (name.text.split()[-1] for name in person.names)
    known = {sound_keys(spelt)[0] for written in surnames for spelt in (written, spell_marks(written))}
    return not known.isdisjoint(sound_keys(surname))


def _may_be_first_name(person: Person, first: str) -> bool:
    """Return whether a word may be a first name of a person in another spelling, or a short form of one."""
    stated = _consonants(first)
    known = [_consonants(word) for name in person.names for word in name.text.split()[:-1]]
    return not known or any(
        one == stated
        or (min(len(one), len(stated)) >= _TWO and (one.startswith(stated) or stated.startswith(one)))
        for one in known
    )


def _consonants(word: str) -> str:
    """Return the consonants of a first name without letters that spellings leave out or write otherwise: "Ilkham", "Ceyhun"."""
    return _SOFT.sub("", consonant_key(sound_keys(word.lstrip("JjYyЙй"))[0]))
