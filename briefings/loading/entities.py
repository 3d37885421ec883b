"""Tables of the entities in fact files: sources, and what facts are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ItemNeed, ItemOrListType, ListType
from briefings.loading.entries import ID_KEY, STATUS_KEY, entity_table
from briefings.loading.evidence import EVIDENCE_KEY, GENDER, NAMES, NAMES_KEY, TITLES
from briefings.loading.ids import (
    ID,
    ORGANISATION_ID,
    PARTNER_ID,
    POST_ID,
    UnreadableId,
)
from briefings.loading.lives import LIFE_KEYS
from briefings.loading.resolutions import RESOLUTION
from briefings.loading.rules import CustomRule, ExactlyOne
from briefings.loading.scalars import (
    COUNTRY_CODE,
    DURATION,
    LINE,
    PERIOD,
    whole_number,
)
from briefings.loading.sources import PUBLISHER, SOURCE
from briefings.loading.tables import Key, Table
from briefings.loading.texts import TEXT
from briefings.model.dates import ANY_TIME
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import (
    Area,
    Framework,
    Organisation,
    Partner,
    Person,
    Place,
    Post,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry

__all__ = ["ENTITY_TABLES", "PARTNER"]

_PERSON = replace(
    entity_table(
        Person,
        "A person whom briefs name; `lives` say more.",
        ID_KEY,
        NAMES_KEY,
        Key("gender", GENDER, "`f` or `m`, where titles differ by it; the title for everyone by default", default=""),
        Key("sort", LINE, "the name by which lists order the person: `Stern, Ada`", field="sort_name", default=""),
    ),
    instead=LIFE_KEYS,
)  # fmt: skip

_ORGANISATION = entity_table(
    Organisation,
    "Your own organisation, which may be a state; other bodies, embassies.",
    ID_KEY,
    NAMES_KEY,
    Key(
        "code",
        COUNTRY_CODE,
        "the ISO 3166-1 code of a state, such as `NO`, or `EU` or `UN`; languages without a name here use the "
        "name in Unicode's CLDR",
        default="",
    ),
    Key("valid", PERIOD, "while it exists; always by default", field="period", default=ANY_TIME),
)

_FRAMEWORK = entity_table(
    Framework,
    "A council, programme or plan under which partners work with an organisation.",
    ID_KEY,
    Key("organisation", ORGANISATION_ID, "the organisation that runs it", required=True),
    NAMES_KEY,
    Key("valid", PERIOD, "while it exists; briefs mention no membership outside it", field="period", default=ANY_TIME),
    EVIDENCE_KEY,
    Key(
        "review",
        DURATION,
        "how long an attestation of a membership counts, if the house's period does not fit",
        field="review_period",
    ),
)  # fmt: skip

_PLACE = entity_table(
    Place,
    "A place of contacts, with its names per language and time.",
    ID_KEY,
    NAMES_KEY,
)

_AREA = entity_table(
    Area, "A field of cooperation; briefs list areas in the order of the file.", ID_KEY, NAMES_KEY
)


_ROLES = ItemOrListType(
    ID,
    "id, or list of ids",
    needs=ItemNeed(
        lambda _: True, {"minItems": 1}, "no-role", "this post has no role", "name one, or several"
    ),
)


def _make_post(
    *,
    roles: tuple[str, ...],
    partner: str | None,
    covered_partners: tuple[str, ...],
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Post:
    """Make a post, which has each of its roles once and covers the partner that it belongs to."""
    covered_partners = (*covered_partners, partner) if partner else covered_partners
    roles = tuple(dict.fromkeys(roles))
    return Post(roles=roles, partner=partner, covered_partners=covered_partners, **values)


_POST = entity_table(
    Post,
    "An office.",
    ID_KEY,
    Key("role", _ROLES, "its role in a brief, or a list of them; see [roles](#roles-at-a-glance)", required=True, field="roles"),
    Key("titles", TITLES, "the titles; written as [names](#names), with a `gender:` where the holder's decides", required=True, field="names"),
    Key("organisation", ORGANISATION_ID, "the organisation on our side that has the post"),
    Key("partner", PARTNER_ID, "the partner that has the post; a post has either `organisation` or `partner`"),
    Key(
        "covers",
        ListType(PARTNER_ID, "list of ids"),
        "the partners whose briefs show it, or `[all]`; a post of a partner covers that partner",
        field="covered_partners",
    ),
    Key("resident", TEXT, "the place where its holder lives, if that is elsewhere: an ambassador to several partners; in words or by the id of a place"),
    Key("seats", whole_number(1), "how many people may hold it at a time; 1 by default", default=1),
    Key("valid", PERIOD, "from its creation to its abolition; always by default", field="period", default=ANY_TIME),
    EVIDENCE_KEY,
    Key(
        "review",
        DURATION,
        "how long an attestation of a tenure counts, if the house's period does not fit",
        field="review_period",
    ),
    STATUS_KEY,
    make=_make_post,
    rules=(ExactlyOne("organisation", "partner", "write the `organisation:` or the `partner:` that has the post"),),
)  # fmt: skip


def _check_folder(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if the id of a partner is not the name of its folder."""
    id_, folder = entry.values["id"], entry.context.folder
    if id_ != folder and not isinstance(id_, UnreadableId):
        hint = f"write `id: {folder}`, or rename the folder"
        message = f"the partner {id_!r} is in the folder {folder!r}"
        yield Diagnostic("wrong-folder", message, entry.location, hint=hint, value=id_)


