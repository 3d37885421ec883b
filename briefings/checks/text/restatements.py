"""Sentences in plainer words that say the same: pronouns as names, rows of a table of data as sentences, ministries as offices.

The checks read names and titles, so that "She left it in 2012" and "In office: 2010-2012" say nothing to them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefings.checks.text.vocabulary import WordPattern, translations

__all__ = [
    "Restatement",
    "career_sentence",
    "opening_noun",
    "replace_words",
    "resolve_body",
    "resolve_pronoun",
    "resolve_thing",
    "row_sentence",
]

_PRONOUN = WordPattern(
    r"(?P<opening>\W*(?:(?:{date_prepositions})\s+[^,;:.]{3,60},\s+(?:[^,;:.]{3,80},\s+)?)?)(?:(?P<whose>{possessive_pronouns})|(?P<who>{subject_pronouns})|(?:{definite_articles}\s+)?(?P<noun>{person_nouns}))(?=\s+(?-i:[^\W\dA-ZА-Я]))"
)
_THING = WordPattern(
    r"\W*(?:(?P<country>(?:{definite_articles}\s+)?{country_nouns})(?=\s+(?:{joining}|{taking_part}|{leaving})(?!\w))"
    r"|(?:(?P<it>{thing_pronouns})|(?:{definite_articles})\s+(?P<noun>(?-i:[^\W\dA-ZА-Я])[\w-]+))(?=\s+(?:{thing_deeds})(?!\w)))"
)
_THAT_BODY = WordPattern(r"(?<!\w)(?:{that_body})(?!\w)")
_JOINED_IT = WordPattern(r"(?<!\w)(?:{joining}|{leaving})\s+(?P<it>it)(?!\w)")
_DIGIT = re.compile(r"\d")
_OFFICE_VERB = WordPattern(r"\s+{office_verbs}(?!\w)(?!\s+as\b)")
_OWNER_AFTER = WordPattern(r"\s+(?:{owner_links}|{since_when}|{relative_pronouns})\s")
_ROW = re.compile(r"\s*(?P<label>[^\W\d_][\w’' /()-]{1,40}?)\s*[:|]\s*(?P<value>\S.*?)\s*\|?\s*$")
_YEARS = re.compile(
    r"(?P<first>[^,;()]*?\d{4}(?:-\d\d-\d\d)?)\s*(?:[-–—]|to|until|à|по)\s*(?P<last>[^,;()]*\d{4}.*)"
)
_SINCE = re.compile(
    r"(?:since\s+)?(?P<first>[^,;()]*\d{4})\s*(?:[-–—]|to present|to date|\(incumbent\))?\s*(?:present|today|incumbent)?$",
    re.IGNORECASE,
)
# "2013 - 2018 Ambassador", "since 2020: Keeper".
_CAREER = re.compile(
    r"\s*(?:since\s+|depuis\s+|с\s+)?(?P<first>\d{4})\s*(?:[-–—]\s*(?P<last>\d{4})?(?:present|today|now)?)?[\s:|,]+(?P<title>[^\W\d_][^\d|:;]{3,120})"
)
_DAY = re.compile(
    r"\d{1,2}\.?\s+[^\W\d_]+\s+\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}"
)


class Restatement(NamedTuple):
    """A sentence in other words.

    Attributes:
        text: the sentence in other words.
        pieces: where each part of it is in the sentence as written: start and end in these words, start as written, and
            whether it is the same words, so that positions in it can be counted.
    """

    text: str
    pieces: tuple[tuple[int, int, int, bool], ...]

    def position(self, position: int) -> int:
        """Return where the words at a position are in the sentence as written."""
        for start, end, written, is_same in self.pieces:
            if start <= position < end:
                return written + (position - start if is_same else 0)
        return 0


def replace_words(text: str, start: int, end: int, words: str) -> Restatement:
    """Return a sentence with other words in place of some."""
    last = start + len(words)
    length = len(text) - end
    return Restatement(
        text[:start] + words + text[end:],
        ((0, start, 0, True), (start, last, start, False), (last, last + length + 1, end, True)),
    )


def resolve_pronoun(text: str, name: str) -> Restatement | None:
    """Return a sentence that opens with a pronoun, or a noun such as "the minister", with a name in its place.

    A time may stand before it: "On 3 May 2010, he".
    """
    found = _PRONOUN.match(text)
    if not found or (found["noun"] and _OWNER_AFTER.match(text, found.end())):
        return None
    start = found.end("opening")
    if found["noun"] and (verb := _OFFICE_VERB.match(text, found.end())):
        return replace_words(text, start, verb.end(), f"{name}{verb[0]} as {found['noun']}")
    return replace_words(text, start, found.end(), f"{name}’s" if found["whose"] else name)


def opening_noun(text: str) -> str:
    """Return the noun for a person with which a sentence opens, in small letters; empty for a pronoun."""
    found = _PRONOUN.match(text)
    return (found["noun"] or "").lower() if found else ""


def resolve_thing(text: str, thing: str, country: str, body: str) -> Restatement | None:
    """Return a sentence that opens with a word for a thing, with the thing in its place: "It opened in 2017".

    Args:
        text: the sentence.
        thing: what the sentence before it is about; empty if that is not known.
        country: the country that the text is about; empty if it is about several.
        body: the only body that the sentence before it names; empty if it names none or several.
    """
    found = _THING.match(text) if _DIGIT.search(text) else None
    if not found:
        return None
    if found["country"]:
        if not country:
            return None
        joined = _JOINED_IT.search(text) if body else None
        if joined:
            text = text[: joined.start("it")] + body + text[joined.end("it") :]
        return replace_words(text, found.start("country"), found.end("country"), country)
    noun = found["noun"]
    if not thing or (noun and not re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", thing, re.IGNORECASE)):
        return None
    return replace_words(text, 0, found.end(), thing)


def resolve_body(text: str, body: str) -> Restatement | None:
    """Return a sentence with the name of a body in place of "that body", "this programme"; None if it has no such words."""
    found = _THAT_BODY.search(text) if body and _DIGIT.search(text) else None
    return replace_words(text, found.start(), found.end(), body) if found else None


def row_sentence(text: str, subject: str, title: str) -> Restatement | None:
    """Return a row of a table of data as a sentence: "In office: 2010-2014" below the name of a minister.

    Args:
        text: the row.
        subject: what the table is about.
        title: the office of that person; empty if it is not known.
    """
    row = _ROW.fullmatch(text)
    if not row or len(subject) > len(text) + 90:
        return None
    template = next((words for label, words in _row_labels() if label.fullmatch(row["label"])), None)
    if template is None or ("TITLE" in template and not title):
        return None
    value = row["value"].rstrip(".")
    if "TERM" in template:
        value = _term(value)
        if not value:
            return None
    if "DATE" in template and _DAY.fullmatch(value):
        value = f"on {value}"
    elif "DATE" in template:
        value = f"in {value}"
    words = re.sub(
        "TERM|VALUE|DATE", lambda _: value, template.replace("SUBJECT", subject).replace("TITLE", title)
    )
    return Restatement(words, ((0, len(words) + 1, row.start("value"), False),))


def career_sentence(text: str, person: str) -> Restatement | None:
    """Return a row of a curriculum vitae as a sentence: "2013 - 2018 Ambassador"; None for other text."""
    row = _CAREER.fullmatch(text)
    if not row:
        return None
    years = f"from {row['first']} to {row['last']}" if row["last"] else f"since {row['first']}"
    words = f"{person} was {row['title'].rstrip(' .')} {years}."
    return Restatement(words, ((0, len(words) + 1, row.start("first"), False),))


def _term(value: str) -> str:
    """Return the dates of a term in words: "2010-2014" is "from 2010 to 2014"."""
    if years := _YEARS.fullmatch(value):
        return f"from {years['first'].strip()} to {years['last'].strip()}"
    since = _SINCE.fullmatch(value)
    return f"since {since['first'].strip()}" if since else ""


@cache
def _row_labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(label, re.IGNORECASE), words) for label, words in translations("rows"))
