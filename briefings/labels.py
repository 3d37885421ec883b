"""The wording of the house: headings, connecting phrases, dates, read from `templates/labels/<lang>.yaml`.

Templates hold structure only, so that a note in another language is another label file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.phrase import AsAt, Term, Wording
from briefings.yamlsource import Mapping, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
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
    "timeline.alternative": ("count", "first", "last"),
    "title": ("partner", "side"),
}

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
NARROW_ENOUGH = "\u00a0"


class Labels:
    """All labels of one language: dotted keys to wording with `{placeholders}`."""

    def __init__(self, entries: dict[str, str], path: str) -> None:
        self._entries = entries
        self.path = path

    @classmethod
    def read(cls, path: Path, shown_as: str) -> Labels:
        """Read a label file.

        Raises:
            BriefingsError: if it is no label file.
        """
        problems: list[Diagnostic] = []
        entries: dict[str, str] = {}
        places: dict[str, Location] = {}
        root = read_yaml(path, shown_as, problems)
        if root is not None:
            _flatten(root, "", entries, places, problems)
        labels = cls(entries, shown_as)
        if not problems:
            problems += [
                Diagnostic("unknown-label", found[0], places.get(key, Location(shown_as)), hint=found[1])
                for key, values in _NEEDED.items()
                if (found := labels.problem(key, set(values)))
            ]
        if problems:
            raise BriefingsError(problems)
        return labels

    @property
    def entries(self) -> dict[str, str]:
        """All labels, by key."""
        return dict(self._entries)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def nearest(self, key: str) -> str:
        """A hint for a key that is not there."""
        return did_you_mean(key, self._entries) or f"add it to {self.path}"

    def problem(self, key: str, values: set[str]) -> tuple[str, str] | None:
        """What is wrong with asking for a label with these placeholders: message and hint, or None."""
        if key not in self._entries:
            return f"there is no label {key!r}", self.nearest(key)
        wanted = set(PLACEHOLDER.findall(self._entries[key]))
        if missing := sorted(wanted - values):
            return f"the label {key!r} wants {', '.join(missing)}", f"it reads {self._entries[key]!r}"
        if left_over := sorted(values - wanted):
            return (
                f"the label {key!r} has no place for {', '.join(left_over)}",
                f"it reads {self._entries[key]!r}",
            )
        return None

    def plain(self, key: str, **values: str) -> str:
        """A label with plain words in its placeholders."""
        return PLACEHOLDER.sub(lambda match: values[match[1]], self._entries[key])

    def date(self, when: PartialDate) -> str:
        """A date in words: `20 February 2002`, `February 2002`, `2002`."""
        text = f"{when.year}"
        if when.month is not None:
            month = self._entries[f"date.months.{when.month}"]
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
            pieces = PLACEHOLDER.split(self._entries[part.key])
            words = ""
            for index, piece in enumerate(pieces):
                said = self.speak(values[piece], term) if index % 2 else piece
                # What ends in a full stop already gets no second one.
                words += said[1:] if said.startswith(".") and words.endswith(".") else said
            return words
        if isinstance(part, AsAt):
            return self.date(part.day)
        return self.date(part)  # type: ignore[arg-type]


def _flatten(
    node: Node, prefix: str, entries: dict[str, str], places: dict[str, Location], problems: list[Diagnostic]
) -> None:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            _flatten(value, f"{prefix}.{key.text}" if prefix else key.text, entries, places, problems)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, 1):
            _flatten(item, f"{prefix}.{number}", entries, places, problems)
    elif not node.null and "\n" not in node.text:
        entries[prefix] = node.text
        places[prefix] = node.location
    else:
        hint = "write the words on one line; quote them where they are empty"
        problems.append(Diagnostic("bad-label", f"{prefix!r} is not wording", node.location, hint=hint))
