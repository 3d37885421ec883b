"""The bodies that have a head on record, and what texts call them for short: "the Alliance", "the League"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.vocabulary import translations, word_set
from briefings.model.entities import Organisation, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore

__all__ = ["OwnBody", "own_bodies"]

_HEAD = "secretary-general"


class OwnBody(NamedTuple):
    """A body with a head.

    Attributes:
        body: the body.
        post: the office of its head.
        words: what it is called for short, in small letters and without an article; of no other such body.
    """

    body: Organisation
    post: Post
    words: frozenset[str]


def own_bodies(store: FactStore) -> Iterator[OwnBody]:
    """Yield the bodies that have a head on record."""
    heads = {
        post.organisation: post
        for post in store.entities_of(Post)
        if _HEAD in post.roles and post.organisation
    }
    found = {id_: (store.entity(Organisation, id_), post) for id_, post in heads.items()}
    short = {id_: _short_names(body) for id_, (body, _) in found.items()}
    count = Counter(word for words in short.values() for word in words)
    for id_, (body, post) in found.items():
        yield OwnBody(body, post, frozenset(word for word in short[id_] if count[word] == 1))


def _short_names(body: Organisation) -> set[str]:
    """Return the words of its names that mean a body of ours, and its other names without an article."""
    names = {name.text for name in body.names}
    words = {word for name in names for word in name.casefold().split()} & word_set("own_body_words")
    forms = {form.casefold() for form, name in translations("body_forms") if name in names}
    return words | {form.removeprefix("the ") for form in forms if form.startswith("the ")}
