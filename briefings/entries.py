"""The entries of fact files: one reader a kind, listed in `READERS` under the name of its list.

A reader gives the entry. What it can't read it reports and leaves blank, so that the rest of the entry, and what refers
to it, is checked in the same pass. What an entry refers to is looked up later, when all files are read
(`references.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefings.diagnostics import Diagnostic, a
from briefings.fields import MISSING, Fields, identifier, language_tag, paragraph, read_scalar, read_text
from briefings.model import (
    Agreement,
    Area,
    Contact,
    Cooperation,
    Entity,
    Evidence,
    Fact,
    Figure,
    Framework,
    Membership,
    Name,
    Organisation,
    Participant,
    Partner,
    Person,
    Post,
    Resolution,
    Review,
    Saying,
    Source,
    Statement,
    Tenure,
    Text,
    Waiver,
)
from briefings.period import ANY_TIME, Duration, PartialDate, Period
from briefings.yamlsource import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["READERS", "Batch", "entry_fields", "read_entry", "read_partner"]

NAME_FORMS = ("full", "short", "formal", "adjective", "variant")
WAYS = ("prefer", "split", "both", "open")
CONTACT_FORMS = ("meeting", "visit", "call", "signature")


@dataclass
class Batch:
    """What has been read so far, and the file being read.

    Attributes:
        language: of texts that name none.
        problems: where problems are added.
        entities: those read so far.
        facts: those read so far.
        folder: the folder of the file being read.
        marking: the marking at the head of that file, or None.
    """

    language: str
    problems: list[Diagnostic]
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    folder: str = ""
    marking: str | None = None


def entry_fields(node: Node, what: str, problems: list[Diagnostic]) -> Fields | None:
    """The fields of an entry; None after reporting that it is no mapping."""
    if isinstance(node, Mapping):
        return Fields(node, what, problems)
    hint = "write its fields as `name: value` lines"
    problems.append(Diagnostic("not-a-mapping", f"{a(what)} is a mapping", node.location, hint=hint))
    return None


def read_entry(node: Node, what: str, reader: Callable[[Fields, Batch], Entity | Fact], batch: Batch) -> None:
    """Read one entry of a list into the batch, and report the keys that it should not have."""
    fields = entry_fields(node, what, batch.problems)
    if fields is None:
        return
    entry = reader(fields, batch)
    entry = replace(entry, waivers=_waivers(fields, batch))
    fields.done()
    if isinstance(entry, Fact):
        batch.facts.append(entry)
    else:
        batch.entities.append(entry)


def _waivers(fields: Fields, batch: Batch) -> tuple[Waiver, ...]:
    """Findings of checks that are accepted at this entry."""
    waivers = []
    for node in fields.items("waive"):
        item = entry_fields(node, "waiver", batch.problems)
        if item is None:
            continue
        code = item.required("code", identifier)
        because = item.required("because", paragraph)
        until = item.required("until", PartialDate.parse)
        item.done()
        if code and because and until:
            waivers.append(Waiver(code, because, until, item.location))
    return tuple(waivers)


def _id(fields: Fields) -> str:
    """The id of an entry; where there is none the place of the entry, so that it is like no other."""
    return fields.required("id", identifier) or f"{MISSING}{fields.location}"


def _text(fields: Fields, key: str, batch: Batch) -> Text:
    return fields.text(key, batch.language, required=True) or Text({}, fields.location)


def _marking(fields: Fields, batch: Batch) -> str:
    marking = fields.optional("marking", paragraph) or batch.marking
    if marking is None:
        hint = "add `marking:` here, or once at the head of the file"
        fields.report("no-marking", f"this {fields.what} has no marking", fields.location, hint)
    return marking or ""


# --- entities --------------------------------------------------------------------------------------


def _source(fields: Fields, batch: Batch) -> Source:
    id_ = _id(fields)
    title = fields.required("title", paragraph) or ""
    publisher = fields.required("publisher", paragraph) or ""
    rest: dict[str, Any] = {
        key: fields.optional(key, PartialDate.parse) for key in ("published", "updated", "retrieved")
    }
    address = fields.optional("address", paragraph) or ""
    language = fields.optional("language", language_tag) or ""
    quotes = fields.optional("quotes", identifier)
    marking = _marking(fields, batch)
    return Source(
        id=id_, title=title, publisher=publisher, address=address, language=language, quotes=quotes,
        marking=marking, location=fields.location, **rest,
    )  # fmt: skip


def _names(fields: Fields, key: str, batch: Batch) -> tuple[Name, ...]:
    names = []
    for node in fields.items(key, required=True):
        item = entry_fields(node, "name", batch.problems)
        if item is None:
            continue
        text = item.required("text", paragraph)
        language = item.required("lang", language_tag)
        name = Name(
            text=text or "",
            language=language or "",
            form=item.optional("form", _one_of(NAME_FORMS)) or "full",
            valid=item.optional("valid", Period.parse),
            attested=item.scalars("attested", PartialDate.parse),
            evidence=item.scalars("evidence", identifier),
            location=item.location,
        )
        item.done()
        if text and language:
            names.append(name)
    if not any(name.form == "full" for name in names) and fields.has(key):
        hint = "add a name without `form:`"
        fields.report("no-full-name", f"this {fields.what} has no full name", fields.location, hint)
    return tuple(names)


def _named(fields: Fields, batch: Batch, key: str = "names") -> dict[str, Any]:
    return {"id": _id(fields), "names": _names(fields, key, batch), "location": fields.location}


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            message = f"{text!r} is none of {', '.join(words)}"
            raise ValueError(message)
        return text

    return read


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text!r} is not a number from 1"
        raise ValueError(message)
    return int(text)


def _yes(text: str) -> bool:
    if text != "yes":
        message = f"{text!r}: write `yes`, or take the line out"
        raise ValueError(message)
    return True


def read_partner(fields: Fields, batch: Batch) -> Partner:
    """Read the mapping `partner:`, which a partner's folder has once."""
    named = _named(fields, batch)
    if named["id"] != batch.folder and not named["id"].startswith(MISSING):
        hint = f"write `id: {batch.folder}`, or rename the folder"
        fields.report(
            "wrong-folder", f"partner {named['id']!r} lies in {batch.folder!r}", fields.location, hint
        )
    return Partner(**named)


