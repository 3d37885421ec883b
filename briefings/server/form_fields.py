"""The fields of the forms: one for each key of a table of fact files, so that no form has a list of its own.

The fields that a newcomer needs come first, and the rest is under "More".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from briefings.authoring.entry_form import DATE_TYPES, fields_of, kinds_of
from briefings.loading.collection_types import ListType
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.scalars import PERIOD
from briefings.loading.tables import IdOrTableType, TableType
from briefings.loading.texts import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.authoring.entry_form import FormField
    from briefings.loading.tables import Key, Table
    from briefings.loading.value_types import ValueType

__all__ = [
    "FACTS",
    "FIRST_FIELDS",
    "NEW_SOURCE",
    "ROLE",
    "Field",
    "about_kind",
    "form_of_list",
    "form_of_table",
    "kind_in_words",
    "plain_words",
]

FACTS = "fact"
"""The word for facts among the kinds of entries that a field completes."""
ROLE = "role"
"""The word for roles of posts among them; any other role may be written."""
_MADE_IN_PLACE = ("person", "source", FACTS, ROLE)
NEW_SOURCE = "new-"
"""The start of the name of each field about a source that is made together with the fact."""

FIRST_FIELDS: dict[str, tuple[str, ...]] = {
    "statements": ("text", "on", "valid", "evidence"),
    "memberships": ("framework", "valid", "text", "evidence"),
    "agreements": ("title", "on", "valid", "text", "evidence"),
    "cooperation": ("area", "text", "valid", "on", "evidence"),
    "contacts": ("form", "on", "with", "place", "theirs", "ours", "topics", "evidence"),
    "visits": ("on", "with", "place", "purpose", "theirs", "ours", "evidence"),
    "tenures": ("post", "holder", "valid", "evidence"),
    "figures": ("name", "value", "unit", "on", "valid", "telling", "evidence"),
    "commitments": ("by", "to", "text", "on", "due", "evidence"),
    "dates": ("what", "on", "sort", "place", "evidence"),
    "lives": ("person", "what", "on", "valid", "text", "evidence"),
    "lines": ("use", "text", "to", "trigger", "valid", "rests", "evidence"),
    "sources": ("title", "publisher", "published", "address", "retrieved", "language"),
    "people": ("names", "gender"),
    "organisations": ("names", "code"),
    "frameworks": ("names", "organisation", "valid"),
    "posts": ("titles", "role", "partner", "organisation", "covers"),
    "resolutions": ("settles", "how", "prefers", "because", "by", "on"),
}
"""The fields that a newcomer needs, by list; required ones come first in any case."""

_NEEDED = "needed"
_NEEDS = {
    ("lines", "rests"): "needed, or sources",
    ("contacts", "form"): "How the two sides met, spoke or wrote.",
    ("contacts", "with"): "The organisation on our side.",
    ("contacts", "place"): "Where they met.",
    ("visits", "with"): "The organisation on our side.",
    ("lines", "evidence"): "needed, or facts on which it rests",
    ("tenures", "holder"): "needed, unless the post is vacant",
    ("tenures", "valid"): _NEEDED,
    ("lives", "valid"): "for what lasts",
    ("lives", "on"): "for what happened on a day",
}
"""Needs of an entry that its table has as a rule between keys."""
_SOURCE_NEEDS = {"title": _NEEDED, "publisher": _NEEDED, "published": "needed, if it has one"}
_EVENT_OR_STATE = {"on": "needed, for something that happened", "valid": "needed, for something that lasts"}
_HELP = {
    ("tenures", "post"): "The office, by its title.",
    ("tenures", "holder"): "The person or body that holds it. A name that is new makes a new person.",
    ("contacts", "form"): "How the two sides met, spoke or wrote.",
    ("contacts", "with"): "The organisation on our side.",
    ("contacts", "place"): "Where they met.",
    ("visits", "with"): "The organisation on our side.",
    ("lines", "evidence"): "At least one source, if it rests on no fact.",
    ("lines", "rests"): "The facts on which it rests, by their words.",
    (
        "figures",
        "telling",
    ): "Yes, so that notes for principals print it, four figures at most. Others are in the desk copy.",
    ("tenures", "vacant"): "Yes, if no one holds the post.",
    (
        "posts",
        "role",
    ): "What it is, whatever its title: choose one, or write another. Notes order posts by it.",
}
"""Explanations of fields, where the words of the reference say little in a form."""
_HELP_ANYWHERE = {
    "evidence": "At least one source that says so: one that is known, or a new one.",
    "valid": "When it holds: a day, a month or a year, in words or numbers.",
    "on": "When it happened: a day, a month or a year, in words or numbers.",
}

_FIRST_PARTS = {
    "piece of evidence": ("source", "quote", "locator", "attests"),
    "participant": ("person", "as"),
    "name": ("text", "lang"),
    "title": ("text", "lang", "gender"),
}
_KINDS_IN_WORDS = {
    "cooperation": "cooperation in an area",
    "date": "date ahead",
    "life": "event in a person’s life",
    "line": "aim or talking point",
    "post": "office",
    "resolution": "settlement of a contradiction",
    "statement": "background",
    "tenure": "office-holder",
}
_NEW_SOURCE_KEYS = ("title", "publisher", "published", "address", "language")
_LABELS = {
    "on": "Day",
    "valid": "From and until",
    "evidence": "Sources",
    "with": "With",
    "ours": "From our side",
    "theirs": "From their side",
    "others": "From neither side",
    "lang": "Language",
    "attests": "Day on which it shows this",
    "locator": "Where in it",
    "quote": "Its words",
    "as": "Office, in words",
    "after": "Follows",
    "not_before": "Embargo until",
    "telling": "For principals to know by heart",
    "of": "Hash of the facts (made for you)",
}
"""Labels of keys that are short in a file and unclear in a form."""
_COMPLETED = dict.fromkeys(("after", "replaces", "contact", "rests", "settles", "prefers"), FACTS) | {
    "role": ROLE
}
"""The kinds of offers for keys that name no kind of entry."""
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
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
            need=_need(list_name, field, names) if field.is_first else "",
            help=_HELP.get((list_name, field.name)) or _HELP_ANYWHERE.get(field.name, field.help),
        )
        for field in fields
    )


def _need(list_name: str, field: Field, first: set[str]) -> str:
    """Return whether there is no entry without a field, in words; empty if there is."""
    if (list_name, field.name) in _NEEDS:
        return _NEEDS[list_name, field.name]
    if list_name in FACT_KINDS and field.name == "evidence":
        return _NEEDED
    if list_name in FACT_KINDS and field.name in _EVENT_OR_STATE:
        return _EVENT_OR_STATE[field.name] if {*_EVENT_OR_STATE} <= first else _NEEDED
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
    first = _FIRST_PARTS.get(table.name, tuple(keys)[:3])
    for name in first:
        yield replace(_plain_field(keys[name], keys[name].type), is_first=True)
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
            need=_SOURCE_NEEDS.get(name, ""),
        )


def _plain_field(key: Key, type_: ValueType) -> Field:
    """Return the field for a single value of a key."""
    help_ = plain_words(key.meaning)
    schema = type_.json_schema()
    return Field(
        name=key.name,
        label=_LABELS.get(key.name, key.name.replace("_", " ").capitalize()),
        help=f"{help_[:1].upper()}{help_[1:]}.",
        key=key,
        choices=tuple(_choices(schema)),
        completes=" ".join(kind.kind for kind in kinds_of(type_)) or _COMPLETED.get(key.name, ""),
        is_long=type_ is SENTENCES or key.name in _LONG_WORDS or (key.name == "text" and key.required),
        is_required=key.required,
        need=_NEEDED if key.required else "",
        is_date=type_ in DATE_TYPES,
        example=str(next(iter(schema.get("examples", ())), "")),
    )


def kind_in_words(name: str) -> str:
    """Return what a reader calls a kind of entry, where the word of the fact files says little to a newcomer."""
    return _KINDS_IN_WORDS.get(name, name)


def about_kind(table: Table[Any]) -> str:
    """Return what a kind of entry is, for someone who chooses one: without the rules for its keys."""
    about, rule, _ = plain_words(table.description).partition("; always ")
    return f"{about}." if rule else about


def plain_words(text: str) -> str:
    """Return a text of the reference without its Markdown."""
    return _LINK.sub(r"\1", text).replace("`", "").replace("**", "")


def _choices(schema: Any) -> Iterator[str]:  # noqa: ANN401 - a JSON Schema
    """Yield the words that a schema allows."""
    yield from schema.get("enum", ())
    for part in schema.get("anyOf", ()):
        if not part.get("doNotSuggest") and "enum" in part:
            yield from part["enum"]
