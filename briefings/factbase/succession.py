"""Successions in a post, by the days on which tenures are known to have held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.spans import known_days
from briefings.model.entities import Post

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Tenure

__all__ = ["successors"]


def successors(store: FactStore, tenure: Tenure, day: date) -> list[Tenure]:
    """Return the tenures that have certainly taken all seats of a post by a day, after `tenure` last held.

    The earliest comes first; the list is empty while a seat may be left. A stand-in takes over from a holder who is
    not seen since; a vacancy takes over from no stand-in, and a person who is only named from no one.
    """
    held_days = [held_day for held_day in known_days(tenure) if held_day <= day]
    start = tenure.period.start
    since = max(held_days, default=start.first_day if start else None)
    later_tenures = [
        (min(days), later_tenure)
        for later_tenure in store.tenures_by_post[tenure.post]
        if later_tenure is not tenure
        and not later_tenure.is_coming
        and not (tenure.is_stand_in and later_tenure.holder is None)
        and (
            days := [
                known
                for known in known_days(later_tenure)
                if (since is None or since < known) and known <= day
            ]
        )
    ]
    holders = {later_tenure.holder for _, later_tenure in later_tenures}
    if len(holders) < store.entity(Post, tenure.post).seats:
        return []
    return [later_tenure for _, later_tenure in sorted(later_tenures, key=lambda pair: pair[0])]
