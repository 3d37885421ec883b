"""Arguments and options that several commands share, and the decorator that declares a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings.cli import completers
from briefings.cli.parameters import DAY, WordListType
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = [
    "DIAGNOSTIC_FORMATS",
    "archive",
    "as_of",
    "audience",
    "check_archive",
    "command",
    "format_option",
    "languages",
    "multi_option",
    "note_audience",
    "output",
    "partners",
    "products",
    "project",
    "typed_words",
]

DIAGNOSTIC_FORMATS = ("text", "json", "github", "sarif")
"""The formats in which diagnostics can be printed, as `lint.formats` has them."""


_WORDS = "briefings.words"


class _ExampleCommand(click.Command):
    """A command whose help opens with an example, and which keeps the words that the user typed after its name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words after the name of the command."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example (the epilog) before the usual help."""
        formatter.write(f"Example: {self.epilog}\n\n")
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)


def typed_words() -> tuple[str, ...]:
    """Return what the user typed after the name of the running command."""
    words: tuple[str, ...] = click.get_current_context().meta[_WORDS]
    return words


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
    return click.option(*names, multiple=True, type=WordListType(choices), callback=_join_repeated, **options)


def _join_repeated(
    _ctx: click.Context, _param: click.Parameter, values: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the words of all occurrences of an option as one list."""
    return tuple(word for words in values for word in words)


def format_option(*formats: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare the option `--format` of a command; the first format is the default."""
    *most, last = formats
    return click.option(
        "--format",
        "format_",
        metavar="FORMAT",
        default=formats[0],
        type=click.Choice(formats),
        help=f"Output format: {', '.join(most)} or {last}. Default: {formats[0]}.",
    )


partners = click.argument("partner", nargs=-1, shell_complete=completers.partners)
project = click.option(
    "--project",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Project folder, which contains facts/, or :packaged for the facts of Briefings. Default: the one here or above.",
)
output = click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Build folder. Default: build/ in the project.",
)
as_of = click.option(
    "--as-of", metavar="DATE", type=DAY, help="Report the state on DATE (YYYY-MM-DD). Default: today."
)
audience = click.option(
    "--audience",
    metavar="NAME",
    shell_complete=completers.audiences,
    help="Show only what this audience of facts/house.yaml may see. Default: everything.",
)
note_audience = click.option(
    "--audience",
    metavar="NAME",
    default=DEFAULT_AUDIENCE,
    shell_complete=completers.audiences,
    help=f"The notes for this audience of facts/house.yaml. Default: {DEFAULT_AUDIENCE}.",
)
products = multi_option(
    "--product",
    "products",
    metavar="NAME",
    shell_complete=completers.products,
    help="Kinds of note, for example brief,card. Default: the products in facts/house.yaml.",
)
languages = multi_option(
    "--lang",
    "languages",
    metavar="CODE",
    shell_complete=completers.house_languages,
    help="Languages of the notes, for example en,fr. Default: all languages in facts/house.yaml.",
)
archive = click.option(
    "--archive", is_flag=True, help="Make the PDF for an archive, with text, manifest and provenance in it."
)


def check_archive(formats: Collection[str], *, archive: bool) -> None:
    """Check that a PDF is among the formats if it is wanted for an archive.

    Raises:
        UsageError: if it is not.
    """
    if archive and "pdf" not in formats:
        message = "--archive is about the PDF; add --format pdf"
        raise click.UsageError(message)
