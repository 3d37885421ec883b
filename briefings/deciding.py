"""What of a set is made again, and why.

There are two cut-offs. A set whose inputs, outputs and day are those recorded is current, and nothing is loaded for
it. Otherwise its note is composed, which is quick, and only what would differ on paper is made again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.changes import Snapshot
from briefings.diagnostics import BriefingsError
from briefings.inputs import combined, look
from briefings.manifest import record_of
from briefings.reasons import MANIFEST, Parts, differences
from briefings.task import Task
from briefings.workshop import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.ledger import Record
    from briefings.scanning import Scan
    from briefings.task import Run
    from briefings.workshop import Workshop

__all__ = ["Decider", "is_current", "task_of"]


# --- first cut-off: inputs, day, outputs ------------------------------------------------------------


def task_of(run: Run, scan: Scan, partner: str) -> Task:
    """A partner's set as it is."""
    name = run.order.set_name(partner)
    inputs = scan.inputs(run, partner)
    record = run.ledger.records.get(f"{AUDIENCE}/{name}")
    if record is None:
        return Task(partner, name, None, inputs, frozenset(), extra=False)
    folder = run.shelf.current(name)
    found = {
        file: seen
        for file, known in record.outputs.items()
        if folder and (seen := look(folder / file, known)) and seen.digest == known.digest
    }
    if len(found) == len(record.outputs):
        # Times that could not be trusted when the files were new can be by now.
        record = run.ledger.records[f"{AUDIENCE}/{name}"] = replace(record, outputs=found)
    extra = folder is not None and not record.outputs.keys() >= {path.name for path in folder.iterdir()}
    return Task(partner, name, record, inputs, frozenset(found), extra)


def is_current(run: Run, task: Task) -> bool:
    """Whether nothing has to be loaded to know that a set is as it should be."""
    record = task.record
    if run.force or record is None or record.inputs != task.inputs:
        return False
    if task.extra or set(record.outputs) != task.intact:
        return False
    return _holds(run, record) and all(name in record.formats for name in run.order.formats)


def _holds(run: Run, record: Record) -> bool:
    """Whether nothing in the scope of a note has turned since the day on which it was looked at."""
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
        """Compose the note and find out which formats would differ; False if it can't be composed."""
        record = task.record
        wanted = dict.fromkeys([*self.order.formats, *(record.formats if record else ())])
        try:
            self._compose(task)
            paper = fingerprint.paper_of(task.drafted.brief)
            task.formats = {name: self._format(task, name, paper) for name in wanted}
        except BriefingsError as error:
            self.run.fail(task, error.diagnostics)
            return False
        files = {name: task.file(self.order, name) for name in wanted}
        for name in self.order.formats:
            same = record is not None and record.formats.get(name) == task.formats[name]
            if self.run.force or not same or files[name] not in task.intact:
                task.redo.append(name)
                task.reasons[name] = self._reasons(task, name, files[name])
        left = [
            name
            for name in wanted
            if name not in self.order.formats
            and not (record and record.formats[name] == task.formats[name] and files[name] in task.intact)
        ]
        for name in left:
            # A format that was not asked for stays if it still says the same, and goes otherwise.
            del task.formats[name]
        if record and not task.redo and (why := self._other_reasons(task, record, left)):
            task.reasons[MANIFEST] = why
        return True

    def _compose(self, task: Task) -> None:
        draft, record = self.workshop.draft(task.partner, self.order), task.record
        task.content = fingerprint.content_of(draft.brief)
        if record and record.content == task.content and self._may_keep_day(record):
            # Nothing that it says has changed: it keeps the day that it bears.
            earlier = self.workshop.draft(task.partner, self.order, date.fromisoformat(record.as_of))
            if fingerprint.content_of(earlier.brief) == task.content:
                draft = replace(earlier, changes_on=draft.changes_on)
        task.draft = draft
        task.parts = self.parts.of(task.partner, self.workshop, self.run.ledger, record, task.inputs)
        task.snapshot = Snapshot.of(task.name, draft.brief, draft.known)
        task.manifest = fingerprint.of(record_of(draft.brief, task.snapshot, AUDIENCE))

    def _may_keep_day(self, record: Record) -> bool:
        return not self.order.dated and record.as_of <= self.order.as_of.isoformat()

    def _format(self, task: Task, name: str, paper: str) -> str:
        """The digest of what a format is made from."""
        fonts = self.workshop.fonts_digest(task.partner) if name == "pdf" else ""
        brief = task.drafted.brief
        # Markdown has no look; it names whom the logo stands for.
        look = str(brief.logo is not None) if name == "md" else fingerprint.look_of(brief)
        return combined([paper, task.inputs["tools"], self.workshop.style(task.partner, name), fonts, look])

    # --- reasons ---------------------------------------------------------------------------------

    def _reasons(self, task: Task, name: str, file: str) -> list[str]:
        """Why a format is made again."""
        record, folder = task.record, self.run.shelf.current(task.name)
        if record is None:
            return ["there is no record of how it was made" if folder else "it was never made"]
        reasons = ["--force"] if self.run.force else []
        if name not in record.formats:
            reasons.append("this format was not made")
        elif file not in record.outputs or folder is None or not (folder / file).is_file():
            reasons.append("the file is missing")
        elif file not in task.intact:
            reasons.append("the file differs from what was written")
        if record.formats.get(name) != task.formats[name]:
            reasons += differences(record, task.inputs, self.run.ledger.parts, task.parts, name)
            reasons += self._turn(record)
        return reasons or ["what it says has changed"]

    def _turn(self, record: Record) -> list[str]:
        """What the day has to do with it."""
        today = self.order.as_of.isoformat()
        if _holds(self.run, record):
            return []
        if record.changes_on and record.changes_on <= today:
            year = "a year began, or " if record.changes_on.endswith("-01-01") else ""
            return [f"{year}a fact began, ended or fell due on {record.changes_on}"]
        return [f"it was made for a later day, {max(record.as_of, record.looked)}"]

    def _other_reasons(self, task: Task, record: Record, left: Sequence[str]) -> list[str]:
        """Why a set changes though nothing of what was asked for is made again."""
        reasons = [f"the {name} is out of date, and was not asked for" for name in left]
        if not record.outputs.keys() <= task.intact:
            reasons.append("a file of the set is missing or differs from what was written")
        if task.extra:
            reasons.append("a file that does not belong to the set stands in it")
        if record.manifest != task.manifest:
            changed = differences(record, task.inputs, self.run.ledger.parts, task.parts, MANIFEST)
            reasons += list(changed) or ["what is on record of its facts has changed"]
        return reasons
