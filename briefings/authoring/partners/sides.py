"""The kinds of side that a project can start with."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SIDES", "SideDefaults"]


@dataclass(frozen=True, slots=True)
class SideDefaults:
    """The values of the house file that depend on the kind of side, as YAML.

    Attributes:
        side: the id of the invented side.
        their_roles: the roles of the partner's posts that are listed at a glance.
        named_roles: the same for a side that is not invented, whose partners have every top post.
        our_roles: the roles of our posts that are listed at a glance.
    """

    side: str
    their_roles: str
    our_roles: str
    named_roles: str = "[head-of-state, head-of-government, foreign-minister, mission]"


SIDES: dict[str, SideDefaults] = {
    "organisation": SideDefaults(
        side="river-concord",
        their_roles="[head-of-state, foreign-minister]",
        our_roles="[secretary-general, special-representative]",
        named_roles="[head-of-state, head-of-government, foreign-minister]",
    ),
    "country": SideDefaults(
        side="ruritania",
        their_roles="[head-of-state, foreign-minister, mission]",
        our_roles="[head-of-state, foreign-minister, mission]",
    ),
    "agency": SideDefaults(
        side="lighthouse-agency",
        their_roles="[minister]",
        our_roles="[director, programme-officer]",
        named_roles="[minister]",
    ),
}
"""The defaults of each kind of side, by the name that the user gives; the first kind is the default."""
