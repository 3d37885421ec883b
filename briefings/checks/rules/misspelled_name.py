"""A name that almost matches a name on record, or that was used at another time.

Finds:
    Two words of a text, one of them part of a known person's name and the other almost so: a spelling that is not
    on record. The name of a body with one word in place of another, or one too many. A name that the person or body had at another time than that of the fact. A text is accepted if it
    names a year in which the name was in use, or says how the body got another name.

Why it matters:
    A reader who finds a misspelled name, or a minister under a name given up years ago, no longer trusts the rest.

Example:
    text: Agatha Bakker kept the lamps.          # Agatha Baker

Write instead:
    A reference, `{person:agatha-baker}`; or add the spelling to her names, with `form: variant` and its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.causes import NameInFact
from briefings.checks.context import Finding
from briefings.checks.periods import allows
from briefings.checks.text.dates import find_years
from briefings.checks.text.names import SUCCESSION, is_eponym, strip_possessive
from briefings.checks.text.near_names import BodyNames
from briefings.checks.text.references import blank_references, reference_to
from briefings.checks.text.spelling import CAPITAL, is_cyrillic, sound_keys
from briefings.model.diagnostics import Severity
from briefings.model.entities import Person
from briefings.model.locales import primary_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.names import Mention

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_CAPITALISED = re.compile(rf"{CAPITAL}[\w’'-]+")
_MIN_SIMILARITY = 0.75


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    known_pairs, bodies = _known_name_pairs(context), BodyNames(context.store)
    for passage in context.passages:
        for mention in context.names.find(passage.text):
            yield from _check_time(passage, mention)
        yield from _check_spelling(passage, known_pairs)
        for near in bodies.find_near(blank_references(passage.text), context.names.find(passage.text)):
            yield Finding(
                message=f"{passage.fact.key} says {near.text!r}, but the name on record is {near.name.text!r}",
                location=passage.location,
                entries=(passage.fact, near.body),
                hint=f"write {reference_to(near.body)}, or record the body if it is another one",
                related=(near.body.location,),
                cause=NameInFact(passage.fact.key, near.body.id),
            )


def _check_time(passage: Passage, mention: Mention) -> Iterator[Finding]:
    """Report a name that was not in use on the day of the fact, or in a year that the text names."""
    entity, period = mention.entity, mention.name.period
    is_renaming = not isinstance(entity, Person) and SUCCESSION.search(passage.text)
    years = find_years(passage.text)
    same = [name.period for name in (mention.name, *entity.names) if name.text == mention.name.text]
    if is_renaming or not all(same) or any(each and allows(each, (passage.day,), years) for each in same):
        return
    yield Finding(
        message=f"{passage.fact.key} ({passage.day}) uses the name {mention.name.text!r} ({period}), which was not in use then",
        location=passage.location,
        entries=(passage.fact, entity),
        hint=f"write {reference_to(entity)}",
        related=(mention.name.location,),
        cause=NameInFact(passage.fact.key, entity.id),
    )


class _KnownPair(NamedTuple):
    """Two neighbouring words of the name of a person, with the language of the name."""

    words: tuple[str, str]
    person: Person
    language: str


def _known_name_pairs(context: CheckContext) -> dict[str, list[_KnownPair]]:
    """Return each pair of neighbouring words in people's names, by each of the two words."""
    pairs: dict[str, list[_KnownPair]] = defaultdict(list)
    for person in context.store.entities_of(Person):
        for name in person.names:
            for pair in pairwise(_CAPITALISED.findall(name.text)):
                for word in pair:
                    pairs[word].append(_KnownPair(pair, person, name.language))
    return pairs


def _check_spelling(passage: Passage, known_pairs: Mapping[str, Sequence[_KnownPair]]) -> Iterator[Finding]:
    """Report pairs of capitalised words that almost match two words of a person's name."""
    text = blank_references(passage.text)
    words = list(_CAPITALISED.finditer(text))
    for left, right in pairwise(words):
        if text[left.end() : right.start()] != " ":
            continue
        pair = (left[0], strip_possessive(right[0]))
        candidates = [*known_pairs.get(pair[0], ()), *known_pairs.get(pair[1], ())]
        if not candidates or any(pair == known.words for known in candidates):
            continue
        if is_eponym(text, left.start(), right.end()):
            continue
        similar = next(
            (known for known in candidates if _differs_slightly(pair, known, passage.language)), None
        )
        if similar:
            known_pair, person, _ = similar
            yield Finding(
                message=f"{passage.fact.key} says {' '.join(pair)!r}, but the name on record is {' '.join(known_pair)!r}",
                location=passage.location,
                entries=(passage.fact, person),
                hint=f"write {reference_to(person)}, or add the spelling with `form: variant`",
                related=(person.location,),
                cause=NameInFact(passage.fact.key, person.id),
            )


def _differs_slightly(pair: tuple[str, str], known: _KnownPair, language: str) -> bool:
    """Return whether two pairs of words share one word, and the other one is nearly the same.

    In another language of one script, what sounds alike is the same name.
    """
    if known.words[1] == pair[1]:
        words = known.words[0], pair[0]
    elif known.words[0] == pair[0]:
        words = known.words[1], pair[1]
    else:
        return False
    is_translated = is_cyrillic(words[0]) and primary_language(known.language) != primary_language(language)
    if is_translated and {*sound_keys(words[0])} & {*sound_keys(words[1])}:
        return False
    return SequenceMatcher(None, *words).ratio() >= _MIN_SIMILARITY
