"""Readers of facts in fact files, one per kind, in `READERS` by the name of their list.

`READERS` includes the readers of entities, so it covers every list a fact file may contain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.loading.entities import (
    ENTITY_READERS,
    entry_fields,
    parse_fact_key,
    parse_short_hash,
    read_evidence,
    read_id,
    read_marking,
    read_required_text,
)
from briefings.loading.fields import (
    MISSING_ID,
    choice_parser,
    parse_id,
    parse_paragraph,
    read_scalar,
    read_text,
)
from briefings.loading.yaml_nodes import Scalar
from briefings.model.dates import ANY_TIME, Certainty, PartialDate, Period
from briefings.model.diagnostics import with_article
from briefings.model.evidence import Review
from briefings.model.facts import (
    Agreement,
    Contact,
    Cooperation,
    Figure,
    Membership,
    Participant,
    ProgrammeItem,
    Statement,
    TalkingPoint,
    Tenure,
    Visit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.loading.entities import LoadState
    from briefings.loading.fields import Fields
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["READERS"]

CONTACT_FORMS = ("meeting", "visit", "call", "signature")
TALKING_POINT_USES = ("objective", "point", "if-raised", "sensitivity", "their-ask")
_TIME_OF_DAY = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
LIKELIHOODS = ("certain", "likely", "unlikely")


def _read_header(fields: Fields, state: LoadState, *, has_basis: bool = False) -> dict[str, Any]:
    """Read the fields that all facts share.

    Args:
        fields: fields of the entry.
        state: entries read so far.
        has_basis: whether the fact rests on other facts, so that it needs no evidence of its own.
    """
    id_ = read_id(fields)
    on = fields.read_optional("on", Period.parse)
    valid = fields.read_optional("valid", Period.parse)
    time_keys = [key for key in ("on", "valid") if fields.has_key(key)]
    if len(time_keys) != 1:
        hint = "`on:` for what happened, `valid:` for what holds"
        fields.report(
            "when", f"{with_article(fields.entry_kind)} has one of 'on' and 'valid'", fields.location, hint
        )
    if on and on.end is None:
        hint = "the latest day it can have happened, such as ../2013-04-10"
        fields.report("event-without-end", f"{on}: an event is over some day", fields.location, hint)
        on = None
    return {
        "id": id_,
        "period": on or valid or ANY_TIME,
        "evidence": read_evidence(fields, state, required=not has_basis),
        "folder": state.folder,
        "is_event": on is not None,
        "marking": read_marking(fields, state),
        "review_due": fields.read_optional("review", PartialDate.parse),
        "headline": fields.read_text("headline", state.default_language),
        "last_review": _read_review(fields, state),
        "location": fields.location,
    }


def _read_review(fields: Fields, state: LoadState) -> Review | None:
    """Read the mapping `reviewed:`; None if it is missing or incomplete."""
    node = fields.node_of("reviewed")
    item = entry_fields(node, "review", state.problems) if node else None
    if item is None:
        return None
    reviewer = item.read_required("by", parse_paragraph)
    reviewed_on = item.read_required("on", PartialDate.parse)
    fact_hash = item.read_required("of", parse_short_hash)
    item.report_unknown_keys()
    if not (reviewer and reviewed_on and fact_hash):
        return None
    return Review(reviewer, reviewed_on, fact_hash, item.location)


def _read_statement(fields: Fields, state: LoadState) -> Statement:
    """Read an entry of `statements:`."""
    return Statement(**_read_header(fields, state), text=read_required_text(fields, "text", state))


def _read_membership(fields: Fields, state: LoadState) -> Membership:
    """Read an entry of `memberships:`."""
    header = _read_header(fields, state)
    framework = fields.read_required("framework", parse_id) or MISSING_ID
    return Membership(**header, framework=framework, text=fields.read_text("text", state.default_language))


def _read_agreement(fields: Fields, state: LoadState) -> Agreement:
    """Read an entry of `agreements:`."""
    header = _read_header(fields, state)
    title = read_required_text(fields, "title", state)
    return Agreement(**header, title=title, text=fields.read_text("text", state.default_language))


def _read_cooperation(fields: Fields, state: LoadState) -> Cooperation:
    """Read an entry of `cooperation:`."""
    header = _read_header(fields, state)
    area = fields.read_required("area", parse_id) or MISSING_ID
    return Cooperation(**header, area=area, text=read_required_text(fields, "text", state))


def _read_figure(fields: Fields, state: LoadState) -> Figure:
    """Read an entry of `figures:`."""
    header = _read_header(fields, state)
    name = read_required_text(fields, "name", state)
    return Figure(**header, name=name, value=fields.read_required("value", parse_paragraph) or "")


def _read_tenure(fields: Fields, state: LoadState) -> Tenure:
    """Read an entry of `tenures:`."""
    header = _read_header(fields, state)
    _require_time_key(fields, "valid")
    post = fields.read_required("post", parse_id) or MISSING_ID
    holder = fields.read_optional("holder", parse_id)
    fields.read_optional("vacant", _parse_yes)
    if fields.has_key("holder") == fields.has_key("vacant"):
        hint = "`holder:` with the id of a person or body, or `vacant: yes`"
        fields.report("holder", "a tenure has one of 'holder' and 'vacant'", fields.location, hint)
    return Tenure(**header, post=post, holder=holder)


def _read_contact(fields: Fields, state: LoadState) -> Contact:
    """Read an entry of `contacts:`."""
    form = fields.read_required("form", choice_parser(CONTACT_FORMS)) or ""
    return Contact(**_read_contact_fields(fields, state), form=form)


def _read_visit(fields: Fields, state: LoadState) -> Visit:
    """Read an entry of `visits:`."""
    texts: dict[str, Any] = {
        key: fields.read_text(key, state.default_language) for key in ("purpose", "languages", "press")
    }
    contact_fields = _read_contact_fields(fields, state)
    period = contact_fields["period"] if contact_fields["is_event"] else ANY_TIME
    programme = tuple(_read_programme(fields, state, period))
    return Visit(**contact_fields, **texts, form="visit", programme=programme)


def _read_programme(fields: Fields, state: LoadState, period: Period) -> Iterator[ProgrammeItem]:
    """Read the items of `programme:`, whose days must be within the period of the visit."""
    for node in fields.read_items("programme"):
        item = entry_fields(node, "programme item", state.problems)
        if item is None:
            continue
        day = item.read_optional("day", _parse_single_day)
        start = item.read_optional("time", _parse_time_of_day) or ""
        end = item.read_optional("until", _parse_time_of_day) or ""
        activity, place = (
            read_required_text(item, "what", state),
            item.read_text("where", state.default_language),
        )
        counterparts = tuple(_read_participants(item, "with", state))
        item.report_unknown_keys()
        if period.start != period.end and not item.has_key("day"):
            item.report("day-of-visit", "on which day of the visit?", item.location, "add `day:`")
        if day and period.certainty_on(day.first_day) is Certainty.NO:
            message = f"{day} is no day of the visit, which is on {period}"
            item.report("day-of-visit", message, item.location, "mend the day, or `on:` of the visit")
        if end and (end <= start or not item.has_key("time")):
            message = f"it ends at {end}, and begins {f'at {start}' if start else 'at no time'}"
            item.report("until", message, item.location, "mend `time:` or `until:`")
        yield ProgrammeItem(day, start, end, activity, place, counterparts, item.location)


def _parse_single_day(text: str) -> PartialDate:
    """Parse a date that is a single day, not a month or a year.

    Raises:
        ValueError: if it is not; the message is for the user.
    """
    date = PartialDate.parse(text)
    if not date.day or date.qualifier:
        message = f"{text!r} is no single day; write 2002-02-20"
        raise ValueError(message)
    return date


def _parse_time_of_day(text: str) -> str:
    """Parse a time of day, `HH:MM`.

    Raises:
        ValueError: if it is not between 00:00 and 23:59; the message is for the user.
    """
    if not _TIME_OF_DAY.fullmatch(text):
        message = f"{text!r} is not a time of day; write 09:30, from 00:00 to 23:59"
        raise ValueError(message)
    return text


def _read_contact_fields(fields: Fields, state: LoadState) -> dict[str, Any]:
    """Read the fields that contacts of all forms share."""
    header = _read_header(fields, state)
    _require_time_key(fields, "on")
    return {
        **header,
        "body": fields.read_required("with", parse_id) or MISSING_ID,
        "place": fields.read_text("place", state.default_language),
        "our_side": tuple(_read_participants(fields, "ours", state)),
        "their_side": tuple(_read_participants(fields, "theirs", state)),
        "topics": tuple(
            text
            for node in fields.read_items("topics")
            if (text := read_text(node, "topics", state.default_language, state.problems))
        ),
    }


def _read_talking_point(fields: Fields, state: LoadState) -> TalkingPoint:
    """Read an entry of `lines:`."""
    header = _read_header(fields, state, has_basis=fields.has_key("rests"))
    _require_time_key(fields, "valid")
    basis_keys = fields.read_scalars("rests", parse_fact_key)
    if fields.is_list("rests") and not basis_keys and not header["evidence"]:
        hint = "name the facts that it rests on, or a source"
        fields.report("rests-on-nothing", "this line rests on nothing", fields.location, hint)
    use = fields.read_required("use", choice_parser(TALKING_POINT_USES)) or ""
    addressee = fields.read_text("to", state.default_language, required=use == "point")
    trigger = fields.read_text("trigger", state.default_language, required=use == "if-raised")
    read_likelihood = fields.read_required if use == "if-raised" else fields.read_optional
    likelihood = read_likelihood("raised", choice_parser(LIKELIHOODS)) or ""
    for key in ("to", "trigger", "raised"):
        uses = ("point", "if-raised") if key == "to" else ("if-raised",)
        if use and use not in uses and fields.has_key(key):
            hint = f"it goes with `use: {'` or `use: '.join(uses)}`"
            fields.report("not-for-this-use", f"{use!r} has no {key!r}", fields.location, hint)
    text = read_required_text(fields, "text", state)
    return TalkingPoint(
        **header,
        use=use,
        addressee=addressee,
        trigger=trigger,
        likelihood=likelihood,
        text=text,
        basis_keys=basis_keys,
    )


def _require_time_key(fields: Fields, key: str) -> None:
    """Report an entry that has the other one of `on` and `valid`."""
    other = "valid" if key == "on" else "on"
    if fields.has_key(other) and not fields.has_key(key):
        message = f"{with_article(fields.entry_kind)} has {key!r}, not {other!r}"
        fields.report("when", message, fields.location, f"write `{key}:`")


def _parse_person_id(text: str) -> str:
    """Parse the id of a person.

    Raises:
        ValueError: if it is not an id; the message is for the user.
    """
    try:
        return parse_id(text)
    except ValueError as error:
        message = f"{text!r} is not the id of a person; people without an entry are written {{group: TEXT}}"
        raise ValueError(message) from error


def _read_participants(fields: Fields, key: str, state: LoadState) -> Iterator[Participant]:
    """Read a list of participants, each an id or a mapping."""
    for node in fields.read_items(key):
        if isinstance(node, Scalar):
            person = read_scalar(node, key, _parse_person_id, state.problems)
            if person:
                yield Participant(person, None, None, node.location)
            continue
        item = entry_fields(node, "participant", state.problems)
        if item is None:
            continue
        person = item.read_optional("person", parse_id)
        post = item.read_optional("post", parse_id)
        office = item.read_text("as", state.default_language)
        group = item.read_text("group", state.default_language)
        item.report_unknown_keys()
        if (person is None) == (group is None) or (post and office) or (group and (post or office)):
            hint = "write {person: ID, post: ID}, {person: ID, as: TEXT} or {group: TEXT}"
            item.report("participant", "not a participant", item.location, hint)
            continue
        yield Participant(person, post, office or group, item.location)


def _parse_yes(text: str) -> bool:
    """Parse `yes`.

    Raises:
        ValueError: if it is another word; the message is for the user.
    """
    if text != "yes":
        message = f"{text!r}: write `yes`, or take the line out"
        raise ValueError(message)
    return True


READERS: dict[str, tuple[str, Callable[[Fields, LoadState], Entity | Fact]]] = {
    **ENTITY_READERS,
    "statements": ("statement", _read_statement),
    "memberships": ("membership", _read_membership),
    "agreements": ("agreement", _read_agreement),
    "cooperation": ("cooperation", _read_cooperation),
    "contacts": ("contact", _read_contact),
    "visits": ("visit", _read_visit),
    "tenures": ("tenure", _read_tenure),
    "figures": ("figure", _read_figure),
    "lines": ("line", _read_talking_point),
}
