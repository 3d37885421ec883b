"""The fields of the forms: one for each key of a table of fact files, so that no form has a list of its own.

The fields that a newcomer needs come first, and the rest is under "More".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from briefings.authoring.entries.form import DATE_TYPES, fields_of, kinds_of
from briefings.authoring.entries.key_meaning import meaning_of, without_markdown
from briefings.loading.collection_types import ListType
from briefings.loading.fact_tables import FactTable
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.scalars import PERIOD
from briefings.loading.tables import IdOrTableType, TableType
from briefings.loading.texts import SENTENCES
from briefings.server.forms.field_words import (
    EVENT_OR_STATE,
    FIRST_FIELDS,
    FIRST_PARTS,
    HELP,
    HELP_ANYWHERE,
    KINDS_IN_WORDS,
    LABELS,
    MADE_FOR_YOU,
    NEEDED,
    NEEDS,
    PART_NEEDS,
    SOURCE_NEEDS,
    label_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.authoring.entries.form import FormField
    from briefings.loading.tables import Key, Table
    from briefings.loading.value_types import ValueType

__all__ = [
    "FACTS",
    "NEW_SOURCE",
    "ROLE",
    "Field",
    "about_kind",
    "form_of_list",
    "form_of_table",
    "kind_in_words",
]

FACTS = "fact"
"""The word for facts among the kinds of entries that a field completes."""
ROLE = "role"
"""The word for roles of posts among them; any other role may be written."""
_MADE_IN_PLACE = ("person", "source", FACTS, ROLE)
NEW_SOURCE = "new-"
"""The start of the name of each field about a source that is made together with the fact."""


_NEW_SOURCE_KEYS = ("title", "publisher", "published", "address", "language")
_COMPLETED = dict.fromkeys(
    ("after", "replaces", "protocol_to", "contact", "rests", "settles", "prefers"), FACTS
) | {"role": ROLE}
"""The kinds of offers for keys that name no kind of entry."""
_LONG_WORDS = ("quote", "because")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: of the key that takes what is written here.
        label: for people.
        help: what it is, from the reference.
        key: the row of the table.
        choices: the words that it may be; empty if it is free.
        completes: the kinds of entries that are offered while typing, separated by spaces; empty for none.
        takes_several: whether it may have several values.
        is_long: whether it is more than a line.
        is_first: whether a newcomer needs it.
        is_required: whether there is no entry without it.
        need: the same in words, such as "needed"; empty if it may be left out.
        is_date: whether it is a date, which may be written in words.
        is_period: whether it has a box for each end of a period.
        example: a value.
        parts: the fields of a value that has several.
    """

    name: str
    label: str
    help: str
    key: Key
    choices: tuple[str, ...] = ()
    completes: str = ""
    takes_several: bool = False
    is_long: bool = False
    is_first: bool = False
    is_required: bool = False
    need: str = ""
    is_date: bool = False
    is_period: bool = False
    example: str = ""
    parts: tuple[Field, ...] = ()

    @property
    def makes_elsewhere(self) -> tuple[str, ...]:
        """Return the kinds of entries that it names and that have a form of their own: none is made in place."""
        return tuple(kind for kind in self.completes.split() if kind not in _MADE_IN_PLACE)

    @property
    def has_rows(self) -> bool:
        """Return whether there may be several of it, or it has parts."""
        return self.takes_several or bool(self.parts)


@cache
def form_of_list(list_name: str) -> tuple[Field, ...]:
    """Return the fields for an entry of a list of a fact file, the ones for a newcomer first."""
    fields = form_of_table(ENTRY_TABLES[list_name], FIRST_FIELDS.get(list_name, ()))
    names = {field.name for field in fields if field.is_first}
    return tuple(
        replace(
            field,
            is_first=field.is_first and (list_name, field.name) not in MADE_FOR_YOU,
            need=_need(list_name, field, names) if field.is_first else "",
            label=label_of(list_name, field.name) or field.label,
            help=HELP.get((list_name, field.name)) or HELP_ANYWHERE.get(field.name, field.help),
        )
        for field in fields
    )


