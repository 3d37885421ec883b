"""A name that is nearly somebody's.

What it finds:
    Two words of a text of which one is a word of a known person's name and the other nearly so: another spelling than
    those on record. And a name that the person, or a body, bore at another time than that of the fact; a text that
    names a year in which it was borne, or tells how the body came by another name, is let pass.

Why it matters:
    A reader who finds the name misspelt, or a minister under a name given up years ago, trusts nothing else.

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
from briefings.checks.text.mentions import HISTORY, OWNING, bare, named_after, years
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case, Passage
    from briefings.checks.text.mentions import Mention

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_CAPITALISED = re.compile(r"[^\W\d_a-zа-я][\w’'-]+")
_NEAR = 0.75


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    known = _known(case)
    for passage in case.passages:
        for mention in case.names.mentions(passage.words):
            valid = mention.name.valid
            if valid and valid.on(passage.day) is Truth.NO and not _told_of_then(passage, mention):
                yield Finding(
                    message=f"{passage.fact.key} is of {passage.day}, and {mention.name.text!r} was the name of {valid}",
                    location=passage.location,
                    about=(passage.fact, mention.named),
                    hint=f"write {{{'person' if isinstance(mention.named, Person) else 'body'}:{mention.named.id}}}",
                    related=(mention.name.location,),
                    cause=("name", passage.fact.key, mention.named.id),
                )
        yield from _misspelt(passage, known)


def _told_of_then(passage: Passage, mention: Mention) -> bool:
    """Whether a text names a year in which the name was borne, or tells how a body came by another one."""
    valid = mention.name.valid
    first = valid.start.first.year if valid and valid.start else 0
    last = valid.end.last.year if valid and valid.end else 9999
    renamed = not isinstance(mention.named, Person) and HISTORY.search(passage.words)
    return bool(renamed) or any(first <= year <= last for year in years(passage.words))


def _known(case: Case) -> dict[str, list[tuple[tuple[str, str], Person]]]:
    """Each two neighbouring words of the names of people, by each of the two."""
    known: dict[str, list[tuple[tuple[str, str], Person]]] = defaultdict(list)
    for person in case.base.all(Person):
        for name in person.names:
            for pair in pairwise(_CAPITALISED.findall(name.text)):
                for word in pair:
                    known[word].append((pair, person))
    return known


def _misspelt(passage: Passage, known: dict[str, list[tuple[tuple[str, str], Person]]]) -> Iterator[Finding]:
    text = bare(passage.words)
    found = list(_CAPITALISED.finditer(text))
    for one, other in pairwise(found):
        if text[one.end() : other.start()] != " ":
            continue
        pair = (one[0], OWNING.sub("", other[0]))
        candidates = [*known.get(pair[0], ()), *known.get(pair[1], ())]
        if not candidates or any(pair == each for each, _ in candidates):
            continue
        if named_after(text, one.start(), other.end()):
            continue
        for each, person in candidates:
            at = 0 if each[1] == pair[1] else 1 if each[0] == pair[0] else None
            if at is not None and SequenceMatcher(None, each[at], pair[at]).ratio() >= _NEAR:
                yield Finding(
                    message=f"{passage.fact.key} has {' '.join(pair)!r}, and on record is {' '.join(each)!r}",
                    location=passage.location,
                    about=(passage.fact, person),
                    hint=f"write {{person:{person.id}}}, or add the spelling with `form: variant`",
                    related=(person.location,),
                    cause=("name", passage.fact.key, person.id),
                )
                break
