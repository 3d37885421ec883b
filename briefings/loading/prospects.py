"""The tables of commitments and dates ahead in fact files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.loading.fact_tables import DISCLOSURE_KEY, fact_table
from briefings.loading.ids import ID
from briefings.loading.rules import CustomRule
from briefings.loading.scalars import DATE, YES_OR_NO, one_of
from briefings.loading.stages import COMMITMENT_STAGES_KEY, DATE_STAGES_KEY, PARTY
from briefings.loading.tables import Key
from briefings.loading.texts import SENTENCES, TEXT
from briefings.model.dates import PartialDate, Period
from briefings.model.diagnostics import Diagnostic
from briefings.model.prospects import DATE_SORTS, Commitment, DateAhead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.model.stages import Stage

__all__ = ["COMMITMENT", "DATE_AHEAD"]


def _make_commitment(
    *,
    on: Period,
    stages: tuple[Stage, ...],
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Commitment:
    """Make a commitment, which lasts from the day on which it was made until its last stage."""
    made = on.end or PartialDate(1)  # without an end, `on` can't be read, and the file is refused
    promise = Commitment(**values, period=Period(made, text=f"{made}/"), is_event=False)
    return promise.with_stages(stages) if stages else promise


def _check_order(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a commitment is due, kept or dropped before it was made."""
    made = entry.values["on"]
    if made.start is None:
        return
    due = entry.values["due"]
    if due and due.last_day < made.start.first_day:
        message = f"this commitment is due on {due}, before it was made on {made}"
        yield Diagnostic("due-too-early", message, entry.location_of("due"), hint="correct `due:` or `on:`")


_PLAIN_COMMITMENT = fact_table(
    Commitment,
    "A promise of one party to another.",
    Key(
        "by",
        PARTY,
        "who promised: `ours`, `theirs`, or the id of an organisation or person",
        required=True,
        field="promiser",
    ),
    Key("to", PARTY, "to whom: a side, an organisation or a person, as in `by`", field="promisee"),
    Key("text", SENTENCES, "what was promised, in a sentence", required=True),
    Key("due", DATE, "by when"),
    Key("contact", ID, "the contact of the same folder at which it was made", field="contact_id"),
    COMMITMENT_STAGES_KEY,
    DISCLOSURE_KEY,
    time_key="on",
    rules=(CustomRule(_check_order),),
)
COMMITMENT = replace(
    _PLAIN_COMMITMENT,
    record=_make_commitment,
    description=f"{_PLAIN_COMMITMENT.description.removesuffix('.')}, the day on which it was made.",
)


def _check_yearly(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a yearly date has no month, or stages, which are those of one year."""
    if not entry.values["yearly"]:
        return
    period = entry.values["on"]
    if not all(when and when.month for when in (period.start, period.end)):
        message = f"a yearly date needs a month, and {period} has none"
        yield Diagnostic("yearly-date", message, entry.location_of("on"), hint="write `on: 1991-09-09`")
    if entry.values["stages"]:
        message = "a yearly date has no stages, which are those of one year"
        hint = "write the date of that year as a separate entry"
        yield Diagnostic("yearly-date", message, entry.location_of("stages"), hint=hint)


DATE_AHEAD = fact_table(
    DateAhead,
    "A day, month or time on which something will happen.",
    Key("what", TEXT, "what will happen, in a few words", required=True, field="text"),
    Key(
        "sort",
        one_of(*DATE_SORTS),
        f"what sort of date it is: {', '.join(f'`{sort}`' for sort in DATE_SORTS)}",
        default="",
    ),
    Key("who", TEXT, "who takes part, or is concerned", field="actors"),
    Key("place", TEXT, "the place, in words or by its id"),
    Key(
        "yearly",
        YES_OR_NO,
        "`yes` if it comes back every year, from the year of `on`: a national day, an annual meeting",
        field="is_yearly",
        default=False,
    ),
    DATE_STAGES_KEY,
    DISCLOSURE_KEY,
    time_key="on",
    rules=(CustomRule(_check_yearly),),
)
