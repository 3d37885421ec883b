"""Tests of the source text of blocks: the lexer of Jinja finds them, wherever they are and whatever is around them."""

from __future__ import annotations

import pytest

from briefings.project import package_data_folder
from briefings.templating.blocks import block_texts, extends_below, merge_overrides

TEMPLATES = package_data_folder() / "templates"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  \n {%- block a -%} \n x \n {%- endblock a -%} \n y", "{%- block a -%} \n x \n {%- endblock a -%}"),
        ("{%+ block a %}\n{%+ endblock +%}\n", "{%+ block a %}\n{%+ endblock +%}"),
        ('{{ "{% block b %}" }}{% block a %}{{ "{% endblock %}" }}{% endblock %}', '{% block a %}{{ "{% endblock %}" }}{% endblock %}'),
        ('{% block a %}{% set x = "endblock" %}{% endblock %}', '{% block a %}{% set x = "endblock" %}{% endblock %}'),
        ("{%\n  block\n  a\n%}x{% endblock %}", "{%\n  block\n  a\n%}x{% endblock %}"),
        ("{% block a %}x\r\ny{% endblock %}\r\n", "{% block a %}x\ny{% endblock %}"),
    ],
)  # fmt: skip
def test_a_block_has_its_tags_and_nothing_around_them(source: str, expected: str) -> None:
    """A block is its text from tag to tag, without the white space that the tags strip outside."""
    assert block_texts(source) == {"a": expected}


@pytest.mark.parametrize(
    "rest", ["{% block b %}", "{% endblock %}", "{% raw %}", "{{ ? }}", "{% block ? %}", "{# ", "{{ ) }}"]
)
def test_a_broken_template_has_the_blocks_before_its_error(rest: str) -> None:
    """An error of syntax is for the check of templates to report; the blocks before it are found."""
    source = "{% block a %}x{% endblock %}" + rest
    assert block_texts(source) == {"a": "{% block a %}x{% endblock %}"}
    assert merge_overrides(["{% block a %}y{% endblock %}", source]) == "{% block a %}y{% endblock %}" + rest
    assert not extends_below(source)


def test_every_packaged_block_is_one_piece() -> None:
    """The text of a packaged block parses alone: it begins with its tag, ends with its tag, and has the blocks within."""
    for path in TEMPLATES.rglob("*.md.j2"):
        for name, text in block_texts(path.read_text("utf-8")).items():
            assert (text[:2], text[-2:]) == ("{%", "%}"), path
            assert block_texts(text)[name] == text, path


def test_blocks_are_found_as_they_stand() -> None:
    """Nested blocks are found with their tags; what stands in comments and raw parts is none."""
    source = (
        "{# {% block no %}{% endblock %} #}{%- block a -%}1{% block b scoped %}2{% endblock b %}{%- endblock -%}"
        "{% raw %}{% block no %}{% endraw %}"
    )
    assert block_texts(source) == {
        "a": "{%- block a -%}1{% block b scoped %}2{% endblock b %}{%- endblock -%}",
        "b": "{% block b scoped %}2{% endblock b %}",
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% extends "below/x" %}', True),
        ("{%- extends 'below/x' -%}", True),
        ('{% extends "x" %}', False),
        ('{# {% extends "below/x" %} #}', False),
        ('{% include "below/x" %}', False),
    ],
)
def test_what_extends_the_one_below(source: str, expected: bool) -> None:
    """Only a tag `extends` with `below/` does."""
    assert extends_below(source) is expected


def test_files_that_extend_each_other_as_one_text() -> None:
    """Each block has the text of the uppermost file that overrides it."""
    lowest = "<{% block a %}1{% endblock %}{% block b %}2{% endblock %}{% block c %}3{% endblock %}>"
    middle = "{% block a %}4{% endblock %}{% block b %}5{% endblock %}"
    top = "{% block b %}6{% endblock %}{% block none %}7{% endblock %}"
    assert merge_overrides([top, middle, lowest]) == (
        "<{% block a %}4{% endblock %}{% block b %}6{% endblock %}{% block c %}3{% endblock %}>"
    )
    assert merge_overrides([lowest]) == lowest
