"""Command line of Briefings: one module per command, and the only package that imports click.

Each command reads its options, calls one function and prints the result.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from briefings import __version__
from briefings.cli import (
    add,
    addendum,
    ahead,
    audit,
    banner,
    build,
    check,
    check_edition,
    clear,
    completion,
    diff,
    doctor,
    drop,
    editions,
    find,
    gaps,
    import_,
    init,
    issue,
    new,
    returned,
    review,
    runner,
    schema,
    serve,
    source,
    template,
    translate,
    verify,
    why,
)
from briefings.cli import (
    list as list_,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cli", "commands_by_name", "main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Make diplomatic briefing notes from dated, cited facts.

    Example: briefings build tajikistan
    """,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Group of all commands."""


for _command in (
    add.add,
    addendum.addendum,
    ahead.ahead,
    audit.audit,
    banner.banner,
    build.build,
    check.check,
    check_edition.check_edition,
    clear.clear,
    completion.completion,
    diff.diff,
    doctor.doctor,
    drop.drop,
    editions.editions,
    find.find,
    gaps.gaps,
    import_.import_,
    init.init,
    issue.issue,
    list_.list_,
    new.new,
    returned.returned,
    review.review,
    schema.schema,
    serve.serve,
    source.source,
    source.sources,
    template.template,
    translate.translate,
    verify.verify,
    why.why,
):
    cli.add_command(_command)


def commands_by_name(group: click.Group = cli, prefix: str = "") -> dict[str, click.Command]:
    """Return every command that does something, keyed by the words a user types for it, in alphabetical order.

    Args:
        group: the group to list; its subgroups are expanded.
        prefix: words typed before the names in this group, with a space at the end.
    """
    by_name: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        if command is None:
            continue
        words = f"{prefix}{name}"
        by_name |= (
            commands_by_name(command, f"{words} ") if isinstance(command, click.Group) else {words: command}
        )
    return by_name


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Args:
        arguments: what the user typed after `briefings`; the arguments of the process if None.
    """
    sys.exit(runner.run(cli, arguments))
