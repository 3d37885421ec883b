"""Resolutions: recorded decisions on facts or sources that disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.entities import Entity
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.dates import PartialDate
    from briefings.model.evidence import Text

__all__ = ["Resolution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Entity):
    """A recorded decision on a disagreement; the facts and sources that disagree all remain.

    Attributes:
        settled_keys: keys of the facts concerned.
        method: `prefer` one, `split` in time, `both` are true, or left `open`.
        preferred_key: key of the preferred fact; None unless `method` is `prefer`.
        author: who decided.
        settled_on: when.
        reason: why.
        facts_hash: short hash of the facts at that time; when they change, the resolution no longer applies.
    """

    kind = "resolution"
    settled_keys: tuple[str, ...]
    method: str
    preferred_key: str | None
    author: str
    settled_on: PartialDate
    reason: Text
    facts_hash: str

    def links(self) -> Iterator[Link]:
        """Yield a link to each fact that it settles."""
        yield from (Link(key, (), self.location) for key in self.settled_keys)

    def texts(self) -> Iterator[Text]:
        """Yield the reason."""
        yield self.reason

    @property
    def is_final(self) -> bool:
        """Return whether it ends the disagreement instead of leaving it open."""
        return self.method != "open"
