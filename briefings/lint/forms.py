"""The check that label files name each form of contact that the facts have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.assets import load_labels
from briefings.compose.label_checks import unknown_form
from briefings.model.contact_forms import CONTACT_FORMS, FORM_PREFIX
from briefings.model.contacts import Contact
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["check_forms", "known_forms"]


def known_forms(project: Project, store: FactStore, folder: str) -> frozenset[str]:
    """Return the forms of contact that a label file names, in any language of the house, for a folder of facts."""
    own = {
        key.removeprefix(FORM_PREFIX)
        for labels in _labels_for(project, store, folder)
        for key in labels
        if key.startswith(FORM_PREFIX)
    }
    return frozenset(own.union(CONTACT_FORMS))


def check_forms(project: Project, store: FactStore) -> Iterator[Diagnostic]:
    """Report each contact of a form that no label file names; a form that only some languages lack is another matter.

    Label files are read only if a contact has a form of the house's own.
    """
    known: dict[str, list[Labels]] = {}
    for fact in store.facts:
        if not isinstance(fact, Contact) or fact.form in CONTACT_FORMS:
            continue
        if fact.folder not in known:
            known[fact.folder] = list(_labels_for(project, store, fact.folder))
        all_labels = known[fact.folder]
        if all_labels and not any(f"{FORM_PREFIX}{fact.form}" in labels for labels in all_labels):
            yield unknown_form(all_labels[0], fact.form, fact.location)


def _labels_for(project: Project, store: FactStore, folder: str) -> Iterator[Labels]:
    """Yield the labels of each language for a folder of facts; the check of the label files reports what is wrong."""
    searched = project.template_folders(None if folder == SHARED_FOLDER else folder)
    templates = Templates([path for path in searched if path.is_dir()], project.root)
    for language in store.house.languages:
        try:
            yield load_labels(language, templates, None)
        except BriefingsError:
            return