def _person(fields: Fields, batch: Batch) -> Person:
    return Person(**_named(fields, batch))


def _area(fields: Fields, batch: Batch) -> Area:
    return Area(**_named(fields, batch))


def _organisation(fields: Fields, batch: Batch) -> Organisation:
    named = _named(fields, batch)
    valid = fields.optional("valid", Period.parse) or ANY_TIME
    return Organisation(**named, valid=valid)


def _framework(fields: Fields, batch: Batch) -> Framework:
    named = _named(fields, batch)
    organisation = fields.required("organisation", identifier) or MISSING
    valid = fields.optional("valid", Period.parse) or ANY_TIME
    evidence = _evidence(fields, batch, required=False)
    review = fields.optional("review", Duration.parse)
    return Framework(**named, organisation=organisation, valid=valid, evidence=evidence, review=review)


def _post(fields: Fields, batch: Batch) -> Post:
    named = _named(fields, batch, "titles")
    role = fields.required("role", identifier) or ""
    organisation = fields.optional("organisation", identifier)
    partner = fields.optional("partner", identifier)
    covers = fields.scalars("covers", identifier)
    rest: dict[str, Any] = {
        "seats": fields.optional("seats", _count) or 1,
        "valid": fields.optional("valid", Period.parse) or ANY_TIME,
        "evidence": _evidence(fields, batch, required=False),
        "review": fields.optional("review", Duration.parse),
    }
    if (organisation is None) == (partner is None):
        hint = "a post belongs to an `organisation:` or to a `partner:`"
        fields.report("post-of-whom", "this post needs one of the two", fields.location, hint)
    if partner:
        covers = (*covers, partner)
    return Post(**named, role=role, organisation=organisation, partner=partner, covers=covers, **rest)


# --- evidence --------------------------------------------------------------------------------------


def _evidence(fields: Fields, batch: Batch, *, required: bool) -> tuple[Evidence, ...]:
    nodes = list(fields.items("evidence", required=required))
    if required and not nodes and fields.has("evidence"):
        fields.report("no-evidence", f"this {fields.what} has no evidence", fields.location, "name a source")
    found = [_evidence_item(node, batch) for node in nodes]
    if required and found and all(evidence and evidence.says for evidence in found):
        message = f"all evidence of this {fields.what} says something else"
        fields.report("no-evidence", message, fields.location, "name a source that supports it")
    return tuple(evidence for evidence in found if evidence)


def _evidence_item(node: Node, batch: Batch) -> Evidence | None:
    if isinstance(node, Scalar):
        source = read_scalar(node, "evidence", identifier, batch.problems)
        return Evidence(source, location=node.location) if source else None
    item = entry_fields(node, "piece of evidence", batch.problems)
    if item is None:
        return None
    source = item.required("source", identifier)
    evidence = Evidence(
        source=source or MISSING,
        locator=item.optional("locator", paragraph) or "",
        quote=item.optional("quote", paragraph) or "",
        asserted=item.optional("asserted", PartialDate.parse),
        attests=item.optional("attests", PartialDate.parse),
        via=item.optional("via", identifier),
        says=_saying(item, batch),
        location=item.location,
    )
    item.done()
    if evidence.says and evidence.attests:
        hint = "a source either supports the fact or says something else"
        item.report("attests-and-says", "both 'attests' and 'says'", item.location, hint)
    return evidence


