"""Helpers for tests of views: the view of the fictional partner, and facts to add to its project."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope, View

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore

ROOT = Path(__file__).parents[2]
SHARED = "facts/shared/shared.yaml"
ZUBROWKA = "facts/zubrowka/zubrowka.yaml"
CASE = "facts/zubrowka/case.yaml"


@cache
def shipped_store() -> FactStore:
    """Return the facts that come with Briefings."""
    return load(ROOT)


def make_view(
    project: Path, day: str, contacts: int | None = None, audience: str = "internal", language: str = "en"
) -> View:
    """Return the view of the fictional partner on a day."""
    return build_view(load(project), Scope("zubrowka", parse_day(day), audience, language, contacts))


def add_fact_file(project: Path, text: str, path: str = CASE) -> None:
    """Write a fact file into a project."""
    (project / path).write_text("marking: PUBLIC\n" + text, "utf-8")


CONTACTS = """\
contacts:
- {id: call-2018, on: 2018-06-01, form: call, with: lantern-league, evidence: [league-charter]}
- {id: tea, on: 2019-01-15, form: meeting, with: embassy-grand-fenwick, evidence: [league-charter]}
- {id: letter, on: 2018-12, form: signature, with: lantern-league, evidence: [league-charter]}
"""

HANDOVER = """\
posts:
- {id: porter, role: mission, titles: [{text: Porter, lang: en}], partner: zubrowka}
tenures:
- {id: p1, post: porter, holder: gustave-h, valid: 2004-09/2010-11, evidence: [league-charter]}
- {id: p2, post: porter, holder: agatha-baker, valid: 2010-11/2021-09, evidence: [league-charter]}
"""

SUBJECTS = """\
memberships:
- {id: m, framework: wick-programme, valid: 2019/2030, evidence: [league-charter]}
agreements:
- {id: a, valid: 2019/2030, title: Treaty of Lutz, evidence: [league-charter]}
- {id: b, valid: /2019-02, title: Pact, evidence: [{source: league-charter, attests: 2019-02-01}]}
figures:
- {id: f, valid: 2019/2030, name: Lamps, value: 12, evidence: [league-charter]}
cooperation:
- {id: c, area: light, valid: 2019/2030, text: They share wicks., evidence: [league-charter]}
contacts:
- {id: v, on: 2019-02-03, form: call, with: lantern-league, evidence: [league-charter, {source: alpine-herald-2019, asserted: 2019-02-05, says: {on: 2019-02-01}}]}
"""
