"""New projects: a real house to add partners to, or an invented one that builds at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import Template
from typing import TYPE_CHECKING

from briefings.authoring.partner import identify_partner, is_country, slugify
from briefings.compose.labels import start_hint
from briefings.loading.fields import parse_language_tag
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.project import package_data_folder
from briefings.schema import FOLDER, editor_settings, modeline, write_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["SIDES", "label_languages", "start_project"]

_STARTER = Path(__file__).parent.parent / "starter"
_CODED_BODIES = ("EU", "UN")
"""Codes that are not countries but have names in CLDR."""
_COMMON, _NAMED = "common", "own"
# Packaging tools would obey a `.gitignore` in the starter folder, so it has another name there.
_PROJECT_NAMES = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class _SideDefaults:
    """The values of the house file that depend on the kind of side, as YAML."""

    side: str
    their_roles: str
    our_roles: str


SIDES: dict[str, _SideDefaults] = {
    "organisation": _SideDefaults(
        "river-concord",
        "[head-of-state, foreign-minister]",
        "[secretary-general, special-representative]",
    ),
    "country": _SideDefaults(
        "ruritania",
        "[head-of-state, foreign-minister, mission]",
        "[head-of-state, foreign-minister, mission]",
    ),
    "agency": _SideDefaults("lighthouse-agency", "[minister]", "[director, programme-officer]"),
}
"""The kinds of side that a project can start with, by the name that the user gives."""


def label_languages() -> list[str]:
    """Return the languages that have packaged label files, sorted."""
    return sorted(path.stem for path in (package_data_folder() / "templates" / "labels").glob("*.yaml"))


def start_project(
    folder: Path, side: str, languages: Sequence[str], name: str = "", short: str = ""
) -> list[Path]:
    """Write a new project; return the paths of its files, sorted.

    Args:
        folder: the folder to write; it must be empty or not exist.
        side: one of `SIDES`.
        languages: the languages of the notes; the first one is the language of the fact texts.
        name: the name of our side; if empty, our side and its partner are invented.
        short: the short form of the name; may be empty.

    Raises:
        BriefingsError: if the folder is not empty, or a language has no packaged label file.
    """
    _require_empty(folder)
    available = label_languages()
    problems = [
        Diagnostic("unknown-language", f"there are no words in {tag!r}", hint=_language_hint(tag, available))
        for tag in languages
        if tag not in available
    ]
    if problems:
        raise BriefingsError(problems)
    defaults = SIDES[side]
    values = {
        "side": defaults.side,
        "theirs": defaults.their_roles,
        "ours": defaults.our_roles,
        "languages": f"[{', '.join(dict.fromkeys(languages))}]",
        "written": languages[0],
    }
    if name:
        values |= _side_names(languages, name, short)
    texts = {PurePosixPath(".vscode/settings.json"): editor_settings()}
    for file, path in _starter_files(side, named_side=bool(name)):
        texts[file] = modeline(file) + Template(path.read_text(encoding="utf-8")).substitute(values)
    for file, text in texts.items():
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return sorted([*write_schemas(folder / FOLDER), *(folder / file for file in texts)])


def _language_hint(tag: str, available: Sequence[str]) -> str:
    """Return what to do about a language that has no packaged label file."""
    try:
        parse_language_tag(tag)
    except ValueError:
        return suggestion_hint(tag, available)
    if not locales.is_known_language(tag):
        return suggestion_hint(tag, available)
    return (
        f"begin in one of {', '.join(available)}; then, in the project, {start_hint(tag)}, "
        f"and add {tag} to `languages:` in facts/house.yaml"
    )


def _require_empty(folder: Path) -> None:
    """Check that a folder is empty or does not exist, so that no file of the user is overwritten.

    Raises:
        BriefingsError: if the folder is not empty, or is a file.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        hint = "give the name of a folder that is not there yet"
        raise BriefingsError([Diagnostic("not-a-folder", f"{folder} is no folder", hint=hint)])
    if any(folder.iterdir()):
        hint = "give the name of a folder that is not there yet, or empty this one"
        raise BriefingsError([Diagnostic("folder-not-empty", f"{folder} is not empty", hint=hint)])


def _side_names(languages: Sequence[str], name: str, short: str) -> dict[str, str]:
    """Return the id and the names of our side for the house file; a country gets its names in all languages."""
    side = identify_partner(name, languages, name="" if is_country(name, languages) else name)
    lines = [f"  - {{text: {quote_if_needed(text)}, lang: {tag}}}\n" for tag, text in side.names.items()]
    if short:
        lines.insert(1, f"  - {{text: {quote_if_needed(short)}, lang: {languages[0]}, form: short}}\n")
    tags = [*languages, "en"]
    code = side.code or next(
        (body for body in _CODED_BODIES if name in [locales.country_name(body, tag) for tag in tags]), ""
    )
    if code:
        lines.append(f"  code: {code}\n")
    return {"side": slugify(short) or side.id, "names": "".join(lines)}


def _starter_files(side: str, *, named_side: bool) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the starter files of a kind of side: the path in the project, and the path of the starter file.

    Invented facts are left out if our side has a name.
    """
    files = {}
    for starter in (_COMMON, side, _NAMED) if named_side else (_COMMON, side):
        for path in (_STARTER / starter).rglob("*"):
            name = PurePosixPath(path.relative_to(_STARTER / starter).as_posix())
            is_invented = named_side and starter == side and name.parts[0] == "facts"
            if path.is_file() and not is_invented:
                files[name.with_name(_PROJECT_NAMES.get(name.name, name.name))] = path
    yield from files.items()
