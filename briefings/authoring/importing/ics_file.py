"""Rows of visits in a calendar (iCalendar, `.ics`): one for each event."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from briefings.authoring.importing.rows import MAX_ROWS, Row, RowList, refuse

__all__ = ["read_ics"]

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:]*))*):(.*)')
_NAME = re.compile(r';CN=("[^"]*"|[^";:]*)', re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(T.*)?")
_ALARM = re.compile(r"BEGIN:VALARM\s.*?END:VALARM\s*", re.DOTALL)
"""A reminder within an event, with a text of its own."""
_DURATION = re.compile(
    r"\+?P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?(?:[0-9]+S)?)?"
)
_ESCAPED = re.compile(r"\\([nN;,\\])")
_COLUMNS = ("on", "place", "purpose", "people", "topics")


def read_ics(data: bytes, name: str) -> RowList:
    """Return the events of a calendar; cancelled and repeating ones, such as weekly meetings, are skipped.

    Args:
        data: the content of the file.
        name: its name, for messages.

    Raises:
        BriefingsError: if it is not a calendar in UTF-8, or ends within an event.
    """
    try:
        text = _FOLD.sub("", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse(
            "not-utf8", f"{name}, line {line}: the file is not UTF-8 text", "export it again, in UTF-8"
        ) from error
    if "BEGIN:VCALENDAR" not in text:
        raise refuse("not-a-table", f"{name} is not a calendar", "export it as .ics")
    rows: list[Row] = []
    skipped: list[str] = []
    events = re.findall(r"BEGIN:VEVENT\s(.*?)END:VEVENT", text, re.DOTALL)
    if len(re.findall(r"^BEGIN:VEVENT\s*$", text, re.MULTILINE)) > len(events):
        raise refuse(
            "not-a-table", f"{name} ends within event {len(events) + 1}", "export or download it again"
        )
    if len(events) > MAX_ROWS:
        raise refuse("too-many-rows", f"{name} has {len(events)} events; {MAX_ROWS} are allowed", "split it")
    for number, event in enumerate(events, 1):
        fields = _read_fields(_ALARM.sub("", event))
        uid = fields.get("UID", [""])[0]
        place = f"event {number}{f' ({uid})' if uid else ''}"
        if fields.get("STATUS", [""])[0].upper() == "CANCELLED":
            skipped.append(f"{place}: cancelled")
        elif "FREQ=YEARLY" in fields.get("RRULE", [""])[0].upper():
            skipped.append(
                f"{place}: comes every year, so it can't be a visit; add a date with `yearly: yes`"
            )
        elif "RRULE" in fields:
            skipped.append(
                f"{place}: repeats, so no row says which of its days were visits; add those with `add contact`"
            )
        else:
            rows.append(Row(place, _cells(fields), name, number))
    return RowList(_COLUMNS, tuple(rows), tuple(skipped))


def _read_fields(event: str) -> dict[str, list[str]]:
    """Return the values of an event by name; people are the names of all who attend."""
    fields: dict[str, list[str]] = {}
    for line in event.splitlines():
        if match := _LINE.fullmatch(line):
            name, options, value = match[1].upper(), match[2], _ESCAPED.sub(_unescape, match[3])
            if name in ("ATTENDEE", "ORGANIZER"):
                common_name = _NAME.search(options)
                value = common_name[1].strip('"') if common_name else ""
            fields.setdefault(name, []).append(value)
    return fields


def _unescape(match: re.Match[str]) -> str:
    """Return the sign that an escape means."""
    return " " if match[1] in "nN" else match[1]


def _cells(fields: dict[str, list[str]]) -> dict[str, str]:
    """Return the cells of an event."""
    people = [name for name in fields.get("ATTENDEE", []) if name]
    start = fields.get("DTSTART", [""])[0]
    return {
        "on": _period(
            start, fields.get("DTEND", [""])[0] or _end_after(start, fields.get("DURATION", [""])[0])
        ),
        "place": fields.get("LOCATION", [""])[0],
        "purpose": fields.get("SUMMARY", [""])[0],
        "people": ";".join(people),
        "topics": fields.get("DESCRIPTION", [""])[0],
    }


def _end_after(start: str, duration: str) -> str:
    """Return the end of an event that gives how long it takes; empty if that can't be read."""
    length, is_timed = _DURATION.fullmatch(duration), "T" in start
    if length is None:
        return ""
    weeks, days, hours, minutes = (int(part or 0) for part in length.groups())
    try:
        first = datetime.fromisoformat(start)
        end = first + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return ""
    return end.strftime("%Y%m%dT%H%M%S" if is_timed else "%Y%m%d")


def _period(start: str, end: str) -> str:
    """Return the days of an event; one without times, or that ends at midnight, is over the day before its end."""
    first, last = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if first is None:
        return start
    try:
        days = [date(int(match[1]), int(match[2]), int(match[3])) for match in (first, last) if match]
    except ValueError:
        return start
    if last and (not last[4] or last[4].startswith("T000000")) and days[1] > days[0]:
        days[1] -= timedelta(1)
    return str(days[0]) if days[-1] == days[0] else f"{days[0]}/{days[-1]}"
