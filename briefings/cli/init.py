"""`briefings init`: start a project."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["init"]

_SIDES = ("organisation", "country", "agency")


@options.command(
    "init", "briefings init eu-desk --name 'European Union' --short EU", "Start a project of your own."
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--side", metavar="KIND", default=_SIDES[0], type=click.Choice(_SIDES), show_default=True,
              help="What our side is: organisation, country or agency.")  # fmt: skip
@options.multi_option("--lang", "languages", metavar="CODE", shell_complete=completers.languages, default=["en"],
                 help="Languages of the notes with commas between, the main one first; en if not given.")  # fmt: skip
@click.option("--name", metavar="TEXT", default="", help="The name of our side: European Union, Norway.")
@click.option("--short", metavar="TEXT", default="", help="The short form of the name: EU.")
def init(folder: Path, side: str, languages: Sequence[str], name: str, short: str) -> None:
    """Start a project in the folder DIR; its files say what they are for.

    With --name it is that of our side, and partners are added with `briefings new`.

    Without, our side and its partner are invented, and a note can be made at once, for a first look.

    DIR must not be there yet, or be empty.
    """
    from briefings.authoring.project import start_project

    name, short = options.single_line("--name", name), options.single_line("--short", short)
    if short and not name:
        message = "goes with --name"
        raise click.BadParameter(message, param_hint="--short")
    for path in start_project(folder, side, languages, name, short):
        print_result(str(relative_path(path.resolve())))
    next_command = "new COUNTRY adds a partner" if name else "build makes a note"
    print_message(f"next: cd {quote(str(folder))}; briefings {next_command}; README.md says what is where")
