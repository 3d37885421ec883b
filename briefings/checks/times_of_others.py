"""Times in a sentence that are of something else than a statement about an office: of another person, or of a birth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from briefings.checks.context import CheckContext
    from briefings.checks.text.offices import OfficeClaim
    from briefings.checks.text.times import NamedTime

__all__ = ["is_time_of_other"]

_RELATIVE = WordPattern(r"(?<!\w){relative_pronouns}(?!\w)")
# Behind a name: "who left office in 2014,".
_WHO = WordPattern(r",?\s+{relative_pronouns}\s(?P<rest>[^,;:]*)")
_IN_BRACKETS = re.compile(r"\W*[^\W\d_][^|]*\([^()|]*$")
# "The Keeper, NAME, came back: he was the Treasurer in 2005".
_OWN_CLAUSE = WordPattern(r"[^;:]*[;:]\s+(?:{person_pronouns})\s")
# "NAME, Keeper of Utopia, was born in 1969".
_OF_BIRTH = WordPattern(r"(?<!\w)(?:{born}|{birth_nouns})(?:[\s:,]+[\w’'-]+){0,4}?[\s:,]+$")


def is_time_of_other(context: CheckContext, sentence: str, time: NamedTime, claim: OfficeClaim) -> bool:
    """Return whether a time of a sentence is surely of something else than a statement about an office."""
    end = max(claim.named.end, claim.title.whole_end)
    return bool(
        _is_of_other_cell(sentence, time, claim)
        or _is_of_other_person(context, sentence, time, claim)
        or _OWN_CLAUSE.match(sentence, end, time.start)
        or _OF_BIRTH.search(sentence, 0, time.start)
    )


def _is_of_other_cell(sentence: str, time: NamedTime, claim: OfficeClaim) -> bool:
    """Return whether a time stands in brackets behind other words, in a later cell of a row than the name."""
    start = sentence.rfind("|", 0, time.start) + 1
    return start > claim.named.end and _IN_BRACKETS.match(sentence, start, time.start) is not None


def _is_of_other_person(context: CheckContext, sentence: str, time: NamedTime, claim: OfficeClaim) -> bool:
    """Return whether a time stands in what is said of another: "the Keeper, NAME, met NAME, who left office in 2014"."""
    end = max(claim.named.end, claim.title.whole_end)
    if time.start < end or not _RELATIVE.search(sentence, end, time.start):
        return False
    return any(
        (clause := _WHO.match(sentence, person.end)) is not None
        and clause.start("rest") <= time.start < clause.end("rest")
        for person in context.people_in(sentence)
        if end <= person.start
    )
