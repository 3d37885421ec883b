"""`briefings schema`: write the JSON Schemas that editors use."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import options
from briefings.cli.terminal import print_result, relative_path

__all__ = ["schema"]

_SCHEMA_NAMES = ("facts", "house", "labels", "markings", "product")


@options.command("schema", "briefings schema facts", "Write JSON Schemas, by which editors help.")
@click.argument("name", required=False, type=click.Choice(_SCHEMA_NAMES))
@options.project
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder for the files; .schema/ in the project if not given.",
)
def schema(name: str | None, folder: Path | None, output: Path | None) -> None:
    """Write the JSON Schemas of all files that you write, for editors; with a NAME only print that one.

    NAME is facts, house, labels, markings or product; with --output it is written, too.
    """
    from briefings.schema import FOLDER, SCHEMAS, write_schemas

    if name and output is None:
        print_result(SCHEMAS[name].to_json().removesuffix("\n"))
        return
    if output is None:
        project = options.find_project(folder)
        options.require_own_project(project)
        output = project.root / FOLDER
    for path in write_schemas(output, [name] if name else SCHEMAS):
        print_result(str(relative_path(path.resolve())))
