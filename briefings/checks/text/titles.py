"""Titles of posts in texts: in any wording that the facts allow, with the country or body they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.phrase_index import PhraseIndex
from briefings.checks.text.references import unify_characters
from briefings.checks.text.spelling import fold, stem
from briefings.checks.text.vocabulary import WordPattern, translations, word_set
from briefings.model.entities import NamedEntity, Organisation, Partner, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.phrase_index import Occurrence
    from briefings.factbase.store import FactStore

__all__ = ["Title", "TitleIndex"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Between a title and the country or body that it belongs to: "of the", "de la", "du"; nothing in Russian.
_OWNER_LINK = WordPattern(r"\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})?", re.NOFLAG)
_LINKED = WordPattern(r"\s+(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})", re.NOFLAG)
_POSSESSIVE_BEFORE = re.compile(r"[^\W\d_][\w-]*'s?\s+$")
_BLANK = re.compile(r"[\s'-]*")
_OWN_COUNTRY = WordPattern(r"{own_country}\b")
_MODIFIER_AFTER = WordPattern(r"[\s-]+{title_modifiers_after}\b")
_CAPITAL_AFTER = re.compile(r"[\s-]+[^\W\d_a-zа-я]")
_MOST_WORDS_BACK = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title that a text contains, with the posts that it may refer to.

    Attributes:
        posts: the posts; only those of the country or body that the text names beside the title.
        start: position of the first character.
        end: position after the last character.
        text: as written.
        whole_start: the start, with the owner of the title before it: "NATO Secretary General".
        whole_end: the end, with the owner of the title after it: "Secretary General of NATO".
        has_owner: whether the text names that owner.
    """

    posts: tuple[Post, ...]
    start: int
    end: int
    text: str
    whole_start: int
    whole_end: int
    has_owner: bool


class TitleIndex:
    """An index that finds the titles of posts in texts; a role counts as a title, and so does its usual translation."""

    def __init__(self, store: FactStore) -> None:
        posts: dict[tuple[str, ...], dict[str, Post]] = {}
        other_titles = translations("titles")
        for post in store.entities_of(Post):
            texts = [name.text for name in post.names if name.form != "adjective"]
            texts += [role.replace("-", " ") for role in post.roles]
            known = {text.casefold() for text in texts}
            texts += [other for other, title in other_titles if title.casefold() in known]
            for text in texts:
                posts.setdefault(_keys(text), {})[post.id] = post
        self._titles = PhraseIndex(
            (words, tuple(posts_by_id.values())) for words, posts_by_id in posts.items()
        )
        # Most texts contain no title; this pattern rules them out quickly.
        self._any_first_word = re.compile("|".join(map(re.escape, self._titles.first_words)) or "(?!)")
        owners = [
            (_keys(name.text), entity)
            for entity in store.entities.values()
            if isinstance(entity, Partner | Organisation)
            for name in entity.names
        ]
        self._owners: PhraseIndex[NamedEntity] = PhraseIndex(owners)
        self._owner_words = {words[0] for words, _ in owners if words} | word_set("own_body_words")

    def find(self, text: str) -> Iterator[Title]:
        """Yield the titles in a text; of two titles with the same start, the longer one wins."""
        unified_text = unify_characters(text)
        if not self._any_first_word.search(fold(unified_text)):
            return
        sentence = _Words(unified_text)
        owners = list(self._owners.find(sentence.keys))
        for occurrence in self._titles.find(sentence.keys):
            if title := self._read_title(sentence, owners, occurrence):
                yield replace(title, text=text[title.start : title.end])

    def _read_title(
        self,
        sentence: _Words,
        owners: Sequence[Occurrence[NamedEntity]],
        occurrence: Occurrence[tuple[Post, ...]],
    ) -> Title | None:
        """Return a title with its owner; None if a word beside it makes it another title, or another country's."""
        text = sentence.text
        first, last = occurrence.start, occurrence.end
        start, end = sentence.matches[first].start(), sentence.matches[last - 1].end()
        before = next((owner for owner in owners if owner.end == first and sentence.is_joined(first)), None)
        whole_start = sentence.matches[before.start].start() if before else start
        if self._is_modified(sentence, before.start if before else first) or _MODIFIER_AFTER.match(text, end):
            return None
        link = _OWNER_LINK.match(text, end)
        after = next(
            (
                owner
                for owner in owners
                if link and owner.start >= last and link.end() == sentence.matches[owner.start].start()
            ),
            None,
        )
        if after is None and (
            not before
            and _POSSESSIVE_BEFORE.search(text, 0, start)
            and not self._is_ours(sentence, first - 1)
        ):
            return None
        whole_end = sentence.matches[after.end - 1].end() if after else end
        if after is None and (linked := _LINKED.match(text, end)):
            own = _OWN_COUNTRY.match(text, linked.end())
            whole_end = own.end() if own else end
            if (
                not own
                and text[linked.end() : linked.end() + 1].isupper()
                and not self._is_known_word(text, linked.end())
            ):
                return None
        entities = [owner.value for owner in (before, after) if owner]
        posts = tuple(post for post in occurrence.value if all(_belongs(post, entity) for entity in entities))
        return Title(posts, start, end, "", whole_start, whole_end, bool(entities)) if posts else None

    def _is_modified(self, sentence: _Words, first: int) -> bool:
        """Return whether a word before a title makes it another one: "former", "deputy"; a country may stand between."""
        for index in range(first - 1, max(-1, first - 1 - _MOST_WORDS_BACK), -1):
            match, word = sentence.matches[index], sentence.keys[index]
            if not sentence.is_joined(index + 1):
                return False
            if word in _modifier_stems():
                return True
            if not (
                match[0][0].isupper() or word in self._owner_words or word in word_set("definite_articles")
            ):
                return False
        return False

    def _is_ours(self, sentence: _Words, index: int) -> bool:
        """Return whether a possessive before a title may be that of a body or country on record."""
        return index >= 0 and (
            not sentence.matches[index][0][0].isupper() or sentence.keys[index] in self._owner_words
        )

    def _is_known_word(self, text: str, position: int) -> bool:
        """Return whether one word at a position means a body or country on record: "the League"."""
        word = _WORD.match(text, position)
        is_alone = word is not None and not _CAPITAL_AFTER.match(text, word.end())
        return word is not None and is_alone and stem(word[0]) in self._owner_words


class _Words:
    """The words of a text, with the forms in which they are compared."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.matches = list(_WORD.finditer(text))
        self.keys = [stem(match[0]) for match in self.matches]

    def is_joined(self, index: int) -> bool:
        """Return whether nothing but a space, hyphen or possessive separates a word from the one before it."""
        if not 0 < index < len(self.matches):
            return False
        between = self.text[self.matches[index - 1].end() : self.matches[index].start()]
        return _BLANK.fullmatch(between) is not None


def _belongs(post: Post, owner: NamedEntity) -> bool:
    """Return whether a post is one of a country or of a body."""
    return owner.id in {post.partner, post.organisation}


def _keys(text: str) -> tuple[str, ...]:
    """Return the words of a name or title in the forms in which they are compared."""
    return tuple(stem(word) for word in _WORD.findall(unify_characters(text)))


@cache
def _modifier_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("title_modifiers"))
