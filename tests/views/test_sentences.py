"""Tests of facts as sentences: every kind has one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.compose.label_checks import check_use
from briefings.compose.labels import Labels
from briefings.factbase.load import load
from briefings.model.facts import Fact
from briefings.model.phrases import LabelRef
from briefings.views.context import NoteContext
from briefings.views.records import Scope
from briefings.views.release import release
from briefings.views.sentences import sentence_phrase
from tests.support.views import ROOT
from tests.support.words import phrase_text, walk

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
marking: PUBLIC
statements:
- {id: statement, valid: 2010/.., text: It snows., evidence: [league-charter]}
- {id: no-holder, on: 2007-01-01, text: "{holder:league-envoy} spoke.", evidence: [league-charter]}
memberships:
- {id: membership, framework: wick-programme, valid: 2015/.., evidence: [league-charter]}
agreements:
- {id: agreement, on: 2015, title: Treaty of Lutz, evidence: [league-charter]}
- {id: pact, valid: ../.., title: Pact, evidence: [league-charter]}
figures:
- {id: figure, valid: 2015/.., name: Lamps, value: 12, evidence: [league-charter]}
cooperation:
- {id: cooperation, area: light, valid: 2015/.., text: They share wicks., evidence: [league-charter]}
contacts:
- {id: contact, on: 2015-02-03, form: call, with: lantern-league, evidence: [league-charter]}
visits:
- {id: visit, on: 2015-03-03, with: lantern-league, evidence: [league-charter]}
tenures:
- {id: tenure, post: zubrowka-minister, holder: gustave-h, valid: 2010/2011, evidence: [league-charter]}
- {id: vacancy, post: zubrowka-minister, vacant: yes, valid: 2012/2013, evidence: [league-charter]}
lines:
- {id: line, use: objective, valid: 2015/.., text: Share more., rests: [zubrowka/cooperation]}
dates:
- {id: date, on: 2021, what: A feast, evidence: [league-charter]}
commitments:
- {id: commitment, on: 2015-03-03, by: ours, text: A lamp., evidence: [league-charter]}
lives:
- {id: life, person: gustave-h, what: education, valid: 1990/1995, text: Keeping of lamps, evidence: [league-charter]}
"""


def kinds_of_fact(kind: type[Fact] = Fact) -> set[str]:
    """Return the names of all kinds of fact that can be written."""
    own = {kind.kind} if hasattr(kind, "kind") else set()
    return own.union(*(kinds_of_fact(subclass) for subclass in kind.__subclasses__()))


def test_every_kind_of_fact_is_a_sentence(project: Path) -> None:
    """A question can be asked about a fact of any kind, and the English labels have the words for it.

    Only a reference that can't be resolved leaves it without words.
    """
    (project / "facts/zubrowka/case.yaml").write_text(FACTS, "utf-8")
    context = NoteContext(
        release(load(project), "internal", date(2020, 1, 1)),
        Scope("zubrowka", date(2020, 1, 1), "internal", "en"),
    )
    facts = {fact.id: fact for fact in context.store.facts if f"{{id: {fact.id}," in FACTS}
    assert {fact.kind for fact in facts.values()} == kinds_of_fact()
    sentences = {id_: sentence_phrase(context, fact) for id_, fact in facts.items()}
    assert {id_: phrase_text(sentence) for id_, sentence in sentences.items()} == {
        "statement": "It snows.",
        "no-holder": None,
        "membership": "<question.membership-dated name=Wick Programme partner=Zubrowka time=<period.since start=2015>>",
        "agreement": "<question.agreement-dated name=Treaty of Lutz time=2015>",
        "pact": "<question.agreement name=Pact>",
        "figure": "<question.figure name=Lamps value=12>",
        "cooperation": "They share wicks.",
        "contact": "<question.contact date=2015-02-03>",
        "visit": "<question.visit date=2015-03-03>",
        "tenure": "<question.tenure post=Minister of Lobbies holder=Gustave H.>",
        "vacancy": "<question.vacant post=Minister of Lobbies>",
        "line": "Share more.",
        "date": "A feast",
        "commitment": "A lamp.",
        "life": "<question.life name=Gustave H. part=<life.education> text=<list.comma first=Keeping of lamps second=<period.years start=1990 end=1995>>>",
    }
    labels = Labels.load("en", [(ROOT / "templates/labels/en.yaml", "en.yaml")])
    asked = [
        thing for sentence in sentences.values() for _, thing in walk(sentence) if isinstance(thing, LabelRef)
    ]
    assert [check_use(labels, ref.key, {name for name, _ in ref.values}) for ref in asked] == [None] * len(
        asked
    )
