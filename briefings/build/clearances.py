"""The clearances of notes: which are valid for the present text of a note, and which have lapsed.

A clearance holds for one content alone: what the note says below its head, its title, its marking and its sources. So
number, day and the clearance itself can be printed in the head, and the clearance stands. Of what is new, a note may say
less than was cleared: an edition begins with the day of the reader's last one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build.comparison import compare_snapshots
from briefings.build.snapshot import Snapshot
from briefings.loading.clearances import clearances_path, read_clearances
from briefings.loading.files import read_file
from briefings.loading.journals import EDITIONS_FOLDER
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.hashing import file_hash
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import stat_result
    from pathlib import Path

    from briefings.build.comparison import LineChange
    from briefings.build.request import Note
    from briefings.model.clearances import Clearance
    from briefings.model.house import House

__all__ = [
    "NEWS_SECTIONS",
    "ClearanceBook",
    "cleared_file",
    "content_bytes",
    "lapsed_clearances",
    "load_clearance_book",
    "missing_clearances",
    "note_name",
    "standing_clearances",
]

_CLEARED_FOLDER = "cleared"
NEWS_SECTIONS = ("brief.news", "brief.news-edition")
"""The section that says again what is new for one reader."""
_MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class ClearanceBook:
    """The clearances of a project.

    Attributes:
        clearances: all of them, the latest last.
        problems: of their record.
        status: of the record before it was read; None if there is none.
    """

    clearances: tuple[Clearance, ...]
    problems: tuple[Diagnostic, ...]
    status: stat_result | None

    def on_subject(self, subject: str, audience: str) -> tuple[Clearance, ...]:
        """Return the clearances of all notes on a subject for an audience, whether or not they hold."""
        return tuple(
            clearance
            for clearance in self.clearances
            if clearance.audience == audience and clearance.note.partition(".")[0] == subject
        )

    def of_note(self, subject: str, note: Note, audience: str) -> tuple[Clearance, ...]:
        """Return the clearances of a note for an audience, whether or not they hold."""
        name = note_name(subject, note)
        return tuple(clearance for clearance in self.on_subject(subject, audience) if clearance.note == name)


def load_clearance_book(root: Path) -> ClearanceBook:
    """Load the clearances of a project."""
    try:
        status = clearances_path(root).stat()
    except OSError:
        status = None  # the reader says why, if anything is there
    clearances, problems = read_clearances(root)
    return ClearanceBook(clearances or (), tuple(problems), status)


def note_name(subject: str, note: Note) -> str:
    """Return the name of a note, with its language."""
    return f"{subject}.{note.key}"


def cleared_file(root: Path, content: str) -> Path:
    """Return the path of the file with what was cleared."""
    return root / EDITIONS_FOLDER / _CLEARED_FOLDER / f"{content[:16]}.json"


def content_bytes(entry: Mapping[str, Any]) -> bytes:
    """Return what a clearance of a note is bound to: all it says, without its head.

    A line of what is new to the reader counts only if it rests on a fact that the rest of the note does not cite.

    Args:
        entry: of the note, as in a manifest.
    """
    body = [line for line in entry["lines"] if line["section"]]
    cited = {key for line in body if line["section"] not in NEWS_SECTIONS for key in line["facts"]}
    lines = [
        line for line in body if line["section"] not in NEWS_SECTIONS or not cited.issuperset(line["facts"])
    ]
    content = {
        **{key: entry[key] for key in ("product", "about", "language", "title", "marking", "sources")},
        "lines": [
            {**line, "heading": "" if line["section"] in NEWS_SECTIONS else line["heading"]} for line in lines
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def standing_clearances(
    root: Path, clearances: Iterable[Clearance], entry: Mapping[str, Any]
) -> tuple[Clearance, ...]:
    """Return the clearances that hold for what a note says: of each office, the latest.

    Args:
        root: the project's top folder.
        clearances: of the note.
        entry: of the note, as in a manifest.
    """
    data = content_bytes(entry)
    content, says = file_hash(data), parse_json(data)
    return tuple(
        {
            each.office: each
            for each in clearances
            if each.content == content or _says_less_news(says, _read_cleared(root, each))
        }.values()
    )


def _read_cleared(root: Path, clearance: Clearance) -> dict[str, Any] | None:
    """Return what was cleared; None if it is missing or changed."""
    try:
        data = read_file(cleared_file(root, clearance.content))
    except OSError:
        return None
    content: dict[str, Any] | None = parse_json(data) if file_hash(data) == clearance.content else None
    return content


def _says_less_news(now: Mapping[str, Any], cleared: Mapping[str, Any] | None) -> bool:
    """Return whether a content is one that was cleared, but for news that it leaves out."""
    if cleared is None:
        return False
    (body, news), (cleared_body, cleared_news) = _divide(now), _divide(cleared)
    # A late piece of news says so after the words that were cleared.
    is_known = all(any(old["text"] in new["text"] for old in cleared_news) for new in news)
    return body == cleared_body and is_known and {*now["sources"]} <= {*cleared["sources"]}


def _divide(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    """Return what a content says beside the news, without its sources, and the lines of the news."""
    news = [line for line in content["lines"] if line["section"] in NEWS_SECTIONS]
    lines = [line for line in content["lines"] if line["section"] not in NEWS_SECTIONS]
    return {**content, "lines": lines, "sources": ()}, news


def missing_clearances(house: House, standing: Sequence[Clearance]) -> list[str]:
    """Return the offices of the house whose clearance a note lacks; an empty name if the house asks for any one."""
    offices = {clearance.office for clearance in standing}
    if not house.clearance:
        return [] if offices else [""]
    return [
        next(iter(text.by_language.values()))
        for text in house.clearance
        if offices.isdisjoint(text.by_language.values())
    ]


def lapsed_clearances(
    root: Path, clearances: Sequence[Clearance], entry: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield a warning for each clearance of a note that has lapsed, with the sentences that have changed since.

    Args:
        root: the project's top folder.
        clearances: of the note.
        entry: of the note, as in a manifest.
    """
    standing = {clearance.office for clearance in standing_clearances(root, clearances, entry)}
    for clearance in {each.office: each for each in clearances if each.office not in standing}.values():
        message = (
            f"the clearance of {clearance.note} by {clearance.by}, {clearance.office}, "
            f"of {clearance.day} is no longer valid"
        )
        yield Diagnostic(
            "clearance-fallen",
            message,
            clearance.location,
            Severity.WARNING,
            hint=_describe_changes(root, clearance, entry),
        )


