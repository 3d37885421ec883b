"""The table of figures: numbers with unit, currency and time, revisions, and series."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefings.loading.fact_tables import TELLING_KEY, fact_table
from briefings.loading.figure_types import AMOUNT, CURRENCY, REFERENCE, REVISIONS, SORT
from briefings.loading.rules import AtMostOne, CustomRule, ExactlyOne
from briefings.loading.scalars import one_of
from briefings.loading.series import SERIES
from briefings.loading.tables import Key
from briefings.loading.texts import TEXT
from briefings.loading.value_types import scalar_schema
from briefings.model.amounts import (
    AMOUNT_PATTERN,
    OTHER_SCALE_WORDS,
    OWN_UNIT,
    SCALES,
    UNIT_SPELLINGS,
    UNITS,
    Amount,
    ReferencePeriod,
    plain_amount,
)
from briefings.model.dates import Period
from briefings.model.diagnostics import Diagnostic
from briefings.model.figures import ESTIMATE, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.loading.value_types import Schema
    from briefings.model.evidence import Evidence, Text
    from briefings.model.figures import Point

__all__ = ["FIGURE"]


_EXACT_KEYS = ("unit", "currency", "scale", "period", "estimate", "revised_from")
"""The keys of numbers: with any of them, the value must be one."""
_MEASURE_KEYS = tuple(key for key in _EXACT_KEYS if key != "period")
_RANK_PATTERN = r"[0-9]+(?:st|nd|rd|th|\.|e|er)? (?:of|out of|sur|из|аз|من) [0-9]+"
_RANK = re.compile(_RANK_PATTERN)
"""A place among others, which is words and not a number: "3rd of 12"."""
_TIME_KEYS = ("on", "valid")


_NUMBER_SCHEMA: Schema = {
    "if": {"required": ["value"], "anyOf": [{"required": [key]} for key in _EXACT_KEYS]},
    "then": {
        "properties": {
            "value": {
                "anyOf": [
                    scalar_schema(
                        f"{AMOUNT_PATTERN}|{_RANK_PATTERN}",
                        "a number: 1200000, 1.2 million or 3.5..4.0",
                        "number",
                    ),
                    {"type": "object"},
                ]
            }
        }
    },
}
"""Where one of these keys is written, the value is a number."""
_PRICE_SCHEMA: Schema = {
    "if": {"required": ["currency"]},
    "then": {
        "properties": {"unit": {"not": {"type": "string", "pattern": f"^(?:{'|'.join(UNIT_SPELLINGS)})$"}}}
    },
}
"""The unit of money must not be one that counts other things."""
_TIME_SCHEMA: Schema = {
    "if": {"anyOf": [{"required": ["period"]}, {"required": ["series"]}]},
    "then": {
        "not": {"required": list(_TIME_KEYS)},
    },
    "else": {"oneOf": [{"required": [key]} for key in _TIME_KEYS]},
}
"""The time of a figure is written, or follows from the time that the number is for."""


def _check_number(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a value must be a number and is none, or has its power of ten twice."""
    value, series = entry.values["value"], entry.values["series"]
    amounts = [(point.amount, entry.location_of("series")) for point in series]
    is_rank = bool(_RANK.fullmatch(value)) and not any(map(entry.has_key, _MEASURE_KEYS))
    if value and any(map(entry.has_key, _EXACT_KEYS)) and not is_rank:
        try:
            amounts.append((Amount.parse(value), entry.location_of("value")))
        except ValueError as error:
            place = entry.location_of("value")
            yield Diagnostic("bad-value", f"'value': {error}", place, keys=("value",), front="'value': ")
    for amount, place in amounts:
        if amount.exponent and entry.has_key("scale"):
            hint = "delete `scale:`"
            yield Diagnostic("repeated-unit", "the number has its scale already", place, hint=hint)
        if amount.unit and (entry.has_key("unit") or entry.has_key("currency")):
            yield Diagnostic(
                "repeated-unit", "the number has its unit already: %", place, hint="delete % or the key"
            )


