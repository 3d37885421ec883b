"""Generator of the parts of the reference that come from the code: commands, codes, keys of fact files, records.

Run it from the project's folder after changing a command, a key of a fact file or a record of the view:

    ./run python -m docs.generate            rewrites the pages
    ./run python -m docs.generate --check    only lists the stale pages; exit code 1 if there are any

Only the text between `<!-- begin NAME -->` and `<!-- end NAME -->` is generated; the rest of a page stays as it is.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefings import cli
from briefings.checks import CHECKS
from briefings.compose import template_context
from briefings.compose.labels import Labels
from briefings.lint.explain import load_codes
from briefings.loading.fact_tables import FACT_KEYS
from briefings.model.contact_forms import CONTACT_FORMS, Manner
from briefings.model.house import DEFAULT_COLOURS
from briefings.project import package_data_folder
from briefings.schema import TABLES
from briefings.templating import FILTER_NAMES, Templates
from briefings.views import records
from briefings.views.editor import records as editor_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefings.loading.tables import Key
    from briefings.templating import Block

__all__ = ["PAGES", "REGIONS", "fill_regions", "main", "packaged_labels", "stale_pages"]

_REFERENCE = Path(__file__).parent / "reference"
PAGES = tuple(
    _REFERENCE / name
    for name in (
        "checks.md",
        "commands.md",
        "diagnostics.md",
        "facts.md",
        "templates.md",
    )
)

_TEMPLATES = package_data_folder() / "templates"
_PACKAGED_TEMPLATES = Templates([_TEMPLATES], _TEMPLATES)

_MANNERS = {
    Manner.MET: "they meet",
    Manner.SPOKE: "they speak from afar",
    Manner.WROTE: "they write, or one side hands over a paper",
}

_REGION = re.compile(
    r"(?P<begin><!-- begin (?P<name>[\w-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n        .*)*)", re.MULTILINE)
_LIST_TYPE = re.compile(r"tuple\[(?P<item>.+), \.\.\.\]")
_MAPPING_TYPE = re.compile(r"Mapping\[str, (?P<item>.+)\]")
_OPTIONAL_SUFFIX = " | None"
_TYPE_WORDS = {
    "Phrase": "value",
    "str": "word",
    "Likelihood": "word",
    "PostState": "word",
    "CommitmentState": "word",
    "QuestionKind": "word",
    "VisitState": "word",
    "bool": "truth",
    "Amount": "amount",
    "PartialDate": "date",
    "Period": "period",
    "Span": "period",
    "int": "number",
}
_UNLISTED_RECORDS = ("FACT_LISTS", "Scope", "TemplateView", "View")


def main(arguments: Sequence[str]) -> int:
    """Rewrite the stale pages, or with `--check` only list them; return the exit code."""
    pages = stale_pages()
    for page in pages:
        sys.stdout.write(f"{page.relative_to(_REFERENCE.parent.parent).as_posix()}\n")
        if "--check" not in arguments:
            page.write_text(fill_regions(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if pages and "--check" in arguments else 0


def stale_pages() -> list[Path]:
    """Return the pages whose generated parts differ from the code."""
    texts = ((page, page.read_text(encoding="utf-8")) for page in PAGES)
    return [page for page, text in texts if fill_regions(text) != text]


def fill_regions(text: str) -> str:
    """Return the text of a page with its generated parts rewritten."""

    def fill(match: re.Match[str]) -> str:
        """Return a region with its generated text."""
        return match["begin"] + "\n".join(REGIONS[match["name"]]()) + "\n" + match["end"]

    return _REGION.sub(fill, text)


# --- commands --------------------------------------------------------------------------------------


def _render_commands() -> Iterator[str]:
    """Yield the table of all commands, then a section on each."""
    commands = cli.commands_by_name().items()
    yield ""
    yield "| command | |"
    yield "|---|---|"
    for name, command in commands:
        yield f"| [`{name}`](#{name.replace(' ', '-')}) | {_help_paragraphs(command)[0]} |"
    for name, command in commands:
        yield ""
        yield from _render_command(name, command)
    yield ""


def _render_command(name: str, command: click.Command) -> Iterator[str]:
    """Yield the section on a command: help, usage, example and table of options."""
    context = click.Context(command, info_name=f"briefings {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    yield f"## {name}"
    yield ""
    for paragraph in _help_paragraphs(command):
        yield from _sentences(paragraph)
    yield ""
    yield "```"
    yield " ".join(usage.split())
    yield "```"
    if command.epilog:
        yield ""
        yield f"For example: `{command.epilog}`"
    yield ""
    yield "| option | |"
    yield "|---|---|"
    for parameter in command.params:
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            option, text = (" ".join(part.split()).replace("|", r"\|") for part in record)
            yield f"| `{option}` | {text} |"


def _help_paragraphs(command: click.Command) -> list[str]:
    """Return the help of a command as a list of paragraphs, each on one line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(command.help or "").split("\n\n")]


