"""The words by which an audience could notice what is withheld from it.

They are found by comparison, so that a new field of a fact needs no change here: every text that is somewhere in all
facts and nowhere in the released ones. From each text come the runs of words that identify it:

- a short text whole, and each run of six words of a longer one;
- each single word that names something (a word of a name, a capital within a sentence, a number of four digits)
  and that neither a released text nor common wording has: a surname, a code name.

Names count in the Latin and the Cyrillic script too, as a note may print them.
Dates alone, and years in a text, do not identify a fact and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.model.amounts import Amount, ReferencePeriod
from briefings.model.dates import Duration, PartialDate, Period
from briefings.model.evidence import Name
from briefings.model.records import field_names
from briefings.model.words import fold_words
from briefings.views.cyrillize import cyrillize
from briefings.views.romanize import romanize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.views.release import ReleasedStore

__all__ = ["withheld_words"]

_LONGEST_RUN = 6
"""The number of words in a row that identify a text."""
_TELLING_WORD = re.compile(r"(?<![.!?:…]\s)(?<!^)\b[^\W\d_a-z]\w{3,}|\b\w*\d{4,}\w*")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_LEAST_LETTERS = 4
_NUMBERS = (Amount, Duration, PartialDate, Period, ReferencePeriod)
_UNPRINTED_FIELDS = frozenset({
    "basis_keys", "code", "contact_id", "facts_hash", "folder", "form", "language", "level", "likelihood", "languages", "location", "main_id", "marking", "method",
    "original_hashes", "part", "qualifier", "roles", "settled_keys", "sort", "sha256", "use", "withheld_ground",
})  # fmt: skip
"""Fields whose values many entries share, that refer to facts with ids of their own, or that gaps print."""


class _WrittenText(NamedTuple):
    """A text of an entry.

    Attributes:
        text: as written.
        is_name: whether it names something, so that each of its words does.
        location: of the entry.
    """

    text: str
    is_name: bool
    location: Location


def withheld_words(
    store: FactStore, released: ReleasedStore, common_words: AbstractSet[str]
) -> Mapping[str, Location]:
    """Return the runs of words that identify what is withheld, each with the place of its fact or entity.

    Args:
        store: all facts.
        released: the part that the audience may see.
        common_words: single words that say nothing about facts, folded: those of labels, styles and of CLDR.
    """
    if released is store:
        return {}
    known = {written.text for written in _texts_of(released)}
    known_words = "\n".join(f" {' '.join(fold_words(text))} " for text in known)
    found: dict[str, Location] = {}
    for written in _texts_of(store):
        if written.text not in known:
            for run in (*_telling_words(written), *_long_runs(written.text)):
                if f" {run} " not in known_words and run not in common_words:
                    found.setdefault(run, written.location)
    return found


def _telling_words(written: _WrittenText) -> Iterator[str]:
    """Yield the single words of a text that name something."""
    words = (
        [written.text] if written.is_name else filter(_is_distinctive, _TELLING_WORD.findall(written.text))
    )
    for word in words:
        for folded in fold_words(word):
            if len(folded) >= _LEAST_LETTERS and not _YEAR.fullmatch(folded):
                yield folded


def _is_distinctive(word: str) -> bool:
    """Return whether a word within a sentence has a capital or a digit, or its script has no small letters."""
    return not (word[0].islower() and word.isalpha())


def _long_runs(text: str) -> Iterator[str]:
    """Yield a short text of several words whole, and of a longer one each run of the greatest length."""
    words = fold_words(text)
    length = min(len(words), _LONGEST_RUN)
    if length > 1:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _texts_of(store: FactStore) -> Iterator[_WrittenText]:
    """Yield every text of the entries of a store."""
    entries: tuple[Entity | Fact, ...] = (*store.entities.values(), *store.facts)
    for entry in entries:
        for text, is_name in _strings_in(entry):
            yield _WrittenText(text, is_name, entry.location)


def _strings_in(value: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - records of all kinds
    """Yield the texts in a record, and in the records and collections in it; each with whether it is a name."""
    if isinstance(value, str):
        yield value, False
    elif isinstance(value, Name):
        yield value.text, True
        yield romanize(value.text, value.language), True
        yield cyrillize(value.text, value.language), True
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _strings_in(item)
    elif isinstance(value, Mapping):
        yield from _strings_in(tuple(value.values()))
    elif is_dataclass(value) and not isinstance(value, _NUMBERS):
        for name in field_names(value):
            if name not in _UNPRINTED_FIELDS:
                yield from _strings_in(getattr(value, name))
