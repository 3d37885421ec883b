"""Find: one box over names in all scripts, facts, sentences of notes, captures and editions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefings.authoring.explanation.query import AlikeWords, KeptTexts, Query, plain_words
from briefings.authoring.wording.titles import dated_title
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import join_cells
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.compose.products import product_in_words
from briefings.editions.search import find_editions, list_line
from briefings.loading.captures import Captures
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Entity, NamedEntity, Source
from briefings.model.hashing import short_hash
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.server.forms.fields import kind_in_words
from briefings.server.notes.names import name_of_id
from briefings.server.notes.request import note_address
from briefings.views.romanize import romanize

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from briefings.build.request import Note
    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["Found", "find_entries"]

_MOST_FOUND = 60
_MOST_OF_A_KIND = 20
_MOST_WORDS = 12


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

    It finds what `briefings find` does: case, accents, script and spelling of names do not count.
    """
    query = Query(" ".join(text.split()[:_MOST_WORDS]))
    if not query:
        return []
    shelf = _Shelf(reading, query)
    found = _find_in_facts(reading, shelf)
    for search in (_find_sentences, _find_captures, _find_editions):
        found += islice(search(reading, shelf), _MOST_OF_A_KIND)
    return found[:_MOST_FOUND]


class _Shelf:
    """The texts of a project, kept by folder, and the words to look for in them."""

    def __init__(self, reading: Reading, query: Query) -> None:
        """Remember where to look."""
        self.query = query
        self._warm = reading.warm
        access = reading.access.audience
        self._key = (access, access and reading.day)
        self._alike = self._warm.recall_part(("alike", self._key), "", AlikeWords)

    def find_in(self, name: Hashable, folder: str, read: Callable[[], Iterable[str]]) -> list[int]:
        """Return the numbers of the texts that have all words; they are read once, until their folder changes."""
        kept = self._warm.recall_part(("find", self._key, name), folder, lambda: KeptTexts(read()))
        self._alike.learn(kept)
        return [*self.query.find_in(kept, self._alike)]


# --- names and facts -------------------------------------------------------------------------------


def _find_in_facts(reading: Reading, shelf: _Shelf) -> list[Found]:
    """Return entities and facts with all words, those whose name begins with the first word first."""
    store = reading.store
    names: list[Entity] = []
    facts: list[Fact] = []
    for folder, entries in store.entries_by_folder.items():
        for number in shelf.find_in(folder, folder, lambda entries=entries: _texts_of(reading, entries)):  # type: ignore[misc]
            entry = entries[number]
            if isinstance(entry, Entity):
                names.append(entry)
            else:
                facts.append(entry)
    first = shelf.query.words[0]
    names.sort(
        key=lambda entity: (
            isinstance(entity, Source),
            not any(plain_words(name).startswith(first) for name in _names_of(entity)),
            entity.id,
        )
    )
    facts.sort(key=lambda fact: fact.key)
    found = [_found_entity(reading, entity) for entity in names[:_MOST_FOUND]]
    return found + [_found_fact(reading, fact) for fact in facts[:_MOST_OF_A_KIND]]


def _texts_of(reading: Reading, entries: Iterable[Entity | Fact]) -> Iterator[str]:
    """Yield the text of each entry of a folder; empty for one that has no page of its own."""
    for entry in entries:
        if isinstance(entry, NamedEntity | Source):
            yield " ".join((*_names_of(entry), entry.id))
        else:
            yield "" if isinstance(entry, Entity) else " ".join(_words_of(reading, entry))


def _names_of(entity: Entity) -> Iterator[str]:
    """Yield the names of an entity, as written and in Latin letters."""
    if isinstance(entity, Source):
        yield from filter(None, (entity.title, entity.publisher))
    elif isinstance(entity, NamedEntity):
        for name in entity.names:
            yield name.text
            yield romanize(name.text, name.language)


