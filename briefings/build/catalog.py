"""On whom there can be notes, and which ones: the subjects and products of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.request import Note
from briefings.compose.products import ABOUT, Product, no_product, not_usual, product_files
from briefings.factbase.load import load
from briefings.loading.project import load_house, partner_folders
from briefings.model.diagnostics import BriefingsError, Diagnostic, a, did_you_mean
from briefings.model.facts import Person, Post, Visit
from briefings.model.house import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.build.request import Order
    from briefings.model.house import House
    from briefings.project import Project

__all__ = ["PARTNER", "REGION", "Catalogue", "Subject"]

_FEW = 12
PARTNER, _PERSON, _VISIT, REGION = ABOUT


@dataclass(frozen=True, slots=True)
class Subject:
    """On whom there are notes.

    Attributes:
        id: of the partner or region.
        kind: `partner` or `region`.
        folders: of facts on which its notes rest, beside what is shared.
    """

    id: str
    kind: str
    folders: tuple[str, ...]


class Catalogue:
    """The subjects of a project and the notes that there can be of each.

    Attributes:
        subjects: by id, in order.
    """

    def __init__(self, project: Project, house: House) -> None:
        self.project = project
        self.house = house
        partners = [Subject(id_, PARTNER, (id_,)) for id_ in partner_folders(project.root)]
        regions = [Subject(region.id, REGION, region.partners) for region in house.regions]
        self.subjects = {subject.id: subject for subject in (*partners, *regions)}
        self._products: dict[Path, Product] = {}
        self._found: dict[str | None, Mapping[str, Path]] = {}
        owned = (folder / "partners" for folder in project.template_folders())
        # Most partners have no templates of their own, and one look tells for all of them.
        self._special = {path.name for folder in owned if folder.is_dir() for path in folder.iterdir()}

    @classmethod
    def of(cls, project: Project) -> Catalogue:
        """The catalogue of a project.

        Raises:
            BriefingsError: if its house is at fault.
        """
        problems: list[Diagnostic] = []
        house = load_house(project.root, problems)
        if problems:
            raise BriefingsError(problems)
        return cls(project, house)

    def chosen(self, asked: Sequence[str]) -> list[Subject]:
        """The subjects asked for, all if none, in order and without repeats.

        Raises:
            BriefingsError: if there is no such subject, or none at all.
        """
        unknown = [
            Diagnostic(
                "unknown-partner", f"there is no partner {id_!r}", hint=did_you_mean(id_, self.subjects)
            )
            for id_ in asked
            if id_ not in self.subjects
        ]
        if unknown:
            raise BriefingsError(unknown)
        if not self.subjects:
            hint = "`briefings new COUNTRY` adds one: a folder under facts/ with a file that has `partner:`"
            raise BriefingsError([Diagnostic("no-partner", "there are no partners", hint=hint)])
        return [self.subjects[id_] for id_ in dict.fromkeys(asked or self.subjects)]

    def standard(self, subject: Subject) -> Note:
        """The note on a subject that needs no words to be told from the others."""
        product = STANDARD if subject.kind == PARTNER else REGION
        return Note(product, "", self.house.written)

    def product(self, id_: str, subject: Subject | None = None) -> Product:
        """A product, as its file is found for a subject.

        Raises:
            BriefingsError: if there is none, or its file is at fault.
        """
        files = self._files(subject)
        if id_ not in files:
            listed = id_ in self.house.products
            place = self.house.place("products", id_) if listed else None
            raise BriefingsError([no_product(id_, files, place)])
        path = files[id_]
        if path not in self._products:
            self._products[path] = Product.read(path, self.project.shown(path))
        return self._products[path]

    def _files(self, subject: Subject | None) -> Mapping[str, Path]:
        """The files of all products that there are for a subject, by id."""
        special = subject.id if subject and subject.id in self._special else None
        if special not in self._found:
            folders = (folder / "products" for folder in self.project.template_folders(special))
            self._found[special] = product_files([folder for folder in folders if folder.is_dir()])
        return self._found[special]

    def notes(self, order: Order, subject: Subject) -> list[Note]:
        """The notes on a subject that an order asks for, in order; none where its products are about something else.

        Raises:
            BriefingsError: if a product of the subject is at fault.
        """
        languages = order.languages or self.house.languages
        products = [self.product(id_, subject) for id_ in order.products or self.usual(subject)]
        if not order.products and subject.kind == PARTNER:
            found = (not_usual(each, self.house.place("products", each.id)) for each in products)
            if problems := [problem for problem in found if problem]:
                raise BriefingsError(problems)
        return [
            Note(product.id, order.about if product.about in (_PERSON, _VISIT) else "", language)
            for product in products
            if subject.kind == (REGION if product.about == REGION else PARTNER)
            for language in languages
        ]

    def usual(self, subject: Subject) -> Sequence[str]:
        """The products that are made of a subject where none is asked for."""
        return self.house.products if subject.kind == PARTNER else (REGION,)

    def foreign(self, language: str) -> Diagnostic | None:
        """Say that the house has no notes in a language, if that is so."""
        if language in self.house.languages:
            return None
        hint = f"the languages of the house are {', '.join(self.house.languages)}; see facts/house.yaml"
        return Diagnostic("unknown-language", f"no notes are written in {language!r}", hint=hint)

    def refuse(self, order: Order) -> None:
        """Refuse an order that can't be met, before anything is read for it.

        Raises:
            BriefingsError: with everything that is wrong with it.
        """
        subjects = self.chosen(order.subjects)
        if problems := list(self._wrong(order, subjects)):
            raise BriefingsError(problems)

    def _wrong(self, order: Order, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
        yield from (problem for language in order.languages if (problem := self.foreign(language)))
        products: dict[str, Product] = {}
        for id_ in order.products:
            for subject in subjects if order.subjects else [None]:
                try:
                    products[id_] = self.product(id_, subject)
                except BriefingsError as error:
                    yield from error.diagnostics
        for product in products.values():
            if product.about in (_PERSON, _VISIT) and not (order.about and order.subjects):
                message = f"the product {product.id!r} is about {a(product.about)}"
                yield Diagnostic("no-subject", message, hint=self._about(product, order, subjects))
            kind = REGION if product.about == REGION else PARTNER
            others = [subject for subject in subjects if subject.kind != kind]
            for subject in others if order.subjects or len(others) == len(subjects) else ():
                message = f"the product {product.id!r} is about {a(product.about)}, and {subject.id} is {a(subject.kind)}"
                yield Diagnostic("other-subject", message)
        if order.about and not any(product.about in (_PERSON, _VISIT) for product in products.values()):
            message = f"no product asked for is about one person or visit, so none is about {order.about!r}"
            yield Diagnostic("no-product", message, hint="add --product")

    def _about(self, product: Product, order: Order, subjects: Sequence[Subject]) -> str:
        """How a product is asked for that is about one person or visit: about which, as far as that can be read."""
        names = " ".join(order.subjects) or "PARTNER"
        command = f"briefings build {names} --product {product.id} --about {order.about or 'ID'}"
        if not order.subjects or order.about:
            return command
        folders = [folder for subject in subjects for folder in subject.folders]
        try:
            base = load(self.project.root, folders)
        except BriefingsError:
            return command  # the facts are at fault, which is told when this is mended
        if product.about == _VISIT:
            ids = [fact.id for fact in base.facts if isinstance(fact, Visit) and fact.folder in folders]
        else:
            posts = [post for post in base.all(Post) if any(base.covers(post, folder) for folder in folders)]
            holders = {tenure.holder for post in posts for tenure in base.tenures.get(post.id, ())}
            ids = [person.id for person in base.all(Person) if person.id in holders]
        if not ids:
            where = "among the `visits:`" if product.about == _VISIT else "as the holder of a post"
            return f"there is no {product.about} of {names} yet, {where}"
        more = f" and {len(ids) - _FEW} more" if len(ids) > _FEW else ""
        return f"{command}, where ID is {' or '.join(sorted(ids)[:_FEW])}{more}"
