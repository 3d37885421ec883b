"""Labels: headings, connecting phrases and date formats of one language, from `templates/labels/<lang>.yaml`.

Templates have structure only, so a note in another language needs only another label file. The files of a partner,
of the project and of the package are merged label by label, so a house can replace single labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from briefings.compose.brief import ForeignRun, SlotText
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, read_yaml
from briefings.model import locales
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import (
    PACKAGED_PREFIX,
    BriefingsError,
    Diagnostic,
    Location,
    Severity,
    nearest_match,
    suggestion_hint,
)
from briefings.model.phrases import NO_LANGUAGE, AsOfDay, ForeignText, LabelRef, Phrase, Term
from briefings.templating.slots import has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from briefings.loading.yaml_nodes import Node
    from briefings.model.phrases import Part

__all__ = ["PACKAGED_LANGUAGE", "PLACEHOLDER", "Labels", "start_hint"]

PACKAGED_LANGUAGE = "en"
"""The language of the packaged labels that other languages are translated from."""

# Labels that every note needs, whatever its templates are, with their placeholders.
_REQUIRED_LABELS: dict[str, tuple[str, ...]] = {
    "as-at": ("date",),
    "colophon.dated": ("newest", "oldest", "publishers", "sources", "statements"),
    "colophon.retrieved": ("when",),
    "colophon.undated": ("publishers", "sources", "statements"),
    "date.approximate": ("date",),
    "date.day": ("day", "of_month", "year"),
    "date.month": ("month", "year"),
    "date.uncertain": ("date",),
    "date.year": ("year",),
    "foreign": ("language", "text"),
    "page": ("page", "pages"),
    "period.from-to": ("end", "start"),
    "source.after": ("date",),
    "source.before": ("publisher",),
    "source.in-language": ("language",),
    "source.title": ("title",),
    "source.undated": (),
    "subject": ("date",),
    "term": ("full", "short"),
    "title": ("partner", "side"),
}

# The name of a value, and for a date the name of its form.
PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
_PRECISIONS = ("day", "month", "year")
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_PUNCTUATION = {",": "punctuation.comma", ";": "punctuation.semicolon"}
NO_BREAK_SPACE = "\u00a0"
# Labels that code uses and no template names: dates and punctuation.
_CODE_LABELS = re.compile(r"date\.(?:first|(?:months|forms)\..+)|punctuation\..+")
# The key for the reviewer of the file: it is not a label, and the only key that may be empty.
_REVIEWED_KEY = "reviewed"
_FOREIGN_KEY = "foreign"
# Labels of roles: a house defines its own roles, and a post always has a title to print instead.
_ROLE_PREFIX = "role."
# A piece of text with its language: that of the note if empty, that of the surrounding text if None.
_Piece: TypeAlias = "tuple[str, str | None]"


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: text with `{placeholders}`, and its location."""

    text: str
    location: Location

    @property
    def placeholders(self) -> set[str]:
        """Return the names of its values."""
        return {name for name, _ in PLACEHOLDER.findall(self.text)}

    @property
    def forms(self) -> set[str]:
        """Return the names of the date forms that it asks for."""
        return {form for _, form in PLACEHOLDER.findall(self.text) if form}


_EMPTY_LABEL = _Label("", Location(""))


