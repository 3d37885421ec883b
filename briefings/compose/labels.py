"""Labels: headings, connecting phrases and date formats of one language, from `templates/labels/<lang>.yaml`.

Templates have structure only, so a note in another language needs only another label file. The files of a partner,
of the project and of the package are merged label by label, so a house can replace single labels.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefings.compose.label_checks import check_forms, check_required, unknown_form
from briefings.compose.label_wording import check_label_numbers
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, read_yaml
from briefings.model.contact_forms import FORM_PREFIX
from briefings.model.diagnostics import PACKAGED_PREFIX, BriefingsError, Diagnostic, Location
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from briefings.loading.yaml_nodes import Node

__all__ = ["PACKAGED_LANGUAGE", "Label", "Labels", "Placeholder", "add_hint", "label_languages", "start_hint"]

PACKAGED_LANGUAGE = "en"
"""The language of the packaged labels that other languages are translated from."""

# Labels that every note needs, whatever its templates are, with their placeholders.
_REQUIRED_LABELS: dict[str, tuple[str, ...]] = {
    "as-at": ("date",),
    "copy": ("number",),
    "colophon.dated": ("newest", "oldest", "publishers", "sources", "statements"),
    "colophon.later": ("date",),
    "colophon.retrieved": ("when",),
    "colophon.undated": ("publishers", "sources", "statements"),
    "date.approximate": ("date",),
    "date.day": ("day", "of_month", "year"),
    "date.latest": ("date",),
    "date.month": ("month", "year"),
    "date.uncertain": ("date",),
    "date.year": ("year",),
    "foreign": ("language", "text"),
    "list.and": ("first", "second"),
    "list.comma": ("first", "second"),
    "page": ("page", "pages"),
    "period.from-to": ("end", "start"),
    "source.after": ("date",),
    "source.archived": (),
    "source.before": ("publisher",),
    "source.grade": ("grade",),
    "source.in-language": ("language",),
    "source.quoted-by": ("by", "quoted"),
    "source.quoting": ("publisher", "quoted"),
    "source.repeated": ("by", "publisher"),
    "source.title": ("title",),
    "source.undated": (),
    "source.untitled": (),
    "source.withdrawn": ("date",),
    "subject": ("date",),
    "term": ("full", "short"),
}

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([A-Za-z]+))?\}")
# The key for the reviewer of the file: it is not a label, and the only key that may be empty.
_REVIEWED_KEY = "reviewed"


class Placeholder(NamedTuple):
    """A place in a label for a value.

    Attributes:
        name: of the value.
        form: of a date, one of `date.forms`, or of a name, one of `name.forms`, with a capital if its article has one;
            empty for the value by itself.
    """

    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label: text with `{placeholders}`, and its location."""

    text: str
    location: Location

    @property
    def parts(self) -> tuple[str | Placeholder, ...]:
        """Return its literal texts and its placeholders, in order.

        >>> Label("since {start:since}", Location("en.yaml")).parts
        ('since ', Placeholder(name='start', form='since'))
        """
        return _split_label(self.text)

    @property
    def placeholders(self) -> set[str]:
        """Return the names of its values."""
        return {part.name for part in self.parts if isinstance(part, Placeholder)}

    @property
    def forms(self) -> set[str]:
        """Return the names of the forms of dates and names that it asks for."""
        return {part.form.lower() for part in self.parts if isinstance(part, Placeholder) and part.form}


@functools.lru_cache(maxsize=4096)
def _split_label(text: str) -> tuple[str | Placeholder, ...]:
    """Return the literal texts and the placeholders of a label, in order."""
    parts: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        parts += [text[end : match.start()], Placeholder(match[1], match[2] or "")]
        end = match.end()
    return tuple(part for part in (*parts, text[end:]) if part)


