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

from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.checks.wording import bare, phrases, sentences, years
from briefings.vocabulary.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case

__all__ = ["SEVERITY", "check"]

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


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts, sentence by sentence."""
    for passage in case.passages:
        pattern = _FUTURE.get(passage.language.partition("-")[0])
        if pattern is None or not pattern.search(passage.words):
            continue
        over = passage.fact.period.end if passage.fact.event else None
        for sentence in sentences(bare(passage.words)):
            found = pattern.search(sentence)
            if not found:
                continue
            named = years(sentence)
            if named and max(named) < case.day.year:
                when = f"{max(named)} is over"
            elif over and over.last < case.day and not named:
                when = f"it is on record as of {over}"
            else:
                continue
            yield Finding(
                message=f"{passage.fact.key} says {found[0]!r}, and {when}",
                location=passage.location,
                about=(passage.fact,),
                hint="say what came of it, with a source written afterwards",
                cause=("tense", passage.fact.key),
            )
            break
