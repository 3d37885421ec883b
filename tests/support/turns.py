"""Samples of what is tried again and again: each value of a long list has its turn in a thorough run, some daily."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["SHARES", "in_turn"]

SHARES = [pytest.param(5, id="some"), pytest.param(1, id="all", marks=pytest.mark.thorough)]
"""Steps through a list that one test goes through: a fifth daily, all of it in a thorough run."""


def in_turn(
    values: Iterable[Any], step: int = 5, *, name: Callable[[Any], str] = str, first: int = 0
) -> list[Any]:
    """Return values as parameters of a test: one in so many is tried daily, all in a thorough run.

    Choose a step that divides none of the lengths of what the values combine, such as days and languages: then each of
    these has its turn.

    Args:
        values: the values, in an order in which neighbours are alike.
        step: how many values there are for one that is tried daily.
        name: returns the name of a value, for the id of its test.
        first: index of the first that is tried daily.
    """
    return [
        pytest.param(
            value,
            id=name(value),
            marks=[] if number % step == first else [pytest.mark.slow, pytest.mark.thorough],
        )
        for number, value in enumerate(values)
    ]
