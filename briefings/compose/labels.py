"""The wording of the house: headings, connecting phrases, dates, read from `templates/labels/<lang>.yaml`.

Templates hold structure only, so that a note in another language is another label file. The files of a partner, of
the project and of the package are merged entry by entry, so that a house says single things its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from briefings.compose.brief import Run, Words
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, read_yaml
from briefings.model import locales
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import (
    PACKAGED,
    BriefingsError,
    Diagnostic,
    Location,
    Severity,
    did_you_mean,
    nearest,
)
from briefings.model.phrases import NO_LANGUAGE, AsAt, Foreign, Phrase, Term, Wording
from briefings.templating.slots import has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from briefings.loading.yaml_nodes import Node
    from briefings.model.phrases import Part

__all__ = ["PACKAGED_LANGUAGE", "PLACEHOLDER", "Labels", "beginning"]

PACKAGED_LANGUAGE = "en"
"""The language from whose wording others are translated."""

# What every note says, whatever its templates are, and the values that it puts there.
_NEEDED: dict[str, tuple[str, ...]] = {
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

# A value, and for a date the form that it takes there.
PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
_PRECISIONS = ("day", "month", "year")
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_PUNCTUATION = {",": "punctuation.comma", ";": "punctuation.semicolon"}
NARROW_ENOUGH = "\u00a0"
# What labels are for that no template names: dates and punctuation.
_UNNAMED = re.compile(r"date\.(?:first|(?:months|forms)\..+)|punctuation\..+")
# Who has read a file through: no wording, and the one key that may be empty.
_REVIEWED = "reviewed"
_FOREIGN = "foreign"
# What roles are called: a house makes up its own, and a post has a title in any case.
_ROLES = "role."
# A piece of what is said, with its language: that of the note if empty, that of what it stands in if None.
_Said: TypeAlias = "tuple[str, str | None]"


@dataclass(frozen=True, slots=True)
class _Entry:
    """Wording with `{placeholders}`, and where it was read."""

    words: str
    location: Location

    @property
    def values(self) -> set[str]:
        return {name for name, _ in PLACEHOLDER.findall(self.words)}

    @property
    def forms(self) -> set[str]:
        return {form for _, form in PLACEHOLDER.findall(self.words) if form}


_NOTHING = _Entry("", Location(""))


class Labels:
    """All labels of one language: dotted keys to wording with `{placeholders}`.

    Attributes:
        language: BCP 47 tag.
        reviewed: who has reviewed each file and when, by the file's name; empty where nobody has yet.
    """

    def __init__(self, language: str, entries: dict[str, _Entry], reviewed: dict[str, str]) -> None:
        self.language = language
        self._entries = entries
        self.reviewed = reviewed

    @classmethod
    def read(cls, language: str, files: Iterable[tuple[Path, str]]) -> Labels:
        """Read label files and merge them.

        Args:
            language: BCP 47 tag.
            files: path, and name for messages, of at least one; an entry of an earlier one wins.

        Raises:
            BriefingsError: if one of them is no label file, or together they lack what every note says.
        """
        problems: list[Diagnostic] = []
        entries: dict[str, _Entry] = {}
        reviewed: dict[str, str] = {}
        for path, shown_as in files:
            root = read_yaml(path, shown_as, problems)
            own: dict[str, _Entry] = {}
            if root is not None:
                reviewed[shown_as] = _review(root)
                _flatten(root, "", own, problems)
            entries = own | entries
        labels = cls(language, entries, reviewed)
        problems = problems or [*labels.lacking(_NEEDED.items()), *labels._forms()]
        if problems:
            raise BriefingsError(problems)
        return labels

    @property
    def entries(self) -> dict[str, str]:
        """All labels, by key."""
        return {key: entry.words for key, entry in self._entries.items()}

    @property
    def values(self) -> dict[str, set[str]]:
        """The names of the values that each label has a place for, by key."""
        return {key: entry.values for key, entry in self._entries.items()}

    @property
    def path(self) -> str:
        """The file in which what is missing may be written: the one that comes first, that of a project it may make."""
        return next(iter(self.reviewed)).removeprefix(f"{PACKAGED} ")

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def location(self, key: str) -> Location:
        """Where a label stands; for one that is not there, the file to which it may be added."""
        return self._entries[key].location if key in self._entries else Location(self.path)

    def nearest(self, key: str) -> str:
        """A hint for a key that is not there."""
        return did_you_mean(key, self._entries) or f"add it to {self.path}"

    def lacking(self, wanted: Iterable[tuple[str, Collection[str]]]) -> Iterator[Diagnostic]:
        """What is wrong with these labels where others are wanted.

        Args:
            wanted: keys, each with the names of the values that are put into the label.
        """
        for key, values in wanted:
            if key not in self:
                # Who wrote the file meant no other label: this one is not there yet.
                message, severity = f"there is no label {key!r}", Severity.ERROR
                if key.startswith(_ROLES):
                    message, severity = (
                        f"{message}, so that a post is called by its title there",
                        Severity.NOTE,
                    )
                hint = f"add it to {self.path}"
                yield Diagnostic("unknown-label", message, self.location(key), severity, hint)
            elif found := self.misfit(key, values):
                yield found

    def misfit(self, key: str, values: Collection[str]) -> Diagnostic | None:
        """What is wrong with the places of a label that is there, where these are the values; None if nothing is."""
        entry = self._entries[key]
        for name in sorted(entry.values - set(values)):
            message = f"the label {key!r}: there is no {{{name}}}"
            near = nearest(name, values)
            listed = ", ".join(f"{{{value}}}" for value in sorted(values))
            hint = (
                f"did you mean {{{near}}}?" if near else f"known: {listed}" if listed else "it has no places"
            )
            return Diagnostic("unknown-label", message, entry.location, hint=hint)
        if left_over := sorted(set(values) - entry.values):
            message = f"the label {key!r} has no place for {', '.join(left_over)}"
            hint = f"it reads {entry.words!r}; put {{{left_over[0]}}} where it belongs"
            return Diagnostic("unknown-label", message, entry.location, hint=hint)
        return None

    def untranslated(self, english: Labels, file: str) -> tuple[list[str], int]:
        """The keys of labels of a file that say what the English ones do, and how many have words at all.

        Args:
            english: the labels that come with Briefings in English.
            file: its name for messages.
        """
        keys = [
            key
            for key, entry in self._entries.items()
            if entry.location.path == file and key in english and has_words(PLACEHOLDER.sub("", entry.words))
        ]
        return [key for key in keys if self._entries[key].words == english._entries[key].words], len(keys)

    def unasked(self, file: str, asked: Collection[str]) -> Iterator[str]:
        """The keys of labels of a file that nothing asks for.

        Args:
            file: its name for messages.
            asked: the keys that something asks for.
        """
        for key, entry in self._entries.items():
            if entry.location.path == file and key not in asked and not _UNNAMED.fullmatch(key):
                yield key

    def _forms(self) -> Iterator[Diagnostic]:
        """What is wrong with the forms that dates take in labels."""
        used = {(form, key) for key, entry in self._entries.items() for form in entry.forms}
        for form in sorted({form for form, _ in used}):
            for precision in _PRECISIONS:
                key = f"date.forms.{form}.{precision}"
                month = "of_month" if "{of_month}" in self._entries.get(key, _NOTHING).words else "month"
                wanted = {"day": ["day", month, "year"], "month": [month, "year"], "year": ["year"]}
                yield from self.lacking([(key, wanted[precision])])

    def problem(self, key: str, values: Collection[str]) -> tuple[str, str] | None:
        """What is wrong with asking for a label with these placeholders: message and hint, or None."""
        if key not in self._entries:
            return f"there is no label {key!r}", self.nearest(key)
        entry = self._entries[key]
        if missing := sorted(entry.values - set(values)):
            return f"the label {key!r} wants {', '.join(missing)}", f"it reads {entry.words!r}"
        if left_over := sorted(set(values) - entry.values):
            return f"the label {key!r} has no place for {', '.join(left_over)}", f"it reads {entry.words!r}"
        return None

    def plain(self, key: str, **values: str | PartialDate) -> str:
        """A label with plain words and dates in its placeholders."""
        text = ""
        pieces = iter(PLACEHOLDER.split(self._entries[key].words))
        for words in pieces:
            text += _behind(text, words)
            name, form = next(pieces, None), next(pieces, None)
            if name:
                value = values[name]
                text += _behind(text, value if isinstance(value, str) else self.date(value, form or ""))
        return text

    def punctuated(self, text: str) -> str:
        """The marks that a template puts between values, as the language writes them."""
        for mark, name in _PUNCTUATION.items():
            if mark in text and name in self._entries:
                text = text.replace(mark, self._entries[name].words)
        return text

    @staticmethod
    def typeset(text: str) -> str:
        """Words of facts and titles, with the apostrophe of print where keyboards have a straight one."""
        return _STRAIGHT.sub("’", text) if "'" in text else text

    def date(self, when: PartialDate, form: str = "") -> str:
        """A date in words: `20 February 2002`, `February 2002`, `2002`.

        Args:
            when: the date.
            form: that of `date.forms` which it takes; empty for a date that stands by itself.
        """
        if when.mark:
            key = "date.approximate" if when.mark == "~" else "date.uncertain"
            text = self.plain(key, date=replace(when, mark=""))
        else:
            text = self._exact(when, f"date.forms.{form}." if form else "date.")
        # A date is not broken over two lines.
        return text.replace(" ", NARROW_ENOUGH)

    def _exact(self, when: PartialDate, prefix: str) -> str:
        values = {"year": f"{when.year}"}
        if when.month is not None:
            values |= {
                "month": self._month(when.month, alone=True),
                "of_month": self._month(when.month, alone=False),
            }
        if when.day is not None:
            values["day"] = self._entries["date.first"].words if self._is_first(when) else f"{when.day}"
        precision = "day" if when.day is not None else "month" if when.month is not None else "year"
        return self.plain(f"{prefix}{precision}", **values)

    def _is_first(self, when: PartialDate) -> bool:
        return when.day == 1 and "date.first" in self._entries

    def _month(self, number: int, *, alone: bool) -> str:
        own = self._entries.get(f"date.months.{number}")
        return own.words if own else locales.month(number, self.language, alone=alone)

    def speak(self, phrase: Phrase, term: Callable[[Term], str]) -> str:
        """A phrase as plain words.

        Args:
            phrase: what to say.
            term: prints a name that has a short form; it knows what the reader has read.
        """
        return "".join(text for text, _ in self._said(phrase, term))

    def words(self, phrase: Phrase, term: Callable[[Term], str], key: str = "") -> Words:
        """A phrase as final words, which know what of them is in another language.

        Args:
            phrase: what to say.
            term: as above.
            key: the label that the words come from, or empty.
        """
        text = ""
        runs: list[Run] = []
        for words, language in self._said(phrase, term):
            if language and words:
                # A sentence with names in it is one run: it is laid out as a whole.
                joins = bool(runs) and (runs[-1].end, runs[-1].language) == (len(text), language)
                start = runs.pop().start if joins else len(text)
                runs.append(Run(start, len(text) + len(words), language))
            text += words
        return Words(text, key, tuple(runs))

    def _said(self, phrase: Phrase, term: Callable[[Term], str]) -> list[_Said]:
        return [piece for part in phrase.parts for piece in self._part(part, term)]

    def _part(self, part: Part, term: Callable[[Term], str]) -> list[_Said]:
        if isinstance(part, str):
            return [(self.typeset(part), None)]
        if isinstance(part, Term):
            return [(self.typeset(term(part)), None)]
        if isinstance(part, Foreign):
            return self._foreign(part, term)
        if isinstance(part, Wording):
            return self._wording(part, term)
        return self._value(Phrase((part,)), "", term)

    def _wording(self, part: Wording, term: Callable[[Term], str]) -> list[_Said]:
        values = dict(part.values)
        said: list[_Said] = []
        pieces = iter(PLACEHOLDER.split(self._entries[part.key].words))
        for words in pieces:
            self._add(said, [(words, "")])
            name, form = next(pieces, None), next(pieces, None)
            if name:
                self._add(said, self._value(values[name], form or "", term))
        return said

    def _value(self, value: Phrase, form: str, term: Callable[[Term], str]) -> list[_Said]:
        """What stands in a placeholder; a date takes the form that is asked for there."""
        if len(value.parts) != 1 or not isinstance(date := value.parts[0], AsAt | PartialDate):
            return self._said(value, term)
        if isinstance(date, PartialDate):
            return [(self.date(date, form), "")]
        return [(str(date.day) if date.in_digits else self.date(date.day, form), "")]

    @staticmethod
    def _add(said: list[_Said], more: list[_Said]) -> None:
        """Add what comes next."""
        for text, language in more:
            before = next((before for before, _ in reversed(said) if before), "")
            said.append((_behind(before, text), language))

    def _foreign(self, part: Foreign, term: Callable[[Term], str]) -> list[_Said]:
        said: list[_Said] = [
            (text, part.language if language is None else language)
            for text, language in self._said(part.words, term)
        ]
        if part.language == NO_LANGUAGE:
            # Blanks and slashes go with what stands around them, which is to be nothing but the number itself.
            alone = locales.direction(self.language) == "rtl"
            return [("".join(text for text, _ in said), NO_LANGUAGE if alone else None)]
        (first, *others) = part.words.parts
        # A short form by itself is not marked once more: it has been, where it was explained.
        if not part.marked or (
            isinstance(first, Term) and not others and said == [(first.short, part.language)]
        ):
            return said
        before, _, after = self._entries[_FOREIGN].words.partition("{text}")
        code = part.language
        return [(before.replace("{language}", code), ""), *said, (after.replace("{language}", code), "")]


def beginning(language: str) -> str:
    """What to type to begin the wording of a language for which there is none, wherever Briefings is installed."""
    return f"`briefings template show labels/{PACKAGED_LANGUAGE}.yaml > templates/labels/{language}.yaml`, and translate it"


def _behind(before: str, text: str) -> str:
    """What is put behind words: where these end in a full stop already, as abbreviations do, it gives no second one."""
    return text[1:] if before.endswith(".") and text.startswith(".") else text


def _review(root: Node) -> str:
    """Who has reviewed a file, as its line `reviewed:` says."""
    if isinstance(root, Mapping):
        for key, value in root.entries:
            if key.text == _REVIEWED and isinstance(value, Scalar):
                return "" if value.null else value.text
    return ""


def _flatten(node: Node, prefix: str, entries: dict[str, _Entry], problems: list[Diagnostic]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if not prefix and key.text == _REVIEWED and isinstance(value, Scalar):
                continue
            _flatten(value, f"{prefix}.{key.text}" if prefix else key.text, entries, problems)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, 1):
            _flatten(item, f"{prefix}.{number}", entries, problems)
    elif not node.null and "\n" not in node.text:
        entries[prefix] = _Entry(node.text, node.location)
    else:
        hint = "write the words on one line; quote them where they are empty"
        problems.append(Diagnostic("bad-label", f"{prefix!r} is not wording", node.location, hint=hint))
