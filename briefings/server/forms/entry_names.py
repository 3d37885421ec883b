"""The names of entries in forms: what people read and write in place of ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from briefings.authoring.importing.usual_roles import role_of_title
from briefings.authoring.wording.days import say_day
from briefings.authoring.wording.titles import title_of
from briefings.model.entities import Post, Source
from briefings.model.facts import Tenure
from briefings.server.forms.fact_words import fact_words
from briefings.server.forms.field_words import CHOICES
from briefings.server.forms.fields import FACTS, ROLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefings.model.entities import Entity
    from briefings.server.reading import Reading

__all__ = ["ValueNames", "id_namer", "id_of_words", "known_roles", "posts_without_holder"]

_ROLE_LABELS = "role."
_CHOICE_LABELS = {"form": "contact.form."}


@dataclass(frozen=True, slots=True)
class ValueNames:
    """The words in which a form shows values that are ids, or words of fact files.

    Attributes:
        reading: the request.
    """

    reading: Reading

    def title(self, value: str, kinds: str) -> str:
        """Return what an id or key of these kinds is called, with its partner; empty for others, or if it says so itself."""
        store, words = self.reading.store, kinds.split()
        if FACTS in words and value in store.facts_by_key:
            return title_of(store, value, self.reading.day)
        entity = store.entities.get(value)
        if entity is None or entity.kind not in words:
            return ""
        partner = store.entities.get((isinstance(entity, Post) and entity.partner) or "")
        names = [self.reading.name(entity), *([self.reading.name(partner)] if partner else [])]
        return ", ".join(names) if names[0] != value else ""

    def choice(self, name: str, word: str) -> str:
        """Return a word that a key may have, as people write it: by its label, if one is for such words."""
        labels, key = self.reading.workspace.labels(), f"{_CHOICE_LABELS.get(name, '')}{word}"
        if name in _CHOICE_LABELS and key in labels:
            return labels[key].text
        return CHOICES.get((name, word)) or word.replace("-", " ")


def id_namer(reading: Reading) -> Callable[[str, str], str]:
    """Return what gives the name for an id, where the name is enough to find the id again; else the id itself.

    A name that several entries have is followed by what tells them apart.
    """
    known, longer = _ids_by_name(reading)

    def name_of(id_: str, kinds: str) -> str:
        if kinds == ROLE:
            return _role_in_words(reading, id_)
        if kinds == FACTS:
            return fact_words(reading, id_)
        entity = reading.store.entities.get(id_)
        if entity is None or entity.kind not in kinds.split():
            return id_
        name = reading.name(entity)
        if name in reading.store.entities or name.startswith("{"):
            return id_
        if known.get(name.casefold()) == id_:
            return name
        long_name = _long_name(reading, entity)
        return long_name if longer.get(long_name.casefold()) == id_ else id_

    return name_of


def id_of_words(reading: Reading, words: str) -> str:
    """Return the id of the entry that a form shows by a name and what tells it apart; other words as they are."""
    known, longer = _ids_by_name(reading)
    found = longer.get(words.casefold(), "") if words.casefold() not in known else ""
    return found or words


def _ids_by_name(reading: Reading) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the id for each name, and for each name with what tells it apart; empty for one that several have."""

    def collect() -> tuple[Mapping[str, str], Mapping[str, str]]:
        names: dict[str, str] = {}
        longer: dict[str, str] = {}
        for entity in reading.store.entities.values():
            for name in map(str.casefold, entity.known_as()):
                names[name] = entity.id if names.get(name, entity.id) == entity.id else ""
            long_name = _long_name(reading, entity).casefold()
            longer[long_name] = entity.id if longer.get(long_name, entity.id) == entity.id else ""
        return names, longer

    return reading.warm.recall(("names", reading.access.audience, reading.day), collect)


def _long_name(reading: Reading, entity: Entity) -> str:
    """Return the name of an entry with what tells it apart: the partner of a post, the publisher and day of a source."""
    more = []
    if isinstance(entity, Post):
        owner = reading.store.entities.get(entity.partner or entity.organisation or "")
        more = [reading.name(owner)] if owner else []
    elif isinstance(entity, Source):
        day = entity.effective_date
        more = [entity.publisher, *([say_day(day)] if day else [])]
    return ", ".join((reading.name(entity), *more))


def known_roles(reading: Reading) -> list[str]:
    """Return the roles of posts: those of the house first, then the others that labels name, or that a post has."""
    listed = reading.store.house.roles
    roles = [*listed.their_side, *listed.our_side] if listed else []
    labels = reading.workspace.labels()
    roles += [key.removeprefix(_ROLE_LABELS) for key in labels if key.startswith(_ROLE_LABELS)]
    roles += [role for post in reading.store.entities_of(Post) for role in post.roles]
    return [*dict.fromkeys(roles)]


def _role_in_words(reading: Reading, role: str) -> str:
    """Return the words for a role, where they are enough to find the role again; else the role itself."""
    labels = reading.workspace.labels()
    words = labels[f"{_ROLE_LABELS}{role}"].text if f"{_ROLE_LABELS}{role}" in labels else role
    return words if role_of_title(words, (), "") == role else role


def posts_without_holder(reading: Reading, partner: Entity | None) -> Iterator[tuple[str, str]]:
    """Yield the title of each post of a partner that no one is known to have held, and the address of its form."""
    held = {fact.post for fact in reading.store.facts if isinstance(fact, Tenure)}
    for post in reading.store.entities_of(Post):
        if partner and post.partner == partner.id and post.id not in held:
            known = {"partner": partner.id, "k.post.0": id_namer(reading)(post.id, "post")}
            yield reading.name(post), f"/add/tenure?{urlencode(known)}"
