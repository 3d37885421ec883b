"""What has changed between two states of a note: which facts, and how its sentences read before and after."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build import fingerprints
from briefings.build.request import Note
from briefings.model.facts import Named, Post, Tenure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.compose.brief import Brief
    from briefings.factbase.store import FactBase
    from briefings.model.facts import Fact

__all__ = [
    "Comparison",
    "FactChange",
    "FactState",
    "Line",
    "Rewrite",
    "Snapshot",
    "cells",
    "compare",
    "words",
]

_WORD = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as a note used it.

    Attributes:
        says: its kind, and the beginning of the line that prints it.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        digest: of what its file says of it.
        starts: the latest day on which it can have begun, ISO, or empty where that is not known.
        ends: likewise for its end.
    """

    says: str
    status: str
    digest: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, item or row of a note, with the section it stands in, its heading, and the facts it rests on."""

    section: str
    heading: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a note says and rests on, without its looks; nothing that the note itself does not show.

    Attributes:
        note: which one.
        title: of the note.
        as_of: the day that it bears, ISO.
        facts: by key.
        lines: in reading order.
        reference: its number in the register, or empty.
    """

    note: Note
    title: str
    as_of: str
    facts: Mapping[str, FactState]
    lines: tuple[Line, ...]
    reference: str = ""

    @classmethod
    def of(cls, note: Note, brief: Brief, known: FactBase) -> Snapshot:
        """The snapshot of a composed note.

        Args:
            note: which one.
            brief: the note.
            known: the facts as its readers may know them.
        """
        lines = tuple(
            Line(
                sentence.section,
                sentence.heading,
                sentence.text,
                tuple(dict.fromkeys(citation.fact for citation in sentence.citations)),
            )
            for sentence in brief.sentences
        )
        # A fact is told best by a line of its own, not by one that only names it among others.
        own: dict[str, Line] = {}
        for line in sorted(lines, key=lambda line: len(line.facts)):
            for key in line.facts:
                own.setdefault(key, line)
        facts = {
            fact.key: FactState(
                f"{fact.kind}: {_in_short(_telling(fact, lines, own[fact.key], known))}",
                known.standing(fact, brief.as_of).status,
                fingerprints.of(fact),
                fact.period.start.last.isoformat() if fact.period.start else "",
                fact.period.end.last.isoformat() if fact.period.end else "",
            )
            for fact in known.facts
            if fact.key in own
        }
        return cls(note, brief.title, brief.as_of.isoformat(), facts, lines, brief.reference)

    def data(self) -> dict[str, Any]:
        """As plain data, for the manifest."""
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
                    "facts": list(line.facts),
                }
                for line in self.lines
            ],
        }

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Snapshot:
        """The snapshot of a note in a manifest.

        Raises:
            KeyError: if it is none.
            TypeError: likewise.
        """
        note = Note(data["product"], data["about"], data["language"])
        facts = {key: FactState(**fact) for key, fact in data["facts"].items()}
        lines = tuple(
            Line(line["section"], line["heading"], line["text"], tuple(line["facts"]))
            for line in data["lines"]
        )
        return cls(note, data["title"], data["as_of"], facts, lines, str(data.get("reference", "")))


def _telling(fact: Fact, lines: Iterable[Line], own: Line, known: FactBase) -> str:
    """Words that tell a fact; of a tenure the line that has the post and who holds it, not one that only names them."""
    if not isinstance(fact, Tenure):
        return own.text
    titles = [name.text for name in known.get(Post, fact.post).names]
    naming = [line for line in lines if fact.key in line.facts]
    for line in sorted(naming, key=lambda line: len(line.facts)):
        if any(title in line.text for title in titles):
            return line.text
    holder = known.entities.get(fact.holder or "")
    names = [name.text for name in holder.names] if isinstance(holder, Named) else []
    return max((name for name in names if name in own.text), key=len, default=own.text)


@dataclass(frozen=True, slots=True)
class FactChange:
    """What became of a fact: `added`, `changed`, `no longer told`, `began`, `ended`, `fallen due`, `in doubt`, `confirmed`."""

    what: str
    key: str
    says: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A line before and after; either is None where the line is new or gone.

    Attributes:
        section: in which it stands.
        heading: of that section, as it reads.
        before: its words in the earlier state.
        after: its words in the later one.
    """

    section: str
    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two states of a note.

    Attributes:
        name: the subject and, in words, in what the note differs from the standard one.
        subject: id of the partner or region.
        note: which of its notes.
        title: as it is now.
        before: the earlier day, ISO.
        after: the later day, ISO.
        facts: what became of facts.
        lines: what became of lines.
        reference: the number of the earlier state in the register, or empty.
    """

    name: str
    subject: str
    note: Note
    title: str
    before: str
    after: str
    facts: tuple[FactChange, ...]
    lines: tuple[Rewrite, ...]
    reference: str = ""

    def __bool__(self) -> bool:
        return bool(self.facts or self.lines)


def compare(name: str, subject: str, before: Snapshot, after: Snapshot) -> Comparison:
    """What differs, facts first, in the order of the note.

    Args:
        name: what the note is called.
        subject: on whom it is.
        before: the earlier state.
        after: the later one.
    """
    return Comparison(
        name,
        subject,
        after.note,
        after.title,
        before.as_of,
        after.as_of,
        tuple(_facts(before, after)),
        tuple(_lines(before, after)),
        before.reference,
    )


