"""Files of facts with errors: found by the problems of the loader, and never by a path of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.workspace import Workspace
from briefings.loading.files import read_file, write_atomic
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity
from briefings.model.hashing import short_hash
from briefings.project import FACTS_FOLDER, Project
from briefings.server.problems import UnknownPageError, WrongAddressError

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.server.warm_project import WarmProject

__all__ = ["BrokenFile", "broken_file_ids", "draft_file", "find_broken_file"]


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file of facts that the loader refuses.

    Attributes:
        id: in addresses.
        path: of the file, as messages show it.
        text: its text now, with line feeds as line ends.
        newline: how its lines end.
        problems: what is wrong with it.
    """

    id: str
    path: str
    text: str
    newline: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as it is to be, and the problems that it would still have."""

    path: Path
    content: bytes
    problems: list[Diagnostic]

    def write(self) -> None:
        """Write the file in one step."""
        write_atomic(self.path, self.content)


def broken_file_ids(warm: WarmProject) -> dict[str, str]:
    """Return the ids of the files with errors, by path."""
    paths = {problem.location.path for problem in warm.problems if problem.location}
    return {path: short_hash(path) for path in paths if _is_own(warm.project, path)}


def find_broken_file(warm: WarmProject, id_: str) -> BrokenFile:
    """Return a file with errors.

    Raises:
        UnknownPageError: if no such file has any.
        WrongAddressError: if the file is not a text.
    """
    path = next((path for path, known in broken_file_ids(warm).items() if known == id_), None)
    if path is None:
        raise UnknownPageError
    try:
        text = read_file(warm.project.root / path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongAddressError(f"{path} is not in UTF-8: correct it in an editor.") from error
    newline = "\r\n" if "\r\n" in text else "\n"
    problems = [problem for problem in warm.problems if problem.location and problem.location.path == path]
    return BrokenFile(id_, path, text.replace("\r\n", "\n"), newline, tuple(problems))


def draft_file(root: Path, file: BrokenFile, text: str) -> FileDraft:
    """Try another text of a file: the problems of other files do not count."""
    path = root / file.path
    content = f"{text}\n".replace("\n", file.newline).encode("utf-8", "replace")
    problems: list[Diagnostic] = []
    try:
        Workspace(Project(root, root), drafts={path: content})
    except BriefingsError as error:
        problems = [
            problem
            for problem in error.diagnostics
            if problem.severity is Severity.ERROR
            and (problem.location is None or problem.location.path == file.path)
        ]
    return FileDraft(path, content, problems)


def _is_own(project: Project, path: str) -> bool:
    """Return whether a path is that of a file below the facts, without a link on the way."""
    facts, file = project.root / FACTS_FOLDER, project.root / path
    if not path.startswith(f"{FACTS_FOLDER}/") or ".." in file.parts or not file.is_file():
        return False
    steps = (file, *file.parents)
    return not any(step.is_symlink() for step in steps[: steps.index(facts) + 1])
