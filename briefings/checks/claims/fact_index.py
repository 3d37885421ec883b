"""Everything that the facts tell, as parsed sentences, to look up those about the same matter as a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, repeat
from math import fsum, log
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.parsed_sentences import JoinedSentences, ParsedSentence
from briefings.checks.claims.words import PLACE, TIME, WordReader
from briefings.checks.periods import event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.entities import Partner
from briefings.model.evidence import Text
from briefings.model.facts import Agreement, Membership
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["Entry", "FactIndex", "Match"]

_PARTNER_WEIGHT = 0.15
_UNKNOWN_WEIGHT = 0.5
_UNKNOWN_WEIGHTS = repeat(_UNKNOWN_WEIGHT)
_LEAST_WEIGHT = 0.05
_NEARLY_ALL, _LEAST_WEIGHT_OF_ALL = 0.6, 0.8
_LEAST_SHARED = 1.4
_LEAST_COVER = 0.5
_LEAST_NEEDED = 0.8
# Of two sentences of one text, which speaks of few things again and again.
_SAME_TEXT, _LEAST_SAME_TEXT = 0.7, 3
# A word that so many sentences of a text have leads to none of them.
_MOST_TOLD = 40
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Entry:
    """A fact, or an earlier sentence of a finished text, taken apart as far as it is asked.

    Attributes:
        fact: the fact; None for a sentence of a text.
        sentences: what each of its sentences tells.
        tokens: their words, with the entries on record that the fact is about.
        number: its place among the others.
    """

    fact: Fact | None
    sentences: tuple[ParsedSentence, ...]
    tokens: frozenset[str]
    number: int

    @property
    def folder(self) -> str:
        """Return the folder of the fact; empty for a sentence of a text."""
        return self.fact.folder if self.fact else ""

    @cached_property
    def parsed(self) -> ParsedSentence:
        """Return what its texts tell together."""
        return self.sentences[0] if len(self.sentences) == 1 else JoinedSentences(self.sentences)

    @cached_property
    def kinds(self) -> int:
        """Return the kinds of values that it may give; each has a time."""
        has_place = isinstance(self.fact, Contact) and self.fact.place
        return self.parsed.kinds | TIME | (PLACE if has_place else 0)

    @cached_property
    def span(self) -> Span | None:
        """Return the days of an event; None for a state."""
        if self.fact:
            return event_span(self.fact.period) if self.fact.is_event else None
        spans = [time.span for time in self.parsed.times if time.span]
        return spans[0] if len(spans) == 1 and not self.parsed.since and not self.parsed.until else None

    @cached_property
    def state(self) -> Span | None:
        """Return the days on which a state certainly held."""
        return certain_span(self.fact) if self.fact and not self.fact.is_event else None

    @property
    def when(self) -> Span | None:
        """Return the days of an event, or those on which a state certainly held."""
        return self.span or self.state

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return the times that it names, with the days of the event or the state."""
        when = self.when
        return (*(time.span for time in self.parsed.times if time.span), *([when] if when else []))

    @cached_property
    def start(self) -> Span | None:
        """Return when a state began, or what the text of an event says of that."""
        if self.fact and not self.fact.is_event:
            start = self.fact.period.start
            return start.span if start else None
        return self.parsed.since.span if self.parsed.since else None

    @cached_property
    def end(self) -> Span | None:
        """Return when it ended."""
        if self.fact and not self.fact.is_event:
            end = self.fact.period.end
            return end.span if end else None
        return self.parsed.until.span if self.parsed.until else None

    @property
    def dated(self) -> str:
        """Return its date as messages give it."""
        return str(self.fact.period) if self.fact else ", ".join(time.text for time in self.parsed.times)


class Match(NamedTuple):
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


