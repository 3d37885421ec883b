"""The check of an edition that comes back: which one a file is of, and what of it has changed since it was issued."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.build.catalog import Catalog
from briefings.build.manifest import read_file_hashes, read_snapshots
from briefings.build.request import BuildRequest
from briefings.build.snapshot import Snapshot
from briefings.build.wanted_notes import GIVEN_UP
from briefings.build.workspace import Workspace
from briefings.checks.text.documents import read_sentences
from briefings.diff.comparison import compare_snapshots
from briefings.editions.search import read_manifest
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.diff.comparison import Comparison
    from briefings.editions.register import Edition
    from briefings.project import Project

__all__ = ["FoundEdition", "changes_since", "find_edition_of"]


@dataclass(frozen=True, slots=True)
class FoundEdition:
    """The edition that a file is of.

    Attributes:
        edition: the edition.
        name: of the file that was issued, if the bytes are the same; empty if the file only has the number.
    """

    edition: Edition
    name: str


def find_edition_of(root: Path, editions: Sequence[Edition], path: Path) -> FoundEdition | None:
    """Find the edition that a file is of, by its bytes, or else by the number that it prints; None if there is none.

    The name of the file does not count: people rename what they get.

    Args:
        root: the project's top folder.
        editions: of the project.
        path: of the file.

    Raises:
        BriefingsError: if the manifest of an edition is missing, or not the one that was issued.
        OSError: if the file can't be read.
    """
    digest = file_hash(read_file(path))
    for edition in editions:
        for name, recorded in read_file_hashes(read_manifest(root, edition)).items():
            if recorded == digest:
                return FoundEdition(edition, name)
    try:
        text = "\n".join(sentence.text for sentence in read_sentences(path, path.name))
    except BriefingsError:
        return None  # not a document
    matching = [edition for edition in editions if _has_number(text, edition)]
    longest = max(matching, key=lambda edition: len(edition.reference), default=None)
    return FoundEdition(longest, "") if longest else None


def _has_number(text: str, edition: Edition) -> bool:
    """Return whether a text has the number of an edition; a bare running number may be any number."""
    if edition.reference == edition.number:
        return False
    pattern = r"\s*".join(map(re.escape, "".join(edition.reference.split())))
    return re.search(rf"(?<![\w/.-]){pattern}(?![\w/-])", text) is not None


def changes_since(project: Project, edition: Edition, day: date) -> Iterator[Comparison]:
    """Compare each note of an edition, as it was issued, with what it would say on a day.

    Raises:
        BriefingsError: if its manifest is damaged, or facts or templates have errors.
    """
    catalog = Catalog.load(project)
    name = edition.note.partition(".")[0]
    issued = read_snapshots(read_manifest(project.root, edition))
    subject = catalog.subjects.get(name)
    workspace = Workspace(project, subject.folders) if subject else None
    request = BuildRequest((name,), day, audience=edition.audience)
    for note, before in issued.items():
        after = _draft_snapshot(workspace, subject, before, request) if workspace and subject else None
        gone = replace(before, as_of=day, facts={}, lines=())
        yield compare_snapshots(
            f"{edition.reference} {note.file_stem(name)}", name, before, gone if after is None else after
        )


def _draft_snapshot(
    workspace: Workspace, subject: Subject, before: Snapshot, request: BuildRequest
) -> Snapshot | None:
    """Return what a note would say; None if the project no longer has it."""
    try:
        draft = workspace.draft(subject, before.note, request)
    except BriefingsError as error:
        if {problem.code for problem in error.diagnostics} <= {*GIVEN_UP}:
            return None
        raise
    return Snapshot.from_brief(before.note, draft.brief, draft.visible_facts)
