"""Numbered copies: where the marking scheme asks for them, each reader of an edition gets files with a number of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.editions.register import Edition

__all__ = ["copy_name", "copy_reader", "numbers_of_readers"]

_COPY = re.compile(r"\.copy-(\d+)\.[^.]+$")


def copy_name(name: str, number: int) -> str:
    """Return the name of a file of a numbered copy.

    >>> copy_name("tajikistan.en.pdf", 2)
    'tajikistan.en.copy-2.pdf'
    """
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.copy-{number}.{suffix}"


def copy_reader(edition: Edition, name: str) -> str:
    """Return who got the numbered copy that a file of an edition is of; empty for a file without a number."""
    match = _COPY.search(name)
    return dict(zip(edition.copies, edition.to, strict=False)).get(int(match[1]), "") if match else ""


def numbers_of_readers(edition: Edition, readers: Sequence[str]) -> tuple[int, ...]:
    """Return the number of the copy of each reader of an addendum: that of the edition, or a new one."""
    numbers = dict(zip(edition.to, edition.copies, strict=False))
    for reader in readers:
        numbers.setdefault(reader, max(numbers.values(), default=0) + 1)
    return tuple(numbers[reader] for reader in readers)
