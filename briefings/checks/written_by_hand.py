"""A name written by hand where a reference belongs.

What it finds:
    The name of a person who is on record, written out in the text of a fact; and the short name of a body, written
    out, which the note then never explains.

Why it matters:
    A reference has the name of its day, brings its sources along, and follows when a name is corrected. A name
    written by hand stays behind.

Example:
    text: Gustave H. met the council of the LLK.

Write instead:
    text: "{person:gustave-h} met the council of the {body:lantern-league}."
    Who holds a post on the day is `{holder:league-keeper}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.vocabulary.diagnostics import Severity
from briefings.vocabulary.model import Contact, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case
    from briefings.checks.wording import Mention

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    for passage in case.passages:
        fact = passage.fact
        if isinstance(fact, Contact) and fact.place and passage.location == fact.place.location:
            continue  # a place may be named after a body
        for mention in case.names.mentions(passage.words):
            if _belongs(mention):
                kind = "person" if isinstance(mention.named, Person) else "body"
                yield Finding(
                    message=f"{passage.fact.key} has {mention.name.text!r} written by hand",
                    location=passage.location,
                    about=(passage.fact,),
                    hint=f"write {{{kind}:{mention.named.id}}}",
                    cause=("name", passage.fact.key, mention.named.id),
                )


def _belongs(mention: Mention) -> bool:
    """Whether it is a person by a whole name, or a body by its short one."""
    if isinstance(mention.named, Person):
        return " " in mention.name.text
    return mention.name.form == "short"
