"""Find: one box over names in all scripts, facts, sentences of notes, captures and editions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.fact_titles import dated_title
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import join_cells
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.editions.search import find_editions, list_line
from briefings.loading.captures import Captures
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Entity, NamedEntity, Source
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.server.note_request import note_address
from briefings.views.romanize import romanize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.build.request import Note
    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["Found", "find_entries", "fold"]

_MOST_FOUND = 60
_MOST_OF_A_KIND = 20
_MOST_WORDS = 12
# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ʼ": "",
        "'": "",
        "’": "",
        "”": "",
    }
)
_CYRILLIC = "ru"


@dataclass(frozen=True, slots=True)
class Found:
    """Something to find.

    Attributes:
        title: what it is called, or what it says.
        kind: what it is.
        address: of its page; empty if it has none.
    """

    title: str
    kind: str
    address: str


def find_entries(reading: Reading, text: str) -> list[Found]:
    """Return what has all words of a text: names first, then facts, sentences, captures and editions; at most sixty.

    Case, accents and the script do not count: `Jumhurii` finds «Ҷумҳурии».
    """
    wanted = [_spellings(word) for word in text.split()[:_MOST_WORDS]]
    if not any(wanted):
        return []
    found = _find_in_facts(reading, wanted)
    for search in (_find_sentences, _find_captures, _find_editions):
        found += [item for item, _ in zip(search(reading, wanted), range(_MOST_OF_A_KIND), strict=False)]
    return found[:_MOST_FOUND]


def fold(text: str) -> str:
    """Return a text without case, accents and signs in words.

    >>> fold("Ærø d’Été")
    'aero dete'
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _spellings(word: str) -> tuple[str, ...]:
    """Return a word as it is looked for: as it is, and in Latin letters."""
    roman = romanize(word, _CYRILLIC) if not word.isascii() else ""
    return tuple(filter(None, dict.fromkeys((fold(word), fold(roman)))))


def _has(line: str, wanted: list[tuple[str, ...]]) -> bool:
    """Return whether a folded line has all words."""
    return all(any(spelling in line for spelling in word) for word in wanted)


# --- names and facts -------------------------------------------------------------------------------


def _find_in_facts(reading: Reading, wanted: list[tuple[str, ...]]) -> list[Found]:
    """Return entities and facts with all words, those whose name begins with the first word first."""
    store = reading.store
    names: list[tuple[str, str]] = []
    facts: list[tuple[str, str]] = []
    for folder in store.entries_by_folder:
        key = ("find", reading.access.audience, reading.access.audience and reading.day, folder)
        text = reading.warm.recall_part(key, folder, lambda folder=folder: _text_of(reading, folder))  # type: ignore[misc]
        if not _has(text, wanted):
            continue
        for line in text.splitlines():
            kind, id_, words = line.split("\t", 2)
            if _has(words, wanted):
                (names if kind == "entity" else facts).append((id_, words))
    names.sort(
        key=lambda item: (
            isinstance(store.entities[item[0]], Source),
            not any(item[1].startswith(word) for word in wanted[0]),
            item[0],
        )
    )
    facts.sort()
    found = [_found_entity(reading, id_) for id_, _ in names[:_MOST_FOUND]]
    return found + [_found_fact(reading, key) for key, _ in facts[:_MOST_OF_A_KIND]]


def _text_of(reading: Reading, folder: str) -> str:
    """Return all that can be found in a folder, folded: a line for each entity and fact, with its kind and id."""
    lines = []
    for entry in reading.store.entries_by_folder[folder]:
        if isinstance(entry, NamedEntity | Source):
            lines.append(f"entity\t{entry.id}\t{_line((*_names_of(entry), entry.id))}")
        elif not isinstance(entry, Entity):
            lines.append(f"fact\t{entry.key}\t{_line(_words_of(reading, entry))}")
    return "\n".join(lines)


def _line(texts: Iterable[str]) -> str:
    """Return texts, folded, on one line."""
    return " ".join(fold(" ".join(texts)).split())


