"""`briefings translate`: write the frames of translations, and the marks that bind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import clock, completers, options
from briefings.cli.projects import find_own_project
from briefings.cli.reporting import print_findings
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["translate"]


@options.command(
    "translate",
    "briefings translate zubrowka --lang en",
    "Add empty entries for translations, or bind translations.",
)
@click.argument(
    "name", nargs=-1, required=True, shell_complete=completers.partners, metavar="PARTNER|FACT..."
)
@options.project
@click.option(
    "--lang", "language", metavar="CODE", required=True, shell_complete=completers.house_languages,
    help="The language of the translations. Required.",
)  # fmt: skip
@click.option(
    "--bind", is_flag=True, help="Write the marks of translations that you have just reviewed, and no frames."
)
def translate(name: Sequence[str], folder: Path | None, language: str, bind: bool) -> None:
    """Write a frame for each text of a FACT, or of all facts in the folder of a PARTNER, that lacks a language.

    Put the words in the place of TODO; until then, notes leave the frame out. The mark binds them to the original.
    Names and titles that lack the language are listed with their places: add them there.

    When the original changes, `check` reports the translation. Review it, then renew its mark with --bind.
    """
    from briefings.authoring.entries.findings import find_findings_about
    from briefings.authoring.translations.frames import bind_translations, frame_translations

    project = find_own_project(folder)
    if bind:
        edits = bind_translations(project, name, language)
    else:
        edits = frame_translations(project, name, language, clock.today())
    texts = f"{edits.texts} text{'' if edits.texts == 1 else 's'}"
    print_result(f"{texts} {'bound' if bind else 'to translate'}")
    for path in edits.paths:
        print_result(str(relative_path(path)))
    for missing in edits.names:
        print_message(format_diagnostic(missing))
    if edits.names:
        print_message(f"names to add: {len(edits.names)}; until then, notes print them in another language")
    if bind:
        print_findings(find_findings_about(project, edits.keys, clock.today()), "about these translations")
