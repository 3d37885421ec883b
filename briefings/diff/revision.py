"""The facts of a git revision."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Location

__all__ = ["extract_facts", "located_in"]

_MAX_BYTES = 50_000_000
"""How large the facts of a revision may be, pictures and all."""


@contextlib.contextmanager
def extract_facts(root: Path, revision: str) -> Iterator[Path]:
    """Provide a temporary folder with the facts of a git revision."""
    if revision.startswith("-"):
        raise BriefingsError([Diagnostic("no-revision", f"{revision!r} is not a git revision")])
    files = _git(root, revision, "ls-tree", "-r", "-l", "-z", revision, "--", "facts").split(b"\0")
    sizes = (file.partition(b"\t")[0].split()[-1] for file in files if file)
    if sum(int(size) for size in sizes if size.isdigit()) > _MAX_BYTES:
        message = f"the facts of {revision!r} are larger than {_MAX_BYTES // 1_000_000} MB"
        raise BriefingsError([Diagnostic("no-revision", message, hint="compare days with --from")])
    archive_bytes = _git(root, revision, "archive", "--format=tar", revision, "facts")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(archive_bytes)) as archive:
        try:
            archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            message = f"the facts of {revision!r} can't be used: {error}"
            raise BriefingsError([Diagnostic("no-revision", message)]) from error
        yield Path(folder).resolve()


@contextlib.contextmanager
def located_in(revision: str) -> Iterator[None]:
    """Put the revision before the path of each problem that comes up, as git does: the file of today may be right."""
    try:
        yield
    except BriefingsError as error:
        raise BriefingsError(
            replace(problem, location=_in_revision(problem.location, revision))
            for problem in error.diagnostics
        ) from error


def _in_revision(location: Location | None, revision: str) -> Location | None:
    """Return a place in the facts as one in a revision."""
    return location and location._replace(path=f"{revision}:{location.path}")


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    """Return what git says about the facts of a revision."""
    try:
        return subprocess.run(  # noqa: S603 - no shell; a revision can't be taken for an option
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git as installed
            capture_output=True,
            check=True,
        ).stdout
    except FileNotFoundError as error:
        raise BriefingsError(
            [Diagnostic("no-git", "git is not installed", hint="compare days with --from")]
        ) from error
    except subprocess.CalledProcessError as error:
        error_lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        message = (
            f"git has no facts of {revision!r}: {error_lines[-1] if error_lines else 'it does not say why'}"
        )
        raise BriefingsError([Diagnostic("no-revision", message, hint="try `git log -- facts`")]) from error
