"""The text of phrases: names, dates, labels and texts in other languages, put together in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from briefings.compose.brief import ForeignRun, SlotText
from briefings.compose.label_checks import CAPITAL_KEY, NAME_FORMS, SMALL_FORM
from briefings.compose.label_text import (
    curl_apostrophes,
    date_text,
    day_text,
    drop_second_stop,
    number_text,
    short_date_text,
)
from briefings.model import locales
from briefings.model.articles import NO_ARTICLE
from briefings.model.dates import PartialDate
from briefings.model.phrases import (
    NO_LANGUAGE,
    AsOfDay,
    ForeignText,
    LabelRef,
    Noun,
    Number,
    Phrase,
    ShortDate,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefings.compose.labels import Labels
    from briefings.model.phrases import Part

    TermText: TypeAlias = Callable[[Term], str]

__all__ = ["full_form", "phrase_slot", "phrase_text", "short_form"]

_FOREIGN_KEY = "foreign"
# A piece of text with its language: that of the note if empty, that of the surrounding text if None.
_Piece: TypeAlias = "tuple[str, str | None]"


def short_form(term: Term) -> str:
    """Return the short form of a name."""
    return term.short


def full_form(term: Term) -> str:
    """Return the full form of a name."""
    return term.full


def phrase_text(labels: Labels, phrase: Phrase, term_text: TermText = short_form) -> str:
    """Return a phrase as text.

    Args:
        labels: in the language of the text.
        phrase: to print.
        term_text: returns the text of a name with a short form; it may print the full name on first use only.
    """
    return "".join(text for text, _ in _PhraseWriter(labels, term_text).phrase_pieces(phrase))


def phrase_slot(
    labels: Labels,
    phrase: Phrase,
    term_text: TermText = short_form,
    label_key: str = "",
    *,
    starts_item: bool = False,
) -> SlotText:
    """Return a phrase as text of a slot, with its runs in other languages.

    Args:
        labels: in the language of the text.
        phrase: to print.
        term_text: as for `phrase_text`.
        label_key: of the label that the phrase consists of, or empty.
        starts_item: whether a list item begins with it: a label or date gets a capital then, the words of a fact stay.
    """
    text = ""
    runs: list[ForeignRun] = []
    for part, language in _PhraseWriter(labels, term_text).phrase_pieces(phrase):
        piece = _capitalize(part) if starts_item and not text and language == "" else part
        if language and piece:
            # A sentence with names is one run: its direction applies to the whole.
            extends_last = bool(runs) and (runs[-1].end, runs[-1].language) == (len(text), language)
            start = runs.pop().start if extends_last else len(text)
            runs.append(ForeignRun(start, len(text) + len(piece), language))
        text += piece
    return SlotText(text, label_key, tuple(runs), contains_day=phrase.contains_day)


def _capitalize(text: str) -> str:
    """Return a text with a capital at its start, if that is one letter."""
    capital = text[:1].upper()
    return capital + text[1:] if len(capital) == 1 else text


def _with_capital(pieces: list[_Piece]) -> list[_Piece]:
    """Return pieces with a capital if they begin with an article, which is a text in the language of the note."""
    (text, language), *others = pieces
    return [(text[:1].upper() + text[1:], language), *others] if language == "" and others else pieces


@dataclass(frozen=True, slots=True)
class _PhraseWriter:
    """A writer of phrases in one language, with one way to print names."""

    labels: Labels
    term_text: TermText

    def phrase_pieces(self, phrase: Phrase) -> list[_Piece]:
        """Return the pieces of a phrase."""
        return [piece for part in phrase.parts for piece in self._part_pieces(part)]

    def _part_pieces(self, part: Part) -> list[_Piece]:
        """Return the pieces of a part of a phrase."""
        match part:
            case str() | Term():
                text = part if isinstance(part, str) else self.term_text(part)
                return [(curl_apostrophes(text), None)]
            case Noun(name):
                return self._part_pieces(name)
            case ForeignText():
                return self._foreign_pieces(part)
            case LabelRef():
                return self._label_pieces(part)
            case Number() | ShortDate() | PartialDate() | AsOfDay():
                return [(self._symbol_text(part), "")]

    def _symbol_text(self, part: Number | ShortDate | PartialDate | AsOfDay) -> str:
        """Return a number or a date as the language writes it."""
        match part:
            case Number():
                return number_text(self.labels, part)
            case ShortDate(date, is_day_only):
                return day_text(self.labels, date) if is_day_only else short_date_text(self.labels, date)
            case _:
                return self._date_text(part)

    def _label_pieces(self, ref: LabelRef) -> list[_Piece]:
        """Return the pieces of a label and of the values in its placeholders, without doubled full stops."""
        values = dict(ref.values)
        pieces: list[_Piece] = []
        text_before = ""
        for part in self.labels[ref.key].parts:
            new: Iterable[_Piece] = (
                [(part, "")] if isinstance(part, str) else self._value_pieces(values[part.name], part.form)
            )
            for text, language in new:
                pieces.append((drop_second_stop(text_before, text), language))
                text_before = pieces[-1][0] or text_before
        return pieces

    def _value_pieces(self, value: Phrase, form: str) -> list[_Piece]:
        """Return the pieces of a value in a placeholder; a date or name takes the form that the placeholder asks for.

        A date may have a remark behind it.
        """
        match value.parts:
            case (PartialDate() | AsOfDay() as date, *remark):
                return [(self._date_text(date, form), ""), *self.phrase_pieces(Phrase(tuple(remark)))]
            case _ if form == SMALL_FORM:
                return self._with_small_letter(self.phrase_pieces(value))
            case _ if form:
                pieces = self._name_pieces(value, form.lower())
                return pieces if form.islower() else _with_capital(pieces)
            case _:
                return self.phrase_pieces(value)

    def _with_small_letter(self, pieces: list[_Piece]) -> list[_Piece]:
        """Return the pieces of a title as within a sentence: with a small first letter, unless the word keeps its capital.

        An acronym keeps it, a word in another language, and the words that the labels name.
        """
        text, language = pieces[0]
        kept = self.labels[CAPITAL_KEY].text.split(", ") if CAPITAL_KEY in self.labels else ()
        is_word = text[:1].isupper() and text[1:2].islower()
        if language or not is_word or text.startswith(tuple(kept)):
            return pieces
        return [(text[0].lower() + text[1:], language), *pieces[1:]]

    def _name_pieces(self, name: Phrase, form: str) -> list[_Piece]:
        """Return the pieces of a name with the article of a form, which is none for most names."""
        pieces = self.phrase_pieces(name)
        key = f"{NAME_FORMS}{form}.{self._article(name, ''.join(text for text, _ in pieces)) or NO_ARTICLE}"
        if key not in self.labels:
            return pieces
        return [
            piece
            for part in self.labels[key].parts
            for piece in ([(part, "")] if isinstance(part, str) else pieces)
        ]

    @staticmethod
    def _article(name: Phrase, printed: str) -> str:
        """Return the article of a name as it is printed: in full or by its short form."""
        match name.parts:
            case (Noun(Term(_, short), _, short_article),) if printed == short:
                return short_article
            case (Noun(_, article),):
                return article
            case _:
                return ""

    def _date_text(self, date: PartialDate | AsOfDay, form: str = "") -> str:
        """Return a date in words, or in digits if the phrase asks for that."""
        match date:
            case AsOfDay(day, in_digits=True):
                return str(day)
            case AsOfDay(day):
                return date_text(self.labels, day, form)
            case PartialDate():
                return date_text(self.labels, date, form)

    def _foreign_pieces(self, foreign: ForeignText) -> list[_Piece]:
        """Return the pieces of a text in another language, with a language tag if it needs one.

        Where a label says the same, it replaces the text.
        """
        if foreign.label_key and foreign.label_key in self.labels:
            return [(self.labels[foreign.label_key].text, "")]
        pieces: list[_Piece] = [
            (text, foreign.language if language is None else language)
            for text, language in self.phrase_pieces(foreign.phrase)
        ]
        if foreign.language == NO_LANGUAGE:
            # In right-to-left text a reference is a run of its own, or its blanks and slashes would change places.
            isolate = locales.text_direction(self.labels.language) == "rtl"
            return [("".join(text for text, _ in pieces), NO_LANGUAGE if isolate else None)]
        (first, *others) = foreign.phrase.parts
        # An abbreviation alone gets no second language tag: the note has tagged it where it explains the name.
        if not foreign.show_language or (
            isinstance(first, Term)
            and not others
            and " " not in first.short
            and pieces == [(first.short, foreign.language)]
        ):
            return pieces
        values: dict[str, list[_Piece]] = {"text": pieces, "language": [(foreign.language, "")]}
        return [
            piece
            for part in self.labels[_FOREIGN_KEY].parts
            for piece in ([(part, "")] if isinstance(part, str) else values[part.name])
        ]
