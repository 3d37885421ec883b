"""The review copy that tests edit: a paragraph, a list and a table, whose sentences have facts and sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.outputs.word import review
from tests.support.notes import compose_note, fact

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["AGREED", "BORDER", "HEADING", "KEEPERS", "RATIFIED", "RIVER", "ROW", "SECURE", "make_review_copy"]

AGREED = "By March 2019 the guilds agreed for two years at a time."
RATIFIED = "On 3 January 2013 the council ratified the pact on lamps."
BORDER = "The two sides work together on the safety of bridges. It is due."
SECURE = BORDER.replace("safety of bridges", "bridges and their safety")
RIVER = "They light the river."
KEEPERS = "They train keepers."
ROW = "Zero Moustafa, Minister of Lobbies in office since 2018"
HEADING = "At a glance"
_SENTENCES = (
    AGREED,
    RATIFIED,
    BORDER,
    RIVER,
    KEEPERS,
    "Zero Moustafa, Minister of Lobbies",
    "in office since 2018",
)
_TEMPLATE = """# {{ partner.name }}

## {{ label("section.glance") }}

{0} {1}

- {2}
- {3}
- {4}

| {{ label("glance.what") }} | {{ label("glance.who") }} |
|---|---|
| {5} | {6} |
"""


def make_review_copy(folder: Path) -> bytes:
    """Return the review copy, with the note made in a folder."""
    statements = [fact(text, letter) for text, letter in zip(_SENTENCES, "abcdefg", strict=True)]
    template = re.sub(r"(?<!\{)\{(\d)\}", r"{{ facts.statements[\1].text }}", _TEMPLATE)
    return review.render(compose_note(folder, template, statements=statements), None)
