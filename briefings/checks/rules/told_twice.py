"""One event, recorded twice with another date, number or place.

Finds:
    Two events of a partner whose texts share nearly all their words, and that are at most half a year apart; or that
    are of one time and differ only in a number or in one name. Texts that speak of different stages ("opened",
    "ended"), of renewals, of the first and the second of something, or of a former and a present holder are accepted.

Why it matters:
    One page gives the day of an event, another the day of its report. The note prints two events, and one of the
    two numbers or places is wrong.

Example:
    - {id: library, on: 2009-05-11, text: A virtual library on lamps opened at the school in Lutz., evidence: [herald]}
    - {id: library-again, on: 2009-05-21, text: At the school in Lutz a virtual library on lamps was opened., evidence: [page]}

Write instead:
    One event, with the other source's date or text as its `says`; or a resolution, if they are two events.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.causes import SameMatter
from briefings.checks.context import Finding
from briefings.checks.periods import HALF_YEAR, event_span, is_close
from briefings.checks.text.committees import is_of_committee
from briefings.checks.text.numbers import counts_in, number_value
from briefings.checks.text.parts import speaks_of_part
from briefings.checks.text.spelled_numbers import spell_in_digits
from briefings.checks.text.spelling import stem
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, numbers, word_set
from briefings.model.contacts import Contact
from briefings.model.diagnostics import Severity
from briefings.model.evidence import Text
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Period
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# Numbers in digits, and Roman ones of phases and the like.
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*|\b[IVX]{1,4}\b")
_STAGE = WordPattern(
    r"\b(?:{renewal}|{later_stages}|{stages_of_event}|{ordinals_in_words}|{title_modifiers}|{capacities}|{further_words})\b"
)
# "More than 2,000" may be 2,148.
_ROUNDED = WordPattern(
    r"(?<!\w)(?:{about_numbers}|{least_numbers}|{most_numbers})\s+(?:\d|{counting_words}(?!\w))"
)
_ONCE = WordPattern(r"(?<!\w){only_once}(?!\w)")
_BACK = WordPattern(r"(?<!\w){back_words}(?!\w)")
# A single space: days, months and years are left out.
_TOPIC = WordPattern(r"(?<!\w){topic_prepositions} (?:{definite_articles} )?(?P<topic>\w{3,})")
_LEAST_SHARED, _LEAST_SHARE = 5, 0.8
_LEAST_SAME = 3
_RARE, _LEAST_RARE, _LEAST_RARE_SHARE = 2, 3, 0.6
_MOST_OWN = 1
_MOST_FREQUENT = 8
_LEAST_LETTERS = 3


@dataclass(frozen=True)
class _Account:
    """The text of an event, as it is compared.

    Attributes:
        fact: the event.
        text: its text without the days, months and years that it names.
        times: these days, months and years.
    """

    fact: Fact
    text: str
    times: tuple[NamedTime, ...]

    @cached_property
    def words(self) -> dict[str, str]:
        """Return its words without numbers, dates and small words, each as it is compared, with one written form."""
        return {key: word for word in _WORD.findall(self.text) if (key := _key(word)) is not None}

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return its numbers, without dates."""
        digits = [number.strip(".,") for number in _NUMBER.findall(self.text)]
        values = map(numbers("numbers").get, map(str.lower, _WORD.findall(self.text)))
        return frozenset([*digits, *(str(value) for value in values if value)])

    @cached_property
    def counts(self) -> dict[str, str]:
        """Return its numbers by the word behind them, as words are compared."""
        return counts_in(self.text)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the events of each partner against each other."""
    folders: dict[str, list[_Account]] = defaultdict(list)
    for fact in context.store.facts:
        if fact.is_event and isinstance(fact.content, Text) and not isinstance(fact, Contact | Agreement):
            folders[fact.folder].append(_account(context, fact, fact.content))
    for accounts in folders.values():
        for left, right in _similar_pairs(accounts):
            if reason := _difference(left, right):
                yield Finding(
                    message=f"{right.fact.key} and {left.fact.key} may be one event with {reason}",
                    location=right.fact.location,
                    entries=(right.fact, left.fact),
                    hint="merge them and write the other version as a source's `says`, or record a resolution",
                    related=(left.fact.location,),
                    cause=SameMatter(frozenset({left.fact.key, right.fact.key})),
                )


def _account(context: CheckContext, fact: Fact, content: Text) -> _Account:
    """Return the text of an event as it is compared, in its original language."""
    text = spell_in_digits(context.spell_out(next(iter(content.by_language.values()))))
    times = find_times(text)
    for time in reversed(times):
        text = f"{text[: time.start]} {text[time.end :]}"
    return _Account(fact, text, times)


@lru_cache(maxsize=50_000)  # the events of a project share most of their words
def _key(word: str) -> str | None:
    """Return a word as it is compared; None for a number or a small word."""
    if len(word) < _LEAST_LETTERS or word[0].isdigit():
        return None
    plain = word.lower()
    is_small = plain in word_set("stop_words") or plain in word_set("auxiliaries")
    return None if is_small or number_value(plain) else stem(word)


def _similar_pairs(accounts: Sequence[_Account]) -> Iterator[tuple[_Account, _Account]]:
    """Yield the pairs that share nearly all words; only words that few events have make a pair worth a look."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, account in enumerate(accounts):
        for word in account.words:
            by_word[word].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in by_word.values():
        if len(indexes) <= _MOST_FREQUENT:
            shared.update(combinations(indexes, 2))
    rare = {word for word, indexes in by_word.items() if len(indexes) <= _RARE}
    for left, right in sorted(pair for pair, count in shared.items() if count > 1):
        common = accounts[left].words.keys() & accounts[right].words.keys()
        least = min(len(accounts[left].words), len(accounts[right].words))
        is_same = len(common) == len(accounts[left].words) == len(accounts[right].words)
        is_alike = len(common) >= max(_LEAST_SAME if is_same else _LEAST_SHARED, _LEAST_SHARE * least)
        # Words that hardly any other event has weigh more.
        is_alike = is_alike or (
            len(common & rare) >= _LEAST_RARE and len(common) >= _LEAST_RARE_SHARE * least
        )
        if is_alike and len(common) >= least - _MOST_OWN:  # one may say more, but not each something else
            yield accounts[left], accounts[right]


