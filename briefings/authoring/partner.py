"""New partners: identify the partner that the user names, and write its folder.

Known values (names, the country code) go into the files. Everything else is a comment marked TODO, so that `check`
counts it and no note can print it.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.loading.fields import parse_id
from briefings.loading.project import list_partner_ids
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.model.entities import ALL_PARTNERS, SHARED_FOLDER, Area, Framework, Post
from briefings.schema import FOLDER, modeline
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.entities import NamedEntity
    from briefings.project import Project

__all__ = ["PartnerSeed", "add_partner", "country_ids", "identify_partner", "is_country", "slugify"]

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PartnerSeed:
    """A partner to add.

    Attributes:
        id: the id of the partner, and the name of its folder.
        code: the ISO 3166-1 alpha-2 code; empty if the partner is not a country of that standard.
        names: names by BCP 47 tag; the languages of the house come first.
    """

    id: str
    code: str
    names: dict[str, str]


def identify_partner(query: str, languages: Sequence[str], code: str = "", name: str = "") -> PartnerSeed:
    """Return the partner that the user means.

    Args:
        query: an id, the code of a country, or its name in English or in one of the languages.
        languages: the languages of the house, its default language first.
        code: the ISO 3166-1 alpha-2 code, if the user gave it.
        name: the name in the first language, if the user gave it; it replaces the name of CLDR.

    Raises:
        BriefingsError: if no country has the code, or if no country matches and no name was given.
    """
    names_by_tag = _country_names(languages)
    english_names = names_by_tag["en"]
    if code and code not in english_names:
        hint = "write two capital letters of ISO 3166-1, such as UZ"
        raise BriefingsError([Diagnostic("unknown-code", f"no country has the code {code!r}", hint=hint)])
    code = code or _find_country_code(query, names_by_tag.values())
    if not code and not name:
        suggestion = suggestion_hint(
            query.lower(), {country.lower() for names in names_by_tag.values() for country in names.values()}
        )
        hint = (
            suggestion or "a country by another name: give --code, such as --code UZ; no country: give --name"
        )
        raise BriefingsError([Diagnostic("unknown-country", f"there is no country {query!r}", hint=hint)])
    names = {
        tag: countries[code]
        for tag, countries in names_by_tag.items()
        if tag in languages and code in countries
    }
    if name:
        names = {languages[0]: name, **{tag: text for tag, text in names.items() if tag != languages[0]}}
    covered_languages = {locales.primary_language(tag) for tag in names}
    local_names = locales.official_country_names(code) if code else {}
    names |= {
        tag: text
        for tag, text in local_names.items()
        if locales.primary_language(tag) not in covered_languages
    }
    return PartnerSeed(_partner_id(query, english_names.get(code, name)), code, names)


def country_ids(languages: Sequence[str]) -> set[str]:
    """Return the ids that name a country: its names in English and these languages, in Latin letters."""
    return {slugify(name) for tag in {*languages, "en"} for name in locales.country_names(tag).values()} - {
        ""
    }


def is_country(query: str, languages: Sequence[str]) -> bool:
    """Return whether a country has this code, or this name in English or in one of the languages."""
    return bool(_find_country_code(query, _country_names(languages).values()))


def _country_names(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the names of countries in the languages and in English, by language and code."""
    return {tag: locales.country_names(tag) for tag in dict.fromkeys([*languages, "en"])}


def _find_country_code(query: str, name_tables: Iterable[dict[str, str]]) -> str:
    """Return the code of the country with this code or name; empty if there is none."""
    for names in name_tables:
        for code, name in names.items():
            if query == code or _is_same_name(query, name):
                return code
    return ""


def _is_same_name(query: str, name: str) -> bool:
    """Return whether two names are equal, ignoring diacritics, hyphens and case."""
    query_letters = slugify(query).replace("-", "")
    return (
        query_letters == slugify(name).replace("-", "")
        if query_letters
        else query.casefold() == name.casefold()
    )


def slugify(text: str) -> str:
    """Return a text as an id of lower-case Latin letters, digits and hyphens; empty if none of these remain."""
    letters = unicodedata.normalize("NFKD", text.replace("&", " and "))
    base_letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_IN_SLUG.sub("-", base_letters.lower()).strip("-")


def _partner_id(query: str, name: str) -> str:
    """Return the query if it is a valid id, else an id made from the name."""
    try:
        return parse_id(query)
    except ValueError:
        return slugify(name) or slugify(query)


def add_partner(project: Project, seed: PartnerSeed, day: date) -> list[Path]:
    """Create the folder of a partner; return the paths of its files.

    Args:
        project: the project to add it to.
        seed: the partner to add.
        day: the day whose names of posts and frameworks are written.

    Raises:
        BriefingsError: if the partner or its id already exists, or the facts have errors.
    """
    store = load(project.root)
    _require_new(project, store, seed)
    texts = dict(_FolderWriter(store, seed, day).file_texts())
    folder = project.root / "facts" / seed.id
    # Every editor complains about a schema file that does not exist.
    with_schemas = (project.root / FOLDER).is_dir()
    # One rename makes all files appear at once, or none of them.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary:
        new_folder = Path(temporary) / seed.id
        new_folder.mkdir()
        for name, text in texts.items():
            schema_line = modeline(PurePosixPath("facts", seed.id, name)) if with_schemas else ""
            (new_folder / name).write_text(schema_line + text, encoding="utf-8", newline="\n")
        new_folder.rename(folder)
    return [folder / name for name in texts]


