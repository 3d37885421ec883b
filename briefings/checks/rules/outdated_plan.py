"""A plan whose date has passed.

What it finds:
    Texts that speak of the future ("will", "is to", "is expected to") and name a year before that of the check, or
    that describe an event that is recorded as having happened.

Why it matters:
    "The President will attend the summit in May 2012" was still on a page in 2016.

Example:
    text: The Keeper will attend the lamp summit in May 2012.

Write instead:
    What happened, with a source written afterwards: `The Keeper attended the lamp summit in May 2012.`
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import (
    blank_quotations,
    blank_references,
    compile_phrases,
    find_years,
    split_sentences,
)
from briefings.model import locales
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check", "find_future"]

SEVERITY = Severity.WARNING

_FUTURE = {
    "en": compile_phrases(
        "will", "(?:is|are) to", "(?:is|are) expected to", "(?:is|are) due to", "(?:is|are) scheduled",
        "(?:is|are) planned", "(?:is|are) foreseen", "(?:is|are) set to", "(?:is|are) going to",
        "(?:intends?|hopes?|expects?|aims?|wishes|wish) to",
        # "Reported plans to" is not in the future.
        r"(?<!ed\s)(?<!had\s)(?<!the\s)(?<!its\s)plans to",
    ),
    # The simple future of regular and of frequent verbs only; the simple past of other verbs has the same endings.
    "fr": compile_phrases(
        r"(?!riviera|opera)\w{2,}era", r"\w{2,}eront", "sera", "aura lieu", "auront lieu", "aura", "auront", "tiendra",
        "tiendront", "viendra", "viendront", "pourra", "pourront", "devra", "devront", "ouvrira", "doit se tenir",
        "doivent se tenir", "(?:est|sont) prévue?s?", "prévoi(?:t|ent) d[e’']", "envisagent? de",
    ),
    "ru": compile_phrases(
        "будет", "будут", "планиру[ею]т(?:ся)?", "состоится", "состоятся", "запланирован[аоы]?", "намерен[аоы]?",
        "ожидается", "предстоит", "предстоят", "прим[еу]т участие", "посет[ия]т", "подпиш[еу]т", "провед[её]т",
        "проведут", "откро[ею]т",
    ),
    "tg": compile_phrases("хоҳ(?:ад|анд)"),
    "ar": compile_phrases("سوف", "من المقرر", "من المتوقع"),
}  # fmt: skip


# Before the verb, a year may belong to something else: "the plan of 2019", "agreed in 2019".
_ATTACHED_YEAR = re.compile(
    r"\b(?:of|since|from|de|du|depuis|с|от|\w+ed(?:\s+(?:in|on|by))?)\s+(?:\d{1,2}\s+)?(?:[^\W\d_]+\s+)?(?:1[89]|20)\d\d",
    re.IGNORECASE,
)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts, sentence by sentence."""
    for passage in context.passages:
        language = locales.primary_language(passage.language)
        if not find_future(passage.text, language):
            continue
        event_end = passage.fact.period.end if passage.fact.is_event else None
        for sentence in split_sentences(blank_quotations(blank_references(passage.text))):
            future = find_future(sentence, language)
            if not future:
                continue
            phrase, named_years = future
            if named_years and max(named_years) < context.day.year:
                reason = f"{max(named_years)} is over"
            elif event_end and event_end.last_day < context.day and not find_years(sentence):
                reason = f"it is on record as of {event_end}"
            else:
                continue
            yield Finding(
                message=f"{passage.fact.key} says {phrase!r}, and {reason}",
                location=passage.location,
                entries=(passage.fact,),
                hint="say what came of it, with a source written afterwards",
                cause=("tense", passage.fact.key),
            )
            break


def find_future(sentence: str, language: str) -> tuple[str, set[int]] | None:
    """Return the phrase of a sentence that speaks of the future, and the years it names; None if there is none."""
    pattern = _FUTURE.get(language)
    match = pattern.search(sentence) if pattern else None
    if not match:
        return None
    before = _ATTACHED_YEAR.sub("", sentence[: match.start()])
    return match[0], find_years(sentence[match.end() :]) or find_years(before)