class FactIndex:
    """The parsed sentences of all facts, by their rarer words."""

    def __init__(self, context: CheckContext, *, all_languages: bool = False) -> None:
        """Begin an index.

        Args:
            context: the facts.
            all_languages: whether their translations count, too: finished texts may be in any language.
        """
        self.context = context
        self._most_languages = None if all_languages else 1
        self._word_reader = WordReader(context)
        self._parsed_sentences: dict[str, ParsedSentence] = {}
        self._told: dict[str, list[Entry]] = defaultdict(list)
        self._told_texts: set[str] = set()
        self._sums: dict[frozenset[str], float] = {}
        self._indexes: dict[str, Mapping[str, list[Entry]]] = {}
        self.partners = frozenset(f"@{partner.id}" for partner in context.store.entities_of(Partner))

    def prepare(self) -> None:
        """Read the facts, so that no copy of this process has to."""
        _ = self._weights

    def parse(self, text: str) -> ParsedSentence:
        """Return what a sentence tells; those of facts are asked for twice."""
        if text not in self._parsed_sentences:
            self._parsed_sentences[text] = ParsedSentence(self.context, self._word_reader, text)
        return self._parsed_sentences[text]

    @cached_property
    def _entries(self) -> Mapping[str, Sequence[Entry]]:
        """Return what all facts tell, by folder."""
        entries: dict[str, list[Entry]] = defaultdict(list)
        for number, fact in enumerate(self.context.store.facts):
            if entry := self._entry_of(fact, number):
                entries[fact.folder].append(entry)
        return entries

    def _entry_of(self, fact: Fact, number: int) -> Entry | None:
        """Return what a fact tells, in its first language if no others count; None if it has no words."""
        texts = [text for text in (fact.headline, fact.heading, fact.content) if isinstance(text, Text)]
        written = [
            words for text in texts for words in islice(text.by_language.values(), self._most_languages)
        ]
        if isinstance(fact, Figure):
            written.append(
                f"{fact.value.replace('%', 'percent')} {next(iter(fact.name.by_language.values()))}"
            )
        sentences = tuple(
            [
                self.parse(part)
                for text in written
                for part in self.context.sentences_in(text)
                if not is_unasserted(part, len(part))
            ]
        )
        if not sentences:
            return None
        words = (
            sentences[0].tokens
            if len(sentences) == 1
            else frozenset().union(*(each.tokens for each in sentences))
        )
        return Entry(fact, sentences, words.union(_about(fact)), number)

    def _index_of(self, folder: str) -> Mapping[str, list[Entry]]:
        """Return the entries of a folder by word; a partner says nothing within its own folder."""
        if folder not in self._indexes:
            index: dict[str, list[Entry]] = defaultdict(list)
            for entry in self._entries.get(folder, ()):
                for token in entry.tokens - self.partners:
                    index[token].append(entry)
            self._indexes[folder] = index
        return self._indexes[folder]

    def entries_of(self, folders: Iterable[str]) -> list[Entry]:
        """Return what the facts of some folders tell, in their order."""
        entries = chain.from_iterable(self._entries.get(folder, ()) for folder in folders)
        return sorted(entries, key=lambda entry: entry.number)

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Return how much each word of the facts says: the rarer it is among them, the more; at most 1."""
        entries = list(chain.from_iterable(self._entries.values()))
        size = len(entries) + 1
        frequency = Counter(chain.from_iterable(entry.tokens for entry in entries))
        # One of the facts that have a word is compared with the others.
        weights = {
            token: max(_LEAST_WEIGHT, log(size / max(1, count - 1)) / log(size))
            for token, count in frequency.items()
        }
        return weights | dict.fromkeys(self.partners, _PARTNER_WEIGHT)

    def weigh(self, tokens: Iterable[str]) -> float:
        """Return how much some words say together, which does not depend on their order."""
        return fsum(map(self._weights.get, tokens, _UNKNOWN_WEIGHTS))

    def remember(self, parsed: ParsedSentence) -> None:
        """Keep what a sentence of a finished text tells, to compare later ones with it; the same words count once."""
        if parsed.text in self._told_texts:
            return
        self._told_texts.add(parsed.text)
        entry = Entry(None, (parsed,), parsed.tokens, len(self._told_texts))
        for token in parsed.tokens - self.partners:
            if len(self._told[token]) < _MOST_TOLD:
                self._told[token].append(entry)

    def find(
        self,
        tokens: frozenset[str],
        folders: frozenset[str],
        *,
        kinds: int = TIME,
        needed: frozenset[str] = frozenset(),
    ) -> list[Match]:
        """Return the facts in some folders about the same matter as a sentence.

        Args:
            tokens: the words of the sentence.
            folders: the folders.
            kinds: the kinds of values of which a fact must give one.
            needed: words of which a fact must have nearly all.
        """
        whole = self._whole(tokens)
        least = min(_LEAST_SHARED, max(_LEAST_WEIGHT_OF_ALL, _NEARLY_ALL * whole))
        sought, floor = (needed, _LEAST_NEEDED * self._whole(needed)) if needed else (tokens, least)
        often = frozenset(token for token in sought if len(self._told.get(token, ())) >= _MOST_TOLD)
        floor_told = (floor if needed else max(least, _SAME_TEXT * whole)) - self.weigh(often)
        reached = chain(
            self._reach([self._told], sought - often, floor_told),
            self._reach(map(self._index_of, sorted(folders)), sought, floor),
        )
        found = []
        for entry in reached:
            if needed and self._share(entry.tokens, needed) < _LEAST_NEEDED:
                continue
            shared = tokens & entry.tokens
            weight = self.weigh(shared)
            if weight < least:
                continue
            cover = weight / whole
            if entry.fact is None and (cover < _SAME_TEXT or len(shared) < _LEAST_SAME_TEXT):
                continue
            back = max([self._share(shared, sentence.tokens) for sentence in entry.sentences])
            if entry.fact is None and back < _SAME_TEXT:
                continue
            if max(cover, back) >= _LEAST_COVER and (kinds & TIME or entry.kinds & kinds):
                found.append(Match(entry, shared, weight, cover, back))
        if len(found) > 1:  # so that findings are the same in each run, and those of a text come first
            found.sort(
                key=lambda match: (match.entry.folder, min(match.shared - self.partners), match.entry.number)
            )
        return found

    def _reach(
        self, indexes: Iterable[Mapping[str, list[Entry]]], tokens: frozenset[str], least: float
    ) -> Iterator[Entry]:
        """Yield the entries of some indexes whose words in common with others may say at least so much.

        Most entries share a common word or two with a sentence. So the words that say too little, even all together,
        lead to none, and the weights of the others are summed over the index first.
        """
        weights, partners = self._weights, self.partners
        weighed = sorted([(weights.get(token, _UNKNOWN_WEIGHT), token) for token in tokens - partners])
        rest = self.weigh(tokens & partners) + _ROUNDING
        light = 0
        while light < len(weighed) and rest + weighed[light][0] < least:
            rest += weighed[light][0]
            light += 1
        for index in indexes:
            reached: dict[Entry, float] = {}
            for weight, token in weighed[light:]:
                for entry in index.get(token, ()):
                    reached[entry] = reached.get(entry, rest) + weight
            yield from (entry for entry, weight in reached.items() if weight >= least)

    def _whole(self, tokens: frozenset[str]) -> float:
        """Return how much the words of a sentence say together; it is asked for often."""
        if tokens not in self._sums:
            self._sums[tokens] = self.weigh(tokens)
        return self._sums[tokens]

    def _share(self, shared: frozenset[str], tokens: frozenset[str]) -> float:
        """Return how much of what some words say is in others, from 0 to 1."""
        whole = self._whole(tokens)
        return self.weigh(shared & tokens) / whole if whole else 0.0


def _about(fact: Fact) -> list[str]:
    """Return the entries on record that a fact is about, as words."""
    about = [f"@{fact.folder}", *(f"@{id_}" for id_ in fact.actor_ids)]
    if isinstance(fact, Membership):
        about.append(f"@{fact.framework}")
    if isinstance(fact, Contact):
        about.append(f"@{fact.body}")
    if isinstance(fact, Agreement):
        about.append("sign")
    return about
