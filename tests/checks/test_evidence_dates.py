"""Tests of impossible dates of evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.checks.causes import DateOfSource
from briefings.checks.evidence_dates import DatedEvidence, find_date_conflict
from briefings.factbase.load import load
from briefings.model.dates import PartialDate, Period
from briefings.model.entities import Source
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def evidence() -> DatedEvidence:
    """Return evidence from a source of 2011, for a state of 2010 to 2012, as seen in 2020."""
    store = load(package_data_folder())
    item = replace(store.facts[0].evidence[0], asserted_on=None, attested_on=None, via_source=None)
    source = replace(
        store.entities_of(Source)[0], id="page", published=PartialDate.parse("2011-06-23"), updated=None
    )
    return DatedEvidence(item, source, None, "zubrowka/a", Period.parse("2010/2012"), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("attested", "asserted", "expected"),
    [
        ("2011-06-01", None, None),
        (None, "2011-06-23", None),
        ("2031-01-01", None, "page is cited for 2031-01-01, which is in the future"),
        ("2009-01-01", None, "page attests 2009-01-01, but zubrowka/a is dated 2010/2012"),
        ("2011-07-01", None, "page (2011-06-23) can't attest a later day (2011-07-01)"),
        (None, "2011-06-01", "page is cited for 2011-06-01, but was published later (2011-06-23)"),
        (None, "2012-01-01", "page is cited for 2012-01-01, but its last date is 2011-06-23"),
    ],
)
def test_conflicts(
    evidence: DatedEvidence, attested: str | None, asserted: str | None, expected: str | None
) -> None:
    """Each rule finds its conflict; the first one counts."""
    item = replace(
        evidence.item,
        attested_on=PartialDate.parse(attested) if attested else None,
        asserted_on=PartialDate.parse(asserted) if asserted else None,
    )
    conflict = find_date_conflict(evidence._replace(item=item))
    assert (conflict and conflict.message) == expected


def test_an_older_intermediary(evidence: DatedEvidence) -> None:
    """A source can't be known through one that is older."""
    older = replace(evidence.source, id="older", published=PartialDate.parse("2010-01-01"))
    conflict = find_date_conflict(evidence._replace(via=older))
    assert conflict
    assert conflict.message == "older (2010-01-01) can't quote page, which was published later (2011-06-23)"


def test_wrong_dates_of_one_source_have_one_cause(evidence: DatedEvidence) -> None:
    """All evidence that is later than its source has the date of the source as its cause."""
    late = [
        replace(evidence.item, attested_on=PartialDate.parse(day)) for day in ("2011-07-01", "2012-01-01")
    ]
    conflicts = [find_date_conflict(evidence._replace(item=item)) for item in late]
    assert {conflict and conflict.cause for conflict in conflicts} == {DateOfSource("page")}
