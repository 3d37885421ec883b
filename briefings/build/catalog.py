"""The catalog of a project: its subjects and products, and so the notes that it can have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.build.audiences import find_audience, released_store
from briefings.build.clearances import load_clearance_book
from briefings.build.orders import load_order_book, no_reference
from briefings.build.request import BuildRequest, Note
from briefings.build.topics import PERSON, VISIT, topic_ids
from briefings.compose.labels import add_hint, label_languages
from briefings.compose.products import (
    SUBJECT_KINDS,
    Product,
    check_default_product,
    product_files,
)
from briefings.factbase.load import load
from briefings.loading.project import list_partner_ids, load_house
from briefings.model.diagnostics import BriefingsError, Diagnostic, with_article
from briefings.model.house import DEFAULT_AUDIENCE, DEFAULT_PRODUCT
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.build.clearances import ClearanceBook
    from briefings.build.orders import OrderBook
    from briefings.model.house import House
    from briefings.model.markings import Audience
    from briefings.project import Project

__all__ = ["PARTNER", "REGION", "Catalog", "Subject"]

_MAX_IDS_SHOWN = 12
PARTNER, *_, REGION = SUBJECT_KINDS


@dataclass(frozen=True, slots=True)
class Subject:
    """A partner or region that notes are on.

    Attributes:
        id: of the partner or region.
        kind: `partner` or `region`.
        folders: the folders of facts that its notes use, besides the shared folder.
    """

    id: str
    kind: str
    folders: tuple[str, ...]


class Catalog:
    """The subjects and products of a project.

    Attributes:
        project: where its files are.
        house: the house of the project.
        subjects: by id, in order.
    """

    def __init__(self, project: Project, house: House) -> None:
        """List the subjects of a project; `Catalog.load` reads the house too."""
        self.project = project
        self.house = house
        partners = [Subject(id_, PARTNER, (id_,)) for id_ in list_partner_ids(project.root)]
        regions = [Subject(region.id, REGION, region.partners) for region in house.regions]
        self.subjects = {subject.id: subject for subject in (*partners, *regions)}
        self._products: dict[Path, Product] = {}
        self._product_files_by_partner: dict[str | None, Mapping[str, Path]] = {}
        override_folders = (folder / "partners" for folder in project.template_folders())
        # Most partners have no templates of their own; one listing finds those with some.
        self._customized_subjects = {
            path.name for folder in override_folders if folder.is_dir() for path in folder.iterdir()
        }

    @classmethod
    def load(cls, project: Project) -> Catalog:
        """Load the catalog of a project.

        Raises:
            BriefingsError: if its house file has errors.
        """
        house, problems = load_house(project.root)
        if problems:
            raise BriefingsError(problems)
        return cls(project, house)

    @cached_property
    def order_book(self) -> OrderBook:
        """Return the standing orders of the project."""
        return load_order_book(self)

    @cached_property
    def clearance_book(self) -> ClearanceBook:
        """Return the clearances of the notes of the project."""
        return load_clearance_book(self.project.root)

    def select_subjects(self, ids: Sequence[str]) -> list[Subject]:
        """Return the subjects with these ids, or all without ids, in order and without repeats.

        Raises:
            BriefingsError: if an id is unknown, or the project has no subjects.
        """
        problems = [unknown("partner", id_, self.subjects) for id_ in ids if id_ not in self.subjects]
        if problems:
            raise BriefingsError(problems)
        if not self.subjects:
            hint = "add one with `briefings new COUNTRY`"
            raise BriefingsError([Diagnostic("no-partner", "the project has no partners", hint=hint)])
        return [self.subjects[id_] for id_ in dict.fromkeys(ids or self.subjects)]

    def has_partners(self, ids: Sequence[str]) -> bool:
        """Return whether these ids, or all if there are none, are those of partners."""
        return all(self.subjects[id_].kind == PARTNER for id_ in ids if id_ in self.subjects)

    def standard_note(self, subject: Subject) -> Note:
        """Return the standard note on a subject: messages name only how other notes differ from it."""
        product = DEFAULT_PRODUCT if subject.kind == PARTNER else REGION
        return Note(product, "", self.house.default_language)

    def product(self, id_: str, subject: Subject | None = None) -> Product:
        """Return a product; for a subject, its own version of the product's file comes first.

        Raises:
            BriefingsError: if the product does not exist, or its file has errors.
        """
        files = self._product_files(subject)
        if id_ not in files:
            is_listed = id_ in self.house.products
            location = self.house.location_of("products", id_) if is_listed else None
            raise BriefingsError([unknown("product", id_, files, location)])
        path = files[id_]
        if path not in self._products:
            self._products[path] = Product.load(path, self.project.display_path(path))
        return self._products[path]

    def _product_files(self, subject: Subject | None) -> Mapping[str, Path]:
        """Return the files of all products for a subject, by id."""
        partner = subject.id if subject and subject.id in self._customized_subjects else None
        if partner not in self._product_files_by_partner:
            folders = (folder / "products" for folder in self.project.template_folders(partner))
            self._product_files_by_partner[partner] = product_files(
                [folder for folder in folders if folder.is_dir()]
            )
        return self._product_files_by_partner[partner]

    def requested_notes(self, request: BuildRequest, subject: Subject) -> list[Note]:
        """Return the notes on a subject that a request asks for, in order.

        Products about another kind of subject give no note.

        Raises:
            BriefingsError: if a product of the subject has errors, or the house has no such audience.
        """
        languages = request.languages or self.house.languages
        defaults = self.default_products(subject, request.audience) if request.defaults else ()
        ids = request.products or defaults
        products = [self.product(id_, subject) for id_ in ids]
        if defaults and not request.products:
            self._check_defaults(products, subject, find_audience(self.house, request.audience))
        return [
            Note(
                product.id,
                request.options.about if product.subject_kind in (PERSON, VISIT) else "",
                language,
            )
            for product in products
            if subject.kind == (REGION if product.subject_kind == REGION else PARTNER)
            for language in languages
        ]

    def standard_notes(self, subject: Subject, audience: str) -> list[Note]:
        """Return the notes on a subject that a build without options makes for an audience.

        Raises:
            BriefingsError: if a product of the subject has errors.
        """
        products: tuple[str, ...] = ()
        if audience != DEFAULT_AUDIENCE:
            products = tuple(id_ for id_ in self.house.products if self.audience_of(id_) == audience)
            if subject.kind != PARTNER or not products:
                return []
        return self.requested_notes(BuildRequest((), date.min, products=products, audience=audience), subject)

    def default_products(self, subject: Subject, audience: str) -> Sequence[str]:
        """Return the products of a subject to build for an audience if the request names none.

        An audience that lists none has those of the house, without what the house means for another audience.

        Raises:
            BriefingsError: if the house has no such audience.
        """
        own = find_audience(self.house, audience).products
        if own or subject.kind != PARTNER:
            return own or (REGION,)
        return [id_ for id_ in self.house.products if self.audience_of(id_) in ("", audience)]

    def offered_products(self, subject: Subject, audience: str) -> list[str]:
        """Return the products that an audience may have on a subject as a whole; those with errors are left out."""
        offered = []
        for id_ in self._product_files(subject):
            try:
                product = self.product(id_, subject)
            except BriefingsError:
                continue  # whoever builds the product reports them
            if product.subject_kind == subject.kind and product.audience in ("", audience):
                offered.append(id_)
        return offered

    def audience_of(self, product: str) -> str:
        """Return the audience of the house that a product is for; empty if for any, or the house has no such one."""
        try:
            audience = self.product(product).audience
        except BriefingsError:
            return ""  # whoever builds the product reports the errors of its file
        return audience if audience in self.house.audiences else ""

    def _check_defaults(self, products: Iterable[Product], subject: Subject, audience: Audience) -> None:
        """Check that default products can be built for every partner.

        Raises:
            BriefingsError: if one can't.
        """
        if audience.products:
            listed = [(product, audience.location) for product in products if product.subject_kind != REGION]
        elif subject.kind == PARTNER:
            listed = [(product, self.house.location_of("products", product.id)) for product in products]
        else:
            return
        checks = (check_default_product(product, location) for product, location in listed)
        if problems := [problem for problem in checks if problem]:
            raise BriefingsError(problems)

    def check_language(self, language: str) -> Diagnostic | None:
        """Check that a language is one of the house's; return a diagnostic if not."""
        if language in self.house.languages:
            return None
        has_labels = language in label_languages(self.project.template_folders())
        hint = add_hint(language, self.house.languages, has_labels=has_labels)
        return Diagnostic("unknown-language", f"{language!r} is not a language of the house", hint=hint)

    def check_request(self, request: BuildRequest) -> None:
        """Check that a request can be met, before facts are loaded for it.

        Raises:
            BriefingsError: with all problems of the request.
        """
        subjects = self.select_subjects(request.subjects)
        if problems := list(self._request_problems(request, subjects)):
            raise BriefingsError(problems)

    def _request_problems(self, request: BuildRequest, subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
        """Yield the audience, languages, products and topics of a request that don't exist or don't go together."""
        if request.audience not in self.house.audiences:
            yield unknown("audience", request.audience, self.house.audiences)
        yield from (problem for language in request.languages if (problem := self.check_language(language)))
        if request.options.number and not self.house.reference_pattern:
            yield no_reference(request.options.number)
        products: dict[str, Product] = {}
        for id_ in request.products:
            for subject in subjects if request.subjects else [None]:
                try:
                    products[id_] = self.product(id_, subject)
                except BriefingsError as error:
                    yield from error.diagnostics
        for product in products.values():
            if product.subject_kind in (PERSON, VISIT) and not (request.options.about and request.subjects):
                missing = PARTNER if request.options.about else product.subject_kind
                message = f"the product {product.id!r} needs {with_article(missing)}"
                yield Diagnostic("no-subject", message, hint=self._topic_hint(product, request, subjects))
            kind = REGION if product.subject_kind == REGION else PARTNER
            wrong_subjects = [subject for subject in subjects if subject.kind != kind]
            for subject in wrong_subjects if request.subjects or len(wrong_subjects) == len(subjects) else ():
                message = f"the product {product.id!r} is about {with_article(product.subject_kind)}; {subject.id} is {with_article(subject.kind)}"
                yield Diagnostic("other-subject", message)
        if request.options.about and not any(
            product.subject_kind in (PERSON, VISIT) for product in products.values()
        ):
            message = f"none of the requested products is about a person or visit, as --about {request.options.about} needs"
            yield Diagnostic("no-product", message, hint="name such a product with --product")

    def _topic_hint(self, product: Product, request: BuildRequest, subjects: Sequence[Subject]) -> str:
        """Return a hint how to request a product about one person or visit, with the possible ids if facts load."""
        names = " ".join(request.subjects) or "PARTNER"
        audience = "" if request.audience == DEFAULT_AUDIENCE else f" --audience {request.audience}"
        command = f"briefings build {names}{audience} --product {product.id} --about {request.options.about or 'ID'}"
        if not request.subjects or request.options.about:
            return command
        folders = [folder for subject in subjects for folder in subject.folders]
        try:
            store = released_store(load(self.project.root, folders), request.audience, request.as_of)
        except BriefingsError:
            return command  # the facts have errors; the next build reports them, once the request is fixed
        ids = topic_ids(store, product.subject_kind, folders)
        if not ids:
            entry = (
                "a visit under `visits:`" if product.subject_kind == VISIT else "a person who holds a post"
            )
            return f"first add {entry}"
        more = f" and {len(ids) - _MAX_IDS_SHOWN} more" if len(ids) > _MAX_IDS_SHOWN else ""
        return f"{command}, where ID is {' or '.join(sorted(ids)[:_MAX_IDS_SHOWN])}{more}"
