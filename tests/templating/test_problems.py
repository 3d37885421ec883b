"""Tests of the problems of templates: each at its file and line, with a hint, all in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.diagnostics import BriefingsError
from briefings.templating import FILTER_NAMES
from tests.support.notes import compose_note
from tests.support.templates import FACTS, template_problems

if TYPE_CHECKING:
    from pathlib import Path


UNKNOWN = {
    "a filter": ("{{ partner.name | safe }}", "template-refused: templates can't use the filter 'safe'"),
    "format": ('{{ "%s" | format(partner.name) }}', "template-refused: templates can't use the filter 'format'"),
    "attr": ('{{ partner | attr("name") }}', "template-refused: templates can't use the filter 'attr'"),
    "upper": ("{{ partner.name | upper }}", "template-refused: templates can't use the filter 'upper'"),
    "default": ('{{ wrong | default("") }}', "template-refused: templates can't use the filter 'default'"),
    "a filter given to map": ('{% for x in facts.statements | map("upper") %}{% endfor %}', "template-error: No filter named"),
    "a test": ("{% if partner is strange %}{% endif %}", "template-error: No test named 'strange' found."),
    "a tag": ("{% do partner.name %}", "template-syntax: Encountered unknown tag 'do'."),
    "an expression cut short": ("{% for x in facts.statements | %}{% endfor %}", "template-syntax: expected token 'name'"),
    "a name": ("{{ wrong }}", "template-error: the name 'wrong' is unknown"),
    "a name in a condition": ("{% if wrong %}{% endif %}", "template-error: the name 'wrong' is unknown"),
    "a name in a loop": ("{% for x in wrong %}{% endfor %}", "template-error: the name 'wrong' is unknown"),
    "a field": ("{{ partner.nmae }}", "template-error: a NamedView has no field 'nmae'"),
    "a place in a list": ("{{ facts.statements[7] }}", "template-error: a list has no '7'"),
    "range": ("{% for x in range(9) %}{% endfor %}", "template-error: the name 'range' is unknown"),
    "lipsum": ("{{ lipsum() }}", "template-error: the name 'lipsum' is unknown"),
    "dict": ("{{ dict(a=partner.name) }}", "template-error: the name 'dict' is unknown"),
    "a private name": ("{{ partner._record }}", "template-error: access to attribute '_record' of 'Record' object is unsafe."),
    "the class": ("{{ partner.__class__ }}", "template-error: access to attribute '__class__'"),
    "the slot itself": ("{{ partner.name.__html__() }}", "template-error: access to attribute '__html__'"),
    "format of a string": ('{{ "{}".format(partner.name) }}', "template-error: access to attribute 'format' of 'str' object"),
    "a character by its number": ('{% set x = "{:c}".format(999) %}', "template-error: access to attribute 'format'"),
    "a long text": ('{% set x = "".ljust(999) %}', "template-error: access to attribute 'ljust'"),
    "the words of a value": ("{{ partner.name.phrase }}", "template-error: access to attribute 'phrase' of 'Value' object"),
    "the code of a function": ("{{ label.__globals__ }}", "template-error: access to attribute '__globals__'"),
    "a change to a list": ("{{ [].append(partner) }}", "template-error: access to attribute 'append'"),
    "a label": ('{{ label("section.glanse") }}', "unknown-label: unknown label 'section.glanse'"),
    "a label without its values": ('{{ label("title") }}', "unknown-label: the label 'title' gets no value for {partner}, {side}"),
    "a label with a value too many": ('{{ label("blank", name=partner.name) }}', "unknown-label: the label 'blank' has no placeholder {name}"),
    "a label by a value": ("{{ label(partner.name) }}", "template-error: the key of a label is a text, not a value"),
    "a label without a key": ("{{ label() }}", "template-error: TypeError"),
    "a template": ('{% include "sections/glanse.md.j2" %}', "template-not-found: unknown template 'sections/glanse.md.j2'"),
    "a template to extend": ('{% extends "base.md.j2" %}', "template-not-found: unknown template 'base.md.j2'"),
    "a template to import from": ('{% from "m.md.j2" import m %}', "template-not-found: unknown template 'm.md.j2'"),
    "a template above": ('{% include "../brief.md.j2" %}', "template-not-found: unknown template '../brief.md.j2'"),
    "a template anywhere": ('{% include "/etc/hostname" %}', "template-not-found: unknown template '/etc/hostname'"),
    "a template by a value": ("{% include partner.name %}", "template-error: TypeError"),
    "a template by a record": ("{% extends partner %}", "template-error: AttributeError"),
    "a value called": ("{{ partner.name() }}", "template-error: TypeError"),
    "a value measured": ("{{ partner.name | length }}", "template-error: TypeError"),
    "values compared": ("{% if partner.name < side.name %}{% endif %}", "template-error: TypeError"),
    "records sorted": ("{% for x in facts.statements | sort %}{% endfor %}", "template-error: TypeError"),
    "a template in itself": ('{% include "brief.md.j2" %}', "template-error: the templates of this note use each other too deep"),
    "a macro in itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template-error: the templates of this note use each other too deep"),
    "a division by nothing": ("{% set x = 1 / 0 %}", "template-error: ZeroDivisionError"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNKNOWN)
def test_a_fault_of_a_template_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    """What is unknown, or can't be done, is an error at its line and never a traceback."""
    template, message = UNKNOWN[case]
    first, *_ = template_problems(tmp_path, f"\n\n{template}\n")
    assert first.startswith(f"brief.md.j2:3 {message}")


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ partner.name | safe }}", f"templates can use the filters {', '.join(FILTER_NAMES)}"),
        ('{{ label("section.glanse") }}', "did you mean section.glance?"),
        ('{{ label("title") }}', "it reads 'Relations between {side} and {partner}'"),
        ('{% include "breif.md.j2" %}', "did you mean brief.md.j2?"),
        ("words", "move the words to the label file, and print {{ label('...') }}"),
        ("{{ facts.statements | length }}", "print a field of the view unchanged, or a label"),
        ("<", "a note consists of headings, lists, tables and emphasis"),
    ],
)
def test_a_fault_says_what_to_do(tmp_path: Path, template: str, hint: str) -> None:
    """The hint names what was probably meant, or where the words belong."""
    with pytest.raises(BriefingsError) as caught:
        compose_note(tmp_path, template, statements=FACTS)
    assert hint in [found.advice for found in caught.value.diagnostics]


