"""Reading of the files of a project: house, marking schemes and fact folders.

`loading.entities` and `loading.facts` read the entries in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.entities import LoadState, entry_fields, read_entry, read_own_marking, read_partner
from briefings.loading.facts import READERS
from briefings.loading.fields import Fields, parse_id, parse_paragraph, read_list
from briefings.loading.house import empty_house, read_house
from briefings.loading.yaml_nodes import Mapping, Sequence, read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, suggestion_hint, with_article
from briefings.model.entities import ALL_PARTNERS, SHARED_FOLDER, Partner
from briefings.model.markings import MarkingScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as AbstractMapping
    from pathlib import Path

    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.model.house import House

__all__ = [
    "MARKINGS_FOLDER",
    "ProjectContents",
    "list_partner_ids",
    "load_house",
    "read_project",
    "select_partners",
]

HOUSE_FILE = "house.yaml"
MARKINGS_FOLDER = "markings"
"""The folder of marking schemes, next to the folders of facts."""


@dataclass(frozen=True, slots=True)
class ProjectContents:
    """The contents of the files of a project, before any id is looked up.

    Attributes:
        house: the house.
        schemes: marking schemes by id.
        entities: in the order read; ids may repeat.
        facts: in the order read; ids may repeat.
        problems: problems of all files, in the order found.
        partners: the folders of all partners, read or not.
        incomplete_folders: the folders with something unreadable.
    """

    house: House
    schemes: AbstractMapping[str, MarkingScheme]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Diagnostic, ...]
    partners: frozenset[str]
    incomplete_folders: frozenset[str]


def read_project(project: Path, partners: Iterable[str] | None = None) -> ProjectContents:
    """Read the files of a project and collect all problems.

    The note of a partner depends on its own folder and the shared one only, so a part of the project can be read by
    itself.

    Args:
        project: the folder that contains `facts/`.
        partners: ids of the partners to read, in addition to the shared folder; None for all.
    """
    problems: list[Diagnostic] = []
    facts = project / "facts"
    house = load_house(project, problems)
    schemes = _read_schemes(facts / MARKINGS_FOLDER, project, problems)
    scheme = schemes.get(house.scheme_id)
    state = LoadState(house.default_language, problems, scheme.levels if scheme else None)
    folders = list(_fact_folders(facts, state))
    selected = None if partners is None else {SHARED_FOLDER, *partners}
    folders_to_read = [folder for folder in folders if selected is None or folder.name in selected]
    for folder in folders_to_read:
        state.folder = folder.name
        earlier_count = len(problems)
        paths = list(_yaml_files(folder, project, problems))
        if len(problems) > earlier_count:
            state.incomplete_folders.add(folder.name)
        for path in paths:
            _read_file(path, project, state)
    described_folders = {
        SHARED_FOLDER,
        *(entity.id for entity in state.entities if isinstance(entity, Partner)),
    }
    for folder in folders_to_read:
        # An unreadable file may be the one that has `partner:`.
        if folder.name not in described_folders and not _has_problems(folder, project, problems):
            hint = "add `partner:` with its `id:` and `names:` to one of its files"
            place = Location(_display_path(folder, project))
            problems.append(Diagnostic("no-partner-entry", "no file here has `partner:`", place, hint=hint))
    if _has_problems(facts / MARKINGS_FOLDER, project, problems):
        state.incomplete_folders.add(MARKINGS_FOLDER)
    return ProjectContents(
        house,
        schemes,
        tuple(state.entities),
        tuple(state.facts),
        tuple(problems),
        frozenset(folder.name for folder in folders) - {SHARED_FOLDER},
        frozenset(state.incomplete_folders),
    )


def load_house(project: Path, problems: list[Diagnostic]) -> House:
    """Load only the house of a project, adding the problems of its file to a list."""
    path = project / "facts" / HOUSE_FILE
    fields = _read_root(path, project, "house file", problems)
    return read_house(fields) if fields else empty_house(Location(_display_path(path, project)))


def list_partner_ids(project: Path) -> list[str]:
    """List the ids of all partners of a project, in order; each has a folder under `facts/`."""
    return [
        folder.name
        for folder in _fact_folders(project / "facts", LoadState("", []))
        if folder.name != SHARED_FOLDER
    ]


def select_partners(project: Path, names: Iterable[str]) -> list[str]:
    """Return the partners that a user named, without duplicates, or all partners if the user named none.

    Raises:
        BriefingsError: with every unknown name.
    """
    known = list_partner_ids(project)
    chosen = list(dict.fromkeys(names)) or known
    unknown = [
        Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=suggestion_hint(name, known))
        for name in chosen
        if name not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    return chosen


def _has_problems(folder: Path, project: Path, problems: Iterable[Diagnostic]) -> bool:
    """Return whether there are problems in a folder so far."""
    name = _display_path(folder, project)
    paths = (problem.location.path for problem in problems if problem.location)
    return any(path == name or path.startswith(f"{name}/") for path in paths)


def _display_path(path: Path, project: Path) -> str:
    """Return the path of a file relative to the project, as messages show it."""
    return path.relative_to(project).as_posix()


def _fact_folders(facts: Path, state: LoadState) -> Iterator[Path]:
    """Yield the shared folder and those of the partners, in order, and report misplaced files and bad names."""

    def report(code: str, message: str, path: Path, hint: str = "") -> None:
        state.problems.append(Diagnostic(code, message, Location(f"facts/{path.name}"), hint=hint))
        state.incomplete_folders.add(SHARED_FOLDER)  # any folder may refer to its contents

    for path in sorted(facts.iterdir()) if facts.is_dir() else ():
        if path.suffix in (".yaml", ".yml") and path.name != HOUSE_FILE and not path.is_dir():
            hint = "move it into facts/shared/ or a partner's folder"
            report("stray-file", "lies beside the folders, and is not read", path, hint)
        if not path.is_dir() or path.name == MARKINGS_FOLDER or path.name.startswith("."):
            continue
        if path.name == ALL_PARTNERS:
            report("bad-folder-name", f"{ALL_PARTNERS!r} stands for every partner", path, "rename the folder")
            continue
        try:
            parse_id(path.name)
        except ValueError as error:
            report("bad-folder-name", str(error), path)
            continue
        yield path


def _yaml_files(folder: Path, project: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    """Yield the YAML files in a folder, in order, and report files with a wrong suffix or outside the project."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.name.startswith("~") or path.is_dir():
            continue
        place = Location(_display_path(path, project))
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