def _check_price(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a number of money counts something else as well; what it is for is in the desk's own words."""
    unit = entry.values["unit"]
    if (
        unit
        and entry.has_key("currency")
        and any(word in UNIT_SPELLINGS for word in unit.by_language.values())
    ):
        hint = "write for what the money is, in words: `unit: per tonne`, `unit: per head`"
        message = "a number can't be money and count something else"
        yield Diagnostic("conflicting-keys", message, entry.location_of("unit"), hint=hint)


def _check_time(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if nothing says when a figure holds, or two keys do."""
    if any(map(entry.has_key, _TIME_KEYS)) or not (entry.has_key("period") or entry.has_key("series")):
        yield from ExactlyOne(*_TIME_KEYS, hint="write `valid:`, or `period:` with the year it is for").check(
            entry
        )


def _make_figure(
    kind: type[Figure],
    *,
    on: Period | None = None,
    valid: Period | None = None,
    revised_from: tuple[Evidence, ...] = (),
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Figure:
    """Make a figure: an event or a state by its keys, or else an event of the time that it is for."""
    sort = {"yes": ESTIMATE, "no": ""}.get(values["number_sort"], values["number_sort"])
    values |= {"number_sort": sort, "is_estimate": sort not in ("", "provisional")}
    unit_text: Text | None = values.pop("unit")
    scale = values.pop("scale")
    like = _measure(scale, values.pop("currency") or "", unit_text)
    evidence = (*values.pop("evidence"), *revised_from)
    values["series"] = tuple(_with_kind(point, like) for point in values["series"])
    period = (
        on
        or valid
        or _default_period(values["reference"], values["series"], is_estimate=values["is_estimate"])
    )
    return kind(
        **values,
        evidence=tuple(_with_scale(item, scale) for item in evidence) if scale else evidence,
        measure=_read_measure(values["value"], like),
        unit_text=unit_text if like.unit == OWN_UNIT else None,
        period=period,
        is_event=valid is None,
    )


def _measure(scale: str, currency: str, unit: Text | None) -> Amount:
    """Return an amount without a number: its unit, currency and power of ten."""
    spelled = next(iter(unit.by_language.values()), "") if unit else ""
    kind = UNIT_SPELLINGS.get(spelled, OWN_UNIT) if unit else ""
    return replace(Amount.parse("0"), exponent=SCALES.get(scale, 0), unit=kind, currency=currency)


def _read_measure(value: str, like: Amount) -> Amount | None:
    """Return the number of a figure with a unit, a currency, a scale or a bound; None without one, or for words."""
    if not value:
        return None
    try:
        amount = Amount.parse(value)
    except ValueError:
        return None
    return _join(amount, like) if amount.bound or like != Amount.parse("0") else None


def _with_kind(point: Point, like: Amount) -> Point:
    """Return a point of a series with the unit of the figure."""
    return replace(point, amount=_join(point.amount, like))


def _with_scale(item: Evidence, scale: str) -> Evidence:
    """Return evidence with the scale of the figure after the number that it gives instead, if that has none itself."""
    claim = item.disagreement
    said = plain_amount(claim.value) if claim and claim.value else None
    if claim is None or said is None or said.exponent:
        return item
    return replace(item, disagreement=replace(claim, value=f"{claim.value} {scale}"))


def _join(amount: Amount, like: Amount) -> Amount:
    """Return a number with the unit of the figure, unless it has its own."""
    kind = replace(amount.with_kind(like), exponent=amount.exponent or like.exponent)
    return replace(kind, unit=like.unit or amount.unit)


def _default_period(
    reference: ReferencePeriod | None, series: tuple[Point, ...], *, is_estimate: bool
) -> Period:
    """Return the time that a figure is for, as the time of the fact; of a series that of its first number.

    An estimate is known before that time is over, so its first day is meant.
    """
    if series:
        first = min(point.first_day for point in series)
        return Period.parse(str(first))
    if reference is None:
        return Period.parse("0001")
    if is_estimate:
        return Period.parse(str(reference.first_day))
    if reference.last_day != reference.when.last_day:
        return Period.parse(f"{reference.first_day}/{reference.last_day}")
    return Period.parse(str(reference.when))


_TABLE = fact_table(
    Figure,
    "A number with its meaning, or a series of numbers.",
    Key("name", TEXT, "what the number counts", required=True),
    Key(
        "value",
        AMOUNT,
        "the number: `1200000`, `1.2 million`, `61 %`, `more than 1000`, `about 30`, "
        "or a range: `3.5..4.0`, `{from: 3.5, to: 4.0}`; "
        "words are printed as written, if no other key makes it a number",
        default="",
    ),
    Key(
        "series",
        SERIES,
        "instead of `value`: a CSV file in the same folder; see [series](#series)",
        default=(),
    ),
    Key(
        "unit",
        TEXT,
        f"the unit; for an amount of money, what it is for, such as `per head`: {', '.join(f'`{unit}`' for unit in ('per cent', *UNITS[1:]))}, or your own text per language",
    ),
    Key("currency", CURRENCY, "the currency, by its code of ISO 4217, such as `EUR`"),
    Key(
        "scale",
        one_of(*SCALES, others=OTHER_SCALE_WORDS),
        f"the power of ten, if the value does not name it: {', '.join(f'`{word}`' for word in SCALES)}",
        default="",
    ),
    Key(
        "period",
        REFERENCE,
        "the time that the number is for: `2025`, `2025-06`, `2025-Q3`, `2025-H1`, `2025-01/2025-09`, `2024/2025`; "
        "it is also the time of the fact, if neither `on` nor `valid` is written",
        field="reference",
    ),
    Key(
        "estimate",
        SORT,
        "`yes` for an estimate, or what else the number is: `provisional`, `forecast`, `target`",
        field="number_sort",
        default="",
    ),
    Key(
        "revised_from",
        REVISIONS,
        "earlier numbers, each with its source; see [revisions](#revisions)",
    ),
    TELLING_KEY,
    rules=(
        ExactlyOne("value", "series", "write `value:` with a number, or `series:` with a CSV file"),
        AtMostOne("period", "series", "delete `period:`: each row of the series has one"),
        CustomRule(_check_number, _NUMBER_SCHEMA),
        CustomRule(_check_price, _PRICE_SCHEMA),
    ),
    time_rule=CustomRule(_check_time, _TIME_SCHEMA),
)
FIGURE = replace(_TABLE, record=partial(_make_figure, Figure))
