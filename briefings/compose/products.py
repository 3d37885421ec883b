"""Products: what kind of note is made, as a selection of sections. Each is one file, `templates/products/<id>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.loading.fields import Fields, identifier, read_scalar
from briefings.loading.yaml_nodes import Mapping, read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, a, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

    from briefings.compose.labels import Labels
    from briefings.templating import Templates

__all__ = ["ABOUT", "READERS", "Product", "no_product", "not_usual", "product_files"]

ABOUT = ("partner", "person", "visit", "region")
"""What a note can be about."""

READERS = ("desk", "public")
"""For whom a note can be: those who are to know what is still to be done about a fact, or anybody."""

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of note.

    Attributes:
        id: the name of its file.
        title: key of the label of its title.
        subject: key of the label of the line that says what it is and as at when.
        about: one of `ABOUT`.
        sections: in order; each is a file `templates/sections/<word>.md.j2`.
        pages: how many pages the PDF may have; None for any number.
        contacts: how many contacts are shown, newest first; None where that is not for the product to say.
        readers: one of `READERS`.
        places: where each field, and each section, was read, by name.
    """

    id: str
    title: str
    subject: str
    about: str
    sections: tuple[str, ...]
    pages: int | None
    contacts: int | None
    places: MappingOf[str, Location] = field(compare=False)
    readers: str = "desk"

    @classmethod
    def read(cls, path: Path, shown_as: str) -> Product:
        """Read a product.

        Raises:
            BriefingsError: with everything that is wrong with the file.
        """
        problems: list[Diagnostic] = []
        node = read_yaml(path, shown_as, problems)
        if node is not None and not isinstance(node, Mapping):
            hint = "begin with `title:` and `sections:`"
            problems.append(Diagnostic("not-a-mapping", "a product is a mapping", node.location, hint=hint))
        if not isinstance(node, Mapping):
            raise BriefingsError(problems)
        product = cls._of(Fields(node, "product", problems), path.stem)
        if problems:
            raise BriefingsError(problems)
        return product

    @classmethod
    def _of(cls, fields: Fields, id_: str) -> Product:
        places = {key.text: value.location for key, value in fields.node.entries}
        sections: list[str] = []
        for item in fields.items("sections", required=True):
            word = read_scalar(item, "sections", identifier, fields.problems)
            if word in sections:
                fields.report("repeated-section", f"the section {word!r} is there already", item.location)
            elif word:
                sections.append(word)
                places[f"section {word}"] = item.location
        product = cls(
            id=id_,
            title=fields.required("title", _label) or "",
            subject=fields.optional("subject", _label) or "subject",
            about=fields.optional("about", _one_of(ABOUT)) or ABOUT[0],
            sections=tuple(sections),
            pages=fields.optional("pages", _count_from(1)),
            contacts=fields.optional("contacts", _count_from(0)),
            readers=fields.optional("readers", _one_of(READERS)) or READERS[0],
            places=places,
        )
        fields.done()
        return product

    def problems(self, templates: Templates, labels: Labels) -> Iterator[Diagnostic]:
        """Sections and labels that it names and that there are not.

        Args:
            templates: where its sections are looked for.
            labels: the wording of one language.
        """
        for word in self.sections:
            if templates.find(f"sections/{word}.md.j2") is None:
                hint = did_you_mean(word, _sections(templates))
                message = f"there is no templates/sections/{word}.md.j2"
                yield Diagnostic("unknown-section", message, self.places[f"section {word}"], hint=hint)
        for name in ("title", "subject"):
            key = getattr(self, name)
            if key not in labels:
                message = f"there is no label {key!r}"
                place = self.places.get(name)
                yield Diagnostic("unknown-label", message, place, hint=labels.nearest(key))


def no_product(id_: str, known: Iterable[str], place: Location | None) -> Diagnostic:
    """Say that there is no product of a name."""
    return Diagnostic("unknown-product", f"there is no product {id_!r}", place, hint=did_you_mean(id_, known))


def not_usual(product: Product, place: Location | None) -> Diagnostic | None:
    """Say that a product is none that a house can have made of each partner; None if it is one."""
    if product.about == ABOUT[0]:
        return None
    hint = "take it out: each region has a note of this kind anyway"
    if product.about != ABOUT[-1]:
        hint = (
            f"take it out, and ask for one with `briefings build PARTNER --product {product.id} --about ID`"
        )
    message = f"the product {product.id!r} is about {a(product.about)}, and these are made of each partner"
    return Diagnostic("other-subject", message, place, hint=hint)


def product_files(folders: Sequence[Path]) -> dict[str, Path]:
    """The file of each product in these folders, by id; of two with one id that of the folder that comes first."""
    found = (path for folder in reversed(folders) for path in sorted(folder.glob("*.yaml")))
    return {path.stem: path for path in found if path.is_file()}


def _sections(templates: Templates) -> Iterator[str]:
    for name in templates.names():
        folder, _, file = name.partition("/")
        if folder == "sections":
            yield file.removesuffix(".md.j2")


def _label(text: str) -> str:
    words = text.split(".")
    if not all(words):
        message = f"{text!r} is no key of a label; write it with dots, `product.card`"
        raise ValueError(message)
    return text


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            message = f"{text!r} is none of {', '.join(words)}"
            raise ValueError(message)
        return text

    return read


def _count_from(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:_DIGITS]) and len(text) <= _DIGITS):
            message = f"{text!r} is no whole number from {least} to {10**_DIGITS - 1}"
            raise ValueError(message)
        return int(text)

    return read
