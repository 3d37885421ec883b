"""The command line, a file a command: each reads options, calls one function and prints; the only door to click."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from briefings import __version__
from briefings.cli import (
    audit,
    build,
    check,
    completion,
    diff,
    doctor,
    gaps,
    init,
    new,
    review,
    runner,
    schema,
    source,
    template,
    verify,
    why,
)
from briefings.cli import (
    list as list_,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cli", "commands", "main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Diplomatic briefing notes from dated, cited facts.

    Example: briefings build tajikistan
    """,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Group of all commands."""


for _command in (
    audit.audit,
    build.build,
    check.check,
    completion.completion,
    diff.diff,
    doctor.doctor,
    gaps.gaps,
    init.init,
    list_.list_,
    new.new,
    review.review,
    schema.schema,
    source.source,
    source.sources,
    template.template,
    verify.verify,
    why.why,
):
    cli.add_command(_command)


def commands(group: click.Group = cli, before: str = "") -> dict[str, click.Command]:
    """Every command that does something, by the words that are typed for it, in the order of these."""
    found: dict[str, click.Command] = {}
    for name, command in sorted(group.commands.items()):
        words = f"{before}{name}"
        found |= commands(command, f"{words} ") if isinstance(command, click.Group) else {words: command}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Args:
        arguments: what the user typed behind the command; those of the process if None.
    """
    sys.exit(runner.run(cli, arguments))
