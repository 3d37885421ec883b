"""Making templates one's own: where each file is served from, copies with a record of what they were made from.

Beside a file that was ejected lies what it was made from, `templates/.base/VERSION/NAME`: so what has changed since
can be told without a network and without the earlier version. Folders whose names begin with a dot are no templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.compose.labels import beginning
from briefings.loading.project import partner_folders
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.project import packaged
from briefings.templating import BELOW, Templates
from briefings.templating.blocks import composed, extends_below, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.project import Project

__all__ = ["PACKAGED", "Override", "Served", "accept", "eject", "overrides", "served", "text_of"]

PACKAGED = "packaged"
_PROJECT = "project"
_BASE = ".base"
_KINDS = (".j2", ".yaml", ".css")
_RANK = {_PROJECT: 1, PACKAGED: 2}
_ADDED = re.compile(r"labels/[^/]+\.yaml|look\.css")
_LABELS = re.compile(r"labels/([a-z]{2,3}(?:-[A-Za-z]+)*)\.yaml")


@dataclass(frozen=True, slots=True)
class Served:
    """A file that plays a part in notes.

    Attributes:
        name: as templates are asked for, `sections/contacts.md.j2`.
        level: `packaged`, `project`, or `partner ID`.
        path: of the file.
        shown: the path as the user is told it.
        how: `extends`, `replaces` or `adds to` the one below; empty where there is none.
        below: the level of that one; empty where there is none.
    """

    name: str
    level: str
    path: Path
    shown: str
    how: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A file of a project, what it was made from, and what that is now.

    Attributes:
        served: the file.
        version: of Briefings, when it was made or last accepted; empty where that is not on record.
        base: the file below as it was then.
        now: the file below as it is.
        own: the text of the file.
    """

    served: Served
    version: str
    base: str
    now: str
    own: str


def served(project: Project, partner: str = "") -> list[Served]:
    """Every template, product, label file and style, by name, the file that comes first in the search first.

    Args:
        project: where to look.
        partner: id of the one for whose notes; if empty, those of all partners are listed.
    """
    rows: dict[Path, Served] = {}
    for name in [partner] if partner else ["", *_partners(project)]:
        templates = _templates(project, name)
        for file in _names(templates):
            rows |= {row.path: row for row in _rows(templates, file)}
    return sorted(rows.values(), key=lambda row: (row.name, _RANK.get(row.level, 0), row.level))


def text_of(project: Project, name: str, partner: str = "", *, lowest: bool = False) -> Served:
    """The file that serves a name, or the lowest of that name.

    Raises:
        BriefingsError: if there is none.
    """
    templates = _templates(project, partner)
    rows = list(_rows(templates, name))
    if not rows:
        raise _unknown(templates, name)
    return rows[-1 if lowest else 0]


def eject(project: Project, name: str, partner: str = "", block: str = "") -> Path:
    """Copy a file into the project, or only a block of it, with a record of what it was made from.

    Args:
        project: into which.
        name: of the file.
        partner: id of the one for whose notes alone it is to be; for all if empty.
        block: what the file overrides of the one below it; all if empty.

    Returns:
        The file that was written.

    Raises:
        BriefingsError: if there is nothing to copy, or something is there already.
    """
    templates, target = _templates(project, partner), _target(project, partner)
    path = target / name
    below = _below(templates, target, name)
    if not below:
        raise _unknown(templates, name)
    if _ADDED.fullmatch(name):
        message = f"{name} is not copied: a file of your own is added to the one below it"
        hint = f"write templates/{name} with what is to be different"
        if _LABELS.fullmatch(name):
            hint += f"; for another language, {beginning('LANGUAGE')}"
        raise _error("not-to-copy", message, hint)
    shown = templates.shown(path)
    if block:
        text = _with_block(path, shown, name, below, block)
    elif path.exists():
        raise _error("file-exists", f"there is {shown} already", "take it away to begin anew")
    elif len(below) > 1:
        message = f"the {name} of the project extends another one, so that a copy would not be whole"
        raise _error("not-to-copy", message, "override a block of it: --block NAME")
    else:
        text = below[0]
    _write(path, text)
    _record(target, name, composed(below))
    return path


def accept(project: Project, name: str, partner: str = "") -> Path:
    """Record that a file of the project fits the one below it as that is now.

    Raises:
        BriefingsError: if the project has no such file, or none lies below it.
    """
    templates, target = _templates(project, partner), _target(project, partner)
    below = _below(templates, target, name)
    if not (target / name).is_file() or not below or _ADDED.fullmatch(name):
        known = (row.served.name for row in overrides(project))
        message = f"{templates.shown(target / name)} overrides no file below it"
        raise _error("no-override", message, did_you_mean(name, known))
    _record(target, name, composed(below))
    return target / name


