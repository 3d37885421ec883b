"""The doubts about people and posts that a list names first: likeness, words without a surname, unlisted roles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.importing.group_words import has_no_surname
from briefings.authoring.importing.similar_names import similar_people, similar_posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.authoring.importing.imported_entries import RowEntry
    from briefings.factbase.store import FactStore

__all__ = ["NameDoubts", "doubt_names", "name_doubts"]

_MOST_ROLES = 8


@dataclass(frozen=True, slots=True)
class NameDoubts:
    """The doubts about new names, and advice.

    Attributes:
        doubts: names that are probably written wrong, each in a line.
        advice: what to do about roles that the house does not list; empty for nothing.
    """

    doubts: tuple[str, ...]
    advice: str


def doubt_names(store: FactStore, entries: Sequence[RowEntry]) -> NameDoubts:
    """Return the doubts about the people and posts that entries make.

    Of two titles that are alike, the one in fewer rows is in doubt, since it gives a post and a role of its own.
    """
    made = {new.id: new for entry in entries for new in entry.makes}
    counts = Counter(new.id for entry in entries for new in entry.makes)
    often_first = [made[id_] for id_, _ in counts.most_common()]
    people = {new.name: new.id for new in made.values() if new.list_name == "people"}
    posts: dict[str, dict[str, str]] = {}
    for new in often_first:
        if new.list_name == "posts":
            posts.setdefault(new.folder, {})[new.name] = new.id
    found = list(name_doubts(store, people, posts))
    doubtful = {id_ for id_, _ in found}
    roles = [
        str(new.entry["role"]) for new in made.values() if new.list_name == "posts" and new.id not in doubtful
    ]
    return NameDoubts(tuple(line for _, line in found), _advice_on_roles(store, roles))


def name_doubts(
    store: FactStore, people: Mapping[str, str], posts: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the id of each new person and post that is in doubt, with a line about it.

    Args:
        store: the facts.
        people: the names of new people, each with the id.
        posts: the titles of new posts by the id of the partner, each with the id.
    """
    yield from similar_people(store, people)
    for partner, titles in posts.items():
        yield from similar_posts(store, partner, titles)
    for name, id_ in people.items():
        if has_no_surname(name):
            yield (
                id_,
                f"{name!r} is new as a person ({id_}); for a group, write `{{group: {name}}}` in its place",
            )


def _advice_on_roles(store: FactStore, roles: Sequence[str]) -> str:
    """Return what to do about roles of new posts that the house does not list; empty if it lists all."""
    listed = store.house.roles.their_side if store.house.roles else ()
    own = [role for role in dict.fromkeys(roles) if role not in listed]
    if not own:
        return ""
    more = f" and {len(own) - _MOST_ROLES} more" if len(own) > _MOST_ROLES else ""
    return (
        f"The house does not list these roles of new posts: {', '.join(own[:_MOST_ROLES])}{more}. "
        "To have their holders in a brief, add them to `roles:` in facts/house.yaml, or correct `role:` of the post."
    )
