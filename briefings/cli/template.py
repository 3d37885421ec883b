"""Commands about templates: `briefings template list`, `show`, `eject`, `diff` and `accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["template"]

_partner_option = click.option(
    "--partner",
    metavar="ID",
    default="",
    shell_complete=completers.partners,
    help="For the notes of one partner alone.",
)
_name_argument = click.argument("name", shell_complete=completers.templates)


@click.group(
    "template",
    short_help="Make templates your own.",
    help="""Make templates your own: copy one or a block of it, and keep up with newer versions.

    Example: briefings template list
    """,
)
def template() -> None:
    """Group of the commands about templates."""


@options.command("list", "briefings template list")
@_partner_option
@options.project
def list_(partner: str, folder: Path | None) -> None:
    """List every template, product, label file and style, where it comes from, and what it stands for."""
    from briefings.authoring import overrides

    rows = overrides.served_files(options.find_project(folder), partner)
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        relation = f", {row.relation} {row.level_below}" if row.relation else ""
        print_result(f"{row.name:{width}}  {row.level}{relation}")


@options.command("show", "briefings template show sections/contacts.md.j2", "Print a template as it is used.")
@_name_argument
@_partner_option
@click.option("--packaged", is_flag=True, help="The one that comes with Briefings.")
@options.project
def show(name: str, partner: str, packaged: bool, folder: Path | None) -> None:
    """Print the template, product, label file or style of a NAME that is used, and say on stderr which it is."""
    from briefings.authoring import overrides

    served = overrides.find_served_file(options.find_project(folder), name, partner, lowest=packaged)
    print_message(
        f"{served.display_path}{f', {served.relation} {served.level_below}' if served.relation else ''}"
    )
    print_result(served.path.read_text(encoding="utf-8").removesuffix("\n"))


@options.command(
    "eject",
    "briefings template eject sections/contacts.md.j2 --block row",
    "Copy a template, or a block of it.",
)
@_name_argument
@_partner_option
@click.option("--block", metavar="NAME", default="", help="Override this block and leave the rest.")
@options.project
def eject(name: str, partner: str, block: str, folder: Path | None) -> None:
    """Copy the file of a NAME into the project, to change it there; nothing is overwritten.

    What it was made from is kept beside it in templates/.base/, so that `briefings template diff` can tell later what
    has changed since; commit both.
    """
    from briefings.authoring import overrides

    print_result(str(relative_path(overrides.eject(options.find_project(folder), name, partner, block))))


@options.command("diff", "briefings template diff", "Say what has changed below templates of your own.")
@click.argument("name", default="", metavar="[NAME]", shell_complete=completers.templates)
@_partner_option
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
@options.project
def diff(name: str, partner: str, format_: str, folder: Path | None) -> None:
    """Say of each file that stands for another one, or of the one of a NAME, what has changed since it was made.

    That is in the one below it (after an upgrade), in yours, and where both changed the same lines; exit code 1 if
    one below has changed.
    """
    from briefings.authoring import override_diff, overrides

    drifts = override_diff.compare_overrides(
        overrides.find_overrides(options.find_project(folder), name, partner)
    )
    print_result(override_diff.FORMATTERS[format_](drifts))
    if any(drift.their_edits for drift in drifts):
        raise SystemExit(1)


@options.command(
    "accept",
    "briefings template accept sections/contacts.md.j2",
    "Say that your template fits what is below it.",
)
@_name_argument
@_partner_option
@options.project
def accept(name: str, partner: str, folder: Path | None) -> None:
    """Record that your file of a NAME fits the one below it as that is now: nothing has changed since."""
    from briefings.authoring import overrides

    print_result(str(relative_path(overrides.accept(options.find_project(folder), name, partner))))


for _command in (accept, diff, eject, list_, show):
    template.add_command(_command)
