"""Files of the note of a page, in every format. A PDF is made in the background: the page asks until it is there."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.build.formats import FORMATS
from briefings.build.pdf_process import typeset
from briefings.model.diagnostics import BriefingsError
from briefings.server.notes.request import check_release, draft_note
from briefings.server.problems import UnknownPageError

if TYPE_CHECKING:
    from briefings.build.pdf_job import Job
    from briefings.server.notes.request import NoteRequest
    from briefings.server.reading import Reading

__all__ = ["Download", "PdfShelf", "find_download"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": _WORD,
    "review.docx": _WORD,
}
_MOST_KEPT, _MOST_WAITING = 8, 4


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a note.

    Attributes:
        name: of the file.
        media_type: of the file.
        data: its bytes; None for a PDF that is not there yet.
        seconds: for how long the PDF has been in the making.
    """

    name: str
    media_type: str
    data: bytes | None
    seconds: int = 0


@dataclass
class _Making:
    """A PDF, there or in the making.

    Attributes:
        begun: when it was asked for.
        result: its bytes, or why it can't be made; None while it is made.
    """

    begun: float
    result: bytes | BriefingsError | None = None


@dataclass
class PdfShelf:
    """The PDFs of one run, one made after the other; the last few are kept."""

    _made: OrderedDict[str, _Making] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: str, job: Job) -> tuple[bytes | None, int]:
        """Return a PDF, or None and for how many seconds it has been in the making; the first call starts it.

        Args:
            key: tells what the PDF shows.
            job: makes it.

        Raises:
            BriefingsError: if it can't be made.
            UnknownPageError: if too many wait.
        """
        making = self._made.get(key)
        if making is None:
            if sum(other.result is None for other in self._made.values()) >= _MOST_WAITING:
                raise UnknownPageError
            making = self._made[key] = _Making(time.monotonic())
            while len(self._made) > _MOST_KEPT:
                self._made.popitem(last=False)
            # A daemon: when the run ends, the thread ends, and with it the process that typesets.
            threading.Thread(target=self._make, args=(making, job), daemon=True).start()
        if isinstance(making.result, BriefingsError):
            del self._made[key]
            raise making.result
        return making.result, int(time.monotonic() - making.begun)

    def _make(self, making: _Making, job: Job) -> None:
        """Make a PDF, once it is its turn."""
        with self._turn:
            try:
                making.result = typeset(job).pdf
            except BriefingsError as error:
                making.result = error


def find_download(reading: Reading, wanted: NoteRequest, shelf: PdfShelf) -> Download:
    """Return the file that the address asks for.

    Raises:
        BriefingsError: if the note can't be made, or holds what its audience may not see.
        UnknownPageError: if there is no such format.
    """
    file_format = reading.query.get("format", "")
    if file_format not in FORMATS:
        raise UnknownPageError
    workspace, draft = reading.workspace, draft_note(reading, wanted)
    name, media_type = wanted.file_name(file_format), _MEDIA_TYPES[file_format]
    if FORMATS[file_format].render is not None:
        data = workspace.render(draft.brief, wanted.subject, file_format)
        check_release(reading, wanted, draft, {name: data})
        return Download(name, media_type, data)
    job = workspace.pdf_job(draft.brief, wanted.subject, name)
    key = f"{reading.warm.shown_state} {wanted.address()}"
    try:
        found, seconds = shelf.find(key, job)
    except BriefingsError as error:
        raise BriefingsError(workspace.explain_problems(error.diagnostics, wanted.subject)) from error
    if found is not None:
        check_release(reading, wanted, draft, {name: found})
    return Download(name, media_type, found, seconds)
