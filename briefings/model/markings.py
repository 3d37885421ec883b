"""Protective markings: what a scheme knows, how markings combine, and who may read.

A marking has a level and, where its scheme has such axes, tags. Each kind of tag has one rule:

- restrictive tags are united, and a reader must hold them all;
- release lists are intersected; without one, a marking is for the community of its owner, never for everybody;
- informative tags are united and change nothing for readers.

Levels that a marking will have later are part of it. The whole has, on each day, the highest level of its parts on that
day, so the latest date counts and a part without a date beats them all. A downgrade changes no release list:
to release is a decision of a person.

Combining is commutative, associative and idempotent. A part that is added never lowers the level, and never lets in a
reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.marking_axes import PERMISSIVE, RESTRICTIVE
from briefings.model.marking_forms import banner, portion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.model.dates import Duration
    from briefings.model.diagnostics import Location
    from briefings.model.marking_axes import Axis, Owner, Rewrite

__all__ = ["Audience", "Marking", "MarkingScheme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A group of readers, and what it may see.

    Attributes:
        name: its name in `facts/house.yaml`, and of its folder under `build/`.
        level: the highest level that it may read.
        communities: the countries and groups that it belongs to, as release lists name them.
        holds: the restrictive tags that it may read, such as a codeword.
        products: ids of the products to make for it if the user names none; empty for those of the house.
        location: where it was read.
    """

    name: str
    level: str
    communities: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking of a fact, a source, a name or a whole note.

    Markings that mean the same are equal if they come from `MarkingScheme.simplify` or `combine`.

    Attributes:
        level: id of its level.
        tags: the values on each axis, in the order of the scheme; groups in release lists are written out.
        owner: the context of the owner, such as `EAPC`; empty for the owner alone.
        steps: the days from which it has a lower level, in order.
        tags_until: the day from which its restrictive tags no longer count; None for never.
    """

    level: str
    tags: tuple[tuple[str, tuple[str, ...]], ...] = ()
    owner: str = ""
    steps: tuple[tuple[date, str], ...] = ()
    tags_until: date | None = None

    @property
    def is_plain(self) -> bool:
        """Return whether it is a level and nothing else."""
        return not (self.tags or self.owner or self.steps or self.tags_until)

    @property
    def change_days(self) -> tuple[date, ...]:
        """Return the days on which it changes."""
        days = {day for day, _ in self.steps} | ({self.tags_until} if self.tags_until else set())
        return tuple(sorted(days))

    def values(self, axis_id: str) -> tuple[str, ...]:
        """Return its values on an axis."""
        return dict(self.tags).get(axis_id, ())

    def __str__(self) -> str:
        return " ".join(
            [self.owner, self.level, *(value for _, values in self.tags for value in values)]
        ).strip()


def _level_on(marking: Marking, day: date) -> str:
    """Return the level of a marking on a day."""
    return next((level for start, level in reversed(marking.steps) if start <= day), marking.level)


@dataclass(frozen=True, slots=True)
class MarkingScheme:
    """A marking scheme.

    Attributes:
        id: its name in `facts/house.yaml`.
        levels: level ids, lowest first; at least one.
        names: the printed name of each level, by level id, then by language (BCP 47).
        location: where it was read.
        sample: says that the scheme is a sample and no authority; empty for a house's own.
        owner: whose content it marks; None if the scheme knows no communities.
        portions: the short form of each level in the marks of paragraphs; empty if the scheme has none.
        portion_marks: whether notes bear them: `no`, `yes` (unless the whole note has the lowest level), or `always`.
        copies_from: the level from which the copies of a note are numbered; empty for none.
        has_distribution: whether each note ends with a line for its distribution.
        label_policy: the policy that STANAG 4774 labels beside notes name; empty for no labels.
        label_review: how long after the day of a note its label is to be reviewed; None for no such day.
        owner_words: the words that replace that of the owner at some levels.
        open_levels: the levels that everybody may read unless there is a release list.
        axes: in the order of print.
        groups: the members of each group that release lists may name, the largest group first.
        rewrites: in the order in which they apply.

    >>> from briefings.model.diagnostics import Location
    >>> scheme = MarkingScheme("two", ("PUBLIC", "RESTRICTED"), {}, Location("facts/markings/two.yaml"))
    >>> scheme.combine([Marking("PUBLIC"), Marking("RESTRICTED")]).level
    'RESTRICTED'
    """

    id: str
    levels: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    location: Location
    sample: str = ""
    owner: Owner | None = None
    portions: Mapping[str, str] = field(default_factory=dict)
    portion_marks: str = "no"
    copies_from: str = ""
    has_distribution: bool = False
    label_policy: str = ""
    label_review: Duration | None = None
    owner_words: Mapping[str, str] = field(default_factory=dict)
    open_levels: frozenset[str] = frozenset()
    axes: tuple[Axis, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()

    # --- combining ------------------------------------------------------------------------------

    def combine(self, markings: Iterable[Marking]) -> Marking:
        """Return the marking of a whole from those of its parts; the lowest level for a whole without parts.

        Raises:
            ValueError: if a marking has a level that the scheme does not have.
        """
        parts = [self.simplify(marking) for marking in dict.fromkeys(markings)]
        return reduce(self._join, parts) if parts else Marking(self.levels[0])

    def covers(self, whole: Marking, part: Marking) -> bool:
        """Return whether something with the marking `part` may stand in a whole with the marking `whole`."""
        return self.combine((whole, part)) == self.simplify(whole)

    def simplify(self, marking: Marking) -> Marking:
        """Return the one form of all markings that mean the same: groups written out, tags in order, rewrites done."""
        tags = {axis_id: frozenset(values) for axis_id, values in marking.tags}
        for axis in self._axes_of(PERMISSIVE):
            if axis.id in tags:
                tags[axis.id] = self._members(tags[axis.id])
        if not self._is_open(marking):
            tags |= {axis.id: tags.get(axis.id, frozenset()) for axis in self._axes_of(PERMISSIVE)}
        return self._finish(replace(marking, owner=self._owner_at(marking)), tags)

    def _join(self, one: Marking, other: Marking) -> Marking:
        """Return the marking of a whole of two parts, both in their simple form."""
        tags = {}
        opens = [self._is_open(marking) for marking in (one, other)]
        for axis in self.axes:
            first, second = (frozenset(marking.values(axis.id)) for marking in (one, other))
            if axis.kind != PERMISSIVE:
                tags[axis.id] = first | second
            elif not all(opens):
                # What everybody may read narrows no release list.
                tags[axis.id] = second if opens[0] else first if opens[1] else first & second
        ends = [m.tags_until or date.max for m in (one, other) if self._restrictive_tags(m)]
        end = max(ends, default=date.max)
        whole = Marking(
            self._highest(one.level, other.level),
            owner=one.owner if one.owner == other.owner else "",
            steps=self._join_steps(one, other),
            tags_until=None if end == date.max else end,
        )
        return self._finish(replace(whole, owner=self._owner_at(whole)), tags)

    def _join_steps(self, one: Marking, other: Marking) -> tuple[tuple[date, str], ...]:
        """Return the steps of the higher of two levels on each day."""
        level, steps = self._highest(one.level, other.level), []
        for day in sorted({day for day, _ in (*one.steps, *other.steps)}):
            highest = self._highest(_level_on(one, day), _level_on(other, day))
            if self.rank(highest) < self.rank(level):
                level = highest
                steps.append((day, level))
        return tuple(steps)

    def _finish(self, marking: Marking, tags: Mapping[str, frozenset[str]]) -> Marking:
        """Return a marking with these tags, as far as its level allows them and no rewrite drops them.

        Only release lists and informative tags are ever dropped, so that no reader is let in.
        """
        kept = dict(tags)
        for axis in self.axes:
            if axis.kind != RESTRICTIVE and axis.id in kept:
                kept[axis.id] = frozenset(
                    v for v in kept[axis.id] if not self._is_above(axis, v, marking.level)
                )
        for rewrite in self.rewrites:
            if rewrite.drops in kept and any(rewrite.tag in values for values in kept.values()):
                kept[rewrite.drops] = frozenset()
        keeps_empty = marking.level in self.open_levels
        ordered = tuple(
            (axis.id, tuple(sorted(kept[axis.id])))
            for axis in self.axes
            if axis.id in kept and (kept[axis.id] or (axis.kind == PERMISSIVE and keeps_empty))
        )
        unknown = tuple(item for item in marking.tags if item[0] not in {axis.id for axis in self.axes})
        done = replace(marking, tags=(*ordered, *unknown))
        return done if self._restrictive_tags(done) else replace(done, tags_until=None)

    def _is_above(self, axis: Axis, tag_id: str, level: str) -> bool:
        highest = axis.bounds(tag_id)[1]
        return bool(highest) and self.rank(level) > self.rank(highest)

    def _is_open(self, marking: Marking) -> bool:
        """Return whether everybody may read a marking, as far as release lists go."""
        lists = {axis.id for axis in self._axes_of(PERMISSIVE)} & dict(marking.tags).keys()
        return marking.level in self.open_levels and not lists

    def _owner_at(self, marking: Marking) -> str:
        """Return the context of the owner; none at a level that replaces the word of the owner."""
        return "" if marking.level in self.owner_words else marking.owner

    def _members(self, communities: Iterable[str]) -> frozenset[str]:
        """Return communities with the members of groups in place of the groups, without the owner."""
        members = frozenset(member for name in communities for member in self.groups.get(name, (name,)))
        return members - {self.owner.community} if self.owner else members

    def _axes_of(self, kind: str) -> tuple[Axis, ...]:
        return tuple(axis for axis in self.axes if axis.kind == kind)

    def _restrictive_tags(self, marking: Marking) -> frozenset[str]:
        """Return the tags that a reader must hold, those on an axis that the scheme does not have included."""
        free = {axis.id for axis in self.axes if axis.kind != RESTRICTIVE}
        return frozenset(v for axis_id, values in marking.tags if axis_id not in free for v in values)

    def rank(self, level: str) -> int:
        """Return the number of a level, from 0 for the lowest.

        Raises:
            ValueError: if the scheme has no such level.
        """
        return self.levels.index(level)

    def _highest(self, *levels: str) -> str:
        return max(levels, key=self.rank)

    # --- reading --------------------------------------------------------------------------------

    def at(self, marking: Marking, day: date) -> Marking:
        """Return a marking as it is on a day, downgraded and declassified by then."""
        now = self.simplify(marking)
        if not now.steps and not now.tags_until:
            return now
        tags = dict(now.tags)
        if now.tags_until and now.tags_until <= day:
            tags = {axis.id: now.values(axis.id) for axis in self._axes_of(PERMISSIVE) if axis.id in tags}
            now = replace(now, tags_until=None)
        if not self._is_open(now):  # a lower level alone releases nothing
            tags |= {axis.id: tags.get(axis.id, ()) for axis in self._axes_of(PERMISSIVE)}
        steps = tuple(step for step in now.steps if step[0] > day)
        return self.simplify(replace(now, level=_level_on(now, day), steps=steps, tags=tuple(tags.items())))

    def may_read(self, audience: Audience, marking: Marking, day: date) -> bool:
        """Return whether an audience may read something on a day; False for whatever the scheme does not know."""
        if not {audience.level, marking.level, *(level for _, level in marking.steps)} <= {*self.levels}:
            return False
        now = self.at(marking, day)
        return (
            self.rank(now.level) <= self.rank(audience.level)
            and self._restrictive_tags(now) <= {*audience.holds}
            and self._is_released(audience, now)
        )

    def _is_released(self, audience: Audience, marking: Marking) -> bool:
        """Return whether a marking is released to one of the communities of an audience."""
        if self.owner is None or self._is_open(marking):
            return True
        is_house = audience.name == DEFAULT_AUDIENCE
        communities = audience.communities or ((self.owner.community,) if is_house else ())
        if not {self.owner.community, marking.owner or self.owner.community}.isdisjoint(communities):
            return True
        lists = [frozenset(marking.values(axis.id)) for axis in self._axes_of(PERMISSIVE)]
        return any(
            members and members <= listed
            for members in (self._members((name,)) for name in communities)
            for listed in lists
        )

    # --- printing -------------------------------------------------------------------------------

    def banner(self, marking: Marking, language: str, position: str = "top") -> str:
        """Return a marking in full, for the `top` or the `bottom` of a page."""
        return banner(self, self.simplify(marking), language, position)

    def portion(self, marking: Marking, language: str) -> str:
        """Return the short form of a marking, for the head of a paragraph; empty if the scheme has none."""
        return portion(self, self.simplify(marking), language) if self.portions else ""

    def marks_portions(self, whole: Marking) -> bool:
        """Return whether the paragraphs of a note with this marking bear marks of their own."""
        is_lowest = self.simplify(whole) == Marking(self.levels[0])
        return self.portion_marks == "always" or (self.portion_marks == "yes" and not is_lowest)

    def numbers_copies(self, whole: Marking) -> bool:
        """Return whether each copy of a note with this marking has a number."""
        return bool(self.copies_from) and self.rank(whole.level) >= self.rank(self.copies_from)
