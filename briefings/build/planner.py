"""What of a set is made again, and why.

There are two cut-offs. A set whose inputs, outputs and day are those recorded is current, and nothing is loaded for
it. Otherwise its notes are composed, which is quick, and only what would differ on paper is made again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.inputs import combined, look
from briefings.build.manifest import record_of
from briefings.build.plan import NoteTask, Task
from briefings.build.reasons import MANIFEST, Parts, differences
from briefings.build.removed_files import Going
from briefings.build.request import FORMATS
from briefings.build.snapshot import Snapshot
from briefings.model.diagnostics import BriefingsError
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.build.catalog import Subject
    from briefings.build.plan import Run
    from briefings.build.scanning import Scan
    from briefings.build.state import NoteRecord, Record
    from briefings.build.workspace import Workshop
    from briefings.compose.brief import Brief

__all__ = ["Decider", "is_current", "task_of"]


# --- first cut-off: inputs, day, outputs ------------------------------------------------------------


def task_of(run: Run, scan: Scan, subject: Subject) -> Task | None:
    """A subject's set as it is; None if nothing of it is asked for.

    Raises:
        BriefingsError: if one of its products is at fault.
    """
    name = run.order.set_name(subject.id)
    record = run.ledger.records.get(f"{AUDIENCE}/{name}")
    known = record.notes if record else {}
    if run.order.as_made:
        asked = {note: tuple(form for form in FORMATS if form in known[note].formats) for note in known}
    else:
        asked = dict.fromkeys(run.catalogue.notes(run.order, subject), run.order.formats)
    if not asked:
        return None
    standard = run.catalogue.standard(subject)
    notes = [
        NoteTask(note, note.words(standard), asked.get(note, ()), known.get(note))
        for note in dict.fromkeys((*asked, *known))
    ]
    inputs = scan.inputs(run, subject)
    if record is None:
        return Task(subject, name, None, inputs, frozenset(), extra=False, notes=notes)
    folder = run.shelf.current(name)
    found = {
        file: seen
        for file, written in record.outputs.items()
        if folder and (seen := look(folder / file, written)) and seen.digest == written.digest
    }
    if len(found) == len(record.outputs):
        # Times that could not be trusted when the files were new can be by now.
        record = run.ledger.records[f"{AUDIENCE}/{name}"] = replace(record, outputs=found)
    extra = folder is not None and not record.outputs.keys() >= {path.name for path in folder.iterdir()}
    return Task(subject, name, record, inputs, frozenset(found), extra, notes)


def is_current(run: Run, task: Task) -> bool:
    """Whether nothing has to be loaded to know that a set is as it should be."""
    record = task.record
    if run.force or record is None or record.inputs != task.inputs:
        return False
    if task.extra or set(record.outputs) != task.intact:
        return False
    return _holds(run, record) and all(_on_record(note) for note in task.notes)


def _on_record(note: NoteTask) -> bool:
    """Whether a note is there in all formats that are asked for."""
    known = note.record.formats if note.record else {}
    return all(form in known for form in note.asked)


def _holds(run: Run, record: Record) -> bool:
    """Whether nothing in the scope of a set has turned since the day on which it was looked at."""
    if run.order.dated:
        return True
    today = run.order.as_of.isoformat()
    return record.looked <= today and (not record.changes_on or today < record.changes_on)


# --- second cut-off: what would be on paper ---------------------------------------------------------


class Decider:
    """Finds out what of each set would differ on paper."""

    def __init__(self, run: Run, scan: Scan, workshop: Workshop) -> None:
        self.run = run
        self.order = run.order
        self.workshop = workshop
        self.parts = Parts(run.order, scan.groups, run.tools)

    def draft(self, task: Task) -> bool:
        """Compose the notes of a set and find out which files would differ; False if one can't be composed."""
        left: list[str] = []
        try:
            task.changes_on = self.workshop.changes_on(task.subject, self.order.as_of)
            task.parts = self.parts.of(task.subject, self.workshop, self.run.ledger, task.record, task.inputs)
            for note in list(task.notes):
                left += self._decide(task, note)
        except BriefingsError as error:
            self.run.fail(task, error.diagnostics)
            return False
        if task.record and not any(note.redo for note in task.notes):
            task.reasons = self._other_reasons(task, task.record, left)
        task.begun = True
        return True

    def _decide(self, task: Task, note: NoteTask) -> list[str]:
        """Find out which files of a note are due; returns, in words, what goes since it was not asked for.

        Raises:
            BriefingsError: if a note that is asked for can't be composed.
        """
        called = note.words or "the standard note"
        known = note.record.formats if note.record else {}
        try:
            self._compose(task, note)
        except BriefingsError as error:
            if note.asked:
                raise
            task.notes.remove(note)
            self._take(task, note, known, f"as it can't be made any more: {error.diagnostics[0].message}")
            return [f"{called} can't be made any more, and was not asked for"]
        paper = fingerprints.paper_of(note.drafted.brief)
        left, gone = [], []
        for form in dict.fromkeys((*note.asked, *known)):
            file = self.order.file_name(task.subject.id, note.note, form)
            note.formats[form] = self._format(task, note.drafted.brief, form, paper)
            good = known.get(form) == note.formats[form] and file in task.intact
            if form in note.asked and (self.run.force or not good):
                note.redo.append(form)
                note.reasons[form] = self._reasons(task, note, form, file)
            elif not good:
                # What was not asked for stays if it still says the same, and goes otherwise.
                del note.formats[form]
                of_which = f" of {note.words}" if note.words else ""
                left.append(f"the {form}{of_which} is out of date, and was not asked for")
                gone.append(form)
        self._take(task, note, gone)
        if not note.formats:
            task.notes.remove(note)
            return [f"{called} is out of date, and was not asked for"]
        return left

    def _take(self, task: Task, note: NoteTask, forms: Iterable[str], why: str = "") -> None:
        """Have told which files of a note go; those that somebody has taken away already are none of them."""
        folder = self.run.shelf.current(task.name)
        names = {form: self.order.file_name(task.subject.id, note.note, form) for form in forms}
        there = tuple(
            form for form in FORMATS if form in names and folder and (folder / names[form]).exists()
        )
        if there:
            task.going.append(Going(note.note, there, tuple(note.formats), why))

    def _compose(self, task: Task, note: NoteTask) -> None:
        draft, known = self.workshop.draft(task.subject, note.note, self.order), note.record
        note.content = fingerprints.content_of(draft.brief)
        if known and known.content == note.content and self._may_keep_day(known):
            # Nothing that it says has changed: it keeps the day that it bears.
            day = date.fromisoformat(known.as_of)
            earlier = self.workshop.draft(task.subject, note.note, self.order, day)
            if fingerprints.content_of(earlier.brief) == note.content:
                draft = earlier
        note.draft = draft
        note.snapshot = Snapshot.of(note.note, draft.brief, draft.known)
        note.manifest = fingerprints.of(record_of(draft.brief, note.snapshot))

    def _may_keep_day(self, known: NoteRecord) -> bool:
        return not self.order.dated and known.as_of <= self.order.as_of.isoformat()

    def _format(self, task: Task, brief: Brief, form: str, paper: str) -> str:
        """The digest of what a format is made from."""
        fonts = self.workshop.fonts_digest(task.subject) if form == "pdf" else ""
        # Markdown has no look; it names whom the logo stands for.
        look = str(brief.logo is not None) if form == "md" else fingerprints.look_of(brief)
        return combined([paper, task.inputs["tools"], self.workshop.style(task.subject, form), fonts, look])

    # --- reasons ---------------------------------------------------------------------------------

    def _reasons(self, task: Task, note: NoteTask, form: str, file: str) -> list[str]:
        """Why a file is made again."""
        record, known, folder = task.record, note.record, self.run.shelf.current(task.name)
        if record is None:
            return ["there is no record of how it was made" if folder else "it was never made"]
        reasons = ["--force"] if self.run.force else []
        if known is None or form not in known.formats:
            reasons.append("this format was not made" if known else "it was never made")
        elif file not in record.outputs or folder is None or not (folder / file).is_file():
            reasons.append("the file is missing")
        elif file not in task.intact:
            reasons.append("the file differs from what was written")
        if known and known.formats.get(form) != note.formats[form]:
            reasons += differences(record, task, self.run.ledger.parts, form, note.note)
            reasons += self._turn(record, known)
        return reasons or ["what it says has changed"]

    def _turn(self, record: Record, known: NoteRecord) -> list[str]:
        """What the day has to do with it."""
        today = self.order.as_of.isoformat()
        if _holds(self.run, record):
            return []
        if record.changes_on and record.changes_on <= today:
            year = "a year began, or " if record.changes_on.endswith("-01-01") else ""
            return [f"{year}a fact began, ended or fell due on {record.changes_on}"]
        return [f"it was made for a later day, {max(known.as_of, record.looked)}"]

    def _other_reasons(self, task: Task, record: Record, left: Sequence[str]) -> list[str]:
        """Why a set changes though nothing of what was asked for is made again."""
        reasons = list(left)
        if not record.outputs.keys() <= task.intact:
            reasons.append("a file of the set is missing or differs from what was written")
        if task.extra:
            reasons.append("a file that does not belong to the set stands in it")
        if any(note.record and note.record.manifest != note.manifest for note in task.notes):
            changed = differences(record, task, self.run.ledger.parts, MANIFEST)
            reasons += list(changed) or ["what is on record of its facts has changed"]
        return reasons
