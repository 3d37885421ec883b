"""Commands about sources: `briefings source add`, `briefings source recall` and `briefings sources`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.parameters import DAY, PASTED_LINE
from briefings.cli.projects import find_own_project, find_project
from briefings.cli.reporting import print_findings, print_report
from briefings.cli.terminal import print_message, print_result, relative_path

if TYPE_CHECKING:
    from datetime import date

__all__ = ["source", "sources"]


@click.group(
    "source",
    short_help="Keep the text of a source, or show what depends on it.",
    help="""Keep the text of a source, or show what depends on it.

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
@click.option("--id", "id_", metavar="ID", help="Id by which facts refer to the source. Required.")
@click.option(
    "--title", metavar="TEXT", type=PASTED_LINE, help="Title, in the main language of the notes. Required."
)
@click.option("--publisher", metavar="TEXT", type=PASTED_LINE, help="Publisher. Required.")
@click.option("--published", metavar="DATE", help="Date of publication, if the source has one.")
@click.option(
    "--address", metavar="TEXT", type=PASTED_LINE, help="Where the source can be found, for example its URL."
)
@click.option("--language", metavar="TAG", help="Language of the source (BCP 47), for example en.")
@click.option(
    "--folder",
    "facts_folder",
    metavar="ID",
    default="shared",
    help="Partner whose notes alone use the source. Default: shared.",
)
@click.option(
    "--on",
    "captured_on",
    metavar="DATE",
    type=DAY,
    help="Day on which the text was captured (YYYY-MM-DD). Default: today.",
)
@options.project
def add(  # noqa: PLR0913, PLR0917 - one parameter per command-line option
    file: Path, id_: str | None, title: str | None, publisher: str | None, published: str | None,
    address: str | None, language: str | None, facts_folder: str, captured_on: date | None, folder: Path | None,
) -> None:  # fmt: skip
    """Keep the text of FILE (plain text, Markdown, HTML or PDF) in captures/, and add the source to a fact file.

    Nothing is overwritten. `briefings check` looks for the quotes in your evidence in this text.
    """
    from briefings.authoring.entries.findings import find_findings_about
    from briefings.authoring.sources.capture import NewSource, capture_source

    # Name all missing options at once, not one per run.
    required = {"--id": id_, "--title": title, "--publisher": publisher}
    if missing := [option for option, value in required.items() if not (value or "").strip()]:
        message = f"a source needs an id, a title and a publisher; add {', '.join(missing)}"
        raise click.UsageError(message)
    new_source = NewSource(
        id=id_ or "",
        title=title or "",
        publisher=publisher or "",
        published=published,
        address=address,
        language=language,
        folder=facts_folder,
    )
    project = find_own_project(folder)
    for path in capture_source(project, file, new_source, captured_on or clock.today()):
        print_result(str(relative_path(path)))
    print_findings(find_findings_about(project, [new_source.id], clock.today()), "about the new source")


@options.command(
    "recall", "briefings source recall nato-tj-2017", "Show everything that depends on a source."
)
@click.argument("id_", metavar="ID")
@click.option("--mark", is_flag=True, help="Make these facts due for review, in their files.")
@options.project
@options.as_of
@options.audience
def recall(id_: str, mark: bool, folder: Path | None, as_of: date | None, audience: str | None) -> None:
    """Show the facts that rest on the source ID, the sentences that print them, and the editions with their readers.

    This includes facts that rest on sources that quote it, or on such facts.
    """
    from briefings.authoring.review.records import request_review
    from briefings.authoring.sources.usage import find_usage, usage_lines
    from briefings.build.workspace import Workspace

    project, day = (find_own_project if mark else find_project)(folder), as_of or clock.today()
    usage = find_usage(Workspace(project), id_, day, audience)
    for line in usage_lines(usage, day):
        print_result(line)
    notes = len({sentence.note for sentence in usage.sentences})
    counts = {"fact": len(usage.facts), "note": notes, "edition": len(usage.editions)}
    print_message(
        ", ".join(
            f"{count} {word}{'' if count == 1 else 's'}"
            for word, count in counts.items()
            if count or word != "edition"
        )
    )
    if mark:
        for path in request_review(project, [dependent.fact for dependent in usage.facts], day):
            print_message(f"marked for review: {relative_path(path)}")


@options.command("sources", "briefings sources", "Count the facts of each publisher.")
@options.project
@options.audience
@options.format_option("text", "json")
def sources(folder: Path | None, audience: str | None, format_: str) -> None:
    """List the publishers, with how many facts rest on each, and on it alone.

    Also shows the number of its sources, and the newest date. A source that quotes another counts for the publisher
    it quotes.
    """
    from briefings.authoring.sources.publishers import publisher_data, publisher_lines, publisher_stats

    stats = publisher_stats(find_project(folder), clock.today(), audience)
    print_report(format_, publisher_lines(stats), publisher_data(stats))


for _command in (add, recall):
    source.add_command(_command)
