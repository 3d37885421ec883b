"""Tests of references, quotations and characters in texts."""

from __future__ import annotations

from briefings.checks.text.references import (
    blank_quotations,
    blank_references,
    reference_to,
    unify_characters,
)
from briefings.factbase.load import load
from briefings.model.entities import Framework, Person
from briefings.project import package_data_folder


def test_what_is_blanked_keeps_its_length() -> None:
    """References and quotations become spaces, so that positions stay the same."""
    assert blank_references("By {person:zero} alone.") == f"By {' ' * len('{person:zero}')} alone."
    assert (
        blank_quotations('It said “no”, «non» and "нет".') == f"It said {' ' * 4}, {' ' * 5} and {' ' * 5}."
    )


def test_unify_characters() -> None:
    """Quotation marks, apostrophes and dashes become plain ones, one for one."""
    assert unify_characters("l’an – «no»") == 'l\'an - "no"'


def test_reference_to() -> None:
    """People are referred to as people, all others as bodies."""
    store = load(package_data_folder())
    person, framework = store.entities_of(Person)[0], store.entities_of(Framework)[0]
    assert reference_to(person) == f"{{person:{person.id}}}"
    assert reference_to(framework) == f"{{body:{framework.id}}}"
