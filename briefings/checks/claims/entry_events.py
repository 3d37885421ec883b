"""The days of events that a sentence names without a date, such as "when the Agreement was signed"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.holding import own_tenures
from briefings.checks.periods import event_span
from briefings.checks.text.vocabulary import PhraseTable, may_contain, translations
from briefings.model.entities import SHARED_FOLDER, Framework
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate, Span
    from briefings.model.facts import Fact

__all__ = ["EntryEvent", "find_entry_event", "may_tell_entry_event"]

_STARTS = {"begins": True, "chosen": True, "ends": False}
_DEEDS = ("membership_deeds", "agreement_deeds", "tenure_deeds")


class EntryEvent(NamedTuple):
    """The start or the end of an entry on record, with its days."""

    span: Span
    fact: Fact


def may_tell_entry_event(text: str) -> bool:
    """Return False only if no part of a text certainly tells that something on record began or ended."""
    return may_contain(text, *_DEEDS, are_whole_words=True)


def find_entry_event(context: CheckContext, text: str, folders: frozenset[str]) -> EntryEvent | None:
    """Return the only start or end of an entry that some words tell; None if they tell none, or several."""
    found = [
        *_memberships(context, text, folders),
        *_agreements(context, text, folders),
        *_tenures(context, text),
    ]
    return found[0] if len(found) == 1 else None


def _memberships(context: CheckContext, text: str, folders: frozenset[str]) -> Iterator[EntryEvent]:
    """Yield the starts and ends of memberships."""
    has_begun = _deed_in(text, "membership_deeds")
    bodies = {each.entity.id for each in context.names.find(text) if isinstance(each.entity, Framework)}
    own = [folder for folder in folders if folder != SHARED_FOLDER]
    if has_begun is None or len(bodies) != 1 or len(own) != 1 or _names_other_country(context, text, own[0]):
        return
    known = context.memberships.get((own[0], next(iter(bodies))), ())
    if len(known) == 1:
        yield from _event(known[0], known[0].period.start if has_begun else known[0].period.end)


def _names_other_country(context: CheckContext, text: str, folder: str) -> bool:
    return any(found not in {"", folder} for found in map(context.countries.find, text.split()))


def _agreements(context: CheckContext, text: str, folders: frozenset[str]) -> Iterator[EntryEvent]:
    """Yield the signatures of agreements."""
    if not _deed_in(text, "agreement_deeds"):
        return
    lower = text.casefold()
    for folder in sorted(folders):
        for fact in context.facts_by_folder.get(folder, ()):
            if isinstance(fact, Agreement) and fact.is_event:
                titles = [title for title in fact.title.by_language.values() if len(title.split()) > 1]
                span = event_span(fact.period)
                if span and any(title.casefold() in lower for title in titles):
                    yield EntryEvent(span, fact)


def _tenures(context: CheckContext, text: str) -> Iterator[EntryEvent]:
    """Yield the starts and ends of terms of office."""
    has_begun = _deed_in(text, "tenure_deeds")
    if has_begun is None or not context.titles.may_have(text):
        return
    posts = [post for title in context.titles.find(text) for post in title.posts]
    people = {id_ for person in context.people_in(text) for id_ in person.subject.ids}
    known = [tenure for id_ in people for tenure in own_tenures(context.store, id_, posts)]
    if len(known) == 1:
        yield from _event(known[0], known[0].period.start if has_begun else known[0].period.end)


def _event(fact: Fact, when: PartialDate | None) -> Iterator[EntryEvent]:
    if when:
        yield EntryEvent(when.span, fact)


def _deed_in(text: str, key: str) -> bool | None:
    """Return whether the only deed of some words is a start, or an end; None if there is none, or both."""
    kinds = {_STARTS[kind] for _, kind in _deeds(key).find(text)}
    return next(iter(kinds)) if len(kinds) == 1 else None


@cache
def _deeds(key: str) -> PhraseTable:
    return PhraseTable(pair for pair in translations(key) if pair[1] in _STARTS)
