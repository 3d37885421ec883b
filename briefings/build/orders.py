"""The notes that the standing orders of a project ask for, and the problems of these orders."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from briefings.build.formats import DEFAULT_FORMATS, FORMATS, NAMED_FORMATS
from briefings.build.request import Note
from briefings.compose.note_options import NoteOptions
from briefings.compose.products import SUBJECT_KINDS
from briefings.loading.folders import ORDERS_FILE
from briefings.loading.ids import UnreadableId
from briefings.loading.orders import read_orders
from briefings.model.diagnostics import BriefingsError, Diagnostic, with_article
from briefings.model.entities import ALL_PARTNERS
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.suggest import unknown
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import stat_result
    from pathlib import Path

    from briefings.build.catalog import Catalog, Subject
    from briefings.model.diagnostics import Location
    from briefings.model.orders import StandingOrder

__all__ = [
    "OrderBook",
    "WantedNote",
    "in_order",
    "load_order_book",
    "merge_options",
    "no_reference",
    "notes_of_order",
    "orders_path",
]

PARTNER, PERSON, VISIT, REGION = SUBJECT_KINDS


@dataclass(frozen=True, slots=True)
class WantedNote:
    """A note to bring up to date.

    Attributes:
        formats: its formats, in the order of `FORMATS`.
        options: what it is asked with.
        order: the last standing order that asks for it; None if none does.
        is_asked: whether the house, an order or the user asks for it; else it is only there, and may be given up.
    """

    formats: tuple[str, ...]
    options: NoteOptions
    order: StandingOrder | None = None
    is_asked: bool = True

    def with_formats(self, formats: Iterable[str]) -> WantedNote:
        """Return the note in more formats."""
        return replace(self, formats=in_order({*self.formats, *formats}))


@dataclass(frozen=True, slots=True)
class OrderBook:
    """The standing orders of a project.

    Attributes:
        orders: all orders that the project can meet.
        problems: of the file and of the other orders.
        status: of the file before it was read; None if there is none.
    """

    orders: tuple[StandingOrder, ...]
    problems: tuple[Diagnostic, ...]
    status: stat_result | None

    def audiences(self, catalog: Catalog, subjects: Iterable[Subject]) -> set[str]:
        """Return the audiences for which some notes on subjects are ordered."""
        subjects = tuple(subjects)
        return {
            audience
            for audience in catalog.house.audiences
            if any(self.notes_on(catalog, subject, audience) for subject in subjects)
        }

    def notes_on(self, catalog: Catalog, subject: Subject, audience: str) -> dict[Note, WantedNote]:
        """Return the notes on a subject that are ordered for an audience.

        Several orders of one note add their formats; of their options, each is that of the last order that has it.

        Raises:
            BriefingsError: if the file of a product has errors.
        """
        wanted: dict[Note, WantedNote] = {}
        for order in self.orders:
            for note in notes_of_order(catalog, order, subject, audience):
                earlier = wanted.get(note, WantedNote((), NoteOptions()))
                options = merge_options(earlier.options, _options_of(order))
                wanted[note] = WantedNote(earlier.formats, options, order).with_formats(
                    order.formats or DEFAULT_FORMATS
                )
        return wanted


def in_order(formats: Iterable[str]) -> tuple[str, ...]:
    """Return formats in the order of `FORMATS`."""
    chosen = set(formats)
    return tuple(name for name in FORMATS if name in chosen)


def _options_of(order: StandingOrder) -> NoteOptions:
    """Return the options of the notes of an order; whom they are about is part of their identity."""
    names = {field.name for field in fields(NoteOptions)} - {"about", "since_edition", "known_turns"}
    return NoteOptions(**{name: getattr(order, name) for name in names})


def merge_options(options: NoteOptions, later: NoteOptions) -> NoteOptions:
    """Return options, with those of the later ones that are not empty in their place."""
    given = {field.name: getattr(later, field.name) for field in fields(NoteOptions)}
    return replace(options, **{name: value for name, value in given.items() if value})


def orders_path(root: Path) -> Path:
    """Return the path of the file of standing orders of a project."""
    return root / FACTS_FOLDER / ORDERS_FILE


def load_order_book(catalog: Catalog) -> OrderBook:
    """Load the standing orders of a project; an order that it can't meet is a problem."""
    path = orders_path(catalog.project.root)
    try:
        status = path.stat()
    except OSError:
        status = None  # the reader says why, if anything is there
    orders, problems = read_orders(catalog.project.root)
    readable = [order for order in orders or () if not isinstance(order.partner, UnreadableId)]
    found = {order: tuple(_order_problems(catalog, order)) for order in readable}
    return OrderBook(
        tuple(order for order in readable if not found[order]),
        (*problems, *(problem for of_order in found.values() for problem in of_order)),
        status,
    )


def notes_of_order(catalog: Catalog, order: StandingOrder, subject: Subject, audience: str) -> Iterator[Note]:
    """Yield the notes on a subject that an order asks for, for an audience."""
    if order.partner not in (ALL_PARTNERS, subject.id) or order.audience not in ("", audience):
        return
    for id_ in order.products or catalog.default_products(subject, audience):
        if (order.audience or catalog.audience_of(id_) or DEFAULT_AUDIENCE) != audience:
            continue
        product = catalog.product(id_, subject)
        if subject.kind == (REGION if product.subject_kind == REGION else PARTNER):
            about = order.about if product.subject_kind in (PERSON, VISIT) else ""
            for language in order.languages or catalog.house.languages:
                yield Note(product.id, about, language)


def _order_problems(catalog: Catalog, order: StandingOrder) -> Iterator[Diagnostic]:
    """Yield what an order asks for and the project does not have."""
    house, place = catalog.house, order.location
    if order.partner not in (ALL_PARTNERS, *catalog.subjects):
        yield unknown("partner", order.partner, catalog.subjects, place)
    if order.audience and order.audience not in house.audiences:
        yield unknown("audience", order.audience, house.audiences, place)
    for language in order.languages:
        if problem := catalog.check_language(language):
            yield replace(problem, location=place)
    yield from (
        unknown("format", name, NAMED_FORMATS, place) for name in order.formats if name not in NAMED_FORMATS
    )
    subject = catalog.subjects.get(order.partner)
    kinds = {}
    for id_ in order.products:
        try:
            kinds[id_] = catalog.product(id_, subject).subject_kind
        except BriefingsError as error:
            yield from (replace(problem, location=problem.location or place) for problem in error.diagnostics)
    for id_, kind in kinds.items():
        if kind in (PERSON, VISIT) and not order.about:
            message = f"the product {id_!r} needs {with_article(kind)}"
            yield Diagnostic("no-subject", message, place, hint="add `about:` with its id")
    if order.number and not house.reference_pattern:
        yield no_reference(order.number, place)


def no_reference(number: str, place: Location | None = None) -> Diagnostic:
    """Return the problem of a number for notes of a house without reference numbers."""
    message = f"the house has no `reference:`, so no note prints the number {number}"
    hint = 'add `reference:` to facts/house.yaml, for example `reference: "{number}/{year}"`'
    return Diagnostic("no-reference", message, place, hint=hint)
