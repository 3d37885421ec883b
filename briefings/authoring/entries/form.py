"""Forms: what a person can say of a new entry, made from the table of its kind, and how words become its values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.authoring.entries.name_languages import is_in_script_of, likely_language, split_language
from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.importing.usual_roles import role_of_title
from briefings.loading.collection_types import ItemOrListType, ListType
from briefings.loading.contacts import FORM
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.ids import IdType
from briefings.loading.parsers import is_id
from briefings.loading.scalars import DATE, DAY, EVENT, ISSUE, PERIOD
from briefings.loading.tables import IdOrTableType, TableType
from briefings.loading.texts import TextType
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Mapping as MappingNode
from briefings.loading.yaml_nodes import Scalar, Sequence, parse_yaml
from briefings.model.contact_forms import form_of
from briefings.model.date_words import suggest_date, suggest_period
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import Post
from briefings.model.written_dates import AmbiguousDateError, date_languages, read_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.loading.tables import Key, Table
    from briefings.loading.value_types import ValueType
    from briefings.loading.yaml_nodes import Node
    from briefings.model.entities import Entity

__all__ = [
    "DATE_TYPES",
    "CleanedWord",
    "FormField",
    "FormReader",
    "fields_of",
    "form_fields",
    "kinds_of",
    "replace_names",
]

_ROLE_KEY = "role"
"""The key whose words are roles of posts: `Foreign minister` is `foreign-minister`."""
DATE_TYPES = (DATE, DAY, EVENT, ISSUE, PERIOD)
_BY_COMMANDS = frozenset({"id", "capture", "reviewed", "waive", "withhold"})
"""Keys that have their own option, or that no form has."""
_LANGUAGES = re.compile(r"\{ *[a-z]{2,3}(?:-\w+)*: ")
"""The start of a text in several languages; a reference such as `{holder:ID}` has no space."""
_IN_BRACES = re.compile(r"[{\[]")


@dataclass(frozen=True, slots=True)
class FormField:
    """A question about a new entry.

    Attributes:
        key: the key of the entry that takes the answer.
        takes_several: whether it may have several answers.
        kinds: the kinds of entities that an answer names; empty if it names none.
    """

    key: Key
    takes_several: bool
    kinds: tuple[type[Entity], ...]


def form_fields(list_name: str) -> list[FormField]:
    """Return the questions about an entry of a list, in the order of its table."""
    return fields_of(ENTRY_TABLES[list_name])


def fields_of(table: Table[Any]) -> list[FormField]:
    """Return the questions about a mapping, in the order of its table."""
    return [
        FormField(key, isinstance(key.type, ListType), kinds_of(key.type))
        for key in table.all_keys
        if key.name not in _BY_COMMANDS
    ]


def kinds_of(type_: ValueType) -> tuple[type[Entity], ...]:
    """Return the kinds of entities that a value names."""
    if isinstance(type_, ListType):
        return kinds_of(type_.item)
    if isinstance(type_, IdOrTableType):
        return kinds_of(type_.id_type) or kinds_of(type_.table.keys[0].type)
    return type_.kinds if isinstance(type_, IdType) else ()


class CleanedWord(NamedTuple):
    """A change of cleaning a word: the key that the word is for, and what was done."""

    key: str
    change: str

    def __str__(self) -> str:
        return f"--{self.key.replace('_', '-')}: {self.change}"


@dataclass
class FormReader:
    """The reading of words into values: names become ids, and texts are cleaned.

    A word in braces is YAML, for values with more to say: `{person: agatha-baker, as: Guest}`.

    Attributes:
        store: the facts, whose names may replace ids.
        makes: the kinds of entities that are made for names that no entry has.
        folder: id of the partner, whose entries come first if several have a name.
        language: of new names; empty for the default language of the house.
        cleaned: the changes of cleaning the words.
        problems: words that can't be read.
        new_names: the names of entities to make, each with its kind.
    """

    store: FactStore
    makes: tuple[type[Entity], ...] = ()
    folder: str = ""
    language: str = ""
    cleaned: list[CleanedWord] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    new_names: dict[str, type[Entity]] = field(default_factory=dict)

    def read(self, key: Key, words: list[str]) -> Value:
        """Return the value of a key."""
        clean = [self.clean(key.name, word) for word in words]
        if not isinstance(key.type, ListType):
            return self._read_word(key.type, key.name, clean[-1])
        values = [self._read_word(key.type.item, key.name, word) for word in clean]
        return values[0] if isinstance(key.type, ItemOrListType) and len(values) == 1 else values

    def clean(self, name: str, word: str) -> str:
        """Return a word without invisible signs, and remember what they were."""
        clean = clean_pasted(word)
        self.cleaned += (CleanedWord(name, change) for change in clean.changes)
        return clean.text

    def _read_word(self, type_: ValueType, name: str, word: str) -> Value:
        """Return the value that a word means."""
        if isinstance(type_, TableType | IdOrTableType):
            if word.startswith("{"):
                return self._read_yaml(type_.table, name, word)
            if type(type_) is TableType:  # another type of tables may be one word as well
                return self._first_value(type_.table, name, word)
        if _is_yaml(type_, word):
            return self._parse(name, word)
        if type_ is FORM:
            return form_of(word)
        if name == _ROLE_KEY and not is_id(word):
            return role_of_title(word, (), word)
        return (
            self._read_date(name, word, type_)
            if type_ in DATE_TYPES
            else self._find_id(kinds_of(type_), word)
        )

    def _read_date(self, name: str, word: str, type_: ValueType) -> str:
        """Return a date in the notation of fact files; after a problem, if it can be read in two ways, as it is."""
        try:
            found = read_period(word, date_languages(self.store.house))
        except AmbiguousDateError as error:
            hint = "write the year, the month, the day: 2019-02-04"
            self._refuse(name, Diagnostic("ambiguous-date", str(error), hint=hint, days=error.days))
            return word
        if found != word or _is_yaml(type_, word):
            return found
        return (suggest_period if type_ in (EVENT, PERIOD) else suggest_date)(word) or word

    def _read_yaml(self, table: Table[Any], name: str, word: str) -> Value:
        """Return the mapping that a word in braces is."""
        keys = {key.name: key for key in table.all_keys}
        value = self._parse_node(name, word)
        if not isinstance(value, MappingNode):
            return _to_value(value) if value else ""
        return {
            key.text: self._read_part(keys[key.text].type, name, part.text)
            if isinstance(part, Scalar) and key.text in keys
            else _to_value(part)
            for key, part in value.entries
        }

    def _read_part(self, type_: ValueType, name: str, word: str) -> Value:
        """Return the value of a word in braces; for a list, of words between semicolons."""
        if not isinstance(type_, ListType) or (isinstance(type_, ItemOrListType) and ";" not in word):
            return self._read_word(type_, name, word)
        return [self._read_word(type_.item, name, each) for each in map(str.strip, word.split(";")) if each]

    def _parse(self, name: str, word: str) -> Value:
        """Return the value that a word in braces or brackets is."""
        node = self._parse_node(name, word)
        return _to_value(node) if node else ""

    def _parse_node(self, name: str, word: str) -> Node | None:
        """Return a word as YAML; None if it is none."""
        node, problems = parse_yaml(f"{name}: {word}".encode(), "")
        if isinstance(node, MappingNode) and not problems:
            return node.entries[0][1]
        for problem in problems:
            self._refuse(name, replace(problem, location=None, related=()))
        return None

    def _first_value(self, table: Table[Any], name: str, word: str) -> Value:
        """Return the mapping of a word that has none: the first key takes the text, and `lang` its language."""
        if "lang" not in {key.name for key in table.all_keys}:
            return {table.keys[0].name: word}
        value = self.name_value(name, word)
        return {table.keys[0].name: value["text"], "lang": value["lang"]}

    def name_value(self, option: str, name: str) -> dict[str, Value]:
        """Return a name as a value, in the language that is written before it, else in that of new names."""
        written, text = split_language(name)
        language = written or self.language or self.store.house.default_language
        if not written and not is_in_script_of(text, language):
            message = f"the language of {name!r} is not {language}"
            example = f"{likely_language(name)}: {name}"
            hint = f"write it before the name, as in '{example}'; for an import, write `language:` in the map"
            self._refuse(option, Diagnostic("no-language", message, hint=hint, value=name, wanted=language))
        return {"text": text, "lang": language}

    def _refuse(self, key: str, problem: Diagnostic) -> None:
        """Add the problem of the words for a key, with the option in front."""
        front, keys = f"--{key.replace('_', '-')}: ", (key.replace("-", "_"),)
        self.problems.append(replace(problem, message=f"{front}{problem.message}", keys=keys, front=front))

    def _find_id(self, kinds: tuple[type[Entity], ...], word: str) -> str:
        """Return the id of what a word names; the word itself if nothing has this name."""
        if word in self.store.entities or not kinds:
            return word
        found = self._called(kinds, word)
        own = [entity for entity in found if self._is_own(entity)]
        found = own or found or self._posts_of_role(kinds, word)
        if len(found) > 1:
            known = ", ".join(entity.id for entity in found)
            message = f"{word!r} is the name of several entries"
            self.problems.append(Diagnostic("ambiguous-name", message, hint=f"write one of {known}"))
        if found:
            return found[0].id
        if not is_id(word):
            for kind in self.makes:
                if kind in kinds:
                    self.new_names.setdefault(word, kind)
        return word

    def _called(self, kinds: tuple[type[Entity], ...], word: str) -> list[Entity]:
        """Return the entities of some kinds that have a name."""
        wanted = split_language(word)[1].casefold()
        return [
            entity
            for kind in kinds
            for entity in self.store.entities_of(kind)
            if any(name.casefold() == wanted for name in entity.known_as())
        ]

    def _is_own(self, entity: Entity) -> bool:
        """Return whether an entity is in the folder of the partner, or a post of the partner."""
        return bool(self.folder) and self.folder in (entity.folder, getattr(entity, "partner", None))

    def _posts_of_role(self, kinds: tuple[type[Entity], ...], word: str) -> list[Entity]:
        """Return the partner's posts whose role a usual title means: `Foreign Minister` is `foreign-minister`."""
        is_asked = Post in kinds and Post not in self.makes
        role = role_of_title(word, (), "") if is_asked else ""
        return [post for post in self.store.entities_of(Post) if role in post.roles and self._is_own(post)]


def _is_yaml(type_: ValueType, word: str) -> bool:
    """Return whether a word is YAML: a text by language, or a value with parts of its own."""
    if isinstance(type_, ScalarType):
        return False
    return bool((_LANGUAGES if isinstance(type_, TextType) else _IN_BRACES).match(word))


def _to_value(node: Node) -> Value:
    """Return a node as a value to write."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_to_value(item) for item in node.items]
    return {key.text: _to_value(value) for key, value in node.entries}


def replace_names(value: Value, ids: Mapping[str, str]) -> Value:
    """Return a value in which the names of new people are their ids."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [replace_names(item, ids) for item in value]
    if isinstance(value, dict):
        return {key: replace_names(item, ids) for key, item in value.items()}
    return value
