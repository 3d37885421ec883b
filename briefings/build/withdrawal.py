"""The withdrawal of sets that show what their audience may no longer see, before anything is made.

A fact's marking may rise, or an audience be lowered, after its notes were made. A build that failed would leave them, a
dated set is never rebuilt unasked, and the set before the current one is kept for comparison. So each build first looks at
all sets of its audience, and of each audience that may see no more, and removes every set, current or earlier, whose manifest has
something that the audience may not see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefings.build.audiences import released_store, sees_everything, sees_no_more
from briefings.build.edited_files import back_up_edits
from briefings.build.file_states import hash_strings
from briefings.build.inputs import SHARED, InputKey, InputScan
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.factbase.load import FactsError, load
from briefings.factbase.named_entities import without_unnamed
from briefings.loading.folders import MARKINGS_FOLDER
from briefings.loading.markings import read_schemes
from briefings.model.entities import NamedEntity
from briefings.model.json_data import parse_json
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from briefings.build.catalog import Catalog
    from briefings.build.plan import BuildRun
    from briefings.build.request import BuildRequest, SetName
    from briefings.factbase.store import FactStore
    from briefings.model.markings import MarkingScheme
    from briefings.views.release import ReleasedStore

__all__ = ["Exposure", "find_exposures", "hash_of_facts", "lower_audiences", "withdraw_sets"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """A set that shows what its audience may no longer see.

    Attributes:
        name: of the set.
        is_current: whether its current version does, or only earlier ones.
    """

    name: SetName
    is_current: bool


def withdraw_sets(run: BuildRun) -> None:
    """Remove the sets that show what their audience may no longer see, and report them; a dry run only reports.

    Facts with errors decide nothing: the sets on them stay until the errors are gone.

    Raises:
        BriefingsError: if a link is in the place of a folder of the build.
        OSError: if a set can't be removed.
    """
    for audience in lower_audiences(run):
        is_own = audience == run.request.audience
        store = run.output_store if is_own else OutputStore(run.output / audience)
        state = run.state if is_own else BuildState.load(run.output, audience)
        known = (dict(state.cleared_sets), set(state.sets), state.readers)
        for exposure in find_exposures(run.catalog, audience, store, state, _reading_day(run.request)):
            if exposure.is_current:
                run.report.withdrawn_sets.append((audience, exposure.name))
            if not run.options.dry_run:
                _withdraw(run, store, exposure)
                state.sets.pop(exposure.name, None)
        # The build saves the state of its own audience.
        looked = (state.cleared_sets, set(state.sets), state.readers)
        if not (is_own or run.options.dry_run) and known != looked:
            state.save(run.output, audience)


def _withdraw(run: BuildRun, store: OutputStore, exposure: Exposure) -> None:
    """Remove a set, or only its earlier version."""
    if exposure.is_current:
        run.report.backups += back_up_edits(store, exposure.name)
        store.remove(exposure.name)
    else:
        store.forget_previous(exposure.name)


def _reading_day(request: BuildRequest) -> date:
    """Return the day on which readers have what is in the build folder; a build for a past day says nothing of today."""
    return date.max if request.dated else request.as_of


def lower_audiences(run: BuildRun) -> Iterator[str]:
    """Yield the audiences with outputs that may see no more than that of the build."""
    house = run.catalog.house
    names = [name for name in house.audiences if OutputStore(run.output / name).sets_folder.is_dir()]
    scheme = _scheme_of(run.catalog) if names else None
    own = house.audiences[run.request.audience]
    if scheme:
        yield from (name for name in names if sees_no_more(scheme, house.audiences[name], own))


def _scheme_of(catalog: Catalog) -> MarkingScheme | None:
    """Return the marking scheme of the house; None if it is missing, or lacks the level of an audience."""
    root, house = catalog.project.root, catalog.house
    scheme = read_schemes(root / FACTS_FOLDER / MARKINGS_FOLDER, root).schemes.get(house.scheme_id)
    levels = {audience.level for audience in house.audiences.values()}
    return scheme if scheme and levels <= set(scheme.levels) else None


def find_exposures(
    catalog: Catalog, audience: str, output_store: OutputStore, state: BuildState, day: date
) -> Iterator[Exposure]:
    """Yield the sets that show what an audience may no longer see; record the others as cleared.

    A set is looked at once for each state of its facts, so that a build without changes loads nothing.

    Args:
        catalog: the subjects of the project.
        audience: name of the audience.
        output_store: its sets.
        state: its state, with the sets that were cleared before.
        day: the day on which it reads; markings with dates only get lower.
    """
    scheme, readers = _scheme_of(catalog), catalog.house.audiences[audience]
    if scheme is None:
        return
    if sees_everything(scheme, readers):
        state.readers = readers
        return
    before = state.readers
    may_see_less = before is not None and not (
        before.level in scheme.levels and sees_no_more(scheme, before, readers)
    )
    due = _due_sets(catalog, output_store, state)
    subjects = catalog.subjects
    store = _load_readable(catalog, {folder for name in due for folder in subjects[name.subject].folders})
    are_all_readable = True
    for name, facts_hash in due.items():
        folders = subjects[name.subject].folders
        if store is None or not store.entries_by_folder.keys() >= {*folders}:
            are_all_readable = False  # it has errors
            continue
        facts = without_unnamed(store.subset(folders))
        released = released_store(facts, audience, day)
        current, previous = output_store.current_folder(name), output_store.previous_folder(name)
        earlier = [previous / MANIFEST_NAME] if previous else []
        if (path := output_store.earlier_file(name)).exists():
            earlier.append(path)
        shows = partial(_shows_withheld, store=facts, released=released, unknown_too=may_see_less)
        if current and shows(current / MANIFEST_NAME):
            yield Exposure(name, is_current=True)
        elif any(map(shows, earlier)):
            yield Exposure(name, is_current=False)
        else:
            state.cleared_sets[name] = facts_hash
    if are_all_readable:
        state.readers = readers


def _due_sets(catalog: Catalog, output_store: OutputStore, state: BuildState) -> dict[SetName, str]:
    """Return the sets that were not cleared for the facts as they are, each with the hash of its facts."""
    subjects = catalog.subjects
    names = [name for name in output_store.names_with_leftovers() if name.subject in subjects]
    scan = InputScan.of_subjects(
        catalog.project.root, [subjects[name.subject] for name in names], state.input_files
    )
    group_hashes = {key: group.hash for key, group in scan.groups.items()}
    facts_hashes = {name: hash_of_facts(group_hashes, subjects[name.subject].folders) for name in names}
    return {name: hash_ for name, hash_ in facts_hashes.items() if state.cleared_sets.get(name) != hash_}


def hash_of_facts(input_hashes: Mapping[InputKey, str], folders: Iterable[str]) -> str:
    """Return the hash of the facts that a set may use.

    Args:
        input_hashes: hash of each group of inputs.
        folders: the folders of the set's subject.
    """
    return hash_strings(input_hashes[key] for key in (SHARED, *map(InputKey.facts_of, folders)))


def _load_readable(catalog: Catalog, folders: AbstractSet[str]) -> FactStore | None:
    """Return the facts of those folders that have no errors; None if there are none."""
    if not folders:
        return None
    try:
        return load(catalog.project.root, folders)
    except FactsError as error:
        rest = folders - error.folders
        return _load_readable(catalog, rest) if error.folders <= folders else None


def _shows_withheld(manifest: Path, store: FactStore, released: ReleasedStore, *, unknown_too: bool) -> bool:
    """Return whether a version of a set cites a fact or source, or has a name, that is withheld now.

    A manifest that can't be read decides nothing, so its set counts as one that does.

    Args:
        manifest: of the version.
        store: all facts.
        released: the part of them that the audience may see.
        unknown_too: whether what the facts no longer have counts as withheld: it was cited for an audience that could
            see more, and no marking says whether this one may see it.
    """
    try:
        notes = parse_json(manifest.read_bytes())["notes"]
        keys = {
            key
            for note in notes
            for key in (*note["facts"], *note["sources"], note["about"], *_keys_of_lines(note))
        }
        texts = [
            text for note in notes for text in (note["title"], *(line["text"] for line in note["lines"]))
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return True
    visible = released.entities.keys() | released.facts_by_key.keys()
    visible_ids = visible | {fact.id for fact in released.facts}
    known = store.entities.keys() | store.facts_by_key.keys() | {fact.id for fact in store.facts}
    withheld = keys - visible_ids if unknown_too else keys & (known - visible_ids)
    if withheld - {""}:
        return True
    names = _names(store) - _names(released)
    words = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")\b") if names else None
    return words is not None and any(words.search(text) for text in texts)


def _keys_of_lines(note: dict[str, list[dict[str, list[str]]]]) -> Iterator[str]:
    """Yield the keys of the facts and entities that the lines of a note in a manifest cite."""
    for line in note["lines"]:
        yield from line["facts"]


def _names(store: FactStore) -> set[str]:
    """Return the names of all entities of a store."""
    return {name.text for entity in store.entities_of(NamedEntity) for name in entity.names}
