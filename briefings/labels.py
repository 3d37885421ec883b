"""The wording of the house: headings, connecting phrases, dates, read from `templates/labels/<lang>.yaml`.

Templates hold structure only, so that a note in another language is another label file. The files of a partner, of
the project and of the package are merged entry by entry, so that a house says single things its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.phrase import AsAt, Term, Wording
from briefings.yamlsource import Mapping, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from briefings.period import PartialDate
    from briefings.phrase import Phrase
    from briefings.yamlsource import Node

__all__ = ["Labels"]

# What every note says, whatever its templates are, and the values that it puts there.
_NEEDED: dict[str, tuple[str, ...]] = {
    "as-at": ("date",),
    "date.approximate": ("date",),
    "date.day": ("day", "month", "year"),
    "date.month": ("month", "year"),
    **{f"date.months.{month}": () for month in range(1, 13)},
    "date.uncertain": ("date",),
    "page": ("page", "pages"),
    "source.after": ("date",),
    "source.before": ("publisher",),
    "source.title": ("title",),
    "source.undated": (),
    "subject": ("date",),
    "term": ("full", "short"),
    "title": ("partner", "side"),
}

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
NARROW_ENOUGH = "\u00a0"
# Who has read a file through: no wording, and the one key that may be empty.
_REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class _Entry:
    """Wording with `{placeholders}`, and where it was read."""

    words: str
    location: Location

    @property
    def values(self) -> set[str]:
        return set(PLACEHOLDER.findall(self.words))


class Labels:
    """All labels of one language: dotted keys to wording with `{placeholders}`.

    Attributes:
        reviewed: who has reviewed each file and when, by the file's name; empty where nobody has yet.
    """

    def __init__(self, entries: dict[str, _Entry], reviewed: dict[str, str]) -> None:
        self._entries = entries
        self.reviewed = reviewed

    @classmethod
    def read(cls, files: Iterable[tuple[Path, str]]) -> Labels:
        """Read label files and merge them.

        Args:
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
        labels = cls(entries, reviewed)
        problems = problems or list(labels.lacking(_NEEDED.items()))
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
        """The file that comes first, in which what is missing may be written."""
        return next(iter(self.reviewed))

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
            if found := self.problem(key, values):
                yield Diagnostic("unknown-label", found[0], self.location(key), hint=found[1])

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

    def plain(self, key: str, **values: str) -> str:
        """A label with plain words in its placeholders."""
        return PLACEHOLDER.sub(lambda match: values[match[1]], self._entries[key].words)

    def date(self, when: PartialDate) -> str:
        """A date in words: `20 February 2002`, `February 2002`, `2002`."""
        text = f"{when.year}"
        if when.month is not None:
            month = self._entries[f"date.months.{when.month}"].words
            text = self.plain("date.month", month=month, year=text)
            if when.day is not None:
                text = self.plain("date.day", day=str(when.day), month=month, year=f"{when.year}")
        if when.mark:
            key = "date.approximate" if when.mark == "~" else "date.uncertain"
            text = self.plain(key, date=text)
        # A date is not broken over two lines.
        return text.replace(" ", NARROW_ENOUGH)

    def speak(self, phrase: Phrase, term: Callable[[Term], str]) -> str:
        """A phrase as final words.

        Args:
            phrase: what to say.
            term: prints a name that has a short form; it knows what the reader has read.
        """
        return "".join(self._part(part, term) for part in phrase.parts)

    def _part(self, part: object, term: Callable[[Term], str]) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Term):
            return term(part)
        if isinstance(part, Wording):
            values = dict(part.values)
            pieces = PLACEHOLDER.split(self._entries[part.key].words)
            words = ""
            for index, piece in enumerate(pieces):
                said = self.speak(values[piece], term) if index % 2 else piece
                # What ends in a full stop already gets no second one.
                words += said[1:] if said.startswith(".") and words.endswith(".") else said
            return words
        if isinstance(part, AsAt):
            return str(part.day) if part.in_digits else self.date(part.day)
        return self.date(part)  # type: ignore[arg-type]


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
