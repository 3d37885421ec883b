"""Tables of contacts and visits in fact files: who took part, and the programme of a visit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.fact_tables import fact_table
from briefings.loading.ids import BODY_ID, ID, ORGANISATION_ID, PERSON_ID, POST_ID, IdType
from briefings.loading.parsers import InvalidValueError, parse_id
from briefings.loading.rules import AtMostOne, CustomRule, ExactlyOne
from briefings.loading.scalars import DAY, TIME_OF_DAY, ZONE, one_of, whole_number
from briefings.loading.stages import CONTACT_STAGES_KEY, PARTY, advise_stage
from briefings.loading.tables import IdOrTableType, Key, Table, TableType
from briefings.loading.texts import SENTENCES, TEXT
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Mapping, Sequence
from briefings.model.contact_forms import (
    CONTACT_FORMS,
    CONTACT_LEVELS,
    ONE_SIDED_FORMS,
    Manner,
    manner_of,
    usual_form,
)
from briefings.model.contacts import Contact, Participant, ProgrammeItem, Visit
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Diagnostic
from briefings.model.stages import CONTACT_STAGES
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text

__all__ = ["CONTACT", "FORM", "VISIT"]


_DAY = 24 * 60
_LONGEST_ITEM = 16 * 60
"""Minutes that an item of a programme lasts at most, a flight among them."""


def _make_participant(
    person: str | None = None,
    *,
    post: str | None = None,
    office: Text | None = None,
    group: Text | None = None,
    **values: Any,  # noqa: ANN401 - what else the table gives
) -> Participant:
    """Make a participant: a person, perhaps with a post or an office in words, a body, or a group."""
    return Participant(person=person, post=post, description=office or group, **values)


def _make_third_party(body: str, *, location: Location) -> Participant:
    """Make a third party out of an id alone, which is that of a body or state."""
    return _make_participant(body=body, location=location)


def _parse_person_id(text: str) -> str:
    """Parse the id of a person, or say how to write people who have none.

    Raises:
        InvalidValueError: if it is not an id.
    """
    try:
        return parse_id(text)
    except InvalidValueError as error:
        message = f"{text!r} is not the id of a person"
        raise InvalidValueError(message, "write people without an entry as {group: TEXT}") from error


_PARTICIPANT = Table(
    "participant",
    _make_participant,
    (
        Key("person", PERSON_ID, "the person"),
        Key("post", POST_ID, "the post in which the person took part, if it differs from the known one"),
        Key("as", TEXT, "the office in words, if it is not a post in these files", field="office"),
        Key("group", TEXT, "several people, or someone without a name, in words"),
        Key("body", BODY_ID, "an organisation, a state or the partner, as a whole"),
    ),
    rules=(
        ExactlyOne(
            "person",
            "group",
            "write {person: ID, post: ID}, {person: ID, as: TEXT}, {body: ID} or {group: TEXT}",
            third="body",
        ),
        AtMostOne("post", "as", "keep one: the id of the post, or the office in words"),
        AtMostOne("group", "post", "name the post in the text of the group"),
        AtMostOne("group", "as", "name the office in the text of the group"),
        AtMostOne("body", "post", "a post belongs to a person: write {person: ID, post: ID}"),
        AtMostOne("body", "as", "an office belongs to a person: write {person: ID, as: TEXT}"),
    ),
)  # fmt: skip
_PARTICIPANTS = ListType(
    IdOrTableType(
        IdType(PERSON_ID.word, PERSON_ID.schema, _parse_person_id, kinds=PERSON_ID.kinds),
        _PARTICIPANT,
        _make_participant,
    ),
    "list of participants",
)


def _parse_form(text: str) -> str:
    """Parse the form of a contact, which may be one that only the house has.

    Raises:
        InvalidValueError: if it is not an id, with the form that was probably meant.
    """
    try:
        return parse_id(text)
    except InvalidValueError as error:
        word = text.lower().replace(" ", "-").replace("é", "e")
        meant = usual_form(word) or nearest_match(word, CONTACT_FORMS)
        error.suggestion = meant
        raise


FORM = ScalarType(
    "form",
    {"anyOf": [{"enum": list(CONTACT_FORMS)}, {**ID.schema, "doNotSuggest": True}]},
    _parse_form,
)

_THIRD_PARTIES = ListType(IdOrTableType(BODY_ID, _PARTICIPANT, _make_third_party), "list of participants")
_TOPICS = ListType(TEXT, "list of texts")

_OTHERS_KEY = Key(
    "others",
    _THIRD_PARTIES,
    "the participants on neither side: ids of organisations and states, or participants as above",
    field="third_parties",
)
_LEVEL_KEY = Key(
    "level",
    one_of(*CONTACT_LEVELS),
    "its level, if the offices of the participants do not show it: `leader` (heads of state or government), `minister`, "
    "`deputy-minister`, `senior-official` or `working`",
    default="",
)
_HOST_KEY = Key("host", BODY_ID, "who hosted it: an organisation, a state or the partner")
_SESSION_KEY = Key(
    "session",
    whole_number(1),
    "its number, of a commission, dialogue or round that meets again and again",
    default=0,
)
_MARGINS_KEY = Key("margins", TEXT, "the event in whose margins it took place")
_OUTCOME_KEY = Key("outcome", SENTENCES, "the outcome, in a sentence or two")

_TOGETHER = tuple(form for form in CONTACT_FORMS if form not in ONE_SIDED_FORMS)
"""The forms in which no side alone calls or writes; of a house's own form, only the house knows."""


