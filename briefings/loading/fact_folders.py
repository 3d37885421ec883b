"""Reading of the folders of facts: of one partner, or the shared one; and memory of the folders that did not change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.fact_files import PARTNER_KEY, read_fact_file
from briefings.loading.folders import display_path, find_yaml_files
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.entities import SHARED_FOLDER, Partner

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.loading.context import ReadContext
    from briefings.loading.fact_files import FileContents
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.model.markings import MarkingScheme

__all__ = ["FolderContents", "FolderReadings"]

_MANY_FOLDERS = 30
"""From so many folders on, reading them takes longer than to start and hear a copy of the process."""
_MOST_GROUPS = 100
"""So many that no processor core waits long for another."""


class FolderContents(NamedTuple):
    """The contents of a folder of facts.

    Attributes:
        name: of the folder.
        files: the contents of each file, in order.
        is_complete: whether every entry could be read.
        problems: of the files.
    """

    name: str
    files: Mapping[Path, FileContents]
    is_complete: bool
    problems: tuple[Diagnostic, ...]

    @property
    def entries(self) -> Iterator[Entity | Fact]:
        """Yield the entries of all files, in order."""
        return chain.from_iterable(file.entries for file in self.files.values())


class _Kept(NamedTuple):
    """The contents of a folder, and their origin: the state of its files, and what holds for the whole project."""

    state: Hashable
    default_language: str
    scheme: MarkingScheme | None
    contents: FolderContents


class _Reading(NamedTuple):
    """A folder, and the part of it that is known before it is read.

    Attributes:
        folder: the folder.
        contents: its contents, if nothing of it has changed; else None.
        known: the contents of its files on disk, if all were read without problems; else none.
    """

    folder: Path
    contents: FolderContents | None
    known: Mapping[Path, FileContents]


@dataclass
class FolderReadings:
    """The contents of folders, for a process that reads a project often and rereads only what has changed.

    Attributes:
        states: the state of all files below each folder, by its name; under "" that of all others. A folder without one
            is read each time.
        sound: the folders whose links were sound when the project was last read, and which are the same since.
    """

    states: Mapping[str, Hashable] = field(default_factory=dict)
    sound: frozenset[str] = frozenset()
    _kept: dict[str, _Kept] = field(default_factory=dict, repr=False)
    _sound_states: Mapping[str, Hashable] = field(default_factory=dict, repr=False)

    def renew(self, states: Mapping[str, Hashable]) -> None:
        """Take the states of the folders as they are now, and forget the ones that are gone."""
        before = self._sound_states
        is_same_frame = before.keys() == states.keys() and all(
            before[name] == states[name] for name in ("", SHARED_FOLDER) if name in states
        )
        same = frozenset(name for name, state in states.items() if before.get(name) == state)
        self.sound = same if is_same_frame else frozenset()
        self.states = states
        self._kept = {name: kept for name, kept in self._kept.items() if name in states}

    def for_drafts(self, paths: Iterable[Path], *, only_add: bool) -> FolderReadings:
        """Return these readings for a trial of drafts: links into folders that no draft changes stay sound.

        Args:
            paths: of the drafts.
            only_add: whether the drafts only add entries, so that every link leads where it led before.
        """
        folders = {path.parent.name for path in paths}
        known = frozenset(self.states)
        is_near = only_add or folders <= known - {SHARED_FOLDER, ""}
        is_sound = self._sound_states == self.states
        return replace(self, sound=known - folders if is_near and is_sound else frozenset())

    def note_sound(self) -> None:
        """Note that the links of all folders are sound as they are."""
        self._sound_states = self.states

    def read(self, folders: Iterable[Path], context: ReadContext) -> list[FolderContents]:
        """Return the contents of some folders, each as it was read if its files are the same since."""
        readings = [self._plan(folder, context) for folder in folders]
        stale = [reading for reading in readings if reading.contents is None]
        read = [partial(_read_folder, reading.folder, context, reading.known) for reading in stale]
        contents = iter(_share_readings(read) if len(read) >= _MANY_FOLDERS else [each() for each in read])
        return [reading.contents or self._keep(next(contents), context) for reading in readings]

    def _plan(self, folder: Path, context: ReadContext) -> _Reading:
        """Return what is known of a folder."""
        state, kept = self.states.get(folder.name), self._kept.get(folder.name)
        is_drafted = any(path.parent == folder for path in context.drafts)
        if kept is None or kept[:3] != (state, context.default_language, context.scheme):
            return _Reading(folder, None, {})
        return _Reading(
            folder,
            None if is_drafted else kept.contents,
            {} if kept.contents.problems else kept.contents.files,
        )

    def _keep(self, contents: FolderContents, context: ReadContext) -> FolderContents:
        """Keep what was read of a folder, unless it was read with drafts; return it."""
        state = self.states.get(contents.name)
        if state is not None and not context.drafts:
            self._kept[contents.name] = _Kept(state, context.default_language, context.scheme, contents)
        return contents


def _share_readings(read: Sequence[Callable[[], FolderContents]]) -> list[FolderContents]:
    """Return what some functions read; the processor cores share them."""
    from briefings.model.processes import share_tasks  # noqa: PLC0415 - few projects have so many folders

    groups = [read[start::_MOST_GROUPS] for start in range(min(len(read), _MOST_GROUPS))]
    shared = share_tasks([partial(_read_group, group) for group in groups])
    return [shared[number % _MOST_GROUPS][number // _MOST_GROUPS] for number in range(len(read))]


def _read_group(read: Sequence[Callable[[], FolderContents]]) -> list[FolderContents]:
    return [each() for each in read]


def _read_folder(folder: Path, context: ReadContext, known: Mapping[Path, FileContents]) -> FolderContents:
    """Read the fact files of a folder, one of which must describe its partner.

    Args:
        folder: the folder.
        context: with the drafts of files, and where problems are put.
        known: the contents of its files on disk, if all were read without problems; else none.
    """
    project = context.project
    assert project is not None  # noqa: S101 - whoever reads a project names it
    context = replace(context, problems=[], folder=folder.name)
    paths, misplaced = find_yaml_files(folder, project)
    context.problems.extend(misplaced)
    drafted = {path for path in context.drafts if path.parent == folder}
    files = {
        path: known[path] if path in known and path not in drafted else read_fact_file(path, project, context)
        for path in sorted({*paths, *drafted})
    }
    is_complete = not misplaced and all(file.is_complete for file in files.values())
    is_described = folder.name == SHARED_FOLDER or any(
        isinstance(entry, Partner) for file in files.values() for entry in file.entries
    )
    # What can't be read may be the partner.
    if is_complete and not is_described:
        hint = f"add `{PARTNER_KEY}:` with its `id:` and `names:` to one of its files"
        place = Location(display_path(folder, project))
        context.report("no-partner-entry", f"no file in this folder has `{PARTNER_KEY}:`", place, hint)
    return FolderContents(folder.name, files, is_complete, tuple(context.problems))
