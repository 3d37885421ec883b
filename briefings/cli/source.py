"""Commands about sources: `briefings source add`, `briefings source recall` and `briefings sources`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import options
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from datetime import date

__all__ = ["source", "sources"]


@click.group(
    "source",
    short_help="Capture the text of a source, or tell what rests on one.",
    help="""Capture the text of a source, or tell what rests on one.

    Example: briefings source recall nato-tj-2017
    """,
)
def source() -> None:
    """Group of the commands about one source."""


@options.command(
    "add",
    "briefings source add article.txt --id herald-2019 --title 'On lamps' --publisher Herald",
    "Capture the text of a source.",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--id", "id_", metavar="ID", default="", help="Under which facts name it; required.")
@click.option("--title", metavar="TEXT", default="", help="In the main language of the notes; required.")
@click.option("--publisher", metavar="TEXT", default="", help="Who brought it out; required.")
@click.option("--published", metavar="DATE", default="", help="When it came out, if it says so.")
@click.option("--address", metavar="TEXT", default="", help="Where it is found.")
@click.option("--language", metavar="TAG", default="", help="In which it is written, BCP 47.")
@click.option(
    "--folder",
    "facts_folder",
    metavar="ID",
    default="shared",
    help="The partner for whose notes alone it is; else shared.",
)
@click.option(
    "--on",
    "captured_on",
    metavar="DATE",
    type=options.DAY,
    help="When the text was captured; today if not given.",
)
@options.project
def add(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    file: Path, id_: str, title: str, publisher: str, published: str, address: str, language: str, facts_folder: str,
    captured_on: date | None, folder: Path | None,
) -> None:  # fmt: skip
    """Keep the text of a FILE (plain text, Markdown, HTML or PDF) in captures/, and enter it among the sources.

    Nothing is overwritten; what `quote` of a piece of evidence says is looked up there by `briefings check`.
    """
    from briefings.authoring import sources

    # Name all missing options at once, not one per run.
    required = {"--id": id_, "--title": title, "--publisher": publisher}
    if missing := [f"{option} …" for option, value in required.items() if not value.strip()]:
        message = f"a source has an id, a title and a publisher; add {' '.join(missing)}"
        raise click.UsageError(message)
    project = options.find_project(folder)
    options.require_own_project(project)
    entry = {
        "id": id_, "title": title, "publisher": publisher, "published": published, "address": address,
        "language": language,
    }  # fmt: skip
    for path in sources.capture_source(project, file, entry, facts_folder, captured_on or options.today()):
        print_result(str(relative_path(path)))


@options.command("recall", "briefings source recall nato-tj-2017", "Tell all that rests on a source.")
@click.argument("id_", metavar="ID")
@click.option("--mark", is_flag=True, help="Make these facts due for review, in their files.")
@options.project
@options.as_of
def recall(id_: str, mark: bool, folder: Path | None, as_of: date | None) -> None:
    """Tell the facts that rest on the source of an ID, and the sentences of notes that print them.

    So is what rests on sources that quote it, or on such facts.
    """
    from briefings.authoring import review, sources

    project, day = options.find_project(folder), as_of or options.today()
    if mark:
        options.require_own_project(project)
    usage = sources.find_usage(project, id_, day)
    for line in sources.usage_lines(usage, day):
        print_result(line)
    notes = len({note for note, _, _ in usage.sentences})
    print_message(
        f"{len(usage.facts)} fact{'' if len(usage.facts) == 1 else 's'}, {notes} note{'' if notes == 1 else 's'}"
    )
    if mark:
        for path in review.request_review(project, [fact for fact, _ in usage.facts], day):
            print_message(f"marked for review: {relative_path(path)}")


@options.command("sources", "briefings sources", "Say how much rests on each publisher.")
@options.project
@click.option("--format", "format_", metavar="FORMAT", default="text", type=click.Choice(["text", "json"]),
              help="text or json; text if not given.")  # fmt: skip
def sources(folder: Path | None, format_: str) -> None:
    """Say of each publisher how many facts rest on it, on it alone, how many of its sources are on record, and the newest.

    A source that quotes another one counts as the publisher of that.
    """
    from briefings.authoring import sources

    for line in sources.FORMATTERS[format_](sources.publisher_stats(options.find_project(folder))):
        print_result(line)


for _command in (add, recall):
    source.add_command(_command)
