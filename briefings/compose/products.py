"""Products: kinds of notes, each a selection of sections in a file `templates/products/<id>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.compose.citation_style import CitationStyle
from briefings.loading.collection_types import ListType
from briefings.loading.contact_limit import ContactLimit, contact_limit
from briefings.loading.context import ReadContext
from briefings.loading.ids import ID
from briefings.loading.parsers import InvalidValueError
from briefings.loading.scalars import one_of, whole_number
from briefings.loading.tables import Key, Table
from briefings.loading.value_types import ScalarType, scalar_schema
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, with_article
from briefings.model.house import PAGE_SIZES
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.compose.labels import Labels
    from briefings.templating import Templates

__all__ = ["PRODUCT", "Product", "check_default_product", "product_files", "product_in_words"]

SUBJECT_KINDS = ("partner", "person", "visit", "region")
"""Kinds of subjects of a note, as products name them under `about:`; the first is the default."""

_PUBLIC = "public"

_READERS = ("desk", "principal", _PUBLIC)
"""Readers of a note, as products name them under `readers:`; the first is the default."""

_NOTE_PLACES = ("end", "foot")
"""Where a Word file has the sources of a note, as products name it under `notes:`; the first is the default."""

_MAX_COUNT = 999

_PAGE_SIZES = (*PAGE_SIZES, "A5")
"""Page sizes of products: those of a house, and that of a card."""


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of note.

    Attributes:
        id: the name of its file, without suffix.
        title_label: key of the label of its title.
        subject_label: key of the label of the line that describes the note and gives its day.
        subject_kind: one of `SUBJECT_KINDS`.
        sections: in order; each is a file `templates/sections/<section>.md.j2`.
        page_limit: how many pages the PDF may have; None for no limit.
        contact_limit: how many contacts to show, newest first, or all; None to use the setting of the house.
        page_size: `A4`, `Letter` or `A5`; empty for that of the house.
        readers: `desk`, `principal` or `public`.
        citations: how the note shows its citations, one of `CitationStyle`.
        notes: where a Word file has its sources, `end` or `foot`.
        own_audience: name of the audience that it is for, if its file gives one.
        locations: of each key, by its name, and of each section, by `("sections", name)`.
    """

    id: str
    title_label: str
    subject_label: str
    subject_kind: str
    sections: tuple[str, ...]
    page_limit: int | None
    contact_limit: ContactLimit | None
    page_size: str = ""
    readers: str = _READERS[0]
    citations: str = CitationStyle.MARKS
    notes: str = _NOTE_PLACES[0]
    own_audience: str = ""
    locations: Mapping[tuple[str, ...], Location] = field(default_factory=dict, compare=False)

    @property
    def has_footnotes(self) -> bool:
        """Return whether its marks refer to footnotes where a format has them."""
        return self.notes == _NOTE_PLACES[1] and CitationStyle(self.citations).has_source_list

    @property
    def changes_monthly(self) -> bool:
        """Return whether its notes may change on the first of a month: what is new to a principal does."""
        return self.readers == "principal"

    @property
    def audience(self) -> str:
        """Return the name of the audience that it is for; empty if it is for any.

        With the readers `public` it is for the audience `public`: a product can't promise one and print for another.
        """
        return self.own_audience or (_PUBLIC if self.readers == _PUBLIC else "")

    @property
    def audience_location(self) -> Location | None:
        """Return where its file says for whom it is; None if it does not say."""
        return self.locations.get(("audience",)) or self.locations.get(("readers",))

    @classmethod
    def load(cls, path: Path, shown_as: str) -> Product:
        """Load a product.

        Args:
            path: of its file.
            shown_as: name of the file for messages.

        Raises:
            BriefingsError: with all problems of the file.
        """
        node, found = read_yaml(path, shown_as)
        context = ReadContext([*found])
        entry = None if node is None else PRODUCT.open(node, context)
        if context.problems or entry is None:
            raise BriefingsError(context.problems)
        product: Product = entry.build(id=path.stem, locations=entry.item_locations())
        return product

    def check_references(self, templates: Templates, labels: Labels) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each section and label that the product names and that does not exist.

        Args:
            templates: with the sections.
            labels: of one language.
        """
        missing = [name for name in self.sections if templates.find(f"sections/{name}.md.j2") is None]
        known = tuple(_section_ids(templates)) if missing else ()
        for section in missing:
            yield unknown("section", section, known, self.locations["sections", section])
        for field_name, key in (("title", self.title_label), ("subject", self.subject_label)):
            if key not in labels:
                yield labels.unknown_key(key, self.locations.get((field_name,)))


def check_default_product(product: Product, location: Location | None) -> Diagnostic | None:
    """Return a diagnostic if a product can't be a default product, which each partner gets; None if it can."""
    if product.subject_kind == SUBJECT_KINDS[0]:
        return None
    hint = "remove it: each region gets a note of this kind without it"
    if product.subject_kind != SUBJECT_KINDS[-1]:
        hint = f"remove it, and build one with `briefings build PARTNER --product {product.id} --about ID`"
    message = f"the product {product.id!r} is about {with_article(product.subject_kind)}, so it can't be built for every partner"
    return Diagnostic("other-subject", message, location, hint=hint)


