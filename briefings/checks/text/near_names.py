"""Names of bodies that are nearly one on record: "the Lantern Council Forum" for "the Lantern Forum"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.spelling import CAPITAL, WORD_START, stem
from briefings.checks.text.vocabulary import word_set
from briefings.model.entities import Framework, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Name

__all__ = ["BodyNames", "NearName"]

_CAPITALISED = rf"(?<!\w){CAPITAL}[\w’'-]++"
_RUN = re.compile(
    rf"{_CAPITALISED}(?:\s+(?:(?:of|for|and|on|de|du|des|pour|la|et)\s+)*{_CAPITALISED}){{2,8}}"
)
_WORD_OR_ELIDED = re.compile(rf"{WORD_START}[\w-]+")
_WORD = re.compile(r"[\w’'-]+")
# "And" in Arabic is written together with a Latin name: "وthe Lantern Forum".
_JOINED = re.compile(r"(?<!\w)[\u0620-\u06ff]{1,2}(?=[A-Za-z])")
_ACRONYM = re.compile(r"[»”\"]?\s*\((?P<letters>[^\W\d_]{2,8})\)")
# "NATO's Planning and Review Process".
_OWNER = re.compile(r".*[’']s?\s+")
_LEAST_WORDS = 3
# A name with small letters, before its acronym; the owner of the body may stand between: "Processus d’examen de NATO (PARP)".
_BRACKET = re.compile(r"[»”\"]?\s*\((?P<letters>[^\W\d_]{2,8})\)")
_LONGEST_NAME, _MOST_OTHERS = 100, 2
_LEAST_STEM, _LONGEST_ENDING = 4, 2


class NearName(NamedTuple):
    """A name in a text that is nearly that of a body on record."""

    text: str
    body: Framework | Organisation
    name: Name


class BodyNames:
    """The names of bodies by their last words, to find one that a text nearly writes."""

    def __init__(self, store: FactStore) -> None:
        self._by_last_word: dict[str, list[tuple[frozenset[str], Framework | Organisation, Name]]] = {}
        self._by_acronym: dict[str, list[tuple[tuple[str, ...], Framework | Organisation, Name]]] = {}
        self._known: set[frozenset[str]] = set()
        bodies: list[Framework | Organisation] = [*store.entities_of(Framework)]
        bodies += store.entities_of(Organisation)
        for body in bodies:
            self._add_acronyms(body)
            for name in body.names:
                words = _distinctive_words(name.text)
                self._known.add(frozenset(words))
                if len(words) >= _LEAST_WORDS:
                    self._by_last_word.setdefault(words[-1], []).append((frozenset(words), body, name))

    def _add_acronyms(self, body: Framework | Organisation) -> None:
        """Keep the longer names of a body by each of its acronyms, as stems."""
        names = [
            (words, body, name)
            for name in body.names
            if len(words := tuple(stem(word[0]) for word in _elided_words(name.text))) >= _LEAST_WORDS
        ]
        for short in {name.text for name in body.names if _ACRONYM.match(f"({name.text})")}:
            self._by_acronym.setdefault(short, []).extend(names)

    def find_near(self, text: str, mentions: Sequence[Mention]) -> Iterator[NearName]:
        """Yield the names that are nearly those of bodies on record: by capitals, or before an acronym."""
        found = [*self._find_capitals(text, mentions)]
        yield from found
        if not found and "(" in text:
            yield from self._find_before_acronyms(text, mentions)

    def _find_before_acronyms(self, text: str, mentions: Sequence[Mention]) -> Iterator[NearName]:
        """Yield the names before an acronym that begin as a name of its body does, and have another word or two in it."""
        for bracket in _BRACKET.finditer(text):
            if bracket["letters"] not in self._by_acronym:
                continue
            start = max(0, bracket.start() - _LONGEST_NAME)
            names = [each for each in mentions if start <= each.start < bracket.start()]
            for known, body, name in self._by_acronym[bracket["letters"]]:
                if any(each.entity is body for each in names):
                    break
                words = [
                    word
                    for word in _elided_words(text, start, bracket.start())
                    if not any(each.start <= word.start() < each.end for each in names)
                ]
                first = next(
                    (i for i in range(len(words) - 1, -1, -1) if stem(words[i][0]) == known[0]), None
                )
                run = words[first:] if first is not None else []
                if _is_nearly([stem(word[0]) for word in run], known):
                    yield NearName(text[run[0].start() : run[-1].end()], body, name)
                    break

    def _find_capitals(self, text: str, mentions: Sequence[Mention]) -> Iterator[NearName]:
        """Yield the names that share all words but one with a body on record, and have one that it lacks.

        A name that only lacks a word may be that of another body: the "North Atlantic Council" is one. Two words that are
        shared are enough where the acronym of that body follows.
        """
        for run in _RUN.finditer(_JOINED.sub(lambda joined: " " * len(joined[0]), text)):
            acronym = _ACRONYM.match(text, run.end())
            owner = _OWNER.match(run[0])
            start, end = run.start() + (owner.end() if owner else 0), run.end()
            words = _distinctive_words(text[start:end])
            own = frozenset(words)
            if not words or any(
                mention.start < end and start < mention.end and not (acronym and end < mention.end)
                for mention in mentions
            ):
                continue
            if own in self._known:
                continue
            for known, body, name in self._by_last_word.get(words[-1], ()):
                is_called_so = acronym and any(each.text == acronym["letters"] for each in body.names)
                least = max(_LEAST_WORDS - bool(is_called_so), len(known) - 1)
                if len(own & known) >= least and len(own - known) == 1:
                    yield NearName(text[start:end], body, name)
                    break


def _is_nearly(words: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether as many words as a name has, all but one or two the same and in their places, are not that name."""
    if len(words) != len(known):
        return False
    differing = sum(not _is_form(one, other) for one, other in zip(words, known, strict=True))
    return 0 < differing <= (1 if len(known) < _LEAST_WORDS + _MOST_OTHERS else _MOST_OTHERS)


def _is_form(one: str, other: str) -> bool:
    """Return whether two words begin so alike that they may be forms of one: "plan", "plans"."""
    one, other = (word.replace("z", "s") for word in (one, other))
    least = max(_LEAST_STEM, min(len(one), len(other)) - _LONGEST_ENDING)
    return one == other or (min(len(one), len(other)) >= least and one[:least] == other[:least])


def _elided_words(text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """Return the words of a part of a text, without articles before an apostrophe and words that join others."""
    found = _WORD_OR_ELIDED.finditer(text, start, len(text) if end is None else end)
    return [word for word in found if _distinctive_words(word[0])]


def _distinctive_words(name: str) -> list[str]:
    """Return the words of a name in small letters, without words that join others."""
    ignored = word_set("stop_words") | word_set("definite_articles")
    return [word for word in (word.casefold() for word in _WORD.findall(name)) if word not in ignored]
