"""`briefings add`: add a fact, a source, a person or another entry; the options come from the tables of fact files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from briefings.authoring.entries.key_meaning import meaning_of
from briefings.cli import clock, completers, options
from briefings.cli.projects import find_own_project
from briefings.cli.reporting import print_findings
from briefings.cli.terminal import print_message, print_result, relative_path
from briefings.model.diagnostics import BriefingsError, with_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.authoring.entries.form import FormField
    from briefings.loading.tables import Key

__all__ = ["add"]

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]

_ABOUT_VALUES = """Names may replace ids. Options that take several values may be repeated. A value in braces is YAML, for more than a
name: '{person: agatha-baker, as: Guest}'.

The entry is checked before it is saved. The command then prints it, with the sentences that notes will have because of
it, and what `briefings check` finds about it.
"""
_EXAMPLES = {
    "statement": "zubrowka --on 2019-02-03 --text 'The lamps were lit.' --evidence alpine-herald-2019",
    "membership": "zubrowka --framework lamp-forum --valid 2019/ --evidence alpine-herald-2019",
    "agreement": "zubrowka --on 2019-02-03 --title 'Wick accord' --evidence alpine-herald-2019",
    "cooperation": "zubrowka --area light --valid 2019/ --text 'They share oil.' --evidence alpine-herald-2019",
    "contact": "zubrowka --on 2019-02-04 --form call --with lantern-league --evidence alpine-herald-2019",
    "visit": "zubrowka --on 2031-05-04 --with lantern-league --place Lutz --evidence alpine-herald-2019",
    "tenure": "--post zubrowka-minister --holder gustave-h --valid 2020/ --evidence alpine-herald-2019",
    "source": "--title 'On lamps' --publisher 'Alpine Herald' --published 2019-05-04",
    "person": "--names 'Agatha Christie'",
    "organisation": "--names 'Guild of Wicks'",
    "area": "--names Wicks",
}
"""Words after `briefings add KIND`, for the help; they fit the house of the tutorial."""


_KINDS_IN_WORDS = {
    "cooperation": "entry on cooperation",
    "date": "date ahead",
    "life": "biographical fact",
    "line": "line to take",
    "tenure": "term of office",
}
"""The words for a kind of entry where its name in fact files says little to a newcomer."""


class _KindGroup(click.Group):
    """A group with a command for each kind of entry; the tables are read only if one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click declares it
        """Return the kinds of entries, in the order of the reference."""
        return [*_lists_by_kind()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return the command for a kind of entry."""
        return _make_command(cmd_name) if cmd_name in _lists_by_kind() else None


@click.command(
    "add",
    cls=_KindGroup,
    short_help="Add a fact, source, person or other entry.",
    help="""Add a fact, source, person or other entry to the facts.

    Each kind of entry has its own options; without any, a terminal asks for them.

    Example: briefings add person --names 'Agatha Baker'
    """,
)
def add() -> None:
    """Group of the commands that add an entry."""


@cache
def _lists_by_kind() -> dict[str, str]:
    """Return the name of the list of each kind of entry."""
    from briefings.loading.facts import ENTRY_TABLES

    return {table.name: list_name for list_name, table in ENTRY_TABLES.items()}


@cache
def _make_command(kind: str) -> click.Command:
    """Return the command that adds an entry of a kind."""
    from briefings.authoring.entries.form import form_fields
    from briefings.authoring.entries.new_entry import EVIDENCE_DETAILS
    from briefings.loading.facts import ENTRY_TABLES

    list_name = _lists_by_kind()[kind]
    fields = form_fields(list_name)

    def run(**answers: Any) -> None:  # noqa: ANN401 - what the options give
        _run(kind, list_name, fields, answers)

    about = ENTRY_TABLES[list_name].description
    run.__doc__ = f"Add {_in_words(kind)}: {about[0].lower()}{about[1:]}\n\n{_ABOUT_VALUES}"
    more = [_detail_option(name) for name in EVIDENCE_DETAILS if _has_evidence(fields)]
    decorators: list[_Decorator] = [
        click.argument("partner", required=False, shell_complete=completers.partners),
        options.project,
        click.option(
            "--id", "id_", metavar="ID", help="Id of the entry. Default: one made from its name or day."
        ),
        *map(_field_option, fields),
        *more,
        click.option("--new-people", is_flag=True, help="Create an entry for each unknown name."),
        click.option("--dry-run", is_flag=True, help="Show the entry, and write nothing."),
        options.as_of,
    ]
    command: Callable[..., None] = run
    for decorator in reversed(decorators):
        command = decorator(command)
    example = (
        f"briefings add {kind} {_EXAMPLES[kind]} --dry-run"
        if kind in _EXAMPLES
        else f"briefings add {kind} --help"
    )
    return options.command(kind, example, f"Add {_in_words(kind)}.")(command)


def _in_words(kind: str) -> str:
    """Return a kind of entry with its article, in words that say what it is."""
    return with_article(_KINDS_IN_WORDS.get(kind, kind))


def _has_evidence(fields: Sequence[FormField]) -> bool:
    """Return whether an entry has evidence."""
    return any(field.key.name == "evidence" for field in fields)


def _detail_option(name: str) -> _Decorator:
    """Return the option for a detail of the one source of an entry."""
    from briefings.loading.evidence import EVIDENCE_KEY

    keys = {key.name: key for key in EVIDENCE_KEY.type.tables[0].keys}
    return click.option(
        f"--{name}", f"detail_{name}", metavar="TEXT", help=f"Of the evidence: {_plain(keys[name])}."
    )


def _field_option(field: FormField) -> _Decorator:
    """Return the option for a key of an entry."""
    name = field.key.name.replace("_", "-")
    names = [f"--{name}"]
    if field.takes_several and name in ("names", "titles", "topics"):
        names.append(f"--{name[:-1]}")
    need = " Required." if field.key.required else ""
    several = " May be repeated." if field.takes_several else ""
    return click.option(
        *names,
        f"key_{field.key.name}",
        metavar="ID" if field.kinds else _only_word(field) or "TEXT",
        multiple=True,
        shell_complete=completers.entities(field.kinds),
        help=f"{_plain(field.key)}.{several}{need}",
    )


def _only_word(field: FormField) -> str:
    """Return the only word that a key takes, such as `yes`; empty if it takes more."""
    schema = field.key.type.json_schema()
    parts = [part for part in (schema, *schema.get("anyOf", ())) if not part.get("doNotSuggest")]
    words = [word for part in parts for word in part.get("enum", ())]
    return (
        str(words[0]) if len(words) == 1 and all(part == schema or "enum" in part for part in parts) else ""
    )


def _plain(key: Key) -> str:
    """Return the meaning of a key as a help text, without Markdown; a word to type keeps its case."""
    text = meaning_of(key) or f"the {key.name}"
    return text if key.meaning.startswith("`") else f"{text[0].upper()}{text[1:]}"


def _run(kind: str, list_name: str, fields: Sequence[FormField], answers: dict[str, Any]) -> None:
    """Add the entry that the options say, or that the user describes on a terminal."""
    from briefings.authoring.entries.new_entry import EVIDENCE_DETAILS, EntryWords, add_entry

    words = {field.key.name: list(answers[f"key_{field.key.name}"]) for field in fields}
    details = {name: answers.get(f"detail_{name}") for name in EVIDENCE_DETAILS}
    project = find_own_project(answers["folder"])
    folder, new_people, questions = answers["partner"], answers["new_people"], None
    if not any(words.values()) and sys.stdin is not None and sys.stdin.isatty():
        from briefings.cli.questions import Questions

        questions = Questions(project, list_name, folder or "")
        questions.ask_all()
        words, folder = questions.words, questions.folder
        new_people = new_people or questions.makes_people
    entry = EntryWords(
        list_name,
        words,
        folder or "",
        answers["id_"] or "",
        {name: word for name, word in details.items() if word},
        new_people,
    )
    day = answers["as_of"] or clock.today()
    try:
        added = add_entry(project, entry, day, clock.today(), dry_run=answers["dry_run"])
    except BriefingsError:
        if questions:
            print_message(f"Your answers as a command, to correct and repeat: {questions.command(kind)}")
        raise
    for change in added.cleaned:
        print_message(f"cleaned {change}")
    for line in added.lines:
        print_result(line)
    for sentence in added.sentences:
        print_message(f"printed: {sentence}")
    written = "not written" if answers["dry_run"] else "written"
    for path in added.paths:
        print_message(f"{written}: {relative_path(path)}")
    print_findings(added.findings, "about your entry")
