"""The records that templates see: the view of one brief, with partner, as-of date, audience and language applied.

The view builder makes them. A template reaches nothing else. Everything printable is a `Phrase`; plain strings and
booleans serve only the logic of a template. A view holds nothing that is withheld or later than the as-of date.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.model.dates import PartialDate, Period, Span
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Source
    from briefings.model.phrases import Phrase

__all__ = [
    "AreaView",
    "ContactGroupView",
    "ContactView",
    "FactView",
    "FigureView",
    "FrameworkView",
    "HistoryView",
    "HouseView",
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
    "TalkingPointView",
    "TalkingPointsView",
    "TenureView",
    "View",
    "VisitView",
]

_RecordType = TypeVar("_RecordType")


def extend_record(kind: type[_RecordType], record: Any, **own_values: Any) -> _RecordType:  # noqa: ANN401 - any dataclass
    """Return a record of a kind that adds fields to those of a more general record, which are copied by name.

    Args:
        kind: the dataclass to make; it inherits from that of the record.
        record: the more general record.
        own_values: the fields that the kind adds, or those that differ.
    """
    inherited = {field.name: getattr(record, field.name) for field in fields(record)}
    return kind(**(inherited | own_values))


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a view: the note that it is for.

    Attributes:
        partner: id of the partner.
        as_of: the day of the note.
        audience: name of the audience in `facts/house.yaml`.
        language: BCP 47 tag.
        contact_limit: number of contacts to print, newest first; None for all.
        subject_id: id of the person or the visit that the note is about, or empty.
    """

    partner: str
    as_of: date
    audience: str
    language: str
    contact_limit: int | None = None
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class NamedView:
    """The names of a partner or body: its name, and its formal name and adjective if there are any."""

    name: Phrase
    formal: Phrase
    adjective: Phrase


@dataclass(frozen=True, slots=True)
class HouseView:
    """The text that the house prints on each of its notes.

    Attributes:
        originator: the office responsible for the note; empty if the house names none.
        desk: the desk that drafted the note; empty for a blank to fill in by hand.
        clearance: the offices that clear the note, in order.
        disclaimer: the text at the end of the note; empty if there is none.
    """

    originator: Phrase
    desk: Phrase
    clearance: tuple[Phrase, ...]
    disclaimer: Phrase


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as it stands on the day.

    Attributes:
        text: the statement; may be empty for kinds that need no text.
        status: `certain`, `presumed`, `possible`, `overdue` or `ended`.
        time: when it happened, or since and until when it holds; the end only once it is past.
        attested: the last day up to the as-of date on which a source attests it.
        due: the day on which its review fell due, if it is overdue.
        disputed: whether a source disagrees and no resolution settles it.
        attested_later: whether `attested` is another day than its start.
    """

    text: Phrase
    status: str
    time: Phrase
    attested: Phrase
    due: Phrase
    disputed: bool = field(default=False, kw_only=True)
    attested_later: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class FrameworkView(FactView):
    """A framework that the partner belongs to, or an agreement; `name` is its name."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class FigureView(FactView):
    """A figure; `name` is what it measures."""

    name: Phrase


@dataclass(frozen=True, slots=True)
class PostView:
    """A post and its holders.

    Attributes:
        title: the title on the day.
        state: `held`, `vacant`, `unknown`, `not-created` or `abolished`.
        holders: the certain or presumed holders, else the possible ones; `text` is the name.
        previous_holders: the last known holder, if none is known for the day.
        time: until when the post existed, if it was abolished.
    """

    title: Phrase
    state: str
    holders: tuple[FactView, ...]
    previous_holders: tuple[FactView, ...]
    time: Phrase


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role in the overview of posts.

    Attributes:
        role: id of the role, for choosing a label.
        party: the partner or our side, if both have posts of this role; else empty.
        posts: the posts of this role that cover the partner; may be empty.
        is_ours: whether the posts are on our side.
    """

    role: str
    party: Phrase
    posts: tuple[PostView, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class AreaView:
    """A field of cooperation and the statements about it."""

    name: Phrase
    items: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact; its participants have the names and posts of its day."""

    date: Phrase
    form: str
    place: Phrase
    ours: tuple[Phrase, ...]
    theirs: tuple[Phrase, ...]
    topics: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ContactGroupView:
    """Contacts with one body on our side.

    Attributes:
        body: the body.
        is_own_side: whether the body is the side for which the note is written.
        contacts: the contacts, newest first.
        omitted_count: the number of older contacts that are left out; empty for none.
        last_date: the date of the newest contact; empty if there is none.
        silent: whether the newest contact is so long ago that the note must say so.
    """

    body: Phrase
    is_own_side: bool
    contacts: tuple[ContactView, ...]
    omitted_count: Phrase
    last_date: Phrase
    silent: bool


@dataclass(frozen=True, slots=True)
class TalkingPointView(FactView):
    """A judgement of the desk, no firmer than its basis.

    Attributes:
        addressee: the person or body to say it to.
        trigger: the subject that the other side may raise, if the talking point is an answer.
        likelihood: how likely they are to raise it: `certain`, `likely` or `unlikely`; empty if it is not an answer.
    """

    addressee: Phrase
    trigger: Phrase
    likelihood: str


