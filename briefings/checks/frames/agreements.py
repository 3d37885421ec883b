"""Statements about the signature and entry into force of an agreement, in any order of words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.periods import event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.spelling import stem
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain, word_set
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span

__all__ = ["AGREEMENT_LISTS", "read_agreements"]

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGNED = WordPattern(r"(?<!\w)(?:{signed}|{signature_words})(?!\w)")
_FORCE = WordPattern(r"(?<!\w)(?:{force_words})(?!\w)")
_RATIFIED = WordPattern(r"(?<!\w)(?:{ratification_words})(?!\w)")
_DATED = WordPattern(r"(?<!\w)(?:{date_labels})(?!\w)")
_DOCUMENT = WordPattern(r"(?<!\w)(?:{document_kinds})(?!\w)")
_DEED = WordPattern(r"(?<!\w)(?:{signed}|{signature_words}|{force_words}|{ratification_words})(?!\w)")
_PASSIVE = WordPattern(r"(?<!\w)(?:{was}|{was_then})\s+(?:[\w-]+\s+)?$")
_MOST_BETWEEN = 4
_DENIED = WordPattern(r"(?<!\w)(?:{never_signed})(?!\w)")
_OTHER = WordPattern(
    r"(?<!\w)(?:{renewal}|{repetitions}|{ordinals_in_words}|{under_agreements}|{order_before}|{order_after}|{anniversaries})(?!\w)"
)
_LEAST_TITLE_WORDS = 2
_MOST_TITLES = 10_000
AGREEMENT_LISTS = (
    "signed",
    "signature_words",
    "force_words",
    "ratification_words",
    "date_labels",
    "never_signed",
)


def read_agreements(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of the day of an agreement, or of its being signed at all, that is ruled out."""
    text = scene.plain
    if not (scene.is_cell or may_contain(text, *AGREEMENT_LISTS)) or _OTHER.search(text):
        return
    words = frozenset(map(stem, _WORD.findall(text)))
    told = [fact for fact in _agreements(scene) if _is_named(fact, words)]
    signed = [span for fact in told if (span := _stage(fact, "signed"))]
    if len(told) != 1 or not signed:
        return
    fact = told[0]
    if denied := _DENIED.search(text):
        is_then = scene.span is not None and scene.span.first > signed[0].last
        if (
            is_then
            and not scene.is_cell
            and not any(time.span and time.span.last < signed[0].first for time in scene.times)
        ):
            yield Conflict.with_period(denied.start(), denied[0], fact)
        return
    if len(scene.times) != 1 or is_unasserted(text, len(text)):
        return
    (time,) = scene.times
    if not scene.is_cell and (not _is_of_deed(scene, time) or len(find_times(text, date.max)) > 1):
        return  # "initialled in March 2012, it was signed on 3 October"
    is_later = _FORCE.search(text) or _RATIFIED.search(text)
    is_dated = (
        scene.is_cell and _is_document(text) and (_DATED.search(text) or _says_nothing_else(scene, fact))
    )
    is_signing = _SIGNED.search(text) or is_dated
    span = time.span
    if not span or bool(is_later) == bool(is_signing):
        return
    stage = _stage(fact, "in-force" if _FORCE.search(text) else "ratified") if is_later else signed[0]
    is_wrong = span.overlap(stage) is None if stage else span.last < signed[0].first
    if is_wrong:
        yield Conflict.with_period(time.start, time.text, fact)


def _agreements(scene: Scene) -> Iterator[Agreement]:
    for folder in sorted(scene.folders):
        for fact in scene.context.facts_by_folder.get(folder, ()):
            if isinstance(fact, Agreement) and fact.is_event:
                yield fact


def _is_named(fact: Agreement, words: frozenset[str]) -> bool:
    """Return whether a text has all words of the title of an agreement, in one of its languages."""
    titles = map(_title_words, fact.title.by_language.values())
    return any(len(title) >= _LEAST_TITLE_WORDS and title <= words for title in titles)


@lru_cache(maxsize=_MOST_TITLES)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(map(stem, _WORD.findall(title))) - _ignored()


def _is_of_deed(scene: Scene, time: NamedTime) -> bool:
    """Return whether a time belongs to the word for the deed; "the agreement that she signed was read in 2015" has another."""
    for cue in _DEED.finditer(scene.plain):
        if cue.end() <= time.start:
            if len(scene.plain[cue.end() : time.start].split()) <= _MOST_BETWEEN:
                return True
        elif _DOCUMENT.search(scene.plain, cue.end()) or _PASSIVE.search(scene.plain, 0, cue.start()):
            return True
    return False


def _says_nothing_else(scene: Scene, fact: Agreement) -> bool:
    """Return whether a cell has no more words than the title of an agreement, its parties and a time."""
    taken = [(time.start, time.end) for time in scene.times]
    taken += [(mention.start, mention.end) for mention in scene.mentions]
    taken += [(start, end) for start, end, _ in scene.partners]
    words = {
        stem(word[0])
        for word in _WORD.finditer(scene.plain)
        if not any(start <= word.start() < end for start, end in taken)
    }
    return any(words <= _title_words(title) | _ignored() for title in fact.title.by_language.values())


def _is_document(text: str) -> bool:
    """Return whether a cell names a document, and not what was done under it: "the office opens"."""
    return _DOCUMENT.search(text) is not None and not may_contain(text, "phases", are_whole_words=True)


@cache
def _ignored() -> frozenset[str]:
    return frozenset(stem(word) for word in (*word_set("stop_words"), *word_set("document_kinds")))


def _stage(fact: Agreement, word: str) -> Span | None:
    """Return the days of a stage of an agreement; those of the fact itself if it has no stages and was signed."""
    for stage in fact.stages:
        if stage.word == word:
            return stage.on.span
    return event_span(fact.period) if word == "signed" and not fact.stages else None