# --- checks ----------------------------------------------------------------------------------------


def _render_checks() -> Iterator[str]:
    """Yield the table of all checks, then the manual page of each, from the docstrings."""
    yield ""
    yield "| check | | what it finds |"
    yield "|---|---|---|"
    for code, check in sorted(CHECKS.items()):
        title = (check.__doc__ or "").partition("\n")[0]
        yield f"| [`{code}`](#{code}) | {check.SEVERITY.value} | {title} |"
    for code, check in sorted(CHECKS.items()):
        title, *parts = inspect.cleandoc(check.__doc__ or "").split("\n\n")
        yield from ("", f"## {code}", "", title)
        for part in parts:
            heading, _, text = part.partition(":\n")
            if heading in _MANUAL_HEADINGS:
                yield from ("", f"**{heading}.**")
            else:
                text = part
            yield from _render_manual_part(
                inspect.cleandoc(text) if heading in _MANUAL_HEADINGS else textwrap.dedent(text)
            )
    yield ""


_MANUAL_HEADINGS = ("Finds", "Why it matters", "Example", "Write instead")
_YAML_START = re.compile(r"\s*(?:- |\w+:(?: |\n))")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"’”)]* (?=[A-Z\"“])")


def _render_manual_part(text: str) -> Iterator[str]:
    """Yield a part of a manual page: as a block if it looks like a fact file, else with one sentence per line."""
    if _YAML_START.match(text):
        yield from ("", "```yaml", *text.split("\n"), "```")
        return
    yield from _sentences(" ".join(text.split()))


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, each for a line of its own."""
    return _SENTENCE_END.sub("\n", text).split("\n")


# --- diagnostics -----------------------------------------------------------------------------------


def _render_codes() -> Iterator[str]:
    """Yield a section on each group of codes, with the table of its codes."""
    group = None
    for entry in load_codes().values():
        if entry.group != group:
            group = entry.group
            yield from ("", f"## {group}", "", "| code | meaning | what to do |", "|---|---|---|")
        yield f"| `{entry.code}` | {entry.meaning} | {entry.action} |"
    yield ""


# --- what a template can reach ---------------------------------------------------------------------


def _render_names() -> Iterator[str]:
    """Yield the table of the names that a template can use."""
    fields = sorted(dataclasses.fields(records.TemplateView), key=lambda field: field.name)
    yield ""
    yield from _render_fields(fields, _attribute_docs(records.TemplateView))
    yield ""


def _render_records() -> Iterator[str]:
    """Yield a section on each record of the view, with the table of its fields."""
    names = (*records.__all__, *editor_records.__all__, "NoteView")
    for name in sorted(name for name in names if name not in _UNLISTED_RECORDS):
        modules = (records, editor_records, template_context)
        record: Any = next(getattr(module, name) for module in modules if hasattr(module, name))
        documented = _attribute_docs(record)
        yield ""
        yield f"### {name}"
        yield ""
        yield inspect.cleandoc(record.__doc__).partition("\n\n")[0].replace("\n", " ")
        inherited: set[str] = set()
        for ancestor in record.__mro__[1:-1]:
            inherited |= {field.name for field in dataclasses.fields(ancestor)}
            yield f"It has the fields of {_type_link(ancestor.__name__)}, and:"
        yield ""
        own_fields = (field for field in dataclasses.fields(record) if field.name not in inherited)
        yield from _render_fields(own_fields, documented)
    yield ""


def _render_fields(fields: Iterable[dataclasses.Field[Any]], documented: Mapping[str, str]) -> Iterator[str]:
    """Yield a table with one row per field; leave out the column of meanings if no field has one."""
    rows = [
        (f"`{field.name}`", _type_text(str(field.type)), documented.get(field.name, "")) for field in fields
    ]
    wide = any(meaning for *_, meaning in rows)
    yield "| name | type | meaning |" if wide else "| name | type |"
    yield "|---|---|---|" if wide else "|---|---|"
    for name, type_, meaning in rows:
        yield f"| {name} | {type_} | {meaning} |" if wide else f"| {name} | {type_} |"


def _attribute_docs(record: type) -> dict[str, str]:
    """Return the descriptions of a record's fields, by name, from its docstring."""
    text = inspect.cleandoc(record.__doc__ or "").partition("Attributes:\n")[2]
    return {match["name"]: " ".join(match["text"].split()).rstrip(".") for match in _ATTRIBUTE.finditer(text)}


