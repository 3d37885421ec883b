"""Test on a real history: how facts on one country changed between 2010 and 2019, commit by commit.

The changes are those that NATO's own page on Tajikistan went through, shortened, in words of our own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.request import BuildRequest
from briefings.diff import compare, formats
from briefings.project import Project
from tests.support.builds import InlineExecutor, build, rebuild_reasons, replace_once

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = """side: nato
languages: [en]
products: [desk]
scheme: public
audiences: {internal: PUBLIC}
review: {tenure: P9Y, membership: P9Y, cooperation: P9Y, agreement: P9Y, statement: P9Y, figure: P9Y, contact: P9Y}
desk:
clearance: []
"""
SCHEME = "scheme: public\nlevels:\n- {id: PUBLIC, name: {en: PUBLIC}}\n"
SHARED = """marking: PUBLIC
organisations:
- {id: nato, names: [{text: North Atlantic Treaty Organization, lang: en}, {text: NATO, lang: en, form: short}]}
frameworks:
- {id: pfp, organisation: nato, names: [{text: Partnership for Peace, lang: en}]}
- {id: ipp, organisation: nato, names: [{text: Individual Partnership Programme, lang: en}]}
- {id: ipcp, organisation: nato, names: [{text: Individual Partnership Cooperation Programme, lang: en}]}
areas:
- {id: operations, names: [{text: Operations, lang: en}]}
- {id: security, names: [{text: Security, lang: en}]}
people:
- {id: simmons, names: [{text: Robert F. Simmons, lang: en}]}
- {id: appathurai, names: [{text: James Appathurai, lang: en}]}
posts:
- id: envoy
  role: special-representative
  organisation: nato
  titles: [{text: Special Representative for the Caucasus and Central Asia, lang: en}]
  covers: [tajikistan]
- id: liaison
  role: liaison-officer
  organisation: nato
  titles: [{text: Liaison Officer in Central Asia, lang: en}]
  covers: [tajikistan]
