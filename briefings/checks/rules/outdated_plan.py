"""What was planned, and the day has passed.

What it finds:
    Texts that speak of the future ("will", "is to", "is expected to") and of a date before the day of the check, or
    of something that is recorded as having happened.

Why it matters:
    "The President will attend the summit in May 2012" still stood on a page of 2016.

Example:
    text: The Keeper will attend the lamp summit in May 2012.

Write instead:
    What happened, with a source written afterwards: `The Keeper attended the lamp summit in May 2012.`
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import bare, phrases, sentences, unquoted, years
from briefings.model import locales
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check", "to_come"]

SEVERITY = Severity.WARNING

_FUTURE = {
    "en": phrases(
        "will", "(?:is|are) to", "(?:is|are) expected to", "(?:is|are) due to", "(?:is|are) scheduled",
        "(?:is|are) planned", "(?:is|are) foreseen", "(?:is|are) set to", "(?:is|are) going to",
        "(?:intends?|hopes?|expects?|aims?|wishes|wish) to",
        # "Reported plans to" is told in the past.
        r"(?<!ed\s)(?<!had\s)(?<!the\s)(?<!its\s)plans to",
    ),
    # The simple future of regular verbs and of those that are frequent; the simple past of others ends alike.
    "fr": phrases(
        r"(?!riviera|opera)\w{2,}era", r"\w{2,}eront", "sera", "aura lieu", "auront lieu", "aura", "auront", "tiendra",
        "tiendront", "viendra", "viendront", "pourra", "pourront", "devra", "devront", "ouvrira", "doit se tenir",
        "doivent se tenir", "(?:est|sont) prévue?s?", "prévoi(?:t|ent) d[e’']", "envisagent? de",
    ),
    "ru": phrases(
        "будет", "будут", "планиру[ею]т(?:ся)?", "состоится", "состоятся", "запланирован[аоы]?", "намерен[аоы]?",
        "ожидается", "предстоит", "предстоят", "прим[еу]т участие", "посет[ия]т", "подпиш[еу]т", "провед[её]т",
        "проведут", "откро[ею]т",
    ),
    "tg": phrases("хоҳ(?:ад|анд)"),
    "ar": phrases("سوف", "من المقرر", "من المتوقع"),
}  # fmt: skip


# In front of the verb a year may belong to something else: "the plan of 2019", "agreed in 2019".
_OF_THEN = re.compile(
    r"\b(?:of|since|from|de|du|depuis|с|от|\w+ed(?:\s+(?:in|on|by))?)\s+(?:\d{1,2}\s+)?(?:[^\W\d_]+\s+)?(?:1[89]|20)\d\d",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts, sentence by sentence."""
    for passage in case.passages:
        language = locales.primary(passage.language)
        if not to_come(passage.words, language):
            continue
        over = passage.fact.period.end if passage.fact.event else None
        for sentence in sentences(unquoted(bare(passage.words))):
            found = to_come(sentence, language)
            if not found:
                continue
            words, named = found
            if named and max(named) < case.day.year:
                when = f"{max(named)} is over"
            elif over and over.last < case.day and not years(sentence):
                when = f"it is on record as of {over}"
            else:
                continue
            yield Finding(
                message=f"{passage.fact.key} says {words!r}, and {when}",
                location=passage.location,
                about=(passage.fact,),
                hint="say what came of it, with a source written afterwards",
                cause=("tense", passage.fact.key),
            )
            break


def to_come(sentence: str, language: str) -> tuple[str, set[int]] | None:
    """The words of a sentence that speak of the future, and the years of which they speak; None if there are none."""
    pattern = _FUTURE.get(language)
    found = pattern.search(sentence) if pattern else None
    if not found:
        return None
    before = _OF_THEN.sub("", sentence[: found.start()])
    return found[0], years(sentence[found.end() :]) or years(before)
