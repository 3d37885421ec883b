"""The edits of one command to several fact files: read by the loader first, and saved all or none."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefings.authoring.yaml.edit import FactFile
from briefings.factbase.load import load
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.files import one_writer
from briefings.loading.folders import display_path
from briefings.loading.yaml_nodes import MAX_BYTES, quote_if_needed
from briefings.project import FACTS_FOLDER
from briefings.schema import FOLDER, modeline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["LIST_BY_KIND", "FactEdits", "last_first"]

LIST_BY_KIND = {table.name: list_name for list_name, table in ENTRY_TABLES.items()}
"""The name of the list in a fact file for each kind of entry."""

_MOST_FILES = 10_000


class FactEdits:
    """The edits of one command to fact files; all of them are saved, or none."""

    def __init__(self, project: Project) -> None:
        """Start without edits."""
        self._project = project
        self._files: dict[Path, FactFile] = {}

    def open(self, entry: Fact | Entity) -> FactFile:
        """Return the file of an entry; read it if this is its first edit."""
        return self.open_path(self._project.root / entry.location.path)

    def open_list(self, store: FactStore, folder: str, list_name: str) -> FactFile:
        """Return the file of a folder for new entries of a list: that of its last such entry, else `LIST.yaml`.

        A file that is half as large as a file may be is full: the next one is `LIST-2.yaml`.

        Args:
            store: all facts.
            folder: the id of a partner, or `shared`.
            list_name: the name of the list.
        """
        kind = ENTRY_TABLES[list_name].name
        entries = [entry for entry in store.entries_by_folder.get(folder, ()) if entry.kind == kind]
        if entries and not _is_full(self._project.root / entries[-1].location.path):
            return self.open(entries[-1])
        parent = self._project.root / FACTS_FOLDER / folder
        names = (f"{list_name}.yaml", *(f"{list_name}-{number}.yaml" for number in range(2, _MOST_FILES)))
        path = next(parent / name for name in names if not _is_full(parent / name))
        return self.open_path(path, _head(store, folder))

    def open_path(self, path: Path, head: str = "") -> FactFile:
        """Return a file; begin a new one with a head if it does not exist."""
        if path not in self._files:
            name = display_path(path, self._project.root)
            new_text = None if path.exists() else self._schema_line(path) + head
            self._files[path] = FactFile(path, name, new_text)
        return self._files[path]

    def _schema_line(self, path: Path) -> str:
        """Return the line that leads editors to the schema of a file; empty in a project without schemas."""
        has_schemas = (self._project.root / FOLDER).is_dir()
        return modeline(PurePosixPath(display_path(path, self._project.root))) if has_schemas else ""

    def drafts(self) -> dict[Path, bytes]:
        """Return what would be written, by path.

        Raises:
            BriefingsError: if a file can't be edited.
        """
        for file in self._files.values():
            file.verify()
        return {path: file.content for path, file in self._files.items()}

    def shown_path(self, path: Path) -> str:
        """Return the path of a file as messages show it."""
        return display_path(path, self._project.root)

    def trial(self, gone: str = "") -> FactStore:
        """Return the facts as they will be once the edits are saved.

        Args:
            gone: id of a partner whose folder goes too; empty for none.

        Raises:
            BriefingsError: if a file can't be edited, or the loader refuses what would be written; then no file
                changes.
        """
        facts = self._project.root / FACTS_FOLDER
        # A record at the top, such as that of rejections, is not a file of facts.
        drafts = {path: content for path, content in self.drafts().items() if path.parent != facts}
        return load(self._project.root, drafts=drafts, gone=gone)

    def save(self, *, is_tried: bool = False) -> list[Path]:
        """Save the files; return their paths.

        Args:
            is_tried: whether the loader has just read the drafts.

        Raises:
            BriefingsError: if a file can't be edited or has changed meanwhile, or the loader refuses what would be
                written; then no file changes.
        """
        with one_writer(self._project.root):
            # What another command wrote meanwhile is read with the drafts: two files may not give one id twice.
            if not is_tried:
                self.trial()
            for file in self._files.values():
                file.refuse_change()
            for file in self._files.values():
                file.save()
        return sorted(self._files)


def _is_full(path: Path) -> bool:
    """Return whether a file is so large that new entries go to another one."""
    return path.exists() and path.stat().st_size > MAX_BYTES // 2


def last_first(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts from the end of their files to the start, in which order many edits are quick."""
    return sorted(facts, key=lambda fact: fact.location, reverse=True)


def _head(store: FactStore, folder: str) -> str:
    """Return the head of a new file of a folder: the highest level of its other entries, so that nothing gets out.

    It is empty if markings there have more than a level: then each entry needs its own.
    """
    entries = store.entries_by_folder.get(folder, ())
    markings = {entry.marking for entry in entries if entry.marking}
    if not all(marking.is_plain for marking in markings):
        return ""
    levels = [marking.level for marking in markings]
    return f"marking: {quote_if_needed(max(levels, key=store.scheme.rank, default=store.scheme.levels[0]))}\n"
