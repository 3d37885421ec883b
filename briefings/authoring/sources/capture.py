"""Captures of sources: keep the text of a source in the project, and add the source to a fact file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.checks.text.documents import read_sentences
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.loading.files import make_folder, read_file, write_new
from briefings.loading.parsers import parse_id, parse_language_tag, parse_paragraph
from briefings.loading.project import list_partner_ids
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import SHARED_FOLDER, Source
from briefings.model.hashing import file_hash
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["NewSource", "capture_source"]

_DEFAULT_FILE = "sources.yaml"
_CONVERTED_SUFFIXES = (".html", ".htm", ".xhtml", ".pdf")
_FIELD_PARSERS: Mapping[str, Callable[[str], object]] = {
    "id": parse_id,
    "title": parse_paragraph,
    "publisher": parse_paragraph,
    "published": PartialDate.parse,
    "address": parse_paragraph,
    "language": parse_language_tag,
}


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to add, with its fields as the user wrote them; fields that are None are left out.

    Attributes:
        id: the id of the source.
        title: its title.
        publisher: its publisher.
        published: the date of publication, in the notation of fact files.
        address: where it can be found.
        language: a BCP 47 tag.
        folder: `shared`, or the id of the only partner whose notes use the source.
    """

    id: str
    title: str
    publisher: str
    published: str | None = None
    address: str | None = None
    language: str | None = None
    folder: str = SHARED_FOLDER

    def fields(self) -> dict[str, str]:
        """Return the values to write in the fact file, by key."""
        values = {key: getattr(self, key) for key in _FIELD_PARSERS}
        return {key: value for key, value in values.items() if value}


def capture_source(project: Project, file: Path, source: NewSource, day: date) -> list[Path]:
    """Capture the text of a source and add it to a fact file; return the paths of the capture and the fact file.

    Plain text and Markdown are kept byte for byte; HTML and PDF are converted to text, one sentence per line.

    Args:
        project: the project to add the source to.
        file: the file with the text.
        source: the source to add.
        day: the day of the capture.

    Raises:
        BriefingsError: if the id is taken, a value is invalid, the file has no text, or the facts have errors; then
            nothing is written.
    """
    store = load(project.root)
    if problems := list(_check_source(project, store, source)):
        raise BriefingsError(problems)
    capture = _read_capture(file)
    capture_path = _new_capture_path(project, source.id)
    fact_path = _sources_file(project, store, source.folder)
    level = store.scheme.levels[0]
    edits = FactEdits(project)
    fact_file = edits.open_path(fact_path, f"# Sources.\nmarking: {quote_if_needed(level)}\n")
    entry: dict[str, Value] = {**source.fields()}
    if not fact_file.has_key("marking"):
        entry["marking"] = level
    entry["capture"] = {"sha256": file_hash(capture), "on": day.isoformat()}
    fact_file.append_entries("sources", [entry])
    edits.trial()
    make_folder(capture_path.parent)
    write_new(capture_path, capture)
    try:
        edits.save()
    except BaseException:
        capture_path.unlink(missing_ok=True)
        raise
    return [capture_path, fact_path]


def _check_source(project: Project, store: FactStore, source: NewSource) -> Iterator[Diagnostic]:
    """Report invalid values of a new source, an id that is taken, and an unknown folder."""
    for key, value in source.fields().items():
        try:
            _FIELD_PARSERS[key](value)
        except ValueError as error:
            yield Diagnostic("bad-option", f"--{key}: {error}")
    if source.id in store.entities:
        first_use = store.entities[source.id].location
        message = f"the id {source.id!r} is already used"
        hint = "give a changed source its own id, since it is another source"
        yield Diagnostic("repeated-id", message, hint=hint, related=(first_use,))
    folders = [SHARED_FOLDER, *list_partner_ids(project.root)]
    if source.folder not in folders:
        yield unknown("partner", source.folder, folders)


def _read_capture(file: Path) -> bytes:
    """Return the bytes to keep of a file.

    Raises:
        BriefingsError: if the file has no text.
    """
    sentences = read_sentences(file, str(file))
    if file.suffix.lower() in _CONVERTED_SUFFIXES:
        return "".join(f"{sentence.text}\n" for sentence in sentences).encode("utf-8")
    return read_file(file)


def _new_capture_path(project: Project, source_id: str) -> Path:
    """Return the path for the capture of a source.

    Raises:
        BriefingsError: if the file exists; a capture is never overwritten.
    """
    name = Captures(project.root).file_name(source_id)
    path = project.root / name
    if path.parent.is_symlink():
        hint = "make it a folder of the project"
        raise BriefingsError([Diagnostic("not-a-file", f"{path.parent.name}: this is a link", hint=hint)])
    if path.exists() or path.is_symlink():
        hint = "captures are never overwritten: move the file away, or choose another id"
        raise BriefingsError([Diagnostic("capture-exists", f"{name} already exists", hint=hint)])
    return path


def _sources_file(project: Project, store: FactStore, folder: str) -> Path:
    """Return the file for the sources of a folder: `sources.yaml`, or the file of its first source if that has none."""
    start = f"facts/{folder}/"
    existing = [
        source.location.path for source in store.entities_of(Source) if source.location.path.startswith(start)
    ]
    default = f"{start}{_DEFAULT_FILE}"
    return project.root / (default if default in existing or not existing else existing[0])
