"""The present tense about what is over.

What it finds:
    Texts of events in which every verb that can be told stands in the present. States may speak so: they are told
    while they hold, and not afterwards.

Why it matters:
    What happened is told ever after. "The League funds a course" of 2009 reads as if it did so today.

Example:
    - {id: course, on: 2009, text: The League holds a course on wicks., evidence: [herald]}

Write instead:
    text: The League held a course on wicks.
    If it still goes on, it is a state: `valid: 2009/` instead of `on: 2009`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import bare, phrases
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement, Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_PRESENT = {
    "en": phrases(
        "is", "are", "has", "have", "holds", "conducts", "funds", "takes part", "participates", "contributes", "supports",
        "provides", "hosts", "receives", "runs", "trains", "teaches", "sends", "gives", "helps", "offers", "works", "meets",
        "leads", "serves", "continues", "cooperates", "plays", "remains", "wants", "seeks", "lies",
        "covers", "includes", "attends", "promotes", "develops", "deploys", "operates", "keeps", "makes", "takes",
        "maintains", "discusses", "welcomes", "joins", "opens",
    ),
    "fr": phrases("est", "sont", "participe(?:nt)?", "tient", "tiennent", "finance(?:nt)?", "soutient", "soutiennent",
                  "joue(?:nt)?", "accueille(?:nt)?", "comprend", "comprennent"),
    "ru": phrases("является", "являются", "участву[ею]т", "проводит(?:ся)?", "проводят(?:ся)?", "поддержива[ею]т", "игра[ею]т", "оста[её]тся", "остаются", "принима[ею]т"),
}  # fmt: skip
_PAST = {
    "en": phrases("was", "were", "had", "did", "held", "took", "met", "began", "ran", "gave", "made", "led", "set",
                  "sent", "left", "said", "spoke", r"\w{2,}ed"),
    "fr": phrases("a", "ont", "était", "étaient", "avait", "avaient", "fut", "furent", r"\w+(?:é|ée|és|ées|èrent)"),
    "ru": phrases(r"\w+(?:л|ла|ло|ли|лся|лась|лось|лись|ан|ана|ано|аны|ен|ена|ено|ены)"),
}  # fmt: skip


def check(case: Case) -> Iterator[Finding]:
    """Look at the texts of events."""
    for passage in case.passages:
        fact, language = passage.fact, passage.language.partition("-")[0]
        if not fact.event or isinstance(fact, Contact | Agreement):
            continue
        # A headline has no verb, or one in the present, as headlines do.
        if language not in _PRESENT or (fact.headline and passage.location == fact.headline.location):
            continue
        words = bare(passage.words)
        found = _PRESENT[language].search(words)
        if found and not _PAST[language].search(words):
            yield Finding(
                message=f"{fact.key} says {found[0]!r}, and is of {fact.period}",
                location=passage.location,
                about=(fact,),
                hint="tell it in the past, or write `valid:` with an unknown end if it still goes on",
                cause=("tense", fact.key),
            )
