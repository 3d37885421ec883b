"""Why no note of a day prints a fact, in words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import LIST_BY_KIND
from briefings.lint.left_to_desk import reason_left_to_desk
from briefings.lint.unprinted import reason_unprinted
from briefings.model.facts import Agreement, Cooperation, Membership, Statement
from briefings.model.figures import Figure
from briefings.model.hints import say_keys
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.server.forms.fields import form_of_list

if TYPE_CHECKING:
    from datetime import date

    from briefings.build.workspace import Workspace
    from briefings.model.facts import Fact
    from briefings.model.hints import NamedKey

__all__ = ["why_unprinted"]

_PROPOSED = "it is proposed, and waits for a person to accept it."
_DESK = "desk"
_FULL_SECTIONS: dict[type[Fact], str] = {
    Statement: "background",
    Membership: "frameworks",
    Agreement: "frameworks",
    Cooperation: "areas",
    Figure: "figures",
}
"""The section that prints all facts of a kind, in whatever product has it."""


def why_unprinted(workspace: Workspace, fact: Fact, day: date) -> str:
    """Return why no note prints a fact that none prints, and what to do about it.

    Raises:
        BriefingsError: if a product has errors.
    """
    if fact.is_proposed:
        return _PROPOSED
    store = workspace.store
    partners = [partner.id for partner in store.partners if store.is_fact_in_scope(fact, partner.id)]
    near = store.subset(partners)
    found = reason_unprinted(workspace.project, near, fact.key, day)
    others = "" if found else f" {_other_notes(workspace, fact, partners)}"
    cause, advice = found or reason_left_to_desk(near, fact, day)
    return f"{_in_labels(f'{cause}; {advice}' if advice else cause, fact)}.{others}"


def _in_labels(words: str, fact: Fact) -> str:
    """Return words about keys of a file as words about the fields of the form of a fact."""
    fields = form_of_list(LIST_BY_KIND[fact.kind])
    labels = {part.name: part.label for field in fields for part in field.parts}
    labels |= {field.name: field.label for field in fields}

    def say(named: NamedKey) -> str:
        if named.key not in labels:
            return f"{named.order}{named.text}"
        return f"{named.order}“{labels[named.key]}{f': {named.value}' if named.value else ''}”"

    return say_keys(words, say)


def _other_notes(workspace: Workspace, fact: Fact, partners: list[str]) -> str:
    """Return which notes would print a fact that the notes of the house leave out."""
    catalog, section = workspace.catalog, _FULL_SECTIONS.get(type(fact))
    products = [
        id_
        for id_ in (
            catalog.offered_products(catalog.subjects[partners[0]], DEFAULT_AUDIENCE) if partners else ()
        )
        if id_ != _DESK and section in catalog.product(id_).sections
    ]
    more = f", and so does the product “{products[0]}”" if products else ""
    return f"The desk copy prints it{more}."
