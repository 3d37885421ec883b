"""The present tense in the text of a past event.

What it finds:
    Texts of events in which every verb that the check recognises is in the present tense. States may use the
    present: they are printed while they hold.

Why it matters:
    The note prints past events for years. "The League funds a course", written in 2009, reads as if it did so
    today.

Example:
    - {id: course, on: 2009, text: The League holds a course on wicks., evidence: [herald]}

Write instead:
    text: The League held a course on wicks.
    If it still goes on, it is a state: `valid: 2009/` instead of `on: 2009`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_references, compile_phrases
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement, Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_PRESENT = {
    "en": compile_phrases(
        "is", "are", "has", "have", "holds", "conducts", "funds", "takes part", "participates", "contributes", "supports",
        "provides", "hosts", "receives", "runs", "trains", "teaches", "sends", "gives", "helps", "offers", "works", "meets",
        "leads", "serves", "continues", "cooperates", "plays", "remains", "wants", "seeks", "lies",
        "covers", "includes", "attends", "promotes", "develops", "deploys", "operates", "keeps", "makes", "takes",
        "maintains", "discusses", "welcomes", "joins", "opens",
    ),
    "fr": compile_phrases("est", "sont", "participe(?:nt)?", "tient", "tiennent", "finance(?:nt)?", "soutient", "soutiennent",
                  "joue(?:nt)?", "accueille(?:nt)?", "comprend", "comprennent"),
    "ru": compile_phrases("является", "являются", "участву[ею]т", "проводит(?:ся)?", "проводят(?:ся)?", "поддержива[ею]т", "игра[ею]т", "оста[её]тся", "остаются", "принима[ею]т"),
}  # fmt: skip
_PAST = {
    "en": compile_phrases("was", "were", "had", "did", "held", "took", "met", "began", "ran", "gave", "made", "led", "set",
                  "sent", "left", "said", "spoke", r"\w{2,}ed"),
    "fr": compile_phrases("a", "ont", "était", "étaient", "avait", "avaient", "fut", "furent", r"\w+(?:é|ée|és|ées|èrent)"),
    "ru": compile_phrases(r"\w+(?:л|ла|ло|ли|лся|лась|лось|лись|ан|ана|ано|аны|ен|ена|ено|ены)"),
}  # fmt: skip


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the texts of events."""
    for passage in context.passages:
        fact, language = passage.fact, passage.language.partition("-")[0]
        if not fact.is_event or isinstance(fact, Contact | Agreement):
            continue
        # Headlines have no verb, or one in the present.
        if language not in _PRESENT or (fact.headline and passage.location == fact.headline.location):
            continue
        text = blank_references(passage.text)
        match = _PRESENT[language].search(text)
        if match and not _PAST[language].search(text):
            yield Finding(
                message=f"{fact.key} says {match[0]!r}, and is of {fact.period}",
                location=passage.location,
                entries=(fact,),
                hint="tell it in the past, or write `valid:` with an unknown end if it still goes on",
                cause=("tense", fact.key),
            )
