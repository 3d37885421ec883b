"""JSON Schemas of the files that people write, for editors: completion, inline help, and faults shown while typing.

`values` says what a value may be, `records` how keys make a schema; the other modules have a record for each kind of
entry that the readers know. The tables of the reference come from the same records. That they say what the readers ask
for is tested (`tests/test_schema.py`), so that the readers stay as plain as they are.
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

    from briefings.schema.records import Record

__all__ = ["FOLDER", "RECORDS", "SCHEMAS", "modeline", "publish", "schema_for", "settings"]

FOLDER = ".schema"
"""Where the schemas of a project lie; nothing is ever read from there."""

DRAFT = "http://json-schema.org/draft-07/schema#"

RECORDS: dict[str, Record] = {
    record.what: record
    for record in (
        *facts.RECORDS,
        house.HOUSE,
        house.ROLES,
        house.REGION,
        house.LEVEL,
        house.MARKINGS,
        templates.PRODUCT,
    )
}
"""Every kind of mapping with known keys, by what the readers call it."""


@dataclass(frozen=True, slots=True)
class Published:
    """The schema of one kind of file.

    Attributes:
        title: what these files are.
        files: patterns of their paths in a project, as editors read them; `!` before those that are not meant.
        path: the same as a regular expression.
        make: makes the schema.
    """

    title: str
    files: tuple[str, ...]
    path: str
    make: Callable[[], dict[str, Any]]

    def text(self) -> str:
        """The schema as it is published."""
        schema = {"$schema": DRAFT, "title": self.title, **self.make()}
        return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


SCHEMAS: dict[str, Published] = {
    "facts": Published(
        "Fact file",
        ("facts/*/**/*.yaml", "!facts/markings/**"),
        r"facts/(?!markings/)[^/]+/.+",
        facts.fact_file,
    ),
    "house": Published("House file", ("facts/house.yaml",), r"facts/house\.yaml", house.house_file),
    "markings": Published(
        "Marking scheme", ("facts/markings/**/*.yaml",), r"facts/markings/.+", house.marking_scheme
    ),
    "labels": Published(
        "Label file",
        ("templates/labels/*.yaml", "templates/partners/*/labels/*.yaml"),
        r"templates/(?:partners/[^/]+/)?labels/[^/]+",
        templates.label_file,
    ),
    "product": Published(
        "Product",
        ("templates/products/*.yaml", "templates/partners/*/products/*.yaml"),
        r"templates/(?:partners/[^/]+/)?products/[^/]+",
        templates.product_file,
    ),
}
"""The schemas, by the names under which they are published."""


def schema_for(path: PurePosixPath) -> str | None:
    """The name of the schema of a file; None for one that has none, or that is not read.

    Args:
        path: within the project.
    """
    if path.suffix != ".yaml" or any(part.startswith((".", "~")) for part in path.parts):
        return None
    return next((name for name, each in SCHEMAS.items() if re.fullmatch(each.path, path.as_posix())), None)


def modeline(path: PurePosixPath) -> str:
    """The line at the head of a file that tells an editor its schema; empty for a file that has none.

    Args:
        path: within the project.
    """
    name = schema_for(path)
    if name is None:
        return ""
    up = "../" * (len(path.parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json\n"


def publish(folder: Path, names: Iterable[str] = SCHEMAS) -> list[Path]:
    """Write schemas; gives their files.

    Args:
        folder: where; it is made if it is not there.
        names: of those that are wanted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{name}.json": SCHEMAS[name].text() for name in names}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def settings() -> str:
    """What tells Visual Studio Code, and what reads its settings, which schema is for which files."""
    schemas = {f"./{FOLDER}/{name}.json": list(each.files) for name, each in SCHEMAS.items()}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"
