"""Tests of errors in templates: template and line, the fact being printed, and the available names."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError, format_diagnostic
from briefings.model.phrases import Citation, Phrase
from briefings.project import Project
from briefings.templating.slots import Record, Slots, Value, cited_facts
from briefings.views.records import AreaView, ContactGroupView, ContactView
from tests.support.notes import EMPTY, compose_note, fact, make_draft, phrase

if TYPE_CHECKING:
    from pathlib import Path


def first_problem(folder: Path, template: str, **files: str) -> str:
    """Return the first problem of a template as it is printed."""
    few = (fact("It joined.", "a", time=phrase("2002", "a")), fact("It left", "b"))
    with pytest.raises(BriefingsError) as caught:
        compose_note(
            folder,
            template,
            files={f"{name}.md.j2": text for name, text in files.items()},
            statements=few,
            areas=(AreaView(phrase("Light"), few),),
        )
    return format_diagnostic(caught.value.diagnostics[0]).removeprefix("brief.md.j2:")


# --- the fact in play ---------------------------------------------------------------------------

LOOP = "{% for fact in facts.statements %}\n"
IN_PLAY = {
    "a field that there is not": (LOOP + "{{ fact.tme }}\n{% endfor %}", "2:1: error[template-error]: a FactView has no field 'tme' (while printing test/a)"),
    "a refused value": (LOOP + "{{ fact.status }}\n{% endfor %}", "2:1: error[template-bare-value]: the template prints 'certain' without a citation (while printing test/a)"),
    "a whole record": (LOOP + "{{ fact }}\n{% endfor %}", "(while printing test/a)"),
    "a label": (LOOP + '{{ label("nowhere", of=fact.time) }}\n{% endfor %}', "2:1: error[unknown-label]: unknown label 'nowhere' (while printing test/a)"),
    "a value as text": (LOOP + "{{ fact.time ~ fact.text }}\n{% endfor %}", "(while printing test/a)"),
    "the second fact": (LOOP + '{% if not fact.time %}{{ fact.status }}{% endif %}\n{% endfor %}', "(while printing test/b)"),
    "the inner loop": (
        '{% for area in areas %}{% for fact in area["items"] | reverse %}\n{{ fact.status }}{% endfor %}{% endfor %}',
        "(while printing test/b)",
    ),
    "a loop that counts": (LOOP + "{% if loop.last %}{{ fact.status }}{% endif %}{% endfor %}", "(while printing test/b)"),
    "a value in a loop": ('{% for text in facts.statements | map(attribute="text") %}\n{{ text.x }}{% endfor %}', "(while printing test/a)"),
    "a macro": ("{% macro m(thing) %}\n{{ thing.status }}{% endmacro %}{{ m(facts.statements[1]) }}", "2:1: error[template-bare-value]: the template prints 'certain' without a citation (while printing test/b)"),
    "a macro that holds none": ("{% macro m(x) %}\n{{ x }}{% endmacro %}" + LOOP + "{{ m(7) }}{% endfor %}", "(while printing test/a)"),
    "a block": (LOOP + "{% block b scoped %}\n{{ fact.status }}{% endblock %}{% endfor %}", "3:1: error[template-bare-value]: the template prints 'certain' without a citation (while printing test/a)"),
    "a heading": (LOOP + "# {{ fact.text }}\n\n{% endfor %}", "2:1: error[cited-heading]: a heading or table header prints a fact, but can't have a citation mark (while printing test/a)"),
}  # fmt: skip


@pytest.mark.parametrize("case", IN_PLAY)
def test_a_fault_names_the_fact_that_was_being_printed(tmp_path: Path, case: str) -> None:
    """Whatever went wrong, the message says with which fact, so that one can look at it."""
    template, message = IN_PLAY[case]
    assert message in first_problem(tmp_path, template)


NOT_IN_PLAY = {
    "before the loop": "{{ side.nme }}" + LOOP + "{% endfor %}",
    "after the loop": LOOP + "{% endfor %}{{ side.nme }}",
    "an empty loop": "{% for x in [] %}{% else %}{{ side.nme }}{% endfor %}",
}


@pytest.mark.parametrize("case", NOT_IN_PLAY)
def test_a_fault_elsewhere_names_no_fact(tmp_path: Path, case: str) -> None:
    """Where no fact is in a template's hands, none is blamed."""
    assert "while printing" not in first_problem(tmp_path, NOT_IN_PLAY[case])


