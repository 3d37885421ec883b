"""The files within an archive PDF: what a later reader needs to check the note without this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.manifest import make_manifest, note_entry
from briefings.build.provenance import make_provenance
from briefings.build.store import MANIFEST_NAME
from briefings.outputs.pdf_metadata import EmbeddedFile

if TYPE_CHECKING:
    from briefings.build.plan import NoteTask
    from briefings.build.request import BuildRequest

__all__ = ["archive_files"]

_PROVENANCE_NAME = "provenance.json"


def archive_files(
    request: BuildRequest, subject: str, note: NoteTask, text: bytes
) -> tuple[EmbeddedFile, ...]:
    """Return the files to embed in the PDF of a note: its text, its manifest and its provenance.

    The manifest is that of the text: the one of the edition has the digest of the PDF, so it can't be in it.

    Args:
        request: the options of the build.
        subject: id of the partner or region.
        note: the composed note.
        text: the note as Markdown.
    """
    assert note.snapshot is not None  # noqa: S101 - the note was composed before
    brief = note.finished_draft.brief
    name = request.file_name(subject, note.note, "md")
    entry = note_entry(brief, note.snapshot)
    manifest = make_manifest(request.set_name(subject), request.audience, [(entry, [name])], {name: text})
    return (
        EmbeddedFile(name, text, "Alternative", "The note as Markdown"),
        EmbeddedFile(MANIFEST_NAME, manifest, "Data", "Each sentence with its facts and sources"),
        EmbeddedFile(
            _PROVENANCE_NAME,
            make_provenance(brief, entry),
            "Data",
            "What was derived from what, as PROV-JSON",
        ),
    )
