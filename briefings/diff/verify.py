"""The verification of outputs: is each file unchanged, to the byte, and does it still match the facts?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.build.builder import Builder
from briefings.build.catalog import Catalog
from briefings.build.manifest import read_file_hashes
from briefings.build.request import BuildRequest
from briefings.build.state import STATE_FILE, BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore, set_hash
from briefings.diff.addendum import ADDENDUM_SUFFIX
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.project import Project

__all__ = ["FileCheck", "find_outdated", "rebuild_requests", "verify_files"]

_INTACT = "intact"
_DIFFERS = "differs from what was written"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """The result of the check of one file or set.

    Attributes:
        path: of the file, or of the set's folder.
        state: `intact`, `missing`, `extra` or `differs from what was written`.
        advice: what to do, or empty.
    """

    path: Path
    state: str
    advice: str = ""

    @property
    def is_intact(self) -> bool:
        """Return whether the file is unchanged since it was written."""
        return self.state == _INTACT


def verify_files(output: Path, names: tuple[str, ...]) -> Iterator[FileCheck]:
    """Compare each file of the sets with the hash in the manifest, and the manifest with the hash of its set.

    Args:
        output: the build folder.
        names: of subjects or sets; empty for all.

    Raises:
        BriefingsError: if no set matches a name.
    """
    output_store = OutputStore(output / DEFAULT_AUDIENCE)
    for name in _matching_sets(output_store, names):
        folder = output_store.current_folder(name)
        place = output / DEFAULT_AUDIENCE / name
        if folder is None:
            is_deleted = name in output_store.deleted_names()
            yield (
                FileCheck(place, "missing", _restore_advice(name))
                if is_deleted
                else FileCheck(place, _DIFFERS)
            )
            continue
        # The hash of the set covers the manifest, so a change of the manifest is found too.
        recorded_hash = output_store.placed_hash(name) if folder == place else folder.name
        yield from _verify_set(folder, place, recorded_hash.partition("-")[0])


def _restore_advice(name: str) -> str:
    """Return the advice for a set whose folder was deleted."""
    subject, _, day = name.partition("@")
    forget_advice = "`briefings build` forgets it"
    if not day:
        return f"`briefings build {subject}` makes it again"
    if f"@{day}" == ADDENDUM_SUFFIX:
        return forget_advice
    return f"`briefings build {subject} --as-of {day}` makes it again, {forget_advice}"


def rebuild_requests(
    project: Project, output: Path, names: tuple[str, ...], today: date
) -> list[BuildRequest]:
    """Return the requests that rebuild the sets as they are, to see whether they still match the facts.

    Each set keeps its recorded date, notes, formats, occasion, number and contacts.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects or sets; empty for all.
        today: the as-of date for sets without a date of their own.
    """
    build_state = BuildState.load(output / STATE_FILE)
    known_subjects = Catalog.load(project).subjects
    subjects_by_request: dict[BuildRequest, list[str]] = {}
    output_store = OutputStore(output / DEFAULT_AUDIENCE)
    deleted = output_store.deleted_names()
    for name in _matching_sets(output_store, names):
        subject, _, day = name.partition("@")
        if subject not in known_subjects or f"@{day}" == ADDENDUM_SUFFIX or name in deleted:
            continue
        set_state = build_state.sets.get(f"{DEFAULT_AUDIENCE}/{name}")
        options = (
            build_state.part_hashes.get(set_state.input_hashes.get("order", ""), {}) if set_state else {}
        )
        request = BuildRequest(
            (),
            date.fromisoformat(day) if day else today,
            dated=bool(day),
            occasion=options.get("option --occasion", ""),
            number=options.get("option --number", ""),
            contacts=options.get("option --contacts", ""),
            existing_only=set_state is not None,
        )
        subjects_by_request.setdefault(request, []).append(subject)
    return [replace(request, subjects=tuple(subjects)) for request, subjects in subjects_by_request.items()]


def find_outdated(
    project: Project, output: Path, names: tuple[str, ...], today: date
) -> Iterator[Diagnostic]:
    """Report the undated sets that are out of date, each with the first reason, and the problems of those that fail.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects; empty for all.
        today: the as-of date to check against.

    Raises:
        BriefingsError: if no set matches a name.
    """
    for request in rebuild_requests(project, output, names, today):
        if request.dated:
            continue
        try:
            report = Builder(project, output, request, dry_run=True).run()
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        yield from report.problems
        for result in report.sets:
            if result.has_changed:
                message = f"{result.name} is out of date: {result.reasons[0]}"
                hint = f"run `briefings build {result.name}` first"
                yield Diagnostic("not-current", message, hint=hint)


def _matching_sets(output_store: OutputStore, names: tuple[str, ...]) -> list[str]:
    """Return the names of the sets that are, or whose subject is, one of these names; all sets if there are none.

    Raises:
        BriefingsError: if no set matches a name.
    """
    set_names = output_store.names_with_leftovers()
    unknown = [
        name
        for name in names
        if not any(name in (set_name, set_name.partition("@")[0]) for set_name in set_names)
    ]
    if unknown:
        hint = "run `briefings build` first"
        raise BriefingsError(
            Diagnostic("not-built", f"nothing is built of {name!r}", hint=hint) for name in unknown
        )
    return [
        set_name
        for set_name in set_names
        if not names or set_name in names or set_name.partition("@")[0] in names
    ]


def _verify_set(folder: Path, place: Path, recorded_hash: str) -> Iterator[FileCheck]:
    """Check each file of one set.

    Args:
        folder: the folder with the files.
        place: the path by which users know the folder.
        recorded_hash: the hash of the whole set when it was published.
    """
    present = {path.name: path for path in sorted(folder.iterdir())}
    contents = {
        name: path.read_bytes() for name, path in present.items() if path.is_file() and not path.is_symlink()
    }
    try:
        recorded_hashes = read_file_hashes(contents[MANIFEST_NAME])
    except (KeyError, ValueError):
        yield FileCheck(place / MANIFEST_NAME, "missing" if MANIFEST_NAME not in present else _DIFFERS)
        return
    all_intact = True
    for name, recorded in recorded_hashes.items():
        if name not in present:
            state = "missing"
        else:
            is_same = name in contents and hashlib.sha256(contents[name]).hexdigest() == recorded
            state = _INTACT if is_same else _DIFFERS
        all_intact = all_intact and state == _INTACT
        yield FileCheck(place / name, state)
    extra_names = present.keys() - {MANIFEST_NAME, *recorded_hashes}
    for name in sorted(extra_names):
        yield FileCheck(place / name, "extra")
    # With a damaged or missing file the hash of the set can't be computed, so the manifest counts as intact.
    actual_hash = (
        set_hash({name: contents[name] for name in (MANIFEST_NAME, *recorded_hashes)})
        if all_intact
        else recorded_hash
    )
    yield FileCheck(place / MANIFEST_NAME, _INTACT if actual_hash == recorded_hash else _DIFFERS)