def _describe_changes(root: Path, clearance: Clearance, entry: Mapping[str, Any]) -> str:
    """Return what has changed in a note since it was cleared."""
    before, after = _read_cleared(root, clearance), parse_json(content_bytes(entry))
    if before is None:
        return f"{cleared_file(root, clearance.content).relative_to(root)} is missing or changed: restore it"
    lines = compare_snapshots("", "", _snapshot(before, clearance), _snapshot(after, clearance)).lines
    changes = [_describe_line(line) for line in lines]
    changes += [
        f"{key}: {after[key]} (was: {before[key]})"
        for key in ("title", "marking")
        if before[key] != after[key]
    ]
    if not changes:
        changes = [f"its sources: {id_}" for id_ in sorted({*before["sources"]} ^ {*after["sources"]})]
    more = f"; and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else ""
    return f"changed since: {'; '.join(changes[:_MOST_CHANGES]) or 'the order of its lines'}{more}"


def _snapshot(content: Mapping[str, Any], clearance: Clearance) -> Snapshot:
    """Return what was cleared as a snapshot."""
    return Snapshot.from_data({**content, "as_of": clearance.day.isoformat(), "facts": {}})


def _describe_line(line: LineChange) -> str:
    """Return the change of a line in words."""
    if line.before is None:
        return f"new: {line.after}"
    if line.after is None:
        return f"gone: {line.before}"
    return f"{line.after} (was: {line.before})"
