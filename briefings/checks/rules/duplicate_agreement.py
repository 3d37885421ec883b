"""One agreement, recorded with two dates.

Finds:
    Two agreements of a partner with the same or nearly the same name that were made within a year of each other,
    whose dates swap day and month, or that were certainly in force on the same day. A contact of the form
    `signature`, or a sentence, that gives another day for signing an agreement on record. Names with different
    numbers, years or ordinals belong to different documents. Plans, programmes, statements and the like recur, so
    they are reported only within a month of each other, and so are documents whose name only says what kind they
    are. Agreements that are described as renewed, extended, amended, ratified or in force are accepted, and so are
    names that occur three times or more, and so is a month that includes the other's day.

Why it matters:
    One page gives the day of signing, another the day of the report, and the note lists two agreements.

Example:
    agreements:
    - {id: oil, on: 2012-10-03, title: Agreement on lamp oil, evidence: [herald]}
    - {id: oil-again, on: 2012-10-30, title: Agreement on Lamp Oil, evidence: [gazette]}

Write instead:
    One agreement, with the other source's date as its `says`: `{source: gazette, says: {on: 2012-10-30}}`. If it
    was renewed, say so in the title or text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.causes import SameMatter
from briefings.checks.context import Finding
from briefings.checks.periods import (
    MONTH,
    YEAR,
    certain_double_term,
    has_swapped_day_and_month,
    in_or_on,
    is_close,
    is_less_exact,
)
from briefings.checks.text.dates import find_only_date, find_years
from briefings.checks.text.names import SUCCESSION
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.entities import Partner
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.model.dates import Period
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_WORD = re.compile(r"\w+")
_RECURRING = WordPattern(r"\b{recurring_documents}\b")
_RENEWAL = WordPattern(r"\b{renewal}\b")
_LATER_STAGE = WordPattern(r"\b{later_stages}\b")
# "the two sides signed the Agreement"; "the Agreement, signed in 2011".
_SIGNING_BEFORE = WordPattern(
    r"\b{signed}\s+(?:{definite_articles}|{indefinite_articles}|{possessives}|{elisions})?\s*[“«\"]?$"
)
_SIGNING_AFTER = WordPattern(r"[”»\"]?,?\s+(?:{words_before_signed}\s+)*{signed}\b")
# "A protocol under the Agreement was signed".
_UNDER = WordPattern(r"(?<!\w){under_agreements}\s+(?:{definite_articles}\s+|{elisions})?[“«\"]?$")
_THAT_TIME = WordPattern(r"(?<!\w){that_time}(?!\w)")
_YEAR_AFTER = re.compile(r"[^.;,{}]{0,40}?(?:18|19|20)\d\d")
# More words after a title may make it another title: "the Agreement on lamp oil tax".
_TITLE_END = WordPattern(r"\s*[”»\"]?\s*(?:$|[.,;:()–-]|{words_after_agreement}\b)")
_MIN_SIMILARITY, _MIN_LENGTH = 0.85, 6


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the agreements of each partner, and signatures and sentences about signing them."""
    folders: dict[str, list[Agreement]] = defaultdict(list)
    for fact in context.store.facts:
        if isinstance(fact, Agreement):
            folders[fact.folder].append(fact)
    words_by_agreement = {
        agreement.key: _distinctive_words(context, agreement.title, folder)
        for folder, agreements in folders.items()
        for agreement in agreements
    }
    for agreements in folders.values():
        yield from _check_pairs(agreements, words_by_agreement)
    for fact in context.store.facts:
        if isinstance(fact, Contact) and fact.form == "signature":
            yield from _check_signature(context, fact, folders[fact.folder], words_by_agreement)
    for passage in context.passages:
        recorded = folders.get(passage.fact.folder)
        if recorded and not isinstance(passage.fact, Agreement) and not passage.is_disagreement:
            yield from _check_sentences(passage, recorded)


