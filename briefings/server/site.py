"""The live page of one run: what all its answers share."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import HTMLResponse

from briefings.authoring.wording.days import say_day
from briefings.compose.products import product_in_words
from briefings.model.locales import language_name
from briefings.server.broken_files import broken_file_ids
from briefings.server.events import ChangeWatch
from briefings.server.notes.downloads import PdfShelf
from briefings.server.saves.journal import Journal
from briefings.server.sources.uploads import Uploads
from briefings.templating.pages import PageTemplates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response

    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.server.access import Access
    from briefings.server.reading import Reading
    from briefings.server.saves.journal import Save
    from briefings.server.saves.writes import Done
    from briefings.server.warm_project import WarmProject

    Answer = Callable[["Site", Reading, Request], Response]

__all__ = ["LastSave", "Site"]

_MOST_PROBLEMS = 50
_PAGES = Path(__file__).parent / "pages"


def _say_language(tag: str) -> str:
    """Return the name of a language; its tag if it has none."""
    return language_name(tag, "en") or tag


_FILTERS: Mapping[str, Callable[..., str]] = {
    "day": say_day,
    "language": _say_language,
    "product": product_in_words,
}


@dataclass
class Recording:
    """The words that are remembered of a save: what was done, the same command, the key of the entry; and if it changed a file."""

    what: str
    command: str
    key: str
    has_changed: bool = False


class LastSave(NamedTuple):
    """The findings of the trial of a form that was saved.

    Attributes:
        key: of the entry.
        reason: why no note prints it; empty if one does.
        doubts: what the checks say of it.
        sentences: the sentences that notes print because of it.
    """

    key: str = ""
    reason: str = ""
    doubts: tuple[str, ...] = ()
    sentences: tuple[PrintedSentence, ...] = ()


@dataclass
class Site:
    """The live page of one run.

    Attributes:
        warm: the open project.
        access: who may ask what.
        find_today: returns the present day.
        templates: of the pages.
        done: the writes of this run, the latest first.
        reviewer: the name that was written last; empty before.
        undone: the save that was undone last; None if there is none.
        saved: the findings of the last form that was saved.
        pdfs: the PDFs that readers asked for.
        uploads: the texts that were brought.
        watch: tells open pages of changes.
        lock: held while a request is answered: a workspace serves one at a time.
    """

    warm: WarmProject
    access: Access
    find_today: Callable[[], date]
    templates: PageTemplates = field(default_factory=lambda: PageTemplates(_PAGES, _FILTERS))
    done: list[Done] = field(default_factory=list)
    reviewer: str = ""
    undone: Save | None = None
    saved: LastSave = field(default_factory=LastSave)
    lock: threading.Lock = field(default_factory=threading.Lock)
    pdfs: PdfShelf = field(default_factory=PdfShelf)
    uploads: Uploads = field(default_factory=Uploads)
    watch: ChangeWatch = field(init=False)

    def __post_init__(self) -> None:
        """Watch the project."""
        self.watch = ChangeWatch(self.warm, self.access.audience, self.find_today, self.lock)

    @property
    def journal(self) -> Journal:
        """Return the journal of saves."""
        return Journal(self.warm.project.root)

    @contextmanager
    def recording(
        self, what: str = "", command: str = "", key: str = "", paths: Iterable[Path] | None = None
    ) -> Iterator[Recording]:
        """Remember what is written meanwhile, so that it can be undone.

        Args:
            what: what is done, in words.
            command: the command that does the same; empty if none does.
            key: of the entry; empty if there is none.
            paths: the files that are about to be written; None if they are not known yet.

        Yields:
            what is remembered, to be filled in.
        """
        journal, recording = self.journal, Recording(what, command, key)
        before = journal.snapshot(paths)
        yield recording
        recording.has_changed = journal.record(recording.what, recording.command, recording.key, before)

    def page(
        self, request: Request, name: str, status: int = HTTPStatus.OK, **values: object
    ) -> HTMLResponse:
        """Return a page.

        Args:
            request: with the nonce of its styles.
            name: of its template.
            status: of the answer.
            values: what its template can name.
        """
        common = {
            "access": self.access,
            "nonce": request.scope["nonce"],
            "is_answer": request.method == "POST",
            "reviewer": self.reviewer,
            "query": "",
            "state": self.watch.shown_state(),
            "broken_ids": {} if self.access.is_read_only else broken_file_ids(self.warm),
            "broken": () if self.access.audience else self.warm.problems[:_MOST_PROBLEMS],
        }
        return HTMLResponse(self.templates.render(name, **(common | values)), status)