def _check_author(contact: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a contact has an author, but is of a form in which both sides take part alike."""
    form = contact.values["form"]
    if contact.has_key("by") and form in _TOGETHER:
        message = f"'by' says who called or wrote, which does not go with `form: {form}`"
        hint = (
            "write `host:` for who received, or `ours:` and `theirs:` for who took part"
            if manner_of(form) is Manner.MET
            else "delete it; for what one side wrote, write `form: letter` or `form: note-verbale`"
        )
        yield Diagnostic("misplaced-key", message, contact.location, hint=hint, keys=("by",))


CONTACT = fact_table(
    Contact,
    "A meeting, call, letter or other contact.",
    Key("form", FORM, "its form; see [forms of contact](#forms-of-contact)", required=True),
    Key(
        "with",
        ORGANISATION_ID,
        "the organisation on our side; contacts with other organisations are in a table of their own",
        required=True,
        field="body",
    ),
    Key("place", TEXT, "the place"),
    Key("ours", _PARTICIPANTS, "the participants on our side", field="our_side"),
    Key("theirs", _PARTICIPANTS, "the participants of the partner", field="their_side"),
    _OTHERS_KEY,
    Key("topics", _TOPICS, "the topics, each in a few words"),
    _LEVEL_KEY,
    _HOST_KEY,
    _OUTCOME_KEY,
    _SESSION_KEY,
    _MARGINS_KEY,
    Key(
        "by",
        PARTY,
        "who called or wrote: `ours`, `theirs`, or the id of an organisation or person; only for the forms "
        f"{', '.join(f'`{form}`' for form in ONE_SIDED_FORMS)} and a house's own",
        field="author",
        default="",
    ),
    CONTACT_STAGES_KEY,
    time_key="on",
    rules=(
        CustomRule(
            _check_author,
            {
                "if": {"properties": {"form": {"enum": list(_TOGETHER)}}, "required": ["form"]},
                "then": {"not": {"required": ["by"]}},
            },
        ),
    ),
    advise=advise_stage(CONTACT_STAGES, is_event=True),
)


def _check_times(item: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a programme item ends before it begins, or without having begun.

    One that ends in the night or morning after its beginning ends on the next day; more than sixteen hours are a typing
    error.
    """
    start, end = item.values["time"], item.values["until"]
    if item.has_key("until") and not item.has_key("time"):
        message = "this programme item has 'until', but no 'time'"
        yield Diagnostic("missing-field", message, item.location, hint="add `time:`", keys=("time",))
    elif start and end and _minutes_between(start, end) > _LONGEST_ITEM:
        message = f"this programme item begins at {start}, but ends at {end}"
        yield Diagnostic("until", message, item.location, hint="correct `time:` or `until:`")


def _minutes_between(start: str, end: str) -> int:
    """Return the minutes from one time of day to the next time that it is another.

    >>> _minutes_between("23:30", "02:10")
    160
    """
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end))
    return (last - first - 1) % _DAY + 1


