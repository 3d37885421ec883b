"""What one brief may see: partner, as-of date, audience and language, applied once.

`assemble.py` makes it. The records below are all that a template can reach. Whatever is printable is a `Phrase`; plain strings and
booleans serve a template's logic only. Nothing withheld, and nothing later than the as-of date, survives the making
of a view.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Source
    from briefings.model.phrases import Phrase

__all__ = [
    "AreaView",
    "ContactView",
    "ContactsView",
    "FactView",
    "FigureView",
    "FrameworkView",
    "HistoryView",
    "HouseView",
    "LineView",
    "LinesView",
    "MemberView",
    "MilestoneView",
    "NamedView",
    "PersonView",
    "PostView",
    "ProfileView",
    "ProgrammeView",
    "QuestionView",
    "ResolutionView",
    "RoleView",
    "Scope",
    "TenureView",
    "View",
    "VisitView",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """For which note a view is made.

    Attributes:
        partner: id of the partner.
        as_of: the day of the note.
        audience: name of the audience in `facts/house.yaml`.
        language: BCP 47 tag.
        contacts: how many contacts are shown, newest first; None for all.
        about: id of the person or the visit that it is about, or empty.
    """

    partner: str
    as_of: date
    audience: str
    language: str
    contacts: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class NamedView:
    """A partner or body: its name, the formal one and the adjective where there are such."""

    name: Phrase
    formal: Phrase
    adjective: Phrase


@dataclass(frozen=True, slots=True)
class HouseView:
    """What the house prints on each of its notes.

    Attributes:
        originator: who answers for the note; empty if nobody is named.
        desk: who drafted it; empty for a line to fill in by hand.
        clearance: who clears it, in order.
        disclaimer: for its end; empty if there is none.
    """

    originator: Phrase
    desk: Phrase
    clearance: tuple[Phrase, ...]
    disclaimer: Phrase


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as it stands on the day.

    Attributes:
        text: what it states; may be empty for kinds that need no text.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        time: when it happened, or since and until when it holds; an end only where it has come.
        attested: the last day up to the as-of date on which a source shows it holding.
        due: the day on which its review fell due, where that is overdue.
        disputed: whether a source says otherwise, and nobody has settled it.
        again: whether it was attested on another day than that of its start.
    """

    text: Phrase
    status: str
    time: Phrase
    attested: Phrase
    due: Phrase
    disputed: bool = field(default=False, kw_only=True)
    again: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class FrameworkView(FactView):
    """A framework that the partner belongs to, or an agreement; `name` is what it is called."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class FigureView(FactView):
    """A number; `name` says of what."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class PostView:
    """An office and who holds it.

    Attributes:
        title: as it is called on the day.
        state: `held`, `vacant`, `unknown`, `not-created` or `abolished`.
        holders: who holds it, certainly or presumably, else who possibly does; `text` is the name.
        previous: the last known holder whose time is over, where nobody is known for the day.
        time: until when the post existed, where it was abolished.
    """

    title: Phrase
    state: str
    holders: tuple[FactView, ...]
    previous: tuple[FactView, ...]
    time: Phrase


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that stands at a glance.

    Attributes:
        role: what the posts are in a note, for choosing a label.
        whose: the partner, or our side, where both have such posts; else empty.
        posts: those that cover the partner; there may be none.
        ours: whether they are posts on our side.
    """

    role: str
    whose: Phrase
    posts: tuple[PostView, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class AreaView:
    """A field of cooperation and what is done in it."""

    name: Phrase
    items: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact; the people with the names and posts they had on its day."""

    date: Phrase
    form: str
    place: Phrase
    ours: tuple[Phrase, ...]
    theirs: tuple[Phrase, ...]
    topics: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ContactsView:
    """Contacts with one body on our side.

    Attributes:
        body: with whom.
        own: whether it is the side for which the note is written.
        shown: newest first.
        omitted: how many older ones are not shown; empty for none.
        last: the date of the newest; empty if there is no contact.
        silent: whether the newest is so long ago that the note must say so.
    """

    body: Phrase
    own: bool
    shown: tuple[ContactView, ...]
    omitted: Phrase
    last: Phrase
    silent: bool


@dataclass(frozen=True, slots=True)
class LineView(FactView):
    """A judgement of the desk, no firmer than what it rests on.

    Attributes:
        to: to whom it is said.
        trigger: what would be raised, where the line answers that.
        raised: how surely it will be: `certain`, `likely` or `unlikely`; empty for other lines.
    """

    to: Phrase
    trigger: Phrase
    raised: str


