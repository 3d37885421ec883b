"""Tests of what a template may print: values with their citations, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.templates import including_templates, template_problems

if TYPE_CHECKING:
    from pathlib import Path


BARE = {
    "a record": ("{{ partner }}", "the template prints a whole record"),
    "a record in a loop": ("{% for fact in facts.statements %}{{ fact }}{% endfor %}", "the template prints a whole record"),
    "a count": ("{{ facts.statements | length }}", "the template prints '2' without a citation"),
    "a status": ("{{ facts.statements[0].status }}", "the template prints 'certain' without a citation"),
    "statuses joined": ('{{ facts.statements | map(attribute="status") | join }}', "'certaincertain'"),
    "a status between facts": ('{{ facts.statements | join(facts.statements[0].status, attribute="text") }}', "without"),
    "the number of a loop": ("{% for fact in facts.statements %}{{ loop.index }}{% endfor %}", "prints '1' without"),
    "a truth value": ("{{ 1 < 2 }}", "the template prints 'True' without a citation"),
    "a difference": ("{{ 3 - 1 }}", "the template prints '2' without a citation"),
    "words added": ('{{ "a" + "b" }}', "the template prints 'ab' without a citation"),
    "a letter of a word": ('{{ "abc" | first }}', "the template prints 'a' without a citation"),
    "a list of values": ("{{ [partner.name] }}", "the template prints a list without a citation"),
    "the view": ("{{ self }}", "the template prints a TemplateReference without a citation"),
    "a function": ("{{ label }}", "the template prints a function without a citation"),
    "a label round bare words": ('{{ label("title", side="NATO", partner=partner.name) }}', "the label 'title' needs a value of the view for side"),
    "a label round a count": ('{{ label("contacts.omitted", count=facts.statements | length) }}', "the label 'contacts.omitted' needs a value of the view for count"),
    "a bare value set aside": ("{% set x = facts.statements[0].status %}{{ x }}", "prints 'certain' without"),
    "a bare value from a macro": ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(7) }}", "prints '7' without"),
    "a word behind a block": ('{% block b %}{{ partner.name }}{% endblock %}{% set w = "x" %}{{ self.b() ~ w }}', "without"),
    "a part of a value": ("{% set x %}{{ partner.name }}{% endset %}{{ x | first }}", "the template prints a part of a value"),
    "a part of a block": ("{% block b %}{{ partner.name }}{% endblock %}{{ self.b()[:1] }}", "the template prints a part of a value"),
    "a block reversed": ("{% block b %}{{ partner.name }}{% endblock %}{% for x in self.b() | list %}{{ x }}{% endfor %}", "a part of a value"),
}  # fmt: skip


@pytest.mark.parametrize("case", BARE)
def test_a_bare_value_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """However a template prints data that has no citation, it is told where, and nothing is made."""
    template, message = BARE[case]
    for way, (brief, base, file) in including_templates(template).items():
        problems = template_problems(tmp_path, brief, base=base)
        assert problems[0].startswith(f"{file}.md.j2:3 template-bare-value: "), way
        assert any(message in problem for problem in problems), way


def test_a_slot_put_together_is_refused(tmp_path: Path) -> None:
    """Parts of values that are joined to what stands for no value are told, though not where."""
    template = '{% set x %}{{ partner.name }}{% endset %}{% set n = "7" %}{{ (x | first) ~ n ~ (x | last) }}'
    assert template_problems(tmp_path, template) == [
        "? template-bare-value: a template makes a value from parts of other values"
    ]


TO_TEXT = {
    "~": "{{ partner.name ~ partner.name }}",
    "~ with nothing": '{{ "" ~ partner.name }}',
    "a comparison": '{% if partner.name ~ "" == "Zubrowka" %}{% endif %}',
    "a key": '{{ label("section." ~ partner.name) }}',
    "records joined": "{{ facts.statements | join }}",
}


@pytest.mark.parametrize("case", TO_TEXT)
def test_a_value_does_not_become_text(tmp_path: Path, case: str) -> None:
    """A value that would become a string, and so lose its citation, is refused with the line."""
    (fault,) = template_problems(tmp_path, f"\n\n{TO_TEXT[case]}\n")
    assert fault.startswith("brief.md.j2:3 template-error: ")
