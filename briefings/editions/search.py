"""The search in the register: by words, by number, and by what an edition rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.manifest import read_file_hashes, read_snapshots
from briefings.build.store import MANIFEST_NAME
from briefings.editions.register import EDITIONS_FOLDER, read_register
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.hashing import file_hash
from briefings.model.json_data import parse_json
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from briefings.editions.register import Edition
    from briefings.model.house import House

__all__ = [
    "affected_editions",
    "check_audience",
    "edition_lines",
    "find_edition",
    "find_editions",
    "later_edition",
    "list_line",
    "read_manifest",
]


def find_editions(root: Path, words: Sequence[str] = ()) -> list[Edition]:
    """Return the editions whose number, note, readers, day or marking have all of some words, in the order of issue.

    Raises:
        BriefingsError: if the register has errors.
    """
    editions = read_register(root).sound_value()
    if exact := [edition for edition in editions if list(words) in ([edition.number], [edition.reference])]:
        return exact
    return [
        edition
        for edition in editions
        if all(word.casefold() in list_line(edition).casefold() for word in words)
    ]


def find_edition(editions: Sequence[Edition], number: str) -> Edition:
    """Return the edition with a number as its note prints it, or with a running number that is used once.

    Raises:
        BriefingsError: if there is none, or several have it.
    """
    found = [edition for edition in editions if edition.reference == number]
    found = found or [edition for edition in editions if edition.number == number]
    if len(found) == 1:
        return found[0]
    if not found:
        hint = "list them with `briefings editions`"
        raise BriefingsError(
            [Diagnostic("unknown-edition", f"no edition has the number {number}", hint=hint)]
        )
    references = {edition.reference for edition in found}
    if len(references) > 1:
        hint = f"give the whole number: {' or '.join(sorted(references))}"
    else:
        files = " or ".join(f"{EDITIONS_FOLDER}/{edition.folder}" for edition in found)
        hint = f"`check-edition` takes a file in {files}; to end it, issue one of them again"
    message = f"{len(found)} editions have the number {number}"
    related = tuple(edition.location for edition in found if edition.location)
    raise BriefingsError([Diagnostic("unclear-edition", message, related[0], hint=hint, related=related[1:])])


def affected_editions(root: Path, editions: Sequence[Edition], keys: Collection[str]) -> Iterator[Edition]:
    """Yield the editions that rest on one of some facts, sources or names.

    Args:
        root: the project's top folder.
        editions: to look at.
        keys: ids of sources, people and visits, and keys of facts.

    Raises:
        BriefingsError: if the manifest of an edition is missing, or not the one that was issued.
    """
    wanted = set(keys)
    for edition in editions:
        for note in parse_json(read_manifest(root, edition))["notes"]:
            cited = {key for line in note["lines"] for key in line["facts"]}
            if wanted & {*note["facts"], *note["sources"], note["about"], *cited}:
                yield edition
                break


def later_edition(editions: Sequence[Edition], edition: Edition) -> Edition | None:
    """Return the latest edition of the same note for the same audience; None if nothing later replaces this one.

    An addendum replaces no edition.
    """
    wholes = [
        (each.issued, number, each)
        for number, each in enumerate(editions)
        if (each.note, each.audience, each.addendum_to) == (edition.note, edition.audience, "")
    ]
    latest = max(wholes, default=(edition.issued, 0, edition))[2]
    is_later = latest.issued >= edition.issued and latest.reference != edition.addendum_to
    return latest if is_later and latest != edition else None


def list_line(edition: Edition) -> str:
    """Return an edition on one line."""
    return f"{edition.reference}  {edition.issued}  {edition.note}  {edition.marking}  to {', '.join(edition.to)}"


def edition_lines(root: Path, edition: Edition) -> Iterator[str]:
    """Yield all about an edition: its readers, its files and whether they are those issued, and what it rests on.

    Raises:
        BriefingsError: if its manifest is missing, or not the one that was issued.
    """
    manifest = parse_json(read_manifest(root, edition))
    yield list_line(edition)
    yield f"  for the audience {edition.audience}"
    for reader, number in zip(edition.to, edition.copies, strict=False):
        yield f"  copy {number}: {reader}"
    folder = root / EDITIONS_FOLDER / edition.folder
    for name, recorded in manifest["files"].items():
        path = folder / name
        is_same = path.is_file() and file_hash(read_file(path)) == recorded["sha256"]
        yield f"  {EDITIONS_FOLDER}/{edition.folder}/{name}: {'as issued' if is_same else 'not as issued'}"
    sources = sorted({id_ for note in manifest["notes"] for id_ in note["sources"]})
    yield f"  sources: {', '.join(sources) or 'none'}"


def check_audience(house: House, edition: Edition) -> None:
    """Check that a house still has the audience of an edition.

    Raises:
        BriefingsError: if it has not, at the line of the edition in the register.
    """
    if edition.audience not in house.audiences:
        raise BriefingsError([unknown("audience", edition.audience, house.audiences, edition.location)])


def _check_manifest(data: bytes) -> None:
    """Check that a manifest has all that an edition is looked at for.

    Raises:
        ValueError: if it is damaged.
    """
    read_file_hashes(data)
    read_snapshots(data)
    if not all(isinstance(entry.get("sources"), list) for entry in parse_json(data)["notes"]):
        message = "a note has no list of sources"
        raise ValueError(message)


def read_manifest(root: Path, edition: Edition) -> bytes:
    """Return the manifest of an edition.

    Raises:
        BriefingsError: if it is missing, or not the one that was issued.
    """
    path = root / EDITIONS_FOLDER / edition.folder / MANIFEST_NAME
    try:
        data = read_file(path)
        if file_hash(data) == edition.manifest:
            _check_manifest(data)
            return data
        message = f"the manifest of {edition.reference} is not the one that was issued"
    except ValueError as error:
        message = f"the manifest of {edition.reference} can't be used: {error}"
    except OSError as error:
        message = f"the archive of {edition.reference} can't be read: {error.strerror}"
    hint = f"restore {EDITIONS_FOLDER}/{edition.folder} from git or a backup"
    raise BriefingsError([Diagnostic("damaged-edition", message, edition.location, hint=hint)])
