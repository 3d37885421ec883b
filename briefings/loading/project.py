"""From the files of a project to records: every problem of every file in one pass.

Here are the files: house, marking schemes, folders. Their entries are read in `entries.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.entities import Batch, entry_fields, own_marking, read_entry, read_partner
from briefings.loading.facts import READERS
from briefings.loading.fields import Fields, identifier, paragraph, read_list
from briefings.loading.house import no_house, read_house
from briefings.loading.yaml_nodes import Mapping, Sequence, read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, a, did_you_mean
from briefings.model.facts import ALL, SHARED, Partner
from briefings.model.markings import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as AbstractMapping
    from pathlib import Path

    from briefings.model.facts import Entity, Fact
    from briefings.model.house import House

__all__ = ["MARKINGS", "ProjectRecords", "chosen_partners", "load_house", "partner_folders", "read_project"]

HOUSE = "house.yaml"
MARKINGS = "markings"
"""The folder of marking schemes, beside those of facts."""


@dataclass(frozen=True, slots=True)
class ProjectRecords:
    """Everything read from the files of a project, before any id is looked up.

    Attributes:
        house: for whom briefs are written.
        schemes: marking schemes by id.
        entities: in the order read, ids may repeat.
        facts: in the order read, ids may repeat.
        problems: of every file, in the order found.
        partners: the folders of all partners, read or not.
        unread: the folders of which something could not be read.
    """

    house: House
    schemes: AbstractMapping[str, Scheme]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Diagnostic, ...]
    partners: frozenset[str]
    unread: frozenset[str]


def read_project(project: Path, partners: Iterable[str] | None = None) -> ProjectRecords:
    """Read the files of a project: every problem of every file in one pass.

    A partner's note rests on its own folder and on what is shared, and on no other partner's, so that a part of the
    project can be read by itself.

    Args:
        project: the folder that holds `facts/`.
        partners: whose folders are read, beside what is shared; None for all.
    """
    problems: list[Diagnostic] = []
    facts = project / "facts"
    house = load_house(project, problems)
    schemes = _read_schemes(facts / MARKINGS, project, problems)
    scheme = schemes.get(house.scheme)
    batch = Batch(house.written, problems, scheme.levels if scheme else None)
    folders = list(_folders(facts, batch))
    wanted = None if partners is None else {SHARED, *partners}
    read = [folder for folder in folders if wanted is None or folder.name in wanted]
    for folder in read:
        batch.folder = folder.name
        before = len(problems)
        paths = list(_files(folder, project, problems))
        if len(problems) > before:
            batch.unread.add(folder.name)
        for path in paths:
            _read_file(path, project, batch)
    named = {SHARED, *(entity.id for entity in batch.entities if isinstance(entity, Partner))}
    for folder in read:
        # A file that can't be read may be the one that has it.
        if folder.name not in named and not _faulty(folder, project, problems):
            hint = "add `partner:` with its `id:` and `names:` to one of its files"
            place = Location(_shown(folder, project))
            problems.append(Diagnostic("no-partner-entry", "no file here has `partner:`", place, hint=hint))
    if _faulty(facts / MARKINGS, project, problems):
        batch.unread.add(MARKINGS)
    return ProjectRecords(
        house,
        schemes,
        tuple(batch.entities),
        tuple(batch.facts),
        tuple(problems),
        frozenset(folder.name for folder in folders) - {SHARED},
        frozenset(batch.unread),
    )


def load_house(project: Path, problems: list[Diagnostic]) -> House:
    """The house of a project, read alone; what is wrong with its file is added to the problems."""
    path = project / "facts" / HOUSE
    fields = _root(path, project, "house file", problems)
    return read_house(fields) if fields else no_house(Location(_shown(path, project)))


def partner_folders(project: Path) -> list[str]:
    """The ids of all partners of a project, in order: each is a folder under `facts/`."""
    return [folder.name for folder in _folders(project / "facts", Batch("", [])) if folder.name != SHARED]


def chosen_partners(project: Path, names: Iterable[str]) -> list[str]:
    """The partners that a user named, each once; all of the project where none was named.

    Raises:
        BriefingsError: with every name that no partner has.
    """
    known = partner_folders(project)
    chosen = list(dict.fromkeys(names)) or known
    unknown = [
        Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=did_you_mean(name, known))
        for name in chosen
        if name not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    return chosen


def _faulty(folder: Path, project: Path, problems: Iterable[Diagnostic]) -> bool:
    """Whether anything is wrong in a folder so far."""
    name = _shown(folder, project)
    places = (found.location.path for found in problems if found.location)
    return any(place == name or place.startswith(f"{name}/") for place in places)


def _shown(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix()


def _folders(facts: Path, batch: Batch) -> Iterator[Path]:
    def report(code: str, message: str, path: Path, hint: str = "") -> None:
        batch.problems.append(Diagnostic(code, message, Location(f"facts/{path.name}"), hint=hint))
        batch.unread.add(SHARED)  # whatever it holds, others may lead to it

    for path in sorted(facts.iterdir()) if facts.is_dir() else ():
        if path.suffix in (".yaml", ".yml") and path.name != HOUSE and not path.is_dir():
            hint = "move it into facts/shared/ or a partner's folder"
            report("stray-file", "lies beside the folders, and is not read", path, hint)
        if not path.is_dir() or path.name == MARKINGS or path.name.startswith("."):
            continue
        if path.name == ALL:
            report("bad-folder-name", f"{ALL!r} stands for every partner", path, "rename the folder")
            continue
        try:
            identifier(path.name)
        except ValueError as error:
            report("bad-folder-name", str(error), path)
            continue
        yield path


def _files(folder: Path, project: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.name.startswith("~") or path.is_dir():
            continue
        place = Location(_shown(path, project))
        if path.suffix != ".yaml":
            if path.suffix.lower() in (".yml", ".yaml"):
                hint = "rename it to end in .yaml"
                problems.append(Diagnostic("file-name", f"ends in {path.suffix}", place, hint=hint))
            continue
        if not path.is_file() or not path.resolve().is_relative_to(project.resolve()):
            message = "is no file of this project"
            hint = "put a copy here: links that lead out of the project are not read"
            problems.append(Diagnostic("not-a-file", message, place, hint=hint))
            continue
        yield path


def _root(path: Path, project: Path, what: str, problems: list[Diagnostic]) -> Fields | None:
    node = read_yaml(path, _shown(path, project), problems)
    if node is None:
        return None
    if not isinstance(node, Mapping):
        hint = "begin with the name of a list, such as `statements:`"
        problems.append(Diagnostic("not-a-mapping", f"{a(what)} is a mapping", node.location, hint=hint))
        return None
    return Fields(node, what, problems)


def _read_schemes(folder: Path, project: Path, problems: list[Diagnostic]) -> dict[str, Scheme]:
    schemes: dict[str, Scheme] = {}
    for path in _files(folder, project, problems) if folder.is_dir() else ():
        fields = _root(path, project, "marking scheme", problems)
        if fields is None:
            continue
        scheme = fields.required("scheme", identifier)
        levels: dict[str, dict[str, str]] = {}
        for node in fields.items("levels", required=True):
            level = entry_fields(node, "level", problems)
            if level is None:
                continue
            name = level.required("id", paragraph)
            words = level.text("name", "en", required=True)
            level.done()
            if name in levels:
                level.report("repeated-id", f"the id {name!r} is taken already", level.location)
            elif name and words:
                levels[name] = dict(words.by_language)
        fields.done()
        if scheme in schemes:
            fields.report("repeated-id", f"the id {scheme!r} is taken already", fields.location)
        elif scheme and levels:
            schemes[scheme] = Scheme(scheme, tuple(levels), levels, fields.location)
    return schemes


def _loses(found: Diagnostic) -> bool:
    """Whether whole entries are lost by what is wrong with a file: a second list of one name, what stands below ---."""
    at_left_edge = found.location is not None and found.location.column == 1
    return found.code == "several-documents" or (found.code == "duplicate-key" and at_left_edge)


def _read_file(path: Path, project: Path, batch: Batch) -> None:
    before = len(batch.problems)
    fields = _root(path, project, "fact file", batch.problems)
    if fields is None or any(_loses(found) for found in batch.problems[before:]):
        batch.unread.add(batch.folder)
    if fields is None:
        return
    batch.marking = own_marking(fields, batch)
    for key, node in fields.node.entries:
        if key.text == "partner":
            read_entry(node, "partner", read_partner, batch)
        elif key.text in READERS:
            what, reader = READERS[key.text]
            if not isinstance(node, Sequence):
                batch.unread.add(batch.folder)
            for item in read_list(node, key.text, batch.problems):
                read_entry(item, what, reader, batch)
        elif key.text != "marking":
            hint = did_you_mean(key.text, [*READERS, "partner", "marking"])
            fields.report("unknown-key", f"a fact file has no {key.text!r}", key.location, hint)
            batch.unread.add(batch.folder)
