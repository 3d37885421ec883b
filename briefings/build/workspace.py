"""All that a project makes notes from, opened once: facts, templates, wording, styles, fonts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.catalog import REGION, Catalogue
from briefings.build.request import STYLES
from briefings.compose.compose import compose
from briefings.compose.labels import Labels, beginning
from briefings.factbase.links import folder_of
from briefings.factbase.load import load
from briefings.factbase.store import FactBase
from briefings.loading.logo import read_logo
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, did_you_mean
from briefings.model.facts import AUDIENCE, SHARED, Entity, Fact, Person, Visit
from briefings.outputs import html, markdown
from briefings.project import packaged
from briefings.templating import Templates
from briefings.views.builder import view_by
from briefings.views.context import Teller
from briefings.views.expiry import changes_on
from briefings.views.records import Scope
from briefings.views.regions import Members

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.request import Note, Order
    from briefings.compose.brief import Brief
    from briefings.compose.compose import AddendumView
    from briefings.compose.products import Product
    from briefings.model.house import House, Logo
    from briefings.project import Project
    from briefings.views.records import View

__all__ = ["Draft", "Workshop", "found_logo", "labels_in"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed note.

    Attributes:
        brief: the note.
        known: the facts as its readers may know them.
    """

    brief: Brief
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
        catalogue: the subjects and products that it has.
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
        self._styles: dict[tuple[Templates, str], str] = {}
        self._facts: tuple[tuple[str, ...], FactBase] | None = None
        self._told: dict[Scope, tuple[View, FactBase]] = {}
        self.catalogue = Catalogue(project, self.base.house)

    def entries(self, folder: str) -> list[Entity | Fact]:
        """What is in a folder of facts, in order."""
        return self._folders.get(folder, [])

    def facts(self, *folders: str) -> FactBase:
        """What is in these folders of facts and what is shared, in the order of all facts."""
        if self._facts is None or self._facts[0] != folders:
            # Notes of one subject are made one after the other: their facts are put together once.
            entries = [entry for name in sorted({SHARED, *folders}) for entry in self.entries(name)]
            base = FactBase.of(
                self.base.house,
                self.base.schemes,
                [*(entry for entry in entries if isinstance(entry, Entity)), *self.base.house.regions],
                (entry for entry in entries if isinstance(entry, Fact)),
            )
            self._facts = (folders, base)
            self._told.clear()
        return self._facts[1]

    def templates(self, subject: Subject | None = None) -> Templates:
        """The templates that the notes on a subject use."""
        searched = self.project.template_folders(subject.id if subject else None)
        folders = tuple(folder for folder in searched if folder.is_dir())
        if folders not in self._templates:
            self._templates[folders] = Templates(folders, self.project.root)
        return self._templates[folders]

    def labels(self, subject: Subject | None = None, language: str = "") -> Labels:
        """The wording of the notes on a subject in a language, that of its texts if none is given.

        Raises:
            BriefingsError: if there is no label file, or one is at fault.
        """
        language = language or self.base.house.written
        templates = self.templates(subject)
        if (templates, language) not in self._labels:
            asked = self.base.house.place("languages", language)
            self._labels[templates, language] = labels_in(language, templates, asked)
        return self._labels[templates, language]

    def product(self, subject: Subject, note: Note) -> Product:
        """The product of a note, with all that it needs to be written.

        Raises:
            BriefingsError: if there is none, or its file is at fault.
        """
        templates, labels = self.templates(subject), self.labels(subject, note.language)
        if (templates, labels, note.product) not in self._products:
            product = self.catalogue.product(note.product, subject)
            if problems := list(product.problems(templates, labels)):
                raise BriefingsError(problems)
            self._products[templates, labels, note.product] = product
        return self._products[templates, labels, note.product]

    def draft(
        self,
        subject: Subject,
        note: Note,
        order: Order,
        as_of: date | None = None,
        addendum: AddendumView | None = None,
    ) -> Draft:
        """Compose a note, as of the day of the order or another one, or an addendum to it.

        Raises:
            BriefingsError: if its product, a template or a label file is at fault, or the house does not write in its
                language.
        """
        if problem := self.catalogue.foreign(note.language):
            raise BriefingsError([problem])
        view, known = self.told(subject, note, order, as_of)
        templates, labels = self.templates(subject), self.labels(subject, note.language)
        product = self.product(subject, note)
        if problem := _unknown(product, note, view, known):
            raise BriefingsError([problem])
        house, scheme = self.base.house, self.base.scheme
        brief = compose(
            view,
            house,
            scheme,
            templates,
            labels,
            product,
            order.occasion,
            order.number,
            addendum,
            self.logo(subject),
        )
        return Draft(brief, known)

    def told(
        self, subject: Subject, note: Note, order: Order, as_of: date | None = None
    ) -> tuple[View, FactBase]:
        """What a note may say, as of the day of the order or another one, and the facts as its readers may know them.

        Raises:
            BriefingsError: if its product is at fault.
        """
        contacts = order.shown(self.base.house, self.product(subject, note))
        scope = Scope(subject.id, as_of or order.as_of, AUDIENCE, note.language, contacts, note.about)
        facts = self.facts(*subject.folders)
        if scope not in self._told:
            # Notes that differ in their sections only say the same.
            if subject.kind == REGION:
                members = Members(facts, scope)
                self._told[scope] = (members.view(), members.base)
            else:
                teller = Teller(facts, scope)
                self._told[scope] = (view_by(teller), teller.base)
        return self._told[scope]

    def changes_on(self, subject: Subject, day: date) -> date | None:
        """The next day on which a note of a subject may have to say something else; None for never."""
        scope = Scope(subject.id, day, AUDIENCE, self.base.house.written)
        facts = self.facts(*subject.folders)
        if subject.kind == REGION:
            return Members(facts, scope).changes_on()
        return changes_on(Teller(facts, scope))

    def logo(self, subject: Subject | None = None) -> Logo | None:
        """The logo of the house; None if it has none.

        Raises:
            BriefingsError: if it is missing, or nothing that a note can take.
        """
        templates, name = self.templates(subject), self.base.house.look.logo
        if name and templates not in self._logos:
            problems: list[Diagnostic] = []
            self._logos[templates] = found_logo(templates, self.base.house, problems)
            if problems:
                raise BriefingsError(problems)
        return self._logos.get(templates)

    def render(self, brief: Brief, subject: Subject, name: str) -> bytes:
        """A format that is made here and now: `md` or `html`."""
        return markdown.render(brief) if name == "md" else html.render(brief, self.style(subject, name))

    def style(self, subject: Subject, name: str) -> str:
        """The style sheets of a format, one behind the other; empty for one that has none.

        Of rules that say different things the later counts: those of a partner come last.

        Raises:
            BriefingsError: if one of them is missing, or does not end.
        """
        if name not in STYLES:
            return ""
        templates = self.templates(subject)
        replaced, added = STYLES[name]
        if (templates, name) not in self._styles:
            files = [self._file(templates, replaced), *reversed(list(templates.all(added)))]
            texts = {path: self._read(path, templates).decode("utf-8", "replace") for path in files}
            own = {path: text for path, text in texts.items() if not path.is_relative_to(packaged())}
            if problems := [
                found for path, text in own.items() if (found := self._unended(path, text, templates))
            ]:
                raise BriefingsError(problems)
            self._styles[templates, name] = "\n".join(texts.values())
        return self._styles[templates, name]

    @staticmethod
    def _unended(path: Path, text: str, templates: Templates) -> Diagnostic | None:
        """What of a style sheet does not end: it would take the one behind it along."""
        from briefings.outputs.css import unended  # noqa: PLC0415 - for houses with styles of their own

        return unended(text, templates.shown(path))

    def explained(self, problems: Sequence[Diagnostic], subject: Subject) -> list[Diagnostic]:
        """Problems of a PDF, those of its style told in the files of the house where they can be found there."""
        from briefings.outputs.css import faults  # noqa: PLC0415 - for styles that are at fault

        templates, (replaced, added) = self.templates(subject), STYLES["pdf"]
        files = [self._file(templates, replaced), *templates.all(added)]
        found = [
            problem
            for path in files
            if not path.is_relative_to(packaged())
            for problem in faults(
                self._read(path, templates).decode("utf-8", "replace"), templates.shown(path), printed=True
            )
        ]
        return [*found, *(other for other in problems if not found or other.code != "typesetting")]

    def fonts(self, subject: Subject) -> dict[str, bytes]:
        """The fonts of a PDF, by file name."""
        return self._fonts_of(subject).files

    def fonts_digest(self, subject: Subject) -> str:
        """The digest of the fonts of a PDF."""
        return self._fonts_of(subject).digest

    def _fonts_of(self, subject: Subject) -> _Fonts:
        templates = self.templates(subject)
        if templates not in self._fonts:
            files = {path.name: self._read(path, templates) for path in templates.fonts()}
            digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
            self._fonts[templates] = _Fonts(files, fingerprints.of(digests))
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


def _unknown(product: Product, note: Note, view: View, known: FactBase) -> Diagnostic | None:
    """Say that there is no such person or visit as the note is to be about, as far as its readers may know."""
    if product.about == "person" and view.person is None:
        hint = did_you_mean(note.about, (person.id for person in known.all(Person)))
        return Diagnostic("unknown-person", f"there is no person {note.about!r}", hint=hint)
    if product.about == "visit" and view.visit is None:
        hint = did_you_mean(note.about, (fact.id for fact in known.facts if isinstance(fact, Visit)))
        return Diagnostic("unknown-visit", f"there is no visit {note.about!r}", hint=hint)
    return None


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
        message, place = f"there is no templates/{house.look.logo}", house.place("logo")
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
        hint = f"{beginning(language)}, or take the language out"
        raise BriefingsError([Diagnostic("missing-file", message, asked, hint=hint)])
    return Labels.read(language, files)