def words(before: str, after: str) -> list[tuple[str, str]]:
    """A text before and after, word by word: pairs of `same`, `gone` or `new` and the words."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    pairs = [
        ("".join(old[a:b]), "".join(new[c:d]), what == "equal")
        for what, a, b, c, d in _begun_at_words(matcher, old, new)
    ]
    marked: list[tuple[str, str]] = []
    for gone, fresh, same in _joined(pairs):
        told = [("same", gone)] if same else [("gone", gone), ("new", fresh)]
        marked += [(mark, text) for mark, text in told if text]
    return marked


def _joined(pairs: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Pieces of a text before and after: what only a space parts from another such piece is one with it."""
    joined: list[tuple[str, str, bool]] = []
    for gone, fresh, same in pairs:
        if len(joined) > 1 and not same and joined[-1][2] and joined[-1][0].isspace() and not joined[-2][2]:
            space, (first_gone, first_fresh, _) = joined[-1][0], joined[-2]
            whole = (first_gone + space + gone, first_fresh + space + fresh)
            if all(part.strip() == part for part in whole):
                joined[-2:] = [(*whole, False)]
                continue
        joined.append((gone, fresh, same))
    return joined


def _begun_at_words(
    matcher: difflib.SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """What is to be done to one list of words, in steps that take the space behind a word rather than before it."""
    steps = [list(step[1:]) for step in matcher.get_opcodes()]
    kinds = [step[0] for step in matcher.get_opcodes()]
    for number in range(1, len(steps) - 1):
        before, (a, b, c, d), after = steps[number - 1 : number + 2]
        if kinds[number - 1 : number + 2] not in (["equal", "insert", "equal"], ["equal", "delete", "equal"]):
            continue
        words_, start, end = (new, c, d) if kinds[number] == "insert" else (old, a, b)
        if words_[start].isspace() and words_[start] == words_[end] and after[1] - after[0] > 1:
            before[1], before[3], after[0], after[2] = (
                before[1] + 1,
                before[3] + 1,
                after[0] + 1,
                after[2] + 1,
            )
            steps[number] = [a + 1, b + 1, c + 1, d + 1]
    for kind, (a, b, c, d) in zip(kinds, steps, strict=True):
        yield kind, a, b, c, d


def _facts(before: Snapshot, after: Snapshot) -> Iterator[FactChange]:
    for key in dict.fromkeys((*after.facts, *before.facts)):
        old, new = before.facts.get(key), after.facts.get(key)
        if new is None and old is not None:
            over = old.ends and before.as_of <= old.ends < after.as_of
            yield FactChange("ended" if over else "no longer told", key, old.says)
        elif old is None and new is not None:
            begun = new.starts and before.as_of < new.starts <= after.as_of
            yield FactChange("began" if begun else "added", key, new.says)
        elif old is not None and new is not None:
            if old.digest != new.digest:
                yield FactChange("changed", key, new.says)
            elif old.status != new.status and (old.status, new.status) != ("certain", "presumed"):
                yield FactChange(_TURNS.get(new.status, "in doubt"), key, new.says)


_TURNS = {"ended": "ended", "overdue": "fallen due", "certain": "confirmed", "presumed": "confirmed"}


def _lines(before: Snapshot, after: Snapshot) -> Iterator[Rewrite]:
    """Lines that differ, each old one beside the new one that took its place, where there is such."""
    # What stands above the first heading, such as the day, is no fact.
    sections = dict.fromkeys(line.section for line in (*after.lines, *before.lines) if line.section)
    for section in sections:
        old = [line for line in before.lines if line.section == section]
        new = [line for line in after.lines if line.section == section]
        matcher = difflib.SequenceMatcher(
            None, [line.text for line in old], [line.text for line in new], autojunk=False
        )
        found: list[Rewrite] = []
        for what, a, b, c, d in matcher.get_opcodes():
            if what != "equal":
                found += _paired(old[a:b], new[c:d])
        # What was there before is told before what came.
        yield from sorted(found, key=lambda rewrite: rewrite.after is not None)


def _paired(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Rewrite]:
    """Of lines that took the place of others, those that rest on the same facts, or begin alike, belong together."""
    left = list(old)
    for line in new:
        twin = max(left, key=lambda other: _likeness(other, line), default=None)
        if twin is not None and _likeness(twin, line) >= _ALIKE:
            left.remove(twin)
            yield Rewrite(line.section, line.heading, twin.text, line.text)
        else:
            yield Rewrite(line.section, line.heading, None, line.text)
    for line in left:
        yield Rewrite(line.section, line.heading, line.text, None)


_ALIKE = 0.5


def _likeness(one: Line, other: Line) -> float:
    shared = bool(set(one.facts) & set(other.facts))
    return difflib.SequenceMatcher(None, one.text, other.text).ratio() + (0.3 if shared else 0.0)


def cells(text: str) -> str:
    """A line as words: what stood in the cells of a row, those that are empty left out."""
    return " · ".join(cell for cell in text.split(" | ") if cell.strip())


def _in_short(text: str) -> str:
    shown = cells(text)
    return shown if len(shown) <= _SHORT else f"{shown[:_SHORT].rsplit(' ', 1)[0]} …"


_SHORT = 100