def _saying(item: Fields, batch: Batch) -> Saying | None:
    node = item.node_of("says")
    if node is None:
        return None
    fields = entry_fields(node, "'says'", batch.problems)
    if fields is None:
        return None
    on = fields.optional("on", Period.parse)
    saying = Saying(
        period=on or fields.optional("valid", Period.parse),
        holder=fields.optional("holder", identifier),
        value=fields.optional("value", paragraph),
        name=fields.optional("name", paragraph),
        text=fields.text("text", batch.language),
    )
    fields.has("valid")
    fields.done()
    if saying == Saying():
        fields.report(
            "empty-saying", "'says' says nothing", fields.location, "give what the source says instead"
        )
        return None
    return saying


# --- facts -----------------------------------------------------------------------------------------


def _header(fields: Fields, batch: Batch) -> dict[str, Any]:
    """What all facts share."""
    id_ = _id(fields)
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
        "evidence": _evidence(fields, batch, required=True),
        "folder": batch.folder,
        "event": on is not None,
        "marking": _marking(fields, batch),
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
        item.required("by", paragraph), item.required("on", PartialDate.parse), item.required("of", _mark)
    )  # fmt: skip
    item.done()
    return Review(by, on, of, item.location) if by and on and of else None


def _mark(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{8}", text):
        message = f"{text!r} is no mark; it has 8 digits, from 0 to 9 and a to f"
        raise ValueError(message)
    return text


def _resolution(fields: Fields, batch: Batch) -> Resolution:
    id_ = _id(fields)
    how = fields.required("how", _one_of(WAYS)) or ""
    preferred = fields.optional("prefers", _fact_key)
    resolution = Resolution(
        id=id_,
        settles=fields.scalars("settles", _fact_key, required=True),
        how=how,
        preferred=preferred,
        by=fields.required("by", paragraph) or "",
        on=fields.required("on", PartialDate.parse) or PartialDate(1),
        because=_text(fields, "because", batch),
        of=fields.required("of", _mark) or "",
        location=fields.location,
    )
    if how and (how == "prefer") != (preferred is not None):
        hint = "`how: prefer` goes with `prefers: FACT`, and no other way does"
        fields.report(
            "prefers", "how it was settled and what is preferred do not match", fields.location, hint
        )
    return resolution


def _fact_key(text: str) -> str:
    folder, slash, id_ = text.partition("/")
    if not slash:
        message = f"{text!r} is no fact; write FOLDER/ID, such as shared/sg-rutte"
        raise ValueError(message)
    identifier(folder), identifier(id_)
    return text


def _statement(fields: Fields, batch: Batch) -> Statement:
    return Statement(**_header(fields, batch), text=_text(fields, "text", batch))


def _membership(fields: Fields, batch: Batch) -> Membership:
    header = _header(fields, batch)
    framework = fields.required("framework", identifier) or MISSING
    return Membership(**header, framework=framework, text=fields.text("text", batch.language))


def _agreement(fields: Fields, batch: Batch) -> Agreement:
    header = _header(fields, batch)
    title = _text(fields, "title", batch)
    return Agreement(**header, title=title, text=fields.text("text", batch.language))


def _cooperation(fields: Fields, batch: Batch) -> Cooperation:
    header = _header(fields, batch)
    area = fields.required("area", identifier) or MISSING
    return Cooperation(**header, area=area, text=_text(fields, "text", batch))


def _figure(fields: Fields, batch: Batch) -> Figure:
    header = _header(fields, batch)
    name = _text(fields, "name", batch)
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
    header = _header(fields, batch)
    _only(fields, "on")
    form = fields.required("form", _one_of(CONTACT_FORMS)) or ""
    body = fields.required("with", identifier) or MISSING
    rest: dict[str, Any] = {
        "place": fields.text("place", batch.language),
        "ours": tuple(_participants(fields, "ours", batch)),
        "theirs": tuple(_participants(fields, "theirs", batch)),
        "topics": tuple(
            text
            for node in fields.items("topics")
            if (text := read_text(node, "topics", batch.language, batch.problems))
        ),
    }
    return Contact(**header, form=form, body=body, **rest)


def _only(fields: Fields, key: str) -> None:
    other = "valid" if key == "on" else "on"
    if fields.has(other) and not fields.has(key):
        message = f"{a(fields.what)} has {key!r}, not {other!r}"
        fields.report("when", message, fields.location, f"write `{key}:`")


def _participants(fields: Fields, key: str, batch: Batch) -> Iterator[Participant]:
    for node in fields.items(key):
        if isinstance(node, Scalar):
            person = read_scalar(node, key, identifier, batch.problems)
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


READERS: dict[str, tuple[str, Callable[[Fields, Batch], Entity | Fact]]] = {
    "sources": ("source", _source),
    "people": ("person", _person),
    "organisations": ("organisation", _organisation),
    "frameworks": ("framework", _framework),
    "areas": ("area", _area),
    "posts": ("post", _post),
    "statements": ("statement", _statement),
    "memberships": ("membership", _membership),
    "agreements": ("agreement", _agreement),
    "cooperation": ("cooperation", _cooperation),
    "contacts": ("contact", _contact),
    "tenures": ("tenure", _tenure),
    "figures": ("figure", _figure),
    "resolutions": ("resolution", _resolution),
}
