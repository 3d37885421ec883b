"""Helpers for tests of templates: the problems of one, and the ways in which its parts come into a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.diagnostics import BriefingsError
from tests.support.notes import compose_note, fact, phrase

if TYPE_CHECKING:
    from pathlib import Path


FACTS = (fact("It joined.", "a", time=phrase("2002", "a")), fact("It left", "b"))


def template_problems(folder: Path, template: str, **files: str) -> list[str]:
    """Return the problems of a template, each as `file:line code: message`."""
    named = {f"{name}.md.j2": text for name, text in files.items()}
    with pytest.raises(BriefingsError) as caught:
        compose_note(folder, template, files=named, statements=FACTS)
    return [
        f"{found.location.path}:{found.location.line} {found.code}: {found.message}"
        if found.location
        else f"? {found.code}: {found.message}"
        for found in caught.value.diagnostics
    ]


def including_templates(template: str) -> dict[str, tuple[str, str, str]]:
    """Return the ways in which a part of a template can come into a note: `brief.md.j2`, `base.md.j2`, and its file.

    The part stands on line 3 of its file.
    """
    part = f"\n\n{template}\n"
    block = f"{{% block wrapped %}}{part}{{% endblock %}}"
    child = '{% extends "base.md.j2" %}'
    return {
        "as it is": (part, "", "brief"),
        "in a block": (block, "", "brief"),
        "in a block printed twice": (f"{block}{{{{ self.wrapped() }}}}", "", "brief"),
        "in a block that overrides": (f"{child}{block}", "{% block wrapped %}{% endblock %}", "brief"),
        "in a block not overridden": (child, block, "base"),
        "in a block above": (f"{child}{{% block wrapped %}}{{{{ super() }}}}{{% endblock %}}", block, "base"),
        "in a block of a loop": (
            f"{{% for x in [none] %}}{{% block wrapped scoped %}}{part}{{% endblock %}}{{% endfor %}}", "", "brief",
        ),
    }  # fmt: skip