def _words_of(reading: Reading, fact: Fact) -> Iterator[str]:
    """Yield the words of a fact: its texts in all languages, in Latin letters too, its quotes, and the names in it."""
    yield fact.key
    targets = {link.target: None for link in fact.links()}
    for text in fact.texts():
        targets |= {link.target: None for link in text.links()}
        for language, words in text.by_language.items():
            yield words
            yield romanize(words, language)
    yield from (item.quote for item in fact.all_evidence)
    for id_ in targets:
        entity = reading.store.entities.get(id_)
        if isinstance(entity, NamedEntity):
            yield from _names_of(entity)


def _found_entity(reading: Reading, entity: Entity) -> Found:
    """Return an entity that was found."""
    room = "source" if isinstance(entity, Source) else "entry"
    return Found(reading.name(entity), kind_in_words(entity.kind), f"/{room}/{entity.id}")


def _found_fact(reading: Reading, fact: Fact) -> Found:
    """Return a fact that was found."""
    kind = f"{'proposed ' if fact.is_proposed else ''}{kind_in_words(fact.kind)}"
    return Found(dated_title(reading.store, fact, reading.day), kind, f"/fact/{fact.key}")


# --- notes, captures, editions --------------------------------------------------------------------------


def _find_sentences(reading: Reading, shelf: _Shelf) -> Iterator[Found]:
    """Yield the lines of the notes in the build folder with all words."""
    audience = reading.access.audience or DEFAULT_AUDIENCE
    store = OutputStore(reading.workspace.project.build_folder / audience)
    seen = set()
    for name in store.set_names():
        folder = store.current_folder(name)
        if not name.follows_today or folder is None or name.subject not in reading.workspace.catalog.subjects:
            continue
        try:
            manifest = read_file(folder / MANIFEST_NAME)
            snapshots = read_snapshots(manifest)
        except (OSError, ValueError):
            continue  # the next build replaces it
        lines = [
            (join_cells(line.text), line.heading or snapshot.title, snapshot.note)
            for snapshot in snapshots.values()
            for line in snapshot.lines
        ]
        key = (name.subject, short_hash(manifest))
        for number in shelf.find_in(key, name.subject, lambda lines=lines: (line[0] for line in lines)):  # type: ignore[misc]
            text, heading, note = lines[number]
            if text not in seen:
                seen.add(text)
                place = f"sentence in {name_of_id(reading.store, name.subject, reading.day)}: {product_in_words(note.product)}, {heading}"
                yield Found(text, place, _address(name.subject, note, audience))


def _address(subject: str, note: Note, audience: str) -> str:
    """Return the address of a note as of today."""
    return note_address(
        subject, product=note.product, about=note.about, language=note.language, audience=audience
    )


def _find_captures(reading: Reading, shelf: _Shelf) -> Iterator[Found]:
    """Yield the lines of captured sources with all words, one of each; an audience sees no captures."""
    if reading.access.audience:
        return
    captures = Captures(reading.workspace.project.root)
    for source in reading.store.entities_of(Source):
        if source.capture is None:
            continue
        lines = (captures.text(source) or "").splitlines()
        key = ("capture", source.id, source.capture.sha256)
        if numbers := shelf.find_in(key, source.folder, lambda lines=lines: lines):  # type: ignore[misc]
            yield Found(lines[numbers[0]].strip(), f"capture of {source.id}", f"/source/{source.id}")


def _find_editions(reading: Reading, shelf: _Shelf) -> Iterator[Found]:
    """Yield the editions whose line in the register has all words; an audience sees none."""
    if reading.access.audience:
        return
    try:
        editions = find_editions(reading.workspace.project.root)
    except BriefingsError:
        return  # `briefings check` reports it
    for edition in editions:
        line = list_line(edition)
        if shelf.query.matches(line):
            subject = edition.note.partition(".")[0]
            known = subject in reading.workspace.catalog.subjects
            yield Found(line, "edition", f"/note/{subject}?day={edition.issued}" if known else "")
