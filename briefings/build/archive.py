"""The PDF for an archive: with an identity, and the files that a later reader needs to check it without this program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.manifest import entry_digest, make_manifest, note_entry
from briefings.build.provenance import make_provenance
from briefings.build.store import MANIFEST_NAME
from briefings.model.identity import Identity
from briefings.outputs.pdf_metadata import EmbeddedFile

if TYPE_CHECKING:
    from briefings.build.pdf_job import Job
    from briefings.build.plan import NoteTask
    from briefings.build.request import BuildRequest

__all__ = ["archive_job"]

_PROVENANCE_NAME = "provenance.json"


def archive_job(job: Job, request: BuildRequest, subject: str, note: NoteTask, text: bytes) -> Job:
    """Return the job to typeset a note for an archive, with its text, its manifest and its provenance embedded.

    The manifest is that of the text: the one of the set has the digest of the PDF, so it can't be in it. The PDF of a note
    that is not issued carries an identity of its own; the build writes the same files beside it.

    Args:
        job: the job to typeset the note.
        request: the options of the build.
        subject: id of the partner or region.
        note: the composed note.
        text: the note as Markdown.
    """
    assert note.snapshot is not None  # noqa: S101 - the note was composed before
    brief = job.brief
    name = request.file_name(subject, note.note, "md")
    entry = note_entry(brief, note.snapshot)
    manifest = make_manifest(request.set_name(subject), request.audience, [(entry, [name])], {name: text})
    if brief.identity is None:
        stem = note.note.file_stem(subject)
        identity = Identity(stem, brief.as_of, request.audience, entry_digest(entry), is_issued=False)
        brief = replace(brief, identity=identity)
    files = (
        EmbeddedFile(name, text, "Alternative", "The note as Markdown"),
        EmbeddedFile(MANIFEST_NAME, manifest, "Data", "Each sentence with its facts and sources"),
        EmbeddedFile(
            _PROVENANCE_NAME,
            make_provenance(brief, entry),
            "Data",
            "What was derived from what, as PROV-JSON",
        ),
    )
    return replace(job, brief=brief, embedded=files)
