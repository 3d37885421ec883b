"""A project that stays open between requests. Of what has changed on disk, only the folder with the change is reread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from briefings.build.file_states import FileGroup, hash_strings, read_file_group
from briefings.build.workspace import Workspace
from briefings.loading.fact_folders import FolderReadings
from briefings.loading.folders import MARKINGS_FOLDER
from briefings.loading.journals import EDITIONS_FOLDER
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER
from briefings.model.hashing import file_hash
from briefings.model.memory import set_objects_aside
from briefings.project import FACTS_FOLDER, TEMPLATES_FOLDER, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from pathlib import Path

    from briefings.build.draft import Draft
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["WarmProject"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_MOST_KNOWN = 100
"""How many results are kept: a reader who walks through the days asks for a new one at each."""

_MOST_DRAFTS = 4
"""How many drafts of notes are kept; they are large."""

_MOST_LASTING = 6
"""How many results on contents are kept; one on all partners is large."""

_MOST_PARTS = 2_000
"""How many results on one folder are kept; they are small."""

_FACTS, _TEMPLATES, _PACKAGED, _JOURNALS = "facts", "templates", "packaged", "journals"


class _Part(NamedTuple):
    """A result, and the state of the files that it was found in."""

    state: Hashable
    value: object


class WarmProject:
    """An open project. Whoever asks for its workspace gets what is on disk at that moment.

    Attributes:
        project: where its files are.
        problems: the errors of its files as they are now; while it has some, the workspace is the last one without.
    """

    def __init__(self, project: Project) -> None:
        """Remember where the project is; the first request opens it."""
        self.project = project
        self.problems: tuple[Diagnostic, ...] = ()
        self._files = FileGroup({}, {}, "")
        self._readings = FolderReadings()
        self._states: Mapping[str, str] = {}
        self._template_state = ""
        self._workspace: Workspace | None = None
        self._known: OrderedDict[Hashable, object] = OrderedDict()
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._parts: OrderedDict[Hashable, _Part] = OrderedDict()
        self._lasting: OrderedDict[Hashable, object] = OrderedDict()

    @property
    def shown_state(self) -> str:
        """Return a hash of the files that the workspace, or its problems, come from."""
        return self._files.hash

    @property
    def template_state(self) -> str:
        """Return a hash of the templates of the workspace."""
        return self._template_state

    def workspace(self) -> Workspace:
        """Return the workspace of the files as they are now; of the last ones without errors, if they have some.

        Raises:
            BriefingsError: if the files have had errors since the first request.
        """
        files = self._read_files()
        if files.hash != self._files.hash:
            self._open(files)
        if self._workspace is None:
            raise BriefingsError(self.problems)
        return self._workspace

    def trial(
        self, drafts: Mapping[Path, bytes], *, only_add: bool = False, is_whole: bool = True
    ) -> Workspace:
        """Return the workspace as it will be once drafts are written.

        Args:
            drafts: files as a form is about to write them, by path.
            only_add: whether the drafts only add entries.
            is_whole: whether to read all partners; else those of `partners_near`.

        Raises:
            BriefingsError: if the loader refuses them.
        """
        partners = None if is_whole else self.partners_near(drafts, only_add=only_add)
        readings = self._readings.for_drafts(drafts, only_add=only_add)
        return self._open_workspace.reopen(readings, drafts, partners)

    def partners_near(self, drafts: Iterable[Path], *, only_add: bool) -> list[str] | None:
        """Return the partners whose notes and findings drafts can change, with those of their regions; None for all."""
        subjects = self._open_workspace.catalog.subjects
        folders = {path.parent.name for path in drafts}
        near = folders - {SHARED_FOLDER}
        if not near or not near <= subjects.keys() or not (only_add or near == folders):
            return None
        return sorted(
            {
                folder
                for subject in subjects.values()
                if near.intersection(subject.folders)
                for folder in subject.folders
            }
        )

    @property
    def _open_workspace(self) -> Workspace:
        """Return the workspace that the request began with: one look at hundreds of files is enough for it."""
        return self._workspace or self.workspace()

    def _read_files(self) -> FileGroup:
        """Return the state of all files now."""
        folders = {
            _FACTS: self.project.root / FACTS_FOLDER,
            _TEMPLATES: self.project.root / TEMPLATES_FOLDER,
            _PACKAGED: package_data_folder() / TEMPLATES_FOLDER,
        }
        journals = (self.project.root / EDITIONS_FOLDER).glob("*.yaml")
        folders |= {f"{_JOURNALS}/{path.name}": path for path in sorted(journals)}
        return read_file_group(folders, self._files.files)

    def _open(self, files: FileGroup) -> None:
        """Open the project as its files are now."""
        states, template_state = _group_states(files)
        self._readings.renew(states)
        keeps_templates = template_state == self._template_state
        try:
            if self._workspace and keeps_templates:
                self._workspace = self._workspace.reopen(self._readings)
            else:
                self._workspace = Workspace(self.project, readings=self._readings)
        except BriefingsError as error:
            self.problems = tuple(error.diagnostics)
        else:
            self.problems = ()
            self._states, self._template_state = states, template_state
            self._known.clear()
            self._drafts.clear()
            set_objects_aside()
        self._files = files

    def recall(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """Return what was found under a key since the last change of a file, else find it.

        Raises:
            BriefingsError: if finding it does.
        """
        if key not in self._known:
            self._known[key] = find()
            _drop_oldest(self._known, _MOST_KNOWN)
        self._known.move_to_end(key)
        return cast("_Value", self._known[key])

    def recall_content(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """Return what was found under a key with the hash of all that it was found in, else find it.

        No change of a file outdates it: a save makes of a draft what is on disk, and an undo the opposite.
        """
        if key not in self._lasting:
            self._lasting[key] = find()
            _drop_oldest(self._lasting, _MOST_LASTING)
        self._lasting.move_to_end(key)
        return cast("_Value", self._lasting[key])

    def content_hash(self, partners: Iterable[str] | None, drafts: Mapping[Path, bytes]) -> str:
        """Return the hash of the facts of some partners, or of all, with the house and what is shared.

        Args:
            partners: ids of the partners; None for all.
            drafts: files in place of those on disk, by path.
        """
        facts = self.project.root / FACTS_FOLDER
        hashes = {name: state.sha256 for name, state in self._files.files.items()}
        for path, data in drafts.items():
            hashes[f"{_FACTS}/{path.relative_to(facts).as_posix()}"] = file_hash(data)
        kept = None if partners is None else {"", SHARED_FOLDER, *partners}
        return hash_strings(
            f"{name}\0{sha256}"
            for name, sha256 in sorted(hashes.items())
            if name.startswith(f"{_FACTS}/") and (kept is None or _folder_of(name) in kept)
        )

    def recall_draft(self, address: str, compose: Callable[[], Draft]) -> Draft:
        """Return the draft of a note that was composed since the last change of a file, else compose it.

        Raises:
            BriefingsError: if composing it does.
        """
        if address not in self._drafts:
            self._drafts[address] = compose()
            _drop_oldest(self._drafts, _MOST_DRAFTS)
        self._drafts.move_to_end(address)
        return self._drafts[address]

    def recall_part(self, key: Hashable, folder: str, find: Callable[[], _Value]) -> _Value:
        """Return what was found under a key since the last change of a folder, the shared one or the house, else find it.

        Raises:
            BriefingsError: if finding it does.
        """
        state = (self._states.get(""), self._states.get(SHARED_FOLDER), self._states.get(folder))
        part = self._parts.get(key)
        if part is None or part.state != state:
            part = self._parts[key] = _Part(state, find())
            _drop_oldest(self._parts, _MOST_PARTS)
        self._parts.move_to_end(key)
        return cast("_Value", part.value)


def _group_states(files: FileGroup) -> tuple[dict[str, str], str]:
    """Return the state of each folder of facts, "" for the other files of facts, and the state of all templates."""
    groups: dict[str, list[str]] = {"": []}
    templates: list[str] = []
    for name, state in files.files.items():
        root = name.partition("/")[0]
        line = f"{name}\0{state.sha256}"
        if root in (_TEMPLATES, _PACKAGED):
            templates.append(line)
        elif root == _FACTS:
            groups.setdefault(_folder_of(name), []).append(line)
    return {folder: hash_strings(lines) for folder, lines in groups.items()}, hash_strings(templates)


def _folder_of(name: str) -> str:
    """Return the folder of facts that a file is in, by its recorded name; "" for the house and the markings."""
    folders = name.split("/")[1:-1]
    return folders[0] if folders and folders[0] != MARKINGS_FOLDER else ""


def _drop_oldest(items: OrderedDict[_Key, _Value], most: int) -> None:
    """Drop what has not been asked for longest."""
    while len(items) > most:
        items.popitem(last=False)
