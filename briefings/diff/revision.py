"""The facts of a git revision."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["extract_facts"]


@contextlib.contextmanager
def extract_facts(root: Path, revision: str) -> Iterator[Path]:
    """Provide a temporary folder with the facts of a git revision."""
    if revision.startswith("-"):
        raise BriefingsError([Diagnostic("no-revision", f"{revision!r} is not a git revision")])
    try:
        process = subprocess.run(  # noqa: S603 - no shell; a revision can't be taken for an option
            ["git", "-C", str(root), "archive", "--format=tar", revision, "facts"],  # noqa: S607 - git as installed
            capture_output=True,
            check=True,
        )
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
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(process.stdout)) as archive:
        try:
            archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            message = f"the facts of {revision!r} can't be used: {error}"
            raise BriefingsError([Diagnostic("no-revision", message)]) from error
        yield Path(folder).resolve()
