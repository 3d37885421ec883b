"""`briefings find`: find words in names, facts, notes, editions and captured sources."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_message, print_result

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["find"]

_MOST = 40


@options.command("find", "briefings find rahmon", "Find words in names, facts, notes, editions and sources.")
@click.argument("words", nargs=-1, required=True)
@options.project
@options.as_of
@options.audience
@click.option(
    "--all", "all_", is_flag=True, help=f"Print everything that is found, not only the first {_MOST}."
)
def find(
    words: tuple[str, ...], folder: Path | None, as_of: date | None, audience: str | None, all_: bool
) -> None:
    """Print the people, posts, facts, sentences, editions and captured lines that have all WORDS, with their places.

    Case, accents and script don't count: rahmon finds Раҳмон.

    `briefings why "WORDS"` says what a sentence rests on. Exit 1 if nothing has the words.
    """
    from briefings.authoring.explanation.search import search

    text = " ".join(words)
    results = search(find_project(folder), text, as_of or clock.today(), audience)
    found = list(results if all_ else islice(results, _MOST + 1))
    for item in found if all_ else found[:_MOST]:
        print_result(str(item))
    if not found:
        print_message(f"Nothing has {text!r}: try fewer words.")
        raise SystemExit(1)
    if not all_ and len(found) > _MOST:
        print_message(f"The first {_MOST} are shown: add words, or --all.")
