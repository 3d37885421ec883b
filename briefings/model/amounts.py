"""Amounts and the times that they are for: what a figure says, as a number that each language writes in its own way."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from briefings.model.dates import PartialDate

__all__ = [
    "OTHER_SCALE_WORDS",
    "OWN_UNIT",
    "PER_CENT",
    "SCALES",
    "UNITS",
    "UNIT_SPELLINGS",
    "Amount",
    "ReferencePeriod",
    "plain_amount",
]

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""The words for powers of ten; a billion has nine zeros."""
OTHER_SCALE_WORDS = {
    "k": "thousand", "m": "million", "mn": "million", "mio": "million", "mln": "million", "bn": "billion",
    "mrd": "billion", "mlrd": "billion", "milliard": "billion", "tn": "trillion", "trn": "trillion",
}  # fmt: skip
"""Words and letters that people try for a power of ten, each with the one that it means."""

PER_CENT, POINTS = "per-cent", "points"
UNITS = (
    PER_CENT,
    POINTS,
    "people",
    "households",
    "km",
    "km2",
    "m3",
    "hectares",
    "tonnes",
    "barrels",
    "MW",
    "GWh",
)
"""The units that every language of the house can name; their labels are `amount.unit.UNIT`."""
OWN_UNIT = "own"
"""The unit of an amount whose unit only its figure names."""
UNIT_SPELLINGS = {
    "%": PER_CENT,
    "per cent": PER_CENT,
    "percent": PER_CENT,
    "percentage points": POINTS,
    "percentage point": POINTS,
    "persons": "people",
    "km²": "km2",
    "sq km": "km2",
    "m³": "m3",
    "ha": "hectares",
    "t": "tonnes",
} | {unit: unit for unit in UNITS}
"""The unit that a desk means by each spelling."""

NUMBER_PATTERN = r"[-−]?[0-9]{1,18}(?:\.[0-9]{1,9})?"
"""A single number: with a point for decimals, and without commas."""
_BOUNDS = {
    "at-least": ("at least", "no fewer than", "no less than", ">=", "≥"),
    "at-most": ("at most", "up to", "no more than", "<=", "≤"),
    "over": ("more than", "over", "above", ">"),
    "under": ("less than", "fewer than", "under", "below", "<"),
    "about": ("about", "around", "approximately", "circa", "ca.", "roughly", "some", "~", "≈"),
}
"""What words before a number say of it; their labels are `amount.bound.BOUND`."""
_BOUND_WORDS = {word: bound for bound, words in _BOUNDS.items() for word in words}
_BOUND = rf"(?:{'|'.join(map(re.escape, sorted(_BOUND_WORDS, key=len, reverse=True)))})\s*"
AMOUNT_PATTERN = rf"(?:{_BOUND})?{NUMBER_PATTERN}(?:\s*(?:\.\.|–|\bto\b)\s*{NUMBER_PATTERN})?(?:\s+(?:{'|'.join(SCALES)}))?(?:\s*%)?"
"""A number or a range, with a word for a power of ten or a sign for per cent."""
_VALUE = re.compile(
    rf"(?:(?P<bound>{_BOUND}))?(?P<low>{NUMBER_PATTERN})(?:\s*(?:\.\.|–|\bto\b)\s*(?P<high>{NUMBER_PATTERN}))?"
    rf"(?:\s+(?P<scale>{'|'.join(SCALES)}))?(?P<percent>\s*%)?",
    re.ASCII,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"\d+,\d+", re.ASCII)