def _read_root(path: Path, project: Path, file_kind: str, problems: list[Diagnostic]) -> Fields | None:
    """Read the top-level mapping of a file, or report the problem and return None."""
    node = read_yaml(path, _display_path(path, project), problems)
    if node is None:
        return None
    if not isinstance(node, Mapping):
        hint = "begin with the name of a list, such as `statements:`"
        problems.append(
            Diagnostic("not-a-mapping", f"{with_article(file_kind)} is a mapping", node.location, hint=hint)
        )
        return None
    return Fields(node, file_kind, problems)


def _read_schemes(folder: Path, project: Path, problems: list[Diagnostic]) -> dict[str, MarkingScheme]:
    """Read the marking schemes, by id."""
    schemes: dict[str, MarkingScheme] = {}
    for path in _yaml_files(folder, project, problems) if folder.is_dir() else ():
        fields = _read_root(path, project, "marking scheme", problems)
        if fields is None:
            continue
        scheme = fields.read_required("scheme", parse_id)
        levels: dict[str, dict[str, str]] = {}
        for node in fields.read_items("levels", required=True):
            level = entry_fields(node, "level", problems)
            if level is None:
                continue
            name = level.read_required("id", parse_paragraph)
            names = level.read_text("name", "en", required=True)
            level.report_unknown_keys()
            if name in levels:
                level.report("repeated-id", f"the id {name!r} is taken already", level.location)
            elif name and names:
                levels[name] = dict(names.by_language)
        fields.report_unknown_keys()
        if scheme in schemes:
            fields.report("repeated-id", f"the id {scheme!r} is taken already", fields.location)
        elif scheme and levels:
            schemes[scheme] = MarkingScheme(scheme, tuple(levels), levels, fields.location)
    return schemes


def _loses_entries(diagnostic: Diagnostic) -> bool:
    """Return whether a problem of a file loses entries: a repeated list, or a second document after ---."""
    at_left_edge = diagnostic.location is not None and diagnostic.location.column == 1
    return diagnostic.code == "several-documents" or (diagnostic.code == "duplicate-key" and at_left_edge)


def _read_file(path: Path, project: Path, state: LoadState) -> None:
    """Read the entries of a fact file into the state."""
    earlier_count = len(state.problems)
    fields = _read_root(path, project, "fact file", state.problems)
    if fields is None or any(_loses_entries(problem) for problem in state.problems[earlier_count:]):
        state.incomplete_folders.add(state.folder)
    if fields is None:
        return
    state.file_marking = read_own_marking(fields, state)
    for key, node in fields.node.entries:
        if key.text == "partner":
            read_entry(node, "partner", read_partner, state)
        elif key.text in READERS:
            entry_kind, reader = READERS[key.text]
            if not isinstance(node, Sequence):
                state.incomplete_folders.add(state.folder)
            for item in read_list(node, key.text, state.problems):
                read_entry(item, entry_kind, reader, state)
        elif key.text != "marking":
            hint = suggestion_hint(key.text, [*READERS, "partner", "marking"])
            fields.report("unknown-key", f"a fact file has no {key.text!r}", key.location, hint)
            state.incomplete_folders.add(state.folder)
