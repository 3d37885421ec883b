"""One partner on the first page. All about it is found in the partner's own folder and the shared one, as its notes are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.authoring.ahead.timeline import coming_facts
from briefings.authoring.gaps.missing import gaps_of
from briefings.authoring.review.due import ReviewState, due_facts
from briefings.authoring.wording.days import say_day, say_period
from briefings.authoring.wording.titles import fact_title
from briefings.factbase.standing import standing_of
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty, Period
from briefings.model.facts import Fact
from briefings.model.hashing import short_hash
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.authoring.ahead.coming import Coming
    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Partner

__all__ = ["SECTIONS", "Cell", "DeskPart", "Waiting", "describe_partner"]

_DAYS_AHEAD = timedelta(days=180)

SECTIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "People": (frozenset({"tenure"}), frozenset({"no-post", "holder-overdue", "no-holder"})),
    "Contacts": (frozenset({"contact", "visit"}), frozenset({"no-contact", "no-recent-contact"})),
    "Frameworks": (
        frozenset({"membership", "agreement"}),
        frozenset({"no-framework", "undated-framework", "framework-overdue"}),
    ),
    "Background": (frozenset({"statement"}), frozenset({"no-background", "no-milestone"})),
    "Areas": (frozenset({"cooperation"}), frozenset({"empty-area"})),
    "Figures": (frozenset({"figure"}), frozenset({"no-figure"})),
    "Texts": (
        frozenset(),
        frozenset({"untranslated", "untranslated-name", "source-without-date", "no-formal-name"}),
    ),
    "Other": (frozenset(), frozenset()),
}
"""The columns of the board: the kinds of facts and the gaps that count in each; what is in none counts in the last."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact that waits for a person, or a day that comes.

    Attributes:
        key: of the fact.
        title: what it says.
        reason: why it waits.
        points: keys of the talking points that rest on it.
        order: what sorts it among others.
    """

    key: str
    title: str
    reason: str
    points: tuple[str, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a section of a partner stands, in words, and whether a person has to look at it."""

    words: str
    needs_work: bool


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A partner on the first page.

    Attributes:
        id: of the partner.
        name: of the partner.
        current: the number of facts that hold.
        last_contact: the day of the last contact, or empty.
        cells: how each section stands, in the order of `SECTIONS`.
        overdue: the facts that are due for review.
        disputes: the facts that a source disputes, and no resolution settles.
        stale: the facts whose translation is older than their text.
        coming: what comes in the next months.
    """

    id: str
    name: str
    current: int
    last_contact: str
    cells: tuple[Cell, ...]
    overdue: tuple[Waiting, ...]
    disputes: tuple[Waiting, ...]
    stale: tuple[Waiting, ...]
    coming: tuple[Waiting, ...]


def describe_partner(store: FactStore, partner: Partner, day: date) -> DeskPart:
    """Return what the first page says about a partner as of a day.

    Args:
        store: what the reader may see of the partner's folder and the shared one.
        partner: the partner.
        day: the as-of day.
    """
    facts = store.facts_about(partner.id)
    standings = [(fact, standing_of(store, fact, day)) for fact in facts]
    met = [
        fact.period.end.last_day
        for fact, standing in standings
        if isinstance(fact, Contact) and standing.certainty is Certainty.CERTAIN and fact.period.end
    ]
    overdue = [item for item in due_facts(store, day, [partner.id]) if item.state is ReviewState.OVERDUE]
    gaps = gaps_of(store, partner.id, day)
    return DeskPart(
        id=partner.id,
        name=plain_name(partner, store.house.default_language, day),
        current=sum(standing.certainty is not Certainty.NO for _, standing in standings),
        last_contact=say_day(max(met)) if met else "",
        cells=tuple(_cells([item.fact for item in overdue], gaps)),
        overdue=tuple(
            Waiting(
                item.fact.key,
                fact_title(store, item.fact, day),
                f"overdue since {say_day(item.since_day)}" if item.since_day else "overdue",
                item.talking_points,
                str(item.since_day),
            )
            for item in overdue
        ),
        disputes=tuple(_disputes(store, facts, day)),
        stale=tuple(_stale_translations(store, facts, day)),
        coming=tuple(
            Waiting(
                item.key,
                item.text,
                ", ".join(filter(None, (_coming_words(item, day), item.partner, item.place))),
                order=f"{item.first_day} {item.last_day} {item.sort}",
            )
            for item in coming_facts(store, day, [partner.id], day + _DAYS_AHEAD)
            if isinstance(item.entry, Fact)  # other entries have no page
        ),
    )


def _coming_words(item: Coming, day: date) -> str:
    """Return when something comes, and in how many days."""
    days = (item.first_day - day).days
    left = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days") if days >= 0 else "now"
    return f"{say_period(Period.parse(item.when))}, {left}"


def _cells(overdue: Sequence[Fact], gaps: Sequence[Diagnostic]) -> Iterator[Cell]:
    """Yield how each section of a partner stands."""
    known_kinds = frozenset[str]().union(*(kinds for kinds, _ in SECTIONS.values()))
    known_codes = frozenset[str]().union(*(codes for _, codes in SECTIONS.values()))
    gaps = [gap for gap in gaps if gap.code not in {"proposals", "holder-overdue", "framework-overdue"}]
    for name, (kinds, codes) in SECTIONS.items():
        is_last = name == [*SECTIONS][-1]
        due = sum(fact.kind in kinds or (is_last and fact.kind not in known_kinds) for fact in overdue)
        missing = sum(gap.code in codes or (is_last and gap.code not in known_codes) for gap in gaps)
        words = [f"{due} overdue"] if due else []
        words += [f"{missing} missing"] if missing else []
        yield Cell(", ".join(words) or "in order", bool(words))


def _disputes(store: FactStore, facts: Sequence[Fact], day: date) -> Iterator[Waiting]:
    """Yield the facts that a source disputes and no resolution settles."""
    settled = store.current_resolutions()
    for fact in facts:
        sources = [item.source for item in fact.all_evidence if item.disputes]
        if sources and not (fact.key in settled and settled[fact.key].is_final):
            publishers = dict.fromkeys(store.source(id_).publisher for id_ in sources)
            yield Waiting(fact.key, fact_title(store, fact, day), f"disputed by {', '.join(publishers)}")


def _stale_translations(store: FactStore, facts: Sequence[Fact], day: date) -> Iterator[Waiting]:
    """Yield the facts with a translation that was made from other words than those of today."""
    for fact in facts:
        stale = {
            language
            for text in fact.texts()
            for language, recorded in text.original_hashes.items()
            if recorded != short_hash(next(iter(text.by_language.values())))
        }
        if stale:
            reason = f"its text has changed since its translation into {', '.join(sorted(stale))}"
            yield Waiting(fact.key, fact_title(store, fact, day), reason)