tenures:
- {id: envoy-simmons, post: envoy, holder: simmons, valid: 2004-09-15/.., evidence: [page-2010]}
sources:
- {id: page-2010, title: NATO's relations with Tajikistan, publisher: NATO, published: 2010-02-01, language: en}
- {id: press-2011, title: Visit of the Special Representative, publisher: Asia-Plus, published: 2011-06-23, language: en}
- {id: page-2017, title: Relations with Tajikistan, publisher: NATO, published: 2017-12-12, language: en}
- {id: page-2019, title: Relations with Tajikistan, publisher: NATO, published: 2019-03-21, language: en}
"""
PARTNER = """marking: PUBLIC
partner: {id: tajikistan, names: [{text: Tajikistan, lang: en}]}
memberships:
- {id: pfp, framework: pfp, valid: 2002-02-20/.., headline: "Joins the {body:pfp}", evidence: [page-2010]}
- {id: ipp, framework: ipp, valid: 2004/.., evidence: [page-2010]}
statements:
- {id: visits, valid: 2005/.., text: The Liaison Officer visits Dushanbe regularly., evidence: [page-2010]}
cooperation:
- {id: aircraft, area: operations, valid: 2001-12/.., text: Tajikistan hosts French transport aircraft at Dushanbe in support of operations in Afghanistan., evidence: [page-2010]}
- {id: parp, area: security, valid: 2009/.., text: Joining the Planning and Review Process is under consideration., evidence: [page-2010]}
- {id: terrorism, area: security, valid: 2002/.., text: The two sides work together in the fight against terrorism., evidence: [page-2010]}
"""
GIT = shutil.which("git") or "git"
OWN, COMMON = "facts/tajikistan/tajikistan.yaml", "facts/shared/shared.yaml"

_NAMED_NOW = ("person ", "source ", "framework ", "area ", "organisation ")
"""The starts of reasons for what a fact names for the first time."""

# What was done on which day, the reasons for the build, and what a colleague is told.
STEPS = [
    (
        date(2011, 6, 23),
        [
            (
                COMMON,
                "valid: 2004-09-15/.., evidence: [page-2010]}\n",
                "valid: 2004-09-15/2010-11, evidence: [page-2010]}\n- {id: envoy-appathurai, post: envoy, holder: appathurai, valid: 2010-12/.., evidence: [press-2011]}\n",
            ),
        ],
        ["fact shared/envoy-appathurai was added", "fact shared/envoy-simmons changed"],
        """
tajikistan desk: Tajikistan: relations with NATO, as at 2010-02-01 and as at 2011-06-23
  began: shared/envoy-appathurai (tenure: Special Representative · James Appathurai, Special Representative for the Caucasus and Central Asia …)
  changed: shared/envoy-simmons (tenure: Special Representative for the Caucasus and Central Asia · Robert F. Simmons · 15 September 2004 to …)
  At a glance
    Special Representative · [-Robert F. Simmons-]{+James Appathurai+}, Special Representative for the Caucasus and Central Asia · since [-15 September 2004-]{+December 2010+}
  Annex D: Names and offices
    [-Robert F. Simmons-]{+James Appathurai+} · Special Representative for the Caucasus and Central Asia, since [-15 September 2004-]{+December 2010+}
  Who held the posts
    Special Representative for the Caucasus and Central Asia · Robert F. Simmons · [-since -]15 September 2004{+ to November 2010+}
    {+Special Representative for the Caucasus and Central Asia · James Appathurai · since December 2010+}
Changed notes: tajikistan desk.
""",
    ),
    (
        date(2012, 11, 1),
        [
            (OWN, "framework: ipp, valid: 2004/..,", "framework: ipp, valid: 2004/2011,"),
            (
                OWN,
                "statements:\n",
                '- {id: ipcp, framework: ipcp, valid: 2012/.., headline: "{body:ipcp} signed", evidence: [page-2017]}\nstatements:\n',
            ),
        ],
        ["fact tajikistan/ipcp was added", "fact tajikistan/ipp changed"],
        """
tajikistan desk: Tajikistan: relations with NATO, as at 2011-06-23 and as at 2012-11-01
  added: tajikistan/ipcp (membership: Framework · Individual Partnership Cooperation Programme · since 2012; dates not exact)
  changed: tajikistan/ipp (membership: Individual Partnership Programme · 2004 to 2011)
  At a glance
    Framework · Individual Partnership {+Cooperation +}Programme · since [-2004-]{+2012; dates not exact+}
  Frameworks and agreements
    Individual Partnership {+Cooperation +}Programme · since [-2004-]{+2012; dates not exact+}
    {+Individual Partnership Programme · 2004 to 2011+}
  Annex B: Open points
    {+Possible: Individual Partnership Cooperation Programme: Tajikistan takes part (since 2012).+}
Changed notes: tajikistan desk.
""",
    ),
    (
        date(2017, 12, 12),
        [
            (
                COMMON,
                "  role: liaison-officer\n  organisation: nato\n",
                "  role: liaison-officer\n  organisation: nato\n  valid: ../2017-03-31\n  evidence: [page-2017]\n",
            ),
            (OWN, "id: visits, valid: 2005/..,", "id: visits, valid: 2005/2017-03-31,"),
            (
                OWN,
                "valid: 2001-12/.., text: Tajikistan hosts",
                "valid: 2001-12/2014-10-30, text: Tajikistan hosts",
            ),
            (
                OWN,
                "- {id: terrorism",
                "- {id: mines, area: security, valid: 2017/.., text: Tajikistan wishes to work together in mine clearance., evidence: [page-2017]}\n- {id: terrorism",
            ),
        ],
        [
            "post liaison changed",
            "fact tajikistan/aircraft changed",
            "fact tajikistan/mines was added",
            "fact tajikistan/visits changed",
        ],
        """
tajikistan desk: Tajikistan: relations with NATO, as at 2012-11-01 and as at 2017-12-12
  changed: tajikistan/aircraft (cooperation: Ended, December 2001 to 30 October 2014: Tajikistan hosts French transport aircraft at Dushanbe in …)
  confirmed: tajikistan/ipcp (membership: Framework · Individual Partnership Cooperation Programme · since 2012)
  added: tajikistan/mines (cooperation: Tajikistan wishes to work together in mine clearance. (Possibly: the dates on record are not exact.))
  changed: tajikistan/visits (statement: Ended, 2005 to 31 March 2017: The Liaison Officer visits Dushanbe regularly.)
  At a glance
    [-Liaison officer · Not known for this date-]
    {+Liaison officer · Post abolished: Liaison Officer in Central Asia · until 31 March 2017+}
    Framework · Individual Partnership Cooperation Programme · since 2012[-; dates not exact-]
  Background
    {+Ended, 2005 to 31 March 2017: +}The Liaison Officer visits Dushanbe regularly.
  Frameworks and agreements
    Individual Partnership Cooperation Programme · since 2012[-; dates not exact-]
  Key areas of cooperation
    {+Ended, December 2001 to 30 October 2014: +}Tajikistan hosts French transport aircraft at Dushanbe in support of operations in Afghanistan.
    {+Tajikistan wishes to work together in mine clearance. (Possibly: the dates on record are not exact.)+}
  Annex B: Open points
    [-Possible: Individual Partnership Cooperation Programme: Tajikistan takes part (since 2012).-]
    [-Holder not on file: Liaison Officer in Central Asia.-]
    {+Possible: Tajikistan wishes to work together in mine clearance.+}
  Annex C: History
    {+2012 · Individual Partnership Cooperation Programme signed+}
Changed notes: tajikistan desk.
""",
    ),
    (
        date(2019, 3, 21),
        [
            (
                OWN,
                "valid: 2009/.., text: Joining the Planning and Review Process is under consideration., evidence: [page-2010]",
                "valid: 2009/.., text: Tajikistan has taken part in the Planning and Review Process., evidence: [page-2019]",
            ),
            (
                OWN,
                "- {id: terrorism",
                "- {id: borders, area: security, valid: 2018/.., text: The two sides work together on the security of borders and against trade in drugs., evidence: [page-2019]}\n- {id: terrorism",
            ),
        ],
        ["fact tajikistan/borders was added", "fact tajikistan/parp changed"],
        """
tajikistan desk: Tajikistan: relations with NATO, as at 2017-12-12 and as at 2019-03-21
  began: tajikistan/borders (cooperation: The two sides work together on the security of borders and against trade in drugs.)
  confirmed: tajikistan/mines (cooperation: Tajikistan wishes to work together in mine clearance.)
  changed: tajikistan/parp (cooperation: Tajikistan has taken part in the Planning and Review Process.)
  Key areas of cooperation
    [-Joining-]{+Tajikistan has taken part in+} the Planning and Review Process[- is under consideration-].
    Tajikistan wishes to work together in mine clearance.[- (Possibly: the dates on record are not exact.)-]
    {+The two sides work together on the security of borders and against trade in drugs.+}
  Annex B: Open points
    [-Possible: Tajikistan wishes to work together in mine clearance.-]
    {+Nothing on record is overdue, disputed or unconfirmed.+}
Changed notes: tajikistan desk.
""",
    ),
]


def commit_facts(folder: Path, message: str, day: date) -> None:
    """Commit all facts, as of a day."""
    stamp = f"{day.isoformat()}T12:00:00+0000"
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    env = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    for arguments in (["add", "facts"], ["commit", "-qm", message]):
        subprocess.run([GIT, "-C", folder, *who, *arguments], check=True, env=env, capture_output=True)


@pytest.fixture
def project_of_2010(tmp_path: Path) -> Path:
    """Return a project with the facts as they were in 2010, committed."""
    project = tmp_path / "project"
    for name, text in {
        "facts/house.yaml": HOUSE,
        "facts/markings/public.yaml": SCHEME,
        COMMON: SHARED,
        OWN: PARTNER,
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    subprocess.run([GIT, "init", "-q", project], check=True)
    commit_facts(project, "The page of 2010", date(2010, 2, 1))
    return project


def test_each_step_of_the_history(project_of_2010: Path) -> None:
    """Each commit makes the note again for the facts that it changed, and the report says what happened in the world."""
    build(project_of_2010, date(2010, 2, 1), formats=("md",))
    project = Project(project_of_2010, project_of_2010)
    for day, edits, why, report in STEPS:
        for path, old, new in edits:
            replace_once(project_of_2010 / path, old, new)
        outcome = build(project_of_2010, day, formats=("md",), workers=InlineExecutor())
        assert [
            reason
            for reason in rebuild_reasons(outcome, "tajikistan")["desk md"]
            if not reason.startswith(_NAMED_NOW) and " fell due on " not in reason
        ] == why
        told = formats.FORMATTERS["text"](
            compare.compare_builds(project, project_of_2010 / "build", BuildRequest((), day))[0], "PUBLIC"
        ).replace("\u00a0", " ")
        assert told == report.lstrip("\n")
        since = list(compare.compare_revision(project, project.build_folder, BuildRequest((), day), "HEAD"))
        assert {fact.key for fact in since[0].facts} <= {reason.split()[1] for reason in why} | {
            "shared/envoy-simmons"
        }
        commit_facts(project_of_2010, f"What changed by {day}", day)
        assert (
            formats.FORMATTERS["text"](
                list(compare.compare_revision(project, project.build_folder, BuildRequest((), day), "HEAD")),
                "PUBLIC",
            )
            == "No changes.\n"
        )
        assert rebuild_reasons(build(project_of_2010, day, formats=("md",)), "tajikistan") == {}
