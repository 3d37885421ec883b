"""The days on which a note changes, and the steps from one to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.catalog import REGION

if TYPE_CHECKING:
    from datetime import date

    from briefings.server.notes.request import NoteRequest
    from briefings.server.reading import Reading

__all__ = ["find_change_days", "find_step"]

_MOST_STEPS = 60
"""How many days are tried for the next one on which the note says something else; then the last of them is shown."""


def find_step(reading: Reading, wanted: NoteRequest, *, is_back: bool) -> date:
    """Return the next or the last day before on which the note says something else; the day itself if there is none.

    Raises:
        BriefingsError: if the note can't be composed.
    """
    day = wanted.build.as_of
    days = find_change_days(reading, wanted)
    others = [other for other in days if (other < day if is_back else other > day)]
    if is_back:
        return _first_day_of_state(reading, wanted, others)
    said = _said(reading, wanted, day)
    for other in others[:_MOST_STEPS]:
        if _said(reading, wanted, other) != said:
            return other
    return others[:_MOST_STEPS][-1] if others else day


def _first_day_of_state(reading: Reading, wanted: NoteRequest, earlier: list[date]) -> date:
    """Return the first day of the state of the note before the present one."""
    said = _said(reading, wanted, wanted.build.as_of)
    other_said = None
    found = wanted.build.as_of
    for day in earlier[: -_MOST_STEPS - 1 : -1]:
        now_said = _said(reading, wanted, day)
        if other_said is not None and now_said != other_said:
            break
        if now_said != said:
            other_said = now_said
        found = day
    return found


def _said(reading: Reading, wanted: NoteRequest, day: date) -> tuple[str, ...]:
    """Return the sentences of a note on a day."""

    def compose() -> tuple[str, ...]:
        build = replace(wanted.build, as_of=day)
        brief = reading.workspace.draft(wanted.subject, wanted.note, build).brief
        return tuple(sentence.text for sentence in brief.sentences if sentence.citations)

    return reading.warm.recall(("said", wanted.address(day=day.isoformat())), compose)


def find_change_days(reading: Reading, wanted: NoteRequest) -> tuple[date, ...]:
    """Return the days on which the note may change; for an audience, none after today, and none for a region."""
    if wanted.subject.kind == REGION:
        return ()

    def find() -> tuple[date, ...]:
        audience, day = wanted.build.audience, reading.today
        days = reading.workspace.change_days(wanted.subject, day, audience)
        return tuple(day for day in days if not reading.access.audience or day <= reading.today)

    return reading.warm.recall(("days", wanted.subject.id, wanted.build.audience, reading.today), find)
