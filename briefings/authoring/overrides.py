"""Template overrides: which file serves each name, and copies of files with a record of their base.

The base of an ejected file is kept in `templates/.base/VERSION/NAME`, so later changes can be shown without a network
and without the earlier version of Briefings. Folders whose names start with a dot are not searched for templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.compose.labels import start_hint
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.project import package_data_folder
from briefings.templating import BELOW_PREFIX, Templates
from briefings.templating.blocks import block_texts, extends_below, merge_overrides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.project import Project

__all__ = [
    "PACKAGED_LEVEL",
    "Override",
    "ServedFile",
    "accept",
    "eject",
    "find_overrides",
    "find_served_file",
    "served_files",
]

PACKAGED_LEVEL = "packaged"
_PROJECT_LEVEL = "project"
_BASE_FOLDER = ".base"
_SUFFIXES = (".j2", ".yaml", ".css")
_LEVEL_ORDER = {_PROJECT_LEVEL: 1, PACKAGED_LEVEL: 2}
_ADDITIVE_FILE = re.compile(r"labels/[^/]+\.yaml|look\.css")
_LABEL_FILE = re.compile(r"labels/([a-z]{2,3}(?:-[A-Za-z]+)*)\.yaml")


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A template, product, label file or style sheet that notes use.

    Attributes:
        name: the name that templates are loaded by, such as `sections/contacts.md.j2`.
        level: `packaged`, `project`, or `partner ID`.
        path: the path of the file.
        display_path: the path as messages show it.
        relation: `extends`, `replaces` or `adds to` the file below; empty if there is no file below.
        level_below: the level of the file below; empty if there is none.
    """

    name: str
    level: str
    path: Path
    display_path: str
    relation: str = ""
    level_below: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A file of a project that extends or replaces the file below it.

    Attributes:
        file: the file.
        version: the version of Briefings when the file was ejected or last accepted; empty if not on record.
        base: the text of the file below at that time; empty if not on record.
        upstream: the text of the file below now.
        text: the text of the file itself.
    """

    file: ServedFile
    version: str
    base: str
    upstream: str
    text: str


def served_files(project: Project, partner: str = "") -> list[ServedFile]:
    """Return every template, product, label file and style sheet, sorted by name, then by search order.

    Args:
        project: the project to search.
        partner: id of the partner whose notes use the files; empty for the files of all partners.
    """
    files_by_path: dict[Path, ServedFile] = {}
    for partner_id in [partner] if partner else ["", *_partners_with_templates(project)]:
        templates = _load_templates(project, partner_id)
        for name in _file_names(templates):
            files_by_path |= {file.path: file for file in _candidates(templates, name)}
    return sorted(
        files_by_path.values(), key=lambda file: (file.name, _LEVEL_ORDER.get(file.level, 0), file.level)
    )


def find_served_file(project: Project, name: str, partner: str = "", *, lowest: bool = False) -> ServedFile:
    """Return the file that serves a name, or the lowest file of that name.

    Raises:
        BriefingsError: if there is no such file, or the partner does not exist.
    """
    templates = _load_templates(project, partner)
    candidates = list(_candidates(templates, name))
    if not candidates:
        raise _unknown_template_error(templates, name)
    return candidates[-1 if lowest else 0]


def eject(project: Project, name: str, partner: str = "", block: str = "") -> Path:
    """Copy a file or one of its blocks into the project, and record its base.

    Args:
        project: the project to copy into.
        name: the name of the file.
        partner: id of the only partner whose notes use the copy; empty for all.
        block: the only block that the copy overrides; empty for the whole file.

    Returns:
        The path of the written file.

    Raises:
        BriefingsError: if there is nothing to copy, or the project already has the file or block.
    """
    templates, folder = _load_templates(project, partner), _override_folder(project, partner)
    path = folder / name
    texts_below = _texts_below(templates, folder, name)
    if not texts_below:
        raise _unknown_template_error(templates, name)
    if _ADDITIVE_FILE.fullmatch(name):
        message = f"{name} is not copied: a file of your own is added to the one below it"
        hint = f"write templates/{name} with what is to be different"
        if _LABEL_FILE.fullmatch(name):
            hint += f"; for another language, {start_hint('LANGUAGE')}"
        raise _error("not-to-copy", message, hint)
    display_path = templates.display_path(path)
    if block:
        text = _add_block(path, display_path, name, texts_below, block)
    elif path.exists():
        raise _error("file-exists", f"there is {display_path} already", "take it away to begin anew")
    elif len(texts_below) > 1:
        message = f"the {name} of the project extends another one, so that a copy would not be whole"
        raise _error("not-to-copy", message, "override a block of it: --block NAME")
    else:
        text = texts_below[0]
    _write_text(path, text)
    _record_base(folder, name, merge_overrides(texts_below))
    return path


def accept(project: Project, name: str, partner: str = "") -> Path:
    """Record that an override fits the current file below it; return the path of the override.

    Raises:
        BriefingsError: if the project has no such file, or there is no file below it.
    """
    templates, folder = _load_templates(project, partner), _override_folder(project, partner)
    texts_below = _texts_below(templates, folder, name)
    if not (folder / name).is_file() or not texts_below or _ADDITIVE_FILE.fullmatch(name):
        override_names = (override.file.name for override in find_overrides(project))
        message = f"{templates.display_path(folder / name)} overrides no file below it"
        raise _error("no-override", message, suggestion_hint(name, override_names))
    _record_base(folder, name, merge_overrides(texts_below))
    return folder / name


def find_overrides(project: Project, name: str = "", partner: str = "") -> Iterator[Override]:
    """Yield the files of a project that extend or replace other files.

    Args:
        project: the project to search.
        name: the only name to yield; empty for all names.
        partner: id of the only partner whose files to yield; empty for all partners.
    """
    for file in served_files(project, partner):
        if file.relation not in ("extends", "replaces") or name not in ("", file.name):
            continue
        folder = file.path.parents[file.name.count("/")]
        templates = _load_templates(project, file.level.partition(" ")[2])
        base_path = next(iter(sorted(folder.glob(f"{_BASE_FOLDER}/*/{file.name}"))), None)
        yield Override(
            file=file,
            version=base_path.relative_to(folder / _BASE_FOLDER).parts[0] if base_path else "",
            base=_read_text(base_path) if base_path else "",
            upstream=merge_overrides(_texts_below(templates, folder, file.name)),
            text=_read_text(file.path),
        )


# --- the search path ----------------------------------------------------------------------------


def _load_templates(project: Project, partner: str) -> Templates:
    """Return the templates of a project as the notes of a partner use them; of all partners if empty.

    Raises:
        BriefingsError: if the partner does not exist.
    """
    partners = list_partner_ids(project.root)
    if partner and partner not in partners:
        raise _error(
            "unknown-partner", f"there is no partner {partner!r}", suggestion_hint(partner, partners)
        )
    folders = project.template_folders(partner or None)
    return Templates([folder for folder in folders if folder.is_dir()], project.root)


def _partners_with_templates(project: Project) -> list[str]:
    """Return the ids of the partners that have their own templates."""
    folder = project.root / "templates" / "partners"
    return [partner for partner in list_partner_ids(project.root) if (folder / partner).is_dir()]


def _override_folder(project: Project, partner: str) -> Path:
    """Return the folder for the overrides of a project, or of one partner in it.

    Raises:
        BriefingsError: if there is no project, or its templates are the packaged ones.
    """
    folder = project.root / "templates"
    if project.is_packaged:
        raise _error(
            "no-project", "there is no project here to copy a template into", "name it with --project"
        )
    if partner:
        return folder / "partners" / partner
    if folder == package_data_folder() / "templates":
        raise _error(
            "no-project", "these are the packaged templates themselves", "edit them, or name a --partner"
        )
    return folder


def _file_names(templates: Templates) -> list[str]:
    """Return the names of all templates, products, label files and style sheets, sorted."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in templates.folders
        for suffix in _SUFFIXES
        for path in folder.rglob(f"*{suffix}")
        if not any(part == "partners" or part.startswith(".") for part in path.relative_to(folder).parts)
    }
    return sorted(names)


