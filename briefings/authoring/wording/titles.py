"""The title of a fact in lists: its name and its words, without references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.factbase.standing import current_holders
from briefings.model.contacts import Contact, Visit
from briefings.model.entities import NamedEntity, Post, Source
from briefings.model.evidence import Text
from briefings.model.facts import Tenure
from briefings.model.references import REFERENCE
from briefings.views.names import plain_name, plain_short_name, text_for

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.contacts import Participant
    from briefings.model.facts import Agreement, Fact, Membership

__all__ = ["dated_title", "fact_title", "plain_text", "term_of", "title_of"]

_MOST_PEOPLE = 4


def fact_title(store: FactStore, fact: Fact, day: date) -> str:
    """Return what a fact is about and what it says, on one line; its key if it has no words."""
    language = store.house.default_language
    if isinstance(fact, Tenure):
        post = plain_name(store.entity(NamedEntity, fact.post), language, day)
        holder = (
            plain_name(store.entity(NamedEntity, fact.holder), language, day) if fact.holder else "vacant"
        )
        return f"{post}: {holder}"
    if isinstance(fact, Contact):
        return _contact_title(store, fact, day)
    subject = store.entities.get(fact.subject_id or "")
    name = plain_name(subject, language, day) if isinstance(subject, NamedEntity) else ""
    name = name or plain_text(store, fact.heading, day)
    content = fact.content
    words = plain_text(store, content, day) if isinstance(content, Text) else content or ""
    others = (plain_text(store, text, day) for text in (fact.texts() if not (name or words) else ()))
    return ": ".join(filter(None, (name, words))) or ", ".join(others) or fact.key


def dated_title(store: FactStore, fact: Fact, day: date) -> str:
    """Return the title of a fact, of a contact with its day: several are alike in all else."""
    title = fact_title(store, fact, day)
    return f"{say_period(fact.period)}, {title}" if isinstance(fact, Contact) else title


def title_of(store: FactStore, key: str, day: date) -> str:
    """Return what an entry is called, or what a fact says; the key if there is none."""
    if fact := store.facts_by_key.get(key) or store.proposals.get(key):
        return dated_title(store, fact, day)
    entity = store.entities.get(key)
    if isinstance(entity, NamedEntity):
        return plain_name(entity, store.house.default_language, day)
    return entity.display_title if isinstance(entity, Source) else key


def _contact_title(store: FactStore, contact: Contact, day: date) -> str:
    """Return the form of a contact, its people, and its topics; of a visit also its place and purpose."""
    language = store.house.default_language
    people = dict.fromkeys(filter(None, (_participant(store, each, day) for each in contact.participants)))
    named = [*people][:_MOST_PEOPLE]
    if len(people) > len(named):
        named.append(f"and {len(people) - len(named)} more")
    purpose = contact.purpose if isinstance(contact, Visit) else None
    topics = "; ".join(plain_text(store, text, day) for text in (*contact.topics, purpose) if text)
    place = plain_text(store, contact.place, day, language)
    form = contact.form.replace("-", " ") + (f", {place}" if place else "")
    return ": ".join(filter(None, (form, ", ".join(named), topics)))


def _participant(store: FactStore, participant: Participant, day: date) -> str:
    """Return the name of a participant; of an office without a person, its title; else the words for them."""
    id_ = participant.person or participant.post
    if id_:
        return plain_name(store.entity(NamedEntity, id_), store.house.default_language, day)
    return plain_text(store, participant.description, day)


def term_of(store: FactStore, fact: Membership | Agreement | Tenure, day: date) -> str:
    """Return the name of an agreement, a framework, or a post with its holder."""
    language = store.house.default_language
    if fact.subject_id is None:
        return plain_text(store, fact.heading, day) or fact.key
    name = plain_name(store.entity(NamedEntity, fact.subject_id), language, day)
    if isinstance(fact, Tenure) and fact.holder:
        return f"{name}: the term of {plain_name(store.entity(NamedEntity, fact.holder), language, day)}"
    return name


def plain_text(store: FactStore, text: Text | None, day: date, language: str = "") -> str:
    """Return a text in a language, else in that of the house, with plain names in place of references; empty for none."""
    if text is None:
        return ""
    default = store.house.default_language
    words, found = text_for(text, language or default, default)

    def name(kind: str, id_: str) -> str:
        entity = store.entity(NamedEntity, id_)
        if kind == "body":
            return plain_short_name(entity, found, day)
        if kind != "holder":
            return plain_name(entity, found, day)
        assert isinstance(entity, Post)  # noqa: S101 - references were checked on loading
        holders = [tenure.holder for tenure, _ in current_holders(store, entity.id, day) if tenure.holder]
        names = [plain_name(store.entity(NamedEntity, holder), found, day) for holder in holders]
        return ", ".join(names) or plain_name(entity, found, day)

    return REFERENCE.sub(lambda match: name(match[1], match[2]), words)
