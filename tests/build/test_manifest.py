"""Tests of the manifest: it describes what the note itself shows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from briefings.build.manifest import read_file_hashes
from tests.support.builds import build, load_manifest, set_files

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_manifest_holds(project: Path) -> None:
    """Title, day, marking, sources, facts, lines, and size and hash of each file."""
    build(project)
    data, files = load_manifest(project), set_files(project)
    del files["manifest.json"]
    (note,) = data["notes"]
    assert (data["set"], data["audience"]) == ("zubrowka", "internal")
    assert {key: note[key] for key in ("product", "about", "language", "as_of", "marking", "files")} == {
        "product": "brief", "about": "", "language": "en", "as_of": "2019-06-01", "marking": "PUBLIC",
        "files": ["zubrowka.en.html", "zubrowka.en.md", "zubrowka.en.pdf"],
    }  # fmt: skip
    assert data["files"] == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    assert read_file_hashes(set_files(project)["manifest.json"]) == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_every_fact_of_a_manifest_stands_in_the_note(project: Path) -> None:
    """A fact is listed if a line of the note rests on it, and no other."""
    build(project)
    (data,) = load_manifest(project)["notes"]
    assert set(data["facts"]) == {key for line in data["lines"] for key in line["facts"]}
    assert data["facts"]["zubrowka/oil"]["says"].startswith("cooperation: The two sides share lamp oil.")


def test_a_manifest_does_not_tell_what_the_note_does_not(project: Path) -> None:
    """References in the text of facts are told as the note prints them."""
    build(project)
    assert b"{holder:" not in set_files(project)["manifest.json"]
    assert b"{body:" not in set_files(project)["manifest.json"]


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"files": 1}', b'{"files": {"a": 1}}', b'{"files": {"a": {}}}']
)
def test_what_is_no_manifest(text: bytes) -> None:
    """Anything else is a ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - of JSON, or ours
        read_file_hashes(text)