def _need(list_name: str, field: Field, first: set[str]) -> str:
    """Return whether there is no entry without a field, in words; empty if there is."""
    if (list_name, field.name) in NEEDS:
        return NEEDS[list_name, field.name]
    if list_name in FACT_KINDS and field.name == "evidence":
        return NEEDED
    if list_name in FACT_KINDS and field.name in EVENT_OR_STATE:
        return EVENT_OR_STATE[field.name] if {*EVENT_OR_STATE} <= first else NEEDED
    return field.need


def form_of_table(table: Table[Any], first: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Return the fields for a mapping, some of them first."""
    fields = {question.key.name: _field(question) for question in fields_of(table)}
    names = dict.fromkeys((*first, *(name for name, field in fields.items() if field.is_required)))
    chosen = [replace(fields[name], is_first=True) for name in names]
    return (*chosen, *(field for name, field in fields.items() if name not in names))


def _field(question: FormField) -> Field:
    """Return the field for a question."""
    key = question.key
    item = key.type.item if isinstance(key.type, ListType) else key.type
    field = _plain_field(key, item)
    if type(item) not in (TableType, IdOrTableType):  # others are one word in most cases
        return replace(field, takes_several=question.takes_several, is_period=item is PERIOD)
    return replace(
        field,
        takes_several=question.takes_several,
        completes="",
        parts=tuple(_parts(item.tables[0])),
    )


def _parts(table: Table[Any]) -> Iterator[Field]:
    """Yield the fields of a value with several, the ones for a newcomer first."""
    keys = {key.name: key for key in table.all_keys}
    first = FIRST_PARTS.get(table.name, tuple(keys)[:3])
    for name in first:
        field = _plain_field(keys[name], keys[name].type)
        yield replace(field, is_first=True, need=PART_NEEDS.get(name, field.need))
        if name == "source":
            yield from _new_source()
    for name, key in keys.items():
        if name not in first:
            yield _plain_field(key, key.type)


def _new_source() -> Iterator[Field]:
    """Yield the fields of a source that is made together with the fact."""
    keys = {key.name: key for key in ENTRY_TABLES["sources"].all_keys}
    for name in _NEW_SOURCE_KEYS:
        field = _plain_field(keys[name], keys[name].type)
        yield replace(
            field,
            name=f"{NEW_SOURCE}{name}",
            is_first=True,
            is_required=False,
            need=SOURCE_NEEDS.get(name, ""),
        )


def _plain_field(key: Key, type_: ValueType) -> Field:
    """Return the field for a single value of a key."""
    help_ = meaning_of(key) or key.name.replace("_", " ")
    schema = type_.json_schema()
    return Field(
        name=key.name,
        label=LABELS.get(key.name, key.name.replace("_", " ").capitalize()),
        help=f"{help_[:1].upper()}{help_[1:]}.",
        key=key,
        choices=tuple(_choices(schema)),
        completes=" ".join(kind.kind for kind in kinds_of(type_)) or _COMPLETED.get(key.name, ""),
        is_long=type_ is SENTENCES or key.name in _LONG_WORDS or (key.name == "text" and key.required),
        is_required=key.required,
        need=NEEDED if key.required else "",
        is_date=type_ in DATE_TYPES,
        example="" if key.name in _COMPLETED else str(next(iter(schema.get("examples", ())), "")),
    )


def kind_in_words(name: str) -> str:
    """Return what a reader calls a kind of entry, where the word of the fact files says little to a newcomer."""
    return KINDS_IN_WORDS.get(name, name)


def about_kind(table: Table[Any]) -> str:
    """Return what a kind of entry is, for someone who chooses one: without the rule for its time."""
    return without_markdown(table.about if isinstance(table, FactTable) else table.description)


def _choices(schema: Any) -> Iterator[str]:  # noqa: ANN401 - a JSON Schema
    """Yield the words that a schema allows."""
    yield from schema.get("enum", ())
    for part in schema.get("anyOf", ()):
        if not part.get("doNotSuggest") and "enum" in part:
            yield from part["enum"]
