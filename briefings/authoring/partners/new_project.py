"""New projects: a real house to add partners to, or an invented one that builds at once."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefings.authoring.entries.ids import id_from_name
from briefings.authoring.partners.countries import is_country
from briefings.authoring.partners.seed import identify_partner, name_lines
from briefings.authoring.partners.sides import SIDES
from briefings.authoring.partners.starter_files import STARTER_FOLDER, fill_placeholders
from briefings.compose.labels import label_languages, start_hint
from briefings.factbase.load import load
from briefings.loading.files import make_folder, one_writer, write_new
from briefings.loading.parsers import parse_language_tag
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.suggest import unknown
from briefings.project import package_data_folder
from briefings.schema import FOLDER, editor_settings, modeline, write_schemas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["start_project"]

_CODED_BODIES = ("EU", "UN")
"""Codes that are not countries but have names in CLDR."""
_COMMON, _NAMED = "common", "own"
# Packaging tools would obey a `.gitignore` in the starter folder, so it has another name there.
_PROJECT_NAMES = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class _NamedSide:
    """Our side, if the user named it: its id, and the lines of the house file with its names and code."""

    id: str
    name_lines: str


def _label_languages() -> list[str]:
    """Return the languages that have packaged label files, sorted."""
    return sorted(label_languages([package_data_folder() / "templates"]))


def start_project(  # noqa: PLR0913, PLR0917 - one parameter per choice of the user
    folder: Path,
    side: str,
    languages: Sequence[str],
    name: str | None = None,
    short: str | None = None,
    command: str = "briefings",
) -> list[Path]:
    """Write a new project; return the paths of its files, sorted.

    Args:
        folder: the folder to write; it must be empty or not exist.
        side: one of `SIDES`.
        languages: the languages of the notes; the first one is the language of the fact texts.
        name: the name of our side; if None, our side and its partner are invented.
        short: the short form of the name.
        command: how to call the program from the folder, for its README.

    Raises:
        BriefingsError: if the folder is not empty, or a language has no packaged label file.
    """
    if problems := [*_folder_problems(folder), *_language_problems(languages)]:
        raise BriefingsError(problems)
    defaults = SIDES[side]
    named_side = _describe_side(name, short, languages) if name else None
    values = {
        "side": named_side.id if named_side else defaults.side,
        "theirs": defaults.named_roles if named_side else defaults.their_roles,
        "ours": defaults.our_roles,
        "languages": f"[{', '.join(dict.fromkeys(languages))}]",
        "written": languages[0],
        "briefings": command,
    }
    blocks = {"names": named_side.name_lines if named_side else ""}
    texts = {PurePosixPath(".vscode/settings.json"): editor_settings()}
    for file, path in _starter_files(side, is_named=named_side is not None).items():
        texts[file] = modeline(file) + fill_placeholders(path.read_text(encoding="utf-8"), values, blocks)
    if named_side:
        _try_loading(texts)
    make_folder(folder)
    with one_writer(folder):
        if problems := _folder_problems(folder):  # another command may have been here meanwhile
            raise BriefingsError(problems)
        for file, text in texts.items():
            target = folder / file
            make_folder(target.parent)
            write_new(target, text.encode())
    return sorted([*write_schemas(folder / FOLDER), *(folder / file for file in texts)])


def _try_loading(texts: Mapping[PurePosixPath, str]) -> None:
    """Load the facts of a project that is not written yet.

    Raises:
        BriefingsError: if they have errors.
    """
    with tempfile.TemporaryDirectory(prefix="briefings-") as name:
        for file, text in texts.items():
            if file.parts[0] == "facts":
                make_folder((Path(name) / file).parent)
                write_new(Path(name) / file, text.encode())
        load(Path(name))


def _folder_problems(folder: Path) -> list[Diagnostic]:
    """Return a problem if a folder is not empty or is a file, so that no file of the user is overwritten."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        hint = "choose a folder that does not exist yet"
        return [Diagnostic("not-a-folder", f"{folder} is not a folder", hint=hint)]
    if any(folder.iterdir()):
        hint = "choose a folder that does not exist yet, or empty this one"
        return [Diagnostic("folder-not-empty", f"{folder} is not empty", hint=hint)]
    return []


def _language_problems(languages: Sequence[str]) -> list[Diagnostic]:
    """Return a problem for each language that has no packaged label file."""
    available = _label_languages()
    return [_unknown_language(tag, available) for tag in languages if tag not in available]


def _unknown_language(tag: str, available: Sequence[str]) -> Diagnostic:
    """Return the problem that a language has no packaged label file."""
    try:
        parse_language_tag(tag)
    except ValueError:
        return unknown("language", tag, available)
    if not locales.is_known_language(tag):
        return unknown("language", tag, available)
    hint = (
        f"start in one of {', '.join(available)}; then, in the project, {start_hint(tag)}, "
        f"and add {tag} to `languages:` in facts/house.yaml"
    )
    return Diagnostic("unknown-language", f"Briefings has no labels in {tag!r}", hint=hint)


def _describe_side(name: str, short: str | None, languages: Sequence[str]) -> _NamedSide:
    """Return our side as the user named it; a country gets its names in all languages."""
    is_named_by_cldr = is_country(name, languages)
    short_id = id_from_name(short or "")
    query = name if is_named_by_cldr else short_id or name
    side = identify_partner(query, languages, name=None if is_named_by_cldr else name)
    lines = list(name_lines(side))
    if short:
        lines.insert(1, f"  - {{text: {quote_if_needed(short)}, lang: {languages[0]}, form: short}}\n")
    if code := side.code or _body_code(name, languages):
        lines.append(f"  code: {code}\n")
    return _NamedSide(short_id or side.id, "".join(lines))


def _body_code(name: str, languages: Sequence[str]) -> str | None:
    """Return the code of a body that CLDR names although it is not a country, such as EU."""
    tags = [*languages, "en"]
    return next(
        (code for code in _CODED_BODIES if name in [locales.country_name(code, tag) for tag in tags]), None
    )


def _starter_files(side: str, *, is_named: bool) -> dict[PurePosixPath, Path]:
    """Return the starter files of a kind of side, by their path in the project.

    Invented facts are left out if our side has a name.
    """
    files = {}
    for starter in (_COMMON, side, _NAMED) if is_named else (_COMMON, side):
        for path in (STARTER_FOLDER / starter).rglob("*"):
            name = PurePosixPath(path.relative_to(STARTER_FOLDER / starter).as_posix())
            is_invented = is_named and starter == side and name.parts[0] == "facts"
            if path.is_file() and not is_invented:
                files[name.with_name(_PROJECT_NAMES.get(name.name, name.name))] = path
    return files
