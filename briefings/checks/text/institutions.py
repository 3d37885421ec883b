"""Institutions whose leaders have an office on record, so that "headed the foreign ministry" names an office."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.text.own_bodies import own_bodies
from briefings.checks.text.restatements import Restatement, replace_words
from briefings.checks.text.spelling import CAPITAL
from briefings.checks.text.vocabulary import (
    LANGUAGES,
    WordPattern,
    may_contain,
    phrases,
    translations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore

__all__ = ["Institutions"]

# "NAME's presidency of Utopia ended".
_OFFICE_TERM = WordPattern(
    r"[’']s?\s+(?P<term>{office_term_words})(?P<whose>\s+of\s+(?-i:[A-Z])[\w-]+)?\s+(?:(?P<ends>{term_ends})|{term_begins})(?!\w)"
)
# "Headed the League in 2009", and not "headed the League delegation", "led the League's talks".
_AFTER_BODY = WordPattern(
    r"(?=\s*(?:$|[.,;:()!?–—-]|\d)|\s+(?:{date_prepositions}|{since_when}|{until_when}|{that_time}|{and_or}|{is_now}|{was_then}|{for_years}|{relative_pronouns}|{order_before}|{order_after})(?!\w))"
)
# Where a clause begins: "NATO, led by NAME", and not "the delegation of NATO, led by NAME".
_CLAUSE_OPENING = WordPattern(
    r"(?:^\W*|[,;:(]\s*|\d{4}\s+(?:[а-яё]{4}\s+)?|(?<!\w)(?:{that_time}|{relative_pronouns})\s+)$"
)
_ARTICLE = WordPattern(r"(?:{definite_articles}\s+|{elisions})?")
_LINK = WordPattern(r"(?:{owner_links}\s+(?:{definite_articles}\s+)?|{elisions})")


class Institutions:
    """The institutions that a text may name in place of the office of their leader: ministries, and bodies on record."""

    def __init__(self, store: FactStore) -> None:
        bodies = dict(_bodies(store))
        self._titles = bodies
        self._any_body = re.compile("|".join(map(re.escape, bodies)) or "(?!)", re.IGNORECASE)
        longest_first = sorted(bodies, key=lambda name: (-len(name), name))
        self._bodies = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first) or "(?!)"
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._passives: dict[str, re.Pattern[str]] = {}
        self._restated: tuple[str, Restatement | None] = ("", None)

    def may_name(self, text: str) -> bool:
        """Return False only if a text certainly names no institution, so that `name_offices` returns None."""
        return may_contain(text, "institution_words", "office_term_words") or (
            may_contain(text, "leading_verbs", "led_by") and self._any_body.search(text) is not None
        )

    def name_offices(self, text: str) -> Restatement | None:
        """Return a sentence with the office in place of the institution that someone leads: "headed the foreign ministry"."""
        if self._restated[0] != text:  # several rules ask about one sentence, one after the other
            self._restated = text, self._restate(text)
        return self._restated[1]

    def _restate(self, text: str) -> Restatement | None:
        if "’s" in text.replace("'", "’") and (term := _OFFICE_TERM.search(text)):
            title = next(
                title for word, title in translations("office_terms") if word == term["term"].lower()
            )
            verb = "ceased to be" if term["ends"] else "became"
            return replace_words(text, term.start(), term.end(), f" {verb} {title}{term['whose'] or ''}")
        if not self.may_name(text):
            return None
        for language in LANGUAGES:
            found = (
                self._pattern(language).search(text) if _may_say(text, "leading_verbs", language) else None
            )
            if found:
                verb = _meaning(found["verb"], "leading_verbs", language)
                words = f"{verb} {found['whose'] or ''}{self._title(found, language)}"
                return replace_words(text, found.start(), found.end(), words)
            found = self._passive(language).search(text) if _may_say(text, "led_by", language) else None
            if found and _CLAUSE_OPENING.search(text, 0, found.start()):
                verb = _meaning(found["verb"], "led_by", language)
                link = verb if verb == "," else f" {verb}"
                words = f"{self._title(found, language)}{found['owner'] or ''}{link} "
                return replace_words(text, found.start(), found.end(), words)
        return None

    def _title(self, found: re.Match[str], language: str) -> str:
        """Return the office of the leader of an institution that a pattern has found."""
        if body := found["body"]:
            return self._titles[" ".join(body.split()).casefold()]
        return _meaning(found["institution"], "institutions", language)

    def _passive(self, language: str) -> re.Pattern[str]:
        """Return a pattern for an institution before its leader, in a language: "NATO was led by NAME"."""
        if language not in self._passives:
            verb, institution = _choice("led_by", language), _choice("institutions", language)
            self._passives[language] = re.compile(
                rf"(?<!\w){_ARTICLE.source}(?:(?P<institution>{institution})|(?P<body>{self._bodies}))"
                rf"(?P<owner>\s+(?:{_LINK.source}|(?=[А-ЯЁ]))(?-i:{CAPITAL})[\w-]+)?,?\s+(?P<verb>{verb})\s+(?=(?-i:{CAPITAL}))",
                re.IGNORECASE,
            )
        return self._passives[language]

    def _pattern(self, language: str) -> re.Pattern[str]:
        """Return a pattern for leading an institution, in a language."""
        if language not in self._patterns:
            adverbs = "|".join(
                phrase for key in ("still_words", "current_adverbs") for phrase in phrases(key)
            )
            verb, institution = _choice("leading_verbs", language), _choice("institutions", language)
            self._patterns[language] = re.compile(
                rf"(?<!\w)(?P<verb>{verb})\s+(?:(?:{adverbs})\s+){{0,2}}(?:the\s+|its\s+|la\s+|le\s+|l[’'])?"
                rf"(?P<whose>(?-i:[A-ZА-Я])[\w-]+(?:[’']s)?\s+)?(?:(?P<institution>{institution})(?!\w)|(?P<body>{self._bodies}){_AFTER_BODY.source})",
                re.IGNORECASE,
            )
        return self._patterns[language]


def _choice(key: str, language: str) -> str:
    """Return a regular expression for any word of a list, with whatever white space within it."""
    return "|".join(f"(?:{word})" for word, _ in translations(key, language)).replace(" ", r"\s+")


def _bodies(store: FactStore) -> Iterator[tuple[str, str]]:
    """Yield the names of the bodies that have a head on record, in small letters, each with the office."""
    for body, post, words in own_bodies(store):
        title = f"{post.names[0].text} of {body.names[0].text}"
        names = {name.text.casefold() for name in body.names if name.form != "adjective"}
        yield from ((name, title) for name in sorted(names | words))


def _may_say(text: str, key: str, language: str) -> bool:
    """Return False only if a text certainly has no word of a list in a language."""
    return bool(translations(key, language)) and may_contain(text, key, language=language)


@cache
def _meanings(key: str, language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(word.replace(" ", r"\s+"), re.IGNORECASE), meaning)
        for word, meaning in translations(key, language)
    )


def _meaning(words: str, key: str, language: str) -> str:
    """Return what some words mean by a list."""
    return next(meaning for written, meaning in _meanings(key, language) if written.fullmatch(words))
