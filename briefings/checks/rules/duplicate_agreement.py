"""One agreement, with two dates.

What it finds:
    Two agreements of a partner with one name, or nearly so, that were made within a year of each other, or of which one
    has day and month the wrong way round, or that were surely in force on one day; a signature that names an agreement
    on record, and a sentence that tells of signing it, on another day. Names with different numbers, years or ordinals
    are those of different documents; plans, programmes, statements and the like come again, and are let pass but within
    a month, as is what has no other name than that of its kind; and so is what is told as renewed, extended or amended,
    ratified or in force, or stands there three times.

Why it matters:
    Two pages give two days, that of the signature and that of the report, and the note lists two agreements.

Example:
    agreements:
    - {id: oil, on: 2012-10-03, title: Agreement on lamp oil, evidence: [herald]}
    - {id: oil-again, on: 2012-10-30, title: Agreement on Lamp Oil, evidence: [gazette]}

Write instead:
    One agreement, with what the other source tells as its `says`: `{source: gazette, says: {on: 2012-10-30}}`. One that
    was renewed says so in its title or text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, surely_held
from briefings.checks.text.mentions import HISTORY, only_date, sentences, years
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement, Contact, Partner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.checks.context import Case, Passage
    from briefings.model.dates import Period
    from briefings.model.facts import Fact, Text

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_WORD = re.compile(r"\w+")
_LITTLE = frozenset({
    "the", "a", "an", "of", "on", "for", "in", "between", "and", "with", "to", "la", "le", "les", "l", "de", "du", "des", "d",
    "sur", "entre", "et", "en", "à", "о", "об", "по", "в", "с", "между", "и",
})  # fmt: skip
# A name of these alone is that of a kind of document.
_KINDS = frozenset({
    "agreement", "memorandum", "understanding", "protocol", "treaty", "convention", "arrangement", "exchange", "letters",
    "framework", "document", "joint", "bilateral", "accord", "mémorandum", "entente", "traité", "échange", "lettres",
    "соглашение", "меморандум", "договор",
})  # fmt: skip
_RECURRING = re.compile(
    r"\b(?:plan|programme|program|statement|communiqué|communique|declaration|déclaration|minutes|report|protocol|letters?"
    r"|roadmap|calendar|schedule|rapport|protocole|план|программ\w*|заявлени\w*|протокол\w*)s?\b",
    re.IGNORECASE,
)
_RENEWED = re.compile(
    r"\b(?:re-?new|exten[ds]|amend|prolong|re-?vis|updat|supplement|additional|new\b|re-?sign|prorog|renouvel|reconduc|modifi"
    r"|avenant|продл|обновл|измен|дополн|нов)",
    re.IGNORECASE,
)
# What is told of one agreement on several days.
_STAGE = re.compile(r"\b(?:in(?:to)? force|ratif|initialled|vigueur|paraph|в силу|парафир)", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:signed|concluded|signé\w*|conclu\w*|подписал\w*|заключил\w*)\b", re.IGNORECASE)
# "the two sides signed the Agreement"; "the Agreement, signed in 2011".
_BEFORE = re.compile(rf"{_SIGNED.pattern}\s+(?:the|an?|their|l[’']|le|la|un|une)?\s*[“«\"]?$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"[”»\"]?,?\s+(?:(?:which|that|was|were|been|had|has|qui|avait|été|a|est|был\w*)\s+)*{_SIGNED.pattern}",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"[^.;,{}]{0,40}?(?:18|19|20)\d\d")
# What follows a title may make another one of it: "the Agreement on lamp oil tax".
_CLOSED = re.compile(r"\s*[”»\"]?\s*(?:$|[.,;:()–-]|(?:in|on|at|with|by|en|le|à|avec|в|с)\b)")
_NEAR, _YEAR = timedelta(days=31), timedelta(days=366)
_SPELLING, _SHORTEST = 0.85, 6


def check(case: Case) -> Iterator[Finding]:
    """Look at the agreements of each partner, and at what else tells of signing them."""
    folders: dict[str, list[Agreement]] = defaultdict(list)
    for fact in case.base.facts:
        if isinstance(fact, Agreement):
            folders[fact.folder].append(fact)
    named = {
        folder: {each.key: _names(case, each.title, folder) for each in own}
        for folder, own in folders.items()
    }
    for folder, own in folders.items():
        alike = [pair for pair in combinations(own, 2) if _alike(*(named[folder][each.key] for each in pair))]
        often = Counter(each.key for pair in alike for each in pair)
        for one, other in alike:
            if max(often[one.key], often[other.key]) == 1 and _one(one, other):
                yield _finding(other, (one,))
    for fact in case.base.facts:
        if isinstance(fact, Contact) and fact.form == "signature":
            for topic in fact.topics:
                names = _names(case, topic, fact.folder)
                known = [
                    each
                    for each in folders[fact.folder]
                    if each.event and _alike(named[fact.folder][each.key], names)
                ]
                told = any(_overlap(each.period, fact.period) for each in known)
                if not told and any(_one(each, fact) for each in known):
                    yield _finding(fact, known)
    for passage in case.passages:
        signed = folders.get(passage.fact.folder)
        if signed and not isinstance(passage.fact, Agreement) and not passage.said:
            yield from _told(passage, signed)


def _finding(blamed: Fact, others: Sequence[Fact]) -> Finding:
    return Finding(
        message=f"{blamed.key} and {others[0].key} may be one agreement: {blamed.period} and {others[0].period}",
        location=blamed.location,
        about=(blamed, *others),
        hint="make them one, with what a source tells otherwise as its `says`, or settle it by a resolution",
        related=tuple(each.location for each in others),
    )


def _names(case: Case, title: Text, folder: str) -> Mapping[str, tuple[str, ...]]:
    """The words that tell one agreement from another, by language: those of the partner and little ones do not."""
    partner = case.base.entities.get(folder)
    own = partner.names if isinstance(partner, Partner) else ()
    idle = _LITTLE | {word for name in own for word in _WORD.findall(name.text.casefold())}
    return {
        language: tuple(sorted(word for word in _WORD.findall(words.casefold()) if word not in idle))
        for language, words in title.by_language.items()
    }


def _alike(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether two names are the same but for spelling, in a language that both have."""
    return any(
        words == other[language]
        or (len(words) == len(other[language]) and all(map(_near, words, other[language])))
        for language, words in one.items()
        if words and language in other
    )


