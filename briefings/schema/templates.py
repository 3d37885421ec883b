"""Schemas of the YAML files under `templates/`: label files and products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.compose.labels import Labels
from briefings.compose.products import READERS, SUBJECT_KINDS
from briefings.project import package_data_folder
from briefings.schema.records import Key, MappingSchema
from briefings.schema.values import ID, LABEL_KEY, ValueType, list_of, one_of, whole_number

if TYPE_CHECKING:
    from briefings.schema.values import Schema

__all__ = ["PRODUCT", "label_file_schema", "product_file_schema"]

_MAX_COUNT = 999
_SECTION_SUFFIX = ".md.j2"
_LABEL_REF: Schema = {"allOf": [{"$ref": "#/definitions/label"}]}
# A key of a label file has text, or a mapping or list of further labels: the reader accepts both.
_LABEL_NODE: Schema = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "pattern": r"^[^\n]*$",
    "patternErrorMessage": "words on one line",
    "additionalProperties": _LABEL_REF,
    "items": _LABEL_REF,
}
_REVIEWED_SCHEMA = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "description": "Who has read the file through, and when; nothing while nobody has.",
}


def _packaged_sections() -> list[str]:
    """Return the ids of the packaged sections."""
    folder = package_data_folder() / "templates" / "sections"
    return sorted(path.name.removesuffix(_SECTION_SUFFIX) for path in folder.glob(f"*{_SECTION_SUFFIX}"))


def _product_mapping() -> MappingSchema:
    """Return the mapping schema of a product."""
    section = ValueType("id", {**ID.schema, "examples": _packaged_sections()})
    return MappingSchema(
        "product",
        "A kind of note, as a selection of sections.",
        (
            Key(
                "title",
                LABEL_KEY,
                "the label of the title; it may have the places `{side}` and `{partner}`",
                required=True,
            ),
            Key(
                "subject",
                LABEL_KEY,
                "the label of the line that says what the note is; it has the place `{date}`. `subject` if left out",
            ),
            Key("about", one_of(*SUBJECT_KINDS), "`partner` (if left out), `person`, `visit` or `region`"),
            Key(
                "sections",
                list_of(section, "list of ids", uniqueItems=True),
                "in order; each is a file `templates/sections/NAME.md.j2`",
                required=True,
            ),
            Key(
                "pages",
                whole_number(1, _MAX_COUNT),
                "how many pages the PDF may have; a build warns of more, and names the longest section",
            ),
            Key("contacts", whole_number(0, _MAX_COUNT), "how many contacts are shown"),
            Key(
                "readers",
                one_of(*READERS),
                "`desk` (if left out), or `public`: readers who are told as of when something is known, and not what the desk has to do about it",
            ),
        ),
    )


PRODUCT = _product_mapping()


def product_file_schema() -> dict[str, Any]:
    """Return the schema of a product."""
    return PRODUCT.json_schema()


def label_file_schema() -> dict[str, Any]:
    """Return the schema of a label file: it describes each label by its English text and allows further labels."""
    path = package_data_folder() / "templates" / "labels" / "en.yaml"
    root: dict[str, Any] = {
        "type": ["object", "null"],
        "description": "The wording of notes in one language: labels of your own, or other words for these.",
        "properties": {"reviewed": _REVIEWED_SCHEMA},
        "additionalProperties": _LABEL_REF,
        "definitions": {"label": _LABEL_NODE},
    }
    for key, words in Labels.load("en", [(path, path.name)]).texts.items():
        node = root
        for part in key.split("."):
            node = node.setdefault("properties", {}).setdefault(part, dict(_LABEL_REF))
        node["description"] = f"In English: {words}"
    return root
