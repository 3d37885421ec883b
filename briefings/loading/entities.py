"""Readers of the entities in fact files, one per kind (`ENTITY_READERS`), and what all entries share.

A reader returns the entry. It reports what it can't read and leaves it blank, so the rest of the entry, and references
to it, are checked in the same pass. `factbase.links` looks up references once all files are read. The readers of facts
are in `loading.facts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefings.loading.fields import (
    MISSING_ID,
    Fields,
    choice_parser,
    parse_id,
    parse_language_tag,
    parse_paragraph,
    read_scalar,
)
from briefings.loading.yaml_nodes import Mapping, Node, Scalar
from briefings.model.dates import ANY_TIME, Duration, PartialDate, Period
from briefings.model.diagnostics import Diagnostic, suggestion_hint, with_article
from briefings.model.entities import (
    Area,
    Entity,
    Framework,
    Organisation,
    Partner,
    Person,
    Post,
    Resolution,
    Source,
)
from briefings.model.evidence import Capture, Disagreement, Evidence, Name, Text, Waiver
from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ENTITY_READERS",
    "LoadState",
    "entry_fields",
    "parse_fact_key",
    "parse_short_hash",
    "read_entry",
    "read_evidence",
    "read_id",
    "read_marking",
    "read_names",
    "read_own_marking",
    "read_partner",
    "read_required_text",
]  # fmt: skip

NAME_FORMS = ("full", "short", "formal", "adjective", "variant")
RESOLUTION_METHODS = ("prefer", "split", "both", "open")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")


@dataclass
class LoadState:
    """The entries read so far, and the file being read.

    Attributes:
        default_language: language of texts that name none.
        problems: list to add problems to.
        marking_levels: levels of the marking scheme; None if the scheme is unknown.
        entities: entities read so far.
        facts: facts read so far.
        folder: folder of the file being read.
        file_marking: marking at the head of that file, or None; empty if it is invalid.
        incomplete_folders: folders with something unreadable, which may be the target of an id.
    """

    default_language: str
    problems: list[Diagnostic]
    marking_levels: tuple[str, ...] | None = None
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    folder: str = ""
    file_marking: str | None = None
    incomplete_folders: set[str] = field(default_factory=set)


def entry_fields(node: Node, entry_kind: str, problems: list[Diagnostic]) -> Fields | None:
    """Return the fields of an entry, or report that it is not a mapping and return None."""
    if isinstance(node, Mapping):
        return Fields(node, entry_kind, problems)
    hint = "write its fields as `name: value` lines"
    problems.append(
        Diagnostic("not-a-mapping", f"{with_article(entry_kind)} is a mapping", node.location, hint=hint)
    )
    return None


def read_entry(
    node: Node, entry_kind: str, reader: Callable[[Fields, LoadState], Entity | Fact], state: LoadState
) -> None:
    """Read one entry of a list into the state, and report its unknown keys."""
    fields = entry_fields(node, entry_kind, state.problems)
    if fields is None:
        state.incomplete_folders.add(state.folder)
        return
    entry = reader(fields, state)
    entry = replace(entry, waivers=_read_waivers(fields, state))
    fields.report_unknown_keys()
    if isinstance(entry, Fact):
        state.facts.append(entry)
    else:
        state.entities.append(entry)


def _read_waivers(fields: Fields, state: LoadState) -> tuple[Waiver, ...]:
    """Read the accepted findings of checks."""
    waivers = []
    for node in fields.read_items("waive"):
        item = entry_fields(node, "waiver", state.problems)
        if item is None:
            continue
        code = item.read_required("code", parse_id)
        reason = item.read_required("because", parse_paragraph)
        until = item.read_required("until", PartialDate.parse)
        item.report_unknown_keys()
        if code and reason and until:
            waivers.append(Waiver(code, reason, until, item.location))
    return tuple(waivers)


def read_id(fields: Fields) -> str:
    """Return the id of an entry; if it has none, a unique placeholder made from its location."""
    return fields.read_required("id", parse_id) or f"{MISSING_ID}{fields.location}"


def read_required_text(fields: Fields, key: str, state: LoadState) -> Text:
    """Read a required text; if it is missing, report that and return an empty text."""
    return fields.read_text(key, state.default_language, required=True) or Text({}, fields.location)


def read_marking(fields: Fields, state: LoadState) -> str:
    """Read the marking of an entry, else use that of its file; if there is neither, report that and return empty."""
    entry_marking = read_own_marking(fields, state)
    marking = state.file_marking if entry_marking is None else entry_marking
    if marking is None:
        hint = "add `marking:` here, or once at the head of the file"
        fields.report("no-marking", f"this {fields.entry_kind} has no marking", fields.location, hint)
    return marking or ""


def read_own_marking(fields: Fields, state: LoadState) -> str | None:
    """Read the marking in an entry or at the head of a file; None if there is none, empty if it is not a level."""
    marking = fields.read_optional("marking", parse_paragraph)
    if marking is None:
        return "" if fields.has_key("marking") else None
    if state.marking_levels is not None and marking not in state.marking_levels:
        hint = suggestion_hint(marking, state.marking_levels)
        message, place = f"{marking!r} is no level of the scheme", fields.location_of("marking")
        fields.report("unknown-marking", message, place, hint)
        return ""
    return marking


# --- entities --------------------------------------------------------------------------------------


def _read_source(fields: Fields, state: LoadState) -> Source:
    """Read an entry of `sources:`."""
    id_ = read_id(fields)
    title = fields.read_required("title", parse_paragraph) or ""
    publisher = fields.read_required("publisher", parse_paragraph) or ""
    dates: dict[str, Any] = {
        key: fields.read_optional(key, PartialDate.parse) for key in ("published", "updated", "retrieved")
    }
    address = fields.read_optional("address", parse_paragraph) or ""
    language = fields.read_optional("language", parse_language_tag) or ""
    quoted_source = fields.read_optional("quotes", parse_id)
    capture = _read_capture(fields, state)
    marking = read_marking(fields, state)
    return Source(
        id=id_, title=title, publisher=publisher, address=address, language=language,
        quoted_source=quoted_source, marking=marking, capture=capture, location=fields.location, **dates,
    )  # fmt: skip


def _read_capture(fields: Fields, state: LoadState) -> Capture | None:
    """Read the mapping `capture:` of a source; None if it is missing or incomplete."""
    node = fields.node_of("capture")
    item = entry_fields(node, "capture", state.problems) if node else None
    if item is None:
        return None
    sha256, captured_on = (
        item.read_required("sha256", _parse_sha256),
        item.read_required("on", PartialDate.parse),
    )
    item.report_unknown_keys()
    return Capture(sha256, captured_on, item.location) if sha256 and captured_on else None


def _parse_sha256(text: str) -> str:
    """Parse the SHA-256 hash of a file.

    Raises:
        ValueError: if it is not 64 hexadecimal digits in lower case; the message is for the user.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        message = f"{text!r} is no SHA-256; it has 64 digits, from 0 to 9 and a to f"
        raise ValueError(message)
    return text


