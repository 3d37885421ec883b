"""Tests of the bounds of templates: how much they may do for a note, how deep they may nest, which characters they have."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.project import Project
from briefings.templating import templates as templates_module
from briefings.templating.budget import Budget
from briefings.templating.templates import Templates
from tests.support.notes import TODAY, make_draft
from tests.support.templates import template_problems

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20
"""The time for the worst template on a busy machine; most need less than one."""

BOMBS = {
    "joined to itself": '{% set a = "-" %}' + "{% set a = a ~ a %}" * 60,
    "added to itself": '{% set a = "-" %}' + "{% set a = a + a %}" * 60,
    "a list added to itself": '{% set a = ["-"] %}' + "{% set a = a + a %}" * 60,
    "a list of itself joined": '{% set a = "-" %}' + "{% set a = [a, a, a] | join %}" * 60,
    "a block of itself": "{% set a %}-{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "loops in loops": "".join(f'{{% for x{n} in "{"a" * 20}" %}}' for n in range(10)) + "-" + "{% endfor %}" * 10,
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}"
    ),
    "a long batch": "{% set n = 1000 %}" + "{% set n = n + n %}" * 40 + '{{ ["-"] | batch(n, "-") | list | length }}',
    "many values": "".join(f'{{% for x{n} in "{"a" * 200}" %}}' for n in range(2)) + "{{ partner.name }}" + "{% endfor %}" * 2,
    "slices": '{% set a = "-" %}' + "{% set a = a ~ a %}" * 17 + f'{{% for x in "{"a" * 99}" %}}{{% set b = a[1:] %}}{{% endfor %}}',
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_template_that_does_too_much_is_stopped_at_its_line(tmp_path: Path, bomb: str) -> None:
    """However a template grows without end, it is refused soon, and at its place."""
    started = time.monotonic()
    problems = template_problems(tmp_path, f"\n{BOMBS[bomb]}")
    assert problems == ["brief.md.j2:2 template-error: the templates of this note do too much"]
    assert time.monotonic() - started < SECONDS


def test_a_note_takes_a_hundredth_of_the_steps(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is far from what a note needs."""
    budgets: list[Budget] = []

    def record() -> Budget:
        budgets.append(Budget())
        return budgets[-1]

    monkeypatch.setattr(templates_module, "Budget", record)
    make_draft(Workspace(Project(project, project)), "zubrowka", TODAY)
    assert budgets
    limit = Budget().left
    assert all(limit - budget.left < limit / 100 for budget in budgets)


DEEP = {
    "loops": '{% for x in "a" %}' * 150 + "{% endfor %}" * 150,
    "conditions": "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "blocks": "".join(f"{{% block b{n} %}}" for n in range(150)) + "{% endblock %}" * 150,
    "set-blocks": "{% set a %}" * 150 + "{% endset %}" * 150,
    "parentheses": "{% if " + "(" * 9000 + "1" + ")" * 9000 + " %}{% endif %}",
    "lists": "{% set a = " + "[" * 300 + "]" * 300 + " %}",
    "negations": "{% if " + "not " * 2000 + "1 %}{% endif %}",
    "filters": '{{ ""' + " | first" * 600 + " }}",
    "fields": "{{ partner" + ".x" * 900 + " }}",
    "sums": "{% set a = 1" + " + 1" * 900 + " %}",
    "choices": "{% set a = 1" + " if 1 else 1" * 900 + " %}",
}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_nesting_is_refused_by_check_and_build(tmp_path: Path, kind: str) -> None:
    """A template that is nested too deep is refused at its line before it is compiled."""
    (problem,) = template_problems(tmp_path, f"\n{DEEP[kind]}")
    assert problem.startswith("brief.md.j2:2 template-syntax: this is nested too deep")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/brief.md.j2").write_text(DEEP[kind], encoding="utf-8")
    assert [found.code for found in Templates([tmp_path / "own"], tmp_path).check()] == ["template-syntax"]


CHARACTERS = {
    "an escape": ("-\x1b-", "control-character"),
    "an override of direction": ("-\u202e-", "invisible-character"),
    "a space without width": ("-\u200b-", "invisible-character"),
    "a noncharacter": ("-\ufdd0-", "noncharacter"),
    "an override written as an escape": ("{{ '\\u202e' }}", "template-refused"),
    "half a character written as an escape": ("{{ '\\ud800' }}", "template-refused"),
    "a comment without end": ("{# -", "template-syntax"),
}


@pytest.mark.parametrize("case", CHARACTERS)
def test_control_and_invisible_characters_are_refused_at_their_line(tmp_path: Path, case: str) -> None:
    """No character that a reader can't see gets into a note by way of a template."""
    text, code = CHARACTERS[case]
    assert template_problems(tmp_path, f"\n{text}\n")[0].startswith(f"brief.md.j2:2 {code}: ")


def test_a_template_that_extends_itself_is_refused(tmp_path: Path) -> None:
    """A forgotten `below/` is reported where it is missing, by `check` and in a note."""
    (tmp_path / "own/sections").mkdir(parents=True)
    for name, parent in (("a", "b"), ("b", "a")):
        text = f'\n{{% extends "sections/{parent}.md.j2" %}}\n'
        (tmp_path / f"own/sections/{name}.md.j2").write_text(text, encoding="utf-8")
    problems = Templates([tmp_path / "own"], tmp_path).check()
    assert [(str(found.location), found.code) for found in problems] == [
        (f"own/sections/{name}.md.j2:2:1", "template-syntax") for name in "ab"
    ]
