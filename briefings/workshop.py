"""All that a project makes notes from, opened once: facts, templates, wording, styles, fonts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.compose import compose
from briefings.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.factbase import FactBase
from briefings.horizon import changes_on
from briefings.labels import Labels
from briefings.load import SHARED, load
from briefings.logo import read_logo
from briefings.model import Entity, Fact
from briefings.outputs import html, markdown
from briefings.products import STANDARD, Product, product_files
from briefings.references import folder_of
from briefings.telling import Teller
from briefings.templating import Templates
from briefings.view import Scope
from briefings.viewing import view_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from briefings.brief import Brief
    from briefings.house import House, Logo
    from briefings.project import Project

__all__ = [
    "AUDIENCE",
    "FORMATS",
    "PACKAGED_LANGUAGE",
    "STYLES",
    "Draft",
    "Order",
    "Workshop",
    "found_logo",
    "labels_in",
]

AUDIENCE = "internal"
FORMATS = ("md", "html", "pdf")
LOOK = "look.css"
STYLES = {"html": ("screen.css", LOOK), "pdf": ("print.css", LOOK)}
"""The style sheets of a format: the first one is replaced whole, those of the second name are added to it."""
PACKAGED_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Order:
    """What to build.

    Attributes:
        partners: ids of partners; none for all.
        as_of: the day of the notes.
        dated: whether the user gave that day, so that it stands in the names of the files.
        formats: some of `FORMATS`.
        occasion: what the notes are for; empty for none.
        number: of the note in the register; empty for a blank to fill in by hand.
        contacts: how many are shown, a number or `all`; empty for as many as the product says, else the house.
    """

    partners: tuple[str, ...]
    as_of: date
    dated: bool = False
    formats: tuple[str, ...] = FORMATS
    occasion: str = ""
    number: str = ""
    contacts: str = ""

    def shown(self, house: House, product: Product) -> int | None:
        """How many contacts a note shows; None for all."""
        if not self.contacts:
            return house.contacts if product.contacts is None else product.contacts
        return None if self.contacts == "all" else int(self.contacts)

    def set_name(self, partner: str) -> str:
        """The name of a partner's set: a question about another day never overwrites today's note."""
        return f"{partner}@{self.as_of.isoformat()}" if self.dated else partner

    def file_name(self, partner: str, language: str, name: str) -> str:
        """The name of a file of a set."""
        day = f".{self.as_of.isoformat()}" if self.dated else ""
        return f"{partner}.{language}{day}.{name}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed note.

    Attributes:
        brief: the note.
        changes_on: the next day on which it may have to be another one; None for never.
        known: the facts as its readers may know them.
    """

    brief: Brief
    changes_on: date | None
    known: FactBase


@dataclass(frozen=True, slots=True)
class _Fonts:
    """Font files by name, with the digest of them all."""

    files: dict[str, bytes]
    digest: str


