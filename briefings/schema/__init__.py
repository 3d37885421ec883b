"""JSON Schemas of the files that people write, for editors: completion, inline help, and errors shown while typing.

They are made from the tables of keys that the readers use, so a reader and its schema can't differ.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.compose.products import PRODUCT
from briefings.loading.entities import PARTNER
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.files import make_folder, write_atomic
from briefings.loading.house import HOUSE
from briefings.loading.markings import MARKING_SCHEME
from briefings.loading.orders import ORDERS
from briefings.loading.texts import TRANSLATION
from briefings.schema import facts, templates
from briefings.schema.tables import nested_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path, PurePosixPath

    from briefings.loading.tables import Table

__all__ = ["FOLDER", "SCHEMAS", "TABLES", "editor_settings", "modeline", "write_schemas"]

FOLDER = ".schema"
"""The folder of a project for its schemas; Briefings never reads anything from it."""

_DRAFT = "http://json-schema.org/draft-07/schema#"

TABLES: dict[str, Table[Any]] = {
    table.name: table
    for table in nested_tables(
        [PARTNER, *ENTRY_TABLES.values(), TRANSLATION, HOUSE, ORDERS, MARKING_SCHEME, PRODUCT]
    )
}
"""Every table of keys, by the name of its mappings in messages."""


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
        schema = {"$schema": _DRAFT, "title": self.title, **self.build()}
        return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


SCHEMAS: dict[str, FileSchema] = {
    "facts": FileSchema(
        "Fact file",
        ("facts/*/**/*.yaml", "!facts/markings/**"),
        r"facts/(?!markings/)[^/]+/.+",
        facts.fact_file_schema,
    ),
    "house": FileSchema("House file", ("facts/house.yaml",), r"facts/house\.yaml", facts.house_file_schema),
    "notes": FileSchema(
        "Standing orders", ("facts/notes.yaml",), r"facts/notes\.yaml", facts.orders_file_schema
    ),
    "markings": FileSchema(
        "Marking scheme", ("facts/markings/**/*.yaml",), r"facts/markings/.+", facts.marking_scheme_schema
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


def _schema_name(path: PurePosixPath) -> str | None:
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
    name = _schema_name(path)
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
    make_folder(folder)
    files = {folder / f"{name}.json": SCHEMAS[name].to_json() for name in names}
    for path, text in files.items():
        write_atomic(path, text.encode())
    return list(files)


def editor_settings() -> str:
    """Return settings for Visual Studio Code, and editors that read them, with the files of each schema."""
    schemas = {f"./{FOLDER}/{name}.json": list(schema.globs) for name, schema in SCHEMAS.items()}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"
