"""The entries of fact files that state something: one reader a kind, listed in `READERS` under the name of its list.

`READERS` has those of what facts are about as well: it is all that a fact file may hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.loading.entities import (
    ENTITIES,
    entry_fields,
    evidence_of,
    fact_key,
    identity,
    mark,
    marking_of,
    wording,
)
from briefings.loading.fields import MISSING, identifier, one_of, paragraph, read_scalar, read_text
from briefings.loading.yaml_nodes import Scalar
from briefings.model.dates import ANY_TIME, PartialDate, Period, Truth
from briefings.model.diagnostics import a
from briefings.model.facts import (
    Agreement,
    Contact,
    Cooperation,
    Figure,
    Line,
    Membership,
    Participant,
    ProgrammeItem,
    Review,
    Statement,
    Tenure,
    Visit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.loading.entities import Batch
    from briefings.loading.fields import Fields
    from briefings.model.facts import Entity, Fact

__all__ = ["READERS"]

CONTACT_FORMS = ("meeting", "visit", "call", "signature")
LINE_USES = ("objective", "point", "if-raised", "sensitivity", "their-ask")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
RAISED = ("certain", "likely", "unlikely")


def _header(fields: Fields, batch: Batch, *, resting: bool = False) -> dict[str, Any]:
    """What all facts share; one that rests on others needs no evidence of its own."""
    id_ = identity(fields)
    on = fields.optional("on", Period.parse)
    valid = fields.optional("valid", Period.parse)
    written = [key for key in ("on", "valid") if fields.has(key)]
    if len(written) != 1:
        hint = "`on:` for what happened, `valid:` for what holds"
        fields.report("when", f"{a(fields.what)} has one of 'on' and 'valid'", fields.location, hint)
    if on and on.end is None:
        hint = "the latest day it can have happened, such as ../2013-04-10"
        fields.report("event-without-end", f"{on}: an event is over some day", fields.location, hint)
        on = None
    return {
        "id": id_,
        "period": on or valid or ANY_TIME,
        "evidence": evidence_of(fields, batch, required=not resting),
        "folder": batch.folder,
        "event": on is not None,
        "marking": marking_of(fields, batch),
        "review": fields.optional("review", PartialDate.parse),
        "headline": fields.text("headline", batch.language),
        "reviewed": _review(fields, batch),
        "location": fields.location,
    }


def _review(fields: Fields, batch: Batch) -> Review | None:
    node = fields.node_of("reviewed")
    item = entry_fields(node, "review", batch.problems) if node else None
    if item is None:
        return None
    by, on, of = (
        item.required("by", paragraph), item.required("on", PartialDate.parse), item.required("of", mark)
    )  # fmt: skip
    item.done()
    return Review(by, on, of, item.location) if by and on and of else None


def _statement(fields: Fields, batch: Batch) -> Statement:
    return Statement(**_header(fields, batch), text=wording(fields, "text", batch))


def _membership(fields: Fields, batch: Batch) -> Membership:
    header = _header(fields, batch)
    framework = fields.required("framework", identifier) or MISSING
    return Membership(**header, framework=framework, text=fields.text("text", batch.language))


def _agreement(fields: Fields, batch: Batch) -> Agreement:
    header = _header(fields, batch)
    title = wording(fields, "title", batch)
    return Agreement(**header, title=title, text=fields.text("text", batch.language))


def _cooperation(fields: Fields, batch: Batch) -> Cooperation:
    header = _header(fields, batch)
    area = fields.required("area", identifier) or MISSING
    return Cooperation(**header, area=area, text=wording(fields, "text", batch))


def _figure(fields: Fields, batch: Batch) -> Figure:
    header = _header(fields, batch)
    name = wording(fields, "name", batch)
    return Figure(**header, name=name, value=fields.required("value", paragraph) or "")


def _tenure(fields: Fields, batch: Batch) -> Tenure:
    header = _header(fields, batch)
    _only(fields, "valid")
    post = fields.required("post", identifier) or MISSING
    holder = fields.optional("holder", identifier)
    fields.optional("vacant", _yes)
    if fields.has("holder") == fields.has("vacant"):
        hint = "`holder:` with the id of a person or body, or `vacant: yes`"
        fields.report("holder", "a tenure has one of 'holder' and 'vacant'", fields.location, hint)
    return Tenure(**header, post=post, holder=holder)


def _contact(fields: Fields, batch: Batch) -> Contact:
    form = fields.required("form", one_of(CONTACT_FORMS)) or ""
    return Contact(**_meeting(fields, batch), form=form)


def _visit(fields: Fields, batch: Batch) -> Visit:
    texts: dict[str, Any] = {
        key: fields.text(key, batch.language) for key in ("purpose", "languages", "press")
    }
    meeting = _meeting(fields, batch)
    period = meeting["period"] if meeting["event"] else ANY_TIME
    programme = tuple(_programme(fields, batch, period))
    return Visit(**meeting, **texts, form="visit", programme=programme)


def _programme(fields: Fields, batch: Batch, period: Period) -> Iterator[ProgrammeItem]:
    for node in fields.items("programme"):
        item = entry_fields(node, "programme item", batch.problems)
        if item is None:
            continue
        day = item.optional("day", _day)
        start, end = item.optional("time", _clock) or "", item.optional("until", _clock) or ""
        what, where = wording(item, "what", batch), item.text("where", batch.language)
        met = tuple(_participants(item, "with", batch))
        item.done()
        if period.start != period.end and not item.has("day"):
            item.report("day-of-visit", "on which day of the visit?", item.location, "add `day:`")
        if day and period.on(day.first) is Truth.NO:
            message = f"{day} is no day of the visit, which is on {period}"
            item.report("day-of-visit", message, item.location, "mend the day, or `on:` of the visit")
        if end and (end <= start or not item.has("time")):
            message = f"it ends at {end}, and begins {f'at {start}' if start else 'at no time'}"
            item.report("until", message, item.location, "mend `time:` or `until:`")
        yield ProgrammeItem(day, start, end, what, where, met, item.location)


def _day(text: str) -> PartialDate:
    """Read a date that is a day, not a month or a year.

    Raises:
        ValueError: with a sentence for the user.
    """
    when = PartialDate.parse(text)
    if not when.day or when.mark:
        message = f"{text!r} is no single day; write 2002-02-20"
        raise ValueError(message)
    return when


def _clock(text: str) -> str:
    """Read a time of day.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not _CLOCK.fullmatch(text):
        message = f"{text!r} is not a time of day; write 09:30, from 00:00 to 23:59"
        raise ValueError(message)
    return text


