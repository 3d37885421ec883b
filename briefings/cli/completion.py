"""`briefings completion`: print the script that gives a shell completion of commands."""

from __future__ import annotations

import click

from briefings.cli import options
from briefings.cli.terminal import print_result

__all__ = ["completion"]

_SHELLS = ("bash", "fish", "zsh")


@options.command("completion", "briefings completion bash", "Print a script for shell completion.")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes SHELL (bash, fish or zsh) complete commands, options, partners and templates.

    For bash and zsh, add `eval "$(briefings completion bash)"` to the start-up file of the shell.
    """
    from click.shell_completion import get_completion_class

    completion_class = get_completion_class(shell)
    assert completion_class is not None  # noqa: S101 - click knows every shell in the choices
    root = context.find_root()
    print_result(completion_class(root.command, {}, "briefings", "_BRIEFINGS_COMPLETE").source().strip("\n"))
