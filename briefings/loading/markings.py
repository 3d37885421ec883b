"""The tables of marking schemes, `facts/markings/*.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.loading.collection_types import ListType, MappingType
from briefings.loading.context import ReadContext
from briefings.loading.folders import display_path, find_yaml_files
from briefings.loading.ids import ID
from briefings.loading.marking_values import MARKING_KEYS
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import DURATION, LINE, YES_OR_NO, one_of
from briefings.loading.tables import IdOrTableType, Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import Diagnostic
from briefings.model.marking_axes import AXIS_KINDS, PERMISSIVE, Axis, Owner, Rewrite, Tag
from briefings.model.markings import MarkingScheme
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefings.loading.tables import Entry
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text

__all__ = ["MARKING_SCHEME", "SchemeFiles", "read_schemes"]

_SEPARATORS = {"space": " ", ",": ", ", "-": " - ", "/": "/", "//": "//"}


class _Level(NamedTuple):
    """A level of a scheme, with its printed forms; `owner` is the word that replaces that of the owner."""

    id: str
    name: Text
    portion: str
    owner: str
    is_open: bool
    location: Location


class _PlacedAxis(NamedTuple):
    """An axis, and where it was read."""

    axis: Axis
    location: Location


class _PlacedRewrite(NamedTuple):
    """A rewrite, and where it was read."""

    rewrite: Rewrite
    location: Location


def _in_languages(text: Text | None) -> Mapping[str, str]:
    """Return the words of a text by language; none for no text."""
    return dict(text.by_language) if text else {}


def _make_tag(*, name: Text | None = None, location: Location, **values: Any) -> Tag:  # noqa: ANN401, ARG001 - what the table gives
    """Make a value of an axis."""
    return Tag(name=_in_languages(name), **values)


def _make_axis(  # noqa: PLR0913 - the keys of the table
    *,
    tags: tuple[Tag, ...],
    prefix: Text | None,
    suffix: Text | None,
    before: str,
    between: str,
    location: Location,
    **values: Any,  # noqa: ANN401 - what the table gives
) -> _PlacedAxis:
    """Make an axis."""
    axis = Axis(
        tags={tag.id: tag for tag in tags},
        prefix=_in_languages(prefix),
        suffix=_in_languages(suffix),
        before=_SEPARATORS.get(before, " "),
        between=_SEPARATORS.get(between, " "),
        **values,
    )
    return _PlacedAxis(axis, location)


def _make_scheme(
    *,
    levels: tuple[_Level, ...],
    axes: tuple[_PlacedAxis, ...],
    rewrites: tuple[_PlacedRewrite, ...],
    **values: Any,  # noqa: ANN401 - what the table gives
) -> MarkingScheme:
    """Make a scheme."""
    names = {level.id: dict(level.name.by_language) for level in levels}
    has_portions = any(level.portion for level in levels)
    return MarkingScheme(
        levels=tuple(names),
        names=names,
        portions={level.id: level.portion or level.id for level in levels} if has_portions else {},
        owner_words={level.id: level.owner for level in levels if level.owner},
        open_levels=frozenset(level.id for level in levels if level.is_open),
        axes=tuple(placed.axis for placed in axes),
        rewrites=tuple(placed.rewrite for placed in rewrites),
        **values,
    )


def _check_ids(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem for each level, axis and value whose id an earlier one has."""
    yield from _find_repeated((level.id, level.location) for level in entry.values["levels"])
    reserved = dict.fromkeys(MARKING_KEYS, entry.location)
    axes = [(placed.axis.id, placed.location) for placed in entry.values["axes"]]
    yield from _find_repeated((*reserved.items(), *axes))


def _find_repeated(ids: Iterable[tuple[str, Location]]) -> Iterator[Diagnostic]:
    """Yield a problem for each id that occurred before."""
    first_locations: dict[str, Location] = {}
    for id_, location in ids:
        if id_ and (first := first_locations.setdefault(id_, location)) != location:
            message = f"the id {id_!r} is already in use"
            yield Diagnostic("repeated-id", message, location, related=(first,))