class Labels:
    """All labels of one language: texts with `{placeholders}`, by dotted key.

    Attributes:
        language: BCP 47 tag.
        reviewed: the reviewer and the day of the review for each file, by its name; empty if it was not reviewed yet.
    """

    def __init__(self, language: str, labels: dict[str, _Label], reviewed: dict[str, str]) -> None:
        self.language = language
        self._labels = labels
        self.reviewed = reviewed

    @classmethod
    def load(cls, language: str, files: Iterable[tuple[Path, str]]) -> Labels:
        """Load label files and merge them.

        Args:
            language: BCP 47 tag.
            files: at least one, each as path and name for messages; labels of an earlier file win.

        Raises:
            BriefingsError: if one of them is not a label file, or if together they lack labels that every note needs.
        """
        problems: list[Diagnostic] = []
        merged: dict[str, _Label] = {}
        reviewed: dict[str, str] = {}
        for path, shown_as in files:
            root = read_yaml(path, shown_as, problems)
            file_labels: dict[str, _Label] = {}
            if root is not None:
                reviewed[shown_as] = _review_of(root)
                _collect_labels(root, "", file_labels, problems)
            merged = file_labels | merged
        labels = cls(language, merged, reviewed)
        problems = problems or [*labels.check_required(_REQUIRED_LABELS.items()), *labels._check_date_forms()]
        if problems:
            raise BriefingsError(problems)
        return labels

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts of all labels, by key."""
        return {key: label.text for key, label in self._labels.items()}

    @property
    def placeholders(self) -> dict[str, set[str]]:
        """Return the names of the placeholders of each label, by key."""
        return {key: label.placeholders for key, label in self._labels.items()}

    @property
    def override_path(self) -> str:
        """Return the file to add missing labels to: the first one, which may be a file that the project has yet to create."""
        return next(iter(self.reviewed)).removeprefix(f"{PACKAGED_PREFIX} ")

    def __contains__(self, key: str) -> bool:
        return key in self._labels

    def location(self, key: str) -> Location:
        """Return the location of a label; for an unknown label, the file to add it to."""
        return self._labels[key].location if key in self._labels else Location(self.override_path)

    def unknown_key_hint(self, key: str) -> str:
        """Return a hint for an unknown key."""
        return suggestion_hint(key, self._labels) or f"add it to {self.override_path}"

    def check_required(self, required: Iterable[tuple[str, Collection[str]]]) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each required label that is missing or has other placeholders.

        Args:
            required: keys, each with the names of the values for the label.
        """
        for key, values in required:
            if key not in self:
                # No "did you mean": the label is not misspelt, the file lacks it.
                message, severity = f"there is no label {key!r}", Severity.ERROR
                if key.startswith(_ROLE_PREFIX):
                    message, severity = (
                        f"{message}, so that a post is called by its title there",
                        Severity.INFO,
                    )
                hint = f"add it to {self.override_path}"
                yield Diagnostic("unknown-label", message, self.location(key), severity, hint)
            elif problem := self.check_placeholders(key, values):
                yield problem

    def check_placeholders(self, key: str, values: Collection[str]) -> Diagnostic | None:
        """Return a diagnostic if the placeholders of a label differ from its values; None if they agree.

        Args:
            key: of an existing label.
            values: the names of the values for the label.
        """
        label = self._labels[key]
        for name in sorted(label.placeholders - set(values)):
            message = f"the label {key!r}: there is no {{{name}}}"
            match = nearest_match(name, values)
            listed = ", ".join(f"{{{value}}}" for value in sorted(values))
            hint = (
                f"did you mean {{{match}}}?"
                if match
                else f"known: {listed}"
                if listed
                else "it has no places"
            )
            return Diagnostic("unknown-label", message, label.location, hint=hint)
        if unused := sorted(set(values) - label.placeholders):
            message = f"the label {key!r} has no place for {', '.join(unused)}"
            hint = f"it reads {label.text!r}; put {{{unused[0]}}} where it belongs"
            return Diagnostic("unknown-label", message, label.location, hint=hint)
        return None

    def find_untranslated(self, english: Labels, file: str) -> tuple[list[str], int]:
        """Return the keys of a file whose labels equal the English ones, and the number of its labels with words.

        Args:
            english: the packaged labels in English.
            file: its name for messages.
        """
        keys = [
            key
            for key, label in self._labels.items()
            if label.location.path == file and key in english and has_words(PLACEHOLDER.sub("", label.text))
        ]
        return [key for key in keys if self._labels[key].text == english._labels[key].text], len(keys)

    def find_unused(self, file: str, used: Collection[str]) -> Iterator[str]:
        """Yield the keys of the labels of a file that nothing uses.

        Args:
            file: its name for messages.
            used: the keys in use.
        """
        for key, label in self._labels.items():
            if label.location.path == file and key not in used and not _CODE_LABELS.fullmatch(key):
                yield key

    def _check_date_forms(self) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each date form that labels ask for and that is missing or has other placeholders."""
        uses = {(form, key) for key, label in self._labels.items() for form in label.forms}
        for form in sorted({form for form, _ in uses}):
            for precision in _PRECISIONS:
                key = f"date.forms.{form}.{precision}"
                month = "of_month" if "{of_month}" in self._labels.get(key, _EMPTY_LABEL).text else "month"
                placeholders = {"day": ["day", month, "year"], "month": [month, "year"], "year": ["year"]}
                yield from self.check_required([(key, placeholders[precision])])

    def usage_problem(self, key: str, values: Collection[str]) -> tuple[str, str] | None:
        """Return message and hint if a template can't use a label with these values; None if it can."""
        if key not in self._labels:
            return f"there is no label {key!r}", self.unknown_key_hint(key)
        label = self._labels[key]
        if missing := sorted(label.placeholders - set(values)):
            return f"the label {key!r} wants {', '.join(missing)}", f"it reads {label.text!r}"
        if unused := sorted(set(values) - label.placeholders):
            return f"the label {key!r} has no place for {', '.join(unused)}", f"it reads {label.text!r}"
        return None

    def format(self, key: str, **values: str | PartialDate) -> str:
        """Return the text of a label with texts and dates in its placeholders."""
        text = ""
        pieces = iter(PLACEHOLDER.split(self._labels[key].text))
        for literal in pieces:
            text += _drop_second_stop(text, literal)
            name, form = next(pieces, None), next(pieces, None)
            if name:
                value = values[name]
                text += _drop_second_stop(
                    text, value if isinstance(value, str) else self.format_date(value, form or "")
                )
        return text

    def localize_punctuation(self, text: str) -> str:
        """Return a text between values of a template, with the punctuation of the language."""
        for mark, name in _PUNCTUATION.items():
            if mark in text and name in self._labels:
                text = text.replace(mark, self._labels[name].text)
        return text

    @staticmethod
    def curl_apostrophes(text: str) -> str:
        """Return a text with typographic apostrophes within words instead of straight ones."""
        return _STRAIGHT_APOSTROPHE.sub("’", text) if "'" in text else text

    def format_date(self, date: PartialDate, form: str = "") -> str:
        """Return a date in words: `20 February 2002`, `February 2002`, `2002`.

        Args:
            date: of any precision, with or without qualifier.
            form: one of `date.forms`; empty for the form of a date by itself.
        """
        if date.qualifier:
            key = "date.approximate" if date.qualifier == "~" else "date.uncertain"
            text = self.format(key, date=replace(date, qualifier=""))
        else:
            text = self._format_exact_date(date, f"date.forms.{form}." if form else "date.")
        # No line break within a date.
        return text.replace(" ", NO_BREAK_SPACE)

    def _format_exact_date(self, date: PartialDate, prefix: str) -> str:
        """Return a date without qualifier in words, by the labels whose keys have a prefix."""
        values = {"year": f"{date.year}"}
        if date.month is not None:
            values |= {
                "month": self._month_name(date.month, standalone=True),
                "of_month": self._month_name(date.month, standalone=False),
            }
        if date.day is not None:
            values["day"] = (
                self._labels["date.first"].text if self._is_first_of_month(date) else f"{date.day}"
            )
        precision = "day" if date.day is not None else "month" if date.month is not None else "year"
        return self.format(f"{prefix}{precision}", **values)

    def _is_first_of_month(self, date: PartialDate) -> bool:
        """Return whether a date is the first of a month and the language has a label for that."""
        return date.day == 1 and "date.first" in self._labels

    def _month_name(self, number: int, *, standalone: bool) -> str:
        """Return the name of a month, from the labels or else from CLDR, by itself or within a date."""
        label = self._labels.get(f"date.months.{number}")
        return label.text if label else locales.month_name(number, self.language, standalone=standalone)

    def render_text(self, phrase: Phrase, term_text: Callable[[Term], str]) -> str:
        """Return a phrase as text.

        Args:
            phrase: to print.
            term_text: returns the text of a name with a short form; it may print the full name on first use only.
        """
        return "".join(text for text, _ in self._phrase_pieces(phrase, term_text))

    def render(self, phrase: Phrase, term_text: Callable[[Term], str], key: str = "") -> SlotText:
        """Return a phrase as text of a slot, with its runs in other languages.

        Args:
            phrase: to print.
            term_text: as for `render_text`.
            key: of the label that the phrase consists of, or empty.
        """
        text = ""
        runs: list[ForeignRun] = []
        for piece, language in self._phrase_pieces(phrase, term_text):
            if language and piece:
                # A sentence with names is one run: its direction applies to the whole.
                extends_last = bool(runs) and (runs[-1].end, runs[-1].language) == (len(text), language)
                start = runs.pop().start if extends_last else len(text)
                runs.append(ForeignRun(start, len(text) + len(piece), language))
            text += piece
        return SlotText(text, key, tuple(runs), phrase.contains_day)

    def _phrase_pieces(self, phrase: Phrase, term_text: Callable[[Term], str]) -> list[_Piece]:
        """Return the pieces of a phrase."""
        return [piece for part in phrase.parts for piece in self._part_pieces(part, term_text)]

    def _part_pieces(self, part: Part, term_text: Callable[[Term], str]) -> list[_Piece]:
        """Return the pieces of a part of a phrase."""
        if isinstance(part, str):
            return [(self.curl_apostrophes(part), None)]
        if isinstance(part, Term):
            return [(self.curl_apostrophes(term_text(part)), None)]
        if isinstance(part, ForeignText):
            return self._foreign_pieces(part, term_text)
        if isinstance(part, LabelRef):
            return self._label_pieces(part, term_text)
        return self._value_pieces(Phrase((part,)), "", term_text)

    def _label_pieces(self, part: LabelRef, term_text: Callable[[Term], str]) -> list[_Piece]:
        """Return the pieces of a label and of the values in its placeholders."""
        values = dict(part.values)
        result: list[_Piece] = []
        pieces = iter(PLACEHOLDER.split(self._labels[part.key].text))
        for literal in pieces:
            self._append_pieces(result, [(literal, "")])
            name, form = next(pieces, None), next(pieces, None)
            if name:
                self._append_pieces(result, self._value_pieces(values[name], form or "", term_text))
        return result

    def _value_pieces(self, value: Phrase, form: str, term_text: Callable[[Term], str]) -> list[_Piece]:
        """Return the pieces of a value in a placeholder.

        Args:
            value: of the placeholder.
            form: of a date; empty if the placeholder asks for none.
            term_text: as for `render_text`.
        """
        if len(value.parts) != 1 or not isinstance(date := value.parts[0], AsOfDay | PartialDate):
            return self._phrase_pieces(value, term_text)
        if isinstance(date, PartialDate):
            return [(self.format_date(date, form), "")]
        return [(str(date.day) if date.in_digits else self.format_date(date.day, form), "")]

    @staticmethod
    def _append_pieces(pieces: list[_Piece], new: list[_Piece]) -> None:
        """Append pieces to others, without doubling a full stop."""
        for text, language in new:
            before = next((before for before, _ in reversed(pieces) if before), "")
            pieces.append((_drop_second_stop(before, text), language))

    def _foreign_pieces(self, part: ForeignText, term_text: Callable[[Term], str]) -> list[_Piece]:
        """Return the pieces of a text in another language, with a language tag if it needs one."""
        pieces: list[_Piece] = [
            (text, part.language if language is None else language)
            for text, language in self._phrase_pieces(part.phrase, term_text)
        ]
        if part.language == NO_LANGUAGE:
            # In right-to-left text a reference is a run of its own, or its blanks and slashes would change places.
            isolate = locales.text_direction(self.language) == "rtl"
            return [("".join(text for text, _ in pieces), NO_LANGUAGE if isolate else None)]
        (first, *others) = part.phrase.parts
        # A short form alone gets no second language tag: the note has tagged it where it explains the name.
        if not part.show_language or (
            isinstance(first, Term) and not others and pieces == [(first.short, part.language)]
        ):
            return pieces
        before, _, after = self._labels[_FOREIGN_KEY].text.partition("{text}")
        code = part.language
        return [(before.replace("{language}", code), ""), *pieces, (after.replace("{language}", code), "")]


