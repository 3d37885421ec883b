"""New entries: from words to an entry of a fact file, read by the loader before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.authoring.draft_entries import DraftEntries
from briefings.authoring.entry_form import FormReader, form_fields, replace_names
from briefings.authoring.entry_ids import free_id, id_from_name
from briefings.authoring.fact_edits import FactEdits
from briefings.authoring.printed_sentences import find_printed_sentences
from briefings.authoring.yaml_values import entry_lines
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import SHARED_FOLDER, Person, Post
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml_edit import FactFile
    from briefings.authoring.yaml_values import Value
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = [
    "EVIDENCE_DETAILS",
    "AddedEntry",
    "DraftedEntry",
    "EntryWords",
    "add_entry",
    "draft_entry",
    "fact_id",
]

EVIDENCE_DETAILS = ("attests", "locator", "quote")
"""Keys of evidence that have an option of their own, for an entry with one source."""
_ADD_KEY = re.compile(r"add `(\w+):[^`]*`")
_WORDS_IN_ID = 5
_NAMING_KEYS = ("title", "name", "names", "titles")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The words of a person about a new entry.

    Attributes:
        list_name: the list that it belongs to, such as `contacts`.
        words: the answers, by key.
        folder: id or name of the partner, or `shared`; empty for the usual folder of such an entry.
        id: the id; empty to make one.
        details: of its one source, by key; see `EVIDENCE_DETAILS`.
        makes_people: whether a name that no one has becomes a new person.
    """

    list_name: str
    words: Mapping[str, list[str]]
    folder: str = ""
    id: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    makes_people: bool = False


@dataclass(frozen=True, slots=True)
class AddedEntry:
    """An entry that was added, or would be.

    Attributes:
        lines: the entry as YAML, with the people made for it.
        paths: the files that have it.
        cleaned: the changes of cleaning the words.
        sentences: of the notes of the day that print it.
    """

    lines: tuple[str, ...]
    paths: tuple[Path, ...]
    cleaned: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftedEntry:
    """A new entry in the draft of its file.

    Attributes:
        list_name: the list that it belongs to.
        folder: of its file.
        id: of the entry.
        file: its file, as it will be.
        lines: the entry as YAML.
        people: the people made for it, by name, as YAML.
        cleaned: the changes of cleaning the words.
    """

    list_name: str
    folder: str
    id: str
    file: FactFile
    lines: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    cleaned: tuple[str, ...]


def add_entry(project: Project, words: EntryWords, day: date, *, dry_run: bool = False) -> AddedEntry:
    """Add an entry to the facts, in the file of its folder that has such entries.

    Args:
        project: the project with the facts.
        words: the answers of the person.
        day: the day of the notes whose sentences are shown.
        dry_run: whether to write nothing.

    Raises:
        BriefingsError: if the facts have errors, or would have any; then nothing is written.
    """
    edits = FactEdits(project)
    drafted = draft_entry(edits, load(project.root), words)
    try:
        workspace = Workspace(project, drafts=edits.drafts())
    except BriefingsError as error:
        raise BriefingsError(_in_words_of_options(error, drafted)) from error
    sentences = _sentences(workspace, f"{drafted.folder}/{drafted.id}", day)
    paths = tuple(edits.drafts()) if dry_run else tuple(edits.save())
    lines = [line for person in drafted.people.values() for line in person]
    return AddedEntry((*lines, *drafted.lines), paths, drafted.cleaned, sentences)


def draft_entry(edits: FactEdits, store: FactStore, words: EntryWords) -> DraftedEntry:
    """Write a new entry into the draft of the file of its folder that has such entries.

    Args:
        edits: of the files.
        store: the facts as they are, whose names may replace ids.
        words: the answers of the person.

    Raises:
        BriefingsError: if the words can't be read, or no id can be made; then no draft has it.
    """
    reader = FormReader(store, (Person,) if words.makes_people else ())
    entry = _read_entry(reader, words)
    folder = _find_folder(store, words, entry)
    ids: dict[str, str] = {}
    for name in reader.new_names:
        ids[name] = free_id(_new_id(name), {*store.entities, *ids.values()})
    entry = {key: replace_names(value, ids) for key, value in entry.items()}
    id_ = words.id or _make_id(store, words.list_name, folder, entry)
    entry = {"id": id_, **entry}
    people: dict[str, Mapping[str, Value]] = {
        id_: {"id": id_, "names": [reader.name_value("new-people", name)]} for name, id_ in ids.items()
    }
    if reader.problems:
        raise BriefingsError(reader.problems)
    if people:
        edits.open_list(store, folder, "people").append_entries("people", [*people.values()])
    file = edits.open_list(store, folder, words.list_name)
    file.append_entries(words.list_name, [entry])
    made = {name: tuple(entry_lines(people[person])) for name, person in ids.items()}
    return DraftedEntry(
        words.list_name, folder, id_, file, tuple(entry_lines(entry)), made, tuple(reader.cleaned)
    )


