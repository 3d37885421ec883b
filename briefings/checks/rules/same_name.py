"""Two people of one name whom nothing tells apart.

Finds:
    Two entries under `people:` with the same full name in one language, unless what is on file of each differs: the
    birth, or the posts.

Why it matters:
    They may be one person, entered twice; then each has half of the contacts. Or a reader takes one for the other.

Example:
    people:
    - {id: ali-veli, names: [{text: Ali Veli, lang: en}]}
    - {id: veli, names: [{text: Ali Veli, lang: en}]}

Write instead:
    One entry; or what tells them apart: `what: born` in `lives:`, or a tenure of each.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.entities import Person
from briefings.model.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.INFO


def check(context: CheckContext) -> Iterator[Finding]:
    """Compare the people with one name."""
    births, posts = _births_by_person(context), _posts_by_person(context)
    by_name: dict[tuple[str, str], list[Person]] = {}
    for person in context.store.entities_of(Person):
        for name in {(name.text.casefold(), name.language) for name in person.names if name.form == "full"}:
            by_name.setdefault(name, []).append(person)
    reported: set[frozenset[str]] = set()
    for people in by_name.values():
        for one, other in combinations(people, 2):
            pair = frozenset((one.id, other.id))
            if pair not in reported and not (_differ(births, one, other) or _differ(posts, one, other)):
                reported.add(pair)
                known, unknown = sorted(
                    (one, other), key=lambda person: len(posts.get(person.id, ())), reverse=True
                )
                yield Finding(
                    message=f"{known.id} and {unknown.id} are both called {unknown.names[0].text!r}, and nothing tells them apart",
                    location=unknown.location,
                    entries=(unknown, known),
                    hint="merge them, or add a birth in `lives:` or a tenure of each",
                    related=(known.location,),
                )


def _differ(found: Mapping[str, frozenset[str]], one: Person, other: Person) -> bool:
    """Return whether something is found for each of two people, and not the same."""
    values = [found.get(person.id) for person in (one, other)]
    return all(values) and values[0] != values[1]


def _births_by_person(context: CheckContext) -> Mapping[str, frozenset[str]]:
    """Return the days of birth on record, by person."""
    births: dict[str, set[str]] = {}
    for fact in context.store.facts:
        if isinstance(fact, Life) and fact.part == "born":
            births.setdefault(fact.person, set()).add(str(fact.period))
    return {person: frozenset(days) for person, days in births.items()}


def _posts_by_person(context: CheckContext) -> Mapping[str, frozenset[str]]:
    """Return the posts that people hold or have held, by person."""
    holders = context.store.tenures_by_holder.items()
    return {person: frozenset(tenure.post for tenure in tenures) for person, tenures in holders}
