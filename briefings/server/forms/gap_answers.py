"""The form that closes a gap of a partner's notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from briefings.authoring.gaps.missing import gaps_of
from briefings.authoring.gaps.wording import entries_by_place, gap_titles
from briefings.model.entities import Partner, Person, Post
from briefings.model.facts import Fact
from briefings.server.forms.entry_names import id_namer
from briefings.server.forms.fields import ROLE
from briefings.server.message_words import say_on_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Entity
    from briefings.server.reading import Reading

__all__ = ["ShownGap", "find_gaps"]

_KINDS = {
    "no-contact": "contact",
    "no-recent-contact": "contact",
    "empty-area": "cooperation",
    "no-framework": "membership",
    "no-figure": "figure",
    "no-background": "statement",
    "no-milestone": "statement",
    "no-post": "post",
}
"""The kind of entry that closes a gap of the partner as a whole."""


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap.

    Attributes:
        message: says what is missing.
        address: of the form that closes it; empty if none does.
        words: for the link to the form.
    """

    message: str
    address: str
    words: str


def find_gaps(reading: Reading, partner: Partner) -> Iterator[ShownGap]:
    """Yield what the notes on a partner lack, each with the form that closes it."""
    entries = entries_by_place(reading.store, partner.id)
    for gap in gaps_of(reading.store, partner.id, reading.day):
        entry = entries.get((gap.location.path, gap.location.line)) if gap.location else None
        message = say_on_page(gap.message, reading.store, reading.day, _words(reading, partner, gap, entry))
        yield ShownGap(message, *(_form_for(reading, partner, gap.code, entry) if entry else ("", "")))


def _words(
    reading: Reading, partner: Partner, gap: Diagnostic, entry: Fact | Entity | None
) -> dict[str, str]:
    """Return the words for the ids that the message of a gap names."""
    found = gap_titles(reading.store, partner.id, gap, entry, reading.day)
    if gap.value:
        found[gap.value] = f"“{id_namer(reading)(gap.value, ROLE)}”"
    return found


def _form_for(reading: Reading, partner: Partner, code: str, entry: Fact | Entity) -> tuple[str, str]:
    """Return the address of the form that closes a gap of an entry, and the words that lead to it."""
    known = {"partner": partner.id}
    if isinstance(entry, Post) and code == "no-holder":
        known["k.post.0"] = id_namer(reading)(entry.id, "post")
        return f"/add/tenure?{urlencode(known)}", "Add it"
    if isinstance(entry, Person) and code == "no-life":
        known["k.person.0"] = id_namer(reading)(entry.id, "person")
        return f"/add/life?{urlencode(known)}", "Add it"
    if isinstance(entry, Partner) and code in _KINDS:
        return f"/add/{_KINDS[code]}?{urlencode(known)}", "Add it"
    return f"/edit/{quote(entry.key if isinstance(entry, Fact) else entry.id)}", "Change it"
