"""Facts: one frozen dataclass per kind, as read, with nothing derived.

`location` is where a fact was read; comparisons ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from briefings.model.capacities import COMING, STAND_INS
from briefings.model.entities import Area, Framework, Organisation, Person, Post
from briefings.model.evidence import Text
from briefings.model.references import Link
from briefings.model.stages import life_of, stage_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Self

    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Evidence, Review, Waiver
    from briefings.model.markings import Marking
    from briefings.model.stages import Stage

__all__ = ["Agreement", "Cooperation", "Fact", "Membership", "Statement", "Tenure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with its period and its sources.

    A kind says by its properties what its facts are called, what they say and what they rest on.
    Other parts ask the fact, so that a new kind needs no change there.

    Attributes:
        kind: the name of the kind.
        default_review_period: how long an attestation counts if the house does not say; empty if it must.
        may_be_planned: whether it may be written down before it takes place; then only a source shows that it did.
        is_judgement: whether it stands no better than the facts it rests on, and the holders its texts name.
        id: unique in its folder.
        folder: the id of the partner, or `shared`.
        period: when it happened (an event) or held (a state).
        is_event: whether it is an event, which notes mention from then on, or a state, which they mention while it
            holds.
        evidence: at least one item, except for a `TalkingPoint` that rests on facts.
        marking: who may see it, in the marking scheme of the house.
        not_before: the first day on which readers outside the house may see it, or None.
        review_due: first day on which it must be reviewed; None for the review period of its kind.
        headline: a few words for the list of milestones, or None.
        stages: its life, in the order of time; none for most facts. A state with stages lasts from the first to the
            end that the last one sets.
        earlier_id: id of the fact in the same folder that this one follows, or None; see
            `standing.superseding_fact`.
        is_telling: whether it is worth knowing by heart, so that a card prints it.
        is_undisclosed: whether only the house itself may know it, and must not disclose it.
        withheld_ground: the ground that readers learn in its place if they may not see it; None for nothing at all.
        is_proposed: whether it waits until a person accepts it; no note prints it, and no other fact knows of it.
        corrected_id: id of the fact in the same folder whose place this proposal takes once it is accepted, or None.
        last_review: its latest review, or None.
        waivers: accepted findings of checks.
    """

    kind: ClassVar[str]
    default_review_period: ClassVar[str] = ""
    may_be_planned: ClassVar[bool] = False
    is_judgement: ClassVar[bool] = False

    id: str
    folder: str
    period: Period
    is_event: bool
    evidence: tuple[Evidence, ...]
    marking: Marking
    review_due: PartialDate | None
    headline: Text | None
    stages: tuple[Stage, ...] = ()
    not_before: PartialDate | None = None
    earlier_id: str | None = None
    is_telling: bool = False
    is_undisclosed: bool = False
    withheld_ground: Text | None = None
    is_proposed: bool = field(default=False, compare=False)
    corrected_id: str | None = field(default=None, compare=False)
    last_review: Review | None = field(default=None, compare=False)
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)

    @property
    def review_day(self) -> PartialDate | None:
        """Return the day from which it must be reviewed; None for the review period of its kind."""
        return self.review_due

    @property
    def key(self) -> str:
        """Return the id used outside its folder, `FOLDER/ID`."""
        return f"{self.folder}/{self.id}"

    @property
    def earlier_key(self) -> str:
        """Return the key of the fact that this one follows; empty if it follows none."""
        return f"{self.folder}/{self.earlier_id}" if self.earlier_id else ""

    @property
    def corrected_key(self) -> str:
        """Return the key of the fact that this proposal corrects; empty if it corrects none."""
        return f"{self.folder}/{self.corrected_id}" if self.corrected_id else ""

    def links(self) -> Iterator[Link]:
        """Yield the links to other entries, apart from references in texts."""
        yield from (link for item in self.all_evidence for link in item.links())
        yield from (link for stage in self.stages for link in stage.links())
        yield from self._own_links()

    def texts(self) -> Iterator[Text]:
        """Yield the printed texts, which may contain references: the headline, its own texts, other versions."""
        if self.headline:
            yield self.headline
        yield from self._own_texts()
        if self.stages:  # few have some, and all checks ask for texts
            yield from (stage.headline for stage in self.stages if stage.headline)
        for item in self.all_evidence:
            if item.disagreement and item.disagreement.text:
                yield item.disagreement.text

    def _own_links(self) -> Iterator[Link]:
        """Yield the links that only this kind of fact has."""
        yield from ()

    def _own_texts(self) -> Iterator[Text]:
        """Yield the texts that only this kind of fact has: by default what it says, and its heading."""
        yield from (part for part in (self.content, self.heading) if isinstance(part, Text))

    @classmethod
    def review_kind(cls) -> str:
        """Return the kind of fact whose review period in the house applies."""
        return cls.kind

    @property
    def subject_id(self) -> str | None:
        """Return the id of the entity whose name it carries; None if it has a heading, or no name.

        The entity's own review period comes before that of the house.
        """
        return None

    @property
    def heading(self) -> Text | None:
        """Return the text that names it, or None."""
        return None

    @property
    def content(self) -> Text | str | None:
        """Return what it says: a text, a value that is printed as written, or None if it needs no words."""
        return None

    @property
    def is_sentence(self) -> bool:
        """Return whether its content states it in full, because nothing else names it."""
        return self.content is not None and self.heading is None and self.subject_id is None

    @property
    def basis_keys(self) -> tuple[str, ...]:
        """Return the keys of the facts it rests on; none for most kinds."""
        return ()

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the ids of the people, or bodies, who hold something or take part; none for most kinds."""
        return ()

    @property
    def biography_of(self) -> str | None:
        """Return the id of the person in whose biography alone it stands; None for most kinds."""
        return None

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        """Return its evidence and that of its stages."""
        if not self.stages:  # as most facts are
            return self.evidence
        return (*self.evidence, *(item for stage in self.stages for item in stage.evidence))

    def stage_on(self, day: date) -> Stage | None:
        """Return the stage that says what it is on a day; None before the first, and for a fact without stages."""
        return stage_on(self.stages, day)

    def period_on(self, day: date) -> Period:
        """Return its period as known on a day: what was put off has its new days from then on."""
        if not self.is_event or not self.stages:
            return self.period
        moved = [stage.moved_to for stage in self.stages if stage.moved_to and stage.on.last_day <= day]
        return moved[-1] if moved else self.period

    def with_stages(self, stages: tuple[Stage, ...]) -> Self:
        """Return it with other stages, and with the period that they give."""
        return replace(self, stages=stages, period=self.period if self.is_event else life_of(stages))

    @property
    def attestations(self) -> tuple[PartialDate, ...]:
        """Return the dates on which, according to sources, it held, in order; who announces a state does not attest it."""
        dates = [evidence.attested_on for evidence in self.all_evidence if evidence.attested_on]
        if not self.is_event:
            start = self.period.start
            dates = [day for day in dates if not start or day.last_day >= start.first_day]
            dates += [stage.on for stage in self.stages]
        return tuple(sorted(dates, key=lambda date: (date.first_day, date.last_day)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A sentence or two of background.

    Attributes:
        about: id of the person in whose biography it is printed, instead of the background of the partner; or None.
    """

    kind = "statement"
    text: Text
    about: str | None = None

    @property
    def biography_of(self) -> str | None:
        """Return the id of the person whom it is about."""
        return self.about

    def _own_links(self) -> Iterator[Link]:
        if self.about:
            yield Link(self.about, (Person,), self.location)

    @property
    def content(self) -> Text:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """The membership of the partner in a framework, or its work under one."""

    kind = "membership"
    framework: str
    text: Text | None

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.framework, (Framework,), self.location)

    @property
    def subject_id(self) -> str:
        """Return the id of the framework."""
        return self.framework

    @property
    def content(self) -> Text | None:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An agreement; it is to replace those of `replaced_ids`, and to supplement that of `main_id` as a protocol or annex."""

    kind = "agreement"
    title: Text
    text: Text | None
    replaced_ids: tuple[str, ...] = ()
    main_id: str | None = None

    @property
    def replaced_keys(self) -> tuple[str, ...]:
        """Return the keys of the agreements that it is to replace."""
        return tuple(f"{self.folder}/{id_}" for id_ in self.replaced_ids)

    @property
    def main_key(self) -> str:
        """Return the key of the agreement that it supplements; empty if it stands alone."""
        return f"{self.folder}/{self.main_id}" if self.main_id else ""

    @property
    def heading(self) -> Text:
        """Return the title."""
        return self.title

    @property
    def content(self) -> Text | None:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Fact):
    """Cooperation in an area."""

    kind = "cooperation"
    area: str
    text: Text

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.area, (Area,), self.location)

    @property
    def content(self) -> Text:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """The holding of a post.

    Attributes:
        post: id of the post.
        holder: id of a person or organisation, or None for a vacancy.
        capacity: one of `CAPACITIES`; empty for someone who simply holds the post.
    """

    kind = "tenure"
    post: str
    holder: str | None
    capacity: str = ""

    @property
    def is_stand_in(self) -> bool:
        """Return whether the holder only does the work of the post, beside its holder or while it is vacant."""
        return self.capacity in STAND_INS

    @property
    def is_coming(self) -> bool:
        """Return whether the person is named for the post and does not hold it yet."""
        return self.capacity in COMING

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the id of the holder; none for a vacancy."""
        return (self.holder,) if self.holder else ()

    @property
    def subject_id(self) -> str:
        """Return the id of the post."""
        return self.post

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.post, (Post,), self.location)
        if self.holder:
            yield Link(self.holder, (Person, Organisation), self.location)
