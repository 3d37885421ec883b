"""Tests of editions whose files or register someone has changed: each command says what is wrong, and where."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from briefings.build.plan import BuildOptions
from briefings.editions.issue import IssueRequest, issue_note
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, replace_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

REGISTER = "editions/register.yaml"
LINES = ("editions 1", "check-edition 1", "addendum 1")
PLACE = f"{REGISTER}:3:3: error"


@pytest.fixture
def edition(project: Path) -> Path:
    """Return the folder of an edition of the brief."""
    request = IssueRequest("zubrowka.brief", ("The Minister",), DAY, "internal", ("md",))
    issued = issue_note(Project(project, project), request, BuildOptions(workers=InlineExecutor()))
    return project / "editions" / issued.folder


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[1]",
        b"no JSON",
        b'{"notes": [1], "files": {}}',
        b'{"notes": [], "files": []}',
        b'{"notes": [{"product": "brief"}], "files": {}}',
        b'{"notes": [{"lines": null, "facts": 1, "sources": {}}], "files": {}}',
    ],
)
def test_a_manifest_that_is_none_is_refused(edition: Path, briefings: Command, data: bytes) -> None:
    """Whoever changed a manifest may have changed its sum in the register too."""
    project, manifest = edition.parents[1], edition / "manifest.json"
    old, new = (hashlib.sha256(content).hexdigest() for content in (manifest.read_bytes(), data))
    manifest.write_bytes(data)
    replace_once(project / REGISTER, old, new)
    for line in LINES:
        run = briefings(*line.split(), "--project", project)
        assert (run.code, run.err.startswith(f"{PLACE}[damaged-edition]: the manifest of 1 can't be used: ")) == (
            1, True,
        ), run.err  # fmt: skip


def test_an_edition_for_an_audience_that_is_gone(edition: Path, briefings: Command) -> None:
    """Its note can't be made any more; that is said at the line of the edition, and it is still listed."""
    project = edition.parents[1]
    replace_once(project / REGISTER, "audience: internal", "audience: guests")
    for line in LINES[1:]:
        run = briefings(*line.split(), "--project", project)
        assert (run.code, run.err.partition(":")[0]) == (1, REGISTER), run.err
        assert "error[unknown-audience]: unknown audience 'guests'" in run.err
    assert "for the audience guests" in briefings("editions", "1", "--project", project).out


def test_the_editions_of_one_audience(edition: Path, briefings: Command) -> None:
    """An audience is told of its own editions, and of no others."""
    project = edition.parents[1]
    line = ("editions", "--project", project, "--audience")
    replace_once(project / "facts/house.yaml", "{internal: PUBLIC}", "{internal: PUBLIC, guests: PUBLIC}")
    own, others = briefings(*line, "internal"), briefings(*line, "guests")
    assert ("The Minister" in own.out, own.err) == (True, "1 edition\n")
    assert (others.out, others.err) == ("", "0 editions\n")
    assert "error[unknown-audience]" in briefings(*line, "nobody").err


def test_a_manifest_with_an_odd_path_names_no_file_outside(edition: Path, briefings: Command) -> None:
    """A name that leads out of the folder of the edition is looked at as any other, and is not as issued."""
    project, manifest = edition.parents[1], edition / "manifest.json"
    content = json.loads(manifest.read_bytes())
    content["files"] = {"../../facts/house.yaml": {"bytes": 1, "sha256": "0" * 64}}
    data = json.dumps(content).encode()
    old, new = (hashlib.sha256(each).hexdigest() for each in (manifest.read_bytes(), data))
    manifest.write_bytes(data)
    replace_once(project / REGISTER, old, new)
    assert "not as issued" in briefings("editions", "1", "--project", project).out
