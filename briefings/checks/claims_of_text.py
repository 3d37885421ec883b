"""Claims of a finished text that contradict the facts; a copy of this process reads the claims of a long one."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from briefings.checks import audit_findings
from briefings.checks.claims.reader import ClaimReader
from briefings.checks.dateline import blank_dateline
from briefings.checks.subjects_of_text import SubjectsOfText
from briefings.checks.text.references import blank_links
from briefings.checks.text.source_cells import blank_source_cells
from briefings.model.dates import Span
from briefings.model.processes import run_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.checks.audit_findings import Contradiction
    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence

__all__ = ["ClaimsOfText", "stating_part"]

# So many take longer to read than to copy a process.
_MANY_SENTENCES = 300


def stating_part(text: str, day: date) -> str:
    """Return a sentence with spaces in place of what states nothing: addresses, sources, and the day that opens it."""
    return blank_dateline(blank_source_cells(blank_links(text)), day)


class ClaimsOfText:
    """The reader of the claims of one text, sentence by sentence."""

    def __init__(self, context: CheckContext, folders: frozenset[str]) -> None:
        """Begin a text of the day of the context that is about the partners of some folders."""
        self._context, self._folders = context, folders
        self._reader = ClaimReader(context, all_languages=True)
        self._ahead: Iterator[list[Contradiction]] | None = None

    @contextlib.contextmanager
    def reading_ahead(self, sentences: Sequence[Sentence]) -> Iterator[None]:
        """Have a copy of this process read the claims of many sentences, in the order in which `read` is asked."""
        if len(sentences) < _MANY_SENTENCES:
            yield
            return
        with run_ahead(partial(self._read_all, sentences)) as self._ahead:
            yield
        self._ahead = None

    def read(self, text: str) -> list[Contradiction]:
        """Return what the claims of the next sentence contradict, in one of its wordings."""
        return next(self._ahead) if self._ahead else self._read(text)

    def read_events(self, text: str) -> Iterator[Conflict]:
        """Yield the contacts and agreements that a cell with its headings tells with another day or place."""
        yield from self._reader.read_events(text, self._folders)

    def _read(self, text: str) -> list[Contradiction]:
        day = self._context.day
        return [
            audit_findings.claim_contradiction(conflict)
            for conflict in self._reader.read(text, Span(day, day), self._folders)
        ]

    def _read_all(self, sentences: Sequence[Sentence]) -> Iterator[list[Contradiction]]:
        """Yield what the claims of each wording of some sentences contradict, in their order."""
        subjects = SubjectsOfText(self._context, self._folders)
        for sentence in sentences:
            for reading in subjects.follow(sentence.text).texts:
                yield self._read(stating_part(reading, self._context.day))