def test_all_faults_are_told_in_one_pass(tmp_path: Path) -> None:
    """Faults of a template and of one that it includes come together, sorted by place."""
    template = (
        'One\n{{ facts.statements | length }}\n{% include "part.md.j2" %}\n{{ partner }}\nTwo {{ "three" }}\n'
    )
    assert template_problems(tmp_path, template, part="\n{{ facts.statements[0].status }}\nFour\n") == [
        "brief.md.j2:1 template-words: the template has words of its own: 'One'",
        "brief.md.j2:2 template-bare-value: the template prints '2' without a citation",
        "brief.md.j2:4 template-bare-value: the template prints a whole record",
        "brief.md.j2:5 template-bare-value: the template prints 'three' without a citation",
        "brief.md.j2:5 template-words: the template has words of its own: 'Two'",
        "brief.md.j2:5 template-words: the template has words of its own: 'three'",
        "part.md.j2:2 template-bare-value: the template prints 'certain' without a citation",
        "part.md.j2:3 template-words: the template has words of its own: 'Four'",
    ]


def test_a_fault_in_a_macro_is_told_where_the_macro_stands(tmp_path: Path) -> None:
    """An error that happens in an imported macro has the macro's file and line."""
    template = '{% from "macros.md.j2" import m with context %}\n{{ m(partner) }}\n'
    assert template_problems(
        tmp_path, template, macros="{% macro m(x) %}\n\n{{ x.wrong }}\n{% endmacro %}\n"
    ) == ["macros.md.j2:3 template-error: a NamedView has no field 'wrong'"]
