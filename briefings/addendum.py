"""Late developments to a note that is already in somebody's hands, in the form of the trade: an addendum to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.changes import Snapshot, cells
from briefings.compose import AddendumView, DevelopmentView, compose
from briefings.diagnostics import BriefingsError, Diagnostic
from briefings.lock import held
from briefings.manifest import manifest_of
from briefings.outputs import pdf
from briefings.period import PartialDate
from briefings.phrase import Phrase
from briefings.products import STANDARD
from briefings.shelf import MANIFEST, Shelf
from briefings.view import Scope
from briefings.viewing import view_of
from briefings.workshop import AUDIENCE, FORMATS, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefings.brief import Brief
    from briefings.changes import Comparison
    from briefings.project import Project
    from briefings.workshop import Draft, Order

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
    due = [comparison for comparison in comparisons if any(line.after for line in comparison.lines)]
    if not due:
        return []
    workshop = Workshop(project, [comparison.note for comparison in due])
    with held(output / ".lock", waiting):
        return list(_addenda(workshop, output, order, due))


def _addenda(workshop: Workshop, output: Path, order: Order, due: list[Comparison]) -> Iterator[Path]:
    shelf = Shelf(output / AUDIENCE)
    for comparison in due:
        partner = comparison.note
        order = replace(order, as_of=date.fromisoformat(comparison.after))
        draft = workshop.draft(partner, order)
        developments = _developments(draft.brief, comparison)
        if not developments:
            continue
        brief = _brief(workshop, draft, order, comparison, developments)
        name = f"{partner}{SUFFIX}"
        files = {
            f"{partner}.{brief.language}.addendum.{form}": _made(workshop, brief, partner, form)
            for form in FORMATS
        }
        snapshot = Snapshot.of(name, brief, draft.known)
        shelf.put(name, {**files, MANIFEST: manifest_of(brief, snapshot, AUDIENCE, files)})
        yield from (output / AUDIENCE / name / file for file in files)


def _developments(note: Brief, comparison: Comparison) -> tuple[DevelopmentView, ...]:
    """What is new or reads otherwise, by section, in the order of the note.

    Raises:
        BriefingsError: if the facts have changed since the note was made.
    """
    new = {(line.section, line.after) for line in comparison.lines if line.after}
    if not new <= {(sentence.section, sentence.text) for sentence in note.sentences}:
        hint = "run `briefings build` first"
        message = f"the facts have changed since the note on {comparison.note} was made"
        raise BriefingsError([Diagnostic("not-current", message, hint=hint)])
    items: dict[str, list[Phrase]] = {}
    for sentence in note.sentences:
        if (sentence.section, sentence.text) in new and sentence.citations:
            text = cells(sentence.text)
            items.setdefault(sentence.section, []).append(Phrase((text,), sentence.citations))
    return tuple(DevelopmentView(section, tuple(phrases)) for section, phrases in items.items())


def _brief(
    workshop: Workshop,
    draft: Draft,
    order: Order,
    comparison: Comparison,
    developments: tuple[DevelopmentView, ...],
) -> Brief:
    partner, known = comparison.note, draft.known
    since = Phrase((PartialDate.of(date.fromisoformat(comparison.before)),))
    product = workshop.product(STANDARD, partner)
    shown = order.shown(known.house, product)
    view = view_of(known, Scope(partner, order.as_of, AUDIENCE, draft.brief.language, shown))
    reference = Phrase((comparison.reference,)) if comparison.reference else Phrase()
    addendum = AddendumView(since, reference, developments)
    templates, labels = workshop.templates(partner), workshop.labels(partner, draft.brief.language)
    return compose(
        view,
        known.house,
        known.scheme,
        templates,
        labels,
        product,
        order.occasion,
        addendum=addendum,
        logo=workshop.logo(partner),
    )


def _made(workshop: Workshop, brief: Brief, partner: str, form: str) -> bytes:
    if form != "pdf":
        return workshop.render(brief, partner, form)
    return pdf.render(brief, workshop.style(partner, form), workshop.fonts(partner))
