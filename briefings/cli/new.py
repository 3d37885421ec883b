"""`briefings new`: add a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.parameters import PASTED_LINE
from briefings.cli.projects import find_own_project
from briefings.cli.reporting import print_findings
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new"]


@options.command("new", "briefings new uzbekistan", "Add a partner.")
@click.argument("partner", shell_complete=completers.countries)
@options.project
@click.option("--code", metavar="CODE", help="Country code with two letters (ISO 3166-1), for example UZ.")
@click.option(
    "--name",
    metavar="TEXT",
    type=PASTED_LINE,
    help="Name in the main language. Default: the name in CLDR, Unicode's list.",
)
@click.option(
    "--post",
    "posts",
    metavar="TITLE",
    type=PASTED_LINE,
    multiple=True,
    help="Title of a post that it has, for example President; give it again for another one.",
)
def new(
    partner: str, folder: Path | None, code: str | None, name: str | None, posts: tuple[str, ...]
) -> None:
    """Create the folder of PARTNER: a country's name in any language of the house, its code, or an id.

    The files contain the partner's names and what shared facts say about it. Comments marked TODO say what to write.
    """
    from briefings.authoring.entries.findings import find_partner_findings
    from briefings.authoring.partners.new_partner import add_partner
    from briefings.authoring.partners.seed import identify_partner, say_how_read, with_posts
    from briefings.loading.project import load_house

    project = find_own_project(folder)
    house, _ = load_house(project.root)
    languages = tuple(dict.fromkeys((house.default_language, *house.languages)))
    seed = with_posts(identify_partner(partner, languages, code, name), posts)
    if how := say_how_read(partner, seed, languages):
        print_message(f"{how}.")
    for path in add_partner(project, seed, clock.today()):
        print_result(str(relative_path(path)))
    print_findings(find_partner_findings(project, seed.id, clock.today()), "about the new partner")
    print_message(f"You can build its note now; `briefings gaps {seed.id}` lists what is missing.")
