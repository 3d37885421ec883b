"""Names of bodies that are nearly one on record: "the Lantern Council Forum" for "the Lantern Forum"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.spelling import CAPITAL
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
_WORD = re.compile(r"[\w’'-]+")
# "And" in Arabic is written together with a Latin name: "وthe Lantern Forum".
_JOINED = re.compile(r"(?<!\w)[\u0620-\u06ff]{1,2}(?=[A-Za-z])")
_ACRONYM = re.compile(r"[»”\"]?\s*\((?P<letters>[^\W\d_]{2,8})\)")
# "NATO's Planning and Review Process".
_OWNER = re.compile(r".*[’']s?\s+")
_LEAST_WORDS = 3


class NearName(NamedTuple):
    """A name in a text that is nearly that of a body on record."""

    text: str
    body: Framework | Organisation
    name: Name


class BodyNames:
    """The names of bodies by their last words, to find one that a text nearly writes."""

    def __init__(self, store: FactStore) -> None:
        self._by_last_word: dict[str, list[tuple[frozenset[str], Framework | Organisation, Name]]] = {}
        self._known: set[frozenset[str]] = set()
        bodies: list[Framework | Organisation] = [*store.entities_of(Framework)]
        bodies += store.entities_of(Organisation)
        for body in bodies:
            for name in body.names:
                words = _distinctive_words(name.text)
                self._known.add(frozenset(words))
                if len(words) >= _LEAST_WORDS:
                    self._by_last_word.setdefault(words[-1], []).append((frozenset(words), body, name))

    def find_near(self, text: str, mentions: Sequence[Mention]) -> Iterator[NearName]:
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


def _distinctive_words(name: str) -> list[str]:
    """Return the words of a name in small letters, without words that join others."""
    ignored = word_set("stop_words") | word_set("definite_articles")
    return [word for word in (word.casefold() for word in _WORD.findall(name)) if word not in ignored]
