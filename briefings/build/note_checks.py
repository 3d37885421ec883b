"""Checks of a note before it is composed: its topic exists, and the project's labels leave the facts to the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.own_labels import check_own_labels, own_label_files
from briefings.model.contacts import Visit
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import NamedEntity, Person
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from briefings.build.catalog import Subject
    from briefings.build.request import Note
    from briefings.compose.labels import Labels
    from briefings.compose.products import Product
    from briefings.factbase.store import FactStore
    from briefings.model.markings import Audience
    from briefings.templating import Templates
    from briefings.views.records import View

__all__ = ["check_labels", "check_topic", "check_visible_facts"]


def check_labels(templates: Templates, labels: Labels, visible_facts: FactStore) -> list[Diagnostic]:
    """Return the problems of the project's own labels: only names that the readers may see can be found.

    The gate searches the finished note for the other names.

    Args:
        templates: the templates of the note.
        labels: the labels of the note.
        visible_facts: what the readers may see.
    """
    if not own_label_files(templates, labels):
        return []
    names = [name for entity in visible_facts.entities_of(NamedEntity) for name in entity.known_as()]
    return list(check_own_labels(templates, labels, names, visible_facts.scheme))


def check_topic(product: Product, note: Note, view: View, visible_facts: FactStore) -> Diagnostic | None:
    """Report a person or visit that does not exist, as far as the readers of the note may know; None if it does."""
    if product.subject_kind == "person" and view.person is None:
        return unknown("person", note.about, (person.id for person in visible_facts.entities_of(Person)))
    if product.subject_kind == "visit" and view.visit is None:
        return unknown(
            "visit", note.about, (fact.id for fact in visible_facts.facts if isinstance(fact, Visit))
        )
    return None


def check_visible_facts(subject: Subject, audience: Audience, visible_facts: FactStore) -> Diagnostic | None:
    """Report an audience that sees no fact on a subject, as its notes are empty; None if it sees one.

    The default audience has notes on a new partner, which has no facts yet.
    """
    is_seen = any(fact.folder in subject.folders for fact in visible_facts.facts)
    if is_seen or audience.name == DEFAULT_AUDIENCE:
        return None
    message = f"no fact on {subject.id} is for the audience {audience.name!r}, so its notes are empty"
    return Diagnostic("blind-audience", message, audience.location, Severity.WARNING)
