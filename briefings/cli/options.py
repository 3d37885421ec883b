"""What commands have in common: how they are declared, the options they share, what these stand for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings.cli import completers
from briefings.cli.terminal import say
from briefings.model.dates import parse_day
from briefings.model.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from briefings.project import Project

__all__ = [
    "CONTACTS",
    "DAY",
    "as_of",
    "command",
    "found",
    "languages",
    "output",
    "own",
    "partners",
    "plain",
    "products",
    "project",
    "several",
    "today",
]


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


class _Contacts(click.ParamType[str]):
    name = "number|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Read a number from 0, or `all`."""
        if value != "all" and not (value.isascii() and value.isdigit()):
            self.fail(f"{value!r} is neither a number nor 'all'", param, ctx)
        return str(value)


class _Several(click.ParamType[tuple[str, ...]]):
    """Words with commas between them, for options that may be repeated as well."""

    name = "words"

    def __init__(self, known: Sequence[str] = ()) -> None:
        """Take some of the known words, or any if none are."""
        self.known = known

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Read the words of one option."""
        words = tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
        for word in words if self.known else ():
            if word not in self.known:
                self.fail(f"{word!r} is none of {', '.join(self.known)}", param, ctx)
        return words

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the known words."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.known if word.startswith(incomplete)]


def _joined(
    _ctx: click.Context, _param: click.Parameter, values: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """The words of an option that was repeated."""
    return tuple(word for words in values for word in words)


def several(
    *names: str,
    known: Sequence[str] = (),
    **options: Any,  # noqa: ANN401 - handed on
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare an option that takes several words: with commas between them, or repeated."""
    return click.option(*names, multiple=True, type=_Several(known), callback=_joined, **options)


class _Command(click.Command):
    """A command whose help opens with an example."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example (the epilog) first."""
        formatter.write(f"Example: {self.epilog}\n\n")
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)


def command(
    name: str, example: str, short: str | None = None
) -> Callable[[Callable[..., None]], click.Command]:
    """Declare a command.

    Args:
        name: as it is typed.
        example: a whole command line that works with the facts that come with Briefings.
        short: one line for the list of commands; the first sentence of the docstring if not given.
    """
    return click.command(name, cls=_Command, epilog=example, short_help=short)


CONTACTS = _Contacts()
DAY = _Day()

partners = click.argument("partner", nargs=-1, shell_complete=completers.partners)
project = click.option(
    "--project", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Folder that holds facts/."
)
output = click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Build folder; build/ in the project if not given.",
)
as_of = click.option(
    "--as-of",
    metavar="DATE",
    type=DAY,
    help="What held on that day, for example 2011-06-23; today if not given.",
)

products = several("--product", "products", metavar="NAME", shell_complete=completers.products,
                   help="Kind of note, for example card; several with commas between; those of the house if not given.")  # fmt: skip
languages = several("--lang", "languages", metavar="CODE", shell_complete=completers.house_languages,
                    help="Language of the notes; several with commas between; all of the house if not given.")  # fmt: skip


def found(folder: Path | None) -> Project:
    """The project that the user named, or the one at or above the working folder."""
    from briefings.project import Project

    here = Project.find(Path.cwd(), folder)
    if here.is_packaged:
        say("note: no facts/house.yaml here or above; using the facts that come with Briefings")
    return here


def own(project: Project) -> None:
    """See to it that a project may be changed: that it is the user's own.

    Raises:
        click.UsageError: if these are the facts that come with Briefings.
    """
    if project.is_packaged:
        message = "there is no project here or above; `briefings init DIR` starts one"
        raise click.UsageError(message)


def today() -> date:
    """The day on which the command is run, in the zone of the machine."""
    return datetime.now(tz=UTC).astimezone().date()


def plain(option: str, text: str) -> str:
    """Text that can stand on one line of a note.

    Raises:
        click.BadParameter: if it has a control character.
    """
    if visible(text) != text:
        message = "has a control character"
        raise click.BadParameter(message, param_hint=option)
    return text
