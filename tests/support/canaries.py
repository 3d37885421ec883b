"""Helpers for tests of the release: a house of NATO's markings with two lower audiences, and canaries above both."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image

from tests.support.builds import append_text, replace_once
from tests.support.cases import read_data
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CANARIES", "LOWER", "Canary", "make_canary_project", "plant_canaries"]

LOWER = ("partners", "friends")
"""The audiences that may not see the canaries."""
REPOSITORY = Path(__file__).parents[2]
HOUSE = """\
audiences:
  internal: {level: NC, holds: [ATOMAL]}
  partners: {level: NR, communities: [Japan]}
  friends: {level: NU, communities: [EAPC]}
"""
OPEN = "marking: {level: NU, release: [Japan, EAPC]}\n"
MORE_FACTS = """\
visits:
- id: lamp-visit
  on: 2031-03-04
  with: lantern-league
  place: Nebelsbad
  ours: [agatha-baker]
  purpose: To light the lamps.
  programme:
  - {day: 2031-03-04, time: 09:30, what: A walk, with: [{person: zero-moustafa, as: Guide}]}
  evidence: [league-charter]
agreements:
- {id: lamp-protocol, on: 2017-05-08, title: Protocol on Lamps, evidence: [league-charter]}
"""
_WORD = re.compile(r"\b(?:zq|жк)\w+", re.IGNORECASE)


class Canary(NamedTuple):
    """Something above the lower audiences.

    Attributes:
        kind: what it is, in words.
        words: that are nowhere else, in small letters.
        unprinted: those of them that nobody is shown.
        case: where to plant it.
    """

    kind: str
    words: frozenset[str]
    unprinted: frozenset[str]
    case: dict[str, Any]


def _canaries() -> Iterator[Canary]:
    """Yield the canaries of the case file."""
    cases = read_data(REPOSITORY / "tests" / "cases" / "canaries.yaml")
    for case in cases:
        text = " ".join(str(case.get(key, "")) for key in ("text", "put", "name", "capture", "files"))
        words = frozenset(word.casefold() for word in _WORD.findall(text))
        yield Canary(case["kind"], words, frozenset(case.get("nowhere", ())), case)


CANARIES = tuple(_canaries())


def make_canary_project(project: Path) -> None:
    """Write the fictional facts with markings of NATO, all of them released to both lower audiences, and some more."""
    shutil.copytree(FICTIONAL, project)
    shutil.copy(REPOSITORY / "facts" / "markings" / "nato.yaml", project / "facts" / "markings" / "nato.yaml")
    house = project / "facts" / "house.yaml"
    replace_once(house, "scheme: public\n", "scheme: nato\n")
    replace_once(house, "audiences: {internal: PUBLIC}\n", HOUSE)
    for path in (
        project / "facts" / "shared" / "shared.yaml",
        project / "facts" / "zubrowka" / "zubrowka.yaml",
    ):
        replace_once(path, "marking: PUBLIC\n", OPEN)
    append_text(project / "facts" / "zubrowka" / "zubrowka.yaml", MORE_FACTS)
    replace_once(
        project / "templates" / "products" / "brief.yaml", "- sources\n", "- resolutions\n- sources\n"
    )


def _picture_bytes() -> bytes:
    """Return a small picture."""
    data = io.BytesIO()
    Image.new("RGB", (40, 50), "teal").save(data, "PNG")
    return data.getvalue()


def plant_canaries(project: Path) -> None:
    """Write all canaries into a project."""
    for number, canary in enumerate(CANARIES):
        case = canary.case
        if "text" in case:
            name = f"{case.get('name', f'zz-{number}')}.yaml"
            (project / "facts" / "zubrowka" / name).write_text(case["text"], "utf-8")
        if "behind" in case:
            paths = [project / f"facts/{name}/{name}.yaml" for name in ("zubrowka", "shared")]
            path = next(path for path in paths if case["behind"] in path.read_text("utf-8"))
            replace_once(path, case["behind"], case["behind"] + case["put"])
        for name, content in case.get("files", {}).items():
            path = project / "facts" / "zubrowka" / name
            path.write_bytes(_picture_bytes() if name.endswith(".png") else content.encode())
        if "capture" in case:
            folder = project / "captures"
            folder.mkdir(exist_ok=True)
            (folder / f"{case['capture']['name']}.txt").write_text(case["capture"]["text"], "utf-8")
