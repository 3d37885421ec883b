"""Titles of posts in texts: in any wording that the facts allow, with the country or body they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.phrase_index import Occurrence, PhraseIndex
from briefings.checks.text.references import unify_characters
from briefings.checks.text.sieve import Sieve
from briefings.checks.text.spelling import CAPITAL, fold, stem
from briefings.checks.text.times import starts_time
from briefings.checks.text.title_words import OWNER, OWNER_LINK, TITLE_WORD, TitleWords, words_of
from briefings.checks.text.vocabulary import WordPattern, translations, word_set
from briefings.model.entities import NamedEntity, Organisation, Partner, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.checks.text.countries import CountryIndex
    from briefings.factbase.store import FactStore

__all__ = ["Title", "TitleIndex", "is_of_pronoun"]

# Between a title and the country or body that it belongs to: nothing in Russian.
_OWNER_LINK = WordPattern(rf"{OWNER_LINK}|\s+", re.NOFLAG)
_POSSESSIVE_BEFORE = re.compile(r"[^\W\d_][\w-]*'s?\s+$")
_OWN_COUNTRY = WordPattern(r"{own_country}\b")
# Modifiers that are abbreviated, and so end in a full stop: "и. о. министра".
_MODIFIER_BEFORE = WordPattern(r"(?<!\w){abbreviated_modifiers}\s*$")
_MODIFIER_AFTER = WordPattern(r"[\s-]+{title_modifiers_after}(?!\w)")
# What a title goes on with: "Special Representative for the Caucasus and Central Asia".
_REST = re.compile(
    rf"[^\W\d_][\w'-]*(?:\s+(?:{CAPITAL}[\w'-]*|(?:and|et|de|du|la|le|l'|и)(?=\s+{CAPITAL})))*"
)
# "Special Representative for Central Asia and the Valley", "по Долине и Центральной Азии".
_REGION_LINK = WordPattern(rf"{OWNER_LINK}|\s+(?:{{region_links}})\s+", re.NOFLAG)
_REGION = WordPattern(
    r"(?:{capital}[\w'-]*\s+{and_or}\s*)?(?:(?:{definite_articles}|{elisions})\s*)?[\w-]+\s+[\w-]+",
    re.NOFLAG,
)
_OTHER_REGION = WordPattern(
    r"\s+{and_or}\s+(?:(?:{definite_articles}\s+|{elisions}))?{capital}[\w-]+", re.NOFLAG
)
# "Was then Keeper" has the Keeper of that time, "the then Keeper" that of another.
_IS_ADVERB = WordPattern(r"(?<!\w)(?:{was_then}|{is_now})\s+{adverbs_of_time}$")
_PRONOUN = WordPattern(r"(?<!\w){subject_pronouns}(?!\w)")
_CAPITAL_AFTER = re.compile(rf"[\s-]+{CAPITAL}")
_TITLES = "titles"
_MOST_WORDS_BACK, _MOST_OF_MODIFIER = 3, 12
_FAR = 60
_MOST_TEXTS = 500


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

    def __init__(self, store: FactStore, countries: CountryIndex) -> None:
        self._store, self._countries = store, countries
        posts: dict[tuple[str, ...], dict[str, Post]] = {}
        other_titles = [*translations("titles"), *translations("titles_with_owner")]
        self._only_with_owner = {words_of(title) for title, _ in translations("titles_with_owner")}
        for post in store.entities_of(Post):
            texts = [name.text for name in post.names if name.form != "adjective"]
            texts += [role.replace("-", " ") for role in post.roles]
            known = {text.casefold() for text in texts}
            texts += [
                other for other, titles in other_titles if not known.isdisjoint(titles.casefold().split("; "))
            ]
            for text in texts:
                posts.setdefault(words_of(text), {})[post.id] = post
        self._titles = PhraseIndex(
            (words, tuple(posts_by_id.values())) for words, posts_by_id in posts.items()
        )
        self._may_have: dict[str, bool] = {}
        self._found: dict[str, tuple[Title, ...]] = {}
        # Most texts contain no title; their words rule them out quickly.
        self._first_words = Sieve({_TITLES: tuple(map(re.escape, self._titles.first_words))})
        owners = [
            (words_of(name.text), entity)
            for entity in store.entities.values()
            if isinstance(entity, Organisation | Partner)
            for name in entity.names
            if isinstance(entity, Organisation) or len(words_of(name.text)) > 1
        ]
        by_name = {name.text: entity for _, entity in owners for name in entity.names}
        owners += [
            (words_of(form), by_name[name]) for form, name in translations("body_forms") if name in by_name
        ]
        self._owners: PhraseIndex[NamedEntity] = PhraseIndex(owners)
        self._owner_words = {words[0] for words, _ in owners if words} | word_set("own_body_words")

    def may_have(self, text: str) -> bool:
        """Return False only if a text certainly has no title."""
        if text not in self._may_have:  # several checks ask for the same texts
            marks = self._first_words.marks(fold(unify_characters(text)))
            self._may_have[text] = marks & self._first_words.mask([_TITLES]) != 0
        return self._may_have[text]

    def find(self, text: str) -> tuple[Title, ...]:
        """Return the titles in a text, in order; of two titles with the same start, the longer one wins."""
        if not self.may_have(text):
            return ()
        if text not in self._found:  # several checks ask for the same texts
            if len(self._found) == _MOST_TEXTS:
                self._found.clear()
            self._found[text] = tuple(self._read_titles(text))
        return self._found[text]

    def _read_titles(self, text: str) -> Iterator[Title]:
        sentence = TitleWords(unify_characters(text), self._titles.first_words)
        owners = self._find_owners(sentence)
        for occurrence in self._find_titles(sentence, owners):
            if title := self._read_title(sentence, owners, occurrence):
                yield replace(title, text=text[title.start : title.end])

    def _find_owners(self, sentence: TitleWords) -> list[Occurrence[NamedEntity]]:
        """Return the countries and bodies that a sentence names, by a name or by an adjective, in order."""
        found = list(self._owners.find(sentence.keys))
        taken = {index for owner in found for index in range(owner.start, owner.end)}
        for index, word in enumerate(sentence.keys):
            if index not in taken and (partner := self._countries.find_stem(word)):
                # "Республики Казахстан", "Кыргызской Республики"
                first = index - self._is_formal(sentence, index - 1, index)
                last = index + 1 + self._is_formal(sentence, index + 1, index + 1)
                found.append(Occurrence(first, last, self._store.entity(Partner, partner)))
        return sorted(found, key=lambda owner: owner.start)

    @staticmethod
    def _is_formal(sentence: TitleWords, index: int, joint: int) -> bool:
        """Return whether a word is "republic", "kingdom" or the like in the name of a country, joined with the next."""
        return (
            0 <= index < len(sentence.keys)
            and sentence.keys[index] in _country_stems()
            and sentence.matches[index][0][0].isupper()
            and sentence.is_joined(joint)
        )

    def _find_titles(
        self, sentence: TitleWords, owners: Sequence[Occurrence[NamedEntity]]
    ) -> list[Occurrence[tuple[Post, ...]]]:
        """Return the titles in a sentence in order, those too that an owner divides: "ministre kazakh des", "head of the mission of Utopia to"."""
        found = list(self._titles.find(sentence.keys))
        countries = [owner for owner in owners if isinstance(owner.value, Partner)]
        dividing = (
            {index for owner in countries for index in range(owner.start, owner.end)},
            {index for owner in countries for index in sentence.linked(owner)},
            {index for owner in owners for index in sentence.linked(owner)},
        )
        for inner in dict.fromkeys(frozenset(part) for part in dividing if part):
            kept = [index for index in range(len(sentence.keys)) if index not in inner]
            for divided in self._titles.find([sentence.keys[index] for index in kept]):
                first, last = kept[divided.start], kept[divided.end - 1] + 1
                if last - first > divided.end - divided.start:
                    found = [item for item in found if item.end <= first or last <= item.start]
                    found.append(Occurrence(first, last, divided.value))
        return sorted(found, key=lambda title: title.start)

    def _read_title(
        self,
        sentence: TitleWords,
        owners: Sequence[Occurrence[NamedEntity]],
        occurrence: Occurrence[tuple[Post, ...]],
    ) -> Title | None:
        """Return a title with its owner; None if a word beside it makes it another title, or another country's."""
        text = sentence.text
        first, last = occurrence.start, occurrence.end
        start, end = sentence.matches[first].start(), sentence.matches[last - 1].end()
        before = next(
            (
                owner
                for owner in owners
                if (owner.end == first and sentence.is_joined(first)) or first < owner.start < last - 1
            ),
            None,
        )
        first = min(first, before.start) if before else first
        whole_start = sentence.matches[first].start()
        if (
            self._is_modified(sentence, first)
            or _MODIFIER_BEFORE.search(text, max(0, whole_start - _MOST_OF_MODIFIER), whole_start)
            or _MODIFIER_AFTER.match(text, end)
        ):
            return None
        link = _OWNER_LINK.match(text, end)
        after = next((owner for owner in owners if _is_behind(sentence, owner, occurrence, link)), None)
        if after is None and (
            not before and _follows_possessive(text, start) and not self._is_ours(sentence, first - 1)
        ):
            return None
        entities = [owner.value for owner in (before, after) if owner]
        posts = tuple(
            post for post in occurrence.value if all(_belongs_to(post, entity) for entity in entities)
        )
        posts, whole_end = self._read_rest(
            text, sentence.matches[after.end - 1].end() if after else end, posts
        )
        is_too_short = not entities and tuple(sentence.keys[occurrence.start : last]) in self._only_with_owner
        if not posts or is_too_short or _MODIFIER_AFTER.match(text, whole_end):
            return None
        return Title(posts, start, end, "", whole_start, whole_end, bool(entities))

    def _read_rest(self, text: str, end: int, posts: tuple[Post, ...]) -> tuple[tuple[Post, ...], int]:
        """Return the posts that are left after what follows a title, and its end; none if it makes it another title."""
        if region := self._read_region(text, end, posts):
            return region
        linked = OWNER.match(text, end)
        if not linked:
            return posts, end
        if own := _OWN_COUNTRY.match(text, linked.end()):
            return posts, own.end()
        rest = _REST.match(text, linked.end())
        if not rest or not rest[0][0].isupper() or self._is_known_word(text, linked.end()):
            return posts, end
        if starts_time(text, linked.end()):  # "became Keeper in May 2023"
            return posts, end
        words = {*words_of(rest[0])} - {stem(word) for word in word_set("stop_words")}
        fitting = tuple(
            post for post in posts if any(words <= {*words_of(name.text)} for name in post.names if words)
        )
        return fitting, rest.end()

    def _read_region(
        self, text: str, end: int, posts: tuple[Post, ...]
    ) -> tuple[tuple[Post, ...], int] | None:
        """Return the posts for the part of the world that follows a title, and its end; None if it is none such."""
        linked = _REGION_LINK.match(text, end)
        found = self._countries.find_regions(text, linked.end(), linked.end() + _FAR) if linked else []
        if not linked or not found or not _REGION.fullmatch(text, linked.end(), found[0][1]):
            return None
        code, last = found[0]
        regions = {
            post.id: self._countries.regions_in(" ".join(name.text for name in post.names)) for post in posts
        }
        if not any(regions.values()):
            return None
        other = _OTHER_REGION.match(text, last)
        return tuple(post for post in posts if regions[post.id] == {code}), other.end() if other else last

    def _is_modified(self, sentence: TitleWords, first: int) -> bool:
        """Return whether a word before a title makes it another one: "former", "deputy"; a country may stand between."""
        for index in range(first - 1, max(-1, first - 1 - _MOST_WORDS_BACK), -1):
            match, word = sentence.matches[index], sentence.keys[index]
            if not sentence.is_joined(index + 1):
                return False
            if word in word_set("definite_articles"):
                return False  # "who was then the Keeper" has the Keeper of that time
            if word in _modifier_stems():
                return not _IS_ADVERB.search(sentence.text, 0, match.end()) and not _is_preposition(
                    match[0], sentence.matches[first][0]
                )
            if not (word in _current_stems() or match[0][0].isupper() or word in self._owner_words):
                return False
        return False

    def _is_ours(self, sentence: TitleWords, index: int) -> bool:
        """Return whether a possessive before a title may be that of a body or country on record."""
        return index >= 0 and (
            not sentence.matches[index][0][0].isupper() or sentence.keys[index] in self._owner_words
        )

    def _is_known_word(self, text: str, position: int) -> bool:
        """Return whether one word at a position means a body or country on record: "the League"."""
        word = TITLE_WORD.match(text, position)
        is_alone = word is not None and not _CAPITAL_AFTER.match(text, word.end())
        return word is not None and is_alone and stem(word[0]) in self._owner_words