class Workshop:
    """Makes the notes of a project.

    Attributes:
        project: where its files are.
        base: its facts.
    """

    def __init__(
        self, project: Project, partners: Iterable[str] | None = None, facts: Path | None = None
    ) -> None:
        """Open a project.

        Args:
            project: where its files are.
            partners: whose folders are read, beside what is shared; None for all.
            facts: another folder whose `facts/` is read instead of the project's own, or None.

        Raises:
            BriefingsError: if its facts are at fault.
        """
        self.project = project
        self.base: FactBase = load(facts or project.root, partners)
        self._folders = _by_folder(self.base)
        self._templates: dict[tuple[Path, ...], Templates] = {}
        self._labels: dict[tuple[Templates, str], Labels] = {}
        self._products: dict[tuple[Templates, Labels, str], Product] = {}
        self._logos: dict[Templates, Logo | None] = {}
        self._fonts: dict[Templates, _Fonts] = {}

    def facts(self, partner: str) -> FactBase:
        """What the note of a partner rests on: its own folder and what is shared, in the order of all facts."""
        entries = [entry for name in sorted({SHARED, partner}) for entry in self._folders.get(name, ())]
        return FactBase.of(
            self.base.house,
            self.base.schemes,
            (entry for entry in entries if isinstance(entry, Entity)),
            (entry for entry in entries if isinstance(entry, Fact)),
        )

    def templates(self, partner: str | None = None) -> Templates:
        """The templates that a partner's note uses."""
        folders = tuple(folder for folder in self.project.template_folders(partner) if folder.is_dir())
        if folders not in self._templates:
            self._templates[folders] = Templates(folders, self.project.root)
        return self._templates[folders]

    def labels(self, partner: str | None = None, language: str = "") -> Labels:
        """The wording of a partner's note, in a language, the house's first one if none is given.

        Raises:
            BriefingsError: if there is no label file, or one is at fault.
        """
        language = language or self.base.house.languages[0]
        templates = self.templates(partner)
        if (templates, language) not in self._labels:
            asked = self.base.house.places.get("languages")
            self._labels[templates, language] = labels_in(language, templates, asked)
        return self._labels[templates, language]

    def product(self, id_: str, partner: str | None = None, language: str = "") -> Product:
        """A product, with all that it needs to be written about a partner in a language.

        Raises:
            BriefingsError: if there is none, or its file is at fault.
        """
        templates, labels = self.templates(partner), self.labels(partner, language)
        if (templates, labels, id_) not in self._products:
            path = templates.find(f"products/{id_}.yaml")
            if path is None:
                hint = did_you_mean(id_, product_files(templates))
                message = f"there is no product {id_!r}"
                raise BriefingsError([Diagnostic("unknown-product", message, hint=hint)])
            product = Product.read(path, templates.shown(path))
            if problems := list(product.problems(templates, labels)):
                raise BriefingsError(problems)
            self._products[templates, labels, id_] = product
        return self._products[templates, labels, id_]

    def draft(self, partner: str, order: Order, as_of: date | None = None, language: str = "") -> Draft:
        """Compose the note of a partner, as of the day of the order or another one, in the house's first language or another one.

        Raises:
            BriefingsError: if a template or a label file is at fault.
        """
        language = language or self.base.house.languages[0]
        product = self.product(STANDARD, partner, language)
        shown = order.shown(self.base.house, product)
        scope = Scope(partner, as_of or order.as_of, AUDIENCE, language, shown)
        teller = Teller(self.facts(partner), scope)
        view = view_by(teller)
        brief = compose(
            view,
            self.base.house,
            self.base.scheme,
            self.templates(partner),
            self.labels(partner, language),
            product,
            order.occasion,
            order.number,
            logo=self.logo(partner),
        )
        return Draft(brief, changes_on(teller), teller.base)

    def logo(self, partner: str | None = None) -> Logo | None:
        """The logo of the house; None if it has none.

        Raises:
            BriefingsError: if it is missing, or nothing that a note can take.
        """
        templates, name = self.templates(partner), self.base.house.look.logo
        if name and templates not in self._logos:
            problems: list[Diagnostic] = []
            self._logos[templates] = found_logo(templates, self.base.house, problems)
            if problems:
                raise BriefingsError(problems)
        return self._logos.get(templates)

    def render(self, brief: Brief, partner: str, name: str) -> bytes:
        """A format that is made here and now: `md` or `html`."""
        return markdown.render(brief) if name == "md" else html.render(brief, self.style(partner, name))

    def style(self, partner: str, name: str) -> str:
        """The style sheets of a format, one behind the other; empty for one that has none.

        Of rules that say different things the later counts: those of a partner come last.
        """
        if name not in STYLES:
            return ""
        templates = self.templates(partner)
        replaced, added = STYLES[name]
        files = [self._file(templates, replaced), *reversed(list(templates.all(added)))]
        return "\n".join(self._read(path, templates).decode("utf-8", "replace") for path in files)

    def fonts(self, partner: str) -> dict[str, bytes]:
        """The fonts of a PDF, by file name."""
        return self._fonts_of(partner).files

    def fonts_digest(self, partner: str) -> str:
        """The digest of the fonts of a PDF."""
        return self._fonts_of(partner).digest

    def _fonts_of(self, partner: str) -> _Fonts:
        templates = self.templates(partner)
        if templates not in self._fonts:
            files = {path.name: self._read(path, templates) for path in templates.fonts()}
            digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
            self._fonts[templates] = _Fonts(files, fingerprint.of(digests))
        return self._fonts[templates]

    @staticmethod
    def _file(templates: Templates, name: str) -> Path:
        path = templates.find(name)
        if path is None:
            raise BriefingsError([Diagnostic("missing-file", f"there is no templates/{name}")])
        return path

    @staticmethod
    def _read(path: Path, templates: Templates) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            message = f"{templates.shown(path)} can't be read: {error.strerror}"
            raise BriefingsError([Diagnostic("unreadable-file", message)]) from error


def _by_folder(base: FactBase) -> dict[str, list[Entity | Fact]]:
    folders: dict[str, list[Entity | Fact]] = {}
    entries: tuple[Entity | Fact, ...] = (*base.entities.values(), *base.facts)
    for entry in entries:
        folders.setdefault(folder_of(entry.location), []).append(entry)
    return folders


def found_logo(templates: Templates, house: House, problems: list[Diagnostic]) -> Logo | None:
    """The logo that a house names, as these templates have it; None if there is none, or none that will do.

    Args:
        templates: where it is looked for.
        house: names it.
        problems: what is wrong is added here.
    """
    if not house.look.logo:
        return None
    path = templates.find(house.look.logo)
    if path is None:
        message, place = f"there is no templates/{house.look.logo}", house.places.get("logo")
        problems.append(Diagnostic("missing-file", message, place, hint="put it there, or take the line out"))
        return None
    return read_logo(path, templates.shown(path), problems)


def labels_in(language: str, templates: Templates, asked: Location | None) -> Labels:
    """The wording in a language.

    Args:
        language: BCP 47 tag.
        templates: where label files are looked for.
        asked: where the house asks for the language.

    Raises:
        BriefingsError: if there is no label file, or one is at fault.
    """
    name = f"labels/{language}.yaml"
    files = [(path, templates.shown(path)) for path in templates.all(name)]
    if not files:
        message = f"there is no templates/{name}, so no note can be written in {language!r}"
        hint = f"translate labels/{PACKAGED_LANGUAGE}.yaml, or take the language out"
        raise BriefingsError([Diagnostic("missing-file", message, asked, hint=hint)])
    return Labels.read(language, files)
