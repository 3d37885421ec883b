"""JSON Schemas of the files that people write, for editors: completion, inline help, and errors shown while typing.

`values` defines the types of values, `records` builds a schema from keys; the other modules define a mapping schema
for each kind of entry that the readers know. The tables of the reference come from the same mapping schemas.
`tests/schema/test_schemas.py` checks that they agree with the readers, which so need no knowledge of schemas.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.schema import facts, house, templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path, PurePosixPath

    from briefings.schema.records import MappingSchema

__all__ = ["FOLDER", "MAPPINGS", "SCHEMAS", "editor_settings", "modeline", "schema_name", "write_schemas"]

FOLDER = ".schema"
"""The folder of a project for its schemas; Briefings never reads anything from it."""

DRAFT = "http://json-schema.org/draft-07/schema#"

MAPPINGS: dict[str, MappingSchema] = {
    record.name: record
    for record in (
        *facts.MAPPINGS,
        house.HOUSE,
        house.ROLES,
        house.REGION,
        house.LEVEL,
        house.MARKING_SCHEME,
        templates.PRODUCT,
    )
}
"""Every kind of mapping with known keys, by the name that the readers use in messages."""


@dataclass(frozen=True, slots=True)
class FileSchema:
    """The schema of one kind of file.

    Attributes:
        title: the name of such a file, for people.
        globs: patterns of the paths in a project, as editors read them; a `!` in front excludes paths.
        path_pattern: the same as a regular expression.
        build: builds the schema, without its title.
    """

    title: str
    globs: tuple[str, ...]
    path_pattern: str
    build: Callable[[], dict[str, Any]]

    def to_json(self) -> str:
        """Return the text of the schema file."""
        schema = {"$schema": DRAFT, "title": self.title, **self.build()}
        return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


SCHEMAS: dict[str, FileSchema] = {
    "facts": FileSchema(
        "Fact file",
        ("facts/*/**/*.yaml", "!facts/markings/**"),
        r"facts/(?!markings/)[^/]+/.+",
        facts.fact_file_schema,
    ),
    "house": FileSchema("House file", ("facts/house.yaml",), r"facts/house\.yaml", house.house_file_schema),
    "markings": FileSchema(
        "Marking scheme", ("facts/markings/**/*.yaml",), r"facts/markings/.+", house.marking_scheme_schema
    ),
    "labels": FileSchema(
        "Label file",
        ("templates/labels/*.yaml", "templates/partners/*/labels/*.yaml"),
        r"templates/(?:partners/[^/]+/)?labels/[^/]+",
        templates.label_file_schema,
    ),
    "product": FileSchema(
        "Product",
        ("templates/products/*.yaml", "templates/partners/*/products/*.yaml"),
        r"templates/(?:partners/[^/]+/)?products/[^/]+",
        templates.product_file_schema,
    ),
}
"""The schemas, by the names of their files."""


def schema_name(path: PurePosixPath) -> str | None:
    """Return the name of the schema of a file; None if it has none, or if Briefings does not read the file.

    Args:
        path: within the project.
    """
    if path.suffix != ".yaml" or any(part.startswith((".", "~")) for part in path.parts):
        return None
    return next(
        (name for name, schema in SCHEMAS.items() if re.fullmatch(schema.path_pattern, path.as_posix())), None
    )


def modeline(path: PurePosixPath) -> str:
    """Return the first line of a file, which names its schema to an editor; empty for a file without a schema.

    Args:
        path: within the project.
    """
    name = schema_name(path)
    if name is None:
        return ""
    up = "../" * (len(path.parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json\n"


def write_schemas(folder: Path, names: Iterable[str] = SCHEMAS) -> list[Path]:
    """Write schemas and return the paths of their files.

    Args:
        folder: for the files; it is created if it does not exist.
        names: of the schemas to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{name}.json": SCHEMAS[name].to_json() for name in names}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def editor_settings() -> str:
    """Return settings for Visual Studio Code, and editors that read them, with the files of each schema."""
    schemas = {f"./{FOLDER}/{name}.json": list(schema.globs) for name, schema in SCHEMAS.items()}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"
