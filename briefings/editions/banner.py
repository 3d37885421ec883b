"""The first page of an edition once more, with a banner that names the edition to read instead.

The page is made from the manifest of the archive, so it says what was issued and nothing that the facts say today. The
marking stays above the banner, as it stays above all that a note says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build.snapshot import Snapshot, join_cells
from briefings.build.workspace import Workspace
from briefings.compose.brief import Brief, SlotText
from briefings.compose.label_text import label_text
from briefings.editions.search import (
    check_audience,
    find_edition,
    find_editions,
    later_edition,
    read_manifest,
)
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.json_data import parse_json
from briefings.model.markings import Marking
from briefings.templating.slots import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.snapshot import NoteLine
    from briefings.compose.labels import Labels
    from briefings.editions.register import Edition
    from briefings.project import Project

__all__ = ["banner_files"]

_LABEL = "superseded"
_MOST_LETTERS = 2600
"""About as many letters as a page of text has."""
_LIST_START = re.compile(r"(?m)^((?!- ).+)\n- ")
_UNSAFE = re.compile(r"[^\w.-]+")


def banner_files(project: Project, number: str, day: date) -> dict[str, bytes]:
    """Return the first page of each note of an edition with the banner, as HTML and PDF, by file name.

    Args:
        project: where the facts and the register are.
        number: of the edition.
        day: on which the banner is made.

    Raises:
        BriefingsError: if there is no such edition or no later one, its partner is gone, or its readers may no longer
            see what it says.
    """
    editions = find_editions(project.root)
    edition = find_edition(editions, number)
    later = later_edition(editions, edition)
    if later is None:
        message = f"{edition.reference} is the latest edition of {edition.note}, so nothing supersedes it"
        hint = f"issue the note first: `briefings issue {edition.note} --to WHO`"
        raise BriefingsError([Diagnostic("not-superseded", message, edition.location, hint=hint)])
    name = edition.note.partition(".")[0]
    workspace = Workspace(project)
    check_audience(workspace.catalog.house, edition)
    subject = workspace.catalog.select_subjects([name])[0]
    files: dict[str, bytes] = {}
    for entry in parse_json(read_manifest(project.root, edition))["notes"]:
        page = _Page(workspace, subject, entry, later)
        stem = f"{_UNSAFE.sub('-', edition.reference).strip('-.')}.{entry['language']}.{_LABEL}"
        files |= {f"{stem}.{suffix}": data for suffix, data in page.render(stem).items()}
    gate = workspace.gate(subject, workspace.released_for(subject, edition.audience, day))
    if problems := list(gate.find_withheld(edition.audience, files)):
        raise BriefingsError(problems)
    return files


@dataclass(frozen=True, slots=True)
class _Page:
    """The first page of a note of an edition.

    Attributes:
        workspace: the project, for the look of the house.
        subject: of the note.
        entry: of the note in the manifest of the edition.
        later: the edition to read instead.
    """

    workspace: Workspace
    subject: Subject
    entry: Mapping[str, Any]
    later: Edition

    def render(self, name: str) -> dict[str, bytes]:
        """Return the page as HTML and PDF, by suffix: as many of the first lines as there is room for.

        Raises:
            BriefingsError: if it can't be typeset, or its language has no word for the banner.
        """
        snapshot = Snapshot.from_data(self.entry)
        labels = self.workspace.labels(self.subject, snapshot.note.language)
        if _LABEL not in labels:
            message = f"the labels in {labels.language!r} have no `{_LABEL}`"
            hint = f"add it to {labels.override_path}, with {{number}} and {{date}}"
            raise BriefingsError([Diagnostic("unknown-label", message, hint=hint)])
        lines = list(_first_lines(snapshot))
        while True:
            brief = self._brief(snapshot, lines, labels)
            pdf = self.workspace.typeset(brief, self.subject, name)
            if pdf.page_count == 1 or len(lines) < 2:  # noqa: PLR2004 - a single line may fill a page
                return {"html": self.workspace.render(brief, self.subject, "html"), "pdf": pdf.pdf}
            del lines[-max(1, len(lines) // 5) :]

    def _brief(self, snapshot: Snapshot, lines: list[NoteLine], labels: Labels) -> Brief:
        """Return the page as a note."""
        seen = PartialDate.from_day(self.later.issued)
        banner = label_text(labels, _LABEL, number=self.later.reference, date=seen)
        skeleton, slots = _fill(snapshot, lines, banner)
        as_at = label_text(labels, "as-at", date=PartialDate.from_day(snapshot.as_of))
        marking = str(self.entry["marking"])
        house = self.workspace.store.house
        return Brief(
            language=snapshot.note.language,
            as_of=snapshot.as_of,
            title=snapshot.title,
            subject=as_at,
            author="",
            logo_name="",
            marking=marking,
            bottom_marking=str(self.entry.get("bottom_marking", marking)),
            copy_text="",
            label="",
            reference=snapshot.reference,
            day_text=as_at,
            page_label=label_text(labels, "page", page="{page}", pages="{pages}"),
            continued_label="",
            sources_label="",
            look=house.look,
            reader="desk",
            citations="numbered",
            has_footnotes=False,
            page_limit=None,
            logo=None,
            skeleton=skeleton,
            slots=slots,
            sources=(),
            sentences=(),
            combined_marking=Marking(""),
        )


def _first_lines(snapshot: Snapshot) -> Iterator[NoteLine]:
    """Yield about as many lines of a note as a page has."""
    room = _MOST_LETTERS
    for line in snapshot.lines:
        yield line
        room -= len(line.text)
        if room < 0:
            return


def _fill(snapshot: Snapshot, lines: list[NoteLine], banner: str) -> tuple[str, tuple[SlotText, ...]]:
    """Return the skeleton of the page and its texts: the banner, the title, and each line below its heading."""
    blocks = [("> **{}**", banner), ("# {}", snapshot.title)]
    if not any(snapshot.reference in line.text for line in lines):
        blocks.append(("**{}**", snapshot.reference))
    heading = ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            blocks.append(("## {}", heading))
        blocks.append(("- {}", join_cells(line.text)))
    filled = [form.format(f"{OPEN}{number}{CLOSE}") for number, (form, _) in enumerate(blocks)]
    # Without blank lines between them, the lines are items of one list, and not paragraphs in items.
    skeleton = "\n\n".join(filled).replace(f"{CLOSE}\n\n- ", f"{CLOSE}\n- ")
    skeleton = _LIST_START.sub(r"\1\n\n- ", skeleton)
    return skeleton + "\n", tuple(SlotText(text) for _, text in blocks)
