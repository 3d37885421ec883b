"""Rejections: proposals that a person did not accept, remembered so that no import brings them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.dates import PartialDate

__all__ = ["Rejection"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A proposal that was rejected.

    Attributes:
        fact: its key.
        content: the short hash of what it said.
        sources: the ids of the sources that it rested on.
        on: the day on which it was rejected.
        by: who rejected it; empty if that is not recorded.
    """

    fact: str
    content: str
    sources: tuple[str, ...]
    on: PartialDate | None = None
    by: str = ""