def _type_text(type_: str) -> str:
    """Return a type annotation in the words of the page."""
    if match := _LIST_TYPE.fullmatch(type_):
        return f"list of {_plural_text(match['item'])}"
    if match := _MAPPING_TYPE.fullmatch(type_):
        return f"mapping to {_type_text(match['item'])}"
    if type_.endswith(_OPTIONAL_SUFFIX):
        return f"{_type_text(type_.removesuffix(_OPTIONAL_SUFFIX))}, or nothing"
    return _TYPE_WORDS.get(type_) or _type_link(type_)


def _plural_text(type_: str) -> str:
    """Return the item type of a list in the plural, or as a link if it is a record."""
    return f"{_TYPE_WORDS[type_]}s" if type_ in _TYPE_WORDS else _type_link(type_)


def _type_link(type_: str) -> str:
    """Return a Markdown link to the section on a record."""
    return f"[{type_}](#{type_.lower()})"


def _render_fact_lists() -> Iterator[str]:
    """Yield the lists of facts."""
    yield ", ".join(f"`facts.{name}`" for name in records.FACT_LISTS) + "."


def _render_filters() -> Iterator[str]:
    """Yield the list of filters."""
    yield ", ".join(f"`{name}`" for name in FILTER_NAMES) + "."


def _render_blocks() -> Iterator[str]:
    """Yield the table of the blocks of each packaged template."""
    yield ""
    yield "| template | blocks |"
    yield "|---|---|"
    for name in _PACKAGED_TEMPLATES.template_names():
        blocks = [_block_text(block) for block in _PACKAGED_TEMPLATES.blocks(name)]
        if blocks:
            yield f"| `{name}` | {', '.join(blocks)} |"
    yield ""


def _block_text(block: Block) -> str:
    """Return a block with the names that it can use."""
    names = ", ".join(f"`{name}`" for name in block.names)
    return f"`{block.name}` ({names})" if names else f"`{block.name}`"


def packaged_labels() -> dict[str, str]:
    """Return the packaged English labels, by key."""
    path = _TEMPLATES / "labels" / "en.yaml"
    return Labels.load("en", [(path, path.name)]).texts


def _render_labels() -> Iterator[str]:
    """Yield the table of labels with their English text."""
    yield ""
    yield "| label | in English |"
    yield "|---|---|"
    for key, words in packaged_labels().items():
        yield f"| `{key}` | {words.replace('|', '&#124;')} |"
    yield ""


def _render_colours() -> Iterator[str]:
    """Yield the list of colours as CSS variables."""
    yield ", ".join(f"`var(--{name})`" for name in DEFAULT_COLOURS) + "."


def _render_keys(keys: Iterable[Key]) -> Iterator[str]:
    """Yield the table of some keys; editors get the same descriptions from the schema."""
    yield ""
    yield "| key | type | meaning |"
    yield "|---|---|---|"
    for key in keys:
        yield f"| `{key.name}` | {key.type.word}{', required' if key.required else ''} | {key.meaning} |"
    yield ""


def _render_forms() -> Iterator[str]:
    """Yield the table of the forms of contact, by what their people do."""
    yield ""
    yield "| what people do | forms |"
    yield "|---|---|"
    for manner in Manner:
        if forms := [f"`{form}`" for form, own in CONTACT_FORMS.items() if own is manner]:
            yield f"| {_MANNERS[manner]} | {', '.join(forms)} |"
    yield ""


REGIONS: dict[str, Callable[[], Iterator[str]]] = {
    "blocks": _render_blocks,
    "checks": _render_checks,
    "codes": _render_codes,
    "colours": _render_colours,
    "commands": _render_commands,
    "fact-lists": _render_fact_lists,
    "filters": _render_filters,
    "forms": _render_forms,
    "keys-fact": partial(_render_keys, FACT_KEYS),
    "labels": _render_labels,
    "names": _render_names,
    "records": _render_records,
    **{f"keys-{table.slug}": partial(_render_keys, table.keys) for table in TABLES.values()},
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