def read_names(fields: Fields, problems: list[Diagnostic], key: str = "names") -> tuple[Name, ...]:
    """Read a list of names, at least one of them a full name."""
    names = []
    for node in fields.read_items(key, required=True):
        item = entry_fields(node, "name", problems)
        if item is None:
            continue
        text = item.read_required("text", parse_paragraph)
        language = item.read_required("lang", parse_language_tag)
        name = Name(
            text=text or "",
            language=language or "",
            form=item.read_optional("form", choice_parser(NAME_FORMS)) or "full",
            period=item.read_optional("valid", Period.parse),
            attestations=item.read_scalars("attested", PartialDate.parse),
            evidence=item.read_scalars("evidence", parse_id),
            location=item.location,
        )
        item.report_unknown_keys()
        if text and language:
            names.append(name)
    if not any(name.form == "full" for name in names) and fields.has_key(key):
        hint = "add a name without `form:`"
        fields.report("no-full-name", f"this {fields.entry_kind} has no full name", fields.location, hint)
    return tuple(names)


def _read_named_fields(fields: Fields, state: LoadState, key: str = "names") -> dict[str, Any]:
    """Read the fields that all entities with names share."""
    return {
        "id": read_id(fields),
        "names": read_names(fields, state.problems, key),
        "location": fields.location,
    }


def _parse_count(text: str) -> int:
    """Parse a whole number from 1.

    Raises:
        ValueError: if it is not such a number; the message is for the user.
    """
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text!r} is not a number from 1"
        raise ValueError(message)
    return int(text)


