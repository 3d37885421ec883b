"""The text of labels, with values in their placeholders and dates in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.label_checks import check_use
from briefings.model import locales
from briefings.model.dates import LATEST, PartialDate
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.compose.labels import Labels
    from briefings.model.phrases import Number

__all__ = [
    "curl_apostrophes",
    "date_text",
    "day_text",
    "drop_second_stop",
    "join_texts",
    "label_text",
    "list_text",
    "localize_punctuation",
    "name_text",
    "number_text",
    "short_date_text",
]

_STRAIGHT_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_PUNCTUATION = {",": "punctuation.comma", ";": "punctuation.semicolon"}
_NO_BREAK_SPACE = "\u00a0"
_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT_MARK = "\u200f"
_THOUSAND = 3


def label_text(labels: Labels, key: str, **values: str | PartialDate) -> str:
    """Return the text of a label with texts and dates in its placeholders.

    Raises:
        BriefingsError: if there is no such label, or it has a placeholder without a value.
    """
    text = ""
    if (key not in labels or not labels[key].placeholders <= values.keys()) and (
        problem := check_use(labels, key, values)
    ):
        raise BriefingsError([problem])
    for part in labels[key].parts:
        piece = part if isinstance(part, str) else values[part.name]
        if isinstance(piece, PartialDate):
            piece = date_text(labels, piece, "" if isinstance(part, str) else part.form)
        text += drop_second_stop(text, piece)
    return text


_QUALIFIED = {"~": "date.approximate", "?": "date.uncertain", LATEST: "date.latest"}


def date_text(labels: Labels, date: PartialDate, form: str = "") -> str:
    """Return a date in words: `20 February 2002`, `February 2002`, `2002`.

    Args:
        labels: in the language of the text.
        date: of any precision, with or without qualifier.
        form: one of `date.forms`; any other, or an empty one, gives the form of a date by itself.
    """
    if date.qualifier:
        key = _QUALIFIED[date.qualifier]
        exact = replace(date, qualifier="")
        # A word before the date asks for its form, so the date has it only where it comes first: "jusqu’en 2012 environ".
        begins = labels[key].text.startswith("{date}")
        text = label_text(labels, key, date=date_text(labels, exact, form) if begins else exact)
    else:
        prefix = f"date.forms.{form}." if f"date.forms.{form}.day" in labels else "date."
        text = _exact_date_text(labels, date, prefix)
    # No line break within a date.
    return text.replace(" ", _NO_BREAK_SPACE)


def short_date_text(labels: Labels, date: PartialDate) -> str:
    """Return a date with its month abbreviated as in CLDR: `21 Mar 2019`, `Nov 2023`, `2019`."""
    month = date.month and _short_month_name(labels, date.month, standalone=date.day is None)
    return _NO_BREAK_SPACE.join(str(part) for part in (day_text(labels, date), month, date.year) if part)


def number_text(labels: Labels, number: Number) -> str:
    """Return a number as the language writes it: `1.2 million`, `1,2 million`; in the digits 0 to 9."""
    language, value, exponent = labels.language, number.value, number.exponent
    if exponent == _THOUSAND:  # the words for thousands are not those of running text
        value, exponent = value * 10**_THOUSAND, 0
        value = value.quantize(1) if value == value.to_integral_value() else value.normalize()
    text = locales.number_text(value, language, is_grouped=number.is_grouped)
    if value < 0 and locales.text_direction(language) == "rtl":
        text = _LEFT_TO_RIGHT_MARK + text
    if exponent:
        text = locales.scaled_text(value, text, exponent, language)
    return locales.percent_text(text, language) if number.is_percent else text


def _exact_date_text(labels: Labels, date: PartialDate, prefix: str) -> str:
    """Return a date without qualifier in words, by the labels whose keys have a prefix."""
    precision, values = "year", {"year": f"{date.year}"}
    if date.month is not None:
        precision = "month"
        values["month"] = _month_name(labels, date.month, standalone=True)
        values["of_month"] = _month_name(labels, date.month, standalone=False)
    if date.day is not None:
        precision = "day"
        values["day"] = day_text(labels, date)
    return label_text(labels, f"{prefix}{precision}", **values)


def day_text(labels: Labels, date: PartialDate) -> str:
    """Return the day of a date, in some languages an ordinal for the first; empty if it is not known."""
    if date.day == 1 and "date.first" in labels:
        return labels["date.first"].text
    return f"{date.day or ''}"


def _month_name(labels: Labels, number: int, *, standalone: bool) -> str:
    """Return the name of a month, from the labels or else from CLDR, by itself or within a date."""
    key = f"date.months.{number}"
    if key in labels:
        return labels[key].text
    return locales.month_name(number, labels.language, standalone=standalone)


def _short_month_name(labels: Labels, number: int, *, standalone: bool) -> str:
    """Return the abbreviated name of a month as in CLDR; with a small letter where the labels write the whole name so."""
    name = locales.month_name(number, labels.language, standalone=standalone, width="abbreviated")
    key = f"date.months.{number}"
    return name.lower() if key in labels and labels[key].text.islower() else name


def localize_punctuation(labels: Labels, text: str) -> str:
    """Return a text between values of a template, with the punctuation of the language."""
    for mark, key in _PUNCTUATION.items():
        if mark in text and key in labels:
            text = text.replace(mark, labels[key].text)
    return text


def join_texts(labels: Labels, texts: Iterable[str], mark: str = ",") -> str:
    """Return texts with a comma or semicolon of the language between them."""
    return localize_punctuation(labels, f"{mark} ").join(texts)


def list_text(labels: Labels, texts: Sequence[str]) -> str:
    """Return texts as a list in words: "A", "A and B", "A, B and C"."""
    *rest, last = texts
    return label_text(labels, "list.and", first=join_texts(labels, rest), second=last) if rest else last


def name_text(labels: Labels, name: str) -> str:
    """Return a name that a date or another name follows.

    From right to left, marks keep the two from changing places, and the parts of a name such as `24.kg` too.
    """
    if locales.text_direction(labels.language) == "ltr":
        return name
    return f"{'' if name[:1].isalpha() else _LEFT_TO_RIGHT_MARK}{name}{_RIGHT_TO_LEFT_MARK}"


def curl_apostrophes(text: str) -> str:
    """Return a text with typographic apostrophes within words instead of straight ones.

    >>> curl_apostrophes("the keeper's lamp")
    'the keeper’s lamp'
    """
    return _STRAIGHT_APOSTROPHE.sub("’", text) if "'" in text else text


def drop_second_stop(before: str, text: str) -> str:
    """Return a text to append to another, without its full stop if the other ends in one, as abbreviations do."""
    return text[1:] if before.endswith(".") and text.startswith(".") else text
