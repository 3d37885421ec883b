"""Cached check results of each part of a project, so that `check` reads only the parts that have changed.

They are in the state file of the build folder.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.build.file_states import (
    FileState,
    file_states_data,
    file_states_from_data,
    hash_strings,
    read_file_group,
)
from briefings.build.lock import LOCK_FILE, try_lock
from briefings.build.state_file import Section
from briefings.build.tool_versions import tool_versions
from briefings.lint.formats import diagnostic_from_dict, diagnostic_to_dict
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["CachedResult", "ResultCache"]

_SECTION = Section("check", 3)


@dataclass(frozen=True, slots=True)
class CachedResult:
    """The check result of one part of a project: a folder of facts, or the template folders of a partner.

    Attributes:
        inputs_hash: hash of everything that the check read.
        findings: the diagnostics about the part.
        entity_ids: ids of the entities of a folder of facts; they must be unique across all folders.
        roles: the roles of the posts of a folder of facts, alone and joined.
        names: the names of persons, places, posts and organisations in a folder of facts.
        seen_by: the audiences that see a fact of a folder of facts.
        unseen_by: the other audiences, if the folder has facts.
    """

    inputs_hash: str
    findings: tuple[Diagnostic, ...]
    entity_ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    seen_by: tuple[str, ...] = ()
    unseen_by: tuple[str, ...] = ()


class ResultCache:
    """The last check result of each part of a project, by the name of the part.

    Attributes:
        tools_hash: hash of the versions of Briefings and its libraries, which decide what the checks find.
    """

    def __init__(self, project: Project) -> None:
        """Load the results of the last check of a project; start empty if there are none."""
        self._folder = project.output_root / "build"
        self._files, self._results = _read_cache(self._folder)
        self._saved_files, self._saved_results = dict(self._files), dict(self._results)
        self.tools_hash = hash_strings([content_hash(tool_versions()), _code_version()])

    @property
    def is_empty(self) -> bool:
        """Return whether no result is known, as before the first check."""
        return not self._results

    def hash_files(self, roots: Mapping[str, Path]) -> str:
        """Return a hash of all files under some folders or files, given by the names that the cache records."""
        group = read_file_group(roots, self._files)
        self._files.update(group.files)
        return group.hash

    def get(self, part: str, inputs_hash: str) -> CachedResult | None:
        """Return the result of a part if its inputs have not changed, else None."""
        result = self._results.get(part)
        return result if result and result.inputs_hash == inputs_hash else None

    def put(self, part: str, result: CachedResult) -> None:
        """Record the result of a part."""
        self._results[part] = result

    def save(self) -> None:
        """Write the results for the next check; do nothing if the project has no `build` folder yet."""
        if not self._folder.is_dir() or (self._files, self._results) == (
            self._saved_files,
            self._saved_results,
        ):
            return
        content = {
            "files": file_states_data(self._files),
            "parts": {
                part: (
                    result.inputs_hash,
                    [diagnostic_to_dict(finding) for finding in result.findings],
                    result.entity_ids,
                    result.roles,
                    result.names,
                    result.seen_by,
                    result.unseen_by,
                )
                for part, result in sorted(self._results.items())
            },
        }
        # While a build is at work, its state counts, and the next check takes longer.
        with try_lock(self._folder / LOCK_FILE) as is_held:
            if is_held:
                _SECTION.write(self._folder, content)


def _read_cache(folder: Path) -> tuple[dict[str, FileState], dict[str, CachedResult]]:
    """Return the file states and the results recorded in a build folder; both are empty if there are none."""
    return _SECTION.read_as(folder, _parse_cache) or ({}, {})


def _parse_cache(content: Any) -> tuple[dict[str, FileState], dict[str, CachedResult]]:  # noqa: ANN401 - JSON
    """Return the file states and the results that a section holds."""
    results = {
        part: CachedResult(inputs_hash, tuple(map(diagnostic_from_dict, findings)), *map(tuple, lists))
        for part, (inputs_hash, findings, *lists) in content["parts"].items()
    }
    return file_states_from_data(content["files"]), results


@functools.cache
def _code_version() -> str:
    """Return the sizes and times of the source files and word lists, as the process found them.

    During development the checks change while the version number stays the same.
    """
    package = Path(__file__).parent.parent
    files = sorted([*package.rglob("*.py"), *package.joinpath("checks").rglob("*.yaml")])
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in map(os.stat, files))
