"""The first page: what waits for a person today, what comes, and how each partner stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_period
from briefings.authoring.wording.titles import fact_title
from briefings.build.clearance_warnings import find_lapsed
from briefings.build.store import OutputStore
from briefings.server.desk.parts import Waiting, describe_partner
from briefings.server.notes.seen_facts import find_changes
from briefings.server.problems import UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefings.server.desk.parts import DeskPart
    from briefings.server.reading import Reading

__all__ = ["DeskDetails", "ListPage", "Task", "describe_desk", "describe_list"]

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Task:
    """An entry of a list.

    Attributes:
        address: of the page to look at; empty for none.
        title: what it says.
        reason: why it waits.
        weight: in how many notes it is, and what rests on it; empty for little.
    """

    address: str
    title: str
    reason: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of the first page.

    Attributes:
        name: of the list, in addresses.
        title: above the list.
        empty: what the page says if nothing is in it.
        tasks: all its entries.
    """

    name: str
    title: str
    empty: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class DeskDetails:
    """The first page.

    Attributes:
        lists: what waits and what comes.
        partners: how each partner stands.
        proposals: the number of proposals, by partner.
        changes: what has changed since the reader marked all as seen; None if that is not known.
        seen_on: the day of that; empty if it is not known.
    """

    lists: tuple[DeskList, ...]
    partners: tuple[DeskPart, ...]
    proposals: dict[str, int]
    changes: DeskList | None
    seen_on: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a long list.

    Attributes:
        title: of the list.
        tasks: those of the page.
        count: how many there are in all.
        number: of the page, from 1.
        pages: how many pages there are.
    """

    title: str
    tasks: tuple[Task, ...]
    count: int
    number: int
    pages: int


def describe_desk(reading: Reading) -> DeskDetails:
    """Return the first page as of the day."""
    parts = _parts(reading)
    proposed: dict[str, int] = {}
    for fact in reading.store.proposals.values():
        proposed[fact.folder] = proposed.get(fact.folder, 0) + 1
    changes, seen_on = find_changes(reading)
    tasks = None if changes is None else tuple(Task(*change) for change in changes)
    return DeskDetails(
        lists=tuple(_lists(reading, parts)),
        partners=tuple(parts),
        proposals=proposed,
        changes=None
        if tasks is None
        else DeskList("changes", "Changed since you marked all as seen", "", tasks),
        seen_on=seen_on,
    )


def describe_list(reading: Reading, name: str) -> ListPage:
    """Return one page of a list of the first page.

    Raises:
        UnknownPageError: if there is no such list or page.
    """
    desk = describe_desk(reading)
    found = {item.name: item for item in (*desk.lists, *filter(None, [desk.changes]))}.get(name)
    text = reading.query.get("page", "1")
    if found is None or not (text.isascii() and text.isdigit()):
        raise UnknownPageError
    pages = max(1, -(-len(found.tasks) // _PAGE))
    number = int(text[:6])
    if not 1 <= number <= pages:
        raise UnknownPageError
    tasks = found.tasks[(number - 1) * _PAGE : number * _PAGE]
    return ListPage(found.title, tasks, len(found.tasks), number, pages)


def _parts(reading: Reading) -> list[DeskPart]:
    """Return what the page says about each partner; only of partners with a change is it found again."""
    audience, day, store = reading.access.audience, reading.day, reading.store
    return [
        reading.warm.recall_part(
            ("desk", audience, day, partner.id),
            partner.id,
            lambda partner=partner: describe_partner(store.subset([partner.id]), partner, day),  # type: ignore[misc]
        )
        for partner in store.partners
    ]


def _lists(reading: Reading, parts: Sequence[DeskPart]) -> Iterator[DeskList]:
    """Yield what waits, and what comes."""
    overdue = _join(parts, lambda part: part.overdue)
    overdue.sort(key=lambda item: (-len(item[1]), -len(item[0].points), item[0].order))
    yield DeskList(
        "overdue",
        "Overdue, what most notes rest on first",
        "No fact is overdue.",
        tuple(_task(*item) for item in overdue),
    )
    for name, title, empty, find in (
        ("disputes", "Disputed", "No source disputes a fact.", lambda part: part.disputes),
        (
            "translations",
            "Stale translations",
            "Every translation is of the present text.",
            lambda part: part.stale,
        ),
    ):
        yield DeskList(name, title, empty, tuple(_task(*item) for item in _join(parts, find)))
    yield DeskList("proposals", "Proposals", "No proposal waits.", tuple(_proposals(reading)))
    if not reading.access.audience:
        yield DeskList(
            "clearances", "Clearances no longer valid", "All clearances are valid.", tuple(_lapsed(reading))
        )
    coming = sorted(_join(parts, lambda part: part.coming), key=lambda item: item[0].order)
    yield DeskList(
        "coming",
        "Dates ahead",
        "Nothing is on record for the next six months.",
        tuple(_task(*item) for item in coming),
    )


def _join(
    parts: Iterable[DeskPart], find: Callable[[DeskPart], Iterable[Waiting]]
) -> list[tuple[Waiting, tuple[str, ...]]]:
    """Return what waits in any part, each once, with the names of the partners that it concerns."""
    found: dict[tuple[str, str], tuple[Waiting, list[str]]] = {}
    for part in parts:
        for item in find(part):
            found.setdefault((item.key, item.order), (item, []))[1].append(part.name)
    return [(item, tuple(names)) for item, names in found.values()]


def _task(item: Waiting, partners: tuple[str, ...]) -> Task:
    """Return what waits as an entry of a list."""
    weight = [f"in the notes of {len(partners)} partners"] if len(partners) > 1 else []
    count = len(item.points)
    weight += [f"{count} talking point{'' if count == 1 else 's'} on it"] if count else []
    return Task(f"/fact/{item.key}", item.title, item.reason, ", ".join(weight))


def _proposals(reading: Reading) -> Iterator[Task]:
    """Yield the facts that a person has yet to accept."""
    for fact in reading.store.proposals.values():
        title = fact_title(reading.store, fact, reading.day)
        yield Task(f"/fact/{fact.key}", title, f"{fact.kind}, {say_period(fact.period)}")


def _lapsed(reading: Reading) -> Iterator[Task]:
    """Yield the clearances of notes in the build folder that no longer hold, as the notes say something else now."""
    workspace = reading.workspace
    for audience in workspace.catalog.house.audiences:
        store = OutputStore(workspace.project.build_folder / audience)
        names = [name for name in store.set_names() if name.follows_today]
        for problem in find_lapsed(workspace.catalog, store, audience, names):
            yield Task("", problem.message, problem.advice or "")
