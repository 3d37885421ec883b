"""Adding a partner: whom the user means, and a folder that says what belongs in it.

What is known goes into the files (names, the code); what is not stands behind `#`, marked TODO, so that `check` counts
it and nothing that is not yet known can be printed.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.loading.fields import identifier
from briefings.loading.project import partner_folders
from briefings.loading.yaml_nodes import written
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.model.facts import ALL, SHARED, Area, Framework, Post
from briefings.schema import FOLDER, modeline
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Named
    from briefings.project import Project

__all__ = ["Newcomer", "add_partner", "country_ids", "identify", "is_country", "slug"]

_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A partner to be added.

    Attributes:
        id: of the partner, and name of its folder.
        code: ISO 3166-1 alpha-2, or empty for what is no country of that standard.
        names: text by BCP 47 tag, those of the languages of the house first.
    """

    id: str
    code: str
    names: dict[str, str]


def identify(asked: str, languages: Sequence[str], code: str = "", name: str = "") -> Newcomer:
    """Whom the user means.

    Args:
        asked: an id, a country's code, or its name in any of the languages, or in English.
        languages: of the house, that of its texts first.
        code: ISO 3166-1 alpha-2, if the user gave it.
        name: in the first of these languages, if the user gave it; it comes before that of CLDR.

    Raises:
        BriefingsError: if there is no such country and no name was given.
    """
    by_tag = _countries(languages)
    english = by_tag["en"]
    if code and code not in english:
        hint = "write two capital letters of ISO 3166-1, such as UZ"
        raise BriefingsError([Diagnostic("unknown-code", f"no country has the code {code!r}", hint=hint)])
    code = code or _code_of(asked, by_tag.values())
    if not code and not name:
        near = did_you_mean(
            asked.lower(), {told.lower() for names in by_tag.values() for told in names.values()}
        )
        hint = near or "a country by another name: give --code, such as --code UZ; no country: give --name"
        raise BriefingsError([Diagnostic("unknown-country", f"there is no country {asked!r}", hint=hint)])
    names = {tag: told[code] for tag, told in by_tag.items() if tag in languages and code in told}
    if name:
        names = {languages[0]: name, **{tag: told for tag, told in names.items() if tag != languages[0]}}
    spoken = {locales.primary(tag) for tag in names}
    own = locales.own_names(code) if code else {}
    names |= {tag: told for tag, told in own.items() if locales.primary(tag) not in spoken}
    return Newcomer(_id(asked, english.get(code, name)), code, names)


def country_ids(languages: Sequence[str]) -> set[str]:
    """The ids by which countries may be asked for: their names in these languages and in English, in Latin letters."""
    return {slug(name) for tag in {*languages, "en"} for name in locales.countries(tag).values()} - {""}


def is_country(asked: str, languages: Sequence[str]) -> bool:
    """Whether a country is called so in any of the languages, or in English, or has this code."""
    return bool(_code_of(asked, _countries(languages).values()))