def overrides(project: Project, name: str = "", partner: str = "") -> Iterator[Override]:
    """The files of a project that stand for others, or for parts of them.

    Args:
        project: whose files.
        name: of the file; all if empty.
        partner: id of the one whose files alone are meant; all if empty.
    """
    for row in served(project, partner):
        if row.how not in ("extends", "replaces") or name not in ("", row.name):
            continue
        target = row.path.parents[row.name.count("/")]
        templates = _templates(project, row.level.partition(" ")[2])
        record = next(iter(sorted(target.glob(f"{_BASE}/*/{row.name}"))), None)
        yield Override(
            served=row,
            version=record.relative_to(target / _BASE).parts[0] if record else "",
            base=_read(record) if record else "",
            now=composed(_below(templates, target, row.name)),
            own=_read(row.path),
        )


# --- the search path ----------------------------------------------------------------------------


def _templates(project: Project, partner: str) -> Templates:
    """The templates of a project, as a partner's notes use them.

    Raises:
        BriefingsError: if there is no such partner.
    """
    known = partner_folders(project.root)
    if partner and partner not in known:
        raise _error("unknown-partner", f"there is no partner {partner!r}", did_you_mean(partner, known))
    folders = project.template_folders(partner or None)
    return Templates([folder for folder in folders if folder.is_dir()], project.root)


def _partners(project: Project) -> list[str]:
    """The partners that have templates of their own."""
    folder = project.root / "templates" / "partners"
    return [partner for partner in partner_folders(project.root) if (folder / partner).is_dir()]


def _target(project: Project, partner: str) -> Path:
    """The folder of a project, or of a partner in it, that is given files of its own.

    Raises:
        BriefingsError: if there is no project, or it is the one that comes with Briefings.
    """
    folder = project.root / "templates"
    if project.is_packaged:
        raise _error(
            "no-project", "there is no project here to copy a template into", "name it with --project"
        )
    if partner:
        return folder / "partners" / partner
    if folder == packaged() / "templates":
        raise _error(
            "no-project", "these are the packaged templates themselves", "edit them, or name a --partner"
        )
    return folder


def _names(templates: Templates) -> list[str]:
    """The names of all files that play a part in notes."""
    found = {
        path.relative_to(folder).as_posix()
        for folder in templates.folders
        for kind in _KINDS
        for path in folder.rglob(f"*{kind}")
        if not any(part == "partners" or part.startswith(".") for part in path.relative_to(folder).parts)
    }
    return sorted(found)


def _rows(templates: Templates, name: str) -> Iterator[Served]:
    paths = list(templates.all(name))
    for number, path in enumerate(paths):
        below = paths[number + 1] if number + 1 < len(paths) else None
        level, shown = _level(path, name), templates.shown(path)
        if below is None:
            yield Served(name, level, path, shown)
            continue
        how = "adds to" if _ADDED.fullmatch(name) else "extends" if extends_below(_read(path)) else "replaces"
        yield Served(name, level, path, shown, how, _level(below, name))


def _level(path: Path, name: str) -> str:
    folder = path.parents[name.count("/")]
    if folder.parent.name == "partners":
        return f"partner {folder.name}"
    return PACKAGED if folder == packaged() / "templates" else _PROJECT


def _below(templates: Templates, target: Path, name: str) -> list[str]:
    """The file that would serve a name without that of a folder, and those that it extends, as texts."""
    found: list[str] = []
    for path in templates.all(name):
        if path != target / name and (not found or extends_below(found[-1])):
            found.append(_read(path))
    return found


# --- files --------------------------------------------------------------------------------------


def _with_block(path: Path, shown: str, name: str, below: Sequence[str], block: str) -> str:
    """The text of a file that overrides a block, beside those that it overrides already."""
    known = texts(composed(below))
    if block not in known:
        raise _error("unknown-block", f"{name} has no block {block!r}", did_you_mean(block, known))
    if not path.exists():
        return f'{{% extends "{BELOW}{name}" %}}\n{known[block]}\n'
    own = _read(path)
    if not extends_below(own):
        raise _error(
            "file-exists", f"{shown} replaces the file below it as a whole", "take it away to begin anew"
        )
    if already := texts(own).keys() & texts(known[block]).keys():
        raise _error("file-exists", f"{shown} overrides the block {min(already)!r} already")
    return f"{own.rstrip()}\n{known[block]}\n"


def _record(target: Path, name: str, text: str) -> None:
    """Keep what a file was made from; of each file there is one such record."""
    for old in target.glob(f"{_BASE}/*/{name}"):
        old.unlink()
        for folder in old.relative_to(target).parents[:-1]:
            if any((target / folder).iterdir()):
                break
            (target / folder).rmdir()
    _write(target / _BASE / __version__ / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _error("unreadable-file", f"{path.name} can't be read: {error}") from error


def _unknown(templates: Templates, name: str) -> BriefingsError:
    labels = _LABELS.fullmatch(name)
    near = beginning(labels[1]) if labels else did_you_mean(name, _names(templates))
    return _error(
        "unknown-template", f"there is no templates/{name}", near or "briefings template list names all"
    )


def _error(code: str, message: str, hint: str = "") -> BriefingsError:
    return BriefingsError([Diagnostic(code, message, hint=hint)])
