"""The notes of a set that a build brings up to date: requested, ordered, or in it already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.build.formats import DEFAULT_FORMATS, format_of
from briefings.build.orders import WantedNote, in_order, merge_options
from briefings.build.request import BuildRequest, Note, SetName
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.compose.note_options import NoteOptions
from briefings.loading.files import read_file
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.catalog import Catalog, Subject
    from briefings.build.plan import BuildRun
    from briefings.build.state import NoteState, SetState

__all__ = ["GIVEN_UP", "known_notes", "wanted_notes"]

GIVEN_UP = (
    "unknown-language",
    "unknown-product",
    "unknown-person",
    "unknown-visit",
    "product-above-audience",
)
"""Codes of the problems of a note that the project no longer has, or no longer gives to the audience."""


def wanted_notes(run: BuildRun, subject: Subject, state: SetState | None) -> dict[Note, WantedNote]:
    """Return the notes of a subject's set to bring up to date; none if the request asks for none of them.

    A set is current as a whole. So whatever it has stays in it, and is brought up to date with the rest.

    Raises:
        BriefingsError: if a product of the subject has errors.
    """
    request = run.request
    if request.existing_only and state:
        return {note: _recorded_note(recorded) for note, recorded in state.notes.items()}
    existing = _existing_notes(run.output_store, request.set_name(subject.id), state)
    if request.existing_only:
        return existing
    orders = run.catalog.order_book
    ordered = {} if request.dated else orders.notes_on(run.catalog, subject, request.audience)
    wanted = {}
    for note in run.catalog.requested_notes(request, subject):
        order = ordered.get(note)
        options = merge_options(order.options if order else NoteOptions(), request.given_options)
        wanted[note] = WantedNote(request.formats, options, order.order if order else None)
    if request.brings_orders or request.is_whole:
        for note, order in ordered.items():
            wanted[note] = wanted[note].with_formats(order.formats) if note in wanted else order
    if not wanted:
        return {}
    for note, found in existing.items():
        if note in wanted:
            wanted[note] = wanted[note].with_formats(found.formats)
        else:
            wanted[note] = replace(ordered[note], formats=found.formats) if note in ordered else found
    return wanted


def known_notes(
    catalog: Catalog, output: Path, subject: Subject, audience: str, *, is_named: bool = True
) -> dict[Note, WantedNote]:
    """Return all notes on a subject for an audience: of the house, ordered, or in a build folder.

    Args:
        catalog: the subjects and products of the project.
        output: the build folder.
        subject: the partner or region.
        audience: name of the audience.
        is_named: whether the user names the audience; else they are the notes of a build without options.

    Raises:
        BriefingsError: if a product of the subject has errors.
    """
    name = SetName(subject.id)
    store, states = OutputStore(output / audience), BuildState.load_sets(output, audience)
    of_house = (
        catalog.requested_notes(BuildRequest((), date.min, audience=audience), subject)
        if is_named
        else catalog.standard_notes(subject, audience)
    )
    return {
        **_existing_notes(store, name, states.get(name)),
        **dict.fromkeys(of_house, WantedNote(DEFAULT_FORMATS, NoteOptions())),
        **catalog.order_book.notes_on(catalog, subject, audience),
    }


def _existing_notes(store: OutputStore, name: SetName, state: SetState | None) -> dict[Note, WantedNote]:
    """Return the notes whose files are in a set, whether or not anything asks for them."""
    folder = store.current_folder(name)
    if folder is None:
        return {}
    notes = _read_manifest_notes(folder) if state is None else {}
    notes |= {note: _recorded_note(recorded) for note, recorded in state.notes.items()} if state else {}
    present = {path.name for path in folder.iterdir()}
    existing = {}
    for note, wanted in notes.items():
        formats = [form for form in wanted.formats if name.file_name(note, form) in present]
        if formats:
            existing[note] = replace(wanted, formats=tuple(formats), is_asked=False)
    return existing


def _recorded_note(recorded: NoteState) -> WantedNote:
    """Return a note as the last build left it."""
    return WantedNote(in_order(recorded.format_hashes), recorded.options)


def _read_manifest_notes(folder: Path) -> dict[Note, WantedNote]:
    """Return the notes that a manifest lists, where the state of the last build is lost and with it their options."""
    try:
        entries = parse_json(read_file(folder / MANIFEST_NAME))["notes"]
        return {
            Note(entry["product"], entry["about"], entry["language"]): WantedNote(
                in_order(map(format_of, entry["files"])), NoteOptions()
            )
            for entry in entries
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
