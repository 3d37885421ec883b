"""Bringing the build folder up to date: what is current and why not, what is made again, what is taken away.

There are two cut-offs. A set whose inputs, outputs and day are those recorded is current, and nothing is loaded for
it. Otherwise its note is composed, which is quick, and only what would differ on paper is made again.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.changes import Snapshot
from briefings.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError, did_you_mean
from briefings.inputs import Group, combined, folders, look, scan
from briefings.ledger import Ledger, Record
from briefings.load import partner_folders
from briefings.lock import held
from briefings.manifest import manifest_of, record_of
from briefings.project import packaged
from briefings.reasons import Parts, differences, summary
from briefings.shelf import MANIFEST, Shelf
from briefings.stamping import drop, stamp
from briefings.typesetting import Job, cores, local, typeset
from briefings.workshop import AUDIENCE, Draft, Order, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from briefings.project import Project

__all__ = ["LEDGER", "Builder", "Made", "Outcome", "summary"]

LEDGER = ".ledger.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What happened to one set.

    Attributes:
        name: of the set.
        files: by format, the file as it is now, or is to be.
        reasons: by format, why it was (or would be) made again; nothing for one left as it was. Under `manifest` why
            the set changed though none of its formats did.
        failed: whether it could not be made, for reasons among the problems.
    """

    name: str
    files: Mapping[str, Path]
    reasons: Mapping[str, Sequence[str]]
    failed: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything was made again."""
        return bool(self.reasons)


@dataclass
class Outcome:
    """What a build did.

    Attributes:
        made: the sets looked at, in order.
        removed: names of sets whose partner is gone.
        problems: what went wrong; the other sets were made all the same.
        missing: what of the environment is missing, so that a format could not be made.
    """

    made: list[Made] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    missing: list[Diagnostic] = field(default_factory=list)


@dataclass
class _Task:
    """A set on its way."""

    partner: str
    name: str
    record: Record | None
    inputs: dict[str, str]
    intact: frozenset[str]
    extra: bool
    draft: Draft | None = None
    snapshot: Snapshot | None = None
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    content: str = ""
    manifest: str = ""
    redo: list[str] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    ready: dict[str, bytes] = field(default_factory=dict)
    pdf: Future[bytes] | None = None
    failed: bool = False


class Builder:
    """One run of `briefings build`."""

    def __init__(  # noqa: PLR0913 - what a run can be told
        self,
        project: Project,
        output: Path,
        order: Order,
        *,
        jobs: int | None = None,
        force: bool = False,
        dry: bool = False,
        workers: Executor | None = None,
        progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
        waiting: Callable[[str], None] = lambda _message: None,
    ) -> None:
        """Prepare a run.

        Args:
            project: where facts and templates are.
            output: the build folder.
            order: what to build.
            jobs: how many PDFs are typeset at once; as many as there are cores if None.
            force: make everything again.
            dry: only say what would be made; nothing is written.
            workers: an executor to typeset on; one of this machine if None.
            progress: told what is made, how many notes are done, how many there are.
            waiting: told why a run waits, when another one is at work.
        """
        self.project = project
        self.output = output
        self.order = order
        self.jobs = jobs or cores()
        self.force = force
        self.dry = dry
        self.workers = workers
        self.progress = progress
        self.waiting = waiting
        self.shelf = Shelf(output / AUDIENCE)
        self.outcome = Outcome()
        self.ledger = Ledger()
        self.groups: dict[str, Group] = {}
        self._named: Parts | None = None
        self.doubts = False
        self.folders: list[tuple[Path, int]] = []
        self.tools = fingerprint.tools()

    def run(self) -> Outcome:
        """Bring the build folder up to date.

        Raises:
            BriefingsError: if nothing can be made at all: no such partner, what is shared is at fault.
        """
        # A slip of the pen makes no folder.
        _chosen(partner_folders(self.project.root), self.order.partners)
        try:
            if self.dry:
                return self._run()
            with held(self.output / ".lock", self.waiting):
                return self._run()
        except OSError as error:
            raise BriefingsError([self._unwritable(error)]) from error

    def _run(self) -> Outcome:
        self.ledger = Ledger.read(self.output / LEDGER)
        known = partner_folders(self.project.root)
        chosen = _chosen(known, self.order.partners)
        if not self.dry:
            drop(self.output)
            self.shelf.recover()
        self._scan(chosen)
        tasks = [self._task(partner) for partner in chosen]
        stale = [task for task in tasks if not self._current(task)]
        try:
            if stale:
                self._bring_up_to_date(stale)
            self._tell(tasks)
            if not self.order.partners:
                self._prune(known)
        finally:
            if not self.dry:
                if stale:
                    self._doubt(stale)
                scanned = {name: seen for group in self.groups.values() for name, seen in group.files.items()}
                self.ledger.files = self.ledger.files | scanned
                self.ledger.write(self.output / LEDGER)
        if not self.dry:
            self._stamp(tasks)
        return self.outcome

    def _stamp(self, tasks: Sequence[_Task]) -> None:
        """Let the front door know that all is current, where that is so and it could tell."""
        home = self.project.root
        records = {task.name: self.ledger.records.get(f"{AUDIENCE}/{task.name}") for task in tasks}
        known = {
            name: record
            for name, record in records.items()
            if record and set(record.formats) == set(self.order.formats)
        }
        plain = self.order == Order((), self.order.as_of) and self.output == home / "build"
        sound = not (self.outcome.problems or self.outcome.missing or self.doubts) and len(known) == len(
            tasks
        )
        if plain and sound:
            files = {name: seen for group in self.groups.values() for name, seen in group.files.items()}
            stamp(home, self.output / LEDGER, self.folders, files, known)

    def _unwritable(self, error: OSError) -> Diagnostic:
        message = f"{error.filename or self.output} can't be written: {error.strerror or error}"
        return Diagnostic("unwritable-file", message)

    def _doubt(self, tasks: Sequence[_Task]) -> None:
        """Look again next time at what was made from files that changed meanwhile."""
        before = dict(self.groups)
        self._scan([task.partner for task in tasks])
        for task in tasks:
            name = f"{AUDIENCE}/{task.name}"
            groups = {
                "shared": "shared",
                "own": f"facts/{task.partner}",
                "look": "look",
                "special": f"look/{task.partner}",
            }
            changed = [
                key for key, group in groups.items() if before[group].digest != self.groups[group].digest
            ]
            record = self.ledger.records.get(name)
            if record is None or record.inputs != task.inputs:
                continue
            doubtful = {
                key: f"{digest}?" if key in changed else digest for key, digest in task.inputs.items()
            }
            for key in changed:
                self.ledger.parts[doubtful[key]] = self.ledger.parts[task.inputs[key]]
                self.doubts = True
            self.ledger.records[name] = replace(record, inputs=doubtful)

    # --- first cut-off: inputs, day, outputs --------------------------------------------------------

    def _scan(self, partners: Sequence[str]) -> None:
        root, known = self.project.root, self.ledger.files
        facts = root / "facts"
        looks = {"templates": root / "templates", "packaged": packaged() / "templates"}
        if looks["templates"] == looks["packaged"]:
            del looks["packaged"]
        tops = [facts, *looks.values()]
        found = [path for top in tops for path in folders(top)]
        self.folders = [(path, path.stat().st_mtime_ns) for path in found]
        self.folders += [(top, 0) for top in tops if not top.is_dir()]
        self.groups["shared"] = scan(
            {f"facts/{name}": facts / name for name in ("house.yaml", "markings", "shared")}, known
        )
        self.groups["look"] = scan(looks, known, skip=["partners"])
        for partner in partners:
            self.groups[f"facts/{partner}"] = scan({f"facts/{partner}": facts / partner}, known)
            special = {
                f"{name}/partners/{partner}": place / "partners" / partner for name, place in looks.items()
            }
            self.groups[f"look/{partner}"] = scan(special, known)

    def _task(self, partner: str) -> _Task:
        name = self.order.set_name(partner)
        record = self.ledger.records.get(f"{AUDIENCE}/{name}")
        inputs = {
            "shared": self.groups["shared"].digest,
            "own": self.groups[f"facts/{partner}"].digest,
            "look": self.groups["look"].digest,
            "special": self.groups[f"look/{partner}"].digest,
            "tools": fingerprint.of(self.tools),
            "order": combined([self.order.occasion, str(self.order.contacts)]),
        }
        if record is None:
            return _Task(partner, name, None, inputs, frozenset(), extra=False)
        folder = self.shelf.current(name)
        found = {
            file: seen
            for file, known in record.outputs.items()
            if folder and (seen := look(folder / file, known)) and seen.digest == known.digest
        }
        if len(found) == len(record.outputs):
            # Times that could not be trusted when the files were new can be by now.
            record = self.ledger.records[f"{AUDIENCE}/{name}"] = replace(record, outputs=found)
        extra = folder is not None and not record.outputs.keys() >= {path.name for path in folder.iterdir()}
        return _Task(partner, name, record, inputs, frozenset(found), extra)

    def _current(self, task: _Task) -> bool:
        record = task.record
        if self.force or record is None or record.inputs != task.inputs:
            return False
        if task.extra or set(record.outputs) != task.intact:
            return False
        return self._holds(record) and all(name in record.formats for name in self.order.formats)

    def _holds(self, record: Record) -> bool:
        """Whether nothing in the scope of a note has turned since the day on which it was looked at."""
        if self.order.dated:
            return True
        today = self.order.as_of.isoformat()
        return record.looked <= today and (not record.changes_on or today < record.changes_on)

    # --- second cut-off: what would be on paper -----------------------------------------------------

    def _bring_up_to_date(self, stale: list[_Task]) -> None:
        with contextlib.ExitStack() as stack:
            workers = self.workers
            if workers is None and "pdf" in self.order.formats and not self.dry:
                workers = stack.enter_context(local(min(self.jobs, len(stale))))
            workshop, stale = self._open(stale)
            drafted = [task for task in stale if self._draft(task, workshop)]
            if self.dry:
                return
            if workers is not None:
                self._submit(drafted, workshop, workers)
            for number, task in enumerate(drafted):
                self.progress(task.name, number, len(drafted))
                self._finish(task, workshop)

    def _open(self, stale: list[_Task]) -> tuple[Workshop, list[_Task]]:
        """The workshop for these sets, those left out whose own facts are at fault."""
        try:
            return Workshop(self.project, [task.partner for task in stale]), stale
        except BriefingsError as error:
            broken = {
                found.location.path.split("/")[1]
                if found.location and found.location.path.startswith("facts/")
                else ""
                for found in error.diagnostics
            }
            sound = [task for task in stale if task.partner not in broken]
            if not sound or not broken <= {task.partner for task in stale}:
                raise
            for task in stale:
                task.failed = task not in sound
            self.outcome.problems += error.diagnostics
            return Workshop(self.project, [task.partner for task in sound]), sound

    def _draft(self, task: _Task, workshop: Workshop) -> bool:
        """Compose the note and find out which formats would differ; False if it can't be composed."""
        partner, record = task.partner, task.record
        try:
            draft = workshop.draft(partner, self.order)
            task.content = fingerprint.content_of(draft.brief)
            if record and record.content == task.content and self._may_keep_day(record):
                # Nothing that it says has changed: it keeps the day that it bears.
                earlier = workshop.draft(partner, self.order, date.fromisoformat(record.as_of))
                if fingerprint.content_of(earlier.brief) == task.content:
                    draft = replace(earlier, changes_on=draft.changes_on)
            task.draft = draft
            task.parts = self._parts(task, workshop)
            task.snapshot = Snapshot.of(task.name, draft.brief, draft.known)
            task.manifest = fingerprint.of(record_of(draft.brief, task.snapshot, AUDIENCE))
            wanted = dict.fromkeys([*self.order.formats, *(record.formats if record else ())])
            paper = fingerprint.paper_of(draft.brief)
            task.formats = {name: self._format(task, workshop, name, paper) for name in wanted}
        except BriefingsError as error:
            self._fail(task, error.diagnostics)
            return False
        files = {name: self._file(task, name) for name in wanted}
        for name in self.order.formats:
            same = record is not None and record.formats.get(name) == task.formats[name]
            if self.force or not same or files[name] not in task.intact:
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
            task.reasons[_MANIFEST] = why
        return True

    def _may_keep_day(self, record: Record) -> bool:
        return not self.order.dated and record.as_of <= self.order.as_of.isoformat()

    def _format(self, task: _Task, workshop: Workshop, name: str, paper: str) -> str:
        """The digest of what a format is made from."""
        fonts = workshop.fonts_digest(task.partner) if name == "pdf" else ""
        return combined([paper, task.inputs["tools"], workshop.style(task.partner, name), fonts])

    def _file(self, task: _Task, name: str) -> str:
        assert task.draft is not None  # noqa: S101 - drafted tasks only
        return self.order.file_name(task.partner, task.draft.brief.language, name)

    # --- making ----------------------------------------------------------------------------------

    def _submit(self, tasks: list[_Task], workshop: Workshop, workers: Executor) -> None:
        """Hand out the PDFs, the longest note first."""
        due = [task for task in tasks if "pdf" in task.redo and task.draft]
        for task in sorted(due, key=lambda task: -len(task.draft.brief.slots) if task.draft else 0):
            assert task.draft is not None  # noqa: S101 - filtered above
            job = Job(
                task.name, task.draft.brief, workshop.style(task.partner, "pdf"), workshop.fonts(task.partner)
            )
            task.pdf = workers.submit(typeset, job)

    def _finish(self, task: _Task, workshop: Workshop) -> None:
        """Make what is due of a set, and switch to it."""
        assert task.draft is not None  # noqa: S101 - drafted tasks only
        brief = task.draft.brief
        try:
            for name in task.redo:
                if name == "pdf":
                    self._take_pdf(task)
                else:
                    task.ready[self._file(task, name)] = workshop.render(brief, task.partner, name)
            if task.ready or task.reasons or task.record is None:
                self._put(task)
            self._record(task)
        except BriefingsError as error:
            self._fail(task, error.diagnostics)
        except OSError as error:
            self._fail(task, [self._unwritable(error)])

    def _fail(self, task: _Task, problems: Iterable[Diagnostic]) -> None:
        task.failed = True
        self.outcome.problems += problems

    def _take_pdf(self, task: _Task) -> None:
        assert task.pdf is not None  # noqa: S101 - submitted before
        try:
            task.ready[self._file(task, "pdf")] = task.pdf.result()
        except EnvironmentMissingError as error:
            self.outcome.missing += error.diagnostics
            del task.formats["pdf"], task.reasons["pdf"]
        except BriefingsError:
            raise
        except Exception as error:  # an executor may fail in ways of its own
            message = f"typesetting {task.name} broke off: {type(error).__name__}: {error}"
            hint = "a worker was stopped, or lost; build again"
            raise BriefingsError([Diagnostic("lost-worker", message, hint=hint)]) from error

    def _put(self, task: _Task) -> None:
        assert task.draft is not None  # noqa: S101 - drafted tasks only
        assert task.snapshot is not None  # noqa: S101 - likewise
        files = dict(task.ready)
        folder = self.shelf.current(task.name)
        for name in task.formats:
            file = self._file(task, name)
            if file not in files and folder:
                files[file] = (folder / file).read_bytes()
        files[MANIFEST] = manifest_of(task.draft.brief, task.snapshot, AUDIENCE, files)
        self.shelf.put(task.name, files)

    def _record(self, task: _Task) -> None:
        assert task.draft is not None  # noqa: S101 - drafted tasks only
        folder = self.shelf.current(task.name)
        files = sorted(path.name for path in folder.iterdir()) if folder else []
        outputs = {file: seen for file in files if folder and (seen := look(folder / file, None))}
        changes_on = task.draft.changes_on.isoformat() if task.draft.changes_on else ""
        self.ledger.records[f"{AUDIENCE}/{task.name}"] = Record(
            as_of=task.draft.brief.as_of.isoformat(),
            looked=self.order.as_of.isoformat(),
            changes_on=changes_on,
            inputs=task.inputs,
            content=task.content,
            formats=task.formats,
            manifest=task.manifest,
            outputs=outputs,
        )
        for group, digest in task.inputs.items():
            self.ledger.parts[digest] = dict(task.parts[group])

    # --- reasons ---------------------------------------------------------------------------------

    def _parts(self, task: _Task, workshop: Workshop) -> Mapping[str, Mapping[str, str]]:
        if self._named is None:
            self._named = Parts(self.order, self.groups, self.tools)
        return self._named.of(task.partner, workshop, self.ledger, task.record, task.inputs)

    def _reasons(self, task: _Task, name: str, file: str) -> list[str]:
        """Why a format is made again."""
        record = task.record
        if record is None:
            made = self.shelf.current(task.name) is not None
            return ["there is no record of how it was made" if made else "it was never made"]
        reasons = ["--force"] if self.force else []
        if name not in record.formats:
            reasons.append("this format was not made")
        elif file not in record.outputs or not self._exists(task, file):
            reasons.append("the file is missing")
        elif file not in task.intact:
            reasons.append("the file differs from what was written")
        if record.formats.get(name) != task.formats[name]:
            reasons += differences(record, task.inputs, self.ledger.parts, task.parts, name)
            reasons += self._turn(record)
        return reasons or ["what it says has changed"]

    def _turn(self, record: Record) -> list[str]:
        """What the day has to do with it."""
        today = self.order.as_of.isoformat()
        if self._holds(record):
            return []
        if record.changes_on and record.changes_on <= today:
            year = "a year began, or " if record.changes_on.endswith("-01-01") else ""
            return [f"{year}a fact began, ended or fell due on {record.changes_on}"]
        return [f"it was made for a later day, {max(record.as_of, record.looked)}"]

    def _other_reasons(self, task: _Task, record: Record, left: Sequence[str]) -> list[str]:
        """Why a set changes though nothing of what was asked for is made again."""
        reasons = [f"the {name} is out of date, and was not asked for" for name in left]
        if not record.outputs.keys() <= task.intact:
            reasons.append("a file of the set is missing or differs from what was written")
        if task.extra:
            reasons.append("a file that does not belong to the set stands in it")
        if record.manifest != task.manifest:
            changed = differences(record, task.inputs, self.ledger.parts, task.parts, _MANIFEST)
            reasons += list(changed) or ["what is on record of its facts has changed"]
        return reasons

    def _exists(self, task: _Task, file: str) -> bool:
        folder = self.shelf.current(task.name)
        return folder is not None and (folder / file).is_file()

    # --- afterwards ------------------------------------------------------------------------------

    def _tell(self, tasks: list[_Task]) -> None:
        """Say what became of each set; those with a problem have said so already."""
        for task in tasks:
            record = self.ledger.records.get(f"{AUDIENCE}/{task.name}") or task.record
            folder = self.output / AUDIENCE / task.name
            names = (
                record.formats
                if record and not self.dry
                else task.formats or (record.formats if record else {})
            )
            outputs = record.outputs if record else {}
            files = {name: folder / file for name in names for file in outputs if file.endswith(f".{name}")}
            if task.draft:
                files |= {name: folder / self._file(task, name) for name in names}
            if _MANIFEST in task.reasons:
                files[_MANIFEST] = folder / MANIFEST
            self.outcome.made.append(Made(task.name, files, {} if task.failed else task.reasons, task.failed))

    def _prune(self, known: Sequence[str]) -> None:
        names = self.shelf.names()
        for name in names if self.dry else self.shelf.homes():
            if name.partition("@")[0] not in known:
                if name in names:
                    self.outcome.removed.append(name)
                if not self.dry:
                    self.shelf.remove(name)
                    self.ledger.records.pop(f"{AUDIENCE}/{name}", None)


_MANIFEST = "manifest"


def _chosen(known: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The partners asked for, all if none, in order and without repeats."""
    unknown = [
        Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=did_you_mean(name, known))
        for name in asked
        if name not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    if not known:
        hint = "a partner is a folder under facts/ with a file that has `partner:`"
        raise BriefingsError([Diagnostic("no-partner", "there are no partners", hint=hint)])
    return list(dict.fromkeys(asked)) or list(known)
