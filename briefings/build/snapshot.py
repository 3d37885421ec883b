"""Snapshots of what a note says and rests on, and the comparison of two of them: changed facts and changed lines."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build.request import Note
from briefings.factbase.standing import standing_of
from briefings.model.entities import NamedEntity, Post
from briefings.model.facts import Tenure
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.compose.brief import Brief
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = [
    "Comparison",
    "FactChange",
    "FactState",
    "LineChange",
    "NoteLine",
    "Snapshot",
    "compare_snapshots",
    "diff_words",
    "join_cells",
]

_WORD = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as a note used it; the field names are keys of the manifest.

    Attributes:
        says: its kind, and the beginning of the line that prints it.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        digest: hash of the content of the fact.
        starts: the latest day on which it can have begun, ISO; empty if unknown.
        ends: the latest day on which it can have ended, ISO; empty if unknown.
    """

    says: str
    status: str
    digest: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A sentence, list item or table row of a note.

    Attributes:
        section: key of its section; empty above the first heading.
        heading: of that section.
        text: what the line says.
        fact_keys: the facts that it cites.
    """

    section: str
    heading: str
    text: str
    fact_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of a note and the facts it rests on, without its look; nothing that the note does not show.

    Attributes:
        note: which note of its subject.
        title: its title.
        as_of: its as-of date, ISO.
        facts: by key.
        lines: in reading order.
        reference: its number in the register; empty if it has none.
    """

    note: Note
    title: str
    as_of: str
    facts: Mapping[str, FactState]
    lines: tuple[NoteLine, ...]
    reference: str = ""

    @classmethod
    def from_brief(cls, note: Note, brief: Brief, visible_facts: FactStore) -> Snapshot:
        """Return the snapshot of a composed note.

        Args:
            note: which note of its subject.
            brief: the composed note.
            visible_facts: the facts that its readers may see.
        """
        lines = tuple(
            NoteLine(
                sentence.section_key,
                sentence.heading,
                sentence.text,
                tuple(dict.fromkeys(citation.fact_key for citation in sentence.citations)),
            )
            for sentence in brief.sentences
        )
        # The line that cites the fewest facts describes a fact best.
        best_lines: dict[str, NoteLine] = {}
        for line in sorted(lines, key=lambda line: len(line.fact_keys)):
            for key in line.fact_keys:
                best_lines.setdefault(key, line)
        facts = {
            fact.key: FactState(
                f"{fact.kind}: {_shorten(_best_text(fact, lines, best_lines[fact.key], visible_facts))}",
                standing_of(visible_facts, fact, brief.as_of).status,
                content_hash(fact),
                fact.period.start.last_day.isoformat() if fact.period.start else "",
                fact.period.end.last_day.isoformat() if fact.period.end else "",
            )
            for fact in visible_facts.facts
            if fact.key in best_lines
        }
        return cls(note, brief.title, brief.as_of.isoformat(), facts, lines, brief.reference)

    def as_data(self) -> dict[str, Any]:
        """Return the snapshot as plain data, for the manifest."""
        return {
            "product": self.note.product,
            "about": self.note.about,
            "language": self.note.language,
            "title": self.title,
            "as_of": self.as_of,
            **({"reference": self.reference} if self.reference else {}),
            "facts": {
                key: {name: getattr(fact, name) for name in FactState.__slots__}
                for key, fact in sorted(self.facts.items())
            },
            "lines": [
                {
                    "section": line.section,
                    "heading": line.heading,
                    "text": line.text,
                    "facts": list(line.fact_keys),
                }
                for line in self.lines
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Snapshot:
        """Return the snapshot that a manifest holds for one note.

        Raises:
            KeyError: if a key is missing.
            TypeError: if the data has another shape.
        """
        note = Note(data["product"], data["about"], data["language"])
        facts = {key: FactState(**fact) for key, fact in data["facts"].items()}
        lines = tuple(
            NoteLine(line["section"], line["heading"], line["text"], tuple(line["facts"]))
            for line in data["lines"]
        )
        return cls(note, data["title"], data["as_of"], facts, lines, str(data.get("reference", "")))


def _best_text(fact: Fact, lines: Iterable[NoteLine], best_line: NoteLine, visible_facts: FactStore) -> str:
    """Return the text that describes a fact best.

    For a tenure that is the line with the title of the post; if there is none, the holder's name.
    """
    if not isinstance(fact, Tenure):
        return best_line.text
    titles = [name.text for name in visible_facts.entity(Post, fact.post).names]
    citing_lines = [line for line in lines if fact.key in line.fact_keys]
    for line in sorted(citing_lines, key=lambda line: len(line.fact_keys)):
        if any(title in line.text for title in titles):
            return line.text
    holder = visible_facts.entities.get(fact.holder or "")
    names = [name.text for name in holder.names] if isinstance(holder, NamedEntity) else []
    return max((name for name in names if name in best_line.text), key=len, default=best_line.text)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A change of a fact between two snapshots; the field names are keys of `briefings diff --format json`.

    Attributes:
        what: `added`, `changed`, `no longer told`, `began`, `ended`, `fallen due`, `in doubt` or `confirmed`.
        key: of the fact.
        says: its kind, and the beginning of the line that prints it.
    """

    what: str
    key: str
    says: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after; the field names are keys of `briefings diff --format json`.

    Attributes:
        section: key of its section.
        heading: of that section.
        before: its text in the earlier snapshot; None for a new line.
        after: its text in the later snapshot; None for a deleted line.
    """

    section: str
    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two snapshots of a note; the field names are keys of `briefings diff --format json`.

    Attributes:
        name: id of the subject, and what tells the note from the subject's standard note.
        subject: id of the partner or region.
        note: which of its notes.
        title: in the later snapshot.
        before: the earlier day, ISO.
        after: the later day, ISO.
        facts: changed facts.
        lines: changed lines.
        reference: the number of the earlier note in the register; empty if it has none.
    """

    name: str
    subject: str
    note: Note
    title: str
    before: str
    after: str
    facts: tuple[FactChange, ...]
    lines: tuple[LineChange, ...]
    reference: str = ""

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.facts or self.lines)


def compare_snapshots(name: str, subject: str, before: Snapshot, after: Snapshot) -> Comparison:
    """Compare two snapshots of a note; changes are in the order of the note.

    Args:
        name: what to call the note.
        subject: id of the partner or region.
        before: the earlier snapshot.
        after: the later snapshot.
    """
    return Comparison(
        name,
        subject,
        after.note,
        after.title,
        before.as_of,
        after.as_of,
        tuple(_fact_changes(before, after)),
        tuple(_line_changes(before, after)),
        before.reference,
    )


def diff_words(before: str, after: str) -> list[tuple[str, str]]:
    """Compare two texts word by word; return pairs of a kind (`same`, `gone` or `new`) and the text."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    pieces = [
        ("".join(old[a:b]), "".join(new[c:d]), kind == "equal")
        for kind, a, b, c, d in _shift_spaces(matcher, old, new)
    ]
    segments: list[tuple[str, str]] = []
    for deleted, inserted, is_same in _join_across_spaces(pieces):
        parts = [("same", deleted)] if is_same else [("gone", deleted), ("new", inserted)]
        segments += [(kind, text) for kind, text in parts if text]
    return segments


def _join_across_spaces(pieces: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Join changed pieces that only a space separates, so that neighbouring words change as one.

    A piece is its text before, its text after, and whether the two are the same.
    """
    joined: list[tuple[str, str, bool]] = []
    for deleted, inserted, is_same in pieces:
        if (
            len(joined) > 1
            and not is_same
            and joined[-1][2]
            and joined[-1][0].isspace()
            and not joined[-2][2]
        ):
            space, (first_deleted, first_inserted, _) = joined[-1][0], joined[-2]
            whole = (first_deleted + space + deleted, first_inserted + space + inserted)
            if all(part.strip() == part for part in whole):
                joined[-2:] = [(*whole, False)]
                continue
        joined.append((deleted, inserted, is_same))
    return joined


def _shift_spaces(
    matcher: difflib.SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the opcodes of a matcher, moved so that an inserted or deleted word takes the space after it."""
    steps = [list(step[1:]) for step in matcher.get_opcodes()]
    kinds = [step[0] for step in matcher.get_opcodes()]
    for number in range(1, len(steps) - 1):
        before, (a, b, c, d), after = steps[number - 1 : number + 2]
        if kinds[number - 1 : number + 2] not in (["equal", "insert", "equal"], ["equal", "delete", "equal"]):
            continue
        words, start, end = (new, c, d) if kinds[number] == "insert" else (old, a, b)
        if words[start].isspace() and words[start] == words[end] and after[1] - after[0] > 1:
            before[1], before[3], after[0], after[2] = (
                before[1] + 1,
                before[3] + 1,
                after[0] + 1,
                after[2] + 1,
            )
            steps[number] = [a + 1, b + 1, c + 1, d + 1]
    for kind, (a, b, c, d) in zip(kinds, steps, strict=True):
        yield kind, a, b, c, d


def _fact_changes(before: Snapshot, after: Snapshot) -> Iterator[FactChange]:
    """Yield the facts that changed, in the order of the later note, then those that only the earlier one has."""
    for key in dict.fromkeys((*after.facts, *before.facts)):
        old, new = before.facts.get(key), after.facts.get(key)
        if new is None and old is not None:
            has_ended = old.ends and before.as_of <= old.ends < after.as_of
            yield FactChange("ended" if has_ended else "no longer told", key, old.says)
        elif old is None and new is not None:
            has_begun = new.starts and before.as_of < new.starts <= after.as_of
            yield FactChange("began" if has_begun else "added", key, new.says)
        elif old is not None and new is not None:
            if old.digest != new.digest:
                yield FactChange("changed", key, new.says)
            elif old.status != new.status and (old.status, new.status) != ("certain", "presumed"):
                yield FactChange(_CHANGE_BY_STATUS.get(new.status, "in doubt"), key, new.says)


_CHANGE_BY_STATUS = {
    "ended": "ended",
    "overdue": "fallen due",
    "certain": "confirmed",
    "presumed": "confirmed",
}


def _line_changes(before: Snapshot, after: Snapshot) -> Iterator[LineChange]:
    """Yield the lines that differ, by section, each old line paired with the new one that replaces it."""
    # Lines above the first heading, such as the date, state no facts.
    sections = dict.fromkeys(line.section for line in (*after.lines, *before.lines) if line.section)
    for section in sections:
        old = [line for line in before.lines if line.section == section]
        new = [line for line in after.lines if line.section == section]
        matcher = difflib.SequenceMatcher(
            None, [line.text for line in old], [line.text for line in new], autojunk=False
        )
        changes: list[LineChange] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                changes += _pair_lines(old[a:b], new[c:d])
        # Deleted lines come before rewritten and new ones.
        yield from sorted(changes, key=lambda change: change.after is not None)


def _pair_lines(old: Sequence[NoteLine], new: Sequence[NoteLine]) -> Iterator[LineChange]:
    """Pair each new line with the most similar old one; yield lines without a partner as new or deleted."""
    unpaired = list(old)
    for line in new:
        partner = max(unpaired, key=lambda candidate: _similarity(candidate, line), default=None)
        if partner is not None and _similarity(partner, line) >= _MIN_SIMILARITY:
            unpaired.remove(partner)
            yield LineChange(line.section, line.heading, partner.text, line.text)
        else:
            yield LineChange(line.section, line.heading, None, line.text)
    for line in unpaired:
        yield LineChange(line.section, line.heading, line.text, None)


_MIN_SIMILARITY = 0.5


def _similarity(first: NoteLine, second: NoteLine) -> float:
    """Return how similar two lines are: the ratio of equal text, from 0 to 1, plus 0.3 for a shared fact."""
    shares_facts = bool(set(first.fact_keys) & set(second.fact_keys))
    return difflib.SequenceMatcher(None, first.text, second.text).ratio() + (0.3 if shares_facts else 0.0)


def join_cells(text: str) -> str:
    """Return a line as running text: the cells of a table row joined with dots, without the empty ones."""
    return " · ".join(cell for cell in text.split(" | ") if cell.strip())


def _shorten(text: str) -> str:
    """Return the beginning of a line, cut at a word."""
    short = join_cells(text)
    return short if len(short) <= _MAX_LENGTH else f"{short[:_MAX_LENGTH].rsplit(' ', 1)[0]} …"


_MAX_LENGTH = 100