def _read_entry(reader: FormReader, words: EntryWords) -> dict[str, Value]:
    """Return the entry that words say, without an id."""
    entry = {
        form.key.name: reader.read(form.key, words.words[form.key.name])
        for form in form_fields(words.list_name)
        if words.words.get(form.key.name)
    }
    if words.details:
        evidence = entry.get("evidence")
        if not isinstance(evidence, list) or len(evidence) != 1 or not isinstance(evidence[0], str):
            options = ", ".join(f"--{name}" for name in words.details)
            message, hint = (
                f"{options} can't belong to one source",
                "give one `--evidence`, as an id or a title",
            )
            reader.problems.append(Diagnostic("bad-option", message, hint=hint))
        else:
            details = {name: reader.clean(name, word) for name, word in words.details.items()}
            entry["evidence"] = [{"source": evidence[0], **details}]
    return entry


def _find_folder(store: FactStore, words: EntryWords, entry: Mapping[str, Value]) -> str:
    """Return the folder of a new entry: the one that was named, that of its post, or the usual one.

    Raises:
        BriefingsError: if it is not known.
    """
    partners = {name.casefold(): partner.id for partner in store.partners for name in partner.known_as()}
    ids = [partner.id for partner in store.partners]
    if words.folder:
        folder = partners.get(words.folder.casefold(), words.folder)
        if folder not in (*ids, SHARED_FOLDER):
            raise BriefingsError([unknown("partner", words.folder, [*ids, SHARED_FOLDER])])
        return folder
    post = store.entities.get(str(entry.get("post", "")))
    if isinstance(post, Post):
        return post.folder
    if partner := entry.get("partner"):
        return str(partner)
    if words.list_name not in FACT_KINDS:
        return SHARED_FOLDER
    if len(ids) == 1:
        return ids[0]
    message = f"say which partner this {ENTRY_TABLES[words.list_name].name} is about"
    raise BriefingsError([Diagnostic("no-partner", message, hint=f"one of {', '.join(ids[:12])}, or shared")])


def _make_id(store: FactStore, list_name: str, folder: str, entry: Mapping[str, Value]) -> str:
    """Return a free id for an entry, made from what it says.

    Raises:
        BriefingsError: if its name is in a script without a romanization.
    """
    if list_name in FACT_KINDS:
        keys = {*store.facts_by_key, *store.proposals}
        taken = {key.partition("/")[2] for key in keys if key.startswith(f"{folder}/")}
        return free_id(fact_id(list_name, entry), taken)
    named = [entry[key] for key in _NAMING_KEYS if key in entry] or [*entry.values()]
    name = _text_of(named[0]) if named else ""
    if list_name == "posts" and "partner" in entry:
        name = f"{entry['partner']} {name}"
    return free_id(_new_id(name), store.entities)


def _new_id(name: str) -> str:
    """Return an id made from a name.

    Raises:
        BriefingsError: if that is not possible.
    """
    if id_ := id_from_name(name):
        return id_
    message, hint = f"no id can be made from {name!r}", "give one in Latin letters, with --id"
    raise BriefingsError([Diagnostic("no-id", message, hint=hint)])


def fact_id(list_name: str, entry: Mapping[str, Value]) -> str:
    """Return an id for a fact: of its name, of what it links, of its first words, or of its kind and day."""
    kind = ENTRY_TABLES[list_name].name
    links = [str(entry[key]) for key in ("post", "holder", "framework", "area") if key in entry]
    day = re.sub(r"[^0-9]+", "-", str(entry.get("on") or entry.get("valid") or "")).strip("-")
    text = " ".join(str(entry.get("text", "")).split()[:_WORDS_IN_ID])
    name = next((_text_of(entry[key]) for key in _NAMING_KEYS if key in entry), "")
    wanted = (
        name or " ".join(links) or ("" if "form" in entry else text) or f"{entry.get('form', kind)} {day}"
    )
    return id_from_name(wanted) or id_from_name(f"{kind} {day}") or kind


def _text_of(value: Value) -> str:
    """Return the first text in a value."""
    if isinstance(value, str):
        return value
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    return _text_of(parts[0]) if parts else ""


def _sentences(workspace: Workspace, key: str, day: date) -> tuple[str, ...]:
    """Return the sentences of the notes of a day that cite a fact; none for an entity or a proposal."""
    fact = workspace.store.facts_by_key.get(key)
    if fact is None:
        return ()
    return tuple(dict.fromkeys(map(str, find_printed_sentences(workspace, [fact], day))))


def _in_words_of_options(error: BriefingsError, drafted: DraftedEntry) -> Iterator[Diagnostic]:
    """Yield the problems of a draft; those of the new entry, its last one, name the option and no place."""
    draft = DraftEntries(drafted.file.content, drafted.file.display_path, drafted.list_name, 1)
    for problem in error.diagnostics:
        if (found := draft.find(problem)) is None:
            yield problem
            continue
        key = found[1]
        option = f"--{key.replace('_', '-')}: " if key else ""
        message = f"{option}{problem.message.removeprefix(f'{key!r}: ')}"
        hint = _ADD_KEY.sub(lambda match: f"give `--{match[1]}`", problem.hint)
        yield replace(problem, location=None, message=message, hint=hint)
