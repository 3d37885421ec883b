"""One membership, with two starting dates.

What it finds:
    Two memberships of a partner in one framework that both certainly held on the same day. An event whose headline
    or text describes joining a framework on a day when the membership on record did not begin. A sentence that
    gives another year for joining ("when it joined the Council, in 1993"; "the tenth anniversary of joining the
    Council"), or that says the partner left a framework although it certainly remained a member for more than a
    month afterwards.

Why it matters:
    Two pages of one ministry give two years, both end up in the facts, and the note prints both.

Example:
    memberships:
    - {id: forum, framework: lamp-forum, valid: 1994-03/, evidence: [charter]}
    - {id: forum-by-the-page, framework: lamp-forum, valid: 1995/, evidence: [page]}

Write instead:
    One membership, with the other source's date as its `says`: `{source: page, says: {valid: 1995/}}`. A partner
    that left and came back has two memberships that do not overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_references, contains_any, split_sentences
from briefings.factbase.standing import certain_overlap, certain_span
from briefings.model.dates import Certainty, Period
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Framework, Partner
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# "Joined the council’s exercise" is not joining the council.
_BODY_END = (
    r"(?=\s*(?:$|[.,;:()]|(?:in|on|at|as|after|before|when|and|with|to|by|from|en|le|à|au|et|в|и|как)\b))"
)
# Verbs of joining, followed by the body as a reference, as in house style.
_JOINING = re.compile(
    r"(?:joins?|joined|accedes? to|acceded to|became a member of|signed the framework document of"
    r"|adhésion à|adhère à|a adhéré à|est devenue? membre de|присоединил\w* к|вступил\w* в)"
    r"(?: the| la| l[’']|u)?\s*\{body:([a-z0-9-]+)\}"
    rf"{_BODY_END}",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"(?<!\w)(?:leaves|left|quit|withdrew from|pulled out of|a quitté|s’est retirée? d[eu]|вышл\w+ из)(?: the| la| l[’'])?\s*\{body:([a-z0-9-]+)\}"
    rf"{_BODY_END}",
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
_KEYWORDS = (
    "eaves", "left", "quit", "ithdr", "pulled", "retir", "вышл", "oin", "cced", "member of", "ramework document", "adh",
    "membre de", "рисоед", "ступ", "nnivers",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_YEAR_AFTER = re.compile(r"[^.;,{}]{0,30}?\b((?:1[89]|20)\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OTHER_SUBJECTS = frozenset(
    {"countries", "states", "others", "neighbours", "members", "allies", "partners", "pays", "états"}
)
_MONTH = timedelta(days=31)
_REPORTED_SPEECH = re.compile(r"\b(?:that|had|who|which|since|qui|que|avait|что|котор\w+)\b", re.IGNORECASE)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the memberships of each partner, and the texts that mention joining or leaving."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Membership):
            groups[fact.folder, fact.framework].append(fact)
    for memberships in groups.values():
        for left, right in combinations(memberships, 2):
            overlap = certain_overlap(left, right)
            # One membership may end on the day on which the next begins.
            if overlap and overlap.first < overlap.last:
                yield Finding(
                    message=f"{left.key} and {right.key} both held on {overlap.last}: {left.period} and {right.period}",
                    location=right.location,
                    entries=(right, left),
                    hint="make them one membership, with what a source tells otherwise as its `says`",
                    related=(left.location,),
                    cause=("membership", left.folder, left.framework),
                )
    for passage in context.passages:
        if not isinstance(passage.fact, Membership) and contains_any(passage.text, _KEYWORDS):
            yield from _check_sentences(context, passage, groups)


def _check_sentences(
    context: CheckContext, passage: Passage, groups: Mapping[tuple[str, str], list[Membership]]
) -> Iterator[Finding]:
    """Report sentences about joining or leaving with a date other than the one on record."""
    for sentence in split_sentences(_insert_references(context, passage)):
        for match in (*_JOINING.finditer(sentence), *_LEAVING.finditer(sentence)):
            is_leaving = match.re is _LEAVING
            memberships = groups.get((passage.fact.folder, match[1]), [])
            is_partner = _is_about_partner(
                context, passage.fact, sentence[: match.start()], by_name=is_leaving
            )
            if memberships and is_partner and (stated_date := _stated_date(passage.fact, sentence, match)):
                if is_leaving:
                    yield from _check_leaving_date(passage, stated_date, memberships)
                else:
                    yield from _check_joining_date(
                        context.store.entity(Framework, match[1]), passage, stated_date, memberships
                    )
        for match in _ANNIVERSARY.finditer(sentence):
            memberships = groups.get((passage.fact.folder, match[2]), [])
            if memberships and (stated_date := _anniversary_year(passage.fact, sentence, match[1])):
                yield from _check_joining_date(
                    context.store.entity(Framework, match[2]), passage, stated_date, memberships
                )


def _anniversary_year(fact: Fact, sentence: str, ordinal: str) -> Period | None:
    """Return the year that an anniversary counts from, or None if the sentence names a year other than its event's."""
    digits, end = _DIGITS.match(ordinal), fact.period.end
    number = int(digits[0]) if digits else _ORDINALS.get(ordinal.casefold())
    if not (number and end and fact.is_event) or set(_YEAR.findall(sentence)) - {str(end.first_day.year)}:
        return None
    return Period.parse(str(end.first_day.year - number))


