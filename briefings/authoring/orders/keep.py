"""Standing orders that `briefings build` writes: what a user asks for is kept from then on."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from briefings.build.catalog import Catalog
from briefings.build.formats import DEFAULT_FORMATS, REVIEW_FORMAT
from briefings.build.lock import LOCK_FILE, hold_lock
from briefings.build.orders import WantedNote, in_order, merge_options, orders_path
from briefings.compose.note_options import NoteOptions
from briefings.compose.products import product_in_words
from briefings.loading.orders import ORDER_LIST, read_orders
from briefings.model.entities import ALL_PARTNERS
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.authoring.yaml.edit import FactFile
    from briefings.authoring.yaml.values import Value
    from briefings.build.catalog import Subject
    from briefings.build.report import BuildReport
    from briefings.build.request import BuildRequest
    from briefings.model.orders import StandingOrder
    from briefings.project import Project

__all__ = ["keep_orders", "open_orders"]

_NEW_FILE = """\
# The notes that `briefings build` keeps up to date, beside those of house.yaml.
# `build` adds a note when you first ask for it; `briefings drop NOTE` ends an order.
"""
_Entry = dict[str, "Value"]


def keep_orders(
    project: Project,
    output: Path,
    results: Iterable[tuple[BuildRequest, BuildReport]],
    on_wait: Callable[[str], None] = lambda _message: None,
) -> list[str]:
    """Write down what builds were asked for beyond what a build without options makes; return it in words.

    Only a build into the project's own folder counts, of notes that follow the present day.

    Args:
        project: the project.
        output: the build folder.
        results: each request with the report of its build; what could not be built is not ordered.
        on_wait: called with a message when this waits for a running build.

    Raises:
        BriefingsError: if the file has errors, or a layout that a command can't edit.
        UnwritableFileError: if it can't be written; the notes are there all the same.
    """
    if project.is_packaged or output.resolve() != project.build_folder.resolve():
        return []
    catalog = Catalog.load(project)
    entries = [entry for request, report in results for entry in _new_entries(catalog, request, report)]
    if not entries or catalog.order_book.problems:
        return []
    with hold_lock(output / LOCK_FILE, on_wait):
        file = open_orders(project)
        for entry in entries:
            _add_entry(file, list(read_orders(project.root).value or ()), entry)
            file.save()
    return [_describe_entry(entry) for entry in entries]


def _new_entries(catalog: Catalog, request: BuildRequest, report: BuildReport) -> Iterator[_Entry]:
    """Yield the new orders of a request; a copy for one review is not one."""
    if request.dated or not request.defaults or REVIEW_FORMAT in request.formats:
        return
    built = {result.name.subject for result in report.sets if not result.failed}
    missing = [
        subject.id
        for subject in catalog.select_subjects(request.subjects)
        if subject.id in built and not _is_standing(catalog, request, subject)
    ]
    for partner in missing if request.subjects else [ALL_PARTNERS] if missing else []:
        entry: _Entry = {"partner": partner}
        natural = {catalog.audience_of(id_) or DEFAULT_AUDIENCE for id_ in request.products}
        optional: Mapping[str, Value] = {
            "products": request.products,
            "about": request.options.about,
            "languages": request.languages,
            "formats": () if set(request.formats) == set(DEFAULT_FORMATS) else request.formats,
            "audience": "" if request.audience in (natural or {DEFAULT_AUDIENCE}) else request.audience,
            **_given(request.given_options),
        }
        yield entry | {key: value for key, value in optional.items() if value}


def _is_standing(catalog: Catalog, request: BuildRequest, subject: Subject) -> bool:
    """Return whether a build without options makes all that a request asks for on a subject, in the same way."""
    standing = {
        note: WantedNote(DEFAULT_FORMATS, NoteOptions())
        for note in catalog.standard_notes(subject, request.audience)
    }
    for note, ordered in catalog.order_book.notes_on(catalog, subject, request.audience).items():
        formats = (*ordered.formats, *(standing[note].formats if note in standing else ()))
        standing[note] = ordered.with_formats(formats)
    return all(
        note in standing
        and set(request.formats) <= set(standing[note].formats)
        and merge_options(standing[note].options, request.given_options) == standing[note].options
        for note in catalog.requested_notes(request, subject)
    )


def _given(options: NoteOptions) -> dict[str, str]:
    """Return the options that are given, by name, as an order has them."""
    named = {field.name: getattr(options, field.name) for field in fields(NoteOptions)}
    return {name: "yes" if value is True else value for name, value in named.items() if value}


def open_orders(project: Project) -> FactFile:
    """Open the file of standing orders, or begin it."""
    from briefings.authoring.yaml.edit import FactFile  # noqa: PLC0415 - few builds write it

    path = orders_path(project.root)
    return FactFile(path, project.display_path(path), None if path.exists() else _NEW_FILE)


def _add_entry(file: FactFile, orders: Sequence[StandingOrder], entry: _Entry) -> None:
    """Add an order; one of the same notes gets its formats and options instead."""
    for number, order in enumerate(orders):
        if _identity(order) == tuple(entry.get(key, default) for key, default in _IDENTITY.items()):
            if order.formats:
                formats = in_order((*order.formats, *entry.get("formats", DEFAULT_FORMATS)))
                if set(formats) == set(DEFAULT_FORMATS):
                    file.remove_key(ORDER_LIST, number, "formats")
                else:
                    file.set_key(ORDER_LIST, number, "formats", formats)
            for key in entry.keys() - _IDENTITY.keys() - {"formats"}:
                file.set_key(ORDER_LIST, number, key, entry[key])
            return
    file.append_entries(ORDER_LIST, [entry])


_IDENTITY: Mapping[str, Value] = {"partner": "", "products": (), "about": "", "languages": (), "audience": ""}
"""The keys that tell the notes of an order from those of others, with the values of orders that leave them out."""


def _identity(order: StandingOrder) -> tuple[Value, ...]:
    """Return what tells the notes of an order from those of others."""
    return tuple(getattr(order, key) for key in _IDENTITY)


def _describe_entry(entry: Mapping[str, Value]) -> str:
    """Return what builds make from now on, with the command that ends it.

    >>> _describe_entry({"partner": "all", "products": ("card",), "formats": ("md",)})
    'also makes the card of every partner (formats md); `briefings drop all.card` ends it'
    >>> _describe_entry({"partner": "zubrowka", "occasion": "Call in Lutz"})
    'makes the notes of zubrowka (occasion Call in Lutz)'
    """
    words = {
        key: value if isinstance(value, str) else ", ".join(map(str, value)) for key, value in entry.items()
    }
    partner, products = words.pop("partner"), words.pop("products", "")
    more = "; ".join(f"{key} {value}" for key, value in words.items())
    called = " and ".join(map(product_in_words, products.split(", "))) if products else "notes"
    what = f"{called} of {'every partner' if partner == ALL_PARTNERS else partner}"
    made = f"{'also makes' if products else 'makes'} the {what}{f' ({more})' if more else ''}"
    if not products:
        return made
    ends = [
        f"`briefings drop {'.'.join(filter(None, (partner, product, words.get('about', ''))))}`"
        for product in products.split(", ")
    ]
    return f"{made}; {' and '.join(ends)} {'ends' if len(ends) == 1 else 'end'} it"
