"""Options and parameter types that several commands share, and the decorator that declares a command."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings.cli import completers
from briefings.cli.terminal import print_message
from briefings.model.dates import parse_day
from briefings.model.diagnostics import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from briefings.project import Project

__all__ = [
    "CONTACT_LIMIT",
    "DAY",
    "as_of",
    "command",
    "find_project",
    "languages",
    "multi_option",
    "output",
    "partners",
    "products",
    "project",
    "require_own_project",
    "single_line",
    "today",
]


class _DayType(click.ParamType[date]):
    """A day as `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Parse a day as the user typed it."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _ContactLimitType(click.ParamType[str]):
    """A number of contacts, or `all`."""

    name = "number|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that the value is a number from 0, or `all`."""
        if value != "all" and not (value.isascii() and value.isdigit()):
            self.fail(f"{value!r} is neither a number nor 'all'", param, ctx)
        return str(value)


class _WordListType(click.ParamType[tuple[str, ...]]):
    """A list of words separated by commas, for options that may also be repeated."""

    name = "words"

    def __init__(self, choices: Sequence[str] = ()) -> None:
        """Restrict the words to the choices; accept any word if there are none."""
        self.choices = choices

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Split the value of one occurrence of the option into words."""
        words = tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
        for word in words if self.choices else ():
            if word not in self.choices:
                self.fail(f"{word!r} is none of {', '.join(self.choices)}", param, ctx)
        return words

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the choices that begin with the typed word."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.choices if word.startswith(incomplete)]


def _join_repeated(
    _ctx: click.Context, _param: click.Parameter, values: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the words of all occurrences of an option as one list."""
    return tuple(word for words in values for word in words)


def multi_option(
    *names: str,
    choices: Sequence[str] = (),
    **options: Any,  # noqa: ANN401 - passed on to click
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare an option that takes several words, separated by commas or as repeated options.

    Args:
        names: as of `click.option`.
        choices: the words that are allowed; any if empty.
        options: further arguments of `click.option`.
    """
    return click.option(
        *names, multiple=True, type=_WordListType(choices), callback=_join_repeated, **options
    )


class _ExampleCommand(click.Command):
    """A command whose help opens with an example."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example (the epilog) before the usual help."""
        formatter.write(f"Example: {self.epilog}\n\n")
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)


def command(
    name: str, example: str, short_help: str | None = None
) -> Callable[[Callable[..., None]], click.Command]:
    """Declare a command.

    Args:
        name: as the user types it.
        example: a whole command line that works with the facts that come with Briefings.
        short_help: one line for the list of commands; the first sentence of the docstring if None.
    """
    return click.command(name, cls=_ExampleCommand, epilog=example, short_help=short_help)


CONTACT_LIMIT = _ContactLimitType()
DAY = _DayType()

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

products = multi_option("--product", "products", metavar="NAME", shell_complete=completers.products,
                   help="Kind of note, for example card; several with commas between; those of the house if not given.")  # fmt: skip
languages = multi_option("--lang", "languages", metavar="CODE", shell_complete=completers.house_languages,
                    help="Language of the notes; several with commas between; all of the house if not given.")  # fmt: skip


def find_project(folder: Path | None) -> Project:
    """Return the project that the user named, or the one at or above the working folder.

    Print a notice if it is the one that comes with Briefings.
    """
    from briefings.project import Project

    active_project = Project.find(Path.cwd(), folder)
    if active_project.is_packaged:
        print_message("note: no facts/house.yaml here or above; using the facts that come with Briefings")
    return active_project


def require_own_project(project: Project) -> None:
    """Check that a command may change a project: it must be the user's own.

    Raises:
        click.UsageError: if these are the facts that come with Briefings.
    """
    if project.is_packaged:
        message = "there is no project here or above; `briefings init DIR` starts one"
        raise click.UsageError(message)


def today() -> date:
    """Return the day on which the command runs, in the time zone of the machine."""
    return datetime.now(tz=UTC).astimezone().date()


def single_line(option: str, text: str) -> str:
    """Return the text of an option, which must fit on one line of a note.

    Raises:
        click.BadParameter: if the text has a control character.
    """
    if escape_unprintable(text) != text:
        message = "has a control character"
        raise click.BadParameter(message, param_hint=option)
    return text
