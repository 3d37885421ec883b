"""The two sides of a contact, and the posts that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.contacts import Contact
    from briefings.model.entities import Post

__all__ = ["belongs_to_side"]


def belongs_to_side(contact: Contact, post: Post, *, ours: bool) -> bool:
    """Return whether a post belongs to one side of a contact: to its body on ours, to the partner on theirs."""
    is_of_body = post.organisation == contact.body
    return is_of_body if ours else not is_of_body and post.partner == contact.folder
