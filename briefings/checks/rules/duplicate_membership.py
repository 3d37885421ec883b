"""One membership, with two beginnings.

What it finds:
    Two memberships of a partner in one framework that both surely held on one day; an event that is told, in its
    headline or its text, as joining a framework, on a day on which the membership on record did not begin; and a
    sentence of any fact that gives another year for it ("when it joined the Council, in 1993"; "the tenth anniversary
    of joining the Council"), or tells that the partner left a framework of which it surely was a member for more than a
    month afterwards.

Why it matters:
    Two pages of one ministry give two years, each finds its way into the facts, and the note tells both.

Example:
    memberships:
    - {id: forum, framework: lamp-forum, valid: 1994-03/, evidence: [charter]}
    - {id: forum-by-the-page, framework: lamp-forum, valid: 1995/, evidence: [page]}

Write instead:
    One membership, with what the other source tells as its `says`: `{source: page, says: {valid: 1995/}}`.
    Who left and came back has two memberships that do not overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, surely_held
from briefings.checks.text.mentions import bare, has_any, sentences
from briefings.model.dates import Period, Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import SHARED, Framework, Membership, Partner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.context import Case, Passage
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# "Joined the council’s exercise" is no joining of the council.
_CLOSED = (
    r"(?=\s*(?:$|[.,;:()]|(?:in|on|at|as|after|before|when|and|with|to|by|from|en|le|à|au|et|в|и|как)\b))"
)
# The words that tell of joining, and the body behind them: by reference, as house style has it.
_JOINED = re.compile(
    r"(?:joins?|joined|accedes? to|acceded to|became a member of|signed the framework document of"
    r"|adhésion à|adhère à|a adhéré à|est devenue? membre de|присоединил\w* к|вступил\w* в)"
    r"(?: the| la| l[’']|u)?\s*\{body:([a-z0-9-]+)\}"
    rf"{_CLOSED}",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?<!\w)(?:leaves|left|quit|withdrew from|pulled out of|a quitté|s’est retirée? d[eu]|вышл\w+ из)(?: the| la| l[’'])?\s*\{body:([a-z0-9-]+)\}"
    rf"{_CLOSED}",
    re.IGNORECASE,
)
# "The tenth anniversary of joining the Forum".
_ANNIVERSARY = re.compile(
    r"([\w-]+)\s+(?:anniversary\s+of\s+(?:its\s+|the\s+)?(?:joining|accession\s+to|membership\s+(?:of|in))(?:\s+the)?"
    r"|anniversaire\s+de\s+son\s+adhésion\s+(?:à\s+la|à\s+l[’']|au|à))\s*\{body:([a-z0-9-]+)\}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,2}(?!\d)")
_ORDINALS = {
    "fifth": 5, "tenth": 10, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30, "dixième": 10,
    "vingtième": 20, "trentième": 30,
}  # fmt: skip
_SIGNS = (
    "eaves", "left", "quit", "ithdr", "pulled", "retir", "вышл", "oin", "cced", "member of", "ramework document", "adh",
    "membre de", "рисоед", "ступ", "nnivers",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_YEAR_BEHIND = re.compile(r"[^.;,{}]{0,30}?\b((?:1[89]|20)\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OTHERS = frozenset(
    {"countries", "states", "others", "neighbours", "members", "allies", "partners", "pays", "états"}
)
_MONTH = timedelta(days=31)
_RECALLED = re.compile(r"\b(?:that|had|who|which|since|qui|que|avait|что|котор\w+)\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """Look at the memberships of each partner, and at the events that tell of them."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for fact in case.base.facts:
        if isinstance(fact, Membership):
            groups[fact.folder, fact.framework].append(fact)
    for terms in groups.values():
        for one, other in combinations(terms, 2):
            spans = surely_held(one), surely_held(other)
            both = spans[0].overlap(spans[1]) if spans[0] and spans[1] else None
            # One may end on the day on which the next begins.
            if both and both.first < both.last:
                yield Finding(
                    message=f"{one.key} and {other.key} both held on {both.last}: {one.period} and {other.period}",
                    location=other.location,
                    about=(other, one),
                    hint="make them one membership, with what a source tells otherwise as its `says`",
                    related=(one.location,),
                    cause=("membership", one.folder, one.framework),
                )
    for passage in case.passages:
        if not isinstance(passage.fact, Membership) and has_any(passage.words, _SIGNS):
            yield from _told(case, passage, groups)


