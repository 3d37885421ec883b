"""The records of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase
    from briefings.views.records.contacts import ContactView
    from briefings.views.records.facts import FactView
    from briefings.views.records.lives import LifeView

__all__ = ["PersonView", "ProfileView"]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person whom the note names, with the names and offices known by the day.

    Attributes:
        life: what else is known of the life of the person, such as the form of address.
    """

    name: Phrase
    other_names: tuple[Phrase, ...]
    former_names: tuple[Phrase, ...]
    offices: tuple[Phrase, ...]
    life: tuple[LifeView, ...]


@dataclass(frozen=True, slots=True)
class ProfileView(PersonView):
    """A person whom the note introduces.

    Attributes:
        posts: the posts held on the day; `text` is the title with its time.
        past_posts: the posts held before, latest first.
        contacts: the contacts in which the person took part, newest first.
        statements: the statements about the person.
    """

    posts: tuple[FactView, ...]
    past_posts: tuple[FactView, ...]
    contacts: tuple[ContactView, ...]
    statements: tuple[FactView, ...]