def _names_of(entity: NamedEntity | Source) -> Iterator[str]:
    """Yield the names of an entity, as written and in Latin letters."""
    if isinstance(entity, Source):
        yield from filter(None, (entity.title, entity.publisher))
        return
    for name in entity.names:
        yield name.text
        yield romanize(name.text, name.language)


def _words_of(reading: Reading, fact: Fact) -> Iterator[str]:
    """Yield the words of a fact: its texts in all languages, in Latin letters too, and the names in them."""
    yield fact.key
    targets = {link.target: None for link in fact.links()}
    for text in fact.texts():
        targets |= {link.target: None for link in text.links()}
        for language, words in text.by_language.items():
            yield words
            yield romanize(words, language)
    for id_ in targets:
        entity = reading.store.entities.get(id_)
        if isinstance(entity, NamedEntity):
            yield from _names_of(entity)


def _found_entity(reading: Reading, id_: str) -> Found:
    """Return an entity that was found."""
    entity = reading.store.entities[id_]
    room = "source" if isinstance(entity, Source) else "entry"
    return Found(reading.name(entity), entity.kind, f"/{room}/{id_}")


def _found_fact(reading: Reading, key: str) -> Found:
    """Return a fact that was found."""
    fact = reading.store.facts_by_key.get(key) or reading.store.proposals[key]
    kind = f"proposed {fact.kind}" if fact.is_proposed else fact.kind
    return Found(dated_title(reading.store, fact, reading.day), kind, f"/fact/{key}")


# --- notes, captures, editions --------------------------------------------------------------------------


def _find_sentences(reading: Reading, wanted: list[tuple[str, ...]]) -> Iterator[Found]:
    """Yield the lines of the notes in the build folder with all words."""
    audience = reading.access.audience or DEFAULT_AUDIENCE
    store = OutputStore(reading.workspace.project.build_folder / audience)
    seen = set()
    for name in store.set_names():
        folder = store.current_folder(name)
        if not name.follows_today or folder is None or name.subject not in reading.workspace.catalog.subjects:
            continue
        try:
            snapshots = read_snapshots(read_file(folder / MANIFEST_NAME))
        except (OSError, ValueError):
            continue  # the next build replaces it
        for snapshot in snapshots.values():
            for line in snapshot.lines:
                text = join_cells(line.text)
                if text not in seen and _has(fold(text), wanted):
                    seen.add(text)
                    place = f"sentence in {name.subject} {snapshot.note.product}, {line.heading or snapshot.title}"
                    yield Found(text, place, _address(name.subject, snapshot.note, audience))


def _address(subject: str, note: Note, audience: str) -> str:
    """Return the address of a note as of today."""
    return note_address(
        subject, product=note.product, about=note.about, language=note.language, audience=audience
    )


def _find_captures(reading: Reading, wanted: list[tuple[str, ...]]) -> Iterator[Found]:
    """Yield the captured sources whose text has all words, with the place; an audience sees no captures."""
    if reading.access.audience:
        return
    captures = Captures(reading.workspace.project.root)
    for source in reading.store.entities_of(Source):
        text = captures.text(source) if source.capture else None
        if text and _has(fold(text), wanted):
            yield Found(_passage(text, wanted), f"capture of {source.id}", f"/source/{source.id}")


def _passage(text: str, wanted: list[tuple[str, ...]]) -> str:
    """Return the line of a text with most of the words."""
    lines = text.splitlines()
    best = max(lines, key=lambda line: sum(_has(fold(line), [word]) for word in wanted))
    return best.strip()


def _find_editions(reading: Reading, wanted: list[tuple[str, ...]]) -> Iterator[Found]:
    """Yield the editions whose line in the register has all words; an audience sees none."""
    if reading.access.audience:
        return
    try:
        editions = find_editions(reading.workspace.project.root)
    except BriefingsError:
        return  # `briefings check` reports it
    for edition in editions:
        line = list_line(edition)
        if _has(fold(line), wanted):
            subject = edition.note.partition(".")[0]
            known = subject in reading.workspace.catalog.subjects
            yield Found(line, "edition", f"/note/{subject}?day={edition.issued}" if known else "")
