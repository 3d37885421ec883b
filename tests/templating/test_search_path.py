"""Tests of the search path of templates: which file a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.templating import Templates
from tests.support.templates import template_problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x.md.j2", "a/../../x.md.j2", "/etc/hostname", "a//b", "a\\b"]
)
def test_only_names_inside_the_folders_are_looked_up(tmp_path: Path, name: str) -> None:
    """A name that leads out of the folders, or is not written plainly, finds nothing."""
    folder = tmp_path / "templates"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b").touch()
    (folder / "a\\b").touch()
    (tmp_path / "x.md.j2").touch()
    templates = Templates([folder], tmp_path)
    assert templates.find(name) is None
    assert templates.find("a/b") == folder / "a" / "b"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file elsewhere is no template, one that stays in the folder is."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.md.j2").write_text("secret", encoding="utf-8")
    (folder / "out.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (folder / "real.md.j2").touch()
    (folder / "in.md.j2").symlink_to(folder / "real.md.j2")
    (folder / "up").symlink_to(tmp_path)
    templates = Templates([folder], tmp_path)
    assert templates.find("in.md.j2") == folder / "in.md.j2"
    assert [templates.find("out.md.j2"), templates.find("up/secret.md.j2")] == [None, None]
    assert template_problems(folder, '{% include "out.md.j2" %}') == [
        "brief.md.j2:1 template-not-found: unknown template 'out.md.j2'"
    ]


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A template that is not UTF-8 is an error that names the file."""
    (tmp_path / "part.md.j2").write_bytes(b"\xff\xfe")
    assert template_problems(tmp_path, '{% include "part.md.j2" %}')[0].startswith(
        "part.md.j2:1 unreadable-file: the file can't be read"
    )
