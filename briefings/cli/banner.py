"""`briefings banner`: make the first page of an edition once more, with the edition to read instead."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result, relative_path

__all__ = ["banner"]


@options.command("banner", "briefings banner 1", "Reprint page 1 of an edition, marked as superseded.")
@click.argument("number", metavar="NUMBER")
@options.project
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder for the files. Default: the present one.",
)
def banner(number: str, folder: Path | None, output: Path) -> None:
    """Reprint page 1 of the edition with a NUMBER, with a banner that names the latest edition of its note.

    Its readers put the page on their copies. Its text comes from the archive; the marking stays above the banner.
    """
    from briefings.editions.banner import banner_files
    from briefings.loading.files import make_folder, write_atomic

    files = banner_files(find_project(folder), number, clock.today())
    make_folder(output)
    for name, data in files.items():
        write_atomic(output / name, data)
        print_result(str(relative_path(output / name)))
