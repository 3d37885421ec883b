"""Tests of the checks of labels."""

from __future__ import annotations

import pytest

from briefings.compose.label_checks import check_required, check_use
from briefings.compose.labels import Labels
from briefings.model.diagnostics import Location, Severity
from tests.support.notes import LABELS

EN = Labels.load("en", [(LABELS, "labels.yaml")])
TEMPLATE = Location("templates/brief.md.j2", 3, 1)


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("participant", {"name", "office"}, None),
        ("blank", set(), None),
        ("participant", {"name"}, ("the label 'participant' gets no value for {office}", "it reads '{name} ({office})'; its values are {name}")),
        (
            "participant",
            {"name", "office", "rank", "age"},
            ("the label 'participant' has no placeholder {age}, {rank}", "it reads '{name} ({office})'; its values are {age}, {name}, {office}, {rank}"),
        ),
        ("participants", set(), ("unknown label 'participants'", "did you mean participant?")),
        ("wxyz", set(), ("unknown label 'wxyz'", "add it to labels.yaml")),
        ("section", set(), ("unknown label 'section'", "did you mean section.areas?")),
    ],
)  # fmt: skip
def test_asking_wrongly_for_a_label_is_explained(
    key: str, values: set[str], expected: tuple[str, str] | None
) -> None:
    """An unknown label, one with a value missing and one with a value too many are told apart."""
    problem = check_use(EN, key, values, TEMPLATE)
    assert expected == ((problem.message, problem.advice) if problem else None)
    assert problem is None or problem.location == TEMPLATE


def test_a_label_that_a_file_lacks_is_added_there() -> None:
    """A missing label is no misspelt one; without the label of a role a post has its title."""
    missing, role = check_required(EN, {"section.glanse": (), "role.keeper": ()})
    assert (missing.severity, missing.message) == (Severity.ERROR, "the label 'section.glanse' is missing")
    assert (role.severity, role.message) == (
        Severity.INFO,
        "the label 'role.keeper' is missing, so notes print the title of the post",
    )
    assert {missing.hint, role.hint} == {"add it to labels.yaml"}


def test_both_sides_of_a_label_are_checked_alike() -> None:
    """A label file and a template that disagree get the same message, each at its own place."""
    (in_file,) = check_required(EN, {"blank": ("name",)})
    in_template = check_use(EN, "blank", ("name",), TEMPLATE)
    assert in_template is not None
    assert (in_file.message, in_file.hint) == (in_template.message, in_template.hint)
    assert (in_file.location, in_template.location) == (EN.location("blank"), TEMPLATE)
