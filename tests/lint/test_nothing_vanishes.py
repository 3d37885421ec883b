"""Property: no change of a fact hides it silently. It is printed, or `check` says that it is not, or loading refuses it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefings.build.workspace import Workspace
from briefings.factbase.load import load
from briefings.lint.unprinted import check_unprinted
from briefings.model.dates import parse_day
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.notes import make_draft
from tests.support.views import CASE

if TYPE_CHECKING:
    from pathlib import Path

DAY = parse_day("2020-02-03")
HERALD = {"source": "alpine-herald-2019", "attests": "2019-02-03"}
FACTS: dict[str, dict[str, Any]] = {
    "statements": {"on": "2018-05-01", "text": "They met.", "evidence": ["alpine-herald-2019"]},
    "memberships": {
        "framework": "lamp-forum",
        "valid": "2010/",
        "text": "It sends oil.",
        "evidence": [HERALD],
    },
    "agreements": {
        "title": "Treaty of Lutz",
        "stages": [
            {"stage": "signed", "on": "2017-03-01"},
            {"stage": "in-force", "on": "2018-01-01"},
            {"stage": "denounced", "on": "2019-06-01", "effective": "2021-01-01"},
        ],
        "evidence": ["alpine-herald-2019"],
    },
    "cooperation": {"area": "light", "valid": "2010/", "text": "They share wicks.", "evidence": [HERALD]},
    "contacts": {
        "on": "2019-01-15",
        "form": "call",
        "with": "lantern-league",
        "theirs": [{"group": "Porters"}],
        "evidence": ["alpine-herald-2019"],
    },
    "visits": {
        "on": "2019-01-15",
        "with": "lantern-league",
        "place": "Lutz",
        "stages": [{"stage": "postponed", "on": "2019-01-10", "to": "2019-01-20"}],
        "evidence": ["alpine-herald-2019"],
    },
    "tenures": {
        "post": "zubrowka-minister",
        "holder": "gustave-h",
        "valid": "2000/2005",
        "evidence": [HERALD],
    },
    "figures": {
        "name": "Lamplighters",
        "value": "1.2 million",
        "unit": "people",
        "period": "2018",
        "revised_from": [{"value": "1.1 million", "source": "league-charter"}],
        "evidence": ["alpine-herald-2019"],
    },
    "commitments": {
        "on": "2018-05-01",
        "by": "ours",
        "to": "theirs",
        "text": "A loan of four lamps.",
        "due": "2019-09-01",
        "stages": [{"stage": "kept", "on": "2019-08-20"}],
        "evidence": ["alpine-herald-2019"],
    },
    "dates": {
        "on": "2020-06-01",
        "what": "The fair",
        "sort": "meeting",
        "place": "Lutz",
        "evidence": [HERALD],
    },
    "lives": {
        "person": "gustave-h",
        "what": "born",
        "on": "1961-04-03",
        "place": "Lutz",
        "evidence": ["alpine-herald-2019"],
    },
    "lines": {"use": "objective", "text": "Share wicks.", "valid": "2019/", "evidence": [HERALD]},
}
VALUES: tuple[Any, ...] = (
    *(
        "2019",
        "2019-12",
        "2018-01-01",
        "2020-12-31",
        "2031",
        "2018/2019-05",
        "2018/",
        "/2017",
        "/",
        "2019/..",
        "2012/..2015",
        "2018/..2025",
        "2019/2031",
    ),
    *(
        "../2018",
        "../2021",
        "2019~",
        "2020?",
        "signed",
        "ended",
        "cancelled",
        "postponed",
        "full",
        "held",
        "oops",
    ),
    *("", "TODO", "no", None, [], {}, "{holder:league-envoy} met them.", "lamp-forum", "point", "meeting"),
)
"""What a slip may put in place of a value; dates come first, because they decide what is printed."""


def mutate(fact: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a fact with one change: a value replaced, a key gone or misspelt, or a change within a part."""
    key = chance.choice([*fact])
    value = fact[key]
    match chance.randrange(5):
        case 0:
            return {name: item for name, item in fact.items() if name != key}
        case 1:
            letters = [*key]
            chance.shuffle(letters)
            return {("".join(letters) if name == key else name): item for name, item in fact.items()}
        case 2 if isinstance(value, list) and value and isinstance(value[0], dict):
            number = chance.randrange(len(value))
            return {**fact, key: [*value[:number], mutate(value[number], chance), *value[number + 1 :]]}
        case _:
            return {**fact, key: chance.choice(VALUES)}


def write_facts(project: Path, facts: dict[str, dict[str, Any]]) -> dict[int, str]:
    """Write one fact of each kind, each on a line; return the name of the list on each line."""
    lines, kinds = ["marking: PUBLIC"], {}
    for kind, fact in facts.items():
        lines.append(f"{kind}:")
        text = yaml.safe_dump(
            {"id": f"x-{kind}", **fact}, default_flow_style=True, width=10_000, sort_keys=False
        )
        lines.append(f"- {text.strip()}")
        kinds[len(lines)] = kind
    (project / CASE).write_text("\n".join(lines) + "\n", "utf-8")
    return kinds


def silent_kinds(project: Path, facts: dict[str, dict[str, Any]]) -> list[str]:
    """Return the kinds of facts that load and that neither a note prints nor `check` names."""
    own, left = Project(project, project), dict(facts)
    while True:
        kinds = write_facts(project, left)
        try:
            store = load(project)
            workspace = Workspace(own)
            briefs = [
                make_draft(workspace, "zubrowka", DAY, products=("desk",)).brief,
                make_draft(workspace, "zubrowka", DAY, products=("biography",), about="gustave-h").brief,
            ]
            break
        except BriefingsError as error:
            places = [
                place for each in error.diagnostics for place in (each.location, *each.related) if place
            ]
            refused = {kinds[place.line] for place in places if place.path == CASE and place.line in kinds}
            if not refused:
                raise
            left = {kind: fact for kind, fact in left.items() if kind not in refused}
    named = {each.location.line for each in check_unprinted(own, store, DAY) if each.location}
    printed = {
        citation.fact_key
        for brief in briefs
        for sentence in brief.sentences
        for citation in sentence.citations
    }
    return [kind for line, kind in kinds.items() if line not in named and f"zubrowka/x-{kind}" not in printed]


def check_rounds(project: Path, first: int, rounds: int) -> None:
    """Change each kind of fact once a round."""
    for seed in range(first, first + rounds):
        chance = random.Random(seed)
        facts = {kind: mutate(fact, chance) for kind, fact in FACTS.items()}
        silent = silent_kinds(project, facts)
        assert not silent, (seed, {kind: facts[kind] for kind in silent})


def test_the_facts_as_they_are_are_printed(project: Path) -> None:
    """Without a change each fact is printed, so that the property says something."""
    assert silent_kinds(project, FACTS) == []


def test_no_slip_hides_a_fact_silently(project: Path) -> None:
    """A few slips in each kind of fact."""
    check_rounds(project, 1000, 3)


@pytest.mark.thorough
def test_no_slip_of_a_hundred_hides_a_fact_silently(project: Path) -> None:
    """A hundred slips in each kind of fact."""
    check_rounds(project, 0, 100)
