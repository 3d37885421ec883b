"""Start a project: `briefings init`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from briefings.cli import completing, options
from briefings.cli.terminal import near, say, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["init"]

_SIDES = ("organisation", "country", "agency")


@options.command("init", "briefings init ministry --side country", "Start a project of your own.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--side", metavar="KIND", default=_SIDES[0], type=click.Choice(_SIDES), show_default=True,
              help="What our side is: organisation, country or agency.")  # fmt: skip
@options.several("--lang", "languages", metavar="CODE", shell_complete=completing.languages, default=["en"],
                 help="Languages of the notes with commas between, the main one first; en if not given.")  # fmt: skip
def init(folder: Path, side: str, languages: Sequence[str]) -> None:
    """Start a project in the folder DIR, with an invented partner that builds at once; its files say what they are for.

    DIR must not be there yet, or be empty.
    """
    from briefings.desk.starting import start

    for path in start(folder, side, languages):
        tell(str(near(path.resolve())))
    say(
        f"a note can be made at once: cd {quote(str(folder))}, then briefings build; README.md says how to make it yours"
    )
