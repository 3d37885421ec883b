"""The limit of contacts in a brief, as a house or a product sets it: a number, or `all`."""

from __future__ import annotations

from typing import NamedTuple

from briefings.loading.parsers import InvalidValueError, whole_number_parser
from briefings.loading.scalars import number_schema
from briefings.loading.value_types import ScalarType

__all__ = ["ContactLimit", "contact_limit"]

_ALL = "all"


class ContactLimit(NamedTuple):
    """The number of contacts in a brief; None for all."""

    number: int | None


def contact_limit(minimum: int) -> ScalarType:
    """Return the type of a number of contacts, from 0 or 1, or `all`."""

    def parse(text: str) -> ContactLimit:
        """Parse the number of contacts, or `all`.

        Raises:
            InvalidValueError: if it is neither.
        """
        try:
            return ContactLimit(None if text == _ALL else whole_number_parser(minimum)(text))
        except InvalidValueError as error:
            message = f"{text!r} is neither a whole number from {minimum} nor 'all'"
            raise InvalidValueError(message) from error

    return ScalarType("number or `all`", number_schema(minimum, None, _ALL), parse)
