"""The command line: it reads options, calls one function, prints; the only door to click.

Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 findings; 2 usage; 3 something of the
environment is missing; 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings import __version__
from briefings.diagnostics import BriefingsError, format_diagnostic, visible
from briefings.period import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefings.project import Project

__all__ = ["main"]

BUG = 70
INTERRUPTED = 130
_CLEAR = "\r\x1b[K"


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read a day as written."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Contacts(click.ParamType[int | None]):
    name = "number|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:  # noqa: ANN401
        """Read a number from 0, or `all`."""
        if isinstance(value, int):
            return value
        if value == "all":
            return None
        if not value.isascii() or not value.isdigit():
            self.fail(f"{value!r} is neither a number nor 'all'", param, ctx)
        return int(value)


class _Examples(click.Command):
    """A command whose help opens with an example."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example (the epilog) first."""
        formatter.write(f"Example: {self.epilog}\n\n")
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


_project = click.option(
    "--project", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Folder that holds facts/."
)
_as_of = click.option(
    "--as-of",
    metavar="DATE",
    type=_Day(),
    help="What held on that day, for example 2011-06-23; today if not given.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Diplomatic briefing notes from dated, cited facts.

    Example: briefings build tajikistan
    """,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Group of all commands."""


@cli.command(cls=_Examples, epilog="briefings build tajikistan --as-of 2011-06-23")
@click.argument("partner", nargs=-1)
@_project
@_as_of
@click.option("--format", "formats", metavar="FORMAT", multiple=True, type=click.Choice(["md", "html", "pdf"]),
              help="md, html or pdf; may be repeated; all three if not given.")  # fmt: skip
@click.option("--occasion", metavar="TEXT", default="", help="What the note is for; printed in its head.")
@click.option("--contacts", metavar="NUMBER|all", type=_Contacts(), default=8, show_default=True,
              help="How many contacts are shown, newest first.")  # fmt: skip
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path),
              help="Build folder; build/ in the project if not given.")  # fmt: skip
def build(  # noqa: PLR0913, PLR0917 - one a command-line option
    partner: Sequence[str],
    folder: Path | None,
    as_of: date | None,
    formats: Sequence[str],
    occasion: str,
    contacts: int | None,
    output: Path | None,
) -> None:
    """Make the notes of the PARTNERs, or of all.

    They are written to build/internal/PARTNER/, and with --as-of to build/internal/PARTNER@DATE/.
    """
    from briefings import builder  # noqa: PLC0415 - so that --help and --version load neither jinja2 nor markdown

    project = _found(folder)
    order = builder.Order(
        partners=partner,
        as_of=as_of or _today(),
        dated=as_of is not None,
        formats=[name for name in builder.FORMATS if name in formats] or builder.FORMATS,
        occasion=_plain("--occasion", occasion),
        contacts=contacts,
    )
    target = output or project.home / "build"
    with _progress() as show:
        paths = builder.build(project, target, order, show)
    for path in paths:
        click.echo(visible(str(_near(path))))


@cli.command(
    cls=_Examples, epilog="briefings check", short_help="Report every problem of facts and templates."
)
@_project
def check(folder: Path | None) -> None:
    """Read all facts and templates and report every problem with its place; exit 1 if there is one."""
    from briefings import builder  # noqa: PLC0415 - see build

    problems = builder.check(_found(folder))
    for problem in problems:
        click.echo(format_diagnostic(problem))
    if problems:
        raise SystemExit(1)
    click.echo("No problems found.")


@cli.command("list", cls=_Examples, epilog="briefings list")
@_project
@_as_of
def list_(folder: Path | None, as_of: date | None) -> None:
    """List the partners with what is known of them on a day."""
    from briefings import reports  # noqa: PLC0415 - see build

    for line in reports.listing(_found(folder), as_of or _today()):
        click.echo(visible(line))


@cli.command(cls=_Examples, epilog="briefings why tajikistan/pfp", short_help="Show why a note says a FACT.")
@click.argument("fact")
@_project
@_as_of
def why(fact: str, folder: Path | None, as_of: date | None) -> None:
    """Show a FACT: its place, period, evidence, and the sentences of the note that print it."""
    from briefings import reports  # noqa: PLC0415 - see build

    for line in reports.explanation(_found(folder), fact, as_of or _today()):
        click.echo(visible(line))


@cli.command(cls=_Examples, epilog="briefings doctor", short_help="Say whether all is there that notes need.")
@_project
def doctor(folder: Path | None) -> None:
    """Say whether everything is there that notes need; exit 3 if something is missing."""
    from briefings import reports  # noqa: PLC0415 - see build

    lines, missing = reports.health(_found(folder))
    for line in lines:
        click.echo(visible(line))
    if missing:
        raise SystemExit(3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Args:
        arguments: what the user typed behind the command; those of the process if None.
    """
    sys.exit(_run(cli, arguments))


def _run(command: click.Command, arguments: Sequence[str] | None) -> int:  # noqa: PLR0911 - one an exit code
    try:
        command.main(
            args=None if arguments is None else list(arguments), prog_name="briefings", standalone_mode=False
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        hint = " (see --help)" if isinstance(error, click.UsageError) else ""
        _say(f"error: {error.format_message()}{hint}")
        return error.exit_code
    except BriefingsError as error:
        for found in error.diagnostics:
            click.echo(format_diagnostic(found), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # so that nothing is flushed into the closed pipe at exit
        return 1
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 1
    except Exception as error:  # noqa: BLE001 - the last line of defence: our bug, said as such
        import traceback  # noqa: PLC0415 - only here

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        _say(
            f"error: this is a bug in Briefings, please report it: {type(error).__name__}: {error} ({place})"
        )
        return BUG
    return 0


def _say(text: str) -> None:
    click.echo("\n".join(visible(line) for line in text.split("\n")), err=True)


def _found(folder: Path | None) -> Project:
    from briefings.project import Project  # noqa: PLC0415 - see build

    project = Project.find(Path.cwd(), folder)
    if project.is_packaged:
        _say("note: no facts/house.yaml here or above; using the facts that come with Briefings")
    return project


def _plain(option: str, text: str) -> str:
    if visible(text) != text:
        message = "has a control character"
        raise click.BadParameter(message, param_hint=option)
    return text


def _near(path: Path) -> Path:
    """A path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being made, on a terminal only, and leave nothing of it behind."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return

    def show(what: str, done: int, steps: int) -> None:
        click.echo(f"{_CLEAR}[{done + 1}/{steps}] {visible(what)}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(_CLEAR, nl=False, err=True)
