"""A text that contradicts another fact about the same matter, or itself.

Finds:
    A sentence that shares nearly all its words with another fact of the partner, but gives another number, rank, day or
    place; a length of time that is not that between the two days of its sentence.

Why it matters:
    The note prints both, and one of them is wrong.

Example:
    - {id: mines, on: 2004-03, text: "In March 2004 the last 1,250 mines were destroyed.", evidence: [herald]}
    - {id: mines-again, on: 2004-03, text: "In March 2004 it destroyed its last 1,520 mines.", evidence: [page]}

Write instead:
    One fact, with the other source's version as its `says`; or a resolution, if they are two things.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from briefings.checks.causes import BodyInFact, NameInFact, SameMatter
from briefings.checks.claims.reader import ClaimReader
from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Agreement, Membership, Tenure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.checks.causes import Cause
    from briefings.checks.claims.fact_sentences import FactSentence
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check", "parts"]

SEVERITY = Severity.WARNING

_MOST_PARTS = 32
"""So many that no processor core waits long for another, and each has the words of its partners read once."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each sentence of each fact against the other facts of its partner."""
    for part in parts(context):
        yield from part()


def parts(context: CheckContext) -> list[Callable[[], Iterator[Finding]]]:
    """Return the check of some partners each, in the order of the facts; what they share is worked out here."""
    reader = ClaimReader(context)
    by_folder = [
        (folder, list(group))
        for folder, group in groupby(context.fact_sentences, lambda told: told.fact.folder)
    ]
    if len(by_folder) > 1:
        reader.prepare()
    step = max(1, len(by_folder) // _MOST_PARTS)
    return [
        partial(_check, reader, by_folder[start : start + step]) for start in range(0, len(by_folder), step)
    ]


def _check(reader: ClaimReader, by_folder: Iterable[tuple[str, Iterable[FactSentence]]]) -> Iterator[Finding]:
    """Check the sentences of some folders."""
    seen: set[frozenset[str]] = set()
    for folder, sentences in by_folder:
        folders = frozenset({folder, SHARED_FOLDER})
        for sentence in sentences:
            fact = sentence.fact
            for found in reader.read(sentence.text, sentence.span, folders, fact):
                pair = frozenset({fact.key, found.fact.key if found.fact else found.message})
                if pair in seen:
                    continue
                seen.add(pair)
                yield Finding(
                    message=f"{fact.key}: {found.message}",
                    # As the other check has it, so that both are one finding.
                    location=sentence.location
                    if isinstance(found.fact, Agreement | Tenure)
                    else fact.location,
                    entries=(fact, found.fact) if found.fact else (fact,),
                    hint="correct one of them, write the other version as a source's `says`, or record a resolution",
                    related=(found.fact.location,) if found.fact else (),
                    cause=_cause_of(fact, found.fact) if found.fact else None,
                )


def _cause_of(fact: Fact, other: Fact) -> Cause:
    """Return the cause of what a fact says against another, as the checks of memberships and tenures name it."""
    if isinstance(other, Membership):
        return BodyInFact(fact.key, other.framework)
    if isinstance(other, Tenure) and other.holder:
        return NameInFact(fact.key, other.holder)
    return SameMatter(frozenset({fact.key, other.key}))
