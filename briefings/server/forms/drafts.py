"""Drafts of forms: a new entry, or another text of one, with the people and sources made for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.authoring.entries.draft import EntryPlaces
from briefings.authoring.entries.form import FormReader, replace_names
from briefings.authoring.entries.ids import free_id, id_from_name
from briefings.authoring.entries.name_languages import split_language
from briefings.authoring.entries.new_entry import EntryWords, draft_entry
from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.authoring.yaml.values import entry_lines
from briefings.loading.collection_types import ItemOrListType
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.entities import SHARED_FOLDER, Person
from briefings.model.resolutions import Resolution
from briefings.project import FACTS_FOLDER
from briefings.server.forms.entry_names import id_namer, id_of_words
from briefings.server.forms.fact_words import fact_key
from briefings.server.forms.fields import FACTS, NEW_SOURCE
from briefings.server.forms.words import command_of, words_of_entry, words_of_row
from briefings.server.problems import ChangedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.entries.new_entry import DraftedEntry
    from briefings.authoring.yaml.values import Value
    from briefings.server.forms.fields import Field
    from briefings.server.forms.slots import EntrySlot
    from briefings.server.forms.words import Words
    from briefings.server.reading import Reading

__all__ = ["Draft", "draft_change", "draft_new", "draft_text"]

_SOURCES = "sources"
_NEW_PEOPLE = "--new-people"


@dataclass
class Draft:
    """The draft of a form.

    Attributes:
        edits: of the files.
        key: of the fact, or id of the entry.
        is_fact: whether notes may print it.
        lines: the new or changed entries as YAML.
        commands: the commands that do the same, in order; empty if none does.
        cleaned: the changes of cleaning the words.
        makes: the entries that are made together with it: kind and name.
        places: of the entries, each after the start of the names of its fields.
        before: the text of the entry in its file; empty for a new one.
        text: its new text; empty for a new one.
    """

    edits: FactEdits
    key: str = ""
    is_fact: bool = False
    lines: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    cleaned: list[str] = field(default_factory=list)
    makes: list[tuple[str, str]] = field(default_factory=list)
    places: list[tuple[tuple[str, ...], EntryPlaces]] = field(default_factory=list)
    before: str = ""
    text: str = ""

    @property
    def paths(self) -> list[str]:
        """Return the files that it changes."""
        return [self.edits.shown_path(path) for path in self.edits.drafts()]

    @property
    def is_of_partner(self) -> bool:
        """Return whether it is in the folder of a partner, apart from what it makes of people and sources."""
        folders = {path.parent.name for path in self.edits.drafts()}
        return bool(folders - {SHARED_FOLDER, FACTS_FOLDER})

    def path_of(self, problem: Diagnostic) -> tuple[str, ...] | None:
        """Return the keys that lead to the value with a problem; None if it is in none of the entries."""
        for start, places in self.places:
            if (path := places.find(problem)) is not None:
                if start and start[-1] == NEW_SOURCE:
                    return (*start[:-1], NEW_SOURCE + (path[0] if path else "publisher"))
                return (*start, *path)
        return None


def draft_new(
    reading: Reading, list_name: str, words: Words, fields: tuple[Field, ...], folder: str
) -> Draft:
    """Draft a new entry.

    Raises:
        BriefingsError: if the words can't be read.
    """
    draft = Draft(FactEdits(reading.warm.project), is_fact=list_name in FACT_KINDS)
    added = _add_sources(reading, draft, words)
    answers = {
        item.name: [words_of_row(item, _with_keys(reading, item, row)) for row in words[item.name]]
        for item in fields
        if item.name in words
    }
    if list_name == "resolutions" and "settles" in answers and "of" not in answers:
        answers["of"] = [_hash_of(reading, answers["settles"])]
        folder = folder or answers["settles"][0].partition("/")[0]
    drafted = draft_entry(
        draft.edits,
        reading.store,
        EntryWords(list_name, answers, folder, makes_people=True, takes_any_id=True),
    )
    draft.key = f"{drafted.folder}/{drafted.id}" if draft.is_fact else drafted.id
    draft.cleaned += drafted.cleaned
    for person, lines in drafted.people.items():
        draft.makes.append(("person", split_language(person)[1]))
        draft.lines += lines
    draft.lines += drafted.lines
    more = (_NEW_PEOPLE,) if drafted.people else ()
    draft.commands.append(command_of(ENTRY_TABLES[list_name].name, answers, folder, *more))
    places = [(start, _places_of(source)) for start, source in added]
    draft.places = [*places, ((), _places_of(drafted))]
    return draft


def _add_sources(reading: Reading, draft: Draft, words: Words) -> list[tuple[tuple[str, ...], DraftedEntry]]:
    """Draft the sources that are made together with an entry, and name each where it was described."""
    added: list[tuple[tuple[str, ...], DraftedEntry]] = []
    taken = {*reading.store.entities}
    for number, row in enumerate(words.get("evidence", ())):
        said = {
            name.removeprefix(NEW_SOURCE): [text] for name, text in row.items() if name.startswith(NEW_SOURCE)
        }
        if not said:
            continue
        title = (said.get("title") or said.get("publisher") or [""])[0]
        id_ = free_id(id_from_name(title) or "source", taken)
        taken.add(id_)
        start = f"evidence.{number}.{NEW_SOURCE}"
        try:
            drafted = draft_entry(draft.edits, reading.store, EntryWords(_SOURCES, said, id=id_))
        except BriefingsError as error:
            found = (replace(one, keys=tuple(start + key for key in one.keys)) for one in error.diagnostics)
            raise BriefingsError(found) from error
        added.append((("evidence", str(number), NEW_SOURCE), drafted))
        row["source"] = id_
        draft.makes.append(("source", title))
        draft.lines += drafted.lines
        draft.commands.append(command_of("source", said, "", "--id", id_))
    return added


def _places_of(drafted: DraftedEntry) -> EntryPlaces:
    """Return the places of the keys of a new entry."""
    return EntryPlaces(drafted.file.content, drafted.file.display_path, (drafted.list_name, drafted.id))


def _hash_of(reading: Reading, keys: list[str]) -> str:
    """Return the hash that binds a resolution to its facts as they are now."""
    known = [key for key in keys if key in reading.store.facts_by_key]
    resolution = Resolution(
        id="",
        folder="",
        location=Location(""),
        settled_keys=tuple(known),
        method="",
        preferred_key=None,
        author="",
        settled_on=None,  # type: ignore[arg-type] # only its facts are hashed
        reason=None,  # type: ignore[arg-type] # as above
        facts_hash="",
    )
    return reading.store.settled_facts_hash(resolution)


def draft_change(reading: Reading, edits: FactEdits, slot: EntrySlot, words: Words, before: str) -> Draft:
    """Draft an entry with other words; what the form does not show, or does not change, stays as it is written.

    Args:
        reading: the request.
        edits: of the files.
        slot: the entry.
        words: of the form.
        before: the text of the entry from which the form was made.

    Raises:
        BriefingsError: if the words can't be read.
        ChangedMeanwhileError: if the entry has another text now.
    """
    draft = Draft(edits, slot.key, slot.is_fact)
    added = _add_sources(reading, draft, words)
    old = slot.data(before)
    old_words = words_of_entry(slot.fields, old, id_namer(reading))
    reader = FormReader(reading.store, (Person,))
    names = {item.name for item in slot.fields}
    entry = {
        key: value
        for key, value in old.items()
        if key in words or key not in names or not any(any(row.values()) for row in old_words[key])
    }
    for item in slot.fields:
        rows = words.get(item.name, [])
        if rows and rows != old_words.get(item.name):
            keyed = [_with_keys(reading, item, row) for row in rows]
            entry[item.name] = _changed_value(reader, item, (rows, keyed), old_words, old.get(item.name))
    if reader.problems:
        raise BriefingsError(reader.problems)
    ids, people = _new_people(reading, reader)
    entry = {key: replace_names(value, ids) for key, value in entry.items()}
    try:
        text = slot.updated(before, entry)
    except ValueError as error:
        message = "the layout of this entry can't be changed by a form"
        raise BriefingsError([Diagnostic("not-editable", message, hint="change it as YAML")]) from error
    if people:
        edits.open_list(reading.store, "shared", "people").append_entries("people", people)
        draft.makes += (("person", split_language(name)[1]) for name in ids)
        draft.lines += (line for person in people for line in entry_lines(person))
    draft.cleaned += map(str, reader.cleaned)
    written = _put(draft, slot, text, before)
    written.places = [*((start, _places_of(source)) for start, source in added), *written.places]
    return written


def _new_people(reading: Reading, reader: FormReader) -> tuple[dict[str, str], list[Mapping[str, Value]]]:
    """Return the ids of names that no one has, and the people to make for them."""
    ids: dict[str, str] = {}
    for name in reader.new_names:
        ids[name] = free_id(
            id_from_name(split_language(name)[1]) or "person", {*reading.store.entities, *ids.values()}
        )
    people: list[Mapping[str, Value]] = [
        {"id": id_, "names": [reader.name_value("new-people", name)]} for name, id_ in ids.items()
    ]
    return ids, people


def _with_keys(reading: Reading, item: Field, row: Mapping[str, str]) -> dict[str, str]:
    """Return a value with the key of each fact in place of its words, and the id of each entry for its longer name."""
    kinds = {"": item.completes} | {part.name: part.completes for part in item.parts}
    return {name: _with_ids(reading, kinds.get(name, ""), word) for name, word in row.items()}


def _with_ids(reading: Reading, kinds: str, word: str) -> str:
    """Return a word for entries of some kinds with the keys and ids that forms show by other words."""
    if kinds == FACTS:
        return fact_key(reading, word)
    if not kinds or word.startswith("{"):
        return word
    found = [id_of_words(reading, each.strip()) for each in word.split(";")]
    return "; ".join(found)


def _changed_value(
    reader: FormReader,
    item: Field,
    rows: tuple[list[dict[str, str]], list[dict[str, str]]],
    old_words: Words,
    old: Value | None,
) -> Value:
    """Return the value of a field with other words; each of several that did not change stays as it was.

    Args:
        reader: reads the words.
        item: the field.
        rows: the words as they were sent, and the same with the keys of facts.
        old_words: those of the entry.
        old: its value in the entry.
    """
    known = old_words.get(item.name, [])
    if not item.takes_several:
        return reader.read(item.key, [words_of_row(item, rows[1][-1])])
    kept = old if isinstance(old, list) else [old]
    values: list[Value] = []
    for row, keyed in zip(*rows, strict=True):
        if row in known and (value := kept[known.index(row)]) is not None:
            values.append(value)
        else:
            value = reader.read(item.key, [words_of_row(item, keyed)])
            values += value if isinstance(value, list) else [value]
    is_one = len(values) == 1 and isinstance(item.key.type, ItemOrListType) and not isinstance(old, list)
    return values[0] if is_one else values


def draft_text(edits: FactEdits, slot: EntrySlot, text: str, before: str) -> Draft:
    """Draft an entry with another text.

    Raises:
        BriefingsError: if it is not one entry of YAML.
        ChangedMeanwhileError: if the entry has another text now.
    """
    return _put(Draft(edits, slot.key, slot.is_fact), slot, text, before)


def _put(draft: Draft, slot: EntrySlot, text: str, before: str) -> Draft:
    """Write the new text of an entry into the draft of its file.

    Raises:
        BriefingsError: if it is not one entry of YAML.
        ChangedMeanwhileError: if the entry has another text now.
    """
    now = slot.text()
    if now != before:
        raise ChangedMeanwhileError(mine=text, now=now, before=before)
    try:
        slot.replace(text)
    except Exception as error:
        message = "this is not one entry in YAML"
        hint = getattr(error, "problem", "") or "write `- id: ...`, then a line for each key"
        line = getattr(getattr(error, "problem_mark", None), "line", -1)
        place = Location(slot.file.display_path, slot.start_line + line) if line >= 0 else None
        raise BriefingsError([Diagnostic("not-yaml", message, place, hint=str(hint))]) from error
    lines = [*draft.lines, *text.split("\n")]
    id_ = slot.data(text).get("id", slot.id) if slot.list_name else slot.id
    return replace(
        draft,
        key=f"{slot.key.removesuffix(slot.id)}{id_}",
        before=before,
        text=text,
        lines=lines,
        places=[((), slot.places())],
    )
