"""The roles of posts and the names in the facts, and the check that the roles of a house have a post or a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.compose.labels import Labels
    from briefings.model.house import House

__all__ = ["ROLE_PREFIX", "PostRoles", "check_house_roles"]

ROLE_PREFIX = "role."
"""The start of the key of a role's label: `role.foreign-minister` is the label of `foreign-minister`."""


@dataclass(frozen=True, slots=True)
class PostRoles:
    """The roles of the posts of a project, and what no label may print: the names in its facts.

    Attributes:
        names: the roles that were read, and of each post with several the id that joins them.
        are_complete: whether the facts of all partners loaded; otherwise there may be more roles.
        entity_names: the names of persons, places, posts and organisations that were read.
    """

    names: frozenset[str] = frozenset()
    are_complete: bool = False
    entity_names: frozenset[str] = frozenset()


def check_house_roles(
    house: House, roles: Collection[str], all_labels: Collection[Labels]
) -> Iterator[Diagnostic]:
    """Report roles of the house with no post and no label: a note can't print them, not even as vacant."""
    known_roles = {
        *roles,
        *(
            key.removeprefix(ROLE_PREFIX)
            for labels in all_labels
            for key in labels.texts
            if key.startswith(ROLE_PREFIX)
        ),
    }
    for side, side_roles in (
        (("theirs", house.roles.their_side), ("ours", house.roles.our_side)) if house.roles else ()
    ):
        for role in side_roles:
            labels_without_role = [labels for labels in all_labels if f"{ROLE_PREFIX}{role}" not in labels]
            if role in roles or not labels_without_role:
                continue
            location = house.location_of("roles", side, role)
            first = labels_without_role[0]
            message = f"no post has the role {role!r}, and no label names it"
            hint = (
                f"give a post `role: {role}`, or add the label {ROLE_PREFIX}{role} to {first.override_path}"
            )
            if role in known_roles:
                # Another language has a label for the role, so it is not a typing error.
                message = f"{message} in {first.language!r}"
                yield Diagnostic("unknown-role", message, location, Severity.INFO, hint)
                continue
            suggestion = nearest_match(role, known_roles)
            hint = "" if suggestion else hint
            yield Diagnostic("unknown-role", message, location, hint=hint, suggestion=suggestion)
