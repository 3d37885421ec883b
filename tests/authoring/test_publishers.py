"""Tests of the statistics on publishers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring.sources.publishers import publisher_stats

if TYPE_CHECKING:
    from briefings.project import Project


def test_a_publisher_weighs_what_rests_on_it(quoting_project: Project) -> None:
    """A source that quotes another counts for the publisher of that, and not for its own."""
    found = {each.publisher: each for each in publisher_stats(quoting_project, date(2019, 6, 1))}
    gazette, courier = found["Gazette"], found["Courier"]
    assert (gazette.fact_count, gazette.sole_count, str(gazette.newest_date)) == (2, 1, "2011")
    assert (courier.fact_count, courier.source_count, courier.newest_date) == (0, 1, None)
