"""Schemas for editors: `briefings schema`."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import options
from briefings.cli.terminal import near, tell

__all__ = ["schema"]

_NAMES = ("facts", "house", "labels", "markings", "product")


@options.command("schema", "briefings schema facts", "Write JSON Schemas, by which editors help.")
@click.argument("name", required=False, type=click.Choice(_NAMES))
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
    from briefings.schema import FOLDER, SCHEMAS, publish

    if name and output is None:
        tell(SCHEMAS[name].text().removesuffix("\n"))
        return
    if output is None:
        project = options.found(folder)
        options.own(project)
        output = project.root / FOLDER
    for path in publish(output, [name] if name else SCHEMAS):
        tell(str(near(path.resolve())))
