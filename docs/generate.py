"""Writes the parts of the reference that come from the code: commands, keys of fact files, what a template can reach.

Run it from the project's folder after changing a command, a key of a fact file or a record of the view:

    ./run python -m docs.generate            writes the pages anew
    ./run python -m docs.generate --check    only says which are stale; exit code 1 if there is one

A page keeps its own words; only what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` is written.
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
from briefings.compose import compose
from briefings.compose.labels import Labels
from briefings.model.house import COLOURS
from briefings.project import packaged
from briefings.schema import RECORDS
from briefings.schema.facts import SHARED
from briefings.schema.house import COLOUR_KEYS
from briefings.templating import FILTER_NAMES, Templates
from briefings.views import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefings.schema.records import Key
    from briefings.templating import Block

__all__ = ["PAGES", "REGIONS", "labels", "main", "stale", "with_regions"]

_REFERENCE = Path(__file__).parent / "reference"
PAGES = tuple(_REFERENCE / name for name in ("checks.md", "commands.md", "facts.md", "templates.md"))

_TEMPLATES = packaged() / "templates"
_PACKAGED = Templates([_TEMPLATES], _TEMPLATES)

_REGION = re.compile(
    r"(?P<begin><!-- begin (?P<name>[\w-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n        .*)*)", re.MULTILINE)
_LIST = re.compile(r"tuple\[(?P<item>.+), \.\.\.\]")
_BY_NAME = re.compile(r"Mapping\[str, (?P<item>.+)\]")
_OR_NONE = " | None"
_SIMPLE = {
    "Phrase": "value",
    "str": "word",
    "bool": "truth",
    "PartialDate": "date",
    "Period": "period",
    "int": "number",
}
_HIDDEN = ("View", "Scope")


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or only say which are stale; returns the exit code."""
    found = stale()
    for page in found:
        sys.stdout.write(f"{page.relative_to(_REFERENCE.parent.parent).as_posix()}\n")
        if "--check" not in arguments:
            page.write_text(with_regions(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if found and "--check" in arguments else 0


def stale() -> list[Path]:
    """The pages that do not say what the code says."""
    texts = ((page, page.read_text(encoding="utf-8")) for page in PAGES)
    return [page for page, text in texts if with_regions(text) != text]


def with_regions(text: str) -> str:
    """The text of a page with its generated parts written anew."""

    def written(match: re.Match[str]) -> str:
        return match["begin"] + "\n".join(REGIONS[match["name"]]()) + "\n" + match["end"]

    return _REGION.sub(written, text)


# --- commands --------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    commands = cli.commands().items()
    yield ""
    yield "| command | |"
    yield "|---|---|"
    for name, command in commands:
        yield f"| [`{name}`](#{name.replace(' ', '-')}) | {_sentences(command)[0]} |"
    for name, command in commands:
        yield ""
        yield from _command(name, command)
    yield ""


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"briefings {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    yield f"## {name}"
    yield ""
    yield from _sentences(command)
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


def _sentences(command: click.Command) -> list[str]:
    """The help of a command, one paragraph a line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(command.help or "").split("\n\n")]


# --- checks ----------------------------------------------------------------------------------------


def _checks() -> Iterator[str]:
    """The manual pages of all checks: their docstrings."""
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
            if heading in _MANUAL:
                yield from ("", f"**{heading}.**")
            else:
                text = part
            yield from _manual(inspect.cleandoc(text) if heading in _MANUAL else textwrap.dedent(text))
    yield ""


_MANUAL = ("What it finds", "Why it matters", "Example", "Write instead")
_YAML = re.compile(r"\s*(?:- |\w+:(?: |\n))")
_SENTENCE = re.compile(r"(?<=[.!?])[\"’”)]* (?=[A-Z\"“])")


def _manual(text: str) -> Iterator[str]:
    """A part of a manual page: what looks like a fact file as such, else a sentence a line."""
    if _YAML.match(text):
        yield from ("", "```yaml", *text.split("\n"), "```")
        return
    words = " ".join(text.split())
    yield from _SENTENCE.sub("\n", words).split("\n")


# --- what a template can reach ---------------------------------------------------------------------


def _names() -> Iterator[str]:
    fields = {field.name: field for field in dataclasses.fields(records.View)}
    documented = _documented(records.View)
    yield ""
    yield from _table((fields[name] for name in sorted(compose.VIEW_FIELDS)), documented)
    yield ""


def _records() -> Iterator[str]:
    for name in sorted([*(name for name in records.__all__ if name not in _HIDDEN), "NoteView"]):
        record: Any = getattr(records, name, None) or getattr(compose, name)
        documented = _documented(record)
        yield ""
        yield f"### {name}"
        yield ""
        yield inspect.cleandoc(record.__doc__).partition("\n\n")[0].replace("\n", " ")
        inherited: set[str] = set()
        for ancestor in record.__mro__[1:-1]:
            inherited |= {field.name for field in dataclasses.fields(ancestor)}
            yield f"It has the fields of {_linked(ancestor.__name__)}, and:"
        yield ""
        own = (field for field in dataclasses.fields(record) if field.name not in inherited)
        yield from _table(own, documented)
    yield ""


def _table(fields: Iterable[dataclasses.Field[Any]], documented: Mapping[str, str]) -> Iterator[str]:
    """A row a field; without the column of meanings where no field has one."""
    rows = [(f"`{field.name}`", _kind(str(field.type)), documented.get(field.name, "")) for field in fields]
    wide = any(meaning for *_, meaning in rows)
    yield "| name | type | meaning |" if wide else "| name | type |"
    yield "|---|---|---|" if wide else "|---|---|"
    for name, type_, meaning in rows:
        yield f"| {name} | {type_} | {meaning} |" if wide else f"| {name} | {type_} |"


def _documented(record: type) -> dict[str, str]:
    """What the docstring of a record says of its fields."""
    text = inspect.cleandoc(record.__doc__ or "").partition("Attributes:\n")[2]
    return {match["name"]: " ".join(match["text"].split()).rstrip(".") for match in _ATTRIBUTE.finditer(text)}


def _kind(type_: str) -> str:
    """A type in the words of the page."""
    if match := _LIST.fullmatch(type_):
        return f"list of {_plural(match['item'])}"
    if match := _BY_NAME.fullmatch(type_):
        return f"mapping to {_kind(match['item'])}"
    if type_.endswith(_OR_NONE):
        return f"{_kind(type_.removesuffix(_OR_NONE))}, or nothing"
    return _SIMPLE.get(type_) or _linked(type_)


def _plural(type_: str) -> str:
    return f"{_SIMPLE[type_]}s" if type_ in _SIMPLE else _linked(type_)


def _linked(type_: str) -> str:
    return f"[{type_}](#{type_.lower()})"


def _filters() -> Iterator[str]:
    yield ", ".join(f"`{name}`" for name in FILTER_NAMES) + "."


def _blocks() -> Iterator[str]:
    yield ""
    yield "| template | blocks |"
    yield "|---|---|"
    for name in _PACKAGED.names():
        blocks = [_block(block) for block in _PACKAGED.blocks(name)]
        if blocks:
            yield f"| `{name}` | {', '.join(blocks)} |"
    yield ""


def _block(block: Block) -> str:
    names = ", ".join(f"`{name}`" for name in block.names)
    return f"`{block.name}` ({names})" if names else f"`{block.name}`"


def labels() -> dict[str, str]:
    """The packaged labels, by key, in English."""
    path = _TEMPLATES / "labels" / "en.yaml"
    return Labels.read("en", [(path, path.name)]).entries


def _labels() -> Iterator[str]:
    yield ""
    yield "| label | in English |"
    yield "|---|---|"
    for key, words in labels().items():
        yield f"| `{key}` | {words.replace('|', '&#124;')} |"
    yield ""


def _colours() -> Iterator[str]:
    yield ", ".join(f"`var(--{name})`" for name in COLOURS) + "."


def _keys(keys: Iterable[Key]) -> Iterator[str]:
    """The table of the keys of a record, which is also what editors are told of them."""
    yield ""
    yield "| key | type | meaning |"
    yield "|---|---|---|"
    for key in keys:
        yield f"| `{key.name}` | {key.type.name}{', required' if key.required else ''} | {key.meaning} |"
    yield ""


REGIONS: dict[str, Callable[[], Iterator[str]]] = {
    "blocks": _blocks,
    "checks": _checks,
    "colours": _colours,
    "commands": _commands,
    "filters": _filters,
    "keys-fact": partial(_keys, SHARED),
    "labels": _labels,
    "names": _names,
    "records": _records,
    **{f"keys-{record.name}": partial(_keys, record.keys) for record in (*RECORDS.values(), COLOUR_KEYS)},
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