def _insert_references(context: CheckContext, passage: Passage) -> str:
    """Return the text with references in place of the names of frameworks."""
    text = passage.text
    for mention in reversed(context.names.find(text)):
        if isinstance(mention.entity, Framework):
            text = f"{text[: mention.start]}{{body:{mention.entity.id}}}{text[mention.end :]}"
    return text


def _is_about_partner(context: CheckContext, fact: Fact, before: str, *, by_name: bool) -> bool:
    """Return whether the partner joins, and not a neighbour, judging by the word before the verb.

    Args:
        context: the facts, for the names of the partner.
        fact: the fact with the sentence.
        before: the sentence up to the verb.
        by_name: whether only the partner's name counts, and not a pronoun.
    """
    words = _WORD.findall(blank_references(before))
    if not words or fact.folder == SHARED_FOLDER:
        return not words
    partner = context.store.entity(Partner, fact.folder)
    partner_words = {word for name in partner.names for word in _WORD.findall(name.text)}
    return words[-1] in partner_words or not (
        by_name or words[-1][0].isupper() or words[-1] in _OTHER_SUBJECTS
    )


def _stated_date(fact: Fact, sentence: str, match: re.Match[str]) -> Period | None:
    """Return when a sentence says that the partner joined or left, or None if it does not say so for certain."""
    year_after = _YEAR_AFTER.match(sentence, match.end())
    if year_after:
        return Period.parse(year_after[1])
    before = sentence[: match.start()]
    years_before = _YEAR.findall(before)
    if years_before:
        # In "in 2011 it recalled that it had joined", 2011 is not the year of joining.
        return None if _REPORTED_SPEECH.search(before) else Period.parse(years_before[-1])
    return fact.period if fact.is_event and not _REPORTED_SPEECH.search(before) else None


def _check_joining_date(
    framework: Framework, passage: Passage, joining_date: Period, terms: list[Membership]
) -> Iterator[Finding]:
    """Report a joining date at which no membership on record begins; undated starts can't be compared."""
    fact, first, last = passage.fact, joining_date.start, joining_date.end
    starts = [term.period.start for term in terms]
    if (
        first is None
        or last is None
        or any(start is None or _predates_framework(framework, start) for start in starts)
    ):
        return
    if all(
        start and (start.last_day < first.first_day or last.last_day < start.first_day) for start in starts
    ):
        yield Finding(
            message=f"{fact.key} tells of joining {'on' if first.day else 'in'} {joining_date}, and {terms[0].key} is of {terms[0].period}",
            location=fact.location,
            entries=(fact, *terms),
            hint="correct one of the dates, or record a resolution",
            related=tuple(term.location for term in terms),
            cause=("body", fact.key, terms[0].framework),
        )


def _check_leaving_date(passage: Passage, leaving_date: Period, terms: list[Membership]) -> Iterator[Finding]:
    """Report memberships that certainly held long before and after the stated leaving date."""
    for term in terms:
        span, first, last = certain_span(term), leaving_date.start or leaving_date.end, leaving_date.end
        if span and first and last and span.first < first.first_day and last.last_day + _MONTH < span.last:
            yield Finding(
                message=f"{passage.fact.key} tells of leaving {term.framework} ({leaving_date}), and {term.key} is of {term.period}",
                location=passage.fact.location,
                entries=(passage.fact, term),
                hint="correct one of the dates, or end the membership",
                related=(term.location,),
                cause=("body", passage.fact.key, term.framework),
            )


def _predates_framework(framework: Framework, start: PartialDate) -> bool:
    """Return whether a membership began before its framework existed; another check reports that."""
    return framework.period.certainty_on(start.last_day) is Certainty.NO
