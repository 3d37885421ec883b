"""The roles of posts and the names in the facts, and the checks that posts and the lists of a house have the same roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.compose.label_checks import ROLE_PREFIX
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import Post
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactStore
    from briefings.model.house import House

__all__ = ["PostRoles", "check_house_roles", "check_post_roles"]

_SLIP = 0.85
"""How similar a role is to a listed one if it is a slip, and not the role of another minister."""


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


def check_post_roles(store: FactStore) -> Iterator[Diagnostic]:
    """Report each post of which the house lists no role: a brief leaves it out, and only the desk copy has it."""
    if store.house.roles is None:
        return
    for post in store.entities_of(Post):
        own = store.house.roles.their_side if post.partner else store.house.roles.our_side
        if set(post.roles) & set(own):
            continue
        role = post.roles[0]
        suggestion = nearest_match(role, own, _SLIP)
        side = "theirs" if post.partner else "ours"
        yield Diagnostic(
            "unlisted-role",
            f"`roles:` of facts/house.yaml does not list {role!r}, so a brief leaves {post.id} out",
            post.location,
            Severity.WARNING if suggestion else Severity.INFO,
            "" if suggestion else f"add it under `roles:`, `{side}:`, or leave the post to the desk copy",
            suggestion=suggestion,
        )


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
