"""A name that almost matches a name on record, or that was used at another time.

What it finds:
    Two words of a text, one of them part of a known person's name and the other almost so: a spelling that is not
    on record. A name that the person or body had at another time than that of the fact. A text is accepted if it
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
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import POSSESSIVE, SUCCESSION, blank_references, find_years, is_eponym
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.entities import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.mentions import Mention

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_CAPITALISED = re.compile(r"[^\W\d_a-zа-я][\w’'-]+")
_MIN_SIMILARITY = 0.75


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    known_pairs = _known_name_pairs(context)
    for passage in context.passages:
        for mention in context.names.find(passage.text):
            valid = mention.name.period
            if (
                valid
                and valid.certainty_on(passage.day) is Certainty.NO
                and not _may_use_old_name(passage, mention)
            ):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.day}, and {mention.name.text!r} was the name of {valid}",
                    location=passage.location,
                    entries=(passage.fact, mention.entity),
                    hint=f"write {{{'person' if isinstance(mention.entity, Person) else 'body'}:{mention.entity.id}}}",
                    related=(mention.name.location,),
                    cause=("name", passage.fact.key, mention.entity.id),
                )
        yield from _check_spelling(passage, known_pairs)


def _may_use_old_name(passage: Passage, mention: Mention) -> bool:
    """Return whether a text names a year in which the name was in use, or says how a body got another name."""
    valid = mention.name.period
    first = valid.start.first_day.year if valid and valid.start else 0
    last = valid.end.last_day.year if valid and valid.end else 9999
    is_renaming = not isinstance(mention.entity, Person) and SUCCESSION.search(passage.text)
    return bool(is_renaming) or any(first <= year <= last for year in find_years(passage.text))


def _known_name_pairs(context: CheckContext) -> dict[str, list[tuple[tuple[str, str], Person]]]:
    """Return each pair of neighbouring words in people's names, by each of the two words."""
    pairs: dict[str, list[tuple[tuple[str, str], Person]]] = defaultdict(list)
    for person in context.store.entities_of(Person):
        for name in person.names:
            for pair in pairwise(_CAPITALISED.findall(name.text)):
                for word in pair:
                    pairs[word].append((pair, person))
    return pairs


def _check_spelling(
    passage: Passage, known_pairs: dict[str, list[tuple[tuple[str, str], Person]]]
) -> Iterator[Finding]:
    """Report pairs of capitalised words that almost match two words of a person's name."""
    text = blank_references(passage.text)
    words = list(_CAPITALISED.finditer(text))
    for left, right in pairwise(words):
        if text[left.end() : right.start()] != " ":
            continue
        pair = (left[0], POSSESSIVE.sub("", right[0]))
        candidates = [*known_pairs.get(pair[0], ()), *known_pairs.get(pair[1], ())]
        if not candidates or any(pair == known_pair for known_pair, _ in candidates):
            continue
        if is_eponym(text, left.start(), right.end()):
            continue
        for known_pair, person in candidates:
            index = 0 if known_pair[1] == pair[1] else 1 if known_pair[0] == pair[0] else None
            if (
                index is not None
                and SequenceMatcher(None, known_pair[index], pair[index]).ratio() >= _MIN_SIMILARITY
            ):
                yield Finding(
                    message=f"{passage.fact.key} has {' '.join(pair)!r}, and on record is {' '.join(known_pair)!r}",
                    location=passage.location,
                    entries=(passage.fact, person),
                    hint=f"write {{person:{person.id}}}, or add the spelling with `form: variant`",
                    related=(person.location,),
                    cause=("name", passage.fact.key, person.id),
                )
                break