def _parse_country_code(text: str) -> str:
    """Parse a country code, ISO 3166-1 alpha-2.

    Raises:
        ValueError: if it is not two capital letters; the message is for the user.
    """
    if not _COUNTRY_CODE.fullmatch(text):
        message = f"{text!r} is no country code; write two capital letters, such as TJ (ISO 3166-1)"
        raise ValueError(message)
    return text


def read_partner(fields: Fields, state: LoadState) -> Partner:
    """Read the mapping `partner:`, which occurs once in the folder of a partner."""
    named = _read_named_fields(fields, state)
    code = fields.read_optional("code", _parse_country_code) or ""
    if named["id"] != state.folder and not named["id"].startswith(MISSING_ID):
        hint = f"write `id: {state.folder}`, or rename the folder"
        fields.report(
            "wrong-folder", f"partner {named['id']!r} lies in {state.folder!r}", fields.location, hint
        )
    return Partner(**named, code=code, shared_posts=fields.read_scalars("posts", parse_id))


def _read_person(fields: Fields, state: LoadState) -> Person:
    """Read an entry of `people:`."""
    return Person(**_read_named_fields(fields, state))


def _read_area(fields: Fields, state: LoadState) -> Area:
    """Read an entry of `areas:`."""
    return Area(**_read_named_fields(fields, state))


def _read_organisation(fields: Fields, state: LoadState) -> Organisation:
    """Read an entry of `organisations:`."""
    named = _read_named_fields(fields, state)
    code = fields.read_optional("code", _parse_country_code) or ""
    period = fields.read_optional("valid", Period.parse) or ANY_TIME
    return Organisation(**named, code=code, period=period)


def _read_framework(fields: Fields, state: LoadState) -> Framework:
    """Read an entry of `frameworks:`."""
    named = _read_named_fields(fields, state)
    organisation = fields.read_required("organisation", parse_id) or MISSING_ID
    period = fields.read_optional("valid", Period.parse) or ANY_TIME
    evidence = read_evidence(fields, state, required=False)
    review_period = fields.read_optional("review", Duration.parse)
    return Framework(
        **named, organisation=organisation, period=period, evidence=evidence, review_period=review_period
    )


def _read_post(fields: Fields, state: LoadState) -> Post:
    """Read an entry of `posts:`."""
    named = _read_named_fields(fields, state, "titles")
    role = fields.read_required("role", parse_id) or ""
    organisation = fields.read_optional("organisation", parse_id)
    partner = fields.read_optional("partner", parse_id)
    covered_partners = fields.read_scalars("covers", parse_id)
    other_fields: dict[str, Any] = {
        "seats": fields.read_optional("seats", _parse_count) or 1,
        "period": fields.read_optional("valid", Period.parse) or ANY_TIME,
        "evidence": read_evidence(fields, state, required=False),
        "review_period": fields.read_optional("review", Duration.parse),
    }
    if (organisation is None) == (partner is None):
        hint = "a post belongs to an `organisation:` or to a `partner:`"
        fields.report("post-of-whom", "this post needs one of the two", fields.location, hint)
    if partner:
        covered_partners = (*covered_partners, partner)
    return Post(
        **named,
        role=role,
        organisation=organisation,
        partner=partner,
        covered_partners=covered_partners,
        **other_fields,
    )


# --- evidence --------------------------------------------------------------------------------------


def read_evidence(fields: Fields, state: LoadState, *, required: bool) -> tuple[Evidence, ...]:
    """Read the evidence of an entry; if evidence is required, at least one source must support the entry."""
    nodes = list(fields.read_items("evidence", required=required))
    if required and not nodes and fields.is_list("evidence"):
        fields.report(
            "no-evidence", f"this {fields.entry_kind} has no evidence", fields.location, "name a source"
        )
    items = [_read_evidence_item(node, state) for node in nodes]
    if required and items and all(evidence and evidence.disagreement for evidence in items):
        message = f"all evidence of this {fields.entry_kind} says something else"
        fields.report("no-evidence", message, fields.location, "name a source that supports it")
    return tuple(evidence for evidence in items if evidence)


