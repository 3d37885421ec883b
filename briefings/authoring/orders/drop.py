"""The end of standing orders, as `briefings drop` writes it, and the removal of the files of their notes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from briefings.authoring.orders.keep import open_orders
from briefings.build.audiences import find_audience
from briefings.build.catalog import Catalog
from briefings.build.formats import FORMATS
from briefings.build.lock import LOCK_FILE, hold_lock
from briefings.build.note_names import NoteName, find_name
from briefings.build.orders import PARTNER, WantedNote, notes_of_order
from briefings.build.removed_files import rebuild_command
from briefings.build.request import SetName
from briefings.build.take_away import take_away
from briefings.build.wanted_notes import known_notes
from briefings.loading.orders import ORDER_LIST, read_orders
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import ALL_PARTNERS
from briefings.model.orders import StandingOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from briefings.authoring.yaml.edit import FactFile
    from briefings.build.catalog import Subject
    from briefings.build.request import Note
    from briefings.project import Project

__all__ = ["DroppedNotes", "drop_notes"]

_ORDER_KEYS = tuple(field.name for field in fields(StandingOrder) if field.name != "location")


@dataclass(frozen=True, slots=True)
class DroppedNotes:
    """Notes on one subject whose order has ended.

    Attributes:
        names: of the notes, as in the file names.
        file_count: how many files were removed; 0 if the house makes the notes, and they stay.
        rebuild_command: the command that orders them again.
        backups: copies of what a hand had changed.
    """

    names: tuple[str, ...]
    file_count: int
    rebuild_command: str
    backups: tuple[Path, ...] = ()


def drop_notes(
    project: Project,
    output: Path,
    name: str,
    audience: str,
    on_wait: Callable[[str], None] = lambda _message: None,
) -> list[DroppedNotes]:
    """End the standing order of a note and remove its files; a note that the house makes stays, without the options of the order.

    Args:
        project: the project.
        output: the build folder.
        name: of the note, as its files are named, with or without language: `tajikistan.card`; `all.card` for an order
            for all partners.
        audience: for whom the note is.
        on_wait: called with a message when this waits for a running build.

    Raises:
        BriefingsError: if there is no such note, no order asks for it, or its order can't be edited.
        UnwritableFileError: if the file of orders can't be written; then nothing is removed.
    """
    catalog = Catalog.load(project)
    find_audience(catalog.house, audience)
    if catalog.order_book.problems:
        raise BriefingsError(catalog.order_book.problems)
    known = {
        subject: known_notes(catalog, output, subject, audience, is_named=False)
        for subject in catalog.subjects.values()
    }
    target = find_name(known, name)
    subjects = [subject for subject in known if target.partner in (ALL_PARTNERS, subject.id)]
    dropped = {subject: [note for note in known[subject] if target.has(note)] for subject in subjects}
    with hold_lock(output / LOCK_FILE, on_wait):
        has_ended = _end_orders(project, catalog, target, audience)
        book = Catalog.load(project).order_book
        results = []
        for subject, notes in dropped.items():
            ordered = book.notes_on(catalog, subject, audience)
            standard = catalog.standard_notes(subject, audience)
            gone = [note for note in notes if note not in ordered and note not in standard]
            if gone:
                results.append(_remove(catalog, output, audience, subject, gone, known[subject]))
            elif has_ended and notes:
                results.append(_result(catalog, audience, subject, notes, known[subject]))
    if not results:
        raise BriefingsError([_not_ordered(name)])
    return results


def _not_ordered(name: str) -> Diagnostic:
    """Return the problem of a note that the house makes, and no order."""
    message = f"{name} is one of the notes of the house, not an order"
    hint = "change `products:` or `languages:` in facts/house.yaml"
    return Diagnostic("not-ordered", message, hint=hint)


def _remove(  # noqa: PLR0913, PLR0917 - what names the notes, and where they are
    catalog: Catalog,
    output: Path,
    audience: str,
    subject: Subject,
    notes: Sequence[Note],
    known: Mapping[Note, WantedNote],
) -> DroppedNotes:
    """Remove the files of notes on a subject."""
    name = SetName(subject.id)
    place = output / audience / str(name)
    files = [place / name.file_name(note, form) for note in notes for form in FORMATS]
    count = sum(path.is_file() for path in files)
    backups = take_away(output, audience, name, notes)
    return _result(catalog, audience, subject, notes, known, count, backups)


def _result(  # noqa: PLR0913, PLR0917 - what names the notes, and what happened
    catalog: Catalog,
    audience: str,
    subject: Subject,
    notes: Sequence[Note],
    known: Mapping[Note, WantedNote],
    file_count: int = 0,
    backups: Iterable[Path] = (),
) -> DroppedNotes:
    """Return what happened to notes on a subject that differ in their language alone."""
    names = tuple(note.file_stem(subject.id) for note in notes)
    command = rebuild_command(catalog, audience, subject, notes, known[notes[0]])
    return DroppedNotes(names, file_count, command, tuple(backups))


def _end_orders(project: Project, catalog: Catalog, target: NoteName, audience: str) -> bool:
    """Take notes out of all orders of a partner; return whether any order asked for them.

    Raises:
        BriefingsError: if an order has to be changed by hand.
    """
    file = open_orders(project)
    has_changed = False
    orders = read_orders(project.root).value or ()
    for number, order in reversed(list(enumerate(orders))):
        notes = {
            note: target.has(note)
            for subject in catalog.subjects.values()
            if target.partner in (ALL_PARTNERS, subject.id)
            for note in notes_of_order(catalog, order, subject, audience)
        }
        if not any(notes.values()):
            continue
        if target.partner not in (order.partner, ALL_PARTNERS):
            raise BriefingsError([_order_for_all(catalog, order, target)])
        has_changed = True
        kept = [note for note, is_dropped in notes.items() if not is_dropped]
        _keep_some(file, number, order, target, kept)
    if has_changed:
        file.save()
    return has_changed


def _keep_some(
    file: FactFile, number: int, order: StandingOrder, target: NoteName, kept: Sequence[Note]
) -> None:
    """Take notes out of an order: remove it, or leave it the other products, and add one for the other languages."""
    products = tuple(dict.fromkeys(note.product for note in kept))
    others = tuple(product for product in products if product != target.product)
    languages = tuple(dict.fromkeys(note.language for note in kept if note.product == target.product))
    if not kept:
        file.remove_entry(ORDER_LIST, number)
    elif not others:
        file.set_key(ORDER_LIST, number, "languages", languages)
    else:
        file.set_key(ORDER_LIST, number, "products", others)
        if languages:
            values = {key: getattr(order, key) for key in _ORDER_KEYS}
            values |= {"products": (target.product,), "languages": languages}
            entry = {key: value for key, value in values.items() if value}
            file.append_entries(
                ORDER_LIST, [{key: "yes" if value is True else value for key, value in entry.items()}]
            )


def _order_for_all(catalog: Catalog, order: StandingOrder, target: NoteName) -> Diagnostic:
    """Return the problem of an order for all partners, with the commands that leave it to the others."""
    name = ".".join(filter(None, (ALL_PARTNERS, target.product, target.about)))
    others = [
        subject.id
        for subject in catalog.subjects.values()
        if subject.kind == PARTNER and subject.id != target.partner
    ]
    again = f"briefings build {' '.join(others)} --product {target.product}"
    message = f"this order is for all partners: a command can't leave out {target.partner} alone"
    hint = f"end it with `briefings drop {name}`"
    return Diagnostic(
        "shared-order",
        message,
        order.location,
        hint=f"{hint}, then order it for the others: `{again}`" if others else hint,
    )