def product_files(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the file of each product by id; if two folders have the same id, the first folder wins."""
    paths = (path for folder in reversed(folders) for path in sorted(folder.glob("*.yaml")))
    return {path.stem: path for path in paths if path.is_file()}


def _section_ids(templates: Templates) -> Iterator[str]:
    """Yield the ids of all sections of the templates."""
    for name in templates.template_names():
        folder, _, file = name.partition("/")
        if folder == "sections":
            yield file.removesuffix(".md.j2")


def _parse_label_key(text: str) -> str:
    """Parse the key of a label.

    Raises:
        InvalidValueError: if it is not one.
    """
    if not all(text.split(".")):
        message = f"{text!r} is not the key of a label; write it with dots, such as product.card"
        raise InvalidValueError(message)
    return text


_LABEL_KEY = ScalarType(
    "label",
    scalar_schema(
        r"(?!TODO\b)[^.]+(?:\.[^.]+)*", "the key of a label: product.card.title", "number", "boolean"
    ),
    _parse_label_key,
    "",
)

PRODUCT = Table(
    "product",
    Product,
    (
        Key(
            "title",
            _LABEL_KEY,
            "the label of the title; it may have the placeholders `{side}` and `{partner}`",
            required=True,
            field="title_label",
        ),
        Key(
            "subject",
            _LABEL_KEY,
            "the label of the line that describes the brief, with the placeholder `{date}`; `subject` by default",
            field="subject_label",
            default="subject",
        ),
        Key(
            "about",
            one_of(*SUBJECT_KINDS),
            "`partner` (the default), `person`, `visit` or `region`",
            field="subject_kind",
            default=SUBJECT_KINDS[0],
        ),
        Key(
            "sections",
            ListType(ID, "list of ids", is_unique=True),
            "the sections, in order; each is a file `templates/sections/NAME.md.j2`",
            required=True,
        ),
        Key(
            "pages",
            whole_number(1, _MAX_COUNT),
            "how many pages the PDF may have; of more a build warns, or fails if the note is not for the desk",
            field="page_limit",
        ),
        Key(
            "page",
            one_of(*_PAGE_SIZES),
            "the size of its pages: `A4`, `Letter` or `A5`; that of the house by default",
            field="page_size",
            default="",
        ),
        Key("contacts", contact_limit(0), "how many contacts to show, or `all`", field="contact_limit"),
        Key(
            "readers",
            one_of(*_READERS),
            "`desk` (the default), which gets every doubt and source; `principal`, who gets two pages of plain statements; "
            "or `public`",
            default=_READERS[0],
        ),
        Key(
            "audience",
            ID,
            "the audience of `facts/house.yaml` that it is for, and no other that may see more; `public` for the readers "
            "`public`",
            field="own_audience",
            default="",
        ),
        Key(
            "citations",
            one_of(*CitationStyle),
            "`marks` (the default), `margin` for short forms beside the text, `ends` for short forms after it, or `none`",
            default=CitationStyle.MARKS,
        ),
        Key(
            "notes",
            one_of(*_NOTE_PLACES),
            "where a Word file has the sources of numbered marks: `end` (the default) for a list, or `foot` for footnotes",
            default=_NOTE_PLACES[0],
        ),
    ),
    "A kind of brief: a selection of sections.",
    has_location=False,
)

_WORDS = {"desk": "desk copy", "background": "background note", "public": "public note"}


def product_in_words(product: str) -> str:
    """Return what people call a note of a product, by the id of the product.

    >>> product_in_words("desk"), product_in_words("meeting-brief")
    ('desk copy', 'meeting brief')
    """
    return _WORDS.get(product, product.replace("-", " "))
