"""The script by which a shell completes what is typed: `briefings completion`."""

from __future__ import annotations

import click

from briefings.cli import options
from briefings.cli.terminal import tell

__all__ = ["completion"]

_SHELLS = ("bash", "fish", "zsh")


@options.command(
    "completion", "briefings completion bash", "Print the script by which a shell completes commands."
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which bash, fish or zsh completes commands, options and the names of partners and templates.

    For bash and zsh, put `eval "$(briefings completion bash)"` into the file that the shell reads when it starts.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - the choices are those that click knows
    root = context.find_root()
    tell(made(root.command, {}, "briefings", "_BRIEFINGS_COMPLETE").source().strip("\n"))
