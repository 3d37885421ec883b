"""The addendum to an edition: a numbered list of what to replace, delete and add, in the order of the note.

It is issued, kept and registered as an edition is. Its manifest has the note as it now stands, so the next addendum and
every check begin from there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.build.catalog import Catalog
from briefings.build.clearances import NEWS_SECTIONS
from briefings.build.comparison import compare_snapshots
from briefings.build.lock import hold_lock
from briefings.build.manifest import make_identity, make_manifest, note_entry
from briefings.build.request import BuildRequest, Note, SetName
from briefings.build.snapshot import Snapshot, join_cells
from briefings.build.store import MANIFEST_NAME
from briefings.build.workspace import Workspace
from briefings.compose.reference_number import as_reference
from briefings.compose.template_context import AddendumView, DevelopmentView
from briefings.editions.edition_record import Making, issued_options
from briefings.editions.issue import check_cleared, keep_edition
from briefings.editions.named_notes import find_named_notes
from briefings.editions.numbered_copies import copy_name, numbers_of_readers
from briefings.editions.register import EDITIONS_FOLDER, Edition
from briefings.editions.search import check_audience, find_edition, find_editions, read_manifest
from briefings.loading.files import make_folder
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.json_data import parse_json
from briefings.model.phrases import LabelRef, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from briefings.build.comparison import LineChange
    from briefings.build.draft import Draft
    from briefings.project import Project

__all__ = ["AddendumRequest", "issue_addendum"]


@dataclass(frozen=True, slots=True)
class AddendumRequest:
    """What to add to.

    Attributes:
        number: of the edition, or its reference.
        day: on which the addendum is issued.
        formats: of the files to keep.
        to: who gets it; empty for the readers of the edition.
    """

    number: str
    day: date
    formats: tuple[str, ...]
    to: tuple[str, ...] = ()


def issue_addendum(
    project: Project, request: AddendumRequest, on_wait: Callable[[str], None] = lambda _message: None
) -> Edition:
    """Issue the addendum to an edition, and enter it into the register.

    Args:
        project: where the facts and the register are.
        request: to which edition, and for whom.
        on_wait: called with a message when this waits for another command.

    Raises:
        BriefingsError: if there is no such edition, nothing of it has changed, or the addendum can't be made.
        UnwritableFileError: if the archive can't be written; then there is no addendum.
    """
    home = project.root / EDITIONS_FOLDER
    make_folder(home)
    with hold_lock(home / ".lock", on_wait):
        editions = find_editions(project.root)
        edition = find_edition(editions, request.number)
        if edition.addendum_to:
            message = f"{edition.reference} is an addendum itself"
            hint = f"name the edition: {edition.addendum_to}"
            raise BriefingsError([Diagnostic("unknown-edition", message, edition.location, hint=hint)])
        catalog = Catalog.load(project)
        maker = _Maker(catalog, editions, edition, request)
        files = maker.make()
        check_cleared(catalog, maker.subject, edition.audience, files)
        entry = parse_json(files[MANIFEST_NAME])["notes"][0]
        addendum = replace(
            edition,
            reference=maker.reference,
            number=f"{edition.number} {maker.suffix}",
            issued=request.day,
            marking=entry["marking"],
            to=request.to or edition.to,
            copies=maker.copies,
            addendum_to=edition.reference,
        )
        return keep_edition(project, addendum, files, Making())


class _Maker:
    """The making of the files of an addendum.

    Attributes:
        subject: the partner or region that the note is on.
        suffix: what the number of the edition gets for the addendum.
        reference: of the addendum.
        copies: the number of the copy of each reader; empty if copies are not numbered.
    """

    def __init__(
        self, catalog: Catalog, editions: Sequence[Edition], edition: Edition, request: AddendumRequest
    ) -> None:
        """Prepare the making of the next addendum to one of the editions of a project."""
        root = catalog.project.root
        earlier = [each for each in editions if each.addendum_to == edition.reference]
        check_audience(catalog.house, edition)
        self.suffix = f"Addendum {len(earlier) + 1}"
        self.reference = reference = f"{edition.reference} {self.suffix}"
        self.subject, options = find_named_notes(catalog, edition.note, edition.audience)
        issued = issued_options(root, editions, edition)
        self._options = dict.fromkeys(options, issued) if issued else options
        self._last, self._request = (edition, *earlier)[-1], request
        self._numbers = numbers_of_readers(edition, request.to or edition.to)
        self.copies: tuple[int, ...] = ()
        self._entries = parse_json(read_manifest(root, self._last))["notes"]
        self._workspace = Workspace(catalog.project, self.subject.folders)
        self._build = BuildRequest(
            (self.subject.id,), request.day, audience=edition.audience, edition=reference
        )

    def make(self) -> dict[str, bytes]:
        """Return the files of the addendum, by name.

        Raises:
            BriefingsError: if nothing has changed, or it can't be made.
        """
        files: dict[str, bytes] = {}
        entries: list[tuple[dict[str, Any], list[str]]] = []
        for old in self._entries:
            before = Snapshot.from_data(old)
            request = self._build.for_note(self._options[before.note])
            draft = self._workspace.draft(self.subject, before.note, request)
            entry = note_entry(
                draft.brief, Snapshot.from_brief(before.note, draft.brief, draft.visible_facts)
            )
            developments = _developments(
                before,
                Snapshot.from_data(entry),
                draft,
                quotes=old["marking"] == entry["marking"] and self._may_quote(draft, old),
            )
            if self._workspace.store.scheme.numbers_copies(draft.brief.combined_marking):
                self.copies = self._numbers
            made = self._render(before.note, request, developments, entry) if developments else {}
            for number in self.copies if developments else ():
                numbered = request.for_note(replace(request.options, copy=str(number)))
                copies = self._render(before.note, numbered, developments, entry)
                made |= {copy_name(name, number): data for name, data in copies.items()}
            files |= made
            entries.append((entry, list(made)))
        if not files:
            message = f"nothing that {self._last.reference} says has changed since"
            raise BriefingsError([Diagnostic("nothing-to-add", message, self._last.location)])
        name = SetName(self.subject.id, is_addendum=True)
        return {**files, MANIFEST_NAME: make_manifest(name, self._build.audience, entries, files)}

    def _may_quote(self, draft: Draft, old: Mapping[str, Any]) -> bool:
        """Return whether the readers may still see every word of an edition."""
        text = "\n".join(line["text"] for line in old["lines"]).encode()
        gate = self._workspace.gate(self.subject, draft.visible_facts)
        return not any(gate.find_withheld(self._build.audience, {"edition.md": text}))

    def _render(
        self,
        note: Note,
        request: BuildRequest,
        developments: tuple[DevelopmentView, ...],
        entry: Mapping[str, Any],
    ) -> dict[str, bytes]:
        """Return the files of the addendum in one language, by name."""
        since = Phrase((PartialDate.from_day(self._last.issued),))
        view = AddendumView(since, as_reference((self.reference,)), developments)
        draft = self._workspace.draft(self.subject, note, request, addendum=view)
        brief = replace(draft.brief, identity=make_identity(draft.brief, request, entry))
        stem = f"{note.file_stem(self.subject.id)}.addendum"
        files = {
            f"{stem}.{form}": self._workspace.typeset(brief, self.subject, stem).pdf
            if form == "pdf"
            else self._workspace.render(brief, self.subject, form)
            for form in self._request.formats
        }
        gate = self._workspace.gate(self.subject, draft.visible_facts)
        if problems := list(gate.find_withheld(self._build.audience, files)):
            raise BriefingsError(problems)
        return files


def _developments(
    before: Snapshot, after: Snapshot, draft: Draft, *, quotes: bool
) -> tuple[DevelopmentView, ...]:
    """Return what to replace, to delete and to add, by section, numbered through.

    Args:
        before: the note as its readers have it.
        after: the note as it is.
        draft: the same.
        quotes: whether to quote what its readers have; else it is named by its line.
    """
    citations = {
        (sentence.section_key, sentence.text): sentence.citations for sentence in draft.brief.sentences
    }
    items: dict[str, list[Phrase]] = {}
    lines = (
        line for line in compare_snapshots("", "", before, after).lines if line.section not in NEWS_SECTIONS
    )
    for number, line in enumerate(lines, 1):
        values = dict(_values(before, line, number, quotes=quotes))
        cited = citations.get((line.section, line.after or ""), ())
        phrase = Phrase((LabelRef(f"addendum.{_form(line, quotes=quotes)}", tuple(values.items())),), cited)
        items.setdefault(line.heading or before.title, []).append(phrase)
    return tuple(DevelopmentView(Phrase((heading,)), tuple(found)) for heading, found in items.items())


def _form(line: LineChange, *, quotes: bool) -> str:
    """Return the label of a change."""
    if line.before is None:
        return "new"
    return f"{'replace' if line.after else 'delete'}{'' if quotes else '-line'}"


def _values(before: Snapshot, line: LineChange, number: int, *, quotes: bool) -> Iterator[tuple[str, Phrase]]:
    """Yield the values of the label of a change."""
    yield "number", Phrase((str(number),))
    if line.before is not None and quotes:
        yield "before", Phrase((join_cells(line.before),))
    elif line.before is not None:
        texts = [each.text for each in before.lines if each.section == line.section]
        yield "line", Phrase((str(texts.index(line.before) + 1),))
    if line.after is not None:
        yield "after", Phrase((join_cells(line.after),))