_PROGRAMME_ITEM = Table(
    "programme item",
    ProgrammeItem,
    (
        Key("day", DAY, "the day; required if the visit has several"),
        Key("time", TIME_OF_DAY, "when it begins: `09:30`", field="start", default=""),
        Key(
            "until",
            TIME_OF_DAY,
            "when it ends; if that is earlier than `time`, on the next day",
            field="end",
            default="",
        ),
        Key(
            "zone",
            ZONE,
            "the time zone of its times, if it is not that of the visit: `Asia/Almaty`",
            default="",
        ),
        Key("what", TEXT, "the activity, in a few words", required=True, field="activity"),
        Key("where", TEXT, "the place", field="place"),
        Key("with", _PARTICIPANTS, "the people to meet", field="counterparts"),
    ),
    rules=(CustomRule(_check_times, {"dependencies": {"until": ["time"]}}),),
)


def _check_days(visit: Entry) -> Iterator[Diagnostic]:
    """Yield a problem for each programme item that is not on a day of the visit, as first planned or as moved."""
    period = visit.values["on"]
    periods = [period, *(stage.moved_to for stage in visit.values["stages"] if stage.moved_to)]
    dated = set(_locations_of_dated_items(visit))
    for item in visit.values["programme"]:
        if period.start != period.end and item.location not in dated:
            message = "this programme item has no 'day', but the visit has several days"
            yield Diagnostic("day-of-visit", message, item.location, hint="add `day:`")
        if item.day and all(days.certainty_on(item.day.first_day) is Certainty.NO for days in periods):
            message = f"{item.day} is not a day of the visit, which is on {period}"
            hint = "correct the day, or `on:` of the visit"
            yield Diagnostic("day-of-visit", message, item.location, hint=hint)


def _locations_of_dated_items(visit: Entry) -> Iterator[Location]:
    """Yield the locations of the programme items that have a day, even one that can't be read."""
    programme = visit.nodes.get("programme")
    for node in programme.items if isinstance(programme, Sequence) else ():
        if isinstance(node, Mapping) and any(key.text == "day" for key, _ in node.entries):
            yield node.location


_PLAIN_VISIT = fact_table(
    Visit,
    "A planned or past visit.",
    Key("form", FORM, "its [form](#forms-of-contact); `visit` by default", default="visit"),
    Key("with", ORGANISATION_ID, "the organisation on our side", required=True, field="body"),
    Key("place", TEXT, "the destination"),
    Key("purpose", TEXT, "why it takes place"),
    Key("ours", _PARTICIPANTS, "the participants on our side, who travel or receive", field="our_side"),
    Key("theirs", _PARTICIPANTS, "the people whom they meet", field="their_side"),
    _OTHERS_KEY,
    Key("topics", _TOPICS, "the topics, planned or discussed, each in a few words"),
    _LEVEL_KEY,
    _HOST_KEY,
    _OUTCOME_KEY,
    _SESSION_KEY,
    _MARGINS_KEY,
    Key("languages", TEXT, "the languages of the visit, and the interpreters"),
    Key("press", TEXT, "the line to the press"),
    Key(
        "programme",
        ListType(TableType(_PROGRAMME_ITEM), "list of items"),
        "see [below](#programme-of-a-visit)",
    ),
    Key("zone", ZONE, "the time zone of the programme: `Europe/Oslo`", default=""),
    CONTACT_STAGES_KEY,
    time_key="on",
    rules=(CustomRule(_check_days),),
    advise=advise_stage(CONTACT_STAGES, is_event=True),
)
VISIT = replace(
    _PLAIN_VISIT,
    instead={
        "by": "write `host:` for the side that receives, or `ours:` and `theirs:` for the travellers and the people they meet"
    },
)