def start_hint(language: str) -> str:
    """Return the hint for a language without label file: a command, which works wherever Briefings is installed."""
    return f"`briefings template show labels/{PACKAGED_LANGUAGE}.yaml > templates/labels/{language}.yaml`, and translate it"


def _drop_second_stop(before: str, text: str) -> str:
    """Return a text to append to another, without its full stop if the other ends in one, as abbreviations do."""
    return text[1:] if before.endswith(".") and text.startswith(".") else text


def _review_of(root: Node) -> str:
    """Return the value of `reviewed:` in a label file; empty if it has none."""
    if isinstance(root, Mapping):
        for key, value in root.entries:
            if key.text == _REVIEWED_KEY and isinstance(value, Scalar):
                return "" if value.is_null else value.text
    return ""


def _collect_labels(node: Node, prefix: str, labels: dict[str, _Label], problems: list[Diagnostic]) -> None:
    """Add all labels below a node to a dict, by dotted key; items of lists are numbered from 1."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if not prefix and key.text == _REVIEWED_KEY and isinstance(value, Scalar):
                continue
            _collect_labels(value, f"{prefix}.{key.text}" if prefix else key.text, labels, problems)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, 1):
            _collect_labels(item, f"{prefix}.{number}", labels, problems)
    elif not node.is_null and "\n" not in node.text:
        labels[prefix] = _Label(node.text, node.location)
    else:
        hint = "write the words on one line; quote them where they are empty"
        problems.append(Diagnostic("bad-label", f"{prefix!r} is not wording", node.location, hint=hint))