class Labels:
    """All labels of one language, by dotted key.

    Attributes:
        language: BCP 47 tag.
        reviewed: the reviewer and the day of the review for each file, by its name; empty if it was not reviewed yet.
    """

    def __init__(self, language: str, labels: dict[str, Label], reviewed: dict[str, str]) -> None:
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
            BriefingsError: if one of them is not a label file or states a fact, or if together they lack labels that
                every note needs.
        """
        problems: list[Diagnostic] = []
        merged: dict[str, Label] = {}
        reviewed: dict[str, str] = {}
        for path, shown_as in files:
            root, found = read_yaml(path, shown_as)
            problems += found
            file_labels: dict[str, Label] = {}
            if root is not None:
                reviewed[shown_as] = _review_of(root)
                for key, node in _leaves(root, ""):
                    if node.is_null or "\n" in node.text:
                        hint = "write the text on one line; write '' for an empty text"
                        problems.append(
                            Diagnostic("bad-label", f"{key!r} is not a text", node.location, hint=hint)
                        )
                    else:
                        file_labels[key] = Label(node.text, node.location)
                        if not shown_as.startswith(PACKAGED_PREFIX):  # a test holds the packaged ones
                            problems += check_label_numbers(key, file_labels[key], language)
            merged = file_labels | merged
        labels = cls(language, merged, reviewed)
        problems = problems or [*check_required(labels, _REQUIRED_LABELS), *check_forms(labels)]
        if problems:
            raise BriefingsError(problems)
        return labels

    def without_language_tags(self) -> Labels:
        """Return the same labels, but no tag after a text in another language."""
        untagged = Label("{text}", self._labels["foreign"].location)
        return Labels(self.language, self._labels | {"foreign": untagged}, self.reviewed)

    def __getitem__(self, key: str) -> Label:
        return self._labels[key]

    def __contains__(self, key: str) -> bool:
        return key in self._labels

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

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

    def location(self, key: str) -> Location:
        """Return the location of a label; for an unknown label, the file to add it to."""
        return self._labels[key].location if key in self._labels else Location(self.override_path)

    def unknown_key(self, key: str, location: Location | None = None) -> Diagnostic:
        """Return the problem that a key has no label, at the place that uses it, else in the file to add it to."""
        place = location or self.location(key)
        if key.startswith(FORM_PREFIX):
            return unknown_form(self, key.removeprefix(FORM_PREFIX), place)
        return unknown("label", key, self._labels, place, hint=f"add it to {self.override_path}")


def label_languages(folders: Iterable[Path]) -> set[str]:
    """Return the languages that have a label file in one of some folders of templates."""
    return {path.stem for folder in folders for path in (folder / "labels").glob("*.yaml")}


def start_hint(language: str) -> str:
    """Return the hint for a language without label file: a command, which works wherever Briefings is installed."""
    return f"`briefings template show labels/{PACKAGED_LANGUAGE}.yaml > templates/labels/{language}.yaml`, and translate it"


def add_hint(language: str, languages: Collection[str], *, has_labels: bool) -> str:
    """Return the hint how to add a language to a house.

    Args:
        language: BCP 47 tag.
        languages: those of the house.
        has_labels: whether a label file for it exists.
    """
    add = f"add it to facts/house.yaml: `languages: [{', '.join((*languages, language))}]`"
    return f"{add}; its labels are there" if has_labels else f"{add}, and its labels: {start_hint(language)}"


def _review_of(root: Node) -> str:
    """Return the value of `reviewed:` in a label file; empty if it has none."""
    if isinstance(root, Mapping):
        for key, value in root.entries:
            if key.text == _REVIEWED_KEY and isinstance(value, Scalar):
                return "" if value.is_null else value.text
    return ""


def _leaves(node: Node, prefix: str) -> Iterator[tuple[str, Scalar]]:
    """Yield all texts below a node, each with its dotted key; items of lists are numbered from 1."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if not prefix and key.text == _REVIEWED_KEY and isinstance(value, Scalar):
                continue
            yield from _leaves(value, f"{prefix}.{key.text}" if prefix else key.text)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, 1):
            yield from _leaves(item, f"{prefix}.{number}")
    else:
        yield prefix, node
