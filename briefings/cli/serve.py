"""`briefings serve`: read and review the facts in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["serve"]

_HIGHEST_PORT = 65_535


@options.command("serve", "briefings serve", "Read and review the facts in a browser on this machine.")
@options.project
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=0,
    help="Listen on this port. Default: any free one.",
)
@click.option("--read-only", is_flag=True, help="Change no file.")
@options.audience
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
def serve(folder: Path | None, port: int, read_only: bool, audience: str | None, no_open: bool) -> None:
    """Open the live page: your open tasks, each note as it prints, and the facts and sources of each sentence.

    Only this machine can reach it, and only with the address that is printed. Ctrl+C ends it.

    With --audience, the page shows only what that audience may see, and changes no file.
    """
    from briefings.model.diagnostics import Diagnostic, EnvironmentMissingError

    try:
        from briefings.server.run import run_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        hint = "pip install 'briefings[serve]'"
        problem = Diagnostic("no-server", "the extra 'serve' is not installed", hint=hint)
        raise EnvironmentMissingError([problem]) from error

    run_server(
        find_project(folder),
        clock.today,
        _print_address,
        port=port,
        is_read_only=read_only,
        audience=audience,
        opens_browser=not no_open,
    )


def _print_address(address: str) -> None:
    """Print where the page is, and how to end it."""
    print_result(address)
    print_message("Open this address in a browser on this machine. Ctrl+C ends the page.")
