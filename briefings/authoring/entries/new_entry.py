"""New entries: from words to an entry of a fact file, read by the loader before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.authoring.entries.findings import find_draft_findings
from briefings.authoring.entries.form import FormReader, form_fields, replace_names
from briefings.authoring.entries.ids import free_id, make_entry_id, new_id
from briefings.authoring.entries.name_languages import split_language
from briefings.authoring.entries.options import say_in_options
from briefings.authoring.entries.repeated import find_repeated
from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.authoring.yaml.values import entry_lines
from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.loading.evidence import EVIDENCE_KEY
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.rules import ExactlyOne
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import SHARED_FOLDER, Person, Post
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml.edit import FactFile
    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = [
    "EVIDENCE_DETAILS",
    "AddedEntry",
    "DraftedEntry",
    "EntryWords",
    "add_entry",
    "draft_entry",
    "partner_called",
]

_PARTNER_KEY = "partner"
EVIDENCE_DETAILS = ("attests", "locator", "quote")
"""Keys of evidence that have an option of their own, for an entry with one source."""
_EVIDENCE_KEYS = {key.name: key for key in EVIDENCE_KEY.type.tables[0].keys}


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
        takes_any_id: whether the kind of an entry is its id where none can be made from its name.
    """

    list_name: str
    words: Mapping[str, list[str]]
    folder: str = ""
    id: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    makes_people: bool = False
    takes_any_id: bool = False


@dataclass(frozen=True, slots=True)
class AddedEntry:
    """An entry that was added, or would be.

    Attributes:
        lines: the entry as YAML, with the people made for it.
        paths: the files that have it.
        cleaned: the changes of cleaning the words.
        sentences: of the notes of the day that print it.
        findings: the errors and warnings of the checks about it.
    """

    lines: tuple[str, ...]
    paths: tuple[Path, ...]
    cleaned: tuple[str, ...]
    sentences: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


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
        people_ids: the ids of these people.
        cleaned: the changes of cleaning the words.
    """

    list_name: str
    folder: str
    id: str
    file: FactFile
    lines: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    people_ids: tuple[str, ...]
    cleaned: tuple[str, ...]


def add_entry(
    project: Project, words: EntryWords, day: date, today: date, *, dry_run: bool = False
) -> AddedEntry:
    """Add an entry to the facts, in the file of its folder that has such entries.

    Args:
        project: the project with the facts.
        words: the answers of the person.
        day: the day of the check, and of the notes whose sentences are shown.
        today: the last day from which sources may be.
        dry_run: whether to write nothing.

    Raises:
        BriefingsError: if the facts have errors, or would have any, or have the entry already; then nothing is written.
    """
    edits = FactEdits(project)
    drafted = draft_entry(edits, load(project.root), words)
    key = f"{drafted.folder}/{drafted.id}" if words.list_name in FACT_KINDS else drafted.id
    try:
        workspace = Workspace(project, drafts=edits.drafts())
        if not words.id and (problem := find_repeated(workspace.store, key)):
            raise BriefingsError([problem])
        sentences = _sentences(workspace, key, day)
    except BriefingsError as error:
        raise BriefingsError(say_in_options(error.diagnostics, drafted, words.details)) from error
    findings = find_draft_findings(project, workspace.store, {key, *drafted.people_ids}, day, today)
    paths = tuple(edits.drafts()) if dry_run else tuple(edits.save())
    lines = [line for person in drafted.people.values() for line in person]
    return AddedEntry((*lines, *drafted.lines), paths, drafted.cleaned, sentences, tuple(findings))


def draft_entry(edits: FactEdits, store: FactStore, words: EntryWords) -> DraftedEntry:
    """Write a new entry into the draft of the file of its folder that has such entries.

    Args:
        edits: of the files.
        store: the facts as they are, whose names may replace ids.
        words: the answers of the person.

    Raises:
        BriefingsError: if the words can't be read, or no id can be made; then no draft has it.
    """
    named = _named_folder(store, words.folder)
    reader = FormReader(store, (Person,) if words.makes_people else (), named)
    entry = _read_entry(reader, words)
    folder = named or _usual_folder(store, words.list_name, entry)
    if folder != SHARED_FOLDER and _needs_owner(words.list_name, entry):
        entry[_PARTNER_KEY] = folder
    ids: dict[str, str] = {}
    for name in reader.new_names:
        instead = Person.kind if words.takes_any_id else ""
        ids[name] = free_id(new_id(split_language(name)[1], instead), {*store.entities, *ids.values()})
    entry = {key: replace_names(value, ids) for key, value in entry.items()}
    kind = ENTRY_TABLES[words.list_name].name if words.takes_any_id else ""
    id_ = words.id or make_entry_id(store, words.list_name, folder, entry, kind)
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
        words.list_name,
        folder,
        id_,
        file,
        tuple(entry_lines(entry)),
        made,
        tuple(ids.values()),
        tuple(map(str, reader.cleaned)),
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
            details = {
                name: reader.read(_EVIDENCE_KEYS[name], [word]) for name, word in words.details.items()
            }
            entry["evidence"] = [{"source": evidence[0], **details}]
    return entry


def _named_folder(store: FactStore, name: str) -> str:
    """Return the folder that a person named by the id or a name of its partner; empty for no name.

    Raises:
        BriefingsError: if no partner is called so.
    """
    return name if name in {"", SHARED_FOLDER} else partner_called(store, name)


def partner_called(store: FactStore, name: str) -> str:
    """Return the id of the partner with an id or a name.

    Raises:
        BriefingsError: if no partner is called so.
    """
    partners = {known.casefold(): partner.id for partner in store.partners for known in partner.known_as()}
    id_ = partners.get(name.casefold(), name)
    ids = [partner.id for partner in store.partners]
    if id_ not in ids:
        raise BriefingsError([unknown("partner", name, ids)])
    return id_


def _needs_owner(list_name: str, entry: Mapping[str, Value]) -> bool:
    """Return whether an entry needs a partner, or something in its place, and has neither."""
    return any(
        isinstance(rule, ExactlyOne) and _PARTNER_KEY in rule.keys and entry.keys().isdisjoint(rule.keys)
        for rule in ENTRY_TABLES[list_name].rules
    )


def _usual_folder(store: FactStore, list_name: str, entry: Mapping[str, Value]) -> str:
    """Return the folder of a new entry for which none was named: that of its post, or the usual one.

    Raises:
        BriefingsError: if it is not known.
    """
    post = store.entities.get(str(entry.get("post", "")))
    if isinstance(post, Post):
        return post.folder
    if partner := entry.get("partner"):
        return str(partner)
    if list_name not in FACT_KINDS:
        return SHARED_FOLDER
    ids = [partner.id for partner in store.partners]
    if len(ids) == 1:
        return ids[0]
    message = f"say which partner this {ENTRY_TABLES[list_name].name} is about"
    raise BriefingsError([Diagnostic("no-partner", message, hint=f"one of {', '.join(ids[:12])}, or shared")])


def _sentences(workspace: Workspace, key: str, day: date) -> tuple[str, ...]:
    """Return the sentences of the notes of a day that cite a fact; none for an entity or a proposal."""
    fact = workspace.store.facts_by_key.get(key)
    if fact is None:
        return ()
    return tuple(dict.fromkeys(map(str, find_printed_sentences(workspace, [fact], day))))
