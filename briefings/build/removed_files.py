"""What goes from a set since it is out of date and was not asked for, and how it is had again.

That nothing out of date stays is a rule of the house; that nothing goes without a word is another.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.request import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefings.build.catalog import Catalogue, Subject
    from briefings.build.request import Note, Order

__all__ = ["Going", "Taken", "taken"]


@dataclass(frozen=True, slots=True)
class Going:
    """The files of one note that go.

    Attributes:
        note: which one.
        forms: their formats.
        kept: the formats of it that stay.
        why: why it can't be made again, in words; empty if it can.
    """

    note: Note
    forms: tuple[str, ...]
    kept: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Files that were (or would be) taken away, as a build tells it.

    Attributes:
        files: where they were.
        notes: the names of their notes, as files bear them.
        forms: their formats.
        why: in words.
        again: the command that makes them again; empty if there is none.
    """

    files: tuple[Path, ...]
    notes: tuple[str, ...]
    forms: tuple[str, ...]
    why: str
    again: str

    def told(self, *, dry: bool = False) -> str:
        """In words, in one line."""
        them = "it" if len(self.notes) == 1 else "them"
        again = f"; make {them} again with: {self.again}" if self.again else ""
        verb = "would be taken away" if dry else "taken away"
        return f"{', '.join(self.notes)} ({', '.join(self.forms)}): {verb}, {self.why}{again}"


def taken(
    catalogue: Catalogue, order: Order, subject: Subject, going: Iterable[Going], folder: Path
) -> Iterator[Taken]:
    """What goes from the set in a folder, that of one note in several languages together."""
    alike: dict[tuple[str, str, tuple[str, ...], tuple[str, ...], str], list[Note]] = {}
    for one in going:
        alike.setdefault((one.note.product, one.note.about, one.forms, one.kept, one.why), []).append(
            one.note
        )
    for (_product, _about, forms, kept, why), notes in alike.items():
        names = tuple(order.file_name(subject.id, note, "").removesuffix(".") for note in notes)
        yield Taken(
            tuple(folder / f"{name}.{form}" for name in names for form in forms),
            names,
            forms,
            why or "as out of date",
            "" if why else _command(catalogue, order, subject, notes, {*forms, *kept}),
        )


def _command(
    catalogue: Catalogue, order: Order, subject: Subject, notes: Sequence[Note], forms: set[str]
) -> str:
    """The command that makes these notes again beside those that are asked for now."""
    note, languages = notes[0], [note.language for note in notes]
    words = ["briefings", "build", subject.id]
    if order.dated:
        words += ["--as-of", order.as_of.isoformat()]
    if note.product not in catalogue.usual(subject):
        words += ["--product", note.product]
    if note.about:
        words += ["--about", note.about]
    if set(languages) != set(catalogue.house.languages):
        words += [word for language in languages for word in ("--lang", language)]
    if forms != set(FORMATS):
        words += [word for form in FORMATS if form in forms for word in ("--format", form)]
    for option, value in (
        ("--occasion", order.occasion),
        ("--number", order.number),
        ("--contacts", order.contacts),
    ):
        words += [option, value] if value else []
    return shlex.join(words)
