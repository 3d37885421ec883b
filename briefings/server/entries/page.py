"""The page of a person, post, partner or other entry: its names, and all facts about it in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.explanation.fact import status_text
from briefings.authoring.wording.days import say_period
from briefings.authoring.wording.titles import fact_title
from briefings.model.entities import SHARED_FOLDER, NamedEntity, Partner, Post
from briefings.model.facts import Fact, Tenure
from briefings.model.references import all_links
from briefings.server.entries.tenure_strip import make_strip
from briefings.server.forms.fields import kind_in_words
from briefings.server.forms.gap_answers import find_gaps
from briefings.server.reading import find_entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.entities import Entity
    from briefings.server.entries.tenure_strip import Strip
    from briefings.server.forms.gap_answers import ShownGap
    from briefings.server.reading import Reading

__all__ = ["EntryDetails", "describe_entry"]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A fact on a timeline.

    Attributes:
        key: of the fact.
        kind: of the fact.
        when: its day, or how long it holds.
        title: what it says.
        standing: how it stands on the day of the page.
    """

    key: str
    kind: str
    when: str
    title: str
    standing: str


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """A person, post, partner, source or other entry.

    Attributes:
        id: of the entry.
        kind: of the entry.
        name: its name on the day of the page.
        place: where it is written.
        has_notes: whether notes are made on it.
        names: all its names: text, language, form and period.
        rows: the facts about it, in the order of time.
        gaps: what the notes on a partner lack.
        strip: the holders of a post, or the posts of a person, on a line of time; None for what has none.
        unknown: how many facts were not known on the day; they are left out if the address asks for that.
    """

    id: str
    kind: str
    name: str
    place: str
    has_notes: bool
    names: tuple[tuple[str, str, str, str], ...]
    rows: tuple[TimelineRow, ...]
    gaps: tuple[ShownGap, ...]
    strip: Strip | None
    unknown: int


def describe_entry(reading: Reading, id_: str) -> EntryDetails:
    """Return an entry that the reader may see, with the facts about it.

    Raises:
        UnknownPageError: if there is none.
    """
    entity = find_entity(reading, id_)
    names = entity.names if isinstance(entity, NamedEntity) else ()
    facts = sorted(_facts_about(reading, entity), key=_first_day)
    known = [fact for fact in facts if _was_known(reading, fact)]
    shown = known if reading.query.get("known") else facts
    tenures = [fact for fact in shown if isinstance(fact, Tenure) and entity.id in (fact.post, fact.holder)]
    return EntryDetails(
        id=entity.id,
        kind=kind_in_words(entity.kind),
        name=reading.name(entity),
        place=str(entity.location),
        has_notes=isinstance(entity, Partner),
        names=tuple(
            (name.text, name.language, name.form, say_period(name.period) if name.period else "")
            for name in names
        ),
        rows=tuple(_row(reading, fact) for fact in shown),
        gaps=tuple(find_gaps(reading, entity)) if isinstance(entity, Partner) else (),
        strip=make_strip(reading, tenures, by_holder=isinstance(entity, Post)),
        unknown=len(facts) - len(known),
    )


def _facts_about(reading: Reading, entity: Entity) -> Iterator[Fact]:
    """Yield the facts that name an entry, or are in the folder of a partner."""
    for fact in _facts_near(reading, entity):
        targets = {link.target for link in all_links(fact)}
        if entity.id in targets or (isinstance(entity, Partner) and fact.folder == entity.id):
            yield fact


def _facts_near(reading: Reading, entity: Entity) -> Iterator[Fact]:
    """Yield the facts that may name an entry: all for a shared one, which any folder may name; else those of its folder."""
    store = reading.store
    if entity.folder == SHARED_FOLDER or isinstance(entity, Partner):
        folders = (
            (entity.id, SHARED_FOLDER) if isinstance(entity, Partner) else tuple(store.entries_by_folder)
        )
    else:
        folders = (entity.folder,)
    for folder in folders:
        for entry in store.entries_by_folder.get(folder, ()):
            if isinstance(entry, Fact) and store.facts_by_key.get(entry.key) is entry:
                yield entry


def _was_known(reading: Reading, fact: Fact) -> bool:
    """Return whether a source of a fact was out on the day of the page; one without a date counts as out."""
    dates = [
        item.asserted_on or reading.store.source(item.via_source or item.source).effective_date
        for item in fact.all_evidence
    ]
    return not dates or any(when is None or when.first_day <= reading.day for when in dates)


def _first_day(fact: Fact) -> tuple[str, str]:
    """Return what sorts a fact on a timeline: its first day, else its last one."""
    when = fact.period.start or fact.period.end
    return (when.first_day.isoformat() if when else "", fact.key)


def _row(reading: Reading, fact: Fact) -> TimelineRow:
    """Return a fact as a row of a timeline."""
    title = fact_title(reading.store, fact, reading.day)
    standing = status_text(reading.store, fact, reading.day)
    return TimelineRow(fact.key, kind_in_words(fact.kind), say_period(fact.period), title, standing)
