"""Tests of amounts and of the times that they are for."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest

from briefings.model import amounts
from briefings.model.amounts import Amount, ReferencePeriod, plain_amount


def test_examples() -> None:
    assert doctest.testmod(amounts).failed == 0


@pytest.mark.parametrize(
    ("text", "low", "high", "exponent", "unit"),
    [
        ("1200000", "1200000", "1200000", 0, ""),
        ("1.20 million", "1.20", "1.20", 6, ""),
        ("−2.5", "-2.5", "-2.5", 0, ""),
        ("3.5..4.0", "3.5", "4.0", 0, ""),
        ("3.5–4.0 %", "3.5", "4.0", 0, "per-cent"),
        ("3 to 4 billion", "3", "4", 9, ""),
        ("61 %", "61", "61", 0, "per-cent"),
    ],
)
def test_an_amount_is_read_exactly(text: str, low: str, high: str, exponent: int, unit: str) -> None:
    assert Amount.parse(text) == Amount(Decimal(low), Decimal(high), exponent, unit)
    assert str(Amount.parse(text).low) == low


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,200,000", "write 1200000"),
        ("1,5", "write 1.5"),
        ("4..3", "its end is less than its start"),
        ("1e6", "is not a number"),
        ("1_000", "is not a number"),
        ("1 200", "is not a number"),
        ("NaN", "is not a number"),
        ("about", "is not a number"),
        ("more than many", "is not a number; write 1200000, 1.2 million, 3.5..4.0 or more than 1000"),
        ("1,2 million", "is not a number; write 1.2 million"),
        ("€12 million", "is not a number; write 12 million, and `currency: EUR`"),
        (
            "12bn €",
            "is not a number; write 1200000, 1.2 million, 3.5..4.0 or more than 1000, and `currency: EUR`",
        ),
        ("12,5 mrd", "is not a number; write 12.5 billion"),
        ("3-4", "is not a number; write 3..4"),
        ("١٢", "is not a number"),
        ("9" * 19, "is not a number"),
        ("", "is not a number"),
    ],
)
def test_what_is_no_amount(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Amount.parse(text)
    if "," not in text:
        assert plain_amount(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2024/2025", "2024-01-01", "2025-12-31"),
    ],
)
def test_the_days_of_a_time(text: str, first: str, last: str) -> None:
    when = ReferencePeriod.parse(text)
    assert (str(when.first_day), str(when.last_day)) == (first, last)


@pytest.mark.parametrize("text", ["0000", "2025-13", "2025-Q5", "Q3 2025", "2025/2024", "2025/2025", "25"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="is not a year, month or quarter"):
        ReferencePeriod.parse(text)


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ("1.21 million", "1200000", "0.8"),
        ("90", "100", "-10.0"),
        ("61 %", "58.5 %", "2.5"),
        ("5", "0", None),
        ("5..6", "4", None),
        ("5 %", "4", None),
    ],
)
def test_the_change_of_a_number(now: str, before: str, change: str | None) -> None:
    found = Amount.parse(now).change_from(Amount.parse(before))
    assert (str(found.low) if found else None) == change
