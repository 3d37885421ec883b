"""The sentences of notes that cite some facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.request import BuildRequest
from briefings.build.snapshot import join_cells
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.workspace import Workspace
    from briefings.model.facts import Fact

__all__ = ["PrintedSentence", "find_printed_sentences", "printed_sentences"]


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence in a note.

    Attributes:
        note: the note, as users name it.
        heading: the heading above the sentence; the title of the note if there is none.
        text: the sentence.
        fact_keys: of the facts that it cites, in order.
    """

    note: str
    heading: str
    text: str
    fact_keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.note}, {self.heading}: {self.text}"


def find_printed_sentences(
    workspace: Workspace, facts: Sequence[Fact], day: date, audience: str | None = None
) -> Iterator[PrintedSentence]:
    """Yield every sentence in the notes of a day that cites one of the facts, in those of an audience if one is named.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    store, keys = workspace.store, {fact.key for fact in facts}
    subjects = [
        subject
        for subject in workspace.catalog.subjects.values()
        if any(store.is_fact_in_scope(fact, folder) for fact in facts for folder in subject.folders)
    ]
    for sentence in printed_sentences(workspace, day, audience, subjects):
        if not keys.isdisjoint(sentence.fact_keys):
            yield sentence


def printed_sentences(
    workspace: Workspace,
    day: date,
    audience: str | None = None,
    subjects: Iterable[Subject] | None = None,
) -> Iterator[PrintedSentence]:
    """Yield every sentence in the notes of a day that cites a fact.

    Args:
        workspace: the project.
        day: the day of the notes.
        audience: name of the audience of the notes; None for the default one.
        subjects: the partners and regions to look at; None for all.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    catalog = workspace.catalog
    request = BuildRequest(
        (), day, languages=(catalog.house.default_language,), audience=audience or DEFAULT_AUDIENCE
    )
    for subject in catalog.subjects.values() if subjects is None else subjects:
        for note in catalog.requested_notes(request, subject):
            name = f"{subject.id} {note.describe(catalog.standard_note(subject))}".rstrip()
            brief = workspace.draft(subject, note, request).brief
            for sentence in brief.sentences:
                if keys := dict.fromkeys(citation.fact_key for citation in sentence.citations):
                    heading = sentence.heading or brief.title
                    yield PrintedSentence(name, heading, join_cells(sentence.text), tuple(keys))
