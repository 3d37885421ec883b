"""A project that stays open between requests, and is opened anew once a file of it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from briefings.build.file_states import FileGroup, read_file_group
from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError
from briefings.project import FACTS_FOLDER, TEMPLATES_FOLDER, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from briefings.project import Project

__all__ = ["WarmProject"]

_Value = TypeVar("_Value")


class WarmProject:
    """An open project. Whoever asks for its workspace gets what is on disk at that moment."""

    def __init__(self, project: Project) -> None:
        """Remember where the project is; the first request opens it."""
        self.project = project
        self._files = FileGroup({}, {}, "")
        self._opened: Workspace | BriefingsError | None = None
        self._known: dict[Hashable, object] = {}

    def workspace(self) -> Workspace:
        """Return the workspace of the files as they are now.

        Raises:
            BriefingsError: if the facts have errors.
        """
        folders = {
            "facts": self.project.root / FACTS_FOLDER,
            "templates": self.project.root / TEMPLATES_FOLDER,
            "packaged": package_data_folder() / TEMPLATES_FOLDER,
        }
        files = read_file_group(folders, self._files.files)
        if self._opened is None or files.hash != self._files.hash:
            self._known.clear()
            try:
                self._opened = Workspace(self.project)
            except BriefingsError as error:
                self._opened = error
        self._files = files
        if isinstance(self._opened, BriefingsError):
            raise self._opened
        return self._opened

    def recall(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """Return what was found under a key since the last change of a file, else find it.

        Raises:
            BriefingsError: if finding it does.
        """
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = find()
        return cast("_Value", self._known[key])


_MOST_KNOWN = 100
"""How many results are kept: a reader who walks through the days asks for a new one at each."""