def _told(
    case: Case, passage: Passage, groups: Mapping[tuple[str, str], list[Membership]]
) -> Iterator[Finding]:
    """The sentences that tell of joining or leaving on another day than that on record."""
    for sentence in sentences(_referenced(case, passage)):
        for match in (*_JOINED.finditer(sentence), *_LEFT.finditer(sentence)):
            left = match.re is _LEFT
            terms = groups.get((passage.fact.folder, match[1]), [])
            ours = _ours(case, passage.fact, sentence[: match.start()], by_name=left)
            if terms and ours and (when := _when(passage.fact, sentence, match)):
                if left:
                    yield from _stayed(passage, when, terms)
                else:
                    yield from _joined(case.base.get(Framework, match[1]), passage, when, terms)
        for match in _ANNIVERSARY.finditer(sentence):
            terms = groups.get((passage.fact.folder, match[2]), [])
            if terms and (when := _years_before(passage.fact, sentence, match[1])):
                yield from _joined(case.base.get(Framework, match[2]), passage, when, terms)


def _years_before(fact: Fact, sentence: str, ordinal: str) -> Period | None:
    """The year to which an anniversary goes back; None if the sentence names another year than that of its event."""
    digits, end = _DIGITS.match(ordinal), fact.period.end
    number = int(digits[0]) if digits else _ORDINALS.get(ordinal.casefold())
    if not (number and end and fact.event) or set(_YEAR.findall(sentence)) - {str(end.first.year)}:
        return None
    return Period.parse(str(end.first.year - number))


def _referenced(case: Case, passage: Passage) -> str:
    """The words with references in place of the names of frameworks that are written out."""
    words = passage.words
    for mention in reversed(case.names.mentions(words)):
        if isinstance(mention.named, Framework):
            words = f"{words[: mention.start]}{{body:{mention.named.id}}}{words[mention.end :]}"
    return words


def _ours(case: Case, fact: Fact, before: str, *, by_name: bool) -> bool:
    """Whether it is the partner, not a neighbour, who joins: by the word in front of the verb, maybe only by its name."""
    words = _WORD.findall(bare(before))
    if not words or fact.folder == SHARED:
        return not words
    partner = case.base.get(Partner, fact.folder)
    own = {word for name in partner.names for word in _WORD.findall(name.text)}
    return words[-1] in own or not (by_name or words[-1][0].isupper() or words[-1] in _OTHERS)


def _when(fact: Fact, sentence: str, match: re.Match[str]) -> Period | None:
    """When a sentence tells somebody to have joined; None where it does not tell that, or not for sure."""
    behind = _YEAR_BEHIND.match(sentence, match.end())
    if behind:
        return Period.parse(behind[1])
    before = sentence[: match.start()]
    named = _YEAR.findall(before)
    if named:
        # "In 2011 it recalled that it had joined" tells of another year than that in which it did.
        return None if _RECALLED.search(before) else Period.parse(named[-1])
    return fact.period if fact.event and not _RECALLED.search(before) else None


def _joined(
    framework: Framework, passage: Passage, when: Period, terms: list[Membership]
) -> Iterator[Finding]:
    """A day or year of joining that is no beginning on record; where either is not dated nothing is to be said."""
    fact, first, last = passage.fact, when.start, when.end
    starts = [term.period.start for term in terms]
    if (
        first is None
        or last is None
        or any(start is None or _unfounded(framework, start) for start in starts)
    ):
        return
    if all(start and (start.last < first.first or last.last < start.first) for start in starts):
        yield Finding(
            message=f"{fact.key} tells of joining {'on' if first.day else 'in'} {when}, and {terms[0].key} is of {terms[0].period}",
            location=fact.location,
            about=(fact, *terms),
            hint="correct one of the dates, or record a resolution",
            related=tuple(term.location for term in terms),
            cause=("body", fact.key, terms[0].framework),
        )


def _stayed(passage: Passage, when: Period, terms: list[Membership]) -> Iterator[Finding]:
    """A membership that surely held long before and after the partner is told to have left."""
    for term in terms:
        held, first, last = surely_held(term), when.start or when.end, when.end
        if held and first and last and held.first < first.first and last.last + _MONTH < held.last:
            yield Finding(
                message=f"{passage.fact.key} tells of leaving {term.framework} ({when}), and {term.key} is of {term.period}",
                location=passage.fact.location,
                about=(passage.fact, term),
                hint="correct one of the dates, or end the membership",
                related=(term.location,),
                cause=("body", passage.fact.key, term.framework),
            )


def _unfounded(framework: Framework, start: PartialDate) -> bool:
    """Whether it began when there was no such framework, which is found by another check."""
    return framework.valid.on(start.last) is Truth.NO
