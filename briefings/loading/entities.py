"""The entries of fact files that are no facts, one reader a kind, listed in `ENTITIES`; what all entries share.

A reader gives the entry. What it can't read it reports and leaves blank, so that the rest of the entry, and what refers
to it, is checked in the same pass. What an entry refers to is looked up later, when all files are read
(`references.py`). The readers of facts are in `factentries.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefings.loading.fields import MISSING, Fields, identifier, language_tag, one_of, paragraph, read_scalar
from briefings.loading.yaml_nodes import Mapping, Node, Scalar
from briefings.model.dates import ANY_TIME, Duration, PartialDate, Period
from briefings.model.diagnostics import Diagnostic, a, did_you_mean
from briefings.model.facts import (
    Area,
    Capture,
    Entity,
    Evidence,
    Fact,
    Framework,
    Name,
    Organisation,
    Partner,
    Person,
    Post,
    Resolution,
    Saying,
    Source,
    Text,
    Waiver,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ENTITIES", "Batch", "entry_fields", "evidence_of", "fact_key", "identity", "mark", "marking_of",
    "own_marking", "read_entry", "read_names", "read_partner", "wording",
]  # fmt: skip

NAME_FORMS = ("full", "short", "formal", "adjective", "variant")
WAYS = ("prefer", "split", "both", "open")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass
class Batch:
    """What has been read so far, and the file being read.

    Attributes:
        language: of texts that name none.
        problems: where problems are added.
        entities: those read so far.
        facts: those read so far.
        folder: the folder of the file being read.
        marking: the marking at the head of that file, or None; empty for one that can't be used.
        levels: of the marking scheme; None if that is not known.
        unread: the folders of which something could not be read: it may be what an id leads to.
    """

    language: str
    problems: list[Diagnostic]
    levels: tuple[str, ...] | None = None
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    folder: str = ""
    marking: str | None = None
    unread: set[str] = field(default_factory=set)


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
        batch.unread.add(batch.folder)
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


def identity(fields: Fields) -> str:
    """The id of an entry; where there is none the place of the entry, so that it is like no other."""
    return fields.required("id", identifier) or f"{MISSING}{fields.location}"


def wording(fields: Fields, key: str, batch: Batch) -> Text:
    """Words that an entry must have; none where they are missing, which is reported."""
    return fields.text(key, batch.language, required=True) or Text({}, fields.location)


def marking_of(fields: Fields, batch: Batch) -> str:
    """The marking of an entry, else that of its file; empty after reporting that there is none."""
    own = own_marking(fields, batch)
    marking = batch.marking if own is None else own
    if marking is None:
        hint = "add `marking:` here, or once at the head of the file"
        fields.report("no-marking", f"this {fields.what} has no marking", fields.location, hint)
    return marking or ""


def own_marking(fields: Fields, batch: Batch) -> str | None:
    """The marking written in an entry, or at the head of a file; None if there is none, empty for one that is no level."""
    marking = fields.optional("marking", paragraph)
    if marking is None:
        return "" if fields.has("marking") else None
    if batch.levels is not None and marking not in batch.levels:
        hint = did_you_mean(marking, batch.levels)
        message, place = f"{marking!r} is no level of the scheme", fields.place_of("marking")
        fields.report("unknown-marking", message, place, hint)
        return ""
    return marking


# --- entities --------------------------------------------------------------------------------------


def _source(fields: Fields, batch: Batch) -> Source:
    id_ = identity(fields)
    title = fields.required("title", paragraph) or ""
    publisher = fields.required("publisher", paragraph) or ""
    rest: dict[str, Any] = {
        key: fields.optional(key, PartialDate.parse) for key in ("published", "updated", "retrieved")
    }
    address = fields.optional("address", paragraph) or ""
    language = fields.optional("language", language_tag) or ""
    quotes = fields.optional("quotes", identifier)
    capture = _capture(fields, batch)
    marking = marking_of(fields, batch)
    return Source(
        id=id_, title=title, publisher=publisher, address=address, language=language, quotes=quotes,
        marking=marking, capture=capture, location=fields.location, **rest,
    )  # fmt: skip


def _capture(fields: Fields, batch: Batch) -> Capture | None:
    node = fields.node_of("capture")
    item = entry_fields(node, "capture", batch.problems) if node else None
    if item is None:
        return None
    sha256, on = item.required("sha256", _sha256), item.required("on", PartialDate.parse)
    item.done()
    return Capture(sha256, on, item.location) if sha256 and on else None


def _sha256(text: str) -> str:
    """Read the digest of a file.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        message = f"{text!r} is no SHA-256; it has 64 digits, from 0 to 9 and a to f"
        raise ValueError(message)
    return text


def read_names(fields: Fields, problems: list[Diagnostic], key: str = "names") -> tuple[Name, ...]:
    """Read the list of the names of something, of which one must be a full one."""
    names = []
    for node in fields.items(key, required=True):
        item = entry_fields(node, "name", problems)
        if item is None:
            continue
        text = item.required("text", paragraph)
        language = item.required("lang", language_tag)
        name = Name(
            text=text or "",
            language=language or "",
            form=item.optional("form", one_of(NAME_FORMS)) or "full",
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
    return {
        "id": identity(fields),
        "names": read_names(fields, batch.problems, key),
        "location": fields.location,
    }


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text!r} is not a number from 1"
        raise ValueError(message)
    return int(text)