def _check_pairs(
    agreements: Sequence[Agreement], words_by_agreement: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[Finding]:
    """Report two agreements of one name that may be the same; a name that occurs more often is one that recurs."""
    similar_pairs = [
        pair
        for pair in combinations(agreements, 2)
        if _is_same_name(*(words_by_agreement[agreement.key] for agreement in pair))
    ]
    occurrences = Counter(agreement.key for pair in similar_pairs for agreement in pair)
    for left, right in similar_pairs:
        if _is_linked(left, right):
            continue
        if max(occurrences[left.key], occurrences[right.key]) == 1 and _may_be_same(left, right):
            yield _finding(right, (left,))


def _is_linked(left: Agreement, right: Agreement) -> bool:
    """Return whether one of two agreements replaces or supplements the other, so that they are two."""
    return any(
        one.key in (*other.replaced_keys, other.main_key) for one, other in ((left, right), (right, left))
    )


def _check_signature(
    context: CheckContext,
    contact: Contact,
    agreements: Sequence[Agreement],
    words_by_agreement: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Iterator[Finding]:
    """Report a signature of an agreement on record on another day."""
    for topic in contact.topics:
        topic_words = _distinctive_words(context, topic, contact.folder)
        same_name = [
            agreement
            for agreement in agreements
            if agreement.is_event and _is_same_name(words_by_agreement[agreement.key], topic_words)
        ]
        is_recorded = any(is_close(agreement.period, contact.period) for agreement in same_name)
        if not is_recorded and any(_may_be_same(agreement, contact) for agreement in same_name):
            yield _finding(contact, same_name)


def _finding(blamed: Fact, others: Sequence[Fact]) -> Finding:
    first = others[0]
    return Finding(
        message=f"{blamed.key} ({blamed.period}) and {first.key} ({first.period}) may be the same agreement",
        location=blamed.location,
        entries=(blamed, *others),
        hint="merge them and write the other date as a source's `says`, or record a resolution",
        related=tuple(fact.location for fact in others),
    )


def _distinctive_words(context: CheckContext, title: Text, folder: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words that distinguish one agreement from another, by language.

    The partner's own name and stop words do not count.
    """
    partner = context.store.entities.get(folder)
    partner_names = partner.names if isinstance(partner, Partner) else ()
    partner_words = {word for name in partner_names for word in _WORD.findall(name.text.casefold())}
    ignored = word_set("stop_words") | partner_words
    return {
        language: tuple(sorted(word for word in _WORD.findall(text.casefold()) if word not in ignored))
        for language, text in title.by_language.items()
    }


def _is_same_name(left: Mapping[str, tuple[str, ...]], right: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether two names are the same, apart from spelling, in a language that both have."""
    return any(
        words == right[language]
        or (len(words) == len(right[language]) and all(map(_is_same_word, words, right[language])))
        for language, words in left.items()
        if words and language in right
    )


def _is_same_word(left: str, right: str) -> bool:
    """Return whether two words are the same, apart from a small difference in spelling."""
    if left == right:
        return True
    return (
        min(len(left), len(right)) >= _MIN_LENGTH
        and not any(map(str.isdigit, left + right))
        and SequenceMatcher(None, left, right).ratio() >= _MIN_SIMILARITY
    )


def _may_be_same(agreement: Agreement, other_fact: Agreement | Contact) -> bool:
    """Return whether two facts about agreements of one name may be the same, judging by their days and texts."""
    texts = [text for fact in (agreement, other_fact) for text in _all_texts(fact)]
    if agreement.is_event != other_fact.is_event or is_less_exact(agreement.period, other_fact.period):
        return False
    if any(_RENEWAL.search(text) or _LATER_STAGE.search(text) for text in texts):
        return False
    if not agreement.is_event:
        return certain_double_term(agreement, other_fact) is not None
    kind_words = word_set("document_kinds") | word_set("stop_words")
    is_recurring = any(
        _RECURRING.search(text) or set(_WORD.findall(text.casefold())) <= kind_words
        for text in agreement.title.by_language.values()
    )
    return is_close(
        agreement.period, other_fact.period, MONTH if is_recurring else YEAR
    ) or has_swapped_day_and_month(agreement.period, other_fact.period)


def _all_texts(fact: Agreement | Contact) -> Iterable[str]:
    texts = (fact.title, fact.text) if isinstance(fact, Agreement) else fact.topics
    return (words for text in texts if text for words in text.by_language.values())


def _check_sentences(passage: Passage, agreements: Sequence[Agreement]) -> Iterator[Finding]:
    """Report sentences that date the signing of an agreement to a day that no agreement of that name has."""
    titles: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        if agreement.is_event and (title := agreement.title.by_language.get(passage.language)):
            titles[title.casefold()].append(agreement)
    for title, same_title in titles.items():
        for sentence in split_sentences(passage.text) if title in passage.text.casefold() else ():
            signing_date = _signing_date(passage, sentence, title)
            if signing_date and not any(is_close(recorded.period, signing_date) for recorded in same_title):
                first = same_title[0]
                yield Finding(
                    message=f"{passage.fact.key} says that {first.key} was signed {in_or_on(signing_date)}, but its date is {first.period}",
                    location=passage.location,
                    entries=(passage.fact, *same_title),
                    hint="correct one of the dates, or record a resolution",
                    related=tuple(recorded.location for recorded in same_title),
                    cause=SameMatter(frozenset({passage.fact.key, first.key})),
                )


def _signing_date(passage: Passage, sentence: str, title: str) -> Period | None:
    """Return when a sentence says that an agreement was signed, or None if it does not say so for certain."""
    match = re.search(re.escape(title), sentence, re.IGNORECASE)
    if not match or SUCCESSION.search(sentence) or _RENEWAL.search(sentence.replace(match[0], "")):
        return None
    if not _UNDER.search(sentence, 0, match.start()) and (
        verb := _SIGNING_AFTER.match(sentence, match.end())
    ):
        remainder = sentence[verb.end() :]
        date_phrase = _YEAR_AFTER.match(remainder)
        return find_only_date(date_phrase[0], passage.language) if date_phrase else None
    if _UNDER.search(sentence, 0, match.start()):
        return None
    if not _SIGNING_BEFORE.search(sentence[: match.start()]) or not _TITLE_END.match(sentence, match.end()):
        return None
    if find_years(sentence):
        return find_only_date(sentence, passage.language)
    return passage.fact.period if passage.fact.is_event and not _THAT_TIME.search(sentence) else None