def _difference(left: _Account, right: _Account) -> str:
    """Return in which respect two similar events differ; empty if they may well be two."""
    if left.fact.earlier_id == right.fact.id or right.fact.earlier_id == left.fact.id:
        return ""
    only = [
        [account.words[word] for word in account.words.keys() - other.words.keys()]
        for account, other in ((left, right), (right, left))
    ]
    if any(_STAGE.search(word) for words in only for word in words):
        return ""
    if (_BACK.search(left.text) is None) is not (_BACK.search(right.text) is None):
        return ""
    names = [word for words in only for word in words if word[0].isupper()]
    if is_close(left.fact.period, right.fact.period):
        return _difference_at_one_time(left, right, only, len(names))
    if names or left.numbers != right.numbers or _have_two_topics(left, right):
        return ""
    is_one = _happen_once(left, right) or _is_surely_near(left.fact.period, right.fact.period)
    return "two dates" if is_one else ""


def _difference_at_one_time(left: _Account, right: _Account, only: list[list[str]], names: int) -> str:
    """Return in which respect two similar events of one time differ; empty if they may well be two.

    Args:
        left: the one.
        right: the other.
        only: the words that only the one, and only the other has.
        names: how many of these words are names.
    """
    is_exact = not any(
        _ROUNDED.search(account.text) or speaks_of_part(account.text) for account in (left, right)
    )
    counted = left.counts.keys() & right.counts.keys() if len(left.counts) == len(right.counts) else set()
    if is_exact and any(only) and any(left.counts[word] != right.counts[word] for word in counted):
        return "two numbers"
    if (
        is_exact
        and not any(only)
        and left.numbers != right.numbers
        and len(left.numbers) == len(right.numbers)
    ):
        return "two numbers"
    if (not any(only) or _happen_once(left, right)) and _name_other_times(left, right):
        return "two dates"
    is_one_name_each = names == 2 and all(len(words) == 1 for words in only)  # noqa: PLR2004 - one in each
    if not is_one_name_each or any(_is_of_committee(*each) for each in zip((left, right), only, strict=True)):
        return ""
    return "two places or names"


def _is_of_committee(account: _Account, words: list[str]) -> bool:
    """Return whether the only word that another text lacks names a committee."""
    start = account.text.index(words[0])
    return is_of_committee(account.text, start, start + len(words[0]))


def _have_two_topics(left: _Account, right: _Account) -> bool:
    """Return whether two texts speak on different matters: "a course on wicks", "a course on oil"."""
    topics = [{_key(topic["topic"]) for topic in _TOPIC.finditer(account.text)} for account in (left, right)]
    return all(topics) and not topics[0] & topics[1]


def _name_other_times(left: _Account, right: _Account) -> bool:
    """Return whether two texts name times, none of which may be the same."""
    spans = [[time.span for time in account.times if time.span] for account in (left, right)]
    return all(spans) and not any(one.overlap(other) for one in spans[0] for other in spans[1])


def _happen_once(left: _Account, right: _Account) -> bool:
    """Return whether both texts tell what happens only once: a birth, a foundation, a ratification."""
    return all(any(_ONCE.search(word) for word in account.words.values()) for account in (left, right))


def _is_surely_near(left: Period, right: Period) -> bool:
    """Return whether two periods are surely at most half a year apart, whichever of their days were the right ones.

    What happens every year and is known by the year alone is not one event.
    """
    spans = event_span(left), event_span(right)
    known = [span for span in spans if span]
    if len(known) < len(spans):
        return False
    first, last = min(span.first for span in known), max(span.last for span in known)
    return (last - first) <= HALF_YEAR
