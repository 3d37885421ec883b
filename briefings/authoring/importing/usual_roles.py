"""The roles of posts that lists name by their usual titles, so that notes know a president for a head of state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.authoring.entries.ids import id_from_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["role_of_title"]

_TITLES = {
    "head-of-state": (
        "president", "king", "queen", "emir", "sultan", "head of state", "president of the republic",
        "président", "présidente", "président de la république", "chef de l’état", "президент", "король",
        "президенти ҷумҳурӣ", "رئيس الجمهورية", "الملك", "رئيس الدولة",
    ),
    "head-of-government": (
        "prime minister", "premier", "chancellor", "federal chancellor", "head of government",
        "premier ministre", "première ministre", "chancelier", "премьер-министр", "сарвазир",
        "رئيس الوزراء", "رئيس الحكومة",
    ),
    "foreign-minister": (
        "foreign minister", "minister of foreign affairs", "minister for foreign affairs", "foreign secretary",
        "minister of external affairs", "secretary of state", "ministre des affaires étrangères",
        "министр иностранных дел", "вазири корҳои хориҷӣ", "وزير الخارجية",
    ),
    "defence-minister": (
        "defence minister", "minister of defence", "minister of defense", "defense minister", "minister for defence",
        "ministre de la défense", "министр обороны", "вазири мудофиа", "وزير الدفاع",
    ),
}  # fmt: skip


def role_of_title(title: str, partner_names: Iterable[str], fallback: str) -> str:
    """Return the role of a post by its title: a usual one, else an id made from the title.

    Args:
        title: as the list has it: `Minister of Foreign Affairs`, `President of Graustark`.
        partner_names: the names of the partner, which a title may end with.
        fallback: for a title of which no id can be made.

    >>> role_of_title("President of Graustark", ["Graustark"], "post")
    'head-of-state'
    >>> role_of_title("President of the Chamber", ["Graustark"], "post")
    'president-of-the-chamber'
    """
    plain = title.strip().casefold().replace("'", "’")
    for name in partner_names:
        plain = re.sub(rf",? (?:of|du|de la|de|des)(?: the)? {re.escape(name.casefold())}$", "", plain)
    found = (role for role, titles in _TITLES.items() if plain in titles)
    return next(found, "") or id_from_name(title) or fallback
