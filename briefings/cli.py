"""The command line: it reads options, calls one function, prints; the only door to click.

Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 findings; 2 usage; 3 something of the
environment is missing; 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings import __version__
from briefings.diagnostics import BriefingsError, EnvironmentMissingError, format_diagnostic, visible
from briefings.period import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

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
_output = click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Build folder; build/ in the project if not given.",
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


@cli.command(
    cls=_Examples,
    epilog="briefings build tajikistan --as-of 2011-06-23",
    short_help="Bring notes up to date.",
)
@click.argument("partner", nargs=-1)
@_project
@_as_of
@click.option("--format", "formats", metavar="FORMAT", multiple=True, type=click.Choice(["md", "html", "pdf"]),
              help="md, html or pdf; may be repeated; all three if not given.")  # fmt: skip
@click.option("--occasion", metavar="TEXT", default="", help="What the note is for; printed in its head.")
@click.option("--contacts", metavar="NUMBER|all", type=_Contacts(), default=8, show_default=True,
              help="How many contacts are shown, newest first.")  # fmt: skip
@_output
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
    formats: Sequence[str],
    occasion: str,
    contacts: int | None,
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
    from briefings import builder  # noqa: PLC0415 - so that --help and --version load neither jinja2 nor markdown
    from briefings.workshop import FORMATS, Order  # noqa: PLC0415 - the same

    project = _found(folder)
    order = Order(
        partners=tuple(partner),
        as_of=as_of or _today(),
        dated=as_of is not None,
        formats=tuple(name for name in FORMATS if name in formats) or FORMATS,
        occasion=_plain("--occasion", occasion),
        contacts=contacts,
    )
    with _workers(executor) as workers, _progress() as show:
        outcome = builder.Builder(
            project,
            output or project.home / "build",
            order,
            jobs=jobs,
            force=force,
            dry=dry,
            workers=workers,
            progress=show,
            waiting=_say,
        ).run()
    for made in outcome.made:
        for name, path in made.files.items():
            if explain:
                reasons = "; ".join(made.reasons.get(name, ())) or "current"
                click.echo(visible(f"{_near(path)}: {reasons}"))
            elif name in made.reasons and not dry:
                click.echo(visible(str(_near(path))))
    for line in builder.summary(outcome, dry=dry):
        _say(line)
    if outcome.problems:
        raise BriefingsError([*outcome.problems, *outcome.missing])
    if outcome.missing:
        raise EnvironmentMissingError(outcome.missing)
    if dry and (outcome.removed or any(made.changed for made in outcome.made)):
        raise SystemExit(1)


@cli.command(
    cls=_Examples, epilog="briefings check", short_help="Report every problem of facts and templates."
)
@_project
def check(folder: Path | None) -> None:
    """Read all facts and templates and report every problem with its place; exit 1 if there is one."""
    from briefings import workshop  # noqa: PLC0415 - see build

    problems = workshop.check(_found(folder))
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


@cli.command(cls=_Examples, epilog="briefings diff tajikistan", short_help="Say what has changed in notes.")
@click.argument("partner", nargs=-1)
@_project
@_output
@click.option("--since", metavar="REV", help="Compare the facts with those of a git revision.")
@click.option("--from", "start", metavar="DATE", type=_Day(), help="Compare two days: the first one.")
@click.option("--to", "end", metavar="DATE", type=_Day(), help="The second one; today if not given.")
@click.option("--format", "form", metavar="FORMAT", default="text", type=click.Choice(["text", "json", "md", "html"]),
              help="text, json, md or html; text if not given.")  # fmt: skip
@click.option(
    "--addendum", is_flag=True, help="Make an addendum to each note that has changed, in all formats."
)
def diff(  # noqa: PLR0913, PLR0917 - one a command-line option
    partner: Sequence[str],
    folder: Path | None,
    output: Path | None,
    since: str | None,
    start: date | None,
    end: date | None,
    form: str,
    addendum: bool,
) -> None:
    """Say what has changed in the notes of the PARTNERs, or of all: which facts, and how sentences read now.

    Without --since or --from the last two states of the outputs are compared.
    """
    from briefings import comparing, describe  # noqa: PLC0415 - see build
    from briefings.workshop import Order  # noqa: PLC0415 - the same

    if since and (start or end):
        message = "--since goes without --from and --to"
        raise click.UsageError(message)
    if end and not start:
        message = "--to wants --from"
        raise click.UsageError(message)
    project = _found(folder)
    order = Order(tuple(partner), end or _today())
    if since:
        comparisons = list(comparing.since(project, order, since))
    elif start:
        comparisons = list(comparing.between(project, order, start, end or _today()))
    else:
        comparisons = list(comparing.last_two(output or project.home / "build", partner))
    if addendum:
        from briefings.addendum import addenda  # noqa: PLC0415 - see build

        for path in addenda(project, output or project.home / "build", order, comparisons):
            click.echo(visible(str(_near(path))))
        return
    text = describe.FORMS[form](comparisons)
    click.echo("\n".join(visible(line) for line in text.split("\n")), nl=False)


@cli.command(cls=_Examples, epilog="briefings verify", short_help="Say whether outputs are as written.")
@click.argument("partner", nargs=-1)
@_project
@_output
def verify(partner: Sequence[str], folder: Path | None, output: Path | None) -> None:
    """Say of every output whether it is the one written, and whether it still matches the facts; exit 1 if not."""
    from briefings import builder, verifying  # noqa: PLC0415 - see build

    project = _found(folder)
    target = output or project.home / "build"
    findings = list(verifying.verify(target, tuple(partner)))
    for finding in findings:
        click.echo(visible(f"{_near(finding.path)}: {finding.state}"))
    outcomes = [
        builder.Builder(project, target, order, dry=True).run()
        for order in verifying.orders(project, target, tuple(partner), _today())
    ]
    for made in sorted((made for outcome in outcomes for made in outcome.made), key=lambda made: made.name):
        reasons = list(dict.fromkeys(why for each in made.reasons.values() for why in each))
        if not made.failed:
            click.echo(visible(f"{made.name}: {'; '.join(reasons) or 'matches the facts'}"))
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if problems:
        raise BriefingsError(problems)
    stale = any(made.changed for outcome in outcomes for made in outcome.made)
    if stale or not all(finding.good for finding in findings):
        raise SystemExit(1)


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


def _workers(address: str | None) -> AbstractContextManager[Executor | None]:
    """The executor that the user named; None for one of this machine."""
    if address is None:
        return nullcontext()
    kind, _, place = address.partition(":")
    if kind != "dask" or not place.startswith("tcp://"):
        message = f"{address!r} is not dask:tcp://HOST:PORT"
        raise click.BadParameter(message, param_hint="--executor")
    from briefings.typesetting import cluster  # noqa: PLC0415 - see build

    return cluster(place)


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
