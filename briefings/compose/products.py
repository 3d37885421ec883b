"""Products: kinds of notes, each a selection of sections in a file `templates/products/<id>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.loading.fields import Fields, parse_id, read_scalar
from briefings.loading.yaml_nodes import Mapping, read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, suggestion_hint, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

    from briefings.compose.labels import Labels
    from briefings.templating import Templates

__all__ = ["READERS", "SUBJECT_KINDS", "Product", "check_default_product", "product_files", "unknown_product"]

SUBJECT_KINDS = ("partner", "person", "visit", "region")
"""Kinds of subjects of a note, as products name them under `about:`; the first is the default."""

READERS = ("desk", "public")
"""Readers of a note: the desk, whose notes say what to do about a fact, or the public; the first is the default."""

_MAX_DIGITS = 3


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
        contact_limit: how many contacts to show, newest first; None to use the setting of the house.
        locations: of each key, by its name, and of each section, by `section <name>`.
        readers: one of `READERS`.
    """

    id: str
    title_label: str
    subject_label: str
    subject_kind: str
    sections: tuple[str, ...]
    page_limit: int | None
    contact_limit: int | None
    locations: MappingOf[str, Location] = field(compare=False)
    readers: str = "desk"

    @classmethod
    def load(cls, path: Path, shown_as: str) -> Product:
        """Load a product.

        Args:
            path: of its file.
            shown_as: name of the file for messages.

        Raises:
            BriefingsError: with all problems of the file.
        """
        problems: list[Diagnostic] = []
        node = read_yaml(path, shown_as, problems)
        if node is not None and not isinstance(node, Mapping):
            hint = "begin with `title:` and `sections:`"
            problems.append(Diagnostic("not-a-mapping", "a product is a mapping", node.location, hint=hint))
        if not isinstance(node, Mapping):
            raise BriefingsError(problems)
        product = cls._from_fields(Fields(node, "product", problems), path.stem)
        if problems:
            raise BriefingsError(problems)
        return product

    @classmethod
    def _from_fields(cls, fields: Fields, id_: str) -> Product:
        """Return the product with an id from the fields of its file."""
        locations = {key.text: value.location for key, value in fields.node.entries}
        sections: list[str] = []
        for item in fields.read_items("sections", required=True):
            section = read_scalar(item, "sections", parse_id, fields.problems)
            if section in sections:
                fields.report("repeated-section", f"the section {section!r} is there already", item.location)
            elif section:
                sections.append(section)
                locations[f"section {section}"] = item.location
        product = cls(
            id=id_,
            title_label=fields.read_required("title", _label_key) or "",
            subject_label=fields.read_optional("subject", _label_key) or "subject",
            subject_kind=fields.read_optional("about", _choice_reader(SUBJECT_KINDS)) or SUBJECT_KINDS[0],
            sections=tuple(sections),
            page_limit=fields.read_optional("pages", _count_reader(1)),
            contact_limit=fields.read_optional("contacts", _count_reader(0)),
            readers=fields.read_optional("readers", _choice_reader(READERS)) or READERS[0],
            locations=locations,
        )
        fields.report_unknown_keys()
        return product

    def check_references(self, templates: Templates, labels: Labels) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each section and label that the product names and that does not exist.

        Args:
            templates: with the sections.
            labels: of one language.
        """
        for section in self.sections:
            if templates.find(f"sections/{section}.md.j2") is None:
                hint = suggestion_hint(section, _section_ids(templates))
                message = f"there is no templates/sections/{section}.md.j2"
                yield Diagnostic("unknown-section", message, self.locations[f"section {section}"], hint=hint)
        for field_name, key in (("title", self.title_label), ("subject", self.subject_label)):
            if key not in labels:
                message = f"there is no label {key!r}"
                location = self.locations.get(field_name)
                yield Diagnostic("unknown-label", message, location, hint=labels.unknown_key_hint(key))


def unknown_product(id_: str, known_ids: Iterable[str], location: Location | None) -> Diagnostic:
    """Return the diagnostic for an unknown product."""
    return Diagnostic(
        "unknown-product", f"there is no product {id_!r}", location, hint=suggestion_hint(id_, known_ids)
    )


def check_default_product(product: Product, location: Location | None) -> Diagnostic | None:
    """Return a diagnostic if a product can't be a default product, which each partner gets; None if it can."""
    if product.subject_kind == SUBJECT_KINDS[0]:
        return None
    hint = "take it out: each region has a note of this kind anyway"
    if product.subject_kind != SUBJECT_KINDS[-1]:
        hint = (
            f"take it out, and ask for one with `briefings build PARTNER --product {product.id} --about ID`"
        )
    message = f"the product {product.id!r} is about {with_article(product.subject_kind)}, and these are made of each partner"
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


def _label_key(text: str) -> str:
    """Return a text if it can be the key of a label.

    Raises:
        ValueError: if it can't.
    """
    parts = text.split(".")
    if not all(parts):
        message = f"{text!r} is no key of a label; write it with dots, `product.card`"
        raise ValueError(message)
    return text


def _choice_reader(words: tuple[str, ...]) -> Callable[[str], str]:
    """Return a function that reads one of some words, or raises `ValueError`."""

    def read(text: str) -> str:
        if text not in words:
            message = f"{text!r} is none of {', '.join(words)}"
            raise ValueError(message)
        return text

    return read


def _count_reader(minimum: int) -> Callable[[str], int]:
    """Return a function that reads a number of at most `_MAX_DIGITS` digits, or raises `ValueError`."""

    def read(text: str) -> int:
        if not (
            text.isascii()
            and text.isdigit()
            and minimum <= int(text[:_MAX_DIGITS])
            and len(text) <= _MAX_DIGITS
        ):
            message = f"{text!r} is no whole number from {minimum} to {10**_MAX_DIGITS - 1}"
            raise ValueError(message)
        return int(text)

    return read
