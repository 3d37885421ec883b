"""The topics of notes that are about one person or one visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.products import SUBJECT_KINDS
from briefings.model.contacts import Visit
from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefings.factbase.store import FactStore

__all__ = ["PERSON", "VISIT", "topic_ids"]

_, PERSON, VISIT, _ = SUBJECT_KINDS


def topic_ids(store: FactStore, kind: str, folders: Collection[str]) -> list[str]:
    """Return the ids of the visits in some folders of facts, or of the people who hold posts that concern them.

    Args:
        store: the facts.
        kind: `PERSON` or `VISIT`.
        folders: of the subject of the note.
    """
    if kind == VISIT:
        return [fact.id for fact in store.facts if isinstance(fact, Visit) and fact.folder in folders]
    posts = [
        post
        for post in store.entities_of(Post)
        if any(store.is_post_in_scope(post, folder) for folder in folders)
    ]
    holders = {tenure.holder for post in posts for tenure in store.tenures_by_post.get(post.id, ())}
    return [person.id for person in store.entities_of(Person) if person.id in holders]