def _candidates(templates: Templates, name: str) -> Iterator[ServedFile]:
    """Yield the files of a name in search order; the first one serves it."""
    paths = list(templates.find_all(name))
    for number, path in enumerate(paths):
        path_below = paths[number + 1] if number + 1 < len(paths) else None
        level, display_path = _level_of(path, name), templates.display_path(path)
        if path_below is None:
            yield ServedFile(name, level, path, display_path)
            continue
        relation = (
            "adds to"
            if _ADDITIVE_FILE.fullmatch(name)
            else "extends"
            if extends_below(_read_text(path))
            else "replaces"
        )
        yield ServedFile(name, level, path, display_path, relation, _level_of(path_below, name))


def _level_of(path: Path, name: str) -> str:
    """Return the level of a file: `packaged`, `project`, or `partner ID`."""
    folder = path.parents[name.count("/")]
    if folder.parent.name == "partners":
        return f"partner {folder.name}"
    return PACKAGED_LEVEL if folder == package_data_folder() / "templates" else _PROJECT_LEVEL


def _texts_below(templates: Templates, folder: Path, name: str) -> list[str]:
    """Return the texts of the files below a folder's own file: the next one, and the files it extends."""
    texts_below: list[str] = []
    for path in templates.find_all(name):
        if path != folder / name and (not texts_below or extends_below(texts_below[-1])):
            texts_below.append(_read_text(path))
    return texts_below


