"""Late developments to a note that is already in somebody's hands, in the form of the trade: an addendum to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.build.catalog import Catalogue
from briefings.build.edited_files import keep
from briefings.build.lock import held
from briefings.build.manifest import manifest_of, record_of
from briefings.build.request import FORMATS
from briefings.build.snapshot import Snapshot, cells
from briefings.build.store import MANIFEST, Shelf
from briefings.build.workspace import Workshop
from briefings.compose.compose import AddendumView, DevelopmentView
from briefings.compose.reference_number import registered
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.facts import AUDIENCE
from briefings.model.phrases import Phrase
from briefings.outputs import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.request import Order
    from briefings.build.snapshot import Comparison
    from briefings.build.workspace import Draft
    from briefings.compose.brief import Brief
    from briefings.project import Project

__all__ = ["SUFFIX", "addenda"]

SUFFIX = "@addendum"


def addenda(
    project: Project,
    output: Path,
    order: Order,
    comparisons: list[Comparison],
    waiting: Callable[[str], None] = lambda _message: None,
) -> list[Path]:
    """Make an addendum to each note that has changed; gives the files written.

    Args:
        project: where facts and templates are.
        output: the build folder.
        order: the day up to which there may be developments.
        comparisons: what has changed since the notes that are out.
        waiting: told why this waits, when a build is at work.

    Raises:
        BriefingsError: if facts or templates are at fault, or PDF can't be made.
    """
    due: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        if any(line.after for line in comparison.lines):
            due.setdefault(comparison.subject, []).append(comparison)
    if not due:
        return []
    catalogue = Catalogue.of(project)
    subjects = [catalogue.subjects[id_] for id_ in due]
    workshop = Workshop(project, {folder for subject in subjects for folder in subject.folders})
    with held(output / ".lock", waiting):
        return list(_addenda(workshop, output, order, due))


def _addenda(
    workshop: Workshop, output: Path, order: Order, due: Mapping[str, list[Comparison]]
) -> Iterator[Path]:
    shelf = Shelf(output / AUDIENCE)
    for subject in (workshop.catalogue.subjects[id_] for id_ in due):
        files: dict[str, bytes] = {}
        listed = []
        for comparison in due[subject.id]:
            if found := _addendum(workshop, subject, order, comparison):
                made = {
                    f"{comparison.note.stem(subject.id)}.addendum.{form}": _made(
                        workshop, found.brief, subject, form
                    )
                    for form in FORMATS
                }
                files |= made
                snapshot = Snapshot.of(comparison.note, found.brief, found.known)
                listed.append((record_of(found.brief, snapshot), list(made)))
        if files:
            name = f"{subject.id}{SUFFIX}"
            keep(shelf, name, output)
            shelf.put(name, {**files, MANIFEST: manifest_of(name, AUDIENCE, listed, files)})
            yield from (output / AUDIENCE / name / file for file in files)


def _addendum(workshop: Workshop, subject: Subject, order: Order, comparison: Comparison) -> Draft | None:
    """The addendum to a note; None if there is nothing to add."""
    order = replace(order, as_of=date.fromisoformat(comparison.after))
    note = comparison.note
    developments = _developments(workshop.draft(subject, note, order).brief, comparison)
    if not developments:
        return None
    since = Phrase((PartialDate.of(date.fromisoformat(comparison.before)),))
    reference = registered((comparison.reference,) if comparison.reference else ())
    return workshop.draft(subject, note, order, addendum=AddendumView(since, reference, developments))


def _developments(note: Brief, comparison: Comparison) -> tuple[DevelopmentView, ...]:
    """What is new or reads otherwise, by section, in the order of the note.

    Raises:
        BriefingsError: if the facts have changed since the note was made.
    """
    new = {(line.section, line.after) for line in comparison.lines if line.after}
    if not new <= {(sentence.section, sentence.text) for sentence in note.sentences}:
        hint = "run `briefings build` first"
        message = f"the facts have changed since the note on {comparison.name} was made"
        raise BriefingsError([Diagnostic("not-current", message, hint=hint)])
    items: dict[str, list[Phrase]] = {}
    for sentence in note.sentences:
        if (sentence.section, sentence.text) in new and sentence.citations:
            text = cells(sentence.text)
            items.setdefault(sentence.heading, []).append(Phrase((text,), sentence.citations))
    return tuple(
        DevelopmentView(Phrase((heading or note.title,)), tuple(phrases))
        for heading, phrases in items.items()
    )


def _made(workshop: Workshop, brief: Brief, subject: Subject, form: str) -> bytes:
    if form != "pdf":
        return workshop.render(brief, subject, form)
    return pdf.render(brief, workshop.style(subject, form), workshop.fonts(subject)).pdf
