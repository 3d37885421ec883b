"""The sentences of notes that cite some facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.request import BuildRequest
from briefings.build.snapshot import join_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.build.workspace import Workspace
    from briefings.model.facts import Fact

__all__ = ["PrintedSentence", "find_printed_sentences"]


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence in a note.

    Attributes:
        note: the note, as users name it.
        heading: the heading above the sentence; the title of the note if there is none.
        text: the sentence.
    """

    note: str
    heading: str
    text: str

    def __str__(self) -> str:
        return f"{self.note}, {self.heading}: {self.text}"


def find_printed_sentences(
    workspace: Workspace, facts: Sequence[Fact], day: date
) -> Iterator[PrintedSentence]:
    """Yield every sentence in the notes of a day that cites one of the facts.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    store, catalog = workspace.store, workspace.catalog
    keys = {fact.key for fact in facts}
    request = BuildRequest((), day, languages=(catalog.house.default_language,))
    for subject in catalog.subjects.values():
        if not any(store.is_fact_in_scope(fact, folder) for fact in facts for folder in subject.folders):
            continue
        for note in catalog.requested_notes(request, subject):
            name = f"{subject.id} {note.describe(catalog.standard_note(subject))}".rstrip()
            brief = workspace.draft(subject, note, request).brief
            for sentence in brief.sentences:
                if any(citation.fact_key in keys for citation in sentence.citations):
                    yield PrintedSentence(name, sentence.heading or brief.title, join_cells(sentence.text))
