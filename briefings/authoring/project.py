"""Starting a project anywhere: a house of one's own to add partners to, or an invented one that builds at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import Template
from typing import TYPE_CHECKING

from briefings.authoring.partner import identify, is_country, slug
from briefings.compose.labels import beginning
from briefings.loading.fields import language_tag
from briefings.loading.yaml_nodes import written
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.project import packaged
from briefings.schema import FOLDER, modeline, publish, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["SIDES", "languages", "start"]

_STARTER = Path(__file__).parent.parent / "starter"
_BODIES = ("EU", "UN")
"""What is no country and has a code and names in CLDR all the same."""
_COMMON, _OWN = "common", "own"
# Tools that pack files heed a file of this name wherever it lies.
_NAMES = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class _House:
    """What is different in the house file from one kind of side to another."""

    side: str
    theirs: str
    ours: str


SIDES: dict[str, _House] = {
    "organisation": _House(
        "river-concord",
        "[head-of-state, foreign-minister]",
        "[secretary-general, special-representative]",
    ),
    "country": _House(
        "ruritania",
        "[head-of-state, foreign-minister, mission]",
        "[head-of-state, foreign-minister, mission]",
    ),
    "agency": _House("lighthouse-agency", "[minister]", "[director, programme-officer]"),
}
"""The kinds of side for which there is a start, by the name that the user gives."""


def languages() -> list[str]:
    """The languages in which notes can be written with the words that come with Briefings."""
    return sorted(path.stem for path in (packaged() / "templates" / "labels").glob("*.yaml"))


def start(folder: Path, side: str, chosen: Sequence[str], name: str = "", short: str = "") -> list[Path]:
    """Write a new project; gives its files.

    Args:
        folder: where; it must not be there yet, or be empty.
        side: one of `SIDES`.
        chosen: languages of the notes, the first one being that in which texts are written.
        name: of our side; without one, our side and its partner are invented.
        short: form of the name.

    Raises:
        BriefingsError: if the folder has something in it, or there are no words in a language.
    """
    _may_be_filled(folder)
    known = languages()
    unknown = [
        Diagnostic("unknown-language", f"there are no words in {tag!r}", hint=_other_language(tag, known))
        for tag in chosen
        if tag not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    house = SIDES[side]
    values = {
        "side": house.side,
        "theirs": house.theirs,
        "ours": house.ours,
        "languages": f"[{', '.join(dict.fromkeys(chosen))}]",
        "written": chosen[0],
    }
    if name:
        values |= _names(chosen, name, short)
    texts = {PurePosixPath(".vscode/settings.json"): settings()}
    for file, path in _files(side, own=bool(name)):
        texts[file] = modeline(file) + Template(path.read_text(encoding="utf-8")).substitute(values)
    for file, text in texts.items():
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return sorted([*publish(folder / FOLDER), *(folder / file for file in texts)])


def _other_language(tag: str, known: Sequence[str]) -> str:
    """What to do about a language for which no words come with Briefings."""
    try:
        language_tag(tag)
    except ValueError:
        return did_you_mean(tag, known)
    if not locales.is_known(tag):
        return did_you_mean(tag, known)
    return (
        f"begin in one of {', '.join(known)}; then, in the project, {beginning(tag)}, "
        f"and add {tag} to `languages:` in facts/house.yaml"
    )


def _may_be_filled(folder: Path) -> None:
    """Report a folder that has something in it: nothing of the user's is ever written over."""
    if not folder.exists():
        return
    if not folder.is_dir():
        hint = "give the name of a folder that is not there yet"
        raise BriefingsError([Diagnostic("not-a-folder", f"{folder} is no folder", hint=hint)])
    if any(folder.iterdir()):
        hint = "give the name of a folder that is not there yet, or empty this one"
        raise BriefingsError([Diagnostic("folder-not-empty", f"{folder} is not empty", hint=hint)])


def _names(languages: Sequence[str], name: str, short: str) -> dict[str, str]:
    """The id of our side and its names, those of a country in all languages."""
    us = identify(name, languages, name="" if is_country(name, languages) else name)
    lines = [f"  - {{text: {written(text)}, lang: {tag}}}\n" for tag, text in us.names.items()]
    if short:
        lines.insert(1, f"  - {{text: {written(short)}, lang: {languages[0]}, form: short}}\n")
    told = [*languages, "en"]
    code = us.code or next(
        (body for body in _BODIES if name in [locales.country(body, tag) for tag in told]), ""
    )
    if code:
        lines.append(f"  code: {code}\n")
    return {"side": slug(short) or us.id, "names": "".join(lines)}


def _files(side: str, *, own: bool) -> Iterator[tuple[PurePosixPath, Path]]:
    """The files of a start: the name in the project, and where it is now."""
    found = {}
    for top in (_COMMON, side, _OWN) if own else (_COMMON, side):
        for path in (_STARTER / top).rglob("*"):
            name = PurePosixPath(path.relative_to(_STARTER / top).as_posix())
            invented = own and top == side and name.parts[0] == "facts"
            if path.is_file() and not invented:
                found[name.with_name(_NAMES.get(name.name, name.name))] = path
    yield from found.items()
