"""Everything that the facts tell, as accounts, to look up those about the same matter as a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log
from typing import TYPE_CHECKING

from briefings.checks.claims.accounts import join_accounts, read_account
from briefings.checks.periods import event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import split_sentences
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.dates import Span
from briefings.model.entities import Partner
from briefings.model.evidence import Text
from briefings.model.facts import Agreement, Membership
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.claims.accounts import Account
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["Entry", "Ledger", "Match"]

_PARTNER_WEIGHT = 0.15
_UNKNOWN_WEIGHT = 0.5
_LEAST_WEIGHT = 0.05
_NEARLY_ALL, _LEAST_WEIGHT_OF_ALL = 0.6, 0.8
_LEAST_SHARED = 1.4
_LEAST_COVER = 0.5
# Of two sentences of one text, which speaks of few things again and again.
_SAME_TEXT, _LEAST_SAME_TEXT = 0.7, 3
# A word that so many sentences of a text have leads to none of them.
_MOST_TOLD = 40
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Entry:
    """A fact, or an earlier sentence of a finished text, taken apart.

    Attributes:
        fact: the fact; None for a sentence of a text.
        account: what its texts tell together.
        tokens: their words, with the entries on record that the fact is about.
        sentences: what each of its sentences tells.
        span: the days of an event; None for a state.
        state: the days on which a state certainly held.
        start: when a state began, or what the text of an event says of that.
        end: when it ended.
        dated: its date as messages give it.
    """

    fact: Fact | None
    account: Account
    tokens: frozenset[str]
    sentences: tuple[Account, ...]
    span: Span | None
    state: Span | None
    start: Span | None
    end: Span | None
    dated: str


@dataclass(frozen=True)
class Match:
    """A fact about the same matter as a sentence.

    Attributes:
        entry: what the fact tells.
        shared: the words that both have.
        weight: how much these words say together.
        cover: the share of the sentence that they are, from 0 to 1.
        back_cover: the share of the most similar sentence of the fact that they are.
    """

    entry: Entry
    shared: frozenset[str]
    weight: float
    cover: float
    back_cover: float


class Ledger:
    """The accounts of all facts, by their rarer words."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._accounts: dict[str, Account] = {}
        self.entries = [entry for fact in context.store.facts if (entry := self._entry_of(fact))]
        self._told: dict[str, list[Entry]] = defaultdict(list)
        self._told_texts: set[str] = set()
        self.partners = frozenset(f"@{partner.id}" for partner in context.store.entities_of(Partner))

    @cached_property
    def _by_folder(self) -> Mapping[str, Mapping[str, list[Entry]]]:
        """Return the entries by folder and word; a partner says nothing within its own folder."""
        index: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.entries:
            assert entry.fact  # noqa: S101 - they are entries of facts
            for token in entry.tokens - self.partners:
                index[entry.fact.folder][token].append(entry)
        return index

    def account_of(self, text: str) -> Account:
        """Return what a sentence tells; those of facts are asked for twice."""
        if text not in self._accounts:
            self._accounts[text] = read_account(self._context, text)
        return self._accounts[text]

    def _entry_of(self, fact: Fact) -> Entry | None:
        """Return what a fact tells in its first language; None if it has no words."""
        texts = [text for text in (fact.headline, fact.heading, fact.content) if isinstance(text, Text)]
        written = [self._context.spell_out(next(iter(text.by_language.values()))) for text in texts]
        if isinstance(fact, Figure):
            written.append(
                f"{fact.value.replace('%', 'percent')} {next(iter(fact.name.by_language.values()))}"
            )
        parts = [
            part for text in written for part in split_sentences(text) if not is_unasserted(part, len(part))
        ]
        if not parts:
            return None
        about = {f"@{id_}" for id_ in fact.actor_ids}
        if isinstance(fact, Membership):
            about.add(f"@{fact.framework}")
        if isinstance(fact, Contact):
            about.add(f"@{fact.body}")
        if isinstance(fact, Agreement):
            about.add("sign")
        sentences = tuple(self.account_of(part) for part in parts)
        account = sentences[0] if len(sentences) == 1 else join_accounts(sentences)
        return _fact_entry(fact, account, {*about, f"@{fact.folder}"}, sentences)

    def weight(self, token: str) -> float:
        """Return how much a word says: the rarer it is among the facts, the more; at most 1."""
        return self._weights.get(token, _UNKNOWN_WEIGHT)

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Return how much each word of the facts says."""
        size = len(self.entries) + 1
        frequency = Counter(token for entry in self.entries for token in entry.tokens)
        weights = {
            token: max(_LEAST_WEIGHT, log(size / count) / log(size)) for token, count in frequency.items()
        }
        return weights | dict.fromkeys(self.partners, _PARTNER_WEIGHT)

    def remember(self, account: Account) -> None:
        """Keep what a sentence of a finished text tells, to compare later ones with it; the same words count once."""
        if account.text in self._told_texts:
            return
        self._told_texts.add(account.text)
        entry = _sentence_entry(account)
        for token in account.tokens - self.partners:
            if len(self._told[token]) < _MOST_TOLD:
                self._told[token].append(entry)

    def find(self, account: Account, folders: frozenset[str]) -> Iterator[Match]:
        """Yield the facts in some folders about the same matter as a sentence."""
        tokens = account.tokens
        whole = fsum(map(self.weight, tokens))
        least = min(_LEAST_SHARED, max(_LEAST_WEIGHT_OF_ALL, _NEARLY_ALL * whole))
        for entry in self._likely_entries(tokens, folders, least):
            shared = tokens & entry.tokens
            weight = fsum(map(self.weight, shared))  # which does not depend on the order of a set
            if weight < least:
                continue
            back = max((self.share(shared, sentence.tokens) for sentence in entry.sentences), default=0.0)
            cover = weight / whole
            if entry.fact is None and (min(cover, back) < _SAME_TEXT or len(shared) < _LEAST_SAME_TEXT):
                continue
            if max(cover, back) >= _LEAST_COVER:
                yield Match(entry, shared, weight, cover, back)

    def _likely_entries(
        self, tokens: frozenset[str], folders: frozenset[str], least: float
    ) -> Iterator[Entry]:
        """Yield the entries whose words in common with a sentence may say at least so much.

        Most entries share a common word or two with a sentence, so the weights are summed over the index first.
        """
        partners = sum(map(self.weight, tokens & self.partners)) + _ROUNDING
        indexes = [
            self._told,
            *(self._by_folder[folder] for folder in sorted(folders) if folder in self._by_folder),
        ]
        reached: dict[int, float] = {}
        entries: dict[int, Entry] = {}
        for index in indexes:
            for token in sorted(tokens):  # so that findings are the same in each run
                weight = self.weight(token)
                for entry in index.get(token, ()):
                    key = id(entry)
                    if key in reached:
                        reached[key] += weight
                    else:
                        reached[key], entries[key] = weight, entry
        yield from (entries[key] for key, weight in reached.items() if weight + partners >= least)

    def share(self, shared: frozenset[str], tokens: frozenset[str]) -> float:
        """Return how much of what some words say is in others, from 0 to 1."""
        whole = fsum(map(self.weight, tokens))
        return fsum(map(self.weight, shared & tokens)) / whole if whole else 0.0


def _fact_entry(fact: Fact, account: Account, about: set[str], sentences: tuple[Account, ...]) -> Entry:
    """Return what a fact tells as an entry."""
    period, tokens = fact.period, account.tokens | about
    if fact.is_event:
        since = account.since.span if account.since else None
        until = account.until.span if account.until else None
        return Entry(fact, account, tokens, sentences, event_span(period), None, since, until, str(period))
    start, end = (
        Span(when.first_day, when.last_day) if when else None for when in (period.start, period.end)
    )
    return Entry(fact, account, tokens, sentences, None, certain_span(fact), start, end, str(period))


def _sentence_entry(account: Account) -> Entry:
    """Return what a sentence of a finished text tells as an entry."""
    since, until = (time.span if time else None for time in (account.since, account.until))
    spans = [time.span for time in account.times if time.span]
    only = spans[0] if len(spans) == 1 and not since and not until else None
    dated = ", ".join(time.text for time in account.times)
    return Entry(None, account, account.tokens, (account,), only, None, since, until, dated)
