"""A form as its page shows it: each field with its words and its problems, and what it is about to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.model.dates import Period
from briefings.model.written_dates import read_period
from briefings.server.forms.fields import NEW_SOURCE
from briefings.server.forms.period_words import ENDS, split_period
from briefings.server.forms.words import input_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.model.diagnostics import Diagnostic
    from briefings.server.forms.drafts import Draft
    from briefings.server.forms.entry_names import ValueNames
    from briefings.server.forms.fields import Field
    from briefings.server.forms.period_words import PeriodWords
    from briefings.server.forms.trials import Trial
    from briefings.server.forms.words import Words

__all__ = ["FormDetails", "show_fields"]


@dataclass(frozen=True, slots=True)
class ShownInput:
    """An input: its field, its name, its words, its problems, and the words for its values."""

    field: Field
    name: str
    value: str
    problems: tuple[Diagnostic, ...]
    names: ValueNames

    @property
    def id(self) -> str:
        """Return an id for the page."""
        return self.name.replace(".", "-")

    @property
    def period(self) -> PeriodWords | None:
        """Return its words for the two boxes of a period; None if it has one box."""
        return split_period(self.value) if self.field.is_period else None

    @property
    def period_ends(self) -> Mapping[str, str]:
        """Return what a missing last day may mean, in words."""
        return ENDS

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the words that it may be, each as people read it, and one that is written already."""
        known = dict.fromkeys(self.field.choices)
        if self.value:
            known.setdefault(self.value)
        return [(word, self.names.choice(self.field.name, word)) for word in known]

    @property
    def read_as(self) -> str:
        """Return how a date in words is read, or what an id is called; empty if it says so itself, or can't be read."""
        if self.field.completes:
            return self.names.title(self.value, self.field.completes)
        if not (self.field.is_date and self.value):
            return ""
        try:
            words = say_period(Period.parse(read_period(self.value)))
        except ValueError:  # also if it can be read in two ways; the problem beside it says so
            return ""
        return words if words != self.value else ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One value of a field: what a newcomer needs of it, a source to make for it, and the rest."""

    first: tuple[ShownInput, ...]
    new_source: tuple[ShownInput, ...]
    more: tuple[ShownInput, ...]

    @property
    def inputs(self) -> tuple[ShownInput, ...]:
        """Return all its inputs."""
        return (*self.first, *self.new_source, *self.more)

    @property
    def has_words(self) -> bool:
        """Return whether something is written in it."""
        return any(item.value for item in self.inputs)

    @property
    def has_new_source(self) -> bool:
        """Return whether a source is being made, so that its fields are open."""
        return any(item.value or item.problems for item in self.new_source)

    @property
    def has_more(self) -> bool:
        """Return whether a field that is folded away has words or a problem."""
        return any(item.value or item.problems for item in self.more)


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field with its values, of which the last one may be empty; and the problems of the whole."""

    field: Field
    rows: tuple[ShownRow, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def is_open(self) -> bool:
        """Return whether it must not be folded away."""
        return bool(self.problems) or any(
            item.value or item.problems for row in self.rows for item in (*row.first, *row.more)
        )


@dataclass(frozen=True, slots=True)
class FormDetails:
    """A page with a form.

    Attributes:
        title: what it does.
        about: what such an entry is.
        address: where it is sent.
        draft_key: by which the browser keeps what was typed.
        first: the fields that a newcomer needs.
        more: the others.
        folder: the folder of a new fact; None if the form has no choice of it.
        before: the text of the entry when the form was made; empty for a new one.
        draft: what it is about to write; None if the words can't be read, or none were sent.
        trial: what that would do; None if none was made.
        raw_address: where the entry is shown as YAML; empty for a new one.
        remove_address: where the entry is removed; empty for one that can't be.
        view_address: where the entry is shown; empty for a new one.
        is_refused: whether it was to be saved, and was not.
    """

    title: str
    about: str
    address: str
    draft_key: str
    first: tuple[ShownField, ...]
    more: tuple[ShownField, ...]
    folder: str | None = None
    before: str = ""
    draft: Draft | None = None
    trial: Trial | None = None
    raw_address: str = ""
    remove_address: str = ""
    view_address: str = ""
    is_refused: bool = False

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Return the label and the id of each field with a problem."""
        return [
            (item.field.label, f"f-{item.field.name}")
            for item in (*self.first, *self.more)
            if item.problems or any(one.problems for row in item.rows for one in row.inputs)
        ]

    @property
    def is_more_open(self) -> bool:
        """Return whether a field under "More" has words or a problem."""
        return any(field.is_open for field in self.more)


def show_fields(
    fields: Sequence[Field], words: Words, beside: Mapping[str, Sequence[Diagnostic]], names: ValueNames
) -> tuple[tuple[ShownField, ...], tuple[ShownField, ...]]:
    """Return the fields that a newcomer needs, and the others."""
    shown = [_show_field(field, words, beside, names) for field in fields]
    first = tuple(item for item in shown if item.field.is_first)
    return first, tuple(item for item in shown if not item.field.is_first)


def _show_field(
    field: Field, words: Words, beside: Mapping[str, Sequence[Diagnostic]], names: ValueNames
) -> ShownField:
    """Return a field with its words and problems, and room for one more value if it may have several."""
    rows = words.get(field.name, [])
    count = max(len(rows), 1)
    if field.takes_several and (rows or field.parts):
        count += 1  # room for one more
    shown = []
    for number in range(count):
        row = rows[number] if number < len(rows) else {}
        parts = field.parts or (field,)
        inputs = [
            ShownInput(
                part,
                input_name(field, number, name := part.name if field.parts else ""),
                row.get(name, ""),
                tuple(beside.get(f"{field.name}.{number}.{name}", ()) if name else ()),
                names,
            )
            for part in parts
        ]
        shown.append(
            ShownRow(
                tuple(
                    item for item in inputs if not _is_new(item) and (item.field.is_first or not field.parts)
                ),
                tuple(item for item in inputs if _is_new(item)),
                tuple(
                    item for item in inputs if field.parts and not _is_new(item) and not item.field.is_first
                ),
            )
        )
    return ShownField(field, tuple(shown), tuple(_whole(field, rows, beside)))


def _is_new(item: ShownInput) -> bool:
    """Return whether an input is about a source that is made together with the fact."""
    return item.field.name.startswith(NEW_SOURCE)


def _whole(
    field: Field, rows: Sequence[Mapping[str, str]], beside: Mapping[str, Sequence[Diagnostic]]
) -> Iterator[Diagnostic]:
    """Yield the problems of a field that belong to no input of it."""
    yield from beside.get(field.name, ())
    count = max(len(rows), 1)
    for name, problems in beside.items():
        start, _, rest = name.partition(".")
        if start == field.name and rest and int(rest.partition(".")[0]) >= count:
            yield from problems
