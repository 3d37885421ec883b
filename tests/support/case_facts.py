"""Helpers for tests of notes on facts that stand in a file of cases."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.notes import FICTIONAL, use_packaged_brief
from tests.support.views import CASE

__all__ = ["open_with_facts", "words_of"]


def open_with_facts(folder: Path, facts: str) -> Workspace:
    """Return the fictional project, copied into a folder, with more facts and all five languages."""
    project = Path(shutil.copytree(FICTIONAL, folder / "project"))
    (project / CASE).write_text(facts, "utf-8")
    house = project / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, fr, ru, tg, ar]"), "utf-8"
    )
    use_packaged_brief(project)
    return Workspace(Project(project, project))


def words_of(text: str) -> str:
    """Return a text without its citations, on one line."""
    plain = re.sub(r"\[\^\d+\](?!:)|\\\[[^\]]*\]", "", text)
    return re.sub(r"\s+", " ", plain)
