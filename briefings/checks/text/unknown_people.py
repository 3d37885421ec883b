"""Names of people whom the facts do not have, beside the titles of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.references import unify_characters
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.people import PeopleIndex
    from briefings.checks.text.titles import Title

__all__ = ["UnknownHolder", "find_unknown_holders"]

_NAME = r"(?P<name>(?-i:{capital})[\w'-]+(?:\s+(?:{name_particles}\s+)?(?-i:{capital})[\w'-]+){1,3})"
_AFTER = WordPattern(r"\s*(?:[:|=,(-]\s*)?(?:(?<!\w){honorifics}\.?\s+)*" + _NAME)
_BEFORE = WordPattern(
    _NAME
    + r"\s*(?:[,(]\s*(?:(?:{words_before_title}|{elisions})\s*)?|\s+(?:{is_now}|{took_office}|{appointed})\s+(?:(?:{words_before_title}|{elisions})\s*)?)$"
)
_SENTENCE_WORD = WordPattern(r"(?:{date_prepositions}|{definite_articles}|{pronouns})$")
_FAR = 80
_MOST_TITLES = 15


class UnknownHolder(NamedTuple):
    """A person whom the facts do not have, with a title.

    Attributes:
        name: as written.
        title: the title.
        end: position after the name and the title.
    """

    name: str
    title: Title
    end: int


def find_unknown_holders(text: str, titles: Sequence[Title], people: PeopleIndex) -> Iterator[UnknownHolder]:
    """Yield the people beside titles whom the facts do not have: two capitalised words at least."""
    plain = unify_characters(text)
    for index, title in enumerate(titles[:_MOST_TITLES]):
        if is_unasserted(plain, title.whole_start):
            continue
        limit = titles[index + 1].whole_start if index + 1 < len(titles) else len(plain)
        name = _AFTER.match(plain, title.whole_end, limit)
        if name and not people.read_after(plain, name.start("name")):
            yield UnknownHolder(text[name.start("name") : name.end("name")], title, name.end())
            continue
        start = max(titles[index - 1].whole_end if index else 0, title.whole_start - _FAR)
        before = _BEFORE.search(plain[start : title.whole_start])
        if before and not people.read_before(plain, start + before.end("name")):
            words = text[start + before.start("name") : start + before.end("name")]
            first, _, rest = words.partition(" ")
            yield UnknownHolder(
                rest if _SENTENCE_WORD.match(first) and " " in rest else words, title, title.whole_end
            )
