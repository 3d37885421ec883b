"""Tests of series: what of the file system and of sizes their reader refuses; cases of content are in `refused.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import FactsError, load
from briefings.model.figures import Figure
from tests.support.views import add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = "figures:\n- {id: oil-series, name: Oil, scale: thousand, unit: tonnes, series: oil.csv, evidence: [league-charter]}\n"
FILE = "facts/zubrowka/oil.csv"


def load_oil(project: Path, content: bytes) -> Figure:
    """Write a series, load the facts, and return its figure."""
    add_fact_file(project, FIGURE)
    (project / FILE).write_bytes(content)
    (figure,) = (fact for fact in load(project).facts if isinstance(fact, Figure) and fact.id == "oil-series")
    return figure


@pytest.mark.parametrize(
    "content",
    [
        b"period,value\n2016,1.20\n2017,1.3\n",
        b"\xef\xbb\xbfValue;Period\r\n1.3;2017\r\n1.20;2016\r\n\r\n",
        b'"period","value","estimate","published"\n2017,1.3,no,\n2016,"1.20",,\n',
    ],
)
def test_a_series_is_read_as_spreadsheets_write_it(project: Path, content: bytes) -> None:
    """With a mark at its start, semicolons, Windows line ends, quotes, and in any order of rows and columns."""
    points = load_oil(project, content).series
    assert [
        (str(point.reference.when), str(point.amount.low), point.amount.exponent) for point in points
    ] == [
        ("2016", "1.20", 3),
        ("2017", "1.3", 3),
    ]
    assert {point.amount.unit for point in points} == {"tonnes"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"period,value\n2016,\xff\n", "oil.csv:1:1: error[not-utf8]"),
        (b"period,value\n" + b"2016,1\n" * 1001, "has more than 1000 rows"),
        (b"period,value\n" + b" " * 200_001, "oil.csv"),
        (b"", "the series has no column 'period'"),
    ],
)
def test_what_is_no_series(project: Path, content: bytes, said: str) -> None:
    with pytest.raises(FactsError) as caught:
        load_oil(project, content)
    assert said in str(caught.value)


def test_a_series_outside_the_project_is_not_read(project: Path, tmp_path: Path) -> None:
    """A link that leads out is refused, and nothing of its content is shown."""
    (tmp_path / "secret.csv").write_text("period,value\n2016,48250\n", "utf-8")
    add_fact_file(project, FIGURE)
    (project / FILE).symlink_to(tmp_path / "secret.csv")
    if (tmp_path / "secret.csv").resolve().is_relative_to(project.resolve()):
        pytest.skip("the project is the folder of the test")
    with pytest.raises(FactsError) as caught:
        load(project)
    assert "error[not-a-file]" in str(caught.value)
    assert "48250" not in str(caught.value)
