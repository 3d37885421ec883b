"""The words of a form: as a browser sends them, as an entry has them, and as a command takes them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, TypeAlias

from briefings.authoring.yaml.values import to_flow_style
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.server.forms.fields import NEW_SOURCE
from briefings.server.forms.period_words import posted_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefings.authoring.yaml.values import Value
    from briefings.server.forms.fields import Field

__all__ = ["Words", "command_of", "input_name", "posted_words", "words_of_entry", "words_of_row"]

Row: TypeAlias = dict[str, str]
"""The parts of one value; a value without parts has the part ""."""
Words: TypeAlias = dict[str, list[Row]]
"""The values of each field of a form."""

_PREFIX = "k"
_MOST_ROWS = 60


def input_name(field: Field, number: int, part: str = "") -> str:
    """Return the name of an input."""
    return ".".join(filter(None, (_PREFIX, field.name, str(number), part)))


def posted_words(fields: Sequence[Field], form: Mapping[str, str]) -> Words:
    """Return the words that a browser sent, without empty values."""
    words: Words = {}
    for field in fields:
        names = [part.name for part in field.parts] or [""]
        for number in range(_MOST_ROWS):
            row = {
                name: text
                for name in names
                if (text := _posted(field, input_name(field, number, name), form))
            }
            if row:
                words.setdefault(field.name, []).append(row)
    return words


def _posted(field: Field, name: str, form: Mapping[str, str]) -> str:
    """Return the word of an input."""
    text = form.get(name, "").replace("\r\n", "\n").strip()
    return text or (posted_period(form, name) if field.is_period else "")


def words_of_entry(
    fields: Sequence[Field], entry: Mapping[str, Value], name_of: Callable[[str, str], str]
) -> Words:
    """Return the words of an entry.

    Args:
        fields: of its form.
        entry: its values, as written in its file.
        name_of: returns the name for an id, and the kinds of entries that it can be of.
    """
    words: Words = {}
    for field in fields:
        if field.name in entry:
            value = entry[field.name]
            is_list = field.takes_several and isinstance(value, list)
            items = value if is_list and isinstance(value, list) else [value]
            words[field.name] = [dict(_row_of(field, item, name_of)) for item in items]
    return words


def _row_of(field: Field, value: Value, name_of: Callable[[str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a value."""
    if not field.parts:
        yield "", _word(value, field, name_of)
    elif isinstance(value, dict):
        parts = {part.name: part for part in field.parts}
        for name, item in value.items():
            if name in parts:
                yield name, _word(item, parts[name], name_of)
    else:
        yield field.parts[0].name, _word(value, field.parts[0], name_of)


def _word(value: Value, field: Field, name_of: Callable[[str, str], str]) -> str:
    """Return a value as a word: the name for an id, and YAML for what has parts."""
    if isinstance(value, str):
        return name_of(value, field.completes) if field.completes else value
    if field.completes and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(name_of(str(each), field.completes) for each in value)
    return to_flow_style(value)


def words_of_row(field: Field, row: Row) -> str:
    """Return a value as a command takes it: one word, or YAML in braces."""
    if not field.parts:
        return row[""]
    parts = {
        part.name: part for part in field.parts if part.name in row and not part.name.startswith(NEW_SOURCE)
    }
    if [*parts] == [field.parts[0].name]:
        return row[field.parts[0].name]
    return f"{{{', '.join(f'{name}: {_in_braces(part, row[name])}' for name, part in parts.items())}}}"


def _in_braces(part: Field, word: str) -> str:
    """Return a word as a value in braces."""
    is_yaml = word[:1] in ("{", "[") and not isinstance(part.key.type, ScalarType)
    return word if is_yaml else quote_if_needed(" ".join(word.split()))


def command_of(kind: str, words: Mapping[str, Sequence[str]], folder: str = "", *more: str) -> str:
    """Return the command that adds an entry."""
    line = ["briefings", "add", kind, *filter(None, (folder,))]
    for name, values in words.items():
        for value in values:
            line += [f"--{name.replace('_', '-')}", value]
    return shlex.join((*line, *more))
