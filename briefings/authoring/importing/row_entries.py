"""Rows become entries: cells are cleaned, words translated, names replaced by ids, dates read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.authoring.entries.form import DATE_TYPES, FormReader, form_fields, kinds_of, replace_names
from briefings.authoring.entries.ids import fact_id, free_id, id_from_name
from briefings.authoring.entries.new_entry import EVIDENCE_DETAILS
from briefings.authoring.importing.cell_words import (
    first_name_first,
    is_empty_word,
    is_still,
    is_vacancy,
    plain_person_name,
)
from briefings.authoring.importing.group_words import GroupReader, takes_groups
from briefings.authoring.importing.import_map import PARTNER_COLUMN, STAGES_KEY
from briefings.authoring.importing.imported_entries import NewEntity, RowEntry, missing_id
from briefings.authoring.importing.serial_days import suspect_serial
from briefings.authoring.importing.usual_roles import role_of_title
from briefings.authoring.importing.written_capacities import Holding, split_capacity
from briefings.authoring.importing.written_numbers import UnclearNumberError, read_numbers
from briefings.loading.contacts import FORM
from briefings.loading.entries import STATUS_KEY
from briefings.loading.scalars import EVENT, PERIOD
from briefings.model.contact_forms import CONTACT_FORMS, form_of
from briefings.model.date_words import suggest_period
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import SHARED_FOLDER, Partner, Person, Post
from briefings.model.suggest import nearest_match, unknown
from briefings.model.written_dates import AmbiguousDateError, date_languages, read_date

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from briefings.authoring.importing.import_map import ImportMap
    from briefings.authoring.importing.rows import Row
    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.loading.tables import Key

__all__ = ["RowReader"]

_NUMBER_KEYS = ("value",)
_OUR_SIDE, _WITH, _POST, _HOLDER, _CAPACITY = "ours", "with", "post", "holder", "capacity"
_OPEN_ENDS = ("", "..")
_MEND_DATE = "correct the cell; its month or year is enough, such as 2019-04 or 2019"
_IF_EMPTY = ("; if empty, the beginning is unknown", "; if empty, it holds until today")
"""The meaning of a cell without a date, at the beginning and at the end of a period."""
PROPOSED = {STATUS_KEY.name: "proposed"}


@dataclass
class RowReader:
    """The reading of rows by a map.

    Attributes:
        store: the facts.
        import_map: which column becomes which key.
        source: id of the source of all rows.
        folder: id or name of the partner of rows that name none; empty if each row must.
        forms: returns the forms of contact that label files name, for a folder.
        problems: the problems of all rows.
        troubled: the numbers of the rows with problems.
        cleaned: the changes of cleaning the cells.
        groups: the groups among the people of the rows.
    """

    store: FactStore
    import_map: ImportMap
    source: str
    folder: str = ""
    forms: Callable[[str], frozenset[str]] = lambda _: frozenset(CONTACT_FORMS)
    problems: list[Diagnostic] = field(default_factory=list)
    troubled: set[int] = field(default_factory=set)
    cleaned: list[str] = field(default_factory=list)
    groups: GroupReader = field(init=False)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    _made: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the reading of groups."""
        self.groups = GroupReader(self.store, self.import_map.language)

    def read(self, row: Row) -> RowEntry | None:
        """Return the entry of a row; None after reporting why it has none."""
        folder = self._find_folder(row)
        reader = FormReader(self.store, (Person, Post), folder, self.import_map.language)
        details: dict[str, Value] = {}
        entry: dict[str, Value] = {}
        ours: set[str] = set()
        for key in (form.key for form in form_fields(self.import_map.list_name)):
            before = set(reader.new_names)
            if words := self._words(row, key, folder) or self._usual_words(key):
                if takes_groups(key):
                    words = [self.groups.read(word, row.place) for word in words]
                if key.name == _HOLDER and is_vacancy(words[-1]):
                    entry["vacant"] = "yes"
                    continue
                capacity = ""
                if key.name in (_POST, _HOLDER) and not self._cell(row, _CAPACITY):
                    words, capacity = self._without_capacity(row, folder, words)
                entry[key.name] = reader.read(key, words)
                entry |= {_CAPACITY: capacity} if capacity else {}
            if key.name == _OUR_SIDE:
                ours |= set(reader.new_names) - before
        for name in EVIDENCE_DETAILS:
            text = self._cell(row, name)
            if name == "attests":
                is_over = _has_end(entry)
                text = self._read_date(row, name, self._column_of(name), text) if text and not is_over else ""
            if text:
                details[name] = reader.clean(name, text)
        ids, makes = self._make_entities(reader, folder, ours)
        entry = {key: replace_names(value, ids) for key, value in entry.items()}
        entry["evidence"] = [{"source": self.source, "locator": row.place, **details}]
        self.cleaned += (f"{row.place}: {word.key}: {word.change}" for word in reader.cleaned)
        for problem in reader.problems:
            self._report(row, problem, ": ".join((*problem.keys, problem.said)))
        id_ = free_id(fact_id(self.import_map.list_name, entry), self._taken_ids(folder))
        self._taken_ids(folder).add(id_)
        if not folder:
            return None
        place = str(details.get("locator", row.place))
        return RowEntry(row, folder, {"id": id_, **PROPOSED, **entry}, makes, self.source, place)

    def _report(self, row: Row, problem: Diagnostic, message: str) -> None:
        """Add a problem of a row."""
        self.troubled.add(row.number)
        said = f"{row.place}: {message}"
        self.problems.append(replace(problem, location=row.location_of(), message=said, front=row.place))

    def _find_folder(self, row: Row) -> str:
        """Return the folder of a row; empty after reporting that it has none."""
        name = self._cell(row, PARTNER_COLUMN) or self.folder
        names = {
            name.casefold(): partner.id for partner in self.store.partners for name in partner.known_as()
        }
        known = [*(partner.id for partner in self.store.partners), SHARED_FOLDER]
        folder = names.get(name.casefold(), name) or (known[0] if len(known) == 2 else "")  # noqa: PLR2004 - one partner
        if folder in known:
            return folder
        problem = unknown("partner", name, known)
        hint = problem.hint or "write a column for `partner` in the map, or name the partner after the file"
        self._report(row, replace(problem, hint=hint), problem.message if name else "no partner is named")
        return ""

    def _cell(self, row: Row, key: str) -> str:
        """Return the text of a key in a row, with words translated; empty if it has none."""
        column = self.import_map.columns.get(key)
        text = row.cells.get(column.column, "") if column else ""
        text = self.import_map.words.get(key, {}).get(text, text)
        text = ("" if is_empty_word(text) else text) or self.import_map.values.get(key, "")
        return self.import_map.words.get(key, {}).get(text, text)

    def _usual_words(self, key: Key) -> list[str]:
        """Return what a key means if a list does not say it: a contact is with our side."""
        return [self.store.house.side] if key.name == _WITH and key.required and self.store.house.side else []

    def _column_of(self, key: str) -> str:
        """Return the column of a key; the key itself if no column has it."""
        column = self.import_map.columns.get(key)
        return column.column if column and column.column else key

    def _words(self, row: Row, key: Key, folder: str) -> list[str]:
        """Return the words of a key in a row."""
        if key.name == STAGES_KEY and self.import_map.stages:
            days = {
                word: self._read_date(row, key.name, name, row.cells.get(name, ""))
                for word, name in self.import_map.stages.items()
                if not is_empty_word(row.cells.get(name, "-") or "-")
            }
            return [f"{{stage: {word}, on: {day}}}" for word, day in days.items() if day]
        column = self.import_map.columns.get(key.name)
        if column and (column.first or column.last):
            texts = [row.cells.get(name, "") for name in (column.first, column.last)]
            texts[1] = "" if is_still(texts[1]) else texts[1]
            ends = [
                self._read_date(row, key.name, name, text)
                for name, text in zip((column.first, column.last), texts, strict=True)
            ]
            # The day of the list shows whoever has no dates in office.
            return ["/".join(ends)] if any(ends) or self._cell(row, "attests") else []
        text, place = self._cell(row, key.name), self._column_of(key.name)
        if key.type in DATE_TYPES and text:
            text = self._read_span(text) if key.type in (EVENT, PERIOD) else text
            ends = text.split("/") if text.count("/") == 1 else [text]
            read = [self._read_date(row, key.name, place, end) for end in ends]
            return ["/".join(read)] if any(read) or text == "/" else []
        if key.name in _NUMBER_KEYS and text:
            text = self._read_numbers(row, place, text)
        if key.type is FORM and text:
            text = self._read_form(row, place, folder, text)
        parts = text.split(column.separator) if column and column.separator else [text]
        words = self.import_map.words.get(key.name, {})
        found = [words.get(part.strip(), part.strip()) for part in parts]
        found = [part for part in found if part and not is_empty_word(part)]
        if Person in kinds_of(key.type):
            found = [self._plain_name(row, part) for part in found]
        return list(dict.fromkeys(found))

    def _without_capacity(self, row: Row, folder: str, words: list[str]) -> tuple[list[str], str]:
        """Return the title or name of a tenure without its capacity, and that capacity; empty for none."""
        held = [
            Holding(word, "") if (folder, word.casefold()) in self._known_titles else split_capacity(word)
            for word in words
        ]
        for word, (name, capacity) in zip(words, held, strict=True):
            if capacity:
                self.cleaned.append(f"{row.place}: {word!r} is read as {name!r}, {capacity}")
        return [name for name, _ in held], held[-1].capacity

    @cached_property
    def _known_titles(self) -> frozenset[tuple[str, str]]:
        """Return the titles of all posts on record without capitals, each with the folder of its post."""
        posts = self.store.entities_of(Post)
        return frozenset((post.folder, title.casefold()) for post in posts for title in post.known_as())

    def _plain_name(self, row: Row, name: str) -> str:
        """Return a name without forms of address, the first name first, and remember what it was."""
        plain = (
            name if name.startswith("{") else first_name_first(plain_person_name(name), self._known_people)
        )
        if plain != name:
            self.cleaned.append(f"{row.place}: {name!r} is read as {plain!r}")
        return plain

    @cached_property
    def _known_people(self) -> dict[str, str]:
        """Return the names of all people on record by the names without capitals."""
        people = self.store.entities_of(Person)
        return {name.text.casefold(): name.text for person in people for name in person.names}

    def _read_span(self, text: str) -> str:
        """Return the period of a cell with two dates, or in words; another text as it is."""
        try:
            day = read_date(text, self.import_map.dates, date_languages(self.store.house))
            PartialDate.parse(day)
        except AmbiguousDateError:
            return text
        except ValueError:
            return suggest_period(text) or text
        return day

    def _read_date(self, row: Row, key: str, column: str, text: str) -> str:
        """Return a date in the notation of fact files; empty after reporting that it is none, or can be two."""
        try:
            found = read_date(text, self.import_map.dates, date_languages(self.store.house))
        except AmbiguousDateError as error:
            self._report_cell(row, column, "ambiguous-date", error, error.hint)
            return ""
        try:
            if found not in _OPEN_ENDS:
                PartialDate.parse(found)
        except ValueError as error:
            said = str(error) if found == text else f"{text!r}: {error}"
            if serial := suspect_serial(found):
                said = f"{text!r} is not a date; it is the number that spreadsheets have for {serial}"
            mapped = self.import_map.columns.get(key)
            empty = _IF_EMPTY[mapped.names.index(column)] if mapped and mapped.first and mapped.last else ""
            self._report_cell(row, column, f"bad-{key}", ValueError(said), f"{_MEND_DATE}{empty}")
        else:
            return found
        return ""

    def _read_form(self, row: Row, column: str, folder: str, text: str) -> str:
        """Return a form of contact, or report that no label names it, so that no note could print it."""
        form, known = form_of(text), self.forms(folder)
        if form in known:
            return form
        meant = nearest_match(form, known)
        hint = (
            f"say in the map what it means: `words: {{form: {{{text}: {meant or 'meeting'}}}}}`; "
            "`briefings import --sample contacts` lists the forms"
        )
        error = ValueError(f"no label names the form of contact {text!r}")
        self._report_cell(row, column, "unknown-form", error, hint)
        return ""

    def _read_numbers(self, row: Row, column: str, text: str) -> str:
        """Return a text with its numbers in the notation of fact files, or report that one is unclear."""
        is_typed = row.file.lower().endswith(".xlsx")
        try:
            return read_numbers(text, self.import_map.numbers, is_typed=is_typed)
        except UnclearNumberError as error:
            self._report_cell(row, column, "ambiguous-number", error, error.hint)
            return ""

    def _report_cell(self, row: Row, column: str, code: str, error: ValueError, hint: str) -> None:
        """Add a problem of a cell."""
        self.troubled.add(row.number)
        message = f"{row.place}, column {column}: {error}"
        place = row.location_of(column)
        self.problems.append(Diagnostic(code, message, place, hint=hint, front=row.place))

    def _partner_names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the partner of a folder."""
        partner = self.store.entities.get(folder)
        return tuple(partner.known_as()) if isinstance(partner, Partner) else ()

    def _taken_ids(self, folder: str) -> set[str]:
        """Return the ids of the facts of a folder, the new ones too."""
        if folder not in self._taken:
            keys = (*self.store.facts_by_key, *self.store.proposals)
            self._taken[folder] = {key.partition("/")[2] for key in keys if key.startswith(f"{folder}/")}
        return self._taken[folder]

    def _make_entities(
        self, reader: FormReader, folder: str, ours: Container[str]
    ) -> tuple[dict[str, str], tuple[NewEntity, ...]]:
        """Return the ids of new names, and the entries to make for them.

        Args:
            reader: of the row, with the new names.
            folder: of the row.
            ours: the names of people on our side.
        """
        ids: dict[str, str] = {}
        makes: list[NewEntity] = []
        for name, kind in reader.new_names.items():
            made_as = (folder if kind is Post else "", name.casefold())
            if made_as not in self._made:
                wanted = id_from_name(f"{folder} {name}" if kind is Post else name)
                if not wanted:
                    written = self.import_map.language or self.store.house.default_language
                    reader.problems.append(missing_id(name, kind, written))
                taken = {*self.store.entities, *self._made.values()}
                self._made[made_as] = free_id(wanted or kind.kind, taken)
            id_ = ids[name] = self._made[made_as]
            # Where no id can be made, the language is not the trouble.
            named = reader.name_value("names", name) if id_from_name(name) else None
            names: list[Value] = [named or {"text": name, "lang": self.store.house.default_language}]
            if kind is Post:
                role = role_of_title(name, self._partner_names(folder), kind.kind)
                post: dict[str, Value] = {"id": id_, "role": role, "titles": names, "partner": folder}
                makes.append(NewEntity(folder, "posts", name, {**post, **PROPOSED}))
            else:
                home = SHARED_FOLDER if name in ours else folder
                makes.append(NewEntity(home, "people", name, {"id": id_, "names": names}))
        return ids, tuple(makes)


def _has_end(entry: Mapping[str, Value]) -> bool:
    """Return whether an entry holds until a day: a list of a later day does not show it then."""
    valid = entry.get("valid")
    return isinstance(valid, str) and bool(valid.partition("/")[2].strip("."))