def _countries(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """What countries are called, by language and code."""
    return {tag: locales.countries(tag) for tag in dict.fromkeys([*languages, "en"])}


def _code_of(asked: str, called: Iterable[dict[str, str]]) -> str:
    """The code of the country that is called so; empty if there is none."""
    for names in called:
        for code, name in names.items():
            if asked == code or _same(asked, name):
                return code
    return ""


def _same(asked: str, name: str) -> bool:
    """Whether two names are the same but for marks, hyphens and capitals."""
    plain = slug(asked).replace("-", "")
    return plain == slug(name).replace("-", "") if plain else asked.casefold() == name.casefold()


def slug(text: str) -> str:
    """Words as an id: small Latin letters, digits and hyphens; empty where nothing of that is left."""
    letters = unicodedata.normalize("NFKD", text.replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _OTHER.sub("-", plain.lower()).strip("-")


def _id(asked: str, name: str) -> str:
    try:
        return identifier(asked)
    except ValueError:
        return slug(name) or slug(asked)


def add_partner(project: Project, newcomer: Newcomer, day: date) -> list[Path]:
    """Make the folder of a partner; gives its files.

    Args:
        project: where it belongs.
        newcomer: whom to add.
        day: as of which the posts and frameworks on our side are called.

    Raises:
        BriefingsError: if the partner is there already, or the facts are at fault.
    """
    base = load(project.root)
    _is_new(project, base, newcomer)
    texts = dict(_Writer(base, newcomer, day).files())
    target = project.root / "facts" / newcomer.id
    # A schema that is not there would be complained of by every editor.
    with_schemas = (project.root / FOLDER).is_dir()
    # One rename, so that a partner is there with all of its files or not at all.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as place:
        made = Path(place) / newcomer.id
        made.mkdir()
        for name, text in texts.items():
            head = modeline(PurePosixPath("facts", newcomer.id, name)) if with_schemas else ""
            (made / name).write_text(head + text, encoding="utf-8", newline="\n")
        made.rename(target)
    return [target / name for name in texts]


def _is_new(project: Project, base: FactBase, newcomer: Newcomer) -> None:
    known = f"`briefings gaps {newcomer.id}` says what it lacks"
    if newcomer.id in (ALL, SHARED):
        hint = "give another id, and the name with --name"
        raise BriefingsError(
            [Diagnostic("bad-folder-name", f"{newcomer.id!r} is no id of a partner", hint=hint)]
        )
    if newcomer.id in partner_folders(project.root) or (project.root / "facts" / newcomer.id).exists():
        message = f"there is a folder facts/{newcomer.id} already"
        raise BriefingsError([Diagnostic("partner-exists", message, hint=known)])
    if newcomer.id in base.entities:
        entity = base.entities[newcomer.id]
        message = f"the id {newcomer.id!r} is taken already"
        raise BriefingsError([Diagnostic("repeated-id", message, entity.location, hint="give another id")])
    twin = next((each for each in base.partners if newcomer.code and each.code == newcomer.code), None)
    if twin:
        message, hint = (
            f"{newcomer.code} is the partner {twin.id!r}",
            f"`briefings gaps {twin.id}` says what it lacks",
        )
        raise BriefingsError([Diagnostic("partner-exists", message, twin.location, hint=hint)])


class _Writer:
    """Writes the files of a partner."""

    def __init__(self, base: FactBase, newcomer: Newcomer, day: date) -> None:
        self.base = base
        self.newcomer = newcomer
        self.day = day
        self.language = base.house.written
        self.common = {
            "id": newcomer.id,
            "lang": self.language,
            "marking": base.scheme.levels[0],
            "side": base.house.side,
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """The name and text of each."""
        yield "partner.yaml", "".join(self.partner())
        yield "posts.yaml", "".join(self.posts())
        yield "relations.yaml", "".join(self.relations())

    def partner(self) -> Iterator[str]:
        """The names, which shared posts cover it, and which regions there are."""
        yield self._text(_PARTNER)
        if self.newcomer.code:
            yield f"  code: {self.newcomer.code}\n"
        yield "  names:\n"
        for tag, text in self.newcomer.names.items():
            yield f"  - {{text: {written(text)}, lang: {tag}}}\n"
        yield self._text(_FORMS)
        offered = [post for post in self.base.all(Post) if post.partner is None and ALL not in post.covers]
        if offered:
            yield "  # TODO which of these shared posts cover it; those that cover all do so already:\n"
            yield from (f"  #   {post.id}: {self._name(post)}\n" for post in offered)
            yield f"  # posts: [{offered[0].id}]\n"
        if regions := [region.id for region in self.base.house.regions]:
            yield "  # TODO list it under `regions:` in facts/house.yaml, if an overview of a region is to have it:\n"
            yield f"  #   {', '.join(regions)}\n"

    def posts(self) -> Iterator[str]:
        """Who holds which post."""
        chosen = self.base.house.roles
        roles = chosen.theirs if chosen else ("head-of-state", "foreign-minister")
        yield self._text(_POSTS)
        yield from (self._text(_POST, role=role) for role in roles)
        yield self._text(_TENURES)
        yield from (self._text(_TENURE, role=role) for role in roles)

    def relations(self) -> Iterator[str]:
        """Everything else."""
        yield self._text(_RELATIONS)
        frameworks = [each for each in self.base.all(Framework) if each.organisation == self.base.house.side]
        if frameworks:
            yield _MEMBERSHIPS
        for framework in frameworks:
            yield self._text(_MEMBERSHIP, framework=framework.id, name=self._name(framework))
        areas = self.base.all(Area)
        if areas:
            yield _COOPERATION
        for area in areas:
            yield self._text(_AREA, area=area.id, name=self._name(area))
        yield self._text(_CONTACTS)

    def _text(self, text: str, **values: str) -> str:
        for name, value in {**self.common, **values}.items():
            text = text.replace(f"<{name}>", value)
        return text

    def _name(self, named: Named) -> str:
        return plain_name(named, self.language, self.day)


_PARTNER = """\
# The partner itself: its names. Those in the languages of the notes come first, then those in its own.
# What CLDR (Unicode's list) calls it is only a start: write names as your house does.
marking: <marking>
partner:
  id: <id>
"""
_FORMS = """\
  # TODO the formal name, which stands in the line of the parties, and the adjective:
  # - {text: TODO, lang: <lang>, form: formal}
  # - {text: TODO, lang: <lang>, form: adjective}
"""
_POSTS = """\
# Posts of the partner, and who holds them. Take the "# " away and write what is marked.
marking: <marking>

# TODO the posts that stand at a glance:
# posts:
"""
_POST = """\
# - id: <id>-<role>
#   role: <role>
#   partner: <id>
#   titles: [{text: TODO, lang: <lang>}]
"""
_TENURES = """
# TODO who holds them. "valid: /" is for dates that are not known; "attests" is a day on which a source shows it.
# people:
# - id: TODO
#   names: [{text: TODO, lang: <lang>}]
# tenures:
"""
_TENURE = """\
# - id: <role>-TODO
#   post: <id>-<role>
#   holder: TODO
#   valid: /
#   evidence: [{source: TODO, attests: TODO}]
"""
_RELATIONS = """\
# What happened ("on:") is told ever after; what holds ("valid:") is told while it holds.
# Take the "# " away and write what is marked.
marking: <marking>

# TODO sources; those on which facts of other partners rest as well belong in facts/shared/:
# sources:
# - id: TODO
#   title: TODO
#   publisher: TODO
#   published: TODO
#   language: <lang>

# TODO background, a sentence or two each:
# statements:
# - id: beginning
#   on: TODO
#   text: TODO
#   evidence: [TODO]
"""
_MEMBERSHIPS = """
# TODO to which frameworks it belongs, and since when; take the others out:
# memberships:
"""
_MEMBERSHIP = """\
# - id: <framework>
#   framework: <framework>    # <name>
#   valid: TODO/
#   evidence: [{source: TODO, attests: TODO}]
"""
_COOPERATION = """
# TODO what is done together, and in which area; take the others out:
# cooperation:
"""
_AREA = """\
# - id: <area>
#   area: <area>    # <name>
#   valid: TODO/
#   text: TODO
#   evidence: [{source: TODO, attests: TODO}]
"""
_CONTACTS = """
# TODO meetings, visits, calls and signatures:
# contacts:
# - id: visit-TODO
#   on: TODO
#   form: visit
#   with: <side>
#   place: TODO
#   theirs: [TODO]
#   topics: [TODO]
#   evidence: [TODO]
"""
