"""The tables of marking schemes, `facts/markings/*.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.collection_types import ListType
from briefings.loading.context import ReadContext
from briefings.loading.folders import display_path, find_yaml_files
from briefings.loading.ids import ID
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import LINE
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import Diagnostic
from briefings.model.markings import MarkingScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefings.loading.tables import Entry
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text

__all__ = ["MARKING_SCHEME", "SchemeFiles", "read_schemes"]


class _Level(NamedTuple):
    """A level of a scheme, with its printed name."""

    id: str
    name: Text
    location: Location


def _make_scheme(*, id: str, levels: tuple[_Level, ...], location: Location) -> MarkingScheme:  # noqa: A002 - the field's name
    """Make a scheme."""
    names = {level.id: dict(level.name.by_language) for level in levels}
    return MarkingScheme(id=id, levels=tuple(names), names=names, location=location)


def _check_level_ids(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem for each level whose id an earlier one has."""
    yield from _find_repeated((level.id, level.location) for level in entry.values["levels"])


def _find_repeated(ids: Iterable[tuple[str, Location]]) -> Iterator[Diagnostic]:
    """Yield a problem for each id that occurred before."""
    first_locations: dict[str, Location] = {}
    for id_, location in ids:
        if id_ and (first := first_locations.setdefault(id_, location)) != location:
            message = f"the id {id_!r} is already in use"
            yield Diagnostic("repeated-id", message, location, related=(first,))


MARKING_SCHEME = Table(
    "marking scheme",
    _make_scheme,
    (
        Key("scheme", ID, "its id, which the house names", required=True, field="id"),
        Key(
            "levels",
            ListType(
                TableType(
                    Table(
                        "level",
                        _Level,
                        (
                            Key("id", LINE, "the level, as fact files write it", required=True),
                            Key("name", TEXT, "the name that briefs print", required=True),
                        ),
                    )
                ),
                "list",
            ),
            "the levels, lowest first",
            required=True,
        ),
    ),
    "The levels of markings.",
    rules=(CustomRule(_check_level_ids),),
)


class SchemeFiles(NamedTuple):
    """The marking schemes of a project by id, and the problems of their files."""

    schemes: Mapping[str, MarkingScheme]
    problems: tuple[Diagnostic, ...]


def read_schemes(folder: Path, project: Path) -> SchemeFiles:
    """Read the marking schemes in a folder, if there is one."""
    paths, misplaced = find_yaml_files(folder, project)
    problems = list(misplaced)
    schemes = []
    for path in paths:
        node, found = read_yaml(path, display_path(path, project))
        problems += found
        scheme = MARKING_SCHEME.read(node, ReadContext(problems)) if node is not None else None
        if scheme and scheme.levels:
            schemes.append(scheme)
    problems += _find_repeated((scheme.id, scheme.location) for scheme in schemes)
    return SchemeFiles({scheme.id: scheme for scheme in reversed(schemes)}, tuple(problems))
