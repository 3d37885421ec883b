"""`briefings schema`: write the JSON Schemas that editors use."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import options
from briefings.cli.projects import find_own_project
from briefings.cli.terminal import print_result, relative_path

__all__ = ["schema"]

_SCHEMA_NAMES = ("facts", "house", "labels", "markings", "notes", "product")


@options.command("schema", "briefings schema facts", "Write JSON Schemas for editors.")
@click.argument("name", required=False, type=click.Choice(_SCHEMA_NAMES))
@options.project
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to. Default: .schema/ in the project.",
)
def schema(name: str | None, folder: Path | None, output: Path | None) -> None:
    """Write JSON Schemas, which let editors complete and check your files.

    NAME is facts, house, labels, markings, notes or product. With a NAME and without --output, print that schema only.
    """
    from briefings.schema import FOLDER, SCHEMAS, write_schemas

    if name and output is None:
        print_result(SCHEMAS[name].to_json().removesuffix("\n"))
        return
    target = output or find_own_project(folder).root / FOLDER
    for path in write_schemas(target, [name] if name else SCHEMAS):
        print_result(str(relative_path(path.resolve())))
