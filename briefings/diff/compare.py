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

from briefings.build.catalog import PARTNER, Catalogue, Subject
from briefings.build.manifest import notes_in
from briefings.build.snapshot import Snapshot, compare
from briefings.build.store import MANIFEST, Shelf
from briefings.build.workspace import Workshop
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.build.request import Note, Order
    from briefings.build.snapshot import Comparison
    from briefings.project import Project

__all__ = ["between", "last_two", "since"]


def last_two(project: Project, output: Path, order: Order) -> Iterator[Comparison]:
    """The outputs as they are, against those before; what was made only once has nothing to differ from.

    Args:
        project: where the house is.
        output: the build folder.
        order: whose notes, and which.

    Raises:
        BriefingsError: if a subject was named of whom nothing was built, or a manifest is damaged.
    """
    catalogue = Catalogue.of(project)
    shelf = Shelf(output / AUDIENCE)
    names = [name for name in shelf.names() if "@" not in name]
    unknown = [name for name in order.subjects if name not in names]
    if unknown:
        hint = "run `briefings build` first"
        raise BriefingsError(
            Diagnostic("not-built", f"nothing is built of {name!r}", hint=hint) for name in unknown
        )
    for name in order.subjects or names:
        current, previous = shelf.current(name), shelf.previous(name)
        if current and previous:
            yield from _compared(
                catalogue, name, order, _read(previous / MANIFEST), _read(current / MANIFEST)
            )


def between(project: Project, order: Order, start: date, end: date) -> Iterator[Comparison]:
    """The same facts on two days.

    Raises:
        BriefingsError: if facts or templates are at fault.
    """
    catalogue = Catalogue.of(project)
    catalogue.refuse(order)
    workshop = _workshop(project, catalogue, order)
    for subject in catalogue.chosen(order.subjects):
        before = _taken(workshop, subject, replace(order, as_of=start))
        after = _taken(workshop, subject, replace(order, as_of=end))
        yield from _compared(catalogue, subject.id, order, before, after)


def since(project: Project, order: Order, revision: str) -> Iterator[Comparison]:
    """The facts as they are, against those of a git revision, on one day.

    Raises:
        BriefingsError: if there is no such revision, or facts or templates are at fault.
    """
    with _facts_of(project.root, revision) as root:
        catalogue, old = Catalogue.of(project), Catalogue.of(replace(project, root=root))
        known = {**old.subjects, **catalogue.subjects}
        unknown = [name for name in order.subjects if name not in known]
        if unknown:
            raise BriefingsError(
                Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=did_you_mean(name, known))
                for name in unknown
            )
        now = _workshop(project, catalogue, order)
        then = _workshop(project, old, order, root)
        for name in order.subjects or sorted(known):
            before = _taken(then, old.subjects[name], order) if name in old.subjects else {}
            after = _taken(now, catalogue.subjects[name], order) if name in catalogue.subjects else {}
            yield from _compared(catalogue, name, order, before, after, whole=True)


def _workshop(project: Project, catalogue: Catalogue, order: Order, facts: Path | None = None) -> Workshop:
    named = [catalogue.subjects[name] for name in order.subjects if name in catalogue.subjects]
    folders = {folder for subject in named for folder in subject.folders}
    return Workshop(project, folders if order.subjects else None, facts)


def _taken(workshop: Workshop, subject: Subject, order: Order) -> dict[Note, Snapshot]:
    """What the notes of a subject say."""
    taken = {}
    for note in workshop.catalogue.notes(_in_one_language(workshop.catalogue, order), subject):
        draft = workshop.draft(subject, note, order)
        taken[note] = Snapshot.of(note, draft.brief, draft.known)
    return taken


def _in_one_language(catalogue: Catalogue, order: Order) -> Order:
    """The order, for the language of the house's texts where none is named: what changes is told once."""
    return order if order.languages else replace(order, languages=(catalogue.house.written,))


def _compared(  # noqa: PLR0913, PLR0917 - two states, and what is asked of them
    catalogue: Catalogue,
    name: str,
    order: Order,
    before: Mapping[Note, Snapshot],
    after: Mapping[Note, Snapshot],
    whole: bool = False,
) -> Iterator[Comparison]:
    """What differs in each note that there is before and after, or `whole` if there is one of them only."""
    languages = _in_one_language(catalogue, order).languages
    subject = catalogue.subjects.get(name, Subject(name, PARTNER, (name,)))
    for note in dict.fromkeys((*after, *before)):
        if note.language not in languages or (order.products and note.product not in order.products):
            continue
        old, new = before.get(note), after.get(note)
        if not whole and not (old and new):
            continue
        some = new or old
        assert some is not None  # noqa: S101 - the note is of one or the other
        called = f"{name} {note.words(catalogue.standard(subject))}".rstrip()
        nothing = replace(some, facts={}, lines=())
        yield compare(called, name, old or nothing, new or nothing)


def _read(path: Path) -> dict[Note, Snapshot]:
    try:
        return notes_in(path.read_bytes())
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
