"""Rows of office-holders in JSON: Popolo, the answer of a SPARQL query as Wikidata gives it, or a flat list."""

from __future__ import annotations

import re
from typing import Any

from briefings.authoring.importing.rows import MAX_ROWS, Row, RowList, refuse
from briefings.model.json_data import parse_json

__all__ = ["HOLDER_COLUMNS", "read_json"]

HOLDER_COLUMNS = {
    "holder": ("holder", "personLabel", "holderLabel", "officeholderLabel", "itemLabel", "person", "name"),
    "post": ("post", "positionLabel", "officeLabel", "postLabel", "position", "office", "role"),
    "start": ("start", "startTime", "start_time", "startDate", "start_date", "from"),
    "end": ("end", "endTime", "end_time", "endDate", "end_date", "to"),
}
"""Names under which lists of office-holders have the person, the post and the days."""
_PRECISIONS = {"9": 4, "10": 7}
"""Wikidata's precisions of a date that is only a year or a month, with how much of the date they leave."""


_ITEM_ID = re.compile("Q[0-9]+", re.ASCII)
"""What Wikidata gives as the label of an item that has no name in the language asked for."""


def read_json(data: bytes, name: str) -> RowList:
    """Return the rows of a JSON file, one for each holding of a post.

    Args:
        data: the content of the file.
        name: its name, for messages.

    Raises:
        BriefingsError: if it is not JSON, or no list of office-holders, or two records have one id.
    """
    try:
        content = parse_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise refuse("not-a-table", f"{name} is not JSON", "download it again, as JSON in UTF-8") from error
    if isinstance(content, dict) and "memberships" in content:
        return _popolo_rows(content, name)
    items: Any = content
    if isinstance(content, dict):
        items = content.get("results", {})
        items = items.get("bindings") if isinstance(items, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        hint = "it takes Popolo, results of SPARQL, or a list of objects"
        raise refuse("not-a-table", f"{name} has no list of office-holders", hint)
    _check_length(items, name)
    flat = [{key: _plain(value) for key, value in item.items()} for item in items]
    columns = tuple(dict.fromkeys(key for item in flat for key in item))
    rows, skipped = [], []
    for number, item in enumerate(flat, 1):
        if id_ := next(
            (text for key, text in item.items() if key.endswith("Label") and _ITEM_ID.fullmatch(text)), ""
        ):
            skipped.append(f"{_place(number, item)}: {id_} has no name in the language of the query")
        else:
            rows.append(Row(_place(number, item), _with_precision(item), name, number))
    return RowList(columns, tuple(rows), tuple(skipped))


def _check_length(items: list[Any], name: str) -> None:
    """Raise an error for a list that is too long."""
    if len(items) > MAX_ROWS:
        raise refuse("too-many-rows", f"{name} has {len(items)} rows; {MAX_ROWS} are allowed", "split it")


def _plain(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return the text of a value, of SPARQL too; that of a time is its day."""
    if isinstance(value, dict):
        value = value.get("value", "")
    text = "" if value is None else str(value).strip()
    day, time, _ = text.partition("T00:00:00")
    return day.lstrip("+") if time else text


def _place(number: int, item: dict[str, str]) -> str:
    """Return the place of an item: its number, with the id of the first thing that has one in Wikidata."""
    ids = [
        text.rpartition("/")[2] for text in item.values() if text.startswith("http") and "/entity/Q" in text
    ]
    return f"item {number}{f' ({ids[0]})' if ids else ''}"


def _with_precision(item: dict[str, str]) -> dict[str, str]:
    """Return an item whose dates are no more exact than Wikidata says."""
    return {
        key: text[: _PRECISIONS.get(item.get(f"{key}Precision", ""), len(text))] for key, text in item.items()
    }


def _popolo_rows(content: dict[str, Any], name: str) -> RowList:
    """Return a row for each membership of a person in a post."""
    memberships = _records(content, "memberships", name)
    _check_length(memberships, name)
    people, posts, bodies = (
        _by_id(_records(content, kind, name), kind, name) for kind in ("persons", "posts", "organizations")
    )
    rows = []
    for number, membership in enumerate(memberships, 1):
        person = _named(membership, "person", people)
        post = _named(membership, "post", posts)
        body = _named(membership, "organization", bodies) or _named(post, "organization", bodies)
        title = _plain(
            post.get("label") or membership.get("label") or membership.get("role") or post.get("role")
        )
        cells = {
            "holder": _plain(person.get("name") or membership.get("person_id")),
            "post": title,
            "organization": _plain(body.get("name")),
            "start": _plain(membership.get("start_date")),
            "end": _plain(membership.get("end_date")),
        }
        id_ = _plain(membership.get("id"))
        place = f"membership {number}{f' ({id_})' if id_ else ''}"
        rows.append(Row(place, cells, name, number))
    return RowList(("holder", "post", "organization", "start", "end"), tuple(rows))


def _by_id(records: list[dict[str, Any]], kind: str, name: str) -> dict[str, dict[str, Any]]:
    """Return records by id, without the nameless ones, which no membership can mean.

    Raises:
        BriefingsError: if two have one id, since a membership may mean either.
    """
    by_id: dict[str, dict[str, Any]] = {}
    for record in records:
        if (id_ := _plain(record.get("id"))) and record != by_id.setdefault(id_, record):
            names = " and ".join(
                repr(_plain(each.get("name") or each.get("label"))) for each in (by_id[id_], record)
            )
            raise refuse(
                "bad-row", f"{name}: two {kind} have the id {id_!r}: {names}", "give each a different id"
            )
    return by_id


def _named(record: dict[str, Any], what: str, by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the person, post or body of a record, which is within it or has its id there; empty for none."""
    within = record.get(what)
    return within if isinstance(within, dict) else by_id.get(_plain(record.get(f"{what}_id")), {})


def _records(content: dict[str, Any], kind: str, name: str) -> list[dict[str, Any]]:
    """Return the records of a kind."""
    records = content.get(kind, [])
    records = [] if records is None else records
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise refuse("not-a-table", f"{name}: {kind!r} is not a list of objects")
    return records
