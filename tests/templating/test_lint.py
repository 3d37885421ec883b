"""Tests of the static checks of templates: structure only, no words, and every part checked, rendered or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.diagnostics import BriefingsError
from tests.support.notes import compose_note
from tests.support.templates import including_templates, template_problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for templates, which overwrite one another."""
    return tmp_path_factory.mktemp("templates")


WORDS = {
    "text": "Relations are good.",
    "a number": "2002",
    "a word in emphasis": "**Note**",
    "an HTML tag": "<b>{{ partner.name }}</b>",
    "an HTML comment": "<!-- x -->",
    "a reference to a character": "&#65;",
    "a numbered list": "1. {{ partner.name }}",
    "a link": "[x](y)",
    "letters in circles": "Ⓢ",
    "a constant": '{{ "Iran" }}',
    "a constant number": "{{ 42 }}",
    "nothing at all": "{{ none }}",
    "one of two constants": '{{ partner.name if partner else "others" }}',
    "constants run together": '{{ "a" ~ "b" }}',
    "a word between facts": '{{ facts.statements | map(attribute="text") | join(" and ") }}',
    "raw": "{% raw %}words{% endraw %}",
    "a set-block": "{% set x %}words{% endset %}",
    "a macro never called": "{% macro m() %}words{% endmacro %}",
    "a branch never taken": "{% if false %}words{% endif %}",
    "a constant never printed": '{% if false %}{{ "words" }}{% endif %}',
    "a loop never run": "{% for x in [] %}words{% endfor %}",
    "the else of a loop": "{% for x in facts.statements %}{% else %}words{% endfor %}",
    "a call block": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}words{% endcall %}",
}


@pytest.mark.parametrize("case", WORDS)
def test_words_of_a_template_are_refused_with_their_line(tmp_path: Path, case: str) -> None:
    """Letters and digits of a template's own are told, whether or not that part is ever rendered."""
    for way, (brief, base, file) in including_templates(WORDS[case]).items():
        faults = template_problems(tmp_path, brief, base=base)
        expected = f"{file}.md.j2:3 template-words: the template has words of its own: "
        assert any(fault.startswith(expected) for fault in faults), way


NOT_STRUCTURE = {
    "a link with a value as address": ("[{{ partner.name }}]({{ partner.name }})", "templates can't use '['"),
    "a picture": ("![]({{ partner.name }})", "templates can't use '['"),
    "a definition of a link": ("[]: {{ partner.name }}", "templates can't use '['"),
    "code": ("`{{ partner.name }}`", "templates can't use '`'"),
    "a block of code": ("~~~\n{{ partner.name }}\n~~~", "templates can't use '~~~'"),
    "an address": ("<{{ partner.name }}>", "templates can't use '<'"),
    "an escape": ("\\{{ partner.name }}", "templates can't use '\\\\'"),
    "markup made by an expression": ('{% set x = "[" %}{{ x }}', "templates can't use '['"),
    "filter": ("{% filter first %}{{ partner.name }}{% endfilter %}", "templates can't use the tag 'filter'"),
    "autoescape": ("{% autoescape false %}{% endautoescape %}", "templates can't use the tag 'autoescape'"),
    "multiplication": ('{% set x = "; " * 999999999 %}', "templates can't use multiplication"),
    "powers": ("{% set x = 9 ** 9 %}", "templates can't use powers"),
    "printf": ('{% set x = "%c" % 64976 %}', "templates can't use the operator %"),
    "a large number": ("{% for x in facts.statements | slice(100000000) %}{% endfor %}", "templates can't use large numbers"),
    "a slot set aside": ('{% set x = "\\ufdd00\\ufdd1" %}{{ x }}', "templates can't use the character U+FDD0"),
    "a slot as a constant": ('{{ "\\ufdd00\\ufdd1" }}', "templates can't use the character U+FDD0"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_STRUCTURE)
def test_what_is_not_structure_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """Markup that would take a value for an address or show it otherwise, and costly operators, are told."""
    template, message = NOT_STRUCTURE[case]
    faults = template_problems(tmp_path, f"{{% if false %}}\n{{% endif %}}\n{template}\n")
    assert f"brief.md.j2:3 template-refused: {message}" in faults


FACT_LISTS = {
    "a list misspelled": ("{% for x in facts.statments %}{% endfor %}", "no list of facts is called 'statments'"),
    "a past list": ("{% if past_facts.membership %}{% endif %}", "no list of facts is called 'membership'"),
    "a list of a partner in a region": ("{{ member.facts.agreement }}", "no list of facts is called 'agreement'"),
    "a list in brackets": ('{% set x = facts["figure"] %}', "no list of facts is called 'figure'"),
    "a list with a view of its own": ("{% if facts.contacts %}{% endif %}", "no list of facts is called 'contacts'"),
}  # fmt: skip


@pytest.mark.parametrize("case", FACT_LISTS)
def test_a_list_of_facts_that_no_view_has_is_reported_where_nothing_is_rendered(
    tmp_path: Path, case: str
) -> None:
    """A kind of fact that is misspelled in a branch that is never taken is reported once, at its line."""
    template, message = FACT_LISTS[case]
    problems = template_problems(tmp_path, f"{{% if false %}}\n{template}\n{{% endif %}}\n")
    assert problems == [f"brief.md.j2:2 template-error: {message}"]


def test_the_nearest_list_of_facts_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(BriefingsError) as caught:
        compose_note(tmp_path, "{% if facts.membership %}{% endif %}")
    (problem,) = caught.value.diagnostics
    assert (
        problem.advice
        == "did you mean memberships? the lists are statements, memberships, agreements, figures"
    )


def test_what_is_refused_is_not_run(tmp_path: Path) -> None:
    """A template with a costly operator is neither compiled nor rendered, so that it can't take all memory."""
    assert template_problems(tmp_path, "{% set x = 2 * 3 %}{{ partner }}") == [
        "brief.md.j2:1 template-refused: templates can't use multiplication"
    ]


@given(word=st.text(alphabet=st.characters(categories=("L", "N")), min_size=1))
def test_no_word_gets_through(folder: Path, word: str) -> None:
    """Whatever letters or digits a template has of its own, it is refused."""
    assert template_problems(folder, f"{{% raw %}}{word}{{% endraw %}}")
    assert template_problems(folder, f"{{% set x = {word!r} %}}{{{{ x }}}}")