def _check_end(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if something came after a partner that has no end, or has no name or source."""
    for key, needed, hint in (
        (
            "successor",
            "successor_name",
            "a brief reads no other partner's folder, so write the name that it prints",
        ),
        ("successor_name", "valid", "write the day of its end: `valid: /2026-10-31`"),
        ("valid", "evidence", "name the sources of its beginning and end"),
    ):
        if entry.has_key(key) and not entry.has_key(needed):
            message = f"this partner has {key!r}, but no {needed!r}"
            yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=(needed,))
    period = entry.values["valid"]
    if entry.has_key("successor_name") and entry.has_key("valid") and period and period.end is None:
        message = "something came after this partner, but 'valid' has no end"
        hint = "write the end: `valid: /2026-10-31`"
        yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=("valid",))


PARTNER = entity_table(
    Partner,
    "One mapping in the folder of each partner.",
    Key("id", ID, "the name of the folder", required=True),
    Key(
        "names",
        NAMES,
        "see [names](#names); briefs also use the forms `short`, `formal` and `adjective`",
        required=True,
    ),
    Key(
        "code",
        COUNTRY_CODE,
        "the ISO 3166-1 code, two letters: `TJ`; languages without a name here use the name in Unicode's CLDR",
        default="",
    ),
    Key(
        "posts",
        ListType(POST_ID, "list of ids"),
        "shared posts that its briefs show, besides the posts that cover it",
        field="shared_posts",
    ),
    Key(
        "valid",
        PERIOD,
        "from its beginning to its end; always by default. A note of a later day says at its head that it ended",
        field="period",
        default=ANY_TIME,
    ),
    Key(
        "successor",
        ItemOrListType(PARTNER_ID, "id, or list of ids"),
        "the partners of the house that came after it",
        field="successors",
    ),
    Key(
        "successor_name", TEXT, "what came after it, as briefs print it: `Axphain`, `Axphain and Dawsbergen`"
    ),
    EVIDENCE_KEY,
    rules=(
        CustomRule(_check_folder),
        CustomRule(
            _check_end,
            {
                "dependencies": {
                    "successor": ["successor_name"],
                    "successor_name": ["valid"],
                    "valid": ["evidence"],
                }
            },
        ),
    ),
    can_be_marked=False,
)

ENTITY_TABLES: dict[str, Table[Any]] = {
    "sources": SOURCE,
    "publishers": PUBLISHER,
    "people": _PERSON,
    "organisations": _ORGANISATION,
    "frameworks": _FRAMEWORK,
    "areas": _AREA,
    "places": _PLACE,
    "posts": _POST,
    "resolutions": RESOLUTION,
}
"""The tables of entities, by the name of their list in a fact file."""
