"""Publishers of sources: how many facts rest on each, and on it alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.audiences import readable_store
from briefings.factbase.load import load
from briefings.factbase.provenance import independent_publishers
from briefings.model.entities import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.model.dates import PartialDate
    from briefings.project import Project

__all__ = ["PublisherStats", "publisher_data", "publisher_lines", "publisher_stats"]


@dataclass(frozen=True, slots=True)
class PublisherStats:
    """The facts and sources of a publisher; a source that quotes another counts for the publisher it quotes.

    Attributes:
        publisher: the name of the publisher.
        fact_count: the number of facts that it supports.
        sole_count: the number of these facts that no other publisher supports.
        source_count: the number of its sources on record.
        newest_date: the newest date of its sources; None if none has a date.
    """

    publisher: str
    fact_count: int
    sole_count: int
    source_count: int
    newest_date: PartialDate | None


def publisher_stats(project: Project, day: date, audience: str | None = None) -> list[PublisherStats]:
    """Count the facts and sources of each publisher, limited to what an audience may see on a day if one is named; most facts first.

    Raises:
        BriefingsError: if the facts have errors.
    """
    store = readable_store(load(project.root), audience, day)
    fact_counts: Counter[str] = Counter()
    sole_counts: Counter[str] = Counter()
    for fact in store.facts:
        publisher_names = independent_publishers(store, fact.all_evidence)
        fact_counts.update(publisher_names)
        if len(publisher_names) == 1:
            sole_counts.update(publisher_names)
    sources: dict[str, list[Source]] = {}
    for source in store.entities_of(Source):
        sources.setdefault(source.publisher, []).append(source)
    stats = [
        PublisherStats(
            publisher=publisher,
            fact_count=fact_counts[publisher],
            sole_count=sole_counts[publisher],
            source_count=len(publisher_sources),
            newest_date=_newest_date(publisher_sources),
        )
        for publisher, publisher_sources in sources.items()
    ]
    return sorted(stats, key=lambda row: (-row.fact_count, -row.sole_count, row.publisher))


def _newest_date(sources: Iterable[Source]) -> PartialDate | None:
    """Return the newest date of some sources; None if none has a date."""
    dates = [source.effective_date for source in sources if source.effective_date]
    return max(dates, key=lambda when: (when.last_day, when.first_day), default=None)


def publisher_lines(stats: Iterable[PublisherStats]) -> Iterator[str]:
    """Yield the stats as a table for a terminal."""
    yield f"{'facts':>5}  {'alone':>5}  {'sources':>7}  {'newest':10}  publisher"
    for row in stats:
        newest = str(row.newest_date or "undated")
        yield f"{row.fact_count:>5}  {row.sole_count:>5}  {row.source_count:>7}  {newest:10}  {row.publisher}"


def publisher_data(stats: Iterable[PublisherStats]) -> list[dict[str, object]]:
    """Return the stats as data for JSON."""
    return [
        {
            "publisher": row.publisher,
            "facts": row.fact_count,
            "alone": row.sole_count,
            "sources": row.source_count,
            "newest": str(row.newest_date or ""),
        }
        for row in stats
    ]
