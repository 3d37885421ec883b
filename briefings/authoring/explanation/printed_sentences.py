"""The sentences of notes that cite some facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.request import BuildRequest
from briefings.build.snapshot import join_cells
from briefings.build.wanted_notes import GIVEN_UP, known_notes
from briefings.model.diagnostics import BriefingsError
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.request import Note
    from briefings.build.workspace import Workspace
    from briefings.compose.brief import Brief
    from briefings.compose.note_options import NoteOptions
    from briefings.model.facts import Fact

__all__ = ["PrintedSentence", "find_printed_sentences", "printed_sentences"]


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence in a note.

    Attributes:
        note: the note, as users name it.
        heading: the heading above the sentence; the title of the note if there is none.
        text: the sentence.
        fact_keys: of the facts that it cites, in order; empty for words of the template or of labels.
        product: of the note.
    """

    note: str
    heading: str
    text: str
    fact_keys: tuple[str, ...]
    product: str = ""

    @property
    def full_note(self) -> str:
        """Return the note with its product, which `note` leaves out for the standard one."""
        return self.note if self.product in self.note.split() else f"{self.note} {self.product}".rstrip()

    def __str__(self) -> str:
        return f"{self.note}, {self.heading}: {self.text}"


def find_printed_sentences(
    workspace: Workspace, facts: Sequence[Fact], day: date, audience: str | None = None
) -> Iterator[PrintedSentence]:
    """Yield every sentence in the notes of a day that cites one of the facts, of one audience if it is named.

    Notes on partners that the workspace has not read are left out.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    store, keys = workspace.store, {fact.key for fact in facts}
    loaded = {partner.id for partner in store.partners}
    subjects = [
        subject
        for subject in workspace.catalog.subjects.values()
        if loaded.issuperset(subject.folders)
        and any(store.is_fact_in_scope(fact, folder) for fact in facts for folder in subject.folders)
    ]
    for sentence in printed_sentences(workspace, day, audience, subjects):
        if not keys.isdisjoint(sentence.fact_keys):
            yield sentence


def printed_sentences(
    workspace: Workspace,
    day: date,
    audience: str | None = None,
    subjects: Iterable[Subject] | None = None,
    *,
    in_all_languages: bool = False,
) -> Iterator[PrintedSentence]:
    """Yield every sentence in the notes of a day: notes of the house, ordered, or in the build folder.

    Args:
        workspace: the project.
        day: the day of the notes.
        audience: name of the audience of the notes; None for every audience of the house.
        subjects: the partners and regions to look at; None for all.
        in_all_languages: whether to read each note in every language that it has; else in the first one.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    catalog = workspace.catalog
    for name in (audience,) if audience else catalog.house.audiences:
        request = BuildRequest((), day, audience=name)
        prefix = "" if name in (audience, DEFAULT_AUDIENCE) else f"{name}: "
        for subject in catalog.subjects.values() if subjects is None else subjects:
            standard = catalog.standard_note(subject)
            notes = _notes_on(workspace, subject, name, is_named=audience is not None)
            for note, options in notes.items() if in_all_languages else _in_one_language(workspace, notes):
                if brief := _compose(workspace, subject, note, request.for_note(options)):
                    yield from _sentences_of(
                        brief, f"{prefix}{subject.id} {note.describe(standard)}".rstrip(), note.product
                    )


def _notes_on(
    workspace: Workspace, subject: Subject, audience: str, *, is_named: bool
) -> dict[Note, NoteOptions]:
    """Return all notes on a subject for an audience with their options."""
    known = known_notes(
        workspace.catalog, workspace.project.build_folder, subject, audience, is_named=is_named
    )
    return {note: wanted.options for note, wanted in known.items()}


def _in_one_language(
    workspace: Workspace, notes: Mapping[Note, NoteOptions]
) -> Iterator[tuple[Note, NoteOptions]]:
    """Yield each note once, in the first language that it has."""
    default = workspace.catalog.house.default_language
    chosen: dict[tuple[str, str], Note] = {}
    for note in sorted(notes, key=lambda note: note.language != default):
        chosen.setdefault((note.product, note.about), note)
    yield from ((note, options) for note, options in notes.items() if note in chosen.values())


def _compose(workspace: Workspace, subject: Subject, note: Note, request: BuildRequest) -> Brief | None:
    """Compose a note; None if the project no longer has what it is about.

    Raises:
        BriefingsError: if it can't be composed for another reason.
    """
    try:
        return workspace.draft(subject, note, request).brief
    except BriefingsError as error:
        if {problem.code for problem in error.diagnostics} <= {*GIVEN_UP}:
            return None
        raise


def _sentences_of(brief: Brief, name: str, product: str) -> Iterator[PrintedSentence]:
    """Yield the sentences of a note."""
    for sentence in brief.sentences:
        keys = dict.fromkeys(citation.fact_key for citation in sentence.citations)
        heading = sentence.heading or brief.title
        yield PrintedSentence(name, heading, join_cells(sentence.text), tuple(keys), product)
