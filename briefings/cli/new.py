"""Add a partner: `briefings new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import near, say, tell

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new"]


@options.command("new", "briefings new uzbekistan", "Add a partner, with all that is known of it.")
@click.argument("partner", shell_complete=completers.countries)
@options.project
@click.option("--code", metavar="CODE", default="", help="Of the country, ISO 3166-1, two letters: UZ.")
@click.option(
    "--name",
    metavar="TEXT",
    default="",
    help="Its name in the main language, if not as Unicode's CLDR has it.",
)
def new(partner: str, folder: Path | None, code: str, name: str) -> None:
    """Make a folder for a PARTNER, a country by its name in any language of the house, its code, or an id.

    Its names are there, as is what shared facts say of it; what is to be written is marked TODO.
    """
    from briefings.authoring.partner import add_partner, identify
    from briefings.loading.project import load_house

    project = options.found(folder)
    options.own(project)
    house = load_house(project.root, [])
    languages = tuple(dict.fromkeys((house.written, *house.languages)))
    newcomer = identify(partner, languages, code, options.plain("--name", name))
    for path in add_partner(project, newcomer, options.today()):
        tell(str(near(path)))
    say(f"its note can be made at once; `briefings gaps {newcomer.id}` says what it lacks")