def _require_new(project: Project, store: FactStore, seed: PartnerSeed) -> None:
    """Check that no partner, folder or entity has the id or the country code.

    Raises:
        BriefingsError: if one has, or the id is reserved.
    """
    gaps_hint = f"`briefings gaps {seed.id}` says what it lacks"
    if seed.id in (ALL_PARTNERS, SHARED_FOLDER):
        hint = "give another id, and the name with --name"
        raise BriefingsError([Diagnostic("bad-folder-name", f"{seed.id!r} is no id of a partner", hint=hint)])
    if seed.id in list_partner_ids(project.root) or (project.root / "facts" / seed.id).exists():
        message = f"there is a folder facts/{seed.id} already"
        raise BriefingsError([Diagnostic("partner-exists", message, hint=gaps_hint)])
    if seed.id in store.entities:
        entity = store.entities[seed.id]
        message = f"the id {seed.id!r} is taken already"
        raise BriefingsError([Diagnostic("repeated-id", message, entity.location, hint="give another id")])
    same_country = next(
        (partner for partner in store.partners if seed.code and partner.code == seed.code), None
    )
    if same_country:
        message, hint = (
            f"{seed.code} is the partner {same_country.id!r}",
            f"`briefings gaps {same_country.id}` says what it lacks",
        )
        raise BriefingsError([Diagnostic("partner-exists", message, same_country.location, hint=hint)])


class _FolderWriter:
    """The writer of the texts of a partner's files."""

    def __init__(self, store: FactStore, seed: PartnerSeed, day: date) -> None:
        """Collect the values of the placeholders."""
        self.store = store
        self.seed = seed
        self.day = day
        self.language = store.house.default_language
        self.placeholders = {
            "id": seed.id,
            "lang": self.language,
            "marking": store.scheme.levels[0],
            "side": store.house.side,
        }

    def file_texts(self) -> Iterator[tuple[str, str]]:
        """Yield the name and text of each file."""
        yield "partner.yaml", "".join(self._partner_lines())
        yield "posts.yaml", "".join(self._post_lines())
        yield "relations.yaml", "".join(self._relation_lines())

    def _partner_lines(self) -> Iterator[str]:
        """Yield the partner's names, the shared posts that may cover it, and the regions of the house."""
        yield self._fill_placeholders(_PARTNER)
        if self.seed.code:
            yield f"  code: {self.seed.code}\n"
        yield "  names:\n"
        for tag, text in self.seed.names.items():
            yield f"  - {{text: {quote_if_needed(text)}, lang: {tag}}}\n"
        yield self._fill_placeholders(_FORMS)
        shared_posts = [
            post
            for post in self.store.entities_of(Post)
            if post.partner is None and ALL_PARTNERS not in post.covered_partners
        ]
        if shared_posts:
            yield "  # TODO which of these shared posts cover it; those that cover all do so already:\n"
            yield from (f"  #   {post.id}: {self._name_of(post)}\n" for post in shared_posts)
            yield f"  # posts: [{shared_posts[0].id}]\n"
        if regions := [region.id for region in self.store.house.regions]:
            yield "  # TODO list it under `regions:` in facts/house.yaml, if an overview of a region is to have it:\n"
            yield f"  #   {', '.join(regions)}\n"

    def _post_lines(self) -> Iterator[str]:
        """Yield the posts for the roles of the house, and their tenures."""
        listed_roles = self.store.house.roles
        roles = listed_roles.their_side if listed_roles else ("head-of-state", "foreign-minister")
        yield self._fill_placeholders(_POSTS)
        yield from (self._fill_placeholders(_POST, role=role) for role in roles)
        yield self._fill_placeholders(_TENURES)
        yield from (self._fill_placeholders(_TENURE, role=role) for role in roles)

    def _relation_lines(self) -> Iterator[str]:
        """Yield the sources, statements, memberships, cooperation and contacts."""
        yield self._fill_placeholders(_RELATIONS)
        frameworks = [
            framework
            for framework in self.store.entities_of(Framework)
            if framework.organisation == self.store.house.side
        ]
        if frameworks:
            yield _MEMBERSHIPS
        for framework in frameworks:
            yield self._fill_placeholders(_MEMBERSHIP, framework=framework.id, name=self._name_of(framework))
        areas = self.store.entities_of(Area)
        if areas:
            yield _COOPERATION
        for area in areas:
            yield self._fill_placeholders(_AREA, area=area.id, name=self._name_of(area))
        yield self._fill_placeholders(_CONTACTS)

    def _fill_placeholders(self, text: str, **values: str) -> str:
        """Replace `<name>` in a text with the value of each placeholder."""
        for name, value in {**self.placeholders, **values}.items():
            text = text.replace(f"<{name}>", value)
        return text

    def _name_of(self, entity: NamedEntity) -> str:
        """Return the name of an entity on the day, in the default language."""
        return plain_name(entity, self.language, self.day)


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
