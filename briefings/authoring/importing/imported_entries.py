"""Entries that rows of a list become: facts, and the people and posts that they name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.authoring.entries.name_languages import is_in_script_of, likely_language
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.importing.rows import Row
    from briefings.authoring.yaml.values import Value
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["NewEntity", "RowEntry", "missing_id"]


@dataclass(frozen=True, slots=True)
class NewEntity:
    """The entry of a person or post that a row names and no file has.

    Attributes:
        folder: of the entry; people on our side are shared by all partners.
        list_name: `people` or `posts`.
        name: its name, or its title.
        entry: its values.
    """

    folder: str
    list_name: str
    name: str
    entry: Mapping[str, Value]

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.entry["id"])


@dataclass(frozen=True, slots=True)
class RowEntry:
    """The entry of a row.

    Attributes:
        row: the row.
        folder: of the entry.
        entry: its values.
        makes: the entries that it needs and that no file has.
        source: id of the source of the row.
        locator: where the source says it.
        corrected: the known fact whose place the entry is to take; None for none.
        contradicts: whether it says something else than that fact, and not only more.
        replaced: the waiting proposal that came from the row before it was changed; None for none.
    """

    row: Row
    folder: str
    entry: Mapping[str, Value]
    makes: tuple[NewEntity, ...]
    source: str
    locator: str
    corrected: Fact | None = field(default=None, compare=False)
    contradicts: bool = False
    replaced: Fact | None = field(default=None, compare=False)

    @property
    def place(self) -> tuple[str, str]:
        """Return the source of the row, and its place there: a column may hold it."""
        return self.source, self.locator

    def instead_of(self, proposal: Fact) -> RowEntry:
        """Return the entry with the id and in the place of a proposal that waits."""
        return replace(self, entry={**self.entry, "id": proposal.id}, replaced=proposal)


def missing_id(name: str, kind: type[Entity], language: str) -> Diagnostic:
    """Return the error for a new name of which no id can be made.

    Args:
        name: of a person, or the title of a post.
        kind: what is new.
        language: in which the names of the list are written.
    """
    told = name if is_in_script_of(name, language) else f"{likely_language(name)}: {name}"
    option = "titles" if kind is Post else "names"
    hint = f"add it first: `briefings add {kind.kind} --{option} '{told}' --id ID`"
    return Diagnostic("no-id", f"no id can be made from {name!r}", hint=hint)
