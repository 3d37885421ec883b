"""Fixtures of the tests of outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.notes import compose_note, fact

if TYPE_CHECKING:
    from briefings.compose.brief import Brief


@pytest.fixture(scope="module")
def small_brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note of one page with its own marking."""
    template = '# {{ partner.name }}\n\n## {{ label("section.glance") }}\n\n{{ facts.statements[0].text }}\n\n{{ sources }}'
    folder = tmp_path_factory.mktemp("small")
    return compose_note(
        folder, template, statements=(fact("It joined.", "a"),), levels={"PUBLIC": "NOT CLASSIFIED"}
    )