def is_of_pronoun(text: str, titles: Sequence[Title], people: Iterable[int]) -> bool:
    """Return whether a pronoun is before the titles, and all names behind: "he was Keeper until she came".

    Args:
        text: the sentence.
        titles: its titles, of which there are some.
        people: where the names of people start.
    """
    first = min(title.whole_start for title in titles)
    return _PRONOUN.search(text, 0, first) is not None and all(start > first for start in people)


def _is_behind(
    sentence: TitleWords,
    owner: Occurrence[NamedEntity],
    title: Occurrence[tuple[Post, ...]],
    link: re.Match[str] | None,
) -> bool:
    """Return whether an owner follows a title; "Président de la République" shares a word with "République de Moldavie"."""
    is_shared = title.start < owner.start < title.end < owner.end
    is_next = link is not None and owner.start >= title.end
    return is_shared or (link is not None and is_next and link.end() == sentence.matches[owner.start].start())


def _is_preposition(word: str, title: str) -> bool:
    """Return whether a word before a title governs it: "under Keeper NAME", but not "Under-Secretary"."""
    ranks = [stem(rank) for preposition, rank in translations("ranks_below") if preposition == word.lower()]
    return bool(ranks) and stem(title) not in ranks


def _follows_possessive(text: str, start: int) -> bool:
    """Return whether a possessive stands right before a position: "Ruritania's"."""
    apostrophe = text.rfind("'", 0, start)
    begin = max(0, text.rfind(" ", 0, apostrophe)) if apostrophe > 0 else start
    return _POSSESSIVE_BEFORE.search(text, begin, start) is not None


def _belongs_to(post: Post, owner: NamedEntity) -> bool:
    """Return whether a post is one of a country or of a body, or for no other country than that."""
    return owner.id in {post.partner, post.organisation} or post.covered_partners == (owner.id,)


@cache
def _country_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("country_words"))


@cache
def _current_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("current_words"))


@cache
def _modifier_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("title_modifiers"))
