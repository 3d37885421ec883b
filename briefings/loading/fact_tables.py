"""The keys that all kinds of facts share, and the making of the table of a kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefings.loading.entries import ID_KEY, MARKING_KEY, STATUS_KEY, WAIVE_KEY
from briefings.loading.evidence import EVIDENCE, SUPPORTING_EVIDENCE
from briefings.loading.ids import ID
from briefings.loading.parsers import InvalidValueError
from briefings.loading.rules import CustomRule, ExactlyOne, OneOf
from briefings.loading.scalars import (
    DATE,
    DAY,
    EVENT,
    LINE,
    NO_ONLY,
    PERIOD,
    PROPOSED_ONLY,
    SHORT_HASH,
    YES_OR_NO,
)
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.model.diagnostics import Diagnostic
from briefings.model.evidence import Review
from briefings.model.facts import Fact
from briefings.model.stages import life_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.loading.rules import Rule
    from briefings.loading.tables import Entry
    from briefings.loading.value_types import ScalarType
    from briefings.model.dates import Period
    from briefings.model.stages import Stage

__all__ = ["CORRECTS_KEY", "DISCLOSURE_KEY", "FACT_KEYS", "TELLING_KEY", "FactTable", "fact_table"]

_REVIEW = Table(
    "review",
    Review,
    (
        Key("by", LINE, "the reviewer", required=True, field="reviewer"),
        Key("on", DATE, "the day of the review", required=True, field="reviewed_on"),
        Key("of", SHORT_HASH, "the hash of the fact on that day", required=True, field="fact_hash"),
    ),
)

CORRECTS_KEY = Key(
    "corrects",
    ID,
    "the fact of the same folder whose place a proposal takes once you accept it; see [proposals](#proposals)",
    field="corrected_id",
)

_WITHHOLD = Table(
    "gap",
    lambda ground: ground,
    (Key("ground", TEXT, "the ground, in words that give nothing away", required=True),),
    has_location=False,
)

FACT_KEYS = (
    replace(ID_KEY, meaning="unique in its folder; elsewhere the fact is `tajikistan/pfp`"),
    Key("on", EVENT, "when it happened, for an event; a fact has either `on` or `valid`"),
    Key("valid", PERIOD, "when it holds, for a state"),
    Key(
        "evidence",
        SUPPORTING_EVIDENCE,
        "at least one [item](#evidence) that supports the fact; a [line](#lines) that `rests` on facts needs none",
        required=True,
    ),
    MARKING_KEY,
    Key(
        "not_before",
        DAY,
        "its embargo: before this day only the audience `internal` sees it; see [markings](#markings)",
    ),
    Key(
        "withhold",
        TableType(_WITHHOLD),
        '`{ground: TEXT}` if readers who may not see it read "[withheld: TEXT]" instead of nothing; see '
        "[markings](#markings)",
        field="withheld_ground",
    ),
    Key(
        "review",
        DATE,
        "the day from which it must be reviewed; by default the house's period for the kind, counted from the last "
        "attestation",
        field="review_due",
    ),
    Key("headline", TEXT, "three to six words for the list of milestones"),
    Key(
        "after",
        ID,
        "the fact of the same folder that this one follows on the same matter; see [later facts](#later-facts)",
        field="earlier_id",
    ),
    STATUS_KEY,
    CORRECTS_KEY,
    Key("reviewed", TableType(_REVIEW), "the last review; see [reviews](#reviews)", field="last_review"),
)
"""The keys that all kinds of facts share, besides `waive`."""

DISCLOSURE_KEY = Key(
    "disclosure",
    NO_ONLY,
    "`no` for what must not be disclosed: only the audience `internal` sees it, under its own heading",
    field="is_undisclosed",
    default=False,
)

TELLING_KEY = Key(
    "telling",
    YES_OR_NO,
    "`yes` for a fact worth knowing by heart: the card prints three of them",
    field="is_telling",
    default=False,
)


def _check_corrects(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a fact that is accepted says which fact it corrects."""
    if entry.has_key(CORRECTS_KEY.name) and not entry.has_key(STATUS_KEY.name):
        message = (
            f"{CORRECTS_KEY.name!r} goes with `status: proposed`, but this {entry.table.name} is accepted"
        )
        hint = f"delete `{CORRECTS_KEY.name}:`, and the fact that it names if that one is wrong"
        yield Diagnostic("misplaced-key", message, entry.location, hint=hint, keys=(CORRECTS_KEY.name,))