def _country(text: str) -> str:
    if not _COUNTRY.fullmatch(text):
        message = f"{text!r} is no country code; write two capital letters, such as TJ (ISO 3166-1)"
        raise ValueError(message)
    return text


def read_partner(fields: Fields, batch: Batch) -> Partner:
    """Read the mapping `partner:`, which a partner's folder has once."""
    named = _named(fields, batch)
    code = fields.optional("code", _country) or ""
    if named["id"] != batch.folder and not named["id"].startswith(MISSING):
        hint = f"write `id: {batch.folder}`, or rename the folder"
        fields.report(
            "wrong-folder", f"partner {named['id']!r} lies in {batch.folder!r}", fields.location, hint
        )
    return Partner(**named, code=code, posts=fields.scalars("posts", identifier))


def _person(fields: Fields, batch: Batch) -> Person:
    return Person(**_named(fields, batch))


def _area(fields: Fields, batch: Batch) -> Area:
    return Area(**_named(fields, batch))


def _organisation(fields: Fields, batch: Batch) -> Organisation:
    named = _named(fields, batch)
    code = fields.optional("code", _country) or ""
    valid = fields.optional("valid", Period.parse) or ANY_TIME
    return Organisation(**named, code=code, valid=valid)


def _framework(fields: Fields, batch: Batch) -> Framework:
    named = _named(fields, batch)
    organisation = fields.required("organisation", identifier) or MISSING
    valid = fields.optional("valid", Period.parse) or ANY_TIME
    evidence = evidence_of(fields, batch, required=False)
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
        "evidence": evidence_of(fields, batch, required=False),
        "review": fields.optional("review", Duration.parse),
    }
    if (organisation is None) == (partner is None):
        hint = "a post belongs to an `organisation:` or to a `partner:`"
        fields.report("post-of-whom", "this post needs one of the two", fields.location, hint)
    if partner:
        covers = (*covers, partner)
    return Post(**named, role=role, organisation=organisation, partner=partner, covers=covers, **rest)


# --- evidence --------------------------------------------------------------------------------------


def evidence_of(fields: Fields, batch: Batch, *, required: bool) -> tuple[Evidence, ...]:
    """What an entry rests on; where it is required, at least one source must support it."""
    nodes = list(fields.items("evidence", required=required))
    if required and not nodes and fields.is_list("evidence"):
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
    on, valid = fields.optional("on", Period.parse), fields.optional("valid", Period.parse)
    saying = Saying(
        period=on or valid,
        holder=fields.optional("holder", identifier),
        value=fields.optional("value", paragraph),
        name=fields.optional("name", paragraph),
        text=fields.text("text", batch.language),
    )
    fields.done()
    if on and valid:
        hint = "`on:` if it says when something happened, `valid:` if it says when it held"
        fields.report("when", "'says' has one of 'on' and 'valid'", fields.location, hint)
    if saying == Saying():
        fields.report(
            "empty-saying", "'says' says nothing", fields.location, "give what the source says instead"
        )
        return None
    return saying


# --- resolutions ----------------------------------------------------------------------------------


def _resolution(fields: Fields, batch: Batch) -> Resolution:
    id_ = identity(fields)
    how = fields.required("how", one_of(WAYS)) or ""
    preferred = fields.optional("prefers", fact_key)
    resolution = Resolution(
        id=id_,
        settles=fields.scalars("settles", fact_key, required=True),
        how=how,
        preferred=preferred,
        by=fields.required("by", paragraph) or "",
        on=fields.required("on", PartialDate.parse) or PartialDate(1),
        because=wording(fields, "because", batch),
        of=fields.required("of", mark) or "",
        location=fields.location,
    )
    if how and (how == "prefer") != (preferred is not None):
        hint = "`how: prefer` goes with `prefers: FACT`, and no other way does"
        fields.report(
            "prefers", "how it was settled and what is preferred do not match", fields.location, hint
        )
    return resolution


def fact_key(text: str) -> str:
    """Read what a fact is known by outside its folder.

    Raises:
        ValueError: with a sentence for the user.
    """
    folder, slash, id_ = text.partition("/")
    if not slash:
        message = f"{text!r} is no fact; write FOLDER/ID, such as shared/sg-rutte"
        raise ValueError(message)
    identifier(folder), identifier(id_)
    return text


def mark(text: str) -> str:
    """Read the short digest that binds one thing in a fact file to another.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not re.fullmatch(r"[0-9a-f]{8}", text):
        message = f"{text!r} is no mark; it has 8 digits, from 0 to 9 and a to f"
        raise ValueError(message)
    return text


ENTITIES: dict[str, tuple[str, Callable[[Fields, Batch], Entity]]] = {
    "sources": ("source", _source),
    "people": ("person", _person),
    "organisations": ("organisation", _organisation),
    "frameworks": ("framework", _framework),
    "areas": ("area", _area),
    "posts": ("post", _post),
    "resolutions": ("resolution", _resolution),
}