def _check_names(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem for each level or axis that an axis or a rewrite names and the scheme does not have."""
    levels = [level.id for level in entry.values["levels"]]
    if entry.values["copies"] not in {"", *levels}:
        yield unknown("level", entry.values["copies"], levels, entry.location_of("copies"))
    for axis, location in entry.values["axes"]:
        bounds = {*axis.bounds(""), *(bound for tag_id in axis.tags for bound in axis.bounds(tag_id))}
        yield from (unknown("level", bound, levels, location) for bound in sorted(bounds - {"", *levels}))
        if axis.kind == PERMISSIVE and not entry.values["owner"]:
            message = f"{axis.id!r} is a release list, but the scheme has no 'owner'"
            hint = "add `owner: {community: NAME}`: the readers who need no release list"
            yield Diagnostic("no-owner", message, location, hint=hint)
    lists = [axis.id for axis, _ in entry.values["axes"] if axis.kind == PERMISSIVE]
    tags = [tag for axis, _ in entry.values["axes"] for tag in axis.tags]
    for rewrite, location in entry.values["rewrites"]:
        if rewrite.drops not in lists:
            yield unknown("release list", rewrite.drops, lists, location, code="unknown-axis")
        if rewrite.tag not in tags:
            yield unknown("value", rewrite.tag, tags, location, code="unknown-axis")


_LEVEL = Table(
    "level",
    _Level,
    (
        Key("id", LINE, "the level, as fact files write it", required=True),
        Key(
            "name",
            TEXT,
            "the name that briefs print; without languages it is never translated",
            required=True,
        ),
        Key("portion", LINE, "its short form in the mark of a paragraph", default=""),
        Key("owner", LINE, "the word used instead of the owner's at this level", default=""),
        Key(
            "open",
            YES_OR_NO,
            "`yes` if everybody may read it, so that it needs no release list; `no` by default",
            field="is_open",
            default=False,
        ),
    ),
    "A level of a marking scheme.",
)
_BOUNDS = (
    Key("lowest", LINE, "the lowest level that it goes with", default=""),
    Key("highest", LINE, "the highest level that it goes with", default=""),
)
_TAG = Table(
    "value",
    _make_tag,
    (
        Key("id", LINE, "the value, as fact files write it", required=True),
        Key("name", TEXT, "the name that briefs print, if it is not the id"),
        Key("short", LINE, "its short form in the mark of a paragraph", default=""),
        *_BOUNDS,
    ),
    "A value of an axis.",
)
_SEPARATOR = one_of(*_SEPARATORS)
_AXIS = Table(
    "axis",
    _make_axis,
    (
        Key("id", ID, "the key of its values in `marking:`", required=True),
        Key(
            "kind",
            one_of(*AXIS_KINDS),
            "`restrictive` (readers must hold all values), `permissive` (a release list) or `informative`",
            required=True,
        ),
        Key(
            "values",
            ListType(IdOrTableType(LINE, _TAG, lambda id_, *, location: _make_tag(id=id_, location=location)), "list"),
            "its values, in the order of print; without them, any word in capital letters is one",
            field="tags",
        ),
        Key("before", _SEPARATOR, "the text that separates it from the part before it", default="space"),
        Key("prefix", TEXT, "words before the values"),
        Key("between", _SEPARATOR, "what separates two values", default="space"),
        Key("suffix", TEXT, "words after the values"),
        Key(
            "owner",
            one_of("first", "last", "nowhere"),
            "where a release list names the owner's community as well; nowhere by default",
            default="nowhere",
        ),
        Key("place", one_of("top", "bottom", "both"), "the place of a page that prints it", default="both"),
        Key("tag_name", LINE, "its name in a STANAG 4774 label, if it is not the id", default=""),
        *_BOUNDS,
    ),
    "A kind of tag.",
)  # fmt: skip
_OWNER = Table(
    "owner",
    Owner,
    (
        Key("community", LINE, "the readers who need no release list, as audiences name them", required=True, default=""),
        Key("name", LINE, "the word before the level", default=""),
        Key("contexts", MappingType(LINE), "the words that replace it, by the community that then reads as well"),
    ),
    "The owner of what a scheme marks.",
    has_location=False,
)  # fmt: skip
_REWRITE = Table(
    "rewrite",
    lambda *, location, **values: _PlacedRewrite(Rewrite(**values), location),
    (
        Key("if", LINE, "a value", required=True, field="tag", default=""),
        Key("drops", ID, "the release list that it empties", required=True, default=""),
    ),
    "A rule that applies after markings are combined.",
)

MARKING_SCHEME = Table(
    "marking scheme",
    _make_scheme,
    (
        Key("scheme", ID, "its id, which the house names", required=True, field="id"),
        Key("sample", LINE, "a note that it is a sample and no authority", default=""),
        Key("levels", ListType(TableType(_LEVEL), "list"), "the levels, lowest first", required=True),
        Key(
            "portions",
            one_of("no", "yes", "always"),
            "whether each paragraph begins with its own mark: `yes` in notes above the lowest level, or `always`",
            field="portion_marks",
            default="no",
        ),
        Key(
            "copies",
            LINE,
            "the level from which each page has the number of its copy: `--copy`, or a blank to fill in",
            field="copies_from",
            default="",
        ),
        Key(
            "distribution",
            YES_OR_NO,
            "`yes` if each note ends with a line for its distribution",
            field="has_distribution",
            default=False,
        ),
        Key(
            "label_policy",
            LINE,
            "the policy that a STANAG 4774 label names; with it, each note has such a label beside it",
            default="",
        ),
        Key(
            "label_review",
            DURATION,
            "how long after the day of a note its label is to be reviewed; the standard asks for such a day",
        ),
        Key("owner", TableType(_OWNER), "whose content it marks; needed for release lists"),
        Key("axes", ListType(TableType(_AXIS), "list"), "the kinds of tags, in the order of print"),
        Key(
            "groups",
            MappingType(ListType(LINE, "list of names")),
            "the members of each group that release lists may name, the largest group first",
        ),
        Key("rewrites", ListType(TableType(_REWRITE), "list"), "rules that apply after markings are combined, in order"),
    ),
    "The levels and tags of markings.",
    rules=(CustomRule(_check_ids), CustomRule(_check_names)),
)  # fmt: skip


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
        known_problems = len(problems)
        scheme = MARKING_SCHEME.read(node, ReadContext(problems)) if node is not None else None
        if scheme and scheme.levels:
            schemes.append(scheme)
        elif scheme and len(problems) == known_problems:
            hint = "write the levels, lowest first: `levels: [PUBLIC, INTERNAL]`"
            problems.append(
                Diagnostic("no-levels", f"the scheme {scheme.id!r} has no level", scheme.location, hint=hint)
            )
    problems += _find_repeated((scheme.id, scheme.location) for scheme in schemes)
    return SchemeFiles({scheme.id: scheme for scheme in reversed(schemes)}, tuple(problems))
