"""Bring notes up to date: `briefings build`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import near, progress, say, tell
from briefings.model.diagnostics import BriefingsError, EnvironmentMissingError, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from datetime import date
    from pathlib import Path

__all__ = ["build"]


@options.command("build", "briefings build tajikistan --as-of 2011-06-23", "Bring notes up to date.")
@options.partners
@options.project
@options.as_of
@options.products
@options.languages
@click.option("--about", metavar="ID", default="", help="The person or visit that the note is about.")
@options.several("--format", "formats", metavar="FORMAT", known=("md", "html", "pdf"),
                 help="md, html or pdf; several with commas between; all three if not given.")  # fmt: skip
@click.option("--occasion", metavar="TEXT", default="", help="What the note is for; printed in its head.")
@click.option(
    "--number", metavar="NUMBER", default="", help="Its number in the register; printed in its head."
)
@click.option("--contacts", metavar="NUMBER|all", type=options.CONTACTS,
              help="How many contacts are shown, newest first; as the house says if not given.")  # fmt: skip
@options.output
@click.option("--jobs", metavar="NUMBER", type=click.IntRange(1), help="How many PDFs are typeset at once.")
@click.option("--executor", metavar="ADDRESS", help="Typeset on a Dask cluster: dask:tcp://HOST:PORT.")
@click.option(
    "--explain", is_flag=True, help="Say of each file why it was made again, or that it is current."
)
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit 1 if anything would be made again.")
@click.option("--force", is_flag=True, help="Make everything again.")
def build(  # noqa: PLR0913, PLR0917 - one a command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    products: Sequence[str],
    languages: Sequence[str],
    about: str,
    formats: Sequence[str],
    occasion: str,
    number: str,
    contacts: str | None,
    output: Path | None,
    jobs: int | None,
    executor: str | None,
    explain: bool,
    dry: bool,
    force: bool,
) -> None:
    """Bring the notes of the PARTNERs, or of all, up to date: what has not changed is left as it is.

    They are in build/internal/PARTNER/, and with --as-of in build/internal/PARTNER@DATE/.
    """
    from briefings.build import builder
    from briefings.build.report import summary
    from briefings.build.request import FORMATS, Order

    project = options.found(folder)
    order = Order(
        subjects=tuple(partner),
        as_of=as_of or options.today(),
        dated=as_of is not None,
        products=tuple(dict.fromkeys(products)),
        languages=tuple(dict.fromkeys(languages)),
        about=about,
        formats=tuple(name for name in FORMATS if name in formats) or FORMATS,
        occasion=options.plain("--occasion", occasion),
        number=options.plain("--number", number),
        contacts=contacts or "",
    )
    with _workers(executor) as workers, progress() as show:
        outcome = builder.Builder(
            project,
            output or project.home / "build",
            order,
            jobs=jobs,
            force=force,
            dry=dry,
            workers=workers,
            progress=show,
            waiting=say,
        ).run()
    for made in outcome.made:
        for file in made.files:
            if explain:
                tell(f"{near(file.path)}: {'; '.join(file.reasons) or 'current'}")
            elif file.reasons and not dry:
                tell(str(near(file.path)))
        for gone in made.taken if explain else ():
            for path in gone.files:
                tell(f"{near(path)}: {'would be ' if dry else ''}taken away, {gone.why}")
    for line in summary(outcome, dry=dry):
        say(line)
    for path in outcome.kept:
        say(f"{near(path)}: a file changed by hand is kept here; notes are made from facts, so write there")
    for warning in outcome.warnings:
        say(format_diagnostic(warning))
    if outcome.problems:
        raise BriefingsError([*outcome.problems, *outcome.missing])
    if outcome.missing:
        raise EnvironmentMissingError(outcome.missing)
    if dry and (outcome.removed or any(made.changed for made in outcome.made)):
        raise SystemExit(1)


def _workers(address: str | None) -> AbstractContextManager[Executor | None]:
    """The executor that the user named; None for one of this machine."""
    if address is None:
        return nullcontext()
    kind, _, place = address.partition(":")
    if kind != "dask" or not place.startswith("tcp://"):
        message = f"{address!r} is not dask:tcp://HOST:PORT"
        raise click.BadParameter(message, param_hint="--executor")
    from briefings.build.pdf_pool import cluster

    return cluster(place)
