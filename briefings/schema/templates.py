"""What lies under `templates/` and is YAML: label files and products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.compose.labels import Labels
from briefings.compose.products import ABOUT, READERS
from briefings.project import packaged
from briefings.schema.records import Key, Record
from briefings.schema.values import ID, LABEL, Type, count, list_of, word

if TYPE_CHECKING:
    from briefings.schema.values import Schema

__all__ = ["PRODUCT", "label_file", "product_file"]

_MOST = 999
_SECTION = ".md.j2"
_LABEL: Schema = {"allOf": [{"$ref": "#/definitions/label"}]}
# Words, or labels below this one: both are read.
_WORDING: Schema = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "pattern": r"^[^\n]*$",
    "patternErrorMessage": "words on one line",
    "additionalProperties": _LABEL,
    "items": _LABEL,
}
_REVIEWED = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "description": "Who has read the file through, and when; nothing while nobody has.",
}


def _sections() -> list[str]:
    folder = packaged() / "templates" / "sections"
    return sorted(path.name.removesuffix(_SECTION) for path in folder.glob(f"*{_SECTION}"))


def _product() -> Record:
    section = Type("id", {**ID.schema, "examples": _sections()})
    return Record(
        "product",
        "A kind of note, as a selection of sections.",
        (
            Key(
                "title",
                LABEL,
                "the label of the title; it may have the places `{side}` and `{partner}`",
                required=True,
            ),
            Key(
                "subject",
                LABEL,
                "the label of the line that says what the note is; it has the place `{date}`. `subject` if left out",
            ),
            Key("about", word(*ABOUT), "`partner` (if left out), `person`, `visit` or `region`"),
            Key(
                "sections",
                list_of(section, "list of ids", uniqueItems=True),
                "in order; each is a file `templates/sections/NAME.md.j2`",
                required=True,
            ),
            Key(
                "pages",
                count(1, _MOST),
                "how many pages the PDF may have; a build warns of more, and names the longest section",
            ),
            Key("contacts", count(0, _MOST), "how many contacts are shown"),
            Key(
                "readers",
                word(*READERS),
                "`desk` (if left out), or `public`: readers who are told as of when something is known, and not what the desk has to do about it",
            ),
        ),
    )


PRODUCT = _product()


def product_file() -> dict[str, Any]:
    """The schema of a product."""
    return PRODUCT.schema()


def label_file() -> dict[str, Any]:
    """The schema of a label file: a label is helped by what it is in English, and any other may be added."""
    path = packaged() / "templates" / "labels" / "en.yaml"
    root: dict[str, Any] = {
        "type": ["object", "null"],
        "description": "The wording of notes in one language: labels of your own, or other words for these.",
        "properties": {"reviewed": _REVIEWED},
        "additionalProperties": _LABEL,
        "definitions": {"label": _WORDING},
    }
    for key, words in Labels.read("en", [(path, path.name)]).entries.items():
        node = root
        for part in key.split("."):
            node = node.setdefault("properties", {}).setdefault(part, dict(_LABEL))
        node["description"] = f"In English: {words}"
    return root
