"""An acronym that nobody explains.

What it finds:
    Words in capital letters in the text of a fact that are no name on record and that the same text does not write
    out where they are first met: `Border Lamp Office (BLO)`.

Why it matters:
    A minister does not look up acronyms. It is a note, for some everybody knows.

Example:
    text: The BLO opened two posts.

Write instead:
    The name in full; or a body with a short name, and `{body:…}`, which the note explains where it is first met.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import bare
from briefings.model.diagnostics import Severity
from briefings.model.facts import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.NOTE

_ACRONYM = re.compile(
    r"(?<![\w-])(?=[^\W\d_a-zа-я]{2})[A-ZА-Я]{2,7}(?=s?(?![\w-]))|(?<![\w-])[A-Z][a-z]{1,2}[A-Z](?![\w-])"
)
_ROMAN = re.compile(r"[IVX]+")
_KNOWN = frozenset({"EU", "UN", "US", "USA", "UK", "UE", "ONU", "ООН", "ЕС", "США"})


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    names = {
        name.text
        for entity in case.base.entities.values()
        if isinstance(entity, Named)
        for name in entity.names
    }
    for passage in case.passages:
        words = bare(passage.words)
        for acronym in dict.fromkeys(_ACRONYM.findall(words)):
            if acronym in names or acronym in _KNOWN or _ROMAN.fullmatch(acronym):
                continue
            explained = words.find(f"({acronym})")
            if explained >= 0 and explained < words.find(acronym):
                continue
            yield Finding(
                message=f"{passage.fact.key} does not explain {acronym!r}{' where it is first met' if explained >= 0 else ''}",
                location=passage.location,
                about=(passage.fact,),
                hint="write it out, or make it a body with a short name and refer to it",
            )