_REFERENCE = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])(?:/(?P<last>\d{4}-(?:0[1-9]|1[0-2])))?)|/(?P<end>\d{4}))?",
    re.ASCII,
)
_SHORT_YEARS = re.compile(r"(?:FY ?)?(\d{2})(\d{2})[/–-](\d{2})", re.ASCII)
_PART_OF_YEAR = re.compile(r"(Q[1-4]|H[12]) ?(\d{4})", re.ASCII)
_FISCAL_YEAR = re.compile(r"FY ?(\d{4})", re.ASCII)
_GROUPING_DIGITS = 5
_MONTHS_PER_QUARTER = 3
_MONTHS_PER_HALF = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range, with its unit.

    Attributes:
        low: the number, or the lower end of a range, before the word for a power of ten.
        high: the upper end; the same number for a single one.
        exponent: the power of ten that a word means: 6 for "1.2 million"; 0 without a word.
        unit: one of `UNITS`, `OWN_UNIT`, or empty.
        currency: ISO 4217 code, or empty.
        bound: one of `_BOUNDS` for a number that is not exact, or empty.

    >>> Amount.parse("1.20 million").low, Amount.parse("3.5..4.0").is_range
    (Decimal('1.20'), True)
    """

    low: Decimal
    high: Decimal
    exponent: int = 0
    unit: str = ""
    currency: str = ""
    bound: str = ""

    @classmethod
    def parse(cls, text: str) -> Amount:
        """Parse `1200000`, `1.2 million`, `3.5..4.0`, `61 %` or `more than 1000`.

        Raises:
            ValueError: if the text is not such a number; the message is for the user.
        """
        match = _VALUE.fullmatch(text)
        if match is None:
            message = f"{text!r} is not a number; write {_example(text)}"
            raise ValueError(message)
        low = Decimal(match["low"].replace("−", "-"))
        high = Decimal((match["high"] or match["low"]).replace("−", "-"))
        if high < low:
            message = f"{text!r} is not a range: its end is less than its start"
            raise ValueError(message)
        exponent = SCALES[match["scale"]] if match["scale"] else 0
        bound = _BOUND_WORDS[match["bound"].strip()] if match["bound"] else ""
        return cls(low, high, exponent, PER_CENT if match["percent"] else "", bound=bound)

    @property
    def is_range(self) -> bool:
        """Return whether it has two ends."""
        return self.low != self.high

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return both ends in full."""
        factor = Decimal(10) ** self.exponent
        return self.low * factor, self.high * factor

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest number that it may mean; a tenth more or less for one that is about right."""
        low, high = self.ends
        if self.bound == "about":
            tenth = max(abs(low), abs(high)) / 10
            return low - tenth, high + tenth
        least = Decimal("-Infinity") if self.bound in ("under", "at-most") else low
        return least, Decimal("Infinity") if self.bound in ("over", "at-least") else high

    @property
    def is_grouped(self) -> bool:
        """Return whether the digits are printed in groups: not in a bare number of four digits, as it may be a year."""
        bare = not (self.unit or self.currency or self.exponent)
        return not bare or abs(self.high) >= Decimal(10) ** (_GROUPING_DIGITS - 1)

    def with_kind(self, other: Amount) -> Amount:
        """Return the same number with the unit and the currency of another."""
        return replace(self, unit=other.unit, currency=other.currency)

    def without_sign(self) -> Amount:
        """Return the same amount without a minus."""
        return replace(self, low=abs(self.low), high=abs(self.high))

    def change_from(self, earlier: Amount) -> Amount | None:
        """Return the change from an earlier amount of the same kind, in per cent or in percentage points.

        It has one decimal. None if there is none to give: for ranges, other kinds, and from nothing.
        """
        if (
            self.is_range
            or earlier.is_range
            or self.bound
            or earlier.bound
            or (self.unit, self.currency) != (earlier.unit, earlier.currency)
        ):
            return None
        (now, _), (before, _) = self.ends, earlier.ends
        if self.unit in (PER_CENT, POINTS):
            change, unit = now - before, POINTS
        elif before > 0:
            change, unit = (now - before) / before * 100, PER_CENT
        else:
            return None
        rounded = change.quantize(Decimal("0.1"))
        return Amount(rounded, rounded, unit=unit)


_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB", "₸": "KZT"}
"""Signs of currencies, each with a code that it may mean."""


def _example(text: str) -> str:
    """Return how to write a text that is not a number: without commas in thousands, with a point for decimals."""
    if text[:1] in _SIGNS or text[-1:] in _SIGNS:
        sign = text[:1] if text[:1] in _SIGNS else text[-1:]
        return f"{_number_in(text.strip(sign).strip())}, and `currency: {_SIGNS[sign]}`"
    return _number_in(text)


def _number_in(text: str) -> str:
    """Return the number that a text probably means, or examples of numbers."""
    number, space, scale = text.partition(" ")
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(number):
        number = number.replace(",", ".")
    else:
        number = re.sub(rf"^({NUMBER_PATTERN})-({NUMBER_PATTERN})$", r"\1..\2", number)
    written = f"{number}{space}{OTHER_SCALE_WORDS.get(scale.casefold(), scale)}"
    return written if _VALUE.fullmatch(written) else "1200000, 1.2 million, 3.5..4.0 or more than 1000"


@lru_cache(maxsize=4096)
def plain_amount(text: str) -> Amount | None:
    """Return the exact number that a plain text is; None for other texts, and for `1,200`, which may mean 1.2.

    >>> plain_amount("1,200,000"), plain_amount("1,200"), plain_amount("about 30")
    (Amount(low=Decimal('1200000'), high=Decimal('1200000'), exponent=0, unit='', currency='', bound=''), None, None)
    """
    if _GROUPED.fullmatch(text) and text.count(",") > 1:
        text = text.replace(",", "")
    try:
        amount = Amount.parse(text)
    except ValueError:
        return None
    return None if amount.bound else amount


@dataclass(frozen=True, slots=True)
class ReferencePeriod:
    """The time that a number is for, whatever time it holds.

    Attributes:
        when: the year or month; of two years or months the first.
        quarter: of the year, from 1; 0 for none.
        end_year: the second of two years, as of a budget; 0 for none.
        half: of the year, 1 or 2; 0 for none.
        end: the last of several months, or None.

    >>> print(ReferencePeriod.parse("2025-Q3").last_day, ReferencePeriod.parse("2025-H1").last_day)
    2025-09-30 2025-06-30
    """

    when: PartialDate
    quarter: int = 0
    end_year: int = 0
    half: int = 0
    end: PartialDate | None = None

    @classmethod
    def parse(cls, text: str) -> ReferencePeriod:
        """Parse `2025`, `2025-06`, `2025-Q3`, `2025-H1`, `2025-01/2025-09` or `2024/2025`.

        Raises:
            ValueError: if the text is not such a time; the message is for the user.
        """
        match = _REFERENCE.fullmatch(text)
        year = int(match["year"]) if match else 0
        end_year = int(match["end"]) if match and match["end"] else 0
        end = PartialDate.parse(match["last"]) if match and match["last"] else None
        month = int(match["month"]) if match and match["month"] else None
        if match is None or year == 0 or (end_year and end_year <= year):
            message = f"{text!r} is not a year, month or quarter; write {_reference_meant(text)}"
            raise ValueError(message)
        when = PartialDate(year, month)
        if end and end.first_day <= when.first_day:
            message = f"{text!r} ends before it begins"
            raise ValueError(message)
        return cls(when, int(match["quarter"] or 0), end_year, int(match["half"] or 0), end)

    @property
    def _months(self) -> tuple[int, int]:
        """Return the first and the last month of a quarter or half; zeros for anything else."""
        size, number = (_MONTHS_PER_QUARTER, self.quarter) if self.quarter else (_MONTHS_PER_HALF, self.half)
        return (size * (number - 1) + 1, size * number) if number else (0, 0)

    @property
    def first_day(self) -> date:
        """Return the first day."""
        first, _ = self._months
        return date(self.when.year, first, 1) if first else self.when.first_day

    @property
    def last_day(self) -> date:
        """Return the last day."""
        _, last = self._months
        if last:
            return date(self.when.year, last, calendar.monthrange(self.when.year, last)[1])
        return date(self.end_year, 12, 31) if self.end_year else (self.end or self.when).last_day

    def __str__(self) -> str:
        part = f"-Q{self.quarter}" if self.quarter else f"-H{self.half}" if self.half else ""
        end = self.end or self.end_year
        return f"{self.when}{part}{f'/{end}' if end else ''}"


def _reference_meant(text: str) -> str:
    """Return how to write a time that is not one, or examples."""
    if match := _SHORT_YEARS.fullmatch(text):
        return f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    if match := _PART_OF_YEAR.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    if match := _FISCAL_YEAR.fullmatch(text):
        return f"{int(match[1]) - 1}/{match[1]} for a fiscal year over two years, or {match[1]}"
    return "2025, 2025-06, 2025-Q3, 2025-H1, 2025-01/2025-09 or 2024/2025"
