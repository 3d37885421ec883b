"""An acronym without an explanation.

Finds:
    Words in capital letters in the text of a fact that are not a name on record, and that the same text does not
    write out at their first use: `Border Lamp Office (BLO)`.

Why it matters:
    Ministers do not look up acronyms. This is informational: some acronyms are known to every reader.

Example:
    text: The BLO opened two posts.

Write instead:
    The name in full; or a body with a short name and `{body:…}`, which the note explains at its first use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.references import blank_references
from briefings.checks.text.spelling import CAPITAL
from briefings.checks.text.vocabulary import word_set
from briefings.model.diagnostics import Severity
from briefings.model.entities import NamedEntity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO

_ACRONYM = re.compile(
    rf"(?<![\w-])(?={CAPITAL}{{2}})[A-ZА-Я]{{2,7}}(?=s?(?![\w-]))|(?<![\w-])[A-Z][a-z]{{1,2}}[A-Z](?![\w-])"
)
_ROMAN = re.compile(r"[IVX]+")


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    names = {
        name.text
        for entity in context.store.entities.values()
        if isinstance(entity, NamedEntity)
        for name in entity.names
    }
    known_acronyms = word_set("known_acronyms")
    for passage in context.passages:
        text = blank_references(passage.text)
        for acronym in dict.fromkeys(_ACRONYM.findall(text)):
            if acronym in names or acronym in known_acronyms or _ROMAN.fullmatch(acronym):
                continue
            explanation = text.find(f"({acronym})")
            if explanation >= 0 and explanation < text.find(acronym):
                continue
            yield Finding(
                message=f"{passage.fact.key} does not explain {acronym!r}{' at its first use' if explanation >= 0 else ''}",
                location=passage.location,
                entries=(passage.fact,),
                hint="spell it out, or add a body with this short name and refer to it",
            )