def _meeting(fields: Fields, batch: Batch) -> dict[str, Any]:
    """What contacts of all forms share."""
    header = _header(fields, batch)
    _only(fields, "on")
    return {
        **header,
        "body": fields.required("with", identifier) or MISSING,
        "place": fields.text("place", batch.language),
        "ours": tuple(_participants(fields, "ours", batch)),
        "theirs": tuple(_participants(fields, "theirs", batch)),
        "topics": tuple(
            text
            for node in fields.items("topics")
            if (text := read_text(node, "topics", batch.language, batch.problems))
        ),
    }


def _line(fields: Fields, batch: Batch) -> Line:
    header = _header(fields, batch, resting=fields.has("rests"))
    _only(fields, "valid")
    rests = fields.scalars("rests", fact_key)
    if fields.is_list("rests") and not rests and not header["evidence"]:
        hint = "name the facts that it rests on, or a source"
        fields.report("rests-on-nothing", "this line rests on nothing", fields.location, hint)
    use = fields.required("use", one_of(LINE_USES)) or ""
    to = fields.text("to", batch.language, required=use == "point")
    trigger = fields.text("trigger", batch.language, required=use == "if-raised")
    raised = (fields.required if use == "if-raised" else fields.optional)("raised", one_of(RAISED)) or ""
    for key in ("to", "trigger", "raised"):
        uses = ("point", "if-raised") if key == "to" else ("if-raised",)
        if use and use not in uses and fields.has(key):
            hint = f"it goes with `use: {'` or `use: '.join(uses)}`"
            fields.report("not-for-this-use", f"{use!r} has no {key!r}", fields.location, hint)
    text = wording(fields, "text", batch)
    return Line(**header, use=use, to=to, trigger=trigger, raised=raised, text=text, rests=rests)


def _only(fields: Fields, key: str) -> None:
    other = "valid" if key == "on" else "on"
    if fields.has(other) and not fields.has(key):
        message = f"{a(fields.what)} has {key!r}, not {other!r}"
        fields.report("when", message, fields.location, f"write `{key}:`")


def _person(text: str) -> str:
    """Read the id of a person.

    Raises:
        ValueError: with a sentence for the user.
    """
    try:
        return identifier(text)
    except ValueError as error:
        message = f"{text!r} is not the id of a person; people without an entry are written {{group: TEXT}}"
        raise ValueError(message) from error


def _participants(fields: Fields, key: str, batch: Batch) -> Iterator[Participant]:
    for node in fields.items(key):
        if isinstance(node, Scalar):
            person = read_scalar(node, key, _person, batch.problems)
            if person:
                yield Participant(person, None, None, node.location)
            continue
        item = entry_fields(node, "participant", batch.problems)
        if item is None:
            continue
        person = item.optional("person", identifier)
        post = item.optional("post", identifier)
        office = item.text("as", batch.language)
        group = item.text("group", batch.language)
        item.done()
        if (person is None) == (group is None) or (post and office) or (group and (post or office)):
            hint = "write {person: ID, post: ID}, {person: ID, as: TEXT} or {group: TEXT}"
            item.report("participant", "not a participant", item.location, hint)
            continue
        yield Participant(person, post, office or group, item.location)


def _yes(text: str) -> bool:
    if text != "yes":
        message = f"{text!r}: write `yes`, or take the line out"
        raise ValueError(message)
    return True


READERS: dict[str, tuple[str, Callable[[Fields, Batch], Entity | Fact]]] = {
    **ENTITIES,
    "statements": ("statement", _statement),
    "memberships": ("membership", _membership),
    "agreements": ("agreement", _agreement),
    "cooperation": ("cooperation", _cooperation),
    "contacts": ("contact", _contact),
    "visits": ("visit", _visit),
    "tenures": ("tenure", _tenure),
    "figures": ("figure", _figure),
    "lines": ("line", _line),
}
