"""Facts and helpers for the tests of commands that write facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring.partners.new_partner import add_partner
from briefings.authoring.partners.seed import identify_partner
from briefings.project import Project

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CASE_FILE", "DUE_FACTS", "PARTNER_DAY", "REVIEW_DAY", "SOURCE_CHAIN", "add_to_project"]

REVIEW_DAY = date(2020, 2, 3)
"""The as-of day of the tests of sources and reviews."""

PARTNER_DAY = date(2019, 6, 1)
"""The as-of day of the tests of partners."""

CASE_FILE = "facts/zubrowka/case.yaml"
"""The file that the tests add to the fictional project."""

SOURCE_CHAIN = """\
marking: PUBLIC
sources:
- {id: gazette, title: On lamps, publisher: Gazette, published: 2011}
- {id: courier, title: On lamps again, publisher: Courier, quotes: gazette}
- {id: letter, title: A letter, publisher: Letters}
statements:
- {id: first, on: 2011, text: The lamps were lit., evidence: [gazette]}
- {id: second, on: 2011, text: The oil was sold., evidence: [courier, league-charter]}
- {id: third, on: 2011, text: The wicks were cut., evidence: [{source: letter, via: courier}]}    # hearsay
- {id: fourth, on: 2011, text: The snow fell., evidence: [league-charter]}
lines:
- {id: ask, use: point, to: foreign-minister, valid: 2012/, text: Ask for oil., rests: [zubrowka/second]}
"""
"""Facts that rest on a source, and on one that quotes it."""

DUE_FACTS = """\
marking: PUBLIC
statements:
# An old page says so.
- id: lobby
  valid: 2004/
  text: The lobby is open.
  evidence: [{source: undated-page, attests: 2012-05-01}]    # and no other
- {id: bar, valid: 2004/, text: The bar is open., evidence: [{source: undated-page, attests: 2011-05-01}]}
- {id: cellar, valid: 2004/, text: The cellar is dry., evidence: [{source: undated-page, attests: 2019-12-01}]}
- {id: fire, on: 2004-05-01, review: 2020-01-31, text: The roof burned., evidence: [league-charter]}
lines:
- {id: ask, use: point, to: foreign-minister, valid: 2019/, text: Ask for the lobby., rests: [zubrowka/lobby]}
"""
"""Facts that are due for review, and some that are not."""


def add_to_project(project: Path, query: str = "uzbekistan") -> list[str]:
    """Add a partner to the fictional project, and return the files written."""
    files = add_partner(Project(project, project), identify_partner(query, ("en", "fr")), PARTNER_DAY)
    return [path.relative_to(project).as_posix() for path in files]