@dataclass(frozen=True, slots=True)
class LinesView:
    """What the desk judges, by use.

    Attributes:
        objectives: what is to be achieved.
        points: what is to be said, each to somebody.
        if_raised: answers to what may be raised, the certain first.
        sensitivities: what to beware of.
        their_asks: what the other side is likely to want.
    """

    objectives: tuple[LineView, ...]
    points: tuple[LineView, ...]
    if_raised: tuple[LineView, ...]
    sensitivities: tuple[LineView, ...]
    their_asks: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A dated headline. `when` is the date itself, for a drawing."""

    date: Phrase
    text: Phrase
    when: PartialDate


@dataclass(frozen=True, slots=True)
class TenureView(FactView):
    """Somebody in a post; `text` is the name.

    Attributes:
        seen: the days on which sources show it, as far as its dates do not say it already.
        period: its dates as far as they are not after the day, for a drawing.
        sightings: the first and the last of the days on which sources show it, for a drawing.
    """

    seen: Phrase
    period: Period
    sightings: tuple[PartialDate, ...]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A post and all who held it by the day.

    Attributes:
        title: as it is called on the day.
        seats: how many may hold it at one time.
        tenures: those that had begun, earliest first; one at least.
    """

    title: Phrase
    seats: int
    tenures: tuple[TenureView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody whom the note names, with the forms of the name and the offices known by the day."""

    name: Phrase
    other_names: tuple[Phrase, ...]
    former_names: tuple[Phrase, ...]
    offices: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ProfileView(PersonView):
    """Somebody whom the note introduces.

    Attributes:
        posts: those held on the day; `text` is the title with its time.
        past_posts: those held before, the latest first.
        met: contacts in which the person took part, newest first.
    """

    posts: tuple[FactView, ...]
    past_posts: tuple[FactView, ...]
    met: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """Something in the programme of a visit; `met` is with whom."""

    day: Phrase
    time: Phrase
    what: Phrase
    where: Phrase
    met: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class VisitView(ContactView):
    """The visit that the note is about.

    Attributes:
        body: who visits or is visited on our side.
        state: `planned`, `held`, or `unconfirmed` once its days are over and no source shows that it took place.
        purpose: why it is made.
        languages: in which it is held, and who interprets.
        press: what is said to the press.
        interlocutors: those on the other side who are named, in the order of the programme.
    """

    body: Phrase
    state: str
    purpose: Phrase
    languages: Phrase
    press: Phrase
    programme: tuple[ProgrammeView, ...]
    interlocutors: tuple[ProfileView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Something that a reader must not take for settled.

    Attributes:
        kind: `disputed`, `possible`, `overdue`, `fallen` for a line whose basis no longer holds, or `unconfirmed` for a
            visit that was planned.
        text: what is in question.
        attested: as in `FactView`.
        due: as in `FactView`.
        sayings: what each source that disagrees says, and when it said so; of a line what it rested on.
    """

    kind: str
    text: Phrase
    attested: Phrase
    due: Phrase
    sayings: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """How a disagreement was settled.

    Attributes:
        subject: what was in question.
        how: `prefer`, `split`, `both` or `open`.
        because: why.
        by: who settled it.
        date: when.
        sayings: what each source that disagrees says, and when it said so.
    """

    subject: Phrase
    how: str
    because: Phrase
    by: Phrase
    date: Phrase
    sayings: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """One partner, in a note on a region.

    Attributes:
        roles: posts of the partner at a glance.
        frameworks: memberships that stand on the day.
        past_frameworks: memberships that have ended.
        contacts: by body, those of our side first.
        questions: without those that concern all partners of the region.
        open: how many these are; empty for none.
    """

    partner: NamedView
    roles: tuple[RoleView, ...]
    frameworks: tuple[FrameworkView, ...]
    past_frameworks: tuple[FrameworkView, ...]
    agreements: tuple[FrameworkView, ...]
    areas: tuple[AreaView, ...]
    contacts: tuple[ContactsView, ...]
    questions: tuple[QuestionView, ...]
    open: Phrase


@dataclass(frozen=True, slots=True)
class View:
    """All that one note may say.

    Attributes:
        as_of: the day of the note.
        language: BCP 47 tag.
        house: what the house prints on each of its notes.
        code: of the partner's country, else its id in capitals; names its map and its flag, and stands in numbers.
        roles: posts at a glance, in the order of the house.
        posts: by role, those that cover the partner.
        frameworks: memberships that stand on the day.
        past_frameworks: memberships that have ended.
        contacts: by body, those of our side first; those with a person, where the note is about one.
        histories: of the posts that cover the partner, its own first.
        person: whom the note is about.
        visit: what the note is about.
        resolutions: how disagreements on what the note tells were settled by the day.
        home_language: that in which the house writes texts and the titles of sources.
        members: the partners of the region that the note is on.
        sources: the sources that its phrases may cite, by id.
        markings: the level of each fact, by its key.
        seen: the first and the last day up to that of the note for which sources speak of each fact, by its key.
        written: where each fact, or post that is cited like one, is written, by its key; for messages only.
    """

    scope: Scope
    partner: NamedView
    side: NamedView
    house: HouseView
    code: str
    roles: tuple[RoleView, ...]
    posts: Mapping[str, tuple[PostView, ...]]
    figures: tuple[FigureView, ...]
    background: tuple[FactView, ...]
    frameworks: tuple[FrameworkView, ...]
    past_frameworks: tuple[FrameworkView, ...]
    agreements: tuple[FrameworkView, ...]
    areas: tuple[AreaView, ...]
    lines: LinesView
    contacts: tuple[ContactsView, ...]
    milestones: tuple[MilestoneView, ...]
    histories: tuple[HistoryView, ...]
    people: tuple[PersonView, ...]
    person: ProfileView | None
    visit: VisitView | None
    questions: tuple[QuestionView, ...]
    resolutions: tuple[ResolutionView, ...]
    members: tuple[MemberView, ...]
    home_language: str
    sources: Mapping[str, Source]
    markings: Mapping[str, str]
    seen: Mapping[str, tuple[PartialDate, PartialDate]]
    written: Mapping[str, Location]
