"""`briefings new`: add a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result, relative_path

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
    from briefings.authoring.partner import add_partner, identify_partner
    from briefings.loading.project import load_house

    project = options.find_project(folder)
    options.require_own_project(project)
    house = load_house(project.root, [])
    languages = tuple(dict.fromkeys((house.default_language, *house.languages)))
    seed = identify_partner(partner, languages, code, options.single_line("--name", name))
    for path in add_partner(project, seed, options.today()):
        print_result(str(relative_path(path)))
    print_message(f"its note can be made at once; `briefings gaps {seed.id}` says what it lacks")