_CORRECTS_ONLY_PROPOSED = CustomRule(
    _check_corrects,
    {"if": {"required": [CORRECTS_KEY.name]}, "then": {"required": [STATUS_KEY.name]}},
)
_TIME_KEYS = ("on", "valid")
_ONE_TIME = ExactlyOne(*_TIME_KEYS, hint="write `on:` for an event, `valid:` for a state")


@dataclass(frozen=True)
class FactTable(Table[Fact]):
    """The table of a kind of fact.

    Attributes:
        kind: the class of the facts.
        about: the description without the rule for the time.
    """

    kind: type[Fact] = Fact
    about: str = ""


def fact_table(  # noqa: PLR0913 - what may differ between kinds
    kind: type[Fact],
    about: str,
    *keys: Key,
    time_key: str = "",
    needs_evidence: bool = True,
    rules: tuple[Rule, ...] = (),
    advise: Callable[[str, str], str] | None = None,
    time_rule: Rule = _ONE_TIME,
) -> FactTable:
    """Return the table of a kind of fact.

    Args:
        kind: the class of the facts.
        about: what such a fact is, in a sentence.
        keys: that the kind has besides `FACT_KEYS`.
        time_key: `on` or `valid`, if the kind allows only one of them; empty if it allows both.
        needs_evidence: whether each fact must have evidence that supports it.
        rules: what no single key says.
        advise: returns what to write instead of an unknown key; empty for no advice.
        time_rule: which of `on` and `valid` a fact has, if the kind allows both.
    """
    shared: tuple[Key, ...] = (*FACT_KEYS, WAIVE_KEY)
    if not needs_evidence:
        shared = _replace_key(shared, "evidence", type=EVIDENCE, required=False)
    if advise:
        shared = _replace_key(shared, STATUS_KEY.name, type=_advised_status(advise))
    description = f"{about.removesuffix('.')}; always `{time_key}`." if time_key else about
    if time_key:
        shared = tuple(key for key in shared if key.name == time_key or key.name not in _TIME_KEYS)
        shared = _replace_key(shared, time_key, required=True)
    elif any(key.name == "stages" for key in keys):
        hint = "write `stages:` with a day each, or `on:` for an event, `valid:` for a state"
        rules = (OneOf((*_TIME_KEYS, "stages"), hint), *rules)
    else:
        rules = (time_rule, *rules)
    rules = (*rules, _CORRECTS_ONLY_PROPOSED)
    make = partial(_make_fact, kind)
    table = FactTable(kind.kind, make, keys, description, shared, rules, has_folder=True, kind=kind)
    return replace(table, advise=advise, about=about)


def _replace_key(keys: tuple[Key, ...], name: str, **changes: Any) -> tuple[Key, ...]:  # noqa: ANN401 - attributes of a key
    """Return keys with one of them changed."""
    return tuple(replace(key, **changes) if key.name == name else key for key in keys)


def _advised_status(advise: Callable[[str, str], str]) -> ScalarType:
    """Return the type of `status`, which says where a stage written there belongs."""

    def parse(text: str) -> object:
        try:
            return PROPOSED_ONLY.parse(text)
        except InvalidValueError as error:
            raise InvalidValueError(str(error), advise(STATUS_KEY.name, text) or error.hint) from error

    return replace(PROPOSED_ONLY, parse=parse)


def _make_fact(
    kind: type[Fact],
    *,
    on: Period | None = None,
    valid: Period | None = None,
    stages: tuple[Stage, ...] = (),
    **values: Any,  # noqa: ANN401 - what the table gives
) -> Fact:
    """Make a fact of a kind: an event with `on`, a state with `valid` or with stages, which are put in order."""
    ordered = tuple(sorted(stages, key=lambda stage: (stage.on.first_day, stage.on.last_day)))
    period = on or valid or life_of(ordered)
    return kind(**values, stages=ordered, period=period, is_event=on is not None)
