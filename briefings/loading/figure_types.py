"""Types of values of figures: amounts, ranges, currencies, the time that a number is for, and revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.ids import SOURCE_ID
from briefings.loading.parsers import InvalidValueError, choice_parser, pattern_parser
from briefings.loading.scalars import DATE, LINE, one_of
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.value_types import ScalarType, scalar_schema
from briefings.loading.yaml_nodes import Mapping, Node
from briefings.model import locales
from briefings.model.amounts import NUMBER_PATTERN, ReferencePeriod
from briefings.model.evidence import Disagreement, Evidence
from briefings.model.figures import FIGURE_SORTS

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema

__all__ = ["AMOUNT", "CURRENCY", "REFERENCE", "REVISIONS", "SORT"]


def _parse_currency(text: str) -> str:
    """Parse the code of a currency."""
    if text not in locales.currency_codes():
        message = f"{text!r} is not a currency; write its code with three capitals, such as EUR (ISO 4217)"
        raise InvalidValueError(message)
    return text


class _CurrencyType(ScalarType):
    """The type of currencies; its schema lists them once it is asked for, because CLDR is not read before."""

    def json_schema(self) -> Schema:
        """Return the JSON Schema of the codes."""
        codes = "|".join(locales.currency_codes())
        return scalar_schema(codes, "three capital letters: EUR (ISO 4217)", examples=["EUR", "USD"])


_NUMBER = ScalarType(
    "number",
    scalar_schema(NUMBER_PATTERN, "a number: 3.5", "number"),
    pattern_parser(NUMBER_PATTERN, "a number", "3.5"),
    "0",
)
CURRENCY = _CurrencyType("currency code", {}, _parse_currency)
REFERENCE = ScalarType(
    "year, month or quarter",
    scalar_schema(
        r"(?!0000)[0-9]{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])(/[0-9]{4}-(0[1-9]|1[0-2]))?)|/[0-9]{4})?",
        "a year, month or quarter: 2025, 2025-06, 2025-Q3, 2025-H1",
        "integer",
    ),
    ReferencePeriod.parse,
)
SORT = ScalarType(
    "word",
    one_of("yes", "no", *FIGURE_SORTS[1:]).schema,
    choice_parser(
        ("yes", "no", *FIGURE_SORTS[1:]),
        {"estimate": "yes", "preliminary": "provisional", "projection": "forecast", "goal": "target"},
    ),
)
_RANGE = Table(
    "range",
    lambda low, high: f"{low}..{high}",
    (
        Key("from", _NUMBER, "the lower end", required=True, field="low"),
        Key("to", _NUMBER, "the upper end", required=True, field="high"),
    ),
    has_location=False,
)


@dataclass(frozen=True)
class _AmountType(TableType):
    """The type of what a figure says: a line, or a mapping with the ends of a range."""

    word: str = "number, range or line"

    def json_schema(self) -> Schema:
        """Return a schema that accepts a line and the mapping."""
        return {"anyOf": [LINE.schema, TableType.json_schema(self)]}

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - as the base class
        """Read a line as it is written, and the mapping as a range."""
        return (
            TableType.read(self, node, key, context)
            if isinstance(node, Mapping)
            else LINE.read(node, key, context)
        )

    def blank(self, location: Any) -> str:  # noqa: ANN401, ARG002 - as the base class
        """Return no value."""
        return ""

    @property
    def parses_words(self) -> bool:
        """Return that a wrong value is reported as `bad-KEY`."""
        return True


def _make_revision(value: str, source: str, **place: Any) -> Evidence:  # noqa: ANN401 - what the table gives
    """Make the evidence of an earlier number."""
    return Evidence(source, disagreement=Disagreement(value=value, is_revised=True), **place)


_REVISION = Table(
    "revision",
    _make_revision,
    (
        Key("value", LINE, "the earlier number", required=True),
        Key("source", SOURCE_ID, "the source that gave it", required=True),
        Key("locator", LINE, "the place in the source: page, paragraph", default=""),
        Key("asserted", DATE, "when the source gave it, if not on its own date", field="asserted_on"),
    ),
)


@dataclass(frozen=True)
class _RevisionsType(ListType):
    """A type of lists of revisions, of which one may be written without a list."""

    def json_schema(self) -> Schema:
        """Return a schema that accepts a revision and a list."""
        return {"anyOf": [self.item.json_schema(), ListType.json_schema(self)]}

    def read(self, node: Node, key: str, context: ReadContext) -> tuple[Any, ...] | None:
        """Read one revision as a list of one, or a list."""
        if not isinstance(node, Mapping):
            return ListType.read(self, node, key, context)
        revision = self.item.read(node, key, context)
        return None if revision is None else (revision,)


AMOUNT = _AmountType(_RANGE)
REVISIONS = _RevisionsType(TableType(_REVISION), "list of revisions")
