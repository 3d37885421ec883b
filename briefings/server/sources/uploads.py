"""Texts that a reader brought and has not kept yet: they are in the memory of the run, and in no file."""

from __future__ import annotations

import base64
import binascii
import secrets
import tempfile
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from briefings.authoring.sources.capture import NewSource, capture_source
from briefings.checks.text.documents import Document, read_document
from briefings.diff.returned import ReturnedCopy, read_returned
from briefings.server.problems import UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.project import Project

__all__ = ["Upload", "Uploads", "keep_upload", "read_review_copy"]

_MOST_KEPT = 8
_MOST_NAME = 120
_PLAIN_SUFFIXES = {".txt", ".md"}
_SUFFIXES = {*_PLAIN_SUFFIXES, ".pdf", ".docx", ".odt", ".rtf", ".eml", ".html", ".htm", ".xhtml"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A text that was brought.

    Attributes:
        id: in addresses.
        name: of the file.
        text: its words, one sentence on a line; plain text as it is.
        document: its sentences.
    """

    id: str
    name: str
    text: str
    document: Document


@dataclass
class Uploads:
    """The last few texts that were brought in this run."""

    _kept: OrderedDict[str, Upload] = field(default_factory=OrderedDict)

    def find(self, id_: str) -> Upload:
        """Return a text.

        Raises:
            UnknownPageError: if there is none with this id.
        """
        if id_ not in self._kept:
            raise UnknownPageError
        return self._kept[id_]

    def take(self, form: Mapping[str, str]) -> Upload:
        """Read what a form brings: a file in base64, or a pasted text.

        Raises:
            BriefingsError: if the file can't be read, or has no words.
            WrongAddressError: if the form brings neither.
        """
        name = PurePath(form.get("name", "")[-_MOST_NAME:]).name or "pasted.txt"
        suffix = PurePath(name).suffix.lower()
        if suffix not in _SUFFIXES:
            known = ", ".join(sorted(_SUFFIXES))
            raise WrongAddressError(f"The page reads files that end in {known}.")
        data = _decode(form.get("data", "")) or form.get("text", "").replace("\r\n", "\n").encode()
        if not data.strip():
            raise WrongAddressError("Choose a file, or paste a text.")
        with _as_file(data, suffix) as path:
            document = read_document(path, name)
        lines = "".join(f"{sentence.text}\n" for sentence in document.sentences)
        text = data.decode("utf-8", "replace") if suffix in _PLAIN_SUFFIXES else lines
        upload = Upload(secrets.token_hex(8), name, text, document)
        self._kept[upload.id] = upload
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return upload


def read_review_copy(form: Mapping[str, str]) -> ReturnedCopy:
    """Read the review copy that a form brings.

    Raises:
        BriefingsError: if it can't be read, or is not a review copy.
        WrongAddressError: if the form brings no file.
    """
    name = PurePath(form.get("name", "")[-_MOST_NAME:]).name
    data = _decode(form.get("data", ""))
    if not data:
        raise WrongAddressError("Choose the file that came back.")
    with _as_file(data, ".docx") as path:
        return read_returned(path, name)


@contextmanager
def _as_file(data: bytes, suffix: str) -> Iterator[Path]:
    """Provide bytes as a file that goes away."""
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        path = Path(folder, f"text{suffix}")
        path.write_bytes(data)
        yield path


def keep_upload(project: Project, upload: Upload, source: NewSource, day: date) -> list[Path]:
    """Keep a text in `captures/`, and add its source to a fact file, as `briefings source add` does; return the files.

    Raises:
        BriefingsError: if a value is wrong, the id is taken, or the facts have errors; then nothing is written.
    """
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        path = Path(folder, "text.txt")
        path.write_text(upload.text, "utf-8", newline="\n")
        return capture_source(project, path, source, day)


def _decode(text: str) -> bytes:
    """Return the bytes of a file; none if they are not base64.

    The alphabet is that of addresses, without padding.
    """
    try:
        return base64.b64decode(f"{text}{'=' * (-len(text) % 4)}", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
