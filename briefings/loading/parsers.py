"""Parsers of single values: from the text in a file to the value, or an error with a message for the user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate, Period
from briefings.model.locales import time_zones
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "MAX_ID_LENGTH",
    "MAX_TEXT_LENGTH",
    "InvalidValueError",
    "choice_parser",
    "is_id",
    "parse_closed_period",
    "parse_doi",
    "parse_event_period",
    "parse_fact_key",
    "parse_id",
    "parse_language_tag",
    "parse_paragraph",
    "parse_single_day",
    "parse_zone",
    "pattern_parser",
    "whole_number_parser",
    "word_parser",
]

MAX_TEXT_LENGTH = 4000
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/[^\s\"]+)", re.IGNORECASE)

_ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID_LENGTH = 64
_LEAST_SIMILAR_ZONE = 0.8
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


class InvalidValueError(ValueError):
    """A text that is not a value of its type.

    Attributes:
        hint: what to write instead; empty if the message already says it.
        suggestion: the known word that was probably meant; empty if there is none.
        wanted: what the text should be, if a form says it in its own words; see `Diagnostic`.
    """

    def __init__(self, message: str, hint: str = "", suggestion: str = "", *, wanted: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestion = suggestion
        self.wanted = wanted


def is_id(text: str) -> bool:
    """Return whether a text is an id."""
    return len(text) <= MAX_ID_LENGTH and _ID_PATTERN.fullmatch(text) is not None


def parse_id(text: str) -> str:
    """Parse an id.

    Raises:
        InvalidValueError: if it is not one.
    """
    if not is_id(text):
        message = (
            f"{text!r} is not an id; use small letters, digits and single hyphens, {MAX_ID_LENGTH} at most"
        )
        raise InvalidValueError(message, wanted="id")
    return text


def parse_fact_key(text: str) -> str:
    """Parse the key of a fact, `FOLDER/ID`.

    Raises:
        InvalidValueError: if it has no slash or a part is not an id.
    """
    folder, slash, id_ = text.partition("/")
    if not slash:
        message = f"{text!r} is not the key of a fact; write FOLDER/ID, such as shared/sg-rutte"
        raise InvalidValueError(message)
    parse_id(folder)
    parse_id(id_)
    return text


def parse_language_tag(text: str) -> str:
    """Parse a BCP 47 language tag of language, script and region, which is all that names need.

    Raises:
        InvalidValueError: if it is not such a tag.
    """
    if not _LANGUAGE_TAG.fullmatch(text):
        message = f"{text!r} is not a language tag; write en, tg or tg-Latn"
        raise InvalidValueError(message)
    return text


def parse_paragraph(text: str) -> str:
    """Parse a printable paragraph.

    Raises:
        InvalidValueError: if it is empty, too long or has a line break.
    """
    paragraph = text.rstrip("\n")
    if not paragraph.strip():
        message = "the text is empty"
        raise InvalidValueError(message)
    if "\n" in paragraph:
        message = "the text has a line break, but must be one paragraph"
        raise InvalidValueError(message, "write it over several lines with >-")
    if len(paragraph) > MAX_TEXT_LENGTH:
        message = f"the text has {len(paragraph)} characters; {MAX_TEXT_LENGTH} are allowed"
        raise InvalidValueError(message, "split it into several facts")
    return paragraph


def parse_event_period(text: str) -> Period:
    """Parse the period in which an event happened; it must have an end.

    Raises:
        ValueError: if it is not a period.
        InvalidValueError: if it has no end.
    """
    period = Period.parse(text)
    if period.end is None:
        message = f"{text!r} has no end, but an event needs a latest day"
        raise InvalidValueError(message, "give the latest day on which it can have happened: ../2013-04-10")
    if period.end.is_limit:
        message = f"{text!r} is the time of a state, but an event needs a latest day"
        raise InvalidValueError(message, "give the latest day on which it can have happened: ../2013-04-10")
    return period


def parse_closed_period(text: str) -> Period:
    """Parse a date, or a period with both its ends.

    Raises:
        ValueError: if it is neither.
        InvalidValueError: if an end is missing.
    """
    period = Period.parse(text)
    if period.start is None or period.end is None:
        message = f"{text!r} has no start, or no end"
        raise InvalidValueError(message, "write a date, or both: 2025-05/2025-06")
    return period


def parse_doi(text: str) -> str:
    """Parse a DOI, with or without the address of its register.

    Raises:
        InvalidValueError: if it is none.
    """
    match = _DOI.fullmatch(text)
    if not match:
        message = f"{text!r} is not a DOI; write 10.1000/182"
        raise InvalidValueError(message)
    return match[1]


def parse_single_day(text: str) -> PartialDate:
    """Parse a date that is a single day, not a month or a year.

    Raises:
        ValueError: if it is not a date.
        InvalidValueError: if it is more than a day, or only an approximate one.
    """
    date = PartialDate.parse(text)
    if not date.day or date.qualifier:
        message = f"{text!r} is not a single day; write 2002-02-20"
        raise InvalidValueError(message)
    return date


def parse_zone(text: str) -> str:
    """Parse the name of a time zone, as the IANA database has it.

    Raises:
        InvalidValueError: if there is no such zone.
    """
    known = time_zones()
    if text not in known:
        cities = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
        match = nearest_match(text, known, _LEAST_SIMILAR_ZONE)
        match = match or cities.get(nearest_match(text.replace(" ", "_"), cities, _LEAST_SIMILAR_ZONE), "")
        message = f"{text!r} is not a time zone; write one such as Asia/Almaty, Europe/Oslo or UTC"
        raise InvalidValueError(message, suggestion=match)
    return text


def word_parser(word: str) -> Callable[[str], bool]:
    """Return a parser of the only word that a key may have; the result is True."""

    def parse_word(text: str) -> bool:
        if text != word:
            message = f"{text!r} is not {word!r}"
            raise InvalidValueError(message, f"write `{word}`, or delete the line")
        return True

    return parse_word


def pattern_parser(pattern: str, noun: str, example: str) -> Callable[[str], str]:
    """Return a parser of texts that match a regular expression as a whole.

    Args:
        pattern: the regular expression.
        noun: a name for such a text, with its article.
        example: what to write instead.
    """
    compiled = re.compile(pattern, re.ASCII)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            message = f"{text!r} is not {noun}; write {example}"
            raise InvalidValueError(message)
        return text

    return parse


def choice_parser(choices: tuple[str, ...], others: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """Return a parser that accepts these words only.

    Args:
        choices: the words.
        others: words that people try first, in small letters, each with the one that it means.
    """

    def parse(text: str) -> str:
        if text not in choices:
            message = f"{text!r} is not one of {', '.join(choices)}"
            meant = (others or {}).get(text.strip().casefold())
            raise InvalidValueError(message, suggestion=meant or nearest_match(text, choices))
        return text

    return parse


def whole_number_parser(minimum: int, maximum: int | None = None) -> Callable[[str], int]:
    """Return a parser of whole numbers.

    Args:
        minimum: inclusive.
        maximum: inclusive, a power of ten less 1; None for no limit.
    """
    limits = f"from {minimum}" if maximum is None else f"from {minimum} to {maximum}"

    def parse(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and (maximum is None or len(text) <= len(str(maximum)))
        if not is_number or int(text) < minimum:
            message = f"{text!r} is not a whole number {limits}"
            raise InvalidValueError(message)
        return int(text)

    return parse
