"""Two states to compare: of the outputs, of the facts in a git history, or of one set of facts on two days."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.changes import Snapshot, compare
from briefings.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.load import partner_folders
from briefings.shelf import MANIFEST, Shelf
from briefings.workshop import AUDIENCE, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.changes import Comparison
    from briefings.project import Project
    from briefings.workshop import Order

__all__ = ["between", "last_two", "since"]


def last_two(output: Path, partners: Sequence[str]) -> Iterator[Comparison]:
    """The outputs as they are, against those before; what was made only once has nothing to differ from.

    Args:
        output: the build folder.
        partners: whose notes; none for all.

    Raises:
        BriefingsError: if a partner was named of whom nothing was built, or a manifest is damaged.
    """
    shelf = Shelf(output / AUDIENCE)
    names = [name for name in shelf.names() if "@" not in name]
    unknown = [name for name in partners if name not in names]
    if unknown:
        hint = "run `briefings build` first"
        raise BriefingsError(
            Diagnostic("not-built", f"nothing is built of {name!r}", hint=hint) for name in unknown
        )
    for name in partners or names:
        current, previous = shelf.current(name), shelf.previous(name)
        if current and previous:
            yield compare(_read(previous / MANIFEST), _read(current / MANIFEST))


def between(project: Project, order: Order, start: date, end: date) -> Iterator[Comparison]:
    """The same facts on two days.

    Raises:
        BriefingsError: if facts or templates are at fault.
    """
    workshop = Workshop(project, order.partners or None)
    for partner in _named(project, order, workshop):
        yield compare(
            _taken(workshop, partner, replace(order, as_of=start)),
            _taken(workshop, partner, replace(order, as_of=end)),
        )


def since(project: Project, order: Order, revision: str) -> Iterator[Comparison]:
    """The facts as they are, against those of a git revision, on one day.

    Raises:
        BriefingsError: if there is no such revision, or facts or templates are at fault.
    """
    now = Workshop(project, order.partners or None)
    with _facts_of(project.root, revision) as root:
        then = Workshop(project, order.partners or None, facts=root)
        for partner in _named(project, order, now, then):
            before, after = _known(then, partner, order), _known(now, partner, order)
            if before and after:
                yield compare(before, after)
            elif after:
                yield compare(replace(after, facts={}, lines=()), after)
            elif before:
                yield compare(before, replace(before, facts={}, lines=()))


def _named(project: Project, order: Order, *workshops: Workshop) -> list[str]:
    """The partners that the user named, else all that there are in one state or the other."""
    known = sorted({partner.id for workshop in workshops for partner in workshop.base.partners})
    unknown = [name for name in order.partners if name not in known]
    if unknown:
        raise BriefingsError(
            Diagnostic(
                "unknown-partner",
                f"there is no partner {name!r}",
                hint=did_you_mean(name, partner_folders(project.root)),
            )
            for name in unknown
        )
    return list(order.partners) or known


def _known(workshop: Workshop, partner: str, order: Order) -> Snapshot | None:
    """The snapshot of a partner's note; None if there was no such partner."""
    known = any(other.id == partner for other in workshop.base.partners)
    return _taken(workshop, partner, order) if known else None


def _taken(workshop: Workshop, partner: str, order: Order) -> Snapshot:
    draft = workshop.draft(partner, order)
    return Snapshot.of(partner, draft.brief, draft.known)


def _read(path: Path) -> Snapshot:
    try:
        return Snapshot.read(path.read_bytes())
    except (OSError, ValueError) as error:
        hint = "build it again with --force"
        raise BriefingsError(
            [Diagnostic("damaged-manifest", f"{path} can't be used: {error}", hint=hint)]
        ) from error


@contextlib.contextmanager
def _facts_of(root: Path, revision: str) -> Iterator[Path]:
    """A folder with the facts of a revision."""
    if revision.startswith("-"):
        raise BriefingsError([Diagnostic("no-revision", f"{revision!r} is no revision")])
    try:
        made = subprocess.run(  # noqa: S603 - no shell; a revision can't be taken for an option
            ["git", "-C", str(root), "archive", "--format=tar", revision, "facts"],  # noqa: S607 - git as installed
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise BriefingsError(
            [Diagnostic("no-git", "git is not installed", hint="compare days with --from")]
        ) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"git has no facts of {revision!r}: {said[-1] if said else 'it does not say why'}"
        raise BriefingsError([Diagnostic("no-revision", message, hint="try `git log -- facts`")]) from error
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        try:
            archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            message = f"the facts of {revision!r} can't be used: {error}"
            raise BriefingsError([Diagnostic("no-revision", message)]) from error
        yield Path(folder).resolve()
