"""`briefings init`: start a project."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from briefings.authoring.partners.sides import SIDES
from briefings.cli import completers, options
from briefings.cli.parameters import PASTED_LINE
from briefings.cli.terminal import command_in, print_message, print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["init"]


@options.command("init", "briefings init eu-desk --name 'European Union' --short EU", "Start a project.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--side",
    metavar="KIND",
    default=next(iter(SIDES)),
    type=click.Choice(tuple(SIDES)),
    help="Kind of our side: organisation, country or agency. Default: organisation.",
)
@options.multi_option(
    "--lang",
    "languages",
    metavar="CODE",
    shell_complete=completers.languages,
    default=["en"],
    help="Languages of the notes, for example en,fr; the main one first. Default: en.",
)
@click.option(
    "--name", metavar="TEXT", type=PASTED_LINE, help="Name of our side, for example European Union."
)
@click.option("--short", metavar="TEXT", type=PASTED_LINE, help="Short form of that name, for example EU.")
def init(folder: Path, side: str, languages: Sequence[str], name: str | None, short: str | None) -> None:
    """Start a project in the folder DIR, which must be empty or not exist yet.

    With --name, the project has our side and no partners; add them with `briefings new`.

    Without --name, our side and its partner are invented, so that you can build a note at once.
    """
    from briefings.authoring.partners.new_project import start_project

    if short and not name:
        message = "give --name as well"
        raise click.BadParameter(message, param_hint="--short")
    if not languages:
        message = "name at least one language"
        raise click.BadParameter(message, param_hint="--lang")
    command = command_in(folder)
    for path in start_project(folder, side, languages, name, short, command):
        print_result(str(relative_path(path.resolve())))
    next_command = (
        f"`{command} new COUNTRY` to add a partner" if name else f"`{command} build` to make a note"
    )
    print_message(f"Next: cd {quote(str(folder))}; then {next_command}. README.md explains the files.")
