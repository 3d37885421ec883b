"""Cached check results of each part of a project, so that `check` reads only the parts that have changed.

The cache file is private, like the build state: it is never released, and deleting it only costs one full check.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.inputs import FileState, hash_strings, scan_files
from briefings.lint.formats import diagnostic_from_dict, diagnostic_to_dict
from briefings.loading.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["CachedResult", "ResultCache"]

_FILE_NAME = ".checked.json"


@dataclass(frozen=True, slots=True)
class CachedResult:
    """The check result of one part of a project: a folder of facts, or the template folders of a partner.

    Attributes:
        inputs_hash: hash of everything that the check read.
        findings: the diagnostics about the part.
        entity_ids: ids of the entities of a folder of facts; they must be unique across all folders.
        roles: the roles of the posts of a folder of facts.
    """

    inputs_hash: str
    findings: tuple[Diagnostic, ...]
    entity_ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class ResultCache:
    """The last check result of each part of a project, by the name of the part.

    Attributes:
        tools_hash: hash of the versions of Briefings and its libraries, which decide what the checks find.
    """

    def __init__(self, project: Project) -> None:
        """Load the results of the last check of a project; start empty if the cache file is missing or unreadable."""
        self._path = project.output_root / "build" / _FILE_NAME
        self._files, self._results = _read_cache(self._path)
        self._saved_files, self._saved_results = dict(self._files), dict(self._results)
        self.tools_hash = hash_strings(
            [fingerprints.content_hash(fingerprints.tool_versions()), _code_version()]
        )

    def hash_files(self, roots: Mapping[str, Path]) -> str:
        """Return a hash of all files under some folders or files, given by the names that the cache records."""
        group = scan_files(roots, self._files)
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
        """Write the cache file for the next check; do nothing if the project has no `build` folder yet."""
        if not self._path.parent.is_dir() or (self._files, self._results) == (
            self._saved_files,
            self._saved_results,
        ):
            return
        data = {
            "files": {
                name: (state.size, state.mtime_ns, state.sha256)
                for name, state in sorted(self._files.items())
            },
            "parts": {
                part: (
                    result.inputs_hash,
                    [diagnostic_to_dict(finding) for finding in result.findings],
                    result.entity_ids,
                    result.roles,
                )
                for part, result in sorted(self._results.items())
            },
        }
        with contextlib.suppress(OSError):
            # `json.dump` writes piece by piece, which is ten times slower.
            write_atomic(self._path, json.dumps(data).encode())


def _read_cache(path: Path) -> tuple[dict[str, FileState], dict[str, CachedResult]]:
    """Return the file states and the results of a cache file; both are empty if it can't be read."""
    try:
        data = json.loads(path.read_bytes())
        files = {
            name: FileState(int(size), int(time), str(digest))
            for name, (size, time, digest) in data["files"].items()
        }
        results = {
            part: CachedResult(
                str(inputs_hash),
                tuple(map(diagnostic_from_dict, findings)),
                tuple(map(str, ids)),
                tuple(map(str, roles)),
            )
            for part, (inputs_hash, findings, ids, roles) in data["parts"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}
    return files, results


def _code_version() -> str:
    """Return the sizes and times of the source files.

    During development the checks change while the version number stays the same.
    """
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in map(os.stat, files))
