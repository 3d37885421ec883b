"""Schemas of the YAML files under `templates/`: label files and products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.compose.labels import Labels
from briefings.compose.products import PRODUCT
from briefings.project import package_data_folder
from briefings.schema.tables import table_schema

if TYPE_CHECKING:
    from briefings.loading.value_types import Schema

__all__ = ["label_file_schema", "product_file_schema"]

_SECTION_SUFFIX = ".md.j2"
_LABEL_REF: Schema = {"allOf": [{"$ref": "#/definitions/label"}]}
# A key of a label file has text, or a mapping or list of further labels: the reader accepts both.
_LABEL_NODE: Schema = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "pattern": r"^[^\n]*$",
    "patternErrorMessage": "text on one line",
    "additionalProperties": _LABEL_REF,
    "items": _LABEL_REF,
}
_REVIEWED_SCHEMA = {
    "type": ["string", "number", "boolean", "null", "object", "array"],
    "description": "The reviewer of the file, and the day; empty until then.",
}


def product_file_schema() -> dict[str, Any]:
    """Return the schema of a product, with the packaged sections as examples."""
    folder = package_data_folder() / "templates" / "sections"
    sections = sorted(path.name.removesuffix(_SECTION_SUFFIX) for path in folder.glob(f"*{_SECTION_SUFFIX}"))
    schema = table_schema(PRODUCT)
    items = schema["properties"]["sections"]["items"]
    schema["properties"]["sections"]["items"] = {**items, "examples": sections}
    return schema


def label_file_schema() -> dict[str, Any]:
    """Return the schema of a label file: it describes each label by its English text and allows further labels."""
    path = package_data_folder() / "templates" / "labels" / "en.yaml"
    root: dict[str, Any] = {
        "type": ["object", "null"],
        "description": "The labels of briefs in one language: labels of your own, or other words for these.",
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