def _near(word: str, other: str) -> bool:
    if word == other:
        return True
    return (
        min(len(word), len(other)) >= _SHORTEST
        and not any(map(str.isdigit, word + other))
        and SequenceMatcher(None, word, other).ratio() >= _SPELLING
    )


def _one(one: Agreement, other: Agreement | Contact) -> bool:
    """Whether two of one name may be one: by their days, and by what is told of them."""
    told = [words for each in (one, other) for words in _words(each)]
    if one.event != other.event or any(_RENEWED.search(words) or _STAGE.search(words) for words in told):
        return False
    if not one.event:
        spans = surely_held(one), surely_held(other)
        both = spans[0].overlap(spans[1]) if spans[0] and spans[1] else None
        return both is not None and both.first < both.last
    recurring = any(
        _RECURRING.search(words) or set(_WORD.findall(words.casefold())) <= _KINDS | _LITTLE
        for words in one.title.by_language.values()
    )
    return _overlap(one.period, other.period, _NEAR if recurring else _YEAR) or _swapped(
        one.period, other.period
    )


def _words(fact: Agreement | Contact) -> Iterable[str]:
    texts = (fact.title, fact.text) if isinstance(fact, Agreement) else fact.topics
    return (words for text in texts if text for words in text.by_language.values())


def _overlap(one: Period, other: Period, margin: timedelta = timedelta()) -> bool:
    """Whether two periods come within a time of each other; those without a date never do."""
    if not (one.end and other.end):
        return False
    first, second = (one.start or one.end).first, (other.start or other.end).first
    return first - margin <= other.end.last and second - margin <= one.end.last


def _swapped(one: Period, other: Period) -> bool:
    """Whether one day is the other one with its day and month the wrong way round."""
    first, second = one.start, other.start
    return bool(
        first
        and second
        and first.day
        and (first.year, first.month, first.day) == (second.year, second.day, second.month)
    )


def _told(passage: Passage, known: Sequence[Agreement]) -> Iterator[Finding]:
    """Sentences that tell of signing an agreement on another day than all of its name."""
    titles: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in known:
        if agreement.event and (title := agreement.title.by_language.get(passage.language)):
            titles[title.casefold()].append(agreement)
    for title, same in titles.items():
        for sentence in sentences(passage.words) if title in passage.words.casefold() else ():
            when = _signed(passage, sentence, title)
            if when and not any(_overlap(each.period, when) for each in same):
                yield Finding(
                    message=f"{passage.fact.key} dates the signing of {same[0].key} to {when}, and that is of {same[0].period}",
                    location=passage.location,
                    about=(passage.fact, *same),
                    hint="correct one of the dates, or record a resolution",
                    related=tuple(each.location for each in same),
                )


def _signed(passage: Passage, sentence: str, title: str) -> Period | None:
    """When a sentence tells an agreement to have been signed; None where it does not tell that, or not for sure."""
    match = re.search(re.escape(title), sentence, re.IGNORECASE)
    if not match or HISTORY.search(sentence) or _RENEWED.search(sentence.replace(match[0], "")):
        return None
    if behind := _BEHIND.match(sentence, match.end()):
        rest = sentence[behind.end() :]
        at_once = _AT_ONCE.match(rest)
        return only_date(at_once[0], passage.language) if at_once else None
    if not _BEFORE.search(sentence[: match.start()]) or not _CLOSED.match(sentence, match.end()):
        return None
    if years(sentence):
        return only_date(sentence, passage.language)
    return passage.fact.period if passage.fact.event else None