def _read_evidence_item(node: Node, state: LoadState) -> Evidence | None:
    """Read one piece of evidence: the id of a source, or a mapping."""
    if isinstance(node, Scalar):
        source = read_scalar(node, "evidence", parse_id, state.problems)
        return Evidence(source, location=node.location) if source else None
    item = entry_fields(node, "piece of evidence", state.problems)
    if item is None:
        return None
    source = item.read_required("source", parse_id)
    evidence = Evidence(
        source=source or MISSING_ID,
        locator=item.read_optional("locator", parse_paragraph) or "",
        quote=item.read_optional("quote", parse_paragraph) or "",
        asserted_on=item.read_optional("asserted", PartialDate.parse),
        attested_on=item.read_optional("attests", PartialDate.parse),
        via_source=item.read_optional("via", parse_id),
        disagreement=_read_disagreement(item, state),
        location=item.location,
    )
    item.report_unknown_keys()
    if evidence.disagreement and evidence.attested_on:
        hint = "a source either supports the fact or says something else"
        item.report("attests-and-says", "both 'attests' and 'says'", item.location, hint)
    return evidence


def _read_disagreement(item: Fields, state: LoadState) -> Disagreement | None:
    """Read the mapping `says:` of a piece of evidence; None if it is missing or empty."""
    node = item.node_of("says")
    if node is None:
        return None
    fields = entry_fields(node, "'says'", state.problems)
    if fields is None:
        return None
    on, valid = fields.read_optional("on", Period.parse), fields.read_optional("valid", Period.parse)
    disagreement = Disagreement(
        period=on or valid,
        holder=fields.read_optional("holder", parse_id),
        value=fields.read_optional("value", parse_paragraph),
        name=fields.read_optional("name", parse_paragraph),
        text=fields.read_text("text", state.default_language),
    )
    fields.report_unknown_keys()
    if on and valid:
        hint = "`on:` if it says when something happened, `valid:` if it says when it held"
        fields.report("when", "'says' has one of 'on' and 'valid'", fields.location, hint)
    if disagreement == Disagreement():
        fields.report(
            "empty-saying", "'says' says nothing", fields.location, "give what the source says instead"
        )
        return None
    return disagreement


# --- resolutions ----------------------------------------------------------------------------------


def _read_resolution(fields: Fields, state: LoadState) -> Resolution:
    """Read an entry of `resolutions:`."""
    id_ = read_id(fields)
    method = fields.read_required("how", choice_parser(RESOLUTION_METHODS)) or ""
    preferred_key = fields.read_optional("prefers", parse_fact_key)
    resolution = Resolution(
        id=id_,
        settled_keys=fields.read_scalars("settles", parse_fact_key, required=True),
        method=method,
        preferred_key=preferred_key,
        author=fields.read_required("by", parse_paragraph) or "",
        settled_on=fields.read_required("on", PartialDate.parse) or PartialDate(1),
        reason=read_required_text(fields, "because", state),
        facts_hash=fields.read_required("of", parse_short_hash) or "",
        location=fields.location,
    )
    if method and (method == "prefer") != (preferred_key is not None):
        hint = "`how: prefer` goes with `prefers: FACT`, and no other way does"
        fields.report(
            "prefers", "how it was settled and what is preferred do not match", fields.location, hint
        )
    return resolution


def parse_fact_key(text: str) -> str:
    """Parse the key of a fact, `FOLDER/ID`.

    Raises:
        ValueError: if it has no slash or a part is not an id; the message is for the user.
    """
    folder, slash, id_ = text.partition("/")
    if not slash:
        message = f"{text!r} is no fact; write FOLDER/ID, such as shared/sg-rutte"
        raise ValueError(message)
    parse_id(folder), parse_id(id_)
    return text


def parse_short_hash(text: str) -> str:
    """Parse a short hash, which binds one entry in a fact file to another (`hashing.short_hash`).

    Raises:
        ValueError: if it is not 8 hexadecimal digits; the message is for the user.
    """
    if not re.fullmatch(r"[0-9a-f]{8}", text):
        message = f"{text!r} is no mark; it has 8 digits, from 0 to 9 and a to f"
        raise ValueError(message)
    return text


ENTITY_READERS: dict[str, tuple[str, Callable[[Fields, LoadState], Entity]]] = {
    "sources": ("source", _read_source),
    "people": ("person", _read_person),
    "organisations": ("organisation", _read_organisation),
    "frameworks": ("framework", _read_framework),
    "areas": ("area", _read_area),
    "posts": ("post", _read_post),
    "resolutions": ("resolution", _read_resolution),
}
