"""Snapshots of what a note says and rests on, for the manifest and for comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from briefings.build.request import Note
from briefings.factbase.standing import standing_of
from briefings.model.entities import NamedEntity, Post
from briefings.model.facts import Tenure
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.brief import Brief
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = ["FactState", "NoteLine", "Snapshot", "join_cells"]


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as a note used it; the field names are keys of the manifest.

    Attributes:
        says: its kind, and the beginning of the line that prints it.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        digest: hash of the content of the fact.
        starts: the latest day on which it can have begun; None if unknown.
        ends: the latest day on which it can have ended; None if unknown.
        translations: short hash of its words in other languages than that of the note; empty if it has none.
    """

    says: str
    status: str
    digest: str
    starts: date | None
    ends: date | None
    translations: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> FactState:
        """Return the state that a manifest holds for one fact."""
        starts, ends = (date.fromisoformat(data[key]) if data[key] else None for key in ("starts", "ends"))
        translations = data.get("translations", "")
        return cls(data["says"], data["status"], data["digest"], starts, ends, translations)

    def as_data(self) -> dict[str, str]:
        """Return the state as plain data, for the manifest; an unknown day is an empty text."""
        return {
            "says": self.says,
            "status": self.status,
            "digest": self.digest,
            "starts": self.starts.isoformat() if self.starts else "",
            "ends": self.ends.isoformat() if self.ends else "",
            **({"translations": self.translations} if self.translations else {}),
        }


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
        as_of: its as-of date.
        facts: by key.
        lines: in reading order.
        reference: its number in the register; empty if it has none.
    """

    note: Note
    title: str
    as_of: date
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
        # The line that cites the fewest facts describes a fact best; of several, the one that says most in the body.
        best_lines: dict[str, NoteLine] = {}
        for line in sorted(
            lines,
            key=lambda line: (len(line.fact_keys), line.section.startswith(_ANNEXES), -len(line.text)),
        ):
            for key in line.fact_keys:
                best_lines.setdefault(key, line)
        facts = {
            fact.key: FactState(
                f"{fact.kind}: {_shorten(_best_text(fact, lines, best_lines[fact.key], visible_facts))}",
                standing_of(visible_facts, fact, brief.as_of).status,
                visible_facts.digest(fact),
                fact.period.start.last_day if fact.period.start else None,
                fact.period.end.last_day if fact.period.end else None,
                _hash_translations(fact, note.language),
            )
            for fact in visible_facts.facts
            if fact.key in best_lines
        }
        return cls(note, brief.title, brief.as_of, facts, lines, brief.reference)

    def as_data(self) -> dict[str, Any]:
        """Return the snapshot as plain data, for the manifest."""
        return {
            "product": self.note.product,
            "about": self.note.about,
            "language": self.note.language,
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            **({"reference": self.reference} if self.reference else {}),
            "facts": {key: fact.as_data() for key, fact in sorted(self.facts.items())},
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
        facts = {key: FactState.from_data(fact) for key, fact in data["facts"].items()}
        lines = tuple(
            NoteLine(line["section"], line["heading"], line["text"], tuple(line["facts"]))
            for line in data["lines"]
        )
        return cls(
            note,
            data["title"],
            date.fromisoformat(data["as_of"]),
            facts,
            lines,
            str(data.get("reference", "")),
        )


def _hash_translations(fact: Fact, language: str) -> str:
    """Return the short hash of the words of a fact in other languages than one; empty if it has none."""
    words = [
        text.by_language[tag]
        for text in fact.texts()
        if len(text.by_language) > 1
        for tag in text.by_language
        if tag != language
    ]
    return short_hash("\n".join(words)) if words else ""


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


def join_cells(text: str) -> str:
    """Return a line as running text: the cells of a table row joined with dots, without the empty ones."""
    return " · ".join(cell for cell in text.split(" | ") if cell.strip())


def _shorten(text: str) -> str:
    """Return the beginning of a line, cut at a word."""
    short = join_cells(text)
    return short if len(short) <= _MAX_LENGTH else f"{short[:_MAX_LENGTH].rsplit(' ', 1)[0]} …"


_MAX_LENGTH = 100
_ANNEXES = ("annex.", "section.questions")
"""How the keys of sections begin that speak of facts: what each rests on, and what is open."""