@dataclass(frozen=True, slots=True)
class TalkingPointsView:
    """The talking points of the desk, by use.

    Attributes:
        objectives: the aims of the meeting.
        points: the points to make, each to an addressee.
        if_raised: the answers to subjects that may be raised, the likeliest first.
        sensitivities: the subjects to be careful with.
        their_asks: the likely requests of the other side.
    """

    objectives: tuple[TalkingPointView, ...]
    points: tuple[TalkingPointView, ...]
    if_raised: tuple[TalkingPointView, ...]
    sensitivities: tuple[TalkingPointView, ...]
    their_asks: tuple[TalkingPointView, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A dated headline; `partial_date` is the date itself, for drawing."""

    date: Phrase
    text: Phrase
    partial_date: PartialDate


@dataclass(frozen=True, slots=True)
class TenureView(FactView):
    """A tenure of a post; `text` is the name of the holder.

    Attributes:
        attested_time: the days on which sources attest it, unless `time` covers them.
        period: its dates, as far as they are not after the day, for drawing.
        attested_dates: the first and the last day on which sources attest it, for drawing.
        sure_span: the days on which it certainly held, as far as the note prints its dates, for drawing.
    """

    attested_time: Phrase
    period: Period
    attested_dates: tuple[PartialDate, ...]
    sure_span: Span


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A post and everyone who held it by the day.

    Attributes:
        title: the title on the day.
        seats: how many people may hold it at a time.
        tenures: the tenures that had begun by the day, earliest first; at least one.
    """

    title: Phrase
    seats: int
    tenures: tuple[TenureView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person whom the note names, with the names and offices known by the day."""

    name: Phrase
    other_names: tuple[Phrase, ...]
    former_names: tuple[Phrase, ...]
    offices: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ProfileView(PersonView):
    """A person whom the note introduces.

    Attributes:
        posts: the posts held on the day; `text` is the title with its time.
        past_posts: the posts held before, latest first.
        contacts: the contacts in which the person took part, newest first.
    """

    posts: tuple[FactView, ...]
    past_posts: tuple[FactView, ...]
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """An item in the programme of a visit; `counterparts` are the people to meet."""

    day: Phrase
    time: Phrase
    activity: Phrase
    place: Phrase
    counterparts: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class VisitView(ContactView):
    """The visit that the note is about.

    Attributes:
        body: the body on our side that visits or is visited.
        state: `planned`, `held`, or `unconfirmed` if its days are over and no source shows that it took place.
        purpose: the purpose of the visit.
        languages: the languages of the talks, and the interpreters.
        press: the arrangements for the press.
        interlocutors: the people named on the other side, in the order of the programme.
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
    """A question that the facts leave open.

    Attributes:
        kind: `disputed`, `possible`, `overdue`, `fallen` for a talking point whose basis no longer holds, or
            `unconfirmed` for a planned visit.
        text: the statement in question.
        attested: as in `FactView`.
        due: as in `FactView`.
        details: the claim of each source that disagrees, with its date; for a talking point, its basis.
    """

    kind: str
    text: Phrase
    attested: Phrase
    due: Phrase
    details: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """The resolution of a disagreement.

    Attributes:
        subject: the statement that was in question.
        method: `prefer`, `split`, `both` or `open`.
        reason: the reason.
        author: the person who settled it.
        date: the date of the resolution.
        disagreements: the claim of each source that disagrees, with its date.
    """

    subject: Phrase
    method: str
    reason: Phrase
    author: Phrase
    date: Phrase
    disagreements: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """One partner in a note on a region.

    Attributes:
        roles: the posts of the partner, by role.
        frameworks: the memberships that hold on the day.
        past_frameworks: the memberships that have ended.
        contacts: the contacts by body, those with our side first.
        questions: the open questions, without those that all partners of the region share.
        question_count: the number of these questions; empty for none.
    """

    partner: NamedView
    roles: tuple[RoleView, ...]
    frameworks: tuple[FrameworkView, ...]
    past_frameworks: tuple[FrameworkView, ...]
    agreements: tuple[FrameworkView, ...]
    areas: tuple[AreaView, ...]
    contacts: tuple[ContactGroupView, ...]
    questions: tuple[QuestionView, ...]
    question_count: Phrase


@dataclass(frozen=True, slots=True)
class View:
    """Everything that one note may say.

    Attributes:
        house: the text that the house prints on each of its notes.
        code: code of the partner's country, else the id of the partner in capitals; used in the names of its map and
            flag, and in reference numbers.
        roles: the posts by role, in the order of the house.
        posts: the posts that cover the partner, by role.
        frameworks: the memberships that hold on the day.
        past_frameworks: the memberships that have ended.
        contacts: the contacts by body, those with our side first; in a note about a person, those with that person.
        histories: the histories of the posts that cover the partner, its own first.
        person: the person whom the note is about.
        visit: the visit that the note is about.
        resolutions: the disagreements on facts in the note that were settled by the day.
        home_language: the language in which the house writes its texts and the titles of sources.
        members: the partners of the region that the note is about.
        sources: the sources that the phrases may cite, by id.
        markings: the level of each fact, by its key.
        attested_ranges: the first and the last date, up to the day, for which sources report each fact, by its key.
        locations: the position in YAML of each fact, or of a post that is cited like one, by its key; for messages only.
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
    talking_points: TalkingPointsView
    contacts: tuple[ContactGroupView, ...]
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
    attested_ranges: Mapping[str, tuple[PartialDate, PartialDate]]
    locations: Mapping[str, Location]