# --- files --------------------------------------------------------------------------------------


def _add_block(path: Path, display_path: str, name: str, texts_below: Sequence[str], block: str) -> str:
    """Return the text of an override with one more block, or of a new override with only that block."""
    blocks = block_texts(merge_overrides(texts_below))
    if block not in blocks:
        raise _error("unknown-block", f"{name} has no block {block!r}", suggestion_hint(block, blocks))
    if not path.exists():
        return f'{{% extends "{BELOW_PREFIX}{name}" %}}\n{blocks[block]}\n'
    text = _read_text(path)
    if not extends_below(text):
        raise _error(
            "file-exists",
            f"{display_path} replaces the file below it as a whole",
            "take it away to begin anew",
        )
    if repeated_blocks := block_texts(text).keys() & block_texts(blocks[block]).keys():
        raise _error("file-exists", f"{display_path} overrides the block {min(repeated_blocks)!r} already")
    return f"{text.rstrip()}\n{blocks[block]}\n"


def _record_base(folder: Path, name: str, text: str) -> None:
    """Write the base of an override, and remove its earlier base and the folders that this leaves empty."""
    for old_path in folder.glob(f"{_BASE_FOLDER}/*/{name}"):
        old_path.unlink()
        for parent in old_path.relative_to(folder).parents[:-1]:
            if any((folder / parent).iterdir()):
                break
            (folder / parent).rmdir()
    _write_text(folder / _BASE_FOLDER / __version__ / name, text)


def _write_text(path: Path, text: str) -> None:
    """Write a file, and create its folder if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        BriefingsError: if the file can't be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _error("unreadable-file", f"{path.name} can't be read: {error}") from error


def _unknown_template_error(templates: Templates, name: str) -> BriefingsError:
    """Return the error for a name that no file has."""
    label_file = _LABEL_FILE.fullmatch(name)
    hint = start_hint(label_file[1]) if label_file else suggestion_hint(name, _file_names(templates))
    return _error(
        "unknown-template", f"there is no templates/{name}", hint or "briefings template list names all"
    )


def _error(code: str, message: str, hint: str = "") -> BriefingsError:
    """Return an error with one diagnostic that has no location."""
    return BriefingsError([Diagnostic(code, message, hint=hint)])