def test_a_fault_in_a_loop_is_told_once(tmp_path: Path) -> None:
    """Of a fault that each fact meets, the first one is named."""
    with pytest.raises(BriefingsError) as caught:
        compose_note(
            tmp_path, LOOP + "{{ fact.status }}{% endfor %}", statements=[fact("A", "a"), fact("B", "b")]
        )
    (found,) = caught.value.diagnostics
    assert found.message.endswith("(while printing test/a)")


def test_the_place_of_the_fact_is_told(project: Path) -> None:
    """The file and line of the fact stand beside those of the template."""
    section = project / "templates/sections/areas.md.j2"
    section.parent.mkdir(parents=True)
    section.write_text(
        "{% for area in areas %}\n{{ area.name }}{{ area.title }}\n{% endfor %}\n", encoding="utf-8"
    )
    with pytest.raises(BriefingsError) as caught:
        make_draft(Workspace(Project.find(project)), "zubrowka", date(2020, 6, 1))
    assert format_diagnostic(caught.value.diagnostics[0]) == (
        "templates/sections/areas.md.j2:2:1: error[template-error]: "
        "an AreaView has no field 'title' (while printing zubrowka/oil)\n"
        "  also: facts/zubrowka/zubrowka.yaml:45:3\n"
        "  hint: did you mean items? its fields are name, items, past_items"
    )


# --- which facts a record tells of --------------------------------------------------------------


def record_facts(record: object) -> tuple[str, ...]:
    """Return the facts that a record cites."""
    return cited_facts(Record(record, Slots()))


def test_a_record_tells_of_the_fact_that_its_phrases_cite_first() -> None:
    """What a text names besides is no fact that it tells of."""
    text = Phrase(("It met X.",), (Citation("test/meeting", "a"), Citation("test/x", "b")))
    assert cited_facts(Value(text, Slots())) == ("test/meeting",)
    told = dataclasses.replace(fact("", "c"), text=text, due=phrase("2003", "c"))
    assert record_facts(told) == ("test/meeting", "test/c")


def test_a_record_tells_of_the_facts_of_its_records() -> None:
    """A group tells of all its contacts, in order and once each."""
    contacts = [
        ContactView(
            date=phrase("2002", id_),
            form="visit",
            place=EMPTY,
            ours=(),
            theirs=(phrase("X", id_),),
            topics=(),
            others=(),
            level="",
            host=EMPTY,
            outcome=EMPTY,
            has_met=True,
        )
        for id_ in "abb"
    ]
    group = ContactGroupView(phrase("Us"), True, tuple(contacts), EMPTY, EMPTY, False)
    assert record_facts(group) == ("test/a", "test/b")
    assert record_facts(dataclasses.replace(group, contacts=())) == ()


# --- what there is ------------------------------------------------------------------------------

HINTS = {
    "a field": (
        "{{ facts.statements[0].tex }}",
        "did you mean text? its fields are text, status, time, attested, due, name, disputed, attested_later, undisclosed, remarks",
    ),
    "a field far off": (
        "{{ facts.statements[0].wording }}",
        "its fields are text, status, time, attested, due, name, disputed, attested_later, undisclosed, remarks",
    ),
    "a name": ("{{ milestnes }}", "did you mean milestones?"),
    "a name of a loop": ("{% for fact in facts.statements %}{{ fcat }}{% endfor %}", "did you mean fact?"),
    "a name of a macro": (
        "{% macro m(thing) %}{{ thign }}{% endmacro %}{{ m(side) }}",
        "did you mean thing?",
    ),
}


@pytest.mark.parametrize("case", HINTS)
def test_a_name_that_there_is_not_is_answered_with_those_that_there_are(tmp_path: Path, case: str) -> None:
    """The hint names the nearest name, and all fields of a record."""
    template, hint = HINTS[case]
    assert first_problem(tmp_path, template).endswith(f"\n  hint: {hint}")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ partner.name.text }}", "a value has no 'text'"),
        ("{{ facts.statements.text }}", "a list has no 'text'"),
        ("{{ posts.text }}", "a mapping has no 'text'"),
        ("{{ facts.statements[0].status.text }}", "a str has no 'text'"),
    ],
)
def test_what_has_no_fields_is_named(tmp_path: Path, template: str, message: str) -> None:
    """A field of a value, list or mapping is refused in the words of the reference."""
    assert first_problem(tmp_path, template).startswith(f"1:1: error[template-error]: {message}")
