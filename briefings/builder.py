"""From a project to the files under `build/`.

All formats of a partner are made before the first of its files is written, and a file is replaced in one step: a
failed run leaves what was there.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.compose import compose
from briefings.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError, did_you_mean
from briefings.labels import Labels
from briefings.load import load
from briefings.model import AUDIENCE
from briefings.outputs import html, markdown, pdf
from briefings.templating import Templates
from briefings.view import Scope
from briefings.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from briefings.brief import Brief
    from briefings.factbase import FactBase
    from briefings.project import Project

__all__ = ["AUDIENCE", "FORMATS", "Order", "brief_of", "build", "check", "partners"]

CONTACTS = 8
FORMATS = ("md", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Order:
    """What to build.

    Attributes:
        partners: ids of partners; none for all.
        as_of: the day of the notes.
        dated: whether the user gave that day, so that it stands in the names of the files.
        formats: some of `FORMATS`.
        occasion: what the notes are for; empty for none.
        contacts: how many contacts are shown; None for all.
    """

    partners: Sequence[str]
    as_of: date
    dated: bool = False
    formats: Sequence[str] = FORMATS
    occasion: str = ""
    contacts: int | None = CONTACTS


def build(
    project: Project, output: Path, order: Order, progress: Callable[[str, int, int], None]
) -> list[Path]:
    """Build the notes ordered; returns the files written, in order.

    Args:
        project: where facts and templates are.
        output: the build folder.
        order: what to build.
        progress: told before each step: what is made, how many steps are done, how many there are.

    Raises:
        EnvironmentMissingError: if all that could be made was made, but PDF can't be made here.
        BriefingsError: if facts or templates are at fault, or a file can't be written.
    """
    base = load(project.root)
    chosen = partners(base, order.partners)
    written: list[Path] = []
    problems: list[Diagnostic] = []
    missing: list[Diagnostic] = []
    for number, partner in enumerate(chosen):
        try:
            brief = brief_of(project, base, partner, order)
            made: dict[str, bytes] = {}
            for index, name in enumerate(order.formats):
                progress(
                    f"{partner} {name}", number * len(order.formats) + index, len(chosen) * len(order.formats)
                )
                try:
                    made[name] = _render(project, partner, brief, name)
                except EnvironmentMissingError as error:
                    missing += error.diagnostics
            written += _write(_paths(output, partner, brief, order), made)
        except BriefingsError as error:
            problems += error.diagnostics
    if problems:
        raise BriefingsError([*problems, *missing])
    if missing:
        raise EnvironmentMissingError(missing)
    return written


def check(project: Project) -> list[Diagnostic]:
    """Every problem of the facts, the label file and the templates of a project."""
    problems: list[Diagnostic] = []
    base = None
    try:
        base = load(project.root)
    except BriefingsError as error:
        problems += error.diagnostics
    own = [partner.id for partner in base.partners] if base else []
    for partner in (None, *own):
        problems += Templates(project.template_folders(partner), project.root).check()
    try:
        _labels(
            Templates(project.template_folders(), project.root), base.house.languages[0] if base else "en"
        )
    except BriefingsError as error:
        problems += error.diagnostics
    return list(BriefingsError(problems).diagnostics)


def partners(base: FactBase, asked: Sequence[str]) -> list[str]:
    """The partners asked for, all if none, in order and without repeats.

    Raises:
        BriefingsError: if there is no such partner.
    """
    known = [partner.id for partner in base.partners]
    unknown = [
        Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=did_you_mean(name, known))
        for name in asked
        if name not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    if not known:
        hint = "a partner is a folder under facts/ with a file that has `partner:`"
        raise BriefingsError([Diagnostic("no-partner", "there are no partners", hint=hint)])
    return list(dict.fromkeys(asked)) or known


def brief_of(project: Project, base: FactBase, partner: str, order: Order) -> Brief:
    """Compose the note of a partner.

    Raises:
        BriefingsError: if a template or the label file is at fault.
    """
    language = base.house.languages[0]
    templates = Templates(project.template_folders(partner), project.root)
    labels = _labels(templates, language)
    view = view_of(base, Scope(partner, order.as_of, AUDIENCE, language, order.contacts))
    return compose(view, base.house, base.scheme, templates, labels, order.occasion)


def _labels(templates: Templates, language: str) -> Labels:
    name = f"labels/{language}.yaml"
    path = _found(templates, name)
    return Labels.read(path, templates.shown(path))


def _found(templates: Templates, name: str) -> Path:
    path = templates.find(name)
    if path is None:
        raise BriefingsError([Diagnostic("missing-file", f"there is no templates/{name}")])
    return path


def _render(project: Project, partner: str, brief: Brief, name: str) -> bytes:
    """One format of a note."""
    if name == "md":
        return markdown.render(brief)
    templates = Templates(project.template_folders(partner), project.root)
    sheet = _found(templates, "screen.css" if name == "html" else "print.css")
    style = _read(sheet, templates.shown(sheet)).decode("utf-8", "replace")
    if name == "html":
        return html.render(brief, style)
    fonts = {path.name: _read(path, templates.shown(path)) for path in templates.fonts()}
    return pdf.render(brief, style, fonts)


def _read(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{shown} can't be read: {error.strerror}"
        raise BriefingsError([Diagnostic("unreadable-file", message)]) from error


def _paths(output: Path, partner: str, brief: Brief, order: Order) -> dict[str, Path]:
    """Where each format of a note goes; a question about another day never overwrites today's note."""
    day = order.as_of.isoformat()
    folder = output / AUDIENCE / (f"{partner}@{day}" if order.dated else partner)
    stem = f"{partner}.{brief.language}" + (f".{day}" if order.dated else "")
    return {name: folder / f"{stem}.{name}" for name in order.formats}


def _write(paths: Mapping[str, Path], made: Mapping[str, bytes]) -> Iterable[Path]:
    """Write what was made; a format that could not be made is absent, not left over from before."""
    try:
        for name, path in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if name in made:
                _replace(path, made[name])
                yield path
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        message = f"{error.filename} can't be written: {error.strerror}"
        raise BriefingsError([Diagnostic("unwritable-file", message)]) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
