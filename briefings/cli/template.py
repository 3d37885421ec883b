"""Commands about templates: `briefings template list`, `show`, `eject`, `diff` and `accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completers, options
from briefings.cli.projects import find_project
from briefings.cli.reporting import print_report
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.loading.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.authoring.templates.files import ServedFile

__all__ = ["template"]

_partner_option = click.option(
    "--partner",
    metavar="ID",
    shell_complete=completers.partners,
    help="Only for the notes of this partner. Default: for all notes.",
)
_name_argument = click.argument("name", shell_complete=completers.templates)


@click.group(
    "template",
    short_help="Override templates, and keep the overrides up to date.",
    help="""Override a template or one of its blocks, and keep the override up to date.

    Example: briefings template list
    """,
)
def template() -> None:
    """Group of the commands about templates."""


@options.command("list", "briefings template list", "List all templates.")
@_partner_option
@options.project
def list_(partner: str | None, folder: Path | None) -> None:
    """List every template, product, label file and style, its level, and what it overrides."""
    from briefings.authoring.templates.files import served_files

    files = served_files(find_project(folder), partner)
    width = max((len(file.name) for file in files), default=0)
    for file in files:
        print_result(f"{file.name:{width}}  {_with_relation(str(file.level), file)}")


@options.command("show", "briefings template show sections/contacts.md.j2", "Print a template.")
@_name_argument
@_partner_option
@click.option("--packaged", is_flag=True, help="Print the file that comes with Briefings.")
@options.project
def show(name: str, partner: str | None, packaged: bool, folder: Path | None) -> None:
    """Print the template, product, label file or style NAME that notes use, and its path on stderr."""
    from briefings.authoring.templates.files import find_served_file

    file = find_served_file(find_project(folder), name, partner, lowest=packaged)
    print_message(_with_relation(file.display_path, file))
    print_result(read_text(file.path).removesuffix("\n"))


@options.command(
    "eject",
    "briefings template eject sections/contacts.md.j2 --block row",
    "Copy a template or one of its blocks.",
)
@_name_argument
@_partner_option
@click.option("--block", metavar="NAME", help="Copy this block only, and keep using the rest.")
@options.project
def eject(name: str, partner: str | None, block: str | None, folder: Path | None) -> None:
    """Copy the file NAME into the project, to change it there; nothing is overwritten.

    The original is recorded in templates/.base/, so that `briefings template diff` can show later changes. Commit both.
    """
    from briefings.authoring.templates.copies import eject

    print_result(str(relative_path(eject(find_project(folder), name, partner, block))))


@options.command("diff", "briefings template diff", "Show what has changed below your templates.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=completers.templates)
@_partner_option
@options.format_option("text", "json")
@options.project
def diff(name: str | None, partner: str | None, format_: str, folder: Path | None) -> None:
    """Show what has changed in the files that your templates override, or only in NAME.

    For each override there are two diffs: from the original to the current file, for example after an upgrade, and from
    the original to yours. Exit 1 if an original has changed.
    """
    from briefings.authoring.templates.diff import (
        compare_overrides,
        override_diff_data,
        override_diff_lines,
    )
    from briefings.authoring.templates.overrides import find_overrides

    differences = compare_overrides(find_overrides(find_project(folder), name, partner))
    print_report(format_, override_diff_lines(differences), override_diff_data(differences))
    if any(difference.upstream for difference in differences):
        raise SystemExit(1)


@options.command(
    "accept",
    "briefings template accept sections/contacts.md.j2",
    "Record that your template is up to date.",
)
@_name_argument
@_partner_option
@options.project
def accept(name: str, partner: str | None, folder: Path | None) -> None:
    """Record that your file NAME fits the current file below it, so that `diff` shows later changes only."""
    from briefings.authoring.templates.copies import accept

    print_result(str(relative_path(accept(find_project(folder), name, partner))))


def _with_relation(text: str, file: ServedFile) -> str:
    """Return a text followed by what a file does to the file below it."""
    return f"{text}, {file.below}" if file.below else text


for _command in (accept, diff, eject, list_, show):
    template.add_command(_command)
