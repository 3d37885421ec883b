"""The warnings of clearances that have lapsed, for the notes as they are on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.catalog import Catalog
from briefings.build.clearances import lapsed_clearances
from briefings.build.request import Note
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.loading.files import read_file
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.build.request import SetName
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["find_lapsed", "lapsed_in_build_folder"]


def find_lapsed(
    catalog: Catalog, store: OutputStore, audience: str, names: Iterable[SetName]
) -> Iterator[Diagnostic]:
    """Yield a warning for each clearance of a note that has lapsed, as the note is on disk.

    Args:
        catalog: with the clearances.
        store: the published sets of the audience.
        audience: name of the audience.
        names: of the sets to look at.
    """
    book = catalog.clearance_book
    for name in names:
        if not book.on_subject(name.subject, audience) or not (folder := store.current_folder(name)):
            continue
        try:
            entries = parse_json(read_file(folder / MANIFEST_NAME))["notes"]
        except (OSError, ValueError, KeyError):
            continue  # the next build replaces it
        for entry in entries:
            note = Note(entry["product"], entry["about"], entry["language"])
            given = book.of_note(name.subject, note, audience)
            yield from lapsed_clearances(catalog.project.root, given, entry)


def lapsed_in_build_folder(project: Project, audience: str) -> Iterator[Diagnostic]:
    """Yield a warning for each clearance that has lapsed of a note of today in the build folder.

    Raises:
        BriefingsError: if the house file has errors.
    """
    store = OutputStore(project.build_folder / audience)
    names = [name for name in store.set_names() if name.follows_today]
    yield from find_lapsed(Catalog.load(project), store, audience, names)
